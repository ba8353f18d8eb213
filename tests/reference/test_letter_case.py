"""Wire copy in capitals, and lower case that keeps its length."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rashomon.reference.letter_case import is_in_capitals, is_in_small_letters, lowered


def test_text_in_capitals_is_told_by_nearly_all_of_its_letters() -> None:
    """A paper's name in small letters changes nothing; a short cry in capitals tells nothing."""
    copy = "POLICE SAID THAT FOUR GUERRILLAS DIED IN THE AMBUSH, EL MERCURIO (la noche) REPORTED."
    assert is_in_capitals(copy)
    assert not is_in_capitals(copy.capitalize())
    assert not is_in_capitals("NATO SAID SO.")


@given(st.text(max_size=40))
def test_lower_case_moves_no_offset(text: str) -> None:
    """Some capitals are two characters in lower case; those stay as they are."""
    low = lowered(text)
    assert len(low) == len(text)
    assert all(a == b or a.lower() == b or b in "ςσ" for a, b in zip(text, low, strict=True))


def test_a_capital_of_two_small_characters_stays() -> None:
    """The dotted capital I of Turkish."""
    assert lowered("İzmir POLICE") == "İzmir police"


def test_small_letters_throughout_tell_no_names() -> None:
    """A transcript without capitals has no case to go by; a sentence with names has."""
    assert is_in_small_letters(
        "police said that four people died in the ambush near tula this morning."
    )
    assert not is_in_small_letters(
        "Police said that four people died in the ambush near Tula today."
    )
    assert not is_in_small_letters("too short to tell")
