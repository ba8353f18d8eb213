"""The text of a row of a table."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rashomon.clean import clean
from rashomon.clean.documents.rows import row_text
from rashomon.errors import UnreadableReport
from rashomon.records import Capture


def row(content: bytes, names: str = "; text=body") -> Capture:
    """Return a capture of a row."""
    noon = datetime(2024, 5, 1, 12, tzinfo=UTC)
    return Capture(content, "x", "t.csv:2", f"text/csv; charset=utf-8{names}", noon)


def test_the_text_is_that_of_the_columns_named() -> None:
    """Several are joined as paragraphs."""
    kept = b'lead,body,b\r\n"One, ""two""",Three.,\r\n'
    assert row_text(row(kept)) == "Three."
    assert row_text(row(kept, "; text=lead; text=body")) == 'One, "two"\n\nThree.'


def test_a_cell_may_hold_a_page() -> None:
    """It is read as any page."""
    page = b"<!DOCTYPE html><html><body>"
    page += b"".join(
        b"<p>Two people were killed in the town number %d on Monday, the police said.</p>" % n
        for n in range(9)
    )
    page += b"</body></html>"
    report = clean(row(b'body\r\n"' + page + b'"\r\n'))
    assert "<p>" not in report.text
    assert "Two people were killed" in report.text


def test_a_cell_of_a_megabyte_is_read() -> None:
    """Longer than the standard library takes."""
    assert row_text(row(b'body,x\r\n"' + b'a""' * 400_000 + b'",y\r\n')).startswith('a"a"')


@pytest.mark.parametrize(
    ("content", "names"),
    [
        (b"body\r\nx\r\n", "; text=other"),
        (b"body\r\nx\r\n", ""),
        (b"body\r\n\xff\r\n", "; text=body"),
        (b'body\r\n"x\r\n', "; text=body"),
        (b"body", "; text=body"),
        (b"", "; text=body"),
    ],
)
def test_bytes_that_are_no_row_are_refused(content: bytes, names: str) -> None:
    """With their address."""
    with pytest.raises(UnreadableReport, match=r"t\.csv:2"):
        row_text(row(content, names))
