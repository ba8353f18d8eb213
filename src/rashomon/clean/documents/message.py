"""An e-mail in, the text of its body out, with what its headers tell.

The plain part is taken where there is one that says as much as the page beside it, else that
page. What others wrote before and signatures are noise. In a message that only hands another
one on, that other one is the report: its sender and date are taken from the lines above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from email.message import Message
from email.utils import parseaddr

from rashomon.clean.characters.decoding import decode
from rashomon.clean.derived import Derived, joined
from rashomon.clean.documents.mail_words import header, header_words
from rashomon.clean.documents.quoting import find_forward, find_frame, find_quoted, unquoted
from rashomon.clean.openings.stamps import stamps
from rashomon.clean.pages.hypertext import read_hypertext
from rashomon.errors import UnreadableReport
from rashomon.records import Capture, Span
from rashomon.reference.mime import Part, moment_of, parse, parts_of
from rashomon.reference.outlets import find_outlet, outlet_of_url

__all__ = ["read_message"]

_DEEPEST = 5  # messages within messages; more hands have seldom passed one on
_FIRST_YEAR = 1982  # of mail with such headers
_FEWEST_WORDS = 12  # of a body, as of a page
# A plain part beside a page is often a line that asks for another program, or a summary.
_ENOUGH = 0.3  # of the page's words
_PREFIX = re.compile(
    r"(?:re|fwd?|aw|wg|tr|rv|sv|vs|ynt|ilt)(?:\[\d{1,3}\])?\s?:\s*"
    r"|\[[\w .:&'-]{1,40}\]\s+(?=\S)",
    re.IGNORECASE,
)
_ROLES = frozenset(
    "news newsletter newsletters alert alerts info press media editor editors editorial noreply "
    "no-reply donotreply contact updates daily digest subscriptions mail office desk wire".split()
)


@dataclass(frozen=True, slots=True)
class _Sender:
    """Who sent a message: an outlet or a person."""

    outlet: str | None = None
    byline: str | None = None


def read_message(capture: Capture) -> Derived:
    """Derive the text of an e-mail: its subject as the headline, then its body.

    Raises:
        UnreadableReport: If it holds no text to speak of.

    """
    message = parse(capture.content, capture.address)
    return _read(message, capture.address, 0)


def _read(message: Message, where: str, depth: int) -> Derived:
    parts = tuple(parts_of(message))
    body = _body(parts, where)
    within = [part for part in parts if part.kind == "message/rfc822"]
    if len(body.text.split()) < _FEWEST_WORDS and len(within) == 1 and depth < _DEEPEST:
        inner = within[0].message.get_payload()
        if isinstance(inner, list) and inner and isinstance(inner[0], Message):
            read = _read(inner[0], where, depth + 1)
            return replace(read, method=f"{read.method}, forwarded")
    if not body.text.strip():
        raise UnreadableReport(where, _why_no_text(parts))
    return _with_headers(message, body, _attachments(parts))


def _body(parts: Sequence[Part], where: str) -> Derived:
    """The plain parts as one text, or the first page where they say too little."""
    plain = [p for p in parts if p.kind == "text/plain" and _is_shown(p)]
    pages = [p for p in parts if p.kind == "text/html" and _is_shown(p)]
    texts = [text for part in plain if (text := _plain_text(part, where))]
    words = sum(len(text.text.split()) for text in texts)
    page = _page(pages[0], where) if pages and words < 400 else None
    if page and words < max(_FEWEST_WORDS, _ENOUGH * len(page.text.split())):
        return page
    if not texts:
        return page or Derived("")
    made = texts[0]
    for text in texts[1:]:
        if text.text:
            made = replace(made, text=f"{made.text}\n\n{text.text}".strip())
    return replace(made, method="plain part")


def _is_shown(part: Part) -> bool:
    return not part.is_attached and not (part.name and part.kind != "text/html")


def _plain_text(part: Part, where: str) -> Derived | None:
    try:
        text, encoding = decode(part.content, where, part.charset)
    except UnreadableReport:
        return None
    parameters = str(part.message.get("Content-Type", ""))[:2000].casefold()
    if re.search(r"format\s*=\s*\"?flowed", parameters):
        text = _unflowed(text, deletes_blank=bool(re.search(r"delsp\s*=\s*\"?yes", parameters)))
    return Derived(text.replace("\0", "").strip("\n\ufeff"), encoding=encoding)


def _unflowed(text: str, *, deletes_blank: bool) -> str:
    """Put lines together that were only broken for sending (RFC 3676)."""
    made: list[str] = []
    goes_on = False
    quoted = 0
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        content = line[depth:].removeprefix(" ")
        if goes_on and depth == quoted:
            made[-1] += content
        else:
            made.append(f"{'>' * depth} {content}" if depth else content)
        goes_on = content.endswith(" ") and content != "-- "
        quoted = depth
        if goes_on and deletes_blank:
            made[-1] = made[-1][:-1]
    return "\n".join(made)


def _page(part: Part, where: str) -> Derived | None:
    try:
        html, encoding = decode(part.content, where, part.charset)
        return read_hypertext(html, encoding, where)
    except UnreadableReport:
        return None


def _attachments(parts: Sequence[Part]) -> tuple[str, ...]:
    names = [
        header_words(p.name or p.kind)
        for p in parts
        if not _is_shown(p) or p.kind == "message/rfc822"
    ]
    kept = [name[:80] for name in names[:8]] + ["others"] * (len(names) > 8)
    return (f"not part of the text: attached {', '.join(kept)}",) if kept else ()


def _why_no_text(parts: Sequence[Part]) -> str:
    attached = _attachments(parts)
    return f"the message holds no text{f'; {attached[0]}' if attached else ''}"


def _with_headers(message: Message, body: Derived, notes: tuple[str, ...]) -> Derived:
    subject = header(message, "Subject")
    text = body.text
    if body.headline:  # the page's own title
        text = text[body.headline.end :].lstrip("\n")
    text = unquoted(text) if body.method == "plain part" else text
    # The lines of a message that was handed on stand for the headers of the one that holds it.
    forward = find_forward(text) if body.method == "plain part" else None
    is_own = forward is None or len(text[: forward.span.start].split()) >= _FEWEST_WORDS
    told = {} if is_own or forward is None else forward.headers
    title = _title(told.get("subject") or subject) or (body.title or "")
    noise = [*(find_quoted(text) if body.method == "plain part" else ()), *find_frame(text)]
    if forward and is_own:
        is_reply = bool(re.match(r"\s*(?:re|aw|sv)\b", subject, re.IGNORECASE))
        end = len(text.rstrip()) if is_reply else forward.span.end
        noise.append(Span(forward.span.start, end))
    elif forward:
        noise = [Span(0, forward.span.end), *(n for n in noise if n.start >= forward.span.end)]
    headline, shift = None, 0
    if title:
        begins = text.lstrip().startswith(title)
        shift = 0 if begins else len(title) + 2
        at = text.index(title) if begins else 0
        text = text if begins else f"{title}\n\n{text}"
        headline = Span(at, at + len(title))
    sender = _sender(told.get("from") or header(message, "From"), message if not told else None)
    by = "forwarded header" if told else "header"
    dated = _printed(told.get("date", "")) if told else _sent(message)
    url = _address(message)
    return Derived(
        text,
        f"message, {body.method}",
        body.encoding,
        title=title or None,
        title_by=by,
        headline=headline,
        noise=joined(Span(n.start + shift, n.end + shift) for n in noise),
        byline=sender.byline or body.byline,
        byline_by=by if sender.byline else body.byline_by,
        site_name=sender.outlet or body.site_name,
        site_by=by if sender.outlet else body.site_by,
        url=url,
        url_by="header",
        published_on=dated[0] if dated else None,
        published_at=dated[1] if dated else None,
        published_by=by,
        providers=body.providers,
        notes=notes,
    )


def _title(subject: str) -> str:
    """The subject without what replies, forwards and lists put before it."""
    while found := _PREFIX.match(subject):
        subject = subject[found.end() :]
    return subject.strip()


def _sent(message: Message) -> tuple[date, datetime | None] | None:
    """When it was sent, or came in at the last server; a clock that was never set tells nothing."""
    received = header(message, "Received").rpartition(";")[2].strip()
    for words in (header(message, "Date"), received):
        found = moment_of(words)
        if found and found[0].year >= _FIRST_YEAR:
            return found
    return None


def _printed(words: str) -> tuple[date, datetime | None] | None:
    """The day that a program printed above what it hands on, in the way of its user's country."""
    moment = moment_of(words)
    stamp = next(stamps(words[:200]), None)
    if stamp is None:
        return moment
    return stamp.day, moment[1] if moment and moment[0] == stamp.day else None


def _sender(words: str, message: Message | None) -> _Sender:
    """Tell outlets, by their name, their domain, and what only they send, from persons."""
    try:
        name, address = parseaddr(words[:1000])
    except (RecursionError, ValueError, IndexError):  # comments within comments without end
        return _Sender()
    name = " ".join(name.split()).strip("'\"")
    host = address.rpartition("@")[2].strip(".> ").casefold()
    if known := find_outlet(name) if name else None:
        return _Sender(known.name)
    known = outlet_of_url(f"https://{host}/") if re.fullmatch(r"[\w.-]{4,200}", host) else None
    via = re.fullmatch(r"(.{3,60}?)\s(?:via|at|from|\|)\s(.{3,60})", name)
    is_person = bool(re.fullmatch(r"[^\W\d_][\w'’.-]*(?:\s[^\W\d_][\w'’.-]*){1,3}", name))
    if via and (outlet := find_outlet(via[2])):
        return _Sender(outlet.name, via[1])
    role = address.partition("@")[0].casefold()
    is_bulk = message is not None and any(
        message.get(h) is not None for h in ("List-Id", "List-Unsubscribe", "Feedback-ID")
    )
    if known:
        is_byline = is_person and role not in _ROLES and not is_bulk
        return _Sender(known.name, name if is_byline else None)
    if name and (is_bulk or role in _ROLES):
        return _Sender(name)
    return _Sender(None, name if is_person else None)


def _address(message: Message) -> str | None:
    """Where the message stands on the web, if it says so (RFC 5064, and readers of feeds)."""
    for name in ("Archived-At", "Content-Base", "X-URL"):
        found = re.match(r"<?(https?://[^\s<>\"]{4,2000})", header(message, name))
        if found:
            return found[1]
    return None
