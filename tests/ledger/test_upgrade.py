from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

import rashomon.ledger.upgrade
from rashomon.errors import NotALedger
from rashomon.ledger import Ledger
from rashomon.ledger.schema import REVISION, metadata

MIGRATIONS = Path(rashomon.ledger.upgrade.__file__).parent / "migrations"


def test_migrations_yield_exactly_the_tables_of_the_schema(path: Path) -> None:
    """Neither can change without the other."""
    Ledger.open(path).close()
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


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
