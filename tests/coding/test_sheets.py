"""Sheets as spreadsheets write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.coding.sheets import COLUMNS, find_words, parse_sheet, print_sheet


def test_a_printed_sheet_is_read_as_it_was() -> None:
    """With commas, quotation marks and line breaks in cells."""
    words = 'He said: "Four,\nno five"'
    text = print_sheet([{"report": "r1", "words": words, "facet": "killed"}, {"report": "r2"}])
    rows, faults = parse_sheet(text.encode())
    assert faults == []
    assert [(row.line, row.report, row.words) for row in rows] == [(2, "r1", words), (4, "r2", "")]
    assert [row.is_blank for row in rows] == [False, True]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_delimiters_and_marks_of_spreadsheets(delimiter: str, encoding: str) -> None:
    """Columns may stand in another order or be left out; blank lines say nothing."""
    lines = ["Facet|REPORT |value||", "killed|r1|4||", "||||", "|r2|||"]
    content = "\r\n".join(line.replace("|", delimiter) for line in lines).encode(encoding)
    rows, faults = parse_sheet(content)
    assert faults == []
    assert [(row.line, row.report, row.facet, row.value) for row in rows] == [
        (2, "r1", "killed", "4"),
        (4, "r2", "", ""),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"\r\n", "is empty"),
        (b"report,facet,casualties\n", "no column is called 'casualties'"),
        (b"report,facet,facet\n", "stands there twice"),
        (b"words,facet\n", "the column 'report' is missing"),
        (b"report,facet\nr1,\xe9\n", "line 2: this is no UTF-8"),
        (b"report,facet\n\0", "this is no text"),
        (b"report,facet\nr1,killed,4\n", "line 2: 3 cells under 2 columns"),
        (b'report,facet\nr1,"' + b"x" * 200_000 + b'"\n', "this is no CSV"),
        (b"report,facet\n" + b"x" * 10_000_000, "characters"),
    ],
)
def test_what_is_no_sheet_is_said(content: bytes, reason: str) -> None:
    """Where, what, and the way out."""
    _, faults = parse_sheet(content)
    assert reason in "; ".join(map(str, faults))


def test_other_lines_are_read_beside_a_bad_one() -> None:
    """So that all bad ones are named at once."""
    rows, faults = parse_sheet(b"report,facet\nr1,killed,4\nr2,none\nr3,means,x\n")
    assert [row.report for row in rows] == ["r2"]
    assert [fault.line for fault in faults] == [2, 4]


CELL = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])).map(str.strip)
CELLS = st.fixed_dictionaries(dict.fromkeys(COLUMNS, CELL))


@given(st.lists(CELLS, max_size=4))
def test_any_cells_come_back(rows: list[dict[str, str]]) -> None:
    """Whatever a coder writes into them."""
    wanted = [row for row in rows if any(row.values())]
    found, faults = parse_sheet(print_sheet(wanted).encode())
    assert faults == []
    assert [{name: getattr(row, name) for name in COLUMNS} for row in found] == wanted


TEXT = "Then the strike\nwas\u00a0“over”, it’s said; the strike: half‑hour"


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("the strike", ["the strike", "the strike"]),
        ("strike was “over”", ["strike\nwas\u00a0“over”"]),
        ('was "over", it\'s', ["was\u00a0“over”, it’s"]),
        ("half-hour", ["half‑hour"]),
        ("The strike", []),
        ("strike  half", []),
        ("  ", []),
    ],
)
def test_words_are_found_as_copied(words: str, wanted: list[str]) -> None:
    """As they stand, else with other space, quotation marks and hyphens."""
    assert [TEXT[start:end] for start, end in find_words(TEXT, words)] == wanted
