"""Search in a published site: an index by place that anyone can read, and data for a script.

The script looks through what stands in incidents' lines, titles, outlets, and the words of claims
with their speakers. It reads all of that, in files of some hundred kilobytes, once asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from rashomon.records import CatalogRow
from rashomon.records.search_words import fold
from rashomon.reference.countries import country_of_code
from rashomon.web.files import ReportFile
from rashomon.web.links import StaticLinks
from rashomon.web.published.edition import Edition
from rashomon.web.published.sheets import Data, Sheet
from rashomon.web.views.claims import one_line
from rashomon.web.views.listed import kind_words, place_words, row_days
from rashomon.web.views.words import FACETS, day_in_words, family_of
from rashomon.wording.claims import speaker_chain

__all__ = ["IndexView", "search_data", "search_sheets"]

_CLAIMS = 2000  # in a file: some 400 kB
_ON_A_PAGE = 500  # incidents of the index
_LONGEST = 300  # signs of a title or of words that are shown, as in the application


@dataclass(frozen=True, slots=True)
class Indexed:
    """A place with its incidents, each with its id and its days and kind in words."""

    place: str
    incidents: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class IndexView:
    """A page of the index: by first letter, places and their incidents."""

    letters: tuple[tuple[str, tuple[Indexed, ...]], ...]
    page: int
    has_more: bool
    total: int


def search_data(edition: Edition, file: ReportFile) -> Iterator[Sheet | Data]:
    """Put a report aside; yield a file where enough have come together."""
    edition.searched.append(_report(file))
    edition.searched_claims += len(file.reading.claims)
    if edition.searched_claims >= _CLAIMS:
        yield _part(edition)


def search_sheets(edition: Edition) -> Iterator[Sheet | Data]:
    """Yield the last file, and the page with the index, on as many pages as it takes."""
    if edition.searched:
        yield _part(edition)
    links = StaticLinks()
    rows = sorted(edition.rows, key=_by_place)
    parts = [f"search-{number}.js" for number in range(1, edition.search_parts + 1)]
    lines = [_incident(row) for row in rows]
    yield Data("search-incidents.js", lines)
    data = [links.data(name) for name in parts]
    for page, at in enumerate(range(0, max(1, len(rows)), _ON_A_PAGE), 1):
        own = rows[at : at + _ON_A_PAGE]
        view = IndexView(_letters(own), page, at + _ON_A_PAGE < len(rows), len(rows))
        values = {"view": view, "parts": data, "incidents": links.data("search-incidents.js")}
        path = links.page("search", [("page", str(page))])
        yield Sheet(path, "published/search.html", values)


def _part(edition: Edition) -> Data:
    edition.search_parts += 1
    part = Data(f"search-{edition.search_parts}.js", edition.searched)
    edition.searched, edition.searched_claims = [], 0
    return part


def _report(file: ReportFile) -> dict[str, object]:
    report = file.reading.report
    return {
        "id": report.report_id,
        "title": _short(one_line(report.title or report.name) or report.name),
        "outlet": report.outlet or "unknown outlet",
        "day": day_in_words(report.published_on) if report.published_on else "date unknown",
        "in": sorted(set(file.incidents.values())),
        "claims": [
            [
                claim.claim_id, FACETS[claim.facet], family_of(claim.facet),
                _short(one_line(claim.evidence.quote)), _short(speaker_chain(claim.source)),
            ]
            for claim in file.reading.claims
        ],
    }  # fmt: skip


def _incident(row: CatalogRow) -> list[str]:
    """An incident's id, what it is called, and what else it can be found by."""
    words = f"{place_words(row)}, {row_days(row)}: {kind_words(row.kind)}"
    country = country_of_code(row.country) if row.country else None
    more = " · ".join((*row.place_names, country.name if country else "", *row.parties))
    return [row.incident_id, words, more]


def _by_place(row: CatalogRow) -> tuple[bool, str, str, str]:
    return not row.place, fold(row.place), str(row.date_first or ""), row.incident_id


def _letters(rows: list[CatalogRow]) -> tuple[tuple[str, tuple[Indexed, ...]], ...]:
    found = []
    for letter, within in groupby(rows, key=lambda row: fold(row.place)[:1].upper()):
        places = tuple(
            Indexed(place, tuple((one.incident_id, _when(one)) for one in own))
            for place, own in groupby(within, key=place_words)
        )
        found.append((letter or "No place known", places))
    return tuple(found)


def _when(row: CatalogRow) -> str:
    return f"{row_days(row)}: {kind_words(row.kind)}"


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
