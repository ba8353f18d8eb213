"""Phrases all in small letters, as people type them and some copy sets them."""

from __future__ import annotations

import re

from rashomon.locate.measures import DISTANCE
from rashomon.reference.place_words import (
    CLASS_OF_NOUN,
    DESCRIPTIONS,
    HOLDERS,
    NUMBER_WORDS,
    PART_NOUNS,
    bearing_of,
)

__all__ = ["with_capitals"]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_DISTANCE = re.compile(DISTANCE)
_COMMON = frozenset(
    (
        "in on at of off to from with and or the a an between halfway midway way near nearby close "
        "next by outside inside within into onto around round along towards toward beyond over "
        "across through just very right due about some roughly which that is are was lies lying "
        "located situated not far away road highway motorway route linking connecting joining "
        "leading links connects border frontier coast river bank banks shore shores waters line "
        "city's town's village's where side south north east west separating its their vicinity "
        "adjacent opposite overlooking bordering surrounding hill house home building front"
    ).split()
)


def with_capitals(words: str) -> str:
    """Write a phrase as other outlets would: capitals on all that is no common word.

    >>> with_capitals("8 km east of al-bab, near the turkish border")
    '8 km east of Al-Bab, near the Turkish border'
    """
    measures = [found.span() for found in _DISTANCE.finditer(words)]

    def capital(word: re.Match[str]) -> str:
        plain = word.group()
        is_measure = any(start <= word.start() < end for start, end in measures)
        return plain if is_measure or _is_common(plain) else plain[:1].upper() + plain[1:]

    return _WORD.sub(capital, words)


def _is_common(word: str) -> bool:
    is_noun = word in PART_NOUNS or word in CLASS_OF_NOUN or word in DESCRIPTIONS
    is_told = word in _COMMON or word in NUMBER_WORDS or word in HOLDERS
    return is_noun or is_told or bearing_of(word) is not None
