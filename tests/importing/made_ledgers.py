"""An invented ledger of a few reports with claims of every kind, and decisions on it at random."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import strategies as st

from rashomon.deciding import Change, added_claim, corrected, different, moved, rejected, same
from rashomon.errors import RashomonError
from rashomon.ledger import Ledger
from rashomon.records import (
    Act,
    ApprovalLevel,
    Approve,
    Assign,
    Capture,
    CasualtyRange,
    Claim,
    Comment,
    CountValue,
    DateConstraint,
    DateInterval,
    EvidenceSpan,
    Facet,
    Incident,
    IncidentKind,
    Linkage,
    Means,
    MeansValue,
    Mention,
    Motive,
    NameActor,
    NamePlace,
    Place,
    PlaceKind,
    PlaceValue,
    RankedPlace,
    Reading,
    Report,
    ReportIncident,
    ResponsibleValue,
    SetReport,
    Sidecar,
    Span,
    Speaker,
    TargetValue,
    Withdraw,
)
from rashomon.reviewing import Today

NOW = datetime(2031, 4, 1, 12, 30, 0, 250, tzinfo=UTC)
PLACES = ("Alder Ford", "Birch; Hill", "=Cedar")
ALDER = Place("made:1", "Alder Ford", PlaceKind.TOWN, 10.0, 20.0, 5.0, "Fen", "Utopia", 900)


def sentence(at: str, day: int) -> str:
    """One happening, told with commas, quotation marks, a line break and a formula's sign."""
    return (
        f'Shelling killed {day} people and "at least" 3\nmore were hurt in {at} on {day} March '
        "2031, a medic said, blaming the Army, which struck a market; to free it."
    )


def capture_of(name: str) -> Capture:
    """A report as it comes in."""
    sidecar = Sidecar(outlet=f"The {name.title()} Times", url=f"https://{name}.example/a")
    return Capture(f"Report {name}".encode(), name, f"{name}.txt", "text/plain", NOW, sidecar)


def reading_of(name: str, days: tuple[int, ...]) -> tuple[Capture, Reading]:
    """A report that tells of something on each of these days of March 2031."""
    capture = capture_of(name)
    text, spans = f"Report {name}.\n\n", []
    for number, day in enumerate(days):
        start = len(text)
        text += sentence(PLACES[number], day)
        spans.append(Span(start, len(text)))
        text += "\n\n"
    report = Report(
        capture.report_id, name, capture.address, text,
        outlet=capture.sidecar.outlet, url=capture.sidecar.url, published_on=date(2031, 3, 9),
    )  # fmt: skip
    mentions, claims, told = [], [], []
    for number, (day, span) in enumerate(zip(days, spans, strict=True)):
        on = DateInterval(date(2031, 3, day), date(2031, 3, day), "as written")
        at = PlaceValue(
            PLACES[number], 10.0, 20.25, 5.0, (ALDER,), "gazetteer", (RankedPlace(ALDER, 0.5),)
        )
        mentions.append(Mention(number, span, IncidentKind.SHELLING, on, at))
        told.append(
            ReportIncident(report.report_id, number, IncidentKind.SHELLING, on, at, (number,))
        )

        def claim(
            facet: Facet, value: object, words: str, in_: Span = span, m: int = number
        ) -> Claim:
            start = text.index(words, in_.start)
            medic = text.index("a medic", in_.start)
            source = (
                Speaker("a medic", EvidenceSpan.cut(text, medic, medic + 7), None, None, "medic"),
            )
            span = EvidenceSpan(start, start + len(words), words)
            return Claim(report.report_id, m, facet, value, span, source, confidence=0.75)  # type: ignore[arg-type]

        toll = CountValue(CasualtyRange(day, day), "people")
        claims += [
            claim(Facet.KILLED, toll, f"killed {day} people"),
            claim(Facet.INJURED, CountValue(CasualtyRange(3, None), "more"), 'at least" 3\nmore'),
            claim(Facet.MEANS, MeansValue(Means.ARTILLERY), "Shelling"),
            claim(Facet.PLACE, at, PLACES[number]),
            claim(Facet.DATE, on if number else DateConstraint(weekday=2), f"{day} March"),
            claim(Facet.RESPONSIBLE, ResponsibleValue("the Army"), "the Army"),
            claim(Facet.TARGET, TargetValue("a market"), "a market"),
            claim(Facet.MOTIVE, Motive(), "to free it"),
        ]  # fmt: skip
    return capture, Reading(report, "rules-1", tuple(mentions), tuple(claims), tuple(told))


DAYS: dict[str, tuple[int, ...]] = {"one": (7, 8), "two": (7,), "three": (20, 7)}
TOLD = {name: reading_of(name, days) for name, days in DAYS.items()}
READINGS = {reading.report.report_id: reading for _, reading in TOLD.values()}
REPORTS = tuple(READINGS)
MEMBERS = [told.key for reading in READINGS.values() for told in reading.incidents]
CLAIMS = [claim.claim_id for reading in READINGS.values() for claim in reading.claims]
GROUPS = {
    "alder-2031-03-07": [(REPORTS[0], 0), (REPORTS[1], 0)],
    "birch-2031-03-08": [(REPORTS[0], 1)],
    "alder-2031-03-20": [(REPORTS[2], 0), (REPORTS[2], 1)],
}


def fill(path: Path | str, prefix: str = "") -> None:
    """Make a ledger of the three reports, linked into three incidents, and no decision."""
    with Ledger.open(path, now=lambda: NOW) as ledger:
        for capture, reading in TOLD.values():
            ledger.add_reading(capture, reading, sidecar_fingerprint=capture.sidecar.fingerprint)
        incidents = tuple(
            Incident(prefix + name, IncidentKind.SHELLING, None, None, tuple(members))
            for name, members in GROUPS.items()
        )
        ledger.save_linkage(Linkage(incidents, ()), made_by="linker-1")


WORDS = st.sampled_from(
    [
        "so",
        "=1+1",
        "'quoted'",
        'a "b"; c',
        "two\nlines",
        "(row 0123456789abcdef)",
        "-5",
        "Ünïcode — ok",
    ]
)
PEOPLE = st.sampled_from(["A. Analyst", "B. Reviewer"])
INDEX = st.integers(0, 40)


def decide_at_random(ledger: Ledger, data: st.DataObject, most: int = 7) -> None:
    """Decide some things that can be decided, in hostile words."""
    for _ in range(data.draw(st.integers(0, most))):
        today = Today(ledger)
        try:
            what = _act(ledger, today, data)
            rests_on = data.draw(st.lists(WORDS, max_size=2))
            ledger.decide(
                what,
                made_by=f"person: {data.draw(PEOPLE)}",
                why=data.draw(WORDS),
                rests_on=rests_on,
            )
        except RashomonError:
            continue  # such as a merge of what is one already


def _act(ledger: Ledger, today: Today, data: st.DataObject) -> Act:
    ids = [one.incident_id for one in today.incidents()]

    def one_of(items: list[str]) -> str:
        return items[data.draw(INDEX) % len(items)]

    members = [f"{report_id}#{number}" for report_id, number in MEMBERS]
    claims = [claim.claim_id for reading in today.readings() for claim in reading.claims]
    match data.draw(st.sampled_from("same different move correct reject add set actor place "
                                    "approve comment assign withdraw".split())):  # fmt: skip
        case "same":
            return same(today, one_of(ids), one_of(ids))
        case "different":
            return different(today, one_of(ids), one_of(ids))
        case "move":
            to = one_of(ids) if data.draw(st.booleans()) else None
            return moved(ledger, today, [one_of(members)], to)
        case "correct":
            change = data.draw(st.sampled_from([
                Change(value="5-9"), Change(value="12+", who="=soldiers"), Change(stance="deny"),
                Change(speaker=""), Change(speaker="the Army"), Change(value="drone"),
                Change(value="2031-03-07/2031-03-09"), Change(value="X|1.5,2.5,3"),
            ]))  # fmt: skip
            return corrected(ledger, today, one_of(claims), change)
        case "reject":
            return rejected(ledger, today, one_of(claims))
        case "add":
            member = one_of(members)
            reading = today.reading(member.partition("#")[0])
            assert reading is not None
            start = data.draw(st.integers(0, len(reading.report.text) - 10))
            change = Change(
                value="4", who="men", start=start, end=start + data.draw(st.integers(1, 9))
            )
            return added_claim(ledger, today, member, "killed", change)
        case "set":
            return SetReport(one_of(list(REPORTS)), data.draw(WORDS), date(2031, 3, 10))
        case "actor":
            return NameActor(
                "a medic", data.draw(WORDS), data.draw(st.none() | st.just(REPORTS[1]))
            )
        case "place":
            return NamePlace("Alder Ford", 0.1 + 0.2, -2.5, 7.0)
        case "approve":
            return Approve(one_of(ids), data.draw(st.sampled_from(ApprovalLevel)))
        case "comment":
            return Comment(one_of(ids))
        case "assign":
            return Assign(one_of(ids), data.draw(WORDS))
        case _:
            log = ledger.reviews()
            return Withdraw(log[data.draw(INDEX) % len(log)].number if log else 999)
