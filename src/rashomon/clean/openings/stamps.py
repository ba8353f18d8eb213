"""Dates as outlets stamp them on reports, with the words and times around them.

Whether a stamp says when the report was published is decided by where it stands: see `opening`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import urlsplit

from rashomon.reference.calendar_words import (
    ANY_MONTH,
    ANY_WEEKDAY,
    FULL_MONTHS,
    SHORT_MONTHS,
    month_number,
)
from rashomon.reference.foreign_months import FOREIGN_MONTHS, PUBLISHED_LABELS, UPDATED_LABELS
from rashomon.reference.letter_case import lowered

__all__ = ["Stamp", "date_in_url", "stamps", "yearless_day"]

_FOREIGN = "|".join(sorted(map(re.escape, FOREIGN_MONTHS), key=len, reverse=True))
_MONTH = rf"{ANY_MONTH}\.?"
_WEEKDAY = rf"(?:{ANY_WEEKDAY}\.?,?\s{{1,3}})?"
_YEAR = r"(?:19|20)\d\d"
_SHORT = "|".join(SHORT_MONTHS) + "|may"
_DATE = (
    rf"{_WEEKDAY}(?:"
    rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?[\s-]{{1,3}}(?:of\s)?(?P<m1>{_MONTH}),?"
    rf"[\s-]{{1,3}}(?P<y1>{_YEAR}|'?\d\d(?!\d|[:.]\d))"
    rf"|(?P<d5>\d\d?)(?P<m5>{_SHORT})(?P<y5>{_YEAR})"
    rf"|(?P<d7>\d\d?)(?:er|[.º])?\s(?:de\s)?(?P<m7>{_FOREIGN})(?:\sde|\sdel)?\s(?P<y7>{_YEAR})"
    # "Oct 262016": the comma was lost together with its blank. A clock may stand before the year.
    rf"|(?P<m2>{_MONTH})\s{{1,3}}(?P<d2>\d{{1,2}})(?:st|nd|rd|th|\.)?,?"
    rf"(?:\s\d\d:\d\d:\d\d(?:\s[a-z]{{3,4}})?)?\s{{0,3}}(?P<y2>{_YEAR})"
    rf"|(?P<y3>{_YEAR})(?:(?P<sep3>[-/.]\s?)(?P<m3>\d\d?)(?P=sep3)(?P<d3>\d\d?)(?:t[\d:.]+z?)?"
    rf"|年(?P<m6>\d\d?)月(?P<d6>\d\d?)日)"
    rf"|(?P<d4>\d\d?)(?P<sep4>[-/.])(?P<m4>\d\d?)(?P=sep4)(?P<y4>{_YEAR})"
    rf")(?!\d)"
)
_ZONE = (
    r"(?:\s?\(?(?:utc|gmt|ksa|msk|est|edt|et|cet|cest|eet|bst|ist|pkt|aest|wat|eat)\b\)?"
    r"(?:\s?[+-]\d{1,2}(?::?\d\d)?)?|\s?[+-]\d\d:?\d\d\b)"
)
_TIME = (
    rf"(?:(?:at\s)?\d{{1,2}}[:.h]\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?{_ZONE}?"
    rf"|at\s\d{{4}}\b{_ZONE}?|\d{{4}}{_ZONE}|\d{{1,2}}\s?[ap]\.?m\b\.?{_ZONE}?"
    rf"|(?:ksa|gmt|utc)\s\d\d?:\d\d)"
)
_GAP = r"[\s,|·•-]{0,4}"
_PUBLISHED = (
    r"(?:story\s)?(?:(?:first|originally)\s)?(?:published|posted|issued|released|uploaded|created|submitted|added)"
    r"(?:\sby\s[^\s,|:](?:[^\n,|:]{0,38}[^\s,|:])?)??(?:\s(?:on|at))?"
    r"|this\s(?:article|story|report|post)\swas\s(?:first\s|originally\s)?published\s(?:on|at)"
    r"|(?:date\sof\s)?publication(?:\sdate)?|publish(?:ed)?\sdate|issue\sdate|entry\sdate"
    r"|date\s(?:posted|created|published)|date|(?<=\()as\sof|" + "|".join(PUBLISHED_LABELS)
)
_UPDATED = (
    r"(?:this\s(?:article|story|report|post)\swas\s)?(?:last\s)?"
    r"(?:updated?|modified|edited|revised)(?:\s(?:on|at|date))?|" + "|".join(UPDATED_LABELS)
)
# For text in lower case.
_STAMP = re.compile(
    rf"\b(?:(?:(?P<published>{_PUBLISHED})|(?P<updated>{_UPDATED})){_GAP}:?\s{{0,3}}"
    rf"(?:\d{{4}}\s(?=\d))?)?(?:(?<!\d){_TIME}{_GAP})?(?<!\d)(?<![\d][./-]){_DATE}(?:{_GAP}{_TIME}){{0,3}}"
)
# What every stamp holds: a whole year, or a day before a month.
_BEGINNINGS = "|".join(name[:3] for name in FULL_MONTHS)
_EASTERN = "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"
_DIGITS = str.maketrans(_EASTERN, "01234567890123456789")
_HAS_EASTERN = re.compile(f"[{_EASTERN}]")
_CLUE = re.compile(rf"{_YEAR}|\d(?:st|nd|rd|th)?[\s-]{{1,3}}(?:of\s)?(?:{_BEGINNINGS})")
# Years of two digits: news on this side of 1950 is the older, and no archive is older.
_PIVOT = 50
# Characters around a clue that its stamp may take: a label with a name before, times after.
_BEFORE, _AFTER = 110, 60


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date with its label, weekday and time; `start` and `end` hold them all.

    `role` is "published" or "updated" where a label says so, else None.
    """

    start: int
    end: int
    day: date
    role: str | None
    has_weekday: bool
    has_short_year: bool


def stamps(text: str, start: int = 0, end: int | None = None) -> Iterator[Stamp]:
    """Yield the full dates (with a year) in text[start:end], in order.

    A date in numbers is read day first unless that is impossible.

    >>> [str(stamp.day) for stamp in stamps("05-02-2015 ... Oct 262016 ... 3 DEC 89")]
    ['2015-02-05', '2016-10-26', '1989-12-03']
    """
    end = len(text) if end is None else end
    low = _in_plain_signs(text)
    for found in _dates(low, start, end):
        day = _day(found)
        if day is None:
            continue
        role = "published" if found["published"] else "updated" if found["updated"] else None
        tail = len(found.group()) - len(found.group().rstrip(" ,|·•-\n\t"))
        short = bool(found["y1"]) and len(found["y1"].lstrip("'")) == 2
        words = re.search(_WEEKDAY.removesuffix("?"), found.group(), re.IGNORECASE)
        yield Stamp(found.start(), found.end() - tail, day, role, words is not None, short)


@lru_cache(maxsize=8)  # one text is asked for its dates line by line
def _in_plain_signs(text: str) -> str:
    """The text in lower case and with the digits of our patterns, of the same length."""
    low = lowered(text)
    return low.translate(_DIGITS) if _HAS_EASTERN.search(low) else low


def _dates(low: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield what looks like a stamp near a clue; elsewhere the long pattern need not be tried."""
    at = start
    clue = _CLUE.search(low, start, end)
    while clue:
        first = max(at, clue.start() - _BEFORE)
        last = min(end, clue.end() + _AFTER)
        while (more := _CLUE.search(low, clue.end(), end)) and more.start() < last:
            clue = more
            last = min(end, clue.end() + _AFTER)
        for found in _STAMP.finditer(low, first, last):
            yield found
            at = found.end()
        clue = _CLUE.search(low, last, end)


def date_in_url(url: str) -> date | None:
    """Return the date that the path of an address holds ("/2018/06/17/"), if any.

    >>> str(date_in_url("https://example.org/world/2018/jun/17/strike"))
    '2018-06-17'
    """
    try:
        path = urlsplit(url).path
    except ValueError:
        return None
    found = re.search(
        rf"(?<!\d)({_YEAR})[/_-](\d\d?|[a-z]{{3}})[/_-](\d\d?)(?!\d)", path, re.IGNORECASE
    ) or re.search(rf"(?<!\d)({_YEAR})([01]\d)([0-3]\d)(?!\d)", path)
    if not found:
        return None
    year, month, day = found.groups()
    return _date(int(year), _month(month) if month.isalpha() else int(month), int(day))


def _day(found: re.Match[str]) -> date | None:
    if found["d1"]:
        year = int(found["y1"].lstrip("'"))
        if year < 100:
            year += 1900 if year >= _PIVOT else 2000
        return _date(year, _month(found["m1"]), int(found["d1"]))
    if found["d5"]:
        return _date(int(found["y5"]), _month(found["m5"]), int(found["d5"]))
    if found["d7"]:
        return _date(int(found["y7"]), FOREIGN_MONTHS[found["m7"]], int(found["d7"]))
    if found["m6"]:
        return _date(int(found["y3"]), int(found["m6"]), int(found["d6"]))
    if found["m2"]:
        return _date(int(found["y2"]), _month(found["m2"]), int(found["d2"]))
    if found["y3"]:
        return _date(int(found["y3"]), int(found["m3"]), int(found["d3"]))
    year, month, day = int(found["y4"]), int(found["m4"]), int(found["d4"])
    days = [_date(year, month, day), _date(year, day, month)]
    told = re.search(ANY_WEEKDAY, found.group())
    if told:  # of two readings, the one that falls on the weekday beside it
        name = told.group()[:3]
        days.sort(key=lambda other: other is None or f"{other:%a}".casefold() != name)
    return days[0] or days[1]


def _month(words: str) -> int:
    return month_number(words) or 0


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def yearless_day(words: str, near: date) -> date | None:
    """Return the day that "Jan 3" in `words` means, in the year nearest to `near`."""
    found = re.search(
        rf"(?P<m1>{_MONTH})\s(?P<d1>\d\d?)(?!\d)|(?<!\d)(?P<d2>\d\d?)\s(?P<m2>{_MONTH})",
        words,
        re.IGNORECASE,
    )
    if not found:
        return None
    month, day = _month(found["m1"] or found["m2"]), int(found["d1"] or found["d2"])
    days = [_date(near.year + shift, month, day) for shift in (-1, 0, 1)]
    return min(filter(None, days), key=lambda other: abs(other - near), default=None)
