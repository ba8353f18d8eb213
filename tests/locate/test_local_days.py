"""Days told in another time zone, at the place where it happened."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from rashomon.locate.local_days import in_local_days
from rashomon.records import (
    Claim,
    DateConstraint,
    DateInterval,
    DateValue,
    EvidenceSpan,
    Facet,
    Mention,
    Place,
    PlaceKind,
    PlaceValue,
    Reading,
    Report,
    Span,
)

WEDNESDAY = date(2018, 2, 7)
LATE = DateInterval(WEDNESDAY, WEDNESDAY, "22:30 GMT", datetime(2018, 2, 7, 22, 30, tzinfo=UTC))
NOON = DateInterval(WEDNESDAY, WEDNESDAY, "noon", datetime(2018, 2, 7, 11, tzinfo=UTC))
TEXT = "It was hit then. The other one too."


def at(country: str | None) -> PlaceValue:
    place = Place("x:1", "Somewhere", PlaceKind.TOWN, 1.0, 2.0, 5.0, None, country)
    return PlaceValue("Somewhere", 1.0, 2.0, 5.0, (place,))


def told(date: DateValue, *places: PlaceValue | None) -> DateValue:
    """Read one mention for each place, None for no place; the date is told in the first one."""
    spans = [Span(0, 16), Span(17, 35)]
    mentions = tuple(
        Mention(n, spans[n], date=date if n == 0 and isinstance(date, DateInterval) else None)
        for n in range(max(1, len(places)))
    )
    claims = [Claim("r", 0, Facet.DATE, date, EvidenceSpan.cut(TEXT, 0, 16))]
    claims += [
        Claim("r", n, Facet.PLACE, place, EvidenceSpan.cut(TEXT, spans[n].start, spans[n].end))
        for n, place in enumerate(places)
        if place
    ]
    reading = Reading(Report("r", "r", "r", TEXT), "hand", mentions, tuple(claims))
    found = in_local_days(reading)
    value = found.claims[0].value
    assert isinstance(value, (DateInterval, DateConstraint))
    if isinstance(value, DateInterval):
        assert found.mentions[0].date == value
    assert found.claims[0].claim_id == claims[0].claim_id
    assert in_local_days(found) == found
    return value


@pytest.mark.parametrize(
    ("places", "days"),
    [
        pytest.param([at("Syria")], "2018-02-08", id="east"),
        pytest.param([at("Mali")], "2018-02-07", id="at Greenwich"),
        pytest.param([at("Colombia")], "2018-02-07", id="west"),
        pytest.param([at("Afghanistan")], "2018-02-08", id="half hours"),
        pytest.param([None, at("Syria")], "2018-02-08", id="of the report"),
        pytest.param([at("Mali"), at("Syria")], "2018-02-07", id="its own first"),
        pytest.param([at("Russia")], "2018-02-08", id="many zones, one day"),
        pytest.param([at("Mali"), at(None)], "2018-02-07", id="another without a country"),
        pytest.param([], "2018-02-07–2018-02-08", id="no place"),
        pytest.param([at("Atlantis")], "2018-02-07–2018-02-08", id="no such country"),
    ],
)
def test_a_moment_falls_on_the_day_of_its_place(places: list[PlaceValue | None], days: str) -> None:
    """Where it cannot be told, both days stay open."""
    assert str(told(LATE, *places)) == days


def test_the_reason_names_the_zone() -> None:
    """So that a person can check the step."""
    days = told(LATE, at("Syria"))
    assert isinstance(days, DateInterval)
    assert days.reason == "22:30 GMT; 2018-02-08 in Asia/Damascus"


def test_a_moment_in_the_middle_of_the_day_changes_nothing() -> None:
    """Only what may be another day is touched."""
    assert told(NOON, at("Syria")) == NOON
    assert told(NOON) == NOON


def test_days_without_a_moment_stay() -> None:
    """What is told without a zone is told of the place itself."""
    plain = DateInterval(WEDNESDAY, WEDNESDAY, "late Wednesday")
    assert told(plain, at("Syria")) == plain
    assert told(DateConstraint(weekday=2), at("Syria")) == DateConstraint(weekday=2)
