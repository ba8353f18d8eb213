"""A coder's sheet: the table that a coder fills in, and what its rows say.

A row is one claim that the coder marks; its columns are told in docs/coding.md. Files come from
spreadsheets of all sorts: commas, semicolons or tabs, with or without a byte order mark.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

__all__ = [
    "COLUMNS",
    "NO_INCIDENT",
    "Fault",
    "Row",
    "find_words",
    "parse_sheet",
    "parse_table",
    "print_sheet",
]

COLUMNS = (
    "report", "words", "start", "end", "occurrence", "facet", "value", "who", "speaker",
    "stance", "incident", "note",
)  # fmt: skip
NO_INCIDENT = "none"  # the facet of a row that says: read, and there is nothing to code
_LARGEST = 10_000_000  # characters of a sheet; a round of a thousand reports has a tenth of it
_QUOTES = {"'": "['‘’‚‛`´]", '"': '["“”„‟«»]', "-": "[-‐‑‒–—]"}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line of a sheet, with the way out. Line 0 is the sheet as a whole."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}" if self.line else self.reason


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a sheet with its cells as they are, "" where blank. `line` counts from 1."""

    line: int
    report: str
    words: str = ""
    start: str = ""
    end: str = ""
    occurrence: str = ""
    facet: str = ""
    value: str = ""
    who: str = ""
    speaker: str = ""
    stance: str = ""
    incident: str = ""
    note: str = ""

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing is filled in but the report."""
        return not any(getattr(self, name) for name in COLUMNS[1:])


def print_sheet(rows: Iterable[Mapping[str, object]]) -> str:
    """Return a sheet of these rows, as UTF-8 spreadsheets know it by its byte order mark."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return "\N{BYTE ORDER MARK}" + out.getvalue()


def parse_sheet(content: bytes) -> tuple[list[Row], list[Fault]]:
    """Return the rows of a sheet, blank lines left out, and what cannot be taken for a row."""
    found, faults = parse_table(content, ("report", "facet"), known=COLUMNS)
    return [Row(line, **cells) for line, cells in found], faults


def parse_table(
    content: bytes, needed: Collection[str], *, known: Collection[str] | None = None
) -> tuple[list[tuple[int, dict[str, str]]], list[Fault]]:
    """Return lines of a table with their cells by column, and what cannot be taken for a line.

    Columns are named in small letters; all of `needed` must be there, and none but `known`, where
    that is given.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return [], [Fault(line, "this is no UTF-8; save the sheet as “CSV UTF-8”")]
    if len(text) > _LARGEST:
        return [], [Fault(0, f"the sheet has {len(text):,} characters; {_LARGEST:,} are taken")]
    if "\0" in text:
        return [], [Fault(0, "this is no text; save the sheet as “CSV UTF-8”")]
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    found: list[tuple[int, dict[str, str]]] = []
    try:
        names = [name.strip().casefold() for name in next(lines, [])]
        faults = list(_header_faults(names, needed, known))
        if faults:
            return [], faults
        last = 1
        for cells in lines:
            line, last = last + 1, lines.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
                reason = f"{len(cells)} cells under {len(names)} columns; quote words with commas"
                faults.append(Fault(line, reason))
                continue
            pairs = zip(names, cells, strict=False)
            found.append((line, {name: cell.strip() for name, cell in pairs if name}))
    except csv.Error as error:
        return [], [Fault(lines.line_num, f"this is no CSV ({error}); save it as “CSV UTF-8”")]
    return found, faults


def _header_faults(
    names: Sequence[str], needed: Collection[str], known: Collection[str] | None
) -> Iterator[Fault]:
    if not any(names):
        yield Fault(0, "the sheet is empty; `rashomon coding` writes one to fill in")
        return
    for name in dict.fromkeys(names):
        if name and known is not None and name not in known:
            there = ", ".join(known)
            yield Fault(1, f"no column is called {name!r}; there are: {there}")
        if name and names.count(name) > 1:
            yield Fault(1, f"the column {name!r} stands there twice")
    for name in needed:
        if name not in names:
            yield Fault(1, f"the column {name!r} is missing; take the sheet as it was written")


def find_words(text: str, words: str) -> list[tuple[int, int]]:
    """Return where a text holds words that a coder copied, first as they are.

    Else with any white space for any other, and with straight quotation marks and hyphens for
    those of print, which spreadsheets exchange.
    """
    exact = [(found.start(), found.end()) for found in re.finditer(f"(?={re.escape(words)})", text)]
    if exact:
        return [(start, start + len(words)) for start, _ in exact]
    pieces = words.split()
    if not pieces:
        return []
    pattern = r"\s+".join("".join(_loosely(sign) for sign in piece) for piece in pieces)
    return [(found.start(), found.end()) for found in re.finditer(pattern, text)]


def _loosely(sign: str) -> str:
    for plain, any_of in _QUOTES.items():
        if sign == plain or sign in any_of[1:-1]:
            return any_of
    return re.escape(sign)
