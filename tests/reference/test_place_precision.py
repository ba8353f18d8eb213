from __future__ import annotations

import pytest

from rashomon.records import Place, PlaceKind, PlaceRelation, PlaceValue
from rashomon.reference.place_precision import geo_precision, where_prec, where_words

K, R = PlaceKind, PlaceRelation


def value(
    kind: PlaceKind, relation: PlaceRelation | None, radius_km: float = 10.0, name: str = "Alder"
) -> PlaceValue:
    place = Place("x:1", name, kind, 1.0, 2.0, 5.0)
    return PlaceValue("words", 1.0, 2.0, radius_km, (place,), relation=relation)


@pytest.mark.parametrize(
    ("told", "ucdp", "acled"),
    [
        (value(K.SITE, R.AT), 1, 1),
        (value(K.SITE, R.AT, 55.0), 5, 3),
        (value(K.TOWN, R.AT), 1, 1),
        (value(K.TOWN, R.PART), 1, 1),
        (value(K.TOWN, R.POINTED_BACK), 1, 1),
        (value(K.TOWN, R.MEASURED), 2, 2),
        (value(K.TOWN, R.MEASURED, 80.0), 5, 3),
        (value(K.TOWN, R.NEAR), 2, 2),
        (value(K.TOWN, R.OUTSIDE), 2, 2),
        (value(K.TOWN, R.AROUND), 2, 2),
        (value(K.TOWN, R.DISTANCE, 20.0), 2, 2),
        (value(K.TOWN, R.DISTANCE, 60.0), 5, 3),
        (value(K.TOWN, R.BEARING), 5, 2),
        (value(K.TOWN, R.BETWEEN, 40.0), 5, 2),
        (value(K.TOWN, R.BETWEEN, 140.0), 5, 3),
        (value(K.TOWN, R.ON_ROAD, 140.0), 5, 3),
        (value(K.TOWN, R.BORDER, 20.0), 5, 2),
        (value(K.TOWN, R.ALONG, 20.0), 5, 2),
        (value(K.TOWN, R.WIDER), 2, 2),
        (value(K.TOWN, R.WIDER, 40.0), 5, 2),
        (value(K.DISTRICT, R.WIDER, 30.0), 3, 2),
        (value(K.DISTRICT, R.AT, 30.0), 3, 2),
        (value(K.PROVINCE, R.AT, 100.0), 4, 3),
        (value(K.PROVINCE, R.PART, 80.0), 4, 3),
        (value(K.PROVINCE, R.NEAR, 105.0), 5, 3),
        (value(K.REGION, R.AT, 200.0), 5, 3),
        (value(K.FEATURE, R.AT, 200.0), 5, 3),
        (value(K.FEATURE, R.AT, 200.0, "Red Sea"), 7, 3),
        (value(K.FEATURE, R.AT, 200.0, "Gulf of Aden"), 7, 3),
        (value(K.TOWN, R.OFFSHORE, 40.0), 7, 2),
        (value(K.COUNTRY, R.AT, 240.0), 6, 3),
        (value(K.COUNTRY, R.PART, 190.0), 5, 3),
        (PlaceValue("the border", 1.0, 2.0, 90.0, relation=R.BORDER), 5, 3),
        (PlaceValue("the base", 1.0, 2.0, 90.0, relation=R.POINTED_BACK), 5, 3),
        (value(K.TOWN, None), None, None),
        (PlaceValue("nowhere"), None, None),
        (None, None, None),
    ],
)  # fmt: skip
def test_relation_and_kind_tell_the_codes(
    told: PlaceValue | None, ucdp: int | None, acled: int | None
) -> None:
    """Each relation to each kind of place has the code that the codebooks give it."""
    assert (where_prec(told), geo_precision(told)) == (ucdp, acled)


@pytest.mark.parametrize("relation", list(PlaceRelation))
@pytest.mark.parametrize("kind", list(PlaceKind))
def test_every_resolved_place_has_both_codes(kind: PlaceKind, relation: PlaceRelation) -> None:
    """No relation and no kind of place is left out of the tables."""
    told = value(kind, relation)
    assert where_prec(told) in range(1, 8)
    assert geo_precision(told) in range(1, 4)


def test_the_code_is_told_in_words_too() -> None:
    """Whoever does not know the codebook reads what the code means."""
    words = where_words(value(K.TOWN, R.NEAR))
    assert words == "within about 25 km of a known point (UCDP 2)"
    assert where_words(PlaceValue("nowhere")) == ""
