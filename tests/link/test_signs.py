"""The signs that tell two happenings of one town and day apart."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta

import pytest

from rashomon.link.pairs import compare
from rashomon.link.portrait import Portrait, portraits
from rashomon.link.signs import signs
from rashomon.records import (
    CasualtyRange,
    DateInterval,
    Facet,
    IncidentKind,
    Means,
    Mention,
    PlaceValue,
    Reading,
    Report,
    ReportIncident,
    Span,
)

MONDAY = date(2019, 7, 22)
TUESDAY = MONDAY + timedelta(days=1)
JAMILIA = PlaceValue("Jamilia quarter of the city", 36.206, 37.14, 4.0)
MIDAN = PlaceValue("Midan quarter of the city", 36.218, 37.16, 4.0)  # some 2 km off
CITY = PlaceValue("the city", 36.2, 37.15, 16.0)
TAIZZ, MARIB = PlaceValue("Taizz", 13.58, 44.02, 10.0), PlaceValue("Marib", 15.46, 45.32, 10.0)


def on(day: date) -> DateInterval:
    return DateInterval(day, day)


def portrait(name: str, place: PlaceValue | None = JAMILIA, **told: object) -> Portrait:
    plain = Portrait(
        key=(name, 0),
        kind=IncidentKind.SHELLING,
        date=on(MONDAY),
        is_dated=True,
        told_on=TUESDAY,
        place=place,
        places=(place,) if place else (),
        actors=frozenset(),
        targets=frozenset(),
        target_words=frozenset(),
        means=frozenset(),
        tolls=frozenset(),
    )
    return replace(plain, **told)  # type: ignore[arg-type]


def told(one: Portrait, other: Portrait) -> dict[str, float]:
    found, ruled_out = signs(one, other)
    assert ruled_out is None
    return {sign.name: sign.value for sign in found}


@pytest.mark.parametrize(
    ("change", "sign"),
    [
        ({"place": MIDAN, "quarters": frozenset({"mdn"})}, "other quarter"),
        ({"means": frozenset({Means.MORTAR})}, "other weapons"),
        ({"target_words": frozenset({"market"})}, "other targets"),
        ({"beside": 2}, "others beside"),
        ({"place": CITY}, "times as wide"),
        ({"told_on": MONDAY - timedelta(days=1)}, "reported before"),
        ({"date": on(TUESDAY), "is_dated": False}, "day beside reported"),
    ],
    ids=lambda x: x if isinstance(x, str) else "",
)
def test_what_differs_speaks_against_one_happening(change: dict[str, object], sign: str) -> None:
    """Each difference is a sign of its own, and lowers the score."""
    one = portrait(
        "a",
        quarters=frozenset({"jml"}),
        means=frozenset({Means.ROCKET}),
        target_words=frozenset({"school"}),
    )
    same, other = replace(one, key=("b", 0)), replace(one, key=("b", 0), **change)  # type: ignore[arg-type]
    assert told(one, other)[sign] > 0
    assert not told(one, same).get(sign)
    assert compare(one, other).score < compare(one, same).score


def test_points_of_one_place_by_two_names_are_no_two_quarters() -> None:
    """Where the points meet, another name is just another name."""
    one = portrait("a", quarters=frozenset({"jml"}))
    assert "other quarter" not in told(one, portrait("b", quarters=frozenset({"mdn"})))


def test_a_report_of_the_others_day_says_more_than_one_of_a_day_beside() -> None:
    """News without a date is of its own day rather than of the one before."""
    one = portrait("a", is_dated=False)
    beside = portrait("b", date=on(MONDAY - timedelta(days=1)))
    assert "same day reported" in told(one, portrait("b"))
    assert compare(one, portrait("b")).score > compare(one, beside).score


def test_far_places_of_which_others_meet_do_not_count_as_one_region() -> None:
    """That a place told in passing is the other's place is weaker than that it is the place."""
    one = portrait("a", TAIZZ)
    other = portrait("b", MARIB, places=(MARIB, TAIZZ))
    found = told(one, other)
    assert "other places meet" in found
    assert "place within region" not in found


@pytest.mark.parametrize(
    ("number", "sign"),
    [
        (CasualtyRange(24, 99), None),  # "dozens"
        (CasualtyRange(24, None), "same large toll"),
        (CasualtyRange(24, 26), "same large toll"),
    ],
)
def test_dozens_in_both_are_no_toll_in_common(number: CasualtyRange, sign: str | None) -> None:
    """A vague word that both use is not one number known to both."""
    tolls = frozenset({(Facet.KILLED, "all", number)})
    found = told(portrait("a", tolls=tolls), portrait("b", tolls=tolls))
    assert ("same large toll" in found, "same least toll" in found) == (sign is not None, False)


def reading(*places: tuple[PlaceValue | None, date | None]) -> Reading:
    text = " ".join(f"Sentence {n:04d}." for n in range(len(places)))
    mentions, incidents = [], []
    for n, (place, day) in enumerate(places):
        mentions.append(Mention(n, Span(n * 15, n * 15 + 14)))
        when = on(day) if day else None
        incidents.append(ReportIncident("a", n, IncidentKind.SHELLING, when, place, (n,)))
    return Reading(Report("a", "a", "a", text), "hand", tuple(mentions), (), tuple(incidents))


def test_happenings_told_beside_are_those_about_there_on_about_that_day() -> None:
    """Another town, another week, or no place at all is not beside."""
    found = portraits(
        [
            reading(
                (JAMILIA, MONDAY),
                (CITY, TUESDAY),
                (MIDAN, None),
                (MARIB, MONDAY),
                (CITY, MONDAY + timedelta(days=9)),
                (None, MONDAY),
            )
        ]
    )
    assert [p.beside for p in found] == [2, 2, 3, 0, 1, 0]


def test_the_sign_of_what_is_beside_grows_slowly() -> None:
    """It is counted on both sides, by its logarithm."""
    assert told(portrait("a", beside=1), portrait("b", beside=2))["others beside"] == math.log(4)
