"""The readers keep the quality that docs/quality.md records."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from rashomon.read import READERS

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "quality.md"
COLUMNS = ("seeds", "train-a", "train-b", "train-c")
SLACK = 0.01  # a change may cost this much elsewhere before somebody must look

Measured = tuple[str, str, dict[str, Any]]


@pytest.fixture(
    scope="module",
    params=[(reader, folder) for reader in READERS for folder in COLUMNS],
    ids=lambda pair: "-".join(pair),
)
def measured(request: pytest.FixtureRequest, shared: Path) -> Measured:
    """Score a reader on one folder of the annotated corpus, as a user would."""
    reader, folder = request.param
    path = shared / "corpus" / folder
    command = [sys.executable, "-m", "rashomon.cli", "evaluate", str(path), "--json"]
    told = subprocess.run(
        [*command, "--reader", reader], capture_output=True, text=True, check=True
    ).stdout
    return reader, folder, json.loads(told)


def section(reader: str) -> str:
    """Return what the page records of the reader as it is shipped."""
    page = PAGE.read_text(encoding="utf-8")
    (text,) = re.findall(rf"^## As shipped: `{reader}.*?(?=^## |\Z)", page, re.M | re.S)
    return str(text)


def recorded(reader: str, row: str, folder: str) -> float:
    """Return the figure that the page records in a row for a folder, the first of several."""
    (cells,) = re.findall(rf"^\| {re.escape(row)} \|(.*)\|$", section(reader), re.MULTILINE)
    cell = cells.split("|")[COLUMNS.index(folder)]
    (first, *_) = re.findall(r"\d\.\d+", cell)
    return float(first)


def test_the_recorded_figures_are_reached(measured: Measured) -> None:
    """No figure is more than the slack below the page, nor above it by as much unrecorded."""
    reader, folder, found = measured
    figures = {
        "claims F1": found["claims"][2],
        "killed": found["facets"]["killed"][2],
        "injured": found["facets"]["injured"][2],
        "responsible": found["facets"]["responsible"][2],
        "target": found["facets"]["target"][2],
        "means": found["facets"]["means"][2],
        "place": found["facets"]["place"][2],
        "date": found["facets"]["date"][2],
        "incidents within reports F1": found["incidents"][2],
        "linking B3 F1": found["linking_b3"][2],
        "speaker / whole chain": found["speaker"],
        "noise F1": found["noise"][2],
        "date of publication": found["published"],
    }
    for row, figure in figures.items():
        assert figure == pytest.approx(recorded(reader, row, folder), abs=SLACK), row


def test_the_readers_are_worth_having(measured: Measured) -> None:
    """Below these floors a reader would be of no use, whatever the page records."""
    _, folder, found = measured
    if folder == "train-b":
        assert found["claims"][2] >= 0.55
        assert found["speaker"] >= 0.75
        assert found["incidents"][2] >= 0.7
        assert found["published"] >= 0.85


def test_the_readme_tells_the_figures_of_the_page() -> None:
    """The README's summary is that of the table of unseen reports."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    for row in ("claims", "killed", "speaker", "incidents"):
        cells = re.findall(rf"^\| {row} \|(.*)\|$", page, re.MULTILINE)[0]
        unseen = re.findall(r"\*\*(\d\.\d+)\*\*", cells)[0]
        assert unseen in readme, row
