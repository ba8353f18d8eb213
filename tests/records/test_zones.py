"""Zones: what they refuse, when they were in force, and how a relation is put in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rashomon.errors import InvalidRecord
from rashomon.records import (
    DateConstraint,
    DateInterval,
    EvidenceSpan,
    Zone,
    ZoneAgreement,
    ZoneClaim,
    ZoneKind,
    ZoneRelation,
    ZoneSide,
    ZoneStatement,
    from_plain,
    to_plain,
)

SQUARE = (((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)),)


def days(first: str, last: str | None = None) -> DateInterval:
    """Return an interval of ISO dates."""
    return DateInterval(date.fromisoformat(first), date.fromisoformat(last or first))


def zone(**known: object) -> Zone:
    """Return an area that held from May 2017 to April 2018."""
    told: dict[str, object] = {
        "valid_from": days("2017-05-01", "2017-05-18"),
        "valid_to": days("2018-04-14"),
        **known,
    }
    return Zone("quiet-zone", "quiet zone", ZoneKind.AREA, (SQUARE,), 2.0, "us", **told)  # type: ignore[arg-type]


AREA = zone()
LINE = replace(AREA, kind=ZoneKind.LINE, name="quiet line", left="Freedonia", right="Sylvania")


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ({"precision_km": float("nan")}, "precision"),
        ({"precision_km": -1.0}, "precision"),
        ({"circle_km": 0.0}, "circle"),
        ({"circle_km": float("inf")}, "circle"),
        ({"shapes": ()}, "no points"),
        ({"shapes": (((),),)}, "no points"),
        ({"name": " "}, "name"),
        ({"zone_id": ""}, "name"),
        ({"valid_to": days("2016-01-01")}, "before it begins"),
    ],
)
def test_what_can_be_no_zone_is_refused(broken: dict[str, object], said: str) -> None:
    """A zone without points, name or a sound measure cannot be built."""
    with pytest.raises(InvalidRecord, match=said):
        replace(AREA, **broken)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("when", "is_in_force"),
    [
        (days("2017-04-30"), False),
        (days("2017-05-10"), None),  # it began on some day until the 18th
        (days("2017-05-18"), True),
        (days("2018-04-14"), True),  # the last day counts
        (days("2018-04-10", "2018-04-20"), None),
        (days("2018-04-15"), False),
        (None, None),
        (DateConstraint(weekday=2), None),
    ],
)
def test_in_force_is_yes_no_or_not_known(
    when: DateInterval | DateConstraint | None, is_in_force: bool | None
) -> None:
    """Days outside are no, days within are yes, and what straddles or lacks a date is neither."""
    told, reason = AREA.force_on(when)
    assert told is is_in_force
    assert reason


def test_a_zone_without_a_beginning_is_never_told_to_be_in_force() -> None:
    """Where the first day is not told, no day can be said to be within."""
    told, reason = zone(valid_from=None).force_on(days("2017-06-01"))
    assert told is None
    assert "began" in reason


def test_an_open_zone_holds_on_and_an_unknown_end_does_not() -> None:
    """None is open; an interval to the end of days says that the end is not known."""
    today = days("2030-01-01")
    assert zone(valid_to=None).force_on(today)[0] is True
    ended = DateInterval(date(2024, 12, 8), date.max)
    assert zone(valid_to=ended).force_on(today)[0] is None
    assert "some day after 2024-12-08" in zone(valid_to=ended).days_words
    assert zone(valid_from=days("1994-01-01", "1996-12-31")).days_words.startswith("from 1994–1996")
    assert zone(valid_from=days("1994-01-01", "1994-12-31")).days_words.startswith("from 1994 ")


def relation(of: Zone, side: ZoneSide, drawn: ZoneSide, **known: object) -> ZoneRelation:
    """Return a relation of 7 km, at least 0 and at most 17."""
    told: dict[str, object] = {
        "distance_km": 7.0, "low_km": 0.0, "high_km": 17.0, "bearing": 50.0, **known,
    }  # fmt: skip
    return ZoneRelation(of, side, True, "held", drawn_side=drawn, **told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (
            relation(AREA, ZoneSide.EITHER, ZoneSide.OUTSIDE),
            "7 km outside the quiet zone (at least 0, at most 17 km): cannot be told from inside",
        ),
        (
            relation(AREA, ZoneSide.INSIDE, ZoneSide.INSIDE, low_km=5.0, high_km=9.0),
            "inside the quiet zone, 7 km from its edge (at least 5, at most 9 km)",
        ),
        (
            relation(LINE, ZoneSide.LEFT, ZoneSide.LEFT, low_km=1.4),
            "7 km from the quiet line, on the side of Freedonia (at least 1.4, at most 17 km)",
        ),
        (
            relation(LINE, ZoneSide.EITHER, ZoneSide.RIGHT),
            "7 km from the quiet line, on the side of Sylvania (at least 0, at most 17 km): "
            "cannot be told from the other side",
        ),
        (
            relation(LINE, ZoneSide.BEYOND, ZoneSide.BEYOND),
            "7 km northeast of the quiet line, past its end (at least 0, at most 17 km)",
        ),
        (
            relation(replace(LINE, left="", is_users=True), ZoneSide.LEFT, ZoneSide.LEFT),
            "7 km northeast of quiet line (at least 0, at most 17 km)",
        ),
        (
            ZoneRelation(AREA, ZoneSide.UNKNOWN, None, "no date"),
            "how the incident lies to the quiet zone cannot be told",
        ),
    ],
    ids=["either", "inside", "side", "either side", "beyond", "unnamed sides", "no place"],
)
def test_a_relation_in_words(told: ZoneRelation, words: str) -> None:
    """Distance, side, both bounds, and that a side cannot be told, in one sentence."""
    assert str(told) == words
    assert told.zone_id == "quiet-zone"


@pytest.mark.parametrize("figures", [(7.0, 8.0, 9.0), (7.0, 1.0, 6.0), (7.0, None, 9.0)])
def test_a_distance_lies_within_its_bounds(figures: tuple[float, float | None, float]) -> None:
    """The least is not above the distance, the most not below it, and none is missing."""
    away, low, high = figures
    with pytest.raises(InvalidRecord):
        relation(
            AREA, ZoneSide.OUTSIDE, ZoneSide.OUTSIDE, distance_km=away, low_km=low, high_km=high
        )


def test_a_distance_needs_a_side() -> None:
    """An incident without a place has no distance."""
    with pytest.raises(InvalidRecord, match="side"):
        relation(AREA, ZoneSide.UNKNOWN, ZoneSide.UNKNOWN)


NAMED = EvidenceSpan(10, 14, "zone")
SENTENCE = EvidenceSpan(0, 15, "x" * 10 + "zone.")


def test_claims_in_words() -> None:
    """A figure, a range, an open end, a direction and a side are told as they were."""
    told = {
        "8 km east": ZoneClaim(NAMED, low_km=8, high_km=8, bearing=90),
        "3 to 5 km outside": ZoneClaim(NAMED, ZoneSide.OUTSIDE, 3, 5),
        "10 km or more": ZoneClaim(NAMED, low_km=10),
        "up to 8 km": ZoneClaim(NAMED, high_km=8.045),
        "inside": ZoneClaim(NAMED, ZoneSide.INSIDE),
    }
    assert {words: str(claim) for words, claim in told.items()} == {words: words for words in told}


def test_claims_and_statements_that_make_no_sense_are_refused() -> None:
    """Nobody claims "beyond", a range runs forward, and a name stands in its sentence."""
    with pytest.raises(InvalidRecord, match="inside or outside"):
        ZoneClaim(NAMED, ZoneSide.LEFT)
    with pytest.raises(InvalidRecord, match="distance"):
        ZoneClaim(NAMED, low_km=8, high_km=2)
    with pytest.raises(InvalidRecord, match="sentence"):
        ZoneStatement("r1", SENTENCE, NAMED)
    with pytest.raises(InvalidRecord, match="claimed"):
        ZoneStatement("r1", NAMED, SENTENCE, agreement=ZoneAgreement.AGREES)


def test_a_zone_and_a_relation_survive_as_plain_data() -> None:
    """What is written as JSON comes back the same."""
    claim = ZoneClaim(NAMED, ZoneSide.INSIDE)
    said = ZoneStatement("r1", NAMED, SENTENCE, claim=claim, agreement=ZoneAgreement.PARTS)
    whole = replace(relation(LINE, ZoneSide.LEFT, ZoneSide.LEFT), statements=(said,))
    assert from_plain(to_plain(whole), ZoneRelation) == whole
    assert from_plain(to_plain(AREA), Zone) == AREA
