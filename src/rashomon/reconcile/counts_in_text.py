"""Plain numbers in a sentence, each with what its words leave open, for checking sums.

Stricter than a reader: only numbers that stand for one figure count, and what makes them loose
("at least", "nearly") is kept, so that nothing is computed from a figure that was never exact.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

__all__ = [
    "NUMBER",
    "Figure",
    "figures_in",
    "is_vague",
    "parse_number",
    "sentence_at",
    "sentences_in",
]

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {word: n for n, word in enumerate(_ONES)} | {w: 10 * n for n, w in enumerate(_TENS, 2)}
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
# A figure in digits or words, from 0 to 99 in words; no year, age, ordinal, decimal or rank.
NUMBER = (
    rf"(?:(?<![\w$€£.,:/-])(?:\d{{1,3}}(?:[, ]\d{{3}})+|\d{{1,6}})(?![\w%]|[.,:/]\d|-\w)"
    rf"|\b(?:{_WORD})(?:[- ](?:{'|'.join(_ONES[1:10])}))?\b(?!-))"
)
_NUMBER = re.compile(NUMBER, re.IGNORECASE)
_LOOSE = re.compile(
    r"\b(?:at least|at most|more than|less than|fewer than|over|above|under|below|up to|as many as|"
    r"nearly|almost|about|around|some|roughly|approximately|close to|an estimated|estimated|"
    r"upwards? of|in excess of|no (?:more|fewer|less) than|between|or|to|out of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_FLOOR = re.compile(
    r"\b(?:at least|more than|over|above|upwards? of|in excess of|no (?:fewer|less) than)\s+$",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:several|many|dozens?|scores|tens|hundreds?|thousands?|millions?|few|handful|couple|"
    r"number of|(?:and|with|many) others|numerous|more|countless|families|family)\b",
    re.IGNORECASE,
)
_STOP = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(]*[A-Z0-9])|\n+")
_YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its place in the text; loose where its words set no exact figure."""

    start: int
    end: int
    number: int
    is_loose: bool
    is_floor: bool


def parse_number(words: str) -> int:
    """Return the number that words matched by `NUMBER` stand for.

    >>> parse_number("1,250"), parse_number("Twenty-five")
    (1250, 25)
    """
    if words[0].isdigit():
        return int(re.sub(r"\D", "", words))
    return sum(_WORDS[word] for word in re.split(r"[- ]", words.casefold()))


def figures_in(text: str, start: int, end: int) -> list[Figure]:
    """Return the exact and loose numbers between two offsets, in their order."""
    found = []
    for match in _NUMBER.finditer(text, start, end):
        number = parse_number(match.group())
        if number in _YEARS and match.group().isdigit():
            continue
        before = text[max(start, match.start() - 30) : match.start()]
        found.append(
            Figure(
                match.start(),
                match.end(),
                number,
                bool(_LOOSE.search(before)),
                bool(_FLOOR.search(before)),
            )
        )
    return found


def is_vague(text: str) -> bool:
    """Tell whether the words hold a number that no figure stands for."""
    return bool(_VAGUE.search(text))


def sentences_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of every sentence."""
    at = 0
    for stop in _STOP.finditer(text):
        if stop.start() > at:
            yield at, stop.start()
        at = stop.end()
    if at < len(text):
        yield at, len(text)


def sentence_at(sentences: Sequence[tuple[int, int]], at: int) -> tuple[int, int] | None:
    """Return which of the sentences holds a character, None between them."""
    number = bisect_right(sentences, at, key=lambda sentence: sentence[0]) - 1
    return sentences[number] if number >= 0 and at < sentences[number][1] else None
