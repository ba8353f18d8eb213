"""Every answer is what the description of the API says, field for field."""

from __future__ import annotations

import re
from typing import Any

import pytest
from fastapi.routing import APIRoute, iter_route_contexts
from jsonschema_rs import Draft202012Validator
from tests.web.api.conftest import KHUSHAM, ROOT, Program

from rashomon.web.api import router
from rashomon.web.api.describing import description
from rashomon.web.api.scopes import SCOPES


def _operations() -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method, path, operation)
        for path, operations in description()["paths"].items()
        for method, operation in operations.items()
    ]


def _faults(schema: dict[str, Any], data: Any) -> list[str]:
    whole = {**schema, "components": description()["components"]}
    return [
        f"{'/'.join(map(str, one.instance_path))}: {one.message}"[:200]
        for one in Draft202012Validator(whole).iter_errors(data)
    ]


def _schema(operation: dict[str, Any], status: str = "200") -> dict[str, Any] | None:
    content = operation["responses"].get(status, {}).get("content", {})
    found: dict[str, Any] | None = content.get("application/json", {}).get("schema")
    return found


@pytest.fixture(scope="module")
def places(program: Program) -> dict[str, str]:
    """Return what there is in the example, by the names that paths have for it."""
    whole = program.get(f"/incidents/{KHUSHAM}")
    custody = program.get(f"/reports/{whole['reports'][0]['report_id']}/custody")
    view = program.send("POST", "/views", 201, {"name": "Tolls", "query": "contested=killed"})
    made = program.send(
        "POST", "/decisions", 201,
        {"kind": "correct", "claim_id": whole["claims"][0]["claim_id"], "value": "77",
         "why": "So that there is a decision to be told"},
    )  # fmt: skip
    corrected = next(
        one for one in program.get(f"/incidents/{KHUSHAM}")["claims"] if one.get("decisions")
    )
    return {
        "incident_id": KHUSHAM,
        "report_id": custody["report_id"],
        "claim_id": corrected["claim_id"],
        "capture_id": str(custody["captures"][0]["capture"]),
        "zone_id": program.get("/zones")["items"][0]["zone_id"],
        "view_id": str(view["id"]),
        "number": str(made["number"]),
        "form": "json",
        "outlets": program.get("/outlets")["items"][0]["name"],
        "speakers": program.get("/speakers")["items"][0]["name"],
    }


_WORDS = {
    "/search": "?q=artillery",
    "/incidents/rows": f"?id={KHUSHAM}",
    "/names": "?words=Khusham&kind=place",
    "/changes": "?since=2018-01-01",
    "/incidents/{incident_id}/changes": "?since=2018-01-01",
}


def _filled(path: str, places: dict[str, str]) -> str:
    """An address with what there is in the place of its names, and what it must be asked with."""
    named = path.replace("{name}", places.get(path.split("/")[1] if path else "", ""))
    return re.sub(r"\{(\w+)\}", lambda found: places[found[1]], named) + _WORDS.get(path, "")


_ELSEWHERE = ("/account", "/team", "/uploads/", "/rounds/")  # tests of their own


def test_what_is_told_is_what_is_described(program: Program, places: dict[str, str]) -> None:
    """By every address that only shows: all its fields are there, and no others."""
    asked, wrong = 0, {}
    for method, path, operation in _operations():
        own, schema = path.removeprefix(ROOT), _schema(operation)
        if method != "get" or own.startswith(_ELSEWHERE) or not schema:
            continue
        told = program.get(_filled(own, places))
        asked += 1
        if faults := _faults(schema, told):
            wrong[own] = faults[:3]
    assert not wrong
    assert asked > 30


def test_every_route_is_described(program: Program) -> None:
    """A summary, what it takes, its errors in one shape, and examples that fit their schema."""
    wrong = []
    for method, path, operation in _operations():
        here = f"{method} {path}"
        if not operation["summary"] or "Takes" not in operation["description"]:
            wrong.append(f"{here}: summary")
        faults = {status for status in operation["responses"] if not status.startswith(("2", "3"))}
        needed = {"401", "403", "422", "429"} | ({"404"} if "{" in path else set())
        if not needed <= faults or any(
            "$ref" not in operation["responses"][status] for status in faults
        ):
            wrong.append(f"{here}: errors")
        for content in (
            operation.get("requestBody", {}).get("content", {}),
            *(answer.get("content", {}) for answer in operation["responses"].values()),
        ):
            media = content.get("application/json")
            if media is None or not media["schema"]:
                continue
            examples = [one["value"] for one in media.get("examples", {}).values()]
            for example in examples or [media["example"]]:
                wrong += [f"{here}: {fault}" for fault in _faults(media["schema"], example)]
    assert not wrong


def test_what_each_route_takes_stands_in_the_table() -> None:
    """Every route has a line of it, and every line a route."""
    routes = {
        (method, str(route.path).removeprefix(ROOT).replace(":path}", "}"))
        for route in iter_route_contexts(router.routes)
        if isinstance(route.original_route, APIRoute)
        for method in route.methods or ()
    }
    assert routes == set(SCOPES)


def test_whoever_has_an_answer_is_not_sent_it_again(
    program: Program, places: dict[str, str]
) -> None:
    """By every address that only shows, files and original bytes too."""
    wrong = []
    for method, path, _ in _operations():
        own = path.removeprefix(ROOT)
        if (
            method != "get"
            or own.startswith(_ELSEWHERE)
            or own.endswith("/views/{view_id}/changes")
        ):
            continue  # a look at a view is of a moment of its own
        form = "csv" if own == "/files/{form}" else places["form"]
        address = _filled(own.replace("{form}", form), places)
        first = program.client.get(ROOT + address)
        again = program.client.get(
            ROOT + address, headers={"If-None-Match": f'"x", W/{first.headers.get("etag")}'}
        )
        if (first.status_code, again.status_code, again.content) != (200, 304, b""):
            wrong.append((address, first.status_code, again.status_code))
    assert not wrong
