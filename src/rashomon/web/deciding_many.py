"""One decision for each of several incidents: reviewed, approved, assigned, or all of them one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from rashomon import decisions_asked as asked
from rashomon.decisions_asked import Make
from rashomon.errors import DecidedMeanwhile, NoSuchIncident, SettingError
from rashomon.meanwhile import Seen
from rashomon.records import ApprovalLevel
from rashomon.web.keeping_up import keep_up
from rashomon.web.recording import put
from rashomon.web.workplace import Who, Workplace
from rashomon.wording.counts import number_of

__all__ = ["VERBS", "Many", "decide_on_all"]

VERBS = (*(level.value for level in ApprovalLevel), "assign", "merge")
_AT_ONCE = 200  # as many as a page can list
_NAMED = 3  # refused ones that the message names


@dataclass(frozen=True, slots=True)
class Many:
    """What was decided: incidents with the decision on each, and with why there is none."""

    done: str
    made: tuple[tuple[str, int], ...]
    refused: tuple[tuple[str, str], ...]

    @property
    def words(self) -> str:
        """What was done, and what was not, in a sentence."""
        words = f"{number_of(len(self.made), 'incident')} {self.done}"
        if self.refused:
            first = "; ".join(f"{one}: {why}" for one, why in self.refused[:_NAMED])
            words += f"; not {number_of(len(self.refused), 'incident')}: {first}"
        return words


def decide_on_all(
    place: Workplace,
    who: Who,
    *,
    verb: str,
    incident_ids: Sequence[str],
    to: str = "",
    why: str,
    seen: str = "",
) -> Many:
    """Decide on each, as long as nobody else has decided on it since it was `seen`.

    `verb` is one of `VERBS`: a level of review, "assign" (`to` a person), "merge" (all into the
    first).

    Raises:
        SettingError: If none is named, or something needed is not given.
        NotPermitted: If who asks may not do this.
    """
    ids = list(dict.fromkeys(incident_ids))[:_AT_ONCE]
    make, done = _maker(verb, ids, to.strip())
    if not why.strip():
        raise SettingError("a decision needs its reason: say why")
    known = Seen.parse(seen) if seen else None
    made: list[tuple[str, int]] = []
    refused: list[tuple[str, str]] = []
    for incident_id in ids[1:] if verb == "merge" else ids:
        try:
            one = put(place, who, make(incident_id), why=why.strip(), seen=known)
        except (DecidedMeanwhile, NoSuchIncident) as error:
            refused.append((incident_id, str(error)))
        else:
            made.append((incident_id, one.number))
    keep_up(place)
    return Many(done, tuple(made), tuple(refused))


def _maker(verb: str, ids: Sequence[str], to: str) -> tuple[Callable[[str], Make], str]:
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
    if verb not in VERBS:
        raise SettingError(f"nothing is called {verb!r}; there are: {', '.join(VERBS)}")
    return partial(asked.approve, level=verb), verb
