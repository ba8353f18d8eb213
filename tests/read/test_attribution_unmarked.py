"""Who says what where names, clauses and sentences run into each other, their marks lost."""

from __future__ import annotations

import pytest

from rashomon.read.attribution import attribute, source_at
from rashomon.read.document import parse
from rashomon.read.stance import stance_of
from rashomon.records import Report, Stance


def chain_of(text: str, words: str) -> list[str]:
    start = text.index(words)
    report = Report("r1", "r1", "r1.txt", text)
    found = source_at(attribute(parse(report)), start, start + len(words))
    return [" ".join(link.words.split()) for link in found.source] if found else []


CHAINS = {
    "finger pointed": (
        "Neighboring powers have pointed the finger at the Guard for the raid.",
        "at the Guard for the raid",
        ["Neighboring powers"],
    ),
    "photographer saw": (
        "A Rialto photographer in the harbor saw half a dozen wounded children.",
        "wounded children",
        ["A Rialto photographer in the harbor"],
    ),
    "letters of a name with a lost apostrophe": (
        "NLFs statement said the attack left 30 guards dead.",
        "attack left",
        ["NLF"],
    ),
    "film of a deed": (
        "The Highland Guard has posted online a new video showing the murder of two men.",
        "murder of two men",
        ["The Highland Guard"],
    ),
    "inspectors established": (
        "Foreign inspectors established that gas was used in the town in 2013.",
        "gas was used",
        ["Foreign inspectors"],
    ),
    "rank behind a quotation": (
        '"We bombed the depot to deny them fuel" said alliance spokesman Lt. Col. John Roe using '
        "the short name for the group.",
        "bombed the depot",
        ["John Roe"],
    ),
    "said in a statement sent round": (
        "The Highland Guard in a statement sent to the agency Rialto said a suicide bomber "
        "detonated a belt among rebels.",
        "detonated a belt",
        ["The Highland Guard"],
    ),
    "told of before the verb": (
        "Five porters were killed when a shell hit a clinic late Tuesday the council that runs it "
        "said.",
        "Five porters",
        ["the council"],
    ),
    "at the scene": (
        "Dozens more fainted in the hall the monitor and doctors at the scene said.",
        "Dozens more fainted",
        ["the monitor and doctors at the scene"],
    ),
    "office, then name between commas": (
        '"This was no Northland raid," the spokesman, John Roe-Gray, told Sputnik.',
        "no Northland raid",
        ["John Roe-Gray", "Sputnik"],
    ),
    "name, then office between commas": (
        '"This was no Northland raid," John Roe-Gray, a spokesman for the pact, told Sputnik.',
        "no Northland raid",
        ["John Roe-Gray", "Sputnik"],
    ),
    "speaker with a participle": (
        "A commander in the alliance backing Northland told Reuters that drones had struck.",
        "drones had struck",
        ["A commander in the alliance backing Northland", "Reuters"],
    ),
    "speaker with a relative clause": (
        "Omar Saleh who runs the Plains Observatory said troops had taken the hill.",
        "troops had taken",
        ["Omar Saleh"],
    ),
    "roles with a relative clause": (
        "Rescue workers who went to the site said that they found gas.",
        "found gas",
        ["Rescue workers"],
    ),
    "speaker in an aside with a gerund": (
        "COLONEL JUAN ROE, COMMANDER OF THE 3D BRIGADE, IN WEIGHING THE RAIDS, HAS REPORTED THAT "
        "GROUPS BURNED A MILL.",
        "BURNED A MILL",
        ["JUAN ROE"],
    ),
    "speaker on an occasion": (
        "Roe in an interview on the Plains radio network denied there was any raid.",
        "any raid",
        ["Roe"],
    ),
    "relative clause of one who hangs on another verb": (
        "That raid was claimed by the Red Army group which said three of its fighters died.",
        "three of its fighters",
        ["the Red Army group"],
    ),
    "negated verb without apostrophe": (
        "Northlands state news agency didnt say when and said two fighters were killed.",
        "two fighters were killed",
        ["Northlands state news agency"],
    ),
    "place, then a nation's agency": (
        "Jets hit the west of Oldtown Syrian state television reported on Friday without details.",
        "Jets hit",
        ["Syrian state television"],
    ),
    "place, then roles": (
        "The raid began late Monday in the old Zahra neighborhood activists said.",
        "The raid began",
        ["activists"],
    ),
    "place name, then roles": (
        "The raid killed 80 people in Oldtown rights groups said.",
        "killed 80 people",
        ["rights groups"],
    ),
    "place name, then media": (
        "Jets killed ten in the province of Hama local media reported Wednesday.",
        "Jets killed ten",
        ["local media"],
    ),
    "source in a province": (
        "Gunmen burned a mill at the center of Newtown a source in Plains province told AFP.",
        "burned a mill",
        ["a source in Plains province", "AFP"],
    ),
    "speaker with what it does": (
        "Bombs killed 13 guards in the city on Monday a group tracking the violence said.",
        "killed 13 guards",
        ["a group tracking the violence"],
    ),
    "correspondent in part of a city": (
        "An AFP correspondent in rebel-held eastern Oldtown said the raids were intense.",
        "the raids were intense",
        ["An AFP correspondent in rebel-held eastern Oldtown"],
    ),
    "two sides before the speaker": (
        "Five died in fights between the rebels and the Roe regime the opposition said.",
        "Five died",
        ["the opposition"],
    ),
    "next sentence after the speaker": (
        '"Dozens were hurt" said Observatory director Rami Roe The wounded had fled the town.',
        "Dozens were hurt",
        ["Rami Roe"],
    ),
    "document, then a name": (
        "Thus according to the bulletin Red Front fighters burned 40 mills.",
        "burned 40",
        ["the bulletin"],
    ),
    "roles, then a determiner": (
        "According to Northland army sources the militia took two crossroads.",
        "took two",
        ["Northland army sources"],
    ),
    "afterthought without a comma": (
        "The raids killed 13 farmers on Monday the Plains Council said most of them in the mill.",
        "killed 13 farmers",
        ["the Plains Council"],
    ),
    "participle without a comma": (
        "Shells hit the old mill on Monday medics said wounding nine shepherds.",
        "Shells hit",
        ["medics"],
    ),
    "time of another event without a comma": (
        "Tanks shelled the town killing four civilians residents said a day after the mayor fled.",
        "Tanks shelled",
        ["residents"],
    ),
    "passive with by": (
        "THE MAYOR WAS SHOT IN OLDTOWN, IT WAS REPORTED THIS MORNING BY THE RIVER POLICE.",
        "MAYOR WAS SHOT",
        ["THE RIVER POLICE"],
    ),
    "passive with that": (
        "It was confirmed by the army that two mills burned.",
        "two mills burned",
        ["the army"],
    ),
    "quoted as saying by": (
        "Two pilots died when the plane came down the army was quoted as saying by Interfax.",
        "Two pilots died",
        ["the army", "Interfax"],
    ),
    "statement carried by": (
        "Two men opened fire in central Oldtown the interior ministry said in a statement "
        "carried by state media.",
        "opened fire",
        ["the interior ministry", "state media"],
    ),
    "monitor saying in an aside": (
        "Raids went on for a week with the Plains Observatory saying the latest hit a school.",
        "the latest hit",
        ["the Plains Observatory"],
    ),
    "subject after while": (
        "The Red group said ten died while an army spokesman kept silent and said a mill burned.",
        "a mill burned",
        ["an army spokesman"],
    ),
}


@pytest.mark.parametrize(("text", "words", "chain"), CHAINS.values(), ids=CHAINS.keys())
def test_speaker_is_parted_from_what_stands_around(text: str, words: str, chain: list[str]) -> None:
    """The chain holds the speaker alone, whatever marks are missing."""
    assert chain_of(text, words) == chain


OWN = {
    "airstrikes that add": "The sustained airstrikes add pressure on the mill.",
    "blame as a thing": "President John Roe split the blame for the mill between two mayors.",
    "residents saw": "The mill saw half a dozen raids.",
    "naming": "A league of rebel groups called Jaish al Nasr holds the mill since the raid.",
    "toll": "Bomb Targets Bus in Westville Claims 6 Martyrs 22 Injured.",
    "noun": "The reports were spread as the mill burned.",
    "killed": "Wanted Southland smuggler reported killed near the mill.",
    "headline verb": "Plains Council Condemns Raid on Mill.",
    "so-called": "Fighters of the so called Red Army burned the mill.",
    "accusation": "It backs the raids an accusation the army denied Shells hit the mill.",
}


@pytest.mark.parametrize("text", OWN.values(), ids=OWN.keys())
def test_what_only_looks_like_reporting_names_nobody(text: str) -> None:
    """Participles, nouns and headlines are no speaker's words."""
    word = next(w for w in ("mill", "22 Injured", "Mill") if w in text)
    assert chain_of(text, word) == []


def test_surname_behind_other_words_is_led_back() -> None:
    """Without commas a known surname ends the phrase that other words began."""
    text = (
        "Rami Hassan head of the Plains Observatory spoke on Monday of nine raids. The air force "
        "bombed parts of Oldtown the second city Hassan told AFP."
    )
    assert chain_of(text, "bombed parts") == ["Rami Hassan", "AFP"]


def test_article_in_a_name_does_not_hide_it() -> None:
    """A surname without its article is the same person's."""
    text = "Mayor Omar al-Barad said ten died. A second bomb wounded three said Barad."
    assert chain_of(text, "wounded three") == ["Omar al-Barad"]


def test_office_goes_back_to_the_one_who_held_it() -> None:
    """The military representative is the army's representative met before, with the outlet."""
    text = (
        "A representative of the Northland Armed Forces told SANA that troops fought rebels. "
        '"Over 60 rebels died" the military representative said.'
    )
    assert chain_of(text, "Over 60") == ["A representative of the Northland Armed Forces", "SANA"]


def test_pronoun_passes_over_several_people_and_others_of_another_sex() -> None:
    """She is no group of specialists and nobody's husband."""
    text = (
        '"It was him," attorney Jane Roe said. Medics in the town said so. Her husband said no. '
        "She claimed that he had killed four."
    )
    assert chain_of(text, "killed four") == ["Jane Roe"]


def test_it_is_an_organization_even_without_a_name() -> None:
    """A ministry is an "it" even where it is called by no name."""
    text = (
        "The defense ministry in the capital said nine died. It also said that a mill had burned."
    )
    assert chain_of(text, "a mill had burned") == ["The defense ministry in the capital"]


def test_speech_goes_on_where_quotation_marks_are_lost() -> None:
    """Without marks, sentences in the first person belong to the speaker beside them."""
    text = (
        "The helicopters wont stop for a moment Omar Saleh a rescue worker told Reuters. Right now "
        "they bomb us every hour. The town lies in the north. "
    ) + "Nobody has come to the town by road since the spring of the year before last. " * 12
    assert chain_of(text, "bomb us") == ["Omar Saleh", "Reuters"]
    assert chain_of(text, "lies in the north") == []


def test_weak_cue_belongs_to_what_is_said() -> None:
    """Blame is told by the one who blames, not by the one who relates it."""
    text = "The Coalition denounced the words of John Doe who on Monday blamed France for the raid."
    assert chain_of(text, "blamed France") == ["John Doe"]


def test_alleged_rebels_are_dead_for_sure() -> None:
    """Doubt about who people were leaves their death as it is; doubt about the deed does not."""
    for words, stance in (
        ("The wives of five alleged rebel fighters were killed", Stance.AFFIRM),
        ("Ten died in the alleged gas attack", Stance.UNCERTAIN),
    ):
        document = parse(Report("r1", "r1", "r1.txt", words + "."))
        assert stance_of(document, None, 0, len(words), Stance.AFFIRM) == stance


def test_words_run_into_a_short_name_are_passed_over() -> None:
    """A heading's words behind the monitor's short name make no monitor of their own."""
    text = (
        "Gas attack Observatory Jets carried out a raid that killed ten a monitoring group said. "
        "The Westland Observatory for Human Rights said a clinic was hit."
    )
    assert chain_of(text, "killed ten") == ["Westland Observatory for Human Rights"]


def test_aid_group_is_the_one_that_the_report_names() -> None:
    """An aid group without a name is the relief organization named later."""
    text = (
        "Five porters died in the raid the aid group said. "
        "The Union of Westland Relief Organisations said they had worked in the clinic."
    )
    assert chain_of(text, "Five porters") == ["Union of Westland Relief Organisations"]


def test_he_may_speak_for_a_body() -> None:
    """Where nobody but a body has spoken, "he" is told as that body."""
    text = "The Westland Observatory said ten died. He said farmers had died in the valley."
    assert chain_of(text, "farmers had died") == ["The Westland Observatory"]


def test_he_may_be_one_named_without_a_word_of_saying() -> None:
    """A person named since the last body spoke is nearer to "he" than that body."""
    text = (
        "The Westland health ministry said ten died. But Foreign Minister John Roe stood by the "
        "denial. He said farmers had died in the valley."
    )
    assert chain_of(text, "farmers had died") == ["John Roe"]


def test_title_belongs_to_a_person() -> None:
    """A title goes back to the one who holds it, not to a body with that word in its name."""
    text = (
        "Raids go on chief of the Westland General Staff Gen. John Roe said on Tuesday. We warn of "
        "new raids the general staff said. The general reiterated that ten had died."
    )
    assert chain_of(text, "ten had died") == ["John Roe"]
