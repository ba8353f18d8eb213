"""Which words are words for people: nouns of role, kin, side and people, and what is none."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["COLLECTIVE", "is_of_a_people", "is_person", "is_plural", "is_singular"]

# Words for one of a people, side or faith; most are adjectives as well ("the Iraqi army").
_PEOPLES = frozenset(
    """
    jesuit american briton frenchman german russian ukrainian syrian iraqi iranian israeli
    palestinian jordanian lebanese turk kurd arab afghan pakistani indian yemeni saudi egyptian
    libyan somali kenyan nigerian ethiopian sudanese chadian malian cameroonian colombian
    salvadoran salvadorean nicaraguan guatemalan peruvian mexican chechen serb croat bosniak
    kosovar albanian georgian armenian azeri chinese filipino african european westerner canadian
    briton italian spaniard pole houthi sunni shiite shia alawite christian muslim jew yazidi druze
    turkmen hutu tutsi fulani national nobleman
    """.split()
)
_SINGULARS = _PEOPLES | frozenset(
    """
    person civilian citizen resident villager inhabitant passerby bystander pedestrian
    demonstrator protester protestor worshipper worshiper pilgrim shopper passenger
    man woman child boy girl baby infant toddler teenager youth youngster minor adolescent elder
    schoolboy schoolgirl student pupil teacher professor lecturer
    father mother son daughter brother sister husband wife cousin uncle aunt nephew niece
    grandfather grandmother grandson granddaughter grandchild parent sibling relative spouse
    bride groom bridegroom widow orphan guest neighbor neighbour friend colleague companion
    soldier officer policeman policewoman serviceman servicewoman guard guardsman gendarme
    trooper conscript recruit commander general colonel major captain lieutenant sergeant corporal
    cadet marine sailor pilot copilot airman crewman paratrooper sniper gunner gunman marksman
    fighter militant militiaman rebel insurgent guerrilla guerilla jihadist extremist terrorist
    islamist separatist combatant attacker assailant bomber hijacker kidnapper captor mercenary
    contractor ringleader warlord operative agent suspect member leader chief deputy aide spokesman
    official minister governor mayor lawmaker senator congressman politician candidate councillor
    councilor ambassador diplomat envoy president councilman prosecutor judge lawyer attorney
    journalist reporter correspondent cameraman photographer editor activist volunteer worker
    employee engineer technician laborer labourer farmer herder shepherd fisherman miner peasant
    nurse doctor medic paramedic physician surgeon patient rescuer firefighter fireman aid-worker
    driver taxi-driver merchant trader vendor shopkeeper baker cook janitor cleaner servant
    priest nun monk bishop archbishop imam cleric sheikh preacher pastor rabbi missionary
    refugee migrant evacuee returnee detainee prisoner inmate hostage captive deserter defector
    foreigner tourist traveler traveller settler tribesman clansman nomad
    victim casualty survivor martyr accomplice informer collaborator suspect ally bodyguard escort
    peacekeeper monitor observer inspector loyalist partisan patriot vigilante
    """.split()
)
_IRREGULAR = frozenset(
    """
    people persons men women children babies youths servicemen servicewomen policemen gunmen
    tribesmen militiamen fishermen clansmen crewmen firemen airmen cameramen guardsmen marksmen
    congressmen frenchmen wives casualties mercenaries missionaries allies families adults males
    females troops forces personnel police staff crew passersby passers-by dead wounded injured
    civillians civilans kids schoolchildren grandchildren teens teenagers humans souls individuals
    peshmerga mujahideen mujahedeen taliban basij fedayeen clergy army-men others elements
    lives martyrs dependents dependants
    """.split()
)
# Nouns of one group taken as many people when they are counted or are subject of a plural.
COLLECTIVE = frozenset("police forces staff crew personnel taliban families elements lives".split())
_NOT_PEOPLE = frozenset(
    """
    tankers bunkers quarters headquarters numbers papers centers containers trailers helicopters
    launchers destroyers cruisers carriers transporters bulldozers towers powers orders restaurants
    plants craters motors tractors mortars meters posters letters computers shelters chambers
    corners matters borders rivers covers servers users answers offers layers stickers flyers
    freighters boosters choppers jetliners airliners liners trawlers reactors sectors factors
    yemen omen specimen regimen abdomen bremen cyclamen exists consists insists lists resists
    assists persists doors floors colors mirrors errors terrors rumors honors indoors outdoors
    wants trees fees sees agrees degrees bees knees disorders encounters
    hers enters centres theaters theatres figures dangers manners fires wires
    monitors events talks prisoners' documents cameras
    """.split()
)
_AGENT_SUFFIX = re.compile(
    r"\w{2,}(?:ers|ists|ors|ants|ees|men|women|ians|eers|kids|goers|holders)"
)
_NATION_SUFFIX = re.compile(r"\w{3,}(?:ians|goers|policemen|servicemen)")


def is_person(word: str) -> bool:
    """Tell whether a word, singular or plural, is one for people."""
    return is_singular(word) or is_plural(word)


def is_of_a_people(word: str) -> bool:
    """Tell whether a word for one person is as often an adjective: "Iraqi", "rebel"."""
    return word in _PEOPLES or word in ("rebel", "civilian", "terrorist", "militant", "insurgent")


@lru_cache(maxsize=8192)  # asked of every word, several times over
def is_singular(word: str) -> bool:
    """Tell whether a word in lower case names one person: "pilot", "ex-soldier"."""
    return word in _SINGULARS or word.rsplit("-", 1)[-1] in _SINGULARS


@lru_cache(maxsize=8192)
def is_plural(word: str, *, by_ending: bool = False) -> bool:
    """Tell whether a word in lower case names people: "pilots", "servicemen".

    With `by_ending` an unknown word passes that ends as words for people do ("stallholders");
    that holds behind a number, seldom elsewhere.
    """
    if word in _NOT_PEOPLE:
        return False
    last = word.rsplit("-", 1)[-1]
    if last in _IRREGULAR or (last.endswith("s") and last[:-1] in _SINGULARS):
        return True
    return bool((_AGENT_SUFFIX if by_ending else _NATION_SUFFIX).fullmatch(last))
