"""The made-up ledger of the benchmark is a sound one, and every figure of it can be taken."""

from __future__ import annotations

import shutil
import sys
from importlib import import_module
from pathlib import Path

import pytest

from rashomon.ledger import Ledger
from rashomon.reconciling import incident_page
from rashomon.reviewing import Today
from rashomon.verifying import verify

BENCH = Path(__file__).resolve().parents[1] / "bench"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the ledger of sixty incidents."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCH))
        make_ledger = import_module("made_ledger").make_ledger
        made = tmp_path_factory.mktemp("made") / "ledger.db"
        with Ledger.open(made) as ledger:
            told = make_ledger(ledger, 60, reader="bench-1", processes=1)
        assert told.incidents == 60
        assert 540 < told.claims <= 660
    return made


def test_what_was_made_verifies(path: Path) -> None:
    """Hashes, seals, quotations and texts hold, and no decision has lost what it is about."""
    with Ledger.open(path, create=False) as ledger:
        verdict = verify(ledger)
        assert verdict.problems == ()
        assert verdict.rederived == len(ledger.report_ids())
        assert Today(ledger).lost() == ()
        assert Today(ledger).decisions
        assert any(len(incident.members) > 2 for incident in ledger.incidents())


def test_a_page_is_that_of_the_whole_view(path: Path) -> None:
    """An incident loaded alone is what it is among all, decisions and all."""
    with Ledger.open(path, create=False) as ledger:
        whole = {incident.incident_id: incident for incident in Today(ledger).incidents()}
        for incident_id, incident in list(whole.items())[:20]:
            page = incident_page(ledger, incident_id)
            assert page.dossier.incident == incident
            assert {link.member for link in page.links if link.judgement == "same"} <= set(
                incident.members
            )
            assert page.lineage.reports == tuple(r.report for r in page.readings.values())


def test_every_figure_can_be_taken(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The table has a line for pages, lists, maps and exports, and the size."""
    monkeypatch.syspath_prepend(str(BENCH))
    monkeypatch.delitem(sys.modules, "ledger", raising=False)
    import_module("ledger").measure(str(path), ("page", "list", "map", "size"), 4, 1)
    told = capsys.readouterr().out
    for name in ("page", "list", "map", "timeline", "on disk"):
        assert name in told


def test_a_catalog_is_filled_by_rows_like_those_of_few(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every incident has a row with its own kind, days and reports, whoever it is like."""
    monkeypatch.syspath_prepend(str(BENCH))
    own = Path(shutil.copy(path, tmp_path / "own.db"))
    with Ledger.open(own, create=False) as ledger:
        monkeypatch.setattr(import_module("made_catalog"), "_AT_ONCE", 20)
        if (basis := ledger.catalog_state().basis) is not None:  # another test has filled it
            ledger.begin_catalog(basis, anew=True)
            ledger.put_catalog(
                (),
                gone={r.incident_id for r in ledger.find_incidents(limit=500).rows},
                after=ledger.catalog_state().refreshes,
            )
        real, alike = import_module("made_catalog").fill_catalog(ledger, 10, 1, lambda *_: None)
        assert min(real, alike) > 0
        rows = {row.incident_id: row for row in ledger.find_incidents(limit=500).rows}
        incidents = {one.incident_id: one for one in Today(ledger).incidents()}
        assert rows.keys() == incidents.keys()
        for incident_id, row in rows.items():
            one = incidents[incident_id]
            assert row.kind == one.kind
            assert set(row.report_ids) == {report_id for report_id, _ in one.members}
        assert not ledger.catalog_state().is_behind
