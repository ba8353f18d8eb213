"""Names of months and weekdays as reports write them, and patterns that match them.

The patterns are for text in lower case, or for matching without regard to case, and have no
capturing groups. They end at the end of the word; a full stop after a short name is not theirs.
"""

from __future__ import annotations

__all__ = [
    "ANY_MONTH",
    "ANY_WEEKDAY",
    "FULL_MONTHS",
    "MONTHS",
    "SHORT_MONTHS",
    "WEEKDAYS",
    "month_number",
]

# English whatever the locale, which `calendar.day_name` would follow. Monday is 0, as in datetime.
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
WEEKDAYS = {name: number for number, name in enumerate(_DAYS)}
FULL_MONTHS = tuple(
    "january february march april may june july august september october november december".split()
)
SHORT_MONTHS = (*(name[:3] for name in FULL_MONTHS if name != "may"), "sept")
MONTHS = {name: number for number, name in enumerate(FULL_MONTHS, 1)}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}

ANY_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
ANY_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b"


def month_number(words: str) -> int | None:
    """Return the number of the month that `words` begin with the name of, None for none.

    >>> month_number("Sept."), month_number("FEBRUARY"), month_number("soon")
    (9, 2, None)
    """
    return MONTHS.get(words[:3].casefold())
