"""Whom a number counts."""

from __future__ import annotations

import pytest

from rashomon.reference.victims import side_of, victim_group


@pytest.mark.parametrize(
    ("who", "group"),
    [
        (None, "all"),
        ("people", "all"),
        ("PERSONS", "all"),
        ("two", "all"),
        ("others", "others"),
        ("the civilian population", "civilians"),
        ("villagers", "civilians"),
        ("four of the children", "children"),
        ("a 14 - year - old schoolboy", "children"),
        ("women and children", "women and children"),
        ("women", "women"),
        ("a nurse", "medics"),
        ("journalists", "journalists"),
        ("pro-regime fighters", "fighters"),
        ("forces loyal to the president", "fighters"),
        ("SOLDIERS", "fighters"),
        ("policemen", "fighters"),
        ("the groom's father", "groom father"),
        ("people with ties to the militia", "all"),
    ],
)
def test_words_are_brought_to_a_group(who: str | None, group: str) -> None:
    """Free words for the harmed fall into few groups, or into one of their own."""
    assert victim_group(who) == group


@pytest.mark.parametrize(
    ("who", "side"),
    [
        (None, None),
        ("militiamen", None),
        ("pro-government forces", "pro-government"),
        ("rebels", "opposition"),
        ("coalition forces", "coalition"),
        ("US-backed fighters", None),
        ("US soldiers", "American"),
        ("Taliban militants", "jihadist"),
    ],
)
def test_the_side_of_fighters_is_told_by_their_words(who: str | None, side: str | None) -> None:
    """Fighters of two sides must not be held against each other."""
    assert side_of(who) == side
