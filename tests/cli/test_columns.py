"""`--columns`: which column of a table of reports holds what."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

TEXT = (
    "BEIRUT, Feb 8 2018 (Reuters) - At least 12 people were killed in an air strike on the town "
    "of Idlib on Wednesday, the Syrian Observatory for Human Rights said."
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Write an export whose headers tell nothing."""
    path = tmp_path / "export.csv"
    path.write_text(f'no,what\n1,"{TEXT}"\n', encoding="utf-8")
    return path


@pytest.mark.parametrize("verb", ["add", "build"])
def test_a_table_is_taken_in_by_the_columns_named(
    run: Run, tmp_path: Path, table: Path, verb: str
) -> None:
    """Both verbs that take in pass them on."""
    ledger = tmp_path / "ledger.db"
    assert run(verb, table, "--columns", "text=what,id=no", "-o", ledger).code == 0
    ran = run("verify", "--ledger", ledger)
    assert ran.code == 0
    assert "1 text" in ran.out + ran.err


def test_without_columns_the_way_out_is_told(run: Run, tmp_path: Path, table: Path) -> None:
    """With those that the table has."""
    ran = run("add", table, "-o", tmp_path / "ledger.db")
    assert ran.code != 0
    assert "it has no, what" in ran.err
    assert "--columns text=" in ran.err


def test_columns_that_cannot_be_read_leave_no_ledger(run: Run, tmp_path: Path, table: Path) -> None:
    """The fields that there are are named."""
    ran = run("add", table, "--columns", "body", "-o", tmp_path / "ledger.db")
    assert ran.code == 1
    assert "context_date" in ran.err
    assert not (tmp_path / "ledger.db").exists()
