"""The API as programs use it: lists, one incident, reports, search, decisions."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from tests.web.conftest import ORIGIN, Browser

KHUSHAM = "khusham-2018-02-07"
ROOT = "/api/v1"


def _told(client: TestClient, path: str, status: int = 200) -> Any:
    answer = client.get(ROOT + path)
    assert answer.status_code == status, answer.text
    return answer.json()


def _decide(browser: Browser, status: int = 201, **given: Any) -> Any:
    answer: Response = browser.client.post(
        f"{ROOT}/decisions", json=given, headers={"Origin": ORIGIN}
    )
    assert answer.status_code == status, answer.text
    return answer.json()


def test_it_tells_what_it_is_and_who_asks(looking: Browser) -> None:
    """A program that begins learns the ledger's state and what it may do."""
    about = _told(looking.client, "")
    assert about["incidents"] > 3
    assert (about["you"], "approve" in about["may"], about["behind"]) == ("tester", True, 0)


def test_incidents_are_listed_a_page_at_a_time(looking: Browser) -> None:
    """Following the links leads through all of them, each once."""
    seen: list[str] = []
    address = f"{ROOT}/incidents?limit=2&order=oldest"
    while address:
        answer = looking.client.get(address)
        data = answer.json()
        seen += [row["incident_id"] for row in data["items"]]
        assert len(data["items"]) <= 2
        link = answer.headers.get("link", "")
        assert bool(link) == (data["next"] is not None)
        address = link.partition(">")[0].removeprefix("<")
    assert len(seen) == len(set(seen)) == data["total"]
    assert KHUSHAM in seen


def test_a_row_tells_range_contest_and_place(looking: Browser) -> None:
    """What a list shows, with unknown as null, and nothing that is for the index alone."""
    (row,) = _told(looking.client, "/incidents?place=Khusham&contested=killed")["items"]
    assert row["incident_id"] == KHUSHAM
    assert row["killed"]["told"] == "20 to 100 or more"
    assert row["policy"] == "airwars-2"
    assert "words" not in row


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/incidents?plaec=Khusham", "plaec"),
        ("/incidents?from=yesterday", "no day"),
        ("/incidents?kind=war", "war"),
        ("/incidents?bbox=1,2", "no box"),
        ("/incidents?limit=100000", "limit"),
        ("/incidents?order=best", "order"),
        ("/incidents?after=nothing", "in the list no more|any more"),
        ("/incidents/khusham-2018-02-07?x=1", "'x'"),
        ("/search?q=", "q"),
    ],
)
def test_what_cannot_be_asked_is_told_in_one_shape(looking: Browser, path: str, told: str) -> None:
    """A misspelled filter never passes for one that found all."""
    answer = looking.client.get(ROOT + path)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json()) == {"title", "status", "detail"}
    assert any(word in answer.json()["detail"].lower() for word in told.split("|"))


@pytest.mark.parametrize("path", ["/nothing", "/incidents/none-2018-01-01", "/reports/none",
                                  "/reports/none/custody", "/incidents/none/history"])  # fmt: skip
def test_what_is_not_there_is_told_in_the_same_shape(looking: Browser, path: str) -> None:
    """404, with what is missing."""
    answer = looking.client.get(ROOT + path)
    assert (answer.status_code, answer.json()["status"]) == (404, 404)
    assert looking.client.put(f"{ROOT}/incidents", headers={"Origin": ORIGIN}).status_code == 405


def test_counts_map_and_timeline_tell_of_the_same_incidents(looking: Browser) -> None:
    """Three views of one query."""
    total = _told(looking.client, "/incidents?limit=1")["total"]
    counts = _told(looking.client, "/incidents/counts")
    assert counts["total"] == total == sum(count for _, count in counts["kind"])
    found = _told(looking.client, "/incidents/map?zoom=4")
    assert found["total"] + found["unplaced"] == total
    years = _told(looking.client, "/incidents/timeline?unit=year")
    assert sum(count for _, count in years["counts"]) + years["undated"] == total
    box = _told(looking.client, "/incidents/map?bbox=40,35,41,36")
    assert [point["incident_id"] for point in box["points"]] == [KHUSHAM]


def test_an_incident_comes_whole_with_words_behind_every_figure(looking: Browser) -> None:
    """Ranges name claims, claims quote their report at their offsets."""
    found = _told(looking.client, f"/incidents/{KHUSHAM}")
    claims = {claim["claim_id"]: claim for claim in found["claims"]}
    ranges = [one for one in found["ranges"] if one["outcome"] == "killed"]
    assert ranges
    for one in ranges:
        for claim_id in one["claims"]:
            claim = claims[claim_id]
            report = _told(looking.client, f"/reports/{claim['report_id']}")
            assert report["text"][claim["start"] : claim["end"]] == claim["quote"]
            assert {c["incident"] for c in report["claims"] if c["claim_id"] == claim_id} == {
                KHUSHAM
            }
    assert found["links"]


def test_a_report_tells_how_it_came_in(looking: Browser) -> None:
    """Captures with hashes, and the same reports in the list."""
    listed = _told(looking.client, "/reports?limit=3")
    assert listed["next"]
    report_id = listed["items"][0]["report_id"]
    custody = _told(looking.client, f"/reports/{report_id}/custody")
    assert len(custody["captures"][0]["sha256"]) == 64
    rest = _told(looking.client, f"/reports?after={listed['next']}")
    assert len(rest["items"]) == listed["total"] - 3


def test_words_are_found_where_they_stand(looking: Browser) -> None:
    """Marks of a snippet are offsets in it; what looks like a query language is words."""
    found = _told(looking.client, "/search?q=artillery")
    assert found["total"]
    for hit in found["items"]:
        for snippet in hit["snippets"]:
            for mark in snippet["marks"]:
                word = snippet["text"][mark["start"] : mark["end"]]
                assert word.lower() == "artillery"
    assert _told(looking.client, "/search?q=%22%20OR%20*%20NEAR(")["total"] >= 0


def test_what_a_program_has_already_is_not_sent_again(browser: Browser) -> None:
    """The ETag holds until something changes, over compression too."""
    path = f"{ROOT}/incidents/{KHUSHAM}"
    tag = browser.client.get(path).headers["etag"]
    for asked in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        answer = browser.client.get(path, headers={"If-None-Match": asked})
        assert (answer.status_code, answer.content) == (304, b"")
    _decide(browser, kind="comment", incident_id=KHUSHAM, why="A look at the map is due")
    assert browser.client.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_decisions_are_made_and_withdrawn(browser: Browser) -> None:
    """What was decided shows at once in the incident, the lists and the log."""
    seen = _told(browser.client, f"/incidents/{KHUSHAM}")["seen"]
    made = _decide(browser, kind="approve", incident_id=KHUSHAM, level="reviewed",
                   why="All claims were read", seen=seen)  # fmt: skip
    assert made["made_by"] == "person: tester"
    listed = _told(browser.client, "/incidents?level=reviewed")["items"]
    assert [row["incident_id"] for row in listed] == [KHUSHAM]
    _decide(browser, kind="withdraw", number=made["number"], why="Too early")
    assert not _told(browser.client, "/incidents?level=reviewed")["items"]
    log = _told(browser.client, "/decisions")
    assert [one["withdrawn_by"] for one in log["items"][-2:]] == [made["number"] + 1, None]


def test_every_kind_of_decision_can_be_made(browser: Browser) -> None:
    """All of them, as `rashomon decide` has them."""
    found = _told(browser.client, f"/incidents/{KHUSHAM}")
    claim = next(c for c in found["claims"] if c["facet"] == "killed")
    member = f"{found['links'][0]['member'][0]}#{found['links'][0]['member'][1]}"
    others = [r["incident_id"] for r in _told(browser.client, "/incidents")["items"]
              if r["incident_id"] != KHUSHAM]  # fmt: skip
    report = _told(browser.client, f"/reports/{member.partition('#')[0]}")
    quote = report["text"][:12].strip()
    kinds: list[dict[str, Any]] = [
        {"kind": "correct", "claim_id": claim["claim_id"], "value": "12"},
        {"kind": "add claim", "member": member, "facet": "motive", "quote": quote, "start": 0,
         "end": len(quote)},
        {"kind": "assign", "incident_id": KHUSHAM, "to": "zoe"},
        {"kind": "comment", "incident_id": KHUSHAM},
        {"kind": "set report", "report_id": claim["report_id"], "outlet": "Other"},
        {"kind": "set report", "report_id": claim["report_id"], "published": "2018-02-09"},
        {"kind": "name actor", "words": "the militia", "actor": "Syria"},
        {"kind": "name place", "words": "the bridge", "lat": 35, "lon": 40.5},
        {"kind": "different", "incident_id": KHUSHAM, "other_id": others[0]},
        {"kind": "same", "incident_id": KHUSHAM, "other_id": others[1]},
        {"kind": "move", "members": [member], "to_id": None},
        {"kind": "reject", "claim_id": found["claims"][-1]["claim_id"]},
    ]  # fmt: skip
    numbers = [_decide(browser, why="As a test", **given)["number"] for given in kinds]
    assert len(set(numbers)) == len(kinds)
    for number in reversed(numbers):
        _decide(browser, kind="withdraw", number=number, why="As it was")
    again = _told(browser.client, f"/incidents/{KHUSHAM}")
    for name in ("claims", "ranges", "positions", "contested"):
        assert again[name] == found[name]


def test_nobodys_decision_is_replaced_unseen(browser: Browser) -> None:
    """409, and nothing is kept."""
    found = _told(browser.client, f"/incidents/{KHUSHAM}")
    claim = found["claims"][0]
    seen = found["seen"]
    _decide(browser, kind="reject", claim_id=claim["claim_id"], why="Not said", seen=seen)
    first = _told(browser.client, f"/incidents/{KHUSHAM}")["seen"]
    _decide(browser, kind="assign", incident_id=KHUSHAM, to="zoe", why="Hers", seen=first)
    refused = _decide(
        browser, 409, kind="assign", incident_id=KHUSHAM, to="ali", why="His", seen=first
    )
    assert "zoe" in refused["detail"]
    log = _told(browser.client, "/decisions")["items"]
    assert log[-1]["what"]["to"] == "zoe"


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"kind": "judge", "why": "x"},
        {"kind": "comment", "incident_id": KHUSHAM},
        {"kind": "comment", "incident_id": KHUSHAM, "why": "  "},
        {"kind": "comment", "incident_id": KHUSHAM, "why": "x", "extra": 1},
        {"kind": "comment", "incident_id": 7, "why": "x"},
        {"kind": "withdraw", "number": "1", "why": "x"},
        {"kind": "withdraw", "number": 99999, "why": "x"},
        {"kind": "approve", "incident_id": KHUSHAM, "level": "perfect", "why": "x"},
        {"kind": "name place", "words": "x", "lat": 91, "lon": 0, "why": "x"},
        {"kind": "correct", "claim_id": "none", "value": "3", "why": "x"},
        {"kind": "comment", "incident_id": KHUSHAM, "why": "x", "seen": "yesterday"},
        [],
        "comment",
    ],
)
def test_what_cannot_be_decided_leaves_nothing(browser: Browser, given: Any) -> None:
    """One shape of error, and the log as before."""
    before = _told(browser.client, "/decisions")["total"]
    answer = browser.client.post(f"{ROOT}/decisions", json=given, headers={"Origin": ORIGIN})
    assert answer.status_code in (404, 422), answer.text
    assert answer.json()["detail"]
    assert _told(browser.client, "/decisions")["total"] == before


def test_a_page_of_the_web_cannot_decide(browser: Browser) -> None:
    """Without our origin, nor as a form that browsers send anywhere."""
    given = {"kind": "comment", "incident_id": KHUSHAM, "why": "x"}
    foreign = browser.client.post(f"{ROOT}/decisions", json=given)
    assert foreign.status_code == 403
    assert not _told(browser.client, "/decisions")["items"]


def test_codings_that_are_blind_say_nothing(browser: Browser) -> None:
    """That there is one is told, what it says is not."""
    from rashomon.records import CodeReport, OpenRound

    ledger = browser.client.app.state.workplace.ledger  # type: ignore[attr-defined]
    report_id = ledger.report_ids()[0]
    ledger.decide(OpenRound("r", (report_id,), ("a", "b")), made_by="person: c", why="x")
    ledger.decide(CodeReport("r", report_id), made_by="person: a", why="x")
    last = _told(browser.client, "/decisions")["items"][-1]
    assert last["what"]["veiled"] is True
    assert "report_id" not in last["what"]


def test_policies_and_zones_are_told(looking: Browser) -> None:
    """With their rules and outlines."""
    names = [policy["name"] for policy in _told(looking.client, "/policies")["items"]]
    assert {"airwars-2", "ucdp-1", "acled-1"} <= set(names)
    zones = _told(looking.client, "/zones")
    assert zones["fingerprint"]
    assert all(zone["shapes"] for zone in zones["items"])
    placed = sum(zone["incidents"] for zone in zones["items"])
    assert placed
    one = next(zone for zone in zones["items"] if zone["incidents"])
    listed = _told(looking.client, f"/incidents?zone={one['zone_id']}")
    assert listed["total"] == one["incidents"]
    assert _told(looking.client, f"/zones/{one['zone_id']}") == one
