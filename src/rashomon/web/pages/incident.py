"""The page of one incident, and the forms on it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from rashomon.history import incident_log
from rashomon.web.beside import incidents_beside
from rashomon.web.blind import to_code_first
from rashomon.web.files import incident_file
from rashomon.web.published.sheets import Sheet, Static
from rashomon.web.site import Action
from rashomon.web.views.incident import incident_view
from rashomon.web.views.log import log_view, reports_named
from rashomon.web.workplace import LINKS, Here, show, who_asks

__all__ = ["router", "static"]

router = APIRouter()
static = Static(
    of_incident=lambda _, file: [
        Sheet(
            f"incidents/{file.dossier.incident.incident_id}.html",
            "incident.html",
            {"view": incident_view(file)},
        )
    ]
)


@router.get("/incidents/{incident_id}")
def incident(request: Request, place: Here, incident_id: str, anyway: bool = False) -> HTMLResponse:
    """Show one incident: accounts side by side, and every figure's words.

    Who has still to code one of its reports blind is asked first whether they want that `anyway`.
    """
    who = who_asks(request)
    may_write = who.permits & {Action.DECIDE, Action.COMMENT, Action.APPROVE}
    with place.ledger.one_look():
        file = incident_file(place, incident_id, to_decide=bool(may_write))
        incident = file.dossier.incident
        first = None if anyway else to_code_first(place, who, set(file.readings))
        beside = incidents_beside(place, incident) if Action.DECIDE in may_write else ()
    if first is not None:
        return show(
            request, "coding_blind.html", first=first, what="a report of this incident",
            anyway=f"{LINKS.incident(incident_id)}?anyway=1",
        )  # fmt: skip
    return show(request, "incident.html", view=incident_view(file), beside=beside)


@router.get("/incidents/{incident_id}/log")
def log(request: Request, place: Here, incident_id: str) -> HTMLResponse:
    """Show all that happened to an incident, decisions that were withdrawn too."""
    found = incident_log(place.ledger, incident_id)
    names = {one.report_id: one.name for one in place.ledger.reports_of(reports_named(found))}
    return show(request, "incident_log.html", view=log_view(found, names))
