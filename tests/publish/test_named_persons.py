"""Which of the names in a report are those of private persons. All of them are made up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rashomon.publish.named_persons import private_names, role_of
from rashomon.publish.redaction_rules import read_rules
from rashomon.records import (
    CasualtyRange,
    Claim,
    CountValue,
    EvidenceSpan,
    Facet,
    Mention,
    PlaceValue,
    Reading,
    Report,
    Span,
    Speaker,
    TargetValue,
)

RULES = read_rules()


def _reading(text: str, *claims: Claim, outlet: str = "") -> Reading:
    report = Report("r1", "made up", "a.txt", text, outlet=outlet or None)
    return Reading(report, "test", (Mention(0, Span(0, len(text))),), claims)


def _claim(text: str, quote: str, value: object, facet: Facet, *source: Speaker) -> Claim:
    start = text.index(quote)
    span = EvidenceSpan(start, start + len(quote), quote)
    return Claim("r1", 0, facet, value, span, source)  # type: ignore[arg-type]


def _names(text: str) -> set[str]:
    named = private_names(_reading(text), RULES)
    return {*named.everywhere, *named.in_report}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They buried Karim Qasmawi, 34, at noon.", "Karim Qasmawi"),
        ("They buried Karim Qasmawi (34) at noon.", "Karim Qasmawi"),
        ("They buried Karim Qasmawi, aged 34, at noon.", "Karim Qasmawi"),
        ("They buried Karim Qasmawi, a 34-year-old, at noon.", "Karim Qasmawi"),
        ("A 9-year-old girl, Rimaz, died.", "Rimaz"),
        ("One was identified as Karim bin Qasmawi.", "Karim bin Qasmawi"),
        ("Their son Tariq was hurt.", "Tariq"),
        ("He and his wife Lubna Qasmawi were there.", "Lubna Qasmawi"),
        ("A relative, Salma Tahiri, came.", "Salma Tahiri"),
        ("Salma Tahiri, a resident of the village, came.", "Salma Tahiri"),
        ("Salma Tahiri, who lost a leg, came.", "Salma Tahiri"),
        ("Witness Omar al-Ghazzali came.", "Omar al-Ghazzali"),
    ],
)
def test_private_persons_are_found(text: str, name: str) -> None:
    """By an age, kin, a role, or what they are called."""
    assert name in _names(text)


@pytest.mark.parametrize(
    "text",
    [
        "General Pavel Ordzhov, 54, spoke.",
        "Pavel Ordzhov, 54, the defence minister, spoke.",
        "A man from Aleppo, 40, spoke.",
        "A resident of Deir Hafer, 40 km away, came.",
        "The Free Example Army, 300 strong, came.",
        "On Monday, 34 people came.",
        "The group, called Northern Shield Brigade, came.",
        "Karim Qasmawi spoke of the harvest.",
        "The US-backed SDF, 12 in all, came.",
        "One was identified as A Very Long Row Of Capital Words Here Indeed.",
    ],
)
def test_public_persons_places_and_bodies_are_not(text: str) -> None:
    """Nor is whoever nothing tells to be private."""
    assert _names(text) == set()


def test_victims_are_found_where_harm_is_told() -> None:
    """In the words of a claim, and in its sentence where it counts few."""
    text = "Karim Qasmawi and Lubna Qasmawi were killed in Marat Town, said Pavel Ordzhov."
    few = _claim(text, "were killed", CountValue(CasualtyRange.exactly(2)), Facet.KILLED)
    place = PlaceValue("Marat Town")
    where = _claim(text, "Marat Town", place, Facet.PLACE)
    named = private_names(_reading(text, few, where, outlet="Pavel Ordzhov"), RULES)
    assert set(named.everywhere) == {
        "Karim Qasmawi", "Lubna Qasmawi", "K. Qasmawi", "L. Qasmawi",
    }  # fmt: skip
    text = "Karim Qasmawi spoke while people were killed in Marat Town."
    many = _claim(text, "were killed", CountValue(CasualtyRange(200, None)), Facet.KILLED)
    assert private_names(_reading(text, many), RULES).everywhere == {}


def test_who_was_attacked_is_found_and_no_actor() -> None:
    """Where the words name a person and nobody that a database knows."""
    text = "Gunmen attacked Karim Qasmawi at home."
    value = TargetValue("Karim Qasmawi")
    claim = _claim(text, "attacked Karim Qasmawi", value, Facet.TARGET)
    assert "Karim Qasmawi" in private_names(_reading(text, claim), RULES).everywhere
    other = replace(claim, value=TargetValue("Karim Qasmawi", "Some Army"))
    assert private_names(_reading(text, other), RULES).everywhere == {}


@pytest.mark.parametrize(
    ("words", "kind", "party", "is_private"),
    [
        ("Abu Karam", "resident", None, True),
        ("Karam, a villager", "resident", None, True),
        ("Karam Doel", "unknown", None, True),
        ("Karam", "unknown", None, False),
        ("Karam Doel", "unknown", "Syria", False),
        ("Karam Doel", "monitor", None, False),
        ("Mayor Karam Doel", "unknown", None, False),
        ("residents of Sarmada", "resident", None, False),
    ],
)
def test_speakers_without_an_office_are_private(
    words: str, kind: str, party: str | None, *, is_private: bool
) -> None:
    """By the kinds that the reader gives them."""
    text = f"Nine were hurt, {words} said."
    start = text.index(words)
    span = EvidenceSpan(start, start + len(words), words)
    speaker = Speaker(words, span, None, party, kind)
    bare = Speaker(words, None, None, party, kind)
    value = CountValue(CasualtyRange.exactly(9))
    rules = replace(RULES, withholds_victims=False)
    for one in (speaker, bare):
        claim = _claim(text, "Nine were hurt", value, Facet.INJURED, one)
        named = private_names(_reading(text, claim), rules)
        assert any("Karam" in name for name in (*named.everywhere, *named.in_report)) == is_private


def test_rules_may_leave_them_all() -> None:
    """And names that are to be kept are kept."""
    text = "They buried Karim Qasmawi, 34, at noon. A relative, Salma Tahiri, came."
    none = replace(RULES, withholds_victims=False, withholds_speakers=False)
    assert private_names(_reading(text), none).everywhere == {}
    kept = replace(RULES, keep=("karim  QASMAWI",))
    assert set(private_names(_reading(text), kept).everywhere) == {"Salma Tahiri", "S. Tahiri"}


def test_part_of_a_name_is_withheld_in_its_own_report_alone() -> None:
    """Elsewhere it may be somebody else's, or a town's."""
    named = private_names(_reading("They buried Karim bin Qasmawi, 34, at noon."), RULES)
    assert set(named.everywhere) == {"Karim bin Qasmawi", "Karim Qasmawi", "K. Qasmawi"}
    assert set(named.in_report) == {"Karim", "Qasmawi"}


def test_a_private_speaker_is_told_by_what_they_are() -> None:
    """Whatever a reader of somebody else's calls kinds."""
    assert role_of("witness", "Karam Doel") == "a witness"
    assert role_of("unknown", "Karam's widow") == "a relative"
    assert role_of("oracle", "Karam Doel") == "a private person"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Rafiq BAZARBASHI, 41, was there.", {"Rafiq BAZARBASHI"}),
        ("RAFIQ BAZARBASHI, 41, was there.", {"RAFIQ BAZARBASHI"}),
        ('Nabil "Abu Ward" Shamandi, 33, left.', {'Nabil "Abu Ward" Shamandi', "Nabil Shamandi"}),
        ("Ivan Zhmurko (Иван Жмурко), 61, left.", {"Ivan Zhmurko", "Иван Жмурко"}),
        ("The dead were Walid Tarakji and Zaher Ferzli. Ann Bo sang.",
         {"Walid Tarakji", "Zaher Ferzli"}),
        ("It killed Munir Sabbaghi at noon.", {"Munir Sabbaghi"}),
        ("The body of Ghassan Arnouti was found.", {"Ghassan Arnouti"}),
        ("They came to Dalal Kurdiyeh's funeral.", {"Dalal Kurdiyeh"}),
        ("Hassan Omari was later abducted.", {"Hassan Omari"}),
        ("<b>Wisam</b> <i>Jalabi</i>, 19, left.", {"Wisam Jalabi"}),
        ("It killed General Pavel Ordzhov.", set()),
        ("It killed Pavel Ordzhov, a senior commander of the army.", set()),
        ("The army shelled NATO, 34 days on.", set()),
        ("It killed Islamic State.", set()),
    ],
)  # fmt: skip
def test_names_are_found_by_how_they_are_told(text: str, names: set[str]) -> None:
    """By ages behind capitals, nicknames and other letters; by lists, harm and funerals."""
    found = set(private_names(_reading(text), RULES).everywhere)
    assert {name for name in found if name[1:3] != ". "} == names


def test_names_are_found_in_titles() -> None:
    """Where the text does not tell them, and headlines have capitals everywhere."""
    reading = _reading("Nothing more is known.")
    titled = replace(reading, report=replace(reading.report, title="Grief For Adham Sukkari, 8"))
    assert "Adham Sukkari" in private_names(titled, RULES).everywhere
