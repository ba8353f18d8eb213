"""When a weekday, or a day without a year, agrees with days told elsewhere."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.reconcile import reconcile
from rashomon.reconcile.positions import take_positions
from rashomon.records import (
    Claim,
    Contest,
    ContestKind,
    DateConstraint,
    DateInterval,
    DateValue,
    Dossier,
    EvidenceSpan,
    Facet,
    Incident,
    IncidentKind,
    Mention,
    Origin,
    Reading,
    Report,
    ReportIncident,
    Span,
    Speaker,
    Stance,
)

WEDNESDAY = DateConstraint(weekday=2)
THURSDAY = DateConstraint(weekday=3)
SEVENTH = DateConstraint(month=2, day=7)
THE_7TH = DateInterval(date(2018, 2, 7), date(2018, 2, 7))  # a Wednesday
THE_8TH = DateInterval(date(2018, 2, 8), date(2018, 2, 8))
FEBRUARY = DateInterval(date(2018, 2, 1), date(2018, 2, 28))


def dossier(*days: DateValue, denied: DateValue | None = None) -> Dossier:
    """Reconcile one report for each day, each with a speaker of its own."""
    readings = {}
    told = [(day, Stance.AFFIRM) for day in days] + (
        [(denied, Stance.DENY)] if denied is not None else []
    )
    for n, (day, stance) in enumerate(told):
        name, text = f"r{n}", f"It was then, said speaker number {n} of them all."
        claim = Claim(
            name, 0, Facet.DATE, day, EvidenceSpan.cut(text, 0, 11),
            (Speaker(f"speaker number {n}", actor=f"A{n}", party=f"A{n}", kind="force"),), stance,
        )  # fmt: skip
        incident = ReportIncident(name, 0, IncidentKind.OTHER, None, None, (0,))
        readings[name] = Reading(
            Report(name, name, name, text), "hand", (Mention(0, Span(0, 11)),), (claim,),
            (incident,),
        )  # fmt: skip
    members = tuple((name, 0) for name in readings)
    return reconcile(Incident("x", IncidentKind.OTHER, None, None, members), readings)


def labels(found: Dossier) -> list[str]:
    return sorted(position.label for position in found.positions)


def date_contests(found: Dossier) -> list[Contest]:
    return [contest for contest in found.contests if contest.kind is ContestKind.DATE]


@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        pytest.param([THE_7TH, WEDNESDAY], ["2018-02-07 (a Wednesday)"], id="its weekday"),
        pytest.param([WEDNESDAY, WEDNESDAY], ["a Wednesday"], id="weekday twice"),
        pytest.param(
            [FEBRUARY, SEVENTH], ["2018-02-07 (7 February, year unknown)"], id="day of the month"
        ),
        pytest.param([FEBRUARY, THE_7TH], ["2018-02-07"], id="month and day"),
        pytest.param(
            [WEDNESDAY, SEVENTH], ["a Wednesday, 7 February, year unknown"], id="two constraints"
        ),
    ],
)
def test_days_that_can_all_be_true_are_one_position(
    days: list[DateValue], wanted: list[str]
) -> None:
    """A refinement is no contest; the label tells the day and what else was told of it."""
    found = dossier(*days)
    assert labels(found) == wanted
    assert not date_contests(found)


@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        pytest.param([THE_8TH, WEDNESDAY], ["2018-02-08", "a Wednesday"], id="another day"),
        pytest.param([THURSDAY, WEDNESDAY], ["a Thursday", "a Wednesday"], id="two weekdays"),
        pytest.param(
            [DateInterval(date(2018, 3, 1), date(2018, 3, 31)), SEVENTH],
            ["2018-03-01–2018-03-31", "7 February, year unknown"],
            id="another month",
        ),
    ],
)
def test_days_that_cannot_be_one_are_contested(days: list[DateValue], wanted: list[str]) -> None:
    """The note names both, the one without a date too."""
    found = dossier(*days)
    assert labels(found) == wanted
    (contest,) = date_contests(found)
    assert contest.note == f"accounts part on the day: {'; '.join(wanted)}"


def test_a_weekday_stands_with_the_day_that_most_tell() -> None:
    """Where two dates fit it, the one with more claims is the likelier meant."""
    a_week_later = DateInterval(date(2018, 2, 14), date(2018, 2, 14))
    found = dossier(THE_7TH, a_week_later, a_week_later, WEDNESDAY)
    assert labels(found) == ["2018-02-07", "2018-02-14 (a Wednesday)"]


def test_a_second_constraint_is_held_against_the_first() -> None:
    """February holds a 7th and an 8th, but no day is both."""
    found = dossier(FEBRUARY, SEVENTH, DateConstraint(month=2, day=8))
    assert labels(found) == ["2018-02-07 (7 February, year unknown)", "8 February, year unknown"]


def test_a_weekday_denied_is_denied_of_the_day() -> None:
    """Who denies that it was a Wednesday denies 7 February 2018."""
    found = dossier(THE_7TH, denied=WEDNESDAY)
    (contest,) = found.contests
    assert contest.kind is ContestKind.DENIAL
    assert contest.note.endswith("denies: 2018-02-07")
    assert not dossier(THE_8TH, denied=WEDNESDAY).contests


DAYS = st.builds(
    lambda first, days: DateInterval(
        date.fromordinal(736700 + first), date.fromordinal(736700 + first + days)
    ),
    st.integers(0, 20),
    st.integers(0, 9),
) | st.sampled_from([WEDNESDAY, THURSDAY, SEVENTH, DateConstraint(month=1), DateConstraint(day=3)])


@given(st.lists(DAYS, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_every_day_told_is_in_one_position_whatever_the_order(
    days: list[DateValue], random: Random
) -> None:
    """None is lost, and shuffled claims come to the same positions."""
    words = "then " * len(days)
    claims = [
        Claim("r", n, Facet.DATE, day, EvidenceSpan.cut(words, 5 * n, 5 * n + 4))
        for n, day in enumerate(days)
    ]
    origins = [Origin("o", "o", ("r",), ())]
    stands, _ = take_positions("x", claims, origins)
    held = [claim.claim_id for stand in stands for claim in stand.claims]
    assert sorted(held) == sorted(claim.claim_id for claim in claims)
    for stand in stands:
        for one in stand.claims:
            for other in stand.claims:
                assert one.value.meets(other.value)  # type: ignore[union-attr,arg-type]
    shuffled = random.sample(claims, len(claims))
    again, _ = take_positions("x", shuffled, origins)
    assert {s.position.position_id for s in again} == {s.position.position_id for s in stands}
