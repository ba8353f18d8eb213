"""What is shown, to be saved: one incident whole, or the incidents of a list as a table.

A list is streamed incident by incident, so that little of it is in memory; it is bounded, and few
are made at a time, since each dossier is computed for it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from threading import BoundedSemaphore
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from rashomon.errors import SettingError
from rashomon.publish.exports import FORMATS
from rashomon.publish.writing import Asked
from rashomon.reconcile import Policy, find_policy
from rashomon.reconciling import dossiers_around
from rashomon.records import Reading
from rashomon.records.listings import Order
from rashomon.stored_readings import StoredReadings
from rashomon.web.failures import NoSuchThing, TooMany
from rashomon.web.keeping_up import keep_up
from rashomon.web.pages.incidents import asked_of
from rashomon.web.workplace import Here, Workplace

__all__ = ["router"]

router = APIRouter()
_MOST = 2_000  # incidents in one file: a minute's work; more are written by `rashomon export`
_BATCH = 50  # incidents whose readings are in memory together
_MADE_AT_ONCE = BoundedSemaphore(2)  # of one process: each keeps a processor busy
_WAIT_S = 20
_KINDS = {
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
    "jsonl": "application/x-ndjson",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "ftm": "application/x-ndjson",
    "jsonld": "application/ld+json",
}
_ENDINGS = {"ftm": "ftm.json"}  # as FollowTheMoney's own programs call them


@router.get("/data/incidents/{incident_id}.json")
def whole(place: Here, incident_id: str) -> Response:
    """Hand out one incident whole: accounts, positions, contests, ranges, claims, reports."""
    from rashomon.reviewing import Today

    current = Today(place.ledger).incident(incident_id).incident_id
    return _file(current, "json", "application/json", _written(place, [current], "json"))


@router.get("/data/incidents.{form}")
def listed(
    request: Request, place: Here, form: str, order: str = Order.NEWEST, policy: str = ""
) -> StreamingResponse:
    """Hand out the incidents asked for in any format of `rashomon export`.

    `policy` names one whose figures and, of a table, columns are wanted; else the application's.
    """
    if form not in _KINDS:
        raise NoSuchThing(f"No list is handed out as {form}; there are: {', '.join(_KINDS)}")
    query = asked_of(request)
    chosen = find_policy(policy) if policy else None
    keep_up(place)
    wanted = Order(order) if order in set(Order) else Order.NEWEST
    found = place.ledger.find_incidents(query, order=wanted, limit=_MOST)
    if found.total > _MOST:
        raise SettingError(
            f"{found.total:,} incidents are asked for, and a file from here holds {_MOST:,} at "
            f"most: narrow the filters, or write it with `rashomon export -f {form}`"
        )
    ids = [row.incident_id for row in found.rows]
    name = "incidents" + (f"-{chosen.name}" if chosen else "")
    return _file(name, form, _KINDS[form], _written(place, ids, form, chosen))


class _Slotted(StreamingResponse):
    """An answer that gives its slot back once it is over, whether it was taken whole or not."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the file."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            _MADE_AT_ONCE.release()


def _file(name: str, form: str, kind: str, pieces: Iterator[Any]) -> StreamingResponse:
    """A file to be saved under a name, where there is a slot for it.

    It is begun at once, so that a format that cannot be written here is told as an error.
    """
    if not _MADE_AT_ONCE.acquire(blocking=False):
        raise TooMany(_WAIT_S)
    try:
        begun = next(pieces)
    except BaseException:
        _MADE_AT_ONCE.release()
        raise
    stem = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in name)[:80]
    return _Slotted(
        chain((begun,), pieces),
        media_type=kind,
        headers={
            "Content-Disposition": f'attachment; filename="{stem}.{_ENDINGS.get(form, form)}"'
        },
    )


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
