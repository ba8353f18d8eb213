"""A decision as a program gives it, and how the ledger's is made of it.

A model a kind; the fields are those of `rashomon decide`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from rashomon import decisions_asked as asked
from rashomon.deciding import Change
from rashomon.decisions_asked import Make
from rashomon.records import ApprovalLevel, Facet, Stance

__all__ = ["EXAMPLES", "Given", "ManyGiven", "Sent", "UndoGiven", "Words"]

Words = Annotated[str, Field(min_length=1, max_length=2000, pattern=r"\S")]
Offset = Annotated[int, Field(ge=0, le=2**31)]


class Sent(BaseModel):
    """Something that a program sends: no field but those that are known, each of its own kind."""

    model_config = ConfigDict(extra="forbid", strict=True)


class _Decision(Sent):
    """What every decision has: why, on what it rests, and the state that was seen."""

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

    def make(self) -> Make:
        """Return what makes the ledger's decision."""
        return asked.same(self.incident_id, self.other_id)


class Different(_Decision):
    """Two incidents are two: what is in each now never comes into the other."""

    kind: Literal["different"]
    incident_id: Words
    other_id: Words

    def make(self) -> Make:
        """Return what makes the ledger's decision."""
        return asked.different(self.incident_id, self.other_id)


class Move(_Decision):
    """Reports' incidents (REPORT#NUMBER) belong to another incident, or, null, to a new one."""

    kind: Literal["move"]
    members: Annotated[list[Words], Field(min_length=1, max_length=500)]
    to_id: Words | None

    def make(self) -> Make:
        """Return what makes the ledger's decision."""
        return asked.move(self.members, self.to_id)


class Correct(_Claim):
    """A claim is to be read otherwise."""

    kind: Literal["correct"]
    claim_id: Words

    def make(self) -> Make:
        """Return what makes the ledger's decision."""
        return asked.correct(self.claim_id, self.change)


class Reject(_Decision):
    """The words make no such claim."""

    kind: Literal["reject"]
    claim_id: Words

    def make(self) -> Make:
        """Return what makes the ledger's decision."""
        return asked.reject(self.claim_id)


class Add(_Claim):
    """Words that were not read make a claim of a report's incident (REPORT#NUMBER)."""

    kind: Literal["add claim"]
    member: Words
    facet: Annotated[Facet, Field(strict=False)]

    def make(self) -> Make:
        """Return what makes the ledger's decision."""
        return asked.add_claim(self.member, self.facet, self.change)


class Set(_Decision):
    """Who published a report, or on which day."""

    kind: Literal["set report"]
    report_id: Words
    outlet: Words | None = None
    published: Annotated[date, Field(strict=False)] | None = None

    def make(self) -> Make:
        """Return what makes the ledger's decision."""
        return asked.set_report(self.report_id, self.outlet, self.published)


class Actor(_Decision):
    """Who is called so, in all reports or in one, is this actor."""

    kind: Literal["name actor"]
    words: Words
    actor: Words
    report_id: Words | None = None

    def make(self) -> Make:
        """Return what makes the ledger's decision."""
        return asked.name_actor(self.words, self.actor, self.report_id)


class Place(_Decision):
    """What is called so, in all reports or in one, is this point."""

    kind: Literal["name place"]
    words: Words
    lat: Annotated[float, Field(ge=-90, le=90, strict=False)]
    lon: Annotated[float, Field(ge=-180, le=180, strict=False)]
    radius_km: Annotated[float, Field(gt=0, le=20_000, strict=False)] = 5.0
    report_id: Words | None = None

    def make(self) -> Make:
        """Return what makes the ledger's decision."""
        return asked.name_place(self.words, self.lat, self.lon, self.radius_km, self.report_id)


class Level(_Decision):
    """An incident has reached a level of review."""

    kind: Literal["approve"]
    incident_id: Words
    level: Annotated[ApprovalLevel, Field(strict=False)]

    def make(self) -> Make:
        """Return what makes the ledger's decision."""
        return asked.approve(self.incident_id, self.level)


class Remark(_Decision):
    """Something is worth saying of an incident: `why`."""

    kind: Literal["comment"]
    incident_id: Words

    def make(self) -> Make:
        """Return what makes the ledger's decision."""
        return asked.comment(self.incident_id)


class Task(_Decision):
    """Somebody is to look after an incident."""

    kind: Literal["assign"]
    incident_id: Words
    to: Words

    def make(self) -> Make:
        """Return what makes the ledger's decision."""
        return asked.assign(self.incident_id, self.to)


class Undo(_Decision):
    """An earlier decision no longer holds."""

    kind: Literal["withdraw"]
    number: Annotated[int, Field(ge=1, le=2**53)]

    def make(self) -> Make:
        """Return what makes the ledger's decision."""
        return asked.withdraw(self.number)


Given = Annotated[
    Same | Different | Move | Correct | Reject | Add | Set | Actor | Place | Level | Remark
    | Task | Undo,
    Field(discriminator="kind"),
]  # fmt: skip


class ManyGiven(Sent):
    """One decision on each of several incidents: a level of review, "assign", or "merge"."""

    verb: Literal["draft", "reviewed", "approved", "assign", "merge"]
    incidents: Annotated[list[Words], Field(min_length=1, max_length=200)] = Field(
        examples=[["khusham-2018-02-07", "idlib-2018-02-04"]]
    )
    to: Annotated[str, Field(max_length=200)] = Field("", description="To whom, of assign.")
    why: Words = Field(examples=["All claims were read"])
    seen: Annotated[str, Field(max_length=60)] | None = None


class UndoGiven(Sent):
    """Decisions of one's own to take back."""

    numbers: Annotated[
        list[Annotated[int, Field(ge=1, le=2**53)]], Field(min_length=1, max_length=200)
    ] = Field(examples=[[13, 12]])
    why: Annotated[str, Field(max_length=2000)] = ""


def _examples() -> Iterator[dict[str, Any]]:
    incident, claim = {"incident_id": "khusham-2018-02-07"}, {"claim_id": "c-0a1b2c3d4e5f"}
    other, report = {"other_id": "khusham-2018-02-08"}, {"report_id": "r-1f2e3d4c5b6a7988"}
    member = "r-1f2e3d4c5b6a7988#0"
    yield {"kind": "correct", **claim, "value": "25+", "why": "The statement says at least"}
    yield {"kind": "reject", **claim, "why": "The words are of another battle"}
    yield {"kind": "add claim", "member": member, "facet": "means", "value": "artillery",
           "quote": "artillery fire", "why": "It was not read"}  # fmt: skip
    yield {"kind": "same", **incident, **other, "why": "One night, one bridge"}
    yield {"kind": "different", **incident, **other, "why": "A day and a river apart"}
    yield {
        "kind": "move",
        "members": [member],
        "to_id": "idlib-2018-02-04",
        "why": "It tells of that day",
    }
    yield {"kind": "set report", **report, "published": "2018-02-09", "why": "The page says so"}
    yield {"kind": "name actor", "words": "the militia", "actor": "Syria", "why": "Its own name"}
    yield {"kind": "name place", "words": "the bridge", "lat": 35.3, "lon": 40.3,
           "why": "There is one alone"}  # fmt: skip
    yield {"kind": "approve", **incident, "level": "reviewed", "why": "All claims were read",
           "seen": "12-0123456789ab-0123456789abcdef"}  # fmt: skip
    yield {"kind": "comment", **incident, "why": "A look at the map is due"}
    yield {"kind": "assign", **incident, "to": "amina", "why": "She knows the place"}
    yield {"kind": "withdraw", "number": 12, "why": "Too early"}


EXAMPLES: dict[str, Any] = {one["kind"]: {"value": one} for one in _examples()}
"""One of each kind, for the description."""
