"""What a row of decisions said when it was written, and whether somebody has changed it since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rashomon.errors import InvalidRecord
from rashomon.importing.plan import Plan
from rashomon.importing.sheets import Row, is_same, plain
from rashomon.publish.decision_tables import DECISION_COLUMNS, cells_of, decision_id
from rashomon.records import (
    Act,
    CodingAct,
    MemberMark,
    ReviewDecision,
    Withdraw,
    act_from_plain,
)
from rashomon.records.serial import from_plain

__all__ = [
    "Detail",
    "bare_name",
    "detail_of",
    "digest_of",
    "is_edited",
    "is_from_row",
    "own_detail",
]

# What a row says, without what says where and when it was written.
_SAID = tuple(
    name
    for name in DECISION_COLUMNS
    if name not in ("number", "made_at", "makes", "withdrawn_by", "id", "detail")
)
_MOST_MARKS = 100


@dataclass(frozen=True, slots=True)
class Detail:
    """A decision as it was written, with what it names."""

    what: Act
    made_by: str
    why: str
    rests_on: tuple[str, ...]
    withdraws: str | None
    incidents: Mapping[str, tuple[MemberMark, ...]]


def detail_of(row: Row) -> Detail | None:
    """What was decided exactly; None where nobody tells, or the cell was damaged."""
    if not row["detail"]:
        return None
    try:
        data = json.loads(row["detail"])
        incidents = {
            str(name): tuple(from_plain(mark, MemberMark) for mark in marks[:_MOST_MARKS])
            for name, marks in data["incidents"].items()
        }
        rests_on, told = data["rests_on"], [data["made_by"], data["why"]]
        if not all(isinstance(each, str) for each in [*told, *rests_on]):
            return None
        withdraws, what = data.get("withdraws"), act_from_plain(data["what"])
        if isinstance(what, CodingAct):  # codings are of one ledger, and come in by their sheets
            return None
        return Detail(
            what, data["made_by"], data["why"], tuple(rests_on),
            withdraws if isinstance(withdraws, str) else None, incidents,
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, InvalidRecord):
        return None


def own_detail(plan: Plan, number: int) -> Detail:
    """What the ledger's own decision says, where a row has lost it."""
    one = plan.decision(number)
    ids = {each: decision_id(plan.decision(each)) for each in _withdrawn_by(one.what)}
    return Detail(one.what, one.made_by, one.why, one.rests_on, next(iter(ids.values()), None), {})


def _withdrawn_by(what: Act) -> tuple[int, ...]:
    return (what.number,) if isinstance(what, Withdraw) else ()


def is_edited(row: Row, detail: Detail) -> bool:
    """Tell whether some cell says otherwise than when it was written."""
    what = detail.what
    ids = {each: detail.withdraws or str(each) for each in _withdrawn_by(what)}
    written: dict[str, Any] = {
        **cells_of(what, ids),
        "made_by": bare_name(detail.made_by),
        "why": detail.why,
        "rests_on": "\n".join(detail.rests_on),
    }
    there = [name for name in _SAID if name in row.cells]
    return not all(is_same(row[name], written.get(name)) for name in there)


def bare_name(made_by: str) -> str:
    """Return a person's name alone."""
    return " ".join(made_by.removeprefix("person:").split())


def digest_of(row: Row) -> str:
    """A digest of what a row says, by which it is known when the file comes again."""
    said = [plain(row[name]) for name in _SAID]
    raw = json.dumps(said, separators=(",", ":"))
    return hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def is_from_row(one: ReviewDecision, digest: str) -> bool:
    """Tell whether a decision was taken from a row that said this."""
    return any(f"row {digest})" in entry for entry in one.rests_on)
