"""The page of one incident."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from rashomon.pipeline import dossier
from rashomon.reconcile import POLICY
from rashomon.web.views.words import days_in_words, place_name
from rashomon.web.workplace import Here, show

__all__ = ["router"]

router = APIRouter()


@router.get("/incidents/{incident_id}")
def incident(request: Request, place: Here, incident_id: str) -> HTMLResponse:
    """Show one incident: accounts side by side, and every figure's words."""
    found = dossier(place.ledger, incident_id, policy=place.settings.policy or POLICY,
                    zones=place.zones, sources=place.settings.sources)  # fmt: skip
    one = found.incident
    return show(request, "incident.html", dossier=found, when=days_in_words(one.date),
                where=place_name(one.place))  # fmt: skip
