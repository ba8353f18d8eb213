"""Searching the words of reports, and with them of their claims, which are quoted from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from rashomon.ledger import catalog_tables, databases, readings, schema
from rashomon.records import Report, Span
from rashomon.records.listings import SearchHit, SearchPage, Snippet
from rashomon.records.search_words import Terms, find_terms, terms_of

__all__ = ["search"]

_AROUND = 90  # signs shown on each side of what was found
_SNIPPETS = 3  # of a report
_NEAR = 40  # signs beyond the window in which a word may end


def search(connection: Connection, text: str, *, after: int | None, limit: int) -> SearchPage:
    """Return the reports that hold all that is asked for, the last to come in first."""
    terms = terms_of(text[:500])
    if not terms:
        return SearchPage((), 0)
    table = catalog_tables.searched
    told = databases.in_use(connection).numbers_with(catalog_tables.REPORT_WORDS, terms)
    total = connection.execute(
        select(func.count()).select_from(table).where(table.c.number.in_(told))
    ).scalar_one()
    wanted = select(table).where(table.c.number.in_(told))
    if after is not None:
        wanted = wanted.where(table.c.number < after)
    found = connection.execute(wanted.order_by(table.c.number.desc()).limit(limit + 1)).all()
    page = found[:limit]
    ids = [row.report_id for row in page]
    reports = {one.report_id: one for one in readings.load_reports(connection, ids)}
    claims, incidents = _claims(connection, ids), _incidents(connection, ids)
    hits = tuple(_hit(reports[own], terms, claims[own], incidents[own]) for own in ids)
    return SearchPage(hits, total, page[-1].number if len(found) > limit else None)


def _claims(connection: Connection, ids: Sequence[str]) -> defaultdict[str, list[tuple[str, Span]]]:
    table = schema.claims
    found: defaultdict[str, list[tuple[str, Span]]] = defaultdict(list)
    for row in connection.execute(
        select(table.c.report_id, table.c.claim_id, table.c.start, table.c.end)
        .where(table.c.report_id.in_(ids))
        .order_by(table.c.report_id, table.c.position)
    ):
        found[row.report_id].append((row.claim_id, Span(row.start, row.end)))
    return found


def _incidents(connection: Connection, ids: Sequence[str]) -> defaultdict[str, list[str]]:
    tags, catalog = catalog_tables.tags, catalog_tables.catalog
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in connection.execute(
        select(tags.c.value, catalog.c.incident_id)
        .join(catalog, catalog.c.number == tags.c.number)
        .where(tags.c.field == "report", tags.c.value.in_(ids))
        .order_by(catalog.c.incident_id)
    ):
        found[row.value].append(row.incident_id)
    return found


def _hit(
    report: Report, terms: Terms, claims: Sequence[tuple[str, Span]], incidents: Sequence[str]
) -> SearchHit:
    marks = find_terms(report.text, terms)
    own = [
        claim_id
        for claim_id, span in claims
        if any(start < span.end and span.start < end for start, end in marks)
    ]
    return SearchHit(
        report.report_id,
        report.name,
        report.outlet,
        report.published_on,
        _snippets(report.text, marks),
        tuple(dict.fromkeys(own)),
        tuple(incidents),
    )


def _snippets(text: str, marks: Sequence[tuple[int, int]]) -> tuple[Snippet, ...]:
    windows: list[list[int]] = []
    for start, end in marks:
        begin, stop = _whole_words(text, start - _AROUND, end + _AROUND)
        if windows and begin <= windows[-1][1]:
            windows[-1][1] = max(stop, windows[-1][1])
        elif len(windows) < _SNIPPETS:
            windows.append([begin, stop])
        else:
            break
    return tuple(
        Snippet(
            begin,
            text[begin:stop],
            tuple(Span(a - begin, b - begin) for a, b in marks if begin <= a and b <= stop),
        )
        for begin, stop in windows
    )


def _whole_words(text: str, begin: int, stop: int) -> tuple[int, int]:
    """Move the ends of a window to where a space is, if one is near."""
    begin = 0 if begin < _NEAR else begin
    if begin > 0:
        space = text.rfind(" ", max(0, begin - _NEAR), begin)
        begin = space + 1 if space >= 0 else begin
    if stop < len(text):
        space = text.find(" ", stop, stop + _NEAR)
        stop = space if space >= 0 else stop
    return max(0, begin), min(len(text), stop)
