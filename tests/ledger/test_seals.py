"""The chain over all captures."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from rashomon.ledger import Ledger
from rashomon.ledger.seals import FIRST, SEALED, problems, seal


def _row(number: int, before: str) -> dict[str, Any]:
    row: dict[str, Any] = {name: f"{name} {number}" for name in SEALED}
    at = datetime(2031, 3, 8, 12, tzinfo=UTC)
    row |= {"capture_id": number, "captured_at": at, "prev_seal": before, "custody": {"by": None}}
    return row | {"seal": seal(row)}


def _chain(count: int) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for number in range(1, count + 1):
        rows.append(_row(number, rows[-1]["seal"] if rows else FIRST))
    return rows


def test_a_whole_chain_has_no_problems() -> None:
    """Nor has an empty one."""
    assert list(problems(_chain(4))) == []
    assert list(problems([])) == []


@pytest.mark.parametrize("name", SEALED)
def test_every_field_is_sealed(name: str) -> None:
    """A change of any one of them is told."""
    rows = _chain(3)
    rows[1][name] = 7
    assert list(problems(rows))


def test_who_seals_a_forgery_anew_is_given_away_by_the_next() -> None:
    """Only all later ones together could be forged, and not the one that was noted elsewhere."""
    rows = _chain(3)
    rows[1]["address"] = "elsewhere"
    rows[1]["seal"] = seal(rows[1])
    assert list(problems(rows)) == ["capture 3 does not follow the one before it"]


def test_a_capture_that_was_taken_out_is_missed() -> None:
    """From the middle; the last one is only missed by who has noted its seal."""
    rows = _chain(3)
    del rows[1]
    assert list(problems(rows)) == ["capture 2 is missing from the ledger"]


def test_the_zone_of_a_moment_does_not_matter() -> None:
    """The database drops it: what it gives back is in UTC."""
    row = _row(1, FIRST)
    moved = row["captured_at"].astimezone(timezone(timedelta(hours=3)))
    assert seal(row | {"captured_at": moved}) == row["seal"]
    assert seal(row | {"captured_at": row["captured_at"].replace(tzinfo=None)}) == row["seal"]


def test_the_seals_can_be_checked_by_hand(
    path: Path,
    tell: Any,
    add: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What docs/evidence.md gives a court needs Python's own library alone, and finds forgeries."""
    page = Path(__file__).resolve().parents[2] / "docs" / "evidence.md"
    (code,) = re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    monkeypatch.chdir(path.parent)
    with Ledger.open(path) as ledger:
        add(ledger, tell("one"))
        add(ledger, tell("two"))
        _, last = ledger.last_seal() or (0, "")
    exec(compile(code, "evidence.md", "exec"), {})
    assert capsys.readouterr().out == f"last seal: {last}\n"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TRIGGER captures_no_update")
        connection.execute("UPDATE captures SET captured_at = '2001-01-01 00:00:00.000000'")
    scope: dict[str, Any] = {}
    with pytest.raises(AssertionError):
        exec(compile(code, "evidence.md", "exec"), scope)
    scope["ledger"].close()
