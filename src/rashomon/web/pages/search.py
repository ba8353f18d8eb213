"""Search over the words of reports and of their claims."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from rashomon.records.listings import SearchPage
from rashomon.reviewing import Today
from rashomon.web.keeping_up import keep_up
from rashomon.web.published.searching import search_data, search_sheets
from rashomon.web.published.sheets import Static
from rashomon.web.views.search import search_view
from rashomon.web.workplace import LINKS, Here, show

__all__ = ["router", "static"]

router = APIRouter()
static = Static(of_report=search_data, of_all=search_sheets)
_ON_A_PAGE = 20
_LONGEST = 500  # signs that are searched for; the ledger takes no more


@router.get("/search")
def search(
    request: Request,
    place: Here,
    q: str = "",
    after: Annotated[int | None, Query(ge=0, le=2**53)] = None,
) -> HTMLResponse:
    """Show the reports that hold all words of a text."""
    asked = q.strip()[:_LONGEST]
    behind = keep_up(place)
    page = place.ledger.search(asked, after=after, limit=_ON_A_PAGE) if asked else SearchPage((), 0)
    today = Today(place.ledger)
    readings = {
        one.report.report_id: one for one in today.readings_of({hit.report_id for hit in page.hits})
    }
    rows = place.ledger.catalog_rows(
        list(dict.fromkeys(one for hit in page.hits for one in hit.incident_ids))
    )
    view = search_view(asked, page, readings, rows, is_first=after is None)
    following = [("q", asked), ("after", str(view.after))] if view.after is not None else []
    return show(
        request, "search.html", view=view, behind=behind,
        following=LINKS.page("search", following) if following else "",
        first=LINKS.page("search", [("q", asked)]),
    )  # fmt: skip
