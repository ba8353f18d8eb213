"""`rashomon show`: one incident, its accounts side by side and every figure's words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rashomon.cli.console import console
from rashomon.pipeline import dossier

__all__ = ["show"]


def show(
    incident: Annotated[str, typer.Argument(help="The incident's id, as `build` prints it.")],
    ledger: Annotated[Path, typer.Option(help="The ledger to look into.")] = Path("ledger.db"),
) -> None:
    """Print one incident: accounts by party, positions with evidence, ranges, reports."""
    from rashomon.cli.tables import incident_view
    from rashomon.ledger import Ledger

    with Ledger.open(ledger, create=False) as opened:
        found = dossier(opened, incident)
        readings = {
            report_id: reading
            for report_id, _ in found.incident.members
            if (reading := opened.reading(report_id)) is not None
        }
        links = opened.links_of(incident)
    console().print(incident_view(found, readings, links))
