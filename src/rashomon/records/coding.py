"""Double coding: people code the same reports without seeing each other's work.

A coding shapes no view. It is kept in the one log of decisions beside all others, so that who
coded what and when can be proven, and only an adjudicator's ruling leads to claims.
"""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.errors import InvalidRecord
from rashomon.records.claims import Claim

__all__ = ["Adjudicate", "CloseRound", "CodeReport", "CodedClaim", "CodingAct", "OpenRound"]


@dataclass(frozen=True, slots=True)
class CodedClaim:
    """A claim as a coder marked it.

    Its `mention` is the coder's own number of the happening within the report, from 1: coders
    read no machine's sentences. `note` is what the coder wants the adjudicator to know.
    """

    claim: Claim
    note: str = ""

    def __post_init__(self) -> None:
        if self.claim.mention < 1:
            raise InvalidRecord(f"a coder's incidents are counted from 1, not {self.claim.mention}")

    @property
    def incident(self) -> int:
        """The coder's own number of the happening that it is about."""
        return self.claim.mention


@dataclass(frozen=True, slots=True)
class OpenRound:
    """Reports are to be coded by each of these coders, blind. A round's name is used once."""

    name: str
    report_ids: tuple[str, ...]
    coders: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise InvalidRecord("a round of coding needs a name")
        if not self.report_ids:
            raise InvalidRecord(f"round {self.name}: no report to code")
        if len({name.casefold() for name in self.coders}) != len(self.coders) or not all(
            name.strip() for name in self.coders
        ):
            raise InvalidRecord(f"round {self.name}: each coder needs a name of their own")
        if len(self.coders) < 2:
            raise InvalidRecord(f"round {self.name}: agreement takes two coders or more")


@dataclass(frozen=True, slots=True)
class CodeReport:
    """All that a coder finds in a report; nothing where it tells of no incident.

    The coder is who made the decision. Of several by one coder the latest counts.
    """

    round: str
    report_id: str
    claims: tuple[CodedClaim, ...] = ()

    def __post_init__(self) -> None:
        for coded in self.claims:
            if coded.claim.report_id != self.report_id:
                raise InvalidRecord(f"{self.report_id}: a claim of {coded.claim.report_id}")


@dataclass(frozen=True, slots=True)
class CloseRound:
    """The codings of a round may be looked at, though some coder has not coded all."""

    round: str


@dataclass(frozen=True, slots=True)
class Adjudicate:
    """Of what coders said of one statement, this holds; `coded=None` where none of it does.

    `unit` names the statement with all that coders said of it, so that a ruling is about just
    that. `choice` is "taken" (the coding of the coder `of`), "own", "neither", or "agreed" where
    there was nothing to choose. `decisions` are the numbers of those that carry it out.
    """

    round: str
    report_id: str
    unit: str
    choice: str
    of: str | None = None
    coded: CodedClaim | None = None
    decisions: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.choice not in ("taken", "own", "neither", "agreed"):
            raise InvalidRecord(f"{self.choice!r} is no way to adjudicate")


CodingAct = OpenRound | CodeReport | CloseRound | Adjudicate
