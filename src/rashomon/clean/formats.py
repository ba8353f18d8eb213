"""The text of a capture, by its media type: a format is one module and one line here.

A function takes the capture, since a document may need its address to resolve links or the
part that is asked for, and is a function of it alone: the same bytes yield the same text at
any time, on any machine. What it raises is `UnreadableReport`; whatever else its libraries
raise on damaged or hostile bytes is theirs to turn into that.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from rashomon.clean.decoding import decode, mend_surrogates
from rashomon.clean.derived import Derived
from rashomon.clean.front_matter import read_front_matter
from rashomon.clean.hypertext import is_page, read_hypertext
from rashomon.clean.markdown import read_markdown
from rashomon.clean.pdf import read_pdf
from rashomon.errors import UnreadableReport
from rashomon.records import Capture

__all__ = ["derive"]


def derive(capture: Capture) -> Derived:
    """Return the text of a capture and what its document tells of itself.

    Raises:
        UnreadableReport: If the bytes hold no text that can be read.

    """
    kind = capture.media_type.partition(";")[0].strip().casefold()
    return _FORMATS.get(kind, _plain)(capture)


def _plain(capture: Capture) -> Derived:
    """Plain text, or a page under a text's name: some tools save every page as .txt."""
    text, encoding = decode(capture.content, capture.address)
    if is_page(text):
        return read_hypertext(text, encoding, capture.address, _found_at(capture))
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
    text, encoding = decode(capture.content, capture.address)
    if "<" not in text:  # plain text under a page's name
        return Derived(text, encoding=encoding)
    return read_hypertext(text, encoding, capture.address, _found_at(capture))


def _found_at(capture: Capture) -> str | None:
    """Where the page was, for the links in it."""
    exchange = capture.custody.exchange
    return capture.sidecar.url or (exchange.url if exchange else None)


def _markdown(capture: Capture) -> Derived:
    text, encoding = decode(capture.content, capture.address)
    if is_page(text):
        return read_hypertext(text, encoding, capture.address, _found_at(capture))
    return read_markdown(text, encoding)


def _json(capture: Capture) -> Derived:
    try:
        text = json.loads(capture.content)["text"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise UnreadableReport(capture.address, "no JSON object with a “text”") from error
    if not isinstance(text, str):
        raise UnreadableReport(capture.address, "its “text” is no text")
    return Derived(mend_surrogates(text))


_FORMATS: dict[str, Callable[[Capture], Derived]] = {
    "text/plain": _plain,
    "text/html": _page,
    "application/xhtml+xml": _page,
    "application/json": _json,
    "text/markdown": _markdown,
    "application/pdf": read_pdf,
}
