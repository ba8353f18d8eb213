"""What came to pass since an open page was made: asked again and again, and answered cheaply.

A page asks with the state that it shows. While nothing was written, by whatever process, the
answer is 304 and rests on the ends of the ledger's chains alone: no connection stays open, so
that nobody can hold many, and whoever has signed out is answered no more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from rashomon.decision_words import decided
from rashomon.web.lately import decided_since
from rashomon.web.site import Action
from rashomon.web.views.words import spelled
from rashomon.web.workplace import Here, must, who_asks

__all__ = ["router"]

router = APIRouter()
_TOLD = 20  # decisions that an answer tells; more are counted
_LONGEST = 200
Number = Annotated[int, Query(ge=0, le=2**53)]


@router.get("/live", dependencies=[must(Action.READ)])
def live(
    request: Request, place: Here, since: Number, changes: Number, incident: str = "",
    report: str = "",
) -> Response:  # fmt: skip
    """Tell which decisions were made since, of an incident, of a report, or at all.

    `changes` is `change_count()` of the state that the page shows: where it grew without any
    decision, machines read or linked anew, which `is_changed` says of a list. `here` are those of
    a team who have the same incident or report in front.
    """
    me = who_asks(request).name or ""
    about = f"incident {incident}" if incident else f"report {report}" if report else ""
    here = place.presence.look(about[:_LONGEST], me) if about and place.team else ()
    with place.ledger.one_look():
        head, count = place.ledger.head(), place.ledger.change_count()
    tag = f'"{head.decision}-{(head.hash or "")[:12]}-{count}-{_digest(here)}"'
    if request.headers.get("If-None-Match") == tag:
        return Response(status_code=304, headers={"ETag": tag})
    made = decided_since(place.ledger, since, incident, report) if head.decision > since else []
    return JSONResponse(
        {
            "about": incident or report,
            "here": here,
            "count": len(made),
            "decisions": [
                {
                    "number": one.number,
                    "who": "you" if one.made_by == f"person: {me}" else one.who,
                    "what": spelled(decided(one))[:_LONGEST],
                }
                for one in made[-_TOLD:]
            ],
            "is_changed": not (incident or report or made) and count != changes,
        },
        headers={"ETag": tag},
    )


def _digest(names: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:8] if names else ""
