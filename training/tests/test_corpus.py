"""The annotation scheme becomes labels as its guide means them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rashomon_training.corpus import annotated, evidence
from rashomon_training.examples import Example, open_tokenizer
from rashomon_training.schema import IGNORED

TEXT = (
    "At least 12 people were killed and 30 wounded on Monday when shells hit the market of "
    "Mekra, the governor said. Talks had been held in Mekra on Monday."
)


def _claim(facet: str, quote: str, value: dict[str, Any], **more: Any) -> dict[str, Any]:
    base = {"incident": "mekra", "facet": facet, "value": value, "stance": "affirm"}
    return {**base, "source": ["the governor"], "quote": quote, **more}


@pytest.fixture
def example(tmp_path: Path) -> Example:
    """A report with overlapping evidence and a quote that occurs twice."""
    claims = [
        _claim(
            "killed", "At least 12 people were killed", {"min": 12, "max": None, "who": "people"}
        ),
        _claim(
            "injured", "12 people were killed and 30 wounded", {"min": 30, "max": 30, "who": None}
        ),
        _claim("date", "on Monday", {"from": "2020-01-06", "to": "2020-01-06"}),
        _claim("place", "the market of Mekra", {"name": "Mekra"}, stance="uncertain"),
    ]
    gold = {"id": "one", "published": None, "noise": [], "incidents": [], "claims": claims}
    (tmp_path / "one.json").write_text(json.dumps(gold))
    (tmp_path / "one.txt").write_text(TEXT)
    return next(annotated(tmp_path, open_tokenizer()))


def _words(example: Example, head: str, *labels: int) -> str:
    labeled = zip(example.words, example.labels[head], strict=True)
    found = [w for w, label in labeled if label in labels]
    return " ".join(example.text[w.start : w.end] for w in found)


def test_facets_may_overlap(example: Example) -> None:
    """Evidence of one facet leaves that of another whole."""
    assert _words(example, "killed", 1, 2) == "At least 12 people were killed"
    assert _words(example, "injured", 1, 2) == "12 people were killed and 30 wounded"


def test_other_places_of_the_same_words_are_left_open(example: Example) -> None:
    """A quote told once and found twice means the first; the other is no counterexample."""
    assert _words(example, "date", 1, 2) == "on Monday"
    assert _words(example, "date", IGNORED) == "on Monday"


def test_value_words_and_speakers_are_found_beside_the_evidence(example: Example) -> None:
    """Victims, place names and speakers have heads of their own."""
    assert _words(example, "who", 1, 2) == "people"
    assert _words(example, "where", 1, 2) == "Mekra"
    assert _words(example, "speaker", 1, 2) == "the governor"


def test_stance_is_learned_on_evidence_alone(example: Example) -> None:
    """Words outside any evidence have no stance."""
    assert _words(example, "stance", 2) == "the market of Mekra"
    assert "governor" in _words(example, "stance", IGNORED)


def test_the_same_claim_again_is_the_next_occurrence() -> None:
    """Twice annotated words are taken at both their places."""
    claims = [_claim("place", "in Mekra", {"name": "Mekra"})] * 2
    gold = {"claims": claims}
    text = "Two died in Mekra. Shells fell in Mekra."
    assert [place for _, place in evidence(gold, text)] == [(9, 17), (31, 39)]
