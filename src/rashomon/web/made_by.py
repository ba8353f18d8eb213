"""By what the pages of a ledger are made, and how much of it was read by what."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rashomon.ledger.reading_counts import ReadingCounts
    from rashomon.web.workplace import Workplace

__all__ = ["made_by", "reading_counts"]


def made_by(place: Workplace) -> dict[str, str]:
    """Return the versions of the program, its reader and cleaner, and the rules of figures."""
    from rashomon.clean import cleaner_version
    from rashomon.read import open_reader

    return {
        "Rashomon": version("rashomon"),
        "Reader": open_reader().version,
        "Cleaner": cleaner_version(),
        "Policy": place.policy,
        "Zones": place.zones.fingerprint,
    }


def reading_counts(place: Workplace) -> ReadingCounts:
    """Count the reports by what read them, and those that wait or gave no text."""
    return place.kept.get(place.ledger, "reading counts", place.ledger.reading_counts)
