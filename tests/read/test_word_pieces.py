"""How the tagger sees a text: words with shape and pieces, merged into chunks."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from rashomon.read.word_pieces import LONGEST_CHUNK, SHAPES, Word, chunks, cut_words, shape_of


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("shells", "lower"),
        ("Mekra", "title"),
        ("UN", "upper"),
        ("McKay", "mixed"),
        ("1429", "number"),
        ("F16", "code"),
        (",", "mark"),
        ("A", "letter"),
        ("a", "lower"),
    ],
)
def test_a_word_has_the_shape_of_its_letters(word: str, shape: str) -> None:
    """The model learns what case tells from nine shapes."""
    assert SHAPES[shape_of(word)] == shape


def test_words_keep_their_place_and_cover_the_sentences(model: Path) -> None:
    """Every letter of a sentence lies in one word, whose offsets are those of the text."""
    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    text = "Noise. Ál-Mekra's town, U.S. F-16s!  Then 1,429 fled."
    sentences = [(7, 35), (37, len(text))]
    cut = cut_words(text, sentences, tokenizer, is_capitals=False)
    for (start, end), words in zip(sentences, cut, strict=True):
        joined = "".join(text[w.start : w.end] for w in words)
        assert joined == "".join(text[start:end].split())
    assert [w.is_glued for w in cut[0][:5]] == [False, True, True, True, True]


def test_shapes_tell_nothing_in_capitals(model: Path) -> None:
    """Where a whole report is in capitals, no word has a shape."""
    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    (words,) = cut_words("TROOPS FIRED", [(0, 12)], tokenizer, is_capitals=True)
    assert {w.shape for w in words} == {0}


def _words(*sizes: int) -> list[Word]:
    return [Word(at, at + 1, (7,) * size, 1, False) for at, size in enumerate(sizes)]


@given(st.lists(st.lists(st.integers(1, 24), max_size=40), max_size=12))
def test_chunks_hold_every_word_in_order(sizes: list[list[int]]) -> None:
    """Merging and cutting sentences loses no word and no chunk is too long for the model."""
    sentences = [_words(*some) for some in sizes]
    cut = list(chunks(sentences))
    assert [w for chunk in cut for w in chunk] == [w for some in sentences for w in some]
    assert all(sum(len(w.pieces) for w in chunk) <= LONGEST_CHUNK for chunk in cut)
    assert all(cut)
