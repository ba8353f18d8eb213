"""The files of others that the pages load, held against what is pinned.

`tools/vendor_assets.py` puts them in place, from packages whose bytes npm has held against the
lock. Here it is asked again, of the files as they lie there now.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from tools.auditing.faults import Fault, plain

__all__ = ["changed"]

_ANEW = "Put them in place anew: rm -r {folder}, then make assets"
_PINS = ("package.json", "package-lock.json", "vendored.json")
_MANIFEST = "manifest.json"


def changed(assets: Path, folder: Path, packages: Path) -> list[Fault]:
    """Return each file of `folder` that is not what the pins in `assets` ask for.

    `packages` is where npm unpacked what it checked; where that is gone, hashes noted then speak.
    """
    way_out = _ANEW.format(folder=folder.name)
    try:
        manifest: dict[str, Any] = json.loads((folder / _MANIFEST).read_text("utf-8"))
        files, told = dict(manifest["files"]), dict(manifest["packages"])
        locked = json.loads((assets / "package-lock.json").read_text("utf-8"))["packages"]
        wanted = json.loads((assets / "vendored.json").read_text("utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        return [Fault(f"{folder.name}/{_MANIFEST}", f"it tells nothing ({plain(error)})", way_out)]
    wrong: dict[str, str] = {}
    if manifest.get("pins") != _pins_hash(assets):
        wrong[_MANIFEST] = "it is of other pins"
    for package, one in told.items():
        pinned = locked.get(f"node_modules/{package}", {})
        if (one.get("version"), one.get("integrity")) != (
            pinned.get("version"), pinned.get("integrity")
        ):  # fmt: skip
            wrong[package] = "it is another release than the one pinned"
    there = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if not p.is_dir()}
    for name in sorted({*wanted, *files, *there} - {_MANIFEST}):
        if fault := _fault(there.get(name), files.get(name), wanted.get(name), packages):
            wrong[name] = fault
    return [Fault(f"{folder.name}/{plain(name)}", words, way_out) for name, words in wrong.items()]


def _fault(path: Path | None, told: Any, wanted: Any, packages: Path) -> str:
    if path is None:
        return "it is not there"
    if not isinstance(told, dict) or path.is_symlink():
        return "nobody asked for it"
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != told.get("sha256"):
        return "it was changed"
    if wanted is None:  # the text of a license
        return ""
    package, inner = wanted
    source = packages / "node_modules" / package / inner
    if source.is_file() and source.read_bytes() != content:
        return "it is another than in the package"
    return ""


def _pins_hash(assets: Path) -> str:
    total = hashlib.sha256()
    for name in _PINS:
        total.update((assets / name).read_bytes())
    return total.hexdigest()
