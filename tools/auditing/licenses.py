"""Under which terms the work of others is in what we hand on, and whether we may.

`licenses.toml` says which terms are allowed and why. What packages say of themselves is read: an
SPDX expression where there is one, else what their data call it.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tools.auditing.faults import Fault, plain

__all__ = ["Terms", "is_allowed", "of_npm", "of_python", "read", "shipped"]

_WORD = re.compile(r"\(|\)|[^\s()]+")


@dataclass(frozen=True, slots=True)
class Terms:
    """Which licenses are allowed and why, how else they are spelled, and what people read."""

    allowed: Mapping[str, str]
    spelled: Mapping[str, str]
    read: Mapping[str, str]


def read(path: Path) -> Terms:
    """Return what `licenses.toml` says."""
    told = tomllib.loads(path.read_text("utf-8"))
    return Terms(told["allowed"], told["spelled"], told["read"])


def shipped(pyproject: Path, found: Mapping[str, Distribution]) -> tuple[list[str], list[str]]:
    """Return what is installed with us, extras too, and what of it is not installed here."""
    project = tomllib.loads(pyproject.read_text("utf-8"))["project"]
    extras = project.get("optional-dependencies", {})
    waiting = [Requirement(one) for one in project.get("dependencies", ())]
    waiting += [Requirement(one) for extra in extras.values() for one in extra]
    seen: set[tuple[str, frozenset[str]]] = set()
    known: set[str] = set()
    absent: set[str] = set()
    while waiting:
        wanted = waiting.pop()
        name, asked = canonicalize_name(wanted.name), frozenset(wanted.extras)
        if (name, asked) in seen or not _is_for_here(wanted, frozenset()):
            continue
        seen.add((name, asked))
        if name not in found:
            absent.add(name)
            continue
        known.add(name)
        needs = [Requirement(one) for one in found[name].requires or ()]
        waiting += [
            Requirement(str(one).partition(";")[0]) for one in needs if _is_for_here(one, asked)
        ]
    return sorted(known), sorted(absent)


def _is_for_here(wanted: Requirement, extras: frozenset[str]) -> bool:
    marker = wanted.marker
    return marker is None or any(marker.evaluate({"extra": one}) for one in extras | {""})


def of_python(
    names: Iterable[str], found: Mapping[str, Distribution], terms: Terms
) -> tuple[dict[str, str], list[Fault]]:
    """Return the license of each package, and those that are not allowed or not told."""
    told = {
        f"{name} {found[name].version}": terms.read.get(name) or _told(found[name], terms)
        for name in names
    }
    return told, _faults(told, terms)


def of_npm(lock: Path, terms: Terms) -> tuple[dict[str, str], list[Fault]]:
    """Return the license of each package of a package-lock.json likewise."""
    packages: dict[str, Any] = json.loads(lock.read_text("utf-8")).get("packages", {})
    told = {
        f"{where.rpartition('node_modules/')[2]} {one.get('version', '')}": plain(
            one.get("license", "")
        )
        for where, one in packages.items()
        if where
    }
    return told, _faults(told, terms)


def _told(one: Distribution, terms: Terms) -> str:
    """The license of a package in SPDX, or what it says instead."""
    if expressions := one.metadata.get_all("License-Expression"):
        return plain(expressions[0])
    classified = [
        words.rpartition(" :: ")[2]
        for words in one.metadata.get_all("Classifier") or ()
        if words.startswith("License :: ")
    ]
    said = [plain((one.metadata.get_all("License") or [""])[0], most=60), *classified]
    known = [words for word in said if is_allowed(words := terms.spelled.get(word, word), terms)]
    return known[0] if known else ", ".join(filter(None, said))


def _faults(told: Mapping[str, str], terms: Terms) -> list[Fault]:
    return [
        Fault(
            name,
            f"its license is {words}, which is not allowed" if words else "no license is told",
            "Do without it; or read its license, and enter it into tools/auditing/licenses.toml",
        )
        for name, words in sorted(told.items())
        if not is_allowed(words, terms)
    ]


def is_allowed(expression: str, terms: Terms) -> bool:
    """Tell whether an SPDX expression leaves a choice that is allowed.

    >>> mit = Terms({"MIT": "", "Zlib": ""}, {}, {})
    >>> is_allowed("MIT AND Zlib", mit), is_allowed("(GPL-3.0 OR MIT) AND X", mit)
    (True, False)
    """
    words = _WORD.findall(expression)
    try:
        allowed = _any(words, terms)
    except IndexError:  # it ends where a license should stand
        return False
    return allowed and not words


def _any(words: list[str], terms: Terms) -> bool:
    allowed = _all(words, terms)
    while words and words[0].upper() == "OR":
        words.pop(0)
        allowed = _all(words, terms) or allowed
    return allowed


def _all(words: list[str], terms: Terms) -> bool:
    allowed = _one(words, terms)
    while words and words[0].upper() == "AND":
        words.pop(0)
        allowed = _one(words, terms) and allowed
    return allowed


def _one(words: list[str], terms: Terms) -> bool:
    word = words.pop(0)
    if word != "(":
        return word in terms.allowed
    allowed = _any(words, terms)
    return words.pop(0) == ")" and allowed
