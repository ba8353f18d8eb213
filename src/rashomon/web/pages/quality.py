"""What reads this ledger, how much it has read, and how well it is known to read."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from rashomon.web.made_by import made_by, reading_counts
from rashomon.web.published.overviews import quality_sheets
from rashomon.web.published.sheets import Static
from rashomon.web.views.prose import documentation
from rashomon.web.views.quality import quality_view
from rashomon.web.workplace import Here, show

__all__ = ["router", "static"]

router = APIRouter()
static = Static(of_all=quality_sheets)


@router.get("/quality")
def quality(request: Request, place: Here) -> HTMLResponse:
    """Show the model card, figures of quality, and what of this ledger was read by what."""
    versions = made_by(place)
    view = quality_view(
        reading_counts(place),
        reader=versions["Reader"],
        made_by=tuple(versions.items()),
        card=documentation("model-card.md"),
        figures=documentation("quality.md"),
    )
    return show(request, "quality.html", view=view)
