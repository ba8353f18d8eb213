"""The reader keeps the quality that docs/quality.md records."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
COLUMNS = ("seeds", "train-a", "train-b", "train-c")
SLACK = 0.01  # a rule may cost this much elsewhere before somebody must look


@pytest.fixture(scope="module", params=COLUMNS)
def measured(request: pytest.FixtureRequest, shared: Path) -> tuple[str, dict[str, Any]]:
    """Score the reader on one folder of the annotated corpus, as a user would."""
    folder = shared / "corpus" / request.param
    command = [sys.executable, "-m", "rashomon.cli", "evaluate", str(folder), "--json"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return request.param, json.loads(told)


def recorded(row: str, folder: str) -> float:
    """Return the figure that the page records in a row for a folder, the first of several."""
    page = (ROOT / "docs" / "quality.md").read_text(encoding="utf-8")
    (cells,) = re.findall(rf"^\| {re.escape(row)} \|(.*)\|$", page, re.MULTILINE)
    cell = cells.split("|")[COLUMNS.index(folder)]
    (first, *_) = re.findall(r"\d\.\d+", cell)
    return float(first)


def test_the_recorded_figures_are_reached(measured: tuple[str, dict[str, Any]]) -> None:
    """No figure is more than the slack below the page, nor above it by as much unrecorded."""
    folder, found = measured
    figures = {
        "claims F1": found["claims"][2],
        "killed": found["facets"]["killed"][2],
        "place": found["facets"]["place"][2],
        "responsible": found["facets"]["responsible"][2],
        "incidents within reports F1": found["incidents"][2],
        "linking B3 F1": found["linking_b3"][2],
        "speaker / whole chain": found["speaker"],
        "noise F1": found["noise"][2],
        "date of publication": found["published"],
    }
    for row, figure in figures.items():
        assert figure == pytest.approx(recorded(row, folder), abs=SLACK), row


def test_the_first_reader_reaches_what_it_must(measured: tuple[str, dict[str, Any]]) -> None:
    """On reports that nothing was tuned on, the floors below which it would be of no use."""
    folder, found = measured
    if folder == "train-b":
        assert found["claims"][2] >= 0.35
        assert found["speaker"] >= 0.75
        assert found["incidents"][2] >= 0.55
        assert found["published"] >= 0.85


def test_the_readme_tells_the_figures_of_the_page() -> None:
    """The README's summary is that of the held-out column."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for row in ("claims F1", "killed", "speaker / whole chain", "incidents within reports F1"):
        assert f"{recorded(row, 'train-b'):.3f}" in readme
