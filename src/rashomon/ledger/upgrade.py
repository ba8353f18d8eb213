"""Bringing a ledger's tables to the form that this Rashomon knows."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect

from rashomon.errors import NotALedger
from rashomon.ledger import databases
from rashomon.ledger.schema import APPEND_ONLY, REVISION

__all__ = ["is_current", "upgrade"]

_MIGRATIONS = Path(__file__).parent / "migrations"


def is_current(connection: Connection) -> bool:
    """Tell whether there is nothing to do, without writing."""
    return _revision(connection) == REVISION


def _revision(connection: Connection) -> str | None:
    """Return the revision that a database's tables are of, None where there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)


def upgrade(connection: Connection, where: str, *, create: bool) -> None:
    """Run the migrations that a ledger lacks, within the connection's transaction.

    Raises:
        NotALedger: If the tables are of a later revision than any known here or of none, or
            if there are no tables at all and `create` is not set.

    """
    found = _revision(connection)
    if found == REVISION:
        return
    if found is None and inspect(connection).get_table_names():
        raise NotALedger(f"{where} bears a ledger's mark but not its version; it is damaged")
    if found is None and not create:  # nothing was made, or a creation was killed and rolled back
        raise NotALedger(f"{where} is empty; `rashomon build` makes a ledger of it")

    # Only here, since most openings find nothing to do and Alembic is slow to import.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise NotALedger(
            f"{where} was written by a later Rashomon (revision {found}; this one knows "
            f"{REVISION}); upgrade Rashomon to open it"
        )
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    database = databases.in_use(connection)
    database.keep_append_only(connection, APPEND_ONLY)
    database.mark_as_ledger(connection)
