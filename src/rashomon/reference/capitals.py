"""Whether a text is wire copy in capitals, where case tells no names."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

__all__ = ["is_in_capitals"]

_FEWEST_LETTERS = 40  # shorter texts may well be one acronym and its office
_SHARE = 0.85  # of the letters; some wires set names of papers in small letters


@lru_cache(maxsize=8)  # several stages ask of the report at hand
def is_in_capitals(text: str) -> bool:
    """Tell whether nearly all letters of a text are capitals.

    >>> is_in_capitals("POLICE SAID THAT FOUR GUERRILLAS DIED IN THE AMBUSH TODAY.")
    True
    """
    counts = [(letter, n) for letter, n in Counter(text).items() if letter.isalpha()]
    letters = sum(n for _, n in counts)
    capitals = sum(n for letter, n in counts if letter.isupper())
    return letters > _FEWEST_LETTERS and capitals > _SHARE * letters
