"""Seals: each capture carries a hash over all that is told of it and over the seal before.

So none can be changed, dropped from the middle or slipped in without every later seal telling.
Who can write the file could make all seals anew; whoever has noted the last one elsewhere, on
paper or with a time stamping service, would know.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

__all__ = ["FIRST", "SEALED", "problems", "seal"]

FIRST = "0" * 64
SEALED = (
    "capture_id",
    "sha256",
    "report_id",
    "name",
    "address",
    "media_type",
    "captured_at",
    "sidecar",
    "sidecar_fingerprint",
    "tool_version",
    "part",
    "custody",
    "occasion",
    "prev_seal",
)
"""What is hashed, in this order: the values of a row as a list in JSON, in UTF-8.

The time is in UTC as ISO 8601 with "+00:00", with a fraction only where the second is not whole;
objects have their keys sorted, and no space is left.
"""


def seal(row: Mapping[str, Any]) -> str:
    """Return the seal of a capture's row, which has every field of `SEALED`."""
    values = [_plain(row[name]) for name in SEALED]
    raw = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(raw.encode()).hexdigest()


def _plain(value: object) -> object:
    if not isinstance(value, datetime):
        return value
    aware = value if value.tzinfo else value.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat()


def problems(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield what is broken in a chain of captures, in words."""
    number, before = 0, FIRST
    for row in rows:
        if row["capture_id"] != number + 1:
            yield f"capture {number + 1} is missing from the ledger"
        elif row["prev_seal"] != before:
            yield f"capture {row['capture_id']} does not follow the one before it"
        if row["seal"] != seal(row):
            yield f"capture {row['capture_id']} is not as it was recorded"
        number, before = row["capture_id"], row["seal"]
