"""Dates and numbers as pages tell them."""

from __future__ import annotations

from datetime import date

import pytest

from rashomon.records import CasualtyRange, CasualtySummary, DateInterval, Facet
from rashomon.web.views.words import (
    FACETS,
    days_in_words,
    direction_of,
    family_of,
    range_in_words,
    spelled,
    summary_in_words,
)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2018, 2, 7), date(2018, 2, 7), "7 Feb 2018"),
        (date(2018, 2, 7), date(2018, 2, 9), "7–9 Feb 2018"),
        (date(2018, 2, 27), date(2018, 3, 2), "27 Feb – 2 Mar 2018"),
        (date(2017, 12, 31), date(2018, 1, 1), "31 Dec 2017 – 1 Jan 2018"),
    ],
)
def test_an_interval_is_told_as_short_as_it_can_be(first: date, last: date, words: str) -> None:
    """What both ends share is said once."""
    assert days_in_words(DateInterval(first, last)) == words
    assert days_in_words(None) == "date unknown"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("on 2018-02-07–2018-02-08.", "on 7–8 Feb 2018."),
        ("(8 May, 2018-05-09)", "(8 May, 9 May 2018)"),
        ("khusham-2018-02-07 is", "khusham-2018-02-07 is"),
        ("2018-13-40, 2018-02-31–2018-02-32", "2018-13-40, 2018-02-31–2018-02-32"),
        ("/2018-02-07/", "/2018-02-07/"),
    ],
)
def test_days_in_sentences_are_spelled_out_and_ids_left(before: str, after: str) -> None:
    """Only what is a day of the calendar, standing by itself."""
    assert spelled(before) == after


def test_ranges_are_told_with_a_dash_and_open_ends_in_words() -> None:
    """An open end is never a number."""
    assert range_in_words(CasualtyRange(1200, 1500)) == "1,200–1,500"
    assert range_in_words(CasualtyRange(None, 14)) == "up to 14"
    assert range_in_words(CasualtyRange(5, 5)) == "5"
    told = CasualtySummary(Facet.KILLED, "all", CasualtyRange(20, None), "p-1", "", (), (), 100)
    assert summary_in_words(told) == "20–100 or more"
    alone = CasualtySummary(Facet.KILLED, "all", CasualtyRange(20, None), "p-1", "", ())
    assert summary_in_words(alone) == "20 or more"


def test_every_facet_has_a_name_and_a_color() -> None:
    """A new facet is not forgotten by the pages."""
    assert set(FACETS) == set(Facet)
    assert all(family_of(facet) for facet in Facet)


@pytest.mark.parametrize(
    ("language", "direction"),
    [("en", "ltr"), ("uk", "ltr"), ("ar", "rtl"), ("fa-AF", "rtl"), ("HE", "rtl"), ("", "auto")],
)
def test_a_text_runs_as_its_language_does(language: str, direction: str) -> None:
    """Where no language is known, the browser looks at the letters."""
    assert direction_of(language) == direction
