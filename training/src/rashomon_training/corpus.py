"""The annotated corpus as labeled texts: evidence of each facet, value words, speakers, stance.

A report is cleaned and cut into sentences by Rashomon itself, so that the model learns on what
it will read; headline, dateline and noise are no part of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from rashomon.clean import clean
from rashomon.evaluate import load_annotations
from rashomon.read.document import Document, parse
from rashomon.records import Capture
from rashomon_training.examples import Example, cut, empty
from rashomon_training.schema import FACETS, IGNORED, WORDS

__all__ = ["annotated", "document_of", "evidence"]

Span = tuple[int, int]
_COUNTS = ("killed", "injured", "casualties", "strength")
_STANCES = ("affirm", "deny", "uncertain")


def document_of(name: str, text: str) -> Document:
    """Return a report's text as Rashomon reads it."""
    captured = Capture(text.encode(), name, name, "text/plain", datetime(2000, 1, 1, tzinfo=UTC))
    return parse(clean(captured))


def annotated(folder: Path, tokenizer: Tokenizer) -> Iterator[Example]:
    """Return each annotated report of `folder` with the labels of all heads of our scheme."""
    for gold, text in load_annotations(folder):
        document = document_of(gold["id"], text)
        sentences = [(s.start, s.end) for s in document.sentences]
        example = cut(
            gold["id"], document.text, tokenizer, sentences, is_capitals=document.is_capitals
        )
        yield _labeled(example, gold, sentences)


def evidence(gold: Mapping[str, Any], text: str) -> list[tuple[Mapping[str, Any], Span]]:
    """Return each claim with the place of its quote.

    Claims stand in the order of the text. Where a quote occurs more than once, the occurrence
    next to the claims before and after is meant, and the same claim annotated again means the
    next occurrence.
    """
    places = [_occurrences(text, claim["quote"]) for claim in gold["claims"]]
    sure = [found[0] if len(found) == 1 else None for found in places]
    taken: dict[tuple[str, str, str], set[Span]] = defaultdict(set)
    located = []
    for at, (claim, found) in enumerate(zip(gold["claims"], places, strict=True)):
        if not found:
            continue
        key = (claim["facet"], claim["quote"], repr(sorted(claim["value"].items(), key=str)))
        left = [span for span in found if span not in taken[key]] or found
        near = [s[0] for s in (*sure[max(0, at - 2) : at], *sure[at + 1 : at + 3]) if s]
        place = min(left, key=lambda s: sum(abs(s[0] - n) for n in near) if near else s[0])
        taken[key].add(place)
        located.append((claim, place))
    return located


def _occurrences(text: str, words: str) -> list[Span]:
    found = []
    at = text.find(words)
    while words and at >= 0:
        found.append((at, at + len(words)))
        at = text.find(words, at + 1)
    return found


def _labeled(example: Example, gold: Mapping[str, Any], sentences: list[Span]) -> Example:
    empty(example, *FACETS, *WORDS, "speaker")
    empty(example, "stance", "voice", fill=IGNORED)
    located = evidence(gold, example.text)
    # Shorter evidence first: what a longer quote adds to it is labeled as a span of its own.
    for claim, (start, end) in sorted(located, key=lambda c: (c[1][0], c[1][1])):
        facet = claim["facet"]
        if facet in FACETS:
            _mark_rest(example, facet, start, end)
    chosen = {(claim["facet"], place) for claim, place in located}
    for claim, place in located:
        for other in _occurrences(example.text, claim["quote"]):
            if (claim["facet"], other) not in chosen:
                # The same words elsewhere: told of another event, or overlooked.
                labels = example.labels[claim["facet"]]
                inside = [i for i in example.at(*other) if labels[i] == 0]
                labels[inside] = IGNORED
        _mark_value(example, claim, place, sentences)
        _mark_speaker(example, claim, place, sentences)
        inside = example.at(*place)
        example.labels["stance"][inside] = _STANCES.index(claim["stance"])
        example.labels["voice"][inside] = 1 if claim["source"] else 0
    return example


def _mark_rest(example: Example, facet: str, start: int, end: int) -> None:
    labels = example.labels[facet]
    free = [i for i in example.at(start, end) if labels[i] <= 0]
    if not free:
        return
    # Only a tail may be free, since spans come in the order of their beginnings.
    tail = [i for i in range(free[-1], free[0] - 1, -1) if labels[i] <= 0]
    first = min(tail)
    labels[first : free[-1] + 1] = 2
    labels[first] = 1


def _mark_value(
    example: Example, claim: Mapping[str, Any], place: Span, sentences: list[Span]
) -> None:
    value, facet = claim["value"], claim["facet"]
    if facet in _COUNTS:
        head, words = "who", value.get("who")
    elif facet == "target":
        head, words = "what", value.get("what")
    elif facet == "place":
        head, words = "where", value.get("name")
    else:
        return
    if not words:
        return
    found = _nearest(example.text, words, place, _sentence(sentences, place))
    if found:
        example.mark(head, 0, *found)


def _mark_speaker(
    example: Example, claim: Mapping[str, Any], place: Span, sentences: list[Span]
) -> None:
    sentence = _sentence(sentences, place)
    for speaker in claim["source"]:
        found = _nearest(example.text, speaker, place, sentence) or _before(
            example.text, speaker, sentence[0]
        )
        if found:
            example.mark("speaker", 0, *found)


def _sentence(sentences: list[Span], place: Span) -> Span:
    return next((s for s in sentences if s[0] <= place[0] < s[1]), place)


def _nearest(text: str, words: str, place: Span, sentence: Span) -> Span | None:
    inside = [s for s in _occurrences(text, words) if sentence[0] <= s[0] and s[1] <= sentence[1]]
    return min(inside, key=lambda s: abs(s[0] - place[0]), default=None)


def _before(text: str, words: str, start: int) -> Span | None:
    earlier = [s for s in _occurrences(text, words) if s[1] <= start]
    return earlier[-1] if earlier else None
