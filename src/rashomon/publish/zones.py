"""How an incident lies to a zone, as plain data; the outline itself stays in the list of zones."""

from __future__ import annotations

from typing import Any

from rashomon.records import Zone, ZoneRelation, ZoneSide, ZoneStatement

__all__ = ["zone_as_json"]


def zone_as_json(relation: ZoneRelation) -> dict[str, Any]:
    """Return the relation with who stands by the zone, and what the reports say of it.

    `side` is "either" where the place cannot be told from the other side; `drawn_side` is then
    what its bare point says. A line's sides are told by who held them, where the zone tells that.
    """
    zone = relation.zone
    return {
        "zone": zone.zone_id,
        "name": zone.name,
        "kind": zone.kind.value,
        "is_users": zone.is_users,
        "words": str(relation),
        "side": relation.side.value,
        "drawn_side": relation.drawn_side.value,
        "held_by": _held_by(zone, relation.drawn_side),
        "distance_km": relation.distance_km,
        "distance_low_km": relation.low_km,
        "distance_high_km": relation.high_km,
        "bearing": relation.bearing,
        "precision_km": zone.precision_km,
        "is_in_force": relation.is_in_force,
        "force_reason": relation.force_reason,
        "reason": relation.reason,
        "proclaimed_by": list(zone.proclaimed_by),
        "recognized_by": list(zone.recognized_by),
        "rejected_by": list(zone.rejected_by),
        "source": zone.source,
        "statements": [_statement(statement) for statement in relation.statements],
    }


def _held_by(zone: Zone, side: ZoneSide) -> str | None:
    return {ZoneSide.LEFT: zone.left, ZoneSide.RIGHT: zone.right}.get(side) or None


def _statement(statement: ZoneStatement) -> dict[str, Any]:
    claim = statement.claim
    return {
        "report_id": statement.report_id,
        "source": [speaker.words for speaker in statement.source],
        "party": statement.source[0].party if statement.source else None,
        "named": statement.named.quote,
        "quote": statement.evidence.quote,
        "start": statement.evidence.start,
        "end": statement.evidence.end,
        "claim": None
        if claim is None
        else {
            "words": str(claim),
            "side": claim.side.value if claim.side else None,
            "min_km": claim.low_km,
            "max_km": claim.high_km,
            "bearing": claim.bearing,
            "quote": claim.evidence.quote,
            "start": claim.evidence.start,
            "end": claim.evidence.end,
        },
        "agreement": statement.agreement.value if statement.agreement else None,
        "note": statement.note,
    }
