"""Days told from the base alone: "yesterday", "two weeks ago", "earlier this month"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from rashomon.read.date_pieces import HAPPENING, HELD_LONG, OWN, PART, TIME, N
from rashomon.read.date_setting import (
    NO_BASE,
    Days,
    Form,
    NoDay,
    Resolver,
    Setting,
    seen_from,
    until_base,
)
from rashomon.read.days import (
    count,
    count_range,
    days_back,
    month_days,
    months_back,
    part_of,
    week_of,
    weekday_after,
    weekday_before,
    year_days,
)
from rashomon.records import DateInterval

__all__ = ["RELATIVE_FORMS"]

_SATURDAY = 5
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
