"""Months, seasons, years and their parts: "mid-June", "spring 2016", "the first week of May"."""

from __future__ import annotations

import re
from datetime import timedelta

from rashomon.read.date_pieces import (
    COMMA,
    MONTH,
    OWN,
    PART,
    THEN_YEAR,
    VERB,
    YEAR,
    N,
)
from rashomon.read.date_setting import (
    MONTH_NAME,
    Days,
    Form,
    NoDay,
    Setting,
    until_base,
    words_of,
)
from rashomon.read.day_forms import month_in
from rashomon.read.days import count, month_days, month_near, part_of
from rashomon.records import DateConstraint, DateInterval

__all__ = ["MONTH_FORMS"]

_NO_YEAR = "no year is told"
_DAYS_OF_PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}


def _month_of(month: int, groups: dict[str, str | None], setting: Setting, said: str) -> Days:
    """The whole month that its name means, with a year or without."""
    if groups.get("year"):
        return month_days(int(groups["year"] or 0), month, "month and year")
    beside = (groups.get("rel") or "").casefold().split()
    base = setting.base
    if beside and beside[0] in ("that", "the") and setting.told:
        step = {"previous": -1, "following": 1}.get(beside[-1], 0)
        return month_days(setting.told.year + step, month, f"{said}: of {setting.told}")
    if base is None:
        return DateConstraint(month=month, reason=_NO_YEAR)
    reason = f"{said}, seen from {base}"
    if beside and beside[0] in ("this", "last"):
        return month_days(base.year - (beside[0] == "last"), month, reason)
    which = (groups.get("which") or "").casefold()
    found = month_near(base, month, reason, setting.is_coming or which == "next")
    if which == "last" and found.first.month == base.month:
        found = month_days(base.year - 1, month, reason)
    return found


def _in_month(match: re.Match[str], setting: Setting) -> Days:
    """Read a month or a part of it: "June 2017", "in May", "late May", "June last year"."""
    groups = match.groupdict()
    found = _month_of(month_in(match["month"]), groups, setting, words_of(match))
    part = groups.get("part") or ""
    if isinstance(found, DateConstraint):
        return _part_of_any(found, part)
    if isinstance(found, NoDay):
        return found
    return until_base(part_of(found, part), setting.base)


def _part_of_any(month: DateConstraint, part: str) -> DateConstraint:
    """A part of a month whose year is not told."""
    if not part or month.month is None:
        return month
    leap = part_of(month_days(2000, month.month, ""), part)
    return DateConstraint(
        month=month.month, day=leap.first.day, last_day=leap.last.day, reason=month.reason
    )


def _in_months(match: re.Match[str], setting: Setting) -> Days:
    """Read from one month to another: "between March and June", "late May or early June"."""
    groups = match.groupdict()
    last = _month_of(month_in(match["month"]), groups, setting, words_of(match))
    month = month_in(match["first_month"])
    if isinstance(last, NoDay):
        return last
    parts = (groups.get("first_part") or "", groups.get("part") or "")
    if isinstance(last, DateConstraint):
        opens = _part_of_any(DateConstraint(month=month, reason=_NO_YEAR), parts[0])
        closes = _part_of_any(last, parts[1])
        return DateConstraint(
            month=month,
            day=opens.day or (1 if closes.day else None),
            last_month=last.month,
            last_day=closes.last_day,
            reason=_NO_YEAR,
        )
    year = int(groups["first_year"] or 0) if groups.get("first_year") else last.first.year
    if not groups.get("first_year") and month > last.first.month:
        year -= 1
    first = part_of(month_days(year, month, last.reason), parts[0])
    last = part_of(last, parts[1])
    if first.first > last.last:
        return NoDay(f"{words_of(match)} runs backwards")
    return until_base(DateInterval(first.first, last.last, words_of(match)), setting.base)


def _in_part_of_month(match: re.Match[str], setting: Setting) -> Days:
    """Read "the first week of May", "the last ten days of June": days of the month."""
    groups = match.groupdict()
    whole = _month_of(month_in(match["month"]), groups, setting, words_of(match))
    which, unit = match["which"].casefold(), match["unit"].casefold()
    number = count(groups["n"]) or 1 if groups.get("n") else 1
    length = number * 7 if unit.startswith("week") else number
    if unit == "days" and not groups.get("n"):
        length = 5
    at = {"first": 0, "opening": 0, "second": 1, "third": 2, "fourth": 3}.get(which)
    is_open = isinstance(whole, DateConstraint)
    if isinstance(whole, DateConstraint):
        whole = month_days(2000, whole.month or 1, whole.reason)
    if isinstance(whole, NoDay):
        return whole
    if at is None:
        first = whole.last - timedelta(days=length - 1)
    else:
        first = whole.first + timedelta(days=length * at)
    last = min(first + timedelta(days=length - 1), whole.last)
    if not whole.first <= first <= last:
        return NoDay(f"{words_of(match)} is longer than the month")
    if is_open:
        return DateConstraint(month=first.month, day=first.day, last_day=last.day, reason=_NO_YEAR)
    return DateInterval(first, last, whole.reason)


_IN = r"(?i:in|during|throughout|since|over|of|until|from|by)"
_REL = r"(?P<rel>(?i:this|last|that|the\s+same|the\s+(?:previous|following)))\s+(?i:year)"
_MONTHS_TO = r"(?:\s?[-–—/]\s?|\s+(?i:to|and|or|until|till|through)\s+(?:(?i:into)\s+)?)"
_UNDATED = r"(?!\.?\s*\d)"

MONTH_FORMS = (
    Form(
        "week of month",
        r"(?:(?i:in|during|over)\s+)?(?i:the\s+)(?P<which>(?i:first|opening|second|third|fourth|last|"
        rf"final|closing))\s+(?:(?P<n>{N})\s+)?(?P<unit>(?i:weeks?|days))\s+(?i:of)\s+"
        rf"(?P<month>{MONTH}){THEN_YEAR}",
        _in_part_of_month,
        (MONTH_NAME,),
        ("week", "days"),
    ),
    Form(
        "month year",
        rf"(?:{_IN}\s+)?(?P<part>{PART})?(?P<month>{MONTH}){COMMA}\s+(?:(?i:of)\s+)?"
        rf"(?P<year>{YEAR}){OWN}",
        _in_month,
        (MONTH_NAME,),
    ),
    Form(
        "month year",
        rf"(?:{_IN}\s+)?(?P<part>{PART})?(?P<month>{MONTH})(?:\s?,)?\s+(?:(?i:of)\s+)?{_REL}",
        _in_month,
        (MONTH_NAME,),
        ("year",),
    ),
    Form(
        "month year",
        rf"{_REL}(?:\s?,)?\s+(?i:in)\s+(?P<part>{PART})?(?P<month>{MONTH}){VERB}",
        _in_month,
        (MONTH_NAME,),
        ("year",),
    ),
    Form(
        "month",
        r"(?:(?i:in|during|throughout|since)\s+(?:(?i:the\s+month\s+of)\s+)?|"
        rf"(?:(?i:at|by|from|until)\s+)?(?=(?i:last|next)\s|{PART}))"
        rf"(?:(?P<which>(?i:last|this|next))\s+|(?P<part>{PART}))?"
        rf"(?!Mar\s+[A-Z])(?P<month>{MONTH}){VERB}{OWN}{_UNDATED}",  # in the quarter of Mar Elias
        _in_month,
        (MONTH_NAME,),
    ),
    Form(
        "months",
        rf"(?i:from|between|in|during)\s+(?P<first_part>{PART})?(?P<first_month>{MONTH})"
        rf"(?:\s+(?P<first_year>{YEAR}))?{_MONTHS_TO}(?P<part>{PART})?(?P<month>{MONTH}){VERB}"
        rf"(?:{THEN_YEAR}{_UNDATED}|\s+(?:(?i:of)\s+)?{_REL})",
        _in_months,
        (MONTH_NAME,),
    ),
    Form(
        "months",
        rf"(?P<first_part>{PART})?(?P<first_month>{MONTH})(?:\s+(?P<first_year>{YEAR}))?{_MONTHS_TO}"
        rf"(?P<part>{PART})?(?P<month>{MONTH}){COMMA}\s+(?P<year>{YEAR})",
        _in_months,
        (MONTH_NAME,),
    ),
    Form(
        "months",
        rf"(?P<first_part>{PART})(?P<first_month>{MONTH}){_MONTHS_TO}(?P<part>{PART})"
        rf"(?P<month>{MONTH}){_UNDATED}",
        _in_months,
        (MONTH_NAME,),
        ("early", "late", "mid", "end", "half", "beginning", "start", "close"),
    ),
)
