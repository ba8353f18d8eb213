"""A web archive (WARC) in, captures of the pages that it keeps out.

Taken are answers of status 200 and resources that are text, pages or documents; a revisit has
the bytes of the record that it repeats. Requests, metadata and the like are counted.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

from rashomon.collect.archives.own_records import read_field
from rashomon.collect.archives.unpacked import seekable
from rashomon.collect.archives.warc_bytes import Damaged, WarcBytes
from rashomon.collect.archives.warc_records import WarcRecord, read_record, read_records
from rashomon.collect.content import (
    HEAD_BYTES,
    recognize,
    why_no_report,
    why_too_large,
)
from rashomon.collect.holdings import Collecting, Held
from rashomon.collect.http_bodies import Answer, CodingError, dechunked, decode_body, read_answer
from rashomon.collect.paths import MEDIA_TYPES
from rashomon.collect.sidecars import fill
from rashomon.errors import Noted, UnreadableReport
from rashomon.records import Capture, CaptureMethod, Exchange, Sidecar

__all__ = ["Wanted", "open_warc", "take_records", "url_key"]

# What holds one report; a crawl's archives, tables and lists of addresses do not.
_CONTAINERS = frozenset(
    {"application/zip", "application/gzip", "application/warc", "application/wacz",
     "application/jsonl", "text/csv", "text/tab-separated-values"}
)  # fmt: skip
_REPORTS = (frozenset(MEDIA_TYPES.values()) | {"application/xhtml+xml"}) - _CONTAINERS
_UNTOLD = frozenset({"", "application/octet-stream", "application/unknown", "unknown/unknown"})
_SILENT = ("warcinfo", "request", "metadata", "conversion", "continuation")
# Where a revisit's original lies is kept for so many records: about 60 MB.
_MOST_ORIGINALS = 200_000
_MOST_REVISITS = 200_000
_LONGEST_ADDRESS = 2000  # characters of an address that are shown
_NAME_LENGTH = 80
_ALGORITHMS = {"sha1": "sha1", "sha-1": "sha1", "sha256": "sha256", "sha-256": "sha256",
               "md5": "md5", "sha512": "sha512", "sha-512": "sha512"}  # fmt: skip

Position = tuple[int, int]
Wanted = Callable[[str], Sidecar | None]
"""Tells what is known of a page by its address; None if it is not wanted."""


def open_warc(held: Held, run: Collecting) -> Iterator[Capture]:
    """Take every page out of a web archive."""
    with seekable(held) as file:
        stream = WarcBytes(file, held.budget, held.address)
        yield from take_records(stream, held, run, lambda _: Sidecar())


@dataclass(slots=True)
class _Tally:
    """What was met in an archive: taken, left aside by kind, and what revisits repeat."""

    taken: int = 0
    aside: Counter[str] = field(default_factory=Counter)
    originals: dict[bytes, Position] = field(default_factory=dict)
    revisits: list[tuple[Position, Position]] = field(default_factory=list)
    unresolved: list[str] = field(default_factory=list)
    records: int = 0


def take_records(
    stream: WarcBytes, held: Held, run: Collecting, wanted: Wanted
) -> Iterator[Capture]:
    """Yield a capture for each page in a stream of records that is wanted; tell of the rest."""
    tally = _Tally()

    def tell_damage(position: Position, reason: str) -> None:
        at = f"{held.address}, byte {position[0]}"
        run.on_skip(UnreadableReport(at, reason))

    for record in read_records(stream, tell_damage):
        tally.records += 1
        kind = record.headers.get("warc-type", "").lower()
        if kind == "revisit":
            _note_revisit(record, tally)
            continue
        if kind not in ("response", "resource"):
            tally.aside[kind if kind in _SILENT else "records of other types"] += 1
            if record.is_cut:
                _tell_cut(record, held, run, "")
            continue
        _remember(record, tally)
        yield from _taken(record, None, held, run, wanted, tally)
    for at, original_at in tally.revisits:
        again, original = _record_at(stream, at), _record_at(stream, original_at)
        if again is not None and original is not None:
            yield from _taken(original, again, held, run, wanted, tally)
    _tell(tally, held, run)


def url_key(url: str) -> str:
    """Return an address without what differs between two ways of writing it."""
    return url.partition("#")[0].removeprefix("https://").removeprefix("http://").rstrip("/")


def _taken(
    record: WarcRecord,
    again: WarcRecord | None,
    held: Held,
    run: Collecting,
    wanted: Wanted,
    tally: _Tally,
) -> Iterator[Capture]:
    """Yield the page of a record; `again` is the revisit that tells that it was met once more."""
    url = (again or record).headers.get("warc-target-uri", "").strip("<> ")
    where = f"{held.address}!/{_shown(url)}"
    if url.startswith("dns:") or _is_robots(url):
        tally.aside["dns or robots.txt"] += 1
        return
    known = wanted(url)
    if known is None:
        tally.aside["pages that are not listed"] += 1
        return
    try:
        if record.is_too_large:
            raise UnreadableReport(where, why_too_large(record.length, "record") or "too large")
        answer, content = _content(record, where)
        # The body of a page that has not changed is answered with 304, and was found with 200.
        if answer is not None and answer.status != 200:
            tally.aside["answers of another status than 200"] += 1
            return
        own = read_field(record.headers)
        kind = own.media_type if own and own.is_line else _kind(record, answer, content, url)
        if kind is None:
            tally.aside["files of other kinds"] += 1
            return
        held.budget.spend(len(content), where)
        reason = why_too_large(len(content), "page") or why_no_report(content, kind)
        if reason:
            raise UnreadableReport(where, reason)
    except UnreadableReport as error:
        run.on_skip(error)
        if held.budget.is_spent:
            raise
        return
    if record.is_cut:
        _tell_cut(record, held, run, url)
    elif (why := record.headers.get("warc-truncated")) and again is None:
        run.on_skip(Noted(where, f"the crawler cut it short ({why[:40]}); it is taken as it is"))
    elif again is None and (reason := _wrong_digest(record, answer)):
        run.on_skip(Noted(where, reason))
    tally.taken += 1
    told = fill(held.told(url), held.told(_name(url)))
    if own is not None:  # of an archive that a ledger was given back as
        told = fill(told, own.sidecar)
    if answer is None and url.startswith(("http://", "https://")):
        known = fill(known, Sidecar(url=url))
    yield Capture(
        content,
        own.name if own else _name(url),
        where,
        kind,
        run.now(),
        fill(told, known),
        held.custody(
            CaptureMethod.RECORD,
            (again or record).locator,
            taken_at=_moment((again or record).headers.get("warc-date", "")),
            exchange=_exchange(url, again, answer),
        ),
    )


def _content(record: WarcRecord, where: str) -> tuple[Answer | None, bytes]:
    """Return the answer that a record holds and its body; of a resource the block."""
    if record.headers.get("warc-type", "").lower() == "resource":
        return None, record.block
    answer = read_answer(record.block)
    if answer is None:
        raise UnreadableReport(where, "the record holds no answer of a server")
    if answer.status != 200:
        return answer, b""
    try:
        return answer, decode_body(answer)
    except CodingError as error:
        raise UnreadableReport(where, str(error)) from error


def _exchange(url: str, again: WarcRecord | None, answer: Answer | None) -> Exchange | None:
    """Return what the server answered; to a revisit with its own status and headers."""
    if answer is None:
        return None
    if again is not None and (repeated := read_answer(again.block)) is not None:
        return Exchange(url, repeated.status, repeated.headers)
    return Exchange(url, answer.status, answer.headers)


def _kind(record: WarcRecord, answer: Answer | None, content: bytes, url: str) -> str | None:
    """Return the media type of a body: the one told, unless its first bytes know better."""
    told = answer.header("content-type") if answer else record.headers.get("content-type", "")
    told = re.split(r"[;,]", told)[0].strip().lower()
    seen = recognize(content[:HEAD_BYTES])
    if seen in _REPORTS and seen != "text/html" and seen != told:
        return seen if told in _UNTOLD or told in _REPORTS else None
    if told in _REPORTS:
        return "text/html" if told == "application/xhtml+xml" else told
    if told in _UNTOLD:
        ending = f".{_path_of(url).rpartition('.')[2]}".lower()
        by_name = MEDIA_TYPES.get(ending)
        return seen if seen in _REPORTS else by_name if by_name in _REPORTS else None
    return None


def _path_of(url: str) -> str:
    """Return the path of an address, "" where it has none that can be read."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _note_revisit(record: WarcRecord, tally: _Tally) -> None:
    url = record.headers.get("warc-target-uri", "")
    for key in _keys_of_original(record):
        original = tally.originals.get(key)
        if original is not None and len(tally.revisits) < _MOST_REVISITS:
            tally.revisits.append((record.position, original))
            return
    if len(tally.unresolved) < 4:
        tally.unresolved.append(_shown(url))
    tally.aside["revisits of records that are not here"] += 1


def _key(*words: str) -> bytes:
    return hashlib.blake2b("\n".join(words).encode("utf-8", "replace"), digest_size=12).digest()


def _keys_of_original(revisit: WarcRecord) -> Iterator[bytes]:
    told = revisit.headers.get
    if refers := told("warc-refers-to"):
        yield _key("id", refers)
    uri, on = told("warc-refers-to-target-uri"), told("warc-refers-to-date")
    if uri and on:
        yield _key("uri", uri, on)
    if digest := told("warc-payload-digest"):
        yield _key("digest", digest)


def _remember(record: WarcRecord, tally: _Tally) -> None:
    told = record.headers.get
    keys = [
        _key("id", told("warc-record-id", "")),
        _key("uri", told("warc-target-uri", ""), told("warc-date", "")),
    ]
    if digest := told("warc-payload-digest"):
        keys.append(_key("digest", digest))
    for key in keys:
        if len(tally.originals) < _MOST_ORIGINALS * len(keys):
            tally.originals.setdefault(key, record.position)


def _record_at(stream: WarcBytes, position: Position) -> WarcRecord | None:
    try:
        stream.seek(position)
        stream.readline(HEAD_BYTES)
        return read_record(stream, position)
    except Damaged:  # told of when it was met first
        return None


def _tell_cut(record: WarcRecord, held: Held, run: Collecting, url: str) -> None:
    where = f"{held.address}!/{_shown(url)}" if url else f"{held.address}, {record.locator}"
    run.on_skip(
        Noted(
            where,
            f"the record is cut short: {len(record.block):,} of {record.length:,} bytes; "
            "taken as far as it goes",
        )
    )


def _tell(tally: _Tally, held: Held, run: Collecting) -> None:
    if not tally.records:
        raise UnreadableReport(held.address, "no record of a web archive can be found in it")
    if tally.unresolved:
        count = tally.aside["revisits of records that are not here"]
        run.on_skip(
            UnreadableReport(
                held.address,
                f"{count:,} revisits repeat records that are not in this archive; give the "
                f"archive with them as well. The first: {', '.join(tally.unresolved[:3])}",
            )
        )
    aside = ", ".join(f"{count:,} {words}" for words, count in tally.aside.most_common())
    pages = f"{tally.records:,} record{'s' if tally.records > 1 else ''}, {tally.taken:,} taken"
    run.on_skip(Noted(held.address, pages + (f"; left aside: {aside}" if aside else "")))


def _wrong_digest(record: WarcRecord, answer: Answer | None) -> str | None:
    """Say in words that a record's bytes are not those it was written with."""
    told = record.headers.get
    payload = record.block if answer is None else answer.raw
    for name, contents in (("block", [record.block]), ("payload", [payload, dechunked(payload)])):
        digest = told(f"warc-{name}-digest")
        if digest and not any(_agrees(digest, c) for c in contents if c is not None):
            return f"its bytes do not have the digest that the record tells of its {name}"
    return None


def _agrees(digest: str, content: bytes) -> bool:
    """Tell whether bytes have a digest as WARCs write it; true where that cannot be known."""
    name, _, value = digest.partition(":")
    algorithm = _ALGORITHMS.get(name.strip().lower())
    if algorithm is None or not value:
        return True
    actual = hashlib.new(algorithm, content, usedforsecurity=False).digest()
    value = value.strip()
    if value.lower() == actual.hex():
        return True
    try:
        return base64.b32decode(value.upper() + "=" * (-len(value) % 8)) == actual
    except (binascii.Error, ValueError):
        return False


def _moment(words: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(words.strip())
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _is_robots(url: str) -> bool:
    return _path_of(url).lower() in ("/robots.txt", "/humans.txt", "/ads.txt")


def _shown(url: str) -> str:
    words = "".join(c if c.isprintable() else "\ufffd" for c in url[:_LONGEST_ADDRESS])
    return words or "a record without an address"


def _name(url: str) -> str:
    """Return what to call a page: its host and path without the ending."""
    bare = re.sub(r"^[a-z]+://(?:www\.)?", "", url.partition("?")[0].partition("#")[0])
    bare = re.sub(r"\.(?:html?|php|aspx?|pdf|txt)$", "", unquote(bare).rstrip("/"))
    return _shown(bare)[:_NAME_LENGTH]
