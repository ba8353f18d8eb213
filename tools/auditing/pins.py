"""The lock files: what is pinned, and what in them pins nothing.

pip takes any release where a line has no version, and any file where it has no hash; npm likewise
without `integrity`. A line that sends elsewhere (an index, an address, a folder) gets past both.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version
from tools.auditing.faults import Fault

__all__ = ["NPM", "PYPI", "Pin", "behind", "of_npm", "of_pip", "torn"]

PYPI, NPM = "PyPI", "npm"  # as OSV calls them
_PINNED = re.compile(
    r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)(\[[A-Za-z0-9._, -]*\])?"
    r"==(?P<version>[A-Za-z0-9][A-Za-z0-9.!+_-]*)(\s*;\s*(?P<marker>.+))?"
)
_HASH = re.compile(r"--hash=(sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128})")
_INTEGRITY = re.compile(r"sha512-[A-Za-z0-9+/]{86}==")
_LOCK = "Lock it anew: make lock"
_NPM_LOCK = "Lock it anew: npm install --package-lock-only, in src/rashomon/web/assets"


@dataclass(frozen=True, slots=True)
class Pin:
    """One release of a package, as a lock file names it. `marker` says where it is installed."""

    ecosystem: str
    name: str
    version: str
    file: str
    marker: str = ""

    def __str__(self) -> str:
        return f"{self.name} {self.version} ({self.file})"


def of_pip(path: Path) -> tuple[list[Pin], list[Fault]]:
    """Return what a file of requirements pins, and each line of it that does not."""
    pins: list[Pin] = []
    faults: list[Fault] = []
    for number, line in _lines(path.read_text("utf-8")):
        about = f"{path.name}, line {number}"
        words, *options = re.split(r"\s+(?=--)", line)
        found = _PINNED.fullmatch(words.strip())
        if found is None:
            told = f"{words[:80]!r} is no release of the index pinned by =="
            faults.append(Fault(about, told, _LOCK))
            continue
        if not options or not all(_HASH.fullmatch(option.strip()) for option in options):
            told = f"{found['name']} has no hash, or something beside its hashes"
            faults.append(Fault(about, told, _LOCK))
        name = canonicalize_name(found["name"])
        pins.append(Pin(PYPI, name, found["version"], path.name, (found["marker"] or "").strip()))
    if not pins:
        faults.append(Fault(path.name, "it pins nothing", _LOCK))
    return pins, faults


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a file of requirements, those that go on in the next put together."""
    begun, held = 0, ""
    for number, raw in enumerate(text.splitlines(), 1):
        line = re.sub(r"(^|\s)#.*$", "", raw).rstrip()
        begun = begun if held else number
        held += line.removesuffix("\\") + (" " if line.endswith("\\") else "")
        if not line.endswith("\\"):
            if held.strip():
                yield begun, held.strip()
            held = ""
    if held.strip():
        yield begun, held.strip()


def of_npm(path: Path) -> tuple[list[Pin], list[Fault]]:
    """Return what a package-lock.json pins, and each package of it without a hash of its bytes."""
    try:
        packages = json.loads(path.read_text("utf-8"))["packages"]
        told: list[tuple[str, dict[str, Any]]] = [(k, dict(v)) for k, v in packages.items() if k]
    except (ValueError, KeyError, TypeError, AttributeError):
        return [], [Fault(path.name, "it is no lock of npm 7 or later", _NPM_LOCK)]
    pins: list[Pin] = []
    faults: list[Fault] = []
    for where, one in told:
        name = where.rpartition("node_modules/")[2]
        version = str(one.get("version", ""))
        hashes = str(one.get("integrity", "")).split()
        if not version or one.get("link") or not all(map(_INTEGRITY.fullmatch, hashes or [""])):
            words = "it has no version of its own, or no integrity by SHA-512"
            faults.append(Fault(f"{path.name}, {name}", words, _NPM_LOCK))
            continue
        address = urlsplit(str(one.get("resolved", "https:")))
        if address.scheme != "https" or address.username or address.query or address.fragment:
            words = "it comes from elsewhere than a registry over https"
            faults.append(Fault(f"{path.name}, {name}", words, _NPM_LOCK))
        pins.append(Pin(NPM, name, version, path.name))
    if not pins and not faults:
        faults.append(Fault(path.name, "it pins nothing", _NPM_LOCK))
    return pins, faults


def torn(pins: Iterable[Pin]) -> list[Fault]:
    """Return each package that two files pin at versions of which none is in both."""
    by_file: dict[str, dict[str, set[str]]] = {}
    for pin in pins:
        by_file.setdefault(pin.name, {}).setdefault(pin.file, set()).add(pin.version)
    return [
        Fault(
            name,
            "it is pinned otherwise in "
            + ", ".join(f"{file} ({' and '.join(sorted(told))})" for file, told in files.items()),
            _LOCK,
        )
        for name, files in sorted(by_file.items())
        if len(files) > 1 and not set.intersection(*files.values())
    ]


def behind(pyproject: Path, pins: Iterable[Pin]) -> list[Fault]:
    """Return what pyproject.toml asks for and no pin gives."""
    told = tomllib.loads(pyproject.read_text("utf-8"))
    project = told["project"]
    held: dict[str, set[str]] = {}
    for pin in pins:
        held.setdefault(pin.name, set()).add(pin.version)
    asked = [
        *project.get("dependencies", ()),
        *(one for extra in project.get("optional-dependencies", {}).values() for one in extra),
        *(one for group in told.get("dependency-groups", {}).values() for one in group),
        *told.get("build-system", {}).get("requires", ()),
    ]
    faults = []
    for one in asked:
        try:
            wanted = Requirement(one)
        except InvalidRequirement:
            faults.append(Fault(pyproject.name, f"{one[:80]!r} is no requirement", "Mend it"))
            continue
        versions = held.get(canonicalize_name(wanted.name), set())
        if not any(wanted.specifier.contains(v, prereleases=True) for v in versions if _is(v)):
            there = f"{' and '.join(sorted(versions))} is" if versions else "nothing is"
            faults.append(Fault(pyproject.name, f"it asks for {one}, and {there} locked", _LOCK))
    return faults


def _is(version: str) -> bool:
    try:
        Version(version)
    except InvalidVersion:
        return False
    return True
