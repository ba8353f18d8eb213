"""What openings are put together from: dates, agency names, and where blanks and noise end."""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass, field

from rashomon.clean.openings.stamps import Stamp, stamps
from rashomon.clean.openings.wire import Wire, wire_at
from rashomon.records import Span
from rashomon.reference.outlets import find_outlet

__all__ = [
    "BLANKS",
    "Finds",
    "after_headline",
    "credit_start",
    "leading_stamp",
    "line_end",
    "skip",
]

BLANKS = " \t\n\r\ufeff|·•-–—"


@dataclass(slots=True)
class Finds:
    """What has been found of an opening so far; spans are offsets into the text."""

    headline: tuple[int, int] | None = None
    datelines: list[tuple[int, int]] = field(default_factory=list)
    stamps: list[tuple[Stamp, str]] = field(default_factory=list)  # with how each was found
    credits: list[str] = field(default_factory=list)
    byline: str | None = None
    masthead: str | None = None

    def add_dateline(self, start: int, end: int) -> None:
        """Note a piece of the dateline."""
        self.datelines.append((start, end))

    def add_stamp(self, stamp: Stamp, how: str) -> None:
        """Note a date and the method that found it."""
        self.stamps.append((stamp, how))

    def add_credit(self, words: str) -> None:
        """Note the name of an agency, station or paper."""
        self.credits.append(words)

    def add_wire(self, text: str, wire: Wire) -> None:
        """Note an agency's dateline with its date and credit."""
        self.add_dateline(wire.start, wire.end)
        if wire.credit:
            self.add_credit(wire.credit)
        stamp = next(stamps(text, wire.start, wire.end), None)
        if stamp:
            self.add_stamp(stamp, "dateline")


def leading_stamp(text: str, start: int, noise: tuple[Span, ...], finds: Finds) -> int:
    """Take in the stamps at `start`; return where the text goes on."""
    at = start
    while True:
        stamp = next(stamps(text, at, min(len(text), at + 120)), None)
        if stamp is None:
            return at
        begin = credit_start(text, at, stamp.start)
        if begin - at > 1 or text[at:begin].strip("([ "):
            return at
        end = stamp.end
        following = text[end : end + 2]
        if re.match(r"\s?[a-z,]", following) and not re.match(
            r"\s?by\s[A-Z]|\(|\s?(?:title|headline)\s?:", text[end : end + 11]
        ):
            return at  # a sentence that begins with a date
        if stamp.has_short_year and not _line_ends(text, end):
            return at  # "3 Dec 20 …" has no year unless set off
        finds.add_stamp(stamp, "dateline")
        if begin < stamp.start:
            finds.add_credit(text[begin : stamp.start].strip())
        begin = at if text[at] == "(" else begin
        while text[end : end + 1] in {")", "]"} and end < len(text):
            end += 1
        byline = re.match(r"\s?(?:\|\s?)?[Bb]y\s((?:[A-Z][\w'’.-]+(?:\s|$)){1,4})", text[end:])
        if byline:
            names = _person_or_outlet(byline[1])
            finds.byline = names
            end += byline.start(1) + len(names)
        finds.add_dateline(begin, end)
        at = skip(text, end, noise)
        if at >= len(text):
            return at


def _person_or_outlet(words: str) -> str:
    """The author's name at the start of `words`: an outlet's if it is one, else two words."""
    parts = words.split()
    for count in range(len(parts), 0, -1):
        if find_outlet(" ".join(parts[:count])):
            return " ".join(parts[:count])
    return " ".join(parts[:2])


def after_headline(text: str, at: int, noise: tuple[Span, ...], finds: Finds) -> None:
    """Take in the agency's dateline, or a date, that follows a headline."""
    if wire := wire_at(text, at, after_stamp=True):
        finds.add_wire(text, wire)
        return
    if not finds.stamps:
        stamp = next(stamps(text, at, min(len(text), at + 90)), None)
        begin = credit_start(text, at, stamp.start) if stamp else at
        if stamp and not text[at:begin].strip(BLANKS):
            finds.add_stamp(stamp, "dateline")
            finds.add_dateline(begin, stamp.end)
            if begin < stamp.start:
                finds.add_credit(text[begin : stamp.start].strip())
            if wire := wire_at(text, skip(text, stamp.end, noise), after_stamp=True):
                finds.add_wire(text, wire)


def credit_start(text: str, start: int, at: int) -> int:
    """Where the agency's name before a date begins; `at` where none stands there."""
    words = list(re.finditer(r"\S+", text[max(start, at - 70) : at]))
    base = max(start, at - 70)
    for first in range(max(0, len(words) - 6), len(words)):
        name = " ".join(word.group() for word in words[first:])
        parts = re.split(r"\s*(?:,|\band\b|/)\s*", name)
        is_named = [bool(find_outlet(part)) and part[:1].isupper() for part in parts]
        is_other = [part.casefold() in {"agencies", "staff", ""} for part in parts]
        if any(is_named) and all(map(operator.or_, is_named, is_other)):
            return base + words[first].start()
    return at


def skip(text: str, at: int, noise: tuple[Span, ...]) -> int:
    """Go on to the next character that is neither blank nor noise."""
    while True:
        while at < len(text) and text[at] in BLANKS:
            at += 1
        inside = next((n for n in noise if n.start <= at < n.end), None)
        if inside is None:
            return at
        at = inside.end


def line_end(text: str, at: int) -> int:
    """Where the line that holds `at` ends."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _line_ends(text: str, at: int) -> bool:
    return not text[at : line_end(text, at)].strip(BLANKS)
