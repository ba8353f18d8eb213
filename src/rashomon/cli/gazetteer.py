"""`rashomon gazetteer`: the list of places in use, and the user's own places in it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rashomon.cli.console import SKIPPED, console, harmless, open_gazetteer, say

__all__ = ["gazetteer"]

_NAMED_FAULTS = 10  # a file of the wrong kind has a fault in every line

gazetteer = typer.Typer(
    help="Add places of your own to the gazetteer, list and remove them.",
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
)


@gazetteer.callback()
def _gazetteer(context: typer.Context) -> None:
    """Add places of your own to the gazetteer, list and remove them."""
    if context.invoked_subcommand is None:
        list_sets()


@gazetteer.command()
def add(
    file: Annotated[
        Path, typer.Argument(help="A GeoNames country dump (.txt or .zip), a CSV, or GeoJSON.")
    ],
    name: Annotated[
        str | None, typer.Option(help="The set's name; one of that name is replaced.")
    ] = None,
) -> None:
    """Take the places of a file into the gazetteer; they win over its own of the same name.

    A row that cannot be used is named with its line and the reason, and loses only itself.
    """
    from rashomon.locate.place_files import add_places

    faults = 0

    def on_fault(line: int, reason: str) -> None:
        nonlocal faults
        faults += 1
        if faults <= _NAMED_FAULTS:
            say(f"{file}:{line}: left out: {reason}")

    added = add_places(file, name, on_fault)
    if faults > _NAMED_FAULTS:
        say(f"{file}: {faults - _NAMED_FAULTS} more left out")
    open_gazetteer().close()
    say(f"{_places(added.size)} added as {added.name}, kept at {added.path}")
    if faults:
        raise typer.Exit(SKIPPED)


@gazetteer.command("list")
def list_sets() -> None:
    """List the sets of places that you have added, and the gazetteer's version."""
    from rashomon.locate.index import current_version
    from rashomon.locate.own_places import place_sets

    page = console()
    for one in place_sets():
        line = f"{one.name}  {_places(one.size)}, added {one.added_at:%Y-%m-%d}, {one.path}"
        page.print(harmless(line), markup=False, soft_wrap=True)
    page.print(current_version(), markup=False)


@gazetteer.command()
def remove(name: Annotated[str, typer.Argument(help="The set's name.")]) -> None:
    """Forget a set of places that you have added."""
    from rashomon.locate.own_places import remove_set

    remove_set(name)
    open_gazetteer().close()
    say(f"removed: {name}")


def _places(count: int) -> str:
    return f"{count} {'place' if count == 1 else 'places'}"
