"""What a phrase has to hold before names of zones are looked for in it."""

from __future__ import annotations

import re

import pytest

from rashomon.locate.drawn_zones import find_zones
from rashomon.locate.zone_words import clue_to, pattern_of
from rashomon.locate.zones import shipped_zones

WAYS = (
    "inside the 55km deconfliction zones",
    "near the de-confliction line",
    "south of the litani river",
    "shelling across the dmz",
    "past the un buffer-zone",
)
NAMES = frozenset(n for z in shipped_zones() for n in (z.name, *z.names, *z.shared_names))
PATTERN = pattern_of(NAMES)


@pytest.mark.parametrize("words", [*WAYS, *sorted(name.lower() for name in NAMES)])
def test_no_name_is_missed_for_want_of_a_clue(words: str) -> None:
    """Looking for a clue first finds what the pattern of all names finds."""
    found = [match.span() for match in find_zones(words)]
    assert found == [match.span() for match in PATTERN.finditer(words)]


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_name_has_a_clue(name: str) -> None:
    """A clue is a word with letters, so that it leaves most phrases out."""
    assert re.fullmatch(r"[^\W\d_]{3,}", clue_to(name))


def test_phrases_without_a_clue_hold_no_zone() -> None:
    """A town is no zone."""
    assert list(find_zones("8 km east of the old town")) == []
