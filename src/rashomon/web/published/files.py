"""The files of a site as they are written: what is as it was before keeps its very file.

So whoever copies a site to its host copies only what changed.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rashomon.errors import SettingError

__all__ = ["Files"]


@dataclass(slots=True)
class Files:
    """Writes the files of one site and keeps their hashes; `before` is where the last one lies.

    `written` counts the files that are new or differ.
    """

    root: Path
    before: Path | None = None
    entries: dict[str, dict[str, Any]] = field(default_factory=dict)
    written: int = 0

    def write(self, path: str, content: bytes) -> None:
        """Write one file, which is not there yet.

        Raises:
            SettingError: If something was written there already.
        """
        if path in self.entries:
            raise SettingError(f"{path}: two pages of the site would be written there")
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if not self._kept(path, place, content):
            place.write_bytes(content)
        self._note(path, content)

    def settle(self, path: str) -> None:
        """Take a file that was written piece by piece into the list."""
        place = self.root / path
        content = place.read_bytes()
        if self.before is not None and self.was(path) == content:
            place.unlink()
            if not self._kept(path, place, content):
                place.write_bytes(content)
        else:
            self.written += 1
        self._note(path, content)

    def was(self, path: str) -> bytes | None:
        """Return what lies there of the site before, None where nothing does."""
        if self.before is None:
            return None
        try:
            return (self.before / path).read_bytes()
        except OSError:
            return None

    def _kept(self, path: str, place: Path, content: bytes) -> bool:
        """Let the file of the site before be this one's, too, where it holds the same."""
        if self.was(path) != content or self.before is None:
            self.written += 1
            return False
        try:
            os.link(self.before / path, place, follow_symlinks=False)
        except OSError:  # another disk, or one that knows no links: written anew
            return False
        return True

    def _note(self, path: str, content: bytes) -> None:
        self.entries[path] = {
            "name": path, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content),
        }  # fmt: skip

    @property
    def listed(self) -> list[Mapping[str, Any]]:
        """All files with their hashes, by name."""
        return [entry for _, entry in sorted(self.entries.items())]
