"""What a weekday, or a day without a year, does for linking where no date can be told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from rashomon.link import link, link_within
from rashomon.records import (
    CasualtyRange,
    Claim,
    ClaimValue,
    CountValue,
    DateConstraint,
    DateInterval,
    DateValue,
    EvidenceSpan,
    Facet,
    Incident,
    IncidentKind,
    Linkage,
    Mention,
    PlaceValue,
    Reading,
    Report,
    ResponsibleValue,
    Span,
    Stance,
)

TAIZ = PlaceValue("Taiz", 13.58, 44.02, 10.0)
WEDNESDAY = DateConstraint(weekday=2, reason="no date to count from")
THURSDAY = DateConstraint(weekday=3)
SEVENTH = DateConstraint(month=2, day=7)
FEBRUARY = DateConstraint(month=2)
THE_7TH = DateInterval(date(2018, 2, 7), date(2018, 2, 7), "full date")  # a Wednesday
THE_8TH = DateInterval(date(2018, 2, 8), date(2018, 2, 8), "full date")
THAT_WEEK = DateInterval(date(2018, 2, 5), date(2018, 2, 11), "that week")


def killed(number: int) -> tuple[Facet, ClaimValue]:
    return Facet.KILLED, CountValue(CasualtyRange.exactly(number))


SIDE: tuple[Facet, ClaimValue] = (Facet.RESPONSIBLE, ResponsibleValue("Houthis"))


def report(
    name: str,
    *sentences: Sequence[DateInterval | DateConstraint | tuple[Facet, ClaimValue]],
    place: PlaceValue | None = TAIZ,
    published: date | None = None,
    is_anaphoric: bool = False,
    stance: Stance = Stance.AFFIRM,
) -> Reading:
    """Build a reading, linked within, of one mention for each sentence; days are claims too."""
    text = " ".join(f"Sentence {n:04d}." for n in range(len(sentences)))
    mentions = []
    claims = []
    for n, told in enumerate(sentences):
        back = is_anaphoric and n > 0
        mentions.append(
            Mention(n, Span(n * 15, n * 15 + 14), IncidentKind.SHELLING, None, place,
                    is_anaphoric=back)
        )  # fmt: skip
        for m, what in enumerate(told):
            facet, value = what if isinstance(what, tuple) else (Facet.DATE, what)
            evidence = EvidenceSpan.cut(text, n * 15, n * 15 + 8 + m)
            says = stance if facet is Facet.DATE else Stance.AFFIRM
            claims.append(Claim(name, n, facet, value, evidence, stance=says))
    source = Report(name, name, name, text, published_on=published)
    return link_within(Reading(source, "hand", tuple(mentions), tuple(claims)))


def parted(reading: Reading) -> list[tuple[int, ...]]:
    return [incident.mentions for incident in reading.incidents]


def clusters(linkage: Linkage) -> list[list[str]]:
    return sorted(sorted(f"{r}{n}" for r, n in i.members) for i in linkage.incidents)


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        pytest.param(WEDNESDAY, THURSDAY, False, id="two weekdays"),
        pytest.param(WEDNESDAY, WEDNESDAY, True, id="one weekday"),
        pytest.param(THE_7TH, WEDNESDAY, True, id="a date and its weekday"),
        pytest.param(THE_7TH, THURSDAY, False, id="a date and another weekday"),
        pytest.param(THURSDAY, THE_7TH, False, id="a weekday and a date that is none"),
        pytest.param(FEBRUARY, SEVENTH, True, id="a month and its day"),
        pytest.param(FEBRUARY, DateConstraint(month=3, day=7), False, id="another month"),
    ],
)
def test_days_that_cannot_be_one_part_a_report(
    first: DateValue, second: DateValue, together: bool
) -> None:
    """Weekdays without a date do within a report what dates do."""
    found = parted(report("a", [first, killed(9)], [second, killed(9)]))
    assert found == ([(0, 1)] if together else [(0,), (1,)])


def test_words_that_point_back_may_mean_any_weekday_told() -> None:
    """A night has two days, for constraints as for dates."""
    night: list[DateConstraint | tuple[Facet, ClaimValue]] = [WEDNESDAY, THURSDAY, SIDE]
    found = report("a", [WEDNESDAY, SIDE, killed(9)], night, [THURSDAY, SIDE], is_anaphoric=True)
    assert parted(found) == [(0, 1, 2)]


def test_a_weekday_narrows_what_its_report_tells_of_the_day() -> None:
    """A week is told, and two sentences on a Wednesday."""
    (incident,) = report("a", [THAT_WEEK, killed(9)], [WEDNESDAY, SIDE]).incidents
    assert incident.date is not None
    assert (incident.date.first, incident.date.last) == (THE_7TH.first, THE_7TH.last)
    assert incident.date.reason == "that week; a Wednesday within 2018-02-05–2018-02-11"


def test_a_report_without_a_date_keeps_its_weekday_as_a_reason() -> None:
    """The incident has no day; why, and what is known, stand with it."""
    (incident,) = report("a", [WEDNESDAY, killed(9)]).incidents
    assert incident.date is None
    assert incident.reasons == ("no day, but a Wednesday: no date to count from",)


def test_a_day_is_not_taken_over_against_the_weekday_told() -> None:
    """Going on to the next happening keeps the day of the one before, unless it cannot be."""
    first, second = report("a", [THE_7TH, killed(9)], [THURSDAY, killed(30)]).incidents
    assert (first.date, second.date) == (THE_7TH, None)
    assert "no day, but a Thursday" in second.reasons[-1]


def test_an_undated_report_joins_the_dated_one_of_its_weekday() -> None:
    """The link says that the day is one, and the incident has the day."""
    found = link([report("a", [THE_7TH, killed(9), SIDE]), report("b", [WEDNESDAY, killed(9)])])
    assert clusters(found) == [["a0", "b0"]]
    assert "a Wednesday, and 2018-02-07 is one" in found.links[0].reasons
    assert found.incidents[0].date == THE_7TH
    assert found.incidents[0].incident_id == "taiz-2018-02-07"


def test_a_weekday_that_the_day_is_not_keeps_apart() -> None:
    """Whatever else agrees, a Thursday is no Wednesday."""
    found = link(
        [report("a", [THE_7TH, killed(90), SIDE]), report("b", [THURSDAY, killed(90), SIDE])]
    )
    assert clusters(found) == [["a0"], ["b0"]]


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (WEDNESDAY, WEDNESDAY, "both on a Wednesday"),
        (SEVENTH, SEVENTH, "both on 7 February, year unknown"),
        (FEBRUARY, FEBRUARY, "both in February, year unknown"),
        (
            WEDNESDAY,
            SEVENTH,
            "a Wednesday and 7 February, year unknown can be one day",
        ),
        (SEVENTH, THE_7TH, "7 February, year unknown, and 2018-02-07 is one"),
    ],
)
def test_the_reasons_say_what_is_shared(one: DateValue, other: DateValue, reason: str) -> None:
    """In words that a person can check."""
    found = link([report("a", [one, killed(90)]), report("b", [other, killed(90)])])
    assert clusters(found) == [["a0", "b0"]]
    assert reason in found.links[0].reasons


def test_two_weekdays_without_dates_stay_apart() -> None:
    """No date is needed to tell Wednesday from Thursday."""
    found = link(
        [report("a", [WEDNESDAY, killed(90), SIDE]), report("b", [THURSDAY, killed(90), SIDE])]
    )
    assert clusters(found) == [["a0"], ["b0"]]


@pytest.mark.parametrize(
    ("constraint", "day"),
    [
        pytest.param(WEDNESDAY, "2018-02-07", id="the day before"),
        pytest.param(THURSDAY, "2018-02-08", id="the day itself"),
        pytest.param(DateConstraint(weekday=4), "2018-02-02", id="six days before"),
        pytest.param(SEVENTH, "2018-02-07", id="a day of the year"),
        pytest.param(FEBRUARY, "2018-02-08", id="its month"),
        pytest.param(DateConstraint(month=5, day=7), None, id="no day of the week before"),
    ],
)
def test_a_day_that_nobody_told_is_told_by_a_weekday(
    constraint: DateConstraint, day: str | None
) -> None:
    """The day of publishing stands in where none is told; it rules no weekday out, and the
    weekday of another report tells which day before it was meant.
    """
    lead = report("a", [killed(90), SIDE], published=date(2018, 2, 8))
    found = link([lead, report("b", [constraint, killed(90), SIDE])])
    assert clusters(found) == [["a0", "b0"]]
    told = found.incidents[0].date
    assert (str(told) if told else None) == day
    if told:
        assert told.reason.startswith("no date told; taken from the report's own, 2018-02-08")


def test_a_long_interval_and_a_weekday_say_nothing_together() -> None:
    """Every week has its Wednesday: no reason is given, and none is counted."""
    found = link([report("a", [THAT_WEEK, killed(90)]), report("b", [WEDNESDAY, killed(90)])])
    (incident,) = found.incidents
    assert not any("Wednesday" in reason for link in found.links for reason in link.reasons)
    assert incident.date is not None
    assert str(incident.date) == "2018-02-07"  # but together they name the day


def test_what_is_denied_of_the_day_is_no_constraint() -> None:
    """Who says that it was not on Thursday does not say when it was."""
    told = report("b", [THURSDAY, killed(90), SIDE], stance=Stance.DENY)
    assert clusters(link([report("a", [THE_7TH, killed(90), SIDE]), told])) == [["a0", "b0"]]


def test_an_incident_without_a_day_keeps_its_id_when_one_is_told() -> None:
    """A sibling with a date resolves it; the name given first stays."""
    undated = report("b", [WEDNESDAY, killed(90), SIDE])
    before = link([undated]).incidents
    assert [(i.incident_id, i.date) for i in before] == [("taiz-undated", None)]
    (after,) = link([undated, report("a", [THE_7TH, killed(90), SIDE])], before).incidents
    assert (after.incident_id, after.date) == ("taiz-undated", THE_7TH)


def test_many_undated_reports_are_still_linked_in_order() -> None:
    """The order of the reports changes nothing."""
    told: list[Reading] = []
    for n in range(7):
        weekday = DateConstraint(weekday=n)
        day = date(2018, 2, 5) + timedelta(days=n)
        told.append(report(f"d{n}", [DateInterval(day, day), killed(40 + n), SIDE]))
        told.append(report(f"u{n}", [weekday, killed(40 + n), SIDE]))
    wanted = [[f"d{n}0", f"u{n}0"] for n in range(7)]
    assert clusters(link(told)) == wanted
    assert link(told) == link(told[::-1])


def test_what_was_linked_before_is_a_known_incident() -> None:
    """A previous incident without any member at hand stays as it was."""
    gone = Incident("taiz-undated", IncidentKind.SHELLING, None, TAIZ, (("gone", 0),))
    found = link([report("b", [WEDNESDAY, killed(90), SIDE])], [gone])
    assert gone in found.incidents
