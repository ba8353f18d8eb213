"""What an incident's reports say of the zones near it, held against what coordinates give.

A sentence counts for an incident where it tells of that incident, or of none in particular. A
relation that it claims ("eight kilometers east of the line") is compared only where the sentence,
or the whole report, is about this incident alone: nobody else's whereabouts are held against it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from rashomon.locate.zone_shapes import Shape
from rashomon.locate.zone_words import claim_before, find_names, find_pointers
from rashomon.locate.zones import PROBE_KM, ZoneList, relate
from rashomon.records import (
    EvidenceSpan,
    Incident,
    Reading,
    ReportIncident,
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
    if incident.place is None or not incident.place.is_resolved:
        relations = _unplaced(incident, readings, zones)
    if not relations:
        return ()
    told: dict[str, list[ZoneStatement]] = {relation.zone_id: [] for relation in relations}
    shapes = {shape.zone.zone_id: shape for shape in zones.shapes}
    for reading in readings.values():
        own = [one for one in reading.incidents if one.key in incident.members]
        for relation, named in _named(reading, relations, hear):
            statement = _statement(reading, own, named, hear(reading), relation)
            if statement is not None:
                statement = _compared(statement, relation, shapes[relation.zone_id], incident)
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


def _named(
    reading: Reading, relations: Sequence[ZoneRelation], hear: Callable[[Reading], Hearing]
) -> list[tuple[ZoneRelation, tuple[Span, Span]]]:
    """Where the report names which zone: the words, and the sentence that they stand in.

    A name that several zones share is that of the first of them: the one that the incident lies
    in, else the nearest.
    """
    text = reading.report.text
    found = [
        (is_shared, rank, span, relation)
        for rank, relation in enumerate(relations)
        for span, is_shared in find_names(text, relation.zone)
    ]
    taken: list[tuple[Span, ZoneRelation]] = []
    for _, _, span, relation in sorted(found, key=lambda f: (f[0], f[1], f[2])):
        if not any(span.overlaps(other) for other, _ in taken):
            taken.append((span, relation))
    if not taken:
        return []
    taken += _pointed_at(text, taken)
    sentences = hear(reading).sentences
    placed = []
    for span, relation in sorted(taken, key=lambda t: t[0]):
        for sentence in sentences:
            if sentence.covers(span):
                placed.append((relation, (span, sentence)))
    return placed


def _pointed_at(
    text: str, named: Sequence[tuple[Span, ZoneRelation]]
) -> list[tuple[Span, ZoneRelation]]:
    """Where "the zone" or "the line" means the one of its kind that was named last before."""
    found = []
    for back in find_pointers(text):
        kind = ZoneKind.LINE if back.of(text).casefold() == "line" else ZoneKind.AREA
        before = [
            (span, relation)
            for span, relation in named
            if span.end <= back.start and relation.zone.kind is kind
        ]
        if before and not any(span.overlaps(back) for span, _ in named):
            found.append((back, max(before, key=lambda one: one[0])[1]))
    return found


def _statement(
    reading: Reading,
    own: Sequence[ReportIncident],
    named: tuple[Span, Span],
    hearing: Hearing,
    relation: ZoneRelation,
) -> ZoneStatement | None:
    """What a sentence says of a zone; None where it is about another incident of the report."""
    span, sentence = named
    text = reading.report.text
    spoken_of = {
        one.key
        for one in reading.incidents
        for mention in reading.mentions
        if mention.mention_id in one.mentions and mention.span.overlaps(sentence)
    }
    is_own = any(one.key in spoken_of for one in own)
    if spoken_of and not is_own:
        return None
    claim = None
    if is_own or len(reading.incidents) == 1:
        claim = claim_before(text, sentence, span)
        if claim is not None and claim.side is not None and relation.zone.kind is ZoneKind.LINE:
            claim = None  # "in the buffer zone", of which we know a line alone
    words = claim.evidence if claim is not None else span
    source = next(
        (c.source for c in reading.claims if c.source and c.evidence.overlaps(words)),
        None,
    )
    return ZoneStatement(
        report_id=reading.report.report_id,
        named=EvidenceSpan.cut(text, span.start, span.end),
        evidence=EvidenceSpan.cut(text, sentence.start, sentence.end),
        source=hearing.says(words.start, words.end) if source is None else source,
        claim=claim,
    )


def _once(statements: Sequence[ZoneStatement]) -> list[ZoneStatement]:
    """One statement a sentence: the one that claims something, else the first."""
    kept: dict[tuple[str, int], ZoneStatement] = {}
    for statement in statements:
        key = (statement.report_id, statement.evidence.start)
        if key not in kept or (kept[key].claim is None and statement.claim is not None):
            kept[key] = statement
    return sorted(kept.values(), key=lambda s: (s.claim is None, s.report_id, s.evidence.start))


def _compared(
    statement: ZoneStatement, relation: ZoneRelation, shape: Shape, incident: Incident
) -> ZoneStatement:
    place = incident.place
    if statement.claim is None or place is None or place.lat is None or place.lon is None:
        return statement
    if relation.zone.name in place.reason:
        # The point comes from "8 km east of the line": held against itself it would agree.
        note = f"claimed {statement.claim}; the incident's place rests on such words itself"
        return replace(statement, agreement=ZoneAgreement.CANNOT_BE_TOLD, note=note)
    agreement, note = compare(statement.claim, relation, shape, (place.lat, place.lon))
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
