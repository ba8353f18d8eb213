"""The bundled example's whole ledger is pinned; a change of it is read by a person."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

import rashomon
from rashomon.publish import export

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "khusham"
GOLDEN = Path(__file__).parent / "golden" / "khusham.json"


def test_the_example_gives_the_golden_ledger(
    update_golden: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every incident, claim, position, contest and range is as it was; else --update-golden."""
    monkeypatch.chdir(ROOT)
    with rashomon.build([EXAMPLE.relative_to(ROOT)]) as ledger:
        readings = {r.report.report_id: r for r in ledger.readings()}
        stream = io.StringIO()
        export(rashomon.dossiers(ledger), readings, "json", stream)
    if update_golden:
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(stream.getvalue(), encoding="utf-8")
    assert json.loads(stream.getvalue()) == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_the_order_of_reports_changes_nothing(tmp_path: Path) -> None:
    """The same reports in another order give the same incidents with the same ids."""
    paths = sorted(EXAMPLE.glob("0*"))

    def ids(order: list[Path]) -> list[tuple[str, tuple[tuple[str, int], ...]]]:
        with rashomon.build(order, reports_csv=EXAMPLE / "reports.csv") as ledger:
            return [
                (d.incident.incident_id, tuple(sorted(d.incident.members)))
                for d in rashomon.dossiers(ledger)
            ]

    assert ids(paths) == ids(paths[::-1])
