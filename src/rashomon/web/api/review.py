"""The queue of review: what waits for a person, why, and what there is to decide on it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from rashomon.publish.incident_json import contest_as_json
from rashomon.records import IncidentQuery, to_plain
from rashomon.web.api.answers import After, Limit, answers, cut, known_words, page, told
from rashomon.web.api.incident import Contest, Link
from rashomon.web.api.queries import QUERY, query_of
from rashomon.web.api.shapes import Page, Row, Told, Words, eg, row_as_json
from rashomon.web.failures import NoSuchThing
from rashomon.web.keeping_up import keep_up
from rashomon.web.queueing import LONGEST, Opened, Waiting, open_item, skip_mark, waiting
from rashomon.web.views.queue import item_view, signs_of
from rashomon.web.workplace import Here

__all__ = ["router"]

router = APIRouter(tags=["review"])


class Sign(Told):
    """Why an incident waits, and how much that weighs in the order."""

    kind: str = eg("near", "lost, near, weak, contested, unsure or nobody.")
    word: str = eg("may be the same as another")
    figure: str = eg("0.83")
    weight: int = eg(33)


class Item(Told):
    """An incident that waits; `near` is how near another came to being the same."""

    incident: Row
    near: float | None = eg(0.83)
    weight: int = eg(48)
    signs: list[Sign]


class Queue(Page[Item]):
    """A page of what waits, the most doubtful first; the queue is told up to a thousand."""

    behind: int = eg(0)


@router.get("/review", dependencies=[QUERY], responses=answers(Queue))
def queue(
    request: Request,
    place: Here,
    skip: Annotated[
        list[str], Query(max_length=250, description="Incidents that were put off.")
    ] = [],  # noqa: B006
    after: After = None,
    limit: Limit = 25,
) -> Response:
    """List what waits for a person, the most doubtful first; drafts, unless `level` says else."""
    query = query_of(request, place, "skip", "after", "limit")
    marks = [skip_mark(one) for one in skip]
    every, total = waiting(place, query, marks, LONGEST)
    shown, following = cut(every, lambda one: one.row.incident_id, after, limit)
    items = [_item(one) for one in shown]
    return page(request, items, total=total, following=following, behind=keep_up(place))


class Lost(Told):
    """A decision that no longer finds what it is about."""

    number: int = eg(12)
    reason: str = eg("the report no longer holds these words")


class Rival(Told):
    """An incident that may be the same, with the link that came near."""

    incident_id: str = eg("khusham-2018-02-08")
    link: Link


class Weak(Told):
    """The report's incident that was joined on the weakest grounds."""

    member: str = eg("r-1f2e3d4c5b6a7988#0")
    score: str = eg("0.71")
    reasons: Words = eg(["same week"])


class OpenItem(Item):
    """An incident of the queue with what there is to decide on it."""

    seen: str = eg("12-0123456789ab-0123456789abcdef", "To be handed back with a decision.")
    rivals: list[Rival]
    weak: Weak | None
    contests: list[Contest] = eg([], "Those that leave figures open.")
    least_sure: str | None = eg("c-0a1b2c3d4e5f", "The claim read with the least confidence.")
    lost: list[Lost] = eg([])


@router.get("/review/{incident_id}", responses=answers(OpenItem))
def opened(request: Request, place: Here, incident_id: str) -> Response:
    """Return what there is to decide on an incident of the queue."""
    known_words(request)
    keep_up(place)
    every, _ = waiting(place, IncidentQuery(), (), LONGEST)
    waits = next((one for one in every if one.row.incident_id == incident_id), None)
    if waits is None:
        rows = list(place.ledger.catalog_rows((incident_id,)))
        if not rows:
            raise NoSuchThing(f"no incident {incident_id!r:.80} is in the lists")
        raise NoSuchThing(f"{incident_id} does not wait: it is {rows[0].level}, or far down")
    return told(request, _opened(open_item(place, waits)))


def _item(one: Waiting) -> dict[str, Any]:
    return {
        "incident": row_as_json(one.row),
        "near": one.near,
        "weight": round(one.weight / 100),
        "signs": [
            {"kind": sign.kind, "word": sign.word, "figure": sign.figure, "weight": sign.weight}
            for sign in signs_of(one)
        ],
    }


def _opened(found: Opened) -> dict[str, Any]:
    view = item_view(found)
    return {
        **_item(found.waits),
        "seen": str(found.file.seen),
        "rivals": [
            {
                "incident_id": one.file.dossier.incident.incident_id,
                "link": to_plain(one.link),
            }
            for one in found.rivals
        ],
        "weak": None
        if view.weak is None
        else {
            "member": view.weak.member,
            "score": view.weak.score,
            "reasons": list(view.weak.reasons),
        },
        "contests": [contest_as_json(one) for one in found.file.dossier.contests if one.is_rivalry],
        "least_sure": view.claim.evidence.claim_id if view.claim else None,
        "lost": [{"number": one.decision.number, "reason": one.reason} for one in found.lost],
    }
