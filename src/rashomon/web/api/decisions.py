"""What people decided, and deciding: on one thing, on several incidents, and taking back."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Query, Request
from fastapi.responses import Response

from rashomon.coding_rounds import veiled
from rashomon.meanwhile import Seen
from rashomon.publish.decision_json import decision_as_json
from rashomon.records import ReviewDecision
from rashomon.review.standing import withdrawn_by
from rashomon.web.api.answers import Limit, answers, known_words, page, told
from rashomon.web.api.given import EXAMPLES, Given, ManyGiven, UndoGiven
from rashomon.web.api.shapes import KHUSHAM, Decision, Page, Told, eg
from rashomon.web.deciding_many import decide_on_all
from rashomon.web.failures import NoSuchThing
from rashomon.web.lately import decided_since
from rashomon.web.recording import record, take_back
from rashomon.web.workplace import Here, who_asks

__all__ = ["router"]

router = APIRouter(tags=["decisions"])


@router.get("/decisions", responses=answers(Page[Decision]))
def decisions(
    request: Request,
    place: Here,
    incident: Annotated[str, Query(max_length=200, description="Only those on it.")] = "",
    report: Annotated[str, Query(max_length=200, description="Only those on it.")] = "",
    after: Annotated[
        int, Query(ge=0, le=2**53, description="Those that were made after this number.")
    ] = 0,
    limit: Limit = 50,
) -> Response:
    """List what people decided, withdrawn or not, in the order of the log.

    With the last `number` that is known as `after`, what was decided meanwhile.
    """
    known_words(request, ("incident", "report", "after", "limit"))
    log = place.ledger.reviews()
    hidden, gone = veiled(log), withdrawn_by(log)
    later = decided_since(place.ledger, after, incident, report)
    items: list[dict[str, Any]] = [
        {**decision_as_json(one, hidden=hidden), "withdrawn_by": gone.get(one.number)}
        for one in later[:limit]
    ]
    following = later[limit - 1].number if len(later) > limit else None
    total = None if incident or report else len(log)
    return page(request, items, total=total, following=following)


@router.get("/decisions/{number}", responses=answers(Decision))
def decision(
    request: Request, place: Here, number: Annotated[int, Path(ge=1, le=2**53)]
) -> Response:
    """Return one decision."""
    known_words(request)
    log = place.ledger.reviews()
    found = next((one for one in log if one.number == number), None)
    if found is None:
        raise NoSuchThing(f"nobody has made a decision {number} here")
    data = decision_as_json(found, hidden=veiled(log))
    return told(request, {**data, "withdrawn_by": withdrawn_by(log).get(number)})


@router.post("/decisions", status_code=201, responses=answers(Decision, 201))
def decide(
    request: Request, place: Here, given: Annotated[Given, Body(openapi_examples=EXAMPLES)]
) -> Response:
    """Put a decision on record in the name of who asks.

    409 where others decided on the same since `seen`; nothing of it is kept then.
    """
    known_words(request)
    made = record(
        place,
        who_asks(request),
        given.make(),
        why=given.why,
        rests_on=given.rests_on,
        seen=None if given.seen is None else Seen.parse(given.seen),
    )
    return told(request, _made(made), status=201)


class Done(Told):
    """What was decided on an incident."""

    incident_id: str = eg(KHUSHAM)
    number: int = eg(12, "Of the decision.")


class Refused(Told):
    """An incident on which nothing was decided, and why not."""

    incident_id: str = eg("idlib-2018-02-04")
    why: str = eg("decided on meanwhile by zoe")


class Many(Told):
    """What was decided on several incidents, and what was not."""

    made: list[Done]
    refused: list[Refused]


@router.post("/decisions/many", status_code=201, responses=answers(Many, 201))
def decide_many(request: Request, place: Here, given: Annotated[ManyGiven, Body()]) -> Response:
    """Put one decision on record for each of several incidents.

    Those on which others have decided since `seen` are left out and named.
    """
    known_words(request)
    found = decide_on_all(
        place,
        who_asks(request),
        verb=given.verb,
        incident_ids=given.incidents,
        to=given.to,
        why=given.why,
        seen=given.seen or "",
    )
    return told(
        request,
        {
            "made": [{"incident_id": one, "number": number} for one, number in found.made],
            "refused": [{"incident_id": one, "why": why} for one, why in found.refused],
        },
        status=201,
    )


@router.post("/decisions/undo", status_code=201, responses=answers(Page[Decision], 201))
def undo(request: Request, place: Here, given: Annotated[UndoGiven, Body()]) -> Response:
    """Withdraw decisions of one's own, the last first; all of them or none.

    Somebody else's is withdrawn by a decision of the kind `withdraw`.
    """
    known_words(request)
    made = take_back(place, who_asks(request), given.numbers, why=given.why)
    data = {"items": [_made(one) for one in made], "next": None, "total": len(made)}
    return told(request, data, status=201)


def _made(one: ReviewDecision) -> dict[str, Any]:
    return {**decision_as_json(one), "withdrawn_by": None}
