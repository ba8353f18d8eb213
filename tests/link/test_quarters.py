"""Names of small places, however they are spelled."""

from __future__ import annotations

import pytest

from rashomon.link.quarters import are_other_quarters, quarter_names


@pytest.mark.parametrize(
    ("words", "others"),
    [
        ("Jamilia", "the al-Jameliaiah neighborhood in West Aleppo"),
        ("Zubdiya, Aleppo", "al-Zabdiyeh"),
        ("between Saqba and Hammuriyah", "the town of Hamouriyeh"),
        ("a building in the Kunduz quarter", "Kunduz"),
    ],
)
def test_spellings_of_one_name_meet(words: str, others: str) -> None:
    """Vowels, doubled letters, articles and endings make no other name."""
    assert quarter_names(words) & quarter_names(others)
    assert not are_other_quarters(quarter_names(words), quarter_names(others))


@pytest.mark.parametrize(
    ("words", "others"),
    [
        ("Jamilia, Aleppo", "Midan, Aleppo"),
        ("the Zubdiya neighborhood of Aleppo", "the Ramouseh area of Aleppo"),
    ],
)
def test_two_quarters_of_one_city_are_told_apart(words: str, others: str) -> None:
    """The city that both lie in is no name that they share."""
    assert are_other_quarters(quarter_names(words), quarter_names(others))


@pytest.mark.parametrize("words", ["", "a market", "the North", "West Camp", "al-Bab"])
def test_words_without_a_long_name_tell_nothing_apart(words: str) -> None:
    """Bearings, kinds of places and names of three letters are no names."""
    assert quarter_names(words) == frozenset()
    assert not are_other_quarters(quarter_names(words), quarter_names("Jamilia"))
