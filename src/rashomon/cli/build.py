"""`rashomon build`: reports in, ledger out, and the ledger as a table."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from rashomon.cli.console import SKIPPED, console, messages, open_gazetteer, say
from rashomon.pipeline import BuildSummary, Step, dossiers
from rashomon.pipeline import build as build_ledger
from rashomon.read import DEFAULT_READER, open_reader

__all__ = ["build"]


def build(
    paths: Annotated[
        list[str],
        typer.Argument(help="Files, folders or globs of .txt, .html and .jsonl reports."),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The ledger to make or add to.")
    ] = Path("ledger.db"),
    reports: Annotated[
        Path | None,
        typer.Option(help="reports.csv with what the reports lack: outlet, published, url, …"),
    ] = None,
    reader: Annotated[str, typer.Option(help="Which reader.")] = DEFAULT_READER,
    processes: Annotated[
        int, typer.Option("--processes", min=1, help="How many reports are read at a time.")
    ] = 1,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print no progress and no table.")
    ] = False,
) -> None:
    """Read reports into a ledger and print its incidents.

    A report that the ledger has already is not read again; incidents keep their ids.
    """
    from rashomon.ledger import Ledger

    opened = open_reader(reader)  # first: a reader that cannot be used leaves no ledger behind
    gazetteer = open_gazetteer()
    with Ledger.open(output) as ledger:
        with _progress(quiet) as on_step:
            summary = build_ledger(
                paths,
                ledger,
                reports_csv=reports,
                reader=opened,
                gazetteer=gazetteer,
                processes=processes,
                on_step=on_step,
            )
        if not quiet:
            from rashomon.cli.tables import incident_table

            readings = {r.report.report_id: r for r in ledger.readings()}
            console().print(incident_table(dossiers(ledger), readings))
            say(_words(summary, output))
    if summary.skipped:
        raise typer.Exit(SKIPPED)


@contextmanager
def _progress(quiet: bool) -> Iterator[Callable[[Step], None]]:
    """A bar on a terminal, a plain line a report elsewhere; skipped reports are always named."""

    def name_skipped(step: Step) -> None:
        if step.error is not None:
            say(f"{step.outcome}: {step.error}")

    if quiet:
        yield name_skipped
    elif sys.stderr.isatty():
        from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

        columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn())
        with Progress(*columns, console=messages(), transient=True) as bar:
            task = bar.add_task("reading reports", total=None)

            def advance(step: Step) -> None:
                name_skipped(step)
                bar.update(task, advance=1, description=Path(step.address).name)

            yield advance
    else:

        def line(step: Step) -> None:
            if step.error is None:
                say(f"{step.outcome}: {step.address}")
            name_skipped(step)

        yield line


_OUTCOMES = (
    ("read", "read"),
    ("known", "known already"),
    ("copy", "the same bytes as another"),
    ("foreign", "not in English, kept unread"),
    ("skipped", "skipped"),
)


def _words(summary: BuildSummary, output: Path) -> str:
    told = [
        f"{getattr(summary, name)} {words}" for name, words in _OUTCOMES if getattr(summary, name)
    ]
    return f"{output}: reports {', '.join(told)}"
