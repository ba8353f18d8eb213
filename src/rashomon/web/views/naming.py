"""Who or where is meant by a name: what is ruled already, and what it may mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rashomon.locate import Gazetteer, resolve_place
from rashomon.records import (
    Claim,
    NameActor,
    NamePlace,
    PlaceValue,
    Report,
    ResponsibleValue,
    ReviewDecision,
    TargetValue,
)
from rashomon.reference.actor_names import known_actors, likely_actors
from rashomon.reference.actors import context_of, party_of
from rashomon.review import is_named
from rashomon.web.views.decided import DecisionView, decision_views
from rashomon.web.views.words import place_name

__all__ = ["ActorChoice", "NameTold", "NamingView", "PlaceChoice", "names_told", "naming_view"]

_MOST_PLACES = 8


@dataclass(frozen=True, slots=True)
class ActorChoice:
    """An actor that may be meant, and the side for which it speaks, "" where none is known."""

    name: str
    party: str


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """A place that may be meant; `value` is what the form sends of it."""

    value: str
    name: str
    where: str
    point: str


@dataclass(frozen=True, slots=True)
class NamingView:
    """The page: one of two forms, for an actor's name or a place's.

    `spelling` is what was looked up in place of the name itself. `report_id` is "" where the name
    is asked about without a report; `has_gazetteer` is False where none is built on this machine.
    """

    words: str
    is_place: bool
    spelling: str
    report_id: str
    report_name: str
    actors: tuple[ActorChoice, ...]
    known: tuple[str, ...]
    places: tuple[PlaceChoice, ...]
    has_gazetteer: bool
    ruled: tuple[DecisionView, ...]
    seen: str


@dataclass(frozen=True, slots=True)
class NameTold:
    """A name that a report uses: `kind` is "actor" or "place", `taken_for` what it is taken for."""

    words: str
    kind: str
    taken_for: str


def names_told(claims: Iterable[Claim]) -> tuple[NameTold, ...]:
    """Return the names of actors and places in claims, each once, in the order of the text."""
    found: dict[tuple[str, str], NameTold] = {}
    for claim in claims:
        for words, kind, taken_for in _names(claim):
            key = kind, " ".join(words.casefold().split())
            if key[1] and (key not in found or not found[key].taken_for):
                found[key] = NameTold(" ".join(words.split()), kind, taken_for)
    return tuple(found.values())


def _names(claim: Claim) -> Iterator[tuple[str, str, str]]:
    for speaker in claim.source:
        yield speaker.words, "actor", speaker.actor or ""
    match claim.value:
        case ResponsibleValue(actor=actor):
            yield actor, "actor", actor
        case TargetValue(what=what, actor=actor):
            yield what, "actor", actor or ""
        case PlaceValue() as place:
            yield place.words, "place", place_name(place) if place.is_resolved else ""


def naming_view(
    words: str,
    *,
    is_place: bool,
    spelling: str,
    report: Report | None,
    gazetteer: Gazetteer | None,
    decisions: Sequence[ReviewDecision],
    seen: str,
) -> NamingView:
    """Return what the page shows of a name; `decisions` are those in force."""
    asked, text = spelling or words, report.text if report else None
    actors: list[str] = []
    places: list[PlaceChoice] = []
    if asked and is_place and gazetteer is not None:
        found = resolve_place(asked, text=text, gazetteer=gazetteer)
        places = list(dict.fromkeys(_places(found)))[:_MOST_PLACES]
    elif asked and not is_place:
        actors = likely_actors(asked, context_of(text) if text else None)
    return NamingView(
        words=words,
        is_place=is_place,
        spelling=spelling,
        report_id=report.report_id if report else "",
        report_name=report.name if report else "",
        actors=tuple(ActorChoice(name, _party(name)) for name in actors),
        known=() if is_place else known_actors(),
        places=tuple(places),
        has_gazetteer=gazetteer is not None,
        ruled=decision_views(_ruled(decisions, words, is_place=is_place)),
        seen=seen,
    )


def _party(name: str) -> str:
    party = party_of(name)
    return party if party and party != name else ""


def _places(found: PlaceValue) -> Iterator[PlaceChoice]:
    """The point that the words lead to, then each entry of the gazetteer that bears the name."""
    for one in found.candidates:
        place = one.place
        where = ", ".join(filter(None, (place.kind.value, place.admin, place.country)))
        yield _choice(place.lat, place.lon, place.radius_km, place.name, where)
    if found.lat is not None and found.lon is not None and found.radius_km is not None:
        plain = {(one.place.lat, one.place.lon) for one in found.candidates}
        if (found.lat, found.lon) not in plain:
            name = " ".join(found.words.split())
            yield _choice(found.lat, found.lon, found.radius_km, name, found.reason)


def _choice(lat: float, lon: float, km: float, name: str, where: str) -> PlaceChoice:
    return PlaceChoice(f"{lat:g},{lon:g},{km:g}", name, where, f"{lat:.3f}, {lon:.3f} ± {km:g} km")


def _ruled(
    decisions: Sequence[ReviewDecision], words: str, *, is_place: bool
) -> Iterator[ReviewDecision]:
    kind = NamePlace if is_place else NameActor
    for one in decisions:
        if isinstance(one.what, kind) and is_named(one.what.words, words):
            yield one
