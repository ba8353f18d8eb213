"""The codings of a round held against each other: agreement, and where coders differ."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rashomon.coding import (
    RESAMPLES,
    Agreement,
    CodedReport,
    Unit,
    agree,
    differences,
    incidents_matched,
    units_of,
)
from rashomon.coding_rounds import Round, find_round, relocated, report_of
from rashomon.errors import StillBlind
from rashomon.read.document import parse
from rashomon.records import CodedClaim, CodeReport, Reading, ReviewDecision

if TYPE_CHECKING:
    from rashomon.ledger import Ledger

__all__ = [
    "READER",
    "Disagreement",
    "agreement",
    "coded_reports",
    "compared",
    "disagreements",
    "machine_codes",
]

READER = "the reader"
"""What the machine is called where it is compared with coders."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A unit on which coders differ, in which respects, and how it was adjudicated, if it was."""

    unit: Unit
    kinds: tuple[str, ...]
    ruling: ReviewDecision | None = None


def coded_reports(
    ledger: Ledger,
    found: Round,
    *,
    with_reader: bool = False,
    coders: Collection[str] | None = None,
    is_blind: bool = False,
) -> list[CodedReport]:
    """Return what each coder marked in each report of a round, in the texts of today.

    With `with_reader` what the current reading holds stands beside it as one more coder's.
    `is_blind` leaves out what was coded after the round's codings could be seen.

    Raises:
        StillBlind: If the round's codings may not be seen yet.

    """
    _check_visible(found)
    late = {one.number for one in found.recoded} if is_blind else set()
    return [
        _coded(
            ledger,
            report_id,
            {
                coder: one.what.claims
                for (coder, coded_id), one in sorted(found.codings.items())
                if coded_id == report_id
                and isinstance(one.what, CodeReport)
                and one.number not in late
                and (coders is None or coder in coders)
            },
            with_reader=with_reader,
        )
        for report_id in found.what.report_ids
    ]


def _check_visible(found: Round) -> None:
    if found.is_visible:
        return
    left = {coder: len(found.left(coder)) for coder in found.what.coders}
    told = ", ".join(f"{coder} {count}" for coder, count in left.items() if count)
    raise StillBlind(
        f"round {found.name} is still coded blind (reports left: {told}); nothing of it is shown "
        "before all have coded, or a person closes it: rashomon coding close"
    )


def _coded(
    ledger: Ledger,
    report_id: str,
    codings: Mapping[str, Sequence[CodedClaim]],
    *,
    with_reader: bool,
) -> CodedReport:
    report = report_of(ledger, report_id)
    own = {
        coder: tuple(relocated(one, report.text) for one in coded)
        for coder, coded in codings.items()
    }
    if with_reader:
        reading = ledger.reading(report_id)
        if reading is not None:
            own[READER] = machine_codes(reading)
    sentences = tuple(sentence.span for sentence in parse(report).sentences)
    return CodedReport(report_id, sentences, own)


def machine_codes(reading: Reading) -> tuple[CodedClaim, ...]:
    """Return what a reading shows of a report's incidents as a coder's coding."""
    return tuple(
        CodedClaim(replace(claim, mention=told.number + 1, decisions=()))
        for told in reading.incidents
        for claim in reading.claims_of(told)
    )


def agreement(
    ledger: Ledger,
    name: str,
    *,
    with_reader: bool = False,
    is_blind: bool = False,
    coders: Sequence[str] | None = None,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Agreement:
    """Measure how far the coders of a round agree, all or those named (`READER` is one).

    Raises:
        StillBlind: If the round's codings may not be seen yet.

    """
    found = find_round(ledger, name)
    coded = coded_reports(ledger, found, with_reader=with_reader, is_blind=is_blind)
    return agree(coded, coders=coders, resamples=resamples, seed=seed)


def disagreements(ledger: Ledger, name: str) -> list[Disagreement]:
    """Return the units of a round on which its coders differ, in the order of the texts.

    Raises:
        StillBlind: If the round's codings may not be seen yet.

    """
    found = find_round(ledger, name)
    return [one for one in compared(ledger, found) if one.kinds]


def compared(ledger: Ledger, found: Round) -> Iterator[Disagreement]:
    """Yield every unit of a round, with the respects in which its coders differ, if in any."""
    for report in coded_reports(ledger, found):
        if len(report.codings) < 2:
            continue
        units = units_of(report.report_id, report.codings)
        matched = incidents_matched(units)
        for unit in units:
            kinds = tuple(differences(unit, matched))
            yield Disagreement(unit, kinds, found.rulings.get(unit.unit_id))
