"""Figures count what they say, and stand in one table."""

from __future__ import annotations

import json
from pathlib import Path

from rashomon.read.tags import Tag
from rashomon_training.examples import Example, cut, open_tokenizer
from rashomon_training.measuring import Score, compare, score_triples
from rashomon_training.reporting import keep, table

TEXT = "The mayor said two shops had burned. Firefighters denied it had been arson."


def _span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def _tagged(**parts: list[str]) -> tuple[Example, list[Tag]]:
    tags = [
        Tag("attribution", part, *_span(words), 0.9)
        for part, all_ in parts.items()
        for words in all_
    ]
    return cut("one", TEXT, open_tokenizer()), tags


def _gold(path: Path, *triples: tuple[str, str, str]) -> Path:
    said = [
        {
            part: [dict(zip(("begin", "end"), _span(words), strict=True))]
            for part, words in zip(("source", "cue", "content"), triple, strict=True)
        }
        for triple in triples
    ]
    path.write_text(json.dumps({"id": "one", "attributions": said}) + "\n", encoding="utf-8")
    return path


def test_overlapping_spans_are_paired_one_to_one() -> None:
    """Two halves of one wanted span are one hit and one too many."""
    score = compare([(0, 10)], [(0, 5), (6, 10)])
    assert (score.strict, score.overlap, score.found, score.wanted) == (0, 1, 2, 1)


def test_a_source_belongs_to_a_cue_of_its_own_sentence(tmp_path: Path) -> None:
    """Nearer words beyond the end of a sentence do not take a speaker away."""
    gold = _gold(
        tmp_path / "dev.jsonl",
        ("The mayor", "said", "two shops had burned"),
        ("Firefighters", "denied", "it had been arson"),
    )
    tagged = _tagged(
        source=["The mayor", "Firefighters"],
        cue=["said", "denied"],
        content=["burned", "it had been arson"],
    )
    score = score_triples(gold, [tagged])
    assert (score.overlap, score.found, score.wanted) == (2, 2, 2)


def test_parts_are_shared_within_a_sentence_only(tmp_path: Path) -> None:
    """A cue without content of its own does not take that of the next sentence."""
    gold = _gold(tmp_path / "dev.jsonl", ("Firefighters", "denied", "it had been arson"))
    tagged = _tagged(
        source=["The mayor", "Firefighters"],
        cue=["said", "denied"],
        content=["it had been arson"],
    )
    score = score_triples(gold, [tagged])
    assert (score.overlap, score.found, score.wanted) == (1, 1, 1)


def test_the_table_puts_models_with_the_same_tests_side_by_side(tmp_path: Path) -> None:
    """A model kept again replaces its figures; other tests are another table."""
    path = tmp_path / "figures.json"
    keep(path, "small", {"killed": Score(0, 0, 1, 1)})
    keep(path, "small", {"killed": Score(1, 2, 2, 2)})
    keep(path, "full", {"killed": Score(1, 1, 1, 1)})
    keep(path, "base", {"role": Score(0, 1, 2, 2)})
    assert table(path) == (
        "| F1, strict / overlap | small | full |\n|---|---|---|\n"
        "| killed | 50.0 / 100.0 | 100.0 / 100.0 |\n\n"
        "| F1, strict / overlap | base |\n|---|---|\n| role | 0.0 / 50.0 |\n"
    )
