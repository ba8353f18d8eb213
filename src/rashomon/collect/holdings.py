"""What is opened while collecting: a file or what lies within one, and what a run shares.

An opener takes one `Held` apart: it yields captures, and for whatever must itself be looked at
(a file within an archive) another `Held`. So openers need not know each other.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from rashomon.collect.sidecars import SidecarTable, fill
from rashomon.errors import ReportSkipped, UnreadableReport
from rashomon.records import Capture, CaptureMethod, Custody, Exchange, Sidecar

__all__ = ["Budget", "Collecting", "Held", "Opener"]

# What one file may unpack to. Text packs to a tenth, pages of one site at most to a fiftieth; a
# hundred times is only met in bombs. Small files may always unpack to a gigabyte.
_MOST_TIMES_LARGER = 100
_ALWAYS_ALLOWED_BYTES = 1_000_000_000


@dataclass(slots=True)
class Budget:
    """How many bytes may still be unpacked out of one file."""

    left: int
    is_spent: bool = False

    @classmethod
    def for_file(cls, size: int) -> Budget:
        """Return what a file of `size` bytes may unpack to."""
        return cls(max(_ALWAYS_ALLOWED_BYTES, size * _MOST_TIMES_LARGER))

    def spend(self, count: int, where: str) -> None:
        """Take `count` bytes off.

        Raises:
            UnreadableReport: If there are no more; `is_spent` is true from then on.
        """
        self.left -= count
        if self.left < 0:
            self.is_spent = True
            raise UnreadableReport(
                where, "unpacks to far more than reports do; what follows in the file is not read"
            )


@dataclass(frozen=True, slots=True)
class Held:
    """A file that is open, or a member of one: an opener takes captures out of it.

    `source` stands at its first byte; a file on disk can be read again, what lies in an archive
    once. `name` is its file name, `address` the way to it in words ("pile.zip!/2016/a.html").
    `container` is the SHA-256 of the file on disk, where this is or lies in an archive, and
    `within` the way from that file to here ("2016/a.zip"). `tables` are the sidecars that may
    tell of it, the nearest first. `is_asked` tells that the user named the file itself.
    """

    source: io.BufferedReader[Any]
    name: str
    address: str
    size: int
    budget: Budget
    container: str | None = None
    within: str = ""
    media_type: str | None = None
    tables: tuple[SidecarTable, ...] = ()
    depth: int = 0
    is_asked: bool = False

    def alone(self) -> Held:
        """Return this file as one that is kept itself, and lies in no container."""
        return replace(self, container=None)

    def told(self, name: str | None = None) -> Sidecar:
        """Return what the sidecars tell of a report called `name`, or of this file."""
        stem = PurePosixPath(self.name).stem
        told = Sidecar()
        for table in self.tables:
            row = table.find(name) if name else table.find(stem, Path(self.address))
            told = fill(told, row)
        return told

    def custody(
        self,
        method: CaptureMethod,
        locator: str | None = None,
        *,
        taken_at: datetime | None = None,
        exchange: Exchange | None = None,
    ) -> Custody:
        """Return the custody of what lies at `locator` in this file."""
        way = "!/".join(part for part in (self.within, locator) if part)
        return Custody(
            method,
            container=self.container,
            locator=way or None,
            taken_at=taken_at,
            exchange=exchange,
        )

    def member(
        self, source: io.BufferedReader[Any], path: str, size: int, locator: str | None = None
    ) -> Held:
        """Return the file at `path` within this one, called `locator` where its path is not unique.

        Its sidecars are this file's own.
        """
        locator = locator or path
        return replace(
            self,
            source=source,
            name=PurePosixPath(path).name,
            address=f"{self.address}!/{locator}",
            size=size,
            within="!/".join(part for part in (self.within, locator) if part),
            media_type=None,
            depth=self.depth + 1,
            is_asked=False,
        )


@dataclass(slots=True)
class Collecting:
    """What all openers of one run share: whom to tell, the clock, the columns of tables."""

    on_skip: Callable[[ReportSkipped], None]
    now: Callable[[], datetime]
    columns: Mapping[str, str] = field(default_factory=dict)
    tables_without_text: list[str] = field(default_factory=list)


Opener = Callable[[Held, Collecting], Iterator[Capture | Held]]
