"""Which part of a town or province words mean: by compass, or by the side that holds it.

One city under two sides' fire has two stories: "rebel-held areas of the city" and "the
government-held west" are two places, though no gazetteer tells them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

__all__ = ["are_other_parts", "parts_told"]

_BY = re.compile(
    r"\b(?:held|controlled|run) by (?:the )?(?P<side>islamic state|\w+)", re.IGNORECASE
)
_HELD = re.compile(
    r"\b(?P<side>islamic state|\w+)\s?-?\s?(?:held|controlled|run|occupied|dominated)\b(?! by\b)|"
    r"\b(?P<whose>rebel|opposition|insurgent|government|regime|islamic state|isis?|isil|daesh)\s"
    r"(?:areas?|districts?|neighbou?rhoods?|bastions?|strongholds?|territor(?:y|ies)|enclaves?)\b",
    re.IGNORECASE,
)
_SIDES = {
    **dict.fromkeys(
        ("rebel", "rebels", "opposition", "insurgent", "insurgents", "revolutionary"), "opposition"
    ),
    **dict.fromkeys(("government", "regime", "army", "loyalist", "state", "assad"), "government"),
    **dict.fromkeys(
        ("is", "isis", "isil", "daesh", "daish", "islamic state", "jihadist", "jihadi"),
        "Islamic State",
    ),
}
_SIDES_OF_TOWN = re.compile(
    r"\b(?P<bearing>north|south|east|west)(?:ern)?\b(?!\s*(?:of|from)\b)(?!-)", re.IGNORECASE
)
_REMEMBERED = 4096  # phrases: the same towns are told again and again
_OPPOSITE = {"north": "south", "south": "north", "east": "west", "west": "east"}


def parts_told(words: Iterable[str]) -> frozenset[str]:
    """Return the bearings and the holders that the words name.

    >>> sorted(parts_told(["rebel-held eastern Ghouta"]))
    ['east', 'opposition']
    """
    return frozenset[str]().union(*(_told(phrase) for phrase in words))


@lru_cache(maxsize=_REMEMBERED)
def _told(phrase: str) -> frozenset[str]:
    sides = [held["side"] or held["whose"] for held in _HELD.finditer(phrase)]
    sides += [held["side"] for held in _BY.finditer(phrase)]
    told = {_SIDES.get(side.casefold(), side.casefold()) for side in sides}
    bearings = {found["bearing"].casefold() for found in _SIDES_OF_TOWN.finditer(phrase)}
    return frozenset(told | bearings if len(bearings) == 1 else told)


def are_other_parts(some: frozenset[str], others: frozenset[str]) -> bool:
    """Tell whether opposite ends, or other hands, are told and nothing is shared."""
    if not some or not others or some & others:
        return False
    if any(_OPPOSITE.get(part) in others for part in some):
        return True
    hands, other_hands = some - _OPPOSITE.keys(), others - _OPPOSITE.keys()
    return bool(hands and other_hands)
