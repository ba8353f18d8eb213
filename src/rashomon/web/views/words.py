"""Dates, places and numbers as pages tell them."""

from __future__ import annotations

from datetime import date

from rashomon.records import DateInterval, PlaceValue

__all__ = ["counted", "day_in_words", "days_in_words", "place_name"]

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


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
    if days is None:
        return "date unknown"
    first, last = days.first, days.last
    if first == last:
        return day_in_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_in_words(last)}"
    if first.year == last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} – {day_in_words(last)}"
    return f"{day_in_words(first)} – {day_in_words(last)}"


def place_name(place: PlaceValue | None) -> str:
    """Return the gazetteer's name of a place; its words where there is none."""
    if place is None:
        return "place unknown"
    if not place.anchors:
        words = " ".join(place.words.split())
        return words if place.is_resolved else f"{words} (not found)"
    named = place.anchors[0]
    return ", ".join(dict.fromkeys(filter(None, (named.name, named.admin, named.country))))


def counted(count: int, noun: str, nouns: str | None = None) -> str:
    """Return a number with its noun.

    >>> counted(1, "report"), counted(1200, "report")
    ('1 report', '1,200 reports')
    """
    return f"{count:,} {noun if count == 1 else nouns or noun + 's'}"
