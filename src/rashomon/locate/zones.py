"""Which zones there are, and how a place lies to those near it.

The list is our own file, `zones.geojson`, and the user's own zones, which win where they bear the
id of one of ours. Its fingerprint stands beside every result: it names what was asked.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TypeGuard

from rashomon.errors import InvalidRecord, ZoneError
from rashomon.locate.zone_files import ZoneFile, as_feature, read_zone_file, read_zones
from rashomon.locate.zone_shapes import Shape, shape_of
from rashomon.records import (
    DateValue,
    PlaceValue,
    Zone,
    ZoneRelation,
    ZoneSide,
)
from rashomon.reference.folders import data_folder

__all__ = [
    "NEAR_KM",
    "PROBE_KM",
    "ZoneList",
    "add_zones",
    "found_as",
    "is_placeable",
    "open_zones",
    "relate",
    "remove_zone",
    "shipped_zones",
    "zones_folder",
]

_log = logging.getLogger(__name__)
NEAR_KM = 100.0
"""A zone further off tells nothing of an incident: the widest disputed one is 55 km in radius."""
PROBE_KM = 10.0
"""How far to go "east" of a line that winds to see which of its sides that is."""
_VAGUE_KM = 150.0  # a place known no better, a country say, lies to no zone in any telling way


@dataclass(frozen=True, slots=True)
class ZoneList:
    """The zones in use, ready for measuring; `faults` name what could not be used and why."""

    shapes: tuple[Shape, ...]
    faults: tuple[str, ...]
    fingerprint: str

    @property
    def zones(self) -> tuple[Zone, ...]:
        """The zones, ours first, then the user's."""
        return tuple(shape.zone for shape in self.shapes)

    @classmethod
    def of(cls, zones: Sequence[Zone], faults: Sequence[str] = ()) -> ZoneList:
        """Make a list of zones; one whose outline holds nothing becomes a fault."""
        shapes, amiss = [], list(faults)
        for zone in zones:
            try:
                shapes.append(shape_of(zone))
            except InvalidRecord as error:
                amiss.append(f"{zone.name}: {error}")
        plain = json.dumps([as_feature(shape.zone) for shape in shapes], sort_keys=True)
        return cls(tuple(shapes), tuple(amiss), hashlib.sha256(plain.encode()).hexdigest()[:12])


def zones_folder() -> Path:
    """Return the folder that holds the user's own zones, one file each."""
    return data_folder() / "zones"


def open_zones(folder: Path | None = None) -> ZoneList:
    """Return the zones in use: those shipped, and the user's own in `folder`.

    A file of the user's that cannot be used is named among the faults; the others count.
    """
    folder = folder or zones_folder()
    own: dict[str, Zone] = {}
    faults: list[str] = []
    try:
        paths = sorted(folder.glob("*.geojson"))
    except OSError as error:
        paths, faults = [], [f"{folder}: cannot be read: {error.strerror}"]
    for path in paths:
        try:
            found = read_zone_file(path)
        except ZoneError as error:
            faults.append(str(error))
            continue
        faults += found.faults
        own |= {zone.zone_id: zone for zone in found.zones}
    for fault in faults:
        _log.info("zone.left_out %s", fault)
    if not own and not faults:
        return _shipped()
    ours = [own.pop(zone.zone_id, zone) for zone in shipped_zones()]
    return ZoneList.of([*ours, *own.values()], faults)


@lru_cache(maxsize=1)
def shipped_zones() -> tuple[Zone, ...]:
    """Return the zones that come with Rashomon.

    Raises:
        ZoneError: If the installed file is damaged.
    """
    table = resources.files("rashomon.locate").joinpath("zones.geojson")
    found = read_zones(table.read_bytes(), "zones.geojson", is_users=False)
    if found.faults:
        raise ZoneError(f"{found.faults[0]}; the installation is damaged, install Rashomon anew")
    return found.zones


@lru_cache(maxsize=1)
def _shipped() -> ZoneList:
    return ZoneList.of(shipped_zones())


def add_zones(path: Path, folder: Path | None = None) -> tuple[tuple[Zone, ...], ZoneFile]:
    """Take the zones of a GeoJSON file for the user's own; return those taken.

    The file comes back as it was read, with all that is to be told of it. A feature that cannot be
    used loses only itself. A zone takes the place of one with its id, be it shipped or the user's.

    Raises:
        ZoneError: If the file cannot be read, holds no zone that can be used, or the user's folder
            cannot be written.
    """
    folder = folder or zones_folder()
    found = read_zone_file(path)
    faults, remarks = list(found.faults), list(found.remarks)
    known = {zone.zone_id: zone for zone in open_zones(folder).zones}
    taken: list[Zone] = []
    for zone in found.zones:
        label = f"{path}: “{zone.name}”"
        try:
            repairs = shape_of(zone).repairs
        except InvalidRecord as error:
            faults.append(f"{label}: {error}")
            continue
        if repairs:
            remarks.append(f"{label}: {repairs}")
        other = known.get(zone.zone_id)
        if other is not None:
            whose = "your" if other.is_users else "the shipped"
            remarks.append(f"{label} takes the place of {whose} “{other.name}” ({zone.zone_id})")
        taken.append(zone)
    if not taken:
        raise ZoneError("; ".join(faults) or f"{path}: no zone was added, it holds no feature")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for zone in taken:
            _write(folder / f"{zone.zone_id}.geojson", zone)
    except OSError as error:
        raise ZoneError(
            f"{folder}: cannot be written: {error.strerror}; RASHOMON_DATA names another folder"
        ) from error
    return tuple(taken), replace(found, faults=tuple(faults), remarks=tuple(remarks))


def _write(path: Path, zone: Zone) -> None:
    # Beside its place first: an interrupted run leaves the old zone as it was.
    beside = path.with_suffix(".part")
    beside.write_text(json.dumps(as_feature(zone), ensure_ascii=False) + "\n", encoding="utf-8")
    beside.replace(path)


def remove_zone(name: str, folder: Path | None = None) -> Zone:
    """Remove one of the user's own zones, by its name or id; return it.

    Raises:
        ZoneError: If the user has no such zone, or it cannot be removed.
    """
    folder = folder or zones_folder()
    known = open_zones(folder).zones
    wanted = name.strip().casefold()
    for zone in known:
        if wanted not in {zone.zone_id, zone.name.casefold()}:
            continue
        if not zone.is_users:
            raise ZoneError(
                f"“{zone.name}” comes with Rashomon and stays; add a zone with the id "
                f"{zone.zone_id} to put one of your own in its place"
            )
        for path in folder.glob("*.geojson"):
            try:
                held = {other.zone_id for other in read_zone_file(path).zones}
            except ZoneError:
                continue
            if zone.zone_id in held and len(held) > 1:
                raise ZoneError(f"{path} holds other zones too; take “{zone.name}” out by hand")
            if zone.zone_id in held:
                try:
                    path.unlink()
                except OSError as error:
                    raise ZoneError(f"{path}: cannot be removed: {error.strerror}") from error
        return zone
    own = ", ".join(zone.name for zone in known if zone.is_users) or "none"
    raise ZoneError(f"no zone of yours is called {name!r}; yours are: {own}")


def is_placeable(place: PlaceValue | None) -> TypeGuard[PlaceValue]:
    """Tell whether a place is known well enough to lie to a zone in any telling way."""
    return place is not None and place.radius_km is not None and place.radius_km <= _VAGUE_KM


def relate(
    zones: ZoneList, place: PlaceValue | None, days: DateValue | None
) -> tuple[ZoneRelation, ...]:
    """Return how a place lies to each zone within `NEAR_KM`, in force that day or perhaps so.

    The nearest comes first, those that a place lies in before all others. Zones that were surely
    not in force on `days` are left out, and a place known to no better than a province has none.
    """
    if not is_placeable(place):
        return ()
    assert place.lat is not None
    assert place.lon is not None
    assert place.radius_km is not None
    found = []
    for shape in zones.shapes:
        is_in_force, force_reason = shape.zone.force_on(days)
        if is_in_force is False or not shape.is_within(place.lat, place.lon, NEAR_KM):
            continue
        relation = _relation(shape, place.lat, place.lon, place.radius_km)
        relation = replace(relation, is_in_force=is_in_force, force_reason=force_reason)
        if place.reason == found_as(shape.zone.name) and relation.drawn_side is ZoneSide.INSIDE:
            reason = "the incident's place is told as this zone itself, and no nearer"
            relation = replace(relation, side=ZoneSide.INSIDE, reason=reason)
        is_inside = relation.drawn_side is ZoneSide.INSIDE
        if is_inside or (relation.distance_km or 0.0) <= NEAR_KM:
            found.append(relation)
    return tuple(
        sorted(
            found,
            key=lambda r: (
                r.drawn_side is not ZoneSide.INSIDE,
                r.is_in_force is None,
                r.distance_km,
                r.zone_id,
            ),
        )
    )


def _relation(shape: Shape, lat: float, lon: float, radius_km: float) -> ZoneRelation:
    edge = shape.nearest_edge(lat, lon)
    doubt = radius_km + shape.zone.precision_km
    low, high = max(0.0, edge.km - doubt), edge.km + doubt
    if shape.zone.circle_km is not None and edge.side is ZoneSide.INSIDE:
        high = max(edge.km, min(high, shape.zone.circle_km))  # nowhere is deeper inside a circle
    side = ZoneSide.EITHER if edge.km <= doubt else edge.side
    if edge.side is ZoneSide.BEYOND:
        side = ZoneSide.BEYOND
    repaired = f"; {shape.repairs}" if shape.repairs else ""
    return ZoneRelation(
        zone=shape.zone,
        side=side,
        is_in_force=None,
        force_reason="",
        distance_km=round(edge.km, 3),
        low_km=round(min(low, edge.km), 3),
        high_km=round(high, 3),
        bearing=round(edge.bearing, 1) if edge.km > 0 else None,
        drawn_side=edge.side,
        reason=f"the place is known to {radius_km:g} km, the edge to "
        f"{shape.zone.precision_km:g} km{repaired}",
    )


def found_as(name: str) -> str:
    """Return the reason of a place that is told as a zone itself."""
    return f"the {name}, its middle"
