"""How often one may guess: wrong passwords are counted by account and by where they come from.

Five for one account from one address in a quarter of an hour, so that a colleague's typing is
forgiven and nobody can lock out another from elsewhere; fifty from one address or for one account
from anywhere, so that many addresses or many accounts bring a guesser no further. From where
somebody signed in lately only their own five count: a crowd of guessers elsewhere, or a neighbor
behind the same address who guesses at others, keeps nobody from their work.

An IPv6 address stands for its /64, of which whoever has one address usually has all.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import timedelta
from functools import cache
from ipaddress import IPv6Address, ip_address

from rashomon.web.teams.book import Book, one_line
from rashomon.web.teams.names import folded

__all__ = ["WINDOW", "may_try", "network", "note_failure"]

WINDOW = timedelta(minutes=15)
_KNOWN_FOR = timedelta(days=30)  # a place from where somebody signed in
_OF_ACCOUNT_FROM_ADDRESS = 5
_OF_EITHER = 50
_REFUSED = "refused"
_LONGEST = 80  # as names and addresses are kept


def network(address: str) -> str:
    """Return what an address is counted as.

    >>> network("203.0.113.7"), network("2001:db8::1:2"), network("::ffff:203.0.113.7")
    ('203.0.113.7', '2001:db8::/64', '203.0.113.7')
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:  # a name, or none
        return address[:_LONGEST]
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return f"{IPv6Address(int(found) >> 64 << 64)}/64"


def may_try(book: Book, name: str, address: str) -> bool:
    """Tell whether another password may be tried now."""
    since = (book.now - WINDOW).isoformat()
    who, where = _counted(book, name), network(address)
    with book.reading() as connection:
        rows = connection.execute(
            "SELECT name, detail FROM events WHERE kind = ? AND at > ? "
            "AND (name = ? OR detail = ?)",
            (_REFUSED, since, who, where),
        ).fetchall()
    by_name: int = sum(row["name"] == who for row in rows)
    by_address: int = sum(row["detail"] == where for row in rows)
    by_both = by_name + by_address - len(rows)
    if by_both >= _OF_ACCOUNT_FROM_ADDRESS:
        return False
    return max(by_name, by_address) < _OF_EITHER or _is_known(book, name, where)


def note_failure(book: Book, name: str, address: str) -> None:
    """Count a wrong password."""
    book.note(_counted(book, name), _REFUSED, address, network(address))


def _counted(book: Book, name: str) -> str:
    """A name as the log keeps it, however it was typed.

    What is nobody's name may be a password in the wrong field: it is counted, and not kept.
    """
    who = folded(name)
    with book.reading() as connection:
        query = "SELECT 1 FROM accounts WHERE folded = ?"
        if connection.execute(query, (who,)).fetchone() is not None:
            return one_line(who[:_LONGEST])
    return f"nobody's name, {hmac.new(_key(), who.encode(), hashlib.sha256).hexdigest()[:8]}"


@cache
def _key() -> bytes:
    """By which one process tells apart what is nobody's name; no other could."""
    return secrets.token_bytes(32)


def _is_known(book: Book, name: str, where: str) -> bool:
    """Tell whether somebody signed in from there lately."""
    since = (book.now - _KNOWN_FOR).isoformat()
    with book.reading() as connection:
        rows = connection.execute(
            "SELECT DISTINCT e.address FROM events e JOIN accounts a USING (name) "
            "WHERE e.kind = 'signed in' AND e.at > ? AND a.folded = ?",
            (since, folded(name)),
        ).fetchall()
    return any(network(row["address"]) == where for row in rows)
