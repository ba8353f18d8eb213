"""Days of a month, told with its name: "7 February 2018", "Feb. 7", "the night of 7–8 May".

A day without a year is near the last full date told, or else the latest one up to the base. An
impossible day is no day.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from rashomon.read.date_pieces import (
    AT,
    COMMA,
    COUNTED,
    DAY,
    DAY_OF_WEEK,
    MONTH,
    NTH,
    OWN,
    SHORT_WEEKDAY,
    VERB,
    WEEKDAY,
    YEAR,
)
from rashomon.read.date_setting import DAY_OF_MONTH, NTH_DAY, Days, Form, NoDay, Setting, words_of
from rashomon.read.days import (
    day_before,
    day_near,
    full_year,
    is_day_of_year,
    make_day,
    single,
)
from rashomon.records import DateConstraint, DateInterval
from rashomon.reference.calendar_words import FULL_MONTHS, WEEKDAYS, month_number

__all__ = ["DAY_FORMS", "day_of", "month_in", "number_in", "on_day", "on_nth", "year_in"]

# A day without a year within two months of a date told in full just before is of its year.
_NEAR_TOLD_DAYS = 60
_NO_YEAR = "no year is told"

_WEEKDAY_NUMBERS = {name[:3]: number for name, number in WEEKDAYS.items()}


def day_of(number: int, month: int, year: int | None, setting: Setting) -> Days:
    """Return the day that a day of a month means, with a year or without."""
    name = f"{number} {FULL_MONTHS[month - 1].title()}"
    if not is_day_of_year(month, number):
        return NoDay(f"the calendar has no {name}")
    if year is not None:
        found = make_day(year, month, number)
        return single(found, "a full date") if found else NoDay(f"{year} has no {name}")
    if setting.told:
        for step in (-1, 0, 1):
            found = make_day(setting.told.year + step, month, number)
            if found and abs((found - setting.told).days) <= _NEAR_TOLD_DAYS:
                return single(found, f"the {name} nearest to {setting.told}, told before")
    base = setting.base
    if base is None:
        return DateConstraint(month=month, day=number, reason=_NO_YEAR)
    found = day_near(base, month, number, setting.is_coming)
    if found is None:
        return NoDay(f"no {name} within years of {base}")
    side = "first" if setting.is_coming else "latest"
    return single(found, f"the {side} {name} {'after' if setting.is_coming else 'up to'} {base}")


def number_in(words: str) -> int:
    """Return the number that the digits of "7th" or "07" make."""
    return int("".join(filter(str.isdigit, words)))


def month_in(words: str) -> int:
    """Return the number of the month that words of a pattern name."""
    number = month_number(words)
    assert number is not None, words  # the pattern matches names of months only
    return number


def year_in(groups: dict[str, str | None], setting: Setting) -> int | None:
    """The year told, in digits or as "last year"."""
    digits, beside = groups.get("year"), (groups.get("rel") or "").casefold().split()
    if digits:
        return full_year(digits.lstrip("'’`"), setting.base)
    if not beside:
        return None
    if beside[0] in ("this", "last"):
        return setting.base.year - (beside[0] == "last") if setting.base else None
    step = {"previous": -1, "following": 1}.get(beside[-1], 0)
    return setting.told.year + step if setting.told else None


def on_day(match: re.Match[str], setting: Setting) -> Days:
    """Read "7 February 2018", "Feb. 7", "Wednesday, 7 February last year"."""
    groups = match.groupdict()
    month, number = month_in(match["month"]), number_in(match["day"])
    found = day_of(number, month, year_in(groups, setting), setting)
    told = (groups.get("dow") or "")[:3].casefold()
    if not told:
        return found
    weekday = _WEEKDAY_NUMBERS[told]
    if isinstance(found, DateConstraint):
        return DateConstraint(weekday=weekday, month=month, day=number, reason=found.reason)
    if isinstance(found, DateInterval) and found.first.weekday() != weekday:
        is_named, named = calendar.day_name[found.first.weekday()], calendar.day_name[weekday]
        return single(found.first, f"{found.reason}; a {is_named}, not the {named} told")
    return found


def on_nth(match: re.Match[str], setting: Setting) -> Days:
    """Read "on the 7th", "Wednesday the 7th": of the month told, or the latest one."""
    groups = match.groupdict()
    number = number_in(match["day"])
    dow, beside = (groups.get("dow") or "")[:3].casefold(), (groups.get("of") or "").casefold()
    weekday = _WEEKDAY_NUMBERS[dow] if dow else None
    origin = setting.told if beside in ("", "that", "the same") else None
    if origin is not None and weekday is None:
        found = make_day(origin.year, origin.month, number)
        if found:
            return single(found, f"day {number} of the month of {origin}, told before")
    base = setting.base
    if base is None:
        return DateConstraint(weekday=weekday, day=number, reason="no month is told")
    if beside == "last":
        month = date(base.year, base.month, 1) - timedelta(days=1)
        found = make_day(month.year, month.month, number)
    else:
        found = day_before(base, number, weekday)
    if found is None:
        return NoDay(f"no {words_of(match)} up to {base}")
    return single(found, f"the latest {words_of(match)} up to {base}")


_JOINED = r"(?:\s+(?i:of)\s+|\s?-\s?|\s*)"
_REL_YEAR = (
    r"(?:,?\s+(?:(?i:of|in)\s+)?(?P<rel>(?i:this|last|that|the\s+same|"
    r"the\s+previous|the\s+following))\s+(?i:year)(?!\s?['’]))?"
)
# A year that no calendar of news has: "7 February 0000".
_NO_YEAR_ZERO = r"(?!,?\s+0\d{3}\b)"
_ENDS = r"(?=\s*(?:[.,;:)\]]|--|[–—]|$))"
_WHOLE = r"(?=\s*(?:[.,;:)\]]|--|[–—]|$)|\s+(?i:and|when|after|but|in|as|while|that|at|a)\s)"
# What is named after a day: "the 14 March alliance", "6 October Bridge".
_NO_NAME = (
    r"(?!\s+(?i:battalion|brigades?|division|movement|regiment|street|square|bridge|mosque|"
    r"hospital|alliance|coalition|bloc|stadium|university|hostel|group)\b)"
)

DAY_FORMS = (
    Form(
        "day month year",
        rf"{AT}{DAY_OF_WEEK}(?P<day>{DAY})(?:\s+(?i:of)\s+|\s?[-/.]\s?|\s*)"
        rf"(?P<month>{MONTH}){COMMA}(?:\s?[-/]\s?|\s+)(?P<year>{YEAR})\)?{OWN}",
        on_day,
        (DAY_OF_MONTH,),
    ),
    Form(
        "day month year",  # "7FEB2018"
        rf"{AT}(?P<day>{DAY})(?P<month>{MONTH})(?P<year>{YEAR})",
        on_day,
        (DAY_OF_MONTH,),
    ),
    Form(
        "day month yy",
        rf"{AT}{DAY_OF_WEEK}(?P<day>{DAY})(?P<mark>[\s-]?)(?P<month>{MONTH})"
        rf"(?:(?P=mark)(?P<year>\d\d){_ENDS})",
        on_day,
        (DAY_OF_MONTH,),
    ),
    Form(
        "day month yy",
        rf"{AT}{DAY_OF_WEEK}(?P<day>{DAY})[\s-]?(?P<month>{MONTH}){COMMA}\s?['’`](?P<year>\d\d)"
        r"(?!\d)",
        on_day,
        (DAY_OF_MONTH,),
    ),
    Form(
        "month day year",
        rf"{AT}{DAY_OF_WEEK}(?P<month>{MONTH})\s*(?P<day>{DAY}){COMMA}\s+"
        rf"(?P<year>{YEAR}|['’`]\d\d(?!\d))\)?{OWN}",
        on_day,
        (DAY_OF_MONTH,),
    ),
    Form(
        "day month",
        rf"{AT}{DAY_OF_WEEK}(?P<day>{DAY}){_JOINED}(?P<month>{MONTH}){VERB}{_NO_NAME}{_NO_YEAR_ZERO}"
        rf"{_REL_YEAR}\)?{OWN}",
        on_day,
        (DAY_OF_MONTH,),
    ),
    Form(
        "month day",
        rf"{AT}{DAY_OF_WEEK}(?P<month>{MONTH})(?:(?<=\.)\s*|\s+)(?:(?i:the)\s+)?(?P<day>{DAY})"
        rf"{COUNTED}{_NO_NAME}{_NO_YEAR_ZERO}{_REL_YEAR}\)?{OWN}",
        on_day,
        (DAY_OF_MONTH,),
    ),
    Form(
        "day alone",
        rf"(?:(?i:on|by|from|since|until)\s+|(?i:(?:on\s+)?the\s+night\s+of\s+))(?i:the)\s+"
        rf"(?P<day>{NTH})(?:\s+(?i:of)\s+(?P<of>(?i:this|last|that|the\s+same|the))\s+(?i:month))?"
        rf"{_WHOLE}",
        on_nth,
        (NTH_DAY,),
    ),
    Form(
        "day alone",
        rf"{AT}(?P<dow>{WEEKDAY}|{SHORT_WEEKDAY})(?:\s?,)?\s+(?:(?i:the)\s+)?(?P<day>{NTH}){_WHOLE}",
        on_nth,
        (NTH_DAY,),
    ),
)
