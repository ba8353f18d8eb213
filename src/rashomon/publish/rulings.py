"""What a policy rules of an incident, its claims' grades and its reports' slips, as plain data."""

from __future__ import annotations

from typing import Any

from rashomon.records import Dossier

__all__ = ["rulings_as_json"]


def rulings_as_json(dossier: Dossier) -> dict[str, Any]:
    """Return the policy, its rulings, the Admiralty grades and the slips of arithmetic."""
    return {
        "policy": dossier.policy or None,
        "rulings": [
            {
                "name": ruling.name,
                "value": ruling.value,
                "rule": ruling.rule,
                "inferred": ruling.is_inferred,
                "or_more": ruling.is_open,
                "claims": list(ruling.claim_ids),
            }
            for ruling in dossier.rulings
        ],
        "grades": [
            {
                "claim": grade.claim_id,
                "reliability": grade.reliability,
                "reliability_reason": grade.reliability_reason,
                "credibility": grade.credibility,
                "credibility_reason": grade.credibility_reason,
            }
            for grade in dossier.grades
        ],
        "slips": [
            {
                "report_id": slip.report_id,
                "kind": slip.kind,
                "start": slip.start,
                "end": slip.end,
                "quote": slip.quote,
                "note": slip.note,
            }
            for slip in dossier.slips
        ],
    }
