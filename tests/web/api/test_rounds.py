"""Double coding by programs: blind until all have coded, then compared and settled."""

from __future__ import annotations

from typing import Any

from jsonschema_rs import Draft202012Validator
from tests.rounds import rows, sheet_of
from tests.web.api.conftest import Program

from rashomon.coding_rounds import take
from rashomon.ledger import Ledger
from rashomon.web.api.describing import description


def _fits(template: str, data: Any, status: str = "200") -> Any:
    """Return an answer, having held it to the description."""
    whole = description()
    method = "get" if status == "200" else "post"
    answer = whole["paths"][f"/api/v1{template}"][method]["responses"][status]
    schema = answer["content"]["application/json"]["schema"]
    Draft202012Validator({**schema, "components": whole["components"]}).validate(data)
    return data


def test_a_round_is_coded_blind_compared_and_settled(program: Program) -> None:
    """Nothing of it is told before both have coded; then what settles it counts."""
    ledger: Ledger = program.client.app.state.workplace.ledger  # type: ignore[attr-defined]
    (report,) = [
        one["report_id"] for one in program.pages("/reports")
        if one["name"].startswith("01-coalition")
    ]  # fmt: skip
    given = {"name": "pilot", "coders": ["tester", "Ben"], "reports": [report], "why": "A pilot"}
    made = _fits("/rounds", program.send("POST", "/rounds", 201, given), "201")
    here = f"/rounds/{made['number']}"
    (listed,) = _fits("/rounds", program.get("/rounds"))["items"]
    assert (listed["left"], listed["is_visible"]) == ({"tester": 1, "Ben": 1}, False)
    whole = _fits("/rounds/{number}", program.get(here))
    assert whole["to_code"] == [report]
    program.get(f"/reports/{report}", 409)
    source = _fits("/rounds/{number}/reports/{report_id}", program.get(f"{here}/reports/{report}"))
    assert source["rows"] == []
    words = "more than 100 pro-regime fighters were killed"
    assert words in source["text"]
    own = {"words": words, "facet": "killed", "value": "100+", "incident": 1, "stance": "affirm"}
    for path in ("agreement", "disagreements"):
        program.get(f"{here}/{path}", 422)
    taken = program.send(
        "POST", f"{here}/codings", 201, {"sheet": sheet_of(rows(report, own)).decode()}
    )
    assert _fits("/rounds/{number}/codings", taken, "201")["stored"] == [report]
    assert program.get(f"{here}/reports/{report}")["rows"][0]["words"] == words
    take(ledger, "pilot", "Ben", sheet_of(rows(report, {**own, "value": "100"})))
    agreed = _fits("/rounds/{number}/agreement", program.get(f"{here}/agreement"))
    assert set(agreed["coders"]) == {"tester", "Ben"}
    (one,) = _fits("/rounds/{number}/disagreements", program.get(f"{here}/disagreements"))["items"]
    assert one["settled_by"] is None
    ruling = {"unit": one["unit"], "take": "tester", "why": "The words say more than"}
    settled = program.send("POST", f"{here}/rulings", 201, ruling)
    _fits("/rounds/{number}/rulings", settled, "201")
    number = settled["rulings"][0]["number"]
    assert program.get(f"{here}/disagreements")["items"][0]["settled_by"] == number
    again = {"unit": one["unit"], "why": "Too early"}
    _fits("/rounds/{number}/reopen", program.send("POST", f"{here}/reopen", 201, again), "201")
    accepted = program.send("POST", f"{here}/accept", 201, {"why": "All agree"})
    _fits("/rounds/{number}/accept", accepted, "201")
    assert program.get(f"{here}/disagreements")["items"][0]["settled_by"] is None


def test_what_cannot_be_coded_is_told(program: Program) -> None:
    """Another's round, a broken sheet, a report that is not in it, a round that is not there."""
    report = program.get("/reports")["items"][-1]["report_id"]
    given = {"name": "others", "coders": ["Ann", "Ben"], "reports": [report], "why": "A pilot"}
    number = program.send("POST", "/rounds", 201, given)["number"]
    sheet = {"sheet": sheet_of(rows(report)).decode()}
    assert (
        "may not decide" in program.send("POST", f"/rounds/{number}/codings", 403, sheet)["detail"]
    )
    program.get(f"/rounds/{number}/reports/{report}", 403)
    assert program.get(f"/rounds/{number}")["to_code"] == []
    given = {**given, "name": "own", "coders": ["tester", "Ben"]}
    own = program.send("POST", "/rounds", 201, given)["number"]
    program.send("POST", f"/rounds/{own}/codings", 422, {"sheet": "no sheet\n"})
    bad = sheet_of(rows(report, {"words": "words that are nowhere", "facet": "killed"})).decode()
    assert (
        "nowhere" in program.send("POST", f"/rounds/{own}/codings", 422, {"sheet": bad})["detail"]
    )
    program.get(f"/rounds/{own}/reports/none", 404)
    program.get("/rounds/99999", 404)
    closed = program.send("POST", f"/rounds/{own}/close", 201, {"why": "Enough"})
    assert program.get(f"/rounds/{own}")["closed_by"] == closed["number"]
    program.send("POST", f"/rounds/{own}/codings", 422, sheet)
