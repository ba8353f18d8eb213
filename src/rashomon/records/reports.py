"""A report as it was captured, and as it is read."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from rashomon.errors import InvalidRecord
from rashomon.records.evidence import Span

__all__ = ["Capture", "Report", "Sidecar"]


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What the user tells of a report beside its bytes; None where nothing is told.

    `context_date` is the date a librarian would supply where neither the text nor its
    address tells when it was published; relative dates are resolved against it.
    `published_at` is the moment, in UTC, where `published_on` was told with time and offset.
    """

    outlet: str | None = None
    published_on: date | None = None
    url: str | None = None
    title: str | None = None
    carried_from: str | None = None
    context_date: date | None = None
    # Not in the words that the fingerprint was made of before there was such a field.
    published_at: datetime | None = field(default=None, repr=False)

    @property
    def fingerprint(self) -> str:
        """A digest by which a changed sidecar is told from the one read before."""
        words = f"{self!r}{self.published_at or ''}"
        return hashlib.sha256(words.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Capture:
    """The bytes of one report as they came in, with where and when they were captured.

    `name` is what the user calls it: the file's stem, or the id of a JSONL line.
    `address` is the path (with the line for JSONL) or URL. `media_type` is one of
    "text/plain", "text/html", "application/json" (one JSONL line).
    """

    content: bytes
    name: str
    address: str
    media_type: str
    captured_at: datetime
    sidecar: Sidecar = field(default_factory=Sidecar)

    def __post_init__(self) -> None:
        if self.captured_at.tzinfo is None:
            raise InvalidRecord(f"{self.address}: the time of capture needs a time zone")

    @property
    def sha256(self) -> str:
        """SHA-256 of the content, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def report_id(self) -> str:
        """The report's permanent id, a function of its bytes alone."""
        return "r" + self.sha256[:15]


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

    def is_noise(self, start: int, end: int) -> bool:
        """Tell whether any character of [start, end) is marked as noise."""
        return any(span.start < end and start < span.end for span in self.noise)
