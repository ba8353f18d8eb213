"""Files of others that the pages load: whether they are in place, and of which version.

They are no part of the repository: `tools/vendor_assets.py` puts them into `static/vendor/`, in a
checkout by `make`, in a wheel before it is packed. The pages work without them, though without
maps and without swapping parts of a page, and say so.
"""

from __future__ import annotations

import json
from pathlib import Path

__all__ = ["VENDOR", "assets_problem", "vendored_version"]

VENDOR = Path(__file__).parent / "static" / "vendor"


def assets_problem(folder: Path = VENDOR) -> str:
    """Say in a sentence what is missing and what to do, or nothing where all is in place."""
    named = _manifest(folder)
    way_out = "run `make assets` in the checkout, or install Rashomon's wheel"
    if named is None:
        return f"The files that maps need are not in place; {way_out}."
    lacking = [name for name in named["files"] if not (folder / name).is_file()]
    if lacking:
        return f"Of the files that maps need, {lacking[0]} is missing; {way_out}."
    return ""


def vendored_version(folder: Path = VENDOR) -> str:
    """A few letters that change with the files, for addresses that may be cached for long."""
    manifest = _manifest(folder)
    return str(manifest["pins"])[:8] if manifest else "none"


def _manifest(folder: Path) -> dict[str, dict[str, object]] | None:
    try:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return manifest if isinstance(manifest, dict) and "files" in manifest else None
