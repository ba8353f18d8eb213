"""Adjudication: a person settles what coders disagree on, and claims follow from it.

A ruling is one decision that names the unit and what holds of it. Those that carry it out add,
correct or reject claims of today's view: they are decisions like any other, and rest on the
codings. All of it is withdrawn by `reopen`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from rashomon.claims_ruled import acts_of
from rashomon.coding import Fault, Unit
from rashomon.coding_compared import Disagreement, compared, disagreements
from rashomon.coding_rounds import Round, coder_of, find_round, person, report_of, withdrawn
from rashomon.deciding import Change, changed, find_members
from rashomon.decision_words import decision_line
from rashomon.errors import BadSheet, DecidedMeanwhile, RashomonError, SettingError
from rashomon.records import (
    Act,
    AddClaim,
    Adjudicate,
    CodedClaim,
    CorrectClaim,
    Reading,
    RejectClaim,
    ReportIncident,
    ReviewDecision,
)
from rashomon.reviewing import Today
from rashomon.ruling_sheets import parse_rulings, print_rulings

if TYPE_CHECKING:
    from rashomon.ledger import Ledger

__all__ = [
    "Ruled",
    "accept_agreed",
    "adjudicate",
    "adjudicate_sheet",
    "find_unit",
    "reopen",
    "ruling_sheet",
]


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruling, the decisions that carry it out, and what could not be carried out, in words."""

    ruling: ReviewDecision
    carried_out: tuple[ReviewDecision, ...]
    note: str = ""


def find_unit(every: Iterable[Disagreement], unit_id: str) -> Disagreement:
    """Return the one of a round's units (`coding_compared.compared`) of this id or beginning.

    Raises:
        SettingError: If none or several are meant.

    """
    near = [one for one in every if one.unit.unit_id.startswith(unit_id)]
    if not unit_id or len(near) != 1:
        told = ", ".join(one.unit.unit_id for one in near[:5]) or "none of this id"
        raise SettingError(
            f"{unit_id!r} names no one unit ({told}); `rashomon coding disagreements` prints their "
            "ids, which are new where somebody has coded anew"
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
    with ledger.at_once():
        bench = _Bench.of(ledger, name, by, seen)
        one = find_unit(bench.every, unit_id)
        return bench.adjudicated(one, _Choice(coder, is_neither, change, member), why)


def ruling_sheet(ledger: Ledger, name: str) -> str:
    """Return the disagreements of a round that wait, as a table to fill rulings into.

    Raises:
        StillBlind: If the round's codings may not be seen yet.

    """
    waiting = [one for one in disagreements(ledger, name) if one.ruling is None]
    return print_rulings(waiting, find_round(ledger, name).what.coders)


def adjudicate_sheet(
    ledger: Ledger, name: str, sheet: bytes, *, by: str, why: str, seen: int | None = None
) -> list[Ruled]:
    """Settle what a table that `ruling_sheet` wrote has been filled in for, all or nothing.

    A row without a ruling waits; one that says what a ruling in force says is settled already.

    Raises:
        BadSheet: If a row cannot be used; it names every such row, and nothing is stored.
        StillBlind: If the round's codings may not be seen yet.

    """
    rows, faults = parse_rulings(sheet)
    if faults:
        raise BadSheet([str(fault) for fault in faults])
    problems: list[str] = []
    ruled: list[Ruled] = []
    lines: dict[str, int] = {}
    with ledger.at_once():
        bench = _Bench.of(ledger, name, by, seen)
        for row in rows:
            try:
                one = find_unit(bench.every, row.unit)
                if one.unit.unit_id in lines:
                    before = lines[one.unit.unit_id]
                    raise SettingError(f"line {before} settles {row.unit} already; remove one")
                lines[one.unit.unit_id] = row.line
                choice = _Choice(row.coder, row.is_neither, row.change, row.member)
                if not bench.is_settled_so(one, choice):
                    ruled.append(bench.adjudicated(one, choice, row.why or why))
            except RashomonError as error:
                problems.append(str(Fault(row.line, str(error).replace("--", ""))))
        if problems:
            raise BadSheet(problems)
    return ruled


def accept_agreed(
    ledger: Ledger, name: str, *, by: str, why: str
) -> tuple[list[Ruled], list[SettingError | DecidedMeanwhile]]:
    """Let what all coders agree on count: each such unit that is not settled yet.

    What another person has decided otherwise, and what cannot be told to belong to an incident,
    is left as it is, and returned beside the rest.

    Raises:
        StillBlind: If the round's codings may not be seen yet.

    """
    with ledger.at_once():
        bench = _Bench.of(ledger, name, by, None)
        ruled: list[Ruled] = []
        left: list[SettingError | DecidedMeanwhile] = []
        for one in bench.every:
            if one.kinds or one.ruling is not None:
                continue
            first = one.unit.tellings[0]
            try:
                made = bench.settled(one.unit, "agreed", None, first.coder, first.coded[0], why)
            except (SettingError, DecidedMeanwhile) as error:
                left.append(error)
            else:
                ruled.append(made)
        return ruled, left


def reopen(ledger: Ledger, name: str, unit_id: str, *, by: str, why: str) -> ReviewDecision:
    """Withdraw a unit's ruling with all that carried it out, and return the ruling.

    Raises:
        SettingError: If the unit has none in force.

    """
    with ledger.at_once():
        found = find_round(ledger, name)
        near = [ruling for unit, ruling in found.rulings.items() if unit.startswith(unit_id)]
        if len(near) != 1 or not unit_id:
            told = ", ".join(list(found.rulings)[:5]) or "nothing yet"
            raise SettingError(
                f"{unit_id!r} of round {name} has not been settled; settled is: {told}"
            )
        (ruling,) = near
        assert isinstance(ruling.what, Adjudicate)
        withdrawn(ledger, (*ruling.what.decisions, ruling.number), by=by, why=why)
        return ruling


@dataclass(frozen=True, slots=True)
class _Choice:
    """What a person chooses of a unit."""

    coder: str | None = None
    is_neither: bool = False
    change: Change | None = None
    member: str | None = None

    def __post_init__(self) -> None:
        is_more = self.coder is not None or self.change is not None or self.member is not None
        if self.is_neither and is_more:
            raise SettingError("neither coding holds, so there is nothing to take, change or place")
        if not self.is_neither and self.coder is None and self.change is None:
            raise SettingError("say what holds: a coder's coding, neither, or a value of your own")


@dataclass(frozen=True, slots=True)
class _Bench:
    """All that rulings on a round are made of: its units, today's view, who rules, knowing what."""

    ledger: Ledger
    today: Today
    found: Round
    every: list[Disagreement]
    who: str
    seen: int
    units: defaultdict[str, list[Unit]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, ledger: Ledger, name: str, by: str, seen: int | None) -> _Bench:
        """Look at a round as it is."""
        found = find_round(ledger, name)
        every = list(compared(ledger, found))
        bench = cls(ledger, Today(ledger), found, every, person(by), seen or 0)
        for one in every:
            bench.units[one.unit.report_id].append(one.unit)
        return bench

    def is_settled_so(self, one: Disagreement, choice: _Choice) -> bool:
        """Tell whether a ruling in force says what is chosen."""
        if one.ruling is None or not isinstance(one.ruling.what, Adjudicate):
            return False
        how, of, coded = self._chosen(one.unit, choice)
        said = one.ruling.what
        return (said.choice, said.of, said.coded) == (how, of, coded)

    def adjudicated(self, one: Disagreement, choice: _Choice, why: str) -> Ruled:
        """Settle a unit as it was chosen."""
        if one.ruling is not None:
            raise SettingError(
                f"{one.unit.unit_id} was settled by decision {one.ruling.number}, "
                f"{one.ruling.who}: {one.ruling.why}; `rashomon coding reopen` withdraws that"
            )
        how, of, coded = self._chosen(one.unit, choice)
        told = None
        if choice.member is not None:
            ((reading, told),) = find_members(self.ledger, self.today, [choice.member])
            if reading.report.report_id != one.unit.report_id:
                raise SettingError(
                    f"{choice.member} is of another report; the unit is of {one.unit.report_id}"
                )
        return self.settled(one.unit, how, of, of, coded, why, told)

    def _chosen(self, unit: Unit, choice: _Choice) -> tuple[str, str | None, CodedClaim | None]:
        """How it was chosen, of which coder, and what holds."""
        if choice.is_neither:
            return "neither", None, None
        who = coder_of(self.found, choice.coder) if choice.coder else unit.tellings[0].coder
        telling = unit.of(who)
        if telling is None:
            raise SettingError(
                f"{who} did not mark {unit.unit_id}; if that is right, neither coding holds"
            )
        coded = telling.coded[0]
        if choice.change is None:
            return "taken", who, coded
        reading = Reading(report_of(self.ledger, unit.report_id), "")
        return "own", who, replace(coded, claim=changed(coded.claim, choice.change, reading))

    def settled(
        self,
        unit: Unit,
        how: str,
        of: str | None,
        coder: str | None,
        coded: CodedClaim | None,
        why: str,
        told: ReportIncident | None = None,
    ) -> Ruled:
        """Put a ruling on record with the decisions that carry it out.

        `coder` is whose claims tell which incident it is about.
        """
        units = self.units[unit.report_id]
        own = [
            marked
            for one in units
            for telling in one.tellings
            if telling.coder == coder
            for marked in telling.coded
        ]
        reading = self.today.reading(unit.report_id)
        acts, note = acts_of(reading, units, unit, coded, own, told)
        self._refuse_to_replace(acts)
        codings = [self.found.codings[one, unit.report_id] for one in unit.coders]
        rests_on = [f"round {self.found.name}, {unit.unit_id}"]
        rests_on += [f"decision {one.number}, coding of {one.who}" for one in codings]
        carried_out = tuple(self._decided(_as_stored(act), why, rests_on) for act in acts)
        numbers = tuple(one.number for one in carried_out)
        what = Adjudicate(self.found.name, unit.report_id, unit.unit_id, how, of, coded, numbers)
        return Ruled(self._decided(what, why, rests_on), carried_out, note)

    def _decided(self, act: Act, why: str, rests_on: Sequence[str]) -> ReviewDecision:
        return self.ledger.decide(act, made_by=f"person: {self.who}", why=why, rests_on=rests_on)

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
