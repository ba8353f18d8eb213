"""`rashomon when`: the days that words tell, asked alone, with the reason."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rashomon.cli.console import NOTHING_TOLD, console, harmless, say
from rashomon.records import DateConstraint

if TYPE_CHECKING:
    from rich.table import Table

    from rashomon.date_words import ToldDays

__all__ = ["when"]

_SHOWN = 200  # characters of what was asked; longer words tell a person nothing more


def when(
    words: Annotated[list[str], typer.Argument(help='Words that tell when: "late Wednesday".')],
    published: Annotated[
        str | None, typer.Option(help="When they were published, as 2018-02-08.", metavar="DATE")
    ] = None,
    timezone: Annotated[
        str | None,
        typer.Option(help="Zone of the place, as Asia/Damascus, for times told in another."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON line for each date told.")
    ] = False,
) -> None:
    """Print which days words tell, how exactly and why."""
    from rich.padding import Padding
    from rich.text import Text

    from rashomon.date_words import told_days

    is_lacking = False
    for asked in words:
        found = told_days(asked, published=published, timezone=timezone)
        if not found:
            say(f"no date in these words: {_short(asked)}")
        is_lacking |= not found or any(told.days is None for told in found)
        for told in found:
            if as_json:
                line = {"asked": asked, **_as_json(told)}
                sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
            else:
                console().print(Text(harmless(_short(told.words)), style="bold"))
                console().print(Padding(_table(told), (0, 0, 0, 2)))
    if is_lacking:
        raise typer.Exit(NOTHING_TOLD)


def _as_json(told: ToldDays) -> dict[str, Any]:
    from rashomon.publish import days_as_json

    is_constraint = isinstance(told.days, DateConstraint)
    return {
        "words": told.words,
        **days_as_json(told.interval),
        "constraint": str(told.days) if is_constraint else None,
        "date_prec": told.date_prec,
        "time_precision": told.time_precision,
        "rule": told.rule,
        "reason": told.reason or None,
    }


def _table(told: ToldDays) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in _rows(told):
        table.add_row(Text(name), Text(harmless(value)))
    return table


def _rows(told: ToldDays) -> Iterator[tuple[str, str]]:
    yield "days", str(told.days) if told.days else "unknown"
    if told.interval:
        ucdp, acled = told.date_prec, told.time_precision
        yield "precision", f"UCDP date_prec {ucdp or '–'}, ACLED time_precision {acled or '–'}"
    yield "rule", told.rule
    if told.reason:
        yield "reason", told.reason


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _SHOWN else f"{flat[:_SHOWN]} …"
