"""Words that are no target though they stand where one would, and what kind of target others are.

For text in lower case: the object of a deed of violence, and the words that tell how it was aimed.
"""

from __future__ import annotations

import re

__all__ = [
    "AIMED",
    "CIVILIANS",
    "FIGURATIVE",
    "LOOT",
    "NAME_ALONE",
    "NEGATED",
    "NO_OBJECT",
    "PERSONS",
    "PROJECTILES",
    "SITE_NAMES",
    "TOWN_ALONE",
    "VAGUE",
    "VICTIMS",
    "WIDE",
]

NO_OBJECT = re.compile(
    r"^(?:(?:it|them|him|her|us|me|you|himself|themselves|itself|those|this|that|these|whom|"
    r"(?:the )?(?:ground|scene|spot|time|run|board|foot|behalf|condition|suspicion|charges|"
    r"fire|grounds|place|day|night|"
    r"morning|evening|afternoon|dawn|dusk|same|other hand|hour|verge|eve|way|rise|move|"
    r"orders?|record|duty|purpose|air|"
    r"(?:a|this|that) (?:time|moment|point)|km|the risk|"
    r"(?:an? )?(?:\w+ )?(?:truce|deal|agreement|accord|cease-?fire|pact|balance|chord|note|blow|"
    r"snag)|"
    r"occasion|basis|beginning|start|end|first|second|least|all|once|one|will|people|issue|"
    r"situation|incident|news|weekend|anniversary|sidelines|talks|proposal|idea|west|past|least|"
    r"responsibility|plea|agreement|level|pace|war|terror\w*|extremism|violence|a daily basis|"
    r"(?:the )?\d+(?:st|nd|rd|th) .*|random|any|each|every|\d[\d,.]*(?: \w+day)?|\d+ (?:january|"
    r"february|march|april|may|"
    r"june|july|august|"
    r"september|october|november|december)|(?:late |early )?\w+day\w*|"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b.*|earlier.*|a (?:very )?\w+ scale|"
    r"road|close range))$|"
    r"(?:close|near|back|out|hard|home|both sides|more|areas?|(?:more|large areas of|"
    r"much of the|the|new) (?:territory|territories|ground|land))$|"
    r"(?:it|them|him|her|he|they)\b|(?:least|the outskirts|(?:\w+ )?soil|the night|the time|"
    r"the edge|the border between)\b|"
    r"attacks?\b|raids?\b|strikes?\b|"
    r"(?:the )?(?:\w+ )?(?:edges?|fringes?|outskirts)\b|"
    r"a serious|at least|more than|nearly|almost|up to|"
    r"some \d|\d+ (?:people|civilians|persons|fighters|soldiers|others)|"
    r"social media|twitter|facebook|the condition|condition|behalf|suspicion|accusations|"
    r"how\b|what\b|whether\b|(?:include[sd]?|continue[sd]?|resumed|remain(?:s|ed)?|appear(?:s|"
    r"ed)?)\b)"
)
# A town that is only named is where it happened; described, or aimed at, it is a target too.
TOWN_ALONE = re.compile(
    r"^(?:the|nearby|neighbou?ring) "
    r"(?:(?:north|south|east|west|central|border|coastal|key|main|small|second|port|nearby)[\w-]* |"
    r"(?!christian)[a-z]+(?:ian|aqi|eni|ghan|kish|ese) )*"
    r"(?:(?:city|town|village|capital|municipality|hamlet)(?: of\b.*| itself)?|"
    r"cities|towns|villages)$"
)
# A name of one or two words, not in lower case, and last words that make it more than a town's.
NAME_ALONE = re.compile(
    r"(?!(?:The|A|An|Its?|Their|His|Her)\b)(?:[A-Z][\w'’-]+ )?(?P<last>[A-Z][\w'’-]+)"
    r"(?: (?:to the )?(?:north|south|east|west)\w* of\b.*)?$"
)
SITE_NAMES = frozenset(
    "airport arena avenue bank barracks base bridge camp cathedral center centre checkpoint church "
    "clinic college dam embassy factory farm farms highway hospital hotel house junction marathon "
    "market mosque mountain mountains museum palace park parliament plaza port prison refinery "
    "road roads school square stadium station street synagogue tower university valley".split()
)
VAGUE = re.compile(
    r"^(?:(?:an?|the|some|several|many|other|various|multiple|different|surrounding|nearby) )*"
    r"(?:areas?|places?|locations?|part|parts)$"
)
PROJECTILES = re.compile(r"target|fire|rocket|missile|mortar|round|(?<=\w )bombs|grenade|aimed")
# What is destroyed, attacked or taken over without violence.
FIGURATIVE = re.compile(
    r"(?:records?|documents?|evidence|files|data|proof|chemical weapons(?: in \w+)?|stockpiles?|"
    r"process|policy|policies|plans?|predecessors?|opponents?|rivals?|critics?|reputation|idea|"
    r"hopes?|chances?|morale|trust|economy|jobs?|account|website|credibility|speech|bill|law|"
    r"decision|statement|proposal|counts? of \w+|presidency|leadership|role|helm|"
    r"artifacts|artefacts|archaeological \w+|goods)$"
)
VICTIMS = re.compile(
    r"^(?:(?:at least|more than|some|about|around|nearly|several|dozens of|hundreds of|"
    r"scores of)\s)?"
    r"(?:\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|"
    r"scores|hundreds)\s(?:\w+\s)?"
    r"(?:people|civilians?|persons?|children|child|women|woman|men|man|victims|others|"
    r"residents)\b"
)
PERSONS = re.compile(r"\b(?:people|civilians|children|fighters|soldiers|\d+)\b")
AIMED = re.compile(r"target|fire|attacked|annihilated")
WIDE = re.compile(
    r"(?:province|governorate|country|region|oblast|provinces|countryside|nation|state)s?$"
)
CIVILIANS = re.compile(
    r"\b(?:crowd|worshippers|protesters|demonstrators|residents|shoppers|mourners|bystanders|"
    r"pilgrims|tourists|passengers|villagers|innocent people|pedestrians|commuters|civilians?)\b"
)
LOOT = re.compile(
    r"\b(?:rifles?|weapons?|arsenal|ammunition|hardware|equipment|arms|explosives|drugs|vehicles|"
    r"areas?|prisoners?|hostages?|soldiers?|militants?|suspects?|men|people|territory|"
    r"territories)\b"
)
NEGATED = re.compile(r"\b(?:not|never)\b")
