"""`jsonl`: one claim a line, with its incident, report, speakers and words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from rashomon.publish.incident_columns import claims_of, report_address
from rashomon.publish.readings import claim_as_json
from rashomon.publish.writing import Add, Asked, Readings
from rashomon.records import Dossier

__all__ = ["CLAIM_COLUMNS", "claim_rows", "writing_jsonl"]

CLAIM_COLUMNS = tuple(
    (
        "incident_id claim_id report_id facet value stance source party quote start end confidence "
        "report outlet published address reader"
    ).split()
)


def claim_rows(dossier: Dossier, readings: Readings) -> Iterator[dict[str, Any]]:
    """Yield each claim of the incident as plain data, in the order of `CLAIM_COLUMNS`."""
    for claim in claims_of(dossier, readings):
        reading = readings[claim.report_id]
        report = reading.report
        yield {
            "incident_id": dossier.incident.incident_id,
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

    def add(dossier: Dossier) -> None:
        for row in claim_rows(dossier, asked.readings):
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")

    yield add
