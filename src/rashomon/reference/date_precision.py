"""How exactly a date is known, in the codes of two conflict databases.

UCDP GED `date_prec`: 1 the day, 2 two to six days, 3 the week, 4 the month, 5 the year.
ACLED `time_precision`: 1 the exact day, 2 within a week, 3 within a month; what is known less
exactly is not coded there.

The codebooks name the periods. Where one code ends and the next begins is inferred from them,
and stands in the two tables below and nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.records import DateInterval

__all__ = ["date_prec", "time_precision"]

_DAY, _WEEK, _MONTH, _YEAR = 1, 7, 31, 366  # the longest of each

# Code, and the most days of an interval that gets it.
_UCDP = (
    (1, _DAY),  # UCDP GED, date_prec 1: day
    (2, _WEEK - 1),  # date_prec 2: two to six days
    (3, _WEEK),  # date_prec 3: week
    (4, _MONTH),  # date_prec 4: month; that eight days and more are a month's is inferred
    (5, _YEAR),  # date_prec 5: year; that 32 days and more are a year's is inferred
)
_ACLED = (
    (1, _DAY),  # ACLED, time_precision 1: exact day
    (2, _WEEK),  # time_precision 2: within a week
    (3, _MONTH),  # time_precision 3: within a month; less is not coded
)


def date_prec(interval: DateInterval | None) -> int | None:
    """Return UCDP GED's code for an interval; None where it is unknown or longer than a year.

    >>> from datetime import date
    >>> night = DateInterval(date(2018, 2, 7), date(2018, 2, 8))
    >>> date_prec(night), date_prec(DateInterval(date(2017, 6, 1), date(2017, 6, 30)))
    (2, 4)
    """
    return _code(interval, _UCDP)


def time_precision(interval: DateInterval | None) -> int | None:
    """Return ACLED's code for an interval; None where it is unknown or longer than a month.

    >>> from datetime import date
    >>> time_precision(DateInterval(date(2017, 6, 1), date(2017, 6, 30)))
    3
    """
    return _code(interval, _ACLED)


def _code(interval: DateInterval | None, codes: Sequence[tuple[int, int]]) -> int | None:
    if interval is None:
        return None
    return next((code for code, most_days in codes if interval.days <= most_days), None)
