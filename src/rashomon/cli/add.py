"""`rashomon add`: sources in, kept as evidence with their text, to be read later."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rashomon.cli.console import SKIPPED, say
from rashomon.cli.intake import AllowPrivate, Proxy, in_words, limits, progress
from rashomon.collect import parse_columns
from rashomon.pipeline import add as add_to_ledger

__all__ = ["add"]


def add(
    sources: Annotated[
        list[str], typer.Argument(help="Files, folders, globs, or addresses of pages and feeds.")
    ],
    output: Annotated[
        str, typer.Option("--output", "-o", help="The ledger to make or add to.")
    ] = "ledger.db",
    columns: Annotated[
        str | None,
        typer.Option(
            help="Which columns of tables hold what: text=body,published=date,title=headline.",
            metavar="FIELD=COLUMN,…",
        ),
    ] = None,
    by: Annotated[
        str | None, typer.Option(help="Who takes them in; your name on this machine if not said.")
    ] = None,
    reports: Annotated[
        Path | None,
        typer.Option(help="reports.csv with what the reports lack: outlet, published, url, …"),
    ] = None,
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
    from rashomon.ledger import Ledger

    told = parse_columns(columns) if columns else None
    with Ledger.open(output) as ledger:
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
