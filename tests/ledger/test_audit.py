from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from rashomon.errors import LedgerError
from rashomon.ledger import Ledger


@pytest.fixture(name="filled")
def filled_fixture(path: Path, tell: Any, add: Any, linkage: Any) -> Path:
    """Make a ledger with two linked reports, one of them read twice, and close it."""
    with Ledger.open(path) as ledger:
        add(ledger, tell("one", reader="rules-0"))
        keys = [add(ledger, tell(name)).incidents[0].key for name in ("one", "two")]
        ledger.save_linkage(linkage(("ford", keys)), made_by="machine: link-1")
        assert ledger.verify() == []
    return path


def tamper(path: Path, *statements: str) -> None:
    """Change a closed ledger behind its back."""
    with closing(sqlite3.connect(path)) as connection, connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        pytest.param(
            "UPDATE blobs SET content = CAST('other' AS BLOB)",
            "not those that were captured",
            id="bytes",
        ),
        pytest.param(
            "UPDATE captures SET report_id = 'r0'", "tied to bytes that are not its own", id="id"
        ),
        pytest.param("UPDATE claims SET quote = 'Five'", "does not hold there", id="quote"),
        pytest.param("UPDATE reports SET text = 'x' || text", "does not hold there", id="text"),
        pytest.param("UPDATE claims SET start = 900, end = 905", "does not hold", id="offsets"),
        pytest.param("UPDATE decisions SET why = 'x'", "not as it was recorded", id="decision"),
        pytest.param("UPDATE claims SET facet = 'guess'", "not as it was stored", id="facet"),
        pytest.param("UPDATE claims SET value = '{}'", "no field 'range'", id="value"),
        pytest.param("UPDATE claims SET source = 'half'", "not as it was stored", id="no JSON"),
        pytest.param("UPDATE claims SET mention = 77", "hangs on no mention", id="mention"),
        pytest.param("UPDATE superseded_readings SET body = '{}'", "no field", id="old reading"),
        pytest.param("UPDATE incidents SET kind = 'x'", "not as it was stored", id="incident"),
        pytest.param("DELETE FROM incidents", "that is not there", id="dangling"),
        pytest.param(
            "UPDATE memberships SET decision = 3 - decision", "does not say so", id="member"
        ),
    ],
)
def test_what_was_changed_is_told(filled: Path, statement: str, message: str) -> None:
    """A ledger that somebody has edited says where, instead of breaking down."""
    tamper(filled, statement)
    with Ledger.open(filled) as ledger:
        assert any(message in problem for problem in ledger.verify()), ledger.verify()


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        pytest.param(
            "UPDATE captures SET captured_at = '2001-01-01 00:00:00.000000' WHERE capture_id = 1",
            "capture 1 is not as it was recorded",
            id="time",
        ),
        pytest.param(
            "UPDATE captures SET custody = json_set(custody, '$.by', 'another')",
            "capture 1 is not as it was recorded",
            id="by whom",
        ),
        pytest.param(
            "UPDATE captures SET capture_id = 9 WHERE capture_id = 2",
            "capture 2 is missing",
            id="gap",
        ),
        pytest.param(
            f"UPDATE captures SET prev_seal = '{'1' * 64}' WHERE capture_id = 2",
            "capture 2 does not follow",
            id="order",
        ),
    ],
)
def test_a_capture_that_was_changed_breaks_the_chain(
    filled: Path, statement: str, message: str
) -> None:
    """When, from where and by whom bytes came in cannot be told otherwise later on."""
    tamper(filled, statement)
    with Ledger.open(filled) as ledger:
        assert any(message in problem for problem in ledger.verify()), ledger.verify()


def test_a_damaged_page_is_told(filled: Path) -> None:
    """Bits that rot on the disk are found by the database's own check."""
    with closing(sqlite3.connect(filled)) as connection:
        ((page,),) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'claims'")
    content = bytearray(filled.read_bytes())
    content[(page - 1) * 4096 : (page - 1) * 4096 + 64] = b"\xa5" * 64
    filled.write_bytes(content)
    with Ledger.open(filled) as ledger:
        assert any("is damaged" in problem for problem in ledger.verify())


def test_a_damaged_row_is_an_error_where_it_is_read(filled: Path) -> None:
    """No half reading is handed on; the error names the report and the way out."""
    tamper(filled, "UPDATE claims SET value = '{}'")
    with Ledger.open(filled) as ledger, pytest.raises(LedgerError, match="rashomon verify"):
        list(ledger.readings())


@pytest.mark.parametrize(
    "table", ["blobs", "captures", "superseded_readings", "links", "decisions"]
)
@pytest.mark.parametrize("deed", ["DELETE FROM {}", "UPDATE {} SET rowid = rowid"])
def test_what_only_grows_refuses_anything_else(filled: Path, table: str, deed: str) -> None:
    """A slip in a database tool does not reach the evidence."""
    with closing(sqlite3.connect(filled)) as connection:
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() != (0,)
        with pytest.raises(sqlite3.IntegrityError, match=f"{table} only ever grows"):
            connection.execute(deed.format(table))
