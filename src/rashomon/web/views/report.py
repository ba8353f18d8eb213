"""One report as its page shows it: the text with what was read in it, and how it came in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rashomon.records import (
    COUNT_FACETS,
    Claim,
    CountValue,
    DateConstraint,
    DateInterval,
    Facet,
    Means,
    MeansValue,
    PlaceValue,
    Reading,
    Report,
    ResponsibleValue,
    ReviewDecision,
    Stance,
    TargetValue,
)
from rashomon.web.links import claim_anchor
from rashomon.web.views.claims import one_line
from rashomon.web.views.decided import DecisionView, decision_views
from rashomon.web.views.naming import NameTold, names_told
from rashomon.web.views.segments import MarkedSpan, Token, tokens_of
from rashomon.web.views.words import (
    FACETS,
    day_in_words,
    days_in_words,
    direction_of,
    family_of,
    place_name,
    range_in_words,
    spelled,
)
from rashomon.wording.claims import speaker_chain, stance_words
from rashomon.wording.custody import HOW
from rashomon.wording.decisions import change_lines

if TYPE_CHECKING:
    from rashomon.web.files import ReportFile

_WITHHELD = re.compile(r"\[[^\[\]\n]{1,40} withheld\]")

__all__ = [
    "Note",
    "ReportView",
    "capture_lines",
    "member_titles",
    "note_of",
    "report_view",
    "segments_of",
    "value_in_words",
]


@dataclass(frozen=True, slots=True)
class Note:
    """A claim in the margin, and what the form to correct it begins with."""

    number: int
    claim_id: str
    anchor: str
    note_id: str
    facet: str
    family: str
    value: str
    quote: str
    speakers: str
    stance: str
    sure: str
    incident_id: str
    changes: tuple[str, ...]
    start: int
    end: int
    raw_value: str
    raw_who: str
    raw_speaker: str
    raw_stance: str
    raw_quote: str
    takes_value: bool
    takes_who: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A happening that the report tells of."""

    incident_id: str
    member: str
    title: str
    claims: int


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of what is known of a report or capture; `how` is the method that found it."""

    name: str
    told: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class CaptureView:
    """How bytes came in, once."""

    capture_id: int
    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another report of the same origin."""

    report_id: str
    name: str
    outlet: str
    day: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """All that the page of a report shows."""

    report_id: str
    name: str
    title: str
    outlet: str
    day: str
    url: str
    language: str
    direction: str
    facts: tuple[Fact, ...]
    tokens: tuple[Token, ...]
    families: Mapping[str, str]
    numbers: Mapping[str, int]
    notes: tuple[Note, ...]
    told: tuple[Told, ...]
    captures: tuple[CaptureView, ...]
    derived: tuple[Fact, ...]
    siblings: tuple[Sibling, ...]
    origin: str
    waits: bool
    facets: tuple[tuple[str, str], ...]
    stances: tuple[str, ...]
    means: tuple[str, ...]
    characters: int
    seen: str
    decisions: tuple[DecisionView, ...]
    names: tuple[NameTold, ...]
    chosen: Note | None
    is_excerpt: bool


def report_view(file: ReportFile, chosen: str = "") -> ReportView:
    """Return what the page shows of a report; `chosen` is the id of a claim to be corrected."""
    reading = file.reading
    report = reading.report
    owner = {
        mention: incident_id
        for told in reading.incidents
        if (incident_id := file.incidents.get(told.key, ""))
        for mention in told.mentions
    }
    claims = sorted(reading.claims, key=lambda c: (c.evidence.start, c.evidence.end, c.facet))
    # Where two speakers say one thing in the same words, both claims have one id.
    ids = [claim.claim_id for claim in claims]
    notes = tuple(
        note_of(
            at + 1, claim, owner.get(claim.mention, ""), file.log,
            is_again=claim.claim_id in ids[:at],
        )
        for at, claim in enumerate(claims)
    )  # fmt: skip
    return ReportView(
        report_id=report.report_id,
        name=report.name,
        title=one_line(report.title or "") or report.name,
        outlet=report.outlet or "unknown outlet",
        day=_day(report),
        url=_web_address(report.url),
        language=report.language or "",
        direction=direction_of(report.language),
        facts=_facts(report),
        tokens=tokens_of(report.text, segments_of(report, claims)),
        families={claim.claim_id: family_of(claim.facet) for claim in claims},
        numbers={note.claim_id: note.number for note in reversed(notes)},
        notes=notes,
        told=_told(file, claims),
        captures=tuple(_capture(one) for one in file.custody.get("captures", ())),
        derived=_derived(file.custody) if file.custody else (),
        siblings=tuple(
            Sibling(one.report_id, one.name, one.outlet or "unknown outlet", _day(one))
            for one in file.siblings
        ),
        origin=file.origin,
        waits=bool(file.custody.get("waits_to_be_read")),
        facets=tuple((facet.value, FACETS[facet]) for facet in Facet),
        stances=tuple(stance.value for stance in Stance),
        means=tuple(means.value for means in Means),
        characters=len(report.text),
        seen=str(file.seen) if file.seen else "",
        decisions=decision_views(reversed(file.decisions)),
        names=names_told(claims),
        chosen=next((note for note in notes if note.claim_id == chosen), None),
        is_excerpt=file.is_excerpt,
    )


def segments_of(report: Report, claims: Sequence[Claim]) -> list[MarkedSpan]:
    """Return what the reader and the cleaner marked; claims last, so that they lie innermost."""
    marks = [MarkedSpan(span.start, span.end, "", "noise") for span in report.noise]
    marks += [MarkedSpan(*one.span(), "", "withheld") for one in _WITHHELD.finditer(report.text)]
    for span, kind in ((report.headline, "headline"), (report.dateline, "dateline")):
        if span is not None:
            marks.append(MarkedSpan(span.start, span.end, "", kind))
    speakers = {
        (speaker.evidence.start, speaker.evidence.end)
        for claim in claims
        for speaker in claim.source
        if speaker.evidence is not None
    }
    marks += [MarkedSpan(start, end, "", "speaker") for start, end in sorted(speakers)]
    marks += dict.fromkeys(
        MarkedSpan(claim.evidence.start, claim.evidence.end, claim.claim_id, "claim")
        for claim in claims
    )
    return marks


def note_of(
    number: int,
    claim: Claim,
    incident_id: str,
    log: Sequence[ReviewDecision],
    *,
    is_again: bool = False,
) -> Note:
    """Return a claim as it stands in the margin, with what a form that corrects it holds.

    `is_again` says that one before it has its id: another speaker's, in the same words.
    """
    value = claim.value
    takes_value = claim.facet not in (Facet.MOTIVE, Facet.NOTICE)
    return Note(
        number=number,
        claim_id=claim.claim_id,
        anchor=claim_anchor(claim.claim_id),
        note_id=f"note-{claim.claim_id}" + (f"-{number}" if is_again else ""),
        facet=FACETS[claim.facet],
        family=family_of(claim.facet),
        value=value_in_words(claim),
        quote=one_line(claim.evidence.quote),
        speakers=speaker_chain(claim.source),
        stance=stance_words(claim.stance),
        sure=f"{claim.confidence:.2f}",
        incident_id=incident_id,
        changes=tuple(change_lines(claim, log)),
        start=claim.evidence.start,
        end=claim.evidence.end,
        raw_value=_as_typed(claim),
        raw_who=(value.who or "") if isinstance(value, CountValue) else "",
        raw_speaker=claim.source[0].words if claim.source else "",
        raw_stance=claim.stance.value,
        raw_quote=claim.evidence.quote,
        takes_value=takes_value,
        takes_who=claim.facet in COUNT_FACETS,
    )


def value_in_words(claim: Claim) -> str:
    """Return a claim's value for a person; "" where its words are the value."""
    match claim.value:
        case CountValue(range=told, who=who):
            number = range_in_words(told)
            return f"{number} {one_line(who)}" if who else number
        case ResponsibleValue(actor=actor):
            return actor
        case TargetValue(what=what, actor=actor):
            named = f" ({actor})" if actor and actor.casefold() != what.casefold() else ""
            return f"{one_line(what)}{named}"
        case MeansValue(means=means):
            return means.replace("_", " ")
        case PlaceValue() as place:
            if not place.is_resolved:
                return f"{one_line(place.words)} (not found)"
            return f"{one_line(place.words)} → {place_name(place)} ± {place.radius_km:g} km"
        case DateInterval() as days:
            return days_in_words(days)
        case DateConstraint() as constraint:
            return str(constraint)
        case _:
            return ""


def _as_typed(claim: Claim) -> str:
    """Return a claim's value as the form takes it (`deciding.parse_value`)."""
    match claim.value:
        case CountValue(range=told):
            if told.high is None:
                return f"{told.floor}+"
            return str(told.high) if told.low == told.high else f"{told.floor}-{told.high}"
        case ResponsibleValue(actor=actor):
            return actor
        case TargetValue(what=what):
            return one_line(what)
        case MeansValue(means=means):
            return means.value
        case PlaceValue() as place:
            words = one_line(place.words)
            if place.lat is None or place.lon is None or place.radius_km is None:
                return words
            return f"{words}|{place.lat:g},{place.lon:g},{place.radius_km:g}"
        case DateInterval() as days:
            last = "" if days.first == days.last else f"/{days.last}"
            return f"{days.first}{last}"
        case _:
            return ""


def _day(report: Report) -> str:
    if report.published_on:
        return day_in_words(report.published_on)
    if report.context_date:
        return f"undated; read as of {day_in_words(report.context_date)}"
    return "undated"


def _web_address(url: str | None) -> str:
    """An address that may be led to: of the web alone, whatever a report says of itself."""
    return url if url and url.startswith(("https://", "http://")) else ""


def _facts(report: Report) -> tuple[Fact, ...]:
    """What is known of the report, each with the method that found it."""
    told = (
        ("Outlet", report.outlet, "outlet"),
        ("Published", report.published_on and day_in_words(report.published_on), "published_on"),
        ("Updated", report.updated_on and day_in_words(report.updated_on), "updated_on"),
        ("Byline", report.byline and one_line(report.byline), "byline"),
        ("Carries", report.carried_from, "carried_from"),
        ("Language", report.language, "language"),
        ("Address", report.url or report.address, "url"),
    )
    return tuple(
        Fact(name, str(value), report.found_by.get(method, ""))
        for name, value, method in told
        if value
    )


def member_titles(reading: Reading) -> list[tuple[str, str]]:
    """Return what a report tells of: as REPORT#NUMBER, and in words."""
    found = []
    for told in reading.incidents:
        place = one_line(told.place.words) if told.place else "place unknown"
        words = f"{told.kind.replace('_', ' ')}, {place}, {days_in_words(told.date)}"
        found.append((f"{told.report_id}#{told.number}", words))
    return found


def _told(file: ReportFile, claims: Sequence[Claim]) -> tuple[Told, ...]:
    found = []
    named = member_titles(file.reading)
    for told, (member, title) in zip(file.reading.incidents, named, strict=True):
        found.append(
            Told(
                incident_id=file.incidents.get(told.key, ""),
                member=member,
                title=title,
                claims=sum(claim.mention in told.mentions for claim in claims),
            )
        )
    return tuple(found)


def _capture(told: Mapping[str, Any]) -> CaptureView:
    copy = ", the same words in other bytes" if told["is_near_copy"] else ""
    return CaptureView(
        capture_id=told["capture"],
        title=f"Capture {told['capture']}, {_moment(told['at'])}{copy}",
        facts=tuple(capture_lines(told)),
    )


def capture_lines(told: Mapping[str, Any]) -> list[Fact]:
    """Return how bytes came in, line by line, of what `custody_as_json` tells of a capture."""
    part = f", article {told['part']} of it" if told["part"] else ""
    facts = [
        Fact("From", told["address"]),
        Fact("Bytes", f"{told['bytes']:,}, {told['media_type']}{part}"),
        Fact("SHA-256", told["sha256"]),
    ]
    chain = told["custody"]
    if chain is None:
        facts.append(Fact("How", "taken in before ledgers kept it"))
    else:
        by = chain["by"] or "nobody who is named"
        facts.append(Fact("How", f"{HOW[chain['method']]}, by {by}"))
        for name, key in (("Out of", "container"), ("At", "locator")):
            if chain[key]:
                facts.append(Fact(name, chain[key]))
        if chain["taken_at"]:
            facts.append(Fact("Made", f"{_moment(chain['taken_at'])}, as it says itself"))
        if chain["exchange"]:
            exchange = chain["exchange"]
            facts += [Fact("Asked", url) for url in exchange["redirects"]]
            facts.append(Fact("Answer", f"{exchange['status']} from {exchange['url']}"))
    facts += [Fact("Told", f"{name}: {value}") for name, value in told["sidecar"].items()]
    facts.append(Fact("With", f"Rashomon {told['tool_version']}"))
    facts.append(Fact("Seal", told["seal"]))
    return facts


def _derived(custody: Mapping[str, Any]) -> tuple[Fact, ...]:
    derived, read = custody["derived"], custody["read"]
    facts = [
        Fact("Text derived by", derived["cleaner"] or "a version that was not kept yet"),
        Fact("Text's SHA-256", f"{derived['text_sha256']} ({derived['characters']:,} characters)"),
    ]
    if custody["derived_before"]:
        facts.append(
            Fact("Derived before", f"{len(custody['derived_before'])} times; all are kept")
        )
    if read:
        facts.append(Fact("Read by", f"{read['reader']}, {_moment(read['at'])}"))
        if read["gazetteer"]:
            facts.append(Fact("Gazetteer", read["gazetteer"]))
    return tuple(facts)


def _moment(at: object) -> str:
    """A stored moment as a person reads it, in UTC."""
    words = str(at or "unknown time").replace("T", " ").removesuffix("Z")
    return spelled(words.partition(".")[0].removesuffix("+00:00")) + " UTC"
