"""What the tagger tells: stretches of words with a kind and a score, proposals and no claims."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["FLOOR", "Tag"]

# Spans below are not told. Low on purpose: a rule that finds the same words may lift them.
FLOOR = 0.2


@dataclass(frozen=True, slots=True)
class Tag:
    """Words of a kind: `start` and `end` are offsets of the report's text.

    `head` is the task ("attribution", "killed", "stance"), `label` the kind within it. `score`
    is the mean probability of the words, from `FLOOR` to 1.
    """

    head: str
    label: str
    start: int
    end: int
    score: float
