"""A table in, a capture of each row that is a report out.

What is kept of a row is the header and the row, as CSV in UTF-8; the columns that make up the
text are named in the media type, so that the text can be derived again from the bytes alone.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import closing
from pathlib import PurePosixPath
from urllib.parse import quote

from rashomon.collect.content import why_no_report, why_too_large
from rashomon.collect.holdings import Collecting, Held
from rashomon.collect.sidecars import fill
from rashomon.collect.tables.columns import Columns, DayOrder, find_columns
from rashomon.collect.tables.rows import as_csv, encoding_of, read_rows
from rashomon.errors import BadSidecar, Noted, UnreadableReport
from rashomon.records import Capture, CaptureMethod, Sidecar

__all__ = ["open_table"]

_AHEAD = 200  # rows that are looked at for the order of day and month
_MOST_AHEAD = 10_000_000  # characters of them
_MOST_COLUMNS = 2_000
_MOST_COMPLAINTS = 20  # of a kind, for one table; then they are counted
_WORDS = ("title", "outlet", "url", "carried_from")
_DAYS = {"published": "published_on", "context_date": "context_date"}
_LONGEST_WORDS = 2_000  # of a title or address; more is a text in the wrong column


def open_table(held: Held, run: Collecting) -> Iterator[Capture]:
    """Take a report out of each row of a table that has a column of texts."""
    delimiter = "\t" if held.media_type == "text/tab-separated-values" else None
    with closing(read_rows(held.source, encoding_of(held.source), delimiter)) as rows:
        yield from _reports(enumerate(rows, 1), held, run)


def _reports(
    rows: Iterator[tuple[int, list[str] | None]], held: Held, run: Collecting
) -> Iterator[Capture]:
    header = next((row for _, row in rows if row is None or any(map(str.strip, row))), None)
    columns = find_columns(header, run.columns) if header else None
    if header is None or columns is None or len(header) > _MOST_COLUMNS:
        _tell_no_text(held, run, header)
        return
    if not run.columns:
        # In a folder a table of data may have a column called “notes” by chance.
        if not held.is_asked and not set(columns.places) - {"id"}:
            _tell_no_text(held, run, header)
            return
        words = f"read as a table of reports: {columns.in_words(header)}"
        run.on_skip(Noted(held.address, f"{words}; --columns says it otherwise"))
    yield from _captures(rows, header, columns, held, run)


def _tell_no_text(held: Held, run: Collecting, header: list[str] | None) -> None:
    if not held.is_asked:
        run.tables_without_text.append(held.address)
        return
    if not header:
        raise UnreadableReport(held.address, "the table has no header that can be read")
    wanted = run.columns.get("text")
    has = ", ".join(name.strip()[:40] for name in header[:12] if name.strip())
    reason = f"has no column {wanted!r}" if wanted else "no column can be told to hold the text"
    raise UnreadableReport(held.address, f"{reason}; name it with --columns text=…; it has {has}")


def _captures(
    rows: Iterator[tuple[int, list[str] | None]],
    header: list[str],
    columns: Columns,
    held: Held,
    run: Collecting,
) -> Iterator[Capture]:
    ahead, rows = _look_ahead(rows)
    orders = {
        field: DayOrder.of(row[at] for row in ahead if at < len(row))
        for field in _DAYS
        if (at := columns.places.get(field)) is not None
    }
    names = "".join(f"; text={quote(header[at], safe='')}" for at in columns.text)
    media_type = f"text/csv; charset=utf-8{names}"
    empty: list[int] = []
    complaints = 0
    for number, row in rows:
        if row is not None and not any(cell.strip() for cell in row):
            continue  # a blank line
        where = f"{held.address}:{number}"
        try:
            if row is None:
                reason = "too large for a report, or a quotation mark in it is not closed"
                raise UnreadableReport(where, reason)
            text = _text(row, header, columns)
            if not text.strip():
                empty.append(number)
                continue
            why = why_no_report(text.encode("utf-8", "replace"))
            if why is not None:
                raise UnreadableReport(where, why.replace("the file", "the text"))
            content = as_csv(header, row)
            why = why_too_large(len(content), "row")
            if why is not None:
                raise UnreadableReport(where, why)
        except UnreadableReport as error:
            complaints += 1
            if complaints <= _MOST_COMPLAINTS:
                run.on_skip(UnreadableReport(where, error.reason))
            continue
        identity = _cell(row, columns, "id")
        name = identity or f"{PurePosixPath(held.name).stem}-{number}"
        told = fill(_sidecar(row, columns, orders, where, run), held.told(name))
        custody = held.custody(CaptureMethod.ROW, f"row {number}")
        yield Capture(content, name, where, media_type, run.now(), told, custody)
    if complaints > _MOST_COMPLAINTS:
        more = complaints - _MOST_COMPLAINTS
        run.on_skip(UnreadableReport(held.address, f"{more:,} more rows cannot be read"))
    if empty:
        first = ", ".join(map(str, empty[:5])) + (", …" if len(empty) > 5 else "")
        run.on_skip(UnreadableReport(held.address, f"{len(empty):,} rows without a text: {first}"))


def _look_ahead(
    rows: Iterator[tuple[int, list[str] | None]],
) -> tuple[list[list[str]], Iterator[tuple[int, list[str] | None]]]:
    """Return the first rows, and all of them once more."""
    first: list[tuple[int, list[str] | None]] = []
    size = 0
    for number, row in rows:
        first.append((number, row))
        size += sum(map(len, row or ()))
        if len(first) >= _AHEAD or size > _MOST_AHEAD:
            break
    return [row for _, row in first if row is not None], itertools.chain(first, rows)


def _text(row: list[str], header: list[str], columns: Columns) -> str:
    """Return the text of a row.

    Raises:
        UnreadableReport: If it is no row of this table.
    """
    if len(row) > len(header):
        reason = f"{len(row)} cells in {len(header)} columns; is a text not within quotation marks?"
        raise UnreadableReport("", reason)
    return "\n\n".join(row[at].strip() for at in columns.text if at < len(row))


def _cell(row: list[str], columns: Columns, field: str) -> str:
    at = columns.places.get(field)
    if at is None or at >= len(row):
        return ""
    words = " ".join(row[at].split())
    return words if len(words) <= _LONGEST_WORDS and words.isprintable() else ""


def _sidecar(
    row: list[str], columns: Columns, orders: dict[str, DayOrder], where: str, run: Collecting
) -> Sidecar:
    title, outlet, url, carried_from = (_cell(row, columns, name) or None for name in _WORDS)
    told = Sidecar(title=title, outlet=outlet, url=url, carried_from=carried_from)
    for field, order in orders.items():
        words = _cell(row, columns, field)
        if not words:
            continue
        day, moment = order.parse(words)
        if day is None:
            reason = f"{field} {words[:60]!r} is no date that can be read in one way"
            run.on_skip(BadSidecar(where, f"{reason}; the report is read without it"))
        elif field == "published":
            told = fill(told, Sidecar(published_on=day, published_at=moment))
        else:
            told = fill(told, Sidecar(context_date=day))
    return told
