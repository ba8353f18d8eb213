"""Putting a decision on record for whoever asks: whether they may, and the lists that follow."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from rashomon.ledger import Ledger
from rashomon.meanwhile import Seen, decide_seen
from rashomon.records import (
    Act,
    Adjudicate,
    Approve,
    CloseRound,
    CodeReport,
    Comment,
    OpenRound,
    ReviewDecision,
    Withdraw,
)
from rashomon.reviewing import Today
from rashomon.web.failures import NoSuchThing, NotPermitted
from rashomon.web.keeping_up import keep_up
from rashomon.web.site import Action
from rashomon.web.workplace import Who, Workplace

__all__ = ["record", "takes"]


def takes(what: Act, log: Sequence[ReviewDecision], name: str | None = None) -> Action:
    """Return what one must be allowed to do to decide something; `name` is whose decision it is.

    To withdraw takes what the withdrawn decision took: who may not approve undoes no approval,
    and another's coding is withdrawn by those who may settle codings.

    Raises:
        NoSuchThing: If what is to be withdrawn is not there.

    """
    match what:
        case Approve() | OpenRound() | CloseRound() | Adjudicate():
            return Action.APPROVE
        case Comment():
            return Action.COMMENT
        case Withdraw(number):
            earlier = next((one for one in log if one.number == number), None)
            if earlier is None:
                raise NoSuchThing(f"nobody has made a decision {number} here")
            if isinstance(earlier.what, CodeReport) and earlier.who != name:
                return Action.APPROVE
            return takes(earlier.what, log, name)
        case _:
            return Action.DECIDE


def record(
    place: Workplace,
    who: Who,
    make: Callable[[Ledger, Today], Act],
    *,
    why: str,
    rests_on: Collection[str] = (),
    seen: Seen | None = None,
) -> ReviewDecision:
    """Put on record, in the name of who asks, what `make` makes of today's view.

    Raises:
        NotPermitted: If they may not decide this.
        DecidedMeanwhile: If others decided on it since it was `seen`; nothing was kept.
        RashomonError: If what is decided on is not there, or cannot be decided so.

    """

    def permitted(ledger: Ledger, today: Today) -> Act:
        what = make(ledger, today)
        needed = takes(what, today.log, who.name)
        if who.name is None or needed not in who.permits:
            raise NotPermitted(needed)
        return what

    made = decide_seen(
        place.ledger, permitted, made_by=f"person: {who.name}", why=why, rests_on=rests_on,
        seen=seen,
    )  # fmt: skip
    keep_up(place)
    return made
