"""What a form of dates is: a pattern, the function that reads its days, and its clues.

A function that reads days gives an interval where the words lead to days, a constraint where
they tell something of the day but no base date is known, and otherwise why there is no day.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from rashomon.records import DateConstraint, DateInterval

__all__ = [
    "DATE_DIGITS",
    "DAY_OF_MONTH",
    "MONTH_NAME",
    "NO_BASE",
    "NTH_DAY",
    "WEEKDAY_NAME",
    "YEAR_NUMBER",
    "Days",
    "Form",
    "NoDay",
    "Resolver",
    "Setting",
    "seen_from",
    "until_base",
    "words_of",
]


@dataclass(frozen=True, slots=True)
class NoDay:
    """That words which tell when lead to no day, and why."""

    reason: str


NO_BASE = NoDay("no date to count from")


@dataclass(frozen=True, slots=True)
class Setting:
    """What a date's words are read against.

    `told` is the last full date that the text gave just before: a day without a year is read
    near it. `is_coming` is set where the sentence speaks of what is yet to come.
    `is_day_first` tells how the outlet writes dates in digits, None where that is not known.
    """

    base: date | None
    told: date | None = None
    is_coming: bool = False
    is_day_first: bool | None = None


Days = DateInterval | DateConstraint | NoDay
Resolver = Callable[[re.Match[str], Setting], Days]

# Clues that are no plain words: see `rashomon.read.date_grammar`, which looks for them.
MONTH_NAME, WEEKDAY_NAME, YEAR_NUMBER = "@month", "@weekday", "@year"
DAY_OF_MONTH, DATE_DIGITS, NTH_DAY = "@day of month", "@digits", "@nth"


@dataclass(frozen=True, slots=True)
class Form:
    """One form in which reports write dates.

    `resolve` is None for a guard against look-alikes. Every match of the pattern holds one of
    the `clues`: words or parts of words in lower case, or the names of clues above. It also
    holds one of `also`, parts of words in lower case, where some are named.
    """

    rule: str
    pattern: str
    resolve: Resolver | None
    clues: tuple[str, ...]
    also: tuple[str, ...] = ()


def words_of(match: re.Match[str]) -> str:
    """Return what was matched as a reason quotes it: in lower case, with single blanks."""
    return " ".join(match.group().split()).strip(" )").casefold()


def seen_from(match: re.Match[str], base: date) -> str:
    """Return the reason of words that are counted from the base."""
    return f"{words_of(match)}, seen from {base}"


def until_base(days: DateInterval, base: date | None) -> DateInterval:
    """Leave out the days after the base, where some are left."""
    if base and days.first <= base < days.last:
        return DateInterval(days.first, base, days.reason)
    return days
