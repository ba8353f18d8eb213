"""Records as an answer holds them: plain data, without what is only for the machine."""

from __future__ import annotations

from typing import Any

from rashomon.records import CatalogRow, to_plain
from rashomon.records.listings import IncidentMap, SearchHit

__all__ = ["hit_as_json", "map_as_json", "row_as_json"]


def row_as_json(row: CatalogRow) -> dict[str, Any]:
    """Return an incident in a line; days are ISO dates, unknown is null."""
    plain: dict[str, Any] = to_plain(row)
    del plain["words"]  # folded, for the index alone
    plain["reports"] = row.reports
    for name in ("killed", "injured", "casualties"):
        toll = getattr(row, name)
        plain[name] = None if toll is None else {
            "low": toll.range.low, "high": toll.range.high, "highest_told": toll.highest,
            "told": toll.told,
        }  # fmt: skip
    return plain


def map_as_json(found: IncidentMap) -> dict[str, Any]:
    """Return points and clusters; degrees, km."""
    plain: dict[str, Any] = to_plain(found)
    return plain


def hit_as_json(hit: SearchHit) -> dict[str, Any]:
    """Return a report that holds what was searched for; `marks` are offsets in the snippet."""
    plain: dict[str, Any] = to_plain(hit)
    return plain
