"""What people decide about incidents, claims and reports: a closed set, each withdrawable.

A decision changes nothing that a machine has read. It says what today's view of it is to be,
and names what it is about by words as well as by ids, so that it finds that again when a report
was read anew by something better.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, get_args

from rashomon.errors import InvalidRecord
from rashomon.records.claims import Claim
from rashomon.records.coding import Adjudicate, CloseRound, CodeReport, CodingAct, OpenRound
from rashomon.records.evidence import EvidenceSpan
from rashomon.records.serial import from_plain, to_plain

__all__ = [
    "Act",
    "AddClaim",
    "ApprovalLevel",
    "Approve",
    "Assign",
    "Comment",
    "CorrectClaim",
    "DifferentIncidents",
    "IncidentReview",
    "MemberMark",
    "MoveMembers",
    "NameActor",
    "NamePlace",
    "RejectClaim",
    "ReviewDecision",
    "SameIncident",
    "SetReport",
    "Withdraw",
    "act_from_plain",
    "act_to_plain",
    "kind_of",
]


class ApprovalLevel(StrEnum):
    """How far the review of an incident has come."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class MemberMark:
    """A report's incident, by its number and by the sentence that first tells of it.

    The number may shift when the report is read anew; the sentence stays.
    """

    report_id: str
    number: int
    words: EvidenceSpan | None = None

    @property
    def name(self) -> str:
        """What it is called within a ledger: "REPORT_ID#NUMBER"."""
        return f"{self.report_id}#{self.number}"


@dataclass(frozen=True, slots=True)
class SameIncident:
    """Two incidents are one, which keeps the first one's id."""

    incident_id: str
    other_id: str


@dataclass(frozen=True, slots=True)
class DifferentIncidents:
    """Two incidents are two: what stands in each now is never to come into the other."""

    incident_id: str
    other_id: str
    members: tuple[MemberMark, ...] = ()
    other_members: tuple[MemberMark, ...] = ()


@dataclass(frozen=True, slots=True)
class MoveMembers:
    """Reports' incidents belong to another incident, or, `to_id=None`, to a new one."""

    members: tuple[MemberMark, ...]
    from_id: str
    to_id: str | None = None

    def __post_init__(self) -> None:
        if not self.members:
            raise InvalidRecord("a move of no report's incident")


@dataclass(frozen=True, slots=True)
class CorrectClaim:
    """A claim is to be read otherwise: what differs between the two is the correction."""

    before: Claim
    after: Claim

    def __post_init__(self) -> None:
        if (self.before.report_id, self.before.facet) != (self.after.report_id, self.after.facet):
            raise InvalidRecord("a correction keeps the claim's report and facet")


@dataclass(frozen=True, slots=True)
class RejectClaim:
    """The words make no such claim."""

    claim: Claim


@dataclass(frozen=True, slots=True)
class AddClaim:
    """Words that no reader took for a claim make one, about a report's incident."""

    claim: Claim
    member: MemberMark


@dataclass(frozen=True, slots=True)
class SetReport:
    """Who published a report, or on which day; what is None stays as it is."""

    report_id: str
    outlet: str | None = None
    published_on: date | None = None

    def __post_init__(self) -> None:
        if self.outlet is None and self.published_on is None:
            raise InvalidRecord(f"{self.report_id}: neither an outlet nor a day is set")


@dataclass(frozen=True, slots=True)
class NameActor:
    """Who is called so, in all reports or in one, is this actor."""

    words: str
    actor: str
    report_id: str | None = None


@dataclass(frozen=True, slots=True)
class NamePlace:
    """What is called so, in all reports or in one, is this point."""

    words: str
    lat: float
    lon: float
    radius_km: float
    report_id: str | None = None

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180 and self.radius_km > 0):
            raise InvalidRecord(
                f"{self.words}: {self.lat}, {self.lon} ± {self.radius_km} km is no place on Earth"
            )


@dataclass(frozen=True, slots=True)
class Approve:
    """An incident has reached a level of review."""

    incident_id: str
    level: ApprovalLevel


@dataclass(frozen=True, slots=True)
class Comment:
    """Something is worth saying of an incident; the words are the decision's `why`."""

    incident_id: str


@dataclass(frozen=True, slots=True)
class Assign:
    """Somebody is to look after an incident."""

    incident_id: str
    to: str


@dataclass(frozen=True, slots=True)
class Withdraw:
    """An earlier decision no longer holds."""

    number: int


Act = (
    SameIncident
    | DifferentIncidents
    | MoveMembers
    | CorrectClaim
    | RejectClaim
    | AddClaim
    | SetReport
    | NameActor
    | NamePlace
    | Approve
    | Comment
    | Assign
    | Withdraw
    | CodingAct
)

# Stored names: a class may be renamed, what stands in a ledger may not.
_KINDS: dict[type[Any], str] = {
    SameIncident: "same incident",
    DifferentIncidents: "different",
    MoveMembers: "move",
    CorrectClaim: "correct",
    RejectClaim: "reject",
    AddClaim: "add claim",
    SetReport: "set report",
    NameActor: "name actor",
    NamePlace: "name place",
    Approve: "approve",
    Comment: "comment",
    Assign: "assign",
    Withdraw: "withdraw",
    OpenRound: "open round",
    CodeReport: "code report",
    CloseRound: "close round",
    Adjudicate: "adjudicate",
}


@dataclass(frozen=True, slots=True)
class ReviewDecision:
    """A person's decision: what, by whom, when (UTC), why, and on what it rests.

    `number` is its place in the ledger's one log, by which others withdraw it. `rests_on` holds
    ids of claims and reports, and words.
    """

    number: int
    made_at: datetime
    made_by: str
    what: Act
    why: str
    rests_on: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.made_at.tzinfo is None:
            raise InvalidRecord(f"decision {self.number}: its time needs a time zone")
        if not self.why.strip():
            raise InvalidRecord("a decision without a reason; say why")

    @property
    def who(self) -> str:
        """The person's name alone."""
        return self.made_by.removeprefix("person: ")


@dataclass(frozen=True, slots=True)
class IncidentReview:
    """How far people have come with an incident.

    `decisions` are the numbers of all that are in force for it, its members or its claims.
    """

    level: ApprovalLevel = ApprovalLevel.DRAFT
    level_by: str | None = None
    assigned_to: str | None = None
    comments: tuple[str, ...] = ()
    decisions: tuple[int, ...] = ()


def kind_of(act: Act) -> str:
    """Return the name under which a ledger keeps such decisions."""
    return _KINDS[type(act)]


def act_to_plain(act: Act) -> dict[str, Any]:
    """Return what was decided as data that JSON can hold."""
    return {"kind": kind_of(act), **to_plain(act)}


def act_from_plain(data: object) -> Act:
    """Build what was decided from what `act_to_plain` made of it.

    Raises:
        InvalidRecord: If the data is of no kind that is known, or does not fit it.

    """
    if not isinstance(data, dict) or data.get("kind") not in _types():
        raise InvalidRecord(f"{data!r:.80} is no decision that this Rashomon knows")
    fields = {name: value for name, value in data.items() if name != "kind"}
    return from_plain(fields, _types()[data["kind"]])


@cache
def _types() -> dict[str, type[Act]]:
    assert isinstance(Act, UnionType)
    return {_KINDS[kind]: kind for kind in get_args(Act)}
