"""The row of an incident in the catalog, made of its dossier."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from rashomon.publish import claims_of
from rashomon.records import (
    CatalogRow,
    Claim,
    Dossier,
    Facet,
    Link,
    PlaceRelation,
    PlaceValue,
    Reading,
    Toll,
    ZoneMark,
)
from rashomon.records.search_words import words_of
from rashomon.reference.countries import country_of

__all__ = ["catalog_row"]

_LONGEST = 200  # signs of a party's or person's name that can be filtered by
_MOST_WORDS = 200_000  # signs of the words that an incident can be found by
_ELSEWHERE = (PlaceRelation.POINTED_BACK, PlaceRelation.WIDER)  # the words name no place
_SAID = (Facet.RESPONSIBLE, Facet.TARGET)
_OUTCOMES = (
    (Facet.KILLED, "killed"),
    (Facet.INJURED, "injured"),
    (Facet.CASUALTIES, "killed or injured"),
)
_LABELS = 2  # positions of a facet that a summary names


def catalog_row(
    dossier: Dossier, readings: Mapping[str, Reading], links: Collection[Link], lost: int
) -> CatalogRow:
    """Return the row of an incident.

    `readings` are those of its reports today, `links` the reasons for its members, `lost` counts
    decisions that no longer find what they are about.
    """
    incident = dossier.incident
    place, days = incident.place, incident.date
    anchors = place.anchors if place else ()
    admin, country = (anchors[0].admin, anchors[0].country) if anchors else (None, None)
    known = country_of(country) if country else None
    claims = claims_of(dossier, readings)
    members = set(incident.members)
    scores = [link.score for link in links if link.judgement == "same" and link.member in members]
    summary = _summary(dossier)
    return CatalogRow(
        incident_id=incident.incident_id,
        kind=incident.kind,
        date_first=days.first if days else None,
        date_last=days.last if days else None,
        place=_place(place),
        admin=admin or "",
        place_names=tuple(
            dict.fromkeys([*([place.words] if place else []), *(one.name for one in anchors)])
        ),
        country=known.code if known else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        radius_km=place.radius_km if place else None,
        killed=_toll(dossier, Facet.KILLED),
        injured=_toll(dossier, Facet.INJURED),
        casualties=_toll(dossier, Facet.CASUALTIES),
        contested=dossier.contested,
        parties=_clipped(account.party for account in dossier.accounts),
        zones=tuple(
            sorted(ZoneMark(one.zone_id, one.side, one.is_in_force) for one in dossier.zones)
        ),
        grades=tuple(sorted({str(grade) for grade in dossier.grades} | _grading(dossier))),
        report_ids=tuple(sorted({report_id for report_id, _ in incident.members})),
        origins=len(dossier.origins),
        origin_ids=tuple(sorted(origin.origin_id for origin in dossier.origins)),
        level=dossier.review.level,
        assigned_to=dossier.review.assigned_to and dossier.review.assigned_to[:_LONGEST],
        summary=summary,
        least_confidence=min((claim.confidence for claim in claims), default=None),
        least_link=min(scores, default=None),
        lost=lost,
        policy=dossier.policy,
        words=_words(dossier, readings, claims, (summary, country or "", admin or "")),
    )


def _place(place: PlaceValue | None) -> str:
    """The place's own words, or its name where the words are only "the city"."""
    if place is None:
        return ""
    if place.relation in _ELSEWHERE and place.anchors:
        return place.anchors[0].name
    return place.words


def _toll(dossier: Dossier, outcome: Facet) -> Toll | None:
    found = dossier.summary(outcome)
    return None if found is None else Toll(found.range, found.highest)


def _clipped(values: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value[:_LONGEST] for value in values))


def _grading(dossier: Dossier) -> set[str]:
    ruling = dossier.ruling("grading")
    return {str(ruling.value)} if ruling and ruling.value is not None else set()


def _summary(dossier: Dossier) -> str:
    """What the claims say in a line: the ranges, then who is said to have done what to whom."""
    parts = []
    for outcome, words in _OUTCOMES:
        toll = _toll(dossier, outcome)
        if toll is not None:
            parts.append(f"{toll.told} {words}")
    for facet in _SAID:
        labels = dict.fromkeys(
            position.label for position in dossier.positions if position.facet is facet
        )
        if labels:
            more = len(labels) - _LABELS
            told = " / ".join(list(labels)[:_LABELS]) + (f" / {more} more" if more > 0 else "")
            parts.append(f"{facet}: {told}")
    return "; ".join(parts)


def _words(
    dossier: Dossier,
    readings: Mapping[str, Reading],
    claims: Collection[Claim],
    more: Collection[str],
) -> str:
    """All the words that the incident is told in, each once: its sentences, places and names."""
    texts = [*more, dossier.incident.kind.replace("_", " ")]
    place = dossier.incident.place
    if place is not None:
        texts += [place.words, *(anchor.name for anchor in place.anchors)]
    texts += [account.party for account in dossier.accounts]
    texts += [origin.name for origin in dossier.origins]
    for report_id, number in dossier.incident.members:
        reading = readings.get(report_id)
        if reading is None:
            continue
        report = reading.report
        texts.append(report.outlet or "")
        mentions = {
            mention
            for told in reading.incidents
            if told.number == number
            for mention in told.mentions
        }
        texts += [
            report.text[mention.span.start : mention.span.end]
            for mention in reading.mentions
            if mention.mention_id in mentions
        ]
    for claim in claims:
        texts.append(claim.evidence.quote)
        texts += [name for one in claim.source for name in (one.words, one.actor or "")]
    words = " ".join(sorted({word for text in dict.fromkeys(texts) for word in words_of(text)}))
    return words if len(words) <= _MOST_WORDS else words[:_MOST_WORDS].rpartition(" ")[0]
