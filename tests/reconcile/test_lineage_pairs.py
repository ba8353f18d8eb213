"""How well copies are found among the news texts of FA-KES, by pairs labeled by hand."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from rashomon.reconcile.copies import Shared, find_shared
from rashomon.records import CarryKind, Report

PAIRS = Path(__file__).parent / "data" / "lineage_pairs.csv"
Pair = tuple[str, str]


@pytest.fixture(scope="module")
def labels() -> Mapping[Pair, str]:
    """Return the labels; the file holds ids only."""
    with PAIRS.open(encoding="utf-8", newline="") as stream:
        return {(row["one"], row["other"]): row["label"] for row in csv.DictReader(stream)}


@pytest.fixture(scope="module")
def found(shared: Path) -> Mapping[Pair, Shared]:
    """Return what is found among all texts, by pairs; nothing but the text is told."""
    reports = {}
    with (shared / "corpus" / "fakes" / "fakes.jsonl").open(encoding="utf-8") as stream:
        for told in map(json.loads, stream):
            reports[told["id"]] = Report(told["id"], told["id"], "fakes", told["text"])
    pairs = find_shared(list(reports.values()))
    return {_pair(pair.one.report_id, pair.other.report_id): pair for pair in pairs}


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def test_the_labels_are_enough(labels: Mapping[Pair, str]) -> None:
    """At least 60 copies, and 100 that were written apart."""
    counts = [list(labels.values()).count(label) for label in ("copy", "apart", "unclear")]
    assert counts == [98, 125, 27]
    assert all(one < other for one, other in labels)


def test_copies_are_found_and_nothing_else(
    labels: Mapping[Pair, str], found: Mapping[Pair, Shared]
) -> None:
    """The figures of docs/quality.md."""
    carried = {pair for pair, shared in found.items() if shared.kind == CarryKind.SHARED_TEXT}
    copies = {pair for pair, label in labels.items() if label == "copy"}
    apart = {pair for pair, label in labels.items() if label == "apart"}
    right, wrong = len(carried & copies), len(carried & apart)
    precision, recall = right / (right + wrong), right / len(copies)
    assert precision >= 0.98
    assert recall >= 0.95


def test_what_is_missed_is_shown_as_unknown(
    labels: Mapping[Pair, str], found: Mapping[Pair, Shared]
) -> None:
    """A copy that was not found is at least in the graph."""
    assert all(pair in found for pair, label in labels.items() if label == "copy")
