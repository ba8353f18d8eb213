from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rashomon.errors import InvalidRecord
from rashomon.records import EvidenceSpan, Span, Speaker

SPANS = st.builds(
    lambda start, length: Span(start, start + length), st.integers(0, 20), st.integers(1, 9)
)


def characters(span: Span) -> set[int]:
    """List a span's offsets one by one."""
    return set(range(span.start, span.end))


@given(SPANS, SPANS)
def test_spans_overlap_where_they_share_a_character(one: Span, other: Span) -> None:
    """Comparing offset by offset gives the same answer."""
    assert one.overlaps(other) == bool(characters(one) & characters(other)) == other.overlaps(one)


@given(SPANS, SPANS)
def test_a_span_covers_what_lies_wholly_in_it(one: Span, other: Span) -> None:
    """Ends that meet count as inside."""
    assert one.covers(other) == (characters(other) <= characters(one))


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 3)])
def test_a_span_without_characters_is_refused(start: int, end: int) -> None:
    """The message gives the offsets."""
    with pytest.raises(InvalidRecord, match=rf"\[{start}, {end}\)"):
        Span(start, end)


@given(st.text(min_size=1, max_size=40), st.data())
def test_cut_evidence_is_in_its_text(text: str, data: st.DataObject) -> None:
    """It holds what stands there, without white space at its ends."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assume(text[start:end].strip())
    cut = EvidenceSpan.cut(text, start, end)
    assert cut.is_in(text)
    assert cut.quote == text[start:end].strip() == cut.of(text)
    assert Span(start, end).covers(cut)


def test_evidence_is_not_in_a_text_that_has_changed() -> None:
    """One sign more before it, and the offsets lead elsewhere."""
    cut = EvidenceSpan.cut("Two were hurt.", 0, 8)
    assert not cut.is_in(" Two were hurt.")


def test_white_space_is_no_evidence() -> None:
    """A cut that holds nothing else is refused."""
    with pytest.raises(InvalidRecord, match="is empty"):
        EvidenceSpan.cut("a   b", 1, 4)


def test_a_quote_must_fill_its_span() -> None:
    """Words and offsets that do not belong together never meet."""
    with pytest.raises(InvalidRecord, match="does not fill"):
        EvidenceSpan(0, 3, "four")


@pytest.mark.parametrize("words", ["", " \n"])
def test_a_speaker_has_words(words: str) -> None:
    """The outlet's own voice is an empty chain, not a nameless speaker."""
    with pytest.raises(InvalidRecord, match="own voice"):
        Speaker(words)
