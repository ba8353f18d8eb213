"""Search over the words of reports and of their claims."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from rashomon.web.published.searching import search_data, search_sheets
from rashomon.web.published.sheets import Static
from rashomon.web.searching import LONGEST, look_for
from rashomon.web.views.search import search_view
from rashomon.web.workplace import LINKS, Here, show

__all__ = ["router", "static"]

router = APIRouter()
static = Static(of_report=search_data, of_all=search_sheets)
_ON_A_PAGE = 20


@router.get("/search")
def search(
    request: Request,
    place: Here,
    q: str = "",
    after: Annotated[int | None, Query(ge=0, le=2**53)] = None,
) -> HTMLResponse:
    """Show the reports that hold all words of a text."""
    asked = q.strip()[:LONGEST]
    found = look_for(place, asked, after=after, limit=_ON_A_PAGE)
    view = search_view(
        asked, found.page, found.readings, found.rows.values(), is_first=after is None
    )
    following = [("q", asked), ("after", str(view.after))] if view.after is not None else []
    return show(
        request, "search.html", view=view, behind=found.behind,
        following=LINKS.page("search", following) if following else "",
        first=LINKS.page("search", [("q", asked)]),
    )  # fmt: skip
