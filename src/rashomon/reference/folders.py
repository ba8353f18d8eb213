"""The user's folders: one for files that can be made again, one for what the user gave us."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["cache_folder", "data_folder"]


def cache_folder() -> Path:
    """Return the folder for files that can be made again.

    `$RASHOMON_CACHE`, or `rashomon` in `$XDG_CACHE_HOME`, or `~/.cache/rashomon`.
    """
    return _folder("RASHOMON_CACHE", "XDG_CACHE_HOME", Path(".cache"))


def data_folder() -> Path:
    """Return the folder for the user's own places and zones, which nothing can make again.

    `$RASHOMON_DATA`, or `rashomon` in `$XDG_DATA_HOME`, or `~/.local/share/rashomon`.
    """
    return _folder("RASHOMON_DATA", "XDG_DATA_HOME", Path(".local") / "share")


def _folder(ours: str, base: str, at_home: Path) -> Path:
    if told := os.environ.get(ours):
        return Path(told).expanduser()
    found = os.environ.get(base)
    return (Path(found) if found else Path.home() / at_home) / "rashomon"
