"""Days told from the base alone: "yesterday", "two weeks ago", "earlier this month"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from rashomon.read.date_pieces import HELD_LONG, OWN, TIME, N
from rashomon.read.date_setting import (
    NO_BASE,
    Days,
    Form,
    NoDay,
    Resolver,
    Setting,
    seen_from,
)
from rashomon.read.days import (
    count,
    count_range,
    days_back,
    months_back,
)
from rashomon.records import DateInterval

__all__ = ["RELATIVE_FORMS"]

_UNIT_DAYS = {"day": 1, "night": 1, "week": 7, "fortnight": 14}
# By how many days a count may miss: "a week ago" is told of six to eight days, more weeks and
# months of ever more.
_WEEK_SLACK, _WEEKS_SLACK, _MONTH_SLACK, _MONTHS_SLACK = 1, 3, 7, 15
_A_FEW = 4  # "in the last days"; what the annotated corpus takes "recent days" for


def _back(most: int, least: int) -> Resolver:
    """Build the reading of words that mean a fixed way back from the base: "yesterday"."""

    def resolve(match: re.Match[str], setting: Setting) -> Days:
        if setting.base is None:
            return NO_BASE
        return days_back(setting.base, most, least, seen_from(match, setting.base))

    return resolve


def _unit(match: re.Match[str]) -> str:
    """The unit told, in full and in the singular."""
    unit = match["unit"].casefold().rstrip("s")
    return {"h": "hour", "hr": "hour", "wk": "week"}.get(unit, unit)


def _ago(match: re.Match[str], setting: Setting) -> Days:
    """Read "two days ago", "36 hours ago", "a month ago", "a few weeks ago"."""
    bounds, base = count_range(match["n"]), setting.base
    if base is None:
        return NO_BASE
    if bounds is None:
        return NoDay("no number is told")
    (low, high), reason = bounds, seen_from(match, base)
    unit = _unit(match)
    if unit == "hour":
        return days_back(base, -(-high // 24), low // 24, reason)
    if unit == "night":
        return days_back(base, high, low - 1, reason)
    if unit == "month":
        slack = timedelta(days=_MONTH_SLACK if high == 1 else _MONTHS_SLACK)
        first, last = months_back(base, high) - slack, months_back(base, low) + slack
        return DateInterval(first, min(last, base), reason)
    if unit == "year":
        return DateInterval(date(base.year - high, 1, 1), date(base.year - low, 12, 31), reason)
    if unit == "decade":
        return DateInterval(
            date(base.year - 10 * high - 1, 1, 1), date(base.year - 10 * low + 1, 12, 31), reason
        )
    most, least = high * _UNIT_DAYS[unit], low * _UNIT_DAYS[unit]
    if unit in ("week", "fortnight"):
        slack_days = _WEEK_SLACK if most <= 14 else _WEEKS_SLACK
        most, least = most + slack_days, least - slack_days
    return days_back(base, most, least, reason)


def _half_ago(match: re.Match[str], setting: Setting) -> Days:
    """Read "half a year ago", "a year and a half ago", "two and a half months ago"."""
    base = setting.base
    if base is None:
        return NO_BASE
    number = 0.5 + ((count(match["n"]) or 0) if match["n"] else 0)
    months = number * (12 if match["unit"].casefold().startswith("year") else 1)
    if months < 1:
        return days_back(base, 19, 11, seen_from(match, base))
    whole, slack = int(months), timedelta(days=_MONTHS_SLACK)
    first, last = months_back(base, -(-int(2 * months) // 2)), months_back(base, whole)
    return DateInterval(first - slack, last + slack, seen_from(match, base))


def _within(match: re.Match[str], setting: Setting) -> Days:
    """Read the days up to the base: "in the last 24 hours", "a two-week-old battle"."""
    base, groups = setting.base, match.groupdict()
    if base is None:
        return NO_BASE
    is_plural, unit = groups["unit"].casefold().endswith("s"), _unit(match)
    number = (count(groups["n"]) if groups["n"] else None) or (_A_FEW if is_plural else 1)
    reason = seen_from(match, base)
    if unit in ("month", "year", "decade"):
        months = number * {"month": 1, "year": 12, "decade": 120}[unit]
        return DateInterval(months_back(base, months), base, reason)
    days = -(-number // 24) if unit == "hour" else number * _UNIT_DAYS[unit]
    return days_back(base, days, 0, reason)


# With the short forms of posts: "48h", "2 hrs".
_UNITS = r"(?i:hours?|hrs?|(?<=\d)h|days?|weeks?|wks?|fortnights?|months?|years?|decades?)"
_ABOUT = r"(?:(?i:just|only|about|some|nearly|almost|over|around|roughly|barely|more\s+than)\s+)?"
_NOT_OF = r"(?!\s+(?i:of|after|before|later|earlier)\b)"
_DURING = r"(?i:in|over|during|within|for|throughout)"

RELATIVE_FORMS = (
    Form(
        "today",
        r"(?i:(?:(?:earlier|early|late|later)\s+)?(?:today|tonight|"
        rf"this\s+(?:morning|afternoon|evening))){OWN}",
        _back(0, 0),
        ("today", "tonight", "morning", "afternoon", "evening"),
    ),
    Form(
        "since dawn",
        r"(?i:since\s+(?:(?:the\s+)?(?:early\s+)?(?:morning|dawn|daybreak|midnight)|"
        r"early\s+(?:today|in\s+the\s+morning)|this\s+morning)(?:\s+hours)?)",
        _back(0, 0),
        ("since",),
    ),
    Form(
        "yesterday",
        rf"(?i:(?:early|late|earlier)\s+)?(?i:yesterday){TIME}{OWN}",
        _back(1, 1),
        ("yesterday",),
    ),
    Form(
        "day before yesterday",
        r"(?i:(?:on\s+)?(?:the\s+)?(?:day|night)\s+before\s+yesterday)",
        _back(2, 2),
        ("yesterday",),
    ),
    Form(
        "tomorrow",
        r"(?i:(?:the\s+)?day\s+after\s+tomorrow)",
        _back(-2, -2),
        ("tomorrow",),
    ),
    Form("tomorrow", rf"(?i:tomorrow){TIME}{OWN}", _back(-1, -1), ("tomorrow",)),
    Form(
        "last night",
        rf"(?i:(?:(?:late|early)\s+)?(?:last\s+(?:night|evening)|overnight)){OWN}",
        _back(1, 0),
        ("night", "evening"),
    ),
    Form(
        "night before last",
        rf"(?i:(?:on\s+)?the\s+(?:night|evening)\s+before\s+last){OWN}",
        _back(2, 1),
        ("night", "evening"),
    ),
    Form("in the night", r"(?i:(?:during|in)\s+the\s+night)", _back(1, 0), ("night",)),
    Form("the other day", r"(?i:the\s+other\s+(?:day|night))", _back(4, 0), ("other",)),
    Form(
        "recent days",
        r"(?i:(?:in|over|during)\s+(?:the\s+)?(?:(?:most|very)\s+)?recent\s+(?:days|nights))",
        _back(4, 0),
        ("recent",),
    ),
    Form(
        "recent hours",
        r"(?i:(?:in|over|during)\s+(?:the\s+)?(?:(?:most|very)\s+)?recent\s+hours)",
        _back(1, 0),
        ("recent",),
    ),
    Form(
        "recent weeks",
        r"(?i:(?:in|over|during)\s+(?:the\s+)?(?:(?:most|very)\s+)?recent\s+weeks)",
        _back(42, 0),
        ("recent",),
    ),
    Form(
        "recent months",
        r"(?i:(?:in|over|during)\s+(?:the\s+)?(?:(?:most|very)\s+)?recent\s+months)",
        _back(183, 0),
        ("recent",),
    ),
    Form(
        "days ago", r"(?i:(?:(?:some|mere|just)\s+)?(?:days|nights)\s+ago)", _back(7, 2), ("ago",)
    ),
    Form("days ago", r"(?i:(?:(?:some|mere|just)\s+)?hours\s+ago)", _back(1, 0), ("ago",)),
    Form("days ago", r"(?i:(?:some\s+)?weeks\s+ago)", _back(42, 14), ("ago",)),
    Form("days ago", r"(?i:(?:some\s+)?months\s+ago)", _back(365, 60), ("ago",)),
    Form(
        "within",
        rf"(?:{_DURING}\s+(?:(?i:the)\s+)?|(?i:the)\s+)(?i:last|past)\s+(?:(?P<n>{N})\s*)?"
        rf"(?P<unit>{_UNITS}){_NOT_OF}{OWN}",
        _within,
        ("last", "past"),
    ),
    Form(
        "within",
        rf"{_DURING}\s+(?:(?i:the)\s+)?(?i:previous)\s+(?P<n>{N})\s+(?P<unit>{_UNITS}){_NOT_OF}",
        _within,
        ("previous",),
    ),
    Form(
        "within",  # "60 raids in 24 hours"
        r"(?i:in|within)\s+(?:(?i:just|only|the\s+space\s+of|less\s+than|under|about|a)\s+)?"
        r"(?P<n>24|48|72|(?i:twenty-four|forty-eight|seventy-two))[\s-](?P<unit>(?i:hours?))"
        rf"(?:\s+(?i:period))?{_NOT_OF}",
        _within,
        ("hour",),
    ),
    Form(
        "ago",
        rf"{_ABOUT}(?P<n>{N})\s*(?P<unit>{_UNITS}|(?i:nights?))\s+(?i:ago)",
        _ago,
        ("ago",),
    ),
    Form(
        "ago",
        rf"(?P<n>{N})\s+(?i:and\s+a\s+half)\s+(?P<unit>(?i:months?|years?))\s+(?i:ago)",
        _half_ago,
        ("half",),
    ),
    Form(
        "ago",
        r"(?:(?P<n>(?i:an?|one))\s+(?P<unit>(?i:month|year))\s+(?i:and\s+a\s+half)\s+(?i:ago))",
        _half_ago,
        ("half",),
    ),
    Form(
        "ago",
        r"(?i:half)\s+(?P<n>)(?i:an?)\s+(?P<unit>(?i:month|year))\s+(?i:ago)",
        _half_ago,
        ("half",),
    ),
    Form(
        "so old",
        rf"(?P<n>{N})\s?-\s?(?P<unit>(?i:day|week|month))\s?-\s?(?i:old|long){HELD_LONG}",
        _within,
        ("old", "long"),
    ),
)
