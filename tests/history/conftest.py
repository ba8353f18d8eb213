"""The life of an invented ledger, step by step, on a clock that ticks a minute at each look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from tests.ledger.conftest import NOW, add, address, path, told

from rashomon.deciding import moved, rejected, same
from rashomon.ledger import Ledger
from rashomon.pipeline import link_all
from rashomon.reconciling import dossiers
from rashomon.records import (
    Act,
    CasualtyRange,
    Claim,
    CountValue,
    Dossier,
    Reading,
    ReviewDecision,
    Withdraw,
)
from rashomon.reviewing import Today

__all__ = ["Life", "address", "path"]

FORD, FEN = (7, "Alder Ford"), (20, "Fen")
ANA = {"made_by": "person: Ana", "why": "as told"}


@dataclass
class Clock:
    """Each look at it is a minute later than the one before."""

    at: datetime = NOW

    def __call__(self) -> datetime:
        """Return the time, and go on."""
        self.at += timedelta(minutes=1)
        return self.at


@dataclass
class Life:
    """A ledger that is written step by step, and what it said after each of them."""

    ledger: Ledger
    clock: Clock
    said: dict[str, tuple[datetime, dict[str, Dossier]]] = field(default_factory=dict)

    def note(self, step: str) -> None:
        """Keep what the ledger says now, under the name of a step."""
        self.said[step] = (self.clock(), {d.incident.incident_id: d for d in dossiers(self.ledger)})

    def at(self, step: str) -> datetime:
        """Return the moment of a step."""
        return self.said[step][0]

    def report(self, name: str) -> str:
        """Return the id of a report."""
        return told(name)[0].report_id

    def of(self, name: str) -> str:
        """Return the incident that a report's first incident is in."""
        found = Today(self.ledger).incident_of((self.report(name), 0))
        assert found is not None
        return found

    def read(
        self,
        name: str,
        *happenings: tuple[int, str],
        reader: str = "rules-1",
        killed: int | None = None,
        first: int = 0,
    ) -> Reading:
        """Take in a report, or read it again; `killed` is what its claims say then."""
        capture, reading = told(name, happenings, reader=reader, claims_each=1, first=first)
        if killed is not None:
            value = CountValue(CasualtyRange.exactly(killed), "people")
            claims = tuple(replace(claim, value=value) for claim in reading.claims)
            reading = replace(reading, claims=claims)
        return add(self.ledger, (capture, reading))

    def link(self) -> None:
        """Link all that the ledger holds."""
        link_all(self.ledger, self.ledger.report_ids())

    def decide(self, what: Act) -> ReviewDecision:
        """Let Ana decide something."""
        return self.ledger.decide(what, rests_on=("a list",), **ANA)

    def claim(self, name: str) -> Claim:
        """Return a report's first claim of today."""
        reading = self.ledger.reading(self.report(name))
        assert reading is not None
        return reading.claims[0]

    def live(self) -> None:
        """Build, add, read again, decide, withdraw, move, and come back to an older reading."""
        self.note("empty")
        self.read("one", FORD)
        self.read("two", FORD)
        self.read("three", FEN, (21, "Mill"))
        self.link()
        self.note("built")
        self.read("four", FORD)
        self.read("five", FEN)
        self.link()
        self.note("added")
        self.read("one", FORD, reader="rules-2", killed=9)
        self.link()
        self.note("read again")
        self.decide(rejected(self.ledger, Today(self.ledger), self.claim("two").claim_id))
        self.note("rejected")
        merged = self.decide(same(Today(self.ledger), self.of("one"), self.of("three")))
        self.note("merged")
        self.decide(Withdraw(merged.number))
        self.note("withdrawn")
        self.decide(moved(self.ledger, Today(self.ledger), [f"{self.report('four')}#0"], None))
        self.note("moved")
        self.read("one", FORD)
        self.link()
        self.note("read as before")
        self.read("one", FORD, reader="rules-2", killed=9)
        self.read("three", FEN, (21, "Mill"), reader="rules-2", first=1)
        self.link()
        self.note("read as since")


@pytest.fixture
def life(address: str) -> Iterator[Life]:
    """Return a ledger that has seen nothing yet, in each of the databases in turn."""
    clock = Clock()
    with Ledger.open(address, now=clock) as ledger:
        yield Life(ledger, clock)


@pytest.fixture
def lived(life: Life) -> Life:
    """Return a ledger with a past, in each of the databases in turn."""
    life.live()
    return life
