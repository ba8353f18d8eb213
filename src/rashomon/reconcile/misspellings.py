"""Words that look like slips of the pen: rare, and one letter away from a word that is not.

Two reports that share such a slip hardly wrote it twice. It never makes a copy by itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from rashomon.reference.common_words import common_words

__all__ = ["shared_slips", "slips_of"]

_LETTERS = 6  # shorter words have too many neighbors
_MOST_LETTERS = 60  # nobody misspells longer words, whose neighbors would be too many
_RARE = 3  # reports; a spelling that more of them use is somebody's rule
_USUAL = 5  # reports
_ALPHABETIC = re.compile(r"[a-z]+\Z")


def slips_of(reports_words: Sequence[Sequence[str]]) -> frozenset[str]:
    """Return the words of all reports that look misspelled.

    A letter too many, one lost, or two in the wrong order. A letter for another is mostly another
    word ("seared" is no "search"), and so is another ending ("strikes").
    """
    holders = Counter(
        word for words in reports_words for word in set(words) if len(word) <= _MOST_LETTERS
    )
    common, near_common = _common()
    usual = {w for w, n in holders.items() if n >= _USUAL and len(w) >= _LETTERS}
    near = {slip for word in usual - common for slip in _slips_in(word)}
    return frozenset(
        word
        for word, times in holders.items()
        if 1 < times <= _RARE
        and len(word) >= _LETTERS
        and _ALPHABETIC.match(word)
        and word not in usual
        and word not in common
        and (
            word in near
            or word in near_common
            or any(short in usual or short in common for short in _shortened(word))
        )
    )


@lru_cache(maxsize=1)
def _common() -> tuple[frozenset[str], frozenset[str]]:
    """The longer of the common words, and all that is one slip away from one of them."""
    common = frozenset(word for word in common_words() if len(word) >= _LETTERS)
    return common, frozenset(slip for word in common for slip in _slips_in(word))


def shared_slips(one: Sequence[str], other: Sequence[str], slips: frozenset[str]) -> list[str]:
    """Return the misspelled words that stand in both, in alphabetical order."""
    return sorted(slips.intersection(one) & slips.intersection(other))


def _slips_in(word: str) -> set[str]:
    """The word with one inner letter lost, or two of them in the wrong order."""
    swapped = {
        word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, len(word) - 3)
    }
    return (swapped | _shortened(word)) - {word}


def _shortened(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(1, len(word) - 2)}
