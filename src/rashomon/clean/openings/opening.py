"""What stands before the body: headline, dateline, dates, byline.

A date counts as the day of publication only where outlets put it: at the very start, beside
the headline, on a line of its own, behind a label, or in an agency's dateline. A date within
the running body is the report's news and never its own date. A headline is marked only where
it is sure to be one, because claims in it are not read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from rashomon.clean.openings.finds import (
    BLANKS,
    Finds,
    after_headline,
    leading_stamp,
    line_end,
    skip,
)
from rashomon.clean.openings.lined import is_running, read_lines
from rashomon.clean.openings.one_line import read_one_line
from rashomon.clean.openings.stamps import stamps
from rashomon.clean.openings.wire import wire_at
from rashomon.records import Span

__all__ = ["Opening", "find_opening"]

_HEAD_CHARACTERS = 2500  # within which a labelled date is the report's own
_LAST_CHARACTERS = 400


@dataclass(frozen=True, slots=True)
class Opening:
    """The spans and dates found. `credits` are the names in the dateline and masthead."""

    headline: Span | None = None
    dateline: Span | None = None
    published_on: date | None = None
    updated_on: date | None = None
    found_by: str = ""
    byline: str | None = None
    credits: tuple[str, ...] = ()
    masthead: str | None = None


def find_opening(text: str, noise: tuple[Span, ...], title: str | None = None) -> Opening:
    """Find headline, dateline and dates of a report; `title` is what is told beside the text."""
    finds = Finds()
    start = skip(text, 0, noise)
    at = leading_stamp(text, start, noise, finds)
    end = line_end(text, at)
    if at == start and (wire := wire_at(text, at)):
        finds.add_wire(text, wire)
    elif is_running(text[at:end]) or "\n" not in text.strip(BLANKS):
        read_one_line(text, at, end, noise, finds, is_dated=at > start)
    else:
        read_lines(text, at, noise, title, finds)
    if title and _title_at(text, at, title):
        finds.headline = (at, at + len(title.strip()))
        if not finds.datelines or finds.datelines[-1][1] <= at:
            after_headline(text, skip(text, finds.headline[1], noise), noise, finds)
    _labelled(text, finds)
    return _settled(text, noise, finds)


def _labelled(text: str, finds: Finds) -> None:
    """Take in dates behind a label ("Published on", "Last update:") near start or end."""
    ends = [(0, min(len(text), _HEAD_CHARACTERS))]
    if len(text) > _HEAD_CHARACTERS:
        ends.append((len(text) - _LAST_CHARACTERS, len(text)))
    else:
        ends.append((0, len(text)))
    met = {stamp.start for stamp, _ in finds.stamps}
    for start, end in ends:
        for stamp in stamps(text, start, end):
            if stamp.role and stamp.start not in met and _is_set_off(text, stamp.start):
                met.add(stamp.start)
                finds.add_stamp(stamp, "label")
    found = re.search(
        r"\b[Pp]ublished in\s(?P<name>[A-Z][\w' -]{1,40}?),?\s(?:on\s)?(?=[A-Z0-9])", text[-250:]
    )
    if found and not any(how == "label" for _, how in finds.stamps):
        at = max(0, len(text) - 250) + found.end()
        named = next(stamps(text, at, min(len(text), at + 40)), None)
        if named and named.start - at <= 2:
            finds.add_stamp(named, "label")
            finds.masthead = finds.masthead or found["name"]


def _is_set_off(text: str, at: int) -> bool:
    """Tell whether a new line, sentence, bracket or label begins at `at`."""
    before = text[max(0, at - 3) : at]
    if text[at].isupper() and text[at + 1].islower() and before.endswith(" "):
        return True  # a capital within a sentence, as only labels have it
    return not before.strip() or "\n" in before or before.rstrip()[-1:] in '.!?)(|"”•·'


def _settled(text: str, noise: tuple[Span, ...], finds: Finds) -> Opening:
    told = finds.stamps
    published = next(((s, how) for s, how in told if s.role == "published"), None)
    published = published or next(((s, how) for s, how in told if s.role is None), None)
    updated = next((s for s, _ in told if s.role == "updated"), None)
    if published is None and updated:
        published = (updated, "date of update")
    return Opening(
        headline=Span(*finds.headline) if finds.headline else None,
        dateline=_joined(text, noise, finds),
        published_on=published[0].day if published else None,
        updated_on=updated.day if updated else None,
        found_by=published[1] if published else "",
        byline=finds.byline,
        credits=tuple(finds.credits),
        masthead=finds.masthead,
    )


def _joined(text: str, noise: tuple[Span, ...], finds: Finds) -> Span | None:
    """The dateline's pieces as one span; of several groups, the one next to the body."""
    groups: list[tuple[int, int]] = []
    for start, end in sorted(finds.datelines):
        if groups and start <= skip(text, groups[-1][1], noise):
            groups[-1] = (groups[-1][0], max(end, groups[-1][1]))
        else:
            groups.append((start, end))
    return Span(*groups[-1]) if groups else None


def _title_at(text: str, at: int, title: str) -> bool:
    """Tell whether the text begins with its title, and no sentence goes on after it."""
    words = title.strip()
    following = text[at + len(words) :].lstrip(" ")[:1]
    return bool(words) and text.startswith(words, at) and not following.islower()
