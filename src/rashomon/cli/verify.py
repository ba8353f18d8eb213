"""`rashomon verify`: prove that a ledger holds what came in, and that its texts follow from it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from rashomon.cli.console import messages, say
from rashomon.verifying import verify as verify_ledger

__all__ = ["verify"]


def verify(
    ledger: Annotated[Path, typer.Option(help="The ledger to check.")] = Path("ledger.db"),
    quick: Annotated[
        bool, typer.Option("--quick", help="Do not derive the reports again from their bytes.")
    ] = False,
) -> None:
    """Check bytes, custody, texts, quotations and decisions.

    Whatever differs from what was recorded is named.
    """
    from rashomon.ledger import Ledger

    with Ledger.open(ledger, create=False) as opened, _progress() as on_progress:
        verdict = verify_ledger(opened, quick=quick, on_progress=on_progress)
        last = opened.last_seal()
    for problem in verdict.problems:
        say(f"{ledger}: {problem}")
    for cleaner, count in sorted(verdict.older.items()):
        whose = "before ledgers kept by which" if cleaner == "unknown" else f"by {cleaner}"
        say(
            f"{ledger}: {count} texts were derived {whose}; they can be derived again only with "
            "that, and were not"
        )
    if verdict.problems:
        raise typer.Exit(1)
    if last:
        say(f"{ledger}: the seal of capture {last[0]}, over all before it, is {last[1]}")
    count = verdict.rederived
    again = f"; {count} texts derived again from their bytes, the same" if count else ""
    say(f"{ledger}: bytes, custody, quotations and decisions are as they were recorded{again}")


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """A bar on a terminal; elsewhere nothing, since what is found is all that counts."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    columns = (
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    )  # fmt: skip
    with Progress(*columns, console=messages(), transient=True) as bar:
        task = bar.add_task("", total=None)

        def advance(name: str, number: int, of: int) -> None:
            bar.update(task, description=name, completed=number, total=of or None)

        yield advance
