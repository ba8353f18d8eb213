"""What a codebook makes of words without a figure ("dozens", "several", "more than a hundred").

A claim keeps its words and the interval that they leave open; only here, at the very end, does
a policy put one number in its place. The tables are the codebooks' own; what was not read there
but reasoned from data is marked inferred.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rashomon.reconcile.policies.case import count_of
from rashomon.records import Claim

__all__ = ["ACLED", "UCDP", "Code", "Estimate", "estimate"]


@dataclass(frozen=True, slots=True)
class Code:
    """The number that stands for a phrase; `in_war` where a war zone has one of its own."""

    number: int
    is_inferred: bool = False
    in_war: int | None = None


@dataclass(frozen=True, slots=True)
class Estimate:
    """The lowest, likeliest and highest number that one claim gives under a codebook."""

    low: int
    best: int
    high: int
    words: str = ""
    is_inferred: bool = False
    is_figure: bool = True  # False where the words name none ("dozens", "fighters")


PLURAL = "unspecified plural"

ACLED: Mapping[str, Code] = {
    PLURAL: Code(3, in_war=10),
    "several": Code(3, in_war=10),
    "few": Code(3, in_war=10),
    "many": Code(3, in_war=10),
    "tens": Code(10),
    "dozens": Code(12),
    "hundreds": Code(100),
    "thousands": Code(1_000, is_inferred=True),
}
UCDP: Mapping[str, Code] = {
    PLURAL: Code(2, is_inferred=True),
    "several": Code(3, is_inferred=True),
    "few": Code(3, is_inferred=True),
    "tens": Code(20, is_inferred=True),
    "dozens": Code(24, is_inferred=True),
    "over a dozen": Code(13, is_inferred=True),
    "scores": Code(40, is_inferred=True),
    "hundreds": Code(200, is_inferred=True),
    "over a hundred": Code(101, is_inferred=True),
    "thousands": Code(2_000, is_inferred=True),
    "over a thousand": Code(1_001, is_inferred=True),
}

_OVER = r"\b(?:over|more than|above|upwards of|in excess of)\s+"
# A phrase counts only with the interval that readers give it: "killing 12 and wounding dozens"
# holds the word as well. Open words must have no ceiling.
_PHRASES: tuple[tuple[str, re.Pattern[str], int, int | None], ...] = tuple(
    (phrase, re.compile(pattern, re.IGNORECASE), low, high)
    for phrase, pattern, low, high in (
        ("over a dozen", _OVER + r"(?:a|one)\s+dozen\b", 12, None),
        ("over a hundred", _OVER + r"(?:(?:a|one)\s+hundred|100)\b(?!,)", 100, None),
        ("over a thousand", _OVER + r"(?:(?:a|one)\s+thousand|1,?000)\b", 1_000, None),
        ("several", r"\b(?:several|a number of)\b", 3, 9),
        ("few", r"\b(?:few|handful)\b", 3, 9),
        ("dozens", r"\bdozens\b", 24, 99),
        ("scores", r"\bscores\b", 40, 99),
        ("tens", r"\btens\b", 20, 99),
        ("hundreds", r"\bhundreds\b", 200, 999),
        ("thousands", r"\bthousands\b", 2_000, 9_999),
        ("many", r"\bmany\b", 2, None),
        (PLURAL, r"^(?!.*\d)", 2, None),
    )
)
_AT_LEAST_TWO = re.compile(r"\b(?:two|couple|pair|both|2)\b", re.IGNORECASE)


def estimate(claim: Claim, codes: Mapping[str, Code], *, is_war: bool = False) -> Estimate:
    """Return what the claim's number amounts to in a codebook's figures.

    A range told ("10 to 15") keeps its ends, and its lower end is the likeliest figure. Without
    a ceiling the figure told is the highest; without a floor ("up to 14") some people were
    harmed, so that the code for a plural without a number stands for the lowest.
    """
    number = count_of(claim).range
    quote = " ".join(claim.evidence.quote.split())
    for phrase, pattern, low, high in _PHRASES:
        if (number.low, number.high) != (low, high) or not pattern.search(quote):
            continue
        if phrase == PLURAL and _AT_LEAST_TWO.search(quote):
            continue
        code = codes.get(phrase)
        if code is None:
            break
        figure = code.in_war if is_war and code.in_war else code.number
        words = f"“{phrase}” stands for {figure}" if phrase != PLURAL else f"{phrase}: {figure}"
        if figure == code.in_war:  # which countries are at war is our own table's to tell
            return Estimate(figure, figure, figure, f"{words} in a war zone", True, False)
        is_figure = phrase.startswith("over ")
        return Estimate(figure, figure, figure, words, code.is_inferred, is_figure)
    if number.low is None:
        assert number.high is not None  # a range has one end at least
        code = codes[PLURAL]
        figure = min(number.high, code.in_war if is_war and code.in_war else code.number)
        words = f"“up to {number.high}” sets no floor: {figure} stands for it"
        return Estimate(figure, figure, number.high, words, is_inferred=True, is_figure=False)
    high = number.low if number.high is None else number.high
    return Estimate(number.low, number.low, high)
