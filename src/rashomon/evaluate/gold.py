"""Annotated reports on disk: `NAME.json` in the corpus scheme beside `NAME.txt`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rashomon.errors import SettingError

__all__ = ["load_annotations"]

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
