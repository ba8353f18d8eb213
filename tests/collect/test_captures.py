"""Paths in, captures out."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rashomon.collect import LARGEST_REPORT_BYTES, collect
from rashomon.errors import BadSidecar, ReportSkipped, SettingError, UnreadableReport
from rashomon.records import Capture

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
TEXT = b"Two people were killed in Exampletown on Monday."


def gather(
    *paths: Path | str, reports_csv: Path | None = None
) -> tuple[list[Capture], list[ReportSkipped]]:
    """Collect with a stopped clock; return captures and complaints."""
    skipped: list[ReportSkipped] = []
    found = collect(paths, reports_csv=reports_csv, on_skip=skipped.append, now=lambda: NOON)
    return list(found), skipped


def write(path: Path, content: bytes = TEXT) -> Path:
    """Write a file with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_a_file_is_captured_with_its_bytes_and_time(tmp_path: Path) -> None:
    """Name, address, kind, bytes and time are the file's."""
    path = write(tmp_path / "one.txt")
    (capture,), skipped = gather(path)
    assert (capture.content, capture.name, capture.address) == (TEXT, "one", str(path))
    assert (capture.media_type, capture.captured_at) == ("text/plain", NOON)
    assert skipped == []


def test_a_folder_is_walked_in_order_and_hidden_files_stay_out(tmp_path: Path) -> None:
    """Files of known endings come sorted; what lies beside reports is passed over in silence."""
    for name in ("b.txt", "a.HTML", "sub/c.htm", ".hidden.txt", ".git/d.txt", "README.md", "t.db"):
        write(tmp_path / name)
    captures, skipped = gather(tmp_path)
    assert [c.name for c in captures] == ["a", "b", "c"]
    assert [c.media_type for c in captures] == ["text/html", "text/plain", "text/html"]
    assert skipped == []


def test_an_unknown_ending_in_a_folder_is_named(tmp_path: Path) -> None:
    """A file that might have been meant is not passed over in silence."""
    write(tmp_path / "a.txt")
    write(tmp_path / "report.xyz")
    captures, (complaint,) = gather(tmp_path)
    assert [c.name for c in captures] == ["a"]
    assert complaint.where.endswith("report.xyz")
    assert ".txt" in complaint.reason


@pytest.mark.parametrize("name", ["report.xyz", "README"])
def test_a_named_file_of_unknown_ending_is_refused(tmp_path: Path, name: str) -> None:
    """The message names the endings that are read."""
    captures, (complaint,) = gather(write(tmp_path / name))
    assert captures == []
    assert ".jsonl" in complaint.reason


@pytest.mark.parametrize("name", ["a.doc", "a.ODT", "a.rtf", "a.msg"])
def test_of_documents_that_are_not_read_the_way_out_is_told(tmp_path: Path, name: str) -> None:
    """By their endings."""
    captures, (complaint,) = gather(write(tmp_path / name))
    assert captures == []
    assert "save it as ." in complaint.reason


def test_a_missing_path_does_not_stop_the_others(tmp_path: Path) -> None:
    """Others are read; the missing one is named."""
    captures, (complaint,) = gather(tmp_path / "no.txt", write(tmp_path / "yes.txt"))
    assert [c.name for c in captures] == ["yes"]
    assert isinstance(complaint, UnreadableReport)
    assert "no such file" in complaint.reason


def test_a_path_that_can_be_none_is_refused() -> None:
    """A NUL in a name, or no name at all, is told rather than raised."""
    captures, complaints = gather("a\0b", "")
    assert captures == []
    assert ["no such file" in c.reason for c in complaints] == [True, True]


def test_a_glob_is_expanded(tmp_path: Path) -> None:
    """What the shell did not expand is expanded, sorted, folders included."""
    for name in ("r2.txt", "r1.txt", "r.json", "r3/in.txt"):
        write(tmp_path / name)
    captures, skipped = gather(str(tmp_path / "r*"))
    assert [c.name for c in captures] == ["r1", "r2", "in"]
    assert skipped == []


def test_a_glob_without_matches_is_told(tmp_path: Path) -> None:
    """The pattern is named."""
    captures, (complaint,) = gather(str(tmp_path / "*.txt"))
    assert captures == []
    assert complaint.where.endswith("*.txt")


def test_a_file_with_glob_signs_in_its_name_is_a_file(tmp_path: Path) -> None:
    """An existing path is never taken for a pattern."""
    captures, skipped = gather(write(tmp_path / "a[1].txt"))
    assert [c.name for c in captures] == ["a[1]"]
    assert skipped == []


def test_a_file_reached_twice_is_captured_once(tmp_path: Path) -> None:
    """By its own name, through its folder and through a link."""
    path = write(tmp_path / "in" / "a.txt")
    (tmp_path / "in" / "link.txt").symlink_to(path)
    captures, skipped = gather(path, tmp_path / "in", path)
    assert [c.name for c in captures] == ["a"]
    assert skipped == []


def test_two_files_of_the_same_bytes_are_two_captures(tmp_path: Path) -> None:
    """They share a report id; what to do about it is not decided here."""
    captures, _ = gather(write(tmp_path / "a.txt"), write(tmp_path / "b.txt"))
    assert len(captures) == 2
    assert captures[0].report_id == captures[1].report_id


def test_links_that_lead_round_in_circles_end(tmp_path: Path) -> None:
    """A folder linked from below itself is walked once."""
    write(tmp_path / "in" / "a.txt")
    (tmp_path / "in" / "up").symlink_to(tmp_path / "in", target_is_directory=True)
    (tmp_path / "in" / "self.txt").symlink_to(tmp_path / "in" / "self.txt")
    captures, complaints = gather(tmp_path / "in")
    assert [c.name for c in captures] == ["a"]
    assert [c.where.endswith("self.txt") for c in complaints] == [True]


def test_a_name_that_is_no_utf_8_costs_nothing(tmp_path: Path) -> None:
    """The bytes are evidence whatever the file is called; its name is told by its codes."""
    try:
        write(tmp_path / os.fsdecode(b"caf\xe9.txt"))
    except OSError:
        pytest.skip("this file system takes no such names")
    captures, skipped = gather(tmp_path)
    assert [(c.name, c.address) for c in captures] == [
        ("caf\\xe9", f"{tmp_path}/caf\\xe9.txt"),
    ]
    assert skipped == []


def test_a_file_that_vanishes_costs_itself(tmp_path: Path) -> None:
    """Between the listing of a folder and its turn; the next one is read."""
    paths = [write(tmp_path / name) for name in ("a.txt", "b.txt", "c.txt")]
    complaints: list[ReportSkipped] = []
    captures = collect([tmp_path], on_skip=complaints.append)
    assert next(captures).name == "a"
    paths[1].unlink()
    assert [c.name for c in captures] == ["c"]
    assert [str(c) for c in complaints] == [f"{paths[1]}: no such file or folder"]


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    """No report in a folder is worth a word."""
    captures, (complaint,) = gather(tmp_path)
    assert captures == []
    assert "no reports" in complaint.reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "empty"), (b"\n \n", "white space"), (b"\x00\x01", "binary"), (b"\x89PNG", "image")],
)
def test_files_that_are_no_reports_are_named(tmp_path: Path, content: bytes, reason: str) -> None:
    """The complaint names the file and the reason, and the next file is read."""
    bad = write(tmp_path / "a.txt", content)
    captures, (complaint,) = gather(bad, write(tmp_path / "b.txt"))
    assert [c.name for c in captures] == ["b"]
    assert complaint.where == str(bad)
    assert reason in complaint.reason


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    """The size is taken from the folder, before a byte is read."""
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST_REPORT_BYTES + 1)
    captures, (complaint,) = gather(path)
    assert captures == []
    assert "20,000,000" in complaint.reason


def test_what_is_no_ordinary_file_is_refused(tmp_path: Path) -> None:
    """A pipe would wait for ever."""
    os.mkfifo(tmp_path / "pipe.txt")
    captures, (complaint,) = gather(tmp_path / "pipe.txt")
    assert captures == []
    assert "no ordinary file" in complaint.reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    """Reading it fails, the others go on."""
    path = write(tmp_path / "a.txt")
    path.chmod(0)
    captures, (complaint,) = gather(path, write(tmp_path / "b.txt"))
    assert [c.name for c in captures] == ["b"]
    assert "permission" in complaint.reason


def test_a_file_that_vanishes_is_told(tmp_path: Path) -> None:
    """What was there when the folder was listed may be gone when it is read."""
    skipped: list[ReportSkipped] = []
    path = write(tmp_path / "a.txt")
    found = collect([path, write(tmp_path / "b.txt")], on_skip=skipped.append)
    path.unlink()
    assert [c.name for c in found] == ["b"]
    assert "no such file" in skipped[0].reason


def test_jsonl_files_give_a_capture_a_line(tmp_path: Path) -> None:
    """The address holds the line's number."""
    path = write(
        tmp_path / "r.jsonl", b'{"id": "x", "text": "One."}\n{"id": "y", "text": "Two."}\n'
    )
    captures, skipped = gather(path)
    assert [(c.name, c.address) for c in captures] == [("x", f"{path}:1"), ("y", f"{path}:2")]
    assert skipped == []


def test_an_empty_jsonl_file_is_told(tmp_path: Path) -> None:
    """No line at all is as empty as any file."""
    for content in (b"", b"\n \n"):
        captures, (complaint,) = gather(write(tmp_path / "r.jsonl", content))
        assert captures == []
        assert "empty" in complaint.reason


def test_a_folders_own_sidecar_is_used(tmp_path: Path) -> None:
    """The nearest reports.csv at or above a file tells of it."""
    write(tmp_path / "a.txt")
    write(tmp_path / "sub" / "b.txt")
    write(tmp_path / "own" / "c.txt")
    write(tmp_path / "reports.csv", b"file,outlet\na.txt,Alpha\nsub/b.txt,Beta\n")
    write(tmp_path / "own" / "reports.csv", b"file,outlet\nc,Gamma\n")
    captures, skipped = gather(tmp_path)
    assert {c.name: c.sidecar.outlet for c in captures} == {"a": "Alpha", "b": "Beta", "c": "Gamma"}
    assert skipped == []


def test_an_explicit_sidecar_holds_over_the_folders_own(tmp_path: Path) -> None:
    """With one given, no other is looked at."""
    write(tmp_path / "in" / "a.txt")
    write(tmp_path / "in" / "reports.csv", b"nonsense")
    table = write(tmp_path / "told.csv", b"file,published,url\na.txt,2018-06-17,https://x.org\n")
    (capture,), skipped = gather(tmp_path / "in", reports_csv=table)
    assert capture.sidecar.published_on == date(2018, 6, 17)
    assert capture.sidecar.url == "https://x.org"
    assert skipped == []


def test_a_row_for_no_given_file_is_told(tmp_path: Path) -> None:
    """A slip in a name must not lose a row in silence."""
    table = write(tmp_path / "told.csv", b"file,outlet\na.txt,Alpha\nmisspelt.txt,Beta\n")
    captures, (complaint,) = gather(write(tmp_path / "a.txt"), reports_csv=table)
    assert captures[0].sidecar.outlet == "Alpha"
    assert isinstance(complaint, BadSidecar)
    assert complaint.where == f"{table}:3"
    assert "misspelt.txt" in complaint.reason


def test_a_sidecar_fills_what_a_line_lacks(tmp_path: Path) -> None:
    """A line's own fields hold over its row."""
    path = write(tmp_path / "r.jsonl", b'{"id": "x", "text": "One.", "outlet": "Own"}\n')
    table = write(tmp_path / "told.csv", b"id,outlet,title\nx,Told,Headline\n")
    (capture,), skipped = gather(path, reports_csv=table)
    assert (capture.sidecar.outlet, capture.sidecar.title) == ("Own", "Headline")
    assert skipped == []


def test_a_sidecar_that_is_missing_ends_the_run(tmp_path: Path) -> None:
    """It is raised before anything is read."""
    with pytest.raises(SettingError, match=r"nowhere\.csv"):
        collect([tmp_path], reports_csv=tmp_path / "nowhere.csv", on_skip=print)
