"""What is read where the words are given: planted answers, right and wrong."""

from __future__ import annotations

from typing import Any

import pytest

from rashomon.evaluate import read_given_words
from rashomon.locate import Gazetteer, open_gazetteer

TEXT = (
    "A drone hit a market in Homs on Wednesday, and mortar bombs fell on the outskirts of Xyzzyq "
    "two days later.\n"
)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


def annotation(*claims: dict[str, Any]) -> tuple[dict[str, Any], str]:
    return {
        "id": "one",
        "published": None,
        "context_date": "2018-02-09",
        "noise": [],
        "incidents": [],
        "claims": list(claims),
    }, TEXT


def date_claim(quote: str, day: str | None) -> dict[str, Any]:
    return {"facet": "date", "quote": quote, "value": {"from": day, "to": day}}


def place_claim(quote: str, name: str, lat: float | None, lon: float | None) -> dict[str, Any]:
    value = {"name": name, "lat": lat, "lon": lon, "radius_km": 10}
    return {"facet": "place", "quote": quote, "value": value}


def test_right_and_misread_words_are_told_apart(gazetteer: Gazetteer) -> None:
    """A date and a place that agree count; a wrong day and an unknown name are named."""
    measured = read_given_words(
        [
            annotation(
                date_claim("on Wednesday", "2018-02-07"),
                date_claim("two days later", "2018-03-01"),
                place_claim("in Homs", "Homs", 34.73, 36.71),
                place_claim("on the outskirts of Xyzzyq", "outskirts of Xyzzyq", 34.0, 36.0),
            )
        ],
        gazetteer,
    )
    assert (measured.dates, measured.date_share) == (2, 0.5)
    assert (measured.places, measured.place_share) == (2, 0.5)
    dated, placed = measured.misread
    assert (dated.words, dated.found) == ("two days later", "2018-02-09")
    assert placed.facet == "place"
    assert "Xyzzyq" in placed.found


def test_claims_without_a_day_a_point_or_their_words_are_left_out(gazetteer: Gazetteer) -> None:
    """What an annotation does not tell cannot be measured, and shares of nothing are None."""
    measured = read_given_words(
        [
            annotation(
                date_claim("on Wednesday", None),
                place_claim("in Homs", "Homs", None, None),
                date_claim("words that the text lacks", "2018-02-07"),
                {"facet": "killed", "quote": "A drone", "value": {}},
            )
        ],
        gazetteer,
    )
    assert (measured.dates, measured.places, measured.misread) == (0, 0, ())
    assert measured.date_share is None
    assert measured.place_share is None
