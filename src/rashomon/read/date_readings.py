"""From the match of a date's pattern to the days that it means.

Each function here reads the named groups of some patterns of `rashomon.read.date_grammar`.
None stands for words that lead to no day: no base date is known, or the calendar has no such
day.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from rashomon.read.days import (
    MONTHS,
    WEEKDAYS,
    count,
    day_near,
    days_back,
    full_year,
    make_day,
    month_days,
    month_near,
    part_of,
    single,
    week_of,
    weekday_after,
    weekday_before,
    year_days,
)
from rashomon.records import DateInterval

__all__ = [
    "Resolver",
    "Setting",
    "ago",
    "at_prayers",
    "back",
    "in_digits",
    "in_digits_year_first",
    "in_month",
    "in_period",
    "in_period_owning",
    "in_week_of_month",
    "in_year",
    "into_weekday",
    "on_day",
    "on_days",
    "on_feast",
    "on_weekday",
    "on_weekdays",
    "on_weekend",
    "within",
]


@dataclass(frozen=True, slots=True)
class Setting:
    """What a date's words are read against.

    `told` is the last full date that the text gave just before: a day without a year is read
    near it. `is_coming` is set where the sentence speaks of what is yet to come.
    """

    base: date | None
    told: date | None = None
    is_coming: bool = False


Resolver = Callable[[re.Match[str], Setting], DateInterval | None]

# A day without a year within two months of a date told in full just before is of its year.
_NEAR_TOLD_DAYS = 60
_LONGEST_SPAN_DAYS = 120
_SATURDAY = 5


def _words(match: re.Match[str]) -> str:
    return re.sub(r"\s+", " ", match.group()).strip(" )").casefold()


def _month(words: str) -> int:
    return MONTHS[words.casefold().rstrip(".")]


def _number(words: str) -> int:
    return int(re.sub(r"\D", "", words))


def _until_base(days: DateInterval, base: date | None) -> DateInterval:
    """Without the days after the base, where some are left."""
    if base and days.first <= base < days.last:
        return DateInterval(days.first, base, days.reason)
    return days


def _day(day: str, month: str, year: str | None, setting: Setting) -> DateInterval | None:
    """The day that a day of a month means, with a year or without."""
    number, which, base = _number(day), _month(month), setting.base
    if year:
        found = make_day(full_year(year, base), which, number)
        return single(found, "full date") if found else None
    if setting.told:
        for step in (-1, 0, 1):
            found = make_day(setting.told.year + step, which, number)
            if found and abs((found - setting.told).days) <= _NEAR_TOLD_DAYS:
                return single(found, f"year of {setting.told}")
    found = day_near(base, which, number, setting.is_coming) if base else None
    side = "after" if setting.is_coming else "up to"
    return single(found, f"nearest such day {side} {base}") if found else None


def on_day(match: re.Match[str], setting: Setting) -> DateInterval | None:
    """Read a day of a month: "7 February 2018", "Feb. 7"."""
    return _day(match["day"], match["month"], match.groupdict().get("year"), setting)


def on_days(match: re.Match[str], setting: Setting) -> DateInterval | None:
    """Read from one day of a month to another: "3-5 May", "30 April to 2 May 2017"."""
    last = _day(match["last"], match["month"], match["year"], setting)
    if last is None:
        return None
    first_month = match.groupdict().get("first_month")
    month = _month(first_month or match["month"])
    first = make_day(last.first.year, month, _number(match["first"]))
    if first and first > last.first and first_month:
        first = make_day(last.first.year - 1, month, _number(match["first"]))
    if first is None or not 0 <= (last.first - first).days <= _LONGEST_SPAN_DAYS:
        return None
    return DateInterval(first, last.last, last.reason)


def in_digits(match: re.Match[str], setting: Setting) -> DateInterval | None:
    """Read "27/10/2016": the day comes first unless it cannot."""
    one, two = int(match["one"]), int(match["two"])
    year = full_year(match["year"], setting.base)
    day = make_day(year, two, one) or make_day(year, one, two)
    return single(day, "day, month, year in digits") if day else None


def in_digits_year_first(match: re.Match[str], _: Setting) -> DateInterval | None:
    """Read "2016-10-27"."""
    day = make_day(int(match["year"]), int(match["one"]), int(match["two"]))
    return single(day, "year, month, day in digits") if day else None


def in_month(match: re.Match[str], setting: Setting) -> DateInterval | None:
    """Read a month or a part of it: "June 2017", "in May", "late May", "last May"."""
    groups, base = match.groupdict(), setting.base
    number, part = _month(match["month"]), match["part"] or ""
    if groups.get("year"):
        return part_of(month_days(int(match["year"]), number, "month and year"), part)
    if base is None:
        return None
    which = (groups.get("which") or "").casefold()
    reason = f"{_words(match)}, seen from {base}"
    found = month_near(base, number, reason, setting.is_coming or which == "next")
    if which == "last" and found.first.month == base.month:
        found = month_days(base.year - 1, number, reason)
    return _until_base(part_of(found, part), base)


def in_week_of_month(match: re.Match[str], setting: Setting) -> DateInterval | None:
    """Read "the first week of May": seven days of the month."""
    number, base = _month(match["month"]), setting.base
    if match["year"]:
        whole = month_days(int(match["year"]), number, _words(match))
    elif base is not None:
        reason = f"{_words(match)}, seen from {base}"
        whole = month_near(base, number, reason, setting.is_coming)
    else:
        return None
    which = match["which"].casefold()
    weeks = {"first": 0, "second": 1, "third": 2}
    first = whole.last - timedelta(days=6)
    if which in weeks:
        first = whole.first + timedelta(days=7 * weeks[which])
    return DateInterval(first, first + timedelta(days=6), whole.reason)


def on_feast(match: re.Match[str], setting: Setting) -> DateInterval | None:
    """Read "Christmas Day" and "New Year's Eve": feasts that keep their day."""
    is_eve = match["part"].casefold() == "eve"
    if match["feast"].casefold() == "christmas":
        month, day = 12, 24 if is_eve else 25
    else:
        month, day = (12, 31) if is_eve else (1, 1)
    base = setting.base
    if match["year"]:
        found = make_day(int(match["year"]), month, day)
    else:
        found = day_near(base, month, day, setting.is_coming) if base else None
    return single(found, _words(match)) if found else None


def in_year(match: re.Match[str], setting: Setting) -> DateInterval | None:
    """Read a year or a part of it: "in 2014", "late 2013"."""
    days = part_of(year_days(int(match["year"]), "year"), match["part"] or "")
    return _until_base(days, setting.base)


def on_weekday(match: re.Match[str], setting: Setting) -> DateInterval | None:
    """Read a weekday: the latest one up to the base, or the first one after it."""
    base, name = setting.base, match["weekday"].title()
    if base is None:
        return None
    number = WEEKDAYS[name.casefold()]
    which = (match["which"] or "").casefold()
    if which in ("next", "this coming") or (setting.is_coming and which in ("", "this")):
        return single(weekday_after(base, number), f"first {name} after {base}")
    day = weekday_before(base, number)
    if which == "last" and (base - day).days <= 1:
        day -= timedelta(days=7)  # nobody calls today or yesterday "last Monday"
    night = 1 if match.group().casefold().startswith("overnight") else 0
    reason = f"latest {name} up to {base}"
    return _until_base(DateInterval(day, day + timedelta(days=night), reason), base)


def at_prayers(match: re.Match[str], setting: Setting) -> DateInterval | None:
    """Read "during Friday prayers": the latest such day up to the base."""
    if setting.base is None:
        return None
    day = weekday_before(setting.base, WEEKDAYS[match["weekday"].casefold()])
    return single(day, f"{_words(match)}, up to {setting.base}")


def on_weekdays(match: re.Match[str], setting: Setting) -> DateInterval | None:
    """Read from one weekday to another: "between Monday and Wednesday"."""
    if setting.base is None:
        return None
    last = weekday_before(setting.base, WEEKDAYS[match["last"].casefold()])
    first = weekday_before(last, WEEKDAYS[match["first"].casefold()])
    return DateInterval(first, last, f"{_words(match)}, up to {setting.base}")


def into_weekday(match: re.Match[str], setting: Setting) -> DateInterval | None:
    """Read "overnight into Tuesday": the day before and the day."""
    if setting.base is None:
        return None
    day = weekday_before(setting.base, WEEKDAYS[match["weekday"].casefold()])
    return days_back(day, 1, 0, f"{_words(match)}, up to {setting.base}")


def back(most: int, least: int) -> Resolver:
    """Build the reading of words that mean a fixed way back from the base: "yesterday"."""

    def resolve(match: re.Match[str], setting: Setting) -> DateInterval | None:
        if setting.base is None:
            return None
        return days_back(setting.base, most, least, f"{_words(match)}, seen from {setting.base}")

    return resolve


def on_weekend(match: re.Match[str], setting: Setting) -> DateInterval | None:
    """Read "over the weekend": the latest one begun by the base."""
    base = setting.base
    if base is None:
        return None
    saturday = weekday_before(base, _SATURDAY)
    reason = f"{_words(match)}, seen from {base}"
    return _until_base(DateInterval(saturday, saturday + timedelta(days=1), reason), base)


def _period_beside(base: date, step: int, unit: str, reason: str) -> DateInterval:
    """The week, month or year so many steps from the base's own."""
    if unit == "week":
        week = week_of(base + timedelta(days=7 * step))
        return DateInterval(week.first, week.last, reason)
    if unit == "month":
        months = base.year * 12 + base.month - 1 + step
        return month_days(months // 12, months % 12 + 1, reason)
    return year_days(base.year + step, reason)


def in_period(match: re.Match[str], setting: Setting) -> DateInterval | None:
    """Read a week, month or year beside the base's: "earlier this week", "late last month"."""
    base = setting.base
    if base is None:
        return None
    which, unit = match["which"].casefold(), match["unit"].casefold()
    step = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1}.get(which, 0)
    reason = f"{_words(match)}, seen from {base}"
    if unit == "weekend":
        days = on_weekend(match, setting)
        if days is None or step <= 0:
            return days
        saturday = weekday_after(base, _SATURDAY)
        return DateInterval(saturday, saturday + timedelta(days=1), reason)
    days = _period_beside(base, step, unit, reason)
    # "Earlier this month" is up to the base, "early last month" a third of it.
    return _until_base(part_of(days, match["part"] or "") if step else days, base)


def in_period_owning(match: re.Match[str], setting: Setting) -> DateInterval | None:
    """Read "last months" in "last months attack", of copy that has lost its apostrophes."""
    base = setting.base
    if base is None:
        return None
    return _period_beside(base, -1, match["unit"].casefold(), f"{_words(match)}, seen from {base}")


# How many days a unit holds, and by how many a count of them may miss ("two weeks ago").
_UNIT_DAYS = {"day": 1, "week": 7, "month": 30}
_UNIT_SLACK = {"day": 0, "week": 1, "month": 7}
_A_FEW = 4  # "in the last days"; what the annotated corpus takes "recent days" for


def ago(match: re.Match[str], setting: Setting) -> DateInterval | None:
    """Read "two days ago", "36 hours ago", "a month ago"."""
    number, base = count(match["n"]), setting.base
    unit = match["unit"].casefold().rstrip("s")
    if base is None or number is None:
        return None
    reason = f"{_words(match)}, seen from {base}"
    if unit == "year":
        return year_days(base.year - number, reason)
    if unit == "hour":
        return days_back(base, -(-number // 24), number // 24, reason)
    days, slack = number * _UNIT_DAYS[unit], _UNIT_SLACK[unit]
    return days_back(base, days + slack, max(0, days - slack), reason)


def within(match: re.Match[str], setting: Setting) -> DateInterval | None:
    """Read the days up to the base: "in the last 24 hours", "a two-week-old battle"."""
    base = setting.base
    if base is None:
        return None
    unit = match["unit"].casefold()
    is_plural, unit = unit.endswith("s"), unit.rstrip("s")
    number = (count(match["n"]) if match["n"] else None) or (_A_FEW if is_plural else 1)
    days = -(-number // 24) if unit == "hour" else number * _UNIT_DAYS[unit]
    return days_back(base, days, 0, f"{_words(match)}, seen from {base}")
