"""Capitals and small letters: whether case tells anything, and texts without it."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

__all__ = ["is_in_capitals", "is_in_small_letters", "lowered"]

_FEWEST_LETTERS = 40  # shorter texts may well be one acronym and its office
_A_GLANCE = 300  # characters; names and openings of sentences are found in fewer
_STRAY = 0.002  # a title or two in a transcript of small letters
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


@lru_cache(maxsize=8)
def is_in_small_letters(text: str) -> bool:
    """Tell whether hardly any letter of a text is a capital.

    >>> is_in_small_letters("police said that four guerrillas died in the ambush near tula today.")
    True
    """
    if sum(map(str.isupper, text[:_A_GLANCE])) > _STRAY * len(text):
        return False  # as nearly always
    letters = sum(map(str.isalpha, text))
    return letters > _FEWEST_LETTERS and sum(map(str.isupper, text)) < _STRAY * letters


def lowered(text: str) -> str:
    """Return a text in lower case, of the same length.

    Patterns over it need not ignore case themselves, which makes long lists of words three
    times as quick.
    """
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
