"""The page of one report, and the bytes that came in for it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from rashomon.reviewing import Today
from rashomon.web.failures import NoSuchThing
from rashomon.web.workplace import Here, show

__all__ = ["router"]

router = APIRouter()


@router.get("/reports/{report_id}")
def report(request: Request, place: Here, report_id: str) -> HTMLResponse:
    """Show one report's text with the words of its claims."""
    reading = Today(place.ledger).reading(report_id)
    if reading is None:
        raise NoSuchThing(f"This ledger holds no report {report_id} that was read")
    return show(request, "report.html", report=reading.report)
