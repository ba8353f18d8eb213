"""Decisions as people wrote or edited them, row by row: what each row means for the ledger.

A row that says what it said when it was written adds nothing where that decision is in the
ledger already, be it withdrawn since. One that was changed withdraws the decision and decides
anew. One that a person wrote without an id is a decision of its own, taken in once.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from rashomon.deciding import (
    Change,
    added_claim,
    corrected,
    different,
    find_claim,
    find_incident,
    moved,
    rejected,
    same,
)
from rashomon.errors import RashomonError
from rashomon.importing.decision_cells import (
    change_of,
    day_of,
    member_names,
    number_of,
    rests_on_of,
)
from rashomon.importing.decision_details import (
    Detail,
    bare_name,
    detail_of,
    digest_of,
    is_edited,
    is_from_row,
    own_detail,
)
from rashomon.importing.plan import Plan, renamed
from rashomon.importing.sheets import BadRow, Row, plain
from rashomon.importing.words import stretches
from rashomon.publish.custody import find_report
from rashomon.publish.decision_tables import (
    Note,
    incidents_of,
)
from rashomon.records import (
    Act,
    AddClaim,
    ApprovalLevel,
    Approve,
    Assign,
    Comment,
    CorrectClaim,
    DifferentIncidents,
    MemberMark,
    MoveMembers,
    NameActor,
    NamePlace,
    RejectClaim,
    ReviewDecision,
    SetReport,
    Withdraw,
)

__all__ = ["DecisionRows", "Outcome"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row: "new", "changed", "withdrawn" or "known", and a word on it."""

    how: str
    note: str = ""


@dataclass(slots=True)
class DecisionRows:
    """The rows of one file of decisions; numbers and new incidents are those of the file."""

    plan: Plan
    file: str
    numbers: dict[int, int] = field(default_factory=dict)
    incidents: dict[str, str] = field(default_factory=dict)

    def take(self, row: Row) -> Outcome:
        """Plan what a row says.

        Raises:
            BadRow: If it cannot be taken in; nothing of it is planned then.

        """
        count = len(self.plan.planned)
        try:
            return self._take(row)
        except RashomonError as error:
            self.plan.undo(count)
            raise BadRow(str(error)) from error

    def _take(self, row: Row) -> Outcome:
        plan, name = self.plan, row["id"]
        known = plan.by_id.get(name) if name else None
        detail = detail_of(row)
        if detail is None and known is not None:
            detail = own_detail(plan, known)
        has_changed = detail is None or is_edited(row, detail)
        if known is not None:
            if not has_changed:
                return self._found(row, known)
            return self._change(row, known, name)
        if not has_changed:
            assert detail is not None
            return self._take_over(row, detail, name)
        return self._take_new(row, name)

    def _found(self, row: Row, number: int) -> Outcome:
        """The decision is in the ledger: later rows may name it, and what it made."""
        self._map(row, self.plan.decision(number))
        gone = self.plan.gone.get(number)
        words = f"decision {number}" + (f", withdrawn by {gone}" if gone else "")
        return Outcome("known", words)

    def _take_over(self, row: Row, detail: Detail, name: str) -> Outcome:
        """Decide what was decided elsewhere, in the words of its maker."""
        plan = self.plan
        what = detail.what
        if isinstance(what, Withdraw):
            number = self._withdrawn(detail.withdraws or row["withdraws"])
            if plan.was_withdrawn(number):
                return Outcome("known", f"decision {number} was withdrawn already")
            what = Withdraw(number)
        else:
            self._check_reports(what)
            named = {
                each: self._incident(each, detail.incidents.get(each, ()))
                for each in incidents_of(what)
            }
            what = renamed(what, named)
            if not name and (known := _in_force(plan, what, detail.made_by, detail.why)):
                return self._found(row, known)
        how = f"taken in by {plan.taken_by} from {self.file}, made {plain(row['made_at'])[:40]}"
        made = plan.add(
            what,
            where=row.where,
            made_by=detail.made_by,
            why=detail.why,
            rests_on=(*detail.rests_on, Note.written(how, name, None)) if name else detail.rests_on,
        )
        self._map(row, made)
        return Outcome("withdrawn" if isinstance(what, Withdraw) else "new")

    def _change(self, row: Row, number: int, name: str) -> Outcome:
        """Withdraw a decision and decide what the row says now."""
        plan, digest = self.plan, digest_of(row)
        own = plan.decision(number)
        if is_from_row(own, digest) or any(
            is_from_row(plan.decision(later), digest) for later in plan.changes[name]
        ):
            return self._found(row, max([number, *plan.changes[name]]))
        for later in plan.changes[name]:
            one = plan.decision(later)
            raise BadRow(
                f"decision {number}, which the row changes, was changed by decision {later}, "
                f"{one.who}, since; export the decisions anew and change that"
            )
        if number in plan.gone:
            gone = plan.decision(plan.gone[number])
            raise BadRow(
                f"decision {number}, which the row changes, was withdrawn by decision "
                f"{gone.number}, {gone.who}; to decide it anew empty the row's “id” and “detail”"
            )
        if isinstance(own.what, Withdraw):
            raise BadRow(f"decision {number} is a withdrawal; decide anew rather than change it")
        later_one = plan.later_on(number)
        if later_one is not None:
            raise BadRow(
                f"decision {later_one.number}, {later_one.who}, came after decision {number} on "
                "the same; a change of this one would come after both, so change that one"
            )
        by = row["made_by"] if plain(row["made_by"]) != own.who else plan.by
        if not by:
            raise BadRow("somebody has changed the row; say who with --by")
        why = plan.why or f"changed in {row.where}"
        plan.withdraw(number, where=row.where, by=by, why=why)
        how = f"changed by {plan.taken_by} in {self.file}"
        made = plan.add(
            self._typed(row),
            where=row.where,
            made_by=by,
            why=row["why"] or plan.why or "",
            rests_on=(*rests_on_of(row), Note.written(how, name, digest)),
        )
        self._map(row, made)
        return Outcome("changed", f"decision {number} is withdrawn")

    def _take_new(self, row: Row, name: str) -> Outcome:
        """Decide what a person wrote into a row."""
        plan, digest = self.plan, digest_of(row)
        if digest in plan.by_row:
            return self._found(row, plan.by_row[digest])
        made_by, why = row["made_by"] or plan.by or "", row["why"] or plan.why or ""
        what = self._typed(row)
        if known := _in_force(plan, what, made_by, why):
            return self._found(row, known)
        how = f"taken in by {plan.taken_by} from {self.file}"
        entry = Note.written(how, name or None, digest)
        made = plan.add(
            what, where=row.where, made_by=made_by, why=why, rests_on=(*rests_on_of(row), entry)
        )
        self._map(row, made)
        return Outcome("withdrawn" if isinstance(what, Withdraw) else "new")

    def _map(self, row: Row, made: ReviewDecision) -> None:
        """Remember what a decision and the incident that it makes are called in the file."""
        if row["number"].isdecimal():
            self.numbers[int(row["number"])] = made.number
        if isinstance(made.what, MoveMembers) and made.what.to_id is None and row["makes"]:
            self.incidents[row["makes"]] = f"{made.what.from_id}-d{made.number}"

    def _incident(self, name: str, marks: tuple[MemberMark, ...] = ()) -> str:
        if not name:
            raise BadRow("the cell “incident” or “other” names no incident")
        return self.incidents.get(name) or self.plan.incident(name, marks)

    def _withdrawn(self, cell: str) -> int:
        """The number of the decision that a row withdraws, by its id or number."""
        plan = self.plan
        number = plan.by_id.get(cell)
        if number is None and cell.isdecimal():
            number = self.numbers.get(int(cell))
            if number is None and not self.numbers and plan.is_known(int(cell)):
                number = int(cell)  # a sheet that names no decisions of its own
        if number is None:
            raise BadRow(
                f"the decision {cell!r} that the row withdraws is neither in the ledger nor in a "
                "row before; write its “id”, as `rashomon decisions --format csv` has it"
            )
        return number

    def _check_reports(self, what: Act) -> None:
        for report_id in _reports_named(what):
            if self.plan.ledger.derivation(report_id) is None:
                raise BadRow(
                    f"the ledger holds no report {report_id}; add it with `rashomon add`, build, "
                    "and import again"
                )

    def _typed(self, row: Row) -> Act:
        """What the columns say."""
        plan, kind = self.plan, plain(row["kind"]).casefold()
        match kind:
            case "same incident" | "same":
                a, b = self._incident(row["incident"]), self._incident(row["other"])
                return same(plan.today, a, b)
            case "different":
                a, b = self._incident(row["incident"]), self._incident(row["other"])
                return different(plan.today, a, b)
            case "move":
                to = self._incident(row["other"]) if row["other"] else None
                return moved(plan.ledger, plan.today, member_names(row["members"]), to)
            case "correct":
                return self._correction(row)
            case "reject":
                return rejected(plan.ledger, plan.today, row["claim"])
            case "add claim":
                member = row["members"] or row["report"]
                report_id = find_report(plan.ledger, member.partition("#")[0])
                change = self._marked(change_of(row, ""), report_id)
                return added_claim(plan.ledger, plan.today, member, row["facet"], change)
            case "set report":
                day = day_of(row["published"])
                return SetReport(
                    find_report(plan.ledger, row["report"]), row["outlet"] or None, day
                )
            case "name actor":
                if not row["name"] or not row["actor"]:
                    raise BadRow("“name” or “actor” is empty; name both")
                return NameActor(row["name"], row["actor"], self._report(row))
            case "name place":
                if not row["name"]:
                    raise BadRow("“name” is empty; name the place")
                lat, lon = number_of(row, "latitude"), number_of(row, "longitude")
                return NamePlace(
                    row["name"], lat, lon, number_of(row, "radius_km"), self._report(row)
                )
            case "approve":
                level = plain(row["level"]).casefold()
                if level not in set(ApprovalLevel):
                    known = ", ".join(ApprovalLevel)
                    raise BadRow(f"no level is called {level!r}; there are: {known}")
                return Approve(self._today_id(row), ApprovalLevel(level))
            case "comment":
                return Comment(self._today_id(row))
            case "assign":
                if not row["assigned_to"]:
                    raise BadRow("“assigned_to” is empty; name who is to look after it")
                return Assign(self._today_id(row), row["assigned_to"])
            case "withdraw":
                number = self._withdrawn(row["withdraws"])
                if plan.was_withdrawn(number):
                    raise BadRow(f"decision {number} was withdrawn already; decide anew instead")
                return Withdraw(number)
            case _:
                raise BadRow(
                    f"no kind of decision is called {kind[:60]!r}; there are: same incident, "
                    "different, move, correct, reject, add claim, set report, name actor, name "
                    "place, approve, comment, assign, withdraw"
                )

    def _today_id(self, row: Row) -> str:
        return find_incident(self.plan.today, self._incident(row["incident"]))

    def _report(self, row: Row) -> str | None:
        return find_report(self.plan.ledger, row["report"]) if row["report"] else None

    def _correction(self, row: Row) -> Act:
        change = change_of(row, "new_")
        if change == Change():
            raise BadRow("no cell says what is to be otherwise; write “new_value” or its like")
        plan = self.plan
        claim = find_claim(plan.ledger, plan.today, row["claim"])
        return corrected(
            plan.ledger, plan.today, row["claim"], self._marked(change, claim.report_id)
        )

    def _marked(self, change: Change, report_id: str) -> Change:
        """Mark words by their offsets, though a spreadsheet reshaped them or they were changed."""
        reading = self.plan.read(report_id)
        if reading is None or change.quote is None:
            return change
        found = stretches(reading.report.text, change.quote)
        at = [span for span in found if span.start == change.start] or found
        if len(at) != 1:
            return replace(change, start=None, end=None)
        return replace(change, start=at[0].start, end=at[0].end, quote=None)


def _in_force(plan: Plan, what: Act, made_by: str, why: str) -> int | None:
    """The decision that holds and says the same in the same person's words, if there is one."""
    for one in plan.log:
        said = one.what == what and (one.who, plain(one.why)) == (bare_name(made_by), plain(why))
        if said and one.number not in plan.gone:
            return one.number
    return None


def _reports_named(what: Act) -> tuple[str, ...]:
    match what:
        case CorrectClaim(before=claim) | RejectClaim(claim) | AddClaim(claim=claim):
            return (claim.report_id,)
        case SetReport(report_id):
            return (report_id,)
        case NameActor(report_id=str(report_id)) | NamePlace(report_id=str(report_id)):
            return (report_id,)
        case MoveMembers(members=marks) | DifferentIncidents(members=marks):
            return tuple({mark.report_id for mark in marks})
        case _:
            return ()
