"""Texts that nobody annotated, labeled by a model that has seen some that were.

A second model that learns from both reads steadier than the first. What the first is unsure of
is left open, and no text of the annotated corpus is among them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from tokenizers import Tokenizer as Words

from rashomon.read.document import parse
from rashomon.read.tagging import Tag, Tagger
from rashomon.records import Report
from rashomon_training.corpus import document_of
from rashomon_training.examples import Example, cut, empty
from rashomon_training.schema import FACETS, IGNORED, WORDS

__all__ = ["label", "unlabeled"]

SURE = 0.7  # tags from here on are taken for true; those below are left open
HEADS = (*FACETS, *WORDS, "speaker")


def unlabeled(path: Path, tokenizer: Words) -> Iterator[Example]:
    """Return the reports of a JSON Lines file with an `id` and a `text` each, without labels."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            document = document_of(record["id"], record["text"])
            sentences = [(s.start, s.end) for s in document.sentences]
            yield cut(
                record["id"],
                document.text,
                tokenizer,
                sentences,
                is_capitals=document.is_capitals,
            )


def label(tagger: Tagger, examples: Iterable[Example]) -> list[Example]:
    """Return the examples with the heads of our scheme labeled by `tagger`, others kept."""
    labeled = []
    for example in examples:
        report = Report(example.name, example.name, example.name, example.text)
        own = Example(example.name, example.text, example.sentences, dict(example.labels))
        empty(own, *HEADS)
        for tag in sorted(tagger.tag(parse(report), HEADS), key=lambda t: -t.score):
            _mark(own, tag)
        labeled.append(own)
    return labeled


def _mark(example: Example, tag: Tag) -> None:
    if tag.score >= SURE:
        example.mark(tag.head, 0, tag.start, tag.end)
        return
    labels = example.labels[tag.head]
    inside = [i for i in example.at(tag.start, tag.end) if labels[i] == 0]
    labels[inside] = IGNORED
