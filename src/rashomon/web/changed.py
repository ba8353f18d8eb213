"""What is compared with what, and up to where somebody has seen a saved view; pages and API."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rashomon.differences import Figures, parse_moment
from rashomon.differences.sides import Side
from rashomon.errors import SettingError
from rashomon.ledger.as_of import NOW, Moment

if TYPE_CHECKING:
    from rashomon.ledger.watching import WatchList
    from rashomon.web.workplace import Workplace

__all__ = ["MOST", "figures_of", "moment_side", "news_of", "note_seen"]

MOST = 250
"""Incidents that are compared for one answer, each at two moments: some seconds at most."""


def moment_side(place: Workplace, words: str) -> Side:
    """Return the moment of the ledger that is meant; readers and files are none.

    Raises:
        SettingError: If it is none, or a decision that nobody has made.

    """
    side = parse_moment(" ".join(words.split()) or "now")
    if side.number is not None and side.number > (last := place.ledger.head().decision):
        raise SettingError(f"there is no decision {side.number} here; the last one is {last}")
    return side


def figures_of(place: Workplace) -> Figures:
    """Return by which policy, zones and grades both sides of a comparison are computed."""
    return Figures(place.policy, place.zones, tuple(place.settings.sources))


def news_of(place: Workplace, watched: WatchList, who: str) -> tuple[Moment | None, bool]:
    """Return when somebody looked last at a saved view, and whether anything happened since."""
    last = place.ledger.last_look(watched.list_id, who)
    if last is None:
        return None, True
    is_news = place.ledger.head().decision > last.number
    return last, is_news or bool(place.ledger.read_between(last.at, NOW.at))


def note_seen(place: Workplace, watched: WatchList, at: datetime, number: int, *, by: str) -> None:
    """Note that somebody has seen a saved view as it was at a moment.

    Raises:
        SettingError: If that moment has not come yet.

    """
    now = place.ledger.mark_moment()
    if at.tzinfo is None or at > now.at or number > now.number:
        raise SettingError("that moment has not come yet; look again")
    place.ledger.add_look(watched.list_id, Moment(at.astimezone(UTC), number), by=by)
