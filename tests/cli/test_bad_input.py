"""Bad input loses only itself: a message that names the file, the others read, the ledger whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

GOOD = "Two people were killed in an air strike on Idlib on Friday, medics said.\n"


def write(path: Path, content: str | bytes) -> Path:
    """Write a file of a report and return its path."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        pytest.param("empty.txt", b"", "empty", id="empty"),
        pytest.param("binary.txt", bytes(range(256)) * 40, "binary", id="binary"),
        pytest.param("large.txt", b"word " * 6_000_000, "30,000,000", id="30 MB"),
        pytest.param("line.jsonl", b'["no object"]\n', "object", id="JSONL line that is no object"),
        pytest.param("broken.jsonl", b'{"id": "a", "text": \n', "JSON", id="broken JSONL line"),
        pytest.param("blank.html", b"<html><body></body></html>", "blank.html", id="empty HTML"),
    ],
)
def test_an_unusable_report_is_named_and_the_others_are_read(
    run: Run, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    """The exit code tells that something was skipped; the ledger holds the rest."""
    good = write(tmp_path / "good.txt", GOOD)
    bad = write(tmp_path / name, content)
    ledger = tmp_path / "ledger.db"
    ran = run("build", good, bad, "-o", ledger)
    assert ran.code == 3
    skipped = [line for line in ran.err.splitlines() if line.startswith("skipped:")]
    assert len(skipped) == 1
    assert name in skipped[0]
    assert words.casefold() in skipped[0].casefold()
    assert run("verify", "--ledger", ledger).code == 0
    exported = json.loads(run("export", "--ledger", ledger).out)
    assert [report["name"] for report in exported["reports"]] == ["good"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("latin.txt", GOOD.encode() + b"The caf\xe9 was hit.", id="broken UTF-8"),
        pytest.param(
            "broken.html",
            b"<html><body><p>Two people were killed in an air strike on Idlib, medics said."
            b"<p>The <b>strike <i>hit</b> a market in the town centre, they said<div><table>",
            id="broken HTML",
        ),
        pytest.param(
            "calm.txt", b"The council met on Monday and agreed a budget.", id="no incident"
        ),
    ],
)
def test_a_flawed_report_is_read(run: Run, tmp_path: Path, name: str, content: bytes) -> None:
    """What can be read is read, without a crash and without an invented incident."""
    ran = run("build", write(tmp_path / name, content), "-o", tmp_path / "ledger.db")
    assert ran.code == 0
    assert "read: " in ran.err
    exported = json.loads(run("export", "--ledger", tmp_path / "ledger.db").out)
    assert len(exported["reports"]) == 1
    assert bool(exported["incidents"]) == (name != "calm.txt")


def test_two_files_with_the_same_bytes_are_one_report(run: Run, tmp_path: Path) -> None:
    """The copy is told and kept as a capture; it counts once."""
    write(tmp_path / "a.txt", GOOD)
    write(tmp_path / "b.txt", GOOD)
    ran = run("build", tmp_path, "-o", tmp_path / "ledger.db")
    assert ran.code == 0
    assert "copy: " in ran.err
    assert len(json.loads(run("export", "--ledger", tmp_path / "ledger.db").out)["reports"]) == 1


def test_a_missing_path_is_named(run: Run, tmp_path: Path) -> None:
    """With other paths the run goes on; alone it is aborted."""
    good = write(tmp_path / "good.txt", GOOD)
    ran = run("build", good, tmp_path / "nowhere.txt", "-o", tmp_path / "ledger.db")
    assert ran.code == 3
    assert "nowhere.txt" in ran.err
    alone = run("build", tmp_path / "nowhere.txt", "-o", tmp_path / "other.db")
    assert alone.code == 1
    assert "nowhere.txt" in alone.err


def test_a_file_that_is_no_ledger_is_left_alone(run: Run, tmp_path: Path) -> None:
    """Neither building into it nor looking into it changes a byte."""
    good = write(tmp_path / "good.txt", GOOD)
    other = write(tmp_path / "notes.db", "my notes, no ledger\n" * 50)
    for args in (("build", good, "-o", other), ("show", "x", "--ledger", other)):
        ran = run(*args)
        assert ran.code == 1
        assert "notes.db" in ran.err
    assert other.read_text().startswith("my notes")
    assert run("show", "x", "--ledger", tmp_path / "none.db").code == 1


def test_an_unknown_incident_is_named_with_what_there_is(run: Run, tmp_path: Path) -> None:
    """The message says how to find the ids."""
    ledger = tmp_path / "ledger.db"
    run("build", write(tmp_path / "good.txt", GOOD), "-o", ledger)
    ran = run("show", "nowhere-2020-01-01", "--ledger", ledger)
    assert ran.code == 1
    assert "nowhere-2020-01-01" in ran.err


def test_misuse_is_told_apart_from_failure(run: Run, tmp_path: Path) -> None:
    """A wrong option is exit code 2; a wrong value that only the library knows is 1."""
    assert run("add").code == 2
    assert run("build", "--nonsense").code == 2
    ledger = tmp_path / "ledger.db"
    run("build", write(tmp_path / "good.txt", GOOD), "-o", ledger)
    ran = run("export", "--ledger", ledger, "--format", "xls")
    assert ran.code == 1
    assert "geojson" in ran.err
