"""What differs between two moments of a ledger, two of its readers, or two releases, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon.differences.causes import TooMuchChanged
from rashomon.differences.changes import (
    NOTHING,
    Cause,
    Change,
    Difference,
    IncidentChange,
    difference_as_json,
)
from rashomon.differences.of_ledgers import (
    Figures,
    between_moments,
    between_views,
    states_of,
)
from rashomon.differences.of_releases import between_releases, release_and_states
from rashomon.differences.release_files import open_release
from rashomon.differences.sides import Side, parse_moment, parse_side
from rashomon.errors import SettingError

if TYPE_CHECKING:
    from rashomon.ledger import Ledger
    from rashomon.ledger.as_of import AsOf, Moment

__all__ = [
    "NOTHING",
    "Cause",
    "Change",
    "Difference",
    "Figures",
    "IncidentChange",
    "Side",
    "TooMuchChanged",
    "between_moments",
    "diff",
    "difference_as_json",
    "moment_of",
    "parse_moment",
    "parse_side",
]

_USUAL = Figures()


def diff(
    ledger: Ledger | None,
    before: Side,
    after: Side,
    *,
    incident_id: str | None = None,
    figures: Figures = _USUAL,
    most: int | None = None,
) -> Difference:
    """Compare two sides, of which `parse_side` tells what they may be.

    A ledger is needed unless both are releases. With `incident_id`, only what concerns that one.
    Of two moments, no more than `most` reports and incidents are looked at.

    Raises:
        SettingError: If a side needs a ledger and none is given, or a release is damaged.
        LedgerError: If the ledger has no such decision or reader.
    """
    words = (before.words, after.words)
    if before.path is not None and after.path is not None:
        releases = open_release(before.path), open_release(after.path)
        return between_releases(*releases, words, incident_id=incident_id)
    if ledger is None:
        raise SettingError("moments and readers are those of a ledger; name it")
    for release, other in ((before, after), (after, before)):
        if release.path is not None:
            view = _view(ledger, other)
            ids = {incident.incident_id for incident in view.incidents()}
            return release_and_states(
                open_release(release.path),
                states_of(view, ids, figures),
                words,
                is_release_first=release is before,
                incident_id=incident_id,
            )
    if before.is_moment and after.is_moment:
        moments = moment_of(ledger, before), moment_of(ledger, after)
        return between_moments(
            ledger,
            *moments,
            incident_id=incident_id,
            figures=figures,
            words=words,
            most=most,
        )
    sides = _view(ledger, before), _view(ledger, after)
    return between_views(ledger, *sides, words, incident_id=incident_id, figures=figures)


def moment_of(ledger: Ledger, side: Side) -> Moment:
    """Return the moment that a side means in a ledger; for "now", one that all is before."""
    from rashomon.ledger.as_of import NOW

    if side.number is not None:
        return ledger.moment_of(side.number)
    return NOW if side.at is None else ledger.moment_of(side.at)


def _view(ledger: Ledger, side: Side) -> AsOf:
    if side.reader is not None:
        return ledger.by_reader(side.reader)
    return ledger.as_of(moment_of(ledger, side))
