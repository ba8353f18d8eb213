"""Putting a decision on record for whoever asks: whether they may, and the lists that follow."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from rashomon import decisions_asked as asked
from rashomon.decisions_asked import Make
from rashomon.errors import SettingError
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

if TYPE_CHECKING:
    from rashomon.ledger import Ledger

__all__ = ["put", "record", "take_back", "takes"]


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
    make: Make,
    *,
    why: str,
    rests_on: Collection[str] = (),
    seen: Seen | None = None,
) -> ReviewDecision:
    """Put on record, in the name of who asks, what `make` makes of today's view; lists follow.

    Raises:
        NotPermitted: If they may not decide this.
        DecidedMeanwhile: If others decided on it since it was `seen`; nothing was kept.
        RashomonError: If what is decided on is not there, or cannot be decided so.

    """
    made = put(place, who, make, why=why, rests_on=rests_on, seen=seen)
    keep_up(place)
    return made


def put(
    place: Workplace,
    who: Who,
    make: Make,
    *,
    why: str,
    rests_on: Collection[str] = (),
    seen: Seen | None = None,
) -> ReviewDecision:
    """Put a decision on record as `record` does, and leave the lists for later."""

    def permitted(ledger: Ledger, today: Today) -> Act:
        what = make(ledger, today)
        needed = takes(what, today.log, who.name)
        if who.name is None or needed not in who.permits:
            raise NotPermitted(needed)
        return what

    return decide_seen(
        place.ledger, permitted, made_by=f"person: {who.name}", why=why, rests_on=rests_on,
        seen=seen,
    )  # fmt: skip


def take_back(
    place: Workplace, who: Who, numbers: Collection[int], *, why: str = ""
) -> list[ReviewDecision]:
    """Withdraw decisions of who asks, the last first; nothing where one of them is another's.

    Raises:
        SettingError: If none is named, one is not there, or somebody else's.

    """
    log = {one.number: one for one in Today(place.ledger).log}
    if not numbers or not set(numbers) <= set(log):
        raise SettingError("there is no such decision to undo; nothing was changed")
    last_first = sorted(set(numbers), reverse=True)
    for number in last_first:
        if log[number].made_by != f"person: {who.name}":
            raise SettingError(
                f"decision {number} is by {log[number].who}; withdraw it where it is shown"
            )
    reason = why.strip() or "undone by its author"
    made = [put(place, who, asked.withdraw(number), why=reason) for number in last_first]
    keep_up(place)
    return made
