"""The page of one report, and the bytes that came in for it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from rashomon.web.blind import rounds_with, to_code_first
from rashomon.web.files import report_file
from rashomon.web.handing_out import file_of_capture
from rashomon.web.published.sheets import Sheet, Static
from rashomon.web.site import Action
from rashomon.web.views.report import report_view
from rashomon.web.workplace import LINKS, Here, show, who_asks

__all__ = ["router", "static"]

router = APIRouter()
static = Static(
    of_report=lambda _, file: [
        Sheet(
            f"reports/{file.reading.report.report_id}.html",
            "report.html",
            {"view": report_view(file)},
        )
    ]
)


@router.get("/reports/{report_id}")
def report(
    request: Request, place: Here, report_id: str, claim: str = "", anyway: bool = False
) -> HTMLResponse:
    """Show one report's text with the words of its claims; `claim` is one to be corrected.

    Who has still to code it blind is asked first whether they want to see it `anyway`.
    """
    who = who_asks(request)
    may_write = Action.DECIDE in who.permits
    with place.ledger.one_look():
        file = report_file(place, report_id, to_decide=may_write)
        own_id = file.reading.report.report_id
        first = None if anyway or claim else to_code_first(place, who, {own_id})
        coded_in = rounds_with(place, own_id)
    if first is not None:
        return show(
            request, "coding_blind.html", first=first, what="this report",
            anyway=f"{LINKS.report(report_id)}?anyway=1",
        )  # fmt: skip
    view = report_view(file, claim if may_write else "")
    return show(request, "report.html", view=view, coded_in=coded_in)


@router.get("/captures/{capture_id}")
def capture(request: Request, place: Here, capture_id: int) -> Response:
    """Hand out the original bytes to be saved: never shown, whatever they are."""
    return file_of_capture(request, place, capture_id)
