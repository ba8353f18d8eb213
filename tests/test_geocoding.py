"""Floors under the accuracy of putting given names on the map (see docs/quality.md)."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from rashomon.locate import open_gazetteer

BENCH = Path(__file__).resolve().parents[1] / "bench" / "geocoding.py"
# A hundredth below what was measured on 22 November 2026.
FLOORS = {"gwn": 0.904, "geovirus": 0.856, "lgl": 0.843}


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("geocoding_bench", BENCH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", FLOORS)
def test_names_are_put_within_161_km(name: str, bench: ModuleType, shared: Path) -> None:
    """Of all names that have coordinates, so many come within a hundred miles."""
    path = shared / "data" / "geoparsing" / f"{name}.jsonl"
    if not path.is_file():
        pytest.skip(f"{path.name} is not there")
    with open_gazetteer() as gazetteer:
        score = bench.measure(path, gazetteer)
    assert score.accuracy >= FLOORS[name]
    assert score.unresolved <= 0.01 * len(score.errors)


def test_a_perfect_answer_has_no_area_under_its_curve(bench: ModuleType) -> None:
    """The area is 0 for no error and 1 for the antipodes."""
    assert bench.area_under_curve([0.0, 0.0]) == 0
    assert bench.area_under_curve([bench.FURTHEST_KM]) == pytest.approx(1)
    assert bench.near([0.0, 161.0, 162.0, 1000.0]) == 0.5
