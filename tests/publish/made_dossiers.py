"""Dossiers for property tests: invented reports, hostile words, every facet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from hypothesis import strategies as st

from rashomon.records import (
    Account,
    CasualtyRange,
    CasualtySummary,
    Claim,
    Contest,
    ContestKind,
    CountValue,
    DateConstraint,
    DateInterval,
    Dossier,
    EvidenceSpan,
    Facet,
    Incident,
    IncidentKind,
    Means,
    MeansValue,
    Mention,
    Motive,
    Notice,
    Origin,
    Place,
    PlaceKind,
    PlaceRelation,
    PlaceValue,
    Position,
    RankedPlace,
    Reading,
    Report,
    ReportIncident,
    ResponsibleValue,
    Ruling,
    Span,
    Speaker,
    Stance,
    TargetValue,
)

HOSTILE = ("=cmd|' /C calc'!A0", "+1", "-2", "@x", "'=1", "a\rb", 'q"q', "; =1", "\t=1", "NUL,", "")
LETTERS = st.characters(exclude_categories=["Cs"])
WORDS = st.sampled_from(HOSTILE) | st.text(LETTERS, max_size=12)
SOME_WORDS = WORDS.map(lambda words: words if words.strip() else "somebody")
MAYBE = st.none() | SOME_WORDS
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
LATS, LONS = st.floats(-90, 90), st.floats(-180, 180)


@st.composite
def ranges(draw: st.DrawFn) -> CasualtyRange:
    """A range with at least one end."""
    low, more = draw(st.none() | st.integers(0, 10**6)), draw(st.none() | st.integers(0, 99))
    if low is None and more is None:
        return CasualtyRange.exactly(0)
    return CasualtyRange(low, None if more is None else (low or 0) + more)


@st.composite
def intervals(draw: st.DrawFn) -> DateInterval:
    """Days in their order."""
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return DateInterval(first, last, draw(WORDS))


@st.composite
def places(draw: st.DrawFn) -> PlaceValue:
    """A place on the map or off it."""
    words = draw(SOME_WORDS)
    if draw(st.booleans()):
        return PlaceValue(words)
    entry = Place(
        "made:1", draw(SOME_WORDS), draw(st.sampled_from(PlaceKind)), draw(LATS), draw(LONS), 2.5,
        draw(MAYBE), draw(st.sampled_from(["Syria", "Nowhere", None])),
    )  # fmt: skip
    ranked = (RankedPlace(entry, draw(st.floats(0, 1))),)
    relation = draw(st.none() | st.sampled_from(PlaceRelation))
    return PlaceValue(
        words, draw(LATS), draw(LONS), draw(st.floats(0.1, 900)), (entry,), draw(WORDS), ranked,
        relation,
    )  # fmt: skip


VALUES: dict[Facet, st.SearchStrategy[Any]] = {
    **{
        facet: st.builds(CountValue, ranges(), MAYBE)
        for facet in (Facet.KILLED, Facet.INJURED, Facet.CASUALTIES, Facet.STRENGTH)
    },
    Facet.RESPONSIBLE: st.builds(ResponsibleValue, SOME_WORDS | st.just("US-led coalition")),
    Facet.TARGET: st.builds(TargetValue, SOME_WORDS, MAYBE),
    Facet.MEANS: st.builds(MeansValue, st.sampled_from(Means)),
    Facet.PLACE: places(),
    Facet.DATE: intervals() | st.just(DateConstraint(weekday=2)),
    Facet.MOTIVE: st.just(Motive()),
    Facet.NOTICE: st.just(Notice()),
}
SPEAKERS = st.builds(
    Speaker, SOME_WORDS, st.none(), st.sampled_from(["Russia", None]), MAYBE,
    st.sampled_from(["witness", "force", "kind of its own"]),
)  # fmt: skip


@dataclass(frozen=True)
class Made:
    """Dossiers with the readings behind them."""

    dossiers: tuple[Dossier, ...]
    readings: dict[str, Reading]


@st.composite
def claims_on(draw: st.DrawFn, report: Report) -> Claim:
    """A claim of any facet on some stretch of the report."""
    start = draw(st.integers(0, len(report.text) - 1))
    end = draw(st.integers(start + 1, len(report.text)))
    facet = draw(st.sampled_from(Facet))
    return Claim(
        report.report_id, 0, facet, draw(VALUES[facet]),
        EvidenceSpan(start, end, report.text[start:end]),
        tuple(draw(st.lists(SPEAKERS, max_size=2))), draw(st.sampled_from(Stance)),
        draw(st.floats(0, 1)),
    )  # fmt: skip


@st.composite
def made(draw: st.DrawFn) -> Made:
    """Up to three incidents, each told by a report of its own, and a report told by two."""
    readings: dict[str, Reading] = {}
    found = []
    for number in range(draw(st.integers(0, 3))):
        report_id, day = f"r{number}", draw(st.none() | DAYS)
        text = draw(st.text(LETTERS, min_size=1, max_size=30))
        url = draw(st.none() | st.just(f"https://outlet.example/{number}?a=b c"))
        report = Report(
            report_id, draw(SOME_WORDS), f"/home/me/{number}.txt", text, draw(MAYBE),
            outlet=draw(MAYBE), url=url, published_on=day,
            language=draw(st.sampled_from(["en", None])),
        )  # fmt: skip
        kind, place = draw(st.sampled_from(IncidentKind)), draw(st.none() | places())
        days = draw(st.none() | intervals())
        told = ReportIncident(report_id, 0, kind, days, place, (0,))
        claims = tuple(draw(st.lists(claims_on(report), max_size=3)))
        readings[report_id] = Reading(
            report, "rules-1", (Mention(0, Span(0, len(text))),), claims, (told,)
        )
        members = ((report_id, 0), ("r0", 0)) if number == 2 else ((report_id, 0),)
        incident = Incident(f"{draw(SOME_WORDS)}-{number}", kind, days, place, members)
        found.append(dossier_of(incident, claims, draw(SOME_WORDS), draw(ranges())))
    return Made(tuple(found), readings)


def dossier_of(
    incident: Incident, claims: tuple[Claim, ...], words: str, toll: CasualtyRange
) -> Dossier:
    """A dossier that tells a toll, and rules on it, in hostile words."""
    ids = tuple(dict.fromkeys(claim.claim_id for claim in claims))
    return Dossier(
        incident,
        (Position("p1", Facet.RESPONSIBLE, words, ids, (words,), ("o1",)),),
        (Contest(Facet.RESPONSIBLE, ContestKind.RESPONSIBILITY, ("p1",), ids, words),),
        (Account(words, (words,), {Facet.RESPONSIBLE: ("p1",)}, ids),),
        (CasualtySummary(Facet.KILLED, "all", toll, "ucdp-1", "the rule", ids),),
        (Origin("o1", words, tuple(r for r, _ in incident.members)),),
        policy="ucdp-1",
        rulings=(Ruling("best", toll.floor, words, ids, is_open=toll.high is None),),
    )
