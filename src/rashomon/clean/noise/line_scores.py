"""Lines that a trained classifier takes for something around the report.

Two logistic regressions, learned by `rashomon_training.noise_lines`: one looks at each line by
itself, the other at what the first says of the lines around it. The weights lie in
`line_weights.json`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from rashomon.clean.noise.line_signs import line_signs, surroundings
from rashomon.clean.noise.lines import is_wrapped
from rashomon.clean.openings.stamps import stamps
from rashomon.reference.outlets import find_outlet

__all__ = ["LineWeights", "line_scores", "line_weights", "unlikely_lines"]

_LINE = re.compile(r"[^\n]+")
_FEWEST_LINES = 6  # fewer are no page
_MOST_LINES = 5000  # a page has some hundreds; beyond, it is a list or a table of data
_BODY_WORDS = 15  # of a line that the first guess holds to be the report
_LABEL_WORDS = 14  # a line with a date and no more words than these dates the report
_BYLINE = re.compile(r"\s*(?:by|from)\s[A-Z]|.{0,40}\bcorrespondent\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LineWeights:
    """What each sign weighs; `threshold` is the sum above which a line is noise."""

    version: str
    threshold: float
    alone: dict[str, float]
    beside: dict[str, float]


@lru_cache(maxsize=1)
def line_weights() -> LineWeights:
    """Return the weights that are shipped."""
    told = json.loads(
        (resources.files("rashomon.clean.noise") / "line_weights.json").read_text(encoding="utf-8")
    )
    return LineWeights(told["version"], told["threshold"], told["alone"], told["beside"])


def line_scores(lines: list[str], weights: LineWeights) -> tuple[list[float], list[float]]:
    """Return the first guess for each line and the second: log odds of its being noise."""
    guesses = [_sum(signs, weights.alone) for signs in line_signs(lines)]
    return guesses, [_sum(signs, weights.beside) for signs in surroundings(lines, guesses)]


def unlikely_lines(text: str) -> list[tuple[int, int]]:
    """Return the lines of `text` that are hardly part of the report.

    None where the text has no lines to speak of, or nothing in it looks like a report: lists
    and short posts have lines that look like links. Lines that may tell its day or origin stay.
    """
    found = [line for line in _LINE.finditer(text) if line.group().strip(" \t\ufeff")]
    if not _FEWEST_LINES <= len(found) <= _MOST_LINES or is_wrapped(text) or text.isupper():
        return []
    weights = line_weights()
    lines = [line.group().strip() for line in found]
    guesses, scores = line_scores(lines, weights)
    is_body = [
        guess < 0 and len(line.split()) >= _BODY_WORDS
        for guess, line in zip(guesses, lines, strict=True)
    ]
    if not any(is_body):
        return []
    return [
        line.span()
        for line, words, score in zip(found, lines, scores, strict=True)
        if score > weights.threshold and not _tells_origin(words)
    ]


def _tells_origin(line: str) -> bool:
    """Tell whether a line may date the report or name who wrote or published it."""
    if len(line.split()) > _LABEL_WORDS:
        return False
    if find_outlet(line) or _BYLINE.match(line):
        return True
    return next(stamps(line), None) is not None


def _sum(signs: dict[str, float], weights: dict[str, float]) -> float:
    return sum(weights[name] * value for name, value in signs.items() if name in weights)
