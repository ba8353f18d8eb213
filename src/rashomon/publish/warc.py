"""The originals of a ledger as a web archive, WARC/1.1, for any tool that reads such.

One record a capture: a `response` where it is known what a server answered, else a `resource`.
Its payload are the bytes that were captured, its `WARC-Payload-Digest` is the SHA-256 that the
ledger knows them by. A `metadata` record after each holds the chain of custody and the sidecar
as JSON. A field of our own tells name, kind and sidecar to ourselves, so that `rashomon add`
takes all in again as it was. Records follow from the ledger alone: but for the date of the
first, two exports of one ledger are the same, byte for byte.

The codings that a server sent a body in were undone when it was captured. The headers that told
of them are kept under names that no reader takes for codings.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from itertools import groupby
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import quote

from rashomon.collect.archives.own_records import FIELD, OwnRecord, write_field
from rashomon.records import CaptureMethod, Exchange, to_plain

if TYPE_CHECKING:
    from rashomon.ledger import CaptureNote, Ledger

__all__ = ["write_warc"]

_FORMAT = "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
_KEPT_UNDER = "X-Rashomon-Sent-"
_OF_CODINGS = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_IDS = uuid.UUID("6a3f5dc6-2e0b-5d3c-9f0e-6d1c8e0c7a11")  # of our records, drawn once

Fields = Sequence[tuple[str, str]]


def write_warc(ledger: Ledger, stream: BinaryIO, *, now: datetime, packed: bool = False) -> int:
    """Write every capture of a ledger to `stream`, and return how many records they take.

    `now` is the moment of the export, the date of the first record. With `packed` each record
    is gzipped by itself, as the endings .warc.gz and its readers expect. One capture is held in
    memory at a time.
    """
    from rashomon.ledger.captures import tool_version

    told = (
        ("software", f"rashomon/{tool_version()}"),
        ("format", "WARC File Format 1.1"),
        ("conformsTo", _FORMAT),
        ("description", "the captures of a ledger of Rashomon, with their chain of custody"),
    )
    head = "".join(f"{name}: {value}\r\n" for name, value in told).encode()
    own = [("Content-Type", "application/warc-fields")]
    _write(stream, _record("warcinfo", _id("warcinfo", now.isoformat()), now, own, head), packed)
    count = 0
    # Several articles of one page came in at once: one record, whose metadata tells the parts.
    for _, group in groupby(ledger.captures(), key=_event):
        notes = tuple(group)
        for record in _records(notes, ledger.content(notes[0].sha256), ledger):
            _write(stream, record, packed)
        count += 1
    return count


def _event(note: CaptureNote) -> tuple[object, ...]:
    if not note.part:
        return (note.capture_id,)
    return note.sha256, note.address, note.sidecar.fingerprint, note.captured_at


def _records(notes: Sequence[CaptureNote], content: bytes, ledger: Ledger) -> Iterator[bytes]:
    note = notes[0]
    exchange = note.custody.exchange if note.custody else None
    record_id = _id("capture", str(note.capture_id), note.sha256)
    taken, uri = _taken_at(note), _uri(exchange.url if exchange else note.address)
    shared = [("WARC-Target-URI", uri)]
    own = write_field(OwnRecord(note.name, note.media_type, note.sidecar))
    told_by_us = [] if own is None else [(FIELD, own)]
    digest = ("WARC-Payload-Digest", f"sha256:{note.sha256}")
    if exchange:
        kind = ("Content-Type", "application/http; msgtype=response")
        block = _answer(exchange, len(content)) + content
        yield _record("response", record_id, taken, [*shared, digest, kind, *told_by_us], block)
    else:
        kind = ("Content-Type", _one_line(note.media_type))
        yield _record("resource", record_id, taken, [*shared, digest, kind, *told_by_us], content)
    copies = {own.report_id: ledger.copy_of(own.report_id) or own.report_id for own in notes}
    plain = to_plain(note)
    told = {
        "parts": [own.part for own in notes],
        "reports": copies,
        **{name: plain[name] for name in plain if name not in ("part", "report_id")},
    }
    yield _record(
        "metadata",
        _id("metadata", str(note.capture_id), note.sha256),
        taken,
        [*shared, ("WARC-Refers-To", record_id), ("Content-Type", "application/json")],
        json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1).encode(),
    )


def _taken_at(note: CaptureNote) -> datetime:
    """When the bytes were captured: of a record of another archive, when that says it was."""
    custody = note.custody
    if custody and custody.method is CaptureMethod.RECORD and custody.taken_at:
        return custody.taken_at
    return note.captured_at


def _answer(exchange: Exchange, length: int) -> bytes:
    """The status line and headers of an answer whose body has no codings any more."""
    try:
        reason = HTTPStatus(exchange.status).phrase
    except ValueError:
        reason = ""
    lines = [f"HTTP/1.1 {exchange.status} {reason}".rstrip()]
    for name, value in exchange.headers:
        kept = _KEPT_UNDER + name if name.casefold() in _OF_CODINGS else name
        lines.append(f"{_one_line(kept)}: {_one_line(value)}")
    lines.append(f"Content-Length: {length}")
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8", "replace") + b"\r\n"


def _uri(address: str) -> str:
    """A URI for where bytes lay: the URL, or the path in a form that no URI's rules break."""
    if address.startswith(("http://", "https://")):
        return quote(address, safe="!#$%&'()*+,/:;=?@[]~")
    scheme = "file://" if address.startswith("/") else "urn:x-rashomon:"
    return scheme + quote(address.encode("utf-8", "backslashreplace"), safe="/!:~")


def _one_line(words: str) -> str:
    """What a stranger wrote into a header may not begin another."""
    return " ".join(words.split())


def _id(*told: str) -> str:
    return f"<urn:uuid:{uuid.uuid5(_IDS, ' '.join(told))}>"


def _record(kind: str, record_id: str, at: datetime, fields: Fields, block: bytes) -> bytes:
    moment = at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    named = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", record_id),
        ("WARC-Date", moment),
        *fields,
        ("WARC-Block-Digest", f"sha256:{hashlib.sha256(block).hexdigest()}"),
        ("Content-Length", str(len(block))),
    ]
    head = "WARC/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in named)
    return head.encode() + b"\r\n" + block + b"\r\n\r\n"


def _write(stream: BinaryIO, record: bytes, packed: bool) -> None:
    stream.write(gzip.compress(record, mtime=0) if packed else record)
