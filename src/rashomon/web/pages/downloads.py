"""What is shown, to be saved: one incident whole, or the incidents of a list as a table.

A list is streamed incident by incident, so that little of it is in memory; it is bounded, and few
are made at a time, since each dossier is computed for it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from threading import BoundedSemaphore

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from rashomon.errors import SettingError
from rashomon.publish.exports import FORMATS
from rashomon.publish.writing import Asked
from rashomon.reconciling import dossiers_around
from rashomon.records import Reading
from rashomon.records.listings import Order
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
}


@router.get("/data/incidents/{incident_id}.json")
def whole(place: Here, incident_id: str) -> Response:
    """Hand out one incident whole: accounts, positions, contests, ranges, claims, reports."""
    from rashomon.reviewing import Today

    current = Today(place.ledger).incident(incident_id).incident_id
    return _file(current, "json", "application/json", _written(place, [current], "json"))


@router.get("/data/incidents.{form}")
def listed(
    request: Request, place: Here, form: str, order: str = Order.NEWEST
) -> StreamingResponse:
    """Hand out the incidents asked for as a table (csv), a map (geojson) or claims (jsonl)."""
    if form not in _KINDS:
        raise NoSuchThing(f"No list is handed out as {form}; there are: {', '.join(_KINDS)}")
    query = asked_of(request)
    keep_up(place)
    wanted = Order(order) if order in set(Order) else Order.NEWEST
    found = place.ledger.find_incidents(query, order=wanted, limit=_MOST)
    if found.total > _MOST:
        raise SettingError(
            f"{found.total:,} incidents are asked for, and a file from here holds {_MOST:,} at "
            f"most: narrow the filters, or write it with `rashomon export -f {form}`"
        )
    ids = [row.incident_id for row in found.rows]
    return _file("incidents", form, _KINDS[form], _written(place, ids, form))


class _Slotted(StreamingResponse):
    """An answer that gives its slot back once it is over, whether it was taken whole or not."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the file."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            _MADE_AT_ONCE.release()


def _file(name: str, form: str, kind: str, pieces: Iterator[str]) -> StreamingResponse:
    """A file to be saved under a name, where there is a slot for it."""
    if not _MADE_AT_ONCE.acquire(blocking=False):
        raise TooMany(_WAIT_S)
    stem = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in name)[:80]
    return _Slotted(
        pieces,
        media_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{stem}.{form}"'},
    )


def _written(place: Workplace, ids: Sequence[str], form: str) -> Iterator[str]:
    """Write incidents in a format, and hand on what is written after each."""
    stream, readings = io.StringIO(), dict[str, Reading]()

    def drained() -> str:
        text = stream.getvalue()
        stream.seek(0)
        stream.truncate()
        return text

    with FORMATS[form].write(stream, Asked(readings)) as add:
        for start in range(0, len(ids), _BATCH):
            batch = ids[start : start + _BATCH]
            made = {
                dossier.incident.incident_id: (dossier, own)
                for dossier, own in dossiers_around(
                    place.ledger, batch, policy=place.policy, zones=place.zones,
                    sources=place.settings.sources,
                )
            }  # fmt: skip
            for incident_id in batch:
                if incident_id in made:
                    dossier, own = made[incident_id]
                    readings.clear()
                    readings.update(own)
                    add(dossier)
                    yield drained()
    yield drained()
