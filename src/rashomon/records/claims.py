"""One thing that one source says about one incident, with its words and a typed value."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from rashomon.errors import InvalidRecord
from rashomon.records.casualties import CasualtyRange
from rashomon.records.dates import DateConstraint, DateInterval
from rashomon.records.evidence import EvidenceSpan, Speaker
from rashomon.records.places import PlaceValue

__all__ = [
    "COUNT_FACETS",
    "VALUE_TYPES",
    "Claim",
    "ClaimValue",
    "CountValue",
    "Facet",
    "Means",
    "MeansValue",
    "Motive",
    "Notice",
    "ResponsibleValue",
    "Stance",
    "TargetValue",
]


class Facet(StrEnum):
    """Which attribute of an incident a claim is about."""

    KILLED = "killed"
    INJURED = "injured"
    CASUALTIES = "casualties"  # killed and injured not told apart
    STRENGTH = "strength"
    RESPONSIBLE = "responsible"
    TARGET = "target"
    MEANS = "means"
    PLACE = "place"
    DATE = "date"
    MOTIVE = "motive"
    NOTICE = "notice"


COUNT_FACETS = frozenset({Facet.KILLED, Facet.INJURED, Facet.CASUALTIES, Facet.STRENGTH})


class Stance(StrEnum):
    """How the first speaker stands to the claim."""

    AFFIRM = "affirm"
    DENY = "deny"
    UNCERTAIN = "uncertain"


class Means(StrEnum):
    """Class of weapon or platform."""

    AIR_STRIKE = "air_strike"
    DRONE = "drone"
    HELICOPTER = "helicopter"
    ARTILLERY = "artillery"
    MORTAR = "mortar"
    ROCKET = "rocket"
    MISSILE = "missile"
    TANK = "tank"
    SMALL_ARMS = "small_arms"
    IED = "ied"
    CAR_BOMB = "car_bomb"
    SUICIDE_VEST = "suicide_vest"
    BARREL_BOMB = "barrel_bomb"
    CLUSTER_MUNITION = "cluster_munition"
    CHEMICAL = "chemical"
    NAVAL = "naval"
    KNIFE = "knife"
    FIRE = "fire"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CountValue:
    """A number of people, with the words for who they are ("pro-regime fighters")."""

    range: CasualtyRange
    who: str | None = None


@dataclass(frozen=True, slots=True)
class ResponsibleValue:
    """Who did the violence, by canonical name."""

    actor: str


@dataclass(frozen=True, slots=True)
class TargetValue:
    """Who or what was attacked: the words, and the canonical actor where one is named."""

    what: str
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class MeansValue:
    """The weapon or platform used."""

    means: Means


@dataclass(frozen=True, slots=True)
class Motive:
    """A stated reason; the evidence is the value."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A statement on who was told beforehand; the evidence is the value."""


ClaimValue = (
    CountValue
    | ResponsibleValue
    | TargetValue
    | MeansValue
    | PlaceValue
    | DateInterval
    | DateConstraint
    | Motive
    | Notice
)

VALUE_TYPES: dict[Facet, tuple[type[ClaimValue], ...]] = {
    **dict.fromkeys(COUNT_FACETS, (CountValue,)),
    Facet.RESPONSIBLE: (ResponsibleValue,),
    Facet.TARGET: (TargetValue,),
    Facet.MEANS: (MeansValue,),
    Facet.PLACE: (PlaceValue,),
    Facet.DATE: (DateInterval, DateConstraint),
    Facet.MOTIVE: (Motive,),
    Facet.NOTICE: (Notice,),
}


@dataclass(frozen=True, slots=True)
class Claim:
    """One checkable statement about one attribute of one incident, in one report.

    `mention` is the `Mention.mention_id` of the happening that it tells of. `source` is the
    chain of who says it, the first speaker first; empty for the outlet's own voice.
    `confidence` lies in 0..1 and says how sure the reader is, not how true the claim is.
    `decisions` are the numbers of people's decisions that shaped it; none in a reading as stored.
    """

    report_id: str
    mention: int
    facet: Facet
    value: ClaimValue
    evidence: EvidenceSpan
    source: tuple[Speaker, ...] = ()
    stance: Stance = Stance.AFFIRM
    confidence: float = 1.0
    decisions: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        wanted = VALUE_TYPES[self.facet]
        if not isinstance(self.value, wanted):
            names = " or a ".join(kind.__name__ for kind in wanted)
            raise InvalidRecord(
                f"a {self.facet} claim takes a {names}, not a {type(self.value).__name__}"
            )
        if not 0 <= self.confidence <= 1:
            raise InvalidRecord(f"confidence of {self.confidence} lies outside 0..1")

    @property
    def claim_id(self) -> str:
        """A name that lasts as long as the report's words and the claim's reading do.

        Where a toponym or a weekday leads is left out of it: a better gazetteer or a date
        supplied later must not rename a claim.
        """
        raw = "|".join(
            (
                self.report_id,
                self.facet,
                f"{self.evidence.start}-{self.evidence.end}",
                _lasting(self.value),
            )
        )
        return "c" + hashlib.sha256(raw.encode()).hexdigest()[:15]

    @property
    def speaker(self) -> Speaker | None:
        """The first speaker of the chain, None in the outlet's own voice."""
        return self.source[0] if self.source else None


def _lasting(value: ClaimValue) -> str:
    """The part of a value that the words alone decide; spelled out, so that a new field of a
    value type renames no claim.
    """
    match value:
        case CountValue():
            return f"{value.range.low}-{value.range.high}"
        case ResponsibleValue():
            return value.actor
        case TargetValue():
            return value.what
        case MeansValue():
            return value.means
        case PlaceValue():
            return value.words
        case _:
            return ""
