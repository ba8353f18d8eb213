"""What is particular to ledgers on a server."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import ProgrammingError
from tests.servers import Server

from rashomon.errors import (
    LedgerBusy,
    LedgerChanged,
    LedgerError,
    LedgerFull,
    LedgerLost,
    NotALedger,
    SettingError,
)
from rashomon.ledger import Ledger, catalog_tables, postgresql
from rashomon.ledger.databases import by_address
from rashomon.ledger.schema import APPEND_ONLY, metadata
from rashomon.records import Capture

CAPTURE = Capture(b"one", "one", "one.txt", "text/plain", datetime(2031, 3, 8, tzinfo=UTC))


def sql(address: str, *statements: str) -> list[Any]:
    """Run statements past the ledger, and return the rows of the last that gives any."""
    engine = postgresql.open_engine(address, busy_seconds=5)
    rows: list[Any] = []
    try:
        with engine.begin() as connection:
            for statement in statements:
                found = connection.exec_driver_sql(statement)
                rows = [tuple(row) for row in found] if found.returns_rows else rows
    finally:
        engine.dispose()
    return rows


def test_migrations_yield_the_tables_of_the_schema_there_too(database: str) -> None:
    """Neither can change without the other."""
    engine = postgresql.open_engine(database, busy_seconds=5)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": _is_table}
        )
        both: Any = [metadata, catalog_tables.metadata]  # Alembic takes several
        assert compare_metadata(context, both) == []
    engine.dispose()


def _is_table(name: str | None, kind: str, _: object) -> bool:
    """Leave out what keeps the words that are searched for: it is the database's own."""
    return kind != "table" or name not in catalog_tables.WORD_INDEXES


def test_an_empty_database_becomes_a_ledger_only_when_making_is_meant(empty_database: str) -> None:
    """Who only wants to read is told that there is nothing, and nothing is made."""
    with pytest.raises(NotALedger, match="is empty"):
        Ledger.open(empty_database, create=False)
    assert sql(empty_database, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [
        (0,)
    ]
    with Ledger.open(empty_database) as ledger:
        assert ledger.verify() == []


@pytest.mark.parametrize("table", ["recipes", "alembic_version"])
def test_a_strangers_database_is_left_alone(empty_database: str, table: str) -> None:
    """Even one that another program keeps with Alembic."""
    sql(empty_database, f"CREATE TABLE {table} (version_num text)")
    with pytest.raises(NotALedger, match="holds other tables"):
        Ledger.open(empty_database)
    assert sql(empty_database, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'") == [
        (table,)
    ]


def test_two_ledgers_share_a_database_by_schemas(empty_database: str, tell: Any, add: Any) -> None:
    """The parameter of libpq says which schema; each is as empty as the other is full."""
    sql(empty_database, "CREATE SCHEMA one", "CREATE SCHEMA other")
    first, second = (f"{empty_database}?options=-csearch_path%3D{s}" for s in ("one", "other"))
    with Ledger.open(first) as one, Ledger.open(second) as other:
        add(one, tell("one"))
        assert len(list(one.readings())) == 1
        assert list(other.readings()) == []
        assert one.verify() == other.verify() == []


def test_a_schema_that_is_not_there_is_told(empty_database: str) -> None:
    """It is the administrator's to make."""
    with pytest.raises(NotALedger, match="no schema to work in"):
        Ledger.open(f"{empty_database}?options=-csearch_path%3Dabsent")


def test_a_ledger_of_a_later_version_is_left_alone(database: str) -> None:
    """The message says what to do."""
    sql(database, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NotALedger, match=r"revision 9999.*upgrade Rashomon"):
        Ledger.open(database)


def test_ids_are_ordered_bytewise(database: str) -> None:
    """As SQLite and Python order them, whatever the language of the server."""
    with Ledger.open(database) as ledger:
        for name in ("b", "B", "a", "Z", "é", "_"):
            ledger.add_capture(replace(CAPTURE, content=name.encode(), name=name))
    names = [row[0] for row in sql(database, "SELECT name FROM captures ORDER BY name")]
    assert names == sorted(names)


@pytest.mark.parametrize("name", ["a\0b", "\0", "\ufdd0", "\ufdd00", "a\0\ufdd01\0"])
def test_characters_that_the_server_refuses_come_back(database: str, name: str) -> None:
    """A zero is spelled, and so is what spells it."""
    with Ledger.open(database) as ledger:
        ledger.add_capture(replace(CAPTURE, name=name, address=name))
        assert not ledger.add_capture(replace(CAPTURE, name=name, address=name))
        (note,) = ledger.captures()
        assert (note.name, note.address) == (name, name)
        assert ledger.verify() == []


def test_large_bytes_come_back(database: str) -> None:
    """As large as what is taken in may be."""
    content = bytes(range(256)) * 4 * 10_000
    with Ledger.open(database) as ledger:
        ledger.add_capture(replace(CAPTURE, content=content))
        assert ledger.capture(1).content == content


def test_a_connection_lost_in_mid_transaction_leaves_the_ledger_as_before(
    database: str, tell: Any, add: Any
) -> None:
    """It is told in words, and the next call finds a new connection."""
    with Ledger.open(database) as ledger:
        add(ledger, tell("one"))

        def fail() -> None:
            with ledger.at_once():
                add(ledger, tell("two"))
                sql(
                    database,
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()",
                )
                add(ledger, tell("three"))

        with pytest.raises(LedgerLost, match="was lost"):
            fail()
        assert [report.name for report in ledger.reports()] == ["one"]
        assert ledger.verify() == []
        add(ledger, tell("two"))
        assert len(list(ledger.reports())) == 2


def test_a_migration_that_is_interrupted_leaves_nothing(
    empty_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tables are made in one transaction, so the next opening begins at the beginning."""
    whole = command.upgrade

    def cut_short(config: Any, _: str) -> None:
        whole(config, "0002")
        config.attributes["connection"].exec_driver_sql(
            "SELECT pg_terminate_backend(pg_backend_pid())"
        )

    with monkeypatch.context() as patch:
        patch.setattr(command, "upgrade", cut_short)
        with pytest.raises(LedgerLost):
            Ledger.open(empty_database)
    assert sql(empty_database, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [
        (0,)
    ]
    with Ledger.open(empty_database) as ledger:
        assert ledger.verify() == []


def test_two_openings_make_one_ledger(empty_database: str) -> None:
    """Who comes second waits, and finds it made."""
    faults: list[BaseException] = []

    def make() -> None:
        try:
            Ledger.open(empty_database).close()
        except LedgerError as error:
            faults.append(error)

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    with Ledger.open(empty_database, create=False) as ledger:
        assert ledger.verify() == []


def test_a_writer_elsewhere_is_waited_for_and_then_told(database: str, tell: Any, add: Any) -> None:
    """Readers go on; a second writer gives up in words, and can write once the first has."""
    with Ledger.open(database) as first, Ledger.open(database, busy_seconds=0.1) as second:
        with first.at_once():
            assert list(second.readings()) == []
            with pytest.raises(LedgerBusy, match="is being written by another"):
                add(second, tell("one"))
        add(second, tell("one"))
        assert len(list(first.readings())) == 1


def test_a_chain_that_another_program_has_lengthened_is_followed_anew(
    database: str, tell: Any, add: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that keeps no queue makes the transaction fail; it is done again, and fits."""
    from rashomon.ledger import captures

    real, calls = captures.last_seal, []

    def outdated(connection: Any) -> Any:
        calls.append(1)
        return None if len(calls) == 1 else real(connection)

    with Ledger.open(database) as ledger:
        add(ledger, tell("one"))
        monkeypatch.setattr(captures, "last_seal", outdated)
        add(ledger, tell("two"))
        assert len(calls) == 2
        assert ledger.verify() == []


def test_a_conflict_that_does_not_end_is_told(
    database: str, tell: Any, add: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a few attempts; within a transaction of many, after the first."""
    from rashomon.ledger import captures, connected

    calls = []

    def outdated(_: Any) -> None:
        calls.append(1)

    monkeypatch.setattr(connected, "_WAIT_S", 0.001)
    with Ledger.open(database) as ledger:
        add(ledger, tell("one"))
        monkeypatch.setattr(captures, "last_seal", outdated)
        with pytest.raises(LedgerChanged, match="by another program"):
            add(ledger, tell("two"))
        assert len(calls) == 5
        with pytest.raises(LedgerChanged), ledger.at_once():
            add(ledger, tell("two"))
        assert len(calls) == 6
        assert [report.name for report in ledger.reports()] == ["one"]


@pytest.fixture(name="reader")
def reader_fixture(server: Server, database: str) -> Iterator[str]:
    """Return the address of a role that may only look."""
    server.execute("DROP ROLE IF EXISTS reader_of_tests")
    server.execute("CREATE ROLE reader_of_tests LOGIN")
    sql(database, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader_of_tests")
    name = database.rpartition("/")[2]
    yield server.address(name, username="reader_of_tests")
    sql(database, "DROP OWNED BY reader_of_tests")
    server.execute("DROP ROLE reader_of_tests")


def test_a_role_that_may_only_look_reads_and_verifies(reader: str, tell: Any, add: Any) -> None:
    """What it may not do is told, with where to read what to grant."""
    with Ledger.open(reader) as ledger:
        assert ledger.verify() == []
        with pytest.raises(LedgerError, match=r"may not do that.*docs/postgresql\.md"):
            add(ledger, tell("one"))


def test_a_server_that_is_not_there_is_told() -> None:
    """With the address, but for the password."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"postgresql://ana:secret@127.0.0.1:{free.getsockname()[1]}/records"
    with pytest.raises(LedgerLost, match=r"ana:\*\*\*@.*cannot be reached") as caught:
        Ledger.open(address)
    assert "secret" not in str(caught.value)


def test_a_database_that_is_not_there_is_told(server: Server) -> None:
    """It is the administrator's to make."""
    with pytest.raises(NotALedger, match="no such database"):
        Ledger.open(server.address("absent"))


@pytest.mark.parametrize(
    "address",
    ["postgresql://ana:secret@host:port/records", "postgresql://ana:secret@[::1/records"],
)
def test_an_address_that_cannot_be_read_is_not_repeated(address: str) -> None:
    """It may hold a password, and nobody knows where."""
    with pytest.raises(SettingError, match="cannot be read") as caught:
        Ledger.open(address)
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_an_address_that_went_through_a_path_is_told() -> None:
    """A path eats a slash; no file of that name is made."""
    with pytest.raises(SettingError, match="is named as text"):
        by_address(Path("postgresql://ana@host/records"))
    assert by_address("postgres://ana@host/records") is postgresql


def test_without_the_driver_the_way_out_is_told() -> None:
    """A file needs no driver, a server does."""
    script = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from rashomon.ledger import Ledger\n"
        "Ledger.open(':memory:').close()\n"
        "try: Ledger.open('postgresql://ana:secret@127.0.0.1/records')\n"
        "except Exception as error: print(type(error).__name__, error)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.startswith("LedgerError postgresql://ana:***@127.0.0.1/records needs")
    assert "pip install 'rashomon[postgres]'" in run.stdout


class Fault(Exception):
    """An error as the driver raises them."""

    def __init__(self, state: str | None, words: str = "words of the server") -> None:
        super().__init__(words)
        self.sqlstate = state


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("40001", LedgerChanged),
        ("40P01", LedgerChanged),
        ("55P03", LedgerBusy),
        ("53300", LedgerBusy),
        ("53100", LedgerFull),
        ("28P01", LedgerError),
        ("3D000", NotALedger),
        ("42501", LedgerError),
        ("57P01", LedgerLost),
        ("08006", LedgerLost),
        ("XX001", NotALedger),
        ("22000", LedgerError),
        ("23505", LedgerError),
        (None, LedgerError),
    ],
)
def test_every_error_gets_its_kind_and_the_ledgers_name(
    state: str | None, kind: type[LedgerError]
) -> None:
    """Whoever reads the message knows which ledger it is about."""
    explained = postgresql.explain(Fault(state), "postgresql://host/records")
    assert type(explained) is kind
    assert "postgresql://host/records" in str(explained)


def test_a_wrong_password_is_told_without_it() -> None:
    """A failed connection has no code, only words."""
    words = 'connection failed: FATAL: password authentication failed for user "ana"'
    explained = postgresql.explain(Fault(None, words), "postgresql://ana:***@host/records")
    assert "did not let this user in" in str(explained)


@pytest.fixture(name="granted")
def granted_fixture(server: Server) -> Iterator[dict[str, str]]:
    """Do what docs/postgresql.md tells an administrator, and return the addresses of each role."""
    page = Path(__file__).resolve().parents[2] / "docs" / "postgresql.md"
    blocks = re.findall(r"```sql\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    making, readers, writers = (
        re.sub(r"\b(ledger_\w+|ana|ben|records)\b", r"tests_\1", block) for block in blocks
    )
    roles = ("tests_ana", "tests_ben", "tests_ledger_writers", "tests_ledger_readers")
    statements = [line for line in making.split(";") if line.strip()]
    for statement in statements:
        server.execute(statement)
    owner = server.address("tests_records", username="tests_ledger_owner")
    Ledger.open(owner).close()
    for block in (readers, writers):
        sql(server.address("tests_records"), *(line for line in block.split(";") if line.strip()))
    yield {
        name: server.address("tests_records", username=f"tests_{name}") for name in ("ana", "ben")
    }
    server.drop("tests_records")
    for role in (*roles, "tests_ledger_owner"):
        server.execute(f"DROP ROLE {role}")


def test_the_page_names_every_table_that_only_grows() -> None:
    """Both where rights are taken away and where it is told what the database sees to."""
    page = (Path(__file__).resolve().parents[2] / "docs" / "postgresql.md").read_text("utf-8")
    names = {table.name for table in APPEND_ONLY}
    (revoked,) = re.findall(r"REVOKE UPDATE, DELETE ON ([\w,\s]+?) FROM ledger_writers", page)
    assert set(re.split(r",\s+", revoked)) == names
    (told,) = re.findall(r"^- Rows of (.*?) can be added", page, re.DOTALL | re.MULTILINE)
    assert set(re.findall(r"`(\w+)`", told)) == names


def test_what_is_granted_to_writers_and_readers_is_enough_and_no_more(
    granted: dict[str, str], tell: Any, add: Any, linkage: Any
) -> None:
    """Writers write, read again and link, but cannot touch what only grows; readers look."""
    with Ledger.open(granted["ana"]) as ledger:
        add(ledger, tell("one", reader="rules-0"))
        key = add(ledger, tell("one")).incidents[0].key
        ledger.save_linkage(linkage(("ford", [key])), made_by="machine: link-1")
        waits = tell("waits")
        ledger.take_in(waits[0], waits[1].report, cleaner="cleaner-1")
        assert ledger.verify() == []
    with pytest.raises(ProgrammingError, match="permission denied"):
        sql(granted["ana"], "DELETE FROM captures")
    with Ledger.open(granted["ben"]) as ledger:
        assert len(list(ledger.readings())) == 1
        assert ledger.verify() == []
        with pytest.raises(LedgerError, match="may not do that"):
            add(ledger, tell("two"))
