"""What the words right beside a name say of it: "X, Alabama", "the Syrian town of X".

A wider place told beside a name settles more namesakes than all the rest of a report.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rashomon.locate.gazetteer import Gazetteer, Hit
from rashomon.locate.spelling import fold
from rashomon.records import PlaceKind
from rashomon.reference.countries import country_of
from rashomon.reference.earth import distance_km
from rashomon.reference.place_words import CLASS_OF_NOUN

__all__ = ["Cues", "Wider", "cues_at", "is_within", "wider_places"]

_NAME = (
    r"(?:(?:[A-Z]\.){2,}|[A-Z][\w.'’-]*(?:\s(?:of\s(?:the\s)?|and\s|the\s|de\s|la\s|al-)?"
    r"[A-Z][\w.'’-]*){0,3})"
)
_AFTER = re.compile(
    rf"^(?:['’]s)?(?:\s\w+)?\s?(?:,\s(?:in\s)?|\(|\sin\s|,)(?:the\s)?(?P<name>{_NAME})"
)
_COMMA = re.compile(r"^,\s")
_BEFORE = re.compile(
    r"(?:\b(?:The|In|At|From|Near|On|For)\s)?(?P<name>[A-Z][\w.-]*(?:\s(?:of\s|and\s)?[A-Z][\w.-]*){0,2})(?P<own>\s?['’]s)?"
    r"(?:\s(?:north|south|east|west|central|capital|port|border|coastal|small|largest|second|main)"
    r"\w*)*\s(?:(?P<noun>\w+)\s(?:of\s|called\s|named\s)?)?$"
)
_NOUN_AFTER = re.compile(r"^\s(?P<noun>[\w-]+)")
_NOUN_BEFORE = re.compile(r"(?P<noun>[\w-]+)\s(?:of|called|named)\s(?:the\s)?$", re.IGNORECASE)
_WIDE = frozenset({PlaceKind.COUNTRY, PlaceKind.PROVINCE})
_REACH = 70  # characters on either side that are looked at
_MARGIN = 1.3  # of a wider place's radius, which holds nine tenths of it


@dataclass(frozen=True, slots=True)
class Wider:
    """A wider place told beside a name, with every entry that its own words may mean.

    `is_after_comma` is set for "Paris, Texas", which leaves less doubt than "in".
    """

    words: str
    hits: tuple[Hit, ...]
    is_after_comma: bool = False


@dataclass(frozen=True, slots=True)
class Cues:
    """What stands beside one mention: its wider place and its noun, "" where there is none.

    `is_wider_of` holds the name that this one is itself the wider place of ("X, " before it).
    """

    wider: Wider | None = None
    noun: str = ""
    is_wider_of: str = ""


def cues_at(text: str, start: int, end: int, gazetteer: Gazetteer) -> Cues:
    """Return what the words beside `text[start:end]` say of the place."""
    after = text[end : end + _REACH]
    before = text[max(0, start - _REACH) : start]
    own = text[start:end].split()
    noun = own[-1].casefold() if len(own) > 1 and own[-1].casefold() in CLASS_OF_NOUN else ""
    for pattern, around in ((_NOUN_AFTER, after), (_NOUN_BEFORE, before)):
        found = pattern.search(around)
        if not noun and found and found["noun"].casefold() in CLASS_OF_NOUN:
            noun = found["noun"].casefold()
    wider = None
    found = _AFTER.match(after)
    if found:
        is_kin = len(own) > 1 and fold(found["name"]) == fold(text[start:end])
        wider = None if is_kin else wider_places(found["name"], gazetteer)
        if wider is not None and _COMMA.match(after):
            wider = replace(wider, is_after_comma=True)
    if wider is None:
        found = _BEFORE.search(before)
        if found and (
            found["own"]
            or (found["noun"] or "").casefold() in CLASS_OF_NOUN
            or (found["noun"] is None and country_of(found["name"]))
        ):
            wider = wider_places(found["name"], gazetteer)
    narrower = re.search(r"(?P<name>[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*)*),\s$", before)
    return Cues(wider, noun, narrower["name"] if narrower else "")


def wider_places(words: str, gazetteer: Gazetteer) -> Wider | None:
    """Return the countries and divisions that the longest beginning of `words` names."""
    pieces = words.split()
    for size in range(len(pieces), 0, -1):
        name = " ".join(pieces[:size])
        names = [name, name.rstrip(".,")] if name.endswith((".", ",")) else [name]
        for one in names:
            hits = [hit for hit in gazetteer.named(one) if hit.place.kind in _WIDE]
            if " " in one:  # "Laurel County"; a bare county's name is some town's more often
                hits += [h for h in gazetteer.named(one) if h.place.kind == PlaceKind.DISTRICT]
            if one.endswith(".") or one.isupper():  # "In" is no Indiana
                hits += gazetteer.abbreviated(one)
            country = country_of(one)
            if country is not None:
                hits += [
                    hit
                    for hit in gazetteer.named(country.name)
                    if hit.place.kind == PlaceKind.COUNTRY
                ]
            if hits:
                return Wider(one, tuple({hit.place.place_id: hit for hit in hits}.values()))
    return None


def is_within(hit: Hit, wider: Sequence[Hit]) -> bool:
    """Tell whether an entry lies in one of the wider places, and is none of them itself."""
    for other in wider:
        if hit.place.place_id == other.place.place_id:
            continue
        if other.place.kind == PlaceKind.COUNTRY:
            if hit.code == other.code and hit.place.kind != PlaceKind.COUNTRY:
                return True
        elif hit.code == other.code and hit.place.kind not in _WIDE:
            if other.place.kind == PlaceKind.PROVINCE and hit.division and other.division:
                if hit.division.split(".")[:2] == other.division.split(".")[:2]:
                    return True
                continue
            away = distance_km(hit.place.lat, hit.place.lon, other.place.lat, other.place.lon)
            if away <= _MARGIN * other.place.radius_km + 10:
                return True
    return False
