"""Everything that the reports' claims say of one incident, computed from nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from rashomon.reconcile.accounts import tell_accounts
from rashomon.reconcile.backing import Backing
from rashomon.reconcile.contests import find_contests
from rashomon.reconcile.lineage import trace_origins
from rashomon.reconcile.positions import claim_order, take_positions
from rashomon.reconcile.summaries import POLICY, check_policy, sum_up, what_is_missing
from rashomon.records import Claim, Dossier, Incident, Reading

__all__ = ["reconcile"]


def reconcile(
    incident: Incident, readings: Mapping[str, Reading], *, policy: str = POLICY
) -> Dossier:
    """Return the incident's dossier: origins, positions, contests, accounts and ranges.

    `readings` maps report ids to readings; those of other reports are ignored, and a member
    whose reading is missing is noted.

    Raises:
        SettingError: If there is no such policy.
    """
    check_policy(policy)
    report_ids = sorted({report_id for report_id, _ in incident.members})
    at_hand = {r: readings[r] for r in report_ids if r in readings}
    claims = _claims(incident, at_hand)
    reports = [reading.report for reading in at_hand.values()]
    origins = trace_origins(reports)
    stands, groups = take_positions(incident.incident_id, claims, origins)
    summaries = sum_up(stands, groups, policy)
    contests = find_contests(
        incident.kind,
        stands,
        groups,
        Backing(
            {report_id: o.origin_id for o in origins for report_id in o.report_ids},
            {report.report_id: report.published_on for report in reports},
            {report.report_id: report.outlet or report.name for report in reports},
        ),
    )
    return Dossier(
        incident=incident,
        positions=tuple(stand.position for stand in stands),
        contests=contests,
        accounts=tell_accounts(stands),
        summaries=summaries,
        origins=origins,
        notes=(
            *what_is_missing(summaries),
            *(f"{r}: its reading is missing" for r in report_ids if r not in at_hand),
        ),
    )


def _claims(incident: Incident, readings: Mapping[str, Reading]) -> list[Claim]:
    """The claims about the incident, each once, in an order that nothing else changes."""
    found: dict[tuple[object, ...], Claim] = {}
    for reading in readings.values():
        for told in reading.incidents:
            if told.key in incident.members:
                for claim in reading.claims_of(told):
                    found.setdefault((claim.claim_id, claim.source), claim)
    return sorted(found.values(), key=lambda c: (claim_order(c), str(c.source), c.stance))
