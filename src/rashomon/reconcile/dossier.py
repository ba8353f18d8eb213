"""Everything that the reports' claims say of one incident, computed from nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rashomon.reconcile.accounts import tell_accounts
from rashomon.reconcile.admiralty import grade_claims
from rashomon.reconcile.arithmetic import find_slips
from rashomon.reconcile.backing import Backing
from rashomon.reconcile.contests import find_contests
from rashomon.reconcile.lineage import trace_origins
from rashomon.reconcile.policies import DEFAULT, Case, find_policy, what_is_missing
from rashomon.reconcile.positions import claim_order, take_positions
from rashomon.reconcile.scope import scopes_of
from rashomon.reconcile.spoken import spoken_days
from rashomon.reconcile.updates import find_replaced
from rashomon.records import Claim, Dossier, Incident, Origin, Reading, SourceGrade, Span

__all__ = ["reconcile"]


def reconcile(
    incident: Incident,
    readings: Mapping[str, Reading],
    *,
    policy: str = DEFAULT,
    sources: Sequence[SourceGrade] = (),
) -> Dossier:
    """Return the incident's dossier: origins, positions, contests, accounts, and what the policy
    makes of them.

    `readings` maps report ids to readings; those of other reports are ignored, and a member
    whose reading is missing is noted. `policy` is a name ("ucdp") or a name with its version;
    `sources` are a person's grades of outlets and speakers.

    Raises:
        SettingError: If there is no such policy.
    """
    chosen = find_policy(policy)
    report_ids = sorted({report_id for report_id, _ in incident.members})
    at_hand = {r: readings[r] for r in report_ids if r in readings}
    reports = {r: reading.report for r, reading in at_hand.items()}
    origins = trace_origins(list(reports.values()))
    case = _case(incident, at_hand, origins, sources)
    summaries = chosen.sum_up(case, chosen.full_name)
    return Dossier(
        incident=incident,
        positions=tuple(stand.position for stand in case.stands),
        contests=case.contests,
        accounts=tell_accounts(case.stands, case.backing),
        summaries=summaries,
        origins=origins,
        notes=(
            *what_is_missing(summaries),
            *(f"{r}: its reading is missing" for r in report_ids if r not in at_hand),
        ),
        policy=chosen.full_name,
        rulings=chosen.code(case),
        grades=tuple(case.grades.values()),
        slips=tuple(
            slip
            for reading in at_hand.values()
            for slip in find_slips(reading.report, _spans(incident, reading))
        ),
    )


def _case(
    incident: Incident,
    readings: Mapping[str, Reading],
    origins: Sequence[Origin],
    sources: Sequence[SourceGrade],
) -> Case:
    claims = _claims(incident, readings)
    reports = {r: reading.report for r, reading in readings.items()}
    scopes = scopes_of(claims, reports)
    radius_km = incident.place.radius_km if incident.place else None
    stands, groups = take_positions(incident.incident_id, claims, origins, scopes, radius_km)
    backing = Backing(
        {report_id: o.origin_id for o in origins for report_id in o.report_ids},
        {r: report.published_on for r, report in reports.items()},
        {r: report.outlet or report.name for r, report in reports.items()},
        {origin.name: origin.origin_id for origin in origins},
        _passages(origins),
        spoken_days(claims, reports),
        scopes,
    )
    contests = find_contests(incident.kind, stands, groups, backing)
    return Case(
        incident=incident,
        stands=stands,
        groups=groups,
        contests=contests,
        backing=backing,
        replaced=find_replaced(stands, groups, backing),
        grades=grade_claims(stands, groups, contests, backing, reports, sources),
        reports=reports,
    )


def _passages(origins: Sequence[Origin]) -> Mapping[str, Sequence[tuple[Span, str]]]:
    found: dict[str, list[tuple[Span, str]]] = {}
    for origin in origins:
        for passage in origin.passages:
            found.setdefault(passage.report_id, []).append((passage.span, origin.origin_id))
    return found


def _spans(incident: Incident, reading: Reading) -> list[Span]:
    return [
        claim.evidence
        for told in reading.incidents
        if told.key in incident.members
        for claim in reading.claims_of(told)
    ]


def _claims(incident: Incident, readings: Mapping[str, Reading]) -> list[Claim]:
    """The claims about the incident, each once, in an order that nothing else changes."""
    found: dict[tuple[object, ...], Claim] = {}
    for reading in readings.values():
        for told in reading.incidents:
            if told.key in incident.members:
                for claim in reading.claims_of(told):
                    found.setdefault((claim.claim_id, claim.source), claim)
    return sorted(found.values(), key=lambda c: (claim_order(c), str(c.source), c.stance))
