"""The rows of a table as text: CSV by any delimiter, in any encoding, each row of bounded size.

The standard library's reader takes cells of 131,072 characters unless a limit is changed for the
whole process, and a quotation mark that is never closed makes it hold all that follows.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Generator, Iterator
from typing import Any

from rashomon.collect.content import LARGEST_REPORT_BYTES

__all__ = ["as_csv", "delimiter_of", "encoding_of", "read_rows"]

_SAMPLE_BYTES = 32_768
_MOST_CELLS = 10_000  # of a row; the widest exports have 300 columns
_DELIMITERS = ",;\t|"
_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# What spreadsheets save by where they are not told to save UTF-8; a free guess takes old Macs'
# and typewriters' encodings for them.
_OF_SPREADSHEETS = (
    "cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
    "cp874", "cp932", "cp949", "gb18030", "big5",
)  # fmt: skip
_QUOTED = re.compile(r'"[^"]*"')
_BY_BYTE = "rashomon.by_byte"  # what is no UTF-8 in a file that otherwise is


def encoding_of(source: io.BufferedReader[Any]) -> str:
    """Return the encoding of a table by its mark or its first bytes."""
    sample = source.peek(_SAMPLE_BYTES)[:_SAMPLE_BYTES]
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if sample.startswith(mark):
            return encoding
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(sample, cp_isolation=list(_OF_SPREADSHEETS)).best()
        return best.encoding if best else "cp1252"
    return "utf-8"


def delimiter_of(header: str) -> str:
    """Return what divides the cells of a header: the sign that stands in it most often.

    >>> delimiter_of('a;"b, c, d, e";f'), delimiter_of("text")
    (';', ',')
    """
    bare = _QUOTED.sub("", header)
    return max(_DELIMITERS, key=bare.count)


def read_rows(
    source: io.BufferedReader[Any], encoding: str, delimiter: str | None = None
) -> Generator[list[str] | None, None, None]:
    """Yield the cells of each row; None for a row that is larger than a report may be.

    Without `delimiter` it is the one of the first row.
    """
    codecs.register_error(_BY_BYTE, _by_byte)
    lines = io.TextIOWrapper(source, encoding=encoding, errors=_BY_BYTE, newline="")
    try:
        yield from _rows(_whole_lines(lines), delimiter)
    finally:
        if not source.closed:  # what was not read to its end may be left for long
            lines.detach()


def as_csv(*rows: list[str]) -> bytes:
    """Return rows as CSV in UTF-8, in the one way in which they are kept."""
    made = io.StringIO(newline="")
    csv.writer(made).writerows(rows)
    return made.getvalue().encode("utf-8", "replace")


def _by_byte(error: UnicodeError) -> tuple[str, int]:
    """Read bytes that are not in a table's encoding by the one that Western tools write."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", "replace"), error.end


def _whole_lines(lines: io.TextIOWrapper[Any]) -> Iterator[str | None]:
    """Yield each line with its end; None for one that is longer than a report may be."""
    while line := lines.readline(LARGEST_REPORT_BYTES):
        if len(line) < LARGEST_REPORT_BYTES or line.endswith(("\n", "\r")):
            yield line
            continue
        while line and not line.endswith(("\n", "\r")):
            line = lines.readline(LARGEST_REPORT_BYTES)
        yield None


def _rows(lines: Iterator[str | None], delimiter: str | None) -> Iterator[list[str] | None]:
    cells: list[str] = []
    cell = io.StringIO()  # the one that is being read; a list of its lines could take gigabytes
    is_begun = is_quoted = is_too_large = False
    size = 0
    for line in lines:
        if line is None:  # whatever it was in the midst of
            yield None
            cells, cell, size = [], io.StringIO(), 0
            is_begun = is_quoted = is_too_large = False
            continue
        if delimiter is None:
            delimiter = delimiter_of(line)
        size += len(line)
        if size > LARGEST_REPORT_BYTES:
            cells, cell, is_too_large = [], io.StringIO(), True
        at = 0
        while True:
            if not is_begun and line.startswith('"', at):
                is_begun = is_quoted = True
                at += 1
            is_begun = True
            if is_quoted:
                end = line.find('"', at)
                cell.write(line[at : end if end >= 0 else None])
                if end < 0:
                    break  # the cell goes on in the next line
                at = end + 1
                if line.startswith('"', at):
                    cell.write('"')
                    at += 1
                else:
                    is_quoted = False
                continue
            end = line.find(delimiter, at)
            cell.write(line[at:end] if end >= 0 else line[at:].rstrip("\r\n"))
            cells.append(cell.getvalue())
            cell, is_begun, at = io.StringIO(), False, end + 1
            if len(cells) > _MOST_CELLS:
                cells, is_too_large = [], True
            if end < 0:
                yield None if is_too_large else cells
                cells, is_too_large, size = [], False, 0
                break
    if cells or is_begun:
        yield None  # a quotation mark that is never closed
