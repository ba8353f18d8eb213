"""When something happened: an interval of days, or what is known of the day where none is told.

"On Wednesday" in a report without a date leads to no day of the calendar; it still rules out
six days of seven. Such words are kept as a constraint, which meets, narrows and excludes
intervals, so that a date told elsewhere can be held against it.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TypeVar

from rashomon.errors import InvalidRecord

__all__ = ["DateConstraint", "DateInterval", "DateValue"]


@dataclass(frozen=True, slots=True)
class DateInterval:
    """The days from `first` to `last`, both included, on which something happened.

    `reason` says how the words led there ("Wednesday before 2018-02-10"). `at` is the moment,
    where the words tell a time of the day with its zone ("2200 GMT on Wednesday"): the day
    may be another one at the place itself.

    >>> DateInterval(date(2018, 2, 7), date(2018, 2, 8)).days
    2
    """

    first: date
    last: date
    reason: str = ""
    at: datetime | None = None

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise InvalidRecord(f"date interval runs backwards: {self.first} to {self.last}")
        if self.at is not None and self.at.tzinfo is None:
            raise InvalidRecord(f"{self.at}: a moment needs a time zone")

    @property
    def days(self) -> int:
        """How many days the interval holds."""
        return (self.last - self.first).days + 1

    def meets(self, other: DateValue, slack_days: int = 0) -> bool:
        """Tell whether both share a day, the interval widened by `slack_days` on each side."""
        if isinstance(other, DateConstraint):
            return other.meets(self, slack_days)
        return (self.first - other.last).days <= slack_days and (
            other.first - self.last
        ).days <= slack_days

    def cover(self, other: DateInterval) -> DateInterval:
        """Return the smallest interval that holds both."""
        return DateInterval(min(self.first, other.first), max(self.last, other.last))

    def narrow(self, other: DateInterval) -> DateInterval | None:
        """Return the days that both hold, None where there are none."""
        if not self.meets(other):
            return None
        return DateInterval(max(self.first, other.first), min(self.last, other.last), self.reason)

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


_LEAP_YEAR = 2000  # one that has every day of the calendar
# A weekday comes back to a day of the year within so many days, 29 February too.
_LONGEST_WAIT_DAYS = 40 * 366 + 1


@dataclass(frozen=True, slots=True)
class DateConstraint:
    """What is known of a day that the words do not lead to.

    `weekday` counts from Monday, 0; `month`, `day` and `year` are the calendar's. Each is None
    where nothing is told of it. `last_weekday`, `last_month` and `last_day` end a range, which
    runs on over Sunday or New Year where it has to. `is_night` is set where the days of a
    range are those of one night. `reason` says what is lacking ("no date to count from").

    >>> wednesday = DateConstraint(weekday=2)
    >>> str(wednesday), wednesday.allows(date(2018, 2, 7)), wednesday.allows(date(2018, 2, 8))
    ('a Wednesday', True, False)
    """

    weekday: int | None = None
    last_weekday: int | None = None
    month: int | None = None
    day: int | None = None
    last_month: int | None = None
    last_day: int | None = None
    year: int | None = None
    is_night: bool = False
    reason: str = ""

    def __post_init__(self) -> None:
        for name, value, low, high in (
            ("weekday", self.weekday, 0, 6),
            ("weekday", self.last_weekday, 0, 6),
            ("month", self.month, 1, 12),
            ("month", self.last_month, 1, 12),
            ("day", self.day, 1, 31),
            ("day", self.last_day, 1, 31),
            ("year", self.year, 1, 9999),
        ):
            if value is not None and not low <= value <= high:
                raise InvalidRecord(f"a {name} of {value} lies outside {low}..{high}")
        if self.weekday is None and self.month is None and self.day is None:
            raise InvalidRecord("a date constraint says nothing of weekday, month or day")
        for end, start, name in (
            (self.last_weekday, self.weekday, "weekday"),
            (self.last_month, self.month, "month"),
            (self.last_day, self.day, "day"),
        ):
            if end is not None and start is None:
                raise InvalidRecord(f"a last {name} without a first one")
        for month, day in (
            (self.month, self.day),
            (self.last_month or self.month, self.last_day),
        ):
            if month and day and day > calendar.monthrange(_LEAP_YEAR, month)[1]:
                raise InvalidRecord(f"{calendar.month_name[month]} has no day {day}")

    @property
    def is_day_of_year(self) -> bool:
        """Tell whether only the year is lacking: "7 February"."""
        return self.month is not None and self.day is not None

    def allows(self, day: date) -> bool:
        """Tell whether it can have been that day."""
        return (
            (self.year is None or day.year == self.year)
            and self.allows_weekday(day.weekday())
            and self.allows_of_year(day.month, day.day)
        )

    def narrow(self, interval: DateInterval) -> DateInterval | None:
        """Return the days of the interval from the first to the last that it can have been.

        None where it can have been none of them.
        """
        first = self._find(interval, 1)
        last = self._find(interval, -1)
        if first is None or last is None:
            return None
        if interval.days == 1:
            return DateInterval(first, last, f"{self}, and {interval} is one")
        return DateInterval(first, last, f"{self} within {interval}")

    def meets(self, other: DateValue, slack_days: int = 0) -> bool:
        """Tell whether some day fits both, an interval widened by `slack_days` on both sides."""
        if isinstance(other, DateInterval):
            return self._find(_widened(other, slack_days), 1) is not None
        return _share_day(self, other)

    def _find(self, interval: DateInterval, step: int) -> date | None:
        """The first day of the interval that it allows, or the last one for a step of -1."""
        day = interval.first if step > 0 else interval.last
        for _ in range(min(interval.days, _LONGEST_WAIT_DAYS)):
            if self.allows(day):
                return day
            if day == (date.max if step > 0 else date.min):
                break
            day += timedelta(days=step)
        return None

    def allows_weekday(self, weekday: int) -> bool:
        """Tell whether it can have been on that weekday, Monday being 0."""
        if self.weekday is None:
            return True
        last = self.weekday if self.last_weekday is None else self.last_weekday
        return (weekday - self.weekday) % 7 <= (last - self.weekday) % 7

    def allows_of_year(self, month: int, day: int) -> bool:
        """Tell whether it can have been on that day of a year."""
        if self.month is None:
            if self.day is None:
                return True
            return _is_between(self.day, day, self.last_day or self.day)
        last_month = self.last_month or self.month
        if self.day is None:
            return _is_between(self.month, month, last_month)
        last = (last_month, self.last_day or self.day)
        return _is_between((self.month, self.day), (month, day), last)

    def __str__(self) -> str:
        return _in_words(self)


DateValue = DateInterval | DateConstraint


@lru_cache(maxsize=4096)  # many reports without a date tell the same seven weekdays
def _share_day(one: DateConstraint, other: DateConstraint) -> bool:
    year = one.year or other.year
    first = date(year or _LEAP_YEAR, 1, 1)
    days = [first + timedelta(days=n) for n in range(365 + calendar.isleap(first.year))]
    if year is not None:
        return any(one.allows(day) and other.allows(day) for day in days)
    # Over the years every day of the calendar falls on every weekday.
    are_weekdays = any(one.allows_weekday(n) and other.allows_weekday(n) for n in range(7))
    return are_weekdays and any(
        one.allows_of_year(day.month, day.day) and other.allows_of_year(day.month, day.day)
        for day in days
    )


_Of = TypeVar("_Of", int, tuple[int, int])  # a day or month, or a month with its day


def _is_between(first: _Of, this: _Of, last: _Of) -> bool:
    """Tell whether `this` comes from `first` on and up to `last`, which may be next year's."""
    if first <= last:
        return first <= this <= last
    return this >= first or this <= last


def _widened(interval: DateInterval, days: int) -> DateInterval:
    first = date.fromordinal(max(1, interval.first.toordinal() - days))
    last = date.fromordinal(min(date.max.toordinal(), interval.last.toordinal() + days))
    return replace(interval, first=first, last=last)


@lru_cache(maxsize=4096)
def _in_words(told: DateConstraint) -> str:
    weekdays = _joined(_weekday(told.weekday), _weekday(told.last_weekday), " to ")
    days = _days_in_words(told)
    if told.is_night and (told.last_day or told.last_weekday is not None):
        words = f"a night from {days or weekdays}"
        words += f", {weekdays}" if days and weekdays else ""
    elif weekdays and days:
        words = f"{weekdays}, {days}" if told.day else f"a {weekdays} in {days}"
    else:
        words = days or f"a {weekdays}"
    if told.year is not None:
        return f"{words} {told.year}" if days else f"{words} in {told.year}"
    return f"{words}, year unknown" if days and told.month else words


def _days_in_words(told: DateConstraint) -> str:
    """The days or months of the year that are named, without the year."""
    month = calendar.month_name[told.month] if told.month else ""
    last = calendar.month_name[told.last_month] if told.last_month else ""
    if told.day is None:
        return _joined(month, last, " to ")
    ends = _joined(str(told.day), str(told.last_day or ""), " to ")
    if not month:
        return f"day {ends} of a month"
    if last and last != month:
        return f"{told.day} {month} to {told.last_day or told.day} {last}"
    return f"{ends} {month}"


def _weekday(number: int | None) -> str:
    return "" if number is None else calendar.day_name[number]


def _joined(first: str, last: str, joint: str) -> str:
    return joint.join(dict.fromkeys(filter(None, (first, last))))
