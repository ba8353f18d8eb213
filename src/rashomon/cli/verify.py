"""`rashomon verify`: prove that a ledger holds what was put into it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rashomon.cli.console import say

__all__ = ["verify"]


def verify(
    ledger: Annotated[Path, typer.Option(help="The ledger to check.")] = Path("ledger.db"),
) -> None:
    """Check stored bytes, quotations and the chain of decisions; name what differs."""
    from rashomon.ledger import Ledger

    with Ledger.open(ledger, create=False) as opened:
        problems = opened.verify()
    for problem in problems:
        say(f"{ledger}: {problem}")
    if problems:
        raise typer.Exit(1)
    say(f"{ledger}: bytes, quotations and decisions are as they were recorded")
