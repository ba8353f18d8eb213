"""How well bodies of pages are found, pinned on annotated pages."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

BENCH = Path(__file__).resolve().parents[1] / "bench" / "article_extraction.py"


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    """The bench as a module."""
    spec = importlib.util.spec_from_file_location("article_extraction_bench", BENCH)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_bodies_are_found_at_least_as_well_as_by_trafilatura(
    bench: ModuleType, shared: Path
) -> None:
    """On every annotated page together, and almost nothing is lost to noise."""
    folder = shared / "data" / "article_extraction"
    if not folder.is_dir():
        pytest.skip("no annotated pages")
    truth, pages = bench.bodies(folder)
    cleaned = {name: bench.by_clean(page) for name, page in pages.items()}
    alone = bench.score(truth, {n: bench.by_trafilatura(page) for n, page in pages.items()})
    whole = bench.score(truth, {name: body for name, (body, _) in cleaned.items()})
    ours = bench.score(truth, {name: body for name, (_, body) in cleaned.items()})
    assert alone.f1 == pytest.approx(0.960, abs=0.003)
    assert whole.f1 >= 0.973
    assert ours.f1 >= 0.972
    assert ours.f1 >= alone.f1


def test_the_measure_counts_runs_of_four_words(bench: ModuleType) -> None:
    """Repetitions count, and a shorter text is one run."""
    assert bench.page_score("a b c d e", "a b c d x") == (0.5, 0.5)
    assert bench.page_score("a b", "a b") == (1, 1)
    assert bench.page_score("a b c d", "") == (None, 0)
    assert bench.score({"1": "a b c d", "2": "e"}, {"1": "a b c d", "2": "f"}).f1 == 0.5


def test_a_page_that_cannot_be_read_has_no_body(bench: ModuleType) -> None:
    """It costs its own score and nothing else."""
    assert bench.by_clean(b"<html><body></body></html>") == ("", "")
