"""`rashomon when`: dates asked alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

import rashomon
from rashomon.errors import SettingError
from rashomon.records import DateConstraint, DateInterval

Run = Callable[..., Any]
WEDNESDAY = DateInterval(date(2018, 2, 7), date(2018, 2, 7))


def test_it_tells_the_days_the_precision_the_rule_and_the_reason(run: Run) -> None:
    """Each on a line of its own, under the words that tell when."""
    ran = run("when", "late Wednesday", "--published", "2018-02-08")
    assert ran.code == 0
    lines = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert lines[0] == "late Wednesday"
    assert lines[1] == "days 2018-02-07"
    assert lines[2] == "precision UCDP date_prec 1, ACLED time_precision 1"
    assert lines[3].startswith("rule ")
    assert lines[4].startswith("reason ")
    assert "2018-02-08" in lines[4]


def test_without_a_date_a_weekday_is_a_constraint(run: Run) -> None:
    """What is known is told, and why it is no more; that is an answer."""
    ran = run("when", "late Wednesday")
    assert ran.code == 0
    assert "a Wednesday" in ran.out
    assert "no date to count from" in ran.out
    assert "precision" not in ran.out


def test_what_counts_from_another_date_counts_from_the_day_of_publication(run: Run) -> None:
    """Alone there is no other."""
    assert "2018-02-10" in run("when", "two days later", "--published", "2018-02-08").out


def test_what_a_database_does_not_code_is_a_dash(run: Run) -> None:
    """A year is coded by UCDP and not by ACLED."""
    out = run("when", "in 2017").out
    assert "UCDP date_prec 5, ACLED time_precision –" in out


def test_several_expressions_are_answered_in_their_order(run: Run) -> None:
    """One expression may tell several dates, too."""
    ran = run("when", "on 7 February 2018 and on 9 March 2018", "in June 2017", "--json")
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert [line["from"] for line in lines] == ["2018-02-07", "2018-03-09", "2017-06-01"]
    assert lines[0]["asked"] == lines[1]["asked"] != lines[2]["asked"]
    assert lines[2]["to"] == "2017-06-30"
    assert (lines[2]["date_prec"], lines[2]["time_precision"]) == (4, 3)


def test_a_constraint_is_one_in_json_too(run: Run) -> None:
    """Days are null, and the words for them are there."""
    (line,) = run("when", "on Wednesday", "--json").out.splitlines()
    told = json.loads(line)
    assert (told["from"], told["to"], told["constraint"]) == (None, None, "a Wednesday")
    assert (told["date_prec"], told["time_precision"]) == (None, None)


def test_words_without_a_date_are_named(run: Run) -> None:
    """The others are answered all the same; the exit code says that something is lacking."""
    ran = run("when", "near the bridge", "in June 2017")
    assert ran.code == 4
    assert "no date in these words: near the bridge" in ran.err
    assert "2017-06-01" in ran.out


@pytest.mark.parametrize("words", ["on 31 June 2017", "yesterday"])
def test_a_date_that_leads_nowhere_says_why(run: Run, words: str) -> None:
    """The calendar has no such day, or nothing is there to count from."""
    ran = run("when", words)
    assert ran.code == 4
    assert "unknown" in ran.out
    assert "reason" in ran.out


@pytest.mark.parametrize(
    "told", ["Thursday", "2018-02-30", "0000-01-01", "", "8/2/18", "0001-01-01"]
)
def test_a_bad_date_of_publication_says_how_to_write_one(run: Run, told: str) -> None:
    """The run ends before any answer."""
    ran = run("when", "yesterday", "--published", told)
    assert ran.code == 1
    assert "write it like 2018-02-08" in ran.err
    assert not ran.out


def test_a_time_told_elsewhere_is_put_into_the_zone_of_the_place(run: Run) -> None:
    """The reason holds the step; without the zone the day stays as told."""
    asked = ("when", "at 10 p.m. EST on Wednesday", "--published", "2018-02-08")
    there = run(*asked, "--timezone", "Asia/Damascus")
    assert "2018-02-08 in Asia/Damascus" in " ".join(there.out.split())
    assert "days       2018-02-08" in there.out
    assert "days       2018-02-07" in run(*asked).out


def test_an_unknown_zone_is_refused(run: Run) -> None:
    """The message shows how zones are called."""
    ran = run("when", "yesterday", "--timezone", "Damascus")
    assert ran.code == 1
    assert "Asia/Damascus" in ran.err


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("word " * 10_000, id="10,000 words"),
        pytest.param("Wednesday " * 2_000, id="2,000 dates"),
        pytest.param("x" * 50_000, id="one long word"),
        pytest.param("on 7 February " + "1" * 5_000, id="long number"),
        pytest.param("\x1b[2J\x1b]0;owned\x07late Wednesday\x1b[31m", id="escapes"),
        pytest.param("\u202eyadsendeW no\u2066 [bold]on Wednesday[/bold]", id="direction, markup"),
        pytest.param("", id="nothing"),
        pytest.param(" \n\t ", id="blanks"),
        pytest.param("31 June; 30 February 2018; 29 February 2019; 0 May; day 99999", id="no days"),
        pytest.param("\x00 on Wednesday", id="null byte"),
    ],
)
def test_hostile_words_do_no_harm(run: Run, words: str) -> None:
    """Nothing steers the terminal, nothing fails, and no message runs on and on."""
    ran = run("when", words, "--published", "2018-02-08")
    assert ran.code in (0, 4)
    assert not set("\x1b\x07\x00\u202e\u2066") & set(ran.out + ran.err)
    assert len(ran.err) < 500


def test_lines_keep_to_a_narrow_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Long reasons go on in their own column."""
    monkeypatch.setenv("COLUMNS", "80")
    ran = run("when", "at 10 p.m. Washington time late on Wednesday", "--published", "2018-02-08",
              "--timezone", "America/Argentina/ComodRivadavia")  # fmt: skip
    assert all(len(line) <= 80 for line in ran.out.splitlines())


def test_the_library_answers_as_the_command_does() -> None:
    """Interval or constraint, both codes, rule and reason."""
    (told,) = rashomon.when("late Wednesday", published="2018-02-08")
    assert told.interval is not None
    assert (told.interval.first, told.interval.last) == (WEDNESDAY.first, WEDNESDAY.last)
    assert (told.date_prec, told.time_precision) == (1, 1)
    assert told.words == "late Wednesday"
    assert told.rule
    assert told.reason == told.interval.reason
    (told,) = rashomon.when("late Wednesday")
    assert isinstance(told.days, DateConstraint)
    assert told.days.weekday == 2
    assert told.interval is None
    assert (told.date_prec, told.time_precision) == (None, None)
    assert rashomon.when("near the bridge") == ()


def test_the_library_takes_a_day_or_its_words() -> None:
    """A time stamp is of the day that it prints."""
    wanted = rashomon.when("yesterday", published=date(2018, 2, 8))
    assert rashomon.when("yesterday", published="2018-02-08") == wanted
    assert rashomon.when("yesterday", published="2018-02-08T00:30+03:00") == wanted
    with pytest.raises(SettingError, match="write it like"):
        rashomon.when("yesterday", published="soon")
