"""`rashomon copy`, and ledgers on a server under every other command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

TOLD = "Published February 8 2018 Medics said 2 people were killed in shelling of Idlib.\n"


@pytest.fixture(name="page")
def page_fixture(tmp_path: Path) -> Path:
    """Write a report that tells of one thing."""
    path = tmp_path / "page.txt"
    path.write_text(TOLD, encoding="utf-8")
    return path


def test_every_command_takes_the_address_of_a_server(
    run: Run, empty_database: str, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the first report to the way back into a file, nothing needs a path."""
    monkeypatch.chdir(tmp_path)
    at = ("--ledger", empty_database)
    assert run("add", page, "-o", empty_database).code == 0
    built = run("build", "-o", empty_database, "--reader", "rules")
    assert built.code == 0
    incident = next(
        word for line in built.out.splitlines() for word in line.split() if "2018-02" in word
    )
    assert run("show", incident, *at).code == 0
    assert run("explain", incident, *at).code == 0
    assert run("lineage", *at).code == 0
    assert "page.txt" in run("custody", "page", *at).out
    exported = run("export", *at, "--format", "jsonl")
    assert exported.code == 0
    assert run("export", *at, "--format", "warc", "-o", tmp_path / "out.warc").code == 0
    verified = run("verify", *at)
    assert verified.code == 0
    assert empty_database in verified.err
    copied = run("copy", empty_database, "copy.db")
    assert copied.code == 0
    assert "copy.db: the seal of capture 1" in copied.err
    assert "copy.db: the hash of decision" in copied.err
    assert run("export", "--ledger", "copy.db", "--format", "jsonl").out == exported.out
    assert sorted(tmp_path.glob("postgres*")) == []


def test_a_watch_of_a_servers_ledger_remembers_in_the_working_folder(
    run: Run, empty_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under a name without a password."""
    monkeypatch.chdir(tmp_path)
    feeds = tmp_path / "feeds.txt"
    feeds.write_text("http://127.0.0.1:9/feed\n", encoding="utf-8")
    run("watch", feeds, "--once", "-o", empty_database, "--allow-private")
    (memory,) = tmp_path.glob("postgresql-*.watch")
    assert memory.is_file()


def test_files_are_copied_and_a_full_one_is_refused(run: Run, page: Path, tmp_path: Path) -> None:
    """Quietly if wanted; what is there stays."""
    one, other = tmp_path / "one.db", tmp_path / "other.db"
    run("add", page, "-o", one, "-q")
    first = run("copy", one, other, "-q")
    assert (first.code, first.out, first.err) == (0, "", "")
    again = run("copy", one, other)
    assert again.code == 1
    assert "is not empty" in again.err


def test_a_wrong_address_does_not_tell_its_password(run: Run) -> None:
    """Not even to the terminal of who typed it."""
    ran = run("verify", "--ledger", "postgresql://ana:secret@127.0.0.1:9/records")
    assert ran.code == 1
    assert "ana:***@127.0.0.1:9/records cannot be reached" in ran.err
    assert "secret" not in ran.err
