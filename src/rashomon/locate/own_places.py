"""The user's own places: sets of them in the data folder, and how they join the rest.

A set is one CSV file in our own form, named for the set and for a fingerprint of its bytes. It is
written beside its place and moved there when whole, so that whoever is stopped halfway leaves the
former set as it was.
"""

from __future__ import annotations

import csv
import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from rashomon.errors import GazetteerError
from rashomon.locate.divisions import country_names
from rashomon.locate.entries import Entry
from rashomon.locate.spelling import fold
from rashomon.records import PlaceKind
from rashomon.reference.earth import distance_km
from rashomon.reference.folders import data_folder

__all__ = [
    "OWN",
    "PlaceSet",
    "mine_version",
    "place_sets",
    "remove_set",
    "replaced_ids",
    "set_name",
    "settled",
    "store_set",
]

OWN = "mine:"
"""What the id of a user's own place begins with; a place of a GeoNames dump keeps GeoNames' id."""

_COLUMNS = (
    "place_id name alternates kind lat lon radius_km admin country population division source"
).split()
_FILE = re.compile(r"(?P<name>[a-z0-9][a-z0-9-]{0,39})\.(?P<digest>[0-9a-f]{12})\.csv")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_NEAR_TOWN_KM = 150  # a place this far from any town is at sea or in a desert that has no name


@dataclass(frozen=True, slots=True)
class PlaceSet:
    """One set of places that the user has added."""

    name: str
    path: Path
    digest: str
    added_at: datetime

    @property
    def size(self) -> int:
        """How many places the set has."""
        with self.path.open("rb") as file:
            return max(0, sum(1 for _ in file) - 1)


def set_name(told: str) -> str:
    """Return a set's name in small letters, digits and hyphens.

    Raises:
        GazetteerError: If nothing of the kind is left.
    """
    name = re.sub(r"[^a-z0-9]+", "-", fold(told)).strip("-")[:40].strip("-")
    if not _NAME.fullmatch(name):
        raise GazetteerError(f"{told!r} makes no name for a set of places; give one with --name")
    return name


def place_sets() -> tuple[PlaceSet, ...]:
    """Return the sets that there are, by name; of two of one name the later."""
    found: dict[str, PlaceSet] = {}
    with suppress(OSError):
        for path in _folder().iterdir():
            match = _FILE.fullmatch(path.name)
            if match and path.is_file():
                added_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
                one = PlaceSet(match["name"], path, match["digest"], added_at)
                known = found.get(one.name)
                if known is None or (known.added_at, known.digest) < (one.added_at, one.digest):
                    found[one.name] = one
    return tuple(found[name] for name in sorted(found))


def mine_version(sets: Iterable[PlaceSet]) -> str:
    """Return "mine-…" for these sets, "" for none."""
    told = "|".join(f"{one.name}:{one.digest}" for one in sets)
    return f"mine-{hashlib.sha256(told.encode()).hexdigest()[:8]}" if told else ""


def store_set(name: str, entries: Iterable[Entry]) -> PlaceSet:
    """Store a set, which takes the place of an older one of its name.

    Raises:
        GazetteerError: If the folder cannot be written.
    """
    folder = _folder()
    partial = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, partial = tempfile.mkstemp(dir=folder, prefix=f".{name}.", suffix=".partial")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(_COLUMNS)
            writer.writerows(map(_row, entries))
        with Path(partial).open("rb") as written:
            digest = hashlib.file_digest(written, "sha256").hexdigest()[:12]
        path = folder / f"{name}.{digest}.csv"
        Path(partial).replace(path)
        _remove_older(path, name)
        added_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError as error:
        raise GazetteerError(
            f"{folder}: the places cannot be kept there ({error}); "
            "set RASHOMON_DATA to a folder that can be written"
        ) from error
    finally:
        if partial:
            Path(partial).unlink(missing_ok=True)
    return PlaceSet(name, path, digest, added_at)


def remove_set(name: str) -> None:
    """Forget a set.

    Raises:
        GazetteerError: If there is none of this name, or it cannot be deleted.
    """
    found = [one for one in place_sets() if one.name == name]
    if not found:
        known = ", ".join(one.name for one in place_sets()) or "there are none"
        raise GazetteerError(f"no set of places is named {name!r}; those added: {known}")
    try:
        for one in found:
            one.path.unlink()
            _remove_older(one.path, name)
    except OSError as error:
        raise GazetteerError(f"{name}: the set cannot be deleted ({error})") from error


def replaced_ids(sets: Iterable[PlaceSet]) -> frozenset[str]:
    """Return the ids of GeoNames of which the sets hold their own version."""
    return frozenset(
        row["place_id"] for one in sets for row in _rows(one) if not row["place_id"].startswith(OWN)
    )


def settled(sets: Iterable[PlaceSet], towns: Iterable[Entry]) -> Iterator[Entry]:
    """Yield the places of the sets; one without a country is in that of the nearest town."""
    near: dict[tuple[int, int], list[Entry]] | None = None
    met: set[str] = set()
    for one in sets:
        for row in _rows(one):
            try:
                entry = _entry(row)
            except (KeyError, TypeError, ValueError) as error:
                raise _damaged(one, error) from error
            if entry.place_id in met:  # two dumps may overlap
                continue
            met.add(entry.place_id)
            if not entry.code and entry.kind != PlaceKind.REGION:
                if near is None:
                    near = {}
                    for town in towns:
                        near.setdefault((round(town.lat), round(town.lon)), []).append(town)
                entry = _with_country(entry, near)
            yield entry


def _with_country(entry: Entry, near: dict[tuple[int, int], list[Entry]]) -> Entry:
    lat, lon = round(entry.lat), round(entry.lon)
    around = [
        (distance_km(entry.lat, entry.lon, town.lat, town.lon), town.place_id, town)
        for dy in (-1, 0, 1)
        for dx in (-2, -1, 0, 1, 2)
        for town in near.get((lat + dy, lon + dx), ())
    ]
    away, _, town = min(around, default=(float("inf"), "", entry))
    if away > _NEAR_TOWN_KM:
        return entry
    return replace(entry, code=town.code, country=town.country, division=town.division)


def _folder() -> Path:
    return data_folder() / "gazetteer"


def _remove_older(path: Path, name: str) -> None:
    for other in path.parent.iterdir():
        match = _FILE.fullmatch(other.name)
        is_older = match is not None and match["name"] == name and other != path
        is_left = other.name.startswith(f".{name}.") and other.name.endswith(".partial")
        if is_older or is_left:
            other.unlink(missing_ok=True)


def _row(entry: Entry) -> tuple[object, ...]:
    return (
        entry.place_id,
        entry.name,
        "|".join(entry.other_names),
        str(entry.kind),
        repr(entry.lat),
        repr(entry.lon),
        repr(entry.radius_km),
        entry.admin or "",
        entry.code,
        entry.population,
        entry.division,
        entry.source,
    )


def _rows(one: PlaceSet) -> Iterator[dict[str, str]]:
    try:
        with one.path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            missing = set(_COLUMNS) - set(rows.fieldnames or ())
            if missing:
                raise _damaged(one, f"it lacks {', '.join(sorted(missing))}")
            yield from rows
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _damaged(one, error) from error


def _entry(row: dict[str, str]) -> Entry:
    code = row["country"]
    return Entry(
        place_id=row["place_id"],
        name=row["name"],
        other_names=tuple(filter(None, row["alternates"].split("|"))),
        kind=PlaceKind(row["kind"]),
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        radius_km=float(row["radius_km"]),
        admin=row["admin"] or None,
        code=code,
        country=country_names().get(code),
        population=int(row["population"]),
        division=row["division"],
        source=row["source"],
    )


def _damaged(one: PlaceSet, error: Exception | str) -> GazetteerError:
    return GazetteerError(
        f"{one.path}: the set {one.name} is damaged ({error}); "
        f"add it again, or `rashomon gazetteer remove {one.name}`"
    )
