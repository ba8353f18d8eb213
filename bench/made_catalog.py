"""A full catalog of a made-up ledger, without reconciling each of its incidents.

Some incidents are reconciled, and every other gets a row with what those have that reconciling
gives: tolls, parties, contested facets, grades, words. Its kind, days, place and reports are its
own. Lists and maps are so asked of as many rows, tags and words as in a catalog that took a
quarter of an hour to make.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from rashomon import cataloging
from rashomon.ledger import Ledger
from rashomon.ledger.captures import tool_version
from rashomon.ledger.catalog import CatalogBasis
from rashomon.locate.zones import open_zones
from rashomon.reconcile import POLICY
from rashomon.records import CatalogRow, Incident
from rashomon.reviewing import Today

__all__ = ["fill_catalog"]

_AT_ONCE = 500


def fill_catalog(
    ledger: Ledger, like: int, seed: int, on_progress: Callable[[int, int], None]
) -> tuple[int, int]:
    """Fill a ledger's catalog; return how many rows were reconciled, and how many made alike.

    Of rows that are there already as many serve as examples.
    """
    zones = open_zones()
    basis = CatalogBasis(POLICY, zones.fingerprint, f"{tool_version()}/{cataloging._MADE_BY}")
    today = Today(ledger)
    if ledger.catalog_state().basis != basis:
        ledger.begin_catalog(basis, tuple(today.minted_ids()))
    last = ""
    while some := ledger.index_reports(after=last, limit=1000):
        last = some[-1]
    chance = random.Random(seed)
    examples = list(ledger.find_incidents(limit=like).rows)
    real = alike = 0
    total = ledger.catalog_state().outdated
    while notes := ledger.outdated_notes(_AT_ONCE):
        _, refreshes = ledger.catalog_counters()
        leading = [note for note in notes if note.field != "incident"]
        if leading:
            found = cataloging._lead(ledger, today, leading)
            ledger.put_catalog((), settled=leading, found=found, after=refreshes)
            continue
        wanted = [note.value for note in notes]
        if len(examples) < like:
            ids, rows = cataloging._rows(ledger, today, wanted, POLICY, zones)
            examples += rows
            real += len(rows)
        else:
            ids, incidents = today.together(wanted)
            rows = [_alike(chance.choice(examples), one) for one in incidents.values()]
            alike += len(rows)
        gone = ids - {row.incident_id for row in rows}
        ledger.put_catalog(rows, gone=gone, settled=notes, after=refreshes)
        on_progress(real + alike, total)
    return real, alike


def _alike(example: CatalogRow, incident: Incident) -> CatalogRow:
    """A row with an incident's own kind, days, place and reports."""
    place, days = incident.place, incident.date
    anchor = place.anchors[0] if place and place.anchors else None
    return replace(
        example,
        incident_id=incident.incident_id,
        kind=incident.kind,
        date_first=days.first if days else None,
        date_last=days.last if days else None,
        place=place.words if place else "",
        place_names=(anchor.name,) if anchor else (),
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        radius_km=place.radius_km if place else None,
        report_ids=tuple(dict.fromkeys(report_id for report_id, _ in incident.members)),
    )
