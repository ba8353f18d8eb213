"""Tests of the stages joined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rashomon.clean import clean, cleaner_version
from rashomon.errors import UnreadableReport
from rashomon.ledger import Ledger
from rashomon.locate import Gazetteer
from rashomon.locate.index import Entry, build
from rashomon.pipeline import Step, add
from rashomon.pipeline import build as build_ledger
from rashomon.read import open_reader
from rashomon.records import PlaceKind, Reading, Report, Sidecar

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


def test_what_cannot_be_derived_any_more_is_skipped_and_waits_on(
    tmp_path: Path, gazetteers: tuple[Gazetteer, Gazetteer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sidecar that changed asks for a new derivation; where that fails the reading stays."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    reader = open_reader("rules")
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        build_ledger([tmp_path / "a.txt"], ledger, reader=reader, gazetteer=gazetteers[0])
        (report_id,) = ledger.report_ids()
        told = replace(ledger.capture(1), sidecar=Sidecar(outlet="The Invented Times"))
        ledger.take_in(told, clean(told), cleaner=cleaner_version())

        def failing(ledger: Ledger, report_id: str, capture_id: int | None) -> None:
            raise UnreadableReport("a.txt", "too strange")

        monkeypatch.setattr("rashomon.pipeline.derive", failing)
        steps: list[Step] = []
        summary = build_ledger(
            (), ledger, reader=reader, gazetteer=gazetteers[0], on_step=steps.append
        )
        assert (summary.skipped, summary.read) == (1, 0)
        assert [str(step.error) for step in steps] == ["a.txt: too strange"]
        assert ledger.reading(report_id) is not None
        assert [waiting for waiting, _ in ledger.waiting()] == [report_id]


def test_a_report_that_a_reader_cannot_take_is_skipped(
    tmp_path: Path, gazetteers: tuple[Gazetteer, Gazetteer]
) -> None:
    """The others are read; it waits for another reader."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"{TEXT}\n\nNumber {name}.\n", encoding="utf-8")

    class Choosy:
        version = "choosy-1"

        def read(self, report: Report) -> Reading:
            if report.name == "a":
                raise UnreadableReport(report.address, "not to my taste")
            return Reading(report, self.version)

    with Ledger.open(tmp_path / "ledger.db") as ledger:
        folder = [tmp_path / "a.txt", tmp_path / "b.txt"]
        summary = build_ledger(folder, ledger, reader=Choosy(), gazetteer=gazetteers[0])
        assert (summary.added, summary.read, summary.skipped) == (2, 1, 1)
        assert len(ledger.waiting()) == 1


def test_a_report_in_another_language_is_kept_unread_and_counted(
    tmp_path: Path, gazetteers: tuple[Gazetteer, Gazetteer]
) -> None:
    """When it is taken in, and when it is read with the others; never twice."""
    (tmp_path / "a.txt").write_text(
        "Die Stadt wurde am Montag beschossen, und vier Menschen sind dabei gestorben, wie der "
        "Arzt sagte. Es ist nicht bekannt, wer dafür verantwortlich war.\n",
        encoding="utf-8",
    )
    reader = open_reader("rules")
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        summary = add([tmp_path / "a.txt"], ledger)
        assert (summary.added, summary.foreign) == (0, 1)
        again = build_ledger([tmp_path / "a.txt"], ledger, reader=reader, gazetteer=gazetteers[0])
        assert (again.read, again.known, again.foreign) == (0, 0, 1)
        last = build_ledger([tmp_path / "a.txt"], ledger, reader=reader, gazetteer=gazetteers[0])
        assert (last.known, last.foreign) == (1, 0)
    with Ledger.open(tmp_path / "other.db") as ledger:
        at_once = build_ledger([tmp_path / "a.txt"], ledger, reader=reader, gazetteer=gazetteers[0])
        assert (at_once.added, at_once.foreign) == (1, 1)
