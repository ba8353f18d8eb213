"""Whom or what violence was aimed at."""

from __future__ import annotations

import pytest

from rashomon.read.document import parse
from rashomon.read.targets import find_targets
from rashomon.records import Report, Stance, TargetValue
from rashomon.reference.actors import ActorContext

SYRIA = ActorContext("Syria")


def targets(text: str) -> list[tuple[str, str | None]]:
    document = parse(Report("r1", "r1", "r1.txt", text))
    return [
        (f.value.what, f.value.actor)
        for f in find_targets(document, SYRIA)
        if isinstance(f.value, TargetValue)
    ]


@pytest.mark.parametrize(
    ("text", "what", "actor"),
    [
        ("A missile struck a grain silo.", "a grain silo", None),
        ("Jets bombed Hamas positions.", "Hamas positions", "Hamas"),
        ("Shelling of the rebel-held suburb killed two.", "the rebel-held suburb", None),
        ("Air strikes on Monday on a market killed two.", "a market", None),
        ("Rebels fired 30 rockets at an air base.", "an air base", None),
        ("The convoy was attacked near the dam.", "The convoy", None),
        ("GUERRILLAS ATTACKED A POWER STATION IN THE NORTH TODAY.", "A POWER STATION", None),
        ("A gunman opened fire on worshippers.", "worshippers", "civilians"),
        ("Rebels retook the village of Oldford.", "the village of Oldford", None),
        ("The blast targeted a bus carrying guards.", "a bus carrying guards", None),
        ("Soldiers came under heavy mortar fire.", "Soldiers", "Syrian government forces"),
        ("They accused it of shelling farms.", "farms", None),
    ],
)
def test_the_object_of_violence_is_the_target(text: str, what: str, actor: str | None) -> None:
    """After the verb, after "on" and "at", before the passive: the thing aimed at."""
    assert targets(text) == [(what, actor)]


@pytest.mark.parametrize(
    "text",
    [
        "Air strikes on Monday killed two.",
        "A raid on Idlib province was reported.",
        "A strike in Syria killed two.",
        "It hit 30 people.",
        "Rockets fired at least an hour ago fell.",
        "The besieged town is quiet.",
        "Rebels seized rifles.",
        "They would attack the base if talks failed.",
        "Nine people were hit.",
        "Strikes on it went on.",
        "A strike against all of Syria came.",
    ],
)
def test_days_provinces_and_victims_are_no_target(text: str) -> None:
    """What follows "on" may be a day; whom it hurt is counted, not aimed at."""
    assert targets(text) == []


def test_they_is_the_actor_that_stands_before() -> None:
    """A pronoun under attack is resolved within the sentence."""
    text = "Hamas fighters were resting when they were attacked."
    assert targets(text) == [("Hamas fighters", "Hamas")]
    assert targets("It rained when they were attacked.") == []


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The depot was not targeted.", Stance.DENY),
        ("The army did not bomb; it has not bombed the mill.", Stance.DENY),
        ("Planes probably hit the mill.", Stance.UNCERTAIN),
        ("Planes hit the mill.", Stance.AFFIRM),
    ],
)
def test_the_clause_tells_the_stance(text: str, stance: Stance) -> None:
    """A negation or hedge beside the verb is kept."""
    document = parse(Report("r1", "r1", "r1.txt", text))
    assert [f.stance for f in find_targets(document, SYRIA)] == [stance]


@pytest.mark.parametrize(
    ("text", "what", "actor"),
    [
        ("Two died in the harbor market bombing.", "harbor market", None),
        ("A bomb exploded on Monday inside a crowded cafe.", "a crowded cafe", None),
        ("Jets hit posts held by Hamas fighters.", "posts held by Hamas fighters", "Hamas"),
        ("Jets hit camps belonging to Hamas.", "camps belonging to Hamas", "Hamas"),
        ("Rockets hit a depot igniting a fire.", "a depot", None),
        ("Shells hit a mill The owner fled.", "a mill", None),
        ("Rebels targeted with rocket shells Oldford village.", "Oldford village", None),
        ("Rebels blew up a pipeline.", "a pipeline", None),
        ("The army seized control of two farms.", "two farms", None),
        ("Rebels shot down a plane near the dam.", "a plane", None),
    ],
)
def test_sites_and_owners_are_told_in_many_ways(text: str, what: str, actor: str | None) -> None:
    """A site that names the bombing, a place where a bomb went off, an owner behind "held by"."""
    assert targets(text) == [(what, actor)]


@pytest.mark.parametrize(
    "text",
    [
        "The hunger-hit enclave waited.",
        "Two besieged towns waited for aid.",
        "The two sides struck a local truce.",
        "A strike on the 10th anniversary killed two.",
        "An offensive aimed at weakening the front went on.",
        "A car bomb killed two.",
    ],
)
def test_words_that_only_look_like_deeds_have_no_object(text: str) -> None:
    """Compounds, attributes, deals, days and purposes are no targets."""
    assert targets(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells struck a school a clinic and a market.", ["a school", "a clinic", "a market"]),
        (
            "Jets hit a bridge, a power plant and two hotels.",
            ["a bridge", "a power plant", "two hotels"],
        ),
        ("Smoke rose from a rebel depot struck by jets.", ["a rebel depot"]),
        ("A man detonated his vest among guards.", ["guards"]),
        ("The clinic was completely levelled.", ["The clinic"]),
        ("The blast hit the only hospital in the town.", ["the only hospital"]),
        ("They began a wave of airstrikes targeting barracks.", ["barracks"]),
        ("Rebels ousted Hezbollah from the hills.", ["Hezbollah"]),
        ("The strikes on Oldford Bridge were rare.", ["Oldford Bridge"]),
        ("Rebels fired rockets at Oldford.", ["Oldford"]),
        ("The target of the bombing was a court.", ["a court"]),
        ("Rebels fired rockets at the town.", ["the town"]),
        ("The strike targeted the town of Oldford.", ["the town of Oldford"]),
    ],
)
def test_lists_participles_and_crowds_hold_targets(text: str, expected: list[str]) -> None:
    """Each thing of a list; what was struck, leveled, or stood around; whom a side drove out."""
    assert [what for what, _ in targets(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The raid hit the northern town of Oldford.",
        "The strikes on Oldford were rare.",
        "Jets bombed Oldford south of the city.",
        "It was not clear what the target was but two died.",
        "Air strikes on several areas killed four.",
        "Shells struck the southern edges of the city.",
        "He blamed the attack squarely on the army.",
        "The strikes put pressure on the militants.",
        "He was charged with destroying records.",
        "The senator attacked his predecessors.",
        "The agency counted 40 attacks on clinics last year.",
    ],
)
def test_towns_that_are_only_named_and_figures_of_speech_are_no_targets(text: str) -> None:
    """A bare town is a place; blame, pressure, tallies and attacks in words aim at nothing."""
    assert targets(text) == []
