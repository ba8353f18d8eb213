"""Making the catalog: a row an incident, as decisions and one policy leave it today.

Writers note in their own transactions what they change. A refresh takes these notes, a few at a
time, computes the dossiers of what they lead to, and writes the rows in one transaction with the
notes' end: so it can be killed at any moment, and what changes meanwhile stays noted.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rashomon.catalog_rows import catalog_row
from rashomon.reconcile import POLICY
from rashomon.reconciling import reconciled
from rashomon.records import CatalogRow, NameActor, NamePlace, Reading
from rashomon.review import is_named
from rashomon.reviewing import Today

if TYPE_CHECKING:
    from rashomon.ledger import Ledger
    from rashomon.ledger.catalog import CatalogBasis
    from rashomon.ledger.changes import Note
    from rashomon.locate.zones import ZoneList

__all__ = ["basis_of", "refresh"]

_MADE_BY = "3"  # raise it where rows are made otherwise of the same ledger
_AT_ONCE = 50  # incidents whose readings are in memory together
_REPORTS_AT_ONCE = 200  # whose words are indexed in one transaction
_REMEMBERED = 50_000  # names and places of claims that a naming decision has been held against


def refresh(
    ledger: Ledger,
    *,
    policy: str = POLICY,
    zones: ZoneList | None = None,
    anew: bool = False,
    most: int | None = None,
    on_step: Callable[[str, int, int], None] = lambda *_: None,
) -> int:
    """Bring the catalog up to the ledger; return how many rows were made.

    Only what has changed is made again, or all of it where the policy, the list of zones or
    Rashomon itself is another, or `anew`. Where `most` is given and more than so much has changed,
    the catalog stays behind, as `Ledger.catalog_state` tells. `on_step` is told what is done, how
    much, of how much.
    """
    from rashomon.locate.zones import open_zones

    zones = zones or open_zones()
    basis = basis_of(policy, zones)
    state = ledger.catalog_state()
    if anew or state.basis != basis:
        ledger.begin_catalog(basis, tuple(Today(ledger).minted_ids()), anew=anew)
        state = ledger.catalog_state()
    if most is not None and max(state.outdated, state.unsearched) > most:
        return 0
    if state.unsearched:
        _index(ledger, state.unsearched, on_step)
    today, as_of, made = None, -1, 0
    while True:
        # In this order: the view is then no older than any of the notes.
        notes = ledger.outdated_notes(_AT_ONCE)
        changes, refreshes = ledger.catalog_counters()
        if not notes:
            return made
        if today is None or changes != as_of:
            today, as_of = Today(ledger), changes
        leading = [note for note in notes if note.field != "incident"]
        if leading:
            found = _lead(ledger, today, leading)
            ledger.put_catalog((), settled=leading, found=found, after=refreshes)
            continue
        ids, rows = _rows(ledger, today, [note.value for note in notes], policy, zones)
        gone = ids - {row.incident_id for row in rows}
        if ledger.put_catalog(rows, gone=gone, settled=notes, after=refreshes):
            made += len(rows)
            on_step("listing incidents", made, max(made, state.outdated))


def basis_of(policy: str, zones: ZoneList) -> CatalogBasis:
    """Return by what rows are made today: others are made again."""
    from rashomon.ledger.captures import tool_version
    from rashomon.ledger.catalog import CatalogBasis

    return CatalogBasis(policy, zones.fingerprint, f"{tool_version()}/{_MADE_BY}")


def _index(ledger: Ledger, total: int, on_step: Callable[[str, int, int], None]) -> None:
    done, last = 0, ""
    while some := ledger.index_reports(after=last, limit=_REPORTS_AT_ONCE):
        done, last = done + len(some), some[-1]
        on_step("indexing words", done, max(done, total))


def _rows(
    ledger: Ledger, today: Today, incident_ids: Collection[str], policy: str, zones: ZoneList
) -> tuple[set[str], list[CatalogRow]]:
    """Make the rows of incidents and of all that decisions tie to them."""
    ids, incidents = today.together(incident_ids)
    wanted = {report_id for one in incidents.values() for report_id, _ in one.members}
    readings: dict[str, Reading] = {}
    lost = Counter[str]()
    for stored in ledger.readings_of(wanted):
        reviewed = today.reviewed(stored)
        readings[stored.report.report_id] = reviewed.reading
        lost[stored.report.report_id] = len(reviewed.lost)
    linked = {
        (one.incident_id, member) for one in ledger.incidents_of(ids) for member in one.members
    }
    links = [one for one in ledger.latest_links(ids) if (one.incident_id, one.member) in linked]
    unplaced = today.lost_ties()
    rows = []
    for dossier in reconciled(today, incidents.values(), readings, policy=policy, zones=zones):
        own = {report_id for report_id, _ in dossier.incident.members}
        missing = sum(lost[each] for each in own) + unplaced[dossier.incident.incident_id]
        known_as = today.known_as(dossier.incident.incident_id)
        joined = [link for link in links if link.incident_id in known_as]
        rows.append(catalog_row(dossier, readings, joined, missing))
    return ids, rows


def _lead(ledger: Ledger, today: Today, notes: Sequence[Note]) -> set[str]:
    """Return the incidents that changed reports and naming decisions may show in."""
    reports = {note.value for note in notes if note.field == "report"}
    named = {int(note.value) for note in notes if note.field == "decision"}
    incidents: set[str] = set()
    names = _names(today, named)
    if names:
        own_reports, incidents = ledger.holding(_holds(names))
        reports |= own_reports | today.reports_decided_on()
    return incidents | ledger.incidents_with(reports) | today.tied_to(reports)


def _names(today: Today, numbers: Collection[int]) -> frozenset[str]:
    """The names that these decisions give a meaning to, and those that others turn into them."""
    words = {
        one.what.words
        for one in today.log
        if one.number in numbers and isinstance(one.what, NameActor | NamePlace)
    }
    while True:
        more = {
            one.what.words
            for one in today.log
            if isinstance(one.what, NameActor)
            and any(is_named(one.what.actor, name) for name in words)
        }
        if more <= words:
            return frozenset(words)
        words |= more


def _holds(names: frozenset[str]) -> Callable[[str], bool]:
    """Tell of a JSON text whether some string in it is one of the names."""

    @lru_cache(maxsize=_REMEMBERED)
    def holds(text: str) -> bool:
        return _is_in(json.loads(text), names)

    return holds


def _is_in(data: Any, names: frozenset[str]) -> bool:
    match data:
        case str():
            return any(is_named(data, name) for name in names)
        case dict():
            return any(_is_in(value, names) for value in data.values())
        case list():
            return any(_is_in(value, names) for value in data)
        case _:
            return False
