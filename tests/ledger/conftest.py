"""Invented reports, captured and read, for the tests of the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rashomon.ledger import Ledger
from rashomon.records import (
    Capture,
    CasualtyRange,
    Claim,
    CountValue,
    DateInterval,
    EvidenceSpan,
    Facet,
    Incident,
    IncidentKind,
    Link,
    Linkage,
    Mention,
    Place,
    PlaceKind,
    PlaceValue,
    Reading,
    Report,
    ReportIncident,
    Sidecar,
    Span,
    Speaker,
)

NOW = datetime(2031, 4, 1, 12, 30, 0, 250, tzinfo=UTC)
ALDER = Place("invented:1", "Alder Ford", PlaceKind.TOWN, 10.0, 20.0, 5.0, "Fen", "Utopia", 900)

Told = tuple[Capture, Reading]
Tell = Callable[..., Told]


def told(
    name: str,
    happenings: Sequence[tuple[int, str]] = ((7, "Alder Ford"),),
    *,
    first: int = 0,
    reader: str = "rules-1",
    sidecar: Sidecar | None = None,
    address: str | None = None,
    claims_each: int = 3,
) -> Told:
    """Return a report that tells of things on these days of March 2031 at these places.

    A report of one name always has the same bytes. What a reader takes from it is another
    matter: `first` is the happening from which on it sees them.
    """
    text, sentences = f"Report {name}.\n\n", []
    for day, place in happenings:
        sentence = f"Four people were killed in {place} on {day} March 2031, a medic said."
        sentences.append(Span(len(text), len(text) + len(sentence)))
        text += sentence + "\n\n"
    capture = Capture(
        content=f"Report {name}".encode(),
        name=name,
        address=address or f"reports/{name}.txt",
        media_type="text/plain",
        captured_at=NOW,
        sidecar=sidecar or Sidecar(),
    )
    report = Report(
        report_id=capture.report_id,
        name=name,
        address=capture.address,
        text=text,
        headline=Span(0, 8),
        outlet=capture.sidecar.outlet,
        found_by={"outlet": "sidecar"},
    )
    mentions, claims, incidents = [], [], []
    for number, (day, place) in enumerate(happenings[first:]):
        span = sentences[first + number]
        on = DateInterval(date(2031, 3, day), date(2031, 3, day), "as written")
        at = PlaceValue(place, 10.0 + day, 20.0, 5.0, (ALDER,), "gazetteer")
        mentions.append(Mention(number, span, IncidentKind.CLASH, on, at))
        toll = EvidenceSpan.cut(text, span.start, span.start + len("Four people were killed"))
        medic = EvidenceSpan.cut(text, text.index("a medic", span.start), span.end - 6)
        claims += [
            Claim(
                report_id=capture.report_id,
                mention=number,
                facet=Facet.KILLED,
                value=CountValue(CasualtyRange.exactly(4), "people"),
                evidence=toll,
                source=(Speaker(medic.quote, medic, None, None, "medic"),),
                confidence=0.75,
            )
        ] * claims_each
        incidents.append(
            ReportIncident(
                capture.report_id, number, IncidentKind.CLASH, on, at, (number,), ("one sentence",)
            )
        )
    return capture, Reading(report, reader, tuple(mentions), tuple(claims), tuple(incidents))


def add(ledger: Ledger, pair: Told) -> Reading:
    """Put a report and its reading into a ledger."""
    capture, reading = pair
    ledger.add_reading(capture, reading, sidecar_fingerprint=capture.sidecar.fingerprint)
    return reading


def linkage(*groups: tuple[str, Sequence[tuple[str, int]]]) -> Linkage:
    """Return a linkage of incidents, each given by its id and its members."""
    incidents = tuple(
        Incident(incident_id, IncidentKind.CLASH, None, None, tuple(members))
        for incident_id, members in groups
    )
    links = tuple(
        Link(one.incident_id, member, "same", 0.875, ("same day", "4 km apart"))
        for one in incidents
        for member in one.members
    )
    return Linkage(incidents, links)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a test's ledger goes."""
    return tmp_path / "ledger.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest) -> str:
    """Return where a test's ledger goes, in each of the databases in turn."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("path"))
    return str(request.getfixturevalue("database"))


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    """Open a new ledger whose clock stands still, in each of the databases in turn."""
    with Ledger.open(address, now=lambda: NOW) as opened:
        yield opened


@pytest.fixture(name="tell")
def tell_fixture() -> Tell:
    """Make invented reports with their readings."""
    return told


@pytest.fixture(name="add")
def add_fixture() -> Callable[[Ledger, Told], Reading]:
    """Put a report and its reading into a ledger."""
    return add


@pytest.fixture(name="linkage")
def linkage_fixture() -> Callable[..., Linkage]:
    """Make linkages out of ids and members."""
    return linkage
