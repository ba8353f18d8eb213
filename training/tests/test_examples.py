"""Labels land on the words that the annotation means."""

from __future__ import annotations

import random

import numpy as np
import pytest
from tokenizers import Tokenizer

from rashomon_training.examples import (
    Chunk,
    cut,
    empty,
    open_tokenizer,
    to_examples,
    without_copies,
    without_marks,
)
from rashomon_training.schema import HEADS, columns

TEXT = "Shells fell on Mekra, officials said. Two people died on Monday."


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    """The encoder's own."""
    return open_tokenizer()


def test_a_span_is_labeled_from_its_first_word(tokenizer: Tokenizer) -> None:
    """The first word begins the span, the others go on with it."""
    example = empty(cut("one", TEXT, tokenizer), "place")
    assert example.mark("place", 0, TEXT.index("on Mekra"), TEXT.index(","))
    assert example.labels["place"].tolist()[:5] == [0, 0, 1, 2, 0]


def test_a_labeled_word_is_not_labeled_again(tokenizer: Tokenizer) -> None:
    """What nests in a labeled span is left out, not cut in."""
    example = empty(cut("one", TEXT, tokenizer), "place")
    example.mark("place", 0, 0, 20)
    assert not example.mark("place", 0, 15, 20)


def test_chunks_hold_every_word_once(tokenizer: Tokenizer) -> None:
    """Cutting loses and doubles nothing, whatever the chance lengths."""
    example = empty(cut("one", TEXT * 9, tokenizer), "place")
    for seed in range(20):
        drawn = list(to_examples(example, 32, random.Random(seed)))
        assert [w for chunk in drawn for w in chunk.words] == example.words


def test_a_span_cut_by_a_chunk_begins_anew() -> None:
    """No chunk opens in the middle of a span, since the decoder allows none that does."""
    example = empty(cut("one", "One two. Three four.", open_tokenizer()), "place")
    example.mark("place", 0, 0, 20)
    drawn = list(to_examples(example, 4, random.Random(0)))
    assert len(drawn) > 1
    assert all(chunk.labels["place"][0] == 1 for chunk in drawn)


def test_leaving_out_marks_keeps_labelings_sound(tokenizer: Tokenizer) -> None:
    """A span that began with a quotation mark begins with its next word."""
    text = '"We fired, twice" he said.'
    example = empty(cut("one", text, tokenizer), "attribution")
    example.mark("attribution", 2, 0, 17)
    chunk = Chunk(tuple(example.words), example.labels)
    bare = without_marks(chunk)
    assert [text[w.start : w.end] for w in bare.words] == [
        "We",
        "fired",
        "twice",
        "he",
        "said",
        ".",
    ]
    assert bare.labels["attribution"].tolist() == [5, 6, 6, 0, 0, 0]


def test_copies_of_known_texts_are_left_out(tokenizer: Tokenizer) -> None:
    """A text whose runs of words stand in a known one is no training data."""
    known = cut("known", TEXT, tokenizer)
    other = cut(
        "other", "Nothing in this sentence was ever told about any shells at all.", tokenizer
    )
    assert [e.name for e in without_copies([known, other], [TEXT.upper()])] == ["other"]


def test_heads_lie_side_by_side() -> None:
    """Every head has columns of its own, none is left over."""
    ends = columns()
    assert [ends[h.name][1] - ends[h.name][0] for h in HEADS] == [h.width for h in HEADS]
    assert np.all(np.diff([begin for begin, _ in ends.values()]) > 0)
