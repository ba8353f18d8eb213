"""That what is made of one long report grows with its length, not with the square of it.

Calls are counted rather than seconds, so that a busy machine makes no difference; patterns, which
count as one call however long they take, are held against a bound of processor time that is ten
times what they need.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from types import FrameType
from typing import Any

import pytest

from rashomon.link import link, link_within
from rashomon.locate import locate, open_gazetteer
from rashomon.read import open_reader
from rashomon.reconcile import reconcile, trace_lineage
from rashomon.records import Reading, Report

_TIMES = 4
_MOST = 1.6 * _TIMES  # a square would be 16 times; some sorting, and some names recur more often


def _speakers(sentences: int) -> str:
    """Return one happening that a new speaker tells of in every sentence."""
    return " ".join(
        f"Police officer Karim Na{one:05} said on Thursday that an air strike killed "
        f"{20 + one % 30} people in Khusham on February 7, 2018." for one in range(sentences)
    )  # fmt: skip


def _one_voice(sentences: int) -> str:
    """Return numbers of one speaker."""
    return " ".join(f"“We saw {one % 40 + 2} dead,” he said." for one in range(sentences))


def _places(sentences: int) -> str:
    """Return strikes on many places on many days."""
    towns = ("Raqqa", "Homs", "Hama", "Idlib", "Tartus", "Latakia", "Manbij", "Palmyra", "Daraa")
    return " ".join(
        f"Shelling hit {towns[one % 9]} on {one % 28 + 1} March 20{10 + one // 28 % 10}, killing "
        f"{one % 17 + 1} people, residents said." for one in range(sentences)
    )  # fmt: skip


def _calls(action: Callable[[], Any]) -> tuple[int, Any]:
    count = 0

    def on_event(frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(on_event)
    try:
        made = action()
    finally:
        sys.setprofile(before)
    return count, made


def _work(text: str) -> int:
    """Return how many calls linking within a report, and reconciling its incidents, takes."""
    reading = locate(open_reader("rules").read(Report("r", "r", "r", text)), open_gazetteer())
    within, linked = _calls(lambda: link_within(reading))
    incidents = link([linked]).incidents
    assert incidents
    dossiers, _ = _calls(lambda: [reconcile(one, {"r": linked}) for one in incidents[:3]])
    return within + dossiers


@pytest.mark.parametrize("text", [_speakers, _one_voice, _places])
def test_linking_and_reconciling_grow_with_the_report(text: Callable[[int], str]) -> None:
    """Four times the sentences take about four times the work, not sixteen."""
    _work(text(30))  # fills the look-up tables
    assert _work(text(100 * _TIMES)) <= _MOST * _work(text(100))


@pytest.mark.parametrize(
    "text",
    ["A" * 300_000, "A.b-" * 60_000, "Aleppo said " * 20_000, "a" * 300_000, "Ab " * 80_000],
    ids=["one word", "dotted word", "names", "small letters", "short names"],
)
def test_tracing_texts_takes_no_time_for_its_words(text: str) -> None:
    """Half a minute would do for the square of a tenth of it."""
    report = Report("r", "r", "r", text)
    began = time.process_time()
    trace_lineage([report, replace(report, report_id="s")])
    assert time.process_time() - began < 10


def test_a_report_of_very_many_happenings_says_what_was_not_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Only the first and the latest are open; an incident that this may have made tells so."""
    monkeypatch.setattr(sys.modules["rashomon.link.within"], "_MOST_OPEN", 3)
    reading = open_reader("rules").read(Report("r", "r", "r", _places(30)))
    made: Reading = link_within(reading)
    reasons = [reason for one in made.incidents for reason in one.reasons]
    assert len(made.incidents) > 5
    assert any("the last 3 told before alone" in reason for reason in reasons)
    assert not any("alone" in reason for reason in made.incidents[0].reasons)
