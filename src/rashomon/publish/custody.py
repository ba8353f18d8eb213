"""The chain of custody of one report as plain data: what came in, and what was made of it."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from rashomon.errors import SettingError
from rashomon.records import to_plain

if TYPE_CHECKING:
    from rashomon.ledger import CaptureNote, Derivation, Ledger

__all__ = ["capture_as_json", "custody_as_json", "find_report"]


def find_report(ledger: Ledger, words: str) -> str:
    """Return the id of the one report that is meant by an id, its beginning or a name.

    The id of a near copy leads to the report that it is kept under.

    Raises:
        SettingError: If no report is meant, or several are.

    """
    kept = ledger.copies()
    ids = ledger.report_ids()
    if words in ids:
        return words
    if words in kept:
        return kept[words]
    found = [report_id for report_id in ids if words and report_id.startswith(words)]
    if not found:
        named = (note for note in ledger.captures() if words in (note.name, note.address))
        own = {kept.get(note.report_id, note.report_id) for note in named}
        found = sorted(own.intersection(ids))
    if len(found) == 1:
        return found[0]
    if not found:
        raise SettingError(f"the ledger holds no report that is called {words!r}")
    raise SettingError(f"{words!r} may be any of {len(found)} reports: {', '.join(found[:5])}")


def custody_as_json(ledger: Ledger, report_id: str) -> dict[str, Any]:
    """Return when, from where, how and by whom a report came in, and what was made of it.

    Times are in UTC. The hashes are those that `sha256sum` gives for what they are of.

    Raises:
        SettingError: If the ledger has no report of this id.

    """
    derived = ledger.derivation(report_id)
    if derived is None:
        raise SettingError(f"the ledger holds no report {report_id}")
    report, read = derived.report, ledger.reading_note(report_id)
    return {
        "report_id": report_id,
        "name": report.name,
        "outlet": report.outlet,
        "title": report.title,
        "url": report.url,
        "published": report.published_on.isoformat() if report.published_on else None,
        "derived": _derived(derived),
        "derived_before": [_derived(older) for older in ledger.older_derivations(report_id)],
        "read": None
        if read is None
        else {
            "reader": read.reader,
            "gazetteer": read.gazetteer,
            "at": _moment(read.read_at),
            "tool_version": read.tool_version,
        },
        "waits_to_be_read": report_id in dict(ledger.waiting()),
        "captures": [
            capture_as_json(note, len(ledger.content(note.sha256)), report_id)
            for note in ledger.captures_of(report_id)
        ],
    }


def _derived(derived: Derivation) -> dict[str, Any]:
    text = derived.report.text
    return {
        "capture": derived.capture_id,
        "cleaner": derived.cleaner,
        "at": _moment(derived.derived_at),
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "characters": len(text),
        "found_by": dict(derived.report.found_by),
    }


def capture_as_json(note: CaptureNote, size: int, report_id: str) -> dict[str, Any]:
    """Return how some bytes came in; `report_id` is what they are kept under, `size` in bytes."""
    told = to_plain(note.sidecar)
    return {
        "capture": note.capture_id,
        "at": _moment(note.captured_at),
        "address": note.address,
        "sha256": note.sha256,
        "bytes": size,
        "media_type": note.media_type,
        "part": note.part or None,
        "is_near_copy": note.report_id != report_id,
        "custody": None if note.custody is None else to_plain(note.custody),
        "sidecar": {name: value for name, value in told.items() if value is not None},
        "tool_version": note.tool_version,
        "seal": note.seal,
    }


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat().replace("+00:00", "Z")
