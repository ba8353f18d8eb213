"""`rashomon import` and the table of decisions, as a shell would run them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.importing.conftest import as_bytes
from tests.importing.made_ledgers import fill

from rashomon.ledger import Ledger

A = "alder-2031-03-07"


@pytest.fixture(name="path", scope="module")
def path_fixture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a ledger of invented reports for this module."""
    path = tmp_path_factory.mktemp("import") / "ledger.db"
    fill(path)
    return path


@pytest.fixture(name="own")
def own_fixture(path: Path, tmp_path: Path) -> Path:
    """Give each test a ledger of its own."""
    own = tmp_path / "ledger.db"
    own.write_bytes(as_bytes(path))
    return own


def test_decisions_go_out_as_a_table_and_come_back(run: Run, own: Path, tmp_path: Path) -> None:
    """Written to a file, edited, planned, taken in, listed."""
    by = ("--by", "A. Analyst", "--why", "so", "--ledger", own)
    assert run("decide", "approve", A, "reviewed", *by).code == 0
    table = tmp_path / "decisions.csv"
    assert run("decisions", "-f", "csv", "-o", table, "--ledger", own).code == 0
    text = table.read_text(encoding="utf-8")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["kind"], row["level"], row["made_by"]) == ("approve", "reviewed", "A. Analyst")
    table.write_text(text.replace(",reviewed,", ",approved,"), encoding="utf-8")
    dry = run("import", table, "--by", "B. Reviewer", "--ledger", own, "--dry-run")
    assert dry.code == 0, dry.err
    assert "B. Reviewer: withdrew decision" in dry.out
    assert f"{A} is approved — so" in dry.out
    assert "decisions.csv:2" in dry.out
    assert "rows 1 changed; nothing was decided: a dry run" in dry.err
    taken = run("import", table, "--by", "B. Reviewer", "--ledger", own)
    assert taken.code == 0
    assert "rows 1 changed; 2 decisions made" in taken.err
    assert "rows 1 known; 0 decisions made" in run("import", table, "--ledger", own).err
    (first, *_, last) = json.loads(run("decisions", "-f", "json", "--ledger", own).out)
    assert first["withdrawn_by"] == last["number"] - 1
    assert run("verify", "--ledger", own, "--quick").code == 0


def test_rows_that_are_left_out_end_with_three(run: Run, own: Path, tmp_path: Path) -> None:
    """Each is named; with --strict nothing goes in, and the end is one."""
    table = tmp_path / "d.csv"
    rows = "".join("guess,x,A\n" for _ in range(300))
    table.write_text(f"kind,why,made_by,incident\ncomment,so,A,{A}\n{rows}", encoding="utf-8")
    strict = run("import", table, "--ledger", own, "--strict")
    assert strict.code == 1
    assert "nothing was taken in: --strict" in strict.err
    ran = run("import", table, "--ledger", own)
    assert ran.code == 3
    assert "left out: d.csv:3: no kind of decision is called" in ran.err
    assert "100 more rows" in ran.err
    assert "1 new; 1 decisions made" in ran.err
    with Ledger.open(own) as ledger:
        assert len(ledger.reviews()) == 1


def test_a_long_plan_is_cut(run: Run, own: Path, tmp_path: Path) -> None:
    """A table of some hundred lines is enough to look through."""
    table = tmp_path / "d.csv"
    rows = "".join(f"comment,{'long ' * 50}{n},A,{A}\n" for n in range(205))
    table.write_text(f"kind,why,made_by,incident\n{rows}", encoding="utf-8")
    ran = run("import", table, "--ledger", own, "--dry-run")
    assert ran.code == 0
    assert "and 5 more rows" in ran.err
    assert "…" in ran.out


def test_kinds_are_checked(run: Run, own: Path) -> None:
    """What nothing is called is refused, with what there is."""
    assert "decisions, claims, incidents" in run(
        "import", "x.csv", "--as", "notes", "--ledger", own
    ).err  # fmt: skip
    assert run("import", "none.csv", "--ledger", own).code == 1
    assert run("import", "none.csv", "--as", "claims", "--ledger", own).code == 1
