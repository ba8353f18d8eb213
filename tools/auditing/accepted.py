"""Faults that somebody has looked at and found harmless here: why, and until when.

A fault is accepted for a while and never for good: a list without an end is one that nobody reads.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tools.auditing.faults import Fault, plain

__all__ = ["Accepted", "read"]

_LONGEST = timedelta(days=183)
_FORM = "Write [[accepted]] with id, package, reason, since and until (days as 2026-03-31)"


@dataclass(frozen=True, slots=True)
class Accepted:
    """A fault in a package that does not count until a day, and why it does not."""

    advisory: str
    package: str
    reason: str
    until: date

    def covers(self, package: str, names: Iterable[str], today: date) -> bool:
        """Tell whether a fault of a package, by any of its names, is accepted today."""
        return self.package == package and self.advisory in set(names) and today <= self.until


def read(path: Path, today: date) -> tuple[list[Accepted], list[Fault]]:
    """Return what is accepted, and each line that says too little or has ended."""
    if not path.exists():
        return [], []
    try:
        lines = tomllib.loads(path.read_text("utf-8")).get("accepted", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return [], [Fault(path.name, f"it cannot be read ({plain(error)})", _FORM)]
    good: list[Accepted] = []
    faults: list[Fault] = []
    for number, line in enumerate(lines if isinstance(lines, list) else [lines], 1):
        told = line if isinstance(line, dict) else {}
        name, package, reason = (told.get(word) for word in ("id", "package", "reason"))
        since, until = told.get("since"), told.get("until")
        about = f"{path.name}, {plain(name) if name else f'entry {number}'}"
        if not (
            isinstance(name, str) and isinstance(package, str) and isinstance(reason, str)
            and name and package and len(reason.split()) >= 3
            and type(since) is date and type(until) is date
        ):  # fmt: skip
            faults.append(Fault(about, "it does not say all that is needed", _FORM))
        elif until - since > _LONGEST:
            words = f"it is accepted for more than {_LONGEST.days} days"
            faults.append(Fault(about, words, "Name a nearer day"))
        elif until < today:
            words = f"it was accepted until {until}, which is over"
            faults.append(Fault(about, words, "Look at it again; mend it, or name a new day"))
        else:
            good.append(Accepted(name, package, reason, until))
    return good, faults
