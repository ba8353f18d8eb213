"""Patterns that are tried only where a word stands without which they cannot match.

Finding a word takes a hundredth of the time that a long pattern takes to find nothing, and
most sentences hold few of the words that the patterns are about. A pattern is compiled when a
clue to it is first met: a hundred long ones are a good part of the time to start.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

__all__ = ["Clued", "clued"]

_NOWHERE: tuple[re.Match[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Clued:
    """A pattern for text in lower case, and words one of which each of its matches holds."""

    words: str  # the pattern as it is written
    clues: tuple[str, ...]

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled."""
        return _compiled(self.words)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the matches, as the pattern itself would."""
        for clue in self.clues:
            if clue in text:
                return self.pattern.finditer(text)
        return iter(_NOWHERE)

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match, as the pattern itself would."""
        return next(self.finditer(text), None)


def clued(clues: str, pattern: str) -> Clued:
    """Return a pattern with its clues, words or parts of words parted by white space.

    >>> clued("rocket katyusha", r"rockets?|katyushas?").search("a rocket fell") is None
    False
    """
    return Clued(pattern, tuple(clues.split()))


@cache
def _compiled(words: str) -> re.Pattern[str]:
    return re.compile(words)
