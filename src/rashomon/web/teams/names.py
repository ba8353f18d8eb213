"""How names are compared: however somebody's is typed, it is theirs, and counted as theirs."""

from __future__ import annotations

import unicodedata

__all__ = ["folded", "spelled"]


def spelled(name: str) -> str:
    """Return a name as it is kept: without needless space, its letters composed."""
    return unicodedata.normalize("NFKC", " ".join(name.split()))


def folded(name: str) -> str:
    r"""Return a name as it is compared.

    >>> folded("  Zoe\u0308  B"), folded("\uff32ita")
    ('zoë b', 'rita')
    """
    return spelled(name).casefold()
