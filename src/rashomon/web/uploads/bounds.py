"""How much one upload may be, and where it lies until it is over."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Bounds", "folder_beside"]


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much one upload may be, and how many may wait.

    A file that is too large is passed over and the others are taken; too many files, or too much
    in all, refuse the whole, and so does a sender who only means to keep the line.
    """

    file_bytes: int = 200_000_000  # an archive of a year's reports; one report may have 20 MB
    files: int = 1_000
    bytes_in_all: int = 500_000_000
    waiting: int = 20
    patience_s: float = 60.0  # without a byte, or before the pace is looked at
    least_bytes_a_second: int = 1_000  # a bad telephone line has three times as much


def folder_beside(ledger: str) -> Path:
    """Return where the uploads of a ledger lie: beside its file, or, of a server's, with ours.

    >>> folder_beside("/data/ledger.db").as_posix()
    '/data/ledger.db.uploads'
    """
    if "://" not in ledger:
        return Path(f"{ledger}.uploads")
    from rashomon.reference.folders import cache_folder

    return cache_folder() / "uploads" / hashlib.sha256(ledger.encode()).hexdigest()[:16]
