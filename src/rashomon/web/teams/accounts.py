"""People of a team: their accounts, roles, passwords, and invitations to choose one."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from rashomon.errors import SettingError
from rashomon.web.teams import passwords, tries
from rashomon.web.teams.book import Book, add_event, digest_of, moment, new_secret
from rashomon.web.teams.names import folded, spelled
from rashomon.web.teams.roles import Role

__all__ = [
    "Account",
    "account",
    "accounts",
    "add",
    "by_password",
    "by_subject",
    "change_password",
    "invite",
    "is_known",
    "set_active",
    "set_role",
    "take_invitation",
]

_INVITED_FOR = timedelta(days=7)
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody of a team. `has_password` is False before an invitation is taken up."""

    name: str
    role: Role
    is_active: bool
    made_at: datetime
    has_password: bool
    issuer: str | None = None
    subject: str | None = None


def add(book: Book, name: str, role: Role, *, by: str, issuer: str | None = None,
        subject: str | None = None) -> Account:  # fmt: skip
    """Make an account, which cannot be signed in to before a password or provider is there.

    Raises:
        SettingError: If the name cannot be one, or is taken.

    """
    told = _checked(name)
    with book.writing() as connection:
        try:
            connection.execute(
                "INSERT INTO accounts (name, folded, role, is_active, made_at, issuer, subject) "
                "VALUES (?, ?, ?, 1, ?, ?, ?)",
                (told, folded(told), role.value, book.now.isoformat(), issuer, subject),
            )
        except sqlite3.IntegrityError as error:
            raise SettingError(
                f"somebody is called {told} already, or signs in so; choose another name"
            ) from error
        add_event(connection, book.now, told, "account made", detail=f"{role} by {by}")
    return account(book, told)


def account(book: Book, name: str) -> Account:
    """Return an account.

    Raises:
        SettingError: If nobody is called so.

    """
    row = _row(book, name)
    if row is None:
        raise SettingError(f"nobody in this team is called {name!r}")
    return _account(row)


def accounts(book: Book) -> tuple[Account, ...]:
    """Return all accounts by name."""
    with book.reading() as connection:
        rows = connection.execute("SELECT * FROM accounts ORDER BY folded").fetchall()
    return tuple(map(_account, rows))


def by_password(book: Book, name: str, password: str) -> Account | None:
    """Return the account of a name and password; None where they are not, or it is closed.

    It takes as long whether there is such an account or not.
    """
    row = _row(book, name)
    kept = row["password"] if row is not None and row["is_active"] else None
    if not passwords.matches(password, kept) or row is None or kept is None:
        return None
    if passwords.is_outdated(kept):
        with book.writing() as connection:
            connection.execute(
                "UPDATE accounts SET password = ? WHERE name = ?",
                (passwords.hashed(password), row["name"]),
            )
    return _account(row)


def by_subject(book: Book, issuer: str, subject: str) -> Account | None:
    """Return whom an OpenID provider means, None where nobody or a closed account."""
    with book.reading() as connection:
        row = connection.execute(
            "SELECT * FROM accounts WHERE issuer = ? AND subject = ? AND is_active",
            (issuer, subject),
        ).fetchone()
    return None if row is None else _account(row)


def is_known(book: Book, issuer: str, subject: str) -> bool:
    """Tell whether an OpenID provider's user has an account, open or closed."""
    with book.reading() as connection:
        query = "SELECT 1 FROM accounts WHERE issuer = ? AND subject = ?"
        return connection.execute(query, (issuer, subject)).fetchone() is not None


def set_role(book: Book, name: str, role: Role, *, by: str) -> None:
    """Give somebody another role, and end their sessions: whoever holds one of old gains nothing.

    Their tokens stay, which may what both they and the role may.

    Raises:
        SettingError: If nobody is called so, or no admin would be left.

    """
    found = account(book, name)
    with book.writing() as connection:
        before = _admins(connection)
        changed = connection.execute(
            "UPDATE accounts SET role = ?1 WHERE name = ?2 AND role <> ?1", (role, found.name)
        )
        _keep_an_admin(connection, before)
        if changed.rowcount:
            connection.execute("DELETE FROM sessions WHERE name = ?", (found.name,))
        add_event(connection, book.now, found.name, "role changed", detail=f"{role} by {by}")


def set_active(book: Book, name: str, *, is_active: bool, by: str) -> None:
    """Close an account, and end its sessions and tokens at once; or open it again.

    Raises:
        SettingError: If nobody is called so, or no admin would be left.

    """
    found = account(book, name)
    with book.writing() as connection:
        before = _admins(connection)
        connection.execute(
            "UPDATE accounts SET is_active = ? WHERE name = ?", (is_active, found.name)
        )
        _keep_an_admin(connection, before)
        if not is_active:
            for table in ("sessions", "invitations", "tokens"):
                connection.execute(f"DELETE FROM {table} WHERE name = ?", (found.name,))
        kind = "account opened" if is_active else "account closed"
        add_event(connection, book.now, found.name, kind, detail=f"by {by}")


def invite(book: Book, name: str, *, by: str) -> str:
    """Return the secret with which somebody may choose a password, once, within a week.

    It replaces an older one; a password that there is holds until it is used.
    """
    found = account(book, name)
    secret = new_secret()
    with book.writing() as connection:
        connection.execute("DELETE FROM invitations WHERE name = ?", (found.name,))
        connection.execute(
            "INSERT INTO invitations (digest, name, until) VALUES (?, ?, ?)",
            (digest_of(secret), found.name, (book.now + _INVITED_FOR).isoformat()),
        )
        add_event(connection, book.now, found.name, "invited", detail=f"by {by}")
    return secret


def take_invitation(book: Book, secret: str, password: str, *, address: str = "") -> Account:
    """Set the password of whoever was invited, and end their sessions.

    Raises:
        SettingError: If the invitation is unknown, used or too old, or the password is too weak.

    """
    with book.reading() as connection:
        row = connection.execute(
            "SELECT i.name, i.until FROM invitations i JOIN accounts a USING (name) "
            "WHERE i.digest = ? AND a.is_active",
            (digest_of(secret),),
        ).fetchone()
    if row is None or moment(row["until"]) < book.now:
        raise SettingError(
            "this invitation is used or too old; ask whoever keeps the team for another"
        )
    _set_password(book, row["name"], password, address, invitation=digest_of(secret))
    return account(book, row["name"])


def change_password(book: Book, name: str, old: str, new: str, *, address: str = "") -> None:
    """Set another password and end all sessions of the account.

    Whoever found a session open may guess the old one no more often than at the sign-in.

    Raises:
        SettingError: If the old one is wrong or was so too often, or the new one is too weak.

    """
    if not tries.may_try(book, name, address):
        raise SettingError("the present password was wrong too often; try again in a while")
    if by_password(book, name, old) is None:
        tries.note_failure(book, name, address)
        book.note(name, "password not changed", address)
        raise SettingError("the present password is another one")
    _set_password(book, name, new, address)


def _set_password(
    book: Book, name: str, password: str, address: str, invitation: str | None = None
) -> None:
    passwords.check(password, name)
    kept = passwords.hashed(password)
    with book.writing() as connection:
        if invitation is not None:
            gone = connection.execute("DELETE FROM invitations WHERE digest = ?", (invitation,))
            if not gone.rowcount:  # two at once with one invitation: the first has it
                raise SettingError("this invitation was used just now")
        connection.execute("UPDATE accounts SET password = ? WHERE name = ?", (kept, name))
        connection.execute("DELETE FROM sessions WHERE name = ?", (name,))
        add_event(connection, book.now, name, "password set", address)


def _admins(connection: sqlite3.Connection) -> tuple[int, int]:
    """How many admins there are, and how many of them can sign in by now."""
    query = (
        "SELECT count(*), count(CASE WHEN password IS NOT NULL OR subject IS NOT NULL THEN 1 END) "
        "FROM accounts WHERE role = ? AND is_active"
    )
    row = connection.execute(query, (Role.ADMIN,)).fetchone()
    return row[0], row[1]


def _keep_an_admin(connection: sqlite3.Connection, before: tuple[int, int]) -> None:
    """Refuse what would leave a team without an admin, or with such alone as never signed in."""
    those, able = _admins(connection)
    if not those or (before[1] and not able):
        raise SettingError(
            "a team needs an admin who can sign in; make somebody else one first, and let them "
            "choose their password"
        )


def _checked(name: str) -> str:
    told = spelled(name)
    if not 1 <= len(told) <= _LONGEST or not all(
        letter.isalnum() or letter in " .-_@'’" for letter in told
    ):
        raise SettingError(
            f"{name!r:.100} cannot be a name: up to {_LONGEST} letters, digits, blanks and . - _ @"
        )
    return told


def _row(book: Book, name: str) -> sqlite3.Row | None:
    with book.reading() as connection:
        row: sqlite3.Row | None = connection.execute(
            "SELECT * FROM accounts WHERE folded = ?", (folded(name),)
        ).fetchone()
    return row


def _account(row: sqlite3.Row) -> Account:
    return Account(
        row["name"],
        Role(row["role"]),
        bool(row["is_active"]),
        moment(row["made_at"]),
        row["password"] is not None,
        row["issuer"],
        row["subject"],
    )
