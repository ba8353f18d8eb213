"""`rashomon log`: all that happened to an incident since its first report came in."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from rashomon.cli.console import console, harmless, say

if TYPE_CHECKING:
    from rich.table import Table

    from rashomon.history import IncidentLog

__all__ = ["log"]


def log(
    incident: Annotated[str, typer.Argument(help="The incident's id, as `build` prints it.")],
    ledger: Annotated[str, typer.Option(help="The ledger to look into.")] = "ledger.db",
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for a program.")] = False,
) -> None:
    """Print all that happened to an incident: what came in, was read, linked and decided."""
    from rashomon.history import entry_as_json, incident_log
    from rashomon.ledger import Ledger

    with Ledger.open(ledger, create=False) as opened:
        told = incident_log(opened, incident)
    if as_json:
        document = {
            "incident_id": told.incident_id,
            "known_as": list(told.known_as),
            "entries": [entry_as_json(entry) for entry in told.entries],
        }
        json.dump(document, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
        return
    if told.incident_id != incident:
        say(f"{incident} is part of {told.incident_id} now")
    console().print(_table(told))


def _table(told: IncidentLog) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    parts = [name for name in told.known_as if name != told.incident_id]
    title = told.incident_id + (f", with {', '.join(parts)}" if parts else "")
    table.title, table.title_justify = Text(harmless(title)), "left"
    for name in ("When (UTC)", "", "What", "Why", "By"):
        table.add_column(name, no_wrap=name == "When (UTC)", overflow="fold")
    for entry in told.entries:
        what = entry.what
        if entry.withdrawn_by is not None:
            what += f" (withdrawn by decision {entry.withdrawn_by})"
        kind = entry.kind
        if entry.number is not None:
            kind += f" {entry.number}"
        table.add_row(
            entry.at.strftime("%Y-%m-%d %H:%M:%S"),
            *(Text(harmless(words)) for words in (kind, what, entry.why, _short(entry.by))),
        )
    return table


def _short(by: str) -> str:
    """A method's name without the versions of what it stands on, which `--json` tells."""
    return by.partition(" (")[0]
