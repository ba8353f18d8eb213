"""Which database keeps a ledger, and what each of them has to know.

SQLite and PostgreSQL are told apart here and nowhere else; `rashomon.ledger.sqlite` and
`rashomon.ledger.postgresql` are the two that there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, Select, Table

from rashomon.errors import LedgerError, SettingError
from rashomon.ledger import postgresql, sqlite
from rashomon.records.search_words import Terms

__all__ = ["Database", "by_address", "by_error", "in_use"]


class Database(Protocol):
    """What a module has to know of its database to keep ledgers in it."""

    def name_of(self, address: str) -> str:
        """Return what a ledger is called in messages: its address, never with a password."""

    def open_engine(
        self, address: str, *, create: bool, busy_seconds: float, max_pages: int | None
    ) -> Engine:
        """Return an engine for the ledger at an address, having made sure that it can be one."""

    def reading(self, engine: Engine) -> Engine:
        """Return the engine with every transaction one that sees a single moment."""

    def writing(self, engine: Engine) -> Engine:
        """Return the engine with every transaction the only one of its ledger that writes."""

    def check_marked(self, connection: Connection, where: str) -> None:
        """Make sure that what is there is nothing or a ledger, without writing."""

    def mark_as_ledger(self, connection: Connection) -> None:
        """Write our mark, as a part of the transaction."""

    def keep_append_only(self, connection: Connection, tables: tuple[Table, ...]) -> None:
        """Let the database refuse to change or delete rows of `tables`."""

    def settle(self, engine: Engine) -> None:
        """Make the settings that last, once the ledger is up to date."""

    def after_copying(self, connection: Connection, tables: Iterable[Table]) -> None:
        """Let numbers that the database gives go on behind those that were copied."""

    def integrity_problems(self, connection: Connection) -> list[str]:
        """Return what the database's own checks find."""

    def make_word_index(self, connection: Connection, name: str) -> None:
        """Make an index of texts by their words, each text known by a number."""

    def index_words(self, connection: Connection, name: str, texts: Mapping[int, str]) -> None:
        """Add texts of folded words, by numbers that the index does not know."""

    def forget_words(self, connection: Connection, name: str, texts: Mapping[int, str]) -> None:
        """Take texts out again, given as they were added."""

    def clear_words(self, connection: Connection, name: str) -> None:
        """Take all texts out."""

    def numbers_with(self, name: str, terms: Terms) -> Select[Any]:
        """Return the query for the numbers of the texts that hold every term, of which there is
        one at least.
        """

    def explain(self, error: BaseException, where: str) -> LedgerError:
        """Return the error of ours that says what one of the database's means."""


def by_address(address: str | Path) -> Database:
    """Return the database that an address or a file's path leads to.

    Raises:
        SettingError: If the address has passed through a `Path`, which eats one of its slashes.

    """
    told = str(address)
    if told.startswith(("postgresql://", "postgres://")):
        return postgresql
    if told.startswith(("postgresql:/", "postgres:/", "postgresql+")):
        raise SettingError(
            "a ledger in PostgreSQL is named as text, postgresql://USER@HOST/DATABASE, not by a "
            "path or with a driver"
        )
    return sqlite


def in_use(bound: Connection | Engine) -> Database:
    """Return the database that a connection or an engine is of."""
    return postgresql if bound.dialect.name == "postgresql" else sqlite


def by_error(error: BaseException) -> Database:
    """Return the database whose driver has raised an error."""
    return postgresql if type(error).__module__.partition(".")[0] == "psycopg" else sqlite
