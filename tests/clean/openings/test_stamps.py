"""Dates as outlets stamp them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.clean.openings import stamps as clean_stamps
from rashomon.clean.openings.stamps import date_in_url, stamps, yearless_day
from rashomon.reference.letter_case import lowered


@pytest.mark.parametrize(
    ("words", "day", "role"),
    [
        ("Tue 05 Jul 2016", (2016, 7, 5), None),
        ("Date of publication 5 June 2016", (2016, 6, 5), "published"),
        ("Published July 21 2015", (2015, 7, 21), "published"),
        ("Posted on 3rd of March, 2014", (2014, 3, 3), "published"),
        ("Last updated at Oct 262016", (2016, 10, 26), "updated"),
        ("Updated: 14:05, 1 Sept. 2020", (2020, 9, 1), "updated"),
        ("Wednesday 22 July 2015 22:33", (2015, 7, 22), None),
        ("Thu Oct 6 2016", (2016, 10, 6), None),
        ("17 Jun, 2018 22:39", (2018, 6, 17), None),
        ("21.02.2015", (2015, 2, 21), None),
        ("05-02-2015", (2015, 2, 5), None),
        ("04/23/2022", (2022, 4, 23), None),
        ("2018-06-17T10:00:00Z", (2018, 6, 17), None),
        ("17 NOV 89", (1989, 11, 17), None),
        ("3 Jan '07", (2007, 1, 3), None),
    ],
)
def test_a_date_is_read_in_the_forms_that_outlets_use(
    words: str, day: tuple[int, int, int], role: str | None
) -> None:
    """The stamp holds label, weekday and time as well."""
    (stamp,) = stamps(words)
    assert stamp.day == date(*day)
    assert stamp.role == role
    assert (stamp.start, stamp.end) == (0, len(words))


@pytest.mark.parametrize(
    "words", ["31 Feb 2016", "13.13.2015", "5 July", "July 2016", "12345678", "1.2.3", "2016-00-01"]
)
def test_what_is_no_full_date_is_no_stamp(words: str) -> None:
    """Days that do not exist, and dates without day or year."""
    assert list(stamps(words)) == []


def test_publication_and_update_are_told_apart() -> None:
    """Side by side in one line."""
    first, second = stamps("16:48 09.06.2017(updated 21:50 10.06.2017)")
    assert (first.role, first.day) == (None, date(2017, 6, 9))
    assert (second.role, second.day) == ("updated", date(2017, 6, 10))


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)))
def test_a_written_date_is_read_back(day: date) -> None:
    """In words and, day first, in numbers."""
    for form in ("%d %B %Y", "%B %d, %Y", "%A %d %b %Y", "%d.%m.%Y", "%Y-%m-%d", "%d %b %y"):
        assert [stamp.day for stamp in stamps(day.strftime(form))] == [day], form


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://x.org/2018/06/17/strike", date(2018, 6, 17)),
        ("https://x.org/world/2018/jun/17/strike", date(2018, 6, 17)),
        ("https://x.org/a-20180617-b.html", date(2018, 6, 17)),
        ("https://x.org/news/2018/06/strike", None),
        ("https://x.org/430057", None),
        ("https://[", None),
        ("https://x.org/2018/13/45/", None),
    ],
)
def test_the_date_of_an_address(url: str, day: date | None) -> None:
    """Only a full date in the path counts."""
    assert date_in_url(url) == day


def test_a_day_without_a_year_is_the_nearest() -> None:
    """Across the turn of the year, too."""
    assert yearless_day("KABUL, Jan 3 (Reuters) -", date(2012, 1, 20)) == date(2012, 1, 3)
    assert yearless_day("KABUL, 30 Dec. (AP) -", date(2012, 1, 2)) == date(2011, 12, 30)
    assert yearless_day("KABUL (AP) -", date(2012, 1, 2)) is None
    assert yearless_day("Feb 31", date(2012, 1, 2)) is None


@given(st.from_regex(clean_stamps._STAMP))
@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
def test_every_stamp_holds_its_clue(text: str) -> None:
    """A text without the clue is not looked through for stamps."""
    assert clean_stamps._CLUE.search(lowered(text))
