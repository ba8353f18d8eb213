"""`rashomon copy`: a ledger into another place, a file or a server, with nothing lost."""

from __future__ import annotations

from typing import Annotated

import typer

from rashomon.cli.console import counting, say

__all__ = ["copy"]


def copy(
    source: Annotated[str, typer.Argument(help="The ledger to copy: a file or postgresql://….")],
    target: Annotated[
        str, typer.Argument(help="Where to; a ledger with nothing in it, or none yet.")
    ],
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print no progress and no summary.")
    ] = False,
) -> None:
    """Copy a ledger between files and PostgreSQL, and compare every row before it counts."""
    from rashomon.ledger import Ledger
    from rashomon.ledger.copying import copy as copy_ledger

    with Ledger.open(source, create=False) as old, Ledger.open(target) as new:
        with counting(quiet) as on_step:
            copied = copy_ledger(old, new, on_step)
        where = new.where
    if quiet:
        return
    rows, head = copied.rows, copied.head
    say(
        f"{where}: {sum(rows.values())} rows copied and compared, among them "
        f"{rows['captures']} captures, {rows['reports']} reports and {rows['claims']} claims"
    )
    if head.seal is not None:
        say(f"{where}: the seal of capture {head.capture}, over all before it, is {head.seal}")
    if head.hash is not None:
        say(f"{where}: the hash of decision {head.decision}, over all before it, is {head.hash}")
