"""What reports.csv may hold."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rashomon.collect.sidecars import SidecarTable, read_sidecars
from rashomon.errors import ReportSkipped, SettingError
from rashomon.reference.iso_days import parse_day


def table_of(tmp_path: Path, content: str | bytes) -> tuple[SidecarTable, list[ReportSkipped]]:
    """Read a sidecar of the given content."""
    path = tmp_path / "reports.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    skipped: list[ReportSkipped] = []
    return read_sidecars(path, skipped.append), skipped


def test_every_column_is_taken(tmp_path: Path) -> None:
    """Names in any case, with blanks, behind a byte order mark."""
    table, skipped = table_of(
        tmp_path,
        "\ufeff File ,OUTLET,published,url,title,carried_from,context_date\r\n"
        'a.txt,Alpha,2018-06-17,https://a.org,"Quoted, title",Reuters,2018-06-18T10:00:00Z\r\n',
    )
    told = table.find("a", Path("a.txt"))
    assert told is not None
    assert (told.outlet, told.title, told.carried_from) == ("Alpha", "Quoted, title", "Reuters")
    assert (told.published_on, told.context_date) == (date(2018, 6, 17), date(2018, 6, 18))
    assert told.url == "https://a.org"
    assert skipped == []


def test_a_time_of_publication_is_kept_in_utc(tmp_path: Path) -> None:
    """The day is the one printed; a time without an offset is no moment."""
    table, skipped = table_of(
        tmp_path,
        "file,published,context_date\na,2018-06-17T01:30+03:00,\nb,2018-06-17T01:30,\n"
        "c,,2018-06-17T01:30Z\n",
    )
    told = {name: table.find(name) or pytest.fail(name) for name in "abc"}
    assert told["a"].published_on == told["b"].published_on == date(2018, 6, 17)
    assert told["a"].published_at == datetime(2018, 6, 16, 22, 30, tzinfo=UTC)
    assert told["b"].published_at is None
    assert told["c"].published_at is None
    assert skipped == []


def test_semicolons_divide_as_well(tmp_path: Path) -> None:
    """Spreadsheets in many countries write them."""
    table, _ = table_of(tmp_path, "id;outlet\na;Alpha\n")
    told = table.find("a")
    assert told is not None
    assert told.outlet == "Alpha"


def test_unknown_columns_are_named_once(tmp_path: Path) -> None:
    """Nothing is taken in or left out in silence."""
    _, (complaint,) = table_of(tmp_path, "file,outlet,mood,\na,A,x,\nb,B,y,\n")
    assert "mood" in complaint.reason
    assert "column 4" in complaint.reason


def test_a_bad_date_is_named_with_its_line(tmp_path: Path) -> None:
    """The rest of the row is kept."""
    table, (complaint,) = table_of(tmp_path, "file,outlet,published\na,Alpha,17/06/2018\n")
    assert complaint.where.endswith("reports.csv:2")
    assert "17/06/2018" in complaint.reason
    told = table.find("a")
    assert told is not None
    assert (told.outlet, told.published_on) == ("Alpha", None)


@pytest.mark.parametrize(
    ("row", "reason"),
    [("a,A,extra,more", "4 cells"), (",A", "missing"), ("first,B", "second row")],
)
def test_rows_that_cannot_be_used_are_named(tmp_path: Path, row: str, reason: str) -> None:
    """Too many cells, no key, or a key met before."""
    table, (complaint,) = table_of(tmp_path, f"file,outlet\nfirst,A\n\n{row}\n")
    assert reason in complaint.reason
    assert complaint.where.endswith(":4")
    assert list(table.rows) == ["first"]


def test_a_short_row_lacks_what_it_lacks(tmp_path: Path) -> None:
    """Missing cells at the end are empty ones."""
    table, skipped = table_of(tmp_path, "file,outlet,title\na,Alpha\n")
    told = table.find("a")
    assert told is not None
    assert (told.outlet, told.title) == ("Alpha", None)
    assert skipped == []


@pytest.mark.parametrize(
    "content",
    [
        "",
        "outlet,url\nA,B\n",
        b"file,outlet\na,caf\xe9\n",
        "file,outlet\n" + "x" * 200_000 + ",A\n",
    ],
    ids=["empty", "no key column", "not UTF-8", "huge cell"],
)
def test_a_sidecar_that_is_none_ends_the_run(tmp_path: Path, content: str | bytes) -> None:
    """The message names the file."""
    with pytest.raises(SettingError, match=r"reports\.csv"):
        table_of(tmp_path, content)


def test_a_file_is_known_by_path_name_or_stem(tmp_path: Path) -> None:
    """The exact path comes first."""
    table, _ = table_of(tmp_path, "file,outlet\n./x/a.txt,Path\na.txt,Name\nb,Stem\n")
    by_path = table.find("a", tmp_path / "x" / "a.txt")
    by_name = table.find("a", tmp_path / "y" / "a.txt")
    by_stem = table.find("b", Path("elsewhere/b.html"))
    assert [told.outlet for told in (by_path, by_name, by_stem) if told] == ["Path", "Name", "Stem"]
    assert table.find("c", Path("c.txt")) is None
    assert table.unused() == []


@pytest.mark.parametrize(
    "words", ["2018-13-01", "June 5", "", "2018", "05.06.2018", "0001-01-01", "9999-12-31"]
)
def test_days_are_iso_or_none(words: str) -> None:
    """No guessing in a sidecar."""
    assert parse_day(words) is None
