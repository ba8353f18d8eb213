from __future__ import annotations

import pytest

from rashomon.locate.phrases import Part, Relation, parse_phrase


def named(phrase: str) -> list[tuple[str | None, str | None]]:
    return [(part.names[0] if part.names else None, part.noun) for part in parse_phrase(phrase)]


@pytest.mark.parametrize(
    ("phrase", "parts"),
    [
        ("Homs", [("Homs", None)]),
        ("the northern village of Rityan", [("Rityan", "village")]),
        ("the Midan quarter of Aleppo city", [("Midan quarter", "quarter"), ("Aleppo", "town")]),
        ("the rebel-held town of Douma in Eastern Ghouta",
         [("Douma", "town"), ("Eastern Ghouta", None)]),
        ("the Taliban stronghold of Musa Qala", [("Musa Qala", "town")]),
        ("Deir ez - Zor", [("Deir ez-Zor", None)]),
        ("al-Harra, southeast of Abu Kamal", [("al-Harra", None), ("Abu Kamal", None)]),
        ("Khan Younis, where troops had camped near Rafah", [("Khan Younis", None)]),
        ("the president's home village Qardaha", [("Qardaha", "village")]),
        ("IN SAN SALVADOR", [(None, None), ("SAN SALVADOR", None)]),
        ("the city's outskirts", [("None", None)]),
    ],
)  # fmt: skip
def test_parts_carry_names_and_classes(
    phrase: str, parts: list[tuple[str | None, str | None]]
) -> None:
    """A phrase comes apart into its names, each with the class of its noun."""
    if parts == [("None", None)]:
        assert all(name is None for name, _ in named(phrase))
    else:
        assert named(phrase) == parts


@pytest.mark.parametrize(
    ("phrase", "relation"),
    [
        ("8 km east of Homs", Relation("from", 90.0, 8.0)),
        ("ten miles from Homs", Relation("from", None, 16.09)),
        ("500 meters northwest of Homs", Relation("from", 315.0, 0.5)),
        ("south-east of Homs", Relation("from", 135.0)),
        ("near Homs", Relation("near")),
        ("between Homs and Hama", Relation("between")),
    ],
)
def test_relations_are_measured(phrase: str, relation: Relation) -> None:
    """The words before a name become a bearing and a distance."""
    assert parse_phrase(phrase)[0].to_next == relation


def test_a_site_keeps_its_noun_as_one_reading() -> None:
    """The gazetteer may know "Castello road" or "Castello"."""
    assert parse_phrase("the Castello road")[0].names == ("Castello road", "Castello")


def test_a_turned_country_is_the_name() -> None:
    """In "northern Syria" the country is what lies to the north of nothing else."""
    (part,) = parse_phrase("northern Syria")
    assert part.bearing == 0.0
    assert part.names == ("Syria",)


def test_an_owner_is_the_wider_place() -> None:
    """The words "Libya's Tripoli" is Tripoli, in Libya."""
    inner, outer = parse_phrase("Libya's Tripoli")
    assert (inner.names, outer.names) == (("Tripoli",), ("Libya",))


def test_a_demonym_tells_the_country() -> None:
    """The words "the Syrian town of" narrow the search to Syria."""
    assert parse_phrase("the Syrian town of Azaz")[0].country == "Syrian"


def test_nothing_comes_of_nothing() -> None:
    """Words without a place yield no part."""
    assert parse_phrase("the") == ()
    assert Part(()) == Part(())


def test_a_side_of_a_town_that_lost_its_apostrophe_is_read() -> None:
    """The direction in "the citys south" is a part, and the city its wider place."""
    first, second = parse_phrase("the citys south")
    assert (first.bearing, second.noun_word) == (180.0, "city")


def test_a_direction_with_a_capital_describes_a_part() -> None:
    """In "the Western countryside" there is no place called Western."""
    (part,) = parse_phrase("the Western countryside")
    assert (part.names, part.bearing) == ((), 270.0)


def test_a_street_told_first_is_read_whole() -> None:
    """A phrase like "Rue Monge" is a street, and nothing in a town called Rue."""
    (part,) = parse_phrase("Rue Monge")
    assert (part.names, part.noun) == (("Rue Monge",), "quarter")


def test_a_port_named_after_its_country_keeps_its_name() -> None:
    """A country's name after "Port" is a part of the town's."""
    (part,) = parse_phrase("Port Sudan")
    assert part.names[0] == "Port Sudan"
