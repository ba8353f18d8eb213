"""What a search found: reports with the words marked, their claims, the incidents they are in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rashomon.records import CatalogRow, Claim, Reading
from rashomon.records.listings import SearchHit, SearchPage, Snippet
from rashomon.web.views.claims import one_line
from rashomon.web.views.listed import kind_words, place_words, row_days
from rashomon.web.views.words import FACETS, day_in_words, family_of
from rashomon.wording.claims import speaker_chain

__all__ = ["FoundClaim", "FoundIncident", "FoundReport", "SearchView", "search_view"]

_MOST_CLAIMS = 6  # of a report
_MOST_INCIDENTS = 4
_LONGEST = 300  # signs of a title or of words that are shown
_NEW_LINES = re.compile(r"\s*\n\s*")  # paragraphs of a snippet stand line below line
Pieces = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A claim whose words hold what was searched for."""

    claim_id: str
    facet: str
    family: str
    quote: str
    speakers: str


@dataclass(frozen=True, slots=True)
class FoundIncident:
    """An incident that a found report is in."""

    incident_id: str
    words: str


@dataclass(frozen=True, slots=True)
class FoundReport:
    """A report: pieces of its text, each with whether it was searched for, and what it claims."""

    report_id: str
    title: str
    outlet: str
    day: str
    snippets: tuple[Pieces, ...]
    claims: tuple[FoundClaim, ...]
    more_claims: int
    incidents: tuple[FoundIncident, ...]
    more_incidents: int


@dataclass(frozen=True, slots=True)
class SearchView:
    """A page of what was found; `after` is the number to ask on with, None where these are all."""

    asked: str
    total: int
    found: tuple[FoundReport, ...]
    after: int | None
    is_first: bool


def search_view(
    asked: str,
    page: SearchPage,
    readings: Mapping[str, Reading],
    rows: Iterable[CatalogRow],
    *,
    is_first: bool,
) -> SearchView:
    """Return what the page of a search tells."""
    incidents = {row.incident_id: row for row in rows}
    return SearchView(
        asked,
        page.total,
        tuple(_report(hit, readings.get(hit.report_id), incidents) for hit in page.hits),
        page.next,
        is_first,
    )


def _report(hit: SearchHit, reading: Reading | None, rows: Mapping[str, CatalogRow]) -> FoundReport:
    claims = _claims(hit.claim_ids, reading)
    told = [rows[one] for one in hit.incident_ids if one in rows]
    title = (reading.report.title if reading else None) or hit.name
    return FoundReport(
        report_id=hit.report_id,
        title=_short(one_line(title) or hit.name),
        outlet=_short(hit.outlet or "unknown outlet"),
        day=day_in_words(hit.published_on) if hit.published_on else "date unknown",
        snippets=tuple(_pieces(one) for one in hit.snippets),
        claims=tuple(map(_claim, claims[:_MOST_CLAIMS])),
        more_claims=max(0, len(claims) - _MOST_CLAIMS),
        incidents=tuple(
            FoundIncident(
                row.incident_id, f"{place_words(row)}, {row_days(row)}: {kind_words(row.kind)}"
            )
            for row in told[:_MOST_INCIDENTS]
        ),
        more_incidents=max(0, len(told) - _MOST_INCIDENTS),
    )


def _claims(ids: Sequence[str], reading: Reading | None) -> list[Claim]:
    wanted = set(ids)
    return [claim for claim in reading.claims if claim.claim_id in wanted] if reading else []


def _claim(claim: Claim) -> FoundClaim:
    return FoundClaim(
        claim.claim_id,
        FACETS[claim.facet],
        family_of(claim.facet),
        _short(one_line(claim.evidence.quote)),
        _short(speaker_chain(claim.source)),
    )


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


def _pieces(snippet: Snippet) -> Pieces:
    """A snippet cut at its marks, in order."""
    pieces, at = [], 0
    for mark in sorted(snippet.marks):
        if mark.start < at:
            continue
        pieces += [
            (snippet.text[at : mark.start], False),
            (snippet.text[mark.start : mark.end], True),
        ]
        at = mark.end
    pieces.append((snippet.text[at:], False))
    return tuple((_NEW_LINES.sub("\n", words), is_marked) for words, is_marked in pieces if words)
