"""What our own web archives tell of a record beside WARC's fields: name, kind and sidecar.

A line of JSON or a row of a table is a report only if that is said of it, and what
`reports.csv` told is in no page. WARC lets a record have fields of its own; other readers pass
over them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from rashomon.errors import InvalidRecord
from rashomon.records import Sidecar, from_plain, to_plain

__all__ = ["FIELD", "OwnRecord", "read_field", "write_field"]

FIELD = "X-Rashomon-Capture"
_LONGEST = 16_000  # characters; a record's headers may have 64 KB in all, and titles are short
_KINDS = frozenset({"application/json", "text/csv"})


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """A capture's name, media type and sidecar, as a ledger had them."""

    name: str
    media_type: str
    sidecar: Sidecar

    @property
    def is_line(self) -> bool:
        """Tell whether it is a line or row, which no stranger's record can be."""
        return self.media_type.partition(";")[0].strip().casefold() in _KINDS


def write_field(own: OwnRecord) -> str | None:
    """Return the field's value, in ASCII on one line; None for one that is too long."""
    words = json.dumps(to_plain(own), separators=(",", ":"))
    return words if len(words) <= _LONGEST else None


def read_field(headers: Mapping[str, str]) -> OwnRecord | None:
    """Return what a record of ours tells, None where it is a stranger's or tells nothing right."""
    words = headers.get(FIELD.lower(), "")
    if not words or len(words) > _LONGEST:
        return None
    try:
        own = from_plain(json.loads(words), OwnRecord)
    except (InvalidRecord, ValueError, RecursionError):
        return None
    told = (own.name, own.media_type, own.sidecar.outlet, own.sidecar.url, own.sidecar.title)
    return own if all((words or "").isprintable() for words in told) else None
