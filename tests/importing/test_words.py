"""Words that people copied are found where a report holds them, and only there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rashomon.importing.words import stretches

LETTERS = st.characters(exclude_categories=["Cs"])


@given(st.text(LETTERS, max_size=60), st.data())
def test_every_stretch_of_a_text_is_found_again(text: str, data: st.DataObject) -> None:
    """At its place, among others that read alike; what is found stands there."""
    if not text.strip():
        return
    start = data.draw(st.integers(0, len(text) - 1))
    words = text[start : data.draw(st.integers(start + 1, len(text)))].strip()
    found = stretches(text, words)
    assert all(span.is_in(text) for span in found)
    assert not words or any(span.quote == words for span in found)


def test_signs_and_space_may_have_been_turned() -> None:
    """Quotation marks, dashes and line breaks are those of the report."""
    text = "The 'victory'—so\n they say — cost 3-4 lives."
    found = [span.quote for span in stretches(text, "‘victory’–so they")]
    assert found == ["'victory'—so\n they"]
    assert stretches(text, "“victory”") == []
    assert [span.quote for span in stretches(text, "cost 3–4  lives")] == ["cost 3-4 lives"]


def test_words_without_end_or_number_are_not_looked_for_forever() -> None:
    """Empty and huge words mark nothing, and what stands everywhere is counted to a bound."""
    assert stretches("a text", " ") == []
    assert stretches("a text", "a" * 30_000) == []
    assert len(stretches("a " * 1_000, "a")) == 50
    assert len(stretches("a  b " * 1_000, "a b")) == 50
