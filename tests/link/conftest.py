"""Readings made from annotations, for linking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rashomon.evaluate.annotated import annotated_incidents, annotated_reading
from rashomon.evaluate.gold import load_annotations
from rashomon.records import Reading

Keyed = tuple[list[Reading], dict[tuple[str, int], str]]


@pytest.fixture(scope="session")
def annotated(shared: Path) -> Callable[[str], list[tuple[Reading, dict[int, list[str]], Any]]]:
    """Return a split's readings with the gold key of every claim, by mention."""

    def load(split: str) -> list[tuple[Reading, dict[int, list[str]], Any]]:
        found = []
        for gold, text in load_annotations(shared / "corpus" / split):
            reading, keys = annotated_reading(gold, text, apart=False)
            found.append((reading, keys, gold))
        return found

    return load


@pytest.fixture(scope="session")
def keyed(shared: Path) -> Callable[[str], Keyed]:
    """Return a split's readings with the annotators' own incidents, and their keys."""
    return lambda split: annotated_incidents(shared / "corpus" / split)


@pytest.fixture(scope="session")
def b_cubed() -> Callable[[list[tuple[str, str]]], float]:
    """Return the function that scores (found, wanted) labels by B3's F1."""

    def score(elements: list[tuple[str, str]]) -> float:
        both, found, wanted = (
            Counter(elements),
            Counter(f for f, _ in elements),
            Counter(w for _, w in elements),
        )
        precision = sum(both[e] / found[e[0]] for e in elements) / len(elements)
        recall = sum(both[e] / wanted[e[1]] for e in elements) / len(elements)
        return 2 * precision * recall / (precision + recall)

    return score
