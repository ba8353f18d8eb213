"""The names of small places, held against each other however they are spelled.

Two quarters of one town lie nearer to each other than two people's points for one village, so
that their names must tell them apart: "Jamilia", "Jameliaiah" and "al-Jamilia" are one,
"Jamilia" and "Midan" are two.
"""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["are_other_quarters", "quarter_names"]

# What stands behind these is the wider place: "the Jamilia quarter of the city".
_WIDER = re.compile(r",| (?:in|of|near|outside|within|from) ")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[’'])*")
_NO_NAMES = frozenset(
    (
        "north south east west northern southern eastern western central upper lower old new city "
        "town village district neighborhood neighbourhood quarter area camp province governorate "
        "county region the"
    ).split()
)
_LEAST_LETTERS = 4  # "al", "tel", "ash" name nothing
_SOFT = re.compile(r"[aeiouwyh’']+")  # what transcriptions write in many ways
_TWICE = re.compile(r"(.)\1")
_REMEMBERED = 4096  # places: the same towns are told again and again
_KEPT = 3  # consonants: endings differ the most


@lru_cache(maxsize=_REMEMBERED)
def quarter_names(words: str) -> frozenset[str]:
    """Return the skeletons of the names in the first part of the words that holds any.

    >>> quarter_names("the al-Jamilia quarter of Aleppo") == quarter_names("Jameliaiah in Aleppo")
    True
    >>> sorted(quarter_names("between the towns of Hammuriyah and Saqba"))
    ['mr', 'sqb']
    """
    for part in _WIDER.split(words):
        found = {
            skeleton
            for word in _WORD.findall(part)
            if word[0].isupper() and len(word) >= _LEAST_LETTERS
            if word.casefold() not in _NO_NAMES
            if (skeleton := _skeleton(word))
        }
        if found:
            return frozenset(found)
    return frozenset()


def _skeleton(name: str) -> str:
    return _TWICE.sub(r"\1", _SOFT.sub("", name.casefold()))[:_KEPT]


def are_other_quarters(some: frozenset[str], others: frozenset[str]) -> bool:
    """Tell whether both have names and share none."""
    return bool(some and others) and not some & others
