"""A table that people have kept or edited, row by row, with the line that each stands on."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rashomon.collect.tables.columns import DayOrder
from rashomon.collect.tables.rows import encoding_of, read_rows
from rashomon.errors import RashomonError, SettingError
from rashomon.publish.cells import guarded

__all__ = ["BadRow", "Row", "header_name", "is_same", "open_sheet", "plain", "reopened"]

_LONGEST_CELL = 500_000  # characters; the longest decision told whole in tests has some 10,000
_MOST_COLUMNS = 2_000
_LINE_END = re.compile(r"\r\n|\r|\n")
_OF_NO_CSV = {b"PK\x03\x04": "a spreadsheet or archive", b"\xd0\xcf\x11\xe0": "an old spreadsheet",
              b"%PDF": "a PDF", b"SQLite format 3": "a database"}  # fmt: skip


class BadRow(RashomonError):
    """A row cannot be taken in; the message says what is wrong and the way out."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row by the plain names of its columns, with where it stands ("a.csv:12").

    Cells are without space at their ends, and without what guards them against spreadsheets;
    blank ones are "". `fault` says why the row cannot be used, if so.
    """

    where: str
    cells: Mapping[str, str]
    fault: str | None = None

    def __getitem__(self, name: str) -> str:
        """Return a cell, "" where there is no such column."""
        return self.cells.get(name, "")


def header_name(name: str) -> str:
    """Return the plain name of a column.

    >>> header_name(" Report-ID"), header_name("Made by")
    ('report_id', 'made_by')
    """
    return "_".join(re.split(r"[\s_\-.]+", name.strip().strip("\ufeff\"'").casefold())).strip("_")


def open_sheet(path: Path, *, most_columns: int = _MOST_COLUMNS) -> Generator[Row, None, None]:
    """Yield first the header, as a row of names by themselves, then the rows that are not blank.

    Raises:
        SettingError: If the file cannot be read, or has no header.

    """
    try:
        with path.open("rb") as source:
            start = source.peek(16)
            for mark, what in _OF_NO_CSV.items():
                if start.startswith(mark):
                    raise SettingError(f"{path.name} is {what}, no table as text; save it as CSV")
            delimiter = "\t" if path.suffix.casefold() in (".tsv", ".tab") else None
            with closing(read_rows(source, encoding_of(source), delimiter)) as found:
                yield from _rows(path.name, found, most_columns)
    except OSError as error:
        raise SettingError(f"{path}: cannot be read: {error.strerror}") from error


def _rows(name: str, found: Iterator[list[str] | None], most_columns: int) -> Iterator[Row]:
    header: list[str] | None = None
    line, is_exact = 1, True
    for number, cells in enumerate(found, 1):
        where = f"{name}:{line}" if is_exact else f"{name}: row {number}"
        if cells is None:
            is_exact = False  # nobody has counted the lines of what was passed over
            if header is None:
                raise SettingError(f"{name}: has no header that can be read")
            fault = "the row is too large, or a quotation mark in it is not closed"
            yield Row(where, {}, fault)
            continue
        line += 1 + sum(len(_LINE_END.findall(cell)) for cell in cells)
        if not any(map(str.strip, cells)):
            continue
        if header is None:
            header = [header_name(cell) for cell in cells]
            _check_header(name, header, most_columns)
            yield Row(where, {each: each for each in header if each})
            continue
        yield _row(where, header, cells)
    if header is None:
        raise SettingError(f"{name}: is empty; a table begins with the names of its columns")


def _check_header(name: str, header: list[str], most_columns: int) -> None:
    if len(header) > most_columns:
        raise SettingError(f"{name}: {len(header)} columns are no table that can be taken in")
    named = [each for each in header if each]
    twice = {each for each in named if named.count(each) > 1}
    if twice:
        raise SettingError(f"{name}: two columns are called {sorted(twice)[0]!r}; rename one")


def _row(where: str, header: list[str], cells: list[str]) -> Row:
    if any(cell.strip() for cell in cells[len(header) :]):
        fault = (
            f"{len(cells)} cells in {len(header)} columns; put what holds a delimiter into "
            "quotation marks"
        )
        return Row(where, {}, fault)
    named = {
        column: reopened(cell.strip()).strip()
        for column, cell in zip(header, cells, strict=False)
        if column
    }
    for column, cell in named.items():
        if len(cell) > _LONGEST_CELL:
            return Row(where, {}, f"{column!r} holds {len(cell):,} characters; shorten it")
        if "\0" in cell:
            return Row(where, {}, f"{column!r} holds a NUL character; take it out")
    return Row(where, named)


def reopened(cell: str) -> str:
    """Return what `publish.cells.guarded` was given; words that it would not make stay.

    >>> reopened("'=1+1"), reopened("'the victors'"), reopened("''the victors'")
    ('=1+1', "'the victors'", "'the victors'")
    """
    inner = cell[1:]
    return inner if cell[:1] == "'" and guarded(inner) != inner else cell


def plain(cell: object) -> str:
    """Return a cell with single spaces and "" for nothing, to be compared."""
    return "" if cell is None else " ".join(str(cell).split())


def is_same(cell: str, written: object) -> bool:
    """Tell whether a cell still says what was written there, though a spreadsheet reshaped it.

    Spreadsheets write days in their own way, drop the zeros of numbers and turn line ends.

    >>> is_same("5", 5.0), is_same("07/03/2031", "2031-03-07"), is_same("8", "7")
    (True, True, False)
    """
    one, other = plain(cell), plain(written)
    if one == other or one == plain(reopened(other)):
        return True
    try:
        return abs(float(one) - float(other)) < 1e-9
    except ValueError:
        return bool(other) and other in _days_of(one)


def _days_of(cell: str) -> set[str]:
    """The days that a cell may mean, in ISO's form."""
    days: list[date | None] = [DayOrder(is_first).parse(cell)[0] for is_first in (True, False)]
    return {day.isoformat() for day in days if day}
