"""Stretches of a text by what they touch."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rashomon.read.stretches import Stretches
from rashomon.records import Span

SPANS = st.builds(
    lambda start, length: Span(start, start + length), st.integers(0, 60), st.integers(1, 40)
)


@given(st.lists(SPANS, max_size=12), SPANS)
def test_touching_finds_what_asking_each_would_find(spans: list[Span], asked: Span) -> None:
    """All that share a character are found, in the order in which they were given."""
    numbered = list(enumerate(spans))
    found = Stretches(numbered, lambda pair: pair[1]).touching(asked.start, asked.end)
    assert found == [(n, span) for n, span in numbered if span.overlaps(asked)]
