"""What is to be decided, thought out against one state of a ledger and what was planned before.

Decisions are numbered as the ledger will number them, so that later rows can withdraw and name
what earlier rows bring. Nothing is written here; `taking` writes all of it at once, and only if
the ledger is still as it was.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from rashomon.importing.sheets import BadRow
from rashomon.publish.decision_tables import decision_id, incidents_of, note_of
from rashomon.records import (
    Act,
    AddClaim,
    Approve,
    Assign,
    Comment,
    CorrectClaim,
    DifferentIncidents,
    MemberMark,
    MoveMembers,
    NameActor,
    NamePlace,
    Reading,
    RejectClaim,
    ReviewDecision,
    SameIncident,
    SetReport,
    Withdraw,
    act_to_plain,
)
from rashomon.review import find_member, review_reading
from rashomon.review.standing import withdrawn_by
from rashomon.reviewing import Today

if TYPE_CHECKING:
    from rashomon.ledger import Ledger

__all__ = ["CODED", "Plan", "Planned", "renamed", "subjects"]


CODED = "coded row "  # what an entry of `rests_on` begins with that names a coder's row


@dataclass(frozen=True, slots=True)
class Planned:
    """A decision to be written, with the row that it comes from."""

    where: str
    decision: ReviewDecision


class Plan:
    """The decisions that are planned, and what the ledger will be with them."""

    def __init__(
        self, ledger: Ledger, *, by: str | None, taken_by: str, why: str | None, now: datetime
    ) -> None:
        """Look at the ledger as it is; `taken_by` is who takes the files in."""
        self.ledger, self.by, self.taken_by, self.why = ledger, by, taken_by, why
        self.head = ledger.head()
        self._now = now
        self.log: list[ReviewDecision] = list(ledger.reviews())
        self.planned: list[Planned] = []
        self.gone: dict[int, int] = withdrawn_by(self.log)
        self._ever: set[int] = {o.what.number for o in self.log if isinstance(o.what, Withdraw)}
        self._by_report: defaultdict[str | None, list[ReviewDecision]] = defaultdict(list)
        self.by_id: dict[str, int] = {}
        self.by_row: dict[str, int] = {}  # rows that people wrote, by their digests
        self.changes: defaultdict[str, list[int]] = defaultdict(list)  # by the id of what changed
        self._coded: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
        self._by_subject: defaultdict[str, list[int]] = defaultdict(list)
        self._by_number: dict[int, ReviewDecision] = {}
        self._today: Today | None = None
        self._readings: dict[str, Reading | None] = {}
        self._ids = ledger.incident_ids()
        self._minted: set[str] = set()
        for one in self.log:
            self._enter(one)

    # -- what is there -----------------------------------------------------------------------

    @property
    def today(self) -> Today:
        """Today's view, once all that is planned so far is decided."""
        if self._today is None:
            self._today = Today(self.ledger, self.log)
        return self._today

    def decision(self, number: int) -> ReviewDecision:
        """Return a decision of the log, or a planned one."""
        return self._by_number[number]

    def is_known(self, number: int) -> bool:
        """Tell whether a person's decision of this number is there, or planned."""
        return number in self._by_number

    def was_withdrawn(self, number: int) -> bool:
        """Tell whether a decision was ever withdrawn; it cannot be a second time."""
        return number in self._ever

    def read(self, report_id: str) -> Reading | None:
        """Return a report's reading as it is stored; the last few are kept."""
        if report_id not in self._readings:
            if len(self._readings) > 50:
                self._readings.clear()
            self._readings[report_id] = self.ledger.reading(report_id)
        return self._readings[report_id]

    def in_force(self, report_id: str) -> list[ReviewDecision]:
        """Return the decisions that hold and shape a report's reading."""
        own = [*self._by_report[None], *self._by_report[report_id]]
        return sorted((o for o in own if o.number not in self.gone), key=lambda o: o.number)

    def reviewed(self, report_id: str) -> Reading | None:
        """Return a report's reading, once all that is planned so far is decided."""
        found = self.read(report_id)
        return found and review_reading(found, self.in_force(report_id)).reading

    def has_claim_decisions(self, report_id: str) -> bool:
        """Tell whether people have decided anything that shapes a report's reading."""
        return bool(self._by_report[None] or self._by_report.get(report_id))

    def coded(self, who: str, report_id: str, key: str) -> ReviewDecision | None:
        """Return the decision in force that a coder's row led to when it was taken in before."""
        held = [n for n in self._coded.get((who, report_id, key), ()) if n not in self.gone]
        return self.decision(held[-1]) if held else None

    def later_on(self, number: int) -> ReviewDecision | None:
        """Return a later decision in force that rests on what this one decides, or replaces it."""
        one = self.decision(number)
        about = subjects(one.what)
        if isinstance(one.what, MoveMembers) and one.what.to_id is None:
            about |= {f"in {one.what.from_id}-d{number}"}
        later = {n for each in about for n in self._by_subject[each] if n > number}
        held = sorted(n for n in later if n not in self.gone)
        return self.decision(held[0]) if held else None

    def incident(self, incident_id: str, marks: Sequence[MemberMark] = ()) -> str:
        """Return the incident of this ledger that a file names by its id and some members.

        Raises:
            BadRow: If there is none, or the members lie in several.

        """
        found = set()
        for mark in marks:
            told = find_member(mark, self.read(mark.report_id))
            if told is not None:
                found |= self.ledger.placed_in({told.key})
        is_here = incident_id in self._ids or incident_id in self._minted
        if is_here and (incident_id in found or not marks):
            return incident_id
        if len(found) == 1:
            return found.pop()
        if found:
            names = ", ".join(sorted(found))
            raise BadRow(
                f"what {incident_id!r} holds lies in several incidents here: {names}; write one of "
                "these ids, and empty the cell “detail”"
            )
        if marks:
            raise BadRow(
                f"the ledger holds none of the reports by which {incident_id!r} is known; add them "
                "first, and import again"
            )
        raise BadRow(f"the ledger has no incident {incident_id!r}; `rashomon show` lists them")

    # -- what is planned ---------------------------------------------------------------------

    def add(
        self, what: Act, *, where: str, made_by: str, why: str, rests_on: Iterable[str] = ()
    ) -> ReviewDecision:
        """Plan a decision.

        Raises:
            BadRow: If it cannot be put on record.

        """
        name = " ".join(made_by.removeprefix("person:").split())
        if not name:
            raise BadRow("nobody made it; name somebody in “made_by”, or say --by")
        if not why.strip():
            raise BadRow("it gives no reason; write one into “why”, or say --why")
        number = self._next()
        one = ReviewDecision(number, self._now, f"person: {name}", what, why, tuple(rests_on))
        _check_storable(one)
        self.planned.append(Planned(where, one))
        self.log.append(one)
        self._enter(one)
        self._today = None
        if isinstance(what, Withdraw):
            self._ever.add(what.number)
            self._let_go(what.number, number)
        return one

    def _let_go(self, number: int, by: int) -> None:
        """A decision holds no longer; if it withdrew another, that holds again, and so on."""
        self.gone[number] = by
        what, is_held = self._by_number[number].what, False
        while isinstance(what, Withdraw):
            if is_held:
                self.gone[what.number] = number
            else:
                self.gone.pop(what.number, None)
            number, is_held = what.number, not is_held
            what = self._by_number[number].what

    def withdraw(self, number: int, *, where: str, by: str, why: str) -> None:
        """Plan that a decision no longer holds.

        Raises:
            BadRow: If it was withdrawn before, and holds again since that was withdrawn.

        """
        if self.was_withdrawn(number):
            raise BadRow(
                f"decision {number} was withdrawn once and holds again; it cannot be withdrawn a "
                "second time, so decide anew in a row of its own"
            )
        self.add(Withdraw(number), where=where, made_by=by, why=why)

    def _next(self) -> int:
        return self.head.decision + len(self.planned) + 1

    def undo(self, count: int) -> None:
        """Forget what was planned after the first `count` decisions."""
        while len(self.planned) > count:
            one = self.planned.pop().decision
            self.log.pop()
            self._leave(one)
        self.gone = withdrawn_by(self.log)
        self._ever = {o.what.number for o in self.log if isinstance(o.what, Withdraw)}
        self._today = None

    def _enter(self, one: ReviewDecision) -> None:
        self._by_number[one.number] = one
        self.by_id[decision_id(one)] = one.number
        for note in filter(None, map(note_of, one.rests_on)):
            if note.row:
                self.by_row.setdefault(note.row, one.number)
            if note.is_change and note.decision:
                self.changes[note.decision].append(one.number)
        if isinstance(one.what, MoveMembers) and one.what.to_id is None:
            self._minted.add(f"{one.what.from_id}-d{one.number}")
        for report_id in _reports_of(one.what):
            self._by_report[report_id].append(one)
        for row in _coded_as(one):
            self._coded[row].append(one.number)
        for each in _entered(one.what):
            self._by_subject[each].append(one.number)

    def _leave(self, one: ReviewDecision) -> None:
        del self._by_number[one.number]
        if self.by_id.get(name := decision_id(one)) == one.number:
            del self.by_id[name]
        for note in filter(None, map(note_of, one.rests_on)):
            if note.row and self.by_row.get(note.row) == one.number:
                del self.by_row[note.row]
            if note.is_change and note.decision:
                self.changes[note.decision].remove(one.number)
        if isinstance(one.what, MoveMembers) and one.what.to_id is None:
            self._minted.discard(f"{one.what.from_id}-d{one.number}")
        for report_id in _reports_of(one.what):
            self._by_report[report_id].remove(one)
        for row in _coded_as(one):
            self._coded[row].remove(one.number)
        for each in _entered(one.what):
            self._by_subject[each].remove(one.number)


def subjects(what: Act) -> set[str]:
    """Return what a decision settles, where a later one on the same settles it anew."""
    match what:
        case SameIncident(a, b) | DifferentIncidents(a, b):
            return {f"pair {min(a, b)} {max(a, b)}"}
        case MoveMembers(members=members):
            return {f"member {mark.name}" for mark in members}
        case CorrectClaim(before, after):
            return {f"claim {before.claim_id}", f"claim {after.claim_id}"}
        case RejectClaim(claim) | AddClaim(claim=claim):
            return {f"claim {claim.claim_id}"}
        case SetReport(report_id, outlet, day):
            told = [f"outlet {report_id}"] * bool(outlet) + [f"day {report_id}"] * bool(day)
            return set(told)
        case NameActor(words=words):
            return {f"actor {words.casefold()}"}
        case NamePlace(words=words):
            return {f"place {words.casefold()}"}
        case Approve(incident_id):
            return {f"level of {incident_id}"}
        case Assign(incident_id):
            return {f"charge of {incident_id}"}
        case Withdraw(number):
            return {f"decision {number}"}
        case _:
            return set()


def _entered(what: Act) -> set[str]:
    return subjects(what) | {f"in {incident_id}" for incident_id in incidents_of(what)}


def _coded_as(one: ReviewDecision) -> list[tuple[str, str, str]]:
    """The rows of coders that led to a decision: by whom, of which report, by which key."""
    match one.what:
        case AddClaim(claim=claim) | CorrectClaim(before=claim):
            keys = [entry.removeprefix(CODED) for entry in one.rests_on if entry.startswith(CODED)]
            return [(one.who, claim.report_id, key) for key in keys]
        case _:
            return []


def _reports_of(what: Act) -> tuple[str | None, ...]:
    """The reports whose readings a decision shapes; None for all of them."""
    match what:
        case CorrectClaim(before=claim) | RejectClaim(claim) | AddClaim(claim=claim):
            return (claim.report_id,)
        case SetReport(report_id=report_id):
            return (report_id,)
        case NameActor(report_id=report_id) | NamePlace(report_id=report_id):
            return (report_id,)
        case _:
            return ()


def _check_storable(one: ReviewDecision) -> None:
    """What no database holds is no decision: halves of letters, and NUL."""

    def walk(data: object) -> None:
        if isinstance(data, str):
            if "\0" in data:
                raise BadRow("it holds a NUL character; take it out")
            try:
                data.encode()
            except UnicodeEncodeError as error:
                raise BadRow(f"it holds half of a character ({error.reason})") from error
        elif isinstance(data, float) and not math.isfinite(data):
            raise BadRow(f"{data} is no number that can be kept; write one")
        elif isinstance(data, dict):
            for value in data.values():
                walk(value)
        elif isinstance(data, list | tuple):
            for value in data:
                walk(value)

    walk([one.made_by, one.why, list(one.rests_on), act_to_plain(one.what)])


def renamed(what: Act, names: dict[str, str]) -> Act:
    """Return a decision about the same incidents by their names in this ledger."""
    match what:
        case SameIncident(a, b) | DifferentIncidents(a, b):
            return replace(what, incident_id=names[a], other_id=names[b])
        case MoveMembers(from_id=from_id, to_id=to_id):
            return replace(what, from_id=names[from_id], to_id=names[to_id] if to_id else None)
        case Approve(incident_id) | Comment(incident_id) | Assign(incident_id):
            return replace(what, incident_id=names[incident_id])
        case _:
            return what
