"""What each outlet published and each speaker said, how it was relayed, and of whose losses."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from rashomon.web.failures import NoSuchThing
from rashomon.web.published.overviews import source_sheets
from rashomon.web.published.sheets import Static
from rashomon.web.views.sources import source_view, sources_view
from rashomon.web.workplace import Here, show

__all__ = ["router", "static"]

router = APIRouter()
static = Static(of_all=source_sheets)


@router.get("/sources")
def sources(
    request: Request, place: Here, page: Annotated[int, Query(ge=1, le=10**6)] = 1
) -> HTMLResponse:
    """Show all outlets and speakers."""
    found = place.tallied.get(place.ledger)
    view = sources_view(found.tallies, place.settings.sources, page) if found.tallies else None
    return show(request, "sources.html", view=view, is_behind=found.is_behind)


@router.get("/sources/{name:path}")
def source(request: Request, place: Here, name: str) -> HTMLResponse:
    """Show one outlet or speaker."""
    found = place.tallied.get(place.ledger)
    if found.tallies is None:
        return show(request, "sources.html", view=None, is_behind=True)
    outlet = found.tallies.outlets.get(name)
    names = {
        one.report_id: one.title or one.name
        for one in place.ledger.reports_of(outlet.shown if outlet else ())
    }
    view = source_view(found.tallies, name, place.settings.sources, names)
    if view is None:
        raise NoSuchThing(f"No outlet or speaker of this ledger is called {name!r:.200}")
    return show(request, "source.html", view=view, is_behind=found.is_behind)
