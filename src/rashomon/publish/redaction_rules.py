"""What is left out of what leaves the house: rules as data, with a version.

The usual ones lie in `redactions.toml` beside this module. A user's file replaces the tables that
it has and leaves the others as they are; its names may stand in a file of their own, one a line.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rashomon.errors import SettingError
from rashomon.records import ActorKind, IncidentKind

__all__ = ["Coarsening", "Pattern", "Rules", "read_rules"]

_USUAL = Path(__file__).with_name("redactions.toml")
_TABLES: Mapping[str, frozenset[str]] = {
    "names": frozenset({"withhold", "keep", "file"}),
    "victims": frozenset({"withhold"}),
    "speakers": frozenset({"withhold", "kinds"}),
    "reports": frozenset({"withhold"}),
    "decisions": frozenset({"comments"}),
}
_LISTS: Mapping[str, frozenset[str]] = {
    "pattern": frozenset({"rule", "regex"}),
    "coarsen": frozenset({"kinds", "incidents", "km"}),
}


@dataclass(frozen=True, slots=True)
class Pattern:
    """Stretches of text that are withheld, and what stands in their place."""

    rule: str
    regex: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Coarsening:
    """Which incidents' places are told no more exactly than `km`."""

    km: float
    kinds: frozenset[str] = frozenset()
    incidents: frozenset[str] = frozenset()

    def holds_for(self, incident_id: str, kind: str) -> bool:
        """Tell whether an incident is among them."""
        return incident_id in self.incidents or kind in self.kinds


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of one site.

    `version` is what the file calls itself, with a digest of the rules without what they list.
    """

    version: str
    names: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    withholds_victims: bool = True
    withholds_speakers: bool = True
    speaker_kinds: frozenset[str] = frozenset()
    reports: frozenset[str] = frozenset()
    coarsenings: tuple[Coarsening, ...] = ()
    has_comments: bool = False


def read_rules(path: Path | None = None) -> Rules:
    """Return the usual rules, or those with a user's own laid over them.

    Raises:
        SettingError: If the file cannot be read, or says something that is no rule.
    """
    tables = _tables(_USUAL, _read(_USUAL))
    if path is not None:
        own = _tables(path, _read(path))
        tables |= own
        if "version" not in own:
            tables["version"] = f"{tables['version']}+{path.stem}"
    where = path or _USUAL
    names = tables["names"]
    listed: tuple[str, ...] = ()
    if "file" in names:
        lines = _read(where.parent / _words(where, "names.file", names["file"]))
        listed = tuple(lines.decode("utf-8-sig", "replace").splitlines())
    speakers = tables["speakers"]
    return Rules(
        version=f"{_words(where, 'version', tables['version'])} ({_digest(tables)})",
        names=_names(where, (*_list(where, "names.withhold", names.get("withhold", [])), *listed)),
        keep=_names(where, _list(where, "names.keep", names.get("keep", []))),
        patterns=tuple(_pattern(where, one) for one in tables.get("pattern", ())),
        withholds_victims=_flag(where, "victims.withhold", tables["victims"].get("withhold", True)),
        withholds_speakers=_flag(where, "speakers.withhold", speakers.get("withhold", True)),
        speaker_kinds=_among(where, "speakers.kinds", speakers.get("kinds", []), ActorKind),
        reports=frozenset(_list(where, "reports.withhold", tables["reports"].get("withhold", []))),
        coarsenings=tuple(_coarsening(where, one) for one in tables.get("coarsen", ())),
        has_comments=_flag(where, "decisions.comments", tables["decisions"].get("comments", False)),
    )


def _digest(tables: Mapping[str, Any]) -> str:
    """A digest of the rules without what they list: by it a guess at a name could be checked."""
    lists = {("names", "withhold"), ("names", "keep"), ("names", "file"), ("reports", "withhold"),
             ("coarsen", "incidents")}  # fmt: skip

    def bare(name: str, table: object) -> object:
        if isinstance(table, list):
            return [bare(name, one) for one in table]
        if isinstance(table, dict):
            return {key: one for key, one in sorted(table.items()) if (name, key) not in lists}
        return table

    told = {name: bare(name, table) for name, table in sorted(tables.items())}
    return hashlib.sha256(repr(told).encode()).hexdigest()[:10]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SettingError(f"{path}: cannot be read: {error.strerror}") from error


def _tables(path: Path, content: bytes) -> dict[str, Any]:
    try:
        found = tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingError(f"{path}: no TOML: {error}") from error
    strangers = sorted(found.keys() - _TABLES.keys() - _LISTS.keys() - {"version"})
    if strangers:
        raise SettingError(
            f"{path}: nothing is called {strangers[0]!r}; there are: version, "
            f"{', '.join([*_TABLES, *_LISTS])}"
        )
    for name, known in {**_TABLES, **_LISTS}.items():
        told = found.get(name, [] if name in _LISTS else {})
        wanted = list if name in _LISTS else dict
        if not isinstance(told, wanted):
            raise SettingError(f"{path}: {name} is to be written [{'[' if wanted is list else ''}"
                               f"{name}]{']' if wanted is list else ''}")  # fmt: skip
        for table in told if isinstance(told, list) else [told]:
            if not isinstance(table, dict) or not table.keys() <= known:
                raise SettingError(f"{path}: in {name} there may be {', '.join(sorted(known))}")
    return found


def _words(path: Path, name: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise SettingError(f"{path}: {name} = {value!r} are no words")
    return value


def _list(path: Path, name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise SettingError(f"{path}: {name} is to be a list of words")
    return tuple(_words(path, name, one) for one in value)


def _flag(path: Path, name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise SettingError(f"{path}: {name} is true or false, not {value!r}")
    return value


def _among(
    path: Path, name: str, value: object, known: type[ActorKind] | type[IncidentKind]
) -> frozenset[str]:
    told = frozenset(_list(path, name, value))
    strangers = sorted(told - {one.value for one in known})
    if strangers:
        raise SettingError(
            f"{path}: {name}: no kind is called {strangers[0]!r}; there are: {', '.join(known)}"
        )
    return told


def _names(path: Path, lines: Sequence[str]) -> tuple[str, ...]:
    """The names, each once; lines that are empty or begin with # tell none."""
    told = (" ".join(line.split()) for line in lines)
    names = tuple(dict.fromkeys(name for name in told if name and not name.startswith("#")))
    for name in names:
        if sum(letter.isalnum() for letter in name) < 2:
            raise SettingError(f"{path}: {name!r} is too short a name: it would blank every text")
    return names


def _pattern(path: Path, table: Mapping[str, object]) -> Pattern:
    rule = _words(path, "pattern.rule", table.get("rule"))
    words = _words(path, "pattern.regex", table.get("regex"))
    try:
        regex = re.compile(words)
    except re.error as error:
        raise SettingError(f"{path}: the pattern of {rule!r} is none: {error}") from error
    if regex.match(""):
        raise SettingError(f"{path}: the pattern of {rule!r} fits nothing at all, so everything")
    return Pattern(rule, regex)


def _coarsening(path: Path, table: Mapping[str, object]) -> Coarsening:
    km = table.get("km")
    if isinstance(km, bool) or not isinstance(km, int | float) or not 0 < km <= 1000:
        raise SettingError(f"{path}: coarsen.km = {km!r}; write kilometers, up to 1000")
    return Coarsening(
        float(km),
        _among(path, "coarsen.kinds", table.get("kinds", []), IncidentKind),
        frozenset(_list(path, "coarsen.incidents", table.get("incidents", []))),
    )
