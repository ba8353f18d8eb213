"""`jsonl`: one claim a line, with its incident, report, speakers and words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from rashomon.publish.incident_columns import claims_of, report_address
from rashomon.publish.readings import claim_as_json
from rashomon.publish.writing import Add, Asked, Readings
from rashomon.records import Claim, Dossier, Reading

__all__ = ["CLAIM_COLUMNS", "claim_rows", "row_of", "writing_jsonl", "writing_lines"]

CLAIM_COLUMNS = tuple(
    (
        "incident_id claim_id report_id facet value stance source party quote start end confidence "
        "report outlet published address reader"
    ).split()
)


def claim_rows(dossier: Dossier, readings: Readings) -> Iterator[dict[str, Any]]:
    """Yield each claim of the incident as plain data, in the order of `CLAIM_COLUMNS`."""
    for claim in claims_of(dossier, readings):
        yield row_of(dossier.incident.incident_id, claim, readings[claim.report_id])


def row_of(incident_id: str, claim: Claim, reading: Reading) -> dict[str, Any]:
    """Return a claim of an incident as plain data, given the reading that it is of."""
    report = reading.report
    return {
        "incident_id": incident_id,
        **claim_as_json(claim),
        "report": report.name,
        "outlet": report.outlet,
        "published": report.published_on.isoformat() if report.published_on else None,
        "address": report_address(report),
        "reader": reading.reader,
    }


@contextmanager
def writing_jsonl(stream: TextIO, asked: Asked) -> Iterator[Add]:
    """Write a line a claim."""
    with writing_lines(stream) as write:
        yield lambda dossier: write(claim_rows(dossier, asked.readings))


@contextmanager
def writing_lines(stream: TextIO) -> Iterator[Callable[[Iterable[dict[str, Any]]], None]]:
    """Write rows of claims, a line each."""

    def write(rows: Iterable[dict[str, Any]]) -> None:
        for row in rows:
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")

    yield write
