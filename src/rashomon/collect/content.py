"""Which bytes can be a report at all, and of what kind their first ones say they are."""

from __future__ import annotations

import re

__all__ = [
    "HEAD_BYTES",
    "LARGEST_REPORT_BYTES",
    "is_text",
    "kind_in_words",
    "recognize",
    "why_no_report",
    "why_too_large",
]

# A long read has 0.1 MB, a saved page seldom 5. What is larger is an archive or a log, and
# reading it would hold up every other report.
LARGEST_REPORT_BYTES = 20_000_000
HEAD_BYTES = 4096  # of a file, by which its kind is recognized

_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")  # UTF-16, half of whose bytes may be zero
# What is no report whatever its name says.
_MAGIC = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x1f\x8b": "a gzip archive",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"{\\rtf": "a Rich Text document",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"Rar!\x1a\x07": "a RAR archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ\x00": "an xz archive",
    b"\x28\xb5\x2f\xfd": "a zstd archive",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"SQLite format 3": "a database",
    b"\x7fELF": "a program",
}
# What is read if there is a module for it. Text that is a page under another name is left to
# `clean`, which looks into it.
# Readers of PDF allow a kilobyte of anything before its first line.
_PDF = re.compile(rb"(?:^|(?<=[\r\n]))\s{0,9}%PDF-\d\.\d")
_PDF_WITHIN = 1024
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_WARC = re.compile(rb"WARC/\d\.\d\r?\n")
# A comment ends at its first end, so that a page of comments takes no time.
_PAGE = re.compile(
    rb"\s*+(?:<\?xml[^>]{0,200}>\s*)?(?:(?><!--.{0,500}?-->)\s*+)*+<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_MESSAGE = re.compile(
    rb"(?:return-path|received|delivered-to|message-id|mime-version|from|date|subject|to|"
    rb"x-[\w-]+): ?\S",
    re.IGNORECASE,
)
_IS_MESSAGE = re.compile(rb"^(?:message-id|mime-version):", re.IGNORECASE | re.MULTILINE)
_IS_SAVED_PAGE = re.compile(
    rb"^content-type:\s*multipart/related|^from:\s*<?saved by", re.IGNORECASE | re.MULTILINE
)
_IN_WORDS = {
    "application/pdf": "a PDF",
    "application/zip": "a ZIP archive",
    "application/warc": "a web archive (WARC)",
    "application/gzip": "a gzip archive",
    "multipart/related": "a saved page (MHTML)",
    "message/rfc822": "an e-mail",
    "text/html": "a web page",
}
_SAMPLE_BYTES = 65_536
_MOST_CONTROLS = 0.05  # of the sample; text in any encoding has next to none
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\v\f\r\x1a\x1b")


def recognize(head: bytes) -> str | None:
    """Return the media type that the first bytes of a file tell; None where they tell none.

    >>> recognize(b"%PDF-1.7"), recognize(b" <!DOCTYPE html>"), recognize(b"Two were killed.")
    ('application/pdf', 'text/html', None)
    """
    head = head.removeprefix(b"\xef\xbb\xbf")
    if head.startswith(_ZIP):
        return "application/zip"
    if head.startswith(b"\x1f\x8b"):
        return "application/gzip"
    if _WARC.match(head):
        return "application/warc"
    if _PAGE.match(head):
        return "text/html"
    if _PDF.search(head, 0, _PDF_WITHIN):
        return "application/pdf"
    headers = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    if _MESSAGE.match(head) and _IS_MESSAGE.search(headers):
        return "multipart/related" if _IS_SAVED_PAGE.search(headers) else "message/rfc822"
    return None


def kind_in_words(media_type: str) -> str:
    """Return what to call a kind of file: "a PDF"."""
    return _IN_WORDS.get(media_type, media_type)


def why_too_large(size: int, what: str = "file") -> str | None:
    """Return the reason if `size` bytes are more than a report may have."""
    if size <= LARGEST_REPORT_BYTES:
        return None
    return f"the {what} has {size:,} bytes; a report may have {LARGEST_REPORT_BYTES:,} at most"


def why_no_report(content: bytes, media_type: str = "text/plain") -> str | None:
    """Return in words why `content` is no report of its kind, None if it may be one.

    Of what is no text it is only seen that there is any; the rest shows when it is cleaned.
    """
    if not content:
        return "the file is empty"
    if not is_text(media_type):
        return None
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


def is_text(media_type: str) -> bool:
    """Tell whether what is of this kind is text from its first byte to its last."""
    return media_type.startswith("text/") or media_type == "application/json"
