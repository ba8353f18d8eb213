"""Tests of the tables of divisions, countries and regions."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.locate import resolve_place
from rashomon.locate.divisions import bare_name, read_countries, read_divisions, read_regions
from rashomon.locate.entries import Entry
from rashomon.locate.gazetteer import Gazetteer
from rashomon.locate.index import build
from rashomon.locate.spelling import fold
from rashomon.records import PlaceKind
from rashomon.reference.earth import distance_km


@pytest.fixture(scope="module")
def divisions() -> list[Entry]:
    return list(read_divisions({"US": "United States"}))


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("baldwin county", "baldwin"),
        ("autonomous republic of crimea", "crimea"),
        ("the state of georgia", "georgia"),
        ("northern province", "northern province"),
        ("donetsk oblast", "donetsk"),
        ("idlib", "idlib"),
    ],
)
def test_a_division_s_noun_comes_off(name: str, bare: str) -> None:
    """The noun goes from either end, unless only a direction would be left."""
    assert bare_name(name) == bare


def test_ids_of_first_level_divisions_are_unique(divisions: list[Entry]) -> None:
    """One code, one division."""
    firsts = [d.place_id for d in divisions if d.kind == PlaceKind.PROVINCE]
    assert len(firsts) == len(set(firsts)) > 3000


def test_every_row_is_a_place_on_earth(divisions: list[Entry]) -> None:
    """No table has a point off the map, a radius of nothing or a country without a code."""
    for entry in (*divisions, *read_countries(), *read_regions()):
        assert -90 <= entry.lat <= 90, entry.name
        assert -180 <= entry.lon <= 180, entry.name
        assert entry.radius_km >= 1, entry.name
        assert entry.code or entry.kind in {PlaceKind.REGION, PlaceKind.FEATURE}, entry.name


def test_no_division_is_a_mere_direction(divisions: list[Entry]) -> None:
    """The "North East" of one country would be a place in every report of another."""
    plain = {"north", "south", "north east", "central", "western", "centre", "northern"}
    names = {fold(name) for entry in divisions for name in (entry.name, *entry.other_names)}
    assert not plain & names


@pytest.mark.parametrize(
    ("code", "lat", "lon"),
    [
        ("US.TX", 31.3, -99.3),
        ("CA.08", 49.3, -84.5),
        ("SY.12", 35.8, 36.6),
        ("UA.05", 48.0, 37.8),
        ("AF.10", 31.0, 64.0),
        ("NG.27", 11.9, 13.1),
    ],
)
def test_well_known_divisions_lie_where_maps_have_them(
    divisions: list[Entry], code: str, lat: float, lon: float
) -> None:
    """The middle is right to well within the division's own radius."""
    found = next(d for d in divisions if d.kind == PlaceKind.PROVINCE and d.division == code)
    assert distance_km(found.lat, found.lon, lat, lon) < min(161, found.radius_km)


def test_a_direction_with_a_name_is_a_name(divisions: list[Entry]) -> None:
    """The Western Cape is a province."""
    names = {fold(entry.name) for entry in divisions}
    assert {"western cape", "north dakota", "south kordofan", "marathon county"} <= names | {
        fold(name) for entry in divisions for name in entry.other_names
    }


def test_adjectives_of_continents_fit_less_well() -> None:
    """The word European leads to Europe, below all that bears the name."""
    europe = next(entry for entry in read_regions() if entry.name == "Europe")
    assert europe.made_names == ("european",)


def test_a_division_is_found_with_its_noun(gazetteer: Gazetteer) -> None:
    """A governorate or oblast is found by its bare name where none is stored with the noun."""
    hits = gazetteer.named("Idlib Governorate")
    assert {hit.place.kind for hit in hits} == {PlaceKind.PROVINCE}
    assert all(hit.fit < 1 for hit in hits)


def test_abbreviations_of_states_stand_apart(tmp_path: Path) -> None:
    """Only who asks for an abbreviation gets it, and a phrase that ends in one is read so."""
    build(tmp_path / "world.sqlite", entries=(*read_divisions({}), *read_countries()))
    with Gazetteer(tmp_path / "world.sqlite") as world:
        codes = {"Ala.": "US.AL", "W.Va.": "US.WV", "ON": "CA.08", "NSW": "AU.02"}
        for short, code in codes.items():
            assert [hit.division for hit in world.abbreviated(short)] == [code]
        assert world.abbreviated("Alabama") == []
        assert not any(hit.place.kind == PlaceKind.PROVINCE for hit in world.named("Miss"))
        value = resolve_place("Baldwin County, Ala.", gazetteer=world)
        assert value.anchors[0].admin == "Alabama"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("England", PlaceKind.PROVINCE),
        ("Wales", PlaceKind.PROVINCE),
        ("Panama", PlaceKind.COUNTRY),
        ("PANAMA", PlaceKind.COUNTRY),
        ("Syria", PlaceKind.COUNTRY),
    ],
)
def test_a_part_of_a_country_is_not_the_whole(tmp_path: Path, words: str, kind: PlaceKind) -> None:
    """England is a division, even where its name is used for the whole kingdom."""
    build(tmp_path / "world.sqlite", entries=(*read_divisions({}), *read_countries()))
    with Gazetteer(tmp_path / "world.sqlite") as world:
        assert resolve_place(words, gazetteer=world).anchors[0].kind == kind
