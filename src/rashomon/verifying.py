"""Proof that a ledger holds what came in, and that its texts are what the bytes give.

The ledger checks its own: bytes by their hashes, quotations, the chain of decisions. Here every
report is derived again from its bytes, by the cleaner of today, and held against what is stored.
What an older version of the cleaner derived can be derived again only with that version: it is
counted and told, and is no fault.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from rashomon.clean import clean, cleaner_version
from rashomon.errors import LedgerError, ReportSkipped
from rashomon.records import Report

if TYPE_CHECKING:
    from rashomon.ledger import Derivation, Ledger

__all__ = ["Verdict", "differences", "verify"]

_BESIDE_METADATA = frozenset({"text", "noise"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found: problems in words, and how much was derived again.

    `older` counts, by the version of the cleaner, what that alone can derive again; the key is
    "unknown" for reports that are older than ledgers that keep it.
    """

    problems: tuple[str, ...]
    rederived: int
    older: Mapping[str, int]


def verify(
    ledger: Ledger,
    *,
    quick: bool = False,
    on_progress: Callable[[str, int, int], None] = lambda *_: None,
) -> Verdict:
    """Check a ledger; with `quick` nothing is derived again.

    `on_progress` is told what is looked at, and how far that is: a count, and of how many (0 and
    0 where that is not known).
    """
    problems = ledger.verify(lambda name: on_progress(name, 0, 0))
    if quick:
        return Verdict(tuple(problems), 0, {})
    rederived, older = 0, Counter[str]()
    ids, stale = ledger.report_ids(), {own for own, _ in ledger.stale_copies(cleaner_version())}
    copies = {own: original for own, original in ledger.copies().items() if own not in stale}
    of = len(ids) + len(copies)
    for number, report_id in enumerate(ids):
        on_progress("deriving again", number, of)
        again: dict[int, Report | str] = {}
        for stored in _derivations(ledger, report_id):
            if stored.capture_id is None or stored.cleaner != cleaner_version():
                older[stored.cleaner or "unknown"] += 1
                continue
            rederived += 1
            if stored.capture_id not in again:
                again[stored.capture_id] = _derive(ledger, stored.capture_id)
            problems += _problems(stored.report, again[stored.capture_id])
    for number, (own, original) in enumerate(copies.items(), len(ids)):
        on_progress("deriving again", number, of)
        rederived += 1
        problems += _copy_problems(ledger, own, original)
    return Verdict(tuple(dict.fromkeys(problems)), rederived, dict(older))


def differences(stored: Report, derived: Report) -> tuple[str, ...]:
    """Name what of a stored report is not what its bytes give."""
    found = []
    if stored.text != derived.text:
        pairs = enumerate(zip(stored.text, derived.text, strict=False))
        shorter = min(len(stored.text), len(derived.text))
        at = next((place for place, (one, other) in pairs if one != other), shorter)
        found.append(f"text (from character {at})")
    if stored.noise != derived.noise:
        found.append("noise")
    found += [
        field.name
        for field in fields(Report)
        if field.name not in _BESIDE_METADATA
        and getattr(stored, field.name) != getattr(derived, field.name)
    ]
    return tuple(found)


def _derivations(ledger: Ledger, report_id: str) -> Iterator[Derivation]:
    """A report as it is and as it was; what cannot be built the ledger has told already."""
    try:
        current = ledger.derivation(report_id)
        older = ledger.older_derivations(report_id)
    except LedgerError:
        return
    if current is not None:
        yield current
    yield from older


def _derive(ledger: Ledger, capture_id: int) -> Report | str:
    """Derive a capture's report, or say why that cannot be done."""
    try:
        return clean(ledger.capture(capture_id))
    except (ReportSkipped, LedgerError) as error:
        return str(error)


def _problems(stored: Report, again: Report | str) -> Iterator[str]:
    called = f"report {stored.report_id} ({stored.address})"
    if isinstance(again, str):
        yield f"{called}: nothing can be derived from its bytes any more ({again})"
        return
    parts = differences(stored, again)
    if parts:
        yield f"{called} is not what its bytes give; what differs: {', '.join(parts)}"


def _copy_problems(ledger: Ledger, own: str, original: str) -> Iterator[str]:
    number, kept_under = ledger.first_capture(own), next(_derivations(ledger, original), None)
    if number is None or kept_under is None or kept_under.cleaner != cleaner_version():
        return
    again = _derive(ledger, number)
    if isinstance(again, str):
        yield f"copy {own}: nothing can be derived from its bytes any more ({again})"
    elif again.wording != kept_under.report.wording:
        yield f"{own} is kept as a copy of {original}, but its words are others"
