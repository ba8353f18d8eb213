"""The text of a capture, by its media type: a format is one module and one line here.

A function takes the capture, since a document may need its address to resolve links or the
part that is asked for, and is a function of it alone: the same bytes yield the same text at
any time, on any machine. What it raises is `UnreadableReport`; whatever else its libraries
raise on damaged or hostile bytes is theirs to turn into that.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from rashomon.clean.characters.decoding import decode, encoding_in_type, mend_surrogates
from rashomon.clean.characters.unseen import without_unseen
from rashomon.clean.derived import Derived, cut_out
from rashomon.clean.documents.front_matter import read_front_matter
from rashomon.clean.documents.markdown import read_markdown
from rashomon.clean.documents.message import read_message
from rashomon.clean.documents.office import DOCX, read_office
from rashomon.clean.documents.pdf import read_pdf
from rashomon.clean.documents.rows import row_text
from rashomon.clean.pages.hypertext import is_page, read_hypertext
from rashomon.clean.pages.page_parts import page_parts
from rashomon.clean.pages.saved_page import read_saved_page
from rashomon.clean.text_parts import text_parts
from rashomon.errors import UnreadableReport
from rashomon.records import Capture

__all__ = ["count_parts", "derive"]


def derive(capture: Capture) -> Derived:
    """Return the text of a capture, or of its part, and what its document tells of itself.

    Raises:
        UnreadableReport: If the bytes hold no text that can be read, or no such part.

    """
    return _seen(_part(capture))


def _seen(derived: Derived) -> Derived:
    """The same without what nobody sees, in the text and in what the document tells."""
    seen = without_unseen(derived.text)
    told = [
        words and without_unseen(words).text
        for words in (derived.title, derived.byline, derived.site_name)
    ]
    title, byline, site_name = told
    moved = (seen.moved(span) for span in derived.noise)
    return replace(
        derived,
        text=seen.text,
        title=title,
        byline=byline,
        site_name=site_name,
        headline=seen.moved(derived.headline) if derived.headline else None,
        noise=tuple(span for span in moved if span),
        notes=(*derived.notes, seen.note) if seen.note else derived.notes,
    )


def _part(capture: Capture) -> Derived:
    if not capture.part or _page_of(capture) is not None:
        return _whole(capture)
    whole = _whole(replace(capture, part=0))
    spans = text_parts(whole.text) if _kind(capture) not in _RECORDS else ()
    if capture.part > len(spans):
        raise UnreadableReport(capture.address, f"it holds no part {capture.part}")
    return cut_out(whole, spans[capture.part - 1])


def count_parts(capture: Capture) -> int:
    """Return how many reports a capture holds, 1 where nothing divides it.

    Raises:
        UnreadableReport: If the bytes hold no text that can be read.

    """
    page = _page_of(capture)
    if page is not None:
        return len(page_parts(page)) or 1
    if _kind(capture) in _RECORDS:
        return 1
    return len(text_parts(_whole(capture).text)) or 1


def _kind(capture: Capture) -> str:
    return capture.media_type.partition(";")[0].strip().casefold()


def _whole(capture: Capture) -> Derived:
    tried = _tried(capture)
    if isinstance(tried, UnreadableReport):
        raise UnreadableReport(tried.where, tried.reason)
    return tried


@lru_cache(maxsize=2)  # a capture is asked for its parts, and then for its text
def _tried(capture: Capture) -> Derived | UnreadableReport:
    try:
        return _FORMATS.get(_kind(capture), _plain)(capture)
    except UnreadableReport as error:
        return error


# One of many already: what a line or row holds is one report.
_RECORDS = frozenset({"application/json", "text/csv"})
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_MAYBE_PAGES = frozenset({"text/plain", "text/markdown"})


def _page_of(capture: Capture) -> str | None:
    """The markup of a capture that is a page, whatever it is called; None for other kinds."""
    kind = _kind(capture)
    if kind not in _PAGES and kind not in _MAYBE_PAGES:
        return None
    text, _ = decode(capture.content, capture.address, _told_encoding(capture))
    if is_page(text) or (kind in _PAGES and "<" in text):
        return text
    return None


def _plain(capture: Capture) -> Derived:
    """Plain text, or a page under a text's name: some tools save every page as .txt."""
    text, encoding = decode(capture.content, capture.address, _told_encoding(capture))
    if is_page(text):
        return _hypertext(text, encoding, capture)
    front = read_front_matter(text)
    if front is None:
        return Derived(text, encoding=encoding)
    return Derived(
        text,
        encoding=encoding,
        noise=(front.span,),
        byline=front.byline,
        byline_by="front matter",
        told=front.told,
        notes=front.notes,
    )


def _page(capture: Capture) -> Derived:
    text, encoding = decode(capture.content, capture.address, _told_encoding(capture))
    if "<" not in text:  # plain text under a page's name
        return Derived(text, encoding=encoding)
    return _hypertext(text, encoding, capture)


def _told_encoding(capture: Capture) -> str | None:
    """The encoding that the server named, or else the media type of the capture."""
    exchange = capture.custody.exchange
    headers = exchange.headers if exchange else ()
    types = [value for name, value in headers if name.casefold() == "content-type"]
    told = (encoding_in_type(one) for one in (*reversed(types), capture.media_type))
    return next(filter(None, told), None)


def _hypertext(html: str, encoding: str, capture: Capture) -> Derived:
    if capture.part:
        pages = page_parts(html)
        if capture.part > len(pages):
            raise UnreadableReport(capture.address, f"it holds no part {capture.part}")
        html = pages[capture.part - 1]
    return read_hypertext(html, encoding, capture.address, _found_at(capture))


def _found_at(capture: Capture) -> str | None:
    """Where the page was, for the links in it."""
    exchange = capture.custody.exchange
    return capture.sidecar.url or (exchange.url if exchange else None)


def _markdown(capture: Capture) -> Derived:
    text, encoding = decode(capture.content, capture.address, _told_encoding(capture))
    if is_page(text):
        return _hypertext(text, encoding, capture)
    return read_markdown(text, encoding)


def _json(capture: Capture) -> Derived:
    try:
        text = json.loads(capture.content)["text"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise UnreadableReport(capture.address, "no JSON object with a “text”") from error
    if not isinstance(text, str):
        raise UnreadableReport(capture.address, "its “text” is no text")
    return Derived(mend_surrogates(text))


def _row(capture: Capture) -> Derived:
    """A row of a table, whose text may be a page or have front matter as any other."""
    text = row_text(capture).encode("utf-8", "replace")
    return _plain(replace(capture, content=text, media_type="text/plain; charset=utf-8"))


_FORMATS: dict[str, Callable[[Capture], Derived]] = {
    "text/plain": _plain,
    "text/html": _page,
    "application/xhtml+xml": _page,
    "application/json": _json,
    "text/markdown": _markdown,
    "text/csv": _row,
    "application/pdf": read_pdf,
    "message/rfc822": read_message,
    "multipart/related": read_saved_page,
    DOCX: read_office,
}
