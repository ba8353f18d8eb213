"""The names of running text that the gazetteer knows, and whether the words before call them so."""

from __future__ import annotations

import re

from rashomon.locate.gazetteer import Gazetteer, Hit
from rashomon.records import PlaceKind
from rashomon.reference.countries import country_of
from rashomon.reference.letter_case import is_in_capitals
from rashomon.reference.place_words import CLASS_OF_NOUN

__all__ = ["is_cue_before", "is_telling", "names_in"]

_NAME = re.compile(
    r"(?:(?:al|el|ad|as|ash|at|ar|an|az|ez|es|ed|et)\s?[-'’]\s?)?[A-Z][^\W\d_]*(?:['’-][^\W\d_]+)*"
    r"(?:\s(?:(?:al|el|ad|as|ash|at|ar|an|az|ez|es|ed|bin|de|del|la|los|las)\s?-?\s?)?"
    r"[A-Z][^\W\d_]*(?:['’-][^\W\d_]+)*)*"
)
_WORD = re.compile(r"\S+")
_CUE = re.compile(
    r"(?:\b(?:in|at|near|on|of|into|around|outside|inside|across|from|to|toward|towards|over|"
    r"between|and|retook|entered|stormed|captured|seized|hit|shelled)|,)"
    r"(?:\s(?:the|northern|southern|eastern|western|central|nearby|city|town|village|of|"
    r"\w+-held|\w+-controlled))*\s?$",
    re.IGNORECASE,
)
_BIG = 50_000  # people; smaller towns share their names with too many words to vote unasked
_LONGEST_NAME = 4  # words


def names_in(text: str, gazetteer: Gazetteer) -> list[tuple[int, int, list[Hit], bool]]:
    """Every run of capitalized words, cut into the longest names that the gazetteer knows."""
    known: dict[str, list[Hit]] = {}
    spots = []
    is_capitals = is_in_capitals(text)
    for run in _NAME.finditer(text):
        words = list(_WORD.finditer(run.group()))
        at = 0
        while at < len(words):
            for size in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
                start = run.start() + words[at].start()
                end = run.start() + words[at + size - 1].end()
                name = text[start:end]
                if len(name) < 4 or name.casefold() in CLASS_OF_NOUN:
                    continue
                if name not in known:
                    known[name] = [] if country_of(name) else gazetteer.named(name)
                hits = known[name]
                is_whole = size == len(words)
                if is_capitals and not (size > 1 or is_cue_before(text, start)):
                    hits = []  # any word of the sentence may be somebody's village
                if is_capitals or not is_whole:
                    hits = [hit for hit in hits if is_telling(hit)]
                if is_capitals:
                    hits = [hit for hit in hits if hit.fit == 1]
                if hits:
                    spots.append((start, end, hits, is_cue_before(text, start)))
                    at += size - 1
                    break
            at += 1
    return spots


def is_cue_before(text: str, start: int) -> bool:
    """Tell whether the words before an offset say that a place follows."""
    return bool(_CUE.search(text[max(0, start - 60) : start]))


def is_telling(hit: Hit) -> bool:
    """Tell whether a place is so well known that its name alone says something."""
    if hit.place.kind == PlaceKind.PROVINCE:
        return True
    return hit.place.population >= _BIG or hit.place.place_id.startswith("supplement:")
