"""How often one may guess: wrong passwords are counted by account and by where they come from.

Five for one account from one address in a quarter of an hour, so that a colleague's typing is
forgiven and nobody can lock out another from elsewhere; fifty from one address or for one account
from anywhere, so that many addresses or many accounts bring a guesser no further.
"""

from __future__ import annotations

from datetime import timedelta

from rashomon.web.teams.book import Book

__all__ = ["WINDOW", "may_try", "note_failure"]

WINDOW = timedelta(minutes=15)
_OF_ACCOUNT_FROM_ADDRESS = 5
_OF_EITHER = 50
_REFUSED = "refused"


def may_try(book: Book, name: str, address: str) -> bool:
    """Tell whether another password may be tried now."""
    since = (book.now - WINDOW).isoformat()
    with book.reading() as connection:
        rows = connection.execute(
            "SELECT name, address FROM events WHERE kind = ? AND at > ? "
            "AND (name = ? OR address = ?)",
            (_REFUSED, since, name[:80].casefold(), address[:80]),
        ).fetchall()
    by_name: int = sum(row["name"] == name[:80].casefold() for row in rows)
    by_address: int = sum(row["address"] == address[:80] for row in rows)
    by_both = by_name + by_address - len(rows)
    return by_both < _OF_ACCOUNT_FROM_ADDRESS and max(by_name, by_address) < _OF_EITHER


def note_failure(book: Book, name: str, address: str) -> None:
    """Count a wrong password."""
    book.note(name.casefold(), _REFUSED, address)
