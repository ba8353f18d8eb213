"""The days of claims whose time was told in another zone, at the place where it happened.

Policy: a place's zones are those of its country. Where all of them agree on the day, it is
told; where they part, or no place was found, the interval holds each day that it may have
been. Places of the same mention count before those of the rest of the report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashomon.records import DateInterval, Facet, PlaceValue, Reading
from rashomon.reference.time_zones import days_there, zones_of_country

__all__ = ["in_local_days"]


def in_local_days(reading: Reading) -> Reading:
    """Return the reading with each date that has a moment in the days of its place."""
    dates = [(c.mention, c.value) for c in reading.claims] + [
        (m.mention_id, m.date) for m in reading.mentions
    ]
    told = {
        (mention, date)
        for mention, date in dates
        if isinstance(date, DateInterval) and date.at is not None
    }
    if not told:
        return reading
    there = {(mention, date): _there(reading, mention, date) for mention, date in told}
    claims = tuple(
        replace(claim, value=there[claim.mention, claim.value])
        if isinstance(claim.value, DateInterval) and (claim.mention, claim.value) in there
        else claim
        for claim in reading.claims
    )
    mentions = tuple(
        replace(m, date=there.get((m.mention_id, m.date), m.date)) if m.date else m
        for m in reading.mentions
    )
    return replace(reading, claims=claims, mentions=mentions)


def _there(reading: Reading, mention: int, date: DateInterval) -> DateInterval:
    if date.at is None:  # pragma: no cover - only dates with a moment come here
        return date
    zones = _zones(reading, mention)
    first, last = days_there(date.at, zones)
    if (first, last) == (date.first, date.last):
        return date
    where = ", ".join(zones) if zones else "whatever place it was"
    days = str(DateInterval(first, last))
    return DateInterval(first, last, f"{date.reason}; {days} in {where}", date.at)


def _zones(reading: Reading, mention: int) -> tuple[str, ...]:
    """The zones of the countries that the mention's places are in, or all of the report's."""
    own: list[PlaceValue] = []
    rest: list[PlaceValue] = []
    for claim in reading.claims:
        if claim.facet is Facet.PLACE and isinstance(claim.value, PlaceValue):
            (own if claim.mention == mention else rest).append(claim.value)
    own += [m.place for m in reading.mentions if m.mention_id == mention and m.place]
    return _of_countries(own) or _of_countries(rest)


def _of_countries(places: Sequence[PlaceValue]) -> tuple[str, ...]:
    countries = (place.anchors[0].country for place in places if place.anchors)
    named = dict.fromkeys(country for country in countries if country)
    return tuple(dict.fromkeys(z for country in named for z in zones_of_country(country)))
