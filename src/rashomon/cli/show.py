"""`rashomon show`: one incident, its accounts side by side and every figure's words."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rashomon.cli.console import console, open_zones, say
from rashomon.records import (
    AddClaim,
    Claim,
    CorrectClaim,
    DateInterval,
    Facet,
    Incident,
    PlaceValue,
    Reading,
)
from rashomon.reference.default_policy import POLICY

if TYPE_CHECKING:
    from rashomon.reviewing import Today

__all__ = ["show"]


def show(
    incident: Annotated[str, typer.Argument(help="The incident's id, as `build` prints it.")],
    ledger: Annotated[str, typer.Option(help="The ledger to look into.")] = "ledger.db",
    policy: Annotated[
        str, typer.Option(help="By which policy, of those that `policies` lists.")
    ] = POLICY,
    sources: Annotated[
        Path | None, typer.Option(help="sources.csv with your grades of outlets and speakers.")
    ] = None,
) -> None:
    """Print one incident: accounts, evidence, ranges and reports."""
    from rashomon.cli.tables import incident_view
    from rashomon.ledger import Ledger
    from rashomon.reconcile import find_policy, read_sources
    from rashomon.reconciling import dossier
    from rashomon.reviewing import Today

    find_policy(policy)  # first: a name that is none needs no ledger
    grades = read_sources(sources) if sources else ()
    with Ledger.open(ledger, create=False) as opened:
        found = dossier(opened, incident, policy=policy, sources=grades, zones=open_zones())
        today = Today(opened)
        ids = {report_id for report_id, _ in found.incident.members}
        readings = {reading.report.report_id: reading for reading in today.readings_of(ids)}
        links = today.links_of(found.incident)
    console().print(incident_view(found, readings, links, today.log))
    if told_otherwise := _told_otherwise(found.incident, readings.values(), today):
        say(
            f"decisions {', '.join(map(str, told_otherwise))} are about claims of days or places; "
            "the incident's own day and point are as other words of its reports still tell them "
            "(`rashomon decide name-place` moves a point)"
        )
    if today.log:  # what `decide --seen` asks for
        say(f"as of decision {today.log[-1].number}")


def _told_otherwise(
    incident: Incident, readings: Collection[Reading], today: Today
) -> tuple[int, ...]:
    """The decisions on claims of days and places that the incident's own do not follow."""
    on_claims = {
        one.number for one in today.decisions if isinstance(one.what, CorrectClaim | AddClaim)
    }
    return tuple(
        sorted(
            {
                number
                for reading in readings
                for told in reading.incidents
                if told.key in incident.members
                for claim in reading.claims_of(told)
                if claim.facet in (Facet.DATE, Facet.PLACE) and not _is_followed(claim, incident)
                for number in claim.decisions
                if number in on_claims
            }
        )
    )


def _is_followed(claim: Claim, incident: Incident) -> bool:
    from rashomon.review import is_same_place, is_same_time

    match claim.value:
        case DateInterval() as days:
            return incident.date is not None and is_same_time(days, incident.date)
        case PlaceValue() as place:
            return incident.place is not None and is_same_place(place, incident.place)
        case _:
            return False
