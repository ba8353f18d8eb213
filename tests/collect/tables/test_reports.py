"""Tables in, a capture of each row that is a report out."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.clean import clean
from rashomon.clean.documents.rows import row_text
from rashomon.collect import parse_columns
from rashomon.collect.tables import reports as tables
from rashomon.collect.tables import rows as table_rows
from rashomon.collect.tables.columns import DayOrder, find_columns
from rashomon.collect.tables.rows import as_csv, read_rows
from rashomon.errors import BadSidecar, Noted, ReportSkipped, SettingError, UnreadableReport
from rashomon.records import Capture, CaptureMethod

Gather = Callable[..., tuple[list[Capture], list[ReportSkipped]]]
TEXT = "Two people were killed in Exampletown on Monday, police said."


def write(tmp_path: Path, content: str | bytes, name: str = "export.csv") -> Path:
    """Write a file."""
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def rows_of(content: bytes, encoding: str = "utf-8") -> list[list[str] | None]:
    """Return the rows of a table in memory."""
    return list(read_rows(io.BufferedReader(io.BytesIO(content)), encoding))


def test_a_row_is_captured_with_its_header(tmp_path: Path, gather: Gather) -> None:
    """Kept as CSV, its number as in a spreadsheet; its text comes out of it again."""
    path = write(
        tmp_path,
        "Doc ID,Headline,Publication Date,Publication,URL,Full Text,Words\r\n"
        f'7,"Two, killed",2016-07-05T10:00Z,Alpha,https://a.org,"{TEXT}\nMore ""words"".",9\r\n',
    )
    (capture,), (note,) = gather(path)
    assert (capture.name, capture.address) == ("7", f"{path}:2")
    assert capture.content.startswith(b"Doc ID,Headline,Publication Date")
    assert capture.media_type == "text/csv; charset=utf-8; text=Full%20Text"
    told = capture.sidecar
    assert (told.title, told.outlet, told.url) == ("Two, killed", "Alpha", "https://a.org")
    assert told.published_on == date(2016, 7, 5)
    assert told.published_at == datetime(2016, 7, 5, 10, tzinfo=UTC)
    custody = capture.custody
    assert (custody.method, custody.locator) == (CaptureMethod.ROW, "row 2")
    assert custody.container == sha256(path.read_bytes()).hexdigest()
    assert clean(capture).text == f'{TEXT}\nMore "words".'
    assert isinstance(note, Noted)
    assert "text from “Full Text”, title from “Headline”" in note.reason


def test_columns_are_taken_as_the_user_says(tmp_path: Path, gather: Gather) -> None:
    """And no others; several make up one text; nothing needs to be said."""
    path = write(tmp_path, f"lead,rest,title,day\nShells fell.,{TEXT.split(',')[0]},T,2016-07-05\n")
    (capture,), skipped = gather(path, columns=parse_columns("text=Lead+rest,published=day"))
    assert clean(capture).text == f"Shells fell.\n\n{TEXT.split(',')[0]}"
    assert (capture.sidecar.title, capture.sidecar.published_on) == (None, date(2016, 7, 5))
    assert capture.name == "export-2"
    assert skipped == []


@pytest.mark.parametrize("words", ["body", "text=", "mood=x,text=y", "title=x", " , "])
def test_columns_that_say_nothing_are_refused(words: str) -> None:
    """With the way to write them."""
    with pytest.raises(SettingError, match="--columns"):
        parse_columns(words)


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("Title|Published date|Publication|Document ID|Body", "Body Title Published Publication"),
        ("HD|WC|PD|SN|AN|LP|TD", "LP+TD HD PD SN"),
        ("event_id_cnty|event_date|source|notes|fatalities", "notes - - source"),
        ("id|url|Publish_Date|media_name|text|title", "text title Publish media"),
    ],
    ids=["Nexis", "Factiva", "ACLED", "Media Cloud"],
)
def test_the_headers_of_exports_are_known(header: str, told: str) -> None:
    """Each field is found in the column that holds it."""
    names = header.split("|")
    found = find_columns(names, {})
    assert found is not None
    text, *rest = told.split()
    assert "+".join(names[at] for at in found.text) == text
    for field, words in zip(("title", "published", "outlet"), rest, strict=True):
        place = found.places.get(field)
        assert place is None if words == "-" else names[place or 0].startswith(words)


def test_the_day_of_an_event_is_the_context_not_the_publication(
    tmp_path: Path, gather: Gather
) -> None:
    """Notes of a coder were written later."""
    (capture,), _ = gather(write(tmp_path, f'event_date,notes\n05 July 2016,"{TEXT}"\n'))
    assert capture.sidecar.published_on is None
    assert capture.sidecar.context_date == date(2016, 7, 5)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1251", "cp1252"]
)
def test_delimiters_and_encodings_are_found_out(
    tmp_path: Path, gather: Gather, delimiter: str, encoding: str
) -> None:
    """Whatever the spreadsheet wrote."""
    words = "В Примерове погибли двое. " * 8 if encoding == "cp1251" else "Two died in a café. " * 8
    made = f'text{delimiter}title\r\n"{words}"{delimiter}T\r\n'
    content = ("\ufeff" + made if encoding == "utf-16-be" else made).encode(encoding)
    (capture,), _ = gather(write(tmp_path, content))
    assert words.strip() in capture.content.decode()


def test_a_tsv_is_divided_by_tabs(tmp_path: Path, gather: Gather) -> None:
    """Whatever else stands in its header."""
    (capture,), _ = gather(write(tmp_path, f"text\ttitle, or, so\n{TEXT}\tT\n", "a.tsv"))
    assert clean(capture).text == TEXT


def test_a_stray_byte_costs_its_letter_alone(tmp_path: Path, gather: Gather) -> None:
    """Even far behind the first bytes, by which the encoding was told."""
    content = b"text,title\n" + b"word,T\n" * 20_000 + b"caf\xe9,T\n"
    captures, _ = gather(write(tmp_path, content))
    assert len(captures) == 20_001
    assert "café".encode() in captures[-1].content


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        (b'a,b\r\n"x\r\ny","1 ""2"" 3"\r\n', [["a", "b"], ["x\r\ny", '1 "2" 3']]),
        (b'a,b\n5" tall,x"y"z\n', [["a", "b"], ['5" tall', 'x"y"z']]),
        (b'a,b\n"x" y,z\n', [["a", "b"], ["x y", "z"]]),
        (b"a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
        (b"a,b\n1,\n,\n", [["a", "b"], ["1", ""], ["", ""]]),
        (b'a\n"', [["a"], None]),
        (b'a\n"x', [["a"], None]),
        (b'a,b\n1,"x\n', [["a", "b"], None]),
        (b'"a";"b,c"\n1;2\n', [["a", "b,c"], ["1", "2"]]),
        (b"", []),
    ],
)
def test_rows_are_taken_apart_as_spreadsheets_do(
    content: bytes, rows: list[list[str] | None]
) -> None:
    """Quotation marks count at the beginning of a cell alone; one left open is no row."""
    assert rows_of(content) == rows


CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=5))
def test_rows_come_back_as_they_were_written(rows: list[list[str]]) -> None:
    """Whatever their cells hold."""
    read = read_rows(io.BufferedReader(io.BytesIO(as_csv(*rows))), "utf-8", ",")
    assert list(read) == rows


@given(st.binary(max_size=300))
def test_any_bytes_are_rows_or_none(content: bytes) -> None:
    """Nothing is raised, and the standard library's reader agrees where it reads them."""
    assert all(row is None or row for row in rows_of(content))


def test_a_row_larger_than_a_report_is_passed_over(
    tmp_path: Path, gather: Gather, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one line, as many, as many cells; the next row keeps its number."""
    monkeypatch.setattr(table_rows, "LARGEST_REPORT_BYTES", 1_000)
    monkeypatch.setattr(table_rows, "_MOST_CELLS", 50)
    long = "x" * 2_000
    lines = '"' + "\n".join(["y" * 90] * 30) + '"'
    path = write(
        tmp_path, f"text,title\n{long},T\n{lines},T\n{','.join('z' * 80)}\n{TEXT[:30]},T\n"
    )
    captures, complaints = gather(path)
    assert [c.address for c in captures] == [f"{path}:5"]
    assert [c.where for c in complaints if isinstance(c, UnreadableReport)] == [
        f"{path}:{n}" for n in (2, 3, 4)
    ]


def test_a_line_of_50_mb_is_passed_over(tmp_path: Path, gather: Gather) -> None:
    """Like any row that is too large; then the table goes on."""
    path = write(tmp_path, b"text,title\n" + b"x" * 50_000_000 + b",T\nTwo were killed.,T\n")
    captures, complaints = gather(path)
    assert [c.address for c in captures] == [f"{path}:3"]
    assert "too large" in complaints[-1].reason


def test_rows_that_are_none_are_told(tmp_path: Path, gather: Gather) -> None:
    """Too many cells, NULs; those without a text are counted, blank lines are not."""
    path = write(
        tmp_path, "text,title\nTwo, were killed,T\nbad\0text,T\n ,T\n\n,T\nGood text.,T\nShort.\n"
    )
    captures, complaints = gather(path)
    assert [c.name for c in captures] == ["export-7", "export-8"]
    told = [(c.where.rpartition(":")[2], c.reason) for c in complaints[1:]]
    assert told[0][0] == "2"
    assert "3 cells in 2 columns" in told[0][1]
    assert told[1] == ("3", "the text is binary, not text")
    assert told[2][1] == "2 rows without a text: 4, 6"


def test_many_bad_rows_are_counted(
    tmp_path: Path, gather: Gather, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first ones are named."""
    monkeypatch.setattr(tables, "_MOST_COMPLAINTS", 2)
    _, complaints = gather(write(tmp_path, "text,title\n" + "a,b,c\n" * 9))
    assert len(complaints) == 4
    assert "7 more rows" in complaints[-1].reason


def test_the_order_of_day_and_month_is_the_columns_own(tmp_path: Path, gather: Gather) -> None:
    """Another row shows it; where none does, the date is left out and it is said."""
    path = write(tmp_path, f"text,date\n{TEXT[:30]},05/07/2016\n{TEXT[:20]},25/07/2016\n")
    captures, _ = gather(path)
    assert captures[0].sidecar.published_on == date(2016, 7, 5)
    path = write(tmp_path, f"text,date\n{TEXT[:30]},05/07/2016\n{TEXT[:20]},\n")
    captures, complaints = gather(path)
    assert captures[0].sidecar.published_on is None
    assert isinstance(complaints[-1], BadSidecar)
    assert "05/07/2016" in complaints[-1].reason


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2016-07-05", (2016, 7, 5)), ("5 July 2016", (2016, 7, 5)), ("July 5, 2016", (2016, 7, 5)),
        ("Tuesday, July 5th, 2016 10:00 PM", (2016, 7, 5)), ("05-Jul-2016", (2016, 7, 5)),
        ("20160705", (2016, 7, 5)), ("20160705101500", (2016, 7, 5)), ("2016/7/5", (2016, 7, 5)),
        ("07/07/2016", (2016, 7, 7)), ("5/7/2016", None), ("5 Foo 2016", None), ("soon", None),
        ("31 June 2016", None), ("2016/13/45", None), ("7 May 0001", None),
    ],
)  # fmt: skip
def test_days_as_exports_write_them(words: str, day: tuple[int, int, int] | None) -> None:
    """What can be read in two ways is read in none."""
    found, _ = DayOrder().parse(words)
    assert found == (date(*day) if day else None)


@pytest.mark.parametrize(
    ("cells", "order"), [(["1/2/2016", "13/2/2016"], True), (["2/13/2016"], False), (["x"], None)]
)
def test_the_order_shows_in_days_past_the_twelfth(cells: list[str], order: bool | None) -> None:
    """Of a column, the first such date counts."""
    assert DayOrder.of(cells).is_day_first is order


def test_a_table_without_texts_is_refused_where_it_is_named(tmp_path: Path, gather: Gather) -> None:
    """With its columns and the way to say which."""
    path = write(tmp_path, "country,deaths\nX,1\n")
    captures, (complaint,) = gather(path)
    assert captures == []
    assert "it has country, deaths" in complaint.reason
    assert "--columns text=" in complaint.reason
    _, (complaint,) = gather(path, columns={"text": "body"})
    assert "no column 'body'" in complaint.reason
    _, (complaint,) = gather(write(tmp_path, "\n\n"))
    assert "no header" in complaint.reason
    _, (complaint,) = gather(write(tmp_path, ""))
    assert isinstance(complaint, UnreadableReport)


def test_tables_of_data_in_a_folder_are_said_once(tmp_path: Path, gather: Gather) -> None:
    """Not one by one; one that has notes by chance is none of reports either."""
    for n in range(5):
        write(tmp_path, "country,deaths\nX,1\n", f"data{n}.csv")
    write(tmp_path, "country,notes\nX,none\n", "notes.csv")
    write(tmp_path, "One report of two killed.", "a.txt")
    captures, (note,) = gather(tmp_path)
    assert [c.name for c in captures] == ["a"]
    assert isinstance(note, Noted)
    assert "6 tables (data0.csv, data1.csv, data2.csv, …)" in note.reason


def test_a_table_of_reports_in_a_folder_is_read(tmp_path: Path, gather: Gather) -> None:
    """As it is in an archive; reports.csv stays a sidecar, whichever is named."""
    write(tmp_path, f'headline,body\nT,"{TEXT}"\n')
    write(tmp_path, "file,outlet\nexport-2,Alpha\n", "reports.csv")
    own = write(tmp_path, "file,outlet,text,title\nexport-2,Beta,x,y\n", "told.csv")
    (capture,), _ = gather(tmp_path, reports_csv=own)
    assert capture.sidecar.outlet == "Beta"
    own.unlink()
    (capture,), _ = gather(tmp_path)
    assert capture.sidecar.outlet == "Alpha"
    path = tmp_path / "in" / "pile.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x/export.csv", f'headline,body\nT,"{TEXT}"\n')
    (capture,), _ = gather(path)
    assert (capture.address, capture.custody.locator) == (
        f"{path}!/x/export.csv:2", "x/export.csv!/row 2",
    )  # fmt: skip


def test_cells_that_are_no_words_are_left_out(tmp_path: Path, gather: Gather) -> None:
    """A title of a page's length, or an address that cannot be printed."""
    content = f"text,title,url\nTwo were killed.,{'x' * 3000},http://\x1b[2J\n"
    (capture,), _ = gather(write(tmp_path, content))
    assert (capture.sidecar.title, capture.sidecar.url) == (None, None)


def test_python_reads_what_is_kept(tmp_path: Path, gather: Gather) -> None:
    """The evidence needs no program of ours."""
    (capture,), _ = gather(write(tmp_path, f'text,title\n"{TEXT} ""So."""\t,T\n'))
    header, row = csv.reader(io.StringIO(capture.content.decode(), newline=""))
    assert (header, row[0].strip()) == (["text", "title"], f'{TEXT} "So."')


VALID = f'id,headline,date,outlet,body\r\n1,"T, t",05/07/2016,A,"{TEXT}\n""x"""\r\n2,,,,b\r\n'


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, len(VALID) - 1), st.integers(0, 255)), max_size=8))
def test_mutated_tables_give_captures_or_complaints(
    tmp_path: Path, gather: Gather, changes: list[tuple[int, int]]
) -> None:
    """Nothing else is raised, whatever bytes are changed; what is captured can be derived."""
    content = bytearray(VALID.encode())
    for at, byte in changes:
        content[at] = byte
    captures, complaints = gather(write(tmp_path, bytes(content)))
    assert captures or complaints
    for capture in captures:
        assert row_text(capture).strip()
