"""What a name may mean, looked up for a page and for the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon.errors import SettingError
from rashomon.locate import open_built
from rashomon.meanwhile import seen_now
from rashomon.records import Report
from rashomon.reviewing import Today
from rashomon.web.failures import NoSuchThing
from rashomon.web.views.naming import NamingView, naming_view

if TYPE_CHECKING:
    from rashomon.web.workplace import Workplace

__all__ = ["look_up", "one_name"]

_LONGEST = 200  # characters of a name; gazetteers know none that is longer


def look_up(
    place: Workplace, words: str, *, is_place: bool, report_id: str = "", spelling: str = ""
) -> NamingView:
    """Return what a name of an actor or place may mean, and what was ruled on it.

    Raises:
        SettingError: If the name is too long for one.
        NoSuchThing: If there is no such report.

    """
    seen = seen_now(place.ledger)  # first: what comes between is then held to be unseen
    gazetteer = open_built() if is_place else None
    try:
        return naming_view(
            one_name(words),
            is_place=is_place,
            spelling=one_name(spelling),
            report=_report(place, report_id) if report_id else None,
            gazetteer=gazetteer,
            decisions=Today(place.ledger).decisions,
            seen=str(seen),
        )
    finally:
        if gazetteer is not None:
            gazetteer.close()


def one_name(words: str) -> str:
    """Return a name in one line.

    Raises:
        SettingError: If it is too long for one.

    """
    short = " ".join(words.split())
    if len(short) > _LONGEST:
        raise SettingError(f"a name of {len(short):,} characters; {_LONGEST} will do")
    return short


def _report(place: Workplace, report_id: str) -> Report:
    reading = place.ledger.reading(report_id)
    if reading is None:
        raise NoSuchThing(f"This ledger holds no report {report_id:.40} that has been read")
    return reading.report
