"""`rashomon diff`: what changed between two moments, readers or releases, and why."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from rashomon.cli.console import console, open_zones, say
from rashomon.reference.default_policy import POLICY

__all__ = ["diff"]

_SIDE = "A day or time (UTC), @NUMBER of a decision, now, reader:VERSION, or a release."


def diff(
    before: Annotated[str, typer.Argument(help=_SIDE)],
    after: Annotated[str, typer.Argument(help="Another one.")] = "now",
    ledger: Annotated[str, typer.Option(help="The ledger to look into.")] = "ledger.db",
    incident: Annotated[str | None, typer.Option(help="Only what concerns this incident.")] = None,
    policy: Annotated[
        str, typer.Option(help="By which policy both sides' ranges are computed.")
    ] = POLICY,
    sources: Annotated[
        Path | None, typer.Option(help="sources.csv with your grades of outlets and speakers.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for a program.")] = False,
) -> None:
    """Print which incidents, claims, ranges and contests changed, and why."""
    from rashomon.cli.diff_lines import difference_view
    from rashomon.differences import Figures, difference_as_json, parse_side
    from rashomon.differences import diff as compare_sides
    from rashomon.ledger import Ledger
    from rashomon.reconcile import find_policy, read_sources

    sides = parse_side(before), parse_side(after)
    find_policy(policy)
    grades = read_sources(sources) if sources else ()
    if all(side.path is not None for side in sides):
        found = compare_sides(None, *sides, incident_id=incident)
    else:
        figures = Figures(policy, open_zones(), tuple(grades))
        with Ledger.open(ledger, create=False) as opened:
            found = compare_sides(opened, *sides, incident_id=incident, figures=figures)
    if as_json:
        json.dump(difference_as_json(found), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
        return
    for note in found.notes:
        say(f"note: {note}")
    console().print(difference_view(found))
