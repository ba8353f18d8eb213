"""Finding words of a report that a person copied, though the copy was reshaped on the way."""

from __future__ import annotations

import re
from functools import lru_cache

from rashomon.records import EvidenceSpan

__all__ = ["stretches"]

_MOST_FOUND = 50  # places that are looked at; words that stand more often mark nothing
_LONGEST_WORDS = 20_000
# What word processors and spreadsheets make of each other's signs, by any of which is meant all.
_ALIKE = (
    "'\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}`\N{MODIFIER LETTER APOSTROPHE}",
    '"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}',
    "-\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}",
)
_CLASS = {sign: f"[{re.escape(signs)}]" for signs in _ALIKE for sign in signs}


def stretches(text: str, words: str) -> list[EvidenceSpan]:
    """Return where a text holds the words, exactly, else but for space, quotes and dashes.

    >>> [span.quote for span in stretches("It killed four  people.", "four people")]
    ['four  people']
    """
    words = words.strip()
    if not words or len(words) > _LONGEST_WORDS:
        return []
    found: list[EvidenceSpan] = []
    at = text.find(words)
    while at >= 0 and len(found) < _MOST_FOUND:
        found.append(EvidenceSpan(at, at + len(words), words))
        at = text.find(words, at + 1)
    if found:
        return found
    for match in _pattern(words).finditer(text):
        found.append(EvidenceSpan(match.start(), match.end(), match.group()))
        if len(found) == _MOST_FOUND:
            break
    return found


@lru_cache(maxsize=64)
def _pattern(words: str) -> re.Pattern[str]:
    pieces = ("".join(_CLASS.get(sign, re.escape(sign)) for sign in one) for one in words.split())
    return re.compile(r"\s+".join(pieces))
