"""The figures of all models of a run, kept beside them and shown as one table."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rashomon_training.measuring import Score

__all__ = ["keep", "table"]

Figures = Mapping[str, Mapping[str, Sequence[float]]]


def keep(path: Path, model: str, scores: Mapping[str, Score]) -> None:
    """Add the figures of one model to those at `path`: F1 in per cent, strict and overlap."""
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    kept[model] = {
        name: [round(100 * score.f1(hits), 1) for hits in (score.strict, score.overlap)]
        for name, score in scores.items()
    }
    path.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def table(path: Path) -> str:
    """Return the figures at `path` as a table of each group of models that share their tests."""
    kept: Figures = json.loads(path.read_text(encoding="utf-8"))
    groups: dict[tuple[str, ...], list[str]] = {}
    for model, scores in kept.items():
        groups.setdefault(tuple(scores), []).append(model)
    parts = ["\n".join(_rows(kept, models, names)) for names, models in groups.items()]
    return "\n\n".join(parts) + "\n"


def _rows(kept: Figures, models: Sequence[str], names: Sequence[str]) -> Iterator[str]:
    yield "| F1, strict / overlap | " + " | ".join(models) + " |"
    yield "|---" * (len(models) + 1) + "|"
    for name in names:
        cells = [" / ".join(f"{figure:.1f}" for figure in kept[model][name]) for model in models]
        yield f"| {name} | " + " | ".join(cells) + " |"
