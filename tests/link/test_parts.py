"""Which part of a town words mean."""

from __future__ import annotations

import pytest

from rashomon.link.parts import are_other_parts, parts_told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("government-held west Aleppo", {"government", "west"}),
        ("rebel held districts", {"opposition"}),
        ("areas controlled by the Taliban", {"taliban"}),
        ("an opposition district outside Damascus", {"opposition"}),
        ("the town held by Islamic State", {"Islamic State"}),
        ("the eastern and western suburbs", set()),
        ("8 km east of Marib", set()),
        ("Marib", set()),
    ],
)
def test_holders_and_bearings_are_read(words: str, told: set[str]) -> None:
    """The side that holds a place and the end of it are told, a direction from it is not."""
    assert parts_told([words]) == told


@pytest.mark.parametrize(
    ("some", "others", "are_other"),
    [
        ({"east"}, {"west"}, True),
        ({"opposition"}, {"government"}, True),
        ({"opposition", "east"}, {"opposition", "west"}, False),
        ({"north"}, {"east"}, False),
        ({"north"}, {"government"}, False),
        (set(), {"government"}, False),
    ],
)
def test_other_parts_share_nothing(some: set[str], others: set[str], are_other: bool) -> None:
    """Opposite ends or other hands are other parts, unless anything is shared."""
    assert are_other_parts(frozenset(some), frozenset(others)) is are_other
    assert are_other_parts(frozenset(others), frozenset(some)) is are_other
