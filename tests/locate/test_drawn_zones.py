"""Lines of zones as places that phrases name."""

from __future__ import annotations

import pytest

from rashomon.locate import Gazetteer, resolve_place
from rashomon.locate.drawn_zones import zone_lines_named, zone_pattern
from rashomon.reference.earth import distance_km


def test_names_of_lines_are_found_and_areas_are_not() -> None:
    """A line is a stretch to be on; an area has a place of its own."""
    text = "from the euphrates river deconfliction line to the 55-km zone"
    assert [found.group() for found in zone_pattern().finditer(text)] == [
        "euphrates river deconfliction line"
    ]


def test_a_shared_name_is_that_of_several_lines() -> None:
    """The line of contact is one in Ukraine and one around Nagorno-Karabakh."""
    assert len(zone_lines_named("line of contact")) == 2
    assert len(zone_lines_named("euphrates de-confliction line")) == 1
    assert zone_lines_named("telephone line") == ()


@pytest.mark.parametrize(
    ("words", "text", "lat", "lon", "km"),
    [
        (
            "8 km east of the Euphrates de-confliction line",
            "They met 8 km east of the Euphrates de-confliction line near Khusham in Syria.",
            35.31, 40.3, 15,
        ),
        (
            "8 km east of the de-confliction line",
            "In Khusham, Syria, they met 8 km east of the de-confliction line.",
            35.31, 40.3, 15,
        ),
    ],
)  # fmt: skip
def test_a_way_to_a_line_leads_to_the_stretch_that_is_meant(
    words: str, text: str, lat: float, lon: float, km: float, gazetteer: Gazetteer
) -> None:
    """The report's other places tell which part of the line it is."""
    found = resolve_place(words, text=text, gazetteer=gazetteer)
    assert found.lat is not None
    assert found.lon is not None
    assert distance_km(found.lat, found.lon, lat, lon) < km
    assert "de-confliction line" in found.reason


def test_a_shared_name_without_places_leads_nowhere(gazetteer: Gazetteer) -> None:
    """Which line of contact is meant cannot be told."""
    assert not resolve_place("the line of contact", gazetteer=gazetteer).is_resolved
