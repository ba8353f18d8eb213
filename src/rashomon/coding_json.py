"""How far coders agree, and on what they differ, as plain data."""

from __future__ import annotations

from typing import Any

from rashomon.coding import Agreement, Alpha
from rashomon.coding_compared import Disagreement
from rashomon.coding_rounds import Round
from rashomon.records import to_plain

__all__ = ["agreement_as_json", "disagreement_as_json"]


def agreement_as_json(
    result: Agreement, found: Round, *, resamples: int, seed: int
) -> dict[str, Any]:
    """Return agreement as plain data."""
    closed = found.closed
    return {
        "round": found.name,
        "coders": list(result.coders),
        "reports": result.reports,
        "statements": result.units,
        "marked_elsewhere": result.elsewhere,
        "closed": None if closed is None else {"by": closed.who, "why": closed.why},
        "coded_after_seen": [one.number for one in found.recoded],
        "bootstrap": {"resamples": resamples, "seed": seed, "drawn": "reports", "level": 0.95},
        "facets": [
            {
                "facet": one.facet.value,
                "metric": one.metric,
                "statements": one.units,
                "by_all": one.by_all,
                "alike": one.alike,
                "told": _alpha_as_json(one.told),
                "value": _alpha_as_json(one.value),
                "both": _alpha_as_json(one.all),
            }
            for one in result.facets
        ],
        "tells": _alpha_as_json(result.tells),
        "who": _alpha_as_json(result.who),
        "speaker": _alpha_as_json(result.speaker),
        "stance": _alpha_as_json(result.stance),
        "incident": _alpha_as_json(result.incident),
    }


def _alpha_as_json(found: Alpha) -> dict[str, Any]:
    return {
        "alpha": found.value,
        "low": found.low,
        "high": found.high,
        "units": found.units,
        "values": found.values,
        "reason": found.reason or None,
    }


def disagreement_as_json(one: Disagreement) -> dict[str, Any]:
    """Return a disagreement as plain data; a coder who did not mark it has null."""
    unit = one.unit
    told = {coder: unit.of(coder) for coder in unit.coders}
    return {
        "unit": unit.unit_id,
        "report": unit.report_id,
        "facet": unit.facet.value,
        "kinds": list(one.kinds),
        "marked_elsewhere": unit.is_elsewhere,
        "coders": {
            coder: None if telling is None else [to_plain(coded) for coded in telling.coded]
            for coder, telling in told.items()
        },
        "settled_by": None if one.ruling is None else one.ruling.number,
    }
