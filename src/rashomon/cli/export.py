"""`rashomon export`: a ledger's incidents, or its originals, as a file."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from rashomon.cli.console import open_zones, say
from rashomon.cli.outputs import opened_output
from rashomon.errors import SettingError

__all__ = ["export"]


def export(
    ledger: Annotated[str, typer.Option(help="The ledger to export.")] = "ledger.db",
    form: Annotated[
        str,
        typer.Option(
            "--format", "-f", help="json, jsonl, parquet, csv, geojson, ftm, jsonld or warc."
        ),
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
    raw_cells: Annotated[
        bool,
        typer.Option("--raw-cells", help="Leave cells as they are, for programs; see the page."),
    ] = False,
    quotes: Annotated[
        bool, typer.Option("--quotes", help="Put the reports' words into FollowTheMoney, too.")
    ] = False,
) -> None:
    """Write the incidents, claims or originals of a ledger.

    Incidents as JSON, CSV or GeoJSON, claims as lines or Parquet.
    As FollowTheMoney (ftm) and schema.org (jsonld), both are linked entities. As a WARC, what was
    captured is written instead, with its chain of custody.
    """
    from rashomon.ledger import Ledger
    from rashomon.publish import FORMATS, export_claims
    from rashomon.publish import export as write_export
    from rashomon.reconcile import POLICY, find_policy, read_sources
    from rashomon.reconciling import each_dossier
    from rashomon.stored_claims import each_claim
    from rashomon.stored_readings import StoredReadings

    if form == "warc":
        _export_originals(ledger, output)
        return
    if form not in FORMATS:
        known = ", ".join((*FORMATS, "warc"))
        raise SettingError(f"no format is called {form!r}; there are: {known}")
    chosen = find_policy(policy or POLICY)
    grades = read_sources(sources) if sources else ()
    with Ledger.open(ledger, create=False) as opened:
        if FORMATS[form].write_claims is not None:  # which no policy or grade changes
            with opened_output(output, is_binary=FORMATS[form].is_binary) as stream:
                export_claims(each_claim(opened), form, stream)
            return
        readings = StoredReadings(opened)
        found = each_dossier(
            opened, policy=chosen.full_name, sources=grades, zones=open_zones(), readings=readings
        )
        with opened_output(output, is_binary=FORMATS[form].is_binary) as stream:
            write_export(
                found,
                readings,
                form,
                stream,
                manner=chosen.name if policy else None,
                has_raw_cells=raw_cells,
                has_quotes=quotes,
            )


def _export_originals(ledger: str, output: Path | None) -> None:
    """Write the captures of a ledger; gzipped where the file's name ends in .gz."""
    from rashomon.ledger import Ledger
    from rashomon.publish.warc import write_warc

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
