"""Annotated reports on disk: `NAME.json` in the corpus scheme beside `NAME.txt`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from rashomon.errors import SettingError
from rashomon.records import Capture, Sidecar

__all__ = ["as_capture", "load_annotations"]

_NEEDED = ("id", "published", "noise", "incidents", "claims")


def load_annotations(folder: str | Path) -> list[tuple[Mapping[str, Any], str]]:
    """Return every annotation under `folder` with its report's text, sorted by path.

    Raises:
        SettingError: If there is none, or one is broken; the message names the file.
    """
    root = Path(folder)
    if not root.is_dir():
        raise SettingError(f"{root}: no such folder; it should hold NAME.json and NAME.txt")
    annotated = [_load(path) for path in sorted(root.rglob("*.json"))]
    if not annotated:
        raise SettingError(f"{root}: holds no annotation (NAME.json beside NAME.txt)")
    return annotated


def _load(path: Path) -> tuple[Mapping[str, Any], str]:
    try:
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise SettingError(f"{path}: its report {error.filename} is missing") from error
    except (OSError, ValueError) as error:
        raise SettingError(f"{path}: cannot be read as an annotation: {error}") from error
    lacking = [name for name in _NEEDED if not isinstance(gold, dict) or name not in gold]
    if lacking:
        raise SettingError(f"{path}: lacks {', '.join(lacking)}; is it an annotation?")
    return gold, text


def as_capture(gold: Mapping[str, Any], text: str) -> Capture:
    """Return an annotated report as it would come in: its text alone, and a date if none tells.

    Nothing else of the annotation is seen by who reads it.
    """
    told = gold.get("context_date")
    return Capture(
        content=json.dumps({"id": gold["id"], "text": text, "context_date": told}).encode(),
        name=gold["id"],
        address=gold["id"],
        media_type="application/json",
        captured_at=datetime(2000, 1, 1, tzinfo=UTC),  # no clock: the same figures any day
        sidecar=Sidecar(context_date=date.fromisoformat(told) if told else None),
    )
