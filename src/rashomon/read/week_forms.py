"""Weekdays told by their week: "Monday last week", "Wednesday week", "two Fridays ago"."""

from __future__ import annotations

import re
from datetime import timedelta

from rashomon.read.date_pieces import (
    AT,
    TIME,
    WEEKDAY,
    N,
)
from rashomon.read.date_setting import (
    WEEKDAY_NAME,
    Days,
    Form,
    Setting,
    seen_from,
)
from rashomon.read.days import (
    count,
    single,
    week_of,
    weekday_after,
    weekday_before,
)
from rashomon.read.weekday_forms import weekday_in
from rashomon.records import DateConstraint

__all__ = ["WEEK_FORMS"]

_NO_BASE = "no date to count from"
_WEEK = timedelta(days=7)


def _beside_week(match: re.Match[str], setting: Setting) -> Days:
    """Read "Monday last week", "last week on Monday", "next week's Monday"."""
    if setting.base is None:
        return DateConstraint(weekday=weekday_in(match), reason=_NO_BASE)
    step = {"last": -1, "previous": -1, "next": 1}.get(match["which"].casefold(), 0)
    day = week_of(setting.base + step * _WEEK).first + timedelta(days=weekday_in(match))
    return single(day, f"the {match['weekday'].title()} of the week beside that of {setting.base}")


def _weeks_on(match: re.Match[str], setting: Setting) -> Days:
    """Read "Wednesday week", "Monday fortnight": counted from the coming one."""
    if setting.base is None:
        return DateConstraint(weekday=weekday_in(match), reason=_NO_BASE)
    weeks = 2 if match["unit"].casefold() == "fortnight" else 1
    day = weekday_after(setting.base, weekday_in(match)) + weeks * _WEEK
    return single(day, f"{seen_from(match, setting.base)}: counted from the coming one")


def _weeks_back(match: re.Match[str], setting: Setting) -> Days:
    """Read "a week ago Tuesday", "Tuesday two weeks ago", "a week last Monday"."""
    base = setting.base
    if base is None:
        return DateConstraint(weekday=weekday_in(match), reason=_NO_BASE)
    weeks = count(match["n"]) or 1
    if match["unit"].casefold().startswith("fortnight"):
        weeks *= 2
    name = match["weekday"].title()
    latest = weekday_before(base, weekday_in(match))
    return single(
        latest - weeks * _WEEK, f"{seen_from(match, base)}: {weeks * 7} days before {name} {latest}"
    )


def _nth_back(match: re.Match[str], setting: Setting) -> Days:
    """Read "two Fridays ago" and "the Sunday before last"."""
    base = setting.base
    if base is None:
        return DateConstraint(weekday=weekday_in(match), reason=_NO_BASE)
    number = match.groupdict().get("n")
    weeks = (count(number) or 1) - 1 if number else 1
    latest = weekday_before(base - timedelta(days=1), weekday_in(match))
    return single(latest - weeks * _WEEK, seen_from(match, base))


_NEAR_WEEK = r"(?P<which>(?i:last|this|next|previous))\s+(?i:week)"
_BACK = rf"(?P<n>{N})\s+(?P<unit>(?i:weeks?|fortnights?))"
_NO_MORE = r"(?!\s?-|\s?['’])"

WEEK_FORMS = (
    Form(
        "weekday of a week",
        rf"{AT}(?P<weekday>{WEEKDAY}){TIME}\s+(?:(?i:of)\s+)?{_NEAR_WEEK}{_NO_MORE}",
        _beside_week,
        (WEEKDAY_NAME,),
        ("week",),
    ),
    Form(
        "weekday of a week",
        rf"{_NEAR_WEEK}(?:['’]s)?,?\s+(?:(?i:on)\s+)?(?P<weekday>{WEEKDAY}){TIME}",
        _beside_week,
        (WEEKDAY_NAME,),
        ("week",),
    ),
    Form(
        "weeks after weekday",
        rf"{AT}(?P<weekday>{WEEKDAY})\s+(?P<unit>(?i:week|fortnight)){_NO_MORE}",
        _weeks_on,
        (WEEKDAY_NAME,),
        ("week", "fortnight"),
    ),
    Form(
        "weeks after weekday",
        rf"(?i:an?|one)\s+(?P<unit>(?i:week|fortnight))\s+(?i:from|on)\s+(?P<weekday>{WEEKDAY})",
        _weeks_on,
        (WEEKDAY_NAME,),
        ("week", "fortnight"),
    ),
    Form(
        "weeks before weekday",
        rf"{_BACK}\s+(?i:ago)(?:\s+(?i:on|last|this))?\s+(?P<weekday>{WEEKDAY}){TIME}",
        _weeks_back,
        (WEEKDAY_NAME,),
        ("ago",),
    ),
    Form(
        "weeks before weekday",
        rf"{AT}(?P<weekday>{WEEKDAY}){TIME},?\s+{_BACK}\s+(?i:ago)",
        _weeks_back,
        (WEEKDAY_NAME,),
        ("ago",),
    ),
    Form(
        "weeks before weekday",
        rf"{_BACK}\s+(?i:last)\s+(?P<weekday>{WEEKDAY}){TIME}",
        _weeks_back,
        (WEEKDAY_NAME,),
        ("week", "fortnight"),
    ),
    Form(
        "weekdays ago",
        rf"(?P<n>{N})\s+(?P<weekday>{WEEKDAY})(?i:s)\s+(?i:ago)",
        _nth_back,
        (WEEKDAY_NAME,),
        ("ago",),
    ),
    Form(
        "weekdays ago",
        rf"{AT}(?:(?i:the)\s+)?(?P<weekday>{WEEKDAY})\s+(?i:before\s+last)",
        _nth_back,
        (WEEKDAY_NAME,),
        ("before",),
    ),
)
