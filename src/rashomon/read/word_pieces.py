"""How the tagger sees a text: words with their shape, cut into pieces of a small vocabulary.

The model knows no capitals: what case tells is given as a shape beside each word, and left out
where a whole report is in capitals. Sentences are merged into chunks, since a chunk of some 128
pieces reads better than single sentences (three points of F1) and than longer stretches.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

__all__ = [
    "CHUNK_PIECES",
    "LONGEST_CHUNK",
    "SHAPES",
    "Word",
    "chunks",
    "cut_words",
    "shape_of",
]

CHUNK_PIECES = 128  # 48 loses three points of F1, 256 and more lose one
LONGEST_CHUNK = 192  # a single sentence longer than this is cut between words
_LONGEST_WORD = 24  # pieces; what is longer is no word but an address or a broken encoding

SHAPES = ("unknown", "lower", "title", "upper", "mixed", "number", "code", "mark", "letter")


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its place in the text, its pieces, its shape and whether it follows unspaced."""

    start: int
    end: int
    pieces: tuple[int, ...]
    shape: int
    is_glued: bool


def shape_of(word: str) -> int:
    """Return the index in `SHAPES` of what the letters of `word` look like."""
    if word.isdigit():
        return 5
    if not any(c.isalnum() for c in word):
        return 7
    if any(c.isdigit() for c in word):
        return 6
    if len(word) == 1 and word.isupper():
        return 8
    if word.islower():
        return 1
    if word.isupper():
        return 3
    return 2 if word[0].isupper() and word[1:].islower() else 4


def cut_words(
    text: str, sentences: Sequence[tuple[int, int]], tokenizer: Tokenizer, *, is_capitals: bool
) -> list[list[Word]]:
    """Cut each sentence of `text`, given by its offsets, into words."""
    # One by one: the tokenizer's batches start threads of its own and are no faster.
    cut = [tokenizer.encode(text[a:b], add_special_tokens=False) for a, b in sentences]
    found: list[list[Word]] = []
    for (base, _), encoded in zip(sentences, cut, strict=True):
        words: list[Word] = []
        pieces: list[int] = []
        begin = end = 0
        current: int | None = None
        for piece, word, (a, b) in zip(encoded.ids, encoded.word_ids, encoded.offsets, strict=True):
            if word != current and pieces:
                words.append(_word(text, base + begin, base + end, pieces, is_capitals))
                pieces = []
            if not pieces:
                begin = a
            current = word
            pieces.append(piece)
            end = b
        if pieces:
            words.append(_word(text, base + begin, base + end, pieces, is_capitals))
        found.append(words)
    return found


def _word(text: str, start: int, end: int, pieces: list[int], is_capitals: bool) -> Word:
    shape = 0 if is_capitals else shape_of(text[start:end])
    is_glued = start > 0 and not text[start - 1].isspace()
    return Word(start, end, tuple(pieces[:_LONGEST_WORD]), shape, is_glued)


def chunks(
    sentences: Sequence[Sequence[Word]], pieces: int = CHUNK_PIECES
) -> Iterator[tuple[Word, ...]]:
    """Merge sentences in their order into chunks of at most `pieces` pieces.

    A sentence that is longer stands alone, and is cut where even `LONGEST_CHUNK` is too short.
    """
    held: list[Word] = []
    size = 0
    for sentence in sentences:
        length = sum(len(word.pieces) for word in sentence)
        if held and size + length > pieces:
            yield tuple(held)
            held, size = [], 0
        if length <= LONGEST_CHUNK:
            held += sentence
            size += length
            continue
        for word in sentence:
            if size + len(word.pieces) > LONGEST_CHUNK:
                yield tuple(held)
                held, size = [], 0
            held.append(word)
            size += len(word.pieces)
    if held:
        yield tuple(held)
