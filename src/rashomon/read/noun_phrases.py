"""Sentences as words, and the noun phrases in them whose head is a word for people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from rashomon.read.numbers import Number
from rashomon.read.person_words import COLLECTIVE, is_person, is_plural, is_singular
from rashomon.records import CasualtyRange

__all__ = [
    "ARTICLES",
    "HARMED",
    "HARM_ADJECTIVES",
    "NONE",
    "ONE",
    "OWNERS",
    "STOPS",
    "Group",
    "GroupKind",
    "Scene",
    "Word",
    "build",
    "find_head",
    "split_words",
]

_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|\w+(?:[-'’.]\w+)*(?:['’])?|[^\w\s]")
ARTICLES = frozenset("a an another one".split())
OWNERS = frozenset("the his her their its my our your whose".split())
# Words at which a run of modifiers ends: what stands beyond belongs to another phrase.
STOPS = frozenset(
    """
    a an the and or but nor of in on at by to from for with without as after before during when
    while where that which who whom whose because if since until than then into near over under
    between against among amid through is are was were be been being am has have had do does did
    will would could can may might must shall should said says say told tells according also not no
    he she it they we i him them us his her their its our my killed wounded injured dead died
    killing wounding injuring including were left leaving hit there this these those including
    around inside outside across along toward towards per via so up down out off about mostly
    mainly largely primarily saw seen
    monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow
    """.split()
)
HARM_ADJECTIVES = {
    "dead": "killed",
    "slain": "killed",
    "murdered": "killed",
    "killed": "killed",
    "injured": "injured",
    "wounded": "injured",
}
HARMED = {**HARM_ADJECTIVES, "deceased": "killed", "fatalities": "killed"}
NONE = CasualtyRange.exactly(0)
ONE = CasualtyRange.exactly(1)
_MODIFIERS_AT_MOST = 5
_WORDLIKE = re.compile(r"[\w'’-]")


class GroupKind(StrEnum):
    """How a group of people is told."""

    COUNTED = "counted"  # a number and a word for people
    BARE = "bare"  # a number alone, or with a noun that need not be people
    SINGLE = "single"  # "a pilot", "his son"
    NAMED = "named"  # a name in capitals
    PLURAL = "plural"  # people without a number
    NONE = "none"  # "nobody", "no soldiers"


class Word(NamedTuple):  # every word of a report becomes one
    """One word or mark of a sentence, by its offsets within the sentence."""

    start: int
    end: int
    text: str
    low: str


@dataclass(frozen=True, slots=True)
class Group:
    """People named together: words `first` to `last` (both included), how many, and who."""

    first: int
    last: int
    start: int
    end: int
    kind: GroupKind
    range: CasualtyRange
    who: str | None
    harm: str | None = None  # an adjective of harm within it: "eight dead civilians"


def split_words(sentence: str) -> list[Word]:
    """Cut a sentence into its words and marks."""
    return [
        Word(m.start(), m.end(), m.group(), m.group().casefold().rstrip("'’."))
        for m in _WORD.finditer(sentence)
    ]


@dataclass(frozen=True, slots=True)
class Scene:
    """What finding groups in one sentence needs."""

    sentence: str
    words: list[Word]
    numbers: dict[int, tuple[Number, int]]  # first word -> number and its last word
    barred: frozenset[int]
    has_case: bool


def build(
    scene: Scene,
    first: int,
    last: int,
    kind: GroupKind,
    span: CasualtyRange,
    who: tuple[int, int] | None,
    harm: str | None = None,
) -> Group:
    """Build the group of words `first` to `last`; `who` are the ends of the words for them."""
    words = scene.words
    named = None
    if who is not None and who[0] <= who[1]:
        named = " ".join(scene.sentence[words[who[0]].start : words[who[1]].end].split())
    return Group(first, last, words[first].start, words[last].end, kind, span, named or None, harm)


def find_head(
    scene: Scene, at: int, *, singular: bool = False, by_ending: bool = False
) -> tuple[int | None, str | None]:
    """Return the word for people that modifiers from `at` lead to, and a harm among them.

    By default the word is a plural; `by_ending` takes unknown plurals as well.
    """
    words = scene.words
    harm: str | None = None
    for i in range(at, min(at + _MODIFIERS_AT_MOST + 1, len(words))):
        low = words[i].low
        if i in scene.barred and low not in HARM_ADJECTIVES:
            return None, harm
        if (is_singular(low) if singular else is_plural(low, by_ending=by_ending)) and not (
            low in HARM_ADJECTIVES and low != "dead"
        ):
            if low in ("dead", "lives"):
                return None, harm
            return _widest(scene, i, singular=singular), harm
        if low in HARM_ADJECTIVES and i + 1 < len(words) and is_person(words[i + 1].low):
            harm = HARM_ADJECTIVES[low]
            continue
        if low in STOPS or i in scene.numbers or not _WORDLIKE.match(low):
            if low in ("'", "’", "-", "–") and 0 < i < len(words) - 1:
                continue  # a tokenizer's spaces: "pro - regime"
            return None, harm
    return None, harm


def _widest(scene: Scene, head: int, *, singular: bool) -> int:
    """Pass from "rebel" to "fighters" in "rebel fighters", and from a role to its name."""
    words = scene.words
    while (
        head + 1 < len(words)
        and (is_singular(words[head].low) or words[head].low in COLLECTIVE)
        and (is_singular(words[head + 1].low) if singular else is_plural(words[head + 1].low))
        and words[head + 1].low not in HARM_ADJECTIVES
        and head + 1 not in scene.barred
    ):
        head += 1
    return head
