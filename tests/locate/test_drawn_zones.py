"""Lines of zones as places that phrases name."""

from __future__ import annotations

import pytest

from rashomon.locate import Gazetteer, resolve_place
from rashomon.locate.drawn_zones import drawn_zones, find_zones
from rashomon.reference.earth import distance_km


def test_names_of_lines_and_areas_are_found() -> None:
    """However they are written."""
    text = "from the euphrates river deconfliction line to the 55-km zone"
    assert [found.group() for found in find_zones(text)] == [
        "euphrates river deconfliction line",
        "55-km zone",
    ]


def test_a_shared_name_is_that_of_several_lines() -> None:
    """The line of contact is one in Ukraine and one around Nagorno-Karabakh."""
    assert [zone.is_shared for zone in drawn_zones("line of contact")] == [True, True]
    assert [zone.is_shared for zone in drawn_zones("euphrates de-confliction line")] == [False]
    assert drawn_zones("telephone line") == ()


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
        (
            "the de-confliction zone with Russia",
            "Near Tanf in Syria they entered the de-confliction zone with Russia.",
            33.506, 38.618, 1,
        ),
        (
            "inside the 55-km zone near Tanf",
            "They were inside the 55-km zone near Tanf in Syria.",
            33.506, 38.618, 1,
        ),
        ("in the 55-kilometer zone", "They met in the 55-kilometer zone.", 33.506, 38.618, 1),
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


def test_a_name_that_zones_share_is_no_zone_of_ours_elsewhere(gazetteer: Gazetteer) -> None:
    """A buffer zone in Libya is not the one on the Golan."""
    text = "Shells fell in the buffer zone near Tripoli in Libya."
    found = resolve_place("the buffer zone near Tripoli", text=text, gazetteer=gazetteer)
    assert found.lat is not None
    assert abs(found.lat - 32.9) < 1


def test_a_shared_name_without_places_leads_nowhere(gazetteer: Gazetteer) -> None:
    """Which line of contact is meant cannot be told."""
    assert not resolve_place("the line of contact", gazetteer=gazetteer).is_resolved
