"""Who acts, suffers or speaks: canonical actors, their kind, and the side they stand on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Actor", "ActorKind"]


class ActorKind(StrEnum):
    """What an actor is; speakers that stand on no side are told apart by it."""

    STATE = "state"
    FORCE = "force"  # a state's army, police, ministry, or its spokesman
    ARMED_GROUP = "armed_group"
    COALITION = "coalition"
    AGENCY = "agency"  # a news agency
    MEDIA = "media"
    MONITOR = "monitor"  # observatories, rights groups, UN bodies
    MEDIC = "medic"
    RESCUER = "rescuer"
    WITNESS = "witness"
    RESIDENT = "resident"
    ACTIVIST = "activist"
    CIVILIANS = "civilians"
    ORGANISATION = "organisation"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Actor:
    """A side that a conflict database would record, under its common English name.

    `party` is the side that the actor speaks and fights for ("Russia" for the Russian
    Defence Ministry); None for those that stand on none.
    """

    name: str
    kind: ActorKind = ActorKind.UNKNOWN
    party: str | None = None
