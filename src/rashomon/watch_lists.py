"""Watch lists: what changed of the incidents that a saved query asks for since a person looked.

A look holds the ledger as it is now against what it was at that person's last look. Told is
what concerns incidents that the query asks for now, or asked for then. `rashomon watch` is
another thing: it follows feeds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rashomon.differences import NOTHING, Difference, Figures, IncidentChange
from rashomon.differences.comparing import headline
from rashomon.differences.of_ledgers import between_moments, states_of
from rashomon.records.queries import matches

if TYPE_CHECKING:
    from rashomon.ledger import Ledger
    from rashomon.ledger.as_of import Moment
    from rashomon.ledger.watching import WatchList

__all__ = ["Look", "look", "matching_ids", "note_look"]

_USUAL = Figures()
_PAGE = 500  # incidents of the catalog that are asked for together


@dataclass(frozen=True, slots=True)
class Look:
    """What somebody sees of a list: all that matches at the first look, then what changed.

    `since` is the moment of the look before, None at the first; `at` is that of this one.
    """

    watch_list: WatchList
    by: str
    since: Moment | None
    at: Moment
    difference: Difference


def look(
    ledger: Ledger, name: str, *, by: str, figures: Figures = _USUAL, most: int | None = None
) -> Look:
    """Return what changed of a list since a person's last look; it is not noted as seen yet.

    Since that look no more than `most` reports and incidents may have changed.

    Raises:
        SettingError: If there is no such list.
        TooMuchChanged: If more changed than `most`.
    """
    watched = ledger.watch_list(name)
    since, at = ledger.last_look(watched.list_id, by), ledger.mark_moment()
    if since is None:
        return Look(watched, by, None, at, _first(ledger, watched, at, figures))
    words = since.at.isoformat(timespec="seconds"), at.at.isoformat(timespec="seconds")
    found = between_moments(
        ledger, since, at, figures=figures, words=words,
        wanted=lambda row: matches(watched.query, row), most=most,
    )  # fmt: skip
    return Look(watched, by, since, at, found)


def note_look(ledger: Ledger, seen: Look) -> None:
    """Note a look: the next one of that person tells what changed since."""
    ledger.add_look(seen.watch_list.list_id, seen.at, by=seen.by)


def matching_ids(ledger: Ledger, watched: WatchList) -> tuple[str, ...]:
    """Return the incidents that a list asks for today; brings the catalog up to date first."""
    from rashomon.cataloging import refresh

    refresh(ledger)
    found: list[str] = []
    after = None
    while True:
        page = ledger.find_incidents(watched.query, after=after, limit=_PAGE)
        found += [row.incident_id for row in page.rows]
        after = page.next
        if after is None:
            return tuple(found)


def _first(ledger: Ledger, watched: WatchList, at: Moment, figures: Figures) -> Difference:
    ids = matching_ids(ledger, watched)
    states = states_of(ledger.as_of(at), ids, figures)
    shown = tuple(
        IncidentChange(one, "matches", headline(states[one])) for one in ids if one in states
    )
    return Difference(NOTHING, at.at.isoformat(timespec="seconds"), shown)
