from __future__ import annotations

import pytest

from rashomon.locate import Gazetteer, locate, resolve_place
from rashomon.records import (
    Claim,
    EvidenceSpan,
    Facet,
    Means,
    MeansValue,
    Mention,
    PlaceValue,
    Reading,
    Report,
    Span,
)
from rashomon.reference.earth import distance_km

ALEPPO, DAMASCUS = (36.2, 37.16), (33.51, 36.29)


def reading(text: str, *phrases: str, confidence: float = 0.8) -> Reading:
    """A reading with a place claim for each phrase, taken in the order of the text."""
    report = Report("r1", "one", "one.txt", text)
    claims, at = [], 0
    for phrase in phrases:
        at = text.index(phrase, at)
        evidence = EvidenceSpan.cut(text, at, at + len(phrase))
        claims.append(
            Claim("r1", 0, Facet.PLACE, PlaceValue(phrase), evidence, confidence=confidence)
        )
        at += 1
    return Reading(report, "test", (Mention(0, Span(0, len(text))),), tuple(claims))


def places(read: Reading) -> list[PlaceValue]:
    return [claim.value for claim in read.claims if isinstance(claim.value, PlaceValue)]


def is_within(value: PlaceValue, point: tuple[float, float], km: float) -> bool:
    assert value.lat is not None
    assert value.lon is not None
    return distance_km(value.lat, value.lon, *point) <= km


@pytest.mark.parametrize(
    ("words", "country", "point", "km"),
    [
        ("the Salaheddin district of Aleppo", "Syria", (36.184, 37.125), 3),
        ("in rebel-held eastern Aleppo", "Syria", (36.21, 37.19), 6),
        ("20 km south of Damascus", "Syria", (33.33, 36.29), 3),
        ("southeast of Damascus", "Syria", (33.45, 36.37), 3),
        ("between Aleppo and Damascus", "Syria", (34.86, 36.72), 5),
        ("near the T4 airbase", "Syria", (34.52, 37.63), 3),
        ("northern Syria", "Syria", (36.4, 37.6), 30),
        ("Helmand province", "Afghanistan", (31.4, 64.2), 30),
        ("Marjah district of Helmand province", "Afghanistan", (31.53, 64.12), 10),
        ("Zaranj province", "Afghanistan", (31.1, 61.9), 40),
        ("Khan Younis", None, (31.34, 34.30), 5),
        ("Shejaia neighborhood of Gaza City", "Palestine", (31.5, 34.48), 4),
        ("the city of Bakhmut in Donetsk oblast", "Ukraine", (48.6, 38.0), 5),
        ("EL MOZOTE", "El Salvador", (13.9, -88.11), 5),
    ],
)
def test_known_places_are_found(
    words: str, country: str | None, point: tuple[float, float], km: float, gazetteer: Gazetteer
) -> None:
    """Phrases of many wars lead to the point that they mean."""
    value = resolve_place(words, country=country, gazetteer=gazetteer)
    assert is_within(value, point, km), value


@pytest.mark.parametrize(
    ("text", "lat"),
    [
        ("Libyan forces shelled Tripoli on Monday.", 32.89),
        ("Greek police said a bomb went off in Tripoli, in southern Greece.", 37.5),
    ],
)
def test_the_report_tells_which_namesake(text: str, lat: float, gazetteer: Gazetteer) -> None:
    """The countries that a report names choose among places of one name."""
    value = resolve_place("Tripoli", text=text, gazetteer=gazetteer)
    assert value.lat == pytest.approx(lat, abs=0.1)


def test_the_noun_tells_province_from_town(gazetteer: Gazetteer) -> None:
    """The words "Aleppo province" is wider than "Aleppo", and somewhere else."""
    town = resolve_place("Aleppo", country="Syria", gazetteer=gazetteer)
    province = resolve_place("Aleppo province", country="Syria", gazetteer=gazetteer)
    assert town.radius_km is not None
    assert province.radius_km is not None
    assert province.radius_km > 5 * town.radius_km


def test_an_unknown_quarter_falls_back_on_its_town(gazetteer: Gazetteer) -> None:
    """The town is taken for a quarter that no list knows, and the reason says so."""
    value = resolve_place("the Zzyzx quarter of Aleppo", country="Syria", gazetteer=gazetteer)
    assert is_within(value, ALEPPO, 2)
    assert "unknown to the gazetteer" in value.reason


def test_what_nothing_fits_stays_unresolved(gazetteer: Gazetteer) -> None:
    """No point is made up; the reason names the name."""
    value = resolve_place("Zzyzx", country="Syria", gazetteer=gazetteer)
    assert not value.is_resolved
    assert "Zzyzx" in value.reason


def test_a_namesake_far_away_is_not_taken(gazetteer: Gazetteer) -> None:
    """A report on Syria that names some Springfield does not move to Illinois."""
    value = resolve_place("Springfield", country="Syria", gazetteer=gazetteer)
    assert not value.is_resolved


def test_pointing_words_take_the_place_before(gazetteer: Gazetteer) -> None:
    """The words "the city" and "the village" mean the nearest such place before them."""
    text = (
        "Syrian warplanes struck Damascus. Rebels fired on the city. "
        "Shells hit the village of Rityan. Ten people died in the village. "
        "Later the capital was calm."
    )
    found = places(
        locate(reading(text, "the city", "the village", "the village", "the capital"), gazetteer)
    )
    assert is_within(found[0], DAMASCUS, 2)
    assert is_within(found[2], (36.322, 37.062), 2)
    assert is_within(found[3], DAMASCUS, 2)


def test_parts_of_the_place_before_are_offset(gazetteer: Gazetteer) -> None:
    """The words "The city's eastern outskirts" lie east of the city spoken of."""
    text = "Shells fell on Aleppo in Syria, and troops attacked the city's eastern outskirts."
    (value,) = places(locate(reading(text, "the city's eastern outskirts"), gazetteer))
    assert value.lon is not None
    assert value.lon > ALEPPO[1]


def test_an_unknown_street_lies_in_the_town_spoken_of(gazetteer: Gazetteer) -> None:
    """A street that no list knows takes the town before it, with a wider radius."""
    text = "A blast rocked Aleppo in Syria. It went off in Zzyzx Street."
    (value,) = places(locate(reading(text, "Zzyzx Street"), gazetteer))
    assert is_within(value, ALEPPO, 2)
    assert value.radius_km is not None
    assert value.radius_km >= 15


def test_a_bare_capital_needs_the_gazetteer(gazetteer: Gazetteer) -> None:
    """A doubtful claim on an unknown word is dropped, a sure one kept unresolved."""
    text = "Syrian forces attacked in Zzyzx."
    assert locate(reading(text, "Zzyzx", confidence=0.4), gazetteer).claims == ()
    (kept,) = locate(reading(text, "Zzyzx", confidence=0.8), gazetteer).claims
    assert kept.value == PlaceValue("Zzyzx", reason="no gazetteer entry fits Zzyzx")


def test_one_unresolvable_place_costs_the_others_nothing(gazetteer: Gazetteer) -> None:
    """Places are resolved one by one."""
    text = "Syrian forces shelled Zzyzx and Aleppo."
    first, second = places(locate(reading(text, "Zzyzx", "Aleppo"), gazetteer))
    assert not first.is_resolved
    assert is_within(second, ALEPPO, 2)


def test_mentions_are_located_and_other_claims_left_alone(gazetteer: Gazetteer) -> None:
    """A mention's place is resolved; claims of other facets and ids do not change."""
    text = "Syrian jets bombed Aleppo."
    means = Claim("r1", 0, Facet.MEANS, MeansValue(Means.AIR_STRIKE), EvidenceSpan.cut(text, 0, 11))
    before = reading(text, "Aleppo")
    whole = Mention(0, Span(0, len(text)), place=PlaceValue("Aleppo"))
    bare = Mention(1, Span(0, 5))
    before = Reading(before.report, "test", (whole, bare), (*before.claims, means))
    after = locate(before, gazetteer)
    assert after.mentions[0].place is not None
    assert after.mentions[0].place.is_resolved
    assert after.mentions[1] == bare
    assert after.claims[1] == means
    assert [c.claim_id for c in after.claims] == [c.claim_id for c in before.claims]


def test_a_report_in_capitals_is_located(gazetteer: Gazetteer) -> None:
    """Wire copy in capitals keeps its words from being taken for villages."""
    text = (
        "GUERRILLAS ATTACKED THE GARRISON IN PERQUIN, IN THE EL SALVADOR DEPARTMENT OF MORAZAN, "
        "LAST NIGHT. US OFFICIALS MADE NO COMMENT ON THE BATTLE."
    )
    (value,) = places(locate(reading(text, "PERQUIN"), gazetteer))
    assert is_within(value, (13.96, -88.16), 3)


def test_anchors_tell_what_a_point_rests_on(gazetteer: Gazetteer) -> None:
    """A midpoint names both of its ends; a quarter its town too."""
    middle = resolve_place("between Aleppo and Damascus", country="Syria", gazetteer=gazetteer)
    assert {place.name for place in middle.anchors} == {"Aleppo", "Damascus"}
    assert "between" in middle.reason


def test_a_country_alone_is_its_middle(gazetteer: Gazetteer) -> None:
    """A bare country resolves to its middle, with a country's radius."""
    value = resolve_place("Syria", gazetteer=gazetteer)
    assert value.radius_km == 240


def test_a_ring_has_no_direction(gazetteer: Gazetteer) -> None:
    """A distance without a direction widens the radius instead of moving the point."""
    value = resolve_place("60 kilometres from Aleppo", country="Syria", gazetteer=gazetteer)
    assert is_within(value, ALEPPO, 1)
    assert value.radius_km is not None
    assert value.radius_km > 60


def test_the_same_noun_points_to_the_same_site(gazetteer: Gazetteer) -> None:
    """The words "the base" mean the airbase named before, not the town named since."""
    text = "In Syria, jets hit the T4 airbase. Aleppo was calm. Smoke rose from the base."
    airbase, base = places(locate(reading(text, "the T4 airbase", "the base"), gazetteer))
    assert (base.lat, base.lon) == (airbase.lat, airbase.lon)
    assert base.reason is not None
    assert base.reason.startswith("points back to")


def test_a_phrase_points_back_to_its_head_and_not_its_end(gazetteer: Gazetteer) -> None:
    """After "Aleppo, 300 km from Damascus" the city is Aleppo."""
    text = "In Syria, shells hit Aleppo 300 km north of Damascus. Smoke rose over the city."
    phrase = "Aleppo 300 km north of Damascus"
    city = places(locate(reading(text, phrase, "the city"), gazetteer))[1]
    assert is_within(city, ALEPPO, 5)


def test_the_province_may_be_that_of_the_town_named(gazetteer: Gazetteer) -> None:
    """Where no province has been named, the last town's is meant."""
    text = "In Afghanistan, ten were killed in Zaranj. Raids went on in the province."
    province = places(locate(reading(text, "Zaranj", "the province"), gazetteer))[1]
    assert is_within(province, (31.1, 61.9), 60)


def test_the_south_of_a_town_is_in_it(gazetteer: Gazetteer) -> None:
    """The words "the south of" tell a part; "south of" alone leads out of the town."""
    inside = resolve_place("the south of Aleppo", country="Syria", gazetteer=gazetteer)
    outside = resolve_place("south of Aleppo", country="Syria", gazetteer=gazetteer)
    assert is_within(inside, ALEPPO, 7)
    assert not is_within(outside, ALEPPO, 7)


@pytest.mark.parametrize("words", ["Syrias Aleppo", "Syria's second city of Aleppo"])
def test_an_owning_country_is_no_name(words: str, gazetteer: Gazetteer) -> None:
    """The country before its town does not hide the town."""
    value = resolve_place(words, gazetteer=gazetteer)
    assert is_within(value, ALEPPO, 5)
    assert "unknown" not in (value.reason or "")


def test_a_doubtful_place_abroad_is_dropped(gazetteer: Gazetteer) -> None:
    """A bare capitalized word in a country that the report hardly names is no claim."""
    text = "Syria, Syrian troops in Syria, Syrians in Syria: shells hit Aleppo. London. " * 4
    kept = places(locate(reading(text, "Aleppo", "London", confidence=0.45), gazetteer))
    assert [value.words for value in kept] == ["Aleppo"]


def test_a_crossing_between_two_places_has_its_own_point(gazetteer: Gazetteer) -> None:
    """What lies between two places and is known by its own name is not put in the middle."""
    alone = resolve_place("the Bab al-Hawa crossing", country="Syria", gazetteer=gazetteer)
    words = "the Bab al-Hawa crossing between Turkey and Idlib province"
    found = resolve_place(words, country="Syria", gazetteer=gazetteer)
    assert (found.lat, found.lon) == (alone.lat, alone.lon)


def test_a_region_of_many_countries_is_no_towns_district(gazetteer: Gazetteer) -> None:
    """A district that shares its name with half a continent lies in the town spoken of."""
    text = "Troops fought in Aleppo in Syria and took the Sahel district."
    found = resolve_place("the Sahel district", text=text, gazetteer=gazetteer)
    assert found.lat is not None
    assert found.lat > 30
