"""Stated reasons, and statements on who was told beforehand."""

from __future__ import annotations

import pytest

from rashomon.read.document import parse
from rashomon.read.reasons import find_motives, find_notices
from rashomon.records import Report, Stance


def motives(text: str) -> list[str]:
    document = parse(Report("r1", "r1", "r1.txt", text))
    return [text[f.start : f.end] for f in find_motives(document)]


def notices(text: str) -> list[str]:
    document = parse(Report("r1", "r1", "r1.txt", text))
    return [text[f.start : f.end] for f in find_notices(document)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Jets hit the camp in retaliation for the ambush.", "in retaliation for the ambush"),
        ("Troops attacked the hill to break the siege.", "to break the siege"),
        ("The raid was in self-defense.", "was in self-defense"),
        ("The assault was aimed at cutting the road.", "aimed at cutting the road"),
        (
            "Jets struck the port after Hamas fired rockets at it.",
            "after Hamas fired rockets at it",
        ),
        (
            "Planes bombed the depot because it held rockets.",
            "because it held rockets",
        ),
        ("Gunmen beheaded two men for spying on them.", "for spying on them"),
        (
            "Rebels shot a clerk accused of collaborating with the army.",
            "accused of collaborating with the army",
        ),
        (
            "The raid killed nine, a note claiming they worked for Turkey.",
            "claiming they worked for Turkey",
        ),
        ("Raiders attacked in their effort to take the pass.", "in their effort to take the pass"),
        ("The raid was carried out to deny rebels the bridge.", "to deny rebels the bridge"),
        ("Turkey shelled the hill in swift response to the raid.", "in swift response to the raid"),
        (
            "Rocket fire hit posts, prompting Russian airstrikes.",
            "Rocket fire hit posts, prompting Russian airstrikes",
        ),
    ],
)
def test_a_stated_reason_is_a_motive(text: str, reason: str) -> None:
    """Retaliation, purpose, cause and the other side's deed, each in its own words."""
    assert reason in motives(text) or any(reason.endswith(words) for words in motives(text))
    assert motives(text)


@pytest.mark.parametrize(
    "text",
    [
        "He went home to protect his family.",
        "The talks aim to prevent further attacks.",
        "After lunch the army moved.",
        "Doctors planned a medical response to attacks.",
        "The council sought a response to the massacre.",
        "Prayers in the town were called off because of the air strikes.",
        "She spoke after the raid because she feared for her sons.",
        "Rebels have often attacked to break the siege.",
    ],
)
def test_without_a_deed_there_is_no_motive(text: str) -> None:
    """A purpose of talks, of nothing, or of a habit is not one of a deed."""
    assert motives(text) == []


def test_a_hedged_motive_is_uncertain() -> None:
    """Of words: "Apparently" before the reason makes it uncertain."""
    text = "The rocket fire was apparently in revenge for the raid."
    (finding,) = find_motives(parse(Report("r1", "r1", "r1.txt", text)))
    assert finding.stance is Stance.UNCERTAIN


@pytest.mark.parametrize(
    "text",
    [
        "The army warned the villagers to leave before the raid.",
        "They had failed to inform the Russian military about their plans.",
        "No warning was given before the explosion.",
        "A caller telephoned the police an hour before the blast.",
        "Leaflets were dropped telling people to go.",
        "Officers used a de-confliction channel ahead of the strike.",
    ],
)
def test_word_given_beforehand_is_a_notice(text: str) -> None:
    """Warnings given, received or left out are notices."""
    assert len(notices(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The minister told Reuters that the attack was over.",
        "Doctors warned of famine before winter.",
        "He told his story.",
        "The rain stopped.",
    ],
)
def test_words_to_the_press_are_no_notice(text: str) -> None:
    """Interviews and warnings of other ills tell nobody of an attack."""
    assert notices(text) == []
