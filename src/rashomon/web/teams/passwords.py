"""How a password is kept: by argon2id, and what is taken for one.

The parameters are argon2-cffi's own, the second choice of RFC 9106 (3 passes over 64 MiB). Length
is what is asked for, no kinds of signs: NIST SP 800-63B-4, section 3.1.1.2, wants 15 characters
where the password is all there is.
"""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from rashomon.errors import SettingError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

__all__ = ["LEAST", "MOST", "check", "hashed", "is_outdated", "matches"]

LEAST = 15
MOST = 256  # hashing must not be a way to keep us busy
_LEAST_DIFFERENT = 6
# What is left of a password without what everybody tries first; `_of_its_own` says how it is
# counted. Ten random letters are 47 bits, and a guesser here has some hundred tries a day.
_LEAST_OF_ITS_OWN = 10
_TRIED_FIRST = (
    "administrator password passwort motdepasse contrasena correct battery staple horse welcome "
    "letmein iloveyou football baseball sunshine princess whatever superman changeme default "
    "rashomon ledger incident monkey dragon master shadow secret qwerty qwertz azerty admin login "
    "guest hello access trustno test user root pass love"
).split()
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm",
    "qwertzuiop", "yxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn",
)  # fmt: skip
_NEIGHBORS = frozenset(
    pair for row in _ROWS for a, b in pairwise(row) for pair in ((a, b), (b, a), (a, a), (b, b))
)
_LEAST_RUN = 4
_AS_LETTERS = str.maketrans("@4031!$5", "aaoeiiss")
_AT_ONCE = BoundedSemaphore(2)  # each takes 64 MiB and all of a core


def check(password: str, name: str) -> None:
    """Make sure that a new password of somebody is one that cannot be guessed by trying few.

    Raises:
        SettingError: If it is too short, too long, holds the name, or hardly any two letters, or
            hardly more than what everybody tries first.

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
    if len(_of_its_own(plain)) < _LEAST_OF_ITS_OWN:
        raise SettingError(
            "this password is made of what everybody tries first (common words, rows of keys, "
            "repetitions); four words that do not belong together are a better one"
        )


def _of_its_own(password: str) -> str:
    """Return what is left of a password without common words, rows of keys and repetitions.

    >>> _of_its_own("P@ssw0rd12345678"), _of_its_own("tim eats tim eats tim eats ")
    ('i', 'tim eats')
    """
    once = _once(password.casefold())
    words = _without_runs(once).translate(_AS_LETTERS)
    for common in _TRIED_FIRST:
        words = words.replace(common, "")
    return words.strip()


def _once(text: str) -> str:
    """What a text repeats, where it is one thing again and again, with or without a blank."""
    for one in (text, f"{text} "):
        length = (one + one).find(one, 1)
        if length < len(one):
            return one[:length]
    return text


def _without_runs(text: str) -> str:
    """A text in which what follows a row of the keyboard or alphabet is one letter."""
    kept: list[str] = []
    run = text[:1]
    for before, letter in pairwise(text):
        if (before, letter) in _NEIGHBORS:
            run += letter
            continue
        kept.append(run[0] if len(run) >= _LEAST_RUN else run)
        run = letter
    kept.append(run[:1] if len(run) >= _LEAST_RUN else run)
    return "".join(kept)


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
