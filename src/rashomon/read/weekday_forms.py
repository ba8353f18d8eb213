"""Weekdays: "late on Wednesday", "last Monday", "Wednesday week", "the night into Tuesday".

A weekday is the latest one up to the base, the first one after it where the sentence speaks of
what is to come. Without a base it stays a constraint.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from rashomon.read.date_pieces import (
    AT,
    HAPPENING,
    OVER,
    OWN,
    TIME,
    TO,
    WEEKDAY,
)
from rashomon.read.date_setting import (
    WEEKDAY_NAME,
    Days,
    Form,
    Setting,
)
from rashomon.read.days import (
    days_back,
    single,
    weekday_after,
    weekday_before,
)
from rashomon.records import DateConstraint, DateInterval
from rashomon.reference.calendar_words import WEEKDAYS

__all__ = ["WEEKDAY_FORMS", "weekday_in"]

_NO_BASE = "no date to count from"
_WEEK = timedelta(days=7)


def weekday_in(match: re.Match[str], group: str = "weekday") -> int:
    """Return the number of the weekday that a match names, Monday 0."""
    return WEEKDAYS[match[group].casefold()]


def _latest(base: date, weekday: int, name: str) -> DateInterval:
    day = weekday_before(base, weekday)
    return single(day, f"the {name} before {base}" if day < base else f"{base} is a {name}")


def _on_weekday(match: re.Match[str], setting: Setting) -> Days:
    """Read "late Wednesday", "last Monday", "this coming Friday", "the following Sunday"."""
    weekday, name, base = weekday_in(match), match["weekday"].title(), setting.base
    is_overnight = match.group().casefold().startswith("overnight")
    groups = match.groupdict()
    which = " ".join((groups.get("which") or "").casefold().split())
    if setting.told and which in ("the following", "the previous", "the preceding"):
        told = setting.told
        if which == "the following":
            return single(weekday_after(told, weekday), f"the {name} after {told}, told before")
        day = weekday_before(told - timedelta(days=1), weekday)
        return single(day, f"the {name} before {told}, told before")
    if base and which in ("the previous", "the preceding"):
        base -= timedelta(days=1)
    if base is None:
        last = (weekday + 1) % 7 if is_overnight else None
        return DateConstraint(
            weekday=weekday, last_weekday=last, is_night=is_overnight, reason=_NO_BASE
        )
    if which in ("next", "this coming", "coming") or (setting.is_coming and which in ("", "this")):
        return single(weekday_after(base, weekday), f"the {name} after {base}")
    found = _latest(base, weekday, name)
    if which == "last" and (base - found.first).days <= 1:
        # Nobody calls today or yesterday "last Monday".
        day = found.first - _WEEK
        return single(day, f"the {name} a week before {found.first}, seen from {base}")
    if is_overnight:
        # The night that a Tuesday's report calls Tuesday's is the one before it.
        step = 1 if found.first < base else -1
        days = sorted((found.first, found.first + timedelta(days=step)))
        return DateInterval(days[0], days[1], f"a night beside {found.reason}")
    return found


def _at_prayers(match: re.Match[str], setting: Setting) -> Days:
    """Read "during Friday prayers": the latest such day up to the base."""
    weekday, base = weekday_in(match), setting.base
    if base is None:
        return DateConstraint(weekday=weekday, reason=_NO_BASE)
    return _latest(base, weekday, match["weekday"].title())


def _on_weekdays(match: re.Match[str], setting: Setting) -> Days:
    """Read from one weekday to another: "between Monday and Wednesday"."""
    first, last, base = weekday_in(match, "first"), weekday_in(match, "last"), setting.base
    is_night = bool(re.search("night", match.group(), re.IGNORECASE)) and (last - first) % 7 == 1
    if base is None:
        return DateConstraint(weekday=first, last_weekday=last, is_night=is_night, reason=_NO_BASE)
    names = f"{match['first'].title()} to {match['last'].title()}"
    if setting.is_coming:
        begin = weekday_after(base, first)
        end = begin + timedelta(days=(last - first) % 7)
        return DateInterval(begin, end, f"the {names} after {base}")
    end = weekday_before(base, last)
    begin = weekday_before(end, first)
    return DateInterval(begin, end, f"the {names} before {base}")


def _into_weekday(match: re.Match[str], setting: Setting) -> Days:
    """Read "overnight into Tuesday": the day before and the day."""
    weekday, base = weekday_in(match), setting.base
    if base is None:
        return DateConstraint(
            weekday=(weekday - 1) % 7, last_weekday=weekday, is_night=True, reason=_NO_BASE
        )
    day = weekday_before(base, weekday)
    name = match["weekday"].title()
    return days_back(day, 1, 0, f"the night into the {name} before {base}")


_WHICH = r"(?i:last|next|this\s+past|this\s+coming|this|past|coming)"

# Words beside a weekday that make it no day of the week: a feast, a paper, a service.
_NAMED = (
    "black", "bloody", "good", "palm", "easter", "ash", "holy", "super", "cyber", "man", "shrove",
    "maundy", "mail",
)  # fmt: skip
_THINGS = (
    "prayer", "sermon", "mass", "mosque", "congregational", "times", "telegraph", "mirror",
    "school",
)  # fmt: skip

WEEKDAY_FORMS = (
    Form(
        "weekday to weekday",
        rf"{OVER}(?P<first>{WEEKDAY}){TIME}{TO}(?P<last>{WEEKDAY}){TIME}{OWN}",
        _on_weekdays,
        (WEEKDAY_NAME,),
    ),
    Form(
        "weekday to weekday",
        rf"{AT}(?P<first>{WEEKDAY}){TIME}\s+(?i:or)\s+(?:(?i:early|late|on)\s+)?"
        rf"(?P<last>{WEEKDAY}){TIME}",
        _on_weekdays,
        (WEEKDAY_NAME,),
        (" or",),
    ),
    Form(
        "into weekday",
        r"(?i:overnight|(?:during|on|through|throughout|in)\s+the\s+night|(?:on\s+)?the\s+night)\s+"
        rf"(?i:into|to|leading\s+(?:in)?to)\s+(?P<weekday>{WEEKDAY}){TIME}",
        _into_weekday,
        (WEEKDAY_NAME,),
        ("night",),
    ),
    Form(
        "weekday",
        rf"{AT}(?:(?P<which>{_WHICH})\s+)?(?P<weekday>{WEEKDAY}){TIME}{OWN}",
        _on_weekday,
        (WEEKDAY_NAME,),
    ),
    Form(
        "weekday",
        r"(?:(?i:on)\s+)?(?P<which>(?i:the\s+(?:following|previous|preceding)))\s+"
        rf"(?P<weekday>{WEEKDAY}){TIME}{OWN}",
        _on_weekday,
        (WEEKDAY_NAME,),
        ("following", "previous", "preceding"),
    ),
    Form(
        "weekday",  # "Monday last", of British and Irish reports
        rf"{AT}(?P<weekday>{WEEKDAY})\s+(?P<which>(?i:last))(?=\s*(?:[.,;:)]|$))",
        _on_weekday,
        (WEEKDAY_NAME,),
        ("last",),
    ),
    Form(
        "weekdays",
        rf"(?:(?P<which>(?i:last))\s+)?(?P<weekday>{WEEKDAY})(?i:s){HAPPENING}",
        _on_weekday,
        (WEEKDAY_NAME,),
        ("days",),
    ),
    Form(
        "weekday",
        rf"(?i:during|as|after|before|following)\s+(?P<which>(?i:last|this)\s+)?(?P<weekday>{WEEKDAY})\s+"
        r"(?:(?i:noon|congregational|morning|evening)\s+)?(?i:prayers|mass)",
        _at_prayers,
        (WEEKDAY_NAME,),
        ("prayers", "mass"),
    ),
    Form(
        "weekday",  # "outdoor Friday prayers were called off": those of one Friday
        rf"(?P<weekday>{WEEKDAY})\s+(?i:prayers|mass)\s+(?i:was|were|had\s+been)(?=\s)",
        _at_prayers,
        (WEEKDAY_NAME,),
        ("prayers", "mass"),
    ),
    Form(
        "guard: named weekday",
        r"(?i:black|bloody|good|palm|easter|ash|holy|super|cyber|man|shrove|maundy|mail\s+on)\s+"
        rf"{WEEKDAY}{OWN}",
        None,
        (WEEKDAY_NAME,),
        _NAMED,
    ),
    Form(
        "guard: weekday of something",
        rf"(?:(?i:during|after|before|for|at|from)\s+)?(?:(?i:the)\s+)?{WEEKDAY}\s+"
        r"(?i:prayers?|sermons?|mass|mosque|congregational\s+\w+|noon\s+prayers?|times|telegraph|"
        r"mirror|school)",
        None,
        (WEEKDAY_NAME,),
        _THINGS,
    ),
    Form(
        "guard: every weekday",
        rf"(?i:every|each|most)\s+(?:\w+\s+)?{WEEKDAY}(?i:s)?{TIME}(?i:s)?",
        None,
        (WEEKDAY_NAME,),
        ("every", "each", "most"),
    ),
)
