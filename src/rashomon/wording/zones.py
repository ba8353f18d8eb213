"""How an incident lies to zones, in words."""

from __future__ import annotations

from rashomon.records import Zone, ZoneRelation, ZoneSide

__all__ = ["MOST_STATEMENTS", "force_words", "is_far", "stood_by"]

MOST_STATEMENTS = 6  # of one zone that are shown
_CLOSE_KM = 50.0  # beyond, a zone of which no report speaks shares one line with others
_PAST_KM = 20.0  # so far past the end of a line there is no line to speak of
_FORCE = {
    True: "in force", None: "whether it was in force is not known", False: "not in force"
}  # fmt: skip


def is_far(relation: ZoneRelation) -> bool:
    """Tell whether an incident has so little to do with a zone that its name is enough."""
    if relation.statements or relation.drawn_side is ZoneSide.INSIDE:
        return False
    limit = _PAST_KM if relation.side is ZoneSide.BEYOND else _CLOSE_KM
    return (relation.distance_km or 0.0) > limit


def force_words(relation: ZoneRelation) -> str:
    """Whether the zone held, why so, and who stood by it."""
    told = f"{_FORCE[relation.is_in_force]}: {relation.force_reason}"
    return told + "".join(f"; {words}" for words in stood_by(relation.zone))


def stood_by(zone: Zone) -> tuple[str, ...]:
    """Who proclaimed, recognized or rejected a zone."""
    told = (
        ("proclaimed", zone.proclaimed_by),
        ("recognized", zone.recognized_by),
        ("rejected", zone.rejected_by),
    )
    return tuple(f"{verb} by {', '.join(actors)}" for verb, actors in told if actors)
