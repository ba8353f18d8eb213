"""Cells of tables: blank is unknown, and no text is taken for a formula by a spreadsheet.

Words from outside may begin with "=" and do harm in a spreadsheet that takes them for a formula.
So a text that begins with one of `_SIGNS` is written behind an apostrophe, and so is one that
begins with an apostrophe itself: what was there can always be told, and `read_table` does so.
Numbers are never touched.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TextIO

__all__ = ["guarded", "read_table", "table_writer", "unguarded"]

_SIGNS = "=+-@\t\r\n'"
_SIGNS += "\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}"
_SIGNS += "\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"


def guarded(value: object) -> object:
    """Return the value so that no spreadsheet takes it for a formula.

    >>> guarded("=1+1"), guarded("'quoted'"), guarded(-3), guarded("Idlib")
    ("'=1+1", "''quoted'", -3, 'Idlib')
    """
    return f"'{value}" if isinstance(value, str) and value[:1] and value[0] in _SIGNS else value


def unguarded(cell: str) -> str:
    """Return what `guarded` was given."""
    return cell.removeprefix("'")


def table_writer(
    stream: TextIO, columns: Sequence[str], *, has_raw_cells: bool = False
) -> Callable[[dict[str, Any]], None]:
    """Write the header and return a function that writes a row; keys of no column are left out."""
    safe = (lambda value: value) if has_raw_cells else guarded
    minimal = csv.writer(stream, lineterminator="\n")
    # A bare carriage return would end the row for most readers, and is not quoted by itself.
    quoting = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
    minimal.writerow(columns)

    def write(row: dict[str, Any]) -> None:
        cells = [safe(row.get(name)) for name in columns]
        is_broken = any(isinstance(cell, str) and "\r" in cell for cell in cells)
        (quoting if is_broken else minimal).writerow(cells)

    return write


def read_table(stream: TextIO, *, has_raw_cells: bool = False) -> Iterator[dict[str, str | None]]:
    """Yield the rows of a table that was written here, cells as they were, blank ones as None.

    The stream must have been opened with `newline=""`.
    """
    for row in csv.DictReader(stream):
        yield {
            name: (cell if has_raw_cells else unguarded(cell)) if cell else None
            for name, cell in row.items()
        }
