"""What waits for a person, the most doubtful first, and what one needs to decide on the first.

The order is the catalog's (`Order.DOUBT`), in which every figure of the signs has its weight;
near misses, which are links and no incidents, are laid into it here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rashomon.ledger.catalog import doubt
from rashomon.records import (
    ApprovalLevel,
    CatalogRow,
    DifferentIncidents,
    IncidentQuery,
    Link,
)
from rashomon.records.listings import Order
from rashomon.records.queries import matches
from rashomon.review import Lost
from rashomon.review.placing import tied_by
from rashomon.reviewing import Today
from rashomon.web.files import IncidentFile, incident_file

if TYPE_CHECKING:
    from rashomon.web.workplace import Workplace

__all__ = ["LONGEST", "NEAR", "Opened", "Rival", "Waiting", "open_item", "skip_mark", "waiting"]

NEAR = 4_000  # a near miss at its nearest weighs what the weakest join weighs (`catalog.doubt`)
LONGEST = 1_000  # incidents of a queue that is told to a program
_MISSES = 300  # near misses that are looked at, the nearest first
_RIVALS = 2  # of one incident that are shown side by side with it


@dataclass(frozen=True, slots=True)
class Waiting:
    """An incident that waits; `near` is how near another came to being the same, None if none.

    `weight` orders the queue: what the catalog makes of the incident, or more for a near miss.
    """

    row: CatalogRow
    near: float | None
    weight: int


@dataclass(frozen=True, slots=True)
class Rival:
    """What may be the same incident: the link that came near, and the incident it is in."""

    link: Link
    file: IncidentFile


@dataclass(frozen=True, slots=True)
class Opened:
    """An incident with all that there is to decide on it."""

    waits: Waiting
    file: IncidentFile
    rivals: tuple[Rival, ...]
    lost: tuple[Lost, ...]


def skip_mark(incident_id: str) -> str:
    """Return by what a cookie remembers an incident: eight signs, since cookies hold little."""
    return hashlib.sha256(incident_id.encode()).hexdigest()[:8]


def waiting(
    place: Workplace, query: IncidentQuery, skipped: Collection[str], most: int
) -> tuple[tuple[Waiting, ...], int]:
    """Return the first of what waits, and how much waits in all.

    Where no level of review is asked for, drafts wait. `skipped` are marks of what was put off.
    """
    asked = query if query.levels else replace(query, levels=(ApprovalLevel.DRAFT,))
    near = place.kept.get(place.ledger, ("near",), lambda: _near(place))
    found = place.ledger.find_incidents(asked, order=Order.DOUBT, limit=most + len(skipped) + 1)
    rows = {row.incident_id: row for row in found.rows}
    for row in place.ledger.catalog_rows(set(near) - set(rows)):
        if matches(asked, row):
            rows[row.incident_id] = row
    kept = [row for row in rows.values() if skip_mark(row.incident_id) not in skipped]
    ordered = sorted(
        (_waiting(row, near.get(row.incident_id)) for row in kept),
        key=lambda one: (-one.weight, one.row.incident_id),
    )
    return tuple(ordered[:most]), found.total - (len(rows) - len(kept))


def _waiting(row: CatalogRow, near: float | None) -> Waiting:
    """What a near miss adds: it and the weakest join are one doubt, of which the greater counts."""
    weak = 0.0 if row.least_link is None else 1.0 - row.least_link
    more = max(0.0, (near or 0.0) - weak)
    return Waiting(row, near, doubt(row) + round(NEAR * more))


def _near(place: Workplace) -> dict[str, float]:
    """How near another incident came, by the incident; what people ruled on is left out."""
    links, today = place.ledger.near_misses(_MISSES), Today(place.ledger)
    owners = place.ledger.placements({link.member[0] for link in links})
    settled = _ruled_apart(today)
    found: dict[str, float] = {}
    for link in links:
        owner = owners.get(link.member)
        if owner is None:
            continue
        one, other = today.current_id(link.incident_id), today.current_id(owner)
        pair = frozenset((one, other))
        if one != other and pair not in settled:
            settled.add(pair)  # the same two again, seen from the other side
            found.setdefault(one, link.score)
    return found


def _ruled_apart(today: Today) -> set[frozenset[str]]:
    return {
        frozenset((today.current_id(one.what.incident_id), today.current_id(one.what.other_id)))
        for one in today.decisions
        if isinstance(one.what, DifferentIncidents)
    }


def open_item(place: Workplace, waits: Waiting) -> Opened:
    """Fetch an incident of the queue with what may be the same, and decisions that lost it."""
    today = Today(place.ledger)
    file = incident_file(place, waits.row.incident_id, to_decide=True)
    return Opened(waits, file, _rivals(place, today, file), _lost(place, today, waits.row))


def _rivals(place: Workplace, today: Today, file: IncidentFile) -> tuple[Rival, ...]:
    own = file.dossier.incident
    settled, met = _ruled_apart(today), set[str]()
    found: list[Rival] = []
    for link in sorted(file.links, key=lambda link: -link.score):
        if link.judgement != "unsure" or link.member in own.members:
            continue
        other = today.incident_of(link.member)
        if other is None or other in met or frozenset((own.incident_id, other)) in settled:
            continue
        met.add(other)
        found.append(Rival(link, incident_file(place, other, to_decide=True)))
        if len(found) == _RIVALS:
            break
    return tuple(found)


def _lost(place: Workplace, today: Today, row: CatalogRow) -> tuple[Lost, ...]:
    """The decisions on an incident that find nothing any more; few incidents have any."""
    if not row.lost:
        return ()
    found = [
        one
        for reading in place.ledger.readings_of(set(row.report_ids))
        for one in today.reviewed(reading).lost
    ]
    if len(found) < row.lost:
        known_as = today.known_as(row.incident_id)
        found += [one for one in today.lost() if set(tied_by(one.decision)) & known_as]
    return tuple({one.decision.number: one for one in found}.values())
