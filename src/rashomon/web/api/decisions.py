"""What people decided, and deciding."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Request
from fastapi.responses import Response

from rashomon.coding_rounds import veiled
from rashomon.meanwhile import Seen
from rashomon.publish.decision_json import decision_as_json
from rashomon.review.standing import withdrawn_by
from rashomon.web.api.answers import Limit, known_words, page, told
from rashomon.web.api.given import Given
from rashomon.web.recording import record
from rashomon.web.site import Action
from rashomon.web.workplace import Here, must, who_asks

__all__ = ["router"]

router = APIRouter(tags=["decisions"])


@router.get("/decisions", dependencies=[must(Action.READ)])
def decisions(
    request: Request,
    place: Here,
    after: Annotated[int, Query(ge=0, le=2**53)] = 0,
    limit: Limit = 50,
) -> Response:
    """List what people decided, withdrawn or not, in the order of the log."""
    known_words(request, ("after", "limit"))
    log = place.ledger.reviews()
    hidden, gone = veiled(log), withdrawn_by(log)
    later = [one for one in log if one.number > after]
    items: list[dict[str, Any]] = [
        {**decision_as_json(one, hidden=hidden), "withdrawn_by": gone.get(one.number)}
        for one in later[:limit]
    ]
    following = later[limit - 1].number if len(later) > limit else None
    return page(request, items, total=len(log), following=following)


@router.post("/decisions", status_code=201)
def decide(request: Request, place: Here, given: Annotated[Given, Body()]) -> Response:
    """Put a decision on record in the name of who asks.

    409 where others decided on the same since `seen`; nothing of it is kept then.
    """
    made = record(
        place,
        who_asks(request),
        given.make(),
        why=given.why,
        rests_on=given.rests_on,
        seen=None if given.seen is None else Seen.parse(given.seen),
    )
    return told(request, decision_as_json(made), status=201)
