"""Which bytes can be a report at all."""

from __future__ import annotations

__all__ = ["LARGEST_REPORT_BYTES", "why_no_report", "why_too_large"]

# A long read has 0.1 MB, a saved page seldom 5. What is larger is an archive or a log, and
# reading it would hold up every other report.
LARGEST_REPORT_BYTES = 20_000_000

_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")  # UTF-16, half of whose bytes may be zero
_MAGIC = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x1f\x8b": "a gzip archive",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"SQLite format 3": "a database",
    b"\x7fELF": "a program",
}
_SAMPLE_BYTES = 65_536
_MOST_CONTROLS = 0.05  # of the sample; text in any encoding has next to none
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\v\f\r\x1a\x1b")


def why_too_large(size: int, what: str = "file") -> str | None:
    """Return the reason if `size` bytes are more than a report may have."""
    if size <= LARGEST_REPORT_BYTES:
        return None
    return f"the {what} has {size:,} bytes; a report may have {LARGEST_REPORT_BYTES:,} at most"


def why_no_report(content: bytes) -> str | None:
    """Return in words why `content` is no report, None if it may be one."""
    if not content:
        return "the file is empty"
    if not content.lstrip(b"\xef\xbb\xbf \t\r\n\f\v"):
        return "the file holds nothing but white space"
    for magic, kind in _MAGIC.items():
        if content.startswith(magic):
            return f"the file is {kind}, not text; save it as text or HTML"
    if content.startswith(_BYTE_ORDER_MARKS):
        return None
    sample = content[:_SAMPLE_BYTES]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if b"\0" in content or controls > _MOST_CONTROLS * len(sample):
        return "the file is binary, not text"
    return None
