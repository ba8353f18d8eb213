"""The days that weekdays, months and counts lead to from a base date.

Nothing here looks at a sentence: the forms of dates find the words, this module knows the
calendar.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from rashomon.records import DateInterval

__all__ = [
    "count",
    "count_range",
    "day_before",
    "day_near",
    "days_back",
    "easter_days",
    "full_year",
    "is_day_of_year",
    "make_day",
    "month_days",
    "month_near",
    "months_back",
    "part_of",
    "single",
    "week_of",
    "weekday_after",
    "weekday_before",
    "year_days",
]

_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
).split()
_COUNTS = {word: number for number, word in enumerate(_NUMBERS)} | {
    "a": 1,
    "an": 1,
    "thirty": 30,
    "thirty six": 36,
    "twenty four": 24,
    "forty eight": 48,
    "seventy two": 72,
    "couple": 2,
    "few": 4,  # the corpus takes "recent days", "last few days" as the four days before
    "several": 5,
}
# Counts that name no number: "a few days ago". The guide's "a few" (3 to 9) is of people; of
# days, which are told while they are fresh, fewer are meant.
_VAGUE = {"couple": (2, 3), "few": (2, 6), "several": (3, 9)}

# A coming day is meant only where the words say so; a report dated a day early is common.
_AHEAD = timedelta(days=1)
# A 31st that is a Sunday comes within so many months, and any other day of a weekday.
_LONGEST_WAIT_MONTHS = 60


def count(words: str) -> int | None:
    """Return the number that a short count says ("two", "a couple of", "24"), None for none."""
    plain = " ".join(words.casefold().replace("-", " ").split())
    if plain in _COUNTS:
        return _COUNTS[plain]
    for word in plain.split():
        if word.isdigit():
            return int(word)
        if word in _COUNTS and (word not in ("a", "an") or len(words.split()) == 1):
            return _COUNTS[word]
    return None


def count_range(words: str) -> tuple[int, int] | None:
    """Return the least and the most that a count may mean, None for no count.

    >>> count_range("two"), count_range("a few"), count_range("few hundred or so")
    ((2, 2), (2, 6), (2, 6))
    """
    for word, bounds in _VAGUE.items():
        if word in words.casefold():
            return bounds
    number = count(words)
    return None if number is None else (number, number)


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


def is_day_of_year(month: int, day: int) -> bool:
    """Tell whether some year has this day of this month."""
    return make_day(2000, month, day) is not None  # a leap year


def day_before(base: date, day: int, weekday: int | None = None) -> date | None:
    """Return the latest such day of a month up to the base, on such a weekday if one is given."""
    month = base.year * 12 + base.month - 1
    for back in range(_LONGEST_WAIT_MONTHS):
        found = make_day((month - back) // 12, (month - back) % 12 + 1, day)
        if found and found <= base and weekday in (None, found.weekday()):
            return found
    return None


def easter_days(year: int) -> tuple[date, date]:
    """Return Easter Sunday of the Western and of the Orthodox churches.

    >>> [str(day) for day in easter_days(2018)]
    ['2018-04-01', '2018-04-08']
    """
    golden, century = year % 19, year // 100
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    epact -= (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + epact + 2 - century + century // 4) % 7
    shift = epact - weekday
    month = 3 + (shift + 40) // 44
    western = date(year, month, shift + 28 - 31 * (month // 4))
    moon = (19 * golden + 15) % 30  # the Julian calendar's, thirteen days behind from 1900 on
    sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + sunday + 114, 31)
    return western, date(year, month, day + 1) + timedelta(days=13)


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


def months_back(base: date, number: int) -> date:
    """Return the day so many months before, the last of its month where that is shorter."""
    year, month = divmod(base.year * 12 + base.month - 1 - number, 12)
    return date(year, month + 1, min(base.day, calendar.monthrange(year, month + 1)[1]))


def year_days(year: int, reason: str) -> DateInterval:
    """Return a year from its first to its last day."""
    return DateInterval(date(year, 1, 1), date(year, 12, 31), reason)


def part_of(whole: DateInterval, part: str) -> DateInterval:
    """Return the part of a period that "early", "mid", "late" or "the first half of" picks out.

    A month's thirds are those of the annotated corpus: to the 10th, to the 20th, to the end. A
    week's early days are Monday to Wednesday, its late ones Thursday to Sunday. The beginning
    and the end of a year are two months of it, narrower than "early" and "late".
    """
    word = " ".join(part.casefold().replace("-", " ").split()).removeprefix("the ")
    length = whole.days
    first, second = (10, 20) if length <= 31 else (length // 3, 2 * length // 3)
    if length <= 7:
        first, second = 3, 3
    if "half" in word:
        half = 15 if length <= 31 else _half_of(whole)
        cut = (0, half - 1) if word.startswith("first") else (half, length - 1)
    elif length > 360 and word.endswith(" of") and not word.startswith("mid"):
        cut = (0, 58) if word.startswith(("begin", "start")) else (length - 61, length - 1)
    elif word.startswith(("early", "begin", "start", "earlier")):
        cut = (0, first - 1)
    elif word.startswith(("mid", "middle")):
        cut = (first, second - 1) if second > first else (1, 4)
    elif word.startswith(("late", "end", "later", "close")):
        cut = (second, length - 1)
    else:
        return whole
    return DateInterval(
        whole.first + timedelta(days=cut[0]), whole.first + timedelta(days=cut[1]), whole.reason
    )


def _half_of(whole: DateInterval) -> int:
    """How many days the first half of a year holds: to the end of June."""
    if whole.days in (365, 366):
        return (date(whole.first.year, 7, 1) - whole.first).days
    return whole.days // 2
