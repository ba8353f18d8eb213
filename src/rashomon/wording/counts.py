"""Numbers with their nouns."""

from __future__ import annotations

__all__ = ["number_of"]


def number_of(count: int, noun: str) -> str:
    """Return a number with its noun.

    >>> number_of(1, "report"), number_of(1200, "origin")
    ('1 report', '1,200 origins')
    """
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
