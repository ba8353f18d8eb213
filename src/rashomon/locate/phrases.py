"""Taking a place phrase apart: names, the nouns that class them, and how they hang together.

"a hall in Tall Tawil village, 8 km north of Hasakeh city" is three parts: a hall (no name)
*in* Tall Tawil (village), *8 km north of* Hasakeh (city). Whether the names exist is for
`resolve` to say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from rashomon.locate.connectors import Relation, next_connector, relation_of
from rashomon.locate.line_words import MARKS, LineWords, mark_lines
from rashomon.locate.measures import BEARING, wind_of
from rashomon.locate.part_names import Part, is_name_word, part_of_words, words_of
from rashomon.reference.countries import country_of

__all__ = ["Part", "Relation", "is_name_word", "parse_phrase"]

_POSSESSIVE = re.compile(r"(?<=\w)\s?['’ʼ]\s?s\b|(?<=s)['’](?=\s)")
_TAIL = re.compile(
    r",?\s(?:with|where|when|as|after|by|who|whose|while|"
    r"(?:which|that)\s(?!is\b|lies\b|are\b))\b",
    re.IGNORECASE,
)
# "in the south of Homs" is in Homs, "south of Homs" and "to the south of" are not.
_INSIDE_PART = re.compile(
    r"(?<!to )\bthe\s(?P<between>(?:\w+-(?:held|controlled|run|occupied)\s)?)"
    rf"(?P<bearing>{BEARING})\s(?:part\s)?of\s(?:the\s)?"
    r"(?P<noun>(?:city|town|village|capital|province|district|region)\b(?!\sof\b))?(?=\w|\s|$)",
    re.IGNORECASE,
)
_WIND_LAST = re.compile(rf",?\s(?:to|in)\sthe\s(?P<bearing>{BEARING})$", re.IGNORECASE)
_OWNING_LAND = re.compile(r"\b(?P<land>[A-Z][a-z]{3,})(?:s|\s's)\s+(?P<next>\w)")
_LOST_APOSTROPHE = re.compile(
    rf"\b(city|town|capital|province)s(?=\s(?:{BEARING})$)", re.IGNORECASE
)
_MARK = re.compile(f"([{MARKS}])")
_LONGEST = 400  # characters; the longest phrase of 300 annotated reports has 150
_MILESTONE = re.compile(r"\b(?:kilomet(?:er|re)|km|mile) \d+ (?:of|on) (?=the )", re.IGNORECASE)
_LOCAL_AREA = re.compile(r"\b(?:local government areas?|LGAs?)\b", re.IGNORECASE)
_FROM_TO = re.compile(r"\b((?:half|mid)[\s-]?way) from (.{2,60}?) to ", re.IGNORECASE)
_HALF = re.compile(r"-and-a-half(?=[\s-])", re.IGNORECASE)
_SPACED_HYPHEN = re.compile(r"(?<=\w) - (?=\w)")


def parse_phrase(words: str) -> tuple[Part, ...]:
    """Take a place phrase apart, from the most exact part to the widest.

    >>> relation = parse_phrase("8 km east of Homs")[0].to_next
    >>> relation.kind, relation.bearing, relation.km
    ('from', 90.0, 8.0)
    >>> [part.names for part in parse_phrase("the Salihiah neighbourhood of Hasakeh city")]
    [('Salihiah neighbourhood', 'Salihiah'), ('Hasakeh',)]
    """
    text = _SPACED_HYPHEN.sub("-", " ".join(words.split())[:_LONGEST])
    text = _MILESTONE.sub("", text)
    text = _FROM_TO.sub(r"\1 between \2 and ", _LOCAL_AREA.sub("district", text))
    text = _HALF.sub(" and a half", text)
    text, lines = mark_lines(text)
    text = _LOST_APOSTROPHE.sub(r"\1's", text)
    text = _POSSESSIVE.sub(" 's ", text)
    text = _INSIDE_PART.sub(_as_part, _without_tail(text))
    text = _OWNING_LAND.sub(_as_land, text)
    turned = _WIND_LAST.search(text)
    text = text[: turned.start()] if turned else text
    parts: list[Part] = []
    relation: Relation | None = None
    at = 0
    while at <= len(text):
        found = next_connector(text, at)
        chunk = text[at : found.start()] if found else text[at:]
        made = _parts_of(chunk, lines)
        if made:
            if relation is not None and not parts:
                parts.append(Part(()))
            if parts:
                parts[-1] = replace(parts[-1], to_next=relation or Relation("in"))
            parts += made
            relation = None
        if found is None:
            break
        new = relation_of(found)
        # Of "in the north of" or "near, outside" the more telling half counts.
        if relation is None or relation.kind in {"in", "of", "and"}:
            relation = new
        at = found.end()
    if turned:
        parts = _turned(parts, wind_of(turned["bearing"]))
    return tuple(_merged(parts))


def _turned(parts: list[Part], bearing: float | None) -> list[Part]:
    """Give "10 km from X, to the east" the direction that stands after the name."""
    for number, part in enumerate(parts):
        relation = part.to_next
        if relation is not None and relation.km is not None and relation.bearing is None:
            parts[number] = replace(part, to_next=replace(relation, bearing=bearing))
            break
    return parts


def _as_part(found: re.Match[str]) -> str:
    bearing = found["bearing"].removesuffix("ern")
    if found["noun"]:
        # "the southern city" is another place than "the south of the city".
        return f"{found['between']}{bearing}ern part of the {found['noun']}"
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
        if any(is_name_word(word) for word in words_of(text[: tail.start()])):
            return text[: tail.start()]
    return text


def _merged(parts: list[Part]) -> list[Part]:
    """Join "the northern village" to the "Rityan" that it is of; "of" else means "in"."""
    merged: list[Part] = []
    for part in reversed(parts):
        relation = part.to_next
        if merged and [name.casefold() for name in part.names] == [part.noun_word]:
            part = replace(part, names=())  # "the University of Massachusetts": no town's name
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
            if part.names and part.noun in _SETTLED and part.is_noun_last and _is_bare(merged):
                # "the Red Sea port of Hodeidah" is Hodeidah, on the Red Sea.
                inner = merged.pop()
                outer = replace(part, noun=None, noun_word=None, to_next=inner.to_next)
                merged.append(outer)
                merged.append(
                    replace(inner, noun=part.noun, noun_word=part.noun_word, to_next=Relation("in"))
                )
                continue
            part = replace(part, to_next=replace(relation, kind="in"))
        merged.append(part)
    merged.reverse()
    return merged


_SETTLED = frozenset({"town", "village"})


def _is_bare(merged: list[Part]) -> bool:
    return bool(merged) and bool(merged[-1].names) and merged[-1].noun is None


def _parts_of(chunk: str, lines: Mapping[str, LineWords]) -> list[Part]:
    """The part that a stretch without connectors names; two for "Hama's Latamneh"."""
    pieces = [piece for piece in chunk.split(" 's ") if piece.strip()]
    made = [part for piece in pieces for part in _parts_with_lines(piece, lines)]
    # "Aleppo's outskirts", "Syria's Aleppo": the owner is the wider place.
    made.reverse()
    return [
        replace(part, to_next=Relation("in")) if number + 1 < len(made) else part
        for number, part in enumerate(made)
    ]


def _parts_with_lines(piece: str, lines: Mapping[str, LineWords]) -> list[Part]:
    """The name before a line and the line, in the order of "Kobani 's border"."""
    made: list[Part] = []
    for words in _MARK.split(piece):
        if words in lines:
            made.append(Part((), line=lines[words]))
        else:
            part = part_of_words(words)
            # "the strategic M5", "the line along": what is no name tells nothing of the line.
            if part is not None and (part.names or not lines or not _MARK.search(piece)):
                made.append(part)
    return made
