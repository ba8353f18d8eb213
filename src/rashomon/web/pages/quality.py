"""What reads this ledger, how much it has read, and how well it is known to read."""

from __future__ import annotations

from importlib.metadata import version

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

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
    from rashomon.clean import cleaner_version
    from rashomon.read import open_reader

    reader = open_reader().version
    view = quality_view(
        place.kept.get(place.ledger, "reading counts", place.ledger.reading_counts),
        reader=reader,
        made_by=(
            ("Rashomon", version("rashomon")),
            ("Reader", reader),
            ("Cleaner", cleaner_version()),
            ("Policy", place.policy),
            ("Zones", place.zones.fingerprint),
        ),
        card=documentation("model-card.md"),
        figures=documentation("quality.md"),
    )
    return show(request, "quality.html", view=view)
