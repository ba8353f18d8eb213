"""How a password is kept: by argon2id, and what is taken for one.

The parameters are argon2-cffi's own, the second choice of RFC 9106 (3 passes over 64 MiB). Length
is what is asked for, no kinds of signs: NIST SP 800-63B-4, section 3.1.1.2, wants 15 characters
where the password is all there is.
"""

from __future__ import annotations

import unicodedata
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from rashomon.errors import SettingError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

__all__ = ["LEAST", "MOST", "check", "hashed", "is_outdated", "matches"]

LEAST = 15
MOST = 256  # hashing must not be a way to keep us busy
_LEAST_DIFFERENT = 6
_AT_ONCE = BoundedSemaphore(2)  # each takes 64 MiB and all of a core


def check(password: str, name: str) -> None:
    """Make sure that a new password of somebody is one that cannot be guessed by trying few.

    Raises:
        SettingError: If it is too short, too long, holds the name, or hardly any two letters.

    """
    plain = _plain(password)
    if not LEAST <= len(plain) <= MOST:
        raise SettingError(
            f"a password has {LEAST} to {MOST} characters; four words that do not belong "
            "together are a good one"
        )
    if len(set(plain)) < _LEAST_DIFFERENT:
        raise SettingError(f"a password has at least {_LEAST_DIFFERENT} different characters")
    if len(name) > 3 and name.casefold() in plain.casefold():
        raise SettingError("a password does not hold the name that it belongs to")


def hashed(password: str) -> str:
    """Return what is kept of a password, with its salt and the parameters."""
    with _AT_ONCE:
        return _hasher().hash(_plain(password))


def matches(password: str, kept: str | None) -> bool:
    """Tell whether a password is the kept one; where none is kept, it takes as long to say no."""
    from argon2.exceptions import InvalidHashError, VerificationError

    if len(password) > MOST:
        return False
    with _AT_ONCE:
        try:
            return _hasher().verify(kept or _NOBODYS, _plain(password)) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(kept: str) -> bool:
    """Tell whether a password is kept by weaker parameters than today's."""
    return _hasher().check_needs_rehash(kept)


def _plain(password: str) -> str:
    """The same password however a keyboard composes its letters."""
    return unicodedata.normalize("NFKC", password)


def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


# What is compared where there is no account, so that the time taken does not tell who has one.
_NOBODYS = (
    "$argon2id$v=19$m=65536,t=3,p=4$AAAAAAAAAAAAAAAAAAAAAA$"
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
)
