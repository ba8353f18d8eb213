"""`rashomon add`: sources in, kept as evidence with their text, to be read later."""

from __future__ import annotations

from typing import Annotated

import typer

from rashomon.cli.console import SKIPPED, say
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

__all__ = ["add"]


def add(
    sources: Annotated[
        list[str], typer.Argument(help="Files, folders, globs, or addresses of pages and feeds.")
    ],
    output: Output = "ledger.db",
    columns: Columns = None,
    by: By = None,
    reports: ReportsCsv = None,
    allow_private: AllowPrivate = False,
    proxy: Proxy = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print no progress and no summary.")
    ] = False,
) -> None:
    """Take reports into a ledger as evidence, without reading them.

    `rashomon build` reads what waits. Bytes are kept once, with every time and way that they
    came in.
    """
    from rashomon.collect import parse_columns
    from rashomon.ledger.beginning import for_intake
    from rashomon.pipeline import add as add_to_ledger

    told = parse_columns(columns) if columns else None
    check_sources(sources)
    with for_intake(output, tell=say) as ledger:
        with progress(quiet, "taking in") as on_step:
            summary = add_to_ledger(
                sources,
                ledger,
                reports_csv=reports,
                columns=told,
                by=by,
                web=limits(allow_private, proxy),
                on_step=on_step,
            )
        waiting = len(ledger.waiting())
    if not quiet:
        say(in_words(summary, ledger.where))
        if waiting:
            say(f"{waiting} wait to be read: `rashomon build -o {ledger.where}`")
    if summary.skipped:
        raise typer.Exit(SKIPPED)
