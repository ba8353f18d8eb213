"""Whom a number counts: everyone, or children, civilians, fighters and other parts.

Reports word it freely ("pro-regime fighters", "two of the soldiers"). Numbers can be held
against each other only within one group, so the words are brought to a few group names. Words
that name no known group are a group of their own ("nurse").
"""

from __future__ import annotations

import re
from functools import lru_cache

from rashomon.reference.actor_table import table
from rashomon.reference.countries import country_of

__all__ = [
    "ALL",
    "CIVILIANS",
    "CIVILIAN_GROUPS",
    "FIGHTERS",
    "OTHERS",
    "side_of",
    "victim_group",
]

ALL = "all"
OTHERS = "others"
CIVILIANS = "civilians"
FIGHTERS = "fighters"
# Groups that nobody counts as fighters. Men are not among them: the words leave it open.
CIVILIAN_GROUPS = frozenset(
    {CIVILIANS, "children", "women", "women and children", "medics", "rescuers", "journalists"}
)

_GROUP_WORDS = {
    "women and children": "",
    "children": "child children kid kids boy boys girl girls infant infants baby babies toddler "
    "toddlers minor minors schoolboy schoolboys schoolgirl schoolgirls teenager teenagers "
    "schoolchildren newborn newborns adolescent adolescents",
    "women": "woman women mother mothers grandmother wife wives sister sisters bride",
    "men": "man men",
    "medics": "medic medics doctor doctors nurse nurses paramedic paramedics surgeon surgeons "
    "physician physicians medical ambulance",
    "rescuers": "rescuer rescuers firefighter firefighters helmets",
    "journalists": "journalist journalists reporter reporters cameraman cameramen photographer "
    "photographers correspondent correspondents",
    "peacekeepers": "peacekeeper peacekeepers",
    CIVILIANS: "civilian civilians noncombatant noncombatants non-combatants citizen citizens "
    "resident residents villager villagers worshipper worshippers worshiper worshipers protester "
    "protesters demonstrator demonstrators pilgrim pilgrims student students pupil pupils "
    "passerby passersby bystander bystanders shopper shoppers refugee refugees farmer farmers "
    "peasant peasants locals inhabitants mourners workers shepherds",
    FIGHTERS: "fighter fighters combatant combatants militant militants militia militias "
    "militiaman militiamen soldier soldiers troop troops rebel rebels insurgent insurgents "
    "guerrilla guerrillas gunman gunmen loyalist loyalists serviceman servicemen conscript "
    "conscripts jihadist jihadists jihadi jihadis islamist islamists extremist extremists "
    "terrorist terrorists mercenary mercenaries contractor contractors forces force army "
    "military personnel commander commanders officer officers general generals policeman "
    "policemen police paramilitary paramilitaries recruit recruits attacker attackers "
    "assailant assailants guard guards marine marines airman airmen pilot pilots sniper snipers "
    "commando commandos operative operatives member elements",
}
_GROUP_OF = {word: group for group, words in _GROUP_WORDS.items() for word in words.split()}
_EVERYONE = frozenset(
    (
        "people person persons victim victims body bodies corpse corpses dead death deaths "
        "fatality fatalities casualty casualties wounded injured lives life martyr martyrs souls "
        "individuals individual killed total toll human humans"
    ).split()
)
_GUNMEN = frozenset({"man", "men", "group", "groups", "youths"})
_SIDES = {
    "pro-government": "regime pro-regime government pro-government loyalist loyalists loyal assad "
    "pro-assad damascus pro-damascus army servicemen",
    "opposition": "rebel rebels opposition insurgent insurgents guerrilla guerrillas moderate fsa",
    "jihadist": "isis isil daesh is islamic jihadist jihadists jihadi jihadis nusra qaeda taliban "
    "haram shabaab",
    "coalition": "coalition nato",
    "American": "us u.s american americans",
    "Russian": "russian russians",
    "Iranian": "iranian iranians",
    "Iraqi": "iraqi iraqis",
    "Turkish": "turkish turks",
    "Kurdish": "kurdish kurds ypg sdf peshmerga",
    "Israeli": "israeli israelis idf",
    "Ukrainian": "ukrainian ukrainians",
    "Hezbollah": "hezbollah hizbullah",
    "Hamas": "hamas",
    "Houthi": "houthi houthis",
    "Saudi": "saudi saudis saudi-led",
    "police": "police policeman policemen",
}
_SIDE_OF = {word: side for side, words in _SIDES.items() for word in words.split()}
_DETERMINERS = frozenset(
    (
        "a an the of his her their its our my one two three four five six seven eight nine ten "
        "both some any at least more than about other another no all and or in on from by for"
    ).split()
)
_WORD = re.compile(r"[^\W_]+(?:[-.’'][^\W_]+)*")
# "civilians with ties to the rebels", "members of the family": the group is named before.
_AFTER = re.compile(r"\b(?:who|with|including|whose|that|which|after|during|when|near)\b")


@lru_cache(maxsize=4096)
def victim_group(who: str | None) -> str:
    """Return the group that a number counts.

    >>> [victim_group(w) for w in (None, "people", "pro-regime fighters", "a nurse", "others")]
    ['all', 'all', 'fighters', 'medics', 'others']
    """
    words = _words(who)
    if not words:
        return ALL
    if "armed" in words and _GUNMEN & set(words):
        return FIGHTERS
    met = [_GROUP_OF[word] for word in words if word in _GROUP_OF]
    if {"children", "women"} <= set(met):
        return "women and children"
    for group in ("children", "women", "medics", "rescuers", "journalists", "peacekeepers"):
        if group in met:
            return group
    if CIVILIANS in met:
        return CIVILIANS
    if FIGHTERS in met:
        return FIGHTERS
    if "men" in met:
        return "men"
    if "others" in words:
        return OTHERS
    if _EVERYONE & set(words):
        return ALL
    kept = [word for word in words if word not in _DETERMINERS]
    return " ".join(kept) if kept else ALL


@lru_cache(maxsize=4096)
def side_of(who: str | None) -> str | None:
    """Return the side on which the counted fighters stood, None where the words do not tell.

    >>> side_of("forces loyal to the government"), side_of("militiamen")
    ('pro-government', None)
    """
    words = _words(who)
    for side in ("coalition", "American"):  # "US-backed forces" are not Americans
        if side in {_SIDE_OF.get(word) for word in words}:
            return side
    for word in words:
        if word in _SIDE_OF:
            return _SIDE_OF[word]
    for word in words:
        country = country_of(word)
        state = table().states.get(country.name) if country else None
        # A country with a war of its own has fighters on several sides.
        if country and country.demonyms and state is not None and not state.has_war:
            return country.demonyms[0]
    return None


def _words(who: str | None) -> list[str]:
    text = (who or "").casefold().replace(" - ", "-")
    found = _AFTER.search(text)
    text = text[: found.start()] if found and found.start() > 0 else text
    return [match.group().removesuffix("'s").removesuffix("’s") for match in _WORD.finditer(text)]
