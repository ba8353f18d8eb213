"""What is compared of an incident, read from plain data."""

from __future__ import annotations

from typing import Any

import pytest

from rashomon.differences.changes import Cause
from rashomon.differences.comparing import compare, headline
from rashomon.differences.states import IncidentState, state_of
from rashomon.errors import SettingError


def plain(**other: Any) -> dict[str, Any]:
    """An incident as an export has it."""
    return {
        "incident_id": "ford", "kind": "air_strike", "date_from": "2031-03-07",
        "date_to": "2031-03-08", "place": "Alder Ford", "admin": "Fen", "country": None,
        "latitude": 10.0, "longitude": 20.0, "radius_km": 5.0, "ranges": [], "contests": [],
        "claims": [], "zones": [], "rulings": [], "policy": "p-1",
        "review": {"level": "draft", "by": None, "assigned_to": None, "comments": [],
                   "decisions": []},
        **other,
    }  # fmt: skip


def claim(claim_id: str, facet: str, value: dict[str, Any], **other: Any) -> dict[str, Any]:
    """A claim as an export has it."""
    return {
        "claim_id": claim_id, "report_id": "r1", "facet": facet, "value": value,
        "stance": "affirm", "source": [], "quote": "words", "start": 0, "end": 5, **other,
    }  # fmt: skip


def toll(low: int, high: int | None, highest: int | None = None, group: str = "all") -> Any:
    """A range as an export has it."""
    return {
        "outcome": "killed", "group": group, "low": low, "high": high, "highest_told": highest,
        "claims": ["c1"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (toll(4, 4), "4"),
        (toll(4, 9), "4 to 9"),
        (toll(4, None), "4 or more"),
        (toll(4, None, 4), "4 or more"),
        (toll(20, None, 100), "20 to 100 or more"),
    ],
)
def test_ranges_are_told_in_words(given: Any, words: str) -> None:
    """As the tables tell them."""
    assert state_of(plain(ranges=[given])).ranges == {"killed": words}
    assert state_of(plain(ranges=[given | {"group": "civilians"}])).ranges == {
        "killed (civilians)": words
    }


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"min": 4, "max": 4, "who": "people"}, "4 people"),
        ({"min": 4, "max": None, "who": None}, "4 or more"),
        ({"min": 4, "max": 9, "who": None}, "4–9"),
        ({"actor": "Fen Army"}, "Fen Army"),
        ({"actor": None, "what": "a bridge"}, "a bridge"),
        ({"class": "drone"}, "drone"),
        ({"from": "2031-03-07", "to": "2031-03-08"}, "2031-03-07, 2031-03-08"),
        ({"from": "2031-03-07", "to": "2031-03-07"}, "2031-03-07"),
        ({"from": None, "to": None, "words": "a Wednesday"}, "a Wednesday"),
        ({"name": "Alder Ford", "lat": 10.0, "lon": 20.0}, "Alder Ford, 10.000, 20.000"),
        ({}, ""),
    ],
)
def test_values_are_told_in_words(value: dict[str, Any], words: str) -> None:
    """Whatever facet they are of."""
    (one,) = state_of(plain(claims=[claim("c1", "killed", value)])).claims
    assert one.told == words
    assert one.words == (f"{words}, " if words else "") + "the report itself: “words”"


def test_facts_hold_all_that_stands_in_a_line() -> None:
    """What is unknown is said to be so."""
    state = state_of(
        plain(
            review={"level": "reviewed", "by": "Ana", "assigned_to": "Ben",
                    "comments": ["Ana: look"], "decisions": [3]},
            zones=[{"zone": "z1", "words": "2 km north of it"}],
            rulings=[{"name": "best", "value": 4, "or_more": True},
                     {"name": "grading", "value": None, "or_more": False}],
        )
    )  # fmt: skip
    assert state.facts == {
        "kind": "air strike",
        "days": "2031-03-07 to 2031-03-08",
        "place": "Alder Ford, Fen (10.000, 20.000 ± 5 km)",
        "review": "reviewed by Ana",
        "assigned to": "Ben",
        "comment 1": "Ana: look",
        "zone z1": "2 km north of it",
        "p-1 best": "4 or more",
        "p-1 grading": "unknown",
    }
    assert state.decisions == {3}
    assert headline(state) == "air strike, Alder Ford, Fen, 2031-03-07 to 2031-03-08"
    nowhere = state_of(plain(place=None, latitude=None, date_from=None, date_to=None))
    assert (nowhere.facts["place"], nowhere.facts["days"]) == ("unknown", "unknown")
    assert state_of(plain(latitude=None)).facts["place"] == "Alder Ford, Fen"


def test_contests_of_a_kind_are_told_apart() -> None:
    """Each with its own note."""
    one = {"facet": "killed", "kind": "numeric_gap", "note": "4 or 9", "claims": ["c1"]}
    state = state_of(plain(contests=[one, one | {"note": "2 or 3"}]))
    assert state.contests == {"killed: numeric gap": "4 or 9", "killed: numeric gap 2": "2 or 3"}


@pytest.mark.parametrize("data", [None, [], {}, "x", plain(claims=[3]), plain(ranges=None)])
def test_what_is_no_incident_is_refused(data: object) -> None:
    """With its beginning."""
    with pytest.raises(SettingError, match="no incident of an export"):
        state_of(data)


def compared(*claims: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """How the claims of two states differ: each change's name and way."""
    before, after = ({"ford": state_of(plain(claims=own))} for own in claims)
    return [(c.name, c.how) for one in compare(before, after) for c in one.changes]


def test_a_claim_that_moved_in_the_text_is_told_by_its_new_id() -> None:
    """The words are the same, but may be those of another sentence."""
    old = claim("c1", "killed", {"min": 4, "max": 4, "who": None})
    new = old | {"claim_id": "c2", "start": 40, "end": 45}
    assert compared([old], [new]) == [("c2", "changed")]
    before, after = ({"ford": state_of(plain(claims=[each]))} for each in (old, new))
    (one,) = compare(before, after)
    assert one.changes[0].note == "the same words elsewhere in the text, c1 before"
    assert compared([old], [old | {"start": 40, "end": 45}]) == []


def test_a_claim_on_the_same_words_is_the_old_one_changed() -> None:
    """One on other words, or of another facet, is another."""
    old = claim("c1", "killed", {"min": 4, "max": 4, "who": None}, start=10, end=30, quote="a b")
    near = claim("c2", "killed", {"min": 9, "max": 9, "who": None}, start=15, end=40, quote="b c")
    assert compared([old], [near]) == [("c2", "changed")]
    far = near | {"start": 50, "end": 60}
    assert compared([old], [far]) == [("c1", "gone"), ("c2", "added")]
    assert compared([old], [near | {"facet": "injured"}]) == [("c1", "gone"), ("c2", "added")]
    assert compared([old], [near | {"start": 30, "end": 30}]) == [("c1", "gone"), ("c2", "added")]


def test_of_two_equal_claims_one_may_go() -> None:
    """Each counts by itself."""
    old = claim("c1", "killed", {"min": 4, "max": 4, "who": None})
    assert compared([old, old], [old]) == [("c1", "gone")]
    assert compared([old], [old, old]) == [("c1", "added")]


def test_a_reading_that_yielded_the_same_is_no_cause() -> None:
    """Where claims of another report tell what changed."""
    old = claim("c1", "killed", {"min": 4, "max": 4, "who": None})
    new = claim("c2", "injured", {"min": 4, "max": 4, "who": None}, report_id="r2")
    before: dict[str, IncidentState] = {"ford": state_of(plain(claims=[old]))}
    after = {"ford": state_of(plain(claims=[old, new]))}
    causes = [
        Cause("reading", "r1 again", report_id="r1"),
        Cause("report", "r2 is new", report_id="r2"),
        Cause("report", "r3 is new", report_id="r3"),
        Cause("decision", "of another", number=7, incident_ids=frozenset({"fen"})),
    ]
    (one,) = compare(before, after, causes)
    assert [cause.words for cause in one.causes] == ["r2 is new"]
    assert [cause.words for cause in one.changes[0].causes] == ["r2 is new"]


def test_what_shaped_a_claim_alone_is_no_difference() -> None:
    """The numbers of decisions and places in the text are no words."""
    old = claim("c1", "killed", {"min": 4, "max": 4, "who": None})
    before = {"ford": state_of(plain(claims=[old]))}
    after = {"ford": state_of(plain(claims=[old | {"decisions": [4]}]))}
    assert compare(before, after) == ()
