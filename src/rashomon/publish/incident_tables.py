"""`csv`: one incident a row, or the rows that a policy's codebook asks for.

Every row has the policy with its version, the claims behind each figure by their ids, and where
its reports are found.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from rashomon.publish.cells import table_writer
from rashomon.publish.codebooks import columns_of, rows_of
from rashomon.publish.incident_columns import (
    figures,
    report_address,
    reports_of,
    where_and_when,
)
from rashomon.publish.writing import Add, Asked
from rashomon.records import Dossier, Facet

__all__ = ["INCIDENT_COLUMNS", "table_columns", "writing_csv"]

INCIDENT_COLUMNS = tuple(
    (
        "incident_id kind date_from date_to date_reason date_prec time_precision "
        "place admin country latitude longitude radius_km where_prec geo_precision place_reason "
        "parties responsible "
        "killed_low killed_high killed_highest_told killed_claims "
        "injured_low injured_high injured_highest_told injured_claims "
        "casualties_low casualties_high casualties_highest_told casualties_claims "
        "policy contested reports origins report_names zones review decisions addresses"
    ).split()
)
_BEHIND = ("incident_id", "decisions", "addresses")  # what the rows of every codebook end with


def table_columns(manner: str | None) -> tuple[str, ...]:
    """Return the columns of a table, in the manner of a policy's codebook where one is named."""
    if manner is None:
        return INCIDENT_COLUMNS
    own = columns_of(manner)
    return (*own, *(name for name in _BEHIND if name not in own))


@contextmanager
def writing_csv(stream: TextIO, asked: Asked) -> Iterator[Add]:
    """Write the header and a row for each incident; a codebook may want several."""
    write = table_writer(stream, table_columns(asked.manner), has_raw_cells=asked.has_raw_cells)

    def add(dossier: Dossier) -> None:
        reports = reports_of(dossier, asked.readings)
        behind = {
            "incident_id": dossier.incident.incident_id,
            "decisions": "; ".join(map(str, dossier.review.decisions)),
            "addresses": " ".join(dict.fromkeys(map(report_address, reports))),
        }
        if asked.manner is not None:
            for row in rows_of(dossier, asked.readings):
                write(row | behind)
            return
        write(
            {
                **where_and_when(dossier),
                **figures(dossier),
                "parties": "; ".join(account.party for account in dossier.accounts),
                "responsible": "; ".join(
                    position.label
                    for position in dossier.positions
                    if position.facet is Facet.RESPONSIBLE
                ),
                "contested": "; ".join(dossier.contested),
                "reports": len({report_id for report_id, _ in dossier.incident.members}),
                "origins": len(dossier.origins),
                "zones": "; ".join(map(str, dossier.zones)),
                "review": dossier.review.level.value,
                "report_names": "; ".join(report.name for report in reports),
                **behind,
            }
        )

    yield add
