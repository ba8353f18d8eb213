"""Who was killed or hurt and how many took part, in sentences of our own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.read.casualties import DOUBTFUL, find_counts
from rashomon.read.document import Finding, parse
from rashomon.records import CountValue, Facet, Report, Stance

Reading = tuple[str, int | None, int | None]


def found_in(text: str) -> list[Finding]:
    return find_counts(parse(Report("r1", "sample", "sample.txt", text)))


def read(text: str) -> list[Reading]:
    readings: list[Reading] = []
    for finding in found_in(text):
        if finding.confidence >= DOUBTFUL and isinstance(finding.value, CountValue):
            span = finding.value.range
            readings.append((str(finding.facet), span.low, span.high))
    return readings


SENTENCES: dict[str, tuple[str, list[Reading]]] = {
    "active": ("The blast killed at least 18 people.", [("killed", 18, None)]),
    "passive": ("Nine villagers were reportedly killed.", [("killed", 9, 9)]),
    "participle": (
        "Shells fell, killing four and wounding 12.",
        [("killed", 4, 4), ("injured", 12, 12)],
    ),
    "short of breath": (
        "Dozens more suffered severe breathing problems after the fire.",
        [("injured", 24, 99)],
    ),
    "began to suffer": (
        "Villagers then began to suffer from skin irritation.",
        [("injured", 2, None)],
    ),
    "still in treatment": ("Nine sailors were still receiving treatment.", [("injured", 9, 9)]),
    "being treated": (
        "The film showed at least two girls being treated for wounds.",
        [("injured", 2, None)],
    ),
    "harm on": ("The leak inflicted harm on an additional 60 workers.", [("injured", 60, 60)]),
    "remained hurt": ("Two pupils remained critically wounded.", [("injured", 2, 2)]),
    "many alone": ("Many suffered burns when the depot blew up.", [("injured", 2, None)]),
    "how many": ("Nobody knows how many dead there are.", []),
    "many seen": ("A nurse saw many wounded people there.", [("injured", 2, None)]),
    "nothing to be seen": ("The patients had no visible injuries.", []),
    "deaths told before": ("The envoy said the deaths were caused by a bomb.", []),
    "reported casualties": ("The station reported casualties.", [("casualties", 2, None)]),
    "a large number of": (
        "The raid inflicted a large number of casualties on them.",
        [("casualties", 2, None)],
    ),
    "number in quotation marks": (
        'The raid left "nearly 30" gunmen dead.',
        [("killed", 30, 30)],
    ),
    "at the cost of": ("The town fell at the cost of scores of lives.", [("killed", 40, 99)]),
    "other places": (
        "Six people were killed in Northtown, three in Southtown and one in Eastham.",
        [("killed", 6, 6), ("killed", 3, 3), ("killed", 1, 1)],
    ),
    "told more of": (
        "Four men who were working on the roof were also killed.",
        [("killed", 4, 4)],
    ),
    "accused with a figure": (
        "The envoy accuses the junta of killing more than 900 monks.",
        [("killed", 900, None)],
    ),
    "since they took": ("The rebels have killed hundreds of people since they seized it.", []),
    "over many days": ("In the last 12 days the army repelled raids, killing 400 rebels.", []),
    "doctors treated": ("Doctors treated at least 40 people.", [("injured", 40, None)]),
    "treated as": ("The police treated four men as suspects.", []),
    "victims received": ("The clinic received 12 victims.", [("injured", 12, 12)]),
    "reached by gas": ("Some 300 people were affected by toxic fumes.", [("injured", 300, 300)]),
    "one exposed to gas": ("It leads one to think they were exposed to gas.", []),
    "short of air": ("The fire left nine nurses choking.", [("injured", 9, 9)]),
    "symptoms": ("About 50 people showed symptoms of poisoning.", [("injured", 50, 50)]),
    "lost limbs": ("Two women lost their legs.", [("injured", 2, 2)]),
    "cases of": ("Medics counted 30 cases of asphyxia.", [("injured", 30, 30)]),
    "shot in the leg": ("Three boys were shot in the leg.", [("injured", 3, 3)]),
    "with burns": ("They found eleven people with burns.", [("injured", 11, 11)]),
    "fatally hurt": ("A guard was fatally wounded.", [("killed", 1, 1)]),
    "bled to death": ("Four men bled to death.", [("killed", 4, 4)]),
    "wiped out people": ("The gunships wiped out 15 fighters.", [("killed", 15, 15)]),
    "wiped out a place": ("The flood wiped out the village.", []),
    "many killed": ("Many were killed in the fire.", [("killed", 2, None)]),
    "injury of": (
        "The fire caused the death of 25 clerks and the injury of 40 others.",
        [("killed", 25, 25), ("injured", 40, 40)],
    ),
    "first word": ("Casualties were reported in the harbor.", [("casualties", 2, None)]),
    "most of whom": (
        "At least 10 clerks, most of whom were women, lost their lives.",
        [("killed", 10, None)],
    ),
    "himself and others": ("The bomber killed himself and 12 others.", [("killed", 12, 12)]),
    "number of killed": ("The number of killed rose to 45.", [("killed", 45, 45)]),
    "no verb": ("29 soldiers killed, 30 wounded.", [("killed", 29, 29), ("injured", 30, 30)]),
    "no comma": ("8 persons killed 58 others injured", [("killed", 8, 8), ("injured", 58, 58)]),
    "died": ("Two of the pilots died.", [("killed", 2, 2)]),
    "lost lives": ("Six miners lost their lives.", [("killed", 6, 6)]),
    "claimed lives": ("The bombing claimed the lives of 33 pilgrims.", [("killed", 33, 33)]),
    "claimed N lives": ("The bombing claimed 33 lives.", [("killed", 33, 33)]),
    "lives that were not lost": ("It changed 33 lives.", []),
    "left dead": (
        "The raid left 11 people dead and 20 hurt.",
        [("killed", 11, 11), ("injured", 20, 20)],
    ),
    "toll": ("The death toll has risen to 52.", [("killed", 52, 52)]),
    "toll put": ("Medics put the death toll in the town at 16.", [("killed", 16, 16)]),
    "number of dead": ("The number of dead had climbed to 30.", [("killed", 30, 30)]),
    "number of people killed": (
        "The number of residents who were killed by the shelling reached 40.",
        [("killed", 40, 40)],
    ),
    "count noun": ("The raid caused seven civilian deaths.", [("killed", 7, 7)]),
    "dead people": ("A list of eight dead civilians was read.", [("killed", 8, 8)]),
    "bodies": ("The bodies of 23 men were found.", [("killed", 23, 23)]),
    "executed": ("The militants beheaded two captives.", [("killed", 2, 2)]),
    "single": (
        "A pilot was killed and his son was injured.",
        [("killed", 1, 1), ("injured", 1, 1)],
    ),
    "unknown word": ("The mullah was shot dead.", [("killed", 1, 1)]),
    "named": ("Colonel Juan Example was killed.", [("killed", 1, 1)]),
    "bare name": ("Example, 26, died in the raid.", [("killed", 1, 1)]),
    "name as object": ("The drone killed Juan Example on Friday.", [("killed", 1, 1)]),
    "murder of": ("The murder of Juan Example shocked the town.", [("killed", 1, 1)]),
    "judge": (
        "THE ASSASSINATION OF JUDGE EXAMPLE TOOK PLACE IN THE CAPITAL CITY.",
        [("killed", 1, 1)],
    ),
    "capitals": (
        "SENATOR JUAN EXAMPLE WAS MURDERED IN THE CAPITAL CITY TODAY.",
        [("killed", 1, 1)],
    ),
    "capitals, object": (
        "GUERRILLAS KILLED MAYOR JUAN EXAMPLE IN THE CAPITAL CITY.",
        [("killed", 1, 1)],
    ),
    "plural": ("Fighters were killed in the raid.", [("killed", 2, None)]),
    "large number of": ("A large number of civilians were wounded.", [("injured", 2, None)]),
    "reporters": ("The Example brothers also killed a harbor pilot.", [("killed", 1, 1)]),
    "three victims": (
        "The blast killed a nurse a hospital employee and two soldiers",
        [("killed", 1, 1), ("killed", 1, 1), ("killed", 2, 2)],
    ),
    "family": (
        "The strike killed a commander, his wife and their four children.",
        [("killed", 1, 1), ("killed", 1, 1), ("killed", 4, 4)],
    ),
    "lost apostrophe": (
        "The drivers father and brother were killed.",
        [("killed", 1, 1), ("killed", 1, 1)],
    ),
    "part before the verb": (
        "At least 12 civilians, including four children, were killed.",
        [("killed", 12, None), ("killed", 4, 4)],
    ),
    "part after the verb": (
        "Seven people were injured in the square, among them two girls.",
        [("injured", 7, 7), ("injured", 2, 2)],
    ),
    "of them": (
        "The raid killed ten people, five of them children.",
        [("killed", 10, 10), ("killed", 5, 5)],
    ),
    "of them, later": (
        "The raid killed ten people. Five of them were children.",
        [("killed", 10, 10), ("killed", 5, 5)],
    ),
    "they included": (
        "Six people died. They included two nuns, a baker and a student.",
        [("killed", 6, 6), ("killed", 2, 2), ("killed", 1, 1), ("killed", 1, 1)],
    ),
    "the wounded were": (
        "Six people died. The wounded were three nurses.",
        [("killed", 6, 6), ("injured", 3, 3)],
    ),
    "were among": (
        "Two women were among eight people killed.",
        [("killed", 2, 2), ("killed", 8, 8)],
    ),
    "among the dead": ("Three medics were among the dead.", [("killed", 3, 3)]),
    "among the dead, inverted": ("Among the dead were two medics.", [("killed", 2, 2)]),
    "in brackets": (
        "The blast took the lives of 2 women (a nurse and a cook) as well as 2 guards",
        [("killed", 2, 2), ("killed", 1, 1), ("killed", 1, 1), ("killed", 2, 2)],
    ),
    "of the wounded": ("Fifteen of the wounded were in critical condition.", [("injured", 15, 15)]),
    "hospital": ("Eleven people were taken to the hospital.", [("injured", 11, 11)]),
    "suffered": ("13 people suffered minor burns.", [("injured", 13, 13)]),
    "suffocated": ("Thirty people suffocated.", [("injured", 30, 30)]),
    "not told apart": ("Shelling killed or wounded 30 men.", [("casualties", 30, 30)]),
    "dead and wounded": ("It caused dozens of dead and wounded.", [("casualties", 24, 99)]),
    "no number": ("There were casualties.", [("casualties", 2, None)]),
    "hit": ("As many as 50 militiamen were hit.", [("casualties", None, 50)]),
    "a place hit": ("Three villages were hit.", []),
    "lost": ("The army lost 40 men and three tanks.", [("killed", 40, 40)]),
    "nobody": ("Nobody was hurt.", [("injured", 0, 0)]),
    "no casualties": ("The raid ended with no coalition casualties.", [("casualties", 0, 0)]),
    "no injuries": ("There were no injuries.", [("injured", 0, 0)]),
    "did not cause": ("The bomb did not cause casualties.", [("casualties", 0, 0)]),
    "no word": ("There was no immediate word on casualties.", []),
    "material": ("The fire caused heavy material losses.", []),
    "mostly": ("It killed 30 people, mostly farmers.", [("killed", 30, 30)]),
    "both": ("He is accused of killing both rebels and civilians.", []),
    "generic": ("They are accused of killing civilians.", []),
    "anaphora": ("The victims were killed at night.", []),
    "attributive": ("Medics were treating injured people.", []),
    "organization": ("A militant group was blamed.", []),
    "pronoun": ("Security guards killed him.", []),
    "things": ("It destroyed 12 tanks and three bridges.", []),
    "a speaker": ("It killed 15 civilians a monitor said", [("killed", 15, 15)]),
    "number after a name": ("Moscow Twelve men were killed.", [("killed", 12, 12)]),
    "infinitive": ("They did not want to hurt my son.", []),
    "two sentences in one": (
        "The raid killed three men and two women were hurt.",
        [("killed", 3, 3), ("injured", 2, 2)],
    ),
}


@pytest.mark.parametrize(("text", "expected"), SENTENCES.values(), ids=SENTENCES.keys())
def test_sentence_is_read(text: str, expected: list[Reading]) -> None:
    """Each way of telling harm yields its claims and no others."""
    assert sorted(read(text), key=str) == sorted(expected, key=str)


STRENGTHS = {
    "subject": ("Some 300 rebels attacked the base.", [("strength", 300, 300)]),
    "relative": ("Hundreds of troops who took part came by bus.", [("strength", 200, 999)]),
    "backed by": ("About 500 troops backed by tanks stormed the town.", [("strength", 500, 500)]),
    "by": ("The base was raided in an attack by 40 gunmen.", [("strength", 40, 40)]),
    "force of": ("A force of more than 60 soldiers came.", [("strength", 60, None)]),
    "kit": ("They came with tanks, mortars and 60 soldiers.", [("strength", 60, 60)]),
    "no fighters": ("Some 300 residents attacked the proposal.", []),
    "another's deed": ("The army said 30 rebels were captured when it attacked.", []),
}


@pytest.mark.parametrize(("text", "expected"), STRENGTHS.values(), ids=STRENGTHS.keys())
def test_strength_is_read_for_those_who_took_part(text: str, expected: list[Reading]) -> None:
    """People counted as taking part are strength; bystanders and the harmed are not."""
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "More than 6,500 people have been killed since March 2015.",
        "The war has killed 400,000 people.",
        "In the past two weeks 200 civilians have been killed.",
        "Over 7,000 people died during ten years of civil war.",
        "The strike could have killed dozens of people.",
        "The rebels threatened to kill 20 hostages.",
        "He was planning the assassination of the president.",
        "If they had killed three guards, the raid would have gone on.",
    ],
)
def test_totals_and_what_did_not_happen_are_doubtful(text: str) -> None:
    """Long totals and hypothetical harm stay below the assembler's threshold."""
    assert read(text) == []


def test_total_carries_over_to_the_next_sentence() -> None:
    """A large number right after a total belongs to the same reckoning."""
    text = "Air raids killed 4,200 people in the past year. Shelling killed 1,100 people."
    assert read(text) == []


def test_first_attack_since_is_no_total() -> None:
    """An attack called the deadliest since a year is placed in time; nothing is added up."""
    assert read("The raid, the deadliest since 2014, killed 12 people.") == [("killed", 12, 12)]


def test_confirmed_toll_is_the_one_told_before() -> None:
    """A toll confirmed without a figure repeats the last figure."""
    text = "The blast killed at least 16 people. A doctor confirmed the death toll."
    assert read(text) == [("killed", 16, None), ("killed", 16, None)]


def test_toll_confirmed_before_any_is_told_counts_nobody() -> None:
    """Without an earlier figure there is nothing to repeat."""
    assert read("A doctor confirmed the death toll.") == []


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The strike killed 12 people.", Stance.AFFIRM),
        ("The strike may have killed 12 people.", Stance.UNCERTAIN),
        ("Twelve people were probably killed.", Stance.UNCERTAIN),
        ("It is feared that 12 people died.", Stance.UNCERTAIN),
        ("The strike did not kill 12 people.", Stance.DENY),
        ("Twelve people were not killed.", Stance.DENY),
    ],
)
def test_stance_is_the_clause_own(text: str, stance: Stance) -> None:
    """Only hedges and negations of the clause itself set the stance."""
    (finding,) = found_in(text)
    assert finding.stance is stance


def test_who_is_in_the_words_of_the_text_without_the_number() -> None:
    """The people counted are named as the text names them."""
    (finding,) = found_in("They killed at least 20 pro-government fighters.")
    assert isinstance(finding.value, CountValue)
    assert finding.value.who == "pro-government fighters"


def test_evidence_is_the_number_with_its_verb() -> None:
    """The evidence is the shortest stretch that holds number, people and verb."""
    text = "Officials in the city said that the blast killed 25 militiamen on Friday."
    (finding,) = found_in(text)
    assert text[finding.start : finding.end] == "killed 25 militiamen"


def test_evidence_leaves_out_a_verb_far_away() -> None:
    """Where much stands between, the number alone is the evidence."""
    text = (
        "Eight shoppers travelling towards neighboring administrative settlements along "
        "northernmost agricultural thoroughfares were killed."
    )
    (finding,) = found_in(text)
    assert text[finding.start : finding.end] == "Eight shoppers"


def test_capitals_are_read_like_other_text() -> None:
    """Wire copy in capitals yields the same claims."""
    text = "Guerrillas killed four policemen and wounded seven in an ambush near the river."
    assert read(text.upper()) == read(text) == [("killed", 4, 4), ("injured", 7, 7)]


def test_facets_are_apart() -> None:
    """One sentence may hold killed, injured and strength."""
    facets = {f.facet for f in found_in("Two gunmen opened fire, killing a guard and hurting 3.")}
    assert facets == {Facet.STRENGTH, Facet.KILLED, Facet.INJURED}


WORDS = st.sampled_from(
    "the a killed wounded dead and including 12 dozens people soldiers his son were was no , of "
    "among them who died toll to casualties left not may in Aleppo (".split()
)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=25))
def test_any_order_of_words_is_read_without_fault(words: list[str]) -> None:
    """Whatever comes, findings lie in the text and count people."""
    text = " ".join(words)
    for finding in found_in(text):
        assert 0 <= finding.start < finding.end <= len(text)
        assert isinstance(finding.value, CountValue)


@pytest.mark.parametrize(
    "speaker",
    [
        "the mayor of North Cotabato said",
        "the regional governor, Juan Reyes, said",
        "residents and media reports said on Friday",
        "two army officers said",
        "senior officials in the city of Jolo told reporters",
        "an official who asked not to be named said",
        "the provincial governor and hospital staff confirmed",
    ],
)
def test_whoever_speaks_after_a_toll_is_no_victim(speaker: str) -> None:
    """The people behind a toll who tell it are not counted with it."""
    text = f"A bomb tore through a ferry, killing 12 people and wounding more than 40, {speaker}."
    assert read(text) == [("killed", 12, 12), ("injured", 40, None)]


@pytest.mark.parametrize(
    ("text", "victims"),
    [
        ("Gunmen killed a priest, a farmer and a driver, said police in Cali.", 3),
        ("A mine killed a teacher, a nurse and two soldiers near the town, police said.", 3),
        ("A mine killed three people, including a child and a nurse, a local official said.", 3),
    ],
)
def test_victims_stay_victims_where_others_speak(text: str, victims: int) -> None:
    """A list of victims ends at its last one, not before, whoever tells of it."""
    assert len(read(text)) == victims


def test_a_toll_told_at_length_is_read_behind_its_verb() -> None:
    """Between a toll and its number may stand what, when and where."""
    text = (
        "The death toll from Saturday's truck bombing at a hotel in the port of Bosaso has risen "
        "to 80, a ministry spokesman said on Wednesday."
    )
    assert read(text) == [("killed", 80, 80)]


def test_a_number_far_from_a_toll_without_a_verb_of_rising_is_not_its_own() -> None:
    """A distant number belongs to a toll only where the toll is said to reach it."""
    text = "The death toll from the storm over the hills in the north of Luzon came on 12 roads."
    assert read(text) == []
