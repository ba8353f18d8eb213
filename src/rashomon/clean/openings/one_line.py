"""Headline and dateline of a report kept as one line, where only words divide them."""

from __future__ import annotations

import re

from rashomon.clean.noise.running import OPENERS
from rashomon.clean.openings.finds import Finds, after_headline, credit_start, skip
from rashomon.clean.openings.headlines import (
    headline_end,
    reads_like_headline,
    sentence_end,
    words_of,
)
from rashomon.clean.openings.stamps import Stamp, stamps
from rashomon.clean.openings.wire import wire_at, wires_within
from rashomon.records import Span
from rashomon.reference.outlets import find_outlet

__all__ = ["read_one_line"]

_LONG_HEADLINE = 15  # words; longer ones have a standfirst run into them, mostly
_INLINE_HEADLINE = 260  # characters before a date that ends a headline in one line
_BEFORE_DATES = frozenset(
    "on in since of from until till by to dated after before the for at and or during between "
    "around late early mid through".split()
)


def read_one_line(
    text: str, at: int, end: int, noise: tuple[Span, ...], finds: Finds, *, is_dated: bool
) -> None:
    """Find what stands before the body in text[at:end]."""
    label = re.compile(r"(?:title|headline)\s?:\s", re.IGNORECASE).match(text, at)
    at = label.end() if label else at
    limit = min(end, at + _INLINE_HEADLINE)
    for stamp in stamps(text, at, min(end, limit + 60)):
        begin = credit_start(text, at, stamp.start)
        headline = text[at : _picture_credit(text, at, begin)].strip()
        if begin > limit or not _can_end_headline(
            text, headline, stamp, has_credit=begin < stamp.start
        ):
            break
        finds.add_stamp(stamp, "dateline")
        finds.add_dateline(begin, stamp.end)
        if begin < stamp.start:
            finds.add_credit(text[begin : stamp.start].strip())
        inner = None
        if len(words_of(headline)) > _LONG_HEADLINE:  # a standfirst has run into it
            inner = headline_end(text, at, at + len(headline), is_dated=False)
        finds.headline = _without_flag(text, at, inner or at + len(headline))
        after_headline(text, skip(text, stamp.end, noise), noise, finds)
        return
    for wire in wires_within(text, at, limit):
        headline = text[at : wire.start].strip()
        if len(words_of(headline)) >= 3 and not re.search(r"[.!?:;,]$|[.!?]\s", headline):
            finds.headline = _without_flag(text, at, at + len(headline))
            finds.add_wire(text, wire)
            return
        break
    if opening := wire_at(text, at, after_stamp=is_dated):
        finds.add_wire(text, opening)
        return
    if is_dated and (name := _agency_after_headline(text, at, limit)):
        finds.headline = (at, at + len(text[at : name[0]].rstrip()))
        finds.add_dateline(*name)
        finds.add_credit(text[slice(*name)])
        return
    stop = headline_end(text, at, end, is_dated=is_dated)
    if stop:
        finds.headline = _without_flag(text, at, stop)
        after_headline(text, skip(text, stop, noise), noise, finds)


def _agency_after_headline(text: str, at: int, limit: int) -> tuple[int, int] | None:
    """Where an agency's name alone divides headline and body: "… monitor AFP At least …"."""
    stop = sentence_end(text, at, limit)
    for found in re.finditer(r"(?<=\w\s)[A-Z]\w+(?=\s[\"“]?[A-Z0-9])", text[at:stop]):
        outlet = find_outlet(found.group())
        if outlet is None or not outlet.is_agency:
            continue
        headline = text[at : at + found.start()].rstrip()
        if reads_like_headline(headline, text[at + found.end() : at + found.end() + 900]):
            return at + found.start(), at + found.end()
    return None


def _picture_credit(text: str, at: int, end: int) -> int:
    """Where the credit of a picture begins that stands between headline and date."""
    words = list(re.finditer(r"\S+", text[at:end]))
    for word in words[4:]:
        outlet = find_outlet(word.group())
        rest = text[at + word.start() : end].split()
        if outlet and outlet.is_agency and all(not w[:1].islower() for w in rest):
            return at + word.start()
    return end


def _can_end_headline(text: str, headline: str, stamp: Stamp, *, has_credit: bool) -> bool:
    words = words_of(headline)
    following = text[stamp.end : stamp.end + 16].strip()
    goes_on = following[:1].islower() or following[:1] in ",.;:)" or following[:1] == "("
    if following.casefold().startswith("(updated") or (has_credit and following[:1].islower()):
        goes_on = False
    if len(words) < 3 or (following and goes_on):
        return False
    if re.search(r"[.!?]\s", headline) or headline[-1:] in ",;:(":
        return False
    if words[-1].casefold() in _BEFORE_DATES and not has_credit:
        return False
    first = following.partition(" ")[0]
    if has_credit or (first[:1].isupper() and first.casefold() in OPENERS):
        return True  # no sentence has a date and then a capital article
    rest = text[stamp.end : stamp.end + 900]
    return reads_like_headline(headline, rest)


def _without_flag(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out a flag in capitals: "UPDATED", "BREAKING:"."""
    flag = re.compile(r"(?:UPDATED?|BREAKING|EXCLUSIVE|URGENT)(?:\s?\d)?\s?[:|-]?\s+(?=[A-Z0-9])")
    found = flag.match(text, start, end)
    return (found.end(), end) if found and not text[start:end].isupper() else (start, end)
