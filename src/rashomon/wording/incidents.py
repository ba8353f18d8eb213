"""Where, when and how exactly: an incident's place and days in words."""

from __future__ import annotations

from rashomon.records import Incident, PlaceValue
from rashomon.reference.date_precision import date_prec, time_precision
from rashomon.reference.place_precision import geo_precision, where_words

__all__ = ["date_codes", "kind_words", "place_code", "place_name", "place_words", "point_words"]


def kind_words(incident: Incident) -> str:
    """Return what sort of violence it was ("air strike")."""
    return incident.kind.replace("_", " ")


def date_codes(incident: Incident) -> str:
    """How exactly the date is known, in the codes of those databases that have one for it."""
    codes = {
        "UCDP date_prec": date_prec(incident.date),
        "ACLED time_precision": time_precision(incident.date),
    }
    return ", ".join(f"{name} {code}" for name, code in codes.items() if code is not None)


def place_words(place: PlaceValue | None) -> str:
    """Return a place by its words, with the province and country where these do not say them."""
    if place is None:
        return "place unknown"
    words = " ".join(place.words.split())
    anchor = place.anchors[0] if place.anchors else None
    if anchor is None:
        return words if place.is_resolved else f"{words} (not found)"
    wider = [
        x for x in (anchor.admin, anchor.country) if x and x.casefold() not in words.casefold()
    ]
    return ", ".join([words, *wider])


def place_name(place: PlaceValue | None) -> str:
    """The gazetteer's name for it, for a narrow column; the words where there is none."""
    if place is None or not place.anchors:
        return place_words(place)
    named = place.anchors[0]
    return ", ".join(dict.fromkeys(filter(None, (named.name, named.admin, named.country))))


def point_words(place: PlaceValue | None) -> str:
    """Return the point meant and how far off it may be, "" where none was found."""
    if place is None or place.lat is None or place.lon is None or place.radius_km is None:
        return ""
    return f"{place.lat:.3f}, {place.lon:.3f} ± {place.radius_km:g} km"


def place_code(place: PlaceValue | None) -> str:
    """How the point came about and how exactly the place is known."""
    if place is None or not (place.reason or place.relation):
        return ""
    exactly = where_words(place)
    told = f"{exactly}, ACLED geo_precision {geo_precision(place)}" if exactly else ""
    return "; ".join(filter(None, (place.reason, told)))
