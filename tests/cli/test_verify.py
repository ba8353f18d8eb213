"""`rashomon verify`: what differs, line by line, and an exit code."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from rashomon.ledger import Ledger

Run = Callable[..., Any]

TOLD = "Published February 8 2018 Medics said {n} people were killed in shelling of Idlib.\n"


@pytest.fixture(name="path")
def path_fixture(run: Run, tmp_path: Path) -> Path:
    """Make a ledger of two reports, one of them read."""
    for n in (2, 3):
        (tmp_path / f"{n}.txt").write_text(TOLD.format(n=n), encoding="utf-8")
    path = tmp_path / "ledger.db"
    run("build", tmp_path / "2.txt", "-o", path, "-q", "--reader", "rules")
    run("add", tmp_path / "3.txt", "-o", path, "-q")
    return path


def change(path: Path, statement: str) -> None:
    """Change a closed ledger behind its back."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


def test_the_command_tells_problems_by_its_exit_code(run: Run, path: Path) -> None:
    """0 and one line where all is well, 1 and a line a problem where not."""
    ran = run("verify", "--ledger", path)
    assert ran.code == 0
    assert "2 texts derived again" in ran.err
    with Ledger.open(path) as ledger:
        number, seal = ledger.last_seal() or (0, "")
    assert f"the seal of capture {number}, over all before it, is {seal}" in ran.err
    assert "derived again" not in run("verify", "--quick", "--ledger", path).err
    change(path, "UPDATE reports SET details = json_set(details, '$.outlet', 'Z')")
    assert run("verify", "--quick", "--ledger", path).code == 0
    ran = run("verify", "--ledger", path)
    assert ran.code == 1
    assert ran.err.count("what differs: outlet") == 2


def test_texts_of_older_versions_are_counted(run: Run, path: Path) -> None:
    """They are no fault, and the command says what it would take to derive them again."""
    change(
        path,
        "UPDATE reports SET cleaner = 'clean-0' WHERE report_id IN "
        "(SELECT report_id FROM readings)",
    )
    ran = run("verify", "--ledger", path)
    assert ran.code == 0
    assert "1 texts were derived by clean-0" in ran.err
    assert "1 texts derived again" in ran.err
    change(path, "UPDATE reports SET cleaner = NULL")
    assert "before ledgers kept by which" in run("verify", "--ledger", path).err
