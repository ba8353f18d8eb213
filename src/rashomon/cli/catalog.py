"""`rashomon catalog`: bring the lists, maps and searches of a ledger up to date."""

from __future__ import annotations

from typing import Annotated

import typer

from rashomon.cli.console import counting, open_zones, say

__all__ = ["catalog"]


def catalog(
    ledger: Annotated[str, typer.Option(help="The ledger.")] = "ledger.db",
    anew: Annotated[
        bool, typer.Option("--anew", help="Make all of it again, whether it has changed or not.")
    ] = False,
    check: Annotated[
        bool,
        typer.Option("--check", help="Only tell whether it is; exit with 1 if not."),
    ] = False,
) -> None:
    """Bring what lists, maps and searches are answered from up to date with the ledger.

    Builds and decisions do it by themselves; this does it where they were interrupted, or where
    the zones or Rashomon have changed. It holds nothing that cannot be made again.
    """
    from rashomon.cataloging import refresh
    from rashomon.ledger import Ledger

    with Ledger.open(ledger, create=False) as opened:
        if not check:
            with counting() as on_step:
                made = refresh(opened, zones=open_zones(), anew=anew, on_step=on_step)
            say(f"{opened.where}: {made} incidents were listed anew")
        state, where = opened.catalog_state(), opened.where
    if state.basis is None:
        say(f"{where}: nothing is listed yet")
    elif state.is_behind:
        say(
            f"{where}: {state.rows} incidents are listed; {state.outdated} changes and "
            f"{state.unsearched} reports are yet to come in"
        )
    else:
        say(f"{where}: {state.rows} incidents are listed by {state.basis.policy}, up to date")
    if check and state.is_behind:
        raise typer.Exit(1)
