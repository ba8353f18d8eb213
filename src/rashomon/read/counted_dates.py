"""The words of dates told from another date, and the days that they count from it."""

from __future__ import annotations

import re
from datetime import timedelta

from rashomon.read.date_pieces import N
from rashomon.read.date_setting import Days, NoDay, words_of
from rashomon.read.days import count, count_range, month_days, months_back, week_of, year_days
from rashomon.records import DateConstraint, DateInterval

__all__ = ["ANCHORED", "ANCHORED_UNITS", "count_from", "is_short", "sign_of", "way_of"]

_PART = r"day|morning|afternoon|evening|night|week|month|year"
_STEP = r"next|following|previous|preceding|same"
ANCHORED = re.compile(
    rf"(?<![\w-])(?:(?:(?:just|only|less\s+than|barely|some|about|nearly|almost)\s+)?(?:"
    rf"(?P<n>{N})\s+(?P<unit>hour|day|night|week|fortnight|month|year)s?\s+"
    r"(?P<way>later|afterwards?|after|earlier|before|prior|previously|on\s+from)"
    r"|(?P<bare>hours|days|weeks|months)\s+(?P<bare_way>later|after|earlier|before))"
    rf"|(?:(?:on|during|in|later|earlier|late|early)\s+)?(?:the|that)\s+(?:very\s+)?(?P<step>{_STEP})\s+"
    rf"(?P<part>{_PART})"
    r"|(?:earlier|later|early|late)\s+(?:in|on)\s+(?:in\s+)?the\s+(?:same\s+)?(?P<within>day)"
    r"|(?:(?:on|in|during|later|earlier|late|early)\s+)?that\s+(?:very\s+|same\s+)?"
    rf"(?P<that>{_PART})"
    r"|the\s+(?P<side_part>day|night|morning|week|month)\s+(?P<side>before|after)(?!\s+(?:last|yesterday))"
    rf"|(?:in|over|during)\s+the\s+(?P<to_n>{N})\s+(?P<to_unit>hour|day)s?\s+"
    r"(?P<to>to|before|until|till|ending|up\s+to|prior\s+to)"
    r"|(?:on\s+)?the\s+(?P<eve>eve)\s+of"
    r"|(?:in\s+the\s+(?:early|small|wee)\s+(?:morning\s+)?(?P<hours>hours)(?!\s+of)"
    r"|(?:at|before|after|around|by|shortly\s+(?:before|after))\s+"
    r"(?P<hour>dawn|daybreak|sunrise|sunset|dusk|midnight))"
    r")(?!\w)",
    re.IGNORECASE,
)
# Every match of `ANCHORED` holds one of these.
ANCHORED_UNITS = (
    "day", "week", "hour", "morning", "afternoon", "evening", "night", "month", "year", "eve",
    "dawn", "sunrise", "sunset", "dusk",
)  # fmt: skip
# What "days later" and "weeks later" leave open.
_SCOPES = {"days": (2, 9), "weeks": (14, 42), "months": (60, 365), "hours": (0, 1)}
_SLACK_DAYS = {"week": 1, "fortnight": 1, "month": 7, "year": 31}
_DAYS_OF = {"day": 1, "night": 1, "week": 7, "fortnight": 14}


def way_of(match: re.Match[str]) -> str:
    """Return the word that tells in which direction is counted, "" for none."""
    way = match["way"] or match["bare_way"] or match["side"] or ""
    return "later" if way.casefold().startswith("on") else way.casefold()


def sign_of(match: re.Match[str], way: str) -> int:
    """Return 1 for what came after the date that is counted from, -1 before, 0 on it."""
    if match["step"]:
        return {"next": 1, "following": 1, "same": 0}.get(match["step"].casefold(), -1)
    if match["eve"]:
        return -1
    if match["that"] or match["within"] or match["hours"] or match["hour"]:
        return 0
    return -1 if way in ("earlier", "before", "prior", "previously") else 1


def is_short(match: re.Match[str]) -> bool:
    """Tell whether hours within one day are counted ("hours after"), no day of their own."""
    if match["unit"] and match["unit"].casefold() == "hour":
        return (count(match["n"]) or 1) < 24
    return bool(match["bare"]) and match["bare"].casefold() == "hours"


def count_from(match: re.Match[str], origin: DateInterval | DateConstraint, sign: int) -> Days:
    """Count from the origin as many days as the words say, forward or back."""
    if isinstance(origin, DateConstraint):
        return _count_from_weekday(match, origin, sign)
    try:
        return _count_from_days(match, origin, sign)
    except (OverflowError, ValueError):
        return NoDay("the day lies outside the calendar")


def _count_from_days(match: re.Match[str], origin: DateInterval, sign: int) -> Days:
    reason = f"{words_of(match)}, told from {origin}"
    if match["to"]:
        number = count(match["to_n"]) or 1
        days = -(-number // 24) if match["to_unit"].casefold() == "hour" else number
        return DateInterval(origin.first - timedelta(days=days), origin.last, reason)
    period = (match["part"] or match["that"] or match["side_part"] or "").casefold()
    if period in ("week", "month", "year") and not match["unit"]:
        return _period_beside(origin, sign, period, reason)
    unit = (match["unit"] or "").casefold()
    if unit in ("month", "year"):
        return _months_from(match, origin, sign, reason)
    low, high = _shift_days(match, sign)
    first, last = sorted((sign * low, sign * high))
    return DateInterval(
        origin.first + timedelta(days=first), origin.last + timedelta(days=last), reason
    )


def _shift_days(match: re.Match[str], sign: int) -> tuple[int, int]:
    """The least and the most days between the origin and the day meant."""
    if match["bare"]:
        return _SCOPES[match["bare"].casefold()]
    if not match["n"]:
        return abs(sign), abs(sign)
    low, high = count_range(match["n"]) or (1, 1)
    unit = match["unit"].casefold()
    if unit == "hour":
        return low // 24, -(-high // 24)
    slack = _SLACK_DAYS.get(unit, 0)
    return low * _DAYS_OF[unit] - slack, high * _DAYS_OF[unit] + slack


def _months_from(match: re.Match[str], origin: DateInterval, sign: int, reason: str) -> Days:
    """A count of months or years after the origin or before it."""
    low, high = count_range(match["n"]) or (1, 1)
    unit = match["unit"].casefold()
    months = 12 if unit == "year" else 1
    slack = timedelta(days=_SLACK_DAYS[unit])
    ends = [months_back(origin.first, -sign * n * months) for n in (low, high)]
    spread = timedelta(days=origin.days - 1)
    return DateInterval(min(ends) - slack, max(ends) + spread + slack, reason)


def _period_beside(origin: DateInterval, sign: int, period: str, reason: str) -> Days:
    """The week, month or year of the origin, or the one before or after it."""
    if period == "week":
        if sign == 0:
            week = week_of(origin.first)
            return DateInterval(week.first, week.last, reason)
        shift = timedelta(days=7 * sign)
        return DateInterval(origin.first + shift, origin.last + shift, reason)
    if period == "year":
        return year_days(origin.first.year + sign, reason)
    months = origin.first.year * 12 + origin.first.month - 1 + sign
    return month_days(months // 12, months % 12 + 1, reason)


def _count_from_weekday(match: re.Match[str], origin: DateConstraint, sign: int) -> Days:
    """A weekday that follows from another one: "on Monday … the next day"."""
    period = match["part"] or match["that"] or match["side_part"] or match["unit"] or "day"
    is_days = period.casefold() not in ("week", "month", "year", "hour", "fortnight")
    low, high = _shift_days(match, sign) if is_days and not match["to"] else (0, 1)
    if low != high or origin.weekday is None or origin.month or origin.day:
        return NoDay("no date is told from which to count")
    last = origin.last_weekday
    return DateConstraint(
        weekday=(origin.weekday + sign * low) % 7,
        last_weekday=None if last is None else (last + sign * low) % 7,
        is_night=origin.is_night,
        reason=f"{words_of(match)}, told from {origin}",
    )
