"""Borders, coasts, rivers and roads: the words for them, the data, and points on them."""

from __future__ import annotations

import pytest

from rashomon.locate.line_data import GAZA, WEST_BANK, Line, border, coast, named_lines
from rashomon.locate.line_words import LineWords, mark_lines
from rashomon.locate.shapes import middle, midway, moved, nearest, seaward, stretch
from rashomon.reference.earth import distance_km


def line_of(words: str) -> LineWords:
    _, lines = mark_lines(words)
    (line,) = lines.values()
    return line


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("the Turkish-Syrian border", ("SY", "TR")),
        ("the Syria–Iraq border region", ("IQ", "SY")),
        ("the Pakistan/Afghanistan border", ("AF", "PK")),
        ("the Turkish Syrian border", ("SY", "TR")),
        ("Turkey's border with Syria", ("SY", "TR")),
        ("Syria's long border with Iraq", ("IQ", "SY")),
        ("the border between Mali and Niger", ("ML", "NE")),
        ("the frontier of Chad and Sudan", ("SD", "TD")),
        ("the border separating North Korea from South Korea", ("KP", "KR")),
        ("the Turkish border", ("TR",)),
        ("the border with the Democratic Republic of the Congo", ("CD",)),
        ("Israel's southern border", ("IL",)),
        ("the border", ()),
        ("its border", ()),
        ("the Gaza-Israel border", ("IL", GAZA)),
        ("the Gaza border fence", ("IL", GAZA)),
        ("the border with the West Bank", (WEST_BANK,)),
        ("the Durand Line", ("AF", "PK")),
        ("the Line of Control", ("IN", "PK")),
        ("THE SALVADORAN-HONDURAN BORDER", ("HN", "SV")),
    ],
)
def test_borders_are_read_with_their_countries(words: str, codes: tuple[str, ...]) -> None:
    """Whose border it is, in every order in which reports tell it."""
    line = line_of(words)
    assert (line.kind, set(line.codes)) == ("border", set(codes))


@pytest.mark.parametrize(
    "words",
    [
        "the border town of Kobani",
        "the Bab al-Hawa border crossing",
        "a Turkish border post",
        "border villages",
        "the Turkish border province of Hatay",
        "the Tabqa dam on the upper course",
        "the Euphrates dam",
        "the Tigris hotel",
        "Operation Euphrates Shield",
        "Jordan",
        "Niger",
        "Blue Nile state",
        "the Salaheddin district",
        "Road",
        "the al-Bab road",
        "the coastal town of Tartus",
    ],
)
def test_what_only_names_a_line_is_none(words: str) -> None:
    """A town on the border, a dam on the river and a country of its name are other things."""
    assert mark_lines(words) == (words, {})


@pytest.mark.parametrize(
    ("words", "kind", "name", "bearing"),
    [
        ("the Euphrates", "river", "euphrates", None),
        ("the Euphrates River valley", "river", "euphrates", None),
        ("the eastern bank of the Euphrates", "river", "euphrates", 90.0),
        ("the banks of the Niger River", "river", "niger", None),
        ("the River Jordan", "river", "jordan", None),
        ("the Middle Euphrates", "river", "euphrates", None),
        ("the Blue Nile", "river", "blue nile", None),
        ("the M5 highway", "road", "m5", None),
        ("Salah al-Din Road", "road", "salah al-din", None),
        ("Highway 1", "road", "highway 1", None),
    ],
)
def test_rivers_and_roads_are_read_by_name(
    words: str, kind: str, name: str, bearing: float | None
) -> None:
    """Names in our data, with the side of the river that is told."""
    line = line_of(words)
    assert (line.kind, line.name, line.bearing) == (kind, name, bearing)
    assert named_lines(line.name)


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        ("the Homs–Tartus road", (("Homs", "Tartus"),)),
        ("the Damascus - Aleppo highway", (("Damascus", "Aleppo"),)),
        ("the Homs to Tartus road", (("Homs", "Tartus"),)),
        ("the Deir ez-Zor-Raqqa road", (("Deir ez-Zor", "Raqqa"),)),
        ("the road linking Goma to Bunia", (("Goma", "Bunia"),)),
        ("a road that connects Goma and Bunia", (("Goma", "Bunia"),)),
        ("the highway between the towns of Bama and Maiduguri", (("Bama", "Maiduguri"),)),
        ("the main road from Aden to Taiz", (("Aden", "Taiz"),)),
        ("the road to Taiz", (("", "Taiz"),)),
        ("the road leading to Taiz", (("", "Taiz"),)),
        ("THE ROAD BETWEEN SAN SALVADOR AND SAN MIGUEL", (("San Salvador", "San Miguel"),)),
    ],
)
def test_roads_are_read_by_their_ends(words: str, ends: tuple[tuple[str, str], ...]) -> None:
    """A road without a name of its own is known by what it joins."""
    assert line_of(words).ends == ends


@pytest.mark.parametrize(
    ("words", "codes", "name"),
    [
        ("the Yemeni coast", ("YE",), ""),
        ("Somalia's southern coast", ("SO",), ""),
        ("the Hodeidah coast", (), "Hodeidah"),
        ("the coast of Yemen", (), ""),
        ("the Black Sea coast", (), ""),
    ],
)
def test_coasts_are_read(words: str, codes: tuple[str, ...], name: str) -> None:
    """By country or by town; a sea is none."""
    line = line_of(words)
    assert (line.kind, line.codes, line.name) == ("coast", codes, name)


def test_more_lines_than_marks_are_left_as_words() -> None:
    """Endless borders do not run out of marks; what is over stays."""
    text, lines = mark_lines("the Turkish border " * 50)
    assert 0 < len(lines) <= 8
    assert "Turkish border" in text


@pytest.mark.parametrize(
    ("one", "other", "lat", "lon"),
    [
        ("SY", "TR", 36.90, 38.35),  # near Kobani
        ("AF", "PK", 34.12, 71.09),  # Torkham
        ("UA", "RU", 50.37, 36.39),  # north of Kharkiv
        ("IL", "LB", 33.10, 35.25),  # east of Naqoura
        ("CO", "VE", 7.82, -72.45),  # Cucuta
        ("KP", "KR", 37.96, 126.67),  # Panmunjom
        ("IL", GAZA, 31.50, 34.51),
        ("IL", WEST_BANK, 32.19, 34.97),  # Qalqilya
        ("RW", "CD", -1.67, 29.26),  # Goma
    ],
)
def test_borders_pass_where_they_pass(one: str, other: str, lat: float, lon: float) -> None:
    """Points known to lie on a border are near it."""
    line = border(one, other)
    assert line is not None
    assert nearest(line, lat, lon).away_km < 15


def test_a_border_is_the_same_either_way_round() -> None:
    """The order of the countries does not matter; islands have none."""
    one, other = border("SY", "TR"), border("TR", "SY")
    assert one is not None
    assert other is not None
    assert one.pieces == other.pieces
    assert border("LK") is None
    assert border("SY", "FR") is None
    assert coast("ML") is None


def test_no_border_takes_a_side_in_crimea() -> None:
    """The isthmus is no border."""
    line = border("RU", "UA")
    assert line is not None
    assert nearest(line, 46.1, 33.7).away_km > 100


def test_gaza_has_a_border_of_its_own() -> None:
    """Its fence is not the West Bank's, nor the other way round."""
    gaza, west_bank = border("IL", GAZA), border("IL", WEST_BANK)
    assert gaza is not None
    assert west_bank is not None
    assert nearest(gaza, 32.0, 35.0).away_km > 50
    assert nearest(west_bank, 31.4, 34.4).away_km > 40


def test_every_drawn_line_passes_its_countries_by_its_names() -> None:
    """Each name leads to its line, and the line has its points in order."""
    for name in ("M5", "Euphrates", "Dnieper", "Shabelle", "Kabul-Kandahar highway"):
        (line,) = named_lines(name)
        assert len(line.pieces[0]) >= 5
        steps = [
            distance_km(*a, *b) for a, b in zip(line.pieces[0], line.pieces[0][1:], strict=False)
        ]
        assert max(steps) < 450


STRAIGHT = Line("x", "road", (), (((0.0, 0.0), (0.0, 2.0)),))


def test_the_nearest_point_lies_between_two_of_the_line() -> None:
    """Long steps are looked at in between."""
    found = nearest(STRAIGHT, 0.5, 1.0)
    assert found.lat == pytest.approx(0)
    assert found.lon == pytest.approx(1, abs=0.03)
    assert found.away_km == pytest.approx(55.6, rel=0.01)


def test_a_stretch_is_what_is_within_reach() -> None:
    """Its middle and how far it goes either way; without any, the nearest point."""
    found = stretch(STRAIGHT, 0.0, 0.0, 111.2)
    assert found.lon == pytest.approx(0.5, abs=0.04)
    assert found.radius_km == pytest.approx(55.6, abs=4)
    far = stretch(STRAIGHT, 3.0, 1.0, 50.0)
    assert far.away_km == pytest.approx(333, abs=3)
    whole = middle(STRAIGHT)
    assert whole.lon == pytest.approx(1.0, abs=0.04)


def test_lines_cross_the_date_line() -> None:
    """A step from 179 to -179 degrees is short."""
    line = Line("x", "road", (), (((0.0, 179.0), (0.0, -179.0)),))
    assert nearest(line, 0.0, 180.0).away_km < 4
    assert abs(middle(line).lon) > 179.9
    assert abs(midway(0.0, 179.0, 0.0, -179.0)[1]) == pytest.approx(180)
    assert moved(0.0, 179.9, 90.0, 50.0)[1] < -179


@pytest.mark.parametrize(
    ("code", "lat", "lon", "bearing"),
    [("YE", 14.8, 42.95, 250), ("SO", 2.04, 45.34, 140), ("LB", 33.27, 35.2, 280),
     ("LY", 32.9, 13.2, 0), ("PS", 31.5, 34.45, 305)],
)  # fmt: skip
def test_the_sea_lies_off_the_coast(code: str, lat: float, lon: float, bearing: float) -> None:
    """The way out to sea from Hodeidah, Mogadishu, Tyre, Tripoli and Gaza."""
    line = coast(code)
    assert line is not None
    spot, out, away = seaward(line, lat, lon, 20)
    assert away < 15
    assert distance_km(*spot, lat, lon) == pytest.approx(away)
    assert abs((out - bearing + 180) % 360 - 180) < 60
