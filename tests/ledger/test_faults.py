from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy.exc import ArgumentError, DatabaseError

from rashomon.errors import InvalidRecord, LedgerError
from rashomon.ledger.faults import translated


@pytest.mark.parametrize(
    "error",
    [
        DatabaseError("SELECT 1", None, sqlite3.DatabaseError("broken")),
        sqlite3.DatabaseError("broken"),
        OSError("broken"),
        ArgumentError("broken"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_a_database_raises_becomes_ours(error: Exception) -> None:
    """The original stays as the cause; statements with people's words do not reach the message."""
    with pytest.raises(LedgerError, match=r"^here\.db: broken") as caught, translated("here.db"):
        raise error
    assert caught.value.__cause__ is error
    assert "SELECT" not in str(caught.value)


def test_our_own_errors_pass() -> None:
    """They say more than any translation."""
    with pytest.raises(InvalidRecord, match="as it is"), translated("here.db"):
        raise InvalidRecord("as it is")
