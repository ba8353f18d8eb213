"""What this is: the ledger and its state, the description of the API, policies and zones."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import Any

from fastapi import APIRouter, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import Response

from rashomon.meanwhile import seen_now
from rashomon.reconcile import policies as registered
from rashomon.records import to_plain
from rashomon.web.api.answers import told
from rashomon.web.keeping_up import keep_up
from rashomon.web.site import Action
from rashomon.web.workplace import Here, must, who_asks

__all__ = ["ROOT", "router"]

ROOT = "/api/v1"
router = APIRouter(tags=["about"])
_REFUSALS = tuple("400 401 403 404 409 413 414 415 421 422 429 431".split())


@router.get("")
def about(request: Request, place: Here) -> Response:
    """Tell the ledger's state, and what who asks may do.

    `seen` is the state to hand back with a decision, `behind` how much waits to be listed.
    """
    who, behind = who_asks(request), keep_up(place)
    return told(
        request,
        {
            "rashomon": version("rashomon"),
            "ledger": place.ledger.where,
            "policy": place.policy,
            "seen": str(seen_now(place.ledger)),
            "incidents": place.ledger.count_incidents(),
            "behind": behind,
            "you": who.name,
            "may": sorted(who.permits),
            "description": f"{ROOT}/openapi.json",
        },
    )


@router.get("/openapi.json", include_in_schema=False)
def openapi(request: Request) -> Response:
    """Describe the API."""
    return told(request, _description())


@cache
def _description() -> dict[str, Any]:
    from rashomon.web.api import router as whole

    found = get_openapi(
        title="Rashomon",
        version="1",
        summary="Reports that contradict each other, as incidents that can be audited.",
        routes=whole.routes,
    )
    problem = {
        "type": "object",
        "required": ["title", "status", "detail"],
        "properties": {
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
        },
    }
    found["components"] = found.get("components", {})
    schemas = found["components"].setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas["Problem"] = problem
    answer = {
        "description": "What went wrong, and the way out (RFC 9457).",
        "content": {
            "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
        },
    }
    for path in found["paths"].values():
        for operation in path.values():
            for status in _REFUSALS:
                operation["responses"][status] = answer
            operation["security"] = [{"token": []}]
    found["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    return found


@router.get("/policies")
def policies(request: Request) -> Response:
    """List the policies that rule figures, codes and grades."""
    return told(
        request,
        [
            {
                "name": policy.full_name,
                "summary": policy.summary,
                "source": policy.source,
                "rules": [
                    {"text": rule.text, "is_inferred": rule.is_inferred} for rule in policy.rules
                ],
            }
            for policy in registered()
        ],
    )


@router.get("/zones", dependencies=[must(Action.READ)])
def zones(request: Request, place: Here) -> Response:
    """List the zones that incidents are placed by, with their outlines."""
    return told(
        request,
        {
            "fingerprint": place.zones.fingerprint,
            "zones": [to_plain(zone) for zone in place.zones.zones],
        },
    )
