"""`rashomon verify`: prove that a ledger holds what came in, and that its texts follow from it."""

from __future__ import annotations

from typing import Annotated

import typer

from rashomon.cli.console import counting, say

__all__ = ["verify"]


def verify(
    ledger: Annotated[str, typer.Option(help="The ledger to check.")] = "ledger.db",
    quick: Annotated[
        bool, typer.Option("--quick", help="Do not derive the reports again from their bytes.")
    ] = False,
) -> None:
    """Check bytes, custody, texts, quotations and decisions.

    Whatever differs from what was recorded is named.
    """
    from rashomon.ledger import Ledger
    from rashomon.verifying import verify as verify_ledger

    with Ledger.open(ledger, create=False) as opened, counting() as on_progress:
        verdict = verify_ledger(opened, quick=quick, on_progress=on_progress)
        last, where = opened.last_seal(), opened.where
    for problem in verdict.problems:
        say(f"{where}: {problem}")
    for cleaner, count in sorted(verdict.older.items()):
        whose = "before ledgers kept by which" if cleaner == "unknown" else f"by {cleaner}"
        say(
            f"{where}: {count} texts were derived {whose}; they can be derived again only with "
            "that, and were not"
        )
    if verdict.problems:
        raise typer.Exit(1)
    if last:
        say(f"{where}: the seal of capture {last[0]}, over all before it, is {last[1]}")
    count = verdict.rederived
    again = f"; {count} texts derived again from their bytes, the same" if count else ""
    say(f"{where}: bytes, custody, quotations and decisions are as they were recorded{again}")
