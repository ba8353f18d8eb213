"""Which stretch of a line is meant, on a small gazetteer."""

from __future__ import annotations

import pytest

from rashomon.locate import Gazetteer, resolve_place
from rashomon.records import PlaceRelation, PlaceValue
from rashomon.reference.earth import distance_km

R = PlaceRelation


def place(words: str, gazetteer: Gazetteer, **known: str) -> PlaceValue:
    return resolve_place(words, gazetteer=gazetteer, **known)


def test_a_border_is_cut_by_the_reports_other_places(gazetteer: Gazetteer) -> None:
    """Near the border with Turkey, in a report about Aleppo, is the border nearest to Aleppo."""
    text = "Syrian troops shelled Aleppo. Later, shells fell near the border with Turkey."
    value = place("near the border with Turkey", gazetteer, text=text)
    assert value.relation is R.BORDER
    assert value.lat is not None
    assert value.lon is not None
    assert 35 < distance_km(value.lat, value.lon, 36.2, 37.16) < 50
    assert "nearest to Aleppo" in value.reason


def test_a_border_without_other_places_is_its_middle(gazetteer: Gazetteer) -> None:
    """The radius covers all of it, and the reason says that no part was told."""
    value = place("the Turkish-Syrian border", gazetteer)
    assert value.radius_km is not None
    assert value.radius_km > 250
    assert "no place told which part" in value.reason
    assert value.anchors == ()


def test_the_border_alone_is_that_of_the_reports_countries(gazetteer: Gazetteer) -> None:
    """Two countries of the report that touch have it between them."""
    text = "Syria and Turkey traded fire. Jets flew over Syria. Shells fell on the border."
    value = place("on the border", gazetteer, text=text)
    assert value.relation is R.BORDER
    assert "Syria and Turkey" in value.reason or "Turkey and Syria" in value.reason


def test_a_country_is_measured_from_its_border(gazetteer: Gazetteer) -> None:
    """Ten kilometers from Syria, in Turkey, is ten kilometers from the border."""
    text = "Turkish troops in Turkey fired from a hill 10 km from Syria. Turkish jets flew over."
    value = place("10 km from Syria", gazetteer, text=text)
    assert value.relation is R.BORDER
    assert value.lat is not None
    assert 36 < value.lat < 37.5


def test_a_road_is_cut_by_the_places_that_it_is_near(gazetteer: Gazetteer) -> None:
    """The stretch near a town; a road that bends to the town is followed."""
    whole = place("the road between Aleppo and Damascus", gazetteer, country="Syria")
    assert whole.relation is R.ON_ROAD
    assert whole.radius_km is not None
    assert whole.radius_km > 120
    near = place("the M5 highway near Damascus", gazetteer, country="Syria")
    assert near.lat == pytest.approx(33.51, abs=0.1)
    bent = place("the Zaranj-Ghorband road near Zaranj", gazetteer, country="Afghanistan")
    assert bent.relation is R.ON_ROAD


def test_a_road_with_unknown_ends_is_not_made_up(gazetteer: Gazetteer) -> None:
    """One unknown end leaves the place unresolved, with what was asked for in the reason."""
    value = place("the road between Aleppo and Zzyzx", gazetteer, country="Syria")
    assert not value.is_resolved
    assert "the road between Aleppo and Zzyzx" in value.reason
    assert not place("the road to Zzyzx", gazetteer, country="Syria").is_resolved


def test_a_road_to_a_town_is_near_it(gazetteer: Gazetteer) -> None:
    """No stretch is told, so the radius is wide."""
    value = place("on the road to Aleppo", gazetteer, country="Syria")
    assert (value.relation, value.lat) == (R.ON_ROAD, 36.2)
    assert value.radius_km is not None
    assert value.radius_km >= 25


def test_a_river_is_cut_by_the_wider_place(gazetteer: Gazetteer) -> None:
    """Along the Euphrates in a province is the stretch there; the bank told is the side."""
    whole = place("along the Euphrates", gazetteer)
    raqqa = place("along the Euphrates near Raqqa", gazetteer, country="Syria")
    east = place("the eastern bank of the Euphrates near Raqqa", gazetteer, country="Syria")
    assert whole.relation is raqqa.relation is east.relation is R.ALONG
    assert whole.radius_km is not None
    assert raqqa.radius_km is not None
    assert whole.radius_km > 10 * raqqa.radius_km
    assert east.lon is not None
    assert raqqa.lon is not None
    assert east.lon > raqqa.lon


def test_the_sea_is_off_the_coast(gazetteer: Gazetteer) -> None:
    """A distance out to sea is kept; without one the territorial sea is taken."""
    far = place("40 km off Tripoli", gazetteer, country="Libya")
    near = place("off the coast of Tripoli", gazetteer, country="Libya")
    assert far.relation is near.relation is R.OFFSHORE
    assert far.lat is not None
    assert near.lat is not None
    assert 32.9 < near.lat < far.lat
    assert far.lat == pytest.approx(33.25, abs=0.1)


def test_what_lies_inland_has_no_coast(gazetteer: Gazetteer) -> None:
    """Off a town far from the sea is near it, as one is off a road."""
    value = place("just off Aleppo", gazetteer, country="Syria")
    assert value.relation is R.NEAR
    assert place("the coast near Damascus", gazetteer, country="Syria").relation is R.ALONG


def test_a_road_of_another_country_is_not_taken(gazetteer: Gazetteer) -> None:
    """Route numbers come back in every country."""
    value = place("on Highway 1", gazetteer, text="Shells hit Syria. Syrian troops on Highway 1.")
    assert value.relation is not R.ON_ROAD


def test_a_namesake_does_not_beat_a_measured_distance(gazetteer: Gazetteer) -> None:
    """A village measured from a town lies there, whatever bears its name elsewhere."""
    value = place("Damascus, 8 km east of Aleppo", gazetteer, country="Syria")
    assert value.relation is R.MEASURED
    assert value.lat == pytest.approx(36.2, abs=0.05)
    assert "in the gazetteer is" in value.reason


def test_a_road_known_to_pass_both_towns_is_followed(gazetteer: Gazetteer) -> None:
    """The middle of the way from Damascus to Aleppo lies on the M5, at Homs, not in the desert."""
    value = place("the Damascus-Aleppo highway", gazetteer, country="Syria")
    assert value.lat is not None
    assert value.lon is not None
    assert distance_km(value.lat, value.lon, 34.83, 36.73) < 20


def test_the_line_of_control_is_no_whole_border(gazetteer: Gazetteer) -> None:
    """A line within a border has a course and a name of its own."""
    value = place("along the Line of Control", gazetteer)
    assert value.relation is R.BORDER
    assert value.lat is not None
    assert 32.8 < value.lat < 35
    assert value.reason.startswith("the Line of Control")


@pytest.mark.parametrize(
    ("words", "same"),
    [
        ("8 km east of aleppo", "8 km east of Aleppo"),
        ("near the turkish border", "near the Turkish border"),
        ("the eastern outskirts of damascus", "the eastern outskirts of Damascus"),
        ("on the damascus-aleppo highway", "on the Damascus-Aleppo highway"),
    ],
)
def test_words_in_small_letters_are_read(words: str, same: str, gazetteer: Gazetteer) -> None:
    """What a person types without capitals leads where it does with them."""
    small, large = (place(w, gazetteer, country="Syria") for w in (words, same))
    assert small.is_resolved
    assert (small.lat, small.lon, small.relation) == (large.lat, large.lon, large.relation)


def test_small_letters_tell_names_where_a_text_has_others(gazetteer: Gazetteer) -> None:
    """In a text with capitals a word without one is no name."""
    text = "Syrian troops shelled Aleppo, and a homs was heard by the Syrians in the suburbs."
    assert not place("homs", gazetteer, text=text).is_resolved
    low = "syrian troops shelled aleppo, and guns were heard in syria by the people of damascus."
    assert place("damascus", gazetteer, text=low, country="Syria").is_resolved
