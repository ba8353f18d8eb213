"""`rashomon zones`: the lines and areas that incidents are placed by, and the user's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rashomon.cli.console import SKIPPED, console, harmless, open_zones, say

if TYPE_CHECKING:
    from rashomon.locate.zone_shapes import Shape

__all__ = ["zones"]

zones = typer.Typer(
    help="List the zones that incidents are placed by; add your own.",
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
)


@zones.callback()
def list_zones(context: typer.Context) -> None:
    """List the zones: name, kind, days in force, by whom, how exactly drawn, and the source.

    Those of your own say so; what is wrong with a file of yours is told.
    """
    if context.invoked_subcommand is not None:
        return
    from rich.padding import Padding
    from rich.text import Text

    known = open_zones()
    page = console()
    for shape in known.shapes:
        head, *lines = _lines(shape)
        page.print(Text(harmless(head), style="bold"))
        for line in lines:
            page.print(Padding(Text(harmless(line)), (0, 0, 0, 4)))
    page.print(Text(f"{len(known.shapes)} zones, list {known.fingerprint}"))


@zones.command()
def add(
    file: Annotated[Path, typer.Argument(help="GeoJSON with a feature a zone.")],
) -> None:
    """Take the zones of a GeoJSON file for your own.

    A feature that cannot be used is named with the reason and loses only itself.
    """
    from rashomon.locate.zones import add_zones, zones_folder

    added, told = add_zones(file)
    for line in told.faults:
        say(f"left out: {line}")
    for line in told.remarks:
        say(line)
    names = ", ".join(zone.name for zone in added)
    say(f"{len(added)} {'zone' if len(added) == 1 else 'zones'} kept in {zones_folder()}: {names}")
    if told.faults:
        raise typer.Exit(SKIPPED)


@zones.command()
def remove(
    name: Annotated[str, typer.Argument(help="The zone's name or id.")],
) -> None:
    """Remove one of your own zones."""
    from rashomon.locate.zones import remove_zone

    say(f"removed: {remove_zone(name).name}")


def _lines(shape: Shape) -> list[str]:
    zone = shape.zone
    whose = "yours, " if zone.is_users else ""
    what = f"circle of {zone.circle_km:g} km" if zone.circle_km else zone.kind.value
    stands = (
        ("proclaimed", zone.proclaimed_by),
        ("recognized", zone.recognized_by),
        ("rejected", zone.rejected_by),
    )
    who = "; ".join(f"{verb} by {', '.join(actors)}" for verb, actors in stands if actors)
    lines = [
        f"{zone.name}  {zone.zone_id}",
        f"{whose}{what}, drawn to {zone.precision_km:g} km, {zone.days_words}",
        who,
        shape.repairs,
        f"source: {zone.source}",
    ]
    return [line for line in lines if line]
