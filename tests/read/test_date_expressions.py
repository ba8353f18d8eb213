"""Date expressions with answers made by hand, and how many of them are read right.

`data/date_expressions.csv` was written with a calendar at hand and without a look at what the
code gives. The words that tell when stand in square brackets. `expected` is a day, two days
with ".." between them, a constraint after "~", or nothing where the words lead to no day.
`grade` says what is right: "exact" the very days; "meets", for words that name no day exactly,
days that meet the expected ones and are no more than three days wider; "open" the very days, and
that they start or end a period. `role` is what the date dates, where that is asked. `fails`
says why a row is not read right; such rows are counted, and their number may only fall.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from rashomon.read.date_expressions import read_expression
from rashomon.read.dates import DateMention, find_dates
from rashomon.read.document import parse
from rashomon.records import DateInterval, Report

TABLE = Path(__file__).parent / "data" / "date_expressions.csv"
WIDER_DAYS = 3  # as in the scorer of the annotated corpus
MOST_FAILING = 10


@dataclass(frozen=True, slots=True)
class Row:
    """One expression in its sentence, with what it means."""

    style: str
    base: str
    outlet: str
    text: str
    expected: str
    role: str
    grade: str
    fails: str
    note: str

    @property
    def found(self) -> DateMention | None:
        """The date that is read where the words stand, with days if there is one with days."""
        start, end = self.text.index("["), self.text.index("]") - 1
        plain = self.text.replace("[", "").replace("]", "")
        base = date.fromisoformat(self.base) if self.base else None
        report = Report("r1", "r1", "r1", plain, outlet=self.outlet or None, published_on=base)
        near = [m for m in find_dates(parse(report)) if m.start < end and start < m.end]
        return max(near, key=lambda m: (m.days is not None, m.end - m.start), default=None)

    @property
    def interval(self) -> DateInterval | None:
        """The days expected."""
        if not self.expected or self.expected.startswith("~"):
            return None
        first, _, last = self.expected.partition("..")
        return DateInterval(date.fromisoformat(first), date.fromisoformat(last or first))

    @property
    def is_right(self) -> bool:
        """Whether days, constraint and role are as expected."""
        mention, days = self.found, self.interval
        got = mention.interval if mention else None
        if self.expected.startswith("~"):
            said = str(mention.constraint) if mention and mention.constraint else ""
            is_right = got is None and said == self.expected.removeprefix("~")
        elif days is None or got is None:
            is_right = days is got and not (mention and mention.constraint)
        elif self.grade == "meets":
            is_right = days.meets(got) and got.days <= days.days + WIDER_DAYS
        else:
            is_right = (got.first, got.last) == (days.first, days.last)
        if mention and self.grade == "open":
            is_right = is_right and mention.is_open
        return is_right and (not self.role or (mention is not None and mention.role == self.role))


def rows() -> list[Row]:
    """The table's rows."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return [Row(**row) for row in csv.DictReader(lines)]


ROWS = rows()


def test_there_are_enough_rows_of_every_style() -> None:
    """The table spans styles, and holds each row once."""
    styles = Counter(row.style for row in ROWS)
    assert len(ROWS) >= 400
    assert min(styles.values()) >= 15
    assert len({(row.base, row.outlet, row.text) for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", [row for row in ROWS if not row.fails], ids=lambda row: row.text)
def test_an_expression_leads_to_what_it_means(row: Row) -> None:
    """Each expression is read as the hand-made answer has it."""
    assert row.is_right, row.found


@pytest.mark.parametrize("row", [row for row in ROWS if row.fails], ids=lambda row: row.text)
def test_a_row_marked_as_failing_fails(row: Row) -> None:
    """A row that has come to be read right has its mark taken off."""
    assert not row.is_right


def test_no_more_rows_fail_than_before() -> None:
    """The share read right is pinned; `MOST_FAILING` may only fall."""
    assert sum(bool(row.fails) for row in ROWS) == MOST_FAILING


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.text)
def test_an_expression_read_alone_has_a_reason(row: Row) -> None:
    """Whatever the words, the answer says how it was come by."""
    words = row.text[row.text.index("[") + 1 : row.text.index("]")]
    found = read_expression(words, date.fromisoformat(row.base) if row.base else None)
    assert found.reason
    assert found.interval is None or found.constraint is None
