"""How much annotated noise is marked, pinned as docs/quality.md tells it."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from rashomon.clean.language import language_of

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    """The bench as a module."""
    spec = importlib.util.spec_from_file_location("noise_bench", ROOT / "bench" / "noise.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_noise_is_marked_as_the_page_tells(bench: ModuleType, shared: Path) -> None:
    """By folder, all together, and by outlet with rules that another outlet needs, too."""
    page = (ROOT / "docs" / "quality.md").read_text(encoding="utf-8")
    every = []
    for folder in ("seeds", "train-a", "train-b", "train-c"):
        reports = bench.load(shared / "corpus" / folder)
        tally = bench.measured(reports)
        every += reports
        cells = re.findall(rf"^\| {folder} \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|", page, re.M)[0]
        assert tally.precision == pytest.approx(float(cells[0]), abs=0.005)
        assert tally.recall == pytest.approx(float(cells[1]), abs=0.01)
        assert tally.f1 == pytest.approx(float(cells[2]), abs=0.01)
        assert tally.f1 >= 0.9
    left_out = [tally.f1 for tally in bench.by_outlet(every).values()]
    (mean,) = re.findall(r"mean F1 of outlets ([\d.]+)", page)
    assert sum(left_out) / len(left_out) == pytest.approx(float(mean), abs=0.01)


def test_the_tally_counts_characters(bench: ModuleType) -> None:
    """Nothing wanted and nothing marked is right."""
    assert bench.Tally().f1 == 1
    assert bench.Tally(1, 2, 4).precision == 0.5
    assert bench.Tally(1, 2, 4).recall == 0.25
    assert bench.Tally(0, 2, 4).f1 == 0


def test_a_rule_of_one_outlet_alone_does_not_count_for_it(bench: ModuleType) -> None:
    """It is as if it had not been written."""
    noise = frozenset({1, 2})
    one = bench.Noisy(
        "abc", noise, "One", {"lines": noise, "tags": frozenset(), "weights": frozenset()}
    )
    other = bench.Noisy(
        "abc", noise, "Two", {"lines": frozenset(), "tags": noise, "weights": frozenset()}
    )
    both = bench.Noisy(
        "abc", noise, "Three", {"lines": noise, "tags": noise, "weights": frozenset()}
    )
    assert {name: tally.f1 for name, tally in bench.by_outlet([one, other]).items()} == {
        "One": 0,
        "Two": 0,
    }
    assert bench.by_outlet([one, both])["One"].f1 == 1


def test_no_english_report_is_taken_for_another_language(shared: Path) -> None:
    """Of the unannotated news, of none the whole and of none a sentence."""
    lines = (shared / "corpus" / "fakes" / "fakes.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    assert {language_of(text) for text in texts} == {"en"}
    sentences = {
        s for text in texts for s in re.split(r"(?<=[.!?])\s+", text) if len(s.split()) > 3
    }
    assert {language_of(sentence) for sentence in sentences} <= {"en", None}
