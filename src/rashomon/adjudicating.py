"""Adjudication: a person settles what coders disagree on, and claims follow from it.

A ruling is one decision that names the unit and what holds of it. Those that carry it out add,
correct or reject claims of today's view: they are decisions like any other, and rest on the
codings. All of it is withdrawn by `reopen`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rashomon.coding import Telling, Unit, incidents_matched, units_of
from rashomon.coding.values import difference, is_same_speaker, is_same_who
from rashomon.coding_compared import READER, Disagreement, compared, machine_codes
from rashomon.coding_rounds import (
    Round,
    coder_of,
    find_round,
    person,
    report_of,
    withdrawn,
)
from rashomon.deciding import Change, changed, find_members
from rashomon.decision_words import decision_line
from rashomon.errors import DecidedMeanwhile, SettingError
from rashomon.records import (
    Act,
    AddClaim,
    Adjudicate,
    Claim,
    CodedClaim,
    CodeReport,
    CorrectClaim,
    CountValue,
    Reading,
    RejectClaim,
    ReportIncident,
    ReviewDecision,
)
from rashomon.review import mark_of
from rashomon.review.relocating import shared
from rashomon.reviewing import Today

if TYPE_CHECKING:
    from rashomon.ledger import Ledger

__all__ = ["Ruled", "accept_agreed", "adjudicate", "find_unit", "reopen"]

_CHOSEN = "the coding that was chosen"


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruling, the decisions that carry it out, and what could not be carried out, in words."""

    ruling: ReviewDecision
    carried_out: tuple[ReviewDecision, ...]
    note: str = ""


def find_unit(ledger: Ledger, found: Round, unit_id: str) -> Disagreement:
    """Return a unit of a round by its id or the beginning of it.

    Raises:
        SettingError: If none or several are meant.
        StillBlind: If the round's codings may not be seen yet.

    """
    near = [one for one in compared(ledger, found) if one.unit.unit_id.startswith(unit_id)]
    if not unit_id or len(near) != 1:
        told = ", ".join(one.unit.unit_id for one in near[:5]) or "none of this id"
        raise SettingError(
            f"{unit_id!r} names no one unit of round {found.name} ({told}); `rashomon coding "
            "disagreements` prints their ids, which are new where somebody has coded anew"
        )
    return near[0]


def adjudicate(
    ledger: Ledger,
    name: str,
    unit_id: str,
    *,
    by: str,
    why: str,
    coder: str | None = None,
    is_neither: bool = False,
    change: Change | None = None,
    member: str | None = None,
    seen: int | None = None,
) -> Ruled:
    """Settle a unit: take a coder's coding, or neither, or one of your own.

    Your own is a coder's coding (that of `coder`, else of the first who marked the unit) with
    what `change` has otherwise. `member` ("REPORT#NUMBER") says which of the report's
    incidents it is about; where it is not given, that which most of the coder's claims of the
    same incident fall to.

    Raises:
        DecidedMeanwhile: If another person corrected or added the claim in question, by a
            decision later than `seen`; the message shows it.
        SettingError: If nothing or too much is chosen, the unit is settled, or the coder did not
            mark it.
        StillBlind: If the round's codings may not be seen yet.

    """
    if is_neither and (coder is not None or change is not None or member is not None):
        raise SettingError("neither coding holds, so there is nothing to take, change or place")
    if not is_neither and coder is None and change is None:
        raise SettingError("say what holds: a coder's coding, neither, or a value of your own")
    with ledger.at_once():
        found = find_round(ledger, name)
        unit = _open_unit(ledger, found, unit_id)
        today = Today(ledger)
        settled = _Settled(ledger, today, found, person(by), why, seen or 0)
        if is_neither:
            return settled.by("neither", unit)
        if coder is None:
            telling: Telling | None = unit.tellings[0]
        else:
            who = coder_of(found, coder)
            telling = unit.of(who)
            if telling is None:
                raise SettingError(
                    f"{who} did not mark {unit.unit_id}; if that is right, neither coding holds"
                )
        assert telling is not None
        coded, choice, of = telling.coded[0], "taken", telling.coder
        if change is not None:
            reading = Reading(report_of(ledger, unit.report_id), "")
            coded = replace(coded, claim=changed(coded.claim, change, reading))
            choice = "own"
        told = None
        if member is not None:
            ((reading, told),) = find_members(ledger, today, [member])
            if reading.report.report_id != unit.report_id:
                raise SettingError(
                    f"{member} is of another report; the unit is of {unit.report_id}"
                )
        return settled.by(choice, unit, coded, of, told)


def accept_agreed(
    ledger: Ledger, name: str, *, by: str, why: str
) -> tuple[list[Ruled], list[DecidedMeanwhile]]:
    """Let what all coders agree on count: each such unit that is not settled yet.

    What another person has decided otherwise is left as it is, and returned beside the rest.

    Raises:
        StillBlind: If the round's codings may not be seen yet.

    """
    with ledger.at_once():
        found = find_round(ledger, name)
        settled = _Settled(ledger, Today(ledger), found, person(by), why, 0)
        ruled, left = [], []
        for one in compared(ledger, found):
            if one.kinds or one.ruling is not None:
                continue
            try:
                ruled.append(settled.by("agreed", one.unit, one.unit.tellings[0].coded[0]))
            except DecidedMeanwhile as error:
                left.append(error)
        return ruled, left


def reopen(ledger: Ledger, name: str, unit_id: str, *, by: str, why: str) -> ReviewDecision:
    """Withdraw a unit's ruling with all that carried it out, and return the ruling.

    Raises:
        SettingError: If the unit has none in force.

    """
    with ledger.at_once():
        found = find_round(ledger, name)
        ruling = found.rulings.get(unit_id) or find_unit(ledger, found, unit_id).ruling
        if ruling is None or not isinstance(ruling.what, Adjudicate):
            raise SettingError(f"{unit_id} of round {name} has not been settled")
        withdrawn(ledger, (*ruling.what.decisions, ruling.number), by=by, why=why)
        return ruling


def _open_unit(ledger: Ledger, found: Round, unit_id: str) -> Unit:
    one = find_unit(ledger, found, unit_id)
    if one.ruling is not None:
        raise SettingError(
            f"{one.unit.unit_id} was settled by decision {one.ruling.number}, {one.ruling.who}: "
            f"{one.ruling.why}; to settle it otherwise: rashomon coding reopen"
        )
    return one.unit


@dataclass(frozen=True, slots=True)
class _Settled:
    """What it takes to put rulings on record: in which view, by whom, why, knowing of what."""

    ledger: Ledger
    today: Today
    found: Round
    who: str
    why: str
    seen: int

    def by(
        self,
        choice: str,
        unit: Unit,
        coded: CodedClaim | None = None,
        of: str | None = None,
        told: ReportIncident | None = None,
    ) -> Ruled:
        """Put a ruling on record with the decisions that carry it out."""
        codings = [self.found.codings[coder, unit.report_id] for coder in unit.coders]
        acts, note = _acts(self.today, codings, unit, of, coded, told)
        self._refuse_to_replace(acts)
        rests_on = [f"round {self.found.name}, {unit.unit_id}"]
        rests_on += [f"decision {one.number}, coding of {one.who}" for one in codings]
        carried_out = tuple(self._decided(_as_stored(act), rests_on) for act in acts)
        numbers = tuple(one.number for one in carried_out)
        what = Adjudicate(self.found.name, unit.report_id, unit.unit_id, choice, of, coded, numbers)
        return Ruled(self._decided(what, rests_on), carried_out, note)

    def _decided(self, act: Act, rests_on: Sequence[str]) -> ReviewDecision:
        return self.ledger.decide(
            act, made_by=f"person: {self.who}", why=self.why, rests_on=rests_on
        )

    def _refuse_to_replace(self, acts: Sequence[Act]) -> None:
        """Nobody's decision on a claim is replaced by a person who did not know of it."""
        numbers = {
            number
            for act in acts
            if isinstance(act, CorrectClaim | RejectClaim)
            for number in (act.before if isinstance(act, CorrectClaim) else act.claim).decisions
        }
        others = [
            one
            for one in self.today.decisions
            if one.number in numbers
            and one.number > self.seen
            and one.who != self.who
            and isinstance(one.what, CorrectClaim | AddClaim)
        ]
        if others:
            raise DecidedMeanwhile(
                f"others have decided on the claim: {'; '.join(map(decision_line, others))}. "
                "Nothing of yours was kept; if you still decide so, say that you know of it: "
                f"--seen {others[-1].number}",
                tuple(one.number for one in others),
            )


def _as_stored(act: Act) -> Act:
    """A decision names claims as they are read; which decisions shaped them is not part of it."""
    match act:
        case CorrectClaim(before, after):
            return CorrectClaim(replace(before, decisions=()), replace(after, decisions=()))
        case RejectClaim(claim):
            return RejectClaim(replace(claim, decisions=()))
        case _:
            return act


def _acts(
    today: Today,
    codings: Sequence[ReviewDecision],
    unit: Unit,
    of: str | None,
    coded: CodedClaim | None,
    told: ReportIncident | None,
) -> tuple[list[Act], str]:
    """What makes today's view say what was ruled; and what hinders it, in words."""
    reading = today.reading(unit.report_id)
    if reading is None:
        return [], "the report has not been read; `rashomon build`, reopen and settle it again"
    machines = _machines(reading, unit)
    standing = _standing(reading, unit, machines)
    if coded is None:
        return [RejectClaim(claim) for claim in standing], ""
    if told is None and standing:
        return [act for claim in standing for act in _corrections(claim, coded.claim)], ""
    wanted = told or _incident_of(reading, codings, of or unit.tellings[0].coder, coded)
    if wanted is None:
        there = ", ".join(f"{one.report_id}#{one.number}" for one in reading.incidents)
        if not there:
            return [], "no incident was read in the report, so that no claim can be added to it"
        raise SettingError(
            f"it does not follow which of the report's incidents {unit.unit_id} is about; say so "
            f"by --member: {there}"
        )
    if machines is not None and machines.incident == wanted.number + 1:
        return [act for claim in standing for act in _corrections(claim, coded.claim)], ""
    added = replace(coded.claim, mention=wanted.mentions[0], confidence=1.0)
    rejected: list[Act] = [RejectClaim(claim) for claim in standing]
    return [*rejected, AddClaim(added, mark_of(reading, wanted))], ""


def _machines(reading: Reading, unit: Unit) -> Telling | None:
    """What today's view says of a unit, paired with it as a coder's telling would be."""
    told = {one.coder: one.coded for one in unit.tellings}
    of_facet = [one for one in machine_codes(reading) if one.claim.facet is unit.facet]
    for one in units_of(unit.report_id, {**told, READER: of_facet}):
        machines = one.of(READER)
        if machines is not None and len(one.tellings) > 1:
            return machines
    return None


def _standing(reading: Reading, unit: Unit, machines: Telling | None) -> list[Claim]:
    """The reading's claims that stand behind a telling, those on words that coders marked.

    What says the same elsewhere in the text is not what they were asked about.
    """
    spans = [span for one in unit.tellings for span in one.spans]
    told = [
        (one.claim.claim_id, one.claim.source)
        for one in (machines.coded if machines is not None else ())
        if any(span.overlaps(one.claim.evidence) for span in spans)
    ]
    found = {(claim.claim_id, claim.source): claim for claim in reading.claims}
    return [found[key] for key in dict.fromkeys(told)]


def _corrections(before: Claim, wanted: Claim) -> list[Act]:
    """Correct what coders are compared by; words that overlap and names of one actor stay."""
    after = before
    value = wanted.value
    if difference(before.value, value) or not is_same_who(before.value, value):
        if isinstance(before.value, CountValue) and isinstance(value, CountValue):
            value = replace(value, who=value.who or before.value.who)
        after = replace(after, value=value)
    if not is_same_speaker(before.source, wanted.source):
        after = replace(after, source=wanted.source)
    if before.stance is not wanted.stance:
        after = replace(after, stance=wanted.stance)
    return [] if after == before else [CorrectClaim(before, replace(after, confidence=1.0))]


def _incident_of(
    reading: Reading, codings: Sequence[ReviewDecision], coder: str, coded: CodedClaim
) -> ReportIncident | None:
    """Which of the reading's incidents a coder's incident is; None where it does not follow."""
    every = {one.who: one.what.claims for one in codings if isinstance(one.what, CodeReport)}
    if len(reading.incidents) == 1:
        return reading.incidents[0]
    both = {_CHOSEN: every.get(coder, ()), READER: machine_codes(reading)}
    matched = incidents_matched(units_of(reading.report.report_id, both))
    number = matched.get((_CHOSEN, READER), {}).get(coded.incident, 0) - 1
    for told in reading.incidents:
        if told.number == number:
            return told
    spans = {mention.mention_id: mention.span for mention in reading.mentions}
    in_common = {
        told.number: max(shared(spans[m], coded.claim.evidence) for m in told.mentions)
        for told in reading.incidents
    }
    best = max(in_common.values(), default=0)
    fitting = [told for told in reading.incidents if best and in_common[told.number] == best]
    return fitting[0] if len(fitting) == 1 else None
