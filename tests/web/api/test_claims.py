"""Claims as programs list and read them."""

from __future__ import annotations

import pytest
from tests.web.api.conftest import KHUSHAM, Program

from rashomon.stored_claims import each_claim


def test_all_claims_are_listed_a_page_at_a_time(program: Program) -> None:
    """Following the links leads through those of every incident, none twice and none left out."""
    listed = program.pages("/claims?limit=7")
    place = program.client.app.state.workplace  # type: ignore[attr-defined]
    every = list(each_claim(place.ledger))
    assert len(listed) == len(every)

    def of_incidents(rows: list[dict[str, object]]) -> dict[object, list[object]]:
        found: dict[object, list[object]] = {}
        for row in rows:
            found.setdefault(row["incident_id"], []).append(row)
        return found

    assert of_incidents(listed) == of_incidents(every)


@pytest.mark.parametrize(
    ("words", "field", "values"),
    [
        ("facet=killed&facet=injured", "facet", {"killed", "injured"}),
        ("stance=deny", "stance", {"deny"}),
        ("speaker=Russia", "party", {"Russia"}),
        ("speaker=-", "party", {None}),
        ("outlet=Steppe+Mirror", "outlet", {"Steppe Mirror"}),
    ],
)
def test_claims_are_narrowed(
    program: Program, words: str, field: str, values: set[str | None]
) -> None:
    """By what they are of, who says them how, and in which outlet; beside the query's own words."""
    every = program.pages("/claims")
    found = program.pages(f"/claims?{words}&limit=3")
    assert {one[field] for one in found} <= values
    assert len(found) == sum(one[field] in values for one in every)
    there = program.pages(f"/claims?{words}&place=Khusham")
    assert {one["incident_id"] for one in there} <= {KHUSHAM}


def test_a_page_ends_early_where_few_of_many_claims_fit(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And says where to go on, until the last."""
    monkeypatch.setattr("rashomon.web.api.claims._SEARCHED", 1)
    monkeypatch.setattr("rashomon.web.api.claims._BATCH", 2)
    first = program.get("/claims?outlet=nobody")
    assert (first["items"], first["total"]) == ([], None)
    assert first["next"]
    assert program.pages("/claims?outlet=nobody") == []
    assert len(program.pages("/claims")) > 20


@pytest.mark.parametrize("after", ["nothing", "x~y", "1~none-2001-01-01", "~", "9999999999~a"])
def test_a_place_in_the_list_that_is_none_is_refused(program: Program, after: str) -> None:
    """With the way out: begin anew."""
    told = program.get(f"/claims?after={after}", 422)["detail"]
    assert "begin" in told


def test_one_claim_stands_in_its_text(program: Program) -> None:
    """Its words stand in the context where they are said to, as in the report."""
    for one in program.get("/claims?limit=20")["items"]:
        told = program.get(f"/claims/{one['claim_id']}")
        start = told["start"] - told["context"]["start"]
        end = told["end"] - told["context"]["start"]
        assert told["context"]["text"][start:end] == told["quote"]
        assert [speaker["words"] for speaker in told["speakers"]] == told["source"]
        assert told["incident_id"]


def test_a_corrected_claim_tells_who_changed_it_and_a_rejected_one_how_to_get_it_back(
    program: Program,
) -> None:
    """The old id leads to what the claim is now."""
    old, other = program.get("/claims?facet=killed&limit=2")["items"]
    made = program.send(
        "POST", "/decisions", 201,
        {"kind": "correct", "claim_id": old["claim_id"], "value": "77", "why": "As a test"},
    )  # fmt: skip
    now = program.get(f"/claims/{old['claim_id']}")
    assert (now["value"]["min"], now["decisions"]) == (77, [made["number"]])
    assert "corrected" in now["changes"][0]
    assert [one["number"] for one in now["decided"]] == [made["number"]]
    gone = program.send(
        "POST", "/decisions", 201,
        {"kind": "reject", "claim_id": other["claim_id"], "why": "As a test"},
    )  # fmt: skip
    assert "was rejected" in program.get(f"/claims/{other['claim_id']}", 404)["detail"]
    numbers = [made["number"], gone["number"]]
    program.send("POST", "/decisions/undo", 201, {"numbers": numbers})
    assert program.get(f"/claims/{old['claim_id']}")["value"] == old["value"]
