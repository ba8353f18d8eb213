"""The list of zones, the user's own, and how a place lies to those near it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rashomon.errors import ZoneError
from rashomon.locate.zones import (
    ZoneList,
    add_zones,
    found_as,
    open_zones,
    relate,
    remove_zone,
    shipped_zones,
)
from rashomon.records import DateInterval, PlaceValue, Zone, ZoneKind, ZoneRelation, ZoneSide
from rashomon.reference.actors import resolve_actor

BOX = [[[20, 44], [20.4, 44], [20.4, 44.3], [20, 44.3], [20, 44]]]


def day(iso: str) -> DateInterval:
    """Return one day."""
    return DateInterval(date.fromisoformat(iso), date.fromisoformat(iso))


def at(lat: float, lon: float, radius_km: float = 5.0) -> PlaceValue:
    """Return a place."""
    return PlaceValue("there", lat, lon, radius_km)


def shipped(zone_id: str) -> Zone:
    """Return one of our zones."""
    return next(zone for zone in shipped_zones() if zone.zone_id == zone_id)


def related(place: PlaceValue | None, when: str | None) -> dict[str, ZoneRelation]:
    """Return the relations to our own zones, by id."""
    days = day(when) if when else None
    return {r.zone_id: r for r in relate(ZoneList.of(shipped_zones()), place, days)}


def file_of(path: Path, *names: str, **properties: object) -> Path:
    """Write a file with a box for each name."""
    features = [
        {
            "type": "Feature",
            "properties": {"name": name, "precision_km": 1, "valid_from": "2000", **properties},
            "geometry": {"type": "Polygon", "coordinates": BOX},
        }
        for name in names
    ]
    whole = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


def test_what_ships_is_sound() -> None:
    """Each zone has a source, a precision, a beginning and someone who proclaimed it."""
    assert len(shipped_zones()) >= 6
    for zone in shipped_zones():
        assert len(zone.source) > 20, zone.name
        assert 1 <= zone.precision_km <= 30, zone.name
        assert zone.valid_from is not None, zone.name
        assert zone.proclaimed_by, zone.name
        assert not zone.is_users
        assert zone.kind is ZoneKind.AREA or (zone.left and zone.right), zone.name
    assert not ZoneList.of(shipped_zones()).faults
    assert not [shape.repairs for shape in ZoneList.of(shipped_zones()).shapes if shape.repairs]


@pytest.mark.parametrize(
    "actor",
    sorted(
        {
            actor
            for zone in shipped_zones()
            for actor in (*zone.proclaimed_by, *zone.recognized_by, *zone.rejected_by)
        }
    ),
)
def test_actors_of_zones_are_canonical(actor: str) -> None:
    """A zone's actors go by the names that claims go by."""
    found = resolve_actor(actor)
    assert found is not None
    assert found.name == actor


@pytest.mark.parametrize(
    ("lat", "lon", "zone_id", "side"),
    [
        (35.156, 40.427, "euphrates-deconfliction-line", ZoneSide.LEFT),  # Busayrah
        (35.02, 40.452, "euphrates-deconfliction-line", ZoneSide.RIGHT),  # Mayadin
        (34.695, 40.831, "euphrates-deconfliction-line", ZoneSide.LEFT),  # Hajin
        (35.838, 38.548, "euphrates-deconfliction-line", ZoneSide.LEFT),  # Tabqa
        (33.506, 38.618, "tanf-55-km-zone", ZoneSide.INSIDE),
        (34.562, 38.284, "tanf-55-km-zone", ZoneSide.OUTSIDE),  # Palmyra
        (35.931, 36.634, "de-escalation-idlib", ZoneSide.INSIDE),  # Idlib
        (35.132, 36.758, "de-escalation-idlib", ZoneSide.OUTSIDE),  # Hama
        (34.926, 36.732, "de-escalation-northern-homs", ZoneSide.INSIDE),  # Rastan
        (34.73, 36.71, "de-escalation-northern-homs", ZoneSide.OUTSIDE),  # Homs
        (33.571, 36.403, "de-escalation-eastern-ghouta", ZoneSide.INSIDE),  # Douma
        (33.513, 36.292, "de-escalation-eastern-ghouta", ZoneSide.OUTSIDE),  # Damascus
        (32.889, 36.039, "de-escalation-southwest", ZoneSide.INSIDE),  # Nawa
        (33.126, 35.824, "undof-area-of-separation", ZoneSide.INSIDE),  # Quneitra
        (33.118, 35.446, "blue-line", ZoneSide.LEFT),  # Bint Jbeil
        (33.208, 35.57, "blue-line", ZoneSide.RIGHT),  # Kiryat Shmona
        (33.27, 35.20, "south-of-the-litani", ZoneSide.INSIDE),  # Tyre
        (33.38, 35.48, "south-of-the-litani", ZoneSide.OUTSIDE),  # Nabatieh
        (48.016, 37.803, "minsk-contact-line", ZoneSide.LEFT),  # Donetsk
        (48.139, 37.742, "minsk-contact-line", ZoneSide.RIGHT),  # Avdiivka
        (48.574, 39.308, "minsk-contact-line", ZoneSide.LEFT),  # Luhansk
        (39.826, 46.764, "karabakh-line-of-contact", ZoneSide.RIGHT),  # Stepanakert
        (31.502, 34.467, "gaza-perimeter", ZoneSide.RIGHT),  # Gaza
        (31.525, 34.596, "gaza-perimeter", ZoneSide.LEFT),  # Sderot
        (36.696, 38.954, "peace-spring-area", ZoneSide.INSIDE),  # Tall Abyad
        (14.798, 42.954, "hodeidah-stockholm", ZoneSide.INSIDE),  # Hodeidah
        (35.337, 33.319, "cyprus-buffer-zone", ZoneSide.LEFT),  # Kyrenia
        (37.971, 126.555, "korean-dmz", ZoneSide.LEFT),  # Kaesong
        (43.857, 18.43, "sarajevo-exclusion-zone", ZoneSide.INSIDE),  # Sarajevo
        (33.12, 35.43, "south-lebanon-security-zone", ZoneSide.INSIDE),  # Bint Jbeil
        (33.38, 35.48, "south-lebanon-security-zone", ZoneSide.OUTSIDE),  # Nabatieh
        (2.11, -74.77, "caguan-demilitarized-zone", ZoneSide.INSIDE),  # San Vicente
        (1.61, -75.61, "caguan-demilitarized-zone", ZoneSide.OUTSIDE),  # Florencia
        (9.6, 28.43, "abyei-area", ZoneSide.INSIDE),  # Abyei
        (33.77, 74.1, "line-of-control-kashmir", ZoneSide.RIGHT),  # Poonch
        (34.37, 73.47, "line-of-control-kashmir", ZoneSide.LEFT),  # Muzaffarabad
    ],
)  # fmt: skip
def test_towns_lie_on_the_side_that_everybody_knows(
    lat: float, lon: float, zone_id: str, side: ZoneSide
) -> None:
    """The rough outlines keep towns on their side."""
    (shape,) = ZoneList.of([shipped(zone_id)]).shapes
    assert shape.nearest_edge(lat, lon).side is side


def test_the_garrison_is_fifty_five_kilometers_inside_its_zone() -> None:
    """The center of the circle is told with its bounds, none deeper than the circle is."""
    told = related(at(33.506, 38.618, 20), "2017-06-06")["tanf-55-km-zone"]
    assert (told.side, told.is_in_force) == (ZoneSide.INSIDE, True)
    assert (told.distance_km, told.low_km, told.high_km) == (55, 33, 55)


def test_a_ship_sunk_outside_a_zone_is_as_far_from_it_as_is_on_record() -> None:
    """The General Belgrano lay 36 nautical miles beyond the exclusion zone, at 55.4 south."""
    told = related(at(-55.4, -61.533), "1982-05-02")["falklands-total-exclusion-zone"]
    assert told.side is ZoneSide.OUTSIDE
    assert told.distance_km == pytest.approx(36 * 1.852, abs=1)


def test_a_place_too_near_the_edge_is_on_either_side() -> None:
    """Where the doubt reaches over the edge, inside cannot be told from outside."""
    told = related(at(33.506, 37.95, 10), "2018-06-01")["tanf-55-km-zone"]
    assert told.drawn_side is ZoneSide.OUTSIDE
    assert told.side is ZoneSide.EITHER
    assert told.low_km == 0
    assert "cannot be told from inside" in str(told)


def test_a_place_told_as_the_zone_itself_is_inside() -> None:
    """Words that say no more than "in the zone" leave open how far from its edge."""
    zone = shipped("tanf-55-km-zone")
    place = PlaceValue("the 55-km zone", 33.506, 38.618, 55.0, reason=found_as(zone.name))
    told = relate(ZoneList.of([zone]), place, day("2018-06-01"))[0]
    assert (told.side, told.low_km, told.high_km) == (ZoneSide.INSIDE, 0, 55)
    assert "itself" in told.reason


def test_only_zones_in_force_that_day_count() -> None:
    """Ghouta's zone ended in April 2018; without a date it is told, with the reason."""
    douma = at(33.571, 36.403)
    zone_id = "de-escalation-eastern-ghouta"
    assert related(douma, "2018-02-20")[zone_id].is_in_force is True
    assert zone_id not in related(douma, "2018-04-15")
    assert zone_id not in related(douma, "2017-05-05")
    undated = related(douma, None)[zone_id]
    assert undated.is_in_force is None
    assert "no date" in undated.force_reason


def test_zones_far_off_and_places_hardly_known_tell_nothing() -> None:
    """Beyond 100 km, or for a country's middle, there is no relation."""
    assert not related(at(40.0, -3.7), "2018-01-01")
    assert not related(at(34.8, 38.0, 240), "2018-01-01")
    assert not related(PlaceValue("nowhere"), "2018-01-01")
    assert not related(None, "2018-01-01")


def test_the_zone_that_a_place_lies_in_comes_first() -> None:
    """Then the nearest."""
    found = relate(ZoneList.of(shipped_zones()), at(33.126, 35.824), day("2018-01-01"))
    assert found[0].drawn_side is ZoneSide.INSIDE
    outside = [r.distance_km or 0.0 for r in found if r.drawn_side is not ZoneSide.INSIDE]
    assert outside == sorted(outside)


def test_zones_of_ones_own_are_kept_and_removed(tmp_path: Path) -> None:
    """What is added counts beside ours, changes the fingerprint, and can be taken back."""
    folder = tmp_path / "data" / "zones"
    before = open_zones(folder)
    added, told = add_zones(file_of(tmp_path / "mine.geojson", "North", "South"), folder)
    assert [zone.name for zone in added] == ["North", "South"]
    assert not told.faults
    now = open_zones(folder)
    assert {zone.name for zone in now.zones} > {"North", "South"}
    assert now.fingerprint != before.fingerprint
    assert relate(now, at(44.1, 20.2, 1), day("2018-01-01"))[0].zone.is_users
    assert remove_zone("north", folder).name == "North"
    assert "North" not in {zone.name for zone in open_zones(folder).zones}
    remove_zone("south", folder)
    assert open_zones(folder).fingerprint == before.fingerprint


def test_a_zone_of_ones_own_wins_over_ours(tmp_path: Path) -> None:
    """The same id takes its place, and that is told; so does a second one of the user's."""
    folder = tmp_path / "zones"
    path = file_of(tmp_path / "mine.geojson", "My line", id="blue-line")
    _, told = add_zones(path, folder)
    assert any("the shipped “Blue Line”" in remark for remark in told.remarks)
    (blue,) = (zone for zone in open_zones(folder).zones if zone.zone_id == "blue-line")
    assert (blue.name, blue.is_users) == ("My line", True)
    assert any("your “My line”" in remark for remark in add_zones(path, folder)[1].remarks)
    remove_zone("blue-line", folder)
    assert "Blue Line" in {zone.name for zone in open_zones(folder).zones}


def test_features_that_hold_nothing_are_told_of(tmp_path: Path) -> None:
    """No area loses the feature; crossing itself is repaired and said."""
    flat: list[Any] = [[[20, 44], [21, 44], [22, 44], [20, 44]]]
    bow: list[Any] = [[[20, 44], [21, 45], [21, 44], [20, 45], [20, 44]]]
    features = [
        {
            "type": "Feature",
            "properties": {"name": name, "precision_km": 1},
            "geometry": {"type": "Polygon", "coordinates": ring},
        }
        for name, ring in (("flat", flat), ("bow", bow))
    ]
    path = tmp_path / "odd.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    added, told = add_zones(path, tmp_path / "zones")
    assert [zone.name for zone in added] == ["bow"]
    assert any("flat" in fault and "no area" in fault for fault in told.faults)
    assert any("bow" in remark and "repaired" in remark for remark in told.remarks)


def test_a_file_without_any_zone_is_an_error(tmp_path: Path) -> None:
    """Nothing is kept, and the reason is told."""
    empty = file_of(tmp_path / "empty.geojson")
    with pytest.raises(ZoneError, match="no feature"):
        add_zones(empty, tmp_path / "zones")
    with pytest.raises(ZoneError, match="valid_from"):
        add_zones(file_of(tmp_path / "bad.geojson", "Bad", valid_from="June"), tmp_path / "zones")
    assert not (tmp_path / "zones").exists()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """The message says where, and how to take another."""
    (tmp_path / "zones").write_text("a file, no folder", "utf-8")
    with pytest.raises(ZoneError, match="RASHOMON_DATA"):
        add_zones(file_of(tmp_path / "mine.geojson", "North"), tmp_path / "zones")


def test_a_damaged_file_of_the_users_is_told_and_costs_no_more(tmp_path: Path) -> None:
    """The other zones count, and the fault is there to be shown."""
    folder = tmp_path / "zones"
    add_zones(file_of(tmp_path / "mine.geojson", "North"), folder)
    (folder / "broken.geojson").write_text("{", "utf-8")
    file_of(folder / "half.geojson", "Half", valid_from="June")
    known = open_zones(folder)
    assert "North" in {zone.name for zone in known.zones}
    assert len(known.faults) == 2
    assert "broken.geojson" in known.faults[0]
    assert remove_zone("North", folder).name == "North"


def test_what_cannot_be_removed_says_why(tmp_path: Path) -> None:
    """Ours stay, unknown ones are named, and a file of several is left to its owner."""
    folder = tmp_path / "zones"
    with pytest.raises(ZoneError, match="comes with Rashomon"):
        remove_zone("Blue Line", folder)
    with pytest.raises(ZoneError, match="yours are: none"):
        remove_zone("Nowhere", folder)
    folder.mkdir()
    file_of(folder / "two.geojson", "North", "South")
    with pytest.raises(ZoneError, match="by hand"):
        remove_zone("North", folder)
