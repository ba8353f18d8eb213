"""Disagreements as a table that an adjudicator fills rulings into, a row each."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.coding import Fault, Telling
from rashomon.coding.sheets import parse_table
from rashomon.coding_compared import Disagreement
from rashomon.coding_sheets import CHAIN
from rashomon.deciding import Change
from rashomon.publish.cells import table_writer, unguarded
from rashomon.publish.decision_tables import OWN_VOICE, value_words
from rashomon.records import CountValue, Stance

__all__ = ["NEITHER", "RulingRow", "parse_rulings", "print_rulings", "telling_words"]

NEITHER = "neither"
_FILLED = ("take", "value", "who", "speaker", "stance", "member", "why")


@dataclass(frozen=True, slots=True)
class RulingRow:
    """What a row says of a unit: whose coding holds, or none, or what is otherwise."""

    line: int
    unit: str
    coder: str | None
    is_neither: bool
    change: Change | None
    member: str | None
    why: str


def print_rulings(waiting: Sequence[Disagreement], coders: Sequence[str]) -> str:
    """Return a table of disagreements, with what each coder has, and blank columns for rulings."""
    out = io.StringIO()
    columns = (
        "unit", "report", "facet", "differ in", *(f"coder: {name}" for name in coders), *_FILLED
    )  # fmt: skip
    write = table_writer(out, columns)
    for one in waiting:
        unit = one.unit
        told = {name: unit.of(name) for name in coders}
        write(
            {
                "unit": unit.unit_id,
                "report": unit.report_id,
                "facet": unit.facet.value,
                "differ in": ", ".join(one.kinds),
                **{f"coder: {name}": telling_words(telling) for name, telling in told.items()},
            }
        )
    return "\N{BYTE ORDER MARK}" + out.getvalue()


def telling_words(telling: Telling | None) -> str:
    """Return what a coder says of a unit in words."""
    if telling is None:
        return "not marked"
    value = telling.value
    words = "; ".join(" ".join(one.claim.evidence.quote.split()) for one in telling.coded)
    parts = [f"“{words}” {telling.spans[0].start}–{telling.spans[0].end}"]
    if told := value_words(telling.coded[0].claim):
        parts.insert(0, told)
    if isinstance(value, CountValue) and value.who:
        parts[0] += f" {value.who}"
    says = CHAIN.join(speaker.words for speaker in telling.source) or OWN_VOICE
    parts.append(f"said by {says}")
    if telling.stance is not Stance.AFFIRM:
        parts.append(f"stance {telling.stance}")
    parts.append(f"incident {telling.incident}")
    parts += [f"note: {one.note}" for one in telling.coded if one.note]
    return ", ".join(parts)


def parse_rulings(sheet: bytes) -> tuple[list[RulingRow], list[Fault]]:
    """Return the rows that hold a ruling, and what cannot be taken for a row.

    A blank cell leaves what the coder has; "the report itself" is a speaker.
    """
    lines, faults = parse_table(sheet, ("unit", "take"))
    rows = []
    for line, cells in lines:
        filled = {name: unguarded(cells.get(name, "")) or None for name in _FILLED}
        if not any(filled[name] for name in _FILLED if name != "why"):
            continue
        take, speaker = filled["take"], filled["speaker"]
        change = Change(
            filled["value"],
            filled["who"],
            "" if speaker == OWN_VOICE else speaker,
            filled["stance"],
        )
        is_neither = take is not None and take.casefold() == NEITHER
        rows.append(
            RulingRow(
                line,
                unguarded(cells.get("unit", "")),
                None if is_neither else take,
                is_neither,
                change if change != Change() else None,
                filled["member"],
                filled["why"] or "",
            )
        )
    return rows, faults
