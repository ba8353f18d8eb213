"""Whatever readings and linkages are made of, plain data and the ledger give them back equal."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import UTC, date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.servers import Server

from rashomon.ledger import Ledger, rows
from rashomon.records import (
    COUNT_FACETS,
    VALUE_TYPES,
    ActorKind,
    Capture,
    CasualtyRange,
    Claim,
    ClaimValue,
    CountValue,
    DateConstraint,
    DateInterval,
    EvidenceSpan,
    Facet,
    Incident,
    IncidentKind,
    Link,
    Linkage,
    Means,
    MeansValue,
    Mention,
    Motive,
    Notice,
    Place,
    PlaceKind,
    PlaceValue,
    Reading,
    Report,
    ReportIncident,
    ResponsibleValue,
    Sidecar,
    Span,
    Speaker,
    Stance,
    TargetValue,
    from_plain,
    to_plain,
)

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NAMES = WORDS.filter(str.strip)
MAYBE = st.none() | WORDS
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
MAYBE_DAY = st.none() | DAYS
INTERVALS = st.builds(
    lambda a, b, reason: DateInterval(min(a, b), max(a, b), reason), DAYS, DAYS, WORDS
)
LATITUDES = st.floats(-90, 90)
LONGITUDES = st.floats(-180, 180)
RADII = st.floats(0.001, 5000)
PLACES = st.builds(
    Place,
    WORDS,
    WORDS,
    st.sampled_from(PlaceKind),
    LATITUDES,
    LONGITUDES,
    RADII,
    MAYBE,
    MAYBE,
    st.integers(0, 10**8),
)
ANCHORS = st.lists(PLACES, max_size=2).map(tuple)
MOMENTS = st.builds(
    lambda moment, reason: DateInterval(moment.date(), moment.date(), reason, moment),
    st.datetimes(timezones=st.just(UTC)),
    WORDS,
)
CONSTRAINTS = st.builds(
    DateConstraint,
    weekday=st.integers(0, 6),
    last_weekday=st.none() | st.integers(0, 6),
    year=st.none() | st.integers(1900, 2100),
    reason=WORDS,
) | st.builds(
    DateConstraint,
    month=st.integers(1, 12),
    day=st.none() | st.integers(1, 28),
    last_month=st.none() | st.integers(1, 12),
    is_night=st.booleans(),
    reason=WORDS,
)
PLACE_VALUES = st.builds(PlaceValue, WORDS, reason=WORDS) | st.builds(
    PlaceValue, WORDS, LATITUDES, LONGITUDES, RADII, ANCHORS, WORDS
)
ENDS = st.integers(0, 10**6)
RANGES = (
    st.builds(lambda a, b: CasualtyRange(min(a, b), max(a, b)), ENDS, ENDS)
    | ENDS.map(lambda n: CasualtyRange(n, None))
    | ENDS.map(lambda n: CasualtyRange(None, n))
)
VALUES: dict[Facet, st.SearchStrategy[ClaimValue]] = {
    **dict.fromkeys(COUNT_FACETS, st.builds(CountValue, RANGES, MAYBE)),
    Facet.RESPONSIBLE: st.builds(ResponsibleValue, WORDS),
    Facet.TARGET: st.builds(TargetValue, WORDS, MAYBE),
    Facet.MEANS: st.builds(MeansValue, st.sampled_from(Means)),
    Facet.PLACE: PLACE_VALUES,
    Facet.DATE: INTERVALS | MOMENTS | CONSTRAINTS,
    Facet.MOTIVE: st.just(Motive()),
    Facet.NOTICE: st.just(Notice()),
}
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
KINDS = st.sampled_from(IncidentKind)
SIDECARS = st.builds(Sidecar, MAYBE, MAYBE_DAY, MAYBE, MAYBE, MAYBE, MAYBE_DAY)


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    """Draw a stretch of a text."""
    start = draw(st.integers(0, len(text) - 1))
    return Span(start, draw(st.integers(start + 1, len(text))))


@st.composite
def evidence(draw: st.DrawFn, text: str) -> EvidenceSpan:
    """Draw a stretch of a text with its words."""
    span = draw(spans(text))
    return EvidenceSpan(span.start, span.end, span.of(text))


@st.composite
def told(draw: st.DrawFn) -> tuple[Capture, Reading]:
    """Draw a report with a reading of it, every field of every record used."""
    text = draw(TEXTS)
    capture = Capture(
        draw(st.binary(max_size=20)),
        draw(WORDS),
        draw(WORDS),
        draw(WORDS),
        draw(st.datetimes(timezones=st.just(UTC))),
        draw(SIDECARS),
    )
    report_id = capture.report_id
    span, some = spans(text), st.none() | spans(text)
    report = Report(
        report_id,
        capture.name,
        capture.address,
        text,
        title=draw(MAYBE),
        headline=draw(some),
        noise=tuple(draw(st.lists(span, max_size=2))),
        outlet=draw(MAYBE),
        carried_from=draw(MAYBE),
        url=draw(MAYBE),
        byline=draw(MAYBE),
        dateline=draw(some),
        published_on=draw(MAYBE_DAY),
        updated_on=draw(MAYBE_DAY),
        context_date=draw(MAYBE_DAY),
        language=draw(MAYBE),
        found_by=draw(st.dictionaries(WORDS, WORDS, max_size=2)),
    )
    flag, when, where = st.booleans(), st.none() | INTERVALS, st.none() | PLACE_VALUES
    mentions = [
        Mention(
            number,
            draw(span),
            draw(st.none() | KINDS),
            draw(when),
            draw(where),
            draw(flag),
            draw(flag),
            draw(flag),
        )
        for number in draw(st.lists(st.integers(0, 99), min_size=1, max_size=3))
    ]
    speaker = st.builds(
        Speaker, NAMES, st.none() | evidence(text), MAYBE, MAYBE, st.sampled_from(ActorKind)
    )
    claims = [
        Claim(
            report_id,
            draw(st.sampled_from([mention.mention_id for mention in mentions])),
            facet,
            draw(VALUES[facet]),
            draw(evidence(text)),
            tuple(draw(st.lists(speaker, max_size=2))),
            draw(st.sampled_from(Stance)),
            draw(st.floats(0, 1)),
        )
        for facet in draw(st.lists(st.sampled_from(Facet), max_size=4))
    ]
    incidents = [
        ReportIncident(
            report_id,
            number,
            draw(KINDS),
            draw(when),
            draw(where),
            tuple(draw(st.lists(st.integers(0, 99), max_size=2))),
            tuple(draw(st.lists(WORDS, max_size=2))),
        )
        for number in draw(st.lists(st.integers(0, 9), max_size=2, unique=True))
    ]
    reading = Reading(report, draw(WORDS), tuple(mentions), tuple(claims), tuple(incidents))
    return capture, reading


@given(told())
def test_records_come_back_from_json(pair: tuple[Capture, Reading]) -> None:
    """Through JSON's own text, and with the ids that are made of them."""
    capture, reading = pair
    again = from_plain(json.loads(json.dumps(to_plain(reading))), Reading)
    assert again == reading
    assert [c.claim_id for c in again.claims] == [c.claim_id for c in reading.claims]
    assert from_plain(json.loads(json.dumps(to_plain(capture))), Capture) == capture


@settings(max_examples=60, deadline=None)
@given(st.lists(told(), min_size=1, max_size=3), SIDECARS)
def test_readings_come_back_from_a_ledger(
    pairs: list[tuple[Capture, Reading]], sidecar: Sidecar
) -> None:
    """The last reading of each report is the current one, equal in every field."""
    latest: dict[str, Reading] = {}
    with Ledger.open(":memory:") as ledger:
        for capture, reading in pairs:
            latest[reading.report.report_id] = reading
            ledger.add_reading(capture, reading, sidecar_fingerprint=sidecar.fingerprint)
            assert ledger.reading(capture.report_id) == reading
        assert {reading.report.report_id: reading for reading in ledger.readings()} == latest
        assert ledger.verify() == []


@settings(max_examples=12, deadline=None)
@given(st.lists(told(), min_size=1, max_size=3), SIDECARS)
def test_readings_come_back_from_a_server(
    server: Server, pairs: list[tuple[Capture, Reading]], sidecar: Sidecar
) -> None:
    """Whatever signs they hold, as from a file."""
    name = server.make_ledger()
    with Ledger.open(server.address(name)) as ledger:
        for capture, reading in pairs:
            ledger.add_reading(capture, reading, sidecar_fingerprint=sidecar.fingerprint)
            assert ledger.reading(capture.report_id) == reading
        assert ledger.verify() == []
    server.drop(name)


@settings(max_examples=60, deadline=None)
@given(told(), st.data())
def test_linkages_come_back_from_a_ledger(
    pair: tuple[Capture, Reading], data: st.DataObject
) -> None:
    """Incidents with their members, and the reason for each of these."""
    capture, reading = pair
    found = tuple(
        Incident(f"i{told.number}", told.kind, told.date, told.place, (told.key,))
        for told in sorted(reading.incidents, key=lambda told: told.number)
    )
    links = tuple(
        Link(
            one.incident_id,
            one.members[0],
            "same",
            data.draw(st.floats(0, 1)),
            tuple(data.draw(st.lists(WORDS, max_size=2))),
        )
        for one in found
    )
    with Ledger.open(":memory:") as ledger:
        ledger.add_reading(capture, reading, sidecar_fingerprint="")
        ledger.save_linkage(Linkage(found, links), made_by="machine: link-1")
        assert ledger.incidents() == found
        assert tuple(link for one in found for link in ledger.links_of(one.incident_id)) == links
        assert ledger.verify() == []


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (Claim, "report_id mention facet value evidence source stance confidence decisions"),
        (ReportIncident, "report_id number kind date place mentions reasons"),
        (Incident, "incident_id kind date place members"),
        (Link, "incident_id member judgement score reasons"),
        (Reading, "report reader mentions claims incidents"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_field_that_has_no_column_is_noticed(kind: type, names: str) -> None:
    """A record that gains a field needs a column and a migration, or the field is lost.

    A claim's decisions alone are of the view, and stored as decisions.
    """
    assert [field.name for field in fields(kind)] == names.split(), f"see {rows.__name__}"


def test_every_facet_is_drawn() -> None:
    """The strategies above leave no kind of value out."""
    assert VALUES.keys() == VALUE_TYPES.keys()
