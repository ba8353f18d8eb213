"""Files that people wrote or edited, into a ledger: planned as a whole, written all or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from rashomon.errors import LedgerChanged, SettingError
from rashomon.importing.claim_rows import ClaimRows
from rashomon.importing.claim_sheets import Coded, is_of_claims, open_claims, parse_claim_columns
from rashomon.importing.decision_rows import DecisionRows, Outcome
from rashomon.importing.incident_rows import IncidentRows
from rashomon.importing.plan import Plan
from rashomon.importing.reports import Reports
from rashomon.importing.sheets import BadRow, Row, open_sheet
from rashomon.importing.telling import Telling
from rashomon.records import ReviewDecision

if TYPE_CHECKING:
    from rashomon.ledger import Ledger

__all__ = ["KINDS", "Imported", "Taken", "take_files"]

KINDS = ("decisions", "claims", "incidents")
_MOST_TOGETHER = 5_000  # rows of one report that are settled together
_MOST_UNSORTED = 300_000  # rows of decisions that are held in memory to bring them in order


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one row: "new", "changed", "withdrawn", "known" or "left out".

    `decisions` are what is planned for it, `words` what else there is to say of it.
    """

    where: str
    how: str
    words: str
    decisions: tuple[ReviewDecision, ...] = ()


@dataclass(slots=True)
class Imported:
    """How many rows came to what, and the numbers of the decisions that were made."""

    rows: Counter[str] = field(default_factory=Counter)
    decisions: tuple[int, ...] = ()

    @property
    def left_out(self) -> int:
        """How many rows could not be taken in."""
        return self.rows["left out"]


def take_files(
    paths: Sequence[Path],
    ledger: Ledger,
    *,
    taken_by: str,
    now: datetime,
    by: str | None = None,
    why: str | None = None,
    kind: str | None = None,
    columns: str | None = None,
    is_dry: bool = False,
    is_strict: bool = False,
    on_row: Callable[[Taken], None] = lambda _: None,
) -> Imported:
    """Take decisions, claims and review of incidents into a ledger, updating what is there.

    `by` made what names nobody, `why` is the reason where none is given; `taken_by` is who runs
    this. `kind` is one of `KINDS` where the header is not to tell; `columns` names the columns of
    tables of claims ("report=doc,words=quote"). `on_row` is told of each row
    but those that are known. Nothing is written where `is_dry`, nor, where `is_strict`, if some
    row cannot be taken in.

    Raises:
        SettingError: If a file cannot be read, or is of no kind that can be taken in.
        LedgerChanged: If somebody wrote to the ledger meanwhile; nothing was written then.

    """
    plan = Plan(ledger, by=by, taken_by=taken_by, why=why, now=now)
    done = Imported()

    def tell(one: Taken) -> None:
        done.rows[one.how] += 1
        if one.how != "known":
            on_row(one)

    for path in paths:
        _take_file(path, plan, kind, columns, tell)
    if is_dry or (is_strict and done.left_out):
        return done
    if plan.planned:
        _write(plan)
    done.decisions = tuple(one.decision.number for one in plan.planned)
    return done


def _take_file(
    path: Path,
    plan: Plan,
    kind: str | None,
    columns: str | None,
    tell: Callable[[Taken], None],
) -> None:
    found = kind or ("claims" if is_of_claims(path) or columns else None)
    if found is None:
        with closing(open_sheet(path)) as rows:
            found = _kind_of(path, next(rows))
    if found == "claims":
        _take_claims(path, plan, parse_claim_columns(columns or ""), tell)
        return
    if columns:
        raise SettingError(f"{path.name} holds {found}; --columns is for tables of claims")
    if found == "decisions":
        _take_rows(_in_order(path), DecisionRows(plan, path.name).take, plan, tell)
    else:
        rows = open_sheet(path)
        if "incident_id" not in next(rows).cells:
            raise SettingError(f"{path.name}: has no column “incident_id”")
        _take_rows(rows, IncidentRows(plan, path.name).take, plan, tell)


def _kind_of(path: Path, header: Row) -> str:
    """What a table holds, by the names of its columns."""
    names = set(header.cells)
    if {"kind", "why"} <= names and names & {"made_by", "withdraws", "new_value", "detail"}:
        return "decisions"
    if "facet" in names:
        return "claims"
    if "incident_id" in names and names & {"review", "level", "status", "assigned_to", "comment"}:
        return "incidents"
    raise SettingError(
        f"{path.name}: its columns tell neither decisions (kind, made_by, why, …) nor claims "
        "(report, facet, words, value, …) nor review (incident_id, review, comment, …); say which "
        "with --as, and name columns of your own with --columns"
    )


def _take_rows(
    rows: Iterable[Row],
    take: Callable[[Row], Outcome],
    plan: Plan,
    tell: Callable[[Taken], None],
) -> None:
    for row in rows:
        try:
            if row.fault:
                raise BadRow(row.fault)
            before = len(plan.planned)
            outcome = take(row)
        except BadRow as error:
            tell(Taken(row.where, "left out", str(error)))
            continue
        made = tuple(one.decision for one in plan.planned[before:])
        tell(Taken(row.where, outcome.how, outcome.note, made))


def _take_claims(
    path: Path, plan: Plan, columns: Mapping[str, str], tell: Callable[[Taken], None]
) -> None:
    taker = ClaimRows(plan, path.name, Reports(plan.ledger), Telling(plan))
    for group in _by_report(open_claims(path, columns)):
        if isinstance(group, BadRow):
            where, _, words = str(group).partition(": ")
            tell(Taken(where, "left out", words))
            continue
        for one in taker.take(group):
            tell(Taken(one.where, one.how, one.words, one.decisions))


def _by_report(rows: Iterable[Coded | BadRow]) -> Iterator[list[Coded] | BadRow]:
    """Rows of one report that follow each other together, up to some thousand."""
    held: list[Coded] = []
    for row in rows:
        if isinstance(row, BadRow):
            yield row
            continue
        if held and (row.report != held[0].report or len(held) >= _MOST_TOGETHER):
            yield held
            held = []
        held.append(row)
    if held:
        yield held


def _in_order(path: Path) -> Iterator[Row]:
    """The rows by the decisions' numbers, as later ones may rest on earlier ones."""

    def rows() -> Iterator[Row]:
        found = open_sheet(path)
        next(found)
        return found

    numbers = (int(n) for row in rows() if (n := row["number"]).isdecimal() and len(n) < 19)
    if all(one <= other for one, other in pairwise(numbers)):
        yield from rows()
        return
    held = []
    for row in rows():
        held.append(row)
        if len(held) > _MOST_UNSORTED:
            raise SettingError(
                f"{path.name}: more than {_MOST_UNSORTED:,} rows out of their order; sort the "
                "table by “number”"
            )
    # Rows without a number are newer than those that the ledger wrote.
    yield from sorted(
        held, key=lambda r: int(r["number"]) if r["number"].isdecimal() else float("inf")
    )


def _write(plan: Plan) -> None:
    ledger = plan.ledger
    try:
        with ledger.at_once(after=plan.head):
            for each in plan.planned:
                one = each.decision
                made = ledger.decide(
                    one.what, made_by=one.made_by, why=one.why, rests_on=one.rests_on
                )
                if made.number != one.number:  # the numbers that later decisions name
                    raise LedgerChanged(f"{ledger.where} was written since it was looked at")
    except LedgerChanged as error:
        raise LedgerChanged(
            f"{ledger.where} was written to while the import was thought out; nothing of it was "
            "kept, so run it again"
        ) from error
