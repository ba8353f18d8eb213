"""`rashomon build`: reports in, ledger out, and the ledger as a table."""

from __future__ import annotations

from typing import Annotated

import typer

from rashomon.cli.console import SKIPPED, console, counting, open_gazetteer, say
from rashomon.cli.intake import (
    AllowPrivate,
    By,
    Columns,
    Output,
    Proxy,
    ReportsCsv,
    check_sources,
    in_words,
    limits,
    progress,
)
from rashomon.read import DEFAULT_READER, open_reader

__all__ = ["build"]


def build(
    sources: Annotated[
        list[str] | None,
        typer.Argument(help="What to take in first; without any, only what waits is read."),
    ] = None,
    output: Output = "ledger.db",
    reports: ReportsCsv = None,
    columns: Columns = None,
    by: By = None,
    reader: Annotated[str, typer.Option(help="Which reader.")] = DEFAULT_READER,
    processes: Annotated[
        int, typer.Option("--processes", min=1, help="How many reports are read at a time.")
    ] = 1,
    allow_private: AllowPrivate = False,
    proxy: Proxy = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print no progress and no table.")
    ] = False,
) -> None:
    """Read reports into a ledger and print its incidents.

    A report that the ledger has already is not read again; incidents keep their ids. Without
    reports to take in, it reads what waits in the ledger.
    """
    from rashomon.cataloging import refresh
    from rashomon.collect import parse_columns
    from rashomon.ledger.beginning import for_intake
    from rashomon.pipeline import build as build_ledger
    from rashomon.reconciling import dossiers
    from rashomon.reviewing import Today

    told = parse_columns(columns) if columns else None
    opened = open_reader(reader)  # first: a reader that cannot be used leaves no ledger behind
    gazetteer = open_gazetteer()
    if sources:
        check_sources(sources)
    with for_intake(output, create=bool(sources), tell=say) as ledger:
        with progress(quiet, "reading reports") as on_step:
            summary = build_ledger(
                sources or (),
                ledger,
                reports_csv=reports,
                columns=told,
                by=by,
                web=limits(allow_private, proxy),
                reader=opened,
                gazetteer=gazetteer,
                processes=processes,
                on_step=on_step,
            )
        with counting(quiet) as on_listed:
            refresh(ledger, on_step=on_listed)
        if not quiet:
            from rashomon.cli.tables import incident_table

            readings = {r.report.report_id: r for r in Today(ledger).readings()}
            console().print(incident_table(dossiers(ledger), readings))
            say(in_words(summary, ledger.where, leave_out=("added",)))
    if summary.skipped:
        raise typer.Exit(SKIPPED)
