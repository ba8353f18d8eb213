"""Work on incidents by programs: the queue, several decisions at once, undoing, saved views."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.web.api.conftest import KHUSHAM, Program


def _ids(program: Program) -> list[str]:
    return [row["incident_id"] for row in program.get("/incidents")["items"]]


def test_the_queue_is_that_of_the_page(program: Program) -> None:
    """In its order, a page at a time; what was put off is left out."""
    page = program.client.get("/review").text
    listed = program.pages("/review?limit=2")
    ids = [one["incident"]["incident_id"] for one in listed]
    assert ids == sorted(ids, key=lambda one: page.index(f"at={one}"))
    weights = [one["weight"] for one in listed]
    assert weights == sorted(weights, reverse=True)
    left = program.get(f"/review?skip={ids[0]}&skip=none")
    assert ids[0] not in str(left["items"])
    assert left["total"] == len(ids) - 1
    assert program.get("/review?level=approved")["items"] == []


def test_what_waits_is_opened_with_what_there_is_to_decide(program: Program) -> None:
    """Contests and the least sure claim of its incident; with the state to hand back."""
    told = program.get(f"/review/{KHUSHAM}")
    whole = program.get(f"/incidents/{KHUSHAM}")
    assert told["seen"] == whole["seen"]
    assert all(contest in whole["contests"] for contest in told["contests"])
    assert told["least_sure"] in {claim["claim_id"] for claim in whole["claims"]}
    for rival in told["rivals"]:
        assert rival["incident_id"] in _ids(program)
    assert "no incident" in program.get("/review/none-2001", 404)["detail"].lower()


def test_one_decision_is_made_on_each_of_several_and_taken_back_at_once(program: Program) -> None:
    """Each has its own; who decided nothing of it cannot undo it."""
    ids = _ids(program)[:3]
    given = {"verb": "reviewed", "incidents": ids, "why": "As a test"}
    made = program.send("POST", "/decisions/many", 201, given)
    assert ([one["incident_id"] for one in made["made"]], made["refused"]) == (ids, [])
    reviewed = program.get("/incidents?level=reviewed")["items"]
    assert {row["incident_id"] for row in reviewed} == set(ids)
    assert "does not wait" in program.get(f"/review/{ids[0]}", 404)["detail"]
    numbers = [one["number"] for one in made["made"]]
    undone = program.send("POST", "/decisions/undo", 201, {"numbers": numbers, "why": "Too early"})
    assert [one["what"]["number"] for one in undone["items"]] == sorted(numbers, reverse=True)
    assert program.get("/incidents?level=reviewed")["total"] == 0
    one = program.get(f"/decisions/{numbers[0]}")
    assert one["withdrawn_by"] in {done["number"] for done in undone["items"]}
    program.send("POST", "/decisions/undo", 422, {"numbers": [10**6]})
    assert "nobody has made" in program.get(f"/decisions/{10**6}", 404)["detail"].lower()


def test_where_others_were_faster_the_rest_is_decided(program: Program) -> None:
    """And it is told which was not, and why; nothing of what others decided is replaced."""
    first, second = _ids(program)[:2]
    seen = program.get("")["seen"]
    given = {"kind": "assign", "incident_id": first, "to": "zoe", "why": "Hers"}
    made = program.send("POST", "/decisions", 201, given)
    many = {"verb": "assign", "to": "ali", "incidents": [first, second], "why": "His", "seen": seen}
    told = program.send("POST", "/decisions/many", 201, many)
    assert [one["incident_id"] for one in told["made"]] == [second]
    assert "zoe" in told["refused"][0]["why"]
    numbers = [made["number"], told["made"][0]["number"]]
    program.send("POST", "/decisions/undo", 201, {"numbers": numbers})


def test_decisions_made_since_are_told_of_an_incident_or_report(program: Program) -> None:
    """What a program that asks again and again has not seen yet."""
    whole = program.get(f"/incidents/{KHUSHAM}")
    since = int(program.get("")["seen"].partition("-")[0])
    claim = whole["claims"][0]
    other = next(one for one in _ids(program) if one != KHUSHAM)
    numbers = [
        program.send("POST", "/decisions", 201, {**given, "why": "As a test"})["number"]
        for given in (
            {"kind": "reject", "claim_id": claim["claim_id"]},
            {"kind": "comment", "incident_id": other},
        )
    ]

    def told(words: str) -> list[int]:
        return [one["number"] for one in program.get(f"/decisions?after={since}{words}")["items"]]

    assert told("") == numbers
    assert told(f"&incident={KHUSHAM}") == told(f"&report={claim['report_id']}") == numbers[:1]
    assert told(f"&incident={other}") == numbers[1:]
    assert [one["number"] for one in program.pages(f"/decisions?after={since}&limit=1")] == numbers
    program.get("/decisions?incident=none", 404)
    program.send("POST", "/decisions/undo", 201, {"numbers": numbers})


def test_a_view_is_saved_looked_at_and_forgotten(program: Program) -> None:
    """At first all of it is new; then what changed since it was seen."""
    saved = program.send("POST", "/views", 201, {"name": "Here", "query": "place=Khusham"})
    address = f"/views/{saved['id']}"
    assert program.get(address) == saved
    first = program.get(f"{address}/changes")
    assert (first["since"], first["difference"]) == (None, None)
    seen = program.send("POST", f"{address}/looks", 201, first["at"])
    assert [one["is_news"] for one in program.get("/views")["items"]] == [False]
    given = {"kind": "comment", "incident_id": KHUSHAM, "why": "A look at the map is due"}
    made = program.send("POST", "/decisions", 201, given)
    claim = program.get("/claims?place=Khusham&facet=killed&limit=1")["items"][0]
    given = {"kind": "correct", "claim_id": claim["claim_id"], "value": "78", "why": "As a test"}
    corrected = program.send("POST", "/decisions", 201, given)
    (listed,) = program.get("/views")["items"]
    assert (listed["is_news"], listed["looked"]) == (True, seen["at"])
    told = program.get(f"{address}/changes")
    assert told["since"] == seen
    assert [one["incident_id"] for one in told["difference"]["incidents"]] == [KHUSHAM]
    numbers = [made["number"], corrected["number"]]
    program.send("POST", "/decisions/undo", 201, {"numbers": numbers})
    program.send("POST", "/views", 422, {"name": "Here", "query": ""})
    program.send("POST", "/views", 422, {"name": "There", "query": "from=then"})
    assert program.send("DELETE", address, 200) == saved
    program.get(address, 404)
    program.send("DELETE", address, 404)


@pytest.mark.parametrize(
    "at",
    [
        {"at": (datetime.now(UTC) + timedelta(days=9)).isoformat(), "decision": 0},
        {"at": "2020-01-01T00:00:00Z", "decision": 10**6},
        {"at": "2020-01-01"},
        {"at": "then", "decision": 1},
    ],
)
def test_a_moment_that_has_not_come_is_not_seen(program: Program, at: dict[str, Any]) -> None:
    """Else changes would be missed for good."""
    saved = program.send("POST", "/views", 201, {"name": "Future", "query": ""})
    program.send("POST", f"/views/{saved['id']}/looks", 422, at)
    program.send("DELETE", f"/views/{saved['id']}", 200)


@pytest.mark.parametrize("words", ["since=/etc/passwd", "since=reader:rules-3", "since=@99999999",
                                   "since=now&until=2018-01-01", "until=now"])  # fmt: skip
def test_changes_are_told_between_moments_alone(program: Program, words: str) -> None:
    """No file of the server is looked for, and no reader's view shown."""
    program.get(f"/incidents/{KHUSHAM}/changes?{words}", 422)
    program.get(f"/changes?{words}", 422)


def test_what_changed_of_one_is_what_changed_of_all_of_it(program: Program) -> None:
    """By one incident and by the whole ledger alike; nothing of it where nothing did."""
    every = program.get("/changes?since=2018-01-01")["incidents"]
    (own,) = program.get(f"/incidents/{KHUSHAM}/changes?since=2018-01-01")["incidents"]
    assert own in every
    assert program.get(f"/incidents/{KHUSHAM}/changes?since=now")["incidents"] == []
    program.get("/incidents/none-2001/changes?since=2018-01-01", 404)
