from __future__ import annotations

import pytest

from rashomon.read.document import parse
from rashomon.read.toponyms import find_place_claims
from rashomon.records import PlaceValue, Report


def claimed(text: str) -> list[str]:
    """The words of the places of violence in a text."""
    found = find_place_claims(parse(Report("r1", "one", "one.txt", text)))
    return [f.value.words for f in found if isinstance(f.value, PlaceValue)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("A drone hit a depot in Sumy, officials in Kyiv said.", ["a depot in Sumy"]),
        ("Shells killed two in Marea, a doctor in Gaziantep told us.", ["Marea"]),
        ("In Geneva, the UN said ten were killed by a raid on Abs.", ["Abs"]),
        ("Two were shot in Gao, according to residents in Bamako.", ["Gao"]),
        ("The raid on Taiz left three dead, the Paris-based group said in its offices in Aden.",
         ["Taiz"]),
    ],
)  # fmt: skip
def test_where_somebody_speaks_is_left_out(text: str, places: list[str]) -> None:
    """The town of an official, doctor, resident or office is not where it happened."""
    assert claimed(text) == places


def test_residents_who_were_hit_tell_where() -> None:
    """People in a place who were hurt there are no speakers."""
    assert claimed("Residents in Sirte were killed by shelling.") == ["Sirte"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Rebels positioned in Jobar shelled the Midan quarter.", ["the Midan quarter"]),
        ("Rockets fired from positions in Sirwah hit Marib city.", ["Marib city"]),
        ("A rocket fired from Gaza at the town of Sderot killed two.", ["the town of Sderot"]),
        ("Two were killed by guns stationed near Izyum in the strike on Balakliia.", ["Balakliia"]),
    ],
)
def test_whence_the_blow_came_is_left_out(text: str, places: list[str]) -> None:
    """Of an attack's origin and its end only the end is the place."""
    assert claimed(text) == places


@pytest.mark.parametrize(
    "text",
    [
        "The army announced an operation to recapture Mosul from the gunmen.",
        "The attackers aimed at capturing Tikrit.",
        "The army will storm Raqqa.",
        "The strikes helped the army to keep access to Deraa.",
        "The gunmen, who control most of Kidal, were attacked.",
        "Idlib province is a bastion of the rebels who attacked.",
        "Kherson has been divided since the fighting.",
        "Protests over the bombing of Homs were held.",
        "Rhetoric against Amman grew after the bombing of the bridges.",
        "The bombing hurt Aleppo's allies.",
        "Around Taiz, where rebels and troops have fought since 2015, people starve.",
        "Two who were hurt in the blast were treated in Istanbul.",
        "Those who survived the blast live in Beirut.",
        "Fighting has gone on for years in Hama.",
        "The army threatened to bomb the Hodeidah airport.",
    ],
)
def test_aims_and_backgrounds_are_left_out(text: str) -> None:
    """What is wanted, who holds a place, what it is like: no happening is placed."""
    assert claimed(text) == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("It was the first strike on Homs since the war began in 2011.", ["Homs"]),
        ("The army has shelled Kutum daily, and on Monday shells hit Kutum.", ["Kutum"]),
        ("Fighting has raged for months in Bakhmut, where a shell killed two on Friday.",
         ["Bakhmut"]),
        ("They fled Zalingei, where gunmen killed ten.", ["Zalingei"]),
    ],
)  # fmt: skip
def test_one_event_among_many_keeps_its_place(text: str, places: list[str]) -> None:
    """A particular happening is placed even where the sentence is general besides."""
    assert claimed(text)[-1:] == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("There was no comment from the authorities in Minsk on the strike.", []),
        ("The raids add pressure on the militants in Derna.", []),
        ("Five were killed in Sabha and one in Brak, both in Fezzan.", ["Sabha", "Brak"]),
        (
            "The blast hit the Rafah crossing between Egypt and the Khan Younis governorate.",
            ["the Rafah crossing between Egypt and the Khan Younis governorate"],
        ),
        (
            "Shells fired by gunmen positioned in Sirwah al-Jawf and al-Abr hit Marib city.",
            ["Marib city"],
        ),
        ("The road linking Kirkuk to the province of Erbil was hit by shells.", []),
    ],
)
def test_places_told_in_passing_are_left_out(text: str, places: list[str]) -> None:
    """Who keeps silent where, what a crossing parts and what lies beside are no places hit."""
    assert claimed(text) == places


def test_a_stronghold_that_a_rocket_came_from_is_left_out() -> None:
    """Whose base it was does not make the origin of fire the place of violence."""
    text = "Rockets fired from the group's positions in Jurf and Sinjar hit the Dora district."
    assert claimed(text) == ["the Dora district"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("A suspect in the attack was arrested at his home in Lyon.", []),
        ("The gunman was taken into custody in Linden after the shooting.", []),
        ("He was convicted by a court in Waco of the killing.", []),
        ("Police arrested three after a bombing in Quetta.", ["Quetta"]),
        ("Troops seized an arsenal in the outskirts of Tula after a clash.", []),
        ("Soldiers seized the town of Tula.", ["the town of Tula"]),
        ("The leader of al-Qaeda in the Arabian Peninsula was killed.", []),
        ("It was reported in Lima that two were killed.", []),
        ("The ministry said in Lima that two were killed.", []),
        ("Clashes were reported in Homs that left two dead.", ["Homs"]),
        ("In Cartagena it was reported that the hostage died.", []),
        ("The minister was killed while she was in Sidon.", []),
        ("The embassy in Bogota condemned the attack.", []),
        ("The embassy in Bogota was attacked.", ["The embassy in Bogota"]),
        ("The wounded were treated at the Noor hospital after the blast.", []),
        ("A blast at the Noor hospital killed two.", ["the Noor hospital"]),
        ("The injured man was visited at the Noor hospital in Hama after the blast.", []),
    ],
)
def test_what_follows_upon_violence_is_left_out(text: str, places: list[str]) -> None:
    """Arrests, trials, finds of arms, statements and care take place elsewhere."""
    assert claimed(text) == places
