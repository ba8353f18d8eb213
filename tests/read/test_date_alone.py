"""One expression of time read alone."""

from __future__ import annotations

from datetime import date

import pytest

from rashomon.read.date_expressions import read_expression

BASE = date(2018, 2, 8)  # a Thursday

ALONE = [
    ("two days later", BASE, "2018-02-10"),
    ("hours earlier", BASE, "2018-02-07–2018-02-08"),
    ("three hours later", BASE, "2018-02-08–2018-02-09"),
    ("at dawn", BASE, "2018-02-07–2018-02-08"),
    ("at dawn on Tuesday", BASE, "2018-02-06"),
    ("30 hours after Monday's attack", BASE, "2018-02-06–2018-02-07"),
    ("in the 48 hours to Tuesday", BASE, "2018-02-04–2018-02-06"),
    ("the eve of 7 February", BASE, "2018-02-06"),
    ("Thursday, a day after the raid", BASE, "2018-02-08"),
    ("June", BASE, "2017-06-01–2017-06-30"),
    ("2015", BASE, "2015-01-01–2015-12-31"),
    ("the 7th", BASE, "2018-02-07"),
    ("first quarter of 2018", BASE, "2018-01-01–2018-02-08"),
    ("last May", date(2018, 5, 9), "2017-05-01–2017-05-31"),
    ("next summer", BASE, "2018-06-01–2018-08-31"),
    ("last winter", date(2018, 5, 9), "2017-12-01–2018-02-28"),
    ("next weekend", BASE, "2018-02-10–2018-02-11"),
    ("the third quarter of last year", BASE, "2017-07-01–2017-09-30"),
    ("the last quarter of the year", date(2018, 12, 30), "2018-10-01–2018-12-30"),
    ("the third half of 2016", BASE, "None"),
    ("from 2016 to 2014", BASE, "None"),
    ("from June 2017 to May 2017", BASE, "None"),
    ("from 5 to 3 May", BASE, "None"),
    ("from 31 June to 2 July", BASE, "None"),
    ("between 30 February and 2 March", BASE, "None"),
    ("the last 40 days of May", BASE, "None"),
    ("on the 10th and the 7th", BASE, "None"),
    ("in the week of 31 June", BASE, "None"),
    ("Orthodox Easter 2018", BASE, "2018-04-08"),
    ("Easter Sunday", date(2018, 4, 3), "2018-04-01"),
    ("Wednesday, 8 February 2018", BASE, "2018-02-08"),
    ("from 7 February 2018 to last Monday", BASE, "None"),
    ("half a month ago", BASE, "2018-01-20–2018-01-28"),
    ("nothing of the kind", BASE, "None"),
]
UNDATED = [
    ("Monday last week", "a Monday"),
    ("Wednesday week", "a Wednesday"),
    ("two Fridays ago", "a Friday"),
    ("a week ago Tuesday", "a Tuesday"),
    ("during Friday prayers", "a Friday"),
    ("overnight Tuesday", "a night from Tuesday to Wednesday"),
    ("on the 10th and the 11th", "day 10 to 11 of a month"),
    ("late May or early June", "21 May to 10 June, year unknown"),
    ("between 31 June and 2 July", "None"),
    ("the first quarter of this year", "None"),
    ("Easter Sunday", "None"),
    ("over the weekend", "None"),
    ("last week", "None"),
    ("half a year ago", "None"),
    ("in the past week", "None"),
    ("a day after", "None"),
    ("a month after 7 February", "None"),
]


@pytest.mark.parametrize(("words", "base", "days"), ALONE, ids=[row[0] for row in ALONE])
def test_an_expression_alone_leads_to_its_days(words: str, base: date, days: str) -> None:
    """What counts from another date counts from the base where none is told."""
    assert str(read_expression(words, base).interval) == days


@pytest.mark.parametrize(("words", "known"), UNDATED, ids=[row[0] for row in UNDATED])
def test_without_a_base_what_is_known_of_the_day_is_kept(words: str, known: str) -> None:
    """An expression that leads to no day tells what it can of it."""
    found = read_expression(words)
    assert found.interval is None
    assert str(found.constraint) == known
    assert found.reason


def test_a_date_told_before_is_counted_from() -> None:
    """A date of the text goes before the base."""
    found = read_expression("two days later", BASE, told=date(2017, 5, 5))
    assert str(found.interval) == "2017-05-07"


def test_what_is_to_come_lies_after_the_base() -> None:
    """Weekdays, months, feasts and seasons are the coming ones where the sentence says so."""
    for words, first in (
        ("Monday", "2018-02-12"),
        ("7 March", "2018-03-07"),
        ("in May", "2018-05-01"),
        ("Easter Sunday", "2018-04-01"),
        ("from Monday to Wednesday", "2018-02-12"),
        ("in spring", "2018-03-01"),
    ):
        found = read_expression(words, BASE, is_coming=True)
        assert found.interval is not None
        assert str(found.interval.first) == first


def test_the_order_of_digits_may_be_told() -> None:
    """Day or month first, as the asker knows."""
    assert str(read_expression("05/06/2017", is_day_first=True).interval) == "2017-06-05"
    assert str(read_expression("05/06/2017", is_day_first=False).interval) == "2017-05-06"


def test_the_start_of_a_period_is_marked() -> None:
    """A day since which something goes on is no day on which it happened."""
    found = read_expression("since Friday", BASE)
    assert found.is_open
    assert "period" in found.reason


def test_a_wrong_weekday_is_told() -> None:
    """Day and month hold against a weekday that does not fit, and the reason says so."""
    assert "not the Wednesday told" in read_expression("Wednesday, 8 February 2018").reason


def test_words_too_many_for_a_date_are_not_read() -> None:
    """A whole text is no expression of time."""
    assert "too long" in read_expression("on Monday " * 200, BASE).reason
