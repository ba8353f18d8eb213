"""The one place where errors of the database become errors of Rashomon."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from rashomon.errors import InvalidRecord, LedgerError, UnreadableReport
from rashomon.ledger import databases, sqlite

__all__ = ["translated"]


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Raise what the database of the ledger at `where` raises as a `LedgerError`."""
    try:
        yield
    except (InvalidRecord, UnicodeEncodeError):
        raise
    except ValueError as error:  # of a column whose content cannot be parsed
        raise LedgerError(
            f"{where} holds a row that is not as it was stored ({error}); "
            "`rashomon verify` lists all such places"
        ) from error
    except DBAPIError as error:
        cause = error.orig or error
        raise databases.by_error(cause).explain(cause, where) from error
    except (sqlite3.Error, OSError) as error:
        raise sqlite.explain(error, where) from error
    except SQLAlchemyError as error:
        raise LedgerError(f"{where}: {error}") from error


@contextmanager
def storable(address: str) -> Iterator[None]:
    """Give up the report at `address`, and not the run, if its words are not Unicode.

    JSON can spell half of a surrogate pair, and a file's name can be any bytes.
    """
    try:
        yield
    except UnicodeEncodeError as error:
        shown = address.encode("utf-8", "backslashreplace").decode()
        raise UnreadableReport(
            shown, f"its text, name or address is not Unicode ({error.reason})"
        ) from error
