"""Times of the day told with their zone beside a date, and the moment that both amount to.

Policy: a day is of the zone that its time is told in. "10 p.m. (1900 GMT) on Wednesday" is
Wednesday where it happened, for the first time is local; "2200 GMT on Wednesday" may be
Thursday there, and "2 a.m. (2300 GMT Monday)" is Tuesday, as its two times tell. A time
without a zone is local. Which zone an outlet or an official lives in is not guessed: "late
Wednesday" stays Wednesday.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo

from rashomon.records import DateInterval
from rashomon.reference.time_zones import zone_named

__all__ = ["with_moment"]

# Every form holds one of these; most sentences hold none and are left after one look.
_CLUE = re.compile(
    r"\d\s?(?:[ap]\.?\s?m\b|h|:)|\d{3,4}\s?[a-z]|T\d\d|\btime\b|\bnoon\b", re.IGNORECASE
)
_ABBREVIATION = r"(?:(?i:GMT|UTC)|[A-Z]{2,4}T|MSK|WIB|Zulu|Z)"
_CLOCK = re.compile(
    r"(?<![\w.:,+-])"
    r"(?:(?P<hour>\d{1,2})(?:\s?(?P<mark>[:.h])\s?(?P<minute>[0-5]\d)|(?P<packed>[0-5]\d))?"
    r"(?:\s?(?P<half>(?i:[ap]))\.?\s?(?i:m)\b\.?|\s(?i:hours|hrs)\b|\s?h\b)?|(?P<noon>(?i:noon)\b))"
    r"(?:\s?(?P<zone>(?i:UTC|GMT)\s?[+\-−]\s?\d{1,2}(?::?\d\d)?|"
    rf"{_ABBREVIATION}(?![\w-])|"
    r"(?:[A-Z][\w'’-]+\s){1,3}?(?i:time)\b|(?i:local(?:\stime)?)\b))?",
)
# In "2018-02-07T22:00:00-05:00", after the date.
_ISO = re.compile(
    r"T(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?"
    r"(?P<zone>Z|[+\-−]\d\d:?\d\d)(?!\w)"
)
_ISO_TIME = re.compile(r"T[\d:.]*$")  # that a date's own form may have taken with it
# In the date-time group "072200Z FEB 18", which is a date as a whole.
_GROUP = re.compile(
    r"\d\d[ /]?(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?::?[0-5]\d)? ?(?P<zone>[A-Za-z])"
)
# Hours from UTC of the letters of military zones: Z, A to M east and N to Y west of it. "J" is
# local time, and "L" is often meant so.
_LETTERS = {"Z": 0} | {
    letter: hours if hours <= 12 else 12 - hours
    for hours, letter in enumerate("ABCDEFGHIKLMNOPQRSTUVWXY", 1)
    if letter != "L"
}
# What may stand between a date and its time, another time in brackets with it.
_BETWEEN = re.compile(
    r"(?:[\s,]|\b(?i:on|at|around|about|approximately|roughly|some|shortly|just|after|before|by|"
    r"from|late|early|the|of|night|evening|morning|afternoon|day|local|time)\b|"
    r"\([^()]{0,25}\)|\[[^\[\]]{0,25}\])*"
)
_REACH = 60  # characters; longer than any words that `_BETWEEN` is likely to hold
_OPENS = re.compile(r"\s?[(\[]\s?$")
_CLOSES = re.compile(r"\s?[(\[]\s?")


@dataclass(frozen=True, slots=True)
class _Clock:
    start: int
    end: int
    at: time
    words: str
    zone: tzinfo | None
    is_local: bool  # told without a zone, or as local


def with_moment(days: DateInterval, sentence: str, start: int, end: int) -> DateInterval:
    """Return the days of the date at [start, end) with the moment told beside it.

    Where the words tell the local time too, the day is the local one. Longer intervals, and
    dates without such a time, come back as they are.
    """
    if days.days > 1 or not _CLUE.search(sentence, max(0, start - _REACH), end + _REACH):
        return days
    clock = _clock_of(sentence, start, end)
    if clock is None or clock.zone is None:
        return days
    try:
        moment = datetime.combine(days.first, clock.at, clock.zone).astimezone(UTC)
        other = _beside(sentence, clock)
        if other is not None and other.is_local:
            there = (moment + _ahead(other.at, moment)).date()
            reason = f"{days.reason}; {clock.words} was {other.words} there"
            return DateInterval(there, there, reason)
    except OverflowError:  # the calendar's first or last day
        return days
    return replace(days, at=moment, reason=f"{days.reason}; {clock.words}")


def _clock_of(sentence: str, start: int, end: int) -> _Clock | None:
    """The time told right before or right after a date."""
    cut = _ISO_TIME.search(sentence, start, end)
    iso = _ISO.match(sentence, cut.start() if cut else end)
    if iso:
        at = time(int(iso["hour"]), int(iso["minute"]))
        return _Clock(iso.start(), iso.end(), at, iso.group()[1:], zone_named(iso["zone"]), False)
    group = _GROUP.search(sentence, start, end)
    if group:
        at = time(int(group["hour"]), int(group["minute"]))
        hours = _LETTERS.get(group["zone"].upper())
        zone = None if hours is None else timezone(timedelta(hours=hours))
        return _Clock(group.start(), group.end(), at, group.group(), zone, zone is None)
    near = list(_clocks(sentence, max(0, start - _REACH), min(len(sentence), end + _REACH)))
    before = [c for c in near if c.end <= start and _BETWEEN.fullmatch(sentence, c.end, start)]
    after = [c for c in near if c.start >= end and _BETWEEN.fullmatch(sentence, end, c.start)]
    # Of two times before the date the first is the one outside of brackets.
    return before[0] if before else after[0] if after else None


def _clocks(sentence: str, first: int, last: int) -> Iterator[_Clock]:
    for found in _CLOCK.finditer(sentence, first, last):
        words = found["zone"]
        if not (words or found["half"] or found["mark"] == ":" or found["noon"]):
            continue  # any number
        hour = 12 if found["noon"] else int(found["hour"])
        minute = int(found["minute"] or found["packed"] or 0)
        if found["half"]:
            hour = hour % 12 + (12 if found["half"] in "pP" else 0) if 1 <= hour <= 12 else hour
        if hour > 23:
            continue
        is_local = words is None or words.casefold().startswith("local")
        zone = None if is_local else zone_named(words)
        yield _Clock(
            found.start(), found.end(), time(hour, minute), _plain(found.group()), zone, is_local
        )


def _beside(sentence: str, clock: _Clock) -> _Clock | None:
    """The same moment in another zone: "2 a.m. (2300 GMT)"."""
    opened = _OPENS.search(sentence, max(0, clock.start - 3), clock.start)
    if opened:
        before = list(_clocks(sentence, max(0, clock.start - _REACH), opened.start()))
        return before[-1] if before and before[-1].end == opened.start() else None
    closed = _CLOSES.match(sentence, clock.end)
    if closed:
        after = list(_clocks(sentence, closed.end(), min(len(sentence), closed.end() + _REACH)))
        return after[0] if after and after[0].start == closed.end() else None
    return None


def _ahead(local: time, moment: datetime) -> timedelta:
    """By how much a local time is ahead of UTC, from 12 hours behind to less than 12 ahead."""
    minutes = (local.hour - moment.hour) * 60 + local.minute - moment.minute
    return timedelta(minutes=(minutes + 720) % 1440 - 720)


def _plain(words: str) -> str:
    return " ".join(words.split())
