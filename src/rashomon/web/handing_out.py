"""Files to be saved, for pages and the API alike: one incident, or the incidents of a query.

A list is streamed incident by incident, so that little of it is in memory; it is bounded, and few
are made at a time, since each dossier is computed for it. Who has a file already, by its ETag, is
told so without it being made.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from itertools import chain
from threading import BoundedSemaphore
from typing import Any

from fastapi import Request
from fastapi.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from rashomon.errors import LedgerError, SettingError
from rashomon.publish.exports import FORMATS
from rashomon.publish.writing import Asked
from rashomon.reconcile import Policy, find_policy
from rashomon.reconciling import dossiers_around
from rashomon.records import IncidentQuery, Reading
from rashomon.records.listings import Order
from rashomon.reviewing import Today
from rashomon.stored_readings import StoredReadings
from rashomon.web.failures import NoSuchThing, TooMany
from rashomon.web.keeping_up import keep_up
from rashomon.web.workplace import Workplace

__all__ = [
    "KINDS",
    "file_of_capture",
    "file_of_incident",
    "file_of_list",
    "is_known",
    "state_tag",
]

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
    "jsonl": "application/x-ndjson",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "ftm": "application/x-ndjson",
    "jsonld": "application/ld+json",
}
"""Formats that incidents are handed out in, with their media types."""
_NO_NAME = re.compile(r"[^A-Za-z0-9._-]+")
_CALLED = {"ftm": "ftm.json"}  # as FollowTheMoney's own programs call them
_ENDINGS = {
    "text/plain": ".txt", "text/html": ".html", "application/pdf": ".pdf",
    "application/json": ".json", "message/rfc822": ".eml",
}  # fmt: skip
_MOST = 2_000  # incidents in one file: a minute's work; more are written by `rashomon export`
_BATCH = 50  # incidents whose readings are in memory together
_MADE_AT_ONCE = BoundedSemaphore(2)  # of one process: each keeps a processor busy
_WAIT_S = 20


def file_of_capture(request: Request, place: Workplace, capture_id: int) -> Response:
    """Hand out the original bytes of a capture to be saved: never shown, whatever they are.

    Raises:
        NoSuchThing: If there is no capture of this number.

    """
    try:
        found = place.ledger.capture(capture_id)
    except LedgerError as error:
        raise NoSuchThing(str(error)) from error
    stem = _NO_NAME.sub("-", found.name).strip("-.")[:80] or f"capture-{capture_id}"
    name = stem + _ENDINGS.get(found.media_type, ".bin")
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "ETag": f'"{hashlib.sha256(found.content).hexdigest()}"',
    }
    if is_known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(found.content, media_type="application/octet-stream", headers=headers)


def file_of_incident(request: Request, place: Workplace, incident_id: str, form: str) -> Response:
    """Hand out one incident in a format.

    Raises:
        NoSuchIncident: If there is none of this id.
        NoSuchThing: If it is handed out in no such format.
        TooMany: If too many files are being made.

    """
    _check(form)
    current = Today(place.ledger).incident(incident_id).incident_id
    return _file(request, place, current, form, [current])


def file_of_list(
    request: Request,
    place: Workplace,
    query: IncidentQuery,
    order: Order,
    form: str,
    policy: str = "",
) -> Response:
    """Hand out the incidents that a query asks for in a format.

    `policy` names one whose figures and, of a table, columns are wanted; else the application's.

    Raises:
        NoSuchThing: If they are handed out in no such format.
        SettingError: If they are too many for a file, or there is no such policy.
        TooMany: If too many files are being made.

    """
    _check(form)
    chosen = find_policy(policy) if policy else None
    keep_up(place)
    found = place.ledger.find_incidents(query, order=order, limit=_MOST)
    if found.total > _MOST:
        raise SettingError(
            f"{found.total:,} incidents are asked for, and a file from here holds {_MOST:,} at "
            f"most: narrow the filters, or write it with `rashomon export -f {form}`"
        )
    ids = [row.incident_id for row in found.rows]
    name = "incidents" + (f"-{chosen.name}" if chosen else "")
    return _file(request, place, name, form, ids, chosen)


def _check(form: str) -> None:
    if form not in KINDS:
        raise NoSuchThing(f"Nothing is handed out as {form}; there are: {', '.join(KINDS)}")


def state_tag(place: Workplace, *of: object) -> str:
    """Return an ETag of what follows from the ledger's state alone, without making it."""
    ledger = place.ledger
    state = (
        ledger.head(), ledger.change_count(), ledger.catalog_counters(), place.policy,
        place.zones.fingerprint, place.settings.sources, version("rashomon"), of,
    )  # fmt: skip
    return f'"{hashlib.sha256(repr(state).encode()).hexdigest()[:32]}"'


def is_known(request: Request, tag: str) -> bool:
    """Tell whether `If-None-Match` names a tag; compression on the way makes tags weak."""
    told = request.headers.get("if-none-match", "")
    return told.strip() == "*" or tag in {one.strip().removeprefix("W/") for one in told.split(",")}


class _Slotted(StreamingResponse):
    """An answer that gives its slot back once it is over, whether it was taken whole or not."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the file."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            _MADE_AT_ONCE.release()


def _file(
    request: Request,
    place: Workplace,
    name: str,
    form: str,
    ids: Sequence[str],
    chosen: Policy | None = None,
) -> Response:
    """A file to be saved under a name, where there is a slot for it.

    It is begun at once, so that a format that cannot be written here is told as an error.
    """
    stem = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in name)[:80]
    headers = {
        "Content-Disposition": f'attachment; filename="{stem}.{_CALLED.get(form, form)}"',
        "ETag": state_tag(place, form, tuple(ids), chosen.full_name if chosen else ""),
    }
    if is_known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    if not _MADE_AT_ONCE.acquire(blocking=False):
        raise TooMany(_WAIT_S)
    pieces = _written(place, ids, form, chosen)
    try:
        begun = next(pieces)
    except BaseException:
        _MADE_AT_ONCE.release()
        raise
    return _Slotted(chain((begun,), pieces), media_type=KINDS[form], headers=headers)


class _Bytes(io.RawIOBase):
    """A file of bytes that are handed on as they come; it tells how many came in all."""

    def __init__(self) -> None:
        super().__init__()
        self._held, self._count = bytearray(), 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._count

    def write(self, data: Any) -> int:
        self._held += data
        self._count += len(data)
        return len(data)

    def drained(self) -> bytes:
        """Return what came since it was drained last."""
        found = bytes(self._held)
        self._held.clear()
        return found


class _Words(io.StringIO):
    """The same of text."""

    def drained(self) -> str:
        """Return what came since it was drained last."""
        found = self.getvalue()
        self.seek(0)
        self.truncate()
        return found


class _Readings(Mapping[str, Reading]):
    """The readings of the incidents written so far; only those of the last one are in memory."""

    def __init__(self, place: Workplace) -> None:
        self._stored = StoredReadings(place.ledger)
        self._own: Mapping[str, Reading] = {}
        self._ids: dict[str, None] = {}

    def turn_to(self, own: Mapping[str, Reading]) -> None:
        """Hold these from now on."""
        self._own = own
        self._ids.update(dict.fromkeys(own))

    def __getitem__(self, report_id: str) -> Reading:
        return self._own[report_id] if report_id in self._own else self._stored[report_id]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._ids))

    def __len__(self) -> int:
        return len(self._ids)


def _written(
    place: Workplace, ids: Sequence[str], form: str, chosen: Policy | None = None
) -> Iterator[Any]:
    """Write incidents in a format, and hand on what is written after each."""
    stream = _Bytes() if FORMATS[form].is_binary else _Words()
    readings = _Readings(place)
    asked = Asked(readings, chosen.name if chosen else None)
    with FORMATS[form].write(stream, asked) as add:
        for start in range(0, len(ids), _BATCH):
            batch = ids[start : start + _BATCH]
            made = {
                dossier.incident.incident_id: (dossier, own)
                for dossier, own in dossiers_around(
                    place.ledger, batch, policy=chosen.full_name if chosen else place.policy,
                    zones=place.zones, sources=place.settings.sources,
                )
            }  # fmt: skip
            for incident_id in batch:
                if incident_id in made:
                    dossier, own = made[incident_id]
                    readings.turn_to(own)
                    add(dossier)
                    yield stream.drained()
    yield stream.drained()
