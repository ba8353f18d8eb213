"""A feed's bytes in, its items out: RSS 0.9 to 2.0, Atom, JSON Feed.

`feedparser` would read more oddities; it falls back on matching tags by regular expressions
where XML is broken, keeps what a document type declares, and brings a parser that is no longer
kept up. The forms are few, so they are read here: by lxml, of text that we have decoded, with
no entities but those of HTML, nothing loaded from elsewhere, and no depth or length beyond what
libxml2 allows without being asked.
"""

from __future__ import annotations

import codecs
import html
import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rashomon.collect.web.addresses import WebAddress, join
from rashomon.collect.web.asking import Answer
from rashomon.collect.web.entries import Entry, Told, make_entry
from rashomon.errors import NotFetched

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["MOST_ENTRIES", "Feed", "parse_feed"]

MOST_ENTRIES = 1_000
"""How many items of one feed are taken at a time; feeds of news have 10 to 100."""

_ATOM = "http://www.w3.org/2005/Atom"
_CORE = frozenset(
    {None, _ATOM, "http://purl.org/atom/ns#", "http://purl.org/rss/1.0/",
     "http://my.netscape.com/rdf/simple/0.9/", "http://channel.netscape.com/rdf/simple/0.9/",
     "http://backend.userland.com/rss2"}
)  # fmt: skip
_DUBLIN = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_BURNER = "http://rssnamespace.org/feedburner/ext/1.0"
_XML = "http://www.w3.org/XML/1998/namespace"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

_DECLARATION = re.compile(r"\s*<\?xml([^>]{0,500})\?>")
_ENCODING = re.compile(r"""encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._-]{1,40})", re.I)
# Those that feeds are written in. Python knows others that are no encodings of text, and some
# that take long to undo.
_ENCODINGS = re.compile(
    r"utf-?(8|16|32)(-?[bl]e)?|(us-)?ascii|(iso-?)?8859-?\d+|latin-?\d|(windows-?|cp)\d{3,4}"
    r"|koi8-?[ru]|gb(k|2312|18030)|big5|shift[-_]jis|euc[-_](jp|kr)"
)
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_BAD_NUMBER = re.compile(r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]));", re.I)
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,30});")
_FIRST_TAG = re.compile(r"<[A-Za-z_]")


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's title and its items, in its order; `left_out` are those beyond the limit."""

    title: str
    entries: tuple[Entry, ...]
    left_out: int = 0


def parse_feed(answer: Answer, now: datetime) -> Feed:
    """Read a feed that a server gave.

    Raises:
        NotFetched: If it is none, or declares entities, as bombs do.

    """
    if answer.body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        title, told = _json_items(answer)
        base = answer.address
        entries = [(item, base) for item in told]
    else:
        title, entries = _xml_items(answer)
    made: dict[str, Entry] = {}
    for item, base in entries[:MOST_ENTRIES]:
        entry = make_entry(item, base, now)
        if entry is not None:
            made.setdefault(entry.key, entry)
    return Feed(title, tuple(made.values()), max(0, len(entries) - MOST_ENTRIES))


def _xml_items(answer: Answer) -> tuple[str, list[tuple[Told, WebAddress]]]:
    root = _root(answer)
    name = _local(root)
    if name == "feed":
        items = [child for child in root if _is_core(child) and _local(child) == "entry"]
        return _text(root, "title"), [(_atom(i), _base(i, root, answer)) for i in items]
    channels = [child for child in root if _is_core(child) and _local(child) == "channel"]
    if name not in ("rss", "rdf") or not channels:
        raise NotFetched(str(answer.address), f"no feed: its root is <{name[:40]}>")
    items = [
        child
        for parent in (root, *channels)
        for child in parent
        if _is_core(child) and _local(child) == "item"
    ]
    return _text(channels[0], "title"), [(_rss(i), answer.address) for i in items]


def _rss(item: _Element) -> Told:
    guid = _find(item, "guid")
    key = _inner(guid) or item.get(f"{{{_RDF}}}about") or ""
    link = _text(item, "origLink", {_BURNER}) or _text(item, "link")
    if not link and guid is not None and guid.get("isPermaLink", "true").lower() != "false":
        link = _inner(guid) if _inner(guid).startswith(("http://", "https://")) else ""
    return Told(
        key=key.strip(),
        link=link,
        title=_text(item, "title"),
        published=(
            _text(item, "pubDate")
            or _text(item, "created", {_TERMS})
            or _text(item, "issued", {_TERMS})
            or _text(item, "date", {_DUBLIN})
        ),
        updated=_text(item, "modified", {_TERMS}) or _text(item, "updated", {_ATOM}),
        outlet=_text(item, "source") or _text(item, "publisher", {_DUBLIN}),
        summary=_text(item, "description"),
        text=_text(item, "encoded", {_CONTENT}),
    )


def _atom(entry: _Element) -> Told:
    content = _find(entry, "content")
    kind = "" if content is None else content.get("type", "text").lower()
    text = ""
    if content is not None and content.get("src") is None:
        text = _markup(content) if kind == "xhtml" else _inner(content)
    is_plain = kind in ("text", "text/plain")
    source = _find(entry, "source")
    return Told(
        key=_text(entry, "id"),
        link=_atom_link(entry),
        title=_text(entry, "title"),
        published=_text(entry, "published") or _text(entry, "issued"),
        updated=_text(entry, "updated") or _text(entry, "modified"),
        outlet="" if source is None else _text(source, "title"),
        summary=_text(entry, "summary"),
        text=text if is_plain or kind in ("html", "text/html", "xhtml") else "",
        text_type="text/plain" if is_plain else "text/html",
    )


def _atom_link(entry: _Element) -> str:
    links = [child for child in entry if _is_core(child) and _local(child) == "link"]
    pages = [link for link in links if link.get("rel", "alternate") == "alternate"]
    pages.sort(key=lambda link: "html" not in link.get("type", "text/html"))
    return next((href for link in pages if (href := link.get("href"))), "")


def _json_items(answer: Answer) -> tuple[str, list[Told]]:
    where = str(answer.address)
    try:
        told = json.loads(answer.body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise NotFetched(where, "the feed is no JSON", may_pass=True) from error
    items = told.get("items") if isinstance(told, dict) else None
    if not isinstance(items, list):
        raise NotFetched(where, "no feed: it has no list of items")
    return _word(told, "title"), [_json_item(item) for item in items if isinstance(item, dict)]


def _json_item(item: dict[str, Any]) -> Told:
    marked = _word(item, "content_html")
    return Told(
        key=_word(item, "id"),
        link=_word(item, "url"),
        title=_word(item, "title"),
        published=_word(item, "date_published"),
        updated=_word(item, "date_modified"),
        summary=_word(item, "summary"),
        text=marked or _word(item, "content_text"),
        text_type="text/html" if marked else "text/plain",
    )


def _word(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18:
        return str(value)
    return _NOT_IN_XML.sub(" ", value) if isinstance(value, str) else ""


def _root(answer: Answer) -> _Element:
    from lxml import etree

    where = str(answer.address)
    text = _decoded(answer)
    first = _FIRST_TAG.search(text)
    if "<!ENTITY" in text[: first.start() if first else len(text)].upper():
        raise NotFetched(where, "the feed declares entities; it is not read, as bombs do that")
    text = _BAD_NUMBER.sub(" ", _NOT_IN_XML.sub(" ", text))
    options: dict[str, Any] = {
        "encoding": "utf-8",
        "resolve_entities": False,
        "no_network": True,
        "load_dtd": False,
        "huge_tree": False,
        "remove_comments": True,
        "remove_pis": True,
    }
    root: _Element | None
    try:
        root = etree.fromstring(text.encode(), etree.XMLParser(**options))
    except etree.XMLSyntaxError:
        # Most often an "&nbsp;" that no feed may use, or a "&" that is none.
        mended = _NAMED.sub(_spelled_out, text).encode()
        try:
            root = etree.fromstring(mended, etree.XMLParser(recover=True, **options))
        except etree.XMLSyntaxError as error:
            reason = f"the feed is no XML: {error.msg}"
            raise NotFetched(where, reason, may_pass=True) from error
    if root is None:
        raise NotFetched(where, "the feed is no XML", may_pass=True)
    return root


def _spelled_out(found: re.Match[str]) -> str:
    character = html.unescape(found[0])
    return character if character != found[0] else f"&amp;{found[1]};"


def _decoded(answer: Answer) -> str:
    """Return the text of a feed without its declaration.

    A byte order mark holds over the declaration, and that over the header, which servers set
    for all their files at once.
    """
    body = answer.body
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if body.startswith(mark):
            return _undeclared(body[len(mark) :].decode(name, "replace"))
    declared = _DECLARATION.match(body[:600].decode("ascii", "replace"))
    told = (
        (declared and _ENCODING.search(declared[1]))
        or _CHARSET.search(answer.header("content-type"))
        or None
    )
    name = told[1].lower() if told else "utf-8"
    if not _ENCODINGS.fullmatch(name):
        name = "utf-8"
    try:
        return _undeclared(body.decode(name, "replace"))
    except LookupError:  # a number that no encoding has
        return _undeclared(body.decode("utf-8", "replace"))


def _undeclared(text: str) -> str:
    return _DECLARATION.sub("", text, count=1)


def _base(entry: _Element, root: _Element, answer: Answer) -> WebAddress:
    """Where an Atom entry's links start from."""
    base = answer.address
    for node in (root, entry):
        if told := node.get(f"{{{_XML}}}base"):
            try:
                base = join(base, told)
            except NotFetched:
                continue
    return base


def _local(node: _Element) -> str:
    return str(node.tag).rpartition("}")[2].lower() if isinstance(node.tag, str) else ""


def _space(node: _Element) -> str | None:
    tag = str(node.tag)
    return tag[1:].partition("}")[0] if tag.startswith("{") else None


def _is_core(node: _Element) -> bool:
    return isinstance(node.tag, str) and _space(node) in _CORE


def _find(
    node: _Element, name: str, spaces: frozenset[str | None] | set[str] = _CORE
) -> _Element | None:
    for child in node:
        if isinstance(child.tag, str) and _space(child) in spaces and _local(child) == name.lower():
            return child
    return None


def _text(node: _Element, name: str, spaces: frozenset[str | None] | set[str] = _CORE) -> str:
    return _inner(_find(node, name, spaces))


def _inner(node: _Element | None) -> str:
    """All the text within, since some feeds leave their markup unescaped."""
    return "" if node is None else "".join(str(part) for part in node.itertext()).strip()


def _markup(node: _Element) -> str:
    """The markup within an Atom content of XHTML."""
    from lxml import etree

    parts = [node.text or ""]
    parts += [etree.tostring(child, encoding="unicode", method="html") for child in node]
    return "".join(parts).strip()
