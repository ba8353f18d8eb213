"""Which bytes can be a report."""

from __future__ import annotations

import pytest

from rashomon.collect.content import LARGEST_REPORT_BYTES, why_no_report, why_too_large


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "white space"),
        (b"\xef\xbb\xbf \n", "white space"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "ZIP"),
        (b"\x89PNG\r\n", "image"),
        (b"text with a \x00 byte", "binary"),
        (b"\x01\x02\x03\x04 some text", "binary"),
    ],
)
def test_bytes_that_are_no_report_are_named_for_what_they_are(content: bytes, reason: str) -> None:
    """The reason says what was met."""
    assert reason in (why_no_report(content) or "")


@pytest.mark.parametrize(
    "content",
    [b"x", "Ünïcode".encode(), "text".encode("utf-16"), b"page one\x0cpage two", b"caf\xe9 bombed"],
)
def test_text_in_any_encoding_passes(content: bytes) -> None:
    """Form feeds, UTF-16 and eight-bit text may be reports."""
    assert why_no_report(content) is None


def test_the_size_limit_tells_size_and_limit() -> None:
    """One byte more than allowed is too large, and the message has both numbers."""
    assert why_too_large(LARGEST_REPORT_BYTES) is None
    reason = why_too_large(LARGEST_REPORT_BYTES + 1)
    assert reason is not None
    assert "20,000,001" in reason
    assert "20,000,000" in reason
