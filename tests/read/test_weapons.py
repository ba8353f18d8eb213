"""Means of violence, by their own words and by their company."""

from __future__ import annotations

import pytest

from rashomon.read.document import parse
from rashomon.read.weapons import find_means
from rashomon.records import Means, MeansValue, Report, Stance


def means(text: str) -> list[Means]:
    document = parse(Report("r1", "r1", "r1.txt", text))
    return [f.value.means for f in find_means(document) if isinstance(f.value, MeansValue)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("An air raid killed two farmers.", [Means.AIR_STRIKE]),
        ("Israeli warplanes hit a warehouse.", [Means.AIR_STRIKE]),
        ("Turkish jets bombed a camp in the hills.", [Means.AIR_STRIKE]),
        ("Drones attacked a refinery.", [Means.DRONE]),
        ("Helicopters fired on a ferry.", [Means.HELICOPTER]),
        ("Shelling killed a girl.", [Means.ARTILLERY]),
        ("Rocket shells hit the square.", [Means.ROCKET]),
        ("Mortar shells and rockets hit the square.", [Means.MORTAR, Means.ROCKET]),
        ("A cruise missile struck a bridge.", [Means.MISSILE]),
        ("A roadside bomb killed two soldiers.", [Means.IED]),
        ("A car bomb exploded near the bank.", [Means.CAR_BOMB]),
        ("A suicide bomber blew himself up at the gate.", [Means.SUICIDE_VEST]),
        ("A suicide bomber drove a truck into the barracks.", [Means.CAR_BOMB]),
        ("Barrel bombs dropped on the market killed nine.", [Means.BARREL_BOMB]),
        ("Cluster munitions were used against the village.", [Means.CLUSTER_MUNITION]),
        ("A chlorine gas attack left dozens choking.", [Means.CHEMICAL]),
        ("GUNMEN OPENED FIRE ON A BUS.", [Means.SMALL_ARMS]),
        ("A man stabbed two passengers and was wounded.", [Means.KNIFE]),
        ("Attackers torched four houses.", [Means.FIRE]),
        ("Warships shelled the coast.", [Means.NAVAL, Means.ARTILLERY]),
        ("The bombing at the station killed three.", [Means.IED]),
    ],
)
def test_the_words_tell_the_means(text: str, expected: list[Means]) -> None:
    """Each class of weapon is known by its own words and company."""
    assert sorted(means(text)) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "A strike killed four people.",
        "An explosion rocked the town.",
        "The army seized rockets and rifles in a cache.",
        "The treaty bans cluster munitions.",
        "Jets would bomb the town if talks failed.",
        "The city is often hit by rockets.",
        "The strike destroyed two tanks.",
        "The bomb squad was called.",
    ],
)
def test_no_use_no_means(text: str) -> None:
    """A bare strike, a weapon possessed, destroyed, feared or habitual gives no claim."""
    assert means(text) == []


def test_bombing_by_a_group_in_an_air_war_is_not_from_the_air() -> None:
    """Who bombed tells from where, when the report has both."""
    text = "Warplanes struck a depot. A Hamas bombing killed two."
    assert means(text) == [Means.AIR_STRIKE, Means.IED]


def test_raids_are_from_the_air_where_the_report_is_of_air_raids() -> None:
    """Of words: "Raids" alone are air raids only in the company of aircraft."""
    assert means("Air raids hit the port. The raids killed two.") == [Means.AIR_STRIKE] * 2
    assert means("Police raids led to the killing of two.") == []


def test_a_second_weapon_of_a_class_far_off_is_a_claim_of_its_own() -> None:
    """Near repetition is one claim; a mention much later in the sentence is another."""
    text = (
        "A rocket hit the school on the square, and after an hour in which nobody dared to go "
        "out at all a rocket hit the clinic."
    )
    assert means(text) == [Means.ROCKET, Means.ROCKET]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The army denied that it had used barrel bombs on the town.", Stance.DENY),
        ("The blast was probably caused by a car bomb that exploded.", Stance.UNCERTAIN),
        ("Rockets hit the town.", Stance.AFFIRM),
    ],
)
def test_the_clause_tells_the_stance(text: str, stance: Stance) -> None:
    """A denial or a hedge beside the weapon is kept."""
    document = parse(Report("r1", "r1", "r1.txt", text))
    assert [f.stance for f in find_means(document)] == [stance]


def test_the_evidence_is_the_weapons_words() -> None:
    """The finding points at the words of the weapon, in offsets of the report."""
    text = "It was dark. Two car bombs exploded."
    (finding,) = find_means(parse(Report("r1", "r1", "r1.txt", text)))
    assert text[finding.start : finding.end] == "car bombs"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Toxic gases killed nine.", [Means.CHEMICAL]),
        ("A suspected sarin attack killed nine.", [Means.CHEMICAL]),
        ("A shell fired from the hills hit a school.", [Means.ARTILLERY]),
        ("Two men threw hand grenades at a bar and killed one.", [Means.OTHER]),
        ("A truck ploughed into a crowd and killed nine.", [Means.OTHER]),
        ("A remotely piloted aircraft hit a car.", [Means.DRONE]),
        ("The bombings in the city hurt Turkey.", [Means.IED]),
        ("Phosphorus rained on the camp.", [Means.FIRE]),
    ],
)
def test_more_words_for_weapons(text: str, expected: list[Means]) -> None:
    """Gas, single shells, grenades, vehicles used as weapons, pilotless aircraft."""
    assert means(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Chemical weapons inspectors arrived after the attack.",
        "In the raid 14 tanks and two mortars were also destroyed.",
        "The strike destroyed three cars equipped with heavy machine guns.",
        "Soldiers hit three gunmen.",
    ],
)
def test_weapons_lost_or_looked_for_are_no_means(text: str) -> None:
    """What inspectors seek, what was destroyed or mounted, and those who bear arms."""
    assert means(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Some kind of chemical was used, a doctor said.", [Means.CHEMICAL]),
        ("The wounded had inhaled toxic fumes.", [Means.CHEMICAL]),
        ("Nine died from the effects of the gas.", [Means.CHEMICAL]),
        ("Tests point to possible exposure to sarin.", [Means.CHEMICAL]),
        ("A helicopter crew dropped explosive barrels.", [Means.HELICOPTER, Means.BARREL_BOMB]),
        ("Barrels filled with explosives fell on the port.", [Means.BARREL_BOMB]),
        ("Explosive bullets hit a balcony.", [Means.SMALL_ARMS]),
        ("A shell from a tank of the army hit a school.", [Means.ARTILLERY, Means.TANK]),
        ("Two carbombs killed nine.", [Means.CAR_BOMB]),
        ("Masked men shot them in the head.", [Means.SMALL_ARMS]),
        ("Prayers were called off because of the airstrikes.", [Means.AIR_STRIKE]),
        ("The depot burned after air strikes and rocket fire.", [Means.AIR_STRIKE, Means.ROCKET]),
        ("A bomber driving a van hit a gate.", []),
        ("A suicide bomber driving a van hit a gate.", [Means.CAR_BOMB]),
        ("A suicide bomber near a gate blew up an explosives-laden van.", [Means.CAR_BOMB]),
        ("It was the first car bomb attack here since the war began.", [Means.CAR_BOMB]),
        ("Jets continued to bomb the port on Friday.", [Means.AIR_STRIKE]),
    ],
)
def test_words_of_harm_and_use_tell_the_means(text: str, expected: list[Means]) -> None:
    """Signs of a gas, home-made containers, drivers, and what surpasses all before it."""
    found = means(text)
    assert [m for m in expected if m not in found] == []
    assert bool(found) is bool(expected)


@pytest.mark.parametrize(
    "text",
    [
        "It was the third claim of a chemical attack in a week.",
        "The group counted eight chemical attacks with chlorine in a year.",
        "The Organisation for the Prohibition of Chemical Weapons sent a team after the attack.",
        "The strike hit a hall where men were building chemical weapons.",
        "The army said that all chemical weapons were destroyed before the attack.",
        "Fuel tanks burned after the blast.",
        "The blast came close to tanks where 40 tons of oil are held.",
        "The militants have been using land mines to make it hard to attack.",
        "Moscow warned against new missile strikes.",
        "The group finds out what planes carried out raids by their flight.",
        "Barrel bombs are typically dropped from the air and explode.",
        "Allied jets have bombed the hills since last June.",
    ],
)
def test_weapons_kept_or_counted_over_time_are_no_means(text: str) -> None:
    """Bodies with weapons in their names, stocks, allegations in general, habits, warnings."""
    assert means(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The general said the army did not possess chemical weapons.",
        "A gas attack killed nine. The army denied that it had used such weapons.",
        "Barrel bombs killed nine. The president has denied that his forces use the weapons.",
    ],
)
def test_a_side_without_such_weapons_denies_their_use(text: str) -> None:
    """Who says that a side has no such weapon, or does not use "such weapons", denies it."""
    document = parse(Report("r1", "r1", "r1.txt", text))
    assert find_means(document)[-1].stance is Stance.DENY


def test_weapons_that_no_sentence_names_are_not_denied() -> None:
    """What "such weapons" are has to stand before."""
    assert means("The army denied that it had used such weapons.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Three guided bombs exploded in Sumy, killing two people.",
        "Glide bomb attacks killed two people in Stepanakert.",
        "A laser-guided bomb hit the mill, killing its guard.",
        "An aerial bomb hit a barn, killing a farmer.",
        "A FAB-500 hit the school, killing three people.",
    ],
)
def test_bombs_that_only_aircraft_carry_are_air_strikes(text: str) -> None:
    """A bomb that is guided, glides or falls free was dropped, whatever else is said of it."""
    assert means(text) == [Means.AIR_STRIKE]
