"""What an answer is, by its header and its own first bytes; the bytes have the last word."""

from __future__ import annotations

import re

from rashomon.collect.content import HEAD_BYTES, recognize, why_no_report
from rashomon.collect.web.asking import Answer
from rashomon.errors import NotFetched

__all__ = ["is_feed", "media_type_of"]

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_PDF = "application/pdf"
_MAIL = "message/rfc822"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Servers that know no better send text as bytes of whatever kind.
_TEXTS = dict.fromkeys(
    ("text/plain", "", "application/octet-stream", "binary/octet-stream"), "text/plain"
) | dict.fromkeys(("text/markdown", "text/x-markdown"), "text/markdown")
# What may stand before the root: white space, a declaration, comments, a document type.
_COMMENT = r"<!--(?:[^-]|-(?!->)){0,3000}-->"
_TYPE = r"<!DOCTYPE(?! html)[^>\[]{0,500}>"
_PROLOG = rf"(?:\s+|<\?[^>]{{0,500}}\?>|{_COMMENT}|{_TYPE}){{0,50}}+"
_FEED = re.compile(_PROLOG + r"<(?:rss|(?:\w{1,20}:)?RDF|(?:\w{1,20}:)?feed)[\s>]", re.I)
_JSON_FEED = re.compile(r'"version"\s*:\s*"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org')
_PAGE = re.compile(_PROLOG + r"<(?:!doctype html|html|head|body|title|meta)[\s>]", re.I)


def is_feed(answer: Answer) -> bool:
    """Tell whether the body is RSS, Atom or a JSON Feed, whatever its header says."""
    sample = _sample(answer.body)
    if sample.startswith("{"):
        return bool(_JSON_FEED.search(sample))
    return bool(_FEED.match(sample))


def media_type_of(answer: Answer) -> str:
    """Return the media type of a report.

    Raises:
        NotFetched: If the answer is none: an image, an archive, data, or nothing.

    """
    where, body = str(answer.address), answer.body
    told = answer.header("content-type").partition(";")[0].strip().lower()
    if not body.strip():
        raise NotFetched(where, "the answer is empty", may_pass=True)
    seen = recognize(body[:HEAD_BYTES])
    if seen in (_PDF, _MAIL):
        return seen
    if seen == "application/zip" and told == _WORD:
        return _WORD
    if reason := why_no_report(body):
        raise NotFetched(where, reason.replace("the file", "the answer").partition(";")[0])
    if seen == "text/html" or told in _PAGES or _PAGE.match(_sample(body)):
        return "text/html"
    if told in _TEXTS:
        return _TEXTS[told]
    raise NotFetched(where, f"the answer is {told[:80]}, not a page or a text")


def _sample(body: bytes) -> str:
    """The first characters, of whatever encoding; enough to see which tag comes first."""
    sample = body[:HEAD_BYTES]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return sample.decode("utf-16", "replace").lstrip("\ufeff \t\r\n")
    return sample.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
