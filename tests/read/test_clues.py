"""That a pattern with clues finds what the pattern alone would find."""

from __future__ import annotations

from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.read import charges, deeds, harm, reasons, responsibility, targets, weapons
from rashomon.read.clues import Clued, clued


def _patterns(module: ModuleType) -> list[tuple[str, Clued]]:
    found = []
    for name, value in vars(module).items():
        values = value if isinstance(value, tuple) else (value,)
        for number, one in enumerate(values):
            inner = one[-1] if isinstance(one, tuple) and one else one
            if isinstance(inner, Clued):
                found.append((f"{module.__name__.rpartition('.')[2]}.{name}[{number}]", inner))
    return found


BY_NAME = {
    id(pattern): (name, pattern)  # once, though one module may import it from another
    for module in (responsibility, charges, deeds, harm, reasons, targets, weapons)
    for name, pattern in _patterns(module)
}
ALL = [pytest.param(pattern, id=name) for name, pattern in BY_NAME.values()]


def test_a_pattern_is_tried_only_where_a_clue_stands() -> None:
    """Without the clue there is no match, with it there are all."""
    pattern = clued("rock", r"\b(?:rockets?|stones?)\b")
    assert pattern.search("a stone fell") is None
    assert [m.group() for m in pattern.finditer("rockets and a stone")] == ["rockets", "stone"]


@pytest.mark.parametrize("pattern", ALL)
@given(data=st.data())
@settings(max_examples=10, suppress_health_check=list(HealthCheck), deadline=None)
def test_every_match_holds_a_clue(pattern: Clued, data: st.DataObject) -> None:
    """A clue that some match lacks would lose that match unseen."""
    text = data.draw(st.from_regex(pattern.pattern))
    found = pattern.pattern.search(text)
    assert found is not None
    assert any(clue in found.group() or clue in text for clue in pattern.clues)
