"""A few reports linked into a large ledger, as if all had been linked again."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon import pipeline
from rashomon.ledger import Ledger
from rashomon.pipeline import build
from rashomon.read import open_reader

FIRST = {
    "a.txt": "March 3, 2015 - A car bomb killed 32 people at a market in Kano on Tuesday, police "
    "said. Boko Haram was blamed.\n",
    "b.txt": "June 9, 2016 - Taliban gunmen killed four policemen in Herat on Thursday.\n",
}
LATER = {
    "c.txt": "March 3, 2015 - At least 32 people were killed by a car bomb at a market in Kano on "
    "Tuesday, witnesses said. They blamed Boko Haram.\n",
    "d.txt": "May 2, 2017 - Shelling killed seven civilians in Taiz on Tuesday, medics said.\n",
}


def write(folder: Path, texts: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def placed(ledger: Ledger) -> dict[tuple[str, int], str]:
    return {key: i.incident_id for i in ledger.incidents() for key in i.members}


@pytest.mark.parametrize("few", [0, 10**9], ids=["these alone", "everything again"])
def test_either_way_yields_the_same_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    """New reports join or open incidents; what was there before keeps its id and members."""
    reader = open_reader("rules")
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        build([write(tmp_path / "first", FIRST)], ledger, reader=reader)
        before = placed(ledger)
        monkeypatch.setattr(pipeline, "_FEW", few)
        build([write(tmp_path / "later", LATER)], ledger, reader=reader)
        after = placed(ledger)
        assert before.items() <= after.items()
        assert sorted(len(i.members) for i in ledger.incidents()) == [1, 1, 2]
        (kano,) = (i for i in ledger.incidents() if len(i.members) == 2)
        assert kano.incident_id in before.values()
        assert {x.judgement for x in ledger.links_of(kano.incident_id)} == {"same"}
        assert ledger.unplaced() == ()
        assert ledger.count_placed() == 4
        assert ledger.verify() == []


def test_what_an_interrupted_build_left_unlinked_is_linked_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reports that were read but not linked come in with the next few."""
    reader = open_reader("rules")
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        build([write(tmp_path / "first", FIRST)], ledger, reader=reader)
        with monkeypatch.context() as patch:
            patch.setattr(pipeline, "link_all", lambda *_: None)
            build([write(tmp_path / "later", {"c.txt": LATER["c.txt"]})], ledger, reader=reader)
        assert len(ledger.unplaced()) == 1
        monkeypatch.setattr(pipeline, "_FEW", 0)
        build([write(tmp_path / "last", {"d.txt": LATER["d.txt"]})], ledger, reader=reader)
        assert ledger.unplaced() == ()
        assert sorted(len(i.members) for i in ledger.incidents()) == [1, 1, 2]


def test_incidents_and_what_lies_around_are_asked_for_by_day(tmp_path: Path) -> None:
    """Only what is told of the days asked about, and what has no day."""
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        build([write(tmp_path / "first", FIRST)], ledger, reader=open_reader("rules"))
        told = ledger.told_around(None)
        assert len(told) == 2
        (kano,) = (t for t in told if t.first and t.first.year == 2015)
        assert kano.first
        assert ledger.told_around([(kano.first, kano.first)]) == (kano,)
        assert kano.lat == pytest.approx(12.0, abs=0.2)
        (found,) = ledger.incidents_of({kano.incident_id, "nowhere-undated"})
        assert found == ledger.incident(kano.incident_id)
        assert ledger.incident_ids() == {t.incident_id for t in told}
