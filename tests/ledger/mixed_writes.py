"""A process that writes of every kind, to be killed, cut off or run beside another.

`python mixed_writes.py ADDRESS NAME FIRST LAST` makes the writes from FIRST up to LAST, and prints
the number of each once it is committed. A write that is there already is not made twice, so that a
process can go on where another was killed.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.ledger.conftest import linkage, told

from rashomon.deciding import rejected
from rashomon.errors import LedgerLost
from rashomon.ledger import Ledger
from rashomon.meanwhile import decide_seen, seen_now
from rashomon.records import Comment

__all__ = ["KINDS", "is_there", "write"]

KINDS = ("take_in", "store_reading", "save_linkage", "decide")
_CLAIMS = 5  # a claim is rejected in every other decision, so there must be some left


def write(ledger: Ledger, name: str, number: int) -> None:
    """Make a write; four in a row are about one report."""
    which = f"{name} {number // len(KINDS)}"
    capture, reading = told(which, claims_each=_CLAIMS)
    report_id = capture.report_id
    match KINDS[number % len(KINDS)]:
        case "take_in":
            ledger.take_in(capture, reading.report, cleaner="cleaner-1")
        case "store_reading":
            first = ledger.first_capture(report_id)
            assert first is not None
            ledger.store_reading(reading, capture_id=first, gazetteer="g-1", cleaner="cleaner-1")
        case "save_linkage":
            group = linkage((f"i-{report_id}", [(report_id, 0)]))
            ledger.save_linkage(group, made_by="machine: link-1")
        case "decide" if not is_there(ledger, name, number):
            claim = reading.claims[0].claim_id
            decide_seen(
                ledger,
                lambda opened, today: (
                    rejected(opened, today, claim) if number % 8 == 7 else Comment(f"i-{report_id}")
                ),
                made_by=f"person: {name}",
                why=_why(name, number),
                seen=replace(seen_now(ledger), page=""),
            )


def is_there(ledger: Ledger, name: str, number: int) -> bool:
    """Tell whether a write is in the ledger, whole and once."""
    report_id = told(f"{name} {number // len(KINDS)}")[0].report_id
    match KINDS[number % len(KINDS)]:
        case "take_in":
            return ledger.derivation(report_id) is not None
        case "store_reading":
            reading = ledger.reading(report_id)
            return reading is not None and len(reading.claims) == _CLAIMS
        case "save_linkage":
            return f"i-{report_id}" in ledger.incident_ids()
        case _:
            return [one.why for one in ledger.reviews()].count(_why(name, number)) == 1


def _why(name: str, number: int) -> str:
    return f"write {number} of {name}"


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _main(address: str, name: str, first: str, last: str) -> None:
    with Ledger.open(address) as ledger:
        _say("open")
        for number in range(int(first), int(last)):
            while True:
                try:
                    write(ledger, name, number)
                    break
                except LedgerLost:
                    _say("lost")
            _say(str(number))


if __name__ == "__main__":
    _main(*sys.argv[1:])
