"""One decision for each of several incidents: reviewed, approved, assigned, or all of them one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from rashomon import decisions_asked as asked
from rashomon.decisions_asked import Make
from rashomon.errors import DecidedMeanwhile, NoSuchIncident, SettingError
from rashomon.meanwhile import Seen, decide_seen
from rashomon.records import ApprovalLevel
from rashomon.web.failures import NotPermitted
from rashomon.web.site import Action
from rashomon.wording.counts import number_of

if TYPE_CHECKING:
    from rashomon.ledger import Ledger

__all__ = ["decide_on_all"]

_AT_ONCE = 200  # as many as a page can list
_NAMED = 3  # refused ones that the message names


def decide_on_all(
    ledger: Ledger,
    *,
    verb: str,
    incident_ids: Sequence[str],
    to: str,
    why: str,
    seen: str,
    who: str,
    may_approve: bool,
) -> tuple[str, tuple[int, ...]]:
    """Decide on each; return what was done, what was not because of others, and the decisions.

    `verb` is "assign" (`to` a person), "merge" (all into the first), or a level of review. `seen`
    is what the page knew: nobody's decision since is replaced.

    Raises:
        SettingError: If nothing is ticked, or something needed is not given.
        NotPermitted: If it is to be approved by somebody who may not.
    """
    ids = list(dict.fromkeys(incident_ids))[:_AT_ONCE]
    make, done = _maker(verb, ids, to.strip(), may_approve)
    if not why.strip():
        raise SettingError("a decision needs its reason: say why")
    known = Seen.parse(seen) if seen else None
    made: list[int] = []
    refused = []
    for incident_id in ids[1:] if verb == "merge" else ids:
        try:
            one = decide_seen(
                ledger, make(incident_id), made_by=f"person: {who}", why=why.strip(), seen=known
            )
        except (DecidedMeanwhile, NoSuchIncident) as error:
            refused.append(f"{incident_id}: {error}")
        else:
            made.append(one.number)
    words = f"{number_of(len(made), 'incident')} {done}"
    if refused:
        words += f"; not {number_of(len(refused), 'incident')}: {'; '.join(refused[:_NAMED])}"
    return words, tuple(made)


def _maker(
    verb: str, ids: Sequence[str], to: str, may_approve: bool
) -> tuple[Callable[[str], Make], str]:
    """What makes the decision on one incident, and what to say when it is made."""
    if not ids:
        raise SettingError("no incident is ticked; tick those that it is about")
    if verb == "merge":
        if len(ids) < 2:
            raise SettingError("it takes two incidents to be one; tick another")
        return partial(asked.same, ids[0]), f"merged into {ids[0]}"
    if verb == "assign":
        if not to:
            raise SettingError("name the person who is to look after them")
        return partial(asked.assign, to=to), f"assigned to {to}"
    if verb not in set(ApprovalLevel):
        known = ", ".join((*ApprovalLevel, "assign", "merge"))
        raise SettingError(f"nothing is called {verb!r}; there are: {known}")
    level = ApprovalLevel(verb)
    if level is ApprovalLevel.APPROVED and not may_approve:
        raise NotPermitted(Action.APPROVE)
    return partial(asked.approve, level=level), level.value
