"""Dates, numbers and names of facets as pages tell them."""

from __future__ import annotations

import re
from datetime import date

from rashomon.records import CasualtyRange, CasualtySummary, DateInterval, Facet
from rashomon.wording.incidents import place_name

__all__ = [
    "FACETS",
    "day_in_words",
    "days_in_words",
    "direction_of",
    "family_of",
    "place_name",
    "range_in_words",
    "spelled",
    "summary_in_words",
]

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
# A day of its own, not one within an incident's id or an address.
_ISO_DAY = re.compile(r"(?<![\w./-])(\d{4})-(\d\d)-(\d\d)(?![\w-])")
_ISO_DAYS = re.compile(r"(?<![\w./-])(\d{4}-\d\d-\d\d)–(\d{4}-\d\d-\d\d)(?![\w-])")

# Languages of ISO 639-1 and -3 whose scripts run from right to left.
_RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he ks ku nqo ps sd syr ug ur yi".split())

FACETS: dict[Facet, str] = {
    Facet.KILLED: "Killed",
    Facet.INJURED: "Injured",
    Facet.CASUALTIES: "Killed or injured",
    Facet.STRENGTH: "Strength",
    Facet.RESPONSIBLE: "Who did it",
    Facet.TARGET: "Against whom",
    Facet.MEANS: "Means",
    Facet.PLACE: "Place",
    Facet.DATE: "Day",
    Facet.MOTIVE: "Reason given",
    Facet.NOTICE: "Who was told before",
}
"""What a facet is called at the head of a row."""

_FAMILIES: dict[Facet, str] = {
    **dict.fromkeys((Facet.KILLED, Facet.INJURED, Facet.CASUALTIES), "harm"),
    **dict.fromkeys((Facet.STRENGTH, Facet.RESPONSIBLE, Facet.TARGET), "actors"),
    Facet.MEANS: "means",
    Facet.PLACE: "where",
    Facet.DATE: "when",
    **dict.fromkeys((Facet.MOTIVE, Facet.NOTICE), "why"),
}


def family_of(facet: Facet) -> str:
    """Return the family of facets that share a color ("harm", "actors", "means", …)."""
    return _FAMILIES[facet]


def direction_of(language: str | None) -> str:
    """Return which way a text runs: a first name in another script does not turn it round.

    >>> direction_of("en"), direction_of("ar"), direction_of(None)
    ('ltr', 'rtl', 'auto')
    """
    if not language:
        return "auto"
    return "rtl" if language.partition("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def day_in_words(day: date) -> str:
    """Return a day so that nobody can take its month for its day.

    >>> day_in_words(date(2018, 2, 7))
    '7 Feb 2018'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def days_in_words(days: DateInterval | None) -> str:
    """Return an interval of days, as short as it can be told.

    >>> days_in_words(DateInterval(date(2018, 2, 7), date(2018, 2, 8)))
    '7–8 Feb 2018'
    """
    return "date unknown" if days is None else _interval(days.first, days.last)


def _interval(first: date, last: date) -> str:
    if first == last:
        return day_in_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_in_words(last)}"
    if first.year == last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} – {day_in_words(last)}"
    return f"{day_in_words(first)} – {day_in_words(last)}"


def spelled(sentence: str) -> str:
    """Return a sentence of ours with its ISO days spelled out; ids keep theirs.

    >>> spelled("the latest 7 February up to 2018-02-08, in khusham-2018-02-07")
    'the latest 7 February up to 8 Feb 2018, in khusham-2018-02-07'
    """
    return _ISO_DAY.sub(_spelled_day, _ISO_DAYS.sub(_spelled_days, sentence))


def _spelled_day(found: re.Match[str]) -> str:
    try:
        return day_in_words(date.fromisoformat(found[0]))
    except ValueError:  # "2018-13-40" is no day, whoever wrote it
        return found[0]


def _spelled_days(found: re.Match[str]) -> str:
    try:
        return _interval(date.fromisoformat(found[1]), date.fromisoformat(found[2]))
    except ValueError:
        return found[0]


def range_in_words(told: CasualtyRange) -> str:
    """Return a range of people with a dash between its ends.

    >>> range_in_words(CasualtyRange(25, 100)), range_in_words(CasualtyRange(3, None))
    ('25–100', '3 or more')
    """
    if told.low is not None and told.high is not None and told.low != told.high:
        return f"{told.low:,}–{told.high:,}"
    return str(told)


def summary_in_words(summary: CasualtySummary) -> str:
    """Return what a policy leaves open, with how high the figures go ("25–100 or more")."""
    told = summary.range
    if told.high is None and summary.highest is not None and summary.highest > told.floor:
        return f"{told.floor:,}–{summary.highest:,} or more"
    return range_in_words(told)
