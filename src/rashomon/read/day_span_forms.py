"""Spans of days of a month: "3-5 May", "the night of 7–8 February", "the week of 5 March"."""

from __future__ import annotations

import re
from datetime import timedelta

from rashomon.read.date_pieces import (
    COMMA,
    COUNTED,
    DAY,
    MONTH,
    NTH,
    OVER,
    THEN_YEAR,
    TO,
    VERB,
    YEAR,
)
from rashomon.read.date_setting import DAY_OF_MONTH, NTH_DAY, Days, Form, NoDay, Setting, words_of
from rashomon.read.day_forms import day_of, month_in, number_in, on_day, on_nth, year_in
from rashomon.read.days import (
    is_day_of_year,
    make_day,
    weekday_before,
)
from rashomon.records import DateConstraint, DateInterval

__all__ = ["DAY_SPAN_FORMS"]

_LONGEST_SPAN_DAYS = 120
_NO_YEAR = "no year is told"


def _on_days(match: re.Match[str], setting: Setting) -> Days:
    """Read from one day of a month to another: "3-5 May", "30 April to 2 May 2017"."""
    groups = match.groupdict()
    month, number = month_in(match["month"]), number_in(match["last"])
    first_month = month_in(groups.get("first_month") or match["month"])
    first_number = number_in(match["first"])
    last = day_of(number, month, year_in(groups, setting), setting)
    is_night = "night" in words_of(match)
    if isinstance(last, DateConstraint):
        if not is_day_of_year(first_month, first_number):
            return NoDay(f"the calendar has no {words_of(match)}")
        return DateConstraint(
            month=first_month,
            day=first_number,
            last_month=month if month != first_month else None,
            last_day=number,
            is_night=is_night,
            reason=_NO_YEAR,
        )
    if isinstance(last, NoDay):
        return last
    told = groups.get("first_year")
    first = make_day(int(told) if told else last.first.year, first_month, first_number)
    if first and first > last.first and groups.get("first_month") and not told:
        first = make_day(last.first.year - 1, first_month, first_number)
    longest = 366 * 5 if told else _LONGEST_SPAN_DAYS
    if first is None or not 0 <= (last.first - first).days <= longest:
        return NoDay(f"{words_of(match)} is no span of days")
    return DateInterval(first, last.last, f"{words_of(match)}: {last.reason}")


def _on_nths(match: re.Match[str], setting: Setting) -> Days:
    """Read "on the 10th and the 11th"."""
    last = on_nth(match, setting)
    number = number_in(match["first"])
    if isinstance(last, DateConstraint):
        return DateConstraint(day=number, last_day=last.day, reason=last.reason)
    if isinstance(last, NoDay):
        return last
    first = make_day(last.first.year, last.first.month, number)
    if first is None or first > last.first:
        return NoDay(f"{words_of(match)} is no span of days")
    return DateInterval(first, last.last, last.reason)


def _in_week_of(match: re.Match[str], setting: Setting) -> Days:
    """Read "the week of 5 February", "the week ending 11 February"."""
    found = on_day(match, setting)
    if not isinstance(found, DateInterval):
        return found
    reason, day = f"{words_of(match)}: {found.reason}", found.first
    if match["way"].casefold().startswith(("end", "to")):
        return DateInterval(day - timedelta(days=6), day, reason)
    if match["way"].casefold() == "of":
        day = weekday_before(day, 0)
    return DateInterval(day, day + timedelta(days=6), reason)


_LIST = rf"(?:,\s+{DAY})*"
_AND = r"(?:(?:\s?,)?\s+(?:(?i:and|or)|&)\s+(?:(?i:the)\s+)?)"
_ENDS = r"(?=\s*(?:[.,;:)\]]|--|[–—]|$))"
_WHOLE = r"(?=\s*(?:[.,;:)\]]|--|[–—]|$)|\s+(?i:and|when|after|but|in|as|while|that|at|a)\s)"
_WEEK = (
    r"(?:(?i:in|during)\s+)?(?i:the\s+week)\s+"
    r"(?P<way>(?i:of|beginning|starting|ending|to|from))\s+(?:(?i:on)\s+)?"
)

DAY_SPAN_FORMS = (
    Form(
        "day alone",
        rf"(?i:on|from|between)\s+(?i:the)\s+(?P<first>{NTH})(?:{_AND}|\s?[-–—]\s?|\s+(?i:to|until|"
        rf"through)\s+(?:(?i:the)\s+)?)(?P<day>{NTH}){_WHOLE}",
        _on_nths,
        (NTH_DAY,),
    ),
    Form(
        "days of a month",
        rf"{OVER}(?P<first>{DAY}){_LIST}(?:{TO}|{_AND})(?P<last>{DAY})"
        rf"\s+(?:(?i:of)\s+)?(?P<month>{MONTH}){VERB}{THEN_YEAR}",
        _on_days,
        (DAY_OF_MONTH,),
    ),
    Form(
        "month and its days",
        rf"{OVER}(?P<month>{MONTH})\s+(?P<first>{DAY}){TO}(?P<last>{DAY}){COUNTED}{THEN_YEAR}",
        _on_days,
        (DAY_OF_MONTH,),
    ),
    Form(
        "month and its days",  # "May 3 and 5 people" is no list of days
        rf"{OVER}(?P<month>{MONTH})\s+(?P<first>{DAY}){_LIST}{_AND}(?P<last>{DAY}){THEN_YEAR}{_ENDS}",
        _on_days,
        (DAY_OF_MONTH,),
    ),
    Form(
        "day month to day month",
        rf"{OVER}(?P<first>{DAY})\s+(?P<first_month>{MONTH})(?:{COMMA}\s+(?P<first_year>{YEAR}))?"
        rf"{TO}(?P<last>{DAY})\s+(?P<month>{MONTH}){THEN_YEAR}",
        _on_days,
        (DAY_OF_MONTH,),
    ),
    Form(
        "month day to month day",
        rf"{OVER}(?P<first_month>{MONTH})\s+(?P<first>{DAY})(?:{COMMA}\s+(?P<first_year>{YEAR}))?"
        rf"{TO}(?P<month>{MONTH})\s+(?P<last>{DAY}){THEN_YEAR}",
        _on_days,
        (DAY_OF_MONTH,),
    ),
    Form(
        "week of day",
        rf"{_WEEK}(?P<day>{DAY})\s+(?P<month>{MONTH}){THEN_YEAR}",
        _in_week_of,
        (DAY_OF_MONTH,),
        ("week",),
    ),
    Form(
        "week of day",
        rf"{_WEEK}(?P<month>{MONTH})\s+(?P<day>{DAY}){THEN_YEAR}",
        _in_week_of,
        (DAY_OF_MONTH,),
        ("week",),
    ),
)
