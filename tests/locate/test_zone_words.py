"""Where sentences name a zone, and what they claim of something's way to it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.locate.zone_words import claim_before, find_names
from rashomon.locate.zones import shipped_zones
from rashomon.records import Span, Zone, ZoneClaim


def zone(zone_id: str) -> Zone:
    """Return one of our zones."""
    return next(zone for zone in shipped_zones() if zone.zone_id == zone_id)


TANF, LINE = zone("tanf-55-km-zone"), zone("euphrates-deconfliction-line")


@pytest.mark.parametrize(
    ("text", "of", "names"),
    [
        ("in the 55-km zone", TANF, ["55-km zone"]),
        ("in the 55 kilometre zone", TANF, ["55 kilometre zone"]),
        ("in the 55-kilometer de-confliction zone", TANF, ["55-kilometer de-confliction zone"]),
        ("IN THE 55KM ZONE", TANF, ["55KM ZONE"]),
        ("so-called “deconfliction zones” there", TANF, ["deconfliction zones"]),
        ("the “de-confliction” zone", TANF, ["de-confliction” zone"]),
        ("the 155-km zone", TANF, []),
        ("the 55-km zonership", TANF, []),
        ("at the Euphrates River deconfliction line", LINE, ["Euphrates River deconfliction line"]),
        ("over the de-confliction lines", LINE, ["de-confliction lines"]),
        ("two phone calls on the line", LINE, []),
    ],
)  # fmt: skip
def test_names_are_found_however_they_are_written(text: str, of: Zone, names: list[str]) -> None:
    """Hyphens, quotation marks, units and plurals do not matter; parts of words do."""
    assert [span.of(text) for span, _ in find_names(text, of)] == names


def test_a_name_without_letters_is_found_nowhere() -> None:
    """A user's file may hold anything, a dash or a letter for an alias too."""
    odd = replace(TANF, name="Z", names=("–", "", "a", "(?:"), shared_names=("--",))
    assert not list(find_names("a – zone -- (?: Z", odd))


def test_shared_names_are_told_from_own_ones() -> None:
    """A "de-confliction zone" may be another; the 55-km zone is this one."""
    text = "The 55-km zone is a de-confliction zone."
    assert [is_shared for _, is_shared in find_names(text, TANF)] == [False, True]


def claimed(text: str, of: Zone = LINE) -> ZoneClaim | None:
    """Return what is claimed before the first name of a zone."""
    span, _ = next(iter(find_names(text, of)))
    return claim_before(text, Span(0, len(text)), span)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It was eight kilometers east of the agreed-upon de-confliction line.", "8 km east"),
        ("It was 8 km (5 miles) east of the de-confliction line.", "8 km east"),
        ("It was five miles to the north-east of the de-confliction line.", "8 km northeast"),
        ("They were about 10 km from the de-confliction line.", "10 km"),
        ("They were more than 10 km west of the de-confliction line.", "10 km or more west"),
        ("They came within 3 km of the de-confliction line.", "up to 3 km"),
        ("They came less than 500 meters from the de-confliction line.", "up to 0.5 km"),
        ("They were 8 to 10 km east of the de-confliction line.", "8 to 10 km east"),
        ("They crossed it, 300 yards east of the de-confliction line.", "0.3 km east"),
        ("It sank 36 nautical miles west of the de-confliction line.", "66.7 km west"),
        ("They massed on the eastern side of the de-confliction line.", "east"),
        ("It hit the base, south of the de-confliction line.", "south"),
        ("1,000 meters east of the de-confliction line they dug in.", "1 km east"),
        ("THE BASE IS EIGHT KILOMETERS EAST OF THE DE-CONFLICTION LINE.", "8 km east"),
    ],
)  # fmt: skip
def test_distance_and_direction_from_a_line(text: str, words: str) -> None:
    """Figures in any unit or in words, with their hedges, and bare directions."""
    assert str(claimed(text)) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They struck a convoy inside the 55-km zone.", "inside"),
        ("A convoy was hit well inside an established de-confliction zone.", "inside"),
        ("A column had entered the de-confliction zone near al-Tanf.", "inside"),
        ("They bombed fighters in the area of a deconfliction zone.", "inside"),
        ("On May 18 they bombed fighters in the de-confliction zone.", "inside"),
        ("On 18 May they bombed fighters in the de-confliction zone.", "inside"),
        ("The convoy was outside the 55-km zone.", "outside"),
        ("The convoy was not inside the 55-km zone.", "outside"),
        ("It was hit 27 km inside the de-confliction zone.", "27 km inside"),
        ("It was hit 10 km outside of the 55-km zone.", "10 km outside"),
        ("It was 10 km from the 55-km zone.", "10 km"),
    ],
)
def test_inside_and_outside_of_an_area(text: str, words: str) -> None:
    """Verbs of entering and prepositions, with distances where told; "not" turns them round."""
    assert str(claimed(text, TANF)) == words


@pytest.mark.parametrize(
    "text",
    [
        "Troops would be fired at if they entered the de-confliction zone.",
        "It warned them not to stay in the 55-km zone.",
        "Troops should remain outside the 55-km zone.",
        "They agreed to establish the 55-km zone.",
        "Russia criticized the 55-km zone.",
        "They approached within sight of bases near the 55-km zone.",
        "The 55-km zone was extended.",
    ],
)
def test_what_is_forbidden_feared_or_planned_claims_nothing(text: str) -> None:
    """Only where something was is a claim."""
    spans = [span for span, _ in find_names(text, TANF)]
    assert claim_before(text, Span(0, len(text)), spans[-1]) is None


def test_a_figure_is_as_good_as_its_words() -> None:
    """A tenth, a quarter for "about", and never better than half a kilometer."""
    exact = claimed("It was 20 km east of the de-confliction line.")
    rough = claimed("It was about 20 km east of the de-confliction line.")
    near = claimed("It was 2 km east of the de-confliction line.")
    assert exact is not None
    assert rough is not None
    assert near is not None
    assert (exact.doubt_km, rough.doubt_km, near.doubt_km) == (2, 5, 0.5)


def test_a_claim_quotes_the_words_from_figure_to_name() -> None:
    """The evidence is what the claim was read from, no more."""
    told = claimed("The base was 8 km east of the agreed de-confliction line then.")
    assert told is not None
    assert told.evidence.quote == "8 km east of the agreed de-confliction line"


@given(st.text(alphabet="ab -,.8km()eastof\n", max_size=400))
def test_any_words_before_a_name_are_read_in_time(words: str) -> None:
    """Whatever stands before the name, reading ends and offsets hold."""
    text = f"{words} de-confliction line"
    name = Span(len(text) - 20, len(text))
    told = claim_before(text, Span(0, len(text)), name)
    assert told is None or told.evidence.is_in(text)
