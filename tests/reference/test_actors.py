"""Actors by their names, by common nouns in a report's context, and as speakers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.records import ActorKind, Speaker
from rashomon.reference.actors import (
    ActorContext,
    context_of,
    party_of,
    resolve_actor,
    scan_actors,
    with_actor,
)

COALITION = resolve_actor("the US-led coalition")
SYRIA = ActorContext("Syria", coalition=COALITION)


def name_of(words: str, context: ActorContext | None = None) -> str | None:
    actor = resolve_actor(words, context)
    return actor.name if actor else None


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the US-led coalition's aircraft", "US-led coalition"),
        ("US -led coalition", "US-led coalition"),
        ("Russian jets", "Russia"),
        ("Russias Defence Ministry", "Russia"),
        ("the Russian air force", "Russia"),
        ("a U.S. official", "United States"),
        ("the Pentagon", "United States"),
        ("Ukrainian drones", "Ukraine"),
        ("Kyiv", "Ukraine"),
        ("the Israel Defense Forces", "Israel"),
        ("Boko Haram insurgents", "Boko Haram"),
        ("FARC guerrillas", "FARC"),
        ("guerrillas of the Shining Path", "Shining Path"),
        ("Afghan troops", "Afghan government forces"),
        ("Yemeni rebels", "Houthis"),
        ("the Saudi-led alliance", "Saudi-led coalition"),
        ("Myanmar's military", "Myanmar government forces"),
        ("Assads army", "Syrian government forces"),
        ("forces loyal to the president, Bashar al-Assad", "Syrian government forces"),
        ("the US-backed SDF", "Syrian Democratic Forces"),
        ("IS fighters", "Islamic State"),
        ("Iran-backed militias", "Iran-backed militias"),
        ("DAESH", "Islamic State"),
    ],
)
def test_a_name_tells_its_actor(words: str, name: str) -> None:
    """Proper names and demonyms mean the same actor in every report."""
    assert name_of(words) == name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("regime warplanes", "Syrian government forces"),
        ("troops aligned with the regime", "Syrian government forces"),
        ("rebels", "Syrian opposition groups"),
        ("terrorist organizations", "Syrian opposition groups"),
        ("the coalition", "US-led coalition"),
        ("Kurdish forces", "Syrian Democratic Forces"),
        ("gunmen", "unidentified armed men"),
        ("police", "police"),
        ("Damascus", "Syrian government forces"),
    ],
)
def test_a_common_noun_means_the_war_that_the_report_is_about(words: str, name: str) -> None:
    """Whom "rebels" or "the army" means is told by the context alone."""
    assert name_of(words, SYRIA) == name


@pytest.mark.parametrize(
    "words",
    ["regime-held areas", "the rebel-held east", "who said so", "a nurse", "an anti-Daesh drive"],
)
def test_a_mere_modifier_is_no_actor(words: str) -> None:
    """Those who hold, back or oppose something have not acted."""
    assert name_of(words, SYRIA) is None


@pytest.mark.parametrize("words", ["the army", "rebels", "the coalition"])
def test_without_context_a_common_noun_means_nobody(words: str) -> None:
    """A common noun is left unresolved rather than guessed."""
    assert name_of(words) is None


@pytest.mark.parametrize(
    ("text", "country", "noun", "name"),
    [
        ("Fighting shook Aleppo and Idlib. Russia and the US met.", "Syria", "rebels",
         "Syrian opposition groups"),
        ("Boko Haram raided Maiduguri in Borno.", "Nigeria", "militants", "Boko Haram"),
        ("Hodeidah and Sanaa in Yemen were quiet; Saudi Arabia was not.", "Yemen",
         "the coalition", "Saudi-led coalition"),
        ("THE FMLN HAS LEFT SAN SALVADOR, THE SALVADORAN ARMY REPORTED TODAY.", "El Salvador",
         "THE GUERRILLAS", "FMLN"),
        ("M23 fighters neared Goma in eastern Congo.", "DR Congo", "rebels", "M23"),
        ("The PKK was blamed in Diyarbakir, Turkey.", "Turkey", "Kurdish fighters",
         "Kurdistan Workers' Party"),
        ("Iraqi units entered Mosul and Tikrit.", "Iraq", "Kurdish forces", "Peshmerga"),
        ("Police in Belfast and Derry, in Northern Ireland, were on alert.", "United Kingdom",
         "the army", "British Army"),
        ("Troops patrolled Bangkok and Yala in Thailand.", "Thailand", "insurgents",
         "Thai rebels"),
        ("NATO planes flew over Tripoli and Sirte in Libya.", "Libya", "the alliance", "NATO"),
    ],
)  # fmt: skip
def test_a_report_tells_its_war(text: str, country: str, noun: str, name: str) -> None:
    """Towns, demonyms and groups together tell the country, and it tells the common nouns."""
    context = context_of(text)
    assert (context.country, name_of(noun, context)) == (country, name)


def test_a_report_without_countries_tells_no_war() -> None:
    """Nothing named, nothing assumed."""
    context = context_of("Nothing happened today.")
    assert context == ActorContext()
    assert name_of("militants", ActorContext(None, (resolve_actor("Hamas"),))) == "Hamas"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "person", "name"),
    [
        ("US Defense Secretary Ann Example said so.", "Ann Example", "United States"),
        ("Kremlin spokesman Ivan Ivanov denied it.", "Ivan Ivanov", "Russia"),
        ("Sam Sample, head of the Syrian Observatory for Human Rights, agreed.", "Sam Sample",
         "Syrian Observatory for Human Rights"),
    ],
)  # fmt: skip
def test_a_person_is_tied_to_an_actor_by_the_office(text: str, person: str, name: str) -> None:
    """A name beside an office and an actor stands for that actor later on."""
    assert name_of(person, context_of(text)) == name


@pytest.mark.parametrize(
    ("words", "kind", "party"),
    [
        ("SANA", ActorKind.AGENCY, "Syrian government"),
        ("Syrian state TV", ActorKind.MEDIA, "Syrian government"),
        ("state television", ActorKind.MEDIA, "Syrian government"),
        ("the Pentagon", ActorKind.STATE, "United States and coalition"),
        ("the US-led coalition", ActorKind.COALITION, "United States and coalition"),
        ("the Russian Defence Ministry", ActorKind.STATE, "Russia"),
        ("a military source", ActorKind.FORCE, "Syrian government"),
        ("a police source", ActorKind.FORCE, "Syrian government"),
        ("a rebel commander", ActorKind.ARMED_GROUP, "Syrian opposition"),
        ("an AFP correspondent", ActorKind.AGENCY, None),
        ("the Syrian Observatory for Human Rights", ActorKind.MONITOR, None),
        ("a war monitor", ActorKind.MONITOR, None),
        ("a doctor at the hospital", ActorKind.MEDIC, None),
        ("witnesses", ActorKind.WITNESS, None),
        ("a resident of the town", ActorKind.RESIDENT, None),
        ("Syrian activists", ActorKind.ACTIVIST, None),
        ("the civil defence", ActorKind.RESCUER, None),
        ("a local newspaper", ActorKind.MEDIA, None),
        ("the provincial governor", ActorKind.FORCE, "Syrian government"),
        ("a cousin", ActorKind.UNKNOWN, None),
    ],
)
def test_a_speaker_has_a_kind_and_a_side(words: str, kind: ActorKind, party: str | None) -> None:
    """Those who see, heal, rescue or count speak for no side; officials do."""
    speaker = with_actor(Speaker(words), SYRIA)
    assert (speaker.kind, speaker.party) == (kind.value, party)


def test_a_speaker_without_context_keeps_what_its_words_tell() -> None:
    """State media of an unknown state speak for nobody that can be named."""
    assert with_actor(Speaker("state media")).party is None
    assert with_actor(Speaker("first responders")).kind == ActorKind.RESCUER.value


def test_a_party_is_known_by_canonical_name_alone() -> None:
    """The coalition and the United States share a side; an unknown name has none."""
    assert party_of("US-led coalition") == party_of("United States")
    assert party_of("Nobody At All") is None


def test_a_proper_name_takes_in_the_common_noun_behind_it() -> None:
    """Of words: "Islamic State militants" is one mention, not two."""
    found = scan_actors("Islamic State militants withdrew", SYRIA)
    assert [(f.actor.name, f.start, f.end) for f in found] == [("Islamic State", 0, 23)]


def test_a_town_in_which_something_happened_did_not_act() -> None:
    """A capital or state after "in" is a place."""
    assert scan_actors("clashes in Damascus and in Syria", SYRIA) == []


def test_capitals_do_not_make_pronouns_actors() -> None:
    """In wire copy in capitals, WHO, IS and US are words."""
    found = scan_actors("WHO IS WITH US", None, is_capitals=True)
    assert found == []


@given(st.text(max_size=120))
def test_mentions_lie_in_the_text_in_order(text: str) -> None:
    """Whatever the text, mentions neither overlap nor leave it."""
    found = scan_actors(text, SYRIA)
    bounds = [offset for f in found for offset in (f.start, f.end)]
    assert bounds == sorted(bounds)
    assert all(0 <= f.start < f.end <= len(text) for f in found)


def test_a_lost_apostrophe_hides_no_state() -> None:
    """What reads "Syrias government" is Syria's, whatever longer names begin so."""
    assert [f.actor.name for f in scan_actors("Syrias government was there", SYRIA)] == [
        "Syrian government forces"
    ]


def test_a_demonym_shares_the_force_named_behind_it() -> None:
    """The planes in "Russian and Syrian planes" are of both."""
    found = scan_actors("Russian and Syrian planes", SYRIA)
    assert [f.actor.name for f in found] == ["Russia", "Syrian government forces"]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Government shelling went on", ["Syrian government forces"]),
        ("Government offices closed", []),
        ("Rebels backed by Turkey came", ["Syrian opposition groups"]),
        ("a rebel-held town", []),
    ],
)
def test_a_word_for_a_side_is_read_by_its_neighbors(words: str, names: list[str]) -> None:
    """The word "government" before violence is a side; "backed by" leaves the rebels rebels."""
    found = [f.actor.name for f in scan_actors(words, SYRIA) if f.actor.name != "Turkey"]
    assert found == names


def test_a_spokesman_named_later_speaks_for_the_one_before() -> None:
    """After "a Pentagon spokesman", "the spokesman, NAME" names one of the Pentagon."""
    context = context_of(
        "A Pentagon spokesman denied it on Monday. The strike was not ours, the spokesman, "
        "Rufus Firefly, told reporters."
    )
    assert with_actor(Speaker("Rufus Firefly"), context).party == "United States and coalition"


@pytest.mark.parametrize("words", ["A commander in the alliance backing Damascus"])
def test_an_alliance_is_known_by_whom_it_backs(words: str) -> None:
    """Allies of a government speak for its side, not for whatever coalition is named."""
    assert with_actor(Speaker(words)).party == "Syrian government"


YEMEN = ActorContext("Yemen")


@pytest.mark.parametrize(
    ("words", "party"),
    [
        ("The Houthi-run health ministry", "Houthis"),
        ("the health ministry in Houthi-controlled Sanaa", "Houthis"),
        ("the health ministry", "Yemeni government"),
        ("medics in Houthi-run Sanaa", None),
        ("Ukrainian health officials", "Ukraine"),
        ("health officials", None),
    ],
)
def test_an_office_speaks_for_those_who_run_it(words: str, party: str | None) -> None:
    """A ministry that a side runs is that side's, and named officials are of their authority."""
    assert with_actor(Speaker(words), YEMEN).party == party


@pytest.mark.parametrize(
    ("text", "name", "party"),
    [
        ("A blast hit Kismayo, Jubaland security minister Abdi Omar said.", "Abdi Omar",
         "Somali government"),
        ("Regional governor Ivan Petrenko said a missile hit Kharkiv.", "Ivan Petrenko", "Ukraine"),
        ("The mayor of Kharkiv, Ivan Petrenko, said a missile hit it.", "Ivan Petrenko", "Ukraine"),
        ("Russian-installed governor Ivan Petrov said a missile hit Kherson.", "Ivan Petrov",
         "Russia"),
        ("The writer Ivan Petrenko said a missile hit Kharkiv.", "Ivan Petrenko", None),
    ],
)  # fmt: skip
def test_who_holds_an_office_speaks_for_the_land(text: str, name: str, party: str | None) -> None:
    """A governor, mayor or regional minister is of the land that the report is about."""
    assert with_actor(Speaker(name), context_of(text)).party == party
