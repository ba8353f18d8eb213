"""What stands around the list: its time, and keeping up with the ledger."""

from __future__ import annotations

import logging
import threading
import time
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from rashomon.cataloging import basis_of
from rashomon.errors import LedgerBusy
from rashomon.records import DateInterval, IncidentQuery
from rashomon.records.listings import Timeline, TimelineUnit
from rashomon.web.keeping_up import keep_up
from rashomon.web.listing import days_in_view, whole_timeline


def _place(days: list[date], undated: int = 0) -> Any:
    """A workplace whose ledger has an incident on each day."""

    def timeline(query: IncidentQuery, *, unit: TimelineUnit) -> Timeline:
        counts: dict[date, int] = {}
        for day in days:
            if (query.first is None or day >= query.first) and (
                query.last is None or day <= query.last
            ):
                counts[unit.begin(day)] = counts.get(unit.begin(day), 0) + 1
        return Timeline(unit, tuple(sorted(counts.items())), undated)

    def incident_days(query: IncidentQuery) -> tuple[date, date] | None:
        counts = timeline(query, unit=TimelineUnit.DAY).counts
        return (counts[0][0], counts[-1][0]) if counts else None

    ledger = SimpleNamespace(timeline=timeline, incident_days=incident_days)
    return SimpleNamespace(ledger=ledger)


@pytest.mark.parametrize(
    ("days", "unit", "counts"),
    [
        ([date(2018, 2, 7), date(2018, 2, 9)], "day", [1, 1]),
        ([date(2018, 2, 7), date(2018, 4, 9)], "day", [1, 1]),
        ([date(2018, 1, 1), date(2018, 3, 31), date(2018, 4, 4)], "month", [1, 1, 1]),
        ([date(2016, 2, 7), date(2016, 2, 9), date(2018, 2, 9)], "month", [2, 1]),
        ([date(1990, 2, 7), date(1990, 5, 9), date(2018, 2, 9)], "year", [2, 1]),
        ([], "month", []),
    ],
)
def test_a_timeline_counts_in_spans_that_fit(
    days: list[date], unit: str, counts: list[int]
) -> None:
    """Days for weeks, months for years, years for decades; what is asked for narrows none."""
    told = whole_timeline(_place(days, 3), IncidentQuery(first=date(2018, 2, 9)))
    assert (told.unit, [times for _, times in told.counts]) == (unit, counts)
    assert told.undated == 3


def test_the_days_in_view_are_those_asked_for_or_those_there_are() -> None:
    """One end may be given and the other found."""
    place = _place([date(2017, 1, 1), date(2018, 2, 7)])

    def days(**asked: date) -> DateInterval | None:
        return days_in_view(place, IncidentQuery(**asked))  # type: ignore[arg-type]

    assert days() == DateInterval(date(2017, 1, 1), date(2018, 2, 7))
    assert days(first=date(2018, 1, 1)) == DateInterval(date(2018, 1, 1), date(2018, 2, 7))
    assert days(first=date(2019, 1, 1)) == DateInterval(date(2019, 1, 1), date(2019, 1, 1))
    assert days_in_view(_place([]), IncidentQuery()) is None


def _behind(incidents: int, version: str = "") -> Any:
    """A workplace whose lists are so many incidents behind, or were made by another `version`."""
    zones: Any = SimpleNamespace(fingerprint="z")
    basis = basis_of("p", zones)
    state = SimpleNamespace(
        basis=replace(basis, version=version) if version else basis, outdated=incidents,
        unsearched=0,
    )  # fmt: skip
    return SimpleNamespace(
        ledger=SimpleNamespace(
            catalog_state=lambda: state, catalog_counters=lambda: (1, 1), one_look=nullcontext,
            count_placed=lambda: 7,
        ),
        kept=SimpleNamespace(get=lambda _, __, make: make()), policy="p", zones=zones,
        refreshing=threading.Lock(),
    )  # fmt: skip


def _freed(lock: threading.Lock) -> bool:
    """Tell whether a lock is let go within a while."""
    is_free = lock.acquire(timeout=30)
    if is_free:
        lock.release()
    return is_free


@pytest.mark.parametrize(("incidents", "told"), [(1, 0), (1000, 1000)], ids=["few", "many"])
def test_a_busy_ledger_is_caught_up_with_later(
    incidents: int, told: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The page is shown as the lists are, the log says why, and the next look tries again."""
    place = _behind(incidents)
    held = []

    def busy(*_: object, **__: object) -> None:
        held.append(place.refreshing.locked())
        raise LedgerBusy("somebody writes")

    monkeypatch.setattr("rashomon.cataloging.refresh", busy)
    with caplog.at_level(logging.WARNING):
        for times in (1, 2):
            assert keep_up(place) == told
            assert _freed(place.refreshing)
            assert held == [True] * times
    assert caplog.text.count("somebody writes") == 2


def test_many_incidents_are_listed_by_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever looks meanwhile neither waits nor begins the same work again."""
    place = _behind(1000)
    begun, held, times = threading.Event(), threading.Event(), []

    def slowly(*_: object, **__: object) -> None:
        times.append(1)
        begun.set()
        held.wait(30)

    monkeypatch.setattr("rashomon.cataloging.refresh", slowly)
    assert keep_up(place) == 1000
    assert begun.wait(30)
    assert keep_up(place) == keep_up(place) == 1000
    assert place.refreshing.locked()
    held.set()
    assert _freed(place.refreshing)
    assert len(times) == 1


def test_a_few_wait_for_whoever_lists_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two pages at once bring the lists up one after the other, never side by side."""
    place = _behind(1)
    inside, most = [0], [0]

    def counted(*_: object, **__: object) -> None:
        inside[0] += 1
        most[0] = max(most[0], inside[0])
        time.sleep(0.02)
        inside[0] -= 1

    monkeypatch.setattr("rashomon.cataloging.refresh", counted)
    looks = [threading.Thread(target=keep_up, args=(place,)) for _ in range(4)]
    for one in looks:
        one.start()
    for one in looks:
        one.join(30)
    assert most == [1]


def test_lists_that_another_version_made_are_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Though nothing of the ledger has changed; those of this version are left as they are."""
    times: list[int] = []
    monkeypatch.setattr("rashomon.cataloging.refresh", lambda *_, **__: times.append(1))
    assert keep_up(_behind(0)) == 0
    assert times == []
    assert keep_up(_behind(0, version="0.0.1/1")) == 0
    assert times == [1]
