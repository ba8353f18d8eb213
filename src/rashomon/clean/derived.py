"""The text that is derived from a capture's bytes, with what the document tells of itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from rashomon.records import Sidecar, Span

__all__ = ["Derived", "cut_out", "joined", "masked"]


@dataclass(frozen=True, slots=True)
class Derived:
    """A stored text and what its document says beside it; None where it says nothing.

    Spans are offsets into `text`. `method` names how the text was got ("trafilatura", "text
    layer"), "" where the bytes are the text. `headline` is the title where it stands in the
    text. `noise` is what the format itself tells apart from the report: quoted replies,
    running headers. `told` is front matter, which counts as a sidecar. `site_name` is who
    published it, and the fields that end in `_by` the methods that found theirs.
    `providers` are those whom the document names as authors or sources of its text.
    `is_dated_weakly` says that the date is of the file rather than of the report: every other
    date is taken before it. `notes` say in words what of the bytes is not in the text.
    """

    text: str
    method: str = ""
    encoding: str = "utf-8"
    title: str | None = None
    title_by: str = "page"
    headline: Span | None = None
    noise: tuple[Span, ...] = ()
    byline: str | None = None
    byline_by: str = ""
    site_name: str | None = None
    site_by: str = "site name"
    url: str | None = None
    url_by: str = "page"
    published_on: date | None = None
    published_at: datetime | None = None
    published_by: str = "htmldate"
    is_dated_weakly: bool = False
    updated_on: date | None = None
    providers: tuple[str, ...] = ()
    told: Sidecar = field(default_factory=Sidecar)
    notes: tuple[str, ...] = ()


def masked(text: str, spans: tuple[Span, ...]) -> str:
    r"""Return `text` with blanks for what `spans` hold; lines and offsets stay.

    >>> masked("To: x\nShells fell.", (Span(0, 5),))
    '     \nShells fell.'
    """
    pieces, at = [], 0
    for span in sorted(spans):
        start = max(at, span.start)
        pieces += [text[at:start], re.sub(r"[^\n]", " ", text[start : max(start, span.end)])]
        at = max(at, span.end)
    return "".join([*pieces, text[at:]])


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return what `spans` hold, in order, as spans that do not touch."""
    kept: list[Span] = []
    for span in sorted(spans):
        if kept and span.start <= kept[-1].end:
            kept[-1] = Span(kept[-1].start, max(span.end, kept[-1].end))
        else:
            kept.append(span)
    return tuple(kept)


def cut_out(whole: Derived, span: Span) -> Derived:
    """Return the report that stands at `span` of a text which holds several.

    What the document tells of itself as one is of the whole: its title and author are left
    out, and its date is taken only where the report has none of its own.
    """
    noise = []
    for one in whole.noise:
        start, end = max(one.start, span.start), min(one.end, span.end)
        if start < end:
            noise.append(Span(start - span.start, end - span.start))
    return replace(
        whole,
        text=span.of(whole.text),
        title=None,
        headline=None,
        noise=tuple(noise),
        byline=None,
        is_dated_weakly=True,
        updated_on=None,
        told=Sidecar(outlet=whole.told.outlet, context_date=whole.told.context_date),
    )
