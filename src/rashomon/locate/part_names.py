"""One stretch of a place phrase: the name in it, the noun that classes it, its direction.

"the rebel-held northern village of" has no name and the class village; "Midan quarter" may be a
name with its noun or without it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rashomon.locate.connectors import Relation
from rashomon.locate.line_words import LineWords
from rashomon.reference.countries import country_of, find_countries, is_country_word
from rashomon.reference.place_words import (
    CLASS_OF_NOUN,
    DESCRIPTIONS,
    HOLDERS,
    PART_NOUNS,
    bearing_of,
)

__all__ = ["Part", "is_name_word", "part_of_words", "words_of"]


@dataclass(frozen=True, slots=True)
class Part:
    """One named or merely described place of a phrase.

    `names` are the ways to read its name, the fullest first; empty where it has none ("the
    village"). `noun` is the class of its place noun, `bearing` that of "eastern" before it.
    `is_part` is set where it names a piece or the surroundings of the place ("outskirts of"),
    `part_word` is the noun for that piece. `is_noun_last` is set for "eastern Homs city", not for
    "the eastern city of Homs". `line` is a border, road, river or coast that stands
    in the place of a name. `to_next` says how it hangs on the part that follows, None for the last.
    """

    names: tuple[str, ...]
    noun: str | None = None
    bearing: float | None = None
    is_part: bool = False
    country: str | None = None
    to_next: Relation | None = None
    noun_word: str | None = None
    part_word: str | None = None
    is_noun_last: bool = False
    line: LineWords | None = None


_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*\.?", re.UNICODE)


def words_of(text: str) -> list[str]:
    """Return the words of a stretch of text, hyphens and apostrophes inside them kept."""
    return _WORD.findall(text)


def part_of_words(chunk: str) -> Part | None:
    """Return the place that a stretch without connectors names or describes, None where none."""
    country = None
    words = _WORD.findall(chunk)
    if not words:
        return None
    whole = next(find_countries(chunk), None)
    is_port = whole is not None and _is_of_a_name(chunk, whole)
    if whole and not is_port and not is_country_word(" ".join(words)):
        country = whole.group()
        rest = (chunk[: whole.start()] + " " + chunk[whole.end() :]).strip()
        if not any(word[0].isupper() for word in _WORD.findall(rest)) and _is_name(country):
            # "northern Syria": the country is the name here.
            return _classed(words, None)
        words = _WORD.findall(rest)
    return _classed(words, country)


_NAMED_AFTER = re.compile(r"\b(?:Port|Lake|Gulf of|Sea of|Mount) $")  # Port Sudan, Lake Chad
_NAMED_BY = re.compile(r"^ (?:Delta|Valley|Basin|State)\b")  # the Niger Delta is no part of Niger


def _is_of_a_name(chunk: str, country: re.Match[str]) -> bool:
    """Tell whether a country's name is a piece of some other place's."""
    before, after = chunk[: country.start()], chunk[country.end() :]
    return bool(_NAMED_AFTER.search(before) or _NAMED_BY.match(after))


def _is_name(word: str) -> bool:
    country = country_of(word)
    return country is not None and word.casefold() not in {d.casefold() for d in country.demonyms}


def _classed(words: list[str], country: str | None) -> Part | None:
    noun = noun_word = part_word = None
    bearing = None
    is_part = is_noun_last = False
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
            part_word = part_word or plain
        elif plain in CLASS_OF_NOUN and is_edge:
            if noun is None or not is_capital:
                noun, noun_word = CLASS_OF_NOUN[plain], plain
            is_noun_last = bool(kept)
            if is_capital:
                kept.append(word)
            elif kept and any(is_name_word(later) for later in words[number + 1 :]):
                kept = []  # what was named so far owns the place ("X's home town Y")
        elif plain in DESCRIPTIONS and not kept and (not is_capital or plain in _ARTICLES):
            continue
        elif is_capital or is_capitals or kept or word[0].isdigit():
            kept.append(word)
    whole = list(kept)
    while kept and not is_name_word(kept[-1]) and not kept[-1].isdigit():
        kept.pop()
    if not (kept or noun or is_part or bearing is not None):
        return None
    if noun is None and len(kept) > 1 and kept[0].casefold() in _STREETS:
        noun, noun_word = "quarter", "street"  # "Rue X" lies in no town called Rue
        return Part((" ".join(kept),), noun, bearing, is_part, country, noun_word=noun_word)
    readings = _readings(kept)
    is_apart = noun_word is not None and noun_word not in {word.casefold() for word in kept}
    if kept and is_apart and noun in {"site", "feature", "quarter"}:
        # "Castello road" and "Corn Island" are names with their noun.
        readings = (f"{readings[0]} {noun_word}", *readings)
        if is_noun_last and len(whole) > len(kept):
            # "Zaporizhzhia nuclear power plant" is a name with all its words.
            readings = (f"{' '.join(whole)} {noun_word}", *readings)
    return Part(
        readings, noun, bearing, is_part, country, noun_word=noun_word, part_word=part_word,
        is_noun_last=is_noun_last,
    )  # fmt: skip


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
    """Tell whether a word is written as (a part of) a name: "Homs", "al-Bab", "d'Ivoire".

    In scripts without capitals, such as Arabic, every word may be one.
    """
    firsts = [piece[:1] for piece in _PIECE_END.split(word)[:2]]
    return any(first.isupper() or (first.isalpha() and not first.islower()) for first in firsts)


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
