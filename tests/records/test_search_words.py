"""Words as they are searched for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.records.search_words import fold, is_told, terms_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Deir ez-Zor", "deir ez zor"),
        ("Al-Ḥasakah İdlib", "al hasakah idlib"),
        ("Донецьк", "донецьк"),
        ("دَمَشق", "دمشق"),
        ("snake_case 3.5", "snake case 3 5"),
        ("\0 ' \" % * \\", ""),
        ("x" * 100, "x" * 64),
    ],
)
def test_words_are_folded(text: str, words: str) -> None:
    """Case, accents and signs are left out."""
    assert fold(text) == words


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    """What was folded is as it is searched for."""
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_text_tells_its_own_words(text: str) -> None:
    """Whatever stands in a text can be asked for, signs and all."""
    assert is_told(text.replace("*", " "), fold(text))


def test_marks_join_words() -> None:
    """Quotation marks and hyphens make runs; a star asks for a beginning."""
    assert terms_of('"Air strike" al-Tanf hosp* NOT ( "') == (
        (("air", "strike"), False), (("al", "tanf"), False), (("hosp",), True), (("not",), False),
    )  # fmt: skip
