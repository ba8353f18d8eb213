"""Whether a release is as it was made: every file against the manifest, which may be signed."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rashomon.errors import SettingError
from rashomon.publish.release import MANIFEST
from rashomon.publish.signatures import SUFFIX

__all__ = ["differing_files", "read_manifest"]

_NAME = re.compile(r"[A-Za-z0-9][\w.-]*", re.ASCII)
_MOST_BYTES = 10_000_000  # a manifest has some thousand


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a release.

    Raises:
        SettingError: If there is none, or it is none of ours.
    """
    path = folder / MANIFEST
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise SettingError(f"{path}: too large for a manifest")
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingError(f"{path}: cannot be read: {error.strerror}; no release?") from error
    except (ValueError, RecursionError) as error:
        raise SettingError(f"{path}: is no JSON, so it was changed or damaged: {error}") from error
    if not isinstance(manifest, dict) or manifest.get("manifest") != 1:
        raise SettingError(f"{path}: no manifest of a release that this version knows")
    files = manifest.get("files")
    if not isinstance(files, list) or not all(map(_is_entry, files)):
        raise SettingError(f"{path}: its list of files is damaged")
    return manifest


def differing_files(folder: Path, manifest: dict[str, Any]) -> Iterator[str]:
    """Yield in words what is not as the manifest says, in its order; then what is not of it."""
    for entry in manifest["files"]:
        path = folder / entry["name"]
        if path.is_symlink() or not path.is_file():
            yield f"{path}: is missing"
            continue
        with path.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
        if found != entry["sha256"]:
            yield (
                f"{path}: differs; the manifest has SHA-256 {entry['sha256']} "
                f"({entry['bytes']} bytes), the file {found} ({path.stat().st_size} bytes)"
            )
    known = {MANIFEST, MANIFEST + SUFFIX, *(entry["name"] for entry in manifest["files"])}
    for path in sorted(folder.iterdir()):
        if path.name not in known:
            yield f"{path}: is not of the release"


def _is_entry(entry: object) -> bool:
    """Tell whether it names a file of the folder itself, with its hash and size."""
    return (
        isinstance(entry, dict)
        and isinstance(entry.get("name"), str)
        and _NAME.fullmatch(entry["name"]) is not None
        and isinstance(entry.get("sha256"), str)
        and isinstance(entry.get("bytes"), int)
    )
