"""Taking a place phrase apart: names, the nouns that class them, and how they hang together.

"a hall in Tall Tawil village, 8 km north of Hasakeh city" is three parts: a hall (no name)
*in* Tall Tawil (village), *8 km north of* Hasakeh (city). Whether the names exist is for
`resolve` to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rashomon.reference.countries import country_of, find_countries, is_country_word
from rashomon.reference.letter_case import lowered
from rashomon.reference.place_words import (
    CLASS_OF_NOUN,
    DESCRIPTIONS,
    HOLDERS,
    NUMBER_WORDS,
    PART_NOUNS,
    bearing_of,
)

__all__ = ["Part", "Relation", "is_name_word", "parse_phrase"]


@dataclass(frozen=True, slots=True)
class Relation:
    """How a part lies to the next one: "in", "near", "from" (a distance), "between" or "and".

    `bearing` is in degrees from north, `km` the distance, each None where not told.
    """

    kind: str
    bearing: float | None = None
    km: float | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One named or merely described place of a phrase.

    `names` are the ways to read its name, the fullest first; empty where it has none ("the
    village"). `noun` is the class of its place noun, `bearing` that of "eastern" before it.
    `is_part` is set where it names a piece or the surroundings of the place ("outskirts of").
    `to_next` says how it hangs on the part that follows, None for the last.
    """

    names: tuple[str, ...]
    noun: str | None = None
    bearing: float | None = None
    is_part: bool = False
    country: str | None = None
    to_next: Relation | None = None
    noun_word: str | None = None


_UNIT = r"(?:kilomet(?:er|re)s?|kms?|miles?|mi|met(?:er|re)s?|yards?)"
_COUNT = r"(?:\d+(?:[.,]\d+)?|" + "|".join(sorted(NUMBER_WORDS, key=len, reverse=True)) + ")"
_DISTANCE = (
    rf"(?:(?:just|some|about|around|roughly|approximately|nearly|almost|less\s+than|more\s+than|"
    rf"over|only|an?\s+estimated)\s+)*(?P<count>{_COUNT})(?:\s*(?:-|–|to|or)\s*\d+)?[\s-]*(?P<unit>{_UNIT})\b"
    r"(?:\s*\([^)]*\))?"
)
_BEARING = r"(?:north|south)(?:\s?-?\s?(?:east|west))?(?:ern)?|(?:east|west)(?:ern)?"
# For text in lower case.
_CONNECTOR = re.compile(
    rf"""\s*,?\s*(?:(?:which|that)\s+(?:is|lies|are)\s+)?
    (?:(?:lying|located|situated|lies)\s+)?(?:
      {_DISTANCE}\s*,?\s*(?:to\s+the\s+)?(?P<bearing1>{_BEARING})?
      (?:\s+(?:of|from)|\s+away\s+from|\s+outside|\s+inside)\b
    | (?:just\s+|further\s+)?(?:to\s+the\s+|in\s+the\s+)?(?P<bearing2>{_BEARING})
      (?:\s+and\s+(?:{_BEARING}))?\s+of\b
    | (?:very\s+|just\s+|right\s+)?(?P<near>near(?:\s+to|by)?|close\s+to|outside(?:\s+of)?|around
      |next\s+to|adjacent\s+to|not\s+far\s+from|beside|opposite|overlooking|surrounding|bordering
      |off|along|towards?)\b
    | (?P<between>between)\b
    | (?P<in>in\s+and\s+around|on\s+and\s+around|(?:deep\s+)?inside|within|into|onto|in|on|at|of
      |across|over|throughout|from|under|for|to)\b
    | (?P<comma>,)
    | (?P<and>and)\b
    )\s*""",
    re.VERBOSE,
)
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*\.?", re.UNICODE)
_POSSESSIVE = re.compile(r"(?<=\w)\s?['’ʼ]\s?s\b|(?<=s)['’](?=\s)")
_TAIL = re.compile(
    r",?\s(?:with|where|when|as|after|by|who|whose|while|"
    r"(?:which|that)\s(?!is\b|lies\b|are\b))\b",
    re.IGNORECASE,
)
# "in the south of Homs" is in Homs, "south of Homs" and "to the south of" are not.
_INSIDE_PART = re.compile(
    r"(?<!to )\bthe\s(?P<between>(?:\w+-(?:held|controlled|run|occupied)\s)?)"
    rf"(?P<bearing>{_BEARING})\s(?:part\s)?of\s(?:the\s)?(?=\w)",
    re.IGNORECASE,
)
_OWNING_LAND = re.compile(r"\b(?P<land>[A-Z][a-z]{3,})(?:s|\s's)\s+(?P<next>\w)")
_LOST_APOSTROPHE = re.compile(
    rf"\b(city|town|capital|province)s(?=\s(?:{_BEARING})$)", re.IGNORECASE
)
_SPACED_HYPHEN = re.compile(r"(?<=\w) - (?=\w)")


def parse_phrase(words: str) -> tuple[Part, ...]:
    """Take a place phrase apart, from the most exact part to the widest.

    >>> parse_phrase("8 km east of Homs")[0].to_next
    Relation(kind='from', bearing=90.0, km=8.0)
    >>> [part.names for part in parse_phrase("the Salihiah neighbourhood of Hasakeh city")]
    [('Salihiah neighbourhood', 'Salihiah'), ('Hasakeh',)]
    """
    text = " ".join(words.split())
    text = _LOST_APOSTROPHE.sub(r"\1's", text)
    text = _POSSESSIVE.sub(" 's ", _SPACED_HYPHEN.sub("-", text))
    text = _INSIDE_PART.sub(_as_part, _without_tail(text))
    text = _OWNING_LAND.sub(_as_land, text)
    parts: list[Part] = []
    relation: Relation | None = None
    at = 0
    while at <= len(text):
        found = _next_connector(text, at)
        chunk = text[at : found.start()] if found else text[at:]
        made = _parts_of(chunk)
        if made:
            if relation is not None and not parts:
                parts.append(Part(()))
            if parts:
                parts[-1] = replace(parts[-1], to_next=relation or Relation("in"))
            parts += made
            relation = None
        if found is None:
            break
        new = _relation(found)
        # Of "in the north of" or "near, outside" the more telling half counts.
        if relation is None or relation.kind in {"in", "of", "and"}:
            relation = new
        at = found.end()
    return tuple(_merged(parts))


def _as_part(found: re.Match[str]) -> str:
    bearing = found["bearing"].removesuffix("ern")
    return f"{found['between']}{bearing}ern "


def _as_land(found: re.Match[str]) -> str:
    """Read "Syria's second city" as "Syrian second city", and "Syrias Aleppo" as "Syria's"."""
    land = country_of(found["land"])
    if land is None or found["land"] in land.demonyms:
        return found.group()
    if land.demonyms and found["next"].islower():
        return f"{land.demonyms[0]} {found['next']}"
    return f"{found['land']} 's {found['next']}"


def _without_tail(text: str) -> str:
    """Cut off what is told of the place once it has been named ("X, where troops have ...")."""
    for tail in _TAIL.finditer(text):
        if any(is_name_word(word) for word in _WORD.findall(text[: tail.start()])):
            return text[: tail.start()]
    return text


def _merged(parts: list[Part]) -> list[Part]:
    """Join "the northern village" to the "Rityan" that it is of; "of" else means "in"."""
    merged: list[Part] = []
    for part in reversed(parts):
        relation = part.to_next
        if relation is not None and relation.kind == "of":
            is_class = not part.names and part.noun and not part.is_part
            if is_class and merged and merged[-1].names and not merged[-1].noun:
                merged[-1] = replace(
                    merged[-1],
                    noun=part.noun,
                    noun_word=part.noun_word,
                    country=part.country or merged[-1].country,
                )
                continue
            part = replace(part, to_next=replace(relation, kind="in"))
        merged.append(part)
    merged.reverse()
    return merged


def _next_connector(text: str, at: int) -> re.Match[str] | None:
    """The next connector on a word's edge that is no part of a name ("Stratford on Avon")."""
    for found in _CONNECTOR.finditer(lowered(text), at):
        before = text[found.start() - 1] if found.start() else " "
        if before.isalnum() and text[found.start()].isalnum():
            continue
        if found.end() == found.start():
            continue
        return found
    return None


def _relation(found: re.Match[str]) -> Relation:
    named = found.groupdict()
    if named["count"]:
        bearing = bearing_of(named["bearing1"]) if named["bearing1"] else None
        return Relation("from", bearing, _kilometers(named["count"], named["unit"]))
    if named["bearing2"]:
        return Relation("from", bearing_of(named["bearing2"]))
    if named["near"]:
        return Relation("near")
    if named["between"]:
        return Relation("between")
    if named["and"]:
        return Relation("and")
    return Relation("of" if (named["in"] or "").casefold() == "of" else "in")


def _kilometers(count: str, unit: str) -> float:
    number = NUMBER_WORDS.get(count.casefold())
    amount = float(count.replace(",", ".")) if number is None else float(number)
    unit = unit.casefold()
    if unit.startswith("mi"):
        return amount * 1.609
    return amount / 1000 if unit.startswith(("met", "yard")) else amount


def _parts_of(chunk: str) -> list[Part]:
    """The part that a stretch without connectors names; two for "Hama's Latamneh"."""
    pieces = [piece for piece in chunk.split(" 's ") if piece.strip()]
    made = [part for part in (_part(piece) for piece in pieces) if part is not None]
    # "Aleppo's outskirts", "Syria's Aleppo": the owner is the wider place.
    made.reverse()
    return [
        replace(part, to_next=Relation("in")) if number + 1 < len(made) else part
        for number, part in enumerate(made)
    ]


def _part(chunk: str) -> Part | None:
    country = None
    words = _WORD.findall(chunk)
    if not words:
        return None
    whole = next(find_countries(chunk), None)
    is_port = whole is not None and chunk[: whole.start()].endswith("Port ")  # Port Sudan
    if whole and not is_port and not is_country_word(" ".join(words)):
        country = whole.group()
        rest = (chunk[: whole.start()] + " " + chunk[whole.end() :]).strip()
        if not any(word[0].isupper() for word in _WORD.findall(rest)) and _is_name(country):
            # "northern Syria": the country is the name here.
            return _classed(words, None)
        words = _WORD.findall(rest)
    return _classed(words, country)


def _is_name(word: str) -> bool:
    country = country_of(word)
    return country is not None and word.casefold() not in {d.casefold() for d in country.demonyms}


def _classed(words: list[str], country: str | None) -> Part | None:
    noun = noun_word = None
    bearing = None
    is_part = False
    kept: list[str] = []
    is_capitals = all(word.upper() == word for word in words)
    for number, word in enumerate(words):
        plain = word.casefold().rstrip(".")
        if kept and plain in _ENDS:
            break
        if _is_description(plain):
            continue
        if not is_capitals and word.isalpha() and word.isupper() and 1 < len(word) < 6:
            continue  # IS, YPG, UN: who holds it
        if plain in HOLDERS and len(words) > number + 1 and not kept:
            continue
        is_capital = is_name_word(word) and not is_capitals
        is_edge = not kept or number == len(words) - 1 or words[number + 1][0].islower()
        turned = bearing_of(plain)
        # "the Western countryside": some outlets give every direction a capital.
        is_turning = number + 1 < len(words) and words[number + 1] in PART_NOUNS
        if turned is not None and (not is_capital or is_turning) and (not kept or is_edge):
            bearing = turned if bearing is None else bearing
        elif plain in PART_NOUNS and not is_capital:
            is_part = True
            if plain in CLASS_OF_NOUN and noun is None:
                noun, noun_word = CLASS_OF_NOUN[plain], plain
        elif plain in CLASS_OF_NOUN and is_edge:
            if noun is None or not is_capital:
                noun, noun_word = CLASS_OF_NOUN[plain], plain
            if is_capital:
                kept.append(word)
            elif kept and any(is_name_word(later) for later in words[number + 1 :]):
                kept = []  # what was named so far owns the place ("X's home town Y")
        elif plain in DESCRIPTIONS and not kept and (not is_capital or plain in _ARTICLES):
            continue
        elif is_capital or is_capitals or kept or word[0].isdigit():
            kept.append(word)
    while kept and not is_name_word(kept[-1]) and not kept[-1].isdigit():
        kept.pop()
    if not (kept or noun or is_part or bearing is not None):
        return None
    if noun is None and len(kept) > 1 and kept[0].casefold() in _STREETS:
        noun, noun_word = "quarter", "street"  # "Rue X" lies in no town called Rue
        return Part((" ".join(kept),), noun, bearing, is_part, country, noun_word=noun_word)
    readings = _readings(kept)
    is_apart = bool(kept) and noun_word is not None and kept[-1].casefold() != noun_word
    if is_apart and noun in {"site", "feature", "quarter"}:
        # "Castello road" and "Corn Island" are names with their noun.
        readings = (f"{readings[0]} {noun_word}", *readings)
    return Part(readings, noun, bearing, is_part, country, noun_word=noun_word)


_STREETS = frozenset("rue calle avenida rua via boulevard avenue plaza piazza".split())
_ARTICLES = frozenset({"the", "a", "an"})
_TRAILING = PART_NOUNS | CLASS_OF_NOUN.keys()
_PIECE_END = re.compile(r"[-'’]")
_ENDS = frozenset(
    {*_ARTICLES, "which", "that", "who", "whose", "while", "is", "was", "were", "has"}
)
_STANDING = frozenset(
    "held controlled backed populated dominated run occupied ruled upon torn hit majority "
    "inhabited besieged led installed annexed rich speaking".split()
)


def _is_description(plain: str) -> bool:
    """Tell whether a word says who holds a place ("Kurdish-held") or is put to "upon"."""
    return "-" in plain and plain.rpartition("-")[2] in _STANDING


def is_name_word(word: str) -> bool:
    """Tell whether a word is written as (a part of) a name: "Homs", "al-Bab", "d'Ivoire"."""
    return any(piece[:1].isupper() for piece in _PIECE_END.split(word)[:2])


def _readings(kept: list[str]) -> tuple[str, ...]:
    """The ways to read the name: whole, without a trailing noun, without a leading bearing."""
    if not kept:
        return ()
    ways = [" ".join(kept)]
    if len(kept) > 1 and kept[-1].casefold() in _TRAILING:
        ways.append(" ".join(kept[:-1]))
    if len(kept) > 1 and bearing_of(kept[0]) is not None:
        ways.append(" ".join(kept[1:]))
    if len(kept) > 1 and kept[0].endswith("s") and len(kept[0]) > 4:
        ways.append(" ".join(kept[1:]))  # "Aleppos Rashidin", its apostrophe lost
    if len(kept) > 2:
        # Text that lost its commas: "Akhtarin Turkmen Bari" may be two names.
        ways += [" ".join(kept[:size]) for size in range(len(kept) - 1, 0, -1)]
        ways += [" ".join(kept[size:]) for size in range(1, len(kept) - 1)]
    return tuple(dict.fromkeys(ways))
