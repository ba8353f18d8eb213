"""One report in; a reading out: claims, each with attribution, stance and evidence.

A reader is anything that keeps the `Reader` promise. `open_reader` gives the built-in ones by
name: "embedded" reads with a trained model and rules, "rules" by rules alone.
"""

from __future__ import annotations

from typing import Protocol

from rashomon.errors import SettingError
from rashomon.records import Reading, Report

__all__ = ["DEFAULT_READER", "READERS", "Reader", "open_reader"]

READERS = ("embedded", "rules")
DEFAULT_READER = "embedded"  # wherever no reader is named: library, pipeline and command line


class Reader(Protocol):
    """Reads reports. The same report and version always give the same reading."""

    @property
    def version(self) -> str:
        """Name and version, kept with every reading ("rules-4")."""
        ...

    def read(self, report: Report) -> Reading:
        """Find every claim of the report, with its mention, source, stance and evidence.

        Places come unresolved and mentions unjoined: that is for `locate` and `link`.
        """
        ...


def open_reader(name: str = DEFAULT_READER) -> Reader:
    """Return the built-in reader of this name, ready to read.

    The embedded reader's model is loaded the first time and shared in the process after that.

    Raises:
        SettingError: If there is none; the message lists those there are.
        ModelError: If the reader's model is missing, damaged or of another version.
    """
    if name == "embedded":
        from rashomon.read.embedded import EmbeddedReader
        from rashomon.read.tagger import open_tagger
        from rashomon.read.weighing import open_weights

        return EmbeddedReader(open_tagger(), open_weights())
    if name == "rules":
        from rashomon.read.rules import RuleReader

        return RuleReader()
    raise SettingError(f"no reader is called {name!r}; there are: {', '.join(READERS)}")
