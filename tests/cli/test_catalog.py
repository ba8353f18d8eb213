"""`rashomon catalog`, and the lists that other verbs leave behind them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Run

from rashomon.ledger import Ledger
from rashomon.pipeline import build

EXAMPLE = Path(__file__).parents[2] / "examples" / "khusham"
BECAUSE = ("--by", "Ana", "--why", "as told")


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A ledger that a program has built, with nothing listed."""
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as ledger:
        build([EXAMPLE], ledger)
    return path


def test_what_is_behind_is_told_and_brought_up_to_date(made: Path, run: Run) -> None:
    """A check ends with 1 until the lists follow."""
    found = run("catalog", "--ledger", made, "--check")
    assert found.code == 1
    assert "nothing is listed yet" in found.err
    found = run("catalog", "--ledger", made)
    assert found.code == 0
    assert "5 incidents were listed anew" in found.err
    assert run("catalog", "--ledger", made, "--check").code == 0
    assert "0 incidents were listed anew" in run("catalog", "--ledger", made).err
    assert "5 incidents were listed anew" in run("catalog", "--ledger", made, "--anew").err


def test_builds_and_decisions_list_by_themselves(tmp_path: Path, run: Run) -> None:
    """Nobody has to ask for it."""
    path = tmp_path / "ledger.db"
    assert run("build", EXAMPLE, "-o", path, "--quiet").code == 0
    with Ledger.open(path) as ledger:
        first, second = (row.incident_id for row in ledger.find_incidents(limit=2).rows)
        assert not ledger.catalog_state().is_behind
    assert run("decide", "same", first, second, "--ledger", path, *BECAUSE).code == 0
    with Ledger.open(path) as ledger:
        assert ledger.find_incidents().total == 4
        assert not ledger.catalog_state().is_behind


def test_a_decision_stands_where_the_lists_cannot_follow(
    made: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What takes long, or fails, is left for later, and said."""
    with Ledger.open(made) as ledger:
        one = ledger.incidents()[0].incident_id
    monkeypatch.setattr("rashomon.cli.decide._MOST", 2)
    found = run("decide", "comment", one, "--ledger", made, *BECAUSE)
    assert found.code == 0
    assert "`rashomon catalog` brings them up to date" in found.err
    with Ledger.open(made) as ledger:
        assert len(ledger.reviews()) == 1
        assert ledger.catalog_state().is_behind
    assert "changes" in run("catalog", "--ledger", made, "--check").err


def test_zones_that_cannot_be_read_undo_no_decision(
    made: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The decision is on record, and what is wrong is told."""
    from rashomon.errors import ZoneError

    def broken(*_: object, **__: object) -> int:
        raise ZoneError("zones.geojson: cannot be read")

    with Ledger.open(made) as ledger:
        one = ledger.incidents()[0].incident_id
    monkeypatch.setattr("rashomon.cataloging.refresh", broken)
    found = run("decide", "comment", one, "--ledger", made, *BECAUSE)
    assert found.code == 0
    assert "do not show it yet: zones.geojson" in found.err
