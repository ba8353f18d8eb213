"""Queries: what they mean for a row, and how addresses spell them."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import InvalidRecord, SettingError
from rashomon.records import (
    ApprovalLevel,
    CasualtyRange,
    CatalogRow,
    Facet,
    IncidentKind,
    IncidentQuery,
    Toll,
    ZoneMark,
    ZoneSide,
    from_plain,
    matches,
    to_plain,
)
from rashomon.records.queries import NOBODY, parse, reach, to_url

ROW = CatalogRow(
    incident_id="i-1",
    kind=IncidentKind.CLASH,
    date_first=date(2031, 3, 7),
    date_last=date(2031, 3, 9),
    place="Alder Ford",
    admin="Ḥigh Fen",
    country="UT",
    lat=10.0,
    lon=179.5,
    radius_km=5.0,
    contested=(Facet.KILLED, Facet.RESPONSIBLE),
    parties=("Utopia", "medics"),
    zones=(ZoneMark("ring", ZoneSide.INSIDE, True),),
    grades=("F3", "Contested"),
    level=ApprovalLevel.REVIEWED,
    assigned_to="Ana",
    words="alder clinic ford medics strike",
)

NAMES = st.text(min_size=1).map(str.strip).filter(bool)
DEGREES = st.floats(-90, 90, allow_nan=False)
QUERIES = st.builds(
    IncidentQuery,
    text=st.none() | st.sampled_from(["clinic", '"air strike" al-Tanf', "hosp*", "Дамаск"]),
    first=st.none() | st.dates(max_value=date(2000, 1, 1)),
    last=st.none() | st.dates(min_value=date(2000, 1, 1)),
    place=st.none() | st.sampled_from(["Alder Ford", "دمشق", "Aït-X"]),
    country=st.none() | st.sampled_from(["SY", "UT"]),
    parties=st.lists(NAMES, unique=True, max_size=3).map(tuple),
    kinds=st.lists(st.sampled_from(IncidentKind), unique=True, max_size=3).map(tuple),
    facets=st.lists(st.sampled_from(Facet), unique=True, max_size=3).map(tuple),
    zones=st.lists(NAMES, unique=True, max_size=3).map(tuple),
    levels=st.lists(st.sampled_from(ApprovalLevel), unique=True, max_size=3).map(tuple),
    assigned_to=st.none() | NAMES,
    grades=st.lists(st.sampled_from(["F6", "A1", "Fair"]), unique=True, max_size=3).map(tuple),
    bbox=st.none()
    | st.tuples(DEGREES, DEGREES, DEGREES, DEGREES).map(
        lambda b: (b[0], min(b[1], b[3]), b[2], max(b[1], b[3]))
    ),
)


@given(QUERIES)
def test_an_address_gives_back_what_it_spells(query: IncidentQuery) -> None:
    """A query survives its spelling in an address, and as plain data."""
    assert parse(to_url(query)) == query
    assert from_plain(to_plain(query), IncidentQuery) == query


def test_every_field_has_a_name_in_addresses() -> None:
    """No part of a query gets lost in an address."""
    full = IncidentQuery(
        "clinic", date(2031, 1, 1), date(2031, 2, 1), "Alder", "UT", ("Utopia",),
        (IncidentKind.CLASH,), (Facet.KILLED,), ("ring",), (ApprovalLevel.DRAFT,), "Ana", ("F6",),
        (1.0, 2.0, 3.5, 4.0),
    )  # fmt: skip
    assert all(getattr(full, field.name) for field in fields(full))
    assert parse(to_url(full)) == full
    assert to_url(full).endswith("bbox=1%2C2%2C3.5%2C4")


def test_an_empty_address_asks_for_everything() -> None:
    """Fields left empty in a form, and what is no field, ask for nothing."""
    assert parse("?q=&from=&party=+&page=3&sort=date").is_empty
    assert parse({"q": "?!", "place": "...", "kind": []}).is_empty
    assert to_url(IncidentQuery()) == ""
    assert matches(IncidentQuery(), ROW)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("from=soon", "no day"),
        ("from=2031-02-01&to=2031-01-01", "before 2031-02-01"),
        ("country=Syria", "two letters"),
        ("country=%C3%9F%C3%9F", "two letters"),
        ("kind=war", "there are: air_strike"),
        ("contested=truth", "contested:"),
        ("level=final", "draft, reviewed, approved"),
        ("bbox=1,2,3", "no box"),
        ("bbox=1,2,3,nan", "south first"),
        ("bbox=1,5,3,4", "south first"),
        ("bbox=-181,1,3,4", "south first"),
        ("from=2031-02-01&from=2031-02-02", "give it once"),
    ],
)
def test_what_cannot_be_asked_is_told(address: str, words: str) -> None:
    """A value that cannot be used is refused, with what could be."""
    with pytest.raises(SettingError, match=words):
        parse(address)


@pytest.mark.parametrize(
    ("query", "is_met"),
    [
        (IncidentQuery(text="CLINIC strike"), True),
        (IncidentQuery(text="clin*"), True),
        (IncidentQuery(text="clin"), False),
        (IncidentQuery(text="clinic school"), False),
        (IncidentQuery(first=date(2031, 3, 9)), True),
        (IncidentQuery(first=date(2031, 3, 10)), False),
        (IncidentQuery(last=date(2031, 3, 7)), True),
        (IncidentQuery(last=date(2031, 3, 6)), False),
        (IncidentQuery(place="alder"), True),
        (IncidentQuery(place="FORD"), True),
        (IncidentQuery(place="High fen"), True),
        (IncidentQuery(place="ford high"), False),
        (IncidentQuery(place="lder"), False),
        (IncidentQuery(country="UT"), True),
        (IncidentQuery(country="SY"), False),
        (IncidentQuery(parties=("medics", "Syria")), True),
        (IncidentQuery(parties=("Syria",)), False),
        (IncidentQuery(kinds=(IncidentKind.BOMBING, IncidentKind.CLASH)), True),
        (IncidentQuery(kinds=(IncidentKind.BOMBING,)), False),
        (IncidentQuery(facets=(Facet.KILLED,)), True),
        (IncidentQuery(facets=(Facet.DATE,)), False),
        (IncidentQuery(zones=("ring",)), True),
        (IncidentQuery(zones=("ring:inside",)), True),
        (IncidentQuery(zones=("ring:outside", "line")), False),
        (IncidentQuery(levels=(ApprovalLevel.REVIEWED,)), True),
        (IncidentQuery(levels=(ApprovalLevel.DRAFT,)), False),
        (IncidentQuery(assigned_to="Ana"), True),
        (IncidentQuery(assigned_to=NOBODY), False),
        (IncidentQuery(grades=("Contested",)), True),
        (IncidentQuery(grades=("A1",)), False),
        (IncidentQuery(bbox=(179.0, 9.0, 180.0, 11.0)), True),
        (IncidentQuery(bbox=(170.0, 9.0, -170.0, 11.0)), True),
        (IncidentQuery(bbox=(-180.0, 9.0, -170.0, 11.0)), False),
        (IncidentQuery(bbox=(179.54, 9.0, 180.0, 11.0)), True),  # the circle reaches in
        (IncidentQuery(bbox=(179.56, 9.0, 180.0, 11.0)), False),
        (IncidentQuery(bbox=(179.0, 10.1, 180.0, 11.0)), False),
    ],
)
def test_a_query_means_what_it_says(query: IncidentQuery, is_met: bool) -> None:
    """Each field finds a row that has it, and no other."""
    assert matches(query, ROW) is is_met


def test_a_circle_over_180_degrees_touches_both_sides() -> None:
    """What may lie on either side of the line of 180° is found from both."""
    wide = replace(ROW, radius_km=100.0)
    assert matches(IncidentQuery(bbox=(-180.0, 9.0, -179.9, 11.0)), wide)
    assert matches(IncidentQuery(bbox=(178.0, 9.0, 179.0, 11.0)), wide)


@pytest.mark.parametrize(("lat", "radius_km"), [(89.99, 5.0), (-89.99, 5.0), (10.0, 30000.0)])
def test_a_circle_with_a_pole_in_it_goes_all_round(lat: float, radius_km: float) -> None:
    """Near a pole every longitude is near."""
    box = reach(replace(ROW, lat=lat, radius_km=radius_km))
    assert box is not None
    assert box[2] - box[0] == 360.0


def test_what_has_no_day_or_place_is_in_none() -> None:
    """An undated incident is in no span of days, an unplaced one in no box."""
    bare = CatalogRow("i-2", IncidentKind.OTHER)
    assert not matches(IncidentQuery(first=date(1900, 1, 1)), bare)
    assert not matches(IncidentQuery(last=date(2100, 1, 1)), bare)
    assert not matches(IncidentQuery(bbox=(-180.0, -90.0, 180.0, 90.0)), bare)
    assert reach(bare) is None
    assert matches(IncidentQuery(assigned_to=NOBODY), bare)


def test_a_query_must_make_sense() -> None:
    """Days that run backwards are no query."""
    with pytest.raises(InvalidRecord, match="before"):
        IncidentQuery(first=date(2031, 2, 1), last=date(2031, 1, 1))


def test_a_toll_tells_how_high_figures_go() -> None:
    """A range without a ceiling tells the highest figure, too."""
    assert Toll(CasualtyRange(25, None), 100).told == "25 to 100 or more"
    assert Toll(CasualtyRange(25, 30)).told == "25 to 30"
