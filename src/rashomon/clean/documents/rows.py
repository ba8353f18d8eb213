"""The text of a row of a table: of the columns that its media type names."""

from __future__ import annotations

import re
from urllib.parse import unquote

from rashomon.errors import UnreadableReport
from rashomon.records import Capture

__all__ = ["row_text"]

_TEXT = re.compile(r";\s*text=([^;\s]*)")
_CELL = re.compile(r'(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r\n|\Z)')


def row_text(capture: Capture) -> str:
    """Return the text of a row that is kept with its header, as CSV in UTF-8.

    Raises:
        UnreadableReport: If the bytes are no such row, or lack the column of the text.

    """
    names = [unquote(name) for name in _TEXT.findall(capture.media_type)]
    header, row = _rows(capture)
    places = [header.index(name) for name in names if name in header]
    if not places or len(places) != len(names):
        raise UnreadableReport(capture.address, "the row lacks the column of its text")
    return "\n\n".join(row[at].strip() for at in places if at < len(row))


def _rows(capture: Capture) -> tuple[list[str], list[str]]:
    """Return the header and the row; the standard library's reader takes no long cells."""
    try:
        text = capture.content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableReport(capture.address, "the row is no UTF-8") from error
    rows: list[list[str]] = [[]]
    at = 0
    while at < len(text):
        found = _CELL.match(text, at)
        if found is None:
            raise UnreadableReport(capture.address, "no CSV")
        rows[-1].append(found[2] if found[1] is None else found[1].replace('""', '"'))
        at = found.end()
        if found[3] == "\r\n":
            rows.append([])
    if len(rows) < 2:
        raise UnreadableReport(capture.address, "no header and row")
    return rows[0], rows[1]
