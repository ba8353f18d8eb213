"""On which day a speaker spoke, where the report says so: "the ministry said on Thursday".

The day of publishing is only the last on which it can have been said. Understood are weekdays
and days of a month beside a word of saying, counted back from the report's own day.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from rashomon.reconcile.counts_in_text import sentences_in
from rashomon.records import Claim, Report

__all__ = ["spoken_on"]

_SAYING = (
    r"(?:said|says|told|announced|reported|stated|added|confirmed|denied|tweeted|acknowledged|"
    r"admitted|claimed|insisted|declared)"
)
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_WEEKDAY = re.compile(
    rf"\b{_SAYING}(?:\s+(?:late|early|in a statement|in a briefing|reporters|journalists))*"
    rf"\s+(?:on\s+)?({'|'.join(_DAYS)})\b",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"\b{_SAYING}(?:\s+in a statement)?\s+on\s+(?:({'|'.join(_MONTHS)})\s+(\d{{1,2}})|"
    rf"(\d{{1,2}})\s+({'|'.join(_MONTHS)}))\b",
    re.IGNORECASE,
)


def spoken_on(claim: Claim, report: Report) -> date | None:
    """Return the day that the claim's sentence says its speaker spoke on; None if it says none.

    None as well where the report's own day is not known, or the claim is the outlet's own.
    """
    base = report.published_on or report.context_date
    if base is None or claim.speaker is None:
        return None
    at = claim.evidence.start
    span = next(((s, e) for s, e in sentences_in(report.text) if s <= at < e), None)
    if span is None:
        return None
    weekday = _WEEKDAY.search(report.text, *span)
    if weekday:
        back = (base.weekday() - _DAYS.index(weekday.group(1).lower())) % 7
        return base - timedelta(days=back)
    told = _MONTH_DAY.search(report.text, *span)
    if told is None:
        return None
    month, day = told.group(1) or told.group(4), int(told.group(2) or told.group(3))
    for year in (base.year, base.year - 1):
        try:
            found = date(year, _MONTHS.index(month.lower()) + 1, day)
        except ValueError:
            continue
        if found <= base:
            return found
    return None
