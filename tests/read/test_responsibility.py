"""Who did the violence, by the ways in which English says it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.read.document import parse
from rashomon.read.responsibility import find_responsible
from rashomon.records import Report, ResponsibleValue, Stance
from rashomon.reference.actors import ActorContext, resolve_actor

SYRIA = ActorContext("Syria", coalition=resolve_actor("the US-led coalition"))
GOVERNMENT, REBELS = "Syrian government forces", "Syrian opposition groups"


def responsible(text: str) -> list[tuple[str, Stance]]:
    document = parse(Report("r1", "r1", "r1.txt", text))
    return [
        (f.value.actor, f.stance)
        for f in find_responsible(document, SYRIA)
        if isinstance(f.value, ResponsibleValue)
    ]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Turkish warplanes bombed a camp.", ["Turkey"]),
        ("The US-led coalition said it killed at least 40 fighters.", ["US-led coalition"]),
        ("Rebels located west of the city fired rockets at a suburb.", [REBELS]),
        ("The army, backed by Hezbollah, seized the town of Oldford.", [GOVERNMENT, "Hezbollah"]),
        ("The army launched an assault on the valley.", [GOVERNMENT]),
        ("Nine people were killed by regime shelling.", [GOVERNMENT]),
        ("Two died in an air strike by the Russian air force.", ["Russia"]),
        ("The attack was carried out by Boko Haram.", ["Boko Haram"]),
        ("Regime air strikes killed two.", [GOVERNMENT]),
        ("A Russian strike hit a mill.", ["Russia"]),
        ("REBEL SHELLING KILLED FOUR PEOPLE IN THE CITY.", [REBELS]),
        ("Hamas claimed responsibility for the attack.", ["Hamas"]),
        ("Responsibility for the blast was claimed by Islamic State.", ["Islamic State"]),
        ("The monitor blamed the attack on the regime.", [GOVERNMENT]),
        ("Officials accused Russia of bombing a clinic.", ["Russia"]),
        ("Clashes broke out between the army and rebels.", [GOVERNMENT, REBELS]),
        ("Rebels clashed with Islamic State near the dam.", ["Islamic State", REBELS]),
        ("A convoy came under heavy fire from the Taliban.", ["Taliban"]),
        ("Turkey sought to widen its reach by shelling the bridges.", ["Turkey"]),
        ("The IRA 's Riverside brigade had detonated two bombs.", ["Provisional IRA"]),
        ("Rebels opened fire at a patrol.", [REBELS]),
        ("Houthi drones struck a tanker.", ["Houthis"]),
    ],
)
def test_the_words_tell_who_did_it(text: str, actors: list[str]) -> None:
    """Active, passive, nominal, claimed, charged, fought: each names those who did it."""
    assert sorted({actor for actor, _ in responsible(text)}) == sorted(actors)


@pytest.mark.parametrize(
    "text",
    [
        "Twelve Turkish soldiers were killed in an ambush.",
        "Rebels killed in the raid were buried.",
        "Turkish troops attacked by nobody went home.",
        "Rebels have often shelled the suburb.",
        "Turkey would bomb the camp if talks failed.",
        "The rebel-held town was shelled.",
        "Rebels launched an investigation.",
        "The army did nothing.",
        "It was a strike.",
    ],
)
def test_victims_habits_and_threats_are_no_deed(text: str) -> None:
    """Those who were hit, and what is general, feared or harmless, give no claim."""
    assert responsible(text) == []


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("The Pentagon, however, denied any involvement.", ["United States"]),
        ('"Not a US or coalition strike," he said.', ["US-led coalition", "United States"]),
        ("Russia was not responsible for the bombing.", ["Russia"]),
        ("The coalition denied that its planes had carried out the raid.", ["US-led coalition"]),
        ("Moscow says it has not bombed the town.", ["Russia"]),
        ("The shooting did not involve the army.", [GOVERNMENT]),
    ],
)
def test_a_denial_is_a_claim_of_those_it_names(text: str, actors: list[str]) -> None:
    """Denials name the actor, with the stance of a denial and nothing affirmed beside it."""
    assert sorted(responsible(text)) == sorted((actor, Stance.DENY) for actor in actors)


def test_a_hedge_in_the_clause_is_kept() -> None:
    """Of words: "Probably" makes the claim uncertain."""
    text = "The strike was probably carried out by American drones."
    assert responsible(text) == [("United States", Stance.UNCERTAIN)]


@pytest.mark.parametrize(
    ("text", "name", "stance"),
    [
        ("The suspected gunman, John Sample Smith, fled.", "John Sample Smith", Stance.UNCERTAIN),
        ("The raid was carried out by John Sample alone.", "John Sample", Stance.AFFIRM),
        ("John Sample, the bomber behind the blast, died.", "John Sample", Stance.AFFIRM),
    ],
)
def test_a_lone_attacker_is_recorded_by_name(text: str, name: str, stance: Stance) -> None:
    """Attackers who serve no side stand under their own names."""
    assert (name, stance) in responsible(text)


def test_no_names_are_guessed_in_capitals() -> None:
    """Where all is in capitals, a name cannot be told from other words."""
    assert responsible("THE RAID WAS CARRIED OUT BY JOHN SAMPLE ALONE, THE RADIO REPORTED.") == []


@given(st.lists(st.sampled_from(
    "the army rebels Russia struck killed by strike denied on , and in attack said".split()
), max_size=40))  # fmt: skip
def test_evidence_stays_within_its_sentence(words: list[str]) -> None:
    """Whatever the words, every finding lies in one sentence of the report."""
    text = " ".join(words) + "."
    document = parse(Report("r1", "r1", "r1.txt", text))
    for finding in find_responsible(document, SYRIA):
        sentence = document.sentence_at(finding.start)
        assert sentence is not None
        assert finding.start < finding.end <= sentence.end


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Ten rebels were killed in clashes with the army.", [GOVERNMENT, REBELS]),
        ("Rebels fought Islamic State near the dam.", ["Islamic State", REBELS]),
        (
            "Clashes pitting the army against the rebel group broke out.",
            [GOVERNMENT, REBELS],
        ),
        ("Russian and Syrian planes bombed the mill.", ["Russia", GOVERNMENT]),
        ("Government shelling killed two farmers.", [GOVERNMENT]),
        ("Hamas blamed Moscow for the strike.", ["Russia"]),
        ("Diplomats blamed the attack, which killed two, on the rebels.", [REBELS]),
        ("The strike was blamed on Israel.", ["Israel"]),
        ("Residents pointed the finger at the army after the blast.", [GOVERNMENT]),
        ("The village was burned by the ultra-hardline militant group Boko Haram.", ["Boko Haram"]),
        ("Nine were killed by the ultra-hardline group Boko Haram.", ["Boko Haram"]),
        ("Rebels arrived on motorcycles and opened fire.", [REBELS]),
        ("Regime helicopters circled the town dropping barrel bombs.", [GOVERNMENT]),
        ("Hamas, a group based in the strip, detonated a mine.", ["Hamas"]),
        ("The army, which lost the dam in May, retook the village.", [GOVERNMENT]),
        ("A Russian Oldbow missile hit a mill.", ["Russia"]),
        ("Rebels seized a border town and two villages.", [REBELS]),
        ("The army backed by Hezbollah stormed the camp.", [GOVERNMENT, "Hezbollah"]),
        ("A car bomb claimed by Islamic State killed two.", ["Islamic State"]),
        ("The army in several sorties pounded Hamas posts.", [GOVERNMENT]),
        ("Rebels ambushed Friday a group of guards.", [REBELS]),
        ("Taliban insurgents had killed and wounded dozens.", ["Taliban"]),
        ("The regime is responsible, the envoy said.", [GOVERNMENT]),
    ],
)
def test_more_ways_of_telling_who_did_it(text: str, actors: list[str]) -> None:
    """Both sides of a clash, shared forces, second verbs, asides and fingers pointed."""
    assert sorted({actor for actor, _ in responsible(text)}) == sorted(actors)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Hamas raided a post. They killed two guards.", 2),
        ("Before the rebels left the town they executed ten men.", 1),
        ("A trader closed his shop. They killed two guards.", 0),
        ("The army raided a farm after rebels raided a mill, and they burned a barn.", 2),
        ("Rebels said the army was near, and they killed two guards.", 0),
    ],
)
def test_a_pronoun_stands_for_the_only_side_it_can_mean(text: str, count: int) -> None:
    """A plural pronoun is the doer of the sentence before, or the only actor named ahead of it."""
    assert len(responsible(text)) == count


def test_what_is_denied_hides_no_deed_that_is_told_with_it() -> None:
    """A denial inside the clause of a deed leaves the deed."""
    found = responsible("Hamas, which denied involvement in the blast, said its men hit a post.")
    assert sorted(found) == [("Hamas", Stance.AFFIRM), ("Hamas", Stance.DENY)]


@pytest.mark.parametrize(
    "text",
    [
        "Rebels killed Friday in the ambush were buried.",
        "The UN blamed the government for the delay.",
        "Ten rebels killed fighting in the hills were buried.",
        "The army lost control of the town.",
        "Besieged areas were visited by the army.",
    ],
)
def test_those_who_suffered_or_only_came_are_not_responsible(text: str) -> None:
    """Reduced passives, blame for other things, losses and visits are no deeds."""
    assert responsible(text) == []


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("An aide denied that the army had used any such rockets.", GOVERNMENT),
        ("Moscow rejected these accusations.", "Russia"),
        ("Hamas dismissed the reports.", "Hamas"),
        ("A minister repeated the army's denial.", GOVERNMENT),
        ("The Russian army does not possess such missiles.", "Russia"),
        ("The Turkish army has not, and will not use these weapons.", "Turkey"),
        ("THE RUSSIAN ARMY HAS NEVER USED CHEMICAL WEAPONS.", "Russia"),
        ("Russian planes were not there at that time.", "Russia"),
        ("No Russian planes were over the town.", "Russia"),
        ("Turkish planes did not fly.", "Turkey"),
        ("Moscow denied any participation in the raid.", "Russia"),
        ("Moscow denies its troops were involved.", "Russia"),
        ("A Russian minister called the allegations baseless.", "Russia"),
        ("There is no evidence that Hamas shelled the mill.", "Hamas"),
        ('"We had nothing to do with this," a Hamas leader said.', "Hamas"),
        ("Hamas insisted it had no role in the raid.", "Hamas"),
        ("Hamas said they did not fire the rocket.", "Hamas"),
        ("The Taliban distanced themselves from the attack.", "Taliban"),
    ],
)
def test_a_denial_needs_no_word_of_violence(text: str, actor: str) -> None:
    """Charges rejected, weapons not owned and planes that were elsewhere deny the deed."""
    assert set(responsible(text)) == {(actor, Stance.DENY)}


@pytest.mark.parametrize(
    "text",
    [
        "The raid was carried out by the Russian army or the Turkish army.",
        "The Russian army or the Turkish army bombed the mill.",
        "She could not say whether Russian jets and Turkish jets bombed the mill.",
    ],
)
def test_one_of_two_is_sure_of_neither(text: str) -> None:
    """Where the words leave open which of two it was, both may have done it."""
    assert sorted(responsible(text)) == [
        ("Russia", Stance.UNCERTAIN),
        ("Turkey", Stance.UNCERTAIN),
    ]


def test_the_marks_of_a_side_are_a_guess() -> None:
    """An attack with somebody's hallmarks may be theirs."""
    text = "The attack bore the hallmarks of Boko Haram."
    assert responsible(text) == [("Boko Haram", Stance.UNCERTAIN)]


def test_a_denial_said_twice_in_a_sentence_is_one() -> None:
    """Said again in other words of the same sentence, it is the same claim."""
    text = "Moscow denied involvement in the raid and rejected the accusations against Russia."
    assert responsible(text) == [("Russia", Stance.DENY)]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Kyiv accused Moscow of responsibility.", ["Russia"]),
        ("The council spoke, blaming the army for the incident.", [GOVERNMENT]),
        ("The envoy put the blame squarely on the army.", [GOVERNMENT]),
        ("The envoy split the blame between Hamas and the weather.", ["Hamas"]),
        ("The blame lies with Hamas.", ["Hamas"]),
        ("Hamas bears full responsibility.", ["Hamas"]),
        ("Hamas is to blame, he said.", ["Hamas"]),
        ("He pointed the finger of blame at Hamas.", ["Hamas"]),
        ("These brutal actions by Hamas shocked the envoy.", ["Hamas"]),
        ("Radar showed Turkish jets flying over the dam at the time of the blast.", ["Turkey"]),
        ("A clip showed Taliban fighters shooting nine guards.", ["Taliban"]),
        ("The spring saw Boko Haram encircle the port.", ["Boko Haram"]),
        ("Islamic State has posted a new video showing the murder of a guard.", ["Islamic State"]),
        ("Oldford fell to the Taliban in May.", ["Taliban"]),
        ("They mourned the loss of the border post to the Taliban.", ["Taliban"]),
        ("Taliban fighters seize rebel-held Oldford.", ["Taliban"]),
        ("Taliban fighters pushed back the assault.", ["Taliban"]),
        ("Turkish troops oust Islamic State from the port.", ["Turkey"]),
        ("Turkey has been blamed for the strike.", ["Turkey"]),
        ("Armenia and Azerbaijan accused each other of shelling.", ["Armenia", "Azerbaijan"]),
        ("Hamas said it was responsible.", ["Hamas"]),
        ("Hamas accepted the blame.", ["Hamas"]),
        ("An inquiry found Hamas responsible.", ["Hamas"]),
        ("The Russian army said its troops had killed nine.", ["Russia"]),
        ("Russian forces launched nine drones.", ["Russia"]),
        ("Taliban fighters hacked two men to death.", ["Taliban"]),
        ("A Hamas bomber blew himself up.", ["Hamas"]),
        ("Fighting raged between the army and rebels.", [GOVERNMENT, REBELS]),
        ("Hamas and Turkey traded fire.", ["Hamas", "Turkey"]),
    ],
)
def test_charges_and_takings_in_other_words(text: str, actors: list[str]) -> None:
    """Blame laid, planes seen, films shown, towns lost: each names those who did it."""
    assert sorted({actor for actor, _ in responsible(text)}) == sorted(actors)


@pytest.mark.parametrize(
    "text",
    [
        "The envoy accused Hamas of using banned shells.",
        "The envoy accused the army of carrying out at least nine raids.",
        "It was a pretext for accusing Hamas of an attack.",
        "The envoy accused Hamas of war crimes.",
        "Nobody claimed it, but Hamas has carried out similar attacks.",
        "The envoy warned against new Turkish strikes.",
        "The mill had burned in the days before the town fell to Hamas.",
        "An attack by zealous cultists killed 20 Turkish soldiers.",
    ],
)
def test_a_charge_of_many_deeds_is_none_of_one(text: str) -> None:
    """What a side is said to do as a habit, or may come to be charged with, gives no claim."""
    assert responsible(text) == []


def test_a_denial_of_having_hit_civilians_is_none_of_the_strike() -> None:
    """Who denies to have hit civilians may still have fired."""
    assert responsible("The RSF denied that its forces had hit civilians.") == []


def test_those_who_deny_speak_of_their_own_troops() -> None:
    """The troops in a denial are the denier's, not the state's."""
    text = (
        "Shells fell in Sudan. The RSF denied that its troops had shelled the mill and accused "
        "the Sudanese army of bombing it."
    )
    assert responsible(text) == [
        ("Rapid Support Forces", Stance.DENY),
        ("Sudanese Armed Forces", Stance.AFFIRM),
    ]
