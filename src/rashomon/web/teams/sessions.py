"""Who is signed in: by a cookie of 256 random bits, of which the team's file keeps the hash.

A session ends by signing out (here or everywhere), after eight hours without a request, after a
week in any case (OWASP's session management cheat sheet gives the kinds of limits, the numbers are
ours), with another sign-in in the same browser, a new password or role, or the end of the account.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from rashomon.web.teams.accounts import Account, account
from rashomon.web.teams.book import Book, add_event, digest_of, moment, new_secret

__all__ = ["IDLE", "WHOLE", "Session", "begin", "end", "end_all", "find", "of_account"]

IDLE = timedelta(hours=8)
WHOLE = timedelta(days=7)
_NOTED_EVERY = timedelta(minutes=1)  # so that not every request writes


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody signed in. `digest` names it and is no secret that opens it."""

    digest: str
    name: str
    begun_at: datetime
    seen_at: datetime
    address: str
    agent: str


def begin(book: Book, of: Account, *, address: str, agent: str, how: str = "password") -> str:
    """Sign somebody in; return the secret for the cookie."""
    secret = new_secret()
    now = book.now
    with book.writing() as connection:
        too_old = ((now - WHOLE).isoformat(), (now - IDLE).isoformat())
        connection.execute("DELETE FROM sessions WHERE begun_at < ? OR seen_at < ?", too_old)
        connection.execute(
            "INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?)",
            (digest_of(secret), of.name, now.isoformat(), now.isoformat(), address, agent[:200]),
        )
        add_event(connection, now, of.name, "signed in", address, how)
    return secret


def find(book: Book, secret: str, *, is_used: bool = True) -> tuple[Session, Account] | None:
    """Return the session of a cookie and whose it is; None where there is none any more.

    What a page asks by itself, while nobody does anything, is no use of it: a session runs out
    though a page is left open.
    """
    digest, now = digest_of(secret), book.now
    with book.reading() as connection:
        row = connection.execute("SELECT * FROM sessions WHERE digest = ?", (digest,)).fetchone()
    if row is None:
        return None
    found = _session(row)
    whose = account(book, found.name)
    if now - found.begun_at > WHOLE or now - found.seen_at > IDLE or not whose.is_active:
        end(book, digest, name=found.name, kind="session ran out")
        return None
    if is_used and now - found.seen_at > _NOTED_EVERY:
        with book.writing() as connection:
            connection.execute(
                "UPDATE sessions SET seen_at = ? WHERE digest = ?", (now.isoformat(), digest)
            )
    return found, whose


def end(book: Book, digest: str, *, name: str, kind: str = "signed out") -> None:
    """End one of somebody's sessions."""
    with book.writing() as connection:
        gone = connection.execute(
            "DELETE FROM sessions WHERE digest = ? AND name = ?", (digest, name)
        )
        if gone.rowcount:
            add_event(connection, book.now, name, kind)


def end_all(book: Book, name: str) -> int:
    """End all of somebody's sessions, wherever they are; return how many there were."""
    with book.writing() as connection:
        gone = connection.execute("DELETE FROM sessions WHERE name = ?", (name,)).rowcount
        add_event(connection, book.now, name, "signed out everywhere")
    return gone


def of_account(book: Book, name: str) -> tuple[Session, ...]:
    """Return where somebody is signed in, the latest seen first."""
    with book.reading() as connection:
        rows = connection.execute(
            "SELECT * FROM sessions WHERE name = ? ORDER BY seen_at DESC", (name,)
        ).fetchall()
    return tuple(map(_session, rows))


def _session(row: Iterable[Any]) -> Session:
    digest, name, begun_at, seen_at, address, agent = row
    return Session(digest, name, moment(begun_at), moment(seen_at), address, agent)
