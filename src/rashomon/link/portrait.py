"""A report's incident, or several reports' together, as linking compares it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date as day
from zlib import crc32

from rashomon.link.nearness import gap_km
from rashomon.link.parts import parts_told
from rashomon.link.quarters import quarter_names
from rashomon.link.telling import Toll
from rashomon.records import (
    CountValue,
    DateConstraint,
    DateInterval,
    Facet,
    IncidentKind,
    Means,
    MeansValue,
    PlaceValue,
    Reading,
    ReportIncident,
    ResponsibleValue,
    Stance,
    TargetValue,
)
from rashomon.reference.victims import victim_group

__all__ = ["Key", "Portrait", "portraits"]

Key = tuple[str, int]
_TOLLS = (Facet.KILLED, Facet.INJURED, Facet.CASUALTIES)
_WORD = re.compile(r"[^\W\d_]{4,}")
_ANY_WORD = re.compile(r"\w+")
_NAME = re.compile(r"\b[A-Z][\w’'-]{3,}")
_BESIDE_DAYS = 1  # a night belongs to two days
_RUN = 4  # words: shorter runs ("were killed in the") are anybody's
_DAYS = frozenset(
    (
        "monday tuesday wednesday thursday friday saturday sunday january february march april "
        "june july august september october november december"
    ).split()
)
# Words that many targets share and that tell none from another.
_COMMON = frozenset(
    (
        "area areas rebel held government controlled opposition regime forces troops position "
        "positions city town village district neighborhood neighbourhood province western eastern "
        "northern southern near with from people several"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Portrait:
    """What one report tells of one happening, made ready for comparison.

    `is_dated` is set where the words tell the date; otherwise `date` was taken from the
    report's own. `told_on` is the date against which the report's dates were resolved.
    `constraints` are what is told of the day without leading to it ("a Wednesday"). `parts` are
    of a place, its holders and bearings; `names` and `phrases` those of the claims' own words,
    runs of four words by their checksums. `quarters` are names of the place, in skeletons, and
    `beside` says how many more happenings its report tells of at about that place and day.
    """

    key: Key
    kind: IncidentKind
    date: DateInterval | None
    is_dated: bool
    told_on: day | None
    place: PlaceValue | None
    places: tuple[PlaceValue, ...]
    actors: frozenset[str]
    targets: frozenset[str]
    target_words: frozenset[str]
    means: frozenset[Means]
    tolls: frozenset[Toll]
    constraints: tuple[DateConstraint, ...] = ()
    parts: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    phrases: frozenset[int] = frozenset()
    quarters: frozenset[str] = frozenset()
    beside: int = 0


def portraits(readings: Iterable[Reading]) -> tuple[Portrait, ...]:
    """Return every report incident's portrait, by key."""
    found: list[Portrait] = []
    for reading in readings:
        told = [_portrait(reading, incident) for incident in reading.incidents]
        found += [replace(p, beside=_beside(p, told)) for p in told] if len(told) > 1 else told
    return tuple(sorted(found, key=lambda p: p.key))


def _beside(portrait: Portrait, told: Sequence[Portrait]) -> int:
    return sum(_is_beside(portrait, other) for other in told if other is not portrait)


def _is_beside(one: Portrait, other: Portrait) -> bool:
    if one.date and other.date and not one.date.meets(other.date, _BESIDE_DAYS):
        return False
    gap = gap_km(one.place, other.place)
    return gap is not None and gap <= 0


def _portrait(reading: Reading, incident: ReportIncident) -> Portrait:
    actors: set[str] = set()
    targets: set[str] = set()
    words: set[str] = set()
    means: set[Means] = set()
    tolls: set[Toll] = set()
    places: list[PlaceValue] = []
    constraints: list[DateConstraint] = []
    names: set[str] = set()
    phrases: set[int] = set()
    named = [incident.place.words] if incident.place else []
    has_date = any(m.date for m in reading.mentions if m.mention_id in incident.mentions)
    for claim in reading.claims_of(incident):
        value = claim.value
        has_date = has_date or isinstance(value, DateInterval)
        names.update(_names(claim.evidence.quote))
        phrases.update(_phrases(claim.evidence.quote))
        if isinstance(value, PlaceValue):
            places.append(value)
            named.append(value.words)
        elif isinstance(value, CountValue) and claim.facet in _TOLLS:
            tolls.add((claim.facet, victim_group(value.who), value.range))
        elif isinstance(value, ResponsibleValue):
            # A denial names the side that others blame: it points to the same happening.
            actors.add(value.actor)
        elif claim.stance == Stance.DENY:
            continue
        elif isinstance(value, DateConstraint):
            constraints.append(value)
        elif isinstance(value, TargetValue):
            targets |= {value.actor} if value.actor else set()
            named.append(value.what)
            words |= {w for w in _WORD.findall(value.what.casefold()) if w not in _COMMON}
        elif isinstance(value, MeansValue):
            means.add(value.means)
    return Portrait(
        key=incident.key,
        kind=incident.kind,
        date=incident.date,
        is_dated=has_date,
        told_on=reading.report.base_date,
        place=incident.place,
        places=_resolved([*([incident.place] if incident.place else []), *places]),
        actors=frozenset(actors),
        targets=frozenset(targets),
        target_words=frozenset(words),
        means=frozenset(means),
        tolls=frozenset(tolls),
        constraints=tuple(dict.fromkeys(constraints)),
        parts=parts_told(named),
        names=frozenset(names),
        phrases=frozenset(phrases),
        quarters=quarter_names(incident.place.words) if incident.place else frozenset(),
    )


def _names(quote: str) -> Iterator[str]:
    """Yield the capitalized words that no sentence starts with; none of words in capitals alone."""
    if quote.isupper():
        return
    for found in _NAME.finditer(quote):
        if found.start() and found.group().casefold() not in _DAYS:
            yield found.group()


def _phrases(quote: str) -> Iterator[int]:
    words = _ANY_WORD.findall(quote.casefold())
    for start in range(len(words) - _RUN + 1):
        yield crc32(" ".join(words[start : start + _RUN]).encode())


def _resolved(places: Sequence[PlaceValue]) -> tuple[PlaceValue, ...]:
    return tuple(dict.fromkeys(place for place in places if place.is_resolved))
