"""`rashomon add`: sources in, kept as evidence with their text."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.clean.documents.pdfs import of_pages

from rashomon.ledger import Ledger

Run = Callable[..., Any]

TOLD = "Published February 8 2018 Medics said {n} people were killed in shelling of Idlib.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of three reports."""
    made = tmp_path / "in"
    made.mkdir()
    for n in (2, 3, 4):
        (made / f"{n}.txt").write_text(TOLD.format(n=n), encoding="utf-8")
    return made


def test_what_is_added_waits_and_is_read_by_the_next_build(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    """Taking in and reading are two steps, in one or two commands, to the same end."""
    ledger = tmp_path / "ledger.db"
    ran = run("add", folder, "-o", ledger)
    assert ran.code == 0
    assert "reports 3 added" in ran.err
    assert "3 wait to be read" in ran.err
    assert "no incident" in run("show", "idlib", "--ledger", ledger).err
    ran = run("build", "-o", ledger)
    assert "reports 3 read" in ran.err
    at_once = tmp_path / "at-once.db"
    run("build", folder, "-o", at_once, "-q")
    exports = [run("export", "--ledger", path).out for path in (ledger, at_once)]
    assert exports[0] == exports[1]
    assert "all as before" in run("build", "-o", ledger).err


def test_who_took_it_in_is_kept(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As they say, or as they are called on the machine."""
    monkeypatch.setenv("LOGNAME", "ana")
    run("add", folder / "2.txt", "-o", tmp_path / "ledger.db", "-q")
    run("build", folder / "3.txt", "-o", tmp_path / "ledger.db", "-q", "--by", "B. Case")
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        by = [note.custody.by for note in ledger.captures() if note.custody]
    assert by == ["ana", "B. Case"]


def test_a_second_time_nothing_is_added(run: Run, folder: Path, tmp_path: Path) -> None:
    """Known files are counted as such, and nothing waits twice."""
    run("add", folder, "-o", tmp_path / "ledger.db", "-q")
    ran = run("add", folder, "-o", tmp_path / "ledger.db")
    assert "reports 3 known already" in ran.err
    assert "3 wait" in ran.err


def test_what_cannot_be_taken_in_is_named(run: Run, folder: Path, tmp_path: Path) -> None:
    """The rest comes in, the exit code tells, and nothing at all is an error."""
    (folder / "5.txt").write_bytes(b"\x00\x01\x02" * 50)
    ran = run("add", folder, "-o", tmp_path / "ledger.db")
    assert ran.code == 3
    assert "3 added, 1 skipped" in ran.err
    assert "5.txt" in ran.err
    ran = run("add", folder / "5.txt", "-o", tmp_path / "other.db", "-q")
    assert ran.code == 1
    assert "no report was read" in ran.err


def test_a_scan_alone_is_kept_and_its_reason_told(run: Run, tmp_path: Path) -> None:
    """That no text is in it is no failure: its bytes are evidence, and may be read some day."""
    (tmp_path / "scan.pdf").write_bytes(of_pages([b""]))
    ledger = tmp_path / "ledger.db"
    ran = run("add", tmp_path / "scan.pdf", "-o", ledger)
    assert (ran.code, "error" in ran.err) == (3, False)
    assert "the PDF holds no text" in ran.err
    with Ledger.open(ledger) as opened:
        assert len(list(opened.captures())) == 1


def test_a_ledger_with_nothing_in_it_has_nothing_to_read(run: Run, tmp_path: Path) -> None:
    """The message says what to do."""
    Ledger.open(tmp_path / "ledger.db").close()
    ran = run("build", "-o", tmp_path / "ledger.db")
    assert ran.code == 1
    assert "name sources" in ran.err
    assert run("build", "-o", tmp_path / "none.db").code == 1
    assert not (tmp_path / "none.db").exists()


def test_a_terminal_shows_a_bar_and_names_what_is_skipped(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a file's name resembles; no line a report."""
    (folder / "[red] x.txt").write_text(TOLD.format(n=9), encoding="utf-8")
    (folder / "5.txt").write_bytes(b"\x00\x01\x02" * 50)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    ran = run("add", folder, "-o", tmp_path / "ledger.db")
    assert "4 added, 1 skipped" in ran.err
    assert "5.txt" in ran.err
    assert "added: " not in ran.err
    assert "derived again" in run("verify", "--ledger", tmp_path / "ledger.db").err


def test_a_files_name_says_nothing_in_our_name(run: Run, tmp_path: Path) -> None:
    """Neither by a line break nor by what steers a terminal."""
    (tmp_path / "a\nskipped: all\x1b[31m.txt").write_text(TOLD.format(n=9), encoding="utf-8")
    (tmp_path / "b\nadded: c.txt").write_bytes(b"")
    ran = run("add", tmp_path, "-o", tmp_path / "ledger.db")
    assert ran.code == 3
    lines = ran.err.splitlines()
    assert [line.partition(":")[0] for line in lines[:2]] == ["added", "skipped"]
    assert len(lines) == 4
    assert "\x1b" not in ran.err


@pytest.mark.parametrize("after", [1, 17, 40])
def test_a_killed_add_leaves_the_ledger_whole(tmp_path: Path, after: int) -> None:
    """After kill -9 what was told to be in is in, all verifies, and the next run takes the rest."""
    folder, count = tmp_path / "in", 60
    folder.mkdir()
    for n in range(count):
        (folder / f"{n:03}.txt").write_text(TOLD.format(n=n + 2), encoding="utf-8")
    path = tmp_path / "ledger.db"
    command = [sys.executable, "-m", "rashomon.cli", "add", str(folder), "-o", str(path)]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env={**os.environ}
    ) as adding:
        assert adding.stderr is not None
        told = list(itertools.islice(adding.stderr, after))
        adding.send_signal(signal.SIGKILL)
    assert all(line.startswith("added: ") for line in told)
    with Ledger.open(path) as ledger:
        kept = len(ledger.report_ids())
        assert after <= kept < count
        assert len(ledger.waiting()) == len(list(ledger.captures())) == kept
        assert ledger.verify() == []
    again = subprocess.run(command, capture_output=True, text=True, check=False)
    assert again.returncode == 0
    assert f"{count - kept} added, {kept} known already" in again.stderr
    with Ledger.open(path) as ledger:
        assert len(ledger.waiting()) == len(ledger.report_ids()) == count
        assert ledger.verify() == []


@pytest.mark.parametrize("verb", ["add", "build"])
def test_sources_that_lead_nowhere_leave_no_ledger_behind(
    run: Run, tmp_path: Path, verb: str
) -> None:
    """A slip in a name makes no file; what was not found is named."""
    (tmp_path / "empty").mkdir()
    ledger = tmp_path / "ledger.db"
    ran = run(verb, tmp_path / "absent.txt", tmp_path / "empty", tmp_path / "*.html", "-o", ledger)
    assert ran.code == 1
    assert "absent.txt: no such file" in ran.err
    assert "*.html: no file matches" in ran.err
    assert "no report was read" in ran.err
    assert not ledger.exists()
