"""Saved views: queries under a name, for everybody at the ledger, and what changed of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Request
from fastapi.responses import Response
from pydantic import Field

from rashomon.differences import difference_as_json
from rashomon.ledger.as_of import Moment
from rashomon.ledger.watching import WatchList
from rashomon.records.queries import parse, to_url
from rashomon.watch_lists import look
from rashomon.web.api.answers import After, Limit, answers, cut, known_words, page, told
from rashomon.web.api.given import Sent
from rashomon.web.api.incident import Difference
from rashomon.web.api.scopes import ROOT
from rashomon.web.api.shapes import Page, Told, eg
from rashomon.web.changed import MOST, figures_of, news_of, note_seen
from rashomon.web.failures import NoSuchThing
from rashomon.web.workplace import Here, Workplace, who_asks

__all__ = ["router"]

router = APIRouter(tags=["views"])
ViewId = Annotated[int, Path(ge=0, le=2**53)]


class View(Told):
    """A query that somebody saved under a name; the pages call it a saved view."""

    id: int = eg(3)
    name: str = eg("Contested tolls")
    query: str = eg("contested=killed", "As addresses spell it; empty asks for every incident.")
    made_by: str = eg("amina")
    made_at: str = eg("2031-03-07T09:00:00+00:00")
    incidents: str = eg(f"{ROOT}/incidents?contested=killed", "Where they are listed.")


class Watched(View):
    """A saved view, when who asks looked at it last, and whether anything happened since."""

    looked: str | None = eg(None)
    is_news: bool = eg(True)


class ViewGiven(Sent):
    """A view to be saved."""

    name: Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")] = eg("Contested tolls")
    query: Annotated[str, Field(max_length=8000)] = eg("contested=killed")


@router.get("/views", responses=answers(Page[Watched]))
def views(request: Request, place: Here, after: After = None, limit: Limit = 50) -> Response:
    """List the saved views, by name, and which have news for who asks."""
    known_words(request, ("after", "limit"))
    every = place.ledger.watch_lists()
    shown, following = cut(every, lambda one: str(one.list_id), after, limit)
    who, items = who_asks(request).name or "", []
    for one in shown:
        last, is_news = news_of(place, one, who)
        looked = last.at.isoformat() if last else None
        items.append({**_view(one), "looked": looked, "is_news": is_news})
    return page(request, items, total=len(every), following=following)


@router.post("/views", status_code=201, responses=answers(View, 201))
def save(request: Request, place: Here, given: Annotated[ViewGiven, Body()]) -> Response:
    """Save a query under a name, for everybody who uses the ledger."""
    known_words(request)
    query = parse(given.query)
    made = place.ledger.add_watch_list(given.name, query, by=who_asks(request).name or "")
    answer = told(request, _view(made), status=201)
    answer.headers["Location"] = f"{ROOT}/views/{made.list_id}"
    return answer


@router.get("/views/{view_id}", responses=answers(View))
def view(request: Request, place: Here, view_id: ViewId) -> Response:
    """Return a saved view."""
    known_words(request)
    return told(request, _view(_found(place, view_id)))


@router.delete("/views/{view_id}", responses=answers(View))
def remove(request: Request, place: Here, view_id: ViewId) -> Response:
    """Save a view no longer; what was seen of it stays on record."""
    known_words(request)
    found = _found(place, view_id)
    place.ledger.remove_watch_list(found.name, by=who_asks(request).name or "")
    return told(request, _view(found))


class Seen(Told):
    """A moment of the ledger: a time, and the last decision that had been made."""

    at: str = eg("2031-03-07T09:00:00+00:00")
    decision: int = eg(12)


class Look(Told):
    """What changed of a view's incidents since a person's last look; at first, all of them."""

    view: View
    since: Seen | None
    at: Seen
    difference: Difference | None = eg(None, "Null at the first look: all of the view is new.")


@router.get("/views/{view_id}/changes", responses=answers(Look))
def changes(request: Request, place: Here, view_id: ViewId) -> Response:
    """Tell what changed of a view's incidents since who asks looked last.

    422 where more changed than is compared for one answer. Nothing is noted by that:
    `POST …/looks` with `at` of the answer says that it was seen.
    """
    known_words(request)
    watched, who = _found(place, view_id), who_asks(request).name or ""
    since = place.ledger.last_look(watched.list_id, who)
    if since is None:
        at, difference = place.ledger.mark_moment(), None
    else:
        found = look(place.ledger, watched.name, by=who, figures=figures_of(place), most=MOST)
        at, difference = found.at, difference_as_json(found.difference)
    return told(
        request,
        {
            "view": _view(watched),
            "since": _moment(since) if since else None,
            "at": _moment(at),
            "difference": difference,
        },
    )


class LookGiven(Sent):
    """The moment up to which a view was seen: `at` of what was told."""

    at: Annotated[datetime, Field(strict=False)] = eg("2031-03-07T09:00:00Z")
    decision: Annotated[int, Field(ge=0, le=2**53)] = eg(12)


@router.post("/views/{view_id}/looks", status_code=201, responses=answers(Seen, 201))
def note(
    request: Request, place: Here, view_id: ViewId, given: Annotated[LookGiven, Body()]
) -> Response:
    """Note that a view was seen up to a moment; the next look tells what changed since."""
    known_words(request)
    at = given.at if given.at.tzinfo else given.at.replace(tzinfo=UTC)
    watched = _found(place, view_id)
    note_seen(place, watched, at, given.decision, by=who_asks(request).name or "")
    return told(request, _moment(Moment(at.astimezone(UTC), given.decision)), status=201)


def _found(place: Workplace, view_id: int) -> WatchList:
    for one in place.ledger.watch_lists():
        if one.list_id == view_id:
            return one
    raise NoSuchThing(f"no view has the number {view_id}")


def _view(one: WatchList) -> dict[str, Any]:
    query = to_url(one.query)
    return {
        "id": one.list_id,
        "name": one.name,
        "query": query,
        "made_by": one.made_by,
        "made_at": one.made_at.isoformat(),
        "incidents": f"{ROOT}/incidents" + (f"?{query}" if query else ""),
    }


def _moment(one: Moment) -> dict[str, Any]:
    return {"at": one.at.isoformat(), "decision": one.number}
