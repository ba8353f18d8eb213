"""On which day a speaker spoke, where the report says so: "the ministry said on Thursday".

The day of publishing is only the last on which it can have been said. Understood are weekdays
and days of a month beside a word of saying, counted back from the report's own day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from rashomon.reconcile.counts_in_text import sentence_at, sentences_in
from rashomon.records import Claim, Report

__all__ = ["spoken_days"]

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


def spoken_days(claims: Iterable[Claim], reports: Mapping[str, Report]) -> Mapping[str, date]:
    """Return the days that claims' sentences say their speakers spoke on, by claim id.

    Left out are those that say none, those of reports whose own day is not known, and claims that
    are an outlet's own.
    """
    found: dict[str, date] = {}
    sentences: dict[str, list[tuple[int, int]]] = {}
    days: dict[tuple[str, int], date | None] = {}
    for claim in claims:
        report = reports[claim.report_id]
        base = report.published_on or report.context_date
        if base is None or claim.speaker is None:
            continue
        if claim.report_id not in sentences:
            sentences[claim.report_id] = list(sentences_in(report.text))
        span = sentence_at(sentences[claim.report_id], claim.evidence.start)
        if span is None:
            continue
        key = claim.report_id, span[0]
        if key not in days:
            days[key] = _day_in(report.text, span, base)
        day = days[key]
        if day is not None:
            found[claim.claim_id] = day
    return found


def _day_in(text: str, span: tuple[int, int], base: date) -> date | None:
    """The day beside a word of saying in one sentence, counted back from the report's own."""
    weekday = _WEEKDAY.search(text, *span)
    if weekday:
        back = (base.weekday() - _DAYS.index(weekday.group(1).lower())) % 7
        return base - timedelta(days=back)
    told = _MONTH_DAY.search(text, *span)
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
