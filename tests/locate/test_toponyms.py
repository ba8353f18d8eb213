from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rashomon.locate import Gazetteer, ToponymResult, resolve_toponyms
from rashomon.locate.candidates import sightings
from rashomon.locate.cues import cues_at, is_within
from rashomon.locate.entries import Entry
from rashomon.locate.index import build
from rashomon.locate.toponyms import weights
from rashomon.records import PlaceKind

K = PlaceKind


def entry(
    number: int,
    name: str,
    kind: PlaceKind,
    code: str,
    lat: float,
    lon: float,
    population: int = 0,
    *others: str,
    division: str = "",
    abbreviations: tuple[str, ...] = (),
) -> Entry:
    radius = {K.COUNTRY: 900.0, K.PROVINCE: 250.0, K.DISTRICT: 40.0, K.REGION: 2000.0}
    return Entry(
        f"made:{number}",
        name,
        others,
        kind,
        lat,
        lon,
        radius.get(kind, 10.0),
        None,
        code,
        code,
        population,
        division,
        abbreviations=abbreviations,
    )


WORLD = (
    entry(1, "United States", K.COUNTRY, "US", 39.8, -98.5, 330_000_000),
    entry(2, "France", K.COUNTRY, "FR", 46.0, 2.0, 67_000_000),
    entry(3, "United Kingdom", K.COUNTRY, "GB", 54.8, -2.7, 67_000_000),
    entry(4, "Syria", K.COUNTRY, "SY", 35.0, 38.0, 17_000_000),
    entry(
        10, "Texas", K.PROVINCE, "US", 31.3, -99.2, 29_000_000, division="US.TX",
        abbreviations=("TX",),
    ),
    entry(
        11, "Mississippi", K.PROVINCE, "US", 32.7, -89.7, 2_900_000, division="US.MS",
        abbreviations=("Miss.",),
    ),
    entry(12, "Wales", K.PROVINCE, "GB", 52.5, -3.5, 3_100_000, division="GB.WLS"),
    entry(13, "Lamar County", K.DISTRICT, "US", 33.67, -95.57, 50_000, division="US.TX"),
    entry(14, "Europe", K.REGION, "", 48.7, 9.1),
    entry(20, "Paris", K.TOWN, "FR", 48.85, 2.35, 2_100_000, division="FR.11"),
    entry(21, "Paris", K.TOWN, "US", 33.66, -95.56, 24_000, division="US.TX"),
    entry(22, "Dallas", K.TOWN, "US", 32.78, -96.8, 1_300_000, division="US.TX"),
    entry(23, "Sherman", K.TOWN, "US", 33.64, -96.61, 40_000, division="US.TX"),
    entry(24, "Lyon", K.TOWN, "FR", 45.75, 4.85, 500_000, division="FR.84"),
    entry(25, "Laurel", K.TOWN, "US", 31.69, -89.13, 18_000, division="US.MS"),
    entry(26, "Laurel", K.TOWN, "US", 45.67, -108.77, 90_000, division="US.MT"),
    entry(27, "London", K.TOWN, "GB", 51.5, -0.13, 8_900_000, division="GB.ENG"),
    entry(28, "Qamishli", K.TOWN, "SY", 37.05, 41.22, 180_000, division="SY.01"),
    entry(29, "Homs", K.TOWN, "SY", 34.73, 36.72, 770_000, division="SY.11"),
)  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gazetteer]:
    path: Path = tmp_path_factory.mktemp("world") / "gazetteer.sqlite"
    build(path, entries=WORLD)
    with Gazetteer(path) as gazetteer:
        yield gazetteer


def resolve(text: str, gazetteer: Gazetteer, *names: str) -> list[ToponymResult]:
    """Resolve the first mention of each name."""
    spans = [(text.index(name), text.index(name) + len(name)) for name in names]
    return resolve_toponyms(text, spans, gazetteer)


def best(result: ToponymResult) -> str:
    """The id of the best candidate, "" for none."""
    return result.candidates[0].place.place_id if result.candidates else ""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The fire in Paris, Texas, spread overnight.", "made:21"),
        ("The fire in Paris spread overnight, said officials in Lyon, France.", "made:20"),
        ("Fire crews from Sherman and Dallas came to Paris, in Lamar County, Texas.", "made:21"),
        ("The mayor of Paris was in London.", "made:20"),
        ("Crews came to Laurel, Miss., on Monday.", "made:25"),
    ],
)
def test_the_report_tells_which_of_the_places(text: str, wanted: str, world: Gazetteer) -> None:
    """States, counties and towns named elsewhere choose among namesakes."""
    name = "Laurel" if "Laurel" in text else "Paris"
    assert best(resolve(text, world, name)[0]) == wanted


def test_two_places_of_one_name_are_told_apart(world: Gazetteer) -> None:
    """The words beside a name win over one sense per report."""
    text = "He moved from Paris, France, to Paris, Texas."
    first = text.index("Paris")
    second = text.index("Paris", first + 1)
    results = resolve_toponyms(text, [(first, first + 5), (second, second + 5)], world)
    assert [best(result) for result in results] == ["made:20", "made:21"]


def test_one_name_means_one_place(world: Gazetteer) -> None:
    """A later mention without its state means what the first one did."""
    text = "A storm hit Paris, Texas. In Paris, roofs came off."
    first = text.index("Paris")
    second = text.index("Paris", first + 1)
    results = resolve_toponyms(text, [(first, first + 5), (second, second + 5)], world)
    assert best(results[1]) == "made:21"


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("Texans", "made:10"),
        ("Londoners", "made:27"),
        ("Europeans", "made:14"),
        ("the British", "made:3"),
        ("U.S.", "made:1"),
        ("Downing Street", "made:27"),
        ("Wales", "made:12"),
        ("TX", "made:10"),
        ("Paris-based", "made:20"),
    ],
)
def test_words_that_stand_for_places(word: str, wanted: str, world: Gazetteer) -> None:
    """Demonyms, abbreviations and houses of government lead to their places."""
    text = f"It was {word} who said so."
    assert best(resolve(text, world, word)[0]) == wanted


def test_shares_are_of_one_whole(world: Gazetteer) -> None:
    """The scores of a name's candidates add up to no more than one, best first."""
    result = resolve("A storm hit Paris.", world, "Paris")[0]
    scores = [ranked.score for ranked in result.candidates]
    assert len(scores) == 2
    assert scores == sorted(scores, reverse=True)
    assert 0.9 < sum(scores) <= 1.001


def test_an_unlisted_place_is_put_by_its_neighbor(world: Gazetteer) -> None:
    """Where no entry will do, the place named next to it is taken, and marked so."""
    text = "The march went from Brixworthy Lane to the river in London."
    street = resolve(text, world, "Brixworthy Lane", "London")[0]
    assert street.is_nearby
    assert best(street) == "made:27"


def test_nothing_known_is_unresolved_and_costs_no_other(world: Gazetteer) -> None:
    """One unknown name alone has no candidates; beside it the others keep theirs."""
    assert resolve("It was in Xyzzyville.", world, "Xyzzyville")[0].candidates == ()
    results = resolve("From Xyzzyville to Lyon.", world, "Xyzzyville", "Lyon")
    assert best(results[1]) == "made:24"


def test_a_transliteration_is_found_at_home(world: Gazetteer) -> None:
    """A name spelled otherwise is looked for in the countries that the report names."""
    result = resolve("Syrian troops left Kamishly for Homs.", world, "Kamishly")[0]
    assert best(result) == "made:28"


def test_results_keep_the_order_of_the_spans(world: Gazetteer) -> None:
    """There is one result for each span, with its words."""
    text = "From Lyon to London."
    results = resolve_toponyms(text, [(13, 19), (5, 9)], world)
    assert [result.words for result in results] == ["London", "Lyon"]
    assert resolve_toponyms(text, [], world) == []


def test_an_outlets_country_counts(world: Gazetteer) -> None:
    """What the caller knows of the report's home leaves the rest as it was."""
    result = resolve_toponyms("In Lyon.", [(3, 7)], world, country="France")[0]
    assert best(result) == "made:24"


def test_a_name_of_ten_thousand_words_is_cheap(world: Gazetteer) -> None:
    """A hostile name is cut, and gets an answer or none."""
    text = "Paris " * 10_000
    results = resolve_toponyms(text, [(0, len(text))], world)
    assert len(results) == 1


def test_a_list_of_two_thousand_names_is_cheap(world: Gazetteer) -> None:
    """Every name has the others for company, without the square of their number in time."""
    names = [f"{a}{b}town" for a in "BCDFGHKLMN" for b in (f"a{n}x" for n in range(200))]
    text = "Paris, " + ", ".join(names)
    spans, at = [(0, 5)], 0
    for name in names:
        at = text.index(name, at)
        spans.append((at, at + len(name)))
    results = resolve_toponyms(text, spans, world)
    assert best(results[0]) == "made:20"


def test_the_wider_place_beside_a_name(world: Gazetteer) -> None:
    """A state after a comma, a country before and a noun are heard."""
    text = "The Syrian city of Homs and Paris, Texas, and Lamar County."
    at = text.index("Homs")
    cues = cues_at(text, at, at + 4, world)
    assert cues.wider is not None
    assert cues.wider.words == "Syrian"
    assert cues.noun == "city"
    at = text.index("Paris")
    cues = cues_at(text, at, at + 5, world)
    assert cues.wider is not None
    assert cues.wider.words == "Texas"
    at = text.index("Texas")
    assert cues_at(text, at, at + 5, world).is_wider_of == "Paris"
    at = text.index("Lamar")
    assert cues_at(text, at, at + 12, world).noun == "county"


def test_what_lies_within_what(world: Gazetteer) -> None:
    """A town lies in its state, its country and its county, and nothing in itself."""
    (paris,) = (s.hit for s in sightings("Paris", world) if s.hit.code == "US")
    (lyon,) = (s.hit for s in sightings("Lyon", world))
    for wider in ("Texas", "United States", "Lamar County"):
        hits = [s.hit for s in sightings(wider, world)]
        assert is_within(paris, hits)
        assert not is_within(lyon, hits)
        assert not is_within(hits[0], hits)


def test_parts_of_a_name_are_tried_last(world: Gazetteer) -> None:
    """A longer name that is unknown is taken by its parts, and says how much was used."""
    whole = sightings("Paris", world)
    part = sightings("Lyon Cantonal Court", world)
    assert {s.cover for s in whole} == {1.0}
    assert [s.hit.place.name for s in part] == ["Lyon"]
    assert part[0].cover < 0.5
    assert sightings("", world) == ()


def test_the_weights_tell_how_they_were_made() -> None:
    """The shipped weights cover both rounds, and the closer entry is the better one."""
    by = weights()
    assert by.together["fit"] < 0
    assert by.together["country_share"] > 0 or by.together["country_any"] > 0
    assert by.together["within_told"] > 0
    assert by.together["outside_comma"] < 0
