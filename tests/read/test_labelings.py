"""From label probabilities to spans: decoding against trying everything."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.read.labelings import best_paths, log_softmax, spans_of, transitions


@given(st.integers(0, 2**32 - 1), st.integers(1, 2), st.integers(1, 5))
def test_the_best_path_is_the_best_of_all(seed: int, kinds: int, length: int) -> None:
    """Decoding gives what trying every sound labeling gives, padding or not."""
    labels = 2 * kinds + 1
    chance = np.random.default_rng(seed)
    scores = chance.normal(size=(1, length + 2, labels)).astype(np.float32)
    moves = transitions(kinds, chance.integers(0, 50, (labels, labels)).astype(np.float32))

    def worth(path: Sequence[int]) -> float:
        steps = zip((labels, *path), path, strict=False)
        return float(sum(moves[a, b] for a, b in steps) + sum(scores[0, range(length), path]))

    (found,) = best_paths(scores, moves, [length])
    tried = max(itertools.product(range(labels), repeat=length), key=worth)
    assert worth(found[:length].tolist()) == pytest.approx(worth(tried), abs=1e-4)


@given(st.integers(0, 2**32 - 1), st.lists(st.integers(1, 6), min_size=1, max_size=5))
def test_rows_are_decoded_as_if_alone(seed: int, lengths: list[int]) -> None:
    """Rows of several lengths, each with moves of its own, do not touch each other."""
    chance = np.random.default_rng(seed)
    scores = chance.normal(size=(len(lengths), max(lengths), 5)).astype(np.float32)
    counts = chance.integers(0, 50, (len(lengths), 5, 5)).astype(np.float32)
    moves = np.stack([transitions(2, some) for some in counts])
    together = best_paths(scores, moves, lengths)
    for row, length in enumerate(lengths):
        (alone,) = best_paths(scores[row : row + 1, :length], moves[row], [length])
        assert together[row, :length].tolist() == alone.tolist()


@given(st.lists(st.integers(0, 4), max_size=20))
def test_spans_are_the_runs_of_a_labeling(path: list[int]) -> None:
    """Each beginning opens one span, which goes on as long as its kind does."""
    found = spans_of(path)
    assert len(found) == sum(label % 2 for label in path)
    for kind, first, last in found:
        assert path[first] == 2 * kind + 1
        assert set(path[first + 1 : last]) <= {2 * kind + 2}


def test_no_span_begins_in_its_middle() -> None:
    """However likely, a label for the rest of a span needs a beginning before it."""
    likely = np.array([[[0.0, 0.0, 9.0], [0.0, 0.0, 9.0]]], np.float32)
    assert best_paths(log_softmax(likely), transitions(1), [2])[0].tolist() == [1, 2]
