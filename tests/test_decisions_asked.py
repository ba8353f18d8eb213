"""What is asked for in words is refused where the words alone are wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from rashomon import decisions_asked as asked
from rashomon.errors import SettingError


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda: asked.approve("a", "perfect"), "draft, reviewed, approved"),
        (lambda: asked.assign("a", " \n"), "name who"),
        (lambda: asked.move([], None), "which reports"),
        (lambda: asked.set_report("a", " ", ""), "what to set"),
        (lambda: asked.set_report("a", None, "7 March"), "'7 March' is no day"),
        (lambda: asked.name_actor("the militia", " "), "both the words and the actor"),
        (lambda: asked.name_place("", 1.0, 2.0, 5.0), "name the place"),
    ],
    ids=["level", "person", "members", "nothing", "day", "actor", "place"],
)
def test_what_cannot_be_asked_is_refused_at_once(ask: Callable[[], object], told: str) -> None:
    """Before any ledger is looked into."""
    with pytest.raises(SettingError, match=told):
        ask()


def test_a_day_may_come_as_words_or_as_a_day() -> None:
    """Forms and terminals have words, a program's model has read the day already."""
    for day in ("2031-03-07", " 2031-03-07 ", date(2031, 3, 7)):
        asked.set_report("a", None, day)
