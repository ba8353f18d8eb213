"""Weeks, weekends, months and years beside that of the base: "earlier this week", "last month"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from rashomon.read.date_pieces import HAPPENING, OWN, PART
from rashomon.read.date_setting import (
    NO_BASE,
    Days,
    Form,
    Setting,
    seen_from,
    until_base,
)
from rashomon.read.days import (
    month_days,
    part_of,
    week_of,
    weekday_after,
    weekday_before,
    year_days,
)
from rashomon.records import DateInterval

__all__ = ["PERIOD_FORMS"]

_SATURDAY = 5


def _on_weekend(match: re.Match[str], setting: Setting) -> Days:
    """Read "over the weekend": the latest one begun by the base."""
    base = setting.base
    if base is None:
        return NO_BASE
    which = (match.groupdict().get("which") or "").casefold()
    reason = seen_from(match, base)
    if which in ("next", "coming") or (setting.is_coming and which in ("", "this")):
        saturday = weekday_after(base, _SATURDAY)
        return DateInterval(saturday, saturday + timedelta(days=1), reason)
    saturday = weekday_before(base, _SATURDAY)
    if which in ("last", "previous") and (base - saturday).days <= 1:
        saturday -= timedelta(days=7)  # on a Sunday "last weekend" is not this one
    return until_base(DateInterval(saturday, saturday + timedelta(days=1), reason), base)


def _period_beside(base: date, step: int, unit: str, reason: str) -> DateInterval:
    """The week, month or year so many steps from the base's own."""
    if unit == "week":
        week = week_of(base + timedelta(days=7 * step))
        return DateInterval(week.first, week.last, reason)
    if unit == "fortnight":
        last = base if step else base + timedelta(days=13)
        return DateInterval(last - timedelta(days=13), last, reason)
    if unit == "month":
        months = base.year * 12 + base.month - 1 + step
        return month_days(months // 12, months % 12 + 1, reason)
    return year_days(base.year + step, reason)


def _in_period(match: re.Match[str], setting: Setting) -> Days:
    """Read a week, month or year beside the base's: "earlier this week", "late last month"."""
    base, groups = setting.base, match.groupdict()
    if base is None:
        return NO_BASE
    which, part = (groups.get("which") or "").casefold(), (groups["part"] or "").casefold()
    step = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1}.get(which, 0)
    if "before" in which:  # "the week before last"
        step = -2
    days = _period_beside(base, step, groups["unit"].casefold(), seen_from(match, base))
    if step == 0 and part.startswith("earlier"):
        return DateInterval(days.first, base, days.reason)
    if step == 0 and (part.startswith("later") or (setting.is_coming and not part)):
        return DateInterval(base, days.last, days.reason)
    found = part_of(days, part)
    return found if setting.is_coming else until_base(found, base)


def _in_period_owning(match: re.Match[str], setting: Setting) -> Days:
    """Read "last months" in "last months attack", of copy that has lost its apostrophes."""
    base = setting.base
    if base is None:
        return NO_BASE
    return _period_beside(base, -1, match["unit"].casefold(), seen_from(match, base))


PERIOD_FORMS = (
    Form(
        "period",
        rf"(?:(?i:on|over|at|during|in|for|by)\s+)?(?:(?i:the)\s+)?(?P<part>{PART})?"
        r"(?P<which>(?i:last|this|next|previous|past|coming))\s+"
        rf"(?P<unit>(?i:week|month|year|fortnight))(?!-){OWN}",
        _in_period,
        ("week", "month", "year", "fortnight"),
    ),
    Form(
        "period",  # "earlier in the week", "at the end of the month"
        rf"(?:(?i:at|by|towards?)\s+)?(?P<part>{PART})(?i:the)\s+(?P<unit>(?i:week|month|year))"
        r"(?!-|\s+(?i:of)\b)",
        _in_period,
        ("week", "month", "year"),
    ),
    Form(
        "period",
        r"(?:(?i:in|during)\s+)?(?:(?i:the)\s+)(?P<part>)(?P<unit>(?i:week|month|year))\s+"
        r"(?P<which>(?i:before\s+last))",
        _in_period,
        ("before",),
    ),
    Form(
        "period",  # "last weeks attack", the apostrophe lost
        rf"(?P<which>(?i:last))\s+(?P<unit>(?i:week|month|year))(?i:s){HAPPENING}",
        _in_period_owning,
        ("week", "month", "year"),
    ),
    Form(
        "weekend",
        r"(?:(?i:over|at|during|on|for|by)\s+)?(?:(?i:the)\s+)?"
        rf"(?P<which>(?i:last|this|next|previous|past|coming))\s+(?i:weekend){OWN}",
        _on_weekend,
        ("weekend",),
    ),
    Form(
        "weekend",
        rf"(?i:over|at|during|on)\s+(?i:the\s+weekend){OWN}",
        _on_weekend,
        ("weekend",),
    ),
    Form("weekend", rf"(?i:the\s+weekend(?:\s?['’]s)?){HAPPENING}", _on_weekend, ("weekend",)),
)
