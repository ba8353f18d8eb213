"""`ftm`: FollowTheMoney entities as JSON Lines, for OpenAleph and whatever else reads these.

Event         an incident, with its days, place, ranges in words, and its reports as proof
Address       the point that its place leads to
Article       a report: outlet, day and address; never its text
Organization  an actor that some claim names as responsible, as target or as speaker
Mention       that a report names such an actor
Note          a claim, in words of our own, on its incident, with its report as proof

Nobody is a Person here. Words of the reports are left out, since they may name private victims,
and so are headlines: whom a number counts is told by group, a speaker by the actor that it speaks
for or by its kind. `has_quotes` puts the words in. Ids follow from the ledger's own.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TextIO

from rashomon.publish.incident_columns import claims_of, reports_of
from rashomon.publish.readings import days_as_json
from rashomon.publish.writing import Add, Asked
from rashomon.records import (
    ActorKind,
    Claim,
    CountValue,
    DateConstraint,
    DateInterval,
    Dossier,
    MeansValue,
    PlaceValue,
    Report,
    ResponsibleValue,
    Speaker,
    TargetValue,
)
from rashomon.reference.actors import resolve_actor
from rashomon.reference.countries import country_of
from rashomon.reference.victims import ALL, victim_group

__all__ = ["FTM_PROPERTIES", "ftm_entities", "writing_ftm"]

FTM_PROPERTIES: Mapping[str, tuple[str, ...]] = {
    "Event": tuple(
        "name recordId keywords startDate endDate country location addressEntity summary notes "
        "involved sourceUrl publisher proof".split()
    ),
    "Address": ("full", "latitude", "longitude", "country", "remarks"),
    "Article": tuple("fileName name title publisher publishedAt language sourceUrl".split()),
    "Organization": ("name",),
    "Mention": ("document", "name", "resolved", "detectedSchema"),
    "Note": ("name", "description", "entity", "proof", "sourceUrl", "publisher"),
}
"""The schemata with the properties that are filled, as far as something is known."""
_LANGUAGES = {"en": "eng"}  # of what the reader reads
# Whom a number counts, where no more than that is told; any other words may name somebody.
_GROUPS = frozenset(
    {"children", "women", "women and children", "men", "medics", "rescuers", "journalists"}
    | {"peacekeepers", "civilians", "fighters", "others", ALL}
)
_PLAIN = re.compile(r"[a-z0-9][a-z0-9.-]*")
_UNTOLD = "told, but of no actor in the table"
_TEXT = 5_000  # characters of a text, so that a hostile report makes no huge entity

Entity = dict[str, Any]


@contextmanager
def writing_ftm(stream: TextIO, asked: Asked) -> Iterator[Add]:
    """Write an entity a line; what several incidents share is written once."""
    written: set[str] = set()

    def add(dossier: Dossier) -> None:
        for entity in ftm_entities(dossier, asked):
            if entity["id"] not in written:
                written.add(entity["id"])
                stream.write(json.dumps(entity, ensure_ascii=False) + "\n")

    yield add


def ftm_entities(dossier: Dossier, asked: Asked) -> Iterator[Entity]:
    """Yield the entities of one incident, the ones that others point at first."""
    reports = {report.report_id: report for report in reports_of(dossier, asked.readings)}
    claims = claims_of(dossier, asked.readings)
    for report in reports.values():
        yield _article(report, has_words=asked.has_quotes)
    named = {a for claim in claims for a in _actors(claim, has_words=asked.has_quotes)}
    for actor in sorted(named):
        yield _entity("Organization", _actor_id(actor), name=actor)
    place = dossier.incident.place
    if place is not None and place.is_resolved:
        yield _address(dossier, place, has_words=asked.has_quotes)
    yield _event(dossier, reports.values(), claims, has_words=asked.has_quotes)
    for claim in claims:
        report = reports[claim.report_id]
        for actor in _actors(claim, has_words=asked.has_quotes):
            key = hashlib.sha256(f"{claim.report_id}|{actor}".encode()).hexdigest()[:16]
            yield _entity(
                "Mention", f"rashomon-mention-{key}", name=actor, document=_report_id(report),
                resolved=_actor_id(actor), detectedSchema="Organization",
            )  # fmt: skip
        yield _note(dossier, claim, report, has_words=asked.has_quotes)


def _event(
    dossier: Dossier, reports: Iterable[Report], claims: Iterable[Claim], *, has_words: bool
) -> Entity:
    incident = dossier.incident
    days, place = days_as_json(incident.date), _place_name(incident.place, has_words=has_words)
    kind = incident.kind.replace("_", " ")
    when = str(incident.date) if incident.date else "day unknown"
    ranges = [
        f"{summary.outcome.value}{_group(summary.group, has_words=has_words)}: {summary.told} "
        f"[{summary.policy}; claims {' '.join(summary.claim_ids)}]"
        for summary in dossier.summaries
    ]
    contested = ", ".join(dossier.contested)
    is_resolved = incident.place is not None and incident.place.is_resolved
    return _entity(
        "Event",
        _incident_id(dossier),
        name=f"{kind}, {place or 'place unknown'}, {when}",
        recordId=incident.incident_id,
        keywords=[kind, *(f"contested: {facet.value}" for facet in dossier.contested)],
        startDate=_day(days["from"]),
        endDate=_day(days["to"]),
        country=_country(incident.place),
        location=place,
        addressEntity=_address_id(dossier) if is_resolved else None,
        summary="; ".join(ranges) or "no figure is told",
        notes=f"Accounts part on: {contested}" if contested else None,
        involved=[
            _actor_id(actor)
            for claim in claims
            if isinstance(claim.value, (ResponsibleValue, TargetValue))
            for actor in _named(claim.value.actor, has_words=has_words)
            if _is_body(actor)
        ],
        sourceUrl=[_web(report) for report in reports],
        publisher=[report.outlet for report in reports],
        proof=[_report_id(report) for report in reports],
    )


def _article(report: Report, *, has_words: bool) -> Entity:
    outlet = report.outlet or "unknown outlet"
    day = report.published_on.isoformat() if report.published_on else None
    name = f"{outlet}, {day or 'undated'}"
    return _entity(
        "Article",
        _report_id(report),
        # A report's own name may be its headline; its id says nothing of anybody.
        fileName=report.name if has_words else report.report_id,
        name=name,
        title=(report.title if has_words else None) or name,
        publisher=report.outlet,
        publishedAt=_day(day),
        language=_LANGUAGES.get(report.language or ""),
        sourceUrl=_web(report),
    )


def _address(dossier: Dossier, place: PlaceValue, *, has_words: bool) -> Entity:
    radius = f"within {place.radius_km:g} km" if place.radius_km is not None else None
    return _entity(
        "Address",
        _address_id(dossier),
        full=_place_name(place, has_words=has_words),
        latitude=str(place.lat),
        longitude=str(place.lon),
        country=_country(place),
        remarks=radius,
    )


def _note(dossier: Dossier, claim: Claim, report: Report, *, has_words: bool) -> Entity:
    value = _in_words(claim, has_words=has_words)
    stance = "" if claim.stance == "affirm" else f" ({claim.stance.value})"
    speakers = " citing ".join(_speaker(s, has_words=has_words) for s in claim.source)
    where = f"characters {claim.evidence.start} to {claim.evidence.end} of {report.report_id}"
    told = f"{claim.facet.value}: {value}{stance}"
    description = f"{told}; according to {speakers or report.outlet or 'the report'}; {where}"
    if has_words:
        description += f": “{claim.evidence.quote}”"
    return _entity(
        "Note",
        f"rashomon-claim-{claim.claim_id}-{_slug(dossier)}",
        name=told,
        description=description,
        entity=_incident_id(dossier),
        proof=_report_id(report),
        sourceUrl=_web(report),
        publisher=report.outlet,
    )


def _in_words(claim: Claim, *, has_words: bool) -> str:
    """The claim's value, of the report's own words only what names nobody."""
    value = claim.value
    match value:
        case CountValue():
            group = f" ({value.who})" if value.who and has_words else ""
            return f"{value.range}{group or _group(victim_group(value.who), has_words=False)}"
        case ResponsibleValue():
            return next(_named(value.actor, has_words=has_words), _UNTOLD)
        case TargetValue():
            if has_words:
                return value.what
            return next(_named(value.actor, has_words=False), _UNTOLD)
        case MeansValue():
            return value.means.replace("_", " ")
        case PlaceValue():
            return _place_name(value, has_words=has_words) or "not on the map"
        case DateInterval() | DateConstraint():
            return str(value)
        case _:  # a motive or notice: the words are all there is
            return "told"


def _group(group: str, *, has_words: bool) -> str:
    if group == ALL:
        return ""
    return f" ({group if has_words or group in _GROUPS else 'some of them'})"


def _speaker(speaker: Speaker, *, has_words: bool) -> str:
    if has_words:
        return speaker.words
    kind = "a speaker not named here" if speaker.kind == "unknown" else speaker.kind
    return next(_named(speaker.actor, has_words=False), kind.replace("_", " "))


def _actors(claim: Claim, *, has_words: bool) -> list[str]:
    """The actors that a claim names, each once."""
    named = [claim.value.actor] if isinstance(claim.value, (ResponsibleValue, TargetValue)) else []
    told = (*named, *(speaker.actor for speaker in claim.source))
    names = {name for actor in told for name in _named(actor, has_words=has_words)}
    return sorted(name for name in names if _is_body(name))


def _is_body(name: str) -> bool:
    """Tell whether it is an actor of its own: "civilians" are none, nor "unidentified men"."""
    known = resolve_actor(name)
    kind = known.kind if known else ActorKind.UNKNOWN
    return kind is not ActorKind.CIVILIANS and not name.startswith("unidentified ")


def _named(actor: str | None, *, has_words: bool) -> Iterator[str]:
    """The name by which the table of actors knows it; any other name may be a person's."""
    if actor is None:
        return
    known = resolve_actor(actor)
    if has_words or (known is not None and known.name == actor):
        yield actor
    elif known is not None:
        yield known.name


def _place_name(place: PlaceValue | None, *, has_words: bool) -> str | None:
    """The gazetteer's name of the place; the report's words only where they are asked for."""
    if place is None:
        return None
    if not place.anchors:
        return place.words if has_words else None
    best = place.anchors[0]
    told = [best.name, best.admin, best.country]
    name = ", ".join(dict.fromkeys(filter(None, told)))
    return f"{place.words} ({name})" if has_words and place.words != best.name else name


def _country(place: PlaceValue | None) -> str | None:
    name = place.anchors[0].country if place and place.anchors else None
    country = country_of(name) if name else None
    return country.code.lower() if country else None


def _web(report: Report) -> str | None:
    """The report's address on the web; paths of somebody's own files are nobody's business."""
    address = report.url or report.address
    return address if address.startswith(("https://", "http://")) else None


def _report_id(report: Report) -> str:
    return f"rashomon-report-{report.report_id}"


def _address_id(dossier: Dossier) -> str:
    return f"rashomon-place-{_slug(dossier)}"


def _incident_id(dossier: Dossier) -> str:
    return f"rashomon-incident-{_slug(dossier)}"


def _slug(dossier: Dossier) -> str:
    """The incident's id without what no identifier may hold."""
    name = dossier.incident.incident_id
    return name if _PLAIN.fullmatch(name) else hashlib.sha256(name.encode()).hexdigest()[:16]


def _day(told: str | None) -> str | None:
    """The day, where FollowTheMoney knows such years: those from 1000 to 2999."""
    return told if told and told[0] in "12" else None


def _actor_id(actor: str) -> str:
    return f"rashomon-actor-{hashlib.sha256(actor.encode()).hexdigest()[:16]}"


def _entity(schema: str, entity_id: str, **properties: str | Iterable[str | None] | None) -> Entity:
    """An entity with the values that are known, each once, in the order of the codebook."""
    filled: dict[str, list[str]] = {}
    for name in FTM_PROPERTIES[schema]:
        told = properties.pop(name, None)
        values = [told] if told is None or isinstance(told, str) else list(told)
        kept = [" ".join(value.split())[:_TEXT] for value in values if value and value.strip()]
        if kept:
            filled[name] = list(dict.fromkeys(kept))
    assert not properties, properties  # every property is in the codebook
    return {"id": entity_id, "schema": schema, "properties": filled}
