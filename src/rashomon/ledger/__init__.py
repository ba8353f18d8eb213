"""The append-only store of captures, readings, incidents and decisions.

    with Ledger.open("ledger.db") as ledger:
        ledger.add_reading(capture, reading, sidecar_fingerprint=capture.sidecar.fingerprint)

Importing this package loads no database driver; the first use of a name does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rashomon.ledger.captures import CaptureNote
    from rashomon.ledger.decisions import Decision
    from rashomon.ledger.door import Taken
    from rashomon.ledger.reports import Derivation
    from rashomon.ledger.store import Ledger

__all__ = ["CaptureNote", "Decision", "Derivation", "Ledger", "Taken"]

_HOMES = {
    "CaptureNote": "captures",
    "Decision": "decisions",
    "Derivation": "reports",
    "Ledger": "store",
    "Taken": "door",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
