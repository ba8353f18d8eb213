"""Names of weekdays and months, and the days that they lead to from a base date.

Nothing here looks at a sentence: `rashomon.read.date_grammar` finds the words, this module
knows the calendar.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from rashomon.records import DateInterval

__all__ = [
    "MONTHS",
    "WEEKDAYS",
    "count",
    "day_near",
    "days_back",
    "full_year",
    "make_day",
    "month_days",
    "month_near",
    "part_of",
    "single",
    "week_of",
    "weekday_after",
    "weekday_before",
    "year_days",
]

WEEKDAYS = {
    name.casefold(): number for number, name in enumerate(calendar.day_name)
}  # Monday is 0, as in datetime
MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}

_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
).split()
_COUNTS = {word: number for number, word in enumerate(_NUMBERS)} | {
    "a": 1,
    "an": 1,
    "couple": 2,
    "few": 4,  # the corpus takes "recent days", "last few days" as the four days before
    "several": 5,
}

# A coming day is meant only where the words say so; a report dated a day early is common.
_AHEAD = timedelta(days=1)


def count(words: str) -> int | None:
    """Return the number that a short count says ("two", "a couple of", "24"), None for none."""
    for word in words.casefold().replace("-", " ").split():
        if word.isdigit():
            return int(word)
        if word in _COUNTS and (word not in ("a", "an") or len(words.split()) == 1):
            return _COUNTS[word]
    return None


def single(day: date, reason: str) -> DateInterval:
    """Build the interval of one day."""
    return DateInterval(day, day, reason)


def days_back(base: date, most: int, least: int, reason: str) -> DateInterval:
    """Build the interval from `most` to `least` days before the base."""
    return DateInterval(base - timedelta(days=most), base - timedelta(days=least), reason)


def make_day(year: int, month: int, day: int) -> date | None:
    """Build a day, None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def full_year(digits: str, base: date | None) -> int:
    """Return the year that two or four digits mean: the one nearest to the base.

    >>> full_year("89", date(1990, 1, 1)), full_year("89", None), full_year("2016", None)
    (1989, 1989, 2016)
    """
    number = int(digits)
    if len(digits) > 2:
        return number
    if base is None:
        return number + (1900 if number >= 69 else 2000)  # the POSIX pivot
    return min((1900 + number, 2000 + number), key=lambda year: abs(year - base.year))


def weekday_before(base: date, weekday: int) -> date:
    """Return the latest such weekday on or before the base."""
    return base - timedelta(days=(base.weekday() - weekday) % 7)


def weekday_after(base: date, weekday: int) -> date:
    """Return the first such weekday after the base."""
    return base + timedelta(days=(weekday - base.weekday() - 1) % 7 + 1)


def day_near(base: date, month: int, day: int, is_coming: bool = False) -> date | None:
    """Return the latest such day of the year up to the base, or the first one after it."""
    years = range(base.year - 8, base.year + 9)  # 29 February comes within eight years
    days = [found for year in years if (found := make_day(year, month, day))]
    if is_coming:
        return next((found for found in days if found > base), None)
    return next((found for found in reversed(days) if found <= base + _AHEAD), None)


def week_of(day: date) -> DateInterval:
    """Return Monday to Sunday of the day's week."""
    monday = day - timedelta(days=day.weekday())
    return DateInterval(monday, monday + timedelta(days=6))


def month_days(year: int, month: int, reason: str) -> DateInterval:
    """Return a month from its first to its last day."""
    return DateInterval(
        date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), reason
    )


def month_near(base: date, month: int, reason: str, is_coming: bool = False) -> DateInterval:
    """Return the latest such month begun by the base, or the first one begun after it."""
    begun = (base.year, month, 1) <= (base.year, base.month, base.day)
    year = base.year if begun != is_coming else base.year + (1 if is_coming else -1)
    return month_days(year, month, reason)


def year_days(year: int, reason: str) -> DateInterval:
    """Return a year from its first to its last day."""
    return DateInterval(date(year, 1, 1), date(year, 12, 31), reason)


def part_of(whole: DateInterval, part: str) -> DateInterval:
    """Return the third of a period that "early", "mid" or "late" picks out.

    A month's parts are those of the annotated corpus: to the 10th, to the 20th, to the end.
    """
    word = part.casefold().removeprefix("the").strip()
    length = whole.days
    first, second = (10, 20) if length <= 31 else (length // 3, 2 * length // 3)
    if word.startswith(("early", "begin", "start", "earlier")):
        cut = (0, first - 1)
    elif word.startswith(("mid", "middle")):
        cut = (first, second - 1)
    elif word.startswith(("late", "end", "later")):
        cut = (second, length - 1)
    else:
        return whole
    if length <= 10:  # the parts of a week are too small to be told apart
        return whole
    return DateInterval(
        whole.first + timedelta(days=cut[0]), whole.first + timedelta(days=cut[1]), whole.reason
    )
