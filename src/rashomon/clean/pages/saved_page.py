"""A page saved with all that it shows (MHTML) in, its text out, as from the page alone."""

from __future__ import annotations

import re
from dataclasses import replace
from email.message import Message

from rashomon.clean.characters.decoding import decode
from rashomon.clean.derived import Derived
from rashomon.clean.documents.mail_words import header
from rashomon.clean.pages.hypertext import read_hypertext
from rashomon.errors import UnreadableReport
from rashomon.records import Capture
from rashomon.reference.mime import Part, parse, parts_of

__all__ = ["read_saved_page"]

_ADDRESS = re.compile(r"https?://[^\s<>\"]{3,2000}")


def read_saved_page(capture: Capture) -> Derived:
    """Derive the text of the page that was saved, its frames and pictures left out.

    The time of saving is not taken for a date of the report: pages are saved years later.

    Raises:
        UnreadableReport: If it holds no page, or one without text to speak of.

    """
    message = parse(capture.content, capture.address)
    pages = [p for p in parts_of(message) if p.kind in ("text/html", "application/xhtml+xml")]
    if not pages:
        raise UnreadableReport(capture.address, "the saved file holds no page (text/html)")
    page = _main(message, pages)
    url = _saved_from(message, page)
    html, encoding = decode(page.content, capture.address, page.charset)
    read = read_hypertext(html, encoding, capture.address, url or capture.sidecar.url)
    return replace(read, url=url, url_by="header") if url else read


def _main(message: Message, pages: list[Part]) -> Part:
    """The page that the root names (`start`), or that was saved from its address, or the first."""
    types = str(message.get("Content-Type", ""))[:5000]
    start = re.search(r"\bstart\s*=\s*\"?(<[^<>\"\s]{1,500}>)", types, re.IGNORECASE)
    root = header(message, "Snapshot-Content-Location") or header(message, "Content-Location")
    for page in pages:
        if start and header(page.message, "Content-ID") == start[1]:
            return page
    for page in pages:
        if root and header(page.message, "Content-Location") == root:
            return page
    return pages[0]


def _saved_from(message: Message, page: Part) -> str | None:
    for holder, name in (
        (message, "Snapshot-Content-Location"),
        (page.message, "Content-Location"),
        (message, "Content-Location"),
    ):
        found = _ADDRESS.match(header(holder, name))
        if found:
            return found.group()
    return None
