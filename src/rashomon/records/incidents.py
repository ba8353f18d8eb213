"""Happenings: as a sentence mentions them, as a report tells of them, and linked across reports."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rashomon.errors import InvalidRecord
from rashomon.records.claims import Claim
from rashomon.records.dates import DateInterval
from rashomon.records.evidence import Span
from rashomon.records.places import PlaceValue
from rashomon.records.reports import Report

__all__ = [
    "Incident",
    "IncidentKind",
    "Link",
    "Linkage",
    "Mention",
    "Reading",
    "ReportIncident",
]


class IncidentKind(StrEnum):
    """What sort of violence it was."""

    AIR_STRIKE = "air_strike"
    DRONE_STRIKE = "drone_strike"
    SHELLING = "shelling"
    MISSILE_STRIKE = "missile_strike"
    GROUND_ATTACK = "ground_attack"
    CLASH = "clash"
    BOMBING = "bombing"
    SUICIDE_BOMBING = "suicide_bombing"
    SHOOTING = "shooting"
    CHEMICAL_ATTACK = "chemical_attack"
    SHOOT_DOWN = "shoot_down"
    ABDUCTION_OR_KILLING = "abduction_or_killing"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Mention:
    """One sentence's (or clause's) telling of a happening, as the reader met it.

    Claims hang on mentions; linking joins the mentions of one report into its incidents.
    `span` is the sentence or clause. `date` and `place` are what these words themselves say,
    None where they say nothing; `is_new` is set where the words open another happening
    ("another", "in a separate attack", "elsewhere"), `is_anaphoric` where they point back
    ("the strike", "the attack"), `is_background` where they tell of earlier or general events.
    """

    mention_id: int
    span: Span
    kind: IncidentKind | None = None
    date: DateInterval | None = None
    place: PlaceValue | None = None
    is_new: bool = False
    is_anaphoric: bool = False
    is_background: bool = False


@dataclass(frozen=True, slots=True)
class ReportIncident:
    """One happening as one report tells of it.

    `number` counts a report's incidents from 0 in the order of the text.
    `mentions` are the ids of the mentions that were joined; `reasons` say why.
    """

    report_id: str
    number: int
    kind: IncidentKind
    date: DateInterval | None
    place: PlaceValue | None
    mentions: tuple[int, ...]
    reasons: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, int]:
        """What names it within a ledger."""
        return self.report_id, self.number


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a reader takes from one report.

    Every claim hangs on one of `mentions`; `incidents` is empty until linking within the
    report has been done. Claims on mentions of no incident are kept but shown nowhere.
    """

    report: Report
    reader: str
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    incidents: tuple[ReportIncident, ...] = ()

    def __post_init__(self) -> None:
        known = {mention.mention_id for mention in self.mentions}
        for claim in self.claims:
            if claim.mention not in known:
                raise InvalidRecord(f"claim {claim.claim_id} hangs on no mention")
            if not claim.evidence.is_in(self.report.text):
                raise InvalidRecord(
                    f"{self.report.name}: the text does not hold {claim.evidence.quote!r} at "
                    f"{claim.evidence.start}"
                )

    def claims_of(self, incident: ReportIncident) -> tuple[Claim, ...]:
        """Return the claims about one of the report's incidents, in the order of the text."""
        mentions = frozenset(incident.mentions)
        return tuple(claim for claim in self.claims if claim.mention in mentions)


@dataclass(frozen=True, slots=True)
class Incident:
    """A happening that the reports' incidents are about: an identity, not a verdict.

    `incident_id` is given once and never changes. `members` are the `ReportIncident.key`s.
    """

    incident_id: str
    kind: IncidentKind
    date: DateInterval | None
    place: PlaceValue | None
    members: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Why a report's incident was, or was not, joined to an incident.

    `score` lies in 0..1; `reasons` are in words and numbers ("same day", "4 km apart").
    """

    incident_id: str
    member: tuple[str, int]
    judgement: str  # "same", "different" or "unsure"
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Linkage:
    """What linking yields: the incidents, and the reasons for every join and near miss."""

    incidents: tuple[Incident, ...]
    links: tuple[Link, ...]
