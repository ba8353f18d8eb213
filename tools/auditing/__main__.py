"""`python -m tools.auditing`: say what is wrong with what we depend on, and what is not known."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from tools.auditing import accepted, installed, licenses, osv, pins, vendored
from tools.auditing.faults import Fault, plain
from tools.auditing.pins import NPM, PYPI, Pin

__all__ = ["Findings", "known", "main", "offline"]

_ROOT = Path(__file__).resolve().parents[2]
_ASSETS = Path("src", "rashomon", "web", "assets")
_VENDOR = Path("src", "rashomon", "web", "static", "vendor")
_PACKAGES = Path("build", "web-assets")
_LOCKS = (Path("requirements.lock"), Path("requirements-formats.lock"), _ASSETS / "node.txt")
_OWN = Path("tools", "auditing")
_FINE, _WRONG, _MISUSED, _UNKNOWN = 0, 1, 2, 3


@dataclass(slots=True)
class Findings:
    """What is wrong, what could not be told, and what else there is to say."""

    faults: list[Fault] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def main(words: Sequence[str] | None = None) -> int:
    """Audit this checkout, print what was found, and return the status to end with."""
    asked = _options().parse_args(words)
    if not osv.is_address(asked.osv):
        print(f"audit: {plain(asked.osv)} cannot be asked; give an https address", file=sys.stderr)
        return _MISUSED
    today = datetime.now(UTC).date()
    locked = _locked(asked.root)
    found = offline(asked.root, locked, terms=asked.licenses)
    if not asked.offline:
        _ask(asked, locked, found, today)
    for line in (*found.notes, *map(str, found.faults), *found.unknown):
        print(f"audit: {line}")
    if found.faults:
        print(f"audit: {len(found.faults)} of what we depend on is not as it must be")
        return _WRONG
    return _UNKNOWN if found.unknown else _FINE


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.auditing", description=__doc__)
    home = os.environ.get("RASHOMON_OSV", osv.HOME)
    parser.add_argument("--osv", default=home, help="the database to ask (or $RASHOMON_OSV)")
    parser.add_argument("--patience", type=float, default=60.0, help="seconds for its answers")
    parser.add_argument("--offline", action="store_true", help="ask nobody")
    parser.add_argument("--licenses", action="store_true", help="print the license of each, too")
    parser.add_argument("--root", type=Path, default=_ROOT, help=argparse.SUPPRESS)
    return parser


@dataclass(frozen=True, slots=True)
class _Locked:
    pins: tuple[Pin, ...]
    faults: tuple[Fault, ...]


def _locked(root: Path) -> _Locked:
    held: list[Pin] = []
    faults: list[Fault] = []
    for read, files in ((pins.of_pip, _LOCKS), (pins.of_npm, (_ASSETS / "package-lock.json",))):
        for file in files:
            some, wrong = read(root / file)
            held += some
            faults += wrong
    return _Locked(tuple(held), tuple(faults))


def offline(root: Path, locked: _Locked, *, terms: bool = False) -> Findings:
    """Return what can be told without asking anybody; with `terms` all licenses, too."""
    python = [pin for pin in locked.pins if pin.ecosystem == PYPI]
    there = installed.here()
    found = Findings(faults=list(locked.faults))
    found.notes.append(
        f"{len({(p.name, p.version) for p in python})} releases of Python packages and "
        f"{len(locked.pins) - len(python)} of npm are pinned"
    )
    found.faults += pins.torn(python)
    found.faults += pins.behind(root / "pyproject.toml", python)
    found.faults += installed.unlocked(there, python)
    if (root / _VENDOR).is_dir():
        found.faults += vendored.changed(root / _ASSETS, root / _VENDOR, root / _PACKAGES)
    else:
        found.notes.append("no files of others are put in place for the pages (make assets)")
    allowed = licenses.read(root / _OWN / "licenses.toml")
    names, absent = licenses.shipped(root / "pyproject.toml", there)
    for told, wrong in (
        licenses.of_python(names, there, allowed),
        licenses.of_npm(root / _ASSETS / "package-lock.json", allowed),
    ):
        found.faults += wrong
        if terms:
            found.notes += [f"{name}: {words}" for name, words in sorted(told.items())]
    if absent:
        found.notes.append(f"not installed here, so of unknown license: {', '.join(absent)}")
    return found


def _ask(asked: argparse.Namespace, locked: _Locked, found: Findings, today: date) -> None:
    try:
        found.faults += installed.withdrawn(
            pin for pin in locked.pins if pin.file == _LOCKS[0].name
        )
    except installed.Unknown as error:
        found.unknown.append(f"UNKNOWN whether a release was withdrawn: the index: {error}")
    answer = osv.ask(asked.osv, locked.pins, patience_s=asked.patience)
    good, wrong = accepted.read(asked.root / _OWN / "accepted.toml", today)
    found.faults += wrong
    faults, notes = known(answer, good, today)
    found.faults += faults
    found.notes += notes
    if answer.silence:
        found.unknown.append(
            f"UNKNOWN whether faults are known: {plain(asked.osv)} gives no whole answer: "
            f"{answer.silence}. Ask where it can be reached: make audit"
        )


def known(
    answer: osv.Answer, good: Iterable[accepted.Accepted], today: date
) -> tuple[list[Fault], list[str]]:
    """Return the faults that are known and not accepted, and a line for each that is."""
    faults: list[Fault] = []
    notes: list[str] = []
    entries = list(good)
    for pin, advisories in sorted(answer.found.items(), key=lambda told: str(told[0])):
        for one in advisories:
            covering = [it for it in entries if it.covers(pin.name, one.names, today)]
            names = one.name + (f" ({', '.join(one.others)})" if one.others else "")
            if covering:
                notes.append(f"{pin}: {names} is accepted until {covering[0].until}: "
                             f"{plain(covering[0].reason)}")  # fmt: skip
                continue
            words = f"{names}{': ' + one.summary.rstrip('.') if one.summary else ''}"
            faults.append(Fault(str(pin), words, _way_out(pin, one)))
    return faults, notes


def _way_out(pin: Pin, one: osv.Advisory) -> str:
    accept = "accept it for a while in tools/auditing/accepted.toml"
    if not one.fixed:
        return f"No release is told to mend it: do without {pin.name}, or {accept}"
    if pin.ecosystem == NPM:
        how = f"npm install {pin.name}@{one.fixed} --package-lock-only, in {_ASSETS.as_posix()}"
    else:
        how = f"ask for {pin.name}>={one.fixed} in pyproject.toml, then make lock"
    return f"Mended in {one.fixed}: {how}; or {accept}"


if __name__ == "__main__":
    sys.exit(main())
