"""What is no page of its own: the entrance, the choice of colors, and whether we are well."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import JSONResponse, RedirectResponse

from rashomon.web.failures import NoSuchThing
from rashomon.web.site import Theme
from rashomon.web.workplace import LINKS, Form, Here, own_path

__all__ = ["router"]

router = APIRouter()
_YEAR_S = 365 * 24 * 3600


@router.get("/")
def entrance() -> RedirectResponse:
    """Lead to the list of incidents."""
    return RedirectResponse(LINKS.page("incidents"), status_code=307)


@router.get("/health")
def health(place: Here) -> JSONResponse:
    """Tell that the ledger can be read."""
    place.ledger.head()
    return JSONResponse({"status": "ok"})


@router.post("/theme")
def theme(form: Form) -> RedirectResponse:
    """Keep the reader's choice of colors, and lead back to the page that it was made on."""
    chosen = form.get("theme")
    if chosen not in set(Theme):
        raise NoSuchThing(f"no colors are called {chosen!r}; there are: {', '.join(Theme)}")
    answer = RedirectResponse(own_path(form.get("next")), status_code=303)
    answer.set_cookie(
        "theme", str(chosen), max_age=_YEAR_S, httponly=True, samesite="lax", path="/"
    )
    return answer
