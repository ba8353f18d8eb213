"""A report's reading with what people decided about its claims, speakers, places and dates.

A decision finds its claim by the claim's id, else among the claims of the same report and facet
by the words that they share. What it finds is settled against the claims as they were read, not
against what other decisions made of them, so that independent decisions commute.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from rashomon.records import (
    AddClaim,
    Claim,
    CorrectClaim,
    EvidenceSpan,
    NameActor,
    NamePlace,
    PlaceValue,
    Reading,
    RejectClaim,
    ReportIncident,
    ResponsibleValue,
    ReviewDecision,
    SetReport,
    Speaker,
    TargetValue,
)
from rashomon.reference.actors import party_of
from rashomon.review.relocating import find_member, find_words, shared

__all__ = ["Lost", "Reviewed", "is_named", "name_place", "review_reading"]

# What a correction may change; where the claim hangs is for the reading to say.
_CORRECTABLE = tuple(
    one.name
    for one in fields(Claim)
    if one.name not in ("report_id", "mention", "facet", "decisions")
)


@dataclass(frozen=True, slots=True)
class Lost:
    """A decision in force that no longer finds what it is about, and why not."""

    decision: ReviewDecision
    reason: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A reading as people have left it, and the decisions that found nothing in it.

    `touched` pairs the number of each that found a claim with the mention that this hangs on.
    """

    reading: Reading
    lost: tuple[Lost, ...] = ()
    touched: frozenset[tuple[int, int]] = frozenset()


@dataclass(slots=True)
class _Slot:
    """A claim as it was read, and what has been made of it."""

    read: Claim
    today: Claim
    ids: set[str]
    is_machines: bool = True
    is_rejected: bool = False
    numbers: set[int] = field(default_factory=set)


def review_reading(reading: Reading, decisions: Sequence[ReviewDecision]) -> Reviewed:
    """Apply the decisions in force that are about a report to its reading.

    Those about other reports, and about incidents, are left aside.
    """
    report_id, text = reading.report.report_id, reading.report.text
    slots = [_Slot(claim, claim, {claim.claim_id}) for claim in reading.claims]
    lost: list[Lost] = []
    for one in decisions:
        match one.what:
            case AddClaim(claim=claim) if claim.report_id == report_id:
                reason = _add(one, one.what, reading, slots)
            case CorrectClaim(before=before) if before.report_id == report_id:
                reason = _correct(one, one.what, text, slots)
            case RejectClaim(claim=claim) if claim.report_id == report_id:
                reason = _reject(one, claim, text, slots)
            case _:
                continue
        if reason:
            lost.append(Lost(one, reason))
    # As many may be rejected as added, so that their number tells nothing.
    if any(s.is_rejected or not s.is_machines or s.today is not s.read for s in slots):
        left = tuple(slot.today for slot in slots if not slot.is_rejected)
        reading = replace(reading, claims=left)
    for one in decisions:
        reading = _named(reading, one)
    touched = {(number, slot.read.mention) for slot in slots for number in slot.numbers}
    return Reviewed(reading, tuple(lost), frozenset(touched))


def _find(claim: Claim, text: str, slots: Sequence[_Slot]) -> tuple[list[_Slot], str]:
    """The slots that a decision on `claim` means, else the reason why there is none."""
    found = [slot for slot in slots if claim.claim_id in slot.ids]
    if found:
        return found, ""
    words = find_words(claim.evidence, text)
    if words is None:
        return [], f"the report no longer holds the words “{claim.evidence.quote}”"
    near = [
        slot
        for slot in slots
        if slot.is_machines and slot.read.facet is claim.facet and shared(slot.read.evidence, words)
    ]
    if not near:
        return [], f"no {claim.facet} claim is read from “{claim.evidence.quote}” any more"
    best = max(near, key=lambda s: (s.read.value == claim.value, shared(s.read.evidence, words)))
    return [slot for slot in near if slot.read.claim_id == best.read.claim_id], ""


def _correct(
    decision: ReviewDecision, what: CorrectClaim, text: str, slots: Sequence[_Slot]
) -> str:
    found, reason = _find(what.before, text, slots)
    changes: dict[str, Any] = {
        name: getattr(what.after, name)
        for name in _CORRECTABLE
        if getattr(what.after, name) != getattr(what.before, name)
    }
    if "evidence" in changes:
        words = find_words(what.after.evidence, text)
        if words is None:
            return f"the report no longer holds the words “{what.after.evidence.quote}”"
        changes["evidence"] = words
    if "source" in changes:
        changes["source"] = tuple(_speaker(speaker, text) for speaker in what.after.source)
    for slot in found:
        numbers = (*slot.today.decisions, decision.number)
        slot.today = replace(slot.today, **changes, decisions=numbers)
        slot.ids |= {what.after.claim_id, slot.today.claim_id}
        slot.numbers.add(decision.number)
    return reason


def _reject(decision: ReviewDecision, claim: Claim, text: str, slots: Sequence[_Slot]) -> str:
    found, reason = _find(claim, text, slots)
    is_other = found and all(
        claim.claim_id not in slot.ids and slot.read.value != claim.value for slot in found
    )
    if is_other:  # what was rejected is read no longer; what is read now nobody has judged
        now = found[0].read
        return f"“{claim.evidence.quote}” is now read as another claim, {now.claim_id}; judge that"
    for slot in found:
        slot.is_rejected = True
        slot.numbers.add(decision.number)
    return reason


def _add(decision: ReviewDecision, what: AddClaim, reading: Reading, slots: list[_Slot]) -> str:
    text = reading.report.text
    words = find_words(what.claim.evidence, text)
    if words is None:
        return f"the report no longer holds the words “{what.claim.evidence.quote}”"
    told = find_member(what.member, reading)
    if told is None:
        return f"the report no longer tells of the incident {what.member.name}"
    claim = replace(
        what.claim,
        evidence=words,
        mention=_mention(reading, told, words),
        source=tuple(_speaker(speaker, text) for speaker in what.claim.source),
        decisions=(decision.number,),
    )
    for slot in slots:
        same = (slot.read.claim_id, slot.read.source) == (claim.claim_id, claim.source)
        if same and slot.is_machines and slot.read.mention in told.mentions:
            slot.today = replace(slot.today, decisions=(*slot.today.decisions, decision.number))
            slot.numbers.add(decision.number)
            return ""  # a reader finds it by itself now: once is enough
    ids = {claim.claim_id, what.claim.claim_id}
    slots.append(_Slot(claim, claim, ids, is_machines=False, numbers={decision.number}))
    return ""


def _mention(reading: Reading, told: ReportIncident, words: EvidenceSpan) -> int:
    """Of the sentences that tell of an incident, the one that holds the words or most of them."""
    spans = {mention.mention_id: mention.span for mention in reading.mentions}
    return max(told.mentions, key=lambda m: (shared(spans[m], words), -m))


def _speaker(speaker: Speaker, text: str) -> Speaker:
    if speaker.evidence is None:
        return speaker
    return replace(speaker, evidence=find_words(speaker.evidence, text))


def _named(reading: Reading, decision: ReviewDecision) -> Reading:
    """Apply what was decided of a report's own dates and outlet, and of names."""
    match decision.what:
        case SetReport() as what if what.report_id == reading.report.report_id:
            mark = f"decision {decision.number}"
            found = dict(reading.report.found_by)
            report = reading.report
            if what.outlet is not None:
                report, found["outlet"] = replace(report, outlet=what.outlet), mark
            if what.published_on is not None:
                report = replace(report, published_on=what.published_on, published_at=None)
                found["published_on"] = mark
            return replace(reading, report=replace(report, found_by=found))
        case NameActor() as actor if actor.report_id in (None, reading.report.report_id):
            return _with_actor(reading, actor, decision.number)
        case NamePlace() as place if place.report_id in (None, reading.report.report_id):
            return _with_place(reading, place, decision.number)
        case _:
            return reading


def is_named(words: str | None, name: str) -> bool:
    """Tell whether words are a name, whatever their case and the space between."""
    return words is not None and words.casefold().split() == name.casefold().split()


def _with_actor(reading: Reading, what: NameActor, number: int) -> Reading:
    claims = []
    for claim in reading.claims:
        source = tuple(
            replace(speaker, actor=what.actor, party=party_of(what.actor))
            if is_named(speaker.words, what.words) or is_named(speaker.actor, what.words)
            else speaker
            for speaker in claim.source
        )
        value = claim.value
        match value:
            case ResponsibleValue(actor=actor) if is_named(actor, what.words):
                value = ResponsibleValue(what.actor)
            case TargetValue(what=words, actor=actor) if is_named(actor, what.words) or is_named(
                words, what.words
            ):
                value = TargetValue(words, what.actor)
        if (source, value) != (claim.source, claim.value):
            numbers = (*claim.decisions, number)
            claim = replace(claim, source=source, value=value, decisions=numbers)
        claims.append(claim)
    return _if_changed(reading, tuple(claims))


def name_place(place: PlaceValue | None, what: NamePlace, number: int) -> PlaceValue | None:
    """Return a place as a decision has it, or as it is where the decision is about another."""
    if place is None or not is_named(place.words, what.words):
        return place
    return PlaceValue(
        place.words, what.lat, what.lon, what.radius_km, reason=f"decision {number} of a person"
    )


def _with_place(reading: Reading, what: NamePlace, number: int) -> Reading:
    claims = []
    for claim in reading.claims:
        if isinstance(claim.value, PlaceValue):
            place = name_place(claim.value, what, number)
            if place is not None and place is not claim.value:
                numbers = (*claim.decisions, number)
                claim = replace(claim, value=place, decisions=numbers)
        claims.append(claim)
    mentions = tuple(
        replace(mention, place=name_place(mention.place, what, number))
        for mention in reading.mentions
    )
    told = tuple(
        replace(one, place=name_place(one.place, what, number)) for one in reading.incidents
    )
    reading = _if_changed(reading, tuple(claims))
    if (mentions, told) == (reading.mentions, reading.incidents):
        return reading
    return replace(reading, mentions=mentions, incidents=told)


def _if_changed(reading: Reading, claims: tuple[Claim, ...]) -> Reading:
    return reading if claims == reading.claims else replace(reading, claims=claims)
