"""A folder that takes the place of the one before it when all of it has been written."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rashomon.errors import SettingError

__all__ = ["KIND", "MANIFEST", "emerging"]

MANIFEST = "site.json"
KIND = "rashomon site"


@contextmanager
def emerging(folder: Path) -> Iterator[Path]:
    """A folder beside the one wanted, which takes its place in the end, or leaves no trace.

    What is in its place already is replaced only if it is a site of ours, which its manifest says.

    Raises:
        SettingError: If something else is there, or nothing can be written.
    """
    folder = folder.resolve()
    _check_replaceable(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        rising = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            yield rising
            rising.chmod(0o755)  # made for its owner alone
            _check_replaceable(folder)  # writing took a while
            _swap(rising, folder)
        except BaseException:
            shutil.rmtree(rising, ignore_errors=True)
            raise
    except OSError as error:
        raise SettingError(f"{folder}: cannot be written: {error.strerror or error}") from error


def _swap(rising: Path, folder: Path) -> None:
    if not folder.exists():
        rising.replace(folder)
        return
    before = Path(tempfile.mkdtemp(prefix=f".{folder.name}-before-", dir=folder.parent))
    folder.replace(before / "site")
    try:
        rising.replace(folder)
    except OSError:
        (before / "site").replace(folder)
        raise
    finally:
        shutil.rmtree(before, ignore_errors=True)


def _check_replaceable(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise SettingError(f"{folder}: is no folder; name one that is not there yet")
    if not folder.exists() or not any(folder.iterdir()):
        return
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        told = None
    if not isinstance(told, dict) or told.get("kind") != KIND:
        raise SettingError(
            f"{folder}: holds something that is no site of ours; name a folder that is not there "
            "yet, or that `rashomon publish` made"
        )
    listed = {entry.get("name") for entry in told.get("files", ()) if isinstance(entry, dict)}
    known = listed | {MANIFEST, f"{MANIFEST}.sig"}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if (path.is_file() or path.is_symlink()) and name not in known:
            raise SettingError(
                f"{path}: is not of the site that lies there, and would be lost; move it away"
            )
