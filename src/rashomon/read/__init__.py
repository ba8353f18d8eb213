"""One report in; a reading out: claims, each with attribution, stance and evidence.

A reader is anything that keeps the `Reader` promise. `open_reader` gives the built-in ones by
name; loading one is paid for on its first use.
"""

from __future__ import annotations

from typing import Protocol

from rashomon.errors import SettingError
from rashomon.records import Reading, Report

__all__ = ["READERS", "Reader", "open_reader"]

READERS = ("rules",)


class Reader(Protocol):
    """Reads reports. The same report and version always give the same reading."""

    @property
    def version(self) -> str:
        """Name and version, kept with every reading ("rules-1")."""
        ...

    def read(self, report: Report) -> Reading:
        """Find every claim of the report, with its mention, source, stance and evidence.

        Places come unresolved and mentions unjoined: that is for `locate` and `link`.
        """
        ...


def open_reader(name: str = "rules") -> Reader:
    """Return the built-in reader of this name.

    Raises:
        SettingError: If there is none; the message lists those there are.
    """
    if name == "rules":
        from rashomon.read.rules import RuleReader

        return RuleReader()
    raise SettingError(f"no reader is called {name!r}; there are: {', '.join(READERS)}")
