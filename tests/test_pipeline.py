"""Tests of the stages joined."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rashomon.ledger import Ledger
from rashomon.locate import Gazetteer
from rashomon.locate.index import Entry, build
from rashomon.pipeline import build as build_ledger
from rashomon.read import open_reader
from rashomon.records import PlaceKind

TEXT = "An air strike on the village of Qorbul in Syria killed four people on 3 March 2017.\n"


def _gazetteer(folder: Path, version: str, lat: float) -> Gazetteer:
    places = (
        Entry("t:1", "Syria", (), PlaceKind.COUNTRY, 35, 38, 240, None, "SY", "Syria", 20_000_000),
        Entry("t:2", "Qorbul", (), PlaceKind.VILLAGE, lat, 37, 5, None, "SY", "Syria", 900),
    )
    path = folder / f"{version}.sqlite"
    build(path, entries=places, version=version)
    return Gazetteer(path)


@pytest.fixture
def gazetteers(tmp_path: Path) -> Iterator[tuple[Gazetteer, Gazetteer]]:
    """Two that put the village elsewhere."""
    with _gazetteer(tmp_path, "one", 35.0) as one, _gazetteer(tmp_path, "two", 36.0) as two:
        yield one, two


def test_another_gazetteer_locates_anew(
    tmp_path: Path, gazetteers: tuple[Gazetteer, Gazetteer]
) -> None:
    """Reports are read again where the gazetteer changed, and only then; the old is kept."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    reader = open_reader("rules")
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        read = []
        for gazetteer in (gazetteers[0], gazetteers[0], gazetteers[1]):
            summary = build_ledger([folder], ledger, reader=reader, gazetteer=gazetteer)
            read.append(summary.read)
        assert read == [1, 0, 1]
        (report,) = ledger.reports()
        assert ledger.gazetteer_of(report.report_id) == "two"
        assert len(ledger.older_readings(report.report_id)) == 1
        assert ledger.verify() == []
