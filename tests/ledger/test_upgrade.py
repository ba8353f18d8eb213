from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

import rashomon.ledger.upgrade
from rashomon.errors import NotALedger
from rashomon.ledger import Ledger, catalog_tables, schema, sqlite
from rashomon.ledger.schema import REVISION, metadata
from rashomon.records import Sidecar

MIGRATIONS = Path(rashomon.ledger.upgrade.__file__).parent / "migrations"


def test_migrations_yield_exactly_the_tables_of_the_schema(path: Path) -> None:
    """Neither can change without the other."""
    Ledger.open(path).close()
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": _is_table}
        )
        both: Any = [metadata, catalog_tables.metadata]  # Alembic takes several
        assert compare_metadata(context, both) == []
    engine.dispose()


def _is_table(name: str | None, kind: str, _: object) -> bool:
    """Leave out what keeps the words that are searched for: it is the database's own."""
    indexes = catalog_tables.WORD_INDEXES
    return kind != "table" or not str(name).startswith(indexes)


def test_the_known_revision_is_the_last_migration() -> None:
    """An opening that finds it runs nothing, so it must be the end of the line."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [REVISION]


def test_a_ledger_of_a_later_version_is_left_alone(path: Path) -> None:
    """The message says what to do, and the file is not changed by a byte."""
    Ledger.open(path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()
    with pytest.raises(NotALedger, match=r"ledger\.db.*revision 9999.*upgrade Rashomon"):
        Ledger.open(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("statement", ["DROP TABLE alembic_version", "DELETE FROM alembic_version"])
def test_a_ledger_that_lost_its_version_is_damaged(path: Path, statement: str) -> None:
    """Tables of unknown form are not written to."""
    Ledger.open(path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)
    with pytest.raises(NotALedger, match="damaged"):
        Ledger.open(path)


def test_opening_does_not_disturb_the_programs_logging(path: Path) -> None:
    """Alembic may set up logging for itself; a library must not for its host."""
    import logging

    handlers = list(logging.getLogger().handlers)
    Ledger.open(path).close()
    assert logging.getLogger().handlers == handlers


def test_a_ledger_of_the_first_version_is_brought_up_to_date(
    path: Path, tell: Any, add: Any
) -> None:
    """Nothing that it holds is lost, and its readings are of a gazetteer that nobody noted."""
    capture, reading = tell("one")
    with Ledger.open(":memory:") as source:
        add(source, (capture, reading))
        _make_version("0001", path, source)
    with Ledger.open(path) as ledger:
        report_id = reading.report.report_id
        assert ledger.reading(report_id) == reading
        assert ledger.gazetteer_of(report_id) is None
        fingerprint = capture.sidecar.fingerprint
        assert ledger.has_reading(report_id, reading.reader, fingerprint)
        assert not ledger.has_reading(report_id, reading.reader, fingerprint, "geonames-3")
        ledger.add_reading(
            capture, reading, sidecar_fingerprint=fingerprint, gazetteer="geonames-3"
        )
        assert ledger.has_reading(report_id, reading.reader, fingerprint, "geonames-3")
        assert ledger.verify() == []


@pytest.mark.parametrize("version", ["0001", "0002"])
def test_captures_without_custody_are_kept_and_still_only_grow(
    path: Path, tell: Any, add: Any, version: str
) -> None:
    """Of an old capture nobody knows who took it in; the file met again is no new one."""
    sidecar = Sidecar(outlet="The Invented Times")
    capture, reading = tell("one", sidecar=sidecar)
    with Ledger.open(":memory:") as source:
        source.add_capture(replace(capture, sidecar=Sidecar()))  # not what it was read with
        add(source, (capture, reading))
        _make_version(version, path, source)
    with Ledger.open(path) as ledger:
        first, second = ledger.captures_of(capture.report_id)
        assert (first.custody, first.part, first.sidecar) == (None, 0, Sidecar())
        assert second.sidecar == sidecar
        assert ledger.last_seal() == (2, second.seal)
        assert not ledger.add_capture(capture)
        assert ledger.verify() == []
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT capture_id FROM reports").fetchall() == [(2,)]
        with pytest.raises(sqlite3.IntegrityError, match="captures only ever grows"):
            connection.execute("DELETE FROM captures")


def _make_version(version: str, path: Path, source: Ledger) -> None:
    """A ledger as the migrations up to `version` made it, with what `source` holds."""
    engine = sqlite.connect(str(path), busy_seconds=1)
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        command.upgrade(config, version)
        sqlite.keep_append_only(connection, (schema.blobs, schema.captures))
        sqlite.mark_as_ledger(connection)
    engine.dispose()
    with closing(sqlite3.connect(path)) as target, target, source._reading() as rows:
        for table in ("blobs", "captures", "reports", "readings", "mentions"):
            _copy_table(rows, target, table)
        for table in ("report_incidents", "claims"):
            _copy_table(rows, target, table)


def _copy_table(rows: Any, target: sqlite3.Connection, table: str) -> None:
    columns = [row[1] for row in target.execute(f"PRAGMA table_info({table})")]
    told = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    for row in rows.exec_driver_sql(f"SELECT {told} FROM {table}"):
        target.execute(f"INSERT INTO {table} ({told}) VALUES ({marks})", tuple(row))


def test_an_upgrade_that_is_interrupted_leaves_the_ledger_as_before(
    path: Path, tell: Any, add: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All steps are one transaction, so the next opening takes them all."""
    with Ledger.open(":memory:") as source:
        reading = add(source, tell("one"))
        _make_version("0001", path, source)
    whole = command.upgrade

    def cut_short(config: Config, _: str) -> None:
        whole(config, "0003")
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(command, "upgrade", cut_short)
        with pytest.raises(KeyboardInterrupt):
            Ledger.open(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [
            ("0001",)
        ]
    with Ledger.open(path) as ledger:
        assert list(ledger.readings()) == [reading]
        assert ledger.verify() == []
