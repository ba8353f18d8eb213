"""The list of incidents."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from rashomon.reviewing import Today
from rashomon.web.views.words import days_in_words, place_name
from rashomon.web.workplace import Here, show

__all__ = ["router"]

router = APIRouter()


@router.get("/incidents")
def incidents(request: Request, place: Here) -> HTMLResponse:
    """Show every incident, the latest first."""
    found = sorted(
        Today(place.ledger).incidents(),
        key=lambda one: (one.date.first.isoformat() if one.date else "", one.incident_id),
        reverse=True,
    )
    rows = [
        (
            one.incident_id,
            days_in_words(one.date),
            place_name(one.place),
            one.kind.replace("_", " "),
        )
        for one in found
    ]
    return show(request, "incidents.html", rows=rows)
