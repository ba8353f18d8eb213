"""Readings on demand: the same as all at once, and few in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import rashomon
from rashomon.ledger import Ledger
from rashomon.reconciling import dossiers, each_dossier
from rashomon.stored_readings import StoredReadings

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def ledger() -> Iterator[Ledger]:
    """Build the bundled example's ledger once."""
    with rashomon.build([ROOT / "examples" / "khusham"], reader="rules") as built:
        yield built


def test_they_are_the_readings_of_the_ledger(ledger: Ledger) -> None:
    """By id and in the order of the ids, however few are kept."""
    wanted = {reading.report.report_id: reading for reading in ledger.readings()}
    few = StoredReadings(ledger, kept=1)
    assert list(few.items()) == list(wanted.items())
    assert len(few) == len(wanted)
    assert "r-none" not in few
    with pytest.raises(KeyError):
        few["r-none"]


def test_few_are_kept(ledger: Ledger) -> None:
    """What was not asked for lately has left memory."""
    few = StoredReadings(ledger, kept=2)
    for report_id in ledger.report_ids():
        few[report_id]
        assert len(few._kept) <= 2
    last = list(ledger.report_ids())[-2:]
    assert list(few._kept) == last
    few.load(last[:1])
    few[ledger.report_ids()[0]]
    assert list(few._kept) == [last[0], ledger.report_ids()[0]]


def test_dossiers_one_by_one_are_those_of_all(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Small batches and little memory change nothing."""
    whole = dossiers(ledger)
    monkeypatch.setattr("rashomon.reconciling._AT_ONCE", 1)
    assert tuple(each_dossier(ledger, readings=StoredReadings(ledger, kept=1))) == whole
    assert len(whole) > 1
