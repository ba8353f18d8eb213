"""Dates in digits: "27/10/2016", ISO 8601, and the date-time groups of armies.

"05/06/2018" is a day of May or of June. How the outlet's country or the rest of the text
writes dates decides; failing that a day that lies in the future is ruled out, and what is then
left open stays open, as an interval that holds both days and a reason that names them.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from rashomon.read.date_pieces import AT, MONTH, YEAR
from rashomon.read.date_setting import (
    DATE_DIGITS,
    DAY_OF_MONTH,
    Days,
    Form,
    NoDay,
    Setting,
    words_of,
)
from rashomon.read.day_forms import day_of
from rashomon.read.days import day_before, full_year, make_day, single
from rashomon.records import DateConstraint, DateInterval
from rashomon.reference.calendar_words import month_number

__all__ = ["DIGIT_FORMS", "MONTH_FIRST_COUNTRIES", "UNSURE_COUNTRIES", "told_order"]

# Where news writes the month before the day in digits, and where both ways are common.
MONTH_FIRST_COUNTRIES = frozenset(("United States",))
UNSURE_COUNTRIES = frozenset(("Canada", "China", "Japan", "Philippines", "South Korea", "Taiwan"))

_IN_DIGITS = re.compile(r"(?<![\d./-])(\d\d?)([/-])(\d\d?)\2(?:19|20)\d\d(?![./-]?\d)")


def told_order(text: str) -> bool | None:
    """Tell whether dates in digits that can be read one way only put the day first.

    None where the text has none such, or some of both.

    >>> told_order("from 05/06/2018 to 27/06/2018"), told_order("on 05/06/2018")
    (True, None)
    """
    orders = set()
    for found in _IN_DIGITS.finditer(text):
        one, two = int(found[1]), int(found[3])
        if max(one, two) <= 31 and (one > 12) != (two > 12):
            orders.add(one > 12)
    return orders.pop() if len(orders) == 1 else None


def _in_digits(match: re.Match[str], setting: Setting) -> Days:
    """Read "27/10/2016" and "05/06/2018"."""
    one, two = int(match["one"]), int(match["two"])
    year = full_year(match["year"], setting.base)
    day_first, month_first = make_day(year, two, one), make_day(year, one, two)
    if day_first is None or month_first is None or day_first == month_first:
        found = day_first or month_first
        if found is None:
            return NoDay(f"the calendar has no {words_of(match)}")
        order = "day, month, year" if day_first else "month, day, year"
        return single(found, f"{order} in digits")
    if match["mark"] == ".":  # nobody who writes dots puts the month first
        return single(day_first, "day, month, year in digits")
    if setting.is_day_first is not None:
        found = day_first if setting.is_day_first else month_first
        order = "day" if setting.is_day_first else "month"
        return single(found, f"the {order} first, as this outlet or text writes dates")
    base = setting.base
    if base is not None and not setting.is_coming:
        past = [day for day in (day_first, month_first) if day <= base + timedelta(days=1)]
        if len(past) == 1:
            return single(past[0], f"the other order of digits lies after {base}")
    first, last = sorted((day_first, month_first))
    return DateInterval(first, last, f"{first} or {last}: day or month may come first")


def _year_first(match: re.Match[str], _: Setting) -> Days:
    """Read "2016-10-27", with or without the time of day."""
    day = make_day(int(match["year"]), int(match["one"]), int(match["two"]))
    if day is None:
        return NoDay(f"the calendar has no {words_of(match)}")
    return single(day, "year, month, day in digits")


def _date_time_group(match: re.Match[str], setting: Setting) -> Days:
    """Read "072200ZFEB18": day, time, zone, month and year."""
    number, zone = int(match["day"]), match["zone"].upper()
    groups = match.groupdict()
    year = full_year(groups["year"], setting.base) if groups.get("year") else None
    reason = f"date-time group, in zone {zone}"
    if groups.get("month"):
        month = month_number(match["month"])
        assert month is not None, match["month"]
        found = day_of(number, month, year, setting)
    elif setting.base is None:
        return DateConstraint(day=number, reason=f"{reason}; no month is told")
    else:
        day: date | None = day_before(setting.base + timedelta(days=1), number)
        if day is None:
            return NoDay(f"no day {number} up to {setting.base}")
        return single(day, f"{reason}; the latest day {number} up to {setting.base}")
    if isinstance(found, DateInterval):
        return DateInterval(found.first, found.last, f"{reason}; {found.reason}")
    return found


def _d_day(match: re.Match[str], _: Setting) -> Days:
    """Read "D+3" as a day that cannot be told: no report says which day D was."""
    return NoDay(f"{words_of(match).upper()} counts from a day that is not told")


_ENDS = r"(?![./-]?\d)"
_TIME_OF_DAY = (
    r"(?:(?:T|,?\s)[0-2]?\d[:.h]?[0-5]\d(?::[0-5]\d(?:[.,]\d{1,6})?)?"
    r"(?:\s?(?:Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d))?)?(?!\w)"
)
_GROUP = r"(?P<day>0[1-9]|[12]\d|3[01])[ /]?(?:[01]\d|2[0-3])[0-5]\d(?::?[0-5]\d)?"

DIGIT_FORMS = (
    Form(
        "digits",
        rf"{AT}(?P<one>\d\d?)(?:(?P<mark>[./-])(?P<two>\d\d?)(?P=mark)(?P<year>{YEAR})){_ENDS}"
        rf"{_TIME_OF_DAY}",
        _in_digits,
        (DATE_DIGITS,),
    ),
    Form(
        "digits",
        rf"{AT}(?P<one>\d\d?)(?P<mark>/)(?P<two>\d\d?)/['’]?(?P<year>\d\d){_ENDS}",
        _in_digits,
        (DATE_DIGITS,),
    ),
    Form(
        "digits",  # "07.02.18", but no version "1.2.34" nor address "10.20.30.40"
        rf"{AT}(?P<one>0[1-9]|[12]\d|3[01])(?P<mark>\.)(?P<two>0[1-9]|1[0-2])\."
        rf"(?P<year>\d\d){_ENDS}",
        _in_digits,
        (DATE_DIGITS,),
    ),
    Form(
        "iso",
        rf"{AT}(?P<year>(?:19|20)\d\d)(?P<mark>[./-])(?P<one>\d\d?)(?P=mark)(?P<two>\d\d?)(?![./-]?\d)"
        rf"{_TIME_OF_DAY}",
        _year_first,
        (DATE_DIGITS,),
    ),
    Form(
        "iso",  # "20180207", "20180207T2200Z"
        r"(?P<year>(?:19|20)\d\d)(?P<one>0[1-9]|1[0-2])(?P<two>0[1-9]|[12]\d|3[01])(?!\d)"
        rf"{_TIME_OF_DAY}",
        _year_first,
        (DATE_DIGITS,),
    ),
    Form(
        "date-time group",
        rf"{_GROUP}(?P<zone>[A-Za-z])\s?(?P<month>{MONTH})\s?(?P<year>(?:20)?\d\d)?(?!\d)",
        _date_time_group,
        (DAY_OF_MONTH,),
    ),
    Form(
        "date-time group",
        r"(?P<day>0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d(?P<zone>[ZzLl])",
        _date_time_group,
        (DATE_DIGITS,),
    ),
    Form("day of a plan", r"D ?[+-] ?\d{1,3}", _d_day, ("d+", "d-", "d +", "d -")),
)
