"""That dates which cannot be, endless ones and odd bases are read quickly and lead to no day."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.read.date_expressions import read_expression
from rashomon.read.dates import find_date_claims, find_dates
from rashomon.read.document import parse
from rashomon.records import Report

IMPOSSIBLE = (
    "31 June", "30 February", "February 30, 2018", "31.13.2016", "99/99/9999", "00/00/0000",
    "0000-00-00", "7 February 0000", "32 May", "2018-13-01", "2018-02-30", "29 February 2019",
    "Sept. 31", "310001ZFEB18", "the 32nd of May", "D+3",
)  # fmt: skip
# Words that count from the base, at both ends of the calendar.
COUNTED = (
    "yesterday", "tomorrow", "999 years ago", "99 decades ago", "two weeks ago", "last year",
    "next year", "last winter", "on Monday", "overnight into Tuesday", "the month before last",
    "a year and a half ago", "three months later", "30 hours after", "the following year",
    "in the past 90 years", "the Sunday before last", "Wednesday week", "on 29 February",
    "on the 31st", "in June", "Easter Sunday", "at dawn", "last weekend", "the eve of 1 January",
)  # fmt: skip
HOSTILE = {
    "digits": "1" * 100_000,
    "dates in a row": "on 7 February " * 2_000,
    "months in a row": "May " * 20_000,
    "openings": "on the night of " * 10_000,
    "ranges": "from 3 to 5 to 7 to " * 5_000,
    "slashes": "05/06/" * 20_000,
    "weekdays": "Monday or " * 3_000,
    "counts": "a couple of few " * 10_000,
    "blanks": "7" + " " * 100_000 + "May",
    "quotes": "'" * 50_000 + "s",
    "nested": "early late mid the end of the beginning of " * 3_000,
}
SECONDS = 10.0  # far above what it takes, far below what a runaway pattern would


@pytest.mark.parametrize("words", IMPOSSIBLE)
@pytest.mark.parametrize("base", [None, date(2018, 2, 8)])
def test_a_day_that_cannot_be_is_no_date(words: str, base: date | None) -> None:
    """The calendar has no such day; the reason is kept."""
    found = read_expression(words, base)
    assert found.interval is None
    assert found.constraint is None
    assert found.reason
    report = Report("r1", "r1", "r1", f"Shells hit the town on {words}.", published_on=base)
    assert find_date_claims(parse(report)) == []


@pytest.mark.parametrize("words", COUNTED)
@pytest.mark.parametrize("base", [date.min, date(1, 3, 1), date(999, 1, 1), date.max])
def test_the_ends_of_the_calendar_are_no_error(words: str, base: date) -> None:
    """A day before the first or after the last one is no date, with a reason."""
    assert read_expression(words, base).reason
    report = Report("r1", "r1", "r1", f"Shells hit the town {words}.", published_on=base)
    find_dates(parse(report))
    told = "Shells hit it on 1 January 1900. " * 2
    find_dates(parse(Report("r1", "r1", "r1", f"{told} It fell {words}.", published_on=base)))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_read_in_time(name: str) -> None:
    """No text makes the patterns run away."""
    began = time.process_time()
    find_dates(parse(Report("r1", "r1", "r1", HOSTILE[name], published_on=date(2018, 2, 8))))
    assert time.process_time() - began < SECONDS
    assert read_expression(HOSTILE[name], date(2018, 2, 8)).interval is None


@given(st.text(max_size=60), st.none() | st.dates(), st.booleans())
def test_any_text_is_read(words: str, base: date | None, is_coming: bool) -> None:
    """Whatever the words, there is an answer with a reason, and no error."""
    found = read_expression(words, base, is_coming=is_coming)
    assert found.reason
    assert found.interval is None or found.constraint is None


PIECES = st.sampled_from(
    "on in the of from to between and night overnight Monday Friday May February 7 31 2018 7th "
    "last next week month year ago two days early late - – , / 05 hours after before this".split()
)


@given(st.lists(PIECES, max_size=9).map(" ".join), st.none() | st.dates())
def test_any_words_of_dates_are_read(words: str, base: date | None) -> None:
    """Words of dates in any order lead to days that run forward, or to none."""
    found = read_expression(words, base)
    assert found.reason
    report = Report("r1", "r1", "r1", f"Shells hit {words}.", published_on=base)
    assert all(m.interval is None or m.constraint is None for m in find_dates(parse(report)))
