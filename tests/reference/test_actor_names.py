"""Known actors by name, and those that words may mean."""

from __future__ import annotations

import pytest

from rashomon.reference.actor_context import ActorContext
from rashomon.reference.actor_names import known_actors, likely_actors


def test_every_actor_is_known_once() -> None:
    """The names can be listed for people to choose from."""
    names = known_actors()
    assert len(names) == len(set(names)) > 100
    assert {"Houthis", "US-led coalition"} <= set(names)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Ansar Allah", "Houthis"),
        ("Russian aircraft", "Russia"),
        ("the Syrian Democratic Force", "Syrian Democratic Forces"),
    ],
)
def test_the_likeliest_actor_comes_first(words: str, first: str) -> None:
    """Whom the reader takes the words for, or a name with letters in common."""
    assert likely_actors(words)[0] == first


def test_what_the_report_is_about_tells_whose_the_army_is() -> None:
    """The context of a report counts as it does for the reader."""
    assert likely_actors("regime warplanes", ActorContext("Syria"))[0] == "Syrian government forces"


@pytest.mark.parametrize("words", ["the army", "", "a local doctor", "‏", "a" * 200])
def test_words_that_name_nobody_lead_to_nobody(words: str) -> None:
    """What many names have in common proposes none of them."""
    assert likely_actors(words) == []


def test_no_more_are_proposed_than_asked_for() -> None:
    """A list to choose from stays short."""
    assert len(likely_actors("Islamic State in Somalia", most=2)) == 2
