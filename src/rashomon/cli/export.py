"""`rashomon export`: a ledger's incidents as a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from rashomon.errors import SettingError
from rashomon.pipeline import dossiers
from rashomon.publish import export as write_export

__all__ = ["export"]


def export(
    ledger: Annotated[Path, typer.Option(help="The ledger to export.")] = Path("ledger.db"),
    form: Annotated[
        str, typer.Option("--format", "-f", help="json, jsonl, csv or geojson.")
    ] = "json",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Where to; standard output if not said.")
    ] = None,
) -> None:
    """Write the incidents of a ledger as JSON, JSON Lines (claims), CSV or GeoJSON."""
    from rashomon.ledger import Ledger

    with Ledger.open(ledger, create=False) as opened:
        found = dossiers(opened)
        readings = {r.report.report_id: r for r in opened.readings()}
    if output is None:
        write_export(found, readings, form, sys.stdout)
        return
    try:
        with output.open("w", encoding="utf-8", newline="") as stream:
            write_export(found, readings, form, stream)
    except OSError as error:
        raise SettingError(f"{output}: cannot be written: {error.strerror}") from error
