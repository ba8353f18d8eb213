"""What a search finds, with the reports and incidents that it leads to, for pages and the API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rashomon.records import CatalogRow, Reading
from rashomon.records.listings import SearchPage
from rashomon.reviewing import Today
from rashomon.web.keeping_up import keep_up

if TYPE_CHECKING:
    from rashomon.web.workplace import Workplace

__all__ = ["LONGEST", "Found", "look_for"]

LONGEST = 500
"""Signs that are searched for; the ledger takes no more."""


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found; `behind` is how many incidents wait to be listed.

    `readings` are today's of the reports, by id, `rows` the incidents that they are in.
    """

    page: SearchPage
    readings: Mapping[str, Reading]
    rows: Mapping[str, CatalogRow]
    behind: int


def look_for(place: Workplace, text: str, *, after: int | None, limit: int) -> Found:
    """Search the words of reports and claims; nothing is found of no words."""
    behind, asked = keep_up(place), text.strip()[:LONGEST]
    page = place.ledger.search(asked, after=after, limit=limit) if asked else SearchPage((), 0)
    today = Today(place.ledger)
    readings = today.readings_of({hit.report_id for hit in page.hits})
    ids = list(dict.fromkeys(one for hit in page.hits for one in hit.incident_ids))
    return Found(
        page,
        {one.report.report_id: one for one in readings},
        {row.incident_id: row for row in place.ledger.catalog_rows(ids)},
        behind,
    )
