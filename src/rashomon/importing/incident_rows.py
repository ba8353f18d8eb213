"""Reviewers' tables of incidents: how far each has come, who looks after it, what is to be said.

Our own table of incidents names, in `decisions`, what was decided when it was written: by that it
is known which cells somebody has changed since, and whether somebody else came between.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field

from rashomon.errors import RashomonError
from rashomon.importing.decision_rows import Outcome
from rashomon.importing.plan import Plan
from rashomon.importing.sheets import BadRow, Row, plain
from rashomon.publish.decision_tables import Note
from rashomon.records import Act, ApprovalLevel, Approve, Assign, Comment, ReviewDecision

__all__ = ["IncidentRows"]

_LEVEL = ("level", "review", "status")
_ASSIGNED = ("assigned_to", "assigned", "assignee")
_COMMENT = ("comment", "comments")
_WHO = ("reviewer", "made_by", "by")


@dataclass(slots=True)
class _Review:
    """What is in force for an incident: the decisions on its level and on who looks after it."""

    levels: list[ReviewDecision] = field(default_factory=list)
    charges: list[ReviewDecision] = field(default_factory=list)
    comments: set[tuple[str, str]] = field(default_factory=set)


class IncidentRows:
    """The rows of one file."""

    def __init__(self, plan: Plan, file: str) -> None:
        """Sum up what is in force for every incident."""
        self._plan, self._file = plan, file
        self._today = plan.today
        self._reviews: dict[str, _Review] = {}
        for one in self._today.decisions:
            self._note(one)

    def _note(self, one: ReviewDecision) -> None:
        match one.what:
            case Approve(incident_id):
                self._of(incident_id).levels.append(one)
            case Assign(incident_id):
                self._of(incident_id).charges.append(one)
            case Comment(incident_id):
                self._of(incident_id).comments.add((one.who, plain(one.why)))

    def _of(self, incident_id: str) -> _Review:
        return self._reviews.setdefault(self._today.current_id(incident_id), _Review())

    def take(self, row: Row) -> Outcome:
        """Plan what a row says.

        Raises:
            BadRow: If it cannot be taken in; nothing of it is planned then.

        """
        plan, count = self._plan, len(self._plan.planned)
        try:
            self._take(row)
        except RashomonError as error:
            plan.undo(count)
            raise BadRow(str(error)) from error
        made = [each.decision for each in plan.planned[count:]]
        for one in made:
            self._note(one)
        return Outcome("new" if made else "known")

    def _take(self, row: Row) -> None:
        if not row["incident_id"]:
            raise BadRow("“incident_id” is empty; name the incident")
        incident_id = self._today.current_id(self._plan.incident(row["incident_id"]))
        review = self._of(incident_id)
        known = {int(n) for n in row["decisions"].replace(";", " ").split() if n.isdecimal()}
        has_known = "decisions" in row.cells
        level, to, words = (_cell(row, names) for names in (_LEVEL, _ASSIGNED, _COMMENT))
        if level:
            self._take_level(row, incident_id, review, level, known if has_known else None)
        if to:
            self._take_charge(row, incident_id, review, to, known if has_known else None)
        if words:
            who = self._who(row)
            if (who, plain(words)) not in review.comments:
                self._add(row, Comment(incident_id), words)

    def _take_level(
        self, row: Row, incident_id: str, review: _Review, cell: str, known: set[int] | None
    ) -> None:
        name = plain(cell).casefold()
        if name not in set(ApprovalLevel):
            there = ", ".join(ApprovalLevel)
            raise BadRow(f"no level is called {name[:40]!r}; there are: {there}")
        level = ApprovalLevel(name)
        self._settle(row, Approve(incident_id, level), Approve(incident_id, ApprovalLevel.DRAFT),
                     review.levels, known)  # fmt: skip

    def _take_charge(
        self, row: Row, incident_id: str, review: _Review, to: str, known: set[int] | None
    ) -> None:
        self._settle(row, Assign(incident_id, to), None, review.charges, known)

    def _settle(
        self,
        row: Row,
        what: Approve | Assign,
        at_first: Approve | None,
        held: list[ReviewDecision],
        known: set[int] | None,
    ) -> None:
        """Decide what a cell says, unless it was so when the table was written, or is so now."""
        now = _said(held[-1].what) if held else at_first and _said(at_first)
        if _said(what) == now:
            return
        if known is not None:
            before = [one for one in held if one.number in known]
            was = _said(before[-1].what) if before else at_first and _said(at_first)
            if _said(what) == was:
                return
            if held and held[-1].number not in known and not self._is_taken(row, what):
                raise BadRow(
                    f"decision {held[-1].number}, {held[-1].who}, has settled that since the "
                    "table was written; export it anew and change that"
                )
        self._add(row, what, self._plan.why or row["why"] or f"so in {row.where}")

    def _is_taken(self, row: Row, what: Act) -> bool:
        return self._digest(row, what) in self._plan.by_row

    def _add(self, row: Row, what: Act, why: str) -> None:
        digest = self._digest(row, what)
        if digest in self._plan.by_row:
            return  # taken in before, whatever has been decided since
        how = f"taken in by {self._plan.taken_by} from {self._file}"
        self._plan.add(
            what,
            where=row.where,
            made_by=self._who(row),
            why=why,
            rests_on=[Note.written(how, None, digest)],
        )

    def _who(self, row: Row) -> str:
        named = _cell(row, _WHO) or self._plan.by or ""
        who = " ".join(named.removeprefix("person:").split())
        if not who:
            raise BadRow("nobody reviewed it; name somebody in “reviewer”, or say --by")
        return who

    def _digest(self, row: Row, what: Act) -> str:
        """A digest of what a row says on one thing, by which it is known when it comes again."""
        words = _cell(row, _COMMENT) if isinstance(what, Comment) else ""
        said = [type(what).__name__, repr(what), self._who(row), plain(words), row["decisions"]]
        raw = json.dumps(said, separators=(",", ":"))
        return hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _cell(row: Row, names: tuple[str, ...]) -> str:
    return next((row[name] for name in names if row[name]), "")


def _said(what: Act) -> str | None:
    match what:
        case Approve(level=level):
            return level.value
        case Assign(to=to):
            return plain(to)
        case _:
            return None
