"""Dates and times in ISO's form, as sidecars and front matter tell them."""

from __future__ import annotations

from datetime import UTC, date, datetime

__all__ = ["parse_day", "parse_moment"]

_YEARS = range(1000, 9000)


def parse_day(words: str) -> date | None:
    """Return the day of an ISO date or time ("2016-07-05", "2016-07-05T10:00Z").

    Of a time it is the day that is printed, in the offset that is printed with it. None where
    the words are no date, or one so near to either end of the calendar that "last month"
    could not be counted from it.
    """
    try:
        day = datetime.fromisoformat(words.strip()).date()
    except ValueError:
        return None
    return day if day.year in _YEARS else None


def parse_moment(words: str) -> datetime | None:
    """Return the moment of a time with its offset, in UTC; None where it lacks either.

    >>> str(parse_moment("2016-07-05T01:00+03:00"))
    '2016-07-04 22:00:00+00:00'
    """
    if parse_day(words) is None:
        return None
    moment = datetime.fromisoformat(words.strip())
    return moment.astimezone(UTC) if moment.tzinfo else None
