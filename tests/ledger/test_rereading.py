from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rashomon.ledger import Ledger
from rashomon.ledger.rereading import counterparts
from rashomon.records import DateInterval, IncidentKind, PlaceValue, ReportIncident

FORD = PlaceValue("Alder Ford", 10.0, 20.0, 5.0)
NEAR = PlaceValue("the ford", 10.05, 20.0, 5.0)
FAR = PlaceValue("Bent Hill", 12.0, 20.0, 5.0)
UNKNOWN = PlaceValue("a village")


def happening(number: int, day: int | None, place: PlaceValue | None) -> ReportIncident:
    on = None if day is None else DateInterval(date(2031, 3, day), date(2031, 3, day))
    return ReportIncident("r1", number, IncidentKind.CLASH, on, place, (number,))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param([(7, FORD)], [(7, FORD)], {0: 0}, id="unchanged"),
        pytest.param([(7, FORD)], [(7, NEAR)], {0: 0}, id="near by another name"),
        pytest.param([(7, FORD)], [(7, FAR)], {}, id="another place"),
        pytest.param([(7, FORD)], [(8, FORD)], {}, id="another day"),
        pytest.param([(None, FORD)], [(8, FORD)], {0: 0}, id="day now known"),
        pytest.param([(7, FORD)], [(7, None)], {0: 0}, id="place no longer known"),
        pytest.param([(7, UNKNOWN)], [(7, FORD)], {0: 0}, id="place now resolved"),
        pytest.param([(7, FORD)], [(3, FAR), (7, FORD)], {0: 1}, id="one found before it"),
        pytest.param([(3, FAR), (7, FORD)], [(7, FORD)], {1: 0}, id="the first one gone"),
        pytest.param(
            [(7, FORD), (9, FAR)], [(9, FAR), (7, FORD)], {0: 1, 1: 0}, id="changed places"
        ),
        pytest.param([(7, FORD)], [(3, FAR), (7, FORD), (7, NEAR)], {}, id="two that fit"),
        pytest.param([(3, FAR), (7, FORD), (7, NEAR)], [(7, FORD)], {}, id="two that are fitted"),
        pytest.param([(7, FORD)], [], {}, id="all gone"),
    ],
)
def test_incidents_are_followed_by_day_and_place(
    old: list[tuple[int | None, PlaceValue | None]],
    new: list[tuple[int | None, PlaceValue | None]],
    expected: dict[int, int],
) -> None:
    """Day and place tell which is which; a number alone only where nothing speaks against."""
    before = [happening(number, *one) for number, one in enumerate(old)]
    after = [happening(number, *one) for number, one in enumerate(new)]
    assert counterparts(before, after) == expected


def test_membership_outlives_a_second_reading(
    ledger: Ledger, tell: Any, add: Any, linkage: Any
) -> None:
    """Reading again with another reader changes no incident, and needs no decision."""
    key = add(ledger, tell("one")).incidents[0].key
    ledger.save_linkage(linkage(("ford-1", [key])), made_by="machine: link-1")
    add(ledger, tell("one", reader="rules-2"))
    assert ledger.incident("ford-1").members == (key,)
    assert len(ledger.decisions()) == 1
    assert ledger.verify() == []


def test_membership_follows_a_number_that_shifts(
    ledger: Ledger, tell: Any, add: Any, linkage: Any
) -> None:
    """An incident found earlier in the text takes no member's place, and the log says so."""
    both = [(5, "Bent Hill"), (7, "Alder Ford")]
    report_id, number = add(ledger, tell("one", both, first=1)).incidents[0].key
    ledger.save_linkage(linkage(("ford-1", [(report_id, number)])), made_by="machine: link-1")
    add(ledger, tell("one", both, reader="rules-2"))
    assert ledger.incident("ford-1").members == ((report_id, 1),)
    last = ledger.decisions()[-1]
    assert (last.subject, last.other, last.ruling) == (f"{report_id}#1", "ford-1", "same")
    assert last.made_by == "machine: rules-2"
    assert last.rests_on == ("decision 1",)
    assert ledger.verify() == []


def test_what_is_no_longer_told_leaves_by_a_decision(
    ledger: Ledger, tell: Any, add: Any, linkage: Any
) -> None:
    """A member whose happening the new reading does not know is let go, never in silence."""
    key = add(ledger, tell("one", [(7, "Alder Ford")])).incidents[0].key
    ledger.save_linkage(linkage(("ford-1", [key])), made_by="machine: link-1")
    add(ledger, tell("one", [(19, "Bent Hill")], reader="rules-2"))
    assert ledger.incidents() == ()
    assert ledger.incident("ford-1").members == ()
    assert ledger.links_of("ford-1") == ()
    assert [decision.ruling for decision in ledger.decisions()] == ["same", "unsure"]
    assert ledger.verify() == []
