"""What programs present instead of a cookie: tokens with scopes, never more than their owner may.

`Authorization: Bearer rsm_…`. A token's scopes are actions; what it may do is what both it and its
owner's role of today may.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from rashomon.errors import SettingError
from rashomon.web.site import Action
from rashomon.web.teams.accounts import Account, account
from rashomon.web.teams.book import Book, add_event, digest_of, moment, new_secret
from rashomon.web.teams.roles import permits_of

__all__ = ["PREFIX", "Token", "find", "make", "of_account", "revoke"]

PREFIX = "rsm_"  # by which a token is known where it was left by mistake
_LONGEST_DAYS = 366
_MOST = 50  # of one account that still hold
_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Token:
    """A program's key: what it is for, what it may do, until when."""

    token_id: int
    name: str
    label: str
    scopes: frozenset[Action]
    made_at: datetime
    until: datetime | None
    used_at: datetime | None


def make(book: Book, of: Account, label: str, scopes: Collection[str], *, days: int = 90) -> str:
    """Make a token; return its words, which are shown once and kept nowhere.

    Raises:
        SettingError: If it has no label or scope, may what its owner may not, or lasts longer
            than a year.

    """
    unknown = set(scopes) - permits_of(of.role)
    if unknown:
        raise SettingError(f"you may not {min(unknown):.40} yourself, so no token of yours may")
    if not label.strip() or not scopes:
        raise SettingError("a token says what it is for and what it may do")
    if Action.ADMINISTER in scopes:
        raise SettingError("a token administers nothing; sign in for that")
    if not 1 <= days <= _LONGEST_DAYS:
        raise SettingError(f"a token lasts 1 to {_LONGEST_DAYS} days, not {days}")
    secret = PREFIX + new_secret()
    now = book.now
    names = json.dumps(sorted(Action(scope).value for scope in scopes))
    with book.writing() as connection:
        held = connection.execute(
            "SELECT count(*) FROM tokens WHERE name = ? AND (until IS NULL OR until > ?)",
            (of.name, now.isoformat()),
        ).fetchone()[0]
        if held >= _MOST:
            raise SettingError(f"you have {held} tokens; take some back first")
        connection.execute(
            "INSERT INTO tokens (digest, name, label, scopes, made_at, until) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (digest_of(secret), of.name, label.strip()[:80], names, now.isoformat(),
             (now + timedelta(days=days)).isoformat()),
        )  # fmt: skip
        add_event(connection, now, of.name, "token made", detail=f"{label.strip()}: {names}")
    return secret


def find(book: Book, secret: str) -> tuple[Token, Account] | None:
    """Return the token of these words and whose it is; None where there is none that holds."""
    with book.reading() as connection:
        row = connection.execute(
            "SELECT * FROM tokens WHERE digest = ?", (digest_of(secret),)
        ).fetchone()
    if row is None:
        return None
    found, now = _token(row), book.now
    whose = account(book, found.name)
    if not whose.is_active or (found.until is not None and found.until < now):
        return None
    if found.used_at is None or now - found.used_at > _NOTED_EVERY:
        with book.writing() as connection:
            connection.execute(
                "UPDATE tokens SET used_at = ? WHERE token_id = ?",
                (now.isoformat(), found.token_id),
            )
    return found, whose


def of_account(book: Book, name: str) -> tuple[Token, ...]:
    """Return somebody's tokens, the newest first."""
    with book.reading() as connection:
        rows = connection.execute(
            "SELECT * FROM tokens WHERE name = ? ORDER BY token_id DESC", (name,)
        ).fetchall()
    return tuple(map(_token, rows))


def revoke(book: Book, token_id: int, *, name: str) -> None:
    """Take back one of somebody's tokens.

    Raises:
        SettingError: If they have none of this number.

    """
    with book.writing() as connection:
        gone = connection.execute(
            "DELETE FROM tokens WHERE token_id = ? AND name = ?", (token_id, name)
        )
        if not gone.rowcount:
            raise SettingError(f"you have no token {token_id}")
        add_event(connection, book.now, name, "token taken back", detail=str(token_id))


def _token(row: Iterable[Any]) -> Token:
    token_id, _, name, label, scopes, made_at, until, used_at = row
    return Token(
        token_id,
        name,
        label,
        frozenset(Action(scope) for scope in json.loads(scopes)),
        moment(made_at),
        moment(until) if until else None,
        moment(used_at) if used_at else None,
    )
