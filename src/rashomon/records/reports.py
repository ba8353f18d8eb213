"""A report as it was captured, and as it is read."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from rashomon.errors import InvalidRecord
from rashomon.records.evidence import Span

__all__ = ["Capture", "CaptureMethod", "Custody", "Exchange", "Report", "Sidecar", "report_id_of"]


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What the user tells of a report beside its bytes; None where nothing is told.

    `context_date` is the date a librarian would supply where neither the text nor its
    address tells when it was published; relative dates are resolved against it.
    `published_at` is the moment, in UTC, where `published_on` was told with time and offset.
    `listed_on` is the day under which a feed lists it: a program's word and no person's, so that
    the report's own dateline holds over it.
    """

    outlet: str | None = None
    published_on: date | None = None
    url: str | None = None
    title: str | None = None
    carried_from: str | None = None
    context_date: date | None = None
    # Not in the words that the fingerprint was made of before there was such a field.
    published_at: datetime | None = field(default=None, repr=False)
    listed_on: date | None = field(default=None, repr=False)

    @property
    def fingerprint(self) -> str:
        """A digest by which a changed sidecar is told from the one read before."""
        words = f"{self!r}{self.published_at or ''}"
        if self.listed_on:
            words += f" listed {self.listed_on}"
        return hashlib.sha256(words.encode()).hexdigest()[:16]


class CaptureMethod(StrEnum):
    """How the bytes of a report came in."""

    FILE = "file"  # a file of its own
    MEMBER = "member"  # a file within an archive
    RECORD = "record"  # a response within a web archive (WARC, WACZ)
    LINE = "line"  # a line of JSON Lines
    ROW = "row"  # a row of a table
    FETCH = "fetch"  # asked of a server by us
    GIVEN = "given"  # handed over by a program
    UPLOAD = "upload"  # a file of its own, sent by a browser or a program to `rashomon serve`


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a server answered, beside the body: asked by us, or kept in a web archive.

    `url` is the address that answered in the end, `redirects` are those before it, the one
    asked first. `headers` are the answer's as they came, with their case and order. The body
    is the capture's content, its transfer and content codings undone.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...] = ()
    redirects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Custody:
    """The chain of custody of a capture: how it came in, by whom, and out of what.

    `by` is who ran Rashomon, as they are called on that machine or as they said. Where bytes
    came out of a larger whole, `container` is the SHA-256 of that file, in hexadecimal, and
    `locator` says where within it they lie ("2016/a.html", "record at 10240", "row 7").
    `taken_at` is when a web archive or a message says that it was made or sent, in UTC, where
    that is told; when we took it in is the capture's own time.
    """

    method: CaptureMethod = CaptureMethod.GIVEN
    by: str | None = None
    container: str | None = None
    locator: str | None = None
    taken_at: datetime | None = None
    exchange: Exchange | None = None


@dataclass(frozen=True, slots=True)
class Capture:
    """The bytes of one report as they came in, with where and when they were captured.

    `name` is what the user calls it: the file's stem, or the id of a JSONL line.
    `address` is the path (with the line for JSONL, the member for archives) or URL.
    `media_type` says what the bytes are: "text/plain", "text/html", "application/json" (one
    JSONL line), "application/pdf" and so on. `part` is the number of the article, from 1,
    where the bytes hold several; 0 where they hold one.
    """

    content: bytes
    name: str
    address: str
    media_type: str
    captured_at: datetime
    sidecar: Sidecar = field(default_factory=Sidecar)
    custody: Custody = field(default_factory=Custody)
    part: int = 0

    def __post_init__(self) -> None:
        if self.captured_at.tzinfo is None:
            raise InvalidRecord(f"{self.address}: the time of capture needs a time zone")
        if self.part < 0:
            raise InvalidRecord(f"{self.address}: parts are counted from 1, not {self.part}")

    @property
    def sha256(self) -> str:
        """SHA-256 of the content, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def report_id(self) -> str:
        """The report's permanent id, a function of its bytes and of which part they are."""
        return report_id_of(self.sha256, self.part)


def report_id_of(sha256: str, part: int) -> str:
    """Return the id of a report by the SHA-256 of its bytes and which part of them it is."""
    if not part:
        return "r" + sha256[:15]
    return "r" + hashlib.sha256(f"{sha256}#{part}".encode()).hexdigest()[:15]


@dataclass(frozen=True, slots=True)
class Report:
    """One item as published by one outlet, cleaned: text, noise and metadata.

    `text` is the stored text, into which every offset of every record points; noise is marked
    in it, never cut out. `headline`, `dateline` (agency, place and date before or after the
    body) and `noise` are spans of it; none of them is read for claims. `published_at` is the
    moment of `published_on` in UTC, where a time with its offset is told; the day is the one
    printed. `carried_from` is the outlet
    whose text it carries where that is another one. `found_by` tells, for each piece of
    metadata, the method that found it ("sidecar", "dateline", "htmldate").
    """

    report_id: str
    name: str
    address: str
    text: str
    title: str | None = None
    headline: Span | None = None
    noise: tuple[Span, ...] = ()
    outlet: str | None = None
    carried_from: str | None = None
    url: str | None = None
    byline: str | None = None
    dateline: Span | None = None
    published_on: date | None = None
    updated_on: date | None = None
    context_date: date | None = None
    language: str | None = None
    found_by: Mapping[str, str] = field(default_factory=dict)
    published_at: datetime | None = None

    def __post_init__(self) -> None:
        if self.published_at is not None and self.published_at.tzinfo is None:
            raise InvalidRecord(f"{self.name}: the time of publication needs a time zone")
        for span in (*self.noise, *filter(None, (self.headline, self.dateline))):
            if span.end > len(self.text):
                raise InvalidRecord(
                    f"{self.name}: span [{span.start}, {span.end}) leaves a text of "
                    f"{len(self.text)} characters"
                )

    @property
    def base_date(self) -> date | None:
        """The date against which relative dates are resolved."""
        return self.published_on or self.context_date

    @property
    def wording(self) -> str | None:
        """A digest of the words without the noise, whatever their case and the space between.

        By it two captures of one article are known though their menus, ads or encodings
        differ. None where nothing but noise is there.
        """
        kept, start = [], 0
        for span in sorted(self.noise, key=lambda span: span.start):
            kept.append(self.text[start : span.start])
            start = max(start, span.end)
        kept.append(self.text[start:])
        words = unicodedata.normalize("NFC", " ".join(kept)).casefold().split()
        return hashlib.sha256(" ".join(words).encode()).hexdigest() if words else None

    def is_noise(self, start: int, end: int) -> bool:
        """Tell whether any character of [start, end) is marked as noise."""
        return any(span.start < end and start < span.end for span in self.noise)
