"""Incidents compared with those alone that they can be joined to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.link.blocking import near_pairs
from rashomon.link.pairs import compare
from rashomon.link.portrait import Portrait
from rashomon.records import (
    CasualtyRange,
    DateInterval,
    Facet,
    IncidentKind,
    Means,
    PlaceValue,
)

BASE = date(2019, 5, 1)
PLACES = st.none() | st.builds(
    PlaceValue,
    st.sampled_from(["Marib", "the front"]),
    st.floats(12, 16).map(lambda x: round(x, 2)),
    st.floats(43, 47).map(lambda x: round(x, 2)),
    st.sampled_from([4.0, 10.0, 60.0, 150.0]),
)
NOWHERE = st.builds(PlaceValue, st.sampled_from(["Marib", "the front"]))
DAYS = st.integers(0, 20).map(lambda n: BASE + timedelta(days=n))


def build(
    kind: IncidentKind,
    told_on: date | None,
    day: date | None,
    place: PlaceValue | None,
    killed: int | None,
    actor: str,
) -> Portrait:
    toll = {(Facet.KILLED, "all", CasualtyRange.exactly(killed))} if killed is not None else set()
    return Portrait(
        key=("", 0),
        kind=kind,
        date=DateInterval(day, day) if day else None,
        is_dated=day is not None,
        told_on=told_on,
        place=place,
        places=(place,) if place and place.is_resolved else (),
        actors=frozenset({actor}),
        targets=frozenset(),
        target_words=frozenset({"market"}),
        means=frozenset({Means.ROCKET}),
        tolls=frozenset(toll),
    )


PORTRAITS = st.builds(
    build,
    st.sampled_from([IncidentKind.SHELLING, IncidentKind.AIR_STRIKE]),
    st.none() | DAYS,
    st.none() | DAYS,
    PLACES | NOWHERE,
    st.none() | st.sampled_from([1, 3, 12, 40]),
    st.sampled_from(["Houthis", "Army"]),
)


@settings(max_examples=300)
@given(st.lists(PORTRAITS, min_size=2, max_size=8))
def test_no_pair_that_could_join_is_left_out(found: list[Portrait]) -> None:
    """What blocking leaves out would not have reached the score that joins."""
    named = [replace(portrait, key=(f"r{n}", 0)) for n, portrait in enumerate(found)]
    kept = {frozenset({a.key, b.key}) for a, b in near_pairs(named)}
    for one, other in combinations(named, 2):
        if frozenset({one.key, other.key}) not in kept:
            assert compare(one, other).score < 0.5


def test_far_places_are_not_compared() -> None:
    """Two undated incidents of two cities are never weighed."""
    marib, aden = PlaceValue("Marib", 15.46, 45.32, 10.0), PlaceValue("Aden", 12.79, 45.03, 10.0)
    one = build(IncidentKind.SHELLING, BASE, None, marib, 12, "Army")
    other = build(IncidentKind.SHELLING, BASE, None, aden, 40, "Army")
    two = [replace(one, key=("a", 0)), replace(other, key=("b", 0))]
    assert not list(near_pairs(two))
