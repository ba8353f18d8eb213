from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from rashomon.errors import LedgerError
from rashomon.ledger import Ledger, postgresql, schema


@pytest.fixture(name="filled")
def filled_fixture(address: str, tell: Any, add: Any, linkage: Any) -> str:
    """Make a ledger with two linked reports, one of them read twice, and close it."""
    with Ledger.open(address) as ledger:
        add(ledger, tell("one", reader="rules-0"))
        keys = [add(ledger, tell(name)).incidents[0].key for name in ("one", "two")]
        ledger.save_linkage(linkage(("ford", keys)), made_by="machine: link-1")
        assert ledger.verify() == []
    return address


def tamper(address: str, *statements: str) -> None:
    """Change a closed ledger behind its back, with every guard taken off."""
    if not address.startswith("postgresql://"):
        with closing(sqlite3.connect(address)) as connection, connection:
            triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in triggers.fetchall():
                connection.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                connection.execute(statement)
        return
    engine = postgresql.open_engine(address, busy_seconds=5)
    with engine.begin() as server:
        server.exec_driver_sql("SET session_replication_role = replica")
        for statement in statements:
            server.exec_driver_sql(statement.replace("AS BLOB", "AS BYTEA"))
    engine.dispose()


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
        pytest.param('UPDATE claims SET start = 900, "end" = 905', "does not hold", id="offsets"),
        pytest.param("UPDATE decisions SET why = 'x'", "not as it was recorded", id="decision"),
        pytest.param("UPDATE claims SET facet = 'guess'", "not as it was stored", id="facet"),
        pytest.param("UPDATE claims SET value = '{}'", "no field 'range'", id="value"),
        pytest.param("UPDATE claims SET mention = 77", "hangs on no mention", id="mention"),
        pytest.param("UPDATE superseded_readings SET body = '{}'", "no field", id="old reading"),
        pytest.param("UPDATE incidents SET kind = 'x'", "not as it was stored", id="incident"),
        pytest.param("DELETE FROM incidents", "that is not there", id="dangling"),
        pytest.param(
            "UPDATE memberships SET decision = 3 - decision", "does not say so", id="member"
        ),
    ],
)
def test_what_was_changed_is_told(filled: str, statement: str, message: str) -> None:
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
            'UPDATE captures SET custody = \'{"by": "another"}\'',
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
    filled: str, statement: str, message: str
) -> None:
    """When, from where and by whom bytes came in cannot be told otherwise later on."""
    tamper(filled, statement)
    with Ledger.open(filled) as ledger:
        assert any(message in problem for problem in ledger.verify()), ledger.verify()


def test_a_damaged_page_is_told(path: Path, tell: Any, add: Any) -> None:
    """Bits that rot on the disk are found by the database's own check."""
    with Ledger.open(path) as ledger:
        add(ledger, tell("one"))
    with closing(sqlite3.connect(path)) as connection:
        ((page,),) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'claims'")
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : (page - 1) * 4096 + 64] = b"\xa5" * 64
    path.write_bytes(content)
    with Ledger.open(path) as ledger:
        assert any("is damaged" in problem for problem in ledger.verify())


def test_what_is_no_json_is_told(path: Path, tell: Any, add: Any) -> None:
    """A file takes anything; a server would have refused it."""
    with Ledger.open(path) as ledger:
        add(ledger, tell("one"))
    tamper(str(path), "UPDATE claims SET source = 'half'")
    with Ledger.open(path) as ledger:
        assert any("not as it was stored" in problem for problem in ledger.verify())


def test_a_guard_that_was_taken_off_is_told(database: str) -> None:
    """Who can change a server's tables can also make them changeable, but not unseen."""
    tamper(database, "ALTER TABLE captures DISABLE TRIGGER captures_no_update")
    with Ledger.open(database) as ledger:
        assert ledger.verify() == [
            "the rule captures_no_update, by which rows are only ever added, has been taken off"
        ]


def test_a_damaged_row_is_an_error_where_it_is_read(filled: str) -> None:
    """No half reading is handed on; the error names the report and the way out."""
    tamper(filled, "UPDATE claims SET value = '{}'")
    with Ledger.open(filled) as ledger, pytest.raises(LedgerError, match="rashomon verify"):
        list(ledger.readings())


@pytest.mark.parametrize(
    "table", ["blobs", "captures", "superseded_readings", "links", "decisions"]
)
@pytest.mark.parametrize("deed", ["DELETE FROM {0}", "UPDATE {0} SET {1} = {1}"])
def test_what_only_grows_refuses_anything_else(filled: str, table: str, deed: str) -> None:
    """A slip in a database tool does not reach the evidence."""
    column = schema.metadata.tables[table].c[0].name
    with Ledger.open(filled) as ledger:
        engine = ledger._open_engine()
        with engine.connect() as connection:
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() != 0
            with pytest.raises(IntegrityError, match=f"{table} only ever grows"):
                connection.exec_driver_sql(deed.format(table, column))
