"""What is installed, held against what is locked; and which locked releases were withdrawn.

A release that its author withdrew ("yanked") can still be installed by whoever pins it. The index
tells it to pip, which is asked for the files that it would take, and takes none.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from tools.auditing.faults import Fault, plain
from tools.auditing.pins import Pin

__all__ = ["Unknown", "here", "unlocked", "withdrawn"]

_OURS = "rashomon"
_TOOLS = frozenset({"pip", "setuptools"})  # that a virtual environment begins with
_PATIENCE_S = 90.0
_CLEAN = "Begin anew: make clean, then make"


class Unknown(Exception):
    """The index does not tell; the words say why."""


def here() -> Mapping[str, Distribution]:
    """Return what this interpreter has installed, by name."""
    return {
        canonicalize_name(one.metadata["Name"]): one
        for one in distributions()
        if one.metadata["Name"]
    }


def unlocked(found: Mapping[str, Distribution], pins: Iterable[Pin]) -> list[Fault]:
    """Return what is installed and not locked, at another release, or from elsewhere."""
    held: dict[str, set[str]] = {}
    for pin in pins:
        held.setdefault(pin.name, set()).add(pin.version)
    faults = []
    for name, one in sorted(found.items()):
        if name == _OURS or name in _TOOLS - set(held):
            continue
        if name not in held:
            faults.append(Fault(f"{name} {one.version}", "it is installed and not locked", _CLEAN))
        elif one.version not in held[name]:
            words = f"it is installed, and {' or '.join(sorted(held[name]))} is locked"
            faults.append(Fault(f"{name} {one.version}", words, _CLEAN))
        elif one.read_text("direct_url.json"):
            words = "it was installed from elsewhere than the index"
            faults.append(Fault(f"{name} {one.version}", words, _CLEAN))
    return faults


def withdrawn(
    pins: Iterable[Pin],
    *,
    pip: Sequence[str] = (sys.executable, "-m", "pip"),
    patience_s: float = _PATIENCE_S,
) -> list[Fault]:
    """Return each release that its author withdrew from the index.

    Raises:
        Unknown: If the index does not tell.
    """
    wanted = [
        f"{pin.name}=={pin.version}" + (f" ; {pin.marker}" if pin.marker else "") for pin in pins
    ]
    with tempfile.TemporaryDirectory() as folder:
        asked, report = Path(folder, "asked.txt"), Path(folder, "report.json")
        asked.write_text("\n".join(wanted), "utf-8")
        command = [
            *pip, "install", "--dry-run", "--ignore-installed", "--no-deps", "--quiet",
            "--only-binary=:all:", "--no-input", "--disable-pip-version-check", "--retries=1",
            "--timeout=15", f"--report={report}", f"--requirement={asked}",
        ]  # fmt: skip
        try:
            run = subprocess.run(
                command, capture_output=True, text=True, errors="replace", timeout=patience_s
            )
            if run.returncode:
                told = [line for line in run.stderr.splitlines() if line.startswith("ERROR")]
                raise Unknown(plain((told or ["pip gives no reason"])[-1]))
            items: list[dict[str, Any]] = list(json.loads(report.read_text("utf-8"))["install"])
            return [_fault(item) for item in items if item.get("is_yanked")]
        except subprocess.TimeoutExpired as error:
            raise Unknown("it takes too long") from error
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise Unknown(f"pip does not say what it found ({plain(error)})") from error


def _fault(item: Mapping[str, Any]) -> Fault:
    told = item["metadata"]
    return Fault(
        plain(f"{told['name']} {told['version']}"),
        "its author has withdrawn this release from the index",
        "Lock another one: make lock",
    )
