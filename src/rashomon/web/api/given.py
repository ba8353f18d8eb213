"""A decision as a program gives it, and how the ledger's is made of it.

A model a kind; the fields are those of `rashomon decide`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from rashomon.deciding import (
    Change,
    added_claim,
    corrected,
    different,
    find_incident,
    moved,
    rejected,
    same,
)
from rashomon.publish.custody import find_report
from rashomon.records import (
    Act,
    ApprovalLevel,
    Approve,
    Assign,
    Comment,
    Facet,
    NameActor,
    NamePlace,
    SetReport,
    Stance,
    Withdraw,
)

if TYPE_CHECKING:
    from rashomon.ledger import Ledger
    from rashomon.reviewing import Today

__all__ = ["Given", "make"]

Words = Annotated[str, Field(min_length=1, max_length=2000, pattern=r"\S")]
Offset = Annotated[int, Field(ge=0, le=2**31)]


class _Decision(BaseModel):
    """What every decision has: why, on what it rests, and the state that was seen."""

    model_config = ConfigDict(extra="forbid", strict=True)

    why: Words
    rests_on: Annotated[list[Words], Field(max_length=200)] = Field(default_factory=list)
    seen: Annotated[str, Field(max_length=60)] | None = Field(
        None, description="`seen` of the answer that this decision was made from."
    )


class _Claim(_Decision):
    """What is said of a claim; what is left out stays as it is."""

    value: Annotated[str, Field(max_length=2000)] | None = None
    who: Annotated[str, Field(max_length=500)] | None = None
    speaker: Annotated[str, Field(max_length=500)] | None = Field(
        None, description='In the report\'s words; "" for the report itself.'
    )
    stance: Annotated[Stance, Field(strict=False)] | None = None
    start: Offset | None = None
    end: Offset | None = None
    quote: Annotated[str, Field(max_length=5000)] | None = None

    @property
    def change(self) -> Change:
        """What is to be otherwise."""
        stance = None if self.stance is None else self.stance.value
        return Change(self.value, self.who, self.speaker, stance, self.start, self.end, self.quote)


class Same(_Decision):
    """Two incidents are one, which keeps the first one's id."""

    kind: Literal["same"]
    incident_id: Words
    other_id: Words


class Different(_Decision):
    """Two incidents are two: what is in each now never comes into the other."""

    kind: Literal["different"]
    incident_id: Words
    other_id: Words


class Move(_Decision):
    """Reports' incidents (REPORT#NUMBER) belong to another incident, or, null, to a new one."""

    kind: Literal["move"]
    members: Annotated[list[Words], Field(min_length=1, max_length=500)]
    to_id: Words | None


class Correct(_Claim):
    """A claim is to be read otherwise."""

    kind: Literal["correct"]
    claim_id: Words


class Reject(_Decision):
    """The words make no such claim."""

    kind: Literal["reject"]
    claim_id: Words


class Add(_Claim):
    """Words that were not read make a claim of a report's incident (REPORT#NUMBER)."""

    kind: Literal["add claim"]
    member: Words
    facet: Annotated[Facet, Field(strict=False)]


class Set(_Decision):
    """Who published a report, or on which day."""

    kind: Literal["set report"]
    report_id: Words
    outlet: Words | None = None
    published: Annotated[date, Field(strict=False)] | None = None


class Actor(_Decision):
    """Who is called so, in all reports or in one, is this actor."""

    kind: Literal["name actor"]
    words: Words
    actor: Words
    report_id: Words | None = None


class Place(_Decision):
    """What is called so, in all reports or in one, is this point."""

    kind: Literal["name place"]
    words: Words
    lat: Annotated[float, Field(ge=-90, le=90, strict=False)]
    lon: Annotated[float, Field(ge=-180, le=180, strict=False)]
    radius_km: Annotated[float, Field(gt=0, le=20_000, strict=False)] = 5.0
    report_id: Words | None = None


class Level(_Decision):
    """An incident has reached a level of review."""

    kind: Literal["approve"]
    incident_id: Words
    level: Annotated[ApprovalLevel, Field(strict=False)]


class Remark(_Decision):
    """Something is worth saying of an incident: `why`."""

    kind: Literal["comment"]
    incident_id: Words


class Task(_Decision):
    """Somebody is to look after an incident."""

    kind: Literal["assign"]
    incident_id: Words
    to: Words


class Undo(_Decision):
    """An earlier decision no longer holds."""

    kind: Literal["withdraw"]
    number: Annotated[int, Field(ge=1, le=2**53)]


Given = Annotated[
    Same | Different | Move | Correct | Reject | Add | Set | Actor | Place | Level | Remark
    | Task | Undo,
    Field(discriminator="kind"),
]  # fmt: skip


def make(given: Any) -> Callable[[Ledger, Today], Act]:
    """Return the function that makes the ledger's decision out of today's view.

    It raises what `rashomon.deciding` does where something that is named is not there.
    """

    def made(ledger: Ledger, today: Today) -> Act:
        match given:
            case Same():
                return same(today, given.incident_id, given.other_id)
            case Different():
                return different(today, given.incident_id, given.other_id)
            case Move():
                return moved(ledger, today, given.members, given.to_id)
            case Correct():
                return corrected(ledger, today, given.claim_id, given.change)
            case Reject():
                return rejected(ledger, today, given.claim_id)
            case Add():
                return added_claim(ledger, today, given.member, given.facet, given.change)
            case Set():
                report_id = find_report(ledger, given.report_id)
                return SetReport(report_id, given.outlet, given.published)
            case Actor():
                return NameActor(given.words, given.actor, _report(ledger, given.report_id))
            case Place():
                where = _report(ledger, given.report_id)
                return NamePlace(given.words, given.lat, given.lon, given.radius_km, where)
            case Level():
                return Approve(find_incident(today, given.incident_id), given.level)
            case Remark():
                return Comment(find_incident(today, given.incident_id))
            case Task():
                return Assign(find_incident(today, given.incident_id), given.to)
            case _:
                return Withdraw(given.number)

    return made


def _report(ledger: Ledger, words: str | None) -> str | None:
    return None if words is None else find_report(ledger, words)
