"""`rashomon export`: a ledger's incidents, or its originals, as a file."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from rashomon.cli.console import open_zones, say
from rashomon.errors import SettingError
from rashomon.pipeline import dossiers
from rashomon.publish import FORMATS
from rashomon.publish import export as write_export
from rashomon.publish.warc import write_warc
from rashomon.reconcile import POLICY, find_policy, read_sources

__all__ = ["export"]


def export(
    ledger: Annotated[Path, typer.Option(help="The ledger to export.")] = Path("ledger.db"),
    form: Annotated[
        str, typer.Option("--format", "-f", help="json, jsonl, csv, geojson or warc.")
    ] = "json",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Where to; standard output if not said.")
    ] = None,
    policy: Annotated[
        str | None,
        typer.Option(help="By which policy, of those that `policies` lists; csv has its columns."),
    ] = None,
    sources: Annotated[
        Path | None, typer.Option(help="sources.csv with your grades of outlets and speakers.")
    ] = None,
) -> None:
    """Write the incidents of a ledger as JSON, JSON Lines (claims), CSV or GeoJSON.

    As a WARC, what was captured is written instead, with its chain of custody.
    """
    from rashomon.ledger import Ledger

    if form == "warc":
        _export_originals(ledger, output)
        return
    if form not in FORMATS:
        known = ", ".join((*FORMATS, "warc"))
        raise SettingError(f"no format is called {form!r}; there are: {known}")
    chosen = find_policy(policy or POLICY)
    grades = read_sources(sources) if sources else ()
    with Ledger.open(ledger, create=False) as opened:
        found = dossiers(opened, policy=chosen.full_name, sources=grades, zones=open_zones())
        readings = {r.report.report_id: r for r in opened.readings()}
    manner = chosen.name if policy else None
    if output is None:
        write_export(found, readings, form, sys.stdout, manner=manner)
        return
    try:
        with output.open("w", encoding="utf-8", newline="") as stream:
            write_export(found, readings, form, stream, manner=manner)
    except OSError as error:
        raise SettingError(f"{output}: cannot be written: {error.strerror}") from error


def _export_originals(ledger: Path, output: Path | None) -> None:
    """Write the captures of a ledger; gzipped where the file's name ends in .gz."""
    from rashomon.ledger import Ledger

    now = datetime.now(UTC)
    with Ledger.open(ledger, create=False) as opened:
        if output is None:
            write_warc(opened, sys.stdout.buffer, now=now)
            return
        try:
            with output.open("wb") as stream:
                packed = output.suffix == ".gz"
                count = write_warc(opened, stream, now=now, packed=packed)
        except OSError as error:
            raise SettingError(f"{output}: cannot be written: {error.strerror}") from error
    say(f"{output}: {count} captures")
