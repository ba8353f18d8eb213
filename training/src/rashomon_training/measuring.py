"""Figures: spans right to the word, spans that overlap, and who-said-what triples."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rashomon.read.document import Document, parse
from rashomon.read.labelings import spans_of
from rashomon.read.tagger import Tagger
from rashomon.read.tags import Tag
from rashomon.records import Report
from rashomon_training.corpus import document_of
from rashomon_training.examples import Example
from rashomon_training.schema import HEADS, IGNORED

__all__ = ["Score", "gold_spans", "score_spans", "score_triples", "tags_of"]

Span = tuple[int, int]
# A span counts as found from here on; between the tagger's floor and this it is a proposal.
CHOSEN = 0.5
# For triples, where every part must be there: of 0.3, 0.4 and 0.5 the best on PolNeAR's dev half.
LINKED = 0.4
# A cue without a source or content of its own shares its neighbor's ("said X and added Y") up to
# so many characters away; of 30, 60, 100 and 150 the best there.
_REACH = 60
# Between sentences each end of one counts as so many characters: of 0, 20, 50, 100, 200 and 400
# the best, which raises the triples by two points on either half of those texts.
_APART = 200


@dataclass(slots=True)
class Score:
    """Hits, found and wanted spans; strict hits have both ends right."""

    strict: int = 0
    overlap: int = 0
    found: int = 0
    wanted: int = 0

    def f1(self, hits: int) -> float:
        """Return the F1 of so many hits."""
        return 2 * hits / (self.found + self.wanted) if self.found + self.wanted else 0.0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.strict + other.strict,
            self.overlap + other.overlap,
            self.found + other.found,
            self.wanted + other.wanted,
        )

    def __str__(self) -> str:
        return (
            f"{100 * self.f1(self.strict):5.1f} {100 * self.f1(self.overlap):5.1f}   "
            f"P {100 * self.overlap / max(1, self.found):5.1f} "
            f"R {100 * self.overlap / max(1, self.wanted):5.1f}   n {self.wanted}"
        )


def gold_spans(example: Example) -> dict[tuple[str, str], list[Span]]:
    """Return the labeled spans of an example in offsets of its text, by head and kind."""
    words = example.words
    found: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for head in HEADS:
        labels = example.labels.get(head.name)
        if labels is None or not head.is_spans:
            continue
        for kind, first, last in spans_of(np.maximum(labels, 0).tolist()):
            found[head.name, head.labels[kind]].append((words[first].start, words[last - 1].end))
    return found


def masked(example: Example, head: str, tag: Tag) -> bool:
    """Tell whether the annotation leaves open what these words are."""
    labels = example.labels[head]
    inside = example.at(tag.start, tag.end)
    return bool(inside) and bool((labels[inside] == IGNORED).any())


def tags_of(tagger: Tagger, example: Example, heads: Sequence[str], *, own: bool) -> list[Tag]:
    """Tag an example's text; `own` where it is a report of the annotated corpus."""
    return list(tagger.tag(_document(example, own=own), heads))


def _document(example: Example, *, own: bool) -> Document:
    if own:
        return document_of(example.name, example.text)
    return parse(Report(example.name, example.name, example.name, example.text))


def score_spans(
    examples: Iterable[tuple[Example, list[Tag]]], heads: Sequence[str], chosen: float = CHOSEN
) -> dict[tuple[str, str], Score]:
    """Score tags against labels, by head and kind."""
    scores: dict[tuple[str, str], Score] = defaultdict(Score)
    for example, tags in examples:
        gold = gold_spans(example)
        for head in HEADS:
            if head.name not in heads or not head.is_spans or head.name not in example.labels:
                continue
            for label in head.labels:
                found = [
                    (t.start, t.end)
                    for t in tags
                    if (t.head, t.label) == (head.name, label)
                    and t.score >= chosen
                    and not masked(example, head.name, t)
                ]
                scores[head.name, label] += compare(gold[head.name, label], found)
    return scores


def compare(gold: Sequence[Span], found: Sequence[Span]) -> Score:
    """Count strict hits, and overlapping ones paired one to one, the widest first."""
    exact = len(set(gold) & set(found))
    pairs = sorted(
        (
            (min(g[1], f[1]) - max(g[0], f[0]), i, j)
            for i, g in enumerate(gold)
            for j, f in enumerate(found)
            if min(g[1], f[1]) > max(g[0], f[0])
        ),
        reverse=True,
    )
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for _, i, j in pairs:
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
    return Score(exact, len(used_gold), len(found), len(gold))


def score_triples(path: Path, tagged: Iterable[tuple[Example, list[Tag]]]) -> Score:
    """Score source, cue and content linked by the nearest cue; a triple is right if all overlap."""
    gold_by_name = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            gold_by_name[record["id"]] = record["attributions"]
    total = Score()
    for example, tags in tagged:
        gold = [
            tuple([(s["begin"], s["end"]) for s in said[part]] for part in _PARTS)
            for said in gold_by_name[example.name]
            if all(said.get(part) for part in _PARTS)
        ]
        ends = [sentence[-1].end for sentence in example.sentences]
        found = _linked([t for t in tags if t.head == "attribution" and t.score >= LINKED], ends)
        free = list(range(len(gold)))
        hits = 0
        for triple in found:
            match = next(
                (i for i in free if all(map(_meet, gold[i], triple))),
                None,
            )
            if match is not None:
                free.remove(match)
                hits += 1
        total += Score(hits, hits, len(found), len(gold))
    return total


_PARTS = ("source", "cue", "content")


def _meet(gold: Sequence[Span], found: Sequence[Span]) -> bool:
    return any(g[0] < f[1] and f[0] < g[1] for g in gold for f in found)


def _linked(tags: Sequence[Tag], ends: Sequence[int]) -> list[tuple[list[Span], ...]]:
    """Give each source and content to its nearest cue; `ends` are those of the sentences."""
    spans = {part: [(t.start, t.end) for t in tags if t.label == part] for part in _PARTS}
    cues = spans["cue"]
    held: dict[tuple[Span, str], list[Span]] = defaultdict(list)
    for part in ("source", "content"):
        for span in spans[part] if cues else ():
            held[min(cues, key=lambda cue: _gap(cue, span, ends)), part].append(span)
    triples: list[tuple[list[Span], ...]] = []
    for cue in cues:
        parts: list[list[Span]] = []
        for part in ("source", "content"):
            near = min(spans[part], key=lambda span: _gap(cue, span, ends), default=None)
            shared = [near] if near and _gap(cue, near, ends) < _REACH else []
            parts.append(held[cue, part] or shared)
        source, content = parts
        if source and content:
            triples.append((source, [cue], content))
    return triples


def _gap(one: Span, other: Span, ends: Sequence[int]) -> int:
    """Return how far two spans lie apart, the ends of sentences between them counted in."""
    (_, end), (start, _) = sorted((one, other))
    crossed = bisect_right(ends, start) - bisect_right(ends, end - 1)
    return max(start - end, 0) + _APART * max(crossed, 0)
