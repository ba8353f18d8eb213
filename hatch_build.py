"""Fill wheels with the files that others wrote for the pages (`tools/vendor_assets.py`).

An editable install goes without: there `make` puts them in place, and a machine that cannot
fetch them still gets the command line.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent / "tools"))

import vendor_assets


class VendorAssets(BuildHookInterface[Any]):
    """Puts the vendored files in place before a wheel is packed."""

    def dependencies(self) -> list[str]:
        """Ask for Node as a Python package where the machine has none."""
        if self._is_needed() and not (shutil.which("node") and shutil.which("npm")):
            pins = (vendor_assets.ASSETS / "node.txt").read_text("utf-8").split()
            return [word for word in pins if "==" in word]
        return []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Put the files in place; a wheel is not built without them."""
        if version != "editable":
            vendor_assets.vendor(vendor_assets.ASSETS, vendor_assets.VENDOR, vendor_assets.PACKAGES)

    def _is_needed(self) -> bool:
        return not vendor_assets.is_vendored(vendor_assets.ASSETS, vendor_assets.VENDOR)
