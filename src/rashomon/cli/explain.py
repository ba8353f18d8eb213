"""`rashomon explain`: why reports are together in an incident, or apart."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Annotated

import typer

from rashomon.cli.console import harmless, say
from rashomon.errors import SettingError
from rashomon.records import DifferentIncidents, Incident, MoveMembers, Reading, SameIncident

if TYPE_CHECKING:
    from rashomon.ledger import Ledger
    from rashomon.reviewing import Today

__all__ = ["explain"]

_NAMED = 5  # reports that a message names
_Member = tuple[str, int]


def explain(
    incident: Annotated[str, typer.Argument(help="The incident's id, as `build` prints it.")],
    pair: Annotated[
        tuple[str, str] | None,
        typer.Option(help="Two reports, by name or id, to hold against each other."),
    ] = None,
    ledger: Annotated[str, typer.Option(help="The ledger to look into.")] = "ledger.db",
) -> None:
    """Print why reports are one incident, and others are not.

    With --pair every sign that was weighed of two reports, and what would have turned the verdict.
    """
    from rashomon.ledger import Ledger
    from rashomon.reviewing import Today

    with Ledger.open(ledger, create=False) as opened:
        today = Today(opened)
        if incident in today.minted_ids():
            raise SettingError(
                f"{incident} was made by decision {today.minted_ids()[incident]}, not by linking; "
                "`rashomon decisions` tells why"
            )
        found = opened.incident(incident)
        lines = _pair(opened, found, *pair) if pair else _whole(opened, found)
        decided = _decided(today, found)
    for line in lines:
        typer.echo(harmless(line))
    if decided:
        say(decided)


def _decided(today: Today, linked: Incident) -> str | None:
    """Say that people have placed members otherwise than linking did, of which alone this tells."""
    from rashomon.review.placing import tied_by

    now = today.incident(linked.incident_id)
    if (now.incident_id, now.members) == (linked.incident_id, linked.members):
        return None
    numbers = set(today.review(now, ()).decisions)
    placing = [
        str(one.number)
        for one in today.decisions
        if isinstance(one.what, SameIncident | DifferentIncidents | MoveMembers)
        and (one.number in numbers or linked.incident_id in tied_by(one))
    ]
    return (
        f"this is linking alone; people decided otherwise (decisions {', '.join(placing)}): today "
        f"{now.incident_id} has {len(now.members)} of the reports' incidents, here are "
        f"{len(linked.members)}"
    )


def _whole(ledger: Ledger, incident: Incident) -> list[str]:
    from rashomon.cli.explain_lines import incident_lines
    from rashomon.link.explaining import explain_pair

    readings = list(ledger.readings_of({member[0] for member in incident.members}))
    at_hand = {told.key for reading in readings for told in reading.incidents}
    members = [member for member in incident.members if member in at_hand]
    pairs = [
        explain_pair(readings, a, b)
        for n, a in enumerate(members)
        for b in members[n + 1 :]
        if a[0] != b[0]
    ]
    links = [link for link in ledger.links_of(incident.incident_id) if link.judgement != "same"]
    apart = list(ledger.readings_of({link.member[0] for link in links}))
    names = {r.report.report_id: r.report.name for r in (*readings, *apart)}
    return list(incident_lines(incident, readings, pairs, links, names))


def _pair(ledger: Ledger, incident: Incident, one: str, other: str) -> list[str]:
    from rashomon.cli.explain_lines import pair_lines
    from rashomon.link.explaining import explain_pair

    first, last = _report(ledger, one), _report(ledger, other)
    if first == last:
        raise SettingError(f"--pair {one} {other}: both are one report; name two")
    readings = list(ledger.readings_of({first, last}))
    some, others = _told(readings, first, incident), _told(readings, last, incident)
    if not {*some, *others} & set(incident.members):
        raise SettingError(f"neither {one} nor {other} tells of {incident.incident_id}")
    for name, told in ((one, some), (other, others)):
        if not told:
            raise SettingError(f"{name} tells of no incident, so there is nothing to hold against")
    tried = [explain_pair(readings, a, b) for a, b in product(some, others)]
    best = max(tried, key=lambda found: (found.ruled_out is None, found.score))
    owner = dict.fromkeys(incident.members, incident.incident_id)
    likeness: float | str | None = None
    if not {best.one, best.other} <= owner.keys():
        likeness = _as_a_whole(ledger, incident, best.one if best.one not in owner else best.other)
    names = {reading.report.report_id: reading.report.name for reading in readings}
    return list(pair_lines(best, readings, names, incident, likeness))


def _as_a_whole(ledger: Ledger, incident: Incident, stranger: _Member) -> float | str:
    """How alike the incident is to the one that holds the stranger, with all its members."""
    from rashomon.link.explaining import explain_clusters

    ids = {told.incident_id for told in ledger.told_around(None) if told.report_id == stranger[0]}
    owners = [found for found in ledger.incidents_of(ids) if stranger in found.members]
    others = owners[0].members if owners else (stranger,)
    members = {member[0] for member in (*incident.members, *others)}
    told = list(ledger.readings_of(members))
    likeness = explain_clusters(told, incident.members, others)
    if isinstance(likeness, str):
        for reading in told:
            likeness = likeness.replace(reading.report.report_id, reading.report.name)
    return likeness


def _told(readings: list[Reading], report_id: str, incident: Incident) -> list[_Member]:
    """What a report tells of that is in the incident, or else all that it tells of."""
    told = [i.key for r in readings if r.report.report_id == report_id for i in r.incidents]
    return [key for key in told if key in incident.members] or told


def _report(ledger: Ledger, name: str) -> str:
    """Find the report of a name, an id, or the beginning of either."""
    found = [(report.report_id, report.name) for report in ledger.reports()]
    exact = [report_id for report_id, told in found if name in (report_id, told)]
    loose = [report_id for report_id, told in found if report_id.startswith(name)]
    loose += [report_id for report_id, told in found if told.startswith(name)]
    for met in (exact, loose):
        if len(set(met)) == 1:
            return met[0]
        if met:
            some = ", ".join(sorted(set(met))[:_NAMED])
            raise SettingError(f"{name} may be {len(set(met))} reports: {some}; give the id")
    raise SettingError(f"no report {name!r} in this ledger; `rashomon show` names an incident's")
