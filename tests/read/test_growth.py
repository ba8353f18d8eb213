"""That a long report takes as long as its length, not as the square of it.

Calls are counted rather than seconds, so that a busy machine makes no difference.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from random import Random
from types import FrameType

from rashomon.read import open_reader
from rashomon.records import Report

_TIMES = 4
_MOST = 1.25 * _TIMES  # calls for a text so many times as long; some names recur more often


def _report(paragraphs: int) -> Report:
    """Return a report of many happenings, told by many sources, some of them in quotations."""
    random = Random(7)
    towns = [f"{a}{b}" for a in ("Ard", "Bel", "Cor", "Dun", "Fal") for b in ("ora", "ek", "insk")]
    sources = ("police", "a hospital official", "the army", "Col. Omar Tarin", "the Arda Monitor")
    days = ("Monday", "Tuesday", "Friday", "3 May 2014", "yesterday", "the next day")
    told = []
    for _ in range(paragraphs):
        town, source, day = random.choice(towns), random.choice(sources), random.choice(days)
        dead, hurt = random.randint(2, 30), random.randint(2, 60)
        told += [
            f"Rebels fired rockets at the town of {town} on {day}, killing {dead} people and "
            f"wounding {hurt} others, {source} said. ",
            f"“The shelling hit a market near {random.choice(towns)},” {source} told reporters. "
            f"“We counted {dead} dead.” A day later, a car bomb exploded outside the hospital in "
            f"{random.choice(towns)}, according to {random.choice(sources)}.",
            "\n\n",
        ]
    return Report("r", "r", "r", "".join(told).strip())


def _calls(action: Callable[[], object]) -> int:
    count = 0

    def on_event(frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(on_event)
    try:
        action()
    finally:
        sys.setprofile(before)
    return count


def test_reading_grows_with_the_length_of_the_report() -> None:
    """Four times the text takes about four times the work."""
    reader = open_reader("rules")
    short, long = _report(25), _report(25 * _TIMES)
    reader.read(short)  # fills the look-up tables
    assert _calls(lambda: reader.read(long)) <= _MOST * _calls(lambda: reader.read(short))
