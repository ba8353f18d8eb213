"""`rashomon import`: take decisions, hand-coded claims and review back in from tables."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rashomon.cli.console import SKIPPED, console, harmless, say
from rashomon.errors import SettingError

if TYPE_CHECKING:
    from rashomon.importing import Imported, Taken

__all__ = ["import_"]

_MOST_LINES = 200  # of the table and of what was left out; what goes beyond is counted
_LONGEST = 160  # characters of a line of the table


def import_(
    files: Annotated[list[Path], typer.Argument(help="Tables that people wrote or edited.")],
    ledger: Annotated[str, typer.Option("--ledger", help="The ledger to take them into.")] = (
        "ledger.db"
    ),
    by: Annotated[
        str | None, typer.Option("--by", help="Who decided what names nobody, and who changed it.")
    ] = None,
    why: Annotated[
        str | None, typer.Option("--why", help="The reason of rows that give none.")
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option("--as", help="decisions, claims or incidents, if columns do not tell."),
    ] = None,
    columns: Annotated[
        str | None,
        typer.Option("--columns", help="Which column holds what: report=doc,words=quote,…"),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print what would be decided, and decide nothing.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Take in nothing if some row cannot be taken in.")
    ] = False,
) -> None:
    """Take decisions, hand-coded claims and review back in from tables.

    What is there already adds nothing; what was changed is withdrawn and decided anew.
    """
    from rashomon.importing import take_files
    from rashomon.importing.taking import KINDS
    from rashomon.intake import user_name
    from rashomon.ledger import Ledger

    if kind is not None and kind not in KINDS:
        raise SettingError(f"nothing is taken in as {kind!r}; there are: {', '.join(KINDS)}")
    shown: Counter[str] = Counter()
    lines: list[Taken] = []

    def on_row(one: Taken) -> None:
        if one.how == "left out":
            shown["left out"] += 1
            if shown["left out"] <= _MOST_LINES:
                say(f"left out: {one.where}: {one.words}")
        elif dry_run:
            shown["planned"] += 1
            if shown["planned"] <= _MOST_LINES:
                lines.append(one)

    with Ledger.open(ledger, create=False) as opened:
        done = take_files(
            files,
            opened,
            by=by,
            taken_by=by or user_name(),
            why=why,
            now=datetime.now(UTC),
            kind=kind,
            columns=columns,
            is_dry=dry_run,
            is_strict=strict,
            on_row=on_row,
        )
    if dry_run:
        _print_plan(lines, shown["planned"])
    if shown["left out"] > _MOST_LINES:
        say(f"left out: {shown['left out'] - _MOST_LINES:,} more rows")
    say(_in_words(done, ledger, dry_run, strict))
    if done.left_out:
        raise typer.Exit(1 if strict and not dry_run else SKIPPED)


def _print_plan(lines: list[Taken], count: int) -> None:
    from rich.table import Table
    from rich.text import Text

    from rashomon.decision_words import decided

    table = Table("row", "", "decision", "what", box=None, pad_edge=False)
    for one in lines:
        for made in one.decisions:
            what = f"{made.who}: {decided(made)} — {made.why}"
            words = " ".join(what.split())
            cut = words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
            cells = (one.where, one.how, str(made.number), cut)
            table.add_row(*(Text(harmless(cell)) for cell in cells))
    console().print(table)
    if count > len(lines):
        say(f"and {count - len(lines):,} more rows")


def _in_words(done: Imported, ledger: str, is_dry: bool, is_strict: bool) -> str:
    told = [f"{count:,} {how}" for how, count in sorted(done.rows.items())] or ["no rows"]
    if is_dry:
        end = "nothing was decided: a dry run"
    elif is_strict and done.left_out:
        end = "nothing was taken in: --strict"
    else:
        end = f"{len(done.decisions):,} decisions made"
    return f"{ledger}: rows {', '.join(told)}; {end}"
