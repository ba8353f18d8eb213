"""Reports with their claims, how they came in, and search over their words."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from rashomon.publish.custody import custody_as_json
from rashomon.publish.readings import reading_as_json
from rashomon.reviewing import Today
from rashomon.web.api.answers import Limit, known_words, page, told
from rashomon.web.api.shapes import hit_as_json
from rashomon.web.failures import NoSuchThing
from rashomon.web.keeping_up import keep_up
from rashomon.web.site import Action
from rashomon.web.workplace import Here, must

__all__ = ["router"]

router = APIRouter(tags=["reports"], dependencies=[must(Action.READ)])


@router.get("/reports")
def reports(request: Request, place: Here, after: str | None = None, limit: Limit = 50) -> Response:
    """List the reports, read or waiting, in the order of their ids."""
    known_words(request, ("after", "limit"))
    ids = place.ledger.report_ids()
    later = [one for one in ids if after is None or one > after]
    items: list[dict[str, Any]] = []
    for report_id in later[:limit]:
        derived = place.ledger.derivation(report_id)
        if derived is not None:
            report = derived.report
            items.append(
                {
                    "report_id": report_id,
                    "name": report.name,
                    "outlet": report.outlet,
                    "title": report.title,
                    "url": report.url,
                    "published": report.published_on.isoformat() if report.published_on else None,
                }
            )
    more = len(later) > limit
    return page(request, items, total=len(ids), following=later[limit - 1] if more else None)


@router.get("/reports/{report_id}")
def report(request: Request, place: Here, report_id: str) -> Response:
    """Return a report's text and, by offsets into it, its noise and claims as people left them."""
    known_words(request, ())
    today = Today(place.ledger)
    reading = today.reading(report_id)
    if reading is None:
        raise _missing(place, report_id)
    placed = {
        told.key: incident_id
        for told in reading.incidents
        if (incident_id := today.incident_of(told.key)) is not None
    }
    data = reading_as_json(reading, placed)
    return told(request, {"report_id": report_id, "text": reading.report.text, **data})


@router.get("/reports/{report_id}/custody")
def custody(request: Request, place: Here, report_id: str) -> Response:
    """Return when, from where, how and by whom a report came in, and what was made of it."""
    known_words(request, ())
    if place.ledger.derivation(report_id) is None:
        raise _missing(place, report_id)
    return told(request, custody_as_json(place.ledger, report_id))


def _missing(place: Here, report_id: str) -> NoSuchThing:
    if place.ledger.derivation(report_id) is not None:
        return NoSuchThing(f"report {report_id} waits to be read; `rashomon build` reads it")
    return NoSuchThing(f"this ledger holds no report {report_id!r:.60}")


@router.get("/search")
def search(
    request: Request,
    place: Here,
    q: Annotated[str, Query(min_length=1, max_length=500, description='Words, and "runs of".')],
    after: Annotated[int | None, Query(ge=0, le=2**53)] = None,
    limit: Limit = 20,
) -> Response:
    """Find reports that hold all words of a text, with the places where they stand."""
    known_words(request, ("q", "after", "limit"))
    keep_up(place)
    found = place.ledger.search(q, after=after, limit=limit)
    return page(request, [hit_as_json(hit) for hit in found.hits], total=found.total,
                following=found.next)  # fmt: skip
