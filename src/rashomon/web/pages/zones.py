"""The zones and lines that incidents are placed by."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from rashomon.web.keeping_up import keep_up
from rashomon.web.listing import zone_counts
from rashomon.web.published.overviews import zone_sheets
from rashomon.web.published.sheets import Static
from rashomon.web.views.zones import zones_view
from rashomon.web.workplace import Here, show

__all__ = ["router", "static"]

router = APIRouter()
static = Static(of_all=zone_sheets)


@router.get("/zones")
def zones(request: Request, place: Here) -> HTMLResponse:
    """Show all zones, with how many incidents are placed by each."""
    behind = keep_up(place)
    counts = zone_counts(place)
    found = [shape.zone for shape in place.zones.shapes]
    view = zones_view(found, counts, place.zones.fingerprint)
    return show(request, "zones.html", view=view, behind=behind)
