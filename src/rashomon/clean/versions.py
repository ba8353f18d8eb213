"""Which cleaner derives a report, so that its text can be derived again from the bytes."""

from __future__ import annotations

from functools import lru_cache

__all__ = ["CLEANER", "cleaner_version"]

CLEANER = "clean-2"
"""The version of our own rules, one more whenever they may yield another text, noise or date.

`clean-1` are those of before ledgers kept it.
"""

# What takes part in deriving a text: another version of one may derive another text.
_LIBRARIES = ("charset-normalizer", "htmldate", "lxml", "markdown-it-py", "pypdf", "trafilatura")


@lru_cache(maxsize=1)
def cleaner_version() -> str:
    """Return our version and those of the libraries that derive texts with us.

    A ledger keeps it with every report. The same bytes and the same version yield the same
    report at any time.
    """
    from importlib.metadata import PackageNotFoundError, version

    told = []
    for name in _LIBRARIES:
        try:
            told.append(f"{name} {version(name)}")
        except PackageNotFoundError:  # an optional one that is not installed derives nothing
            continue
    return f"{CLEANER} ({', '.join(told)})"
