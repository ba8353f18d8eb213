from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.read.document import Document, parse
from rashomon.read.toponyms import find_place_claims, find_toponyms
from rashomon.records import Facet, PlaceValue, Report


def document(text: str) -> Document:
    return parse(Report("r1", "one", "one.txt", text))


def claimed(text: str) -> list[str]:
    """The words of the places of violence in a text."""
    return [f.value.words for f in find_place_claims(document(text))
            if isinstance(f.value, PlaceValue)]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Two people were killed in the village of Rityan on Monday.", ["the village of Rityan"]),
        ("Shells hit the Midan quarter of Aleppo.", ["the Midan quarter of Aleppo"]),
        ("The strike was 8 km east of Khusham.", ["8 km east of Khusham"]),
        ("Fighting raged between Homs and Hama.", ["between Homs and Hama"]),
        ("A bomb exploded near Kirkuk in northern Iraq.", ["near Kirkuk in northern Iraq"]),
        ("Troops clashed with fighters southeast of Sirte.", ["southeast of Sirte"]),
        ("The Manchester bombing killed 22.", ["The Manchester"]),
        ("Government forces recaptured Bakhmut.", ["Bakhmut"]),
        ("Jets struck the Hodeidah airport.", ["the Hodeidah airport"]),
        ("Five were shot dead in rebel-held eastern Aleppo.", ["rebel-held eastern Aleppo"]),
        ("Rockets fell on the city's outskirts.", ["the city's outskirts"]),
        ("A mortar hit several neighbourhoods in the east of the city.",
         ["several neighbourhoods in the east of the city"]),
        ("A blast rocked Deir ez - Zor.", ["Deir ez - Zor"]),
        ("Shelling in West Aleppo left three dead.", ["West Aleppo"]),
        ("Strikes hit a hall in Tall Tawil village near the city.",
         ["Tall Tawil village near the city"]),
    ],
)  # fmt: skip
def test_places_of_violence_are_found_whole(text: str, places: list[str]) -> None:
    """The phrase that says where is found with all that hangs on it."""
    assert claimed(text) == places


@pytest.mark.parametrize(
    "text",
    [
        "Ten people were killed in Syria.",
        "A resident told our reporter in Beirut that two had been killed.",
        "The Beirut-based group counted ten killed.",
        "The army killed three, President Nikola Petrov said.",
        "Islamic State attacked on Friday in June.",
        "A hospital was hit, and a bakery was destroyed.",
        "Talks on the fighting were held in Geneva with no result from Kyiv.",
        "The museum in Homs opened its doors.",
        "Strikes were made by the US-led coalition.",
        "Fighting near populated areas was reported.",
    ],
)
def test_other_names_are_no_place_of_violence(text: str) -> None:
    """Countries alone, speakers' towns, persons, days and unnamed buildings are left out."""
    assert [words for words in claimed(text) if "Geneva" not in words] == []


def test_a_list_gives_a_claim_for_each_name() -> None:
    """Names that share a noun and a town are told apart, each with both."""
    assert claimed("Shells hit the Midan, Faid and Hamdaniyeh quarters in Aleppo city.") == [
        "Midan quarter in Aleppo city",
        "Faid quarter in Aleppo city",
        "Hamdaniyeh quarter in Aleppo city",
    ]


def test_names_that_lost_their_commas_are_parted_at_articles() -> None:
    """Without commas the articles tell where a name begins."""
    found = claimed("Shells hit al-Midan al-Faid and al-Hamdaniyeh neighborhoods in Aleppo.")
    assert [words.split()[0] for words in found] == ["al-Midan", "al-Faid", "al-Hamdaniyeh"]


def test_villages_named_after_their_noun_are_parted() -> None:
    """A plural noun before the names belongs to each of them."""
    assert claimed("Raiders attacked the villages of Kurfa and Tsalle.") == [
        "Kurfa village",
        "Tsalle village",
    ]


def test_the_preposition_is_part_of_the_evidence() -> None:
    """Evidence begins at the preposition and lies in the text."""
    text = "Two died in the town of Azaz."
    (finding,) = find_place_claims(document(text))
    assert finding.facet == Facet.PLACE
    assert text[finding.start : finding.end] == "in the town of Azaz"


def test_a_capital_letter_alone_is_doubtful() -> None:
    """A name with a place noun is surer than one without."""
    sure, doubtful = find_place_claims(document("Two died in the town of Azaz. Two died in Marea."))
    assert sure.confidence > 0.5 > doubtful.confidence


def test_capitals_rely_on_prepositions() -> None:
    """In wire copy in capitals only what follows a preposition or noun is a name."""
    text = "FIVE GUERRILLAS WERE KILLED IN A CLASH WITH SOLDIERS IN SAN MIGUEL LAST NIGHT."
    assert claimed(text) == ["SAN MIGUEL"]


def test_coordinated_places_are_kept() -> None:
    """What is joined to a place of violence by "and" or "including" is one too."""
    found = claimed("Air raids hit villages in Idlib including Saraqeb.")
    assert found == ["villages in Idlib", "Saraqeb"]


def test_mentions_tell_head_noun_and_cue() -> None:
    """A mention names its head and the class of its noun."""
    (mention,) = find_toponyms(document("They met in the northern village of Rityan."))
    assert (mention.head, mention.noun, mention.lead) == ("Rityan", "village", "in")
    assert mention.is_cued
    assert not mention.is_part


def test_a_localities_mention_has_no_head() -> None:
    """The words "the city" are a mention without a name."""
    (mention,) = find_toponyms(document("It snowed on the city."))
    assert mention.head is None
    assert mention.noun == "town"


@given(st.text(st.sampled_from("ABab -,.'’0123456789\nofinthe"), max_size=200))
def test_any_text_is_parsed_and_spans_hold(text: str) -> None:
    """No text makes the parser fail or point outside of it."""
    for mention in find_toponyms(document(text)):
        assert 0 <= mention.start < mention.end <= len(text)


WORDS = st.sampled_from(
    "the of in near between and Homs al-Bab city villages Syria Syrian eastern 8 km , ' killed "
    "north outskirts Street US-led around areas a few kilometers ( )".split()
)


@given(st.lists(WORDS, max_size=30))
def test_any_order_of_place_words_is_parsed(words: list[str]) -> None:
    """The parser ends on every order of the words that it knows."""
    text = "Shells " + " ".join(words)
    for finding in find_place_claims(document(text)):
        assert text[finding.start : finding.end].strip()


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Missiles struck Kharkiv's Saltivka district.", ["Kharkiv's Saltivka district"]),
        ("Gunmen attacked a school in Nigeria's Borno state.",
         ["a school in Nigeria's Borno state"]),
        ("A drone was shot down over the port city of Hodeidah.", ["the port city of Hodeidah"]),
        ("Troops entered the de-confliction zone near Tanf, the Pentagon said, and attacked.",
         ["the de-confliction zone near Tanf"]),
        ("Shells hit Deir Ezzor, US Defense Secretary Jim Mattis said.", ["Deir Ezzor"]),
        ("Shelling hit the rebel-held east of Aleppo.", ["the rebel-held east of Aleppo"]),
        ("Strikes hit the province of Latakia Western Syria.", ["the province of Latakia"]),
        ("Raids hit Raqqa in northern Syria Al Mayadeen TV said.", ["Raqqa in northern Syria"]),
        ("A strike hit Syrias Aleppo.", ["Syrias Aleppo"]),
        ("Shells hit Port Sudan.", ["Port Sudan"]),
        ("Jets struck a detention center in Saada, a stronghold, killing 70.", ["Saada"]),
        ("Assaults hit areas near Marinka, Avdiivka and Vuhledar.",
         ["Marinka", "Avdiivka", "Vuhledar"]),
        ("Rockets struck Metula and Kiryat Shmona.", ["Metula", "Kiryat Shmona"]),
        ("A raid hit Douma, a town near Damascus.", ["Douma"]),
        ("Ten died in clashes in El Fasher, the last stronghold in Darfur.", ["El Fasher"]),
        ("Gunmen targeted on Sunday Hamadaniyeh area.", ["Hamadaniyeh area"]),
        ("Gunmen targeted with mortar shells Hadar village.", ["Hadar village"]),
        ("He announced that the Hama battle killed two.", ["the Hama"]),
        ("A shell hit their bus on the road to somewhere.", []),
        ("Air strikes hit opposition-held towns.", []),
        ("The strike must stop, Grossi said.", []),
    ],
)  # fmt: skip
def test_a_phrase_ends_where_the_place_does(text: str, places: list[str]) -> None:
    """Owners, adjectives and wider places belong to the phrase; speakers and offices do not."""
    assert claimed(text) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Raids killed six in Sarmin the largest town in the eastern hills.", ["Sarmin"]),
        ("Shells hit Sarmin, the town where the convoy was attacked.", ["Sarmin"]),
        ("Raids hit Mezze - a rebel-held neighbourhood of Damascus.", ["Mezze"]),
    ],
)
def test_what_describes_the_place_before_it_is_no_place_more(text: str, places: list[str]) -> None:
    """An apposition is not claimed again, whether or not the copy has kept its commas."""
    assert claimed(text) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "Troops clashed with gunmen in the Southwestern parts of Taiz.",
            ["the Southwestern parts of Taiz"],
        ),
        (
            "Jets bombed depots in the Eastern and Western countryside of Hama.",
            ["the Eastern and Western countryside of Hama"],
        ),
        ("Jets bombed depots in the city's south.", ["the city's south"]),
        ("Jets bombed depots in the citys south.", ["the citys south"]),
        ("Shells fell on Mosul's west and killed three.", ["Mosul's west"]),
        ("Mortar shells hit another rebel-held district.", ["another rebel-held district"]),
    ],
)
def test_parts_of_a_town_are_places(text: str, places: list[str]) -> None:
    """Directions tell a part of a town, with a capital letter too, and as its own noun."""
    assert claimed(text) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Kurdish fighters ousted the militants from the town of Sinjar.", ["the town of Sinjar"]),
        ("Troops drove the gunmen out of Gwoza after fighting.", []),
        ("The raid saw militants encircle Bama.", ["Bama"]),
        ("The offensive went on with the rebels capturing Gao.", ["Gao"]),
        ("Capturing the city would be a prize after the attacks.", []),
        ("A bomb went off in the courtyard of Rafah hospital.", ["Rafah hospital"]),
        ("The clinic in Hass was flattened by a strike.", ["The clinic in Hass"]),
    ],
)
def test_taken_and_lost_places_are_claimed(text: str, places: list[str]) -> None:
    """A place that somebody was driven from, or that was encircled or razed, saw the violence."""
    assert claimed(text) == places


def test_a_river_is_no_part_of_what_lies_on_it() -> None:
    """After a feature without a name the wider place is a phrase of its own."""
    text = "Jets destroyed a bridge over the river in the Eastern part of Anbar province."
    assert claimed(text) == ["the Eastern part of Anbar province"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Soldiers went to the village of Wada where a convoy was ambushed.",
         ["the village of Wada"]),
        ("In the city of Sumy, tanks advanced under heavy fire.", ["the city of Sumy"]),
        ("Raiders torched huts in Yelwa.", ["Yelwa"]),
        ("An air strike hit a funeral hall in Sanaa.", ["Sanaa"]),
        ("Shells hit Nikopol, across the Dnipro river from the plant.", ["Nikopol"]),
    ],
)  # fmt: skip
def test_fire_arson_and_where_clauses_tell_of_violence(text: str, places: list[str]) -> None:
    """Fire, arson and what a "where" leads to place violence; the far bank of a river does not."""
    assert claimed(text) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Ten died in the Kirkuk hotel bombing.", ["the Kirkuk hotel"]),
        ("Anger grew in the wake of the Lahore massacre.", ["the Lahore"]),
        ("The dead from the Idlib blast were buried, two of the wounded died.", ["the Idlib"]),
        ("Two died before the Oslo attack, the London police said.", ["the Oslo"]),
        ("Kherson was shelled overnight.", ["Kherson"]),
        ("Kherson came under heavy fire.", ["Kherson"]),
        ("Three died after Mosul fell to the militants.", ["Mosul"]),
        ("Raqqa, the site of a bombing on Monday, is quiet.", ["Raqqa"]),
        ("The killers fled in a Toyota and two were shot.", []),
        ("A bomb exploded in downtown Baghdad.", ["downtown Baghdad"]),
        ("Raids hit several towns including Duma.", ["Duma"]),
        ("Gunmen stormed Camp Delta in Anbar province.", ["Camp Delta in Anbar province"]),
        ("A blast shook the Jaffna railway station.", ["the Jaffna railway station"]),
        ("A bomber struck a wedding a few miles north of Herat.", ["a few miles north of Herat"]),
        ("A blast near the Turkish border killed four.", ["near the Turkish border"]),
        ("A blast hit a Mali-Niger border crossing.", ["a Mali-Niger border crossing"]),
        ("Two died in shelling, and forces massed along the Turkish border.", []),
    ],
)  # fmt: skip
def test_names_before_deeds_and_places_that_suffer_are_found(text: str, places: list[str]) -> None:
    """A name may lead a word of violence, or be the subject of what was done to it."""
    assert claimed(text) == places


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Gunmen shot two on the road from Tula to Pachuca.", "the road from Tula to Pachuca"),
        ("A mine exploded on the highway linking Kabul and Herat.",
         "the highway linking Kabul and Herat"),
        ("A mine exploded on the road that connects Gao with Menaka.",
         "the road that connects Gao with Menaka"),
        ("A mine exploded on the road between Gao and Menaka.", "the road between Gao and Menaka"),
        ("A mine exploded on the road to Menaka.", "the road to Menaka"),
    ],
)  # fmt: skip
def test_what_a_road_joins_belongs_to_it(text: str, place: str) -> None:
    """The whole relation is one place, and all of its words are the evidence."""
    (finding,) = find_place_claims(document(text))
    assert isinstance(finding.value, PlaceValue)
    assert finding.value.words == place
    assert text[finding.start : finding.end] == f"on {place}"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("TWO MEN DIED IN SANTA ROSA DE LIMA WHEN A BOMB EXPLODED.", ["SANTA ROSA DE LIMA"]),
        ("TROOPS KILLED FOUR REBELS IN LA PAZ REQUESTING HELP AT RANDOM.", ["LA PAZ"]),
        ("POLICE SAID THAT A BOMB WENT OFF IN AN EFFORT TO KILL THE JUDGE.", []),
        ("A BOMB KILLED TWO UNIVERSITY STUDENTS AND A STREET VENDOR YESTERDAY.", []),
        ("THE EXPLOSION TOOK PLACE IN DOWNTOWN TRUJILLO THIS MORNING.", ["DOWNTOWN TRUJILLO"]),
        ("FIVE SOLDIERS DIED WHEN REBELS ATTACKED THE CAUCA RIVER HYDROELECTRIC COMMISSION.",
         ["THE CAUCA RIVER"]),
        ("FIVE SOLDIERS DIED IN COMBAT IN THE FLORES AND SUCHITOTO NEIGHBORHOODS.",
         ["FLORES NEIGHBORHOODS", "SUCHITOTO NEIGHBORHOODS"]),
    ],
)  # fmt: skip
def test_common_words_are_no_names_in_capitals(text: str, places: list[str]) -> None:
    """Where capitals tell nothing, words that news writes small end a name or are none."""
    assert claimed(text) == places


def test_a_speaker_that_lost_his_comma_is_cut_off() -> None:
    """The last name before a verb of saying is somebody's."""
    assert claimed("Shells hit the city of Homs Barazi said.") == ["the city of Homs"]


def test_long_runs_of_names_stay_cheap() -> None:
    """Ten thousand words that all look like one phrase are read in time."""
    road = "A bomb killed two on the road from " + "Tula to " * 3000 + "Pachuca."
    names = "Bombs killed ten in " + "Al-Tula " * 10_000 + "town."
    assert isinstance(claimed(road), list)
    assert isinstance(claimed(names), list)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Violent clashes in Sirte; Intense shelling of Derna.", ["Sirte", "Derna"]),
        ("Six were killed by a drone. Wana, South Waziristan.", ["Wana, South Waziristan"]),
        ("Six were killed by a drone, Makeen, South Waziristan.", ["Makeen, South Waziristan"]),
        ("It was a quiet day. Wana, South Waziristan.", []),
        ("Four died in an attack on trucks in Kurram Agency.", ["Kurram Agency"]),
        ("Four died in an attack, Reuters News Agency said.", []),
        ("Warplanes bomb Saraqib and shells rock Kafranbel.", ["Saraqib", "Kafranbel"]),
        ("Bandits abducted ten girls from the town of Jangebe.", ["the town of Jangebe"]),
        ("Two bodies were found near Izium.", ["near Izium"]),
        ("Rebels seized control of Bunagana.", ["Bunagana"]),
        ("A mine killed two near the border with Mali.", ["near the border with Mali"]),
        ("A mine killed two in Gao region, near the border with Burkina Faso.",
         ["Gao region, near the border with Burkina Faso"]),
        ("A mine killed two near the border between Mali and Niger.",
         ["near the border between Mali and Niger"]),
        ("Shells hit the crossing, 4 km from the border with Ukraine.",
         ["the crossing, 4 km from the border with Ukraine"]),
    ],
)  # fmt: skip
def test_headlines_chronicles_and_borders(text: str, places: list[str]) -> None:
    """What headlines and chronicles of attacks put in few words is read as well."""
    assert claimed(text) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("A bomb exploded outside a mosque in Kabul's diplomatic quarter.",
         ["outside a mosque in Kabul's diplomatic quarter"]),
        ("Bombers attacked St Anthony's Shrine in Colombo and St Sebastian's Church in Negombo.",
         ["St Anthony's Shrine in Colombo", "St Sebastian's Church in Negombo"]),
        ("Missiles hit the King Khalid airport in Riyadh.", ["the King Khalid airport in Riyadh"]),
        ("Fighting in Omdurman, Khartoum's twin city, killed 20.",
         ["Omdurman, Khartoum's twin city"]),
        ("The boat was attacked 60 nautical miles south of Aden.",
         ["60 nautical miles south of Aden"]),
        ("A missile hit a ship off Hodeidah.", ["Hodeidah"]),
        ("A search of the war zone, Petrov told us, found two dead.", []),
        ("A memorial service in Derry remembered the bombing.", []),
    ],
)  # fmt: skip
def test_names_that_own_places_and_places_at_sea(text: str, places: list[str]) -> None:
    """A saint's church is one name, a town's quarter two; ships are hit off a coast."""
    assert claimed(text) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Ten were killed in Homs authorities said.", ["Homs"]),
        ("Two were killed in the raid, the Homs police said.", []),
        ("They protested against the murder of a judge on 3 May in Medellin.", ["Medellin"]),
        ("They would answer the raid on Duma, which killed ten.", ["Duma"]),
        ("They would answer any raid on Duma.", []),
        ("The blast hit buses in the Rashid area on Aleppo's outskirts.",
         ["the Rashid area on Aleppo's outskirts"]),
        ("TWO DIED IN A CLASH NEAR LA RANA STREAM, SAN CARLOS, MORAZAN DEPARTMENT, TODAY.",
         ["NEAR LA RANA STREAM, SAN CARLOS, MORAZAN DEPARTMENT"]),
        ("THE INJURED WERE TAKEN AWAY AFTER A HELICOPTER FIRED AT THE NORIA AND PENA CANTONS.",
         ["NORIA CANTONS", "PENA CANTONS"]),
    ],
)  # fmt: skip
def test_doubtful_words_beside_a_place_do_not_decide(text: str, places: list[str]) -> None:
    """A lost comma, a protest or an intention leave a place where something did happen."""
    assert claimed(text) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a bomber blew himself up outside a mosque in kandahar on friday, killing ten people.",
         ["outside a mosque in Kandahar"]),
        ("shells hit the village of tal tamr and the city of homs, police said on monday.",
         ["the village of Tal Tamr", "the city of Homs"]),
        ("officials in islamabad said that a drone strike had killed four in south waziristan.",
         ["south Waziristan"]),
        ("police said on monday that a bomb went off in an effort to kill the judge.", []),
    ],
)  # fmt: skip
def test_transcripts_in_small_letters_are_read(text: str, places: list[str]) -> None:
    """Where no letter is a capital, uncommon words are names, and are looked up as such."""
    assert claimed(text) == places
