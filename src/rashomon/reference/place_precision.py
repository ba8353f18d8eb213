"""How exactly a place is known, in the codes of two conflict databases.

UCDP GED `where_prec`: 1 exact; 2 within about 25 km of a known point; 3 second-order division;
4 first-order division; 5 fuzzy, linear, or in relation to another place; 6 country; 7 sea or air.
ACLED `geo_precision`: 1 the named town; 2 part of a region, or near a town; 3 a larger region or
its capital.

What the codebooks name stands in the tables below as it is; what was reasoned from them is
marked "(inferred)", and both stand here and nowhere else.
"""

from __future__ import annotations

import re

from rashomon.records import Place, PlaceKind, PlaceRelation, PlaceValue

__all__ = ["geo_precision", "where_prec", "where_words"]

_K, _R = PlaceKind, PlaceRelation
_WITHIN_KM = 25.0  # UCDP GED, where_prec 2: "within about 25 km"

_UCDP_OF_KIND = {
    _K.SITE: 1,  # UCDP GED, where_prec 1: exact
    _K.QUARTER: 1,
    _K.VILLAGE: 1,
    _K.TOWN: 1,
    _K.DISTRICT: 3,  # where_prec 3: second-order division
    _K.PROVINCE: 4,  # where_prec 4: first-order division
    _K.REGION: 5,  # where_prec 5: fuzzy
    _K.FEATURE: 5,  # where_prec 5: linear (rivers, roads), or fuzzy (deserts, mountains)
    _K.COUNTRY: 6,  # where_prec 6: country
}
# Where the words lead away from the place that they name. Those that keep to it or to a part of
# it (at, part, pointed back) have the code of its kind.
_UCDP_OF_RELATION = {
    _R.MEASURED: 2,  # where_prec 2; "8 km east of X" is 2 (inferred)
    _R.DISTANCE: 2,  # where_prec 2: the ring lies within a known distance (inferred)
    _R.NEAR: 2,  # where_prec 2: what is near X is within 25 km of it (inferred)
    _R.OUTSIDE: 2,  # (inferred), as near
    _R.AROUND: 2,  # (inferred), as near
    _R.BEARING: 5,  # where_prec 5: in relation to another place; unmeasured is 5 (inferred)
    _R.BETWEEN: 5,  # where_prec 5: in relation to other places, unmeasured (inferred)
    _R.ON_ROAD: 5,  # where_prec 5: linear
    _R.BORDER: 5,  # where_prec 5: linear
    _R.ALONG: 5,  # where_prec 5: linear
    _R.OFFSHORE: 7,  # where_prec 7: sea
}
_ACLED_OF_UCDP = {
    1: 1,  # ACLED, geo_precision 1: the named town
    2: 2,  # geo_precision 2: near a town
    3: 2,  # geo_precision 2: part of a region; that a second-order division is one is inferred
    4: 3,  # geo_precision 3: a larger region
    6: 3,  # geo_precision 3 (inferred): what names a country alone is hardly coded there
}
_PART_OF_REGION_KM = 50.0  # up to this a stretch or fuzzy area is a part of a region (inferred)
_SEA = re.compile(
    r"\b(?:Sea|Ocean|Gulf|Strait|Bay|Channel)$|^(?:Gulf|Sea|Straits?|Bay) of|^Mediterranean\b"
)

_WORDS = {
    1: "exact",
    2: "within about 25 km of a known point",
    3: "its district is known",
    4: "its province is known",
    5: "fuzzy, along a line, or in relation to another place",
    6: "its country is known",
    7: "at sea or in the air",
}


def where_prec(value: PlaceValue | None) -> int | None:
    """Return UCDP GED's code for a place; None where it is unresolved or its relation unknown.

    >>> where_prec(PlaceValue("nowhere"))
    """
    if value is None or not value.is_resolved or value.relation is None:
        return None
    relation, radius = value.relation, value.radius_km or 0.0
    code = _UCDP_OF_RELATION.get(relation)
    if code is None:
        code = _of_kind(value.anchors[0], relation, radius) if value.anchors else 5
    elif code == 2:
        # Near a province is neither a point nor a division; 100 km from a town is no longer
        # within 25 km of a point (both inferred).
        wide = _UCDP_OF_KIND[value.anchors[0].kind] if value.anchors else 5
        code = 2 if wide == 1 and radius <= _WITHIN_KM else 5
    return code


def _of_kind(place: Place, relation: PlaceRelation, radius: float) -> int:
    code = _UCDP_OF_KIND[place.kind]
    if place.kind in {_K.FEATURE, _K.REGION} and _SEA.search(place.name):
        return 7  # where_prec 7: sea
    if relation is _R.PART and code == 6:
        return 5  # where_prec 5: "northern Syria" is fuzzy (inferred)
    if relation is _R.WIDER and code == 1:
        # A village that no gazetteer has, in or near a town that one has (inferred).
        return 2 if radius <= _WITHIN_KM else 5
    if code == 1 and radius > _WITHIN_KM:
        return 5  # a zone tens of kilometers round a base is no point (inferred)
    return code


def geo_precision(value: PlaceValue | None) -> int | None:
    """Return ACLED's code for a place; None where UCDP's is None.

    >>> geo_precision(None)
    """
    code = where_prec(value)
    if code is None or value is None:
        return None
    known = _ACLED_OF_UCDP.get(code)
    if known is not None:
        return known
    return 2 if (value.radius_km or 0.0) <= _PART_OF_REGION_KM else 3


def where_words(value: PlaceValue | None) -> str:
    """Return in words how exactly a place is known, with UCDP's code; "" where it is not.

    >>> where_words(PlaceValue("the Y", 1, 2, 9, relation=PlaceRelation.ALONG))
    'fuzzy, along a line, or in relation to another place (UCDP 5)'
    """
    code = where_prec(value)
    return f"{_WORDS[code]} (UCDP {code})" if code is not None else ""
