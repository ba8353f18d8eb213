"""What an incident's reports say of the zones near it, held against what coordinates give.

A sentence counts for an incident where it tells of that incident, or of none in particular. A
relation that it claims ("eight kilometers east of the line") is compared only where the sentence,
or the whole report, is about this incident alone: nobody else's whereabouts are held against it.
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol, Self

from rashomon.locate.zone_shapes import Shape
from rashomon.locate.zone_words import claim_before, find_names
from rashomon.locate.zones import PROBE_KM, ZoneList, is_placeable, relate
from rashomon.locate.zones_named import name_zones
from rashomon.records import (
    Claim,
    EvidenceSpan,
    Incident,
    Reading,
    Span,
    Speaker,
    Zone,
    ZoneAgreement,
    ZoneClaim,
    ZoneKind,
    ZoneRelation,
    ZoneSide,
    ZoneStatement,
)

__all__ = ["Hearing", "compare", "tell_zones"]


class Hearing(Protocol):
    """A report's sentences, and who says the words at some place of it."""

    @property
    def sentences(self) -> Sequence[Span]:
        """The sentences in the order of the text; noise and headline are none."""
        ...

    def says(self, start: int, end: int) -> tuple[Speaker, ...]:
        """Return the chain of speakers of [start, end), empty in the outlet's own voice."""
        ...


def tell_zones(
    incident: Incident,
    readings: Mapping[str, Reading],
    zones: ZoneList,
    hear: Callable[[Reading], Hearing],
) -> tuple[ZoneRelation, ...]:
    """Return how the incident lies to each zone near it, with what its reports say of them."""
    relations = relate(zones, incident.place, incident.date)
    if not is_placeable(incident.place):
        relations = _unplaced(incident, readings, zones)
    if not relations:
        return ()
    told: dict[str, list[ZoneStatement]] = {relation.zone_id: [] for relation in relations}
    shapes = {shape.zone.zone_id: shape for shape in zones.shapes}
    compared: dict[tuple[object, ...], tuple[ZoneAgreement, str]] = {}
    for reading in readings.values():
        named = name_zones(reading.report.text, relations, partial(_sentences, reading, hear))
        if not named:
            continue
        heard = _Heard.of(reading, hear(reading), incident)
        for relation, span, sentence in named:
            statement = heard.statement(span, sentence, relation)
            if statement is not None:
                shape = shapes[relation.zone_id]
                statement = _compared(statement, relation, shape, incident, compared)
                told[relation.zone_id].append(statement)
    whole = [replace(r, statements=tuple(_once(told[r.zone_id]))) for r in relations]
    # Without a place, a zone is of interest for what is said of it alone.
    return tuple(r for r in whole if r.statements or r.side is not ZoneSide.UNKNOWN)


def _unplaced(
    incident: Incident, readings: Mapping[str, Reading], zones: ZoneList
) -> tuple[ZoneRelation, ...]:
    """The zones that the reports of an incident without a place name by names of their own.

    Their names alone lead to them: a "buffer zone" may be anywhere.
    """
    found = []
    for shape in zones.shapes:
        is_in_force, reason = shape.zone.force_on(incident.date)
        if is_in_force is not False and any(
            not is_shared
            for reading in readings.values()
            for _, is_shared in find_names(reading.report.text, shape.zone)
        ):
            found.append(ZoneRelation(shape.zone, ZoneSide.UNKNOWN, is_in_force, reason))
    return tuple(found)


def _sentences(reading: Reading, hear: Callable[[Reading], Hearing]) -> Sequence[Span]:
    return hear(reading).sentences


@dataclass(frozen=True, slots=True)
class _Heard:
    """A reading made ready to be asked, sentence by sentence, whom and what it is about.

    `mentions` stand in the order of the text, each with whether it tells of the incident at hand,
    of another one (None where of none). `claims` are those with a speaker, by their start.
    """

    reading: Reading
    hearing: Hearing
    mentions: tuple[tuple[Span, bool], ...]
    claims: tuple[Claim, ...]

    @classmethod
    def of(cls, reading: Reading, hearing: Hearing, incident: Incident) -> Self:
        owner = {
            mention_id: one.key in incident.members
            for one in reading.incidents
            for mention_id in one.mentions
        }
        mentions = sorted(
            (mention.span, owner[mention.mention_id])
            for mention in reading.mentions
            if mention.mention_id in owner
        )
        claims = sorted(
            (claim for claim in reading.claims if claim.source), key=lambda c: c.evidence.start
        )
        return cls(reading, hearing, tuple(mentions), tuple(claims))

    def statement(self, span: Span, sentence: Span, relation: ZoneRelation) -> ZoneStatement | None:
        """What a sentence says of a zone; None where it is about another incident alone."""
        text = self.reading.report.text
        # Mentions are sentences or clauses and stand apart: one may reach in from before.
        first = bisect.bisect_left(self.mentions, (sentence, False))
        last = bisect.bisect_left(self.mentions, sentence.end, key=lambda m: m[0].start)
        near = self.mentions[max(0, first - 2) : last]
        about = [is_own for mention, is_own in near if mention.overlaps(sentence)]
        if about and not any(about):
            return None
        claim = None
        if any(about) or len(self.reading.incidents) == 1:
            claim = claim_before(text, sentence, span)
            if claim is not None and claim.side is not None and relation.zone.kind is ZoneKind.LINE:
                claim = None  # "in the buffer zone", of which we know a line alone
        words = claim.evidence if claim is not None else span
        source = self._claimed_by(sentence, words)
        return ZoneStatement(
            report_id=self.reading.report.report_id,
            named=EvidenceSpan.cut(text, span.start, span.end),
            evidence=EvidenceSpan.cut(text, sentence.start, sentence.end),
            source=self.hearing.says(words.start, words.end) if source is None else source,
            claim=claim,
        )

    def _claimed_by(self, sentence: Span, words: Span) -> tuple[Speaker, ...] | None:
        """The speakers of a claim of the reading that these words are in."""
        first, last = (
            bisect.bisect_left(self.claims, at, key=lambda c: c.evidence.start)
            for at in (sentence.start, sentence.end)
        )
        here = (c.source for c in self.claims[first:last] if c.evidence.overlaps(words))
        return next(here, None)


def _once(statements: Sequence[ZoneStatement]) -> list[ZoneStatement]:
    """One statement a sentence: the one that claims something, else the first."""
    kept: dict[tuple[str, int], ZoneStatement] = {}
    for statement in statements:
        key = (statement.report_id, statement.evidence.start)
        if key not in kept or (kept[key].claim is None and statement.claim is not None):
            kept[key] = statement
    return sorted(kept.values(), key=lambda s: (s.claim is None, s.report_id, s.evidence.start))


def _compared(
    statement: ZoneStatement,
    relation: ZoneRelation,
    shape: Shape,
    incident: Incident,
    known: dict[tuple[object, ...], tuple[ZoneAgreement, str]],
) -> ZoneStatement:
    """The statement with its claim held against the coordinates; `known` are those done before."""
    place, claim = incident.place, statement.claim
    if claim is None or relation.side is ZoneSide.UNKNOWN:
        return statement
    assert place is not None
    assert place.lat is not None
    assert place.lon is not None
    if relation.zone.name in place.reason:
        # The point comes from "8 km east of the line": held against itself it would agree.
        note = f"claimed {claim}; the incident's place rests on such words itself"
        return replace(statement, agreement=ZoneAgreement.CANNOT_BE_TOLD, note=note)
    key = (relation.zone_id, claim.side, claim.low_km, claim.high_km, claim.bearing, claim.doubt_km)
    if key not in known:
        known[key] = compare(claim, relation, shape, (place.lat, place.lon))
    agreement, note = known[key]
    return replace(statement, agreement=agreement, note=note)


def compare(
    claim: ZoneClaim, relation: ZoneRelation, shape: Shape, point: tuple[float, float]
) -> tuple[ZoneAgreement, str]:
    """Hold a claimed relation against the one that coordinates give; return both in words.

    They part where they lie further apart than the uncertainty of both allows. Where the place may
    lie on either side of the edge, nothing less than that can be told.
    """
    assert relation.distance_km is not None
    assert relation.high_km is not None
    assert relation.low_km is not None
    doubt = max(relation.high_km - relation.distance_km, relation.distance_km - relation.low_km)
    doubt += claim.doubt_km
    signed = _signed(claim, relation, shape, point)
    is_told = relation.side not in {ZoneSide.EITHER, ZoneSide.BEYOND}
    if signed is None:
        agreement = ZoneAgreement.CANNOT_BE_TOLD
    else:
        low, high = _claimed(claim, relation.zone)
        gap = max(low - signed, signed - high, 0.0)
        if gap > doubt or (is_told and _is_turned(claim, relation)):
            agreement = ZoneAgreement.PARTS
        else:
            agreement = ZoneAgreement.AGREES if is_told else ZoneAgreement.CANNOT_BE_TOLD
    given = _given(claim, relation, signed)
    end = {
        ZoneAgreement.AGREES: "they agree",
        ZoneAgreement.PARTS: "further apart than both are uncertain",
        ZoneAgreement.CANNOT_BE_TOLD: "neither borne out nor ruled out",
    }[agreement]
    return agreement, f"claimed {claim}; by the coordinates {given}: {end}"


def _claimed(claim: ZoneClaim, zone: Zone) -> tuple[float, float]:
    """The claimed distances, those inside of an area below zero."""
    low = claim.low_km or 0.0
    high = math.inf if claim.high_km is None else claim.high_km
    if zone.kind is ZoneKind.AREA and claim.side is ZoneSide.INSIDE:
        return -high, -low
    return low, high


def _signed(
    claim: ZoneClaim, relation: ZoneRelation, shape: Shape, point: tuple[float, float]
) -> float | None:
    """The distance by coordinates: below zero inside an area, or on the side not claimed."""
    away = relation.distance_km
    assert away is not None
    if shape.zone.kind is ZoneKind.AREA:
        return -away if relation.drawn_side is ZoneSide.INSIDE else away
    if claim.bearing is None:
        return away
    # "East of" a river that winds is a side of it, whatever way its nearest bend runs.
    edge = shape.nearest_edge(*point)
    meant = shape.side_toward(edge, claim.bearing, max(PROBE_KM, claim.high_km or 0.0))
    if ZoneSide.BEYOND in {meant, relation.drawn_side}:
        return None
    return away if meant is relation.drawn_side else -away


def _is_turned(claim: ZoneClaim, relation: ZoneRelation) -> bool:
    """Tell whether a direction from an area is the other way round."""
    if claim.bearing is None or relation.bearing is None or relation.zone.kind is ZoneKind.LINE:
        return False
    return abs((claim.bearing - relation.bearing + 180) % 360 - 180) > 90


def _given(claim: ZoneClaim, relation: ZoneRelation, signed: float | None) -> str:
    assert relation.distance_km is not None
    assert relation.low_km is not None
    assert relation.high_km is not None
    away, low, high = relation.distance_km, relation.low_km, relation.high_km
    bounds = f"(at least {low:.0f}, at most {high:.0f})"
    if relation.zone.kind is ZoneKind.AREA:
        return f"{away:.0f} km {relation.drawn_side} {bounds}"
    side = ""
    if claim.bearing is not None and signed is not None:
        side = " on that side" if signed >= 0 else " on the other side"
    return f"{away:.0f} km{side} {bounds}"
