"""Phrases for one person: "a pilot", "his son", "Judge X", and unknown words that were killed."""

from __future__ import annotations

import re

from rashomon.read.noun_phrases import (
    ARTICLES,
    ONE,
    OWNERS,
    STOPS,
    Group,
    GroupKind,
    Scene,
    build,
    find_head,
)
from rashomon.read.person_words import is_of_a_people, is_plural, is_singular
from rashomon.reference.calendar_words import FULL_MONTHS, WEEKDAYS

__all__ = ["COLLECTIVE_AFTER", "read_named", "read_single"]

_HARMED_ONE = re.compile(
    r"(?:was|has\s+been|had\s+been)\s+(?:(?:also|later|reportedly|allegedly|shot\s+and|\w+ly)\s+)*"
    r"(?:killed|wounded|injured|murdered|assassinated|executed|shot\s+dead|beheaded)\b",
    re.IGNORECASE,
)
COLLECTIVE_AFTER = frozenset(
    """
    group groups army forces force militia militias organization organisation faction factions
    movement alliance stronghold strongholds town village area areas district districts position
    positions base bases camp camps convoy convoys attack attacks regime state front side media
    network television tv agency office command control council coalition fire outpost house home
    headquarters brigade brigades leadership commander's held backed led vehicle vehicles bus car
    hospital station academy school offensive assault bombing monitor's party casualties deaths
    death toll injuries targets target
    """.split()
)
_DAYS_MONTHS = frozenset((*WEEKDAYS, *FULL_MONTHS))
_LETTER = re.compile(r"[^\W\d]")
_DEATH_OF_ONE = frozenset("murder assassination slaying killing".split())


def read_single(scene: Scene, at: int, before: list[Group]) -> Group | None:
    """Read "a pilot", "his son", "the grooms father", and "child" in "a woman and child"."""
    words = scene.words
    low = words[at].low
    if low in ARTICLES or low in OWNERS:
        many, _ = find_head(scene, at + 1)
        if many is not None and low in OWNERS:
            # "The grooms father": an apostrophe lost on the way.
            if many != at + 1 or not (many + 1 < len(words) and is_singular(words[many + 1].low)):
                return None
            return build(scene, at, many + 1, GroupKind.SINGLE, ONE, (at, many + 1))
        head, harm = find_head(scene, at + 1, singular=True)
        if head is None:
            return _harmed_one(scene, at)
        if head + 1 < len(words) and is_modifier(scene, head):
            return None  # "a militant group", "the Iraqi army"
        last = _name_after(scene, head)
        who = (at if low in OWNERS else at + 1, last)
        return build(scene, at, last, GroupKind.SINGLE, ONE, who, harm)
    joined = (
        before
        and before[-1].kind == GroupKind.SINGLE
        and at == before[-1].last + 2
        and words[at - 1].low == "and"
    )
    if joined:
        head, harm = find_head(scene, at, singular=True)
        if head is not None and head - at <= 2:
            return build(scene, at, head, GroupKind.SINGLE, ONE, (at, head), harm)
    if at and at - 1 in scene.barred and words[at - 1].low == "of" and is_singular(low):
        last = _name_after(scene, at)  # "the assassination of Judge ..."
        return build(scene, at, last, GroupKind.SINGLE, ONE, (at, last))
    if (
        scene.has_case
        and is_singular(low)
        and words[at].text[:1].isupper()
        and _name_after(scene, at) > at
        and not is_plural(words[_name_after(scene, at)].low)
    ):  # "Judge Ana Example", "Major General ..."
        last = _name_after(scene, at)
        return build(scene, at, last, GroupKind.SINGLE, ONE, (at, last))
    return None


def is_modifier(scene: Scene, head: int) -> bool:
    """Tell whether a word for a person describes the noun that follows it."""
    following = scene.words[head + 1]
    if following.low in COLLECTIVE_AFTER:
        return True
    return (
        is_of_a_people(scene.words[head].low)
        and bool(_LETTER.match(following.low))
        and following.low not in STOPS
        and head + 1 not in scene.barred
        and head + 1 not in scene.numbers
        and not following.low.endswith(("ed", "ing", "ly"))
    )


def _harmed_one(scene: Scene, at: int) -> Group | None:
    """Read "the mullah" before "was killed": an unknown word, but the verb tells a person."""
    words = scene.words
    last = at
    while (
        last + 1 < len(words)
        and last - at < 4
        and words[last + 1].low not in STOPS
        and _LETTER.match(words[last + 1].low)
    ):
        last += 1
    if last == at or last + 1 >= len(words):
        return None
    if not _HARMED_ONE.match(scene.sentence, words[last + 1].start):
        return None
    who = (at if words[at].low in OWNERS else at + 1, last)
    return build(scene, at, last, GroupKind.SINGLE, ONE, who)


def _name_after(scene: Scene, head: int) -> int:
    """The last word of the capitalized name that follows a role at once."""
    words = scene.words
    last = head
    while (
        scene.has_case
        and last + 1 < len(words)
        and last - head < 4
        and last + 1 not in scene.numbers
        and words[last + 1].text[:1].isupper()
        and words[last + 1].low not in _DAYS_MONTHS
        and words[last + 1].low not in STOPS
    ):
        last += 1
    return last


def read_named(scene: Scene, at: int) -> Group | None:
    """Read a run of capitalized words, in the hope that a verb of harm makes it a person."""
    if not scene.has_case:
        return _named_in_capitals(scene, at)
    words = scene.words
    last = at
    while (
        last < len(words)
        and last - at < 5
        and last not in scene.numbers
        and last not in scene.barred
        and words[last].text[:1].isupper()
        and words[last].low not in STOPS
        and words[last].low not in _DAYS_MONTHS
    ):
        last += 1
    if last == at:
        return None
    return build(scene, at, last - 1, GroupKind.NAMED, ONE, (at, last - 1))


def _named_in_capitals(scene: Scene, at: int) -> Group | None:
    """Read "SENATOR X WAS", "THE MURDER OF X": in capitals only the words around tell a name."""
    words = scene.words
    of_one = at > 1 and words[at - 1].low == "of" and words[at - 2].low in _DEATH_OF_ONE
    first = at
    if is_singular(words[at].low):
        at += 1
    elif not of_one:
        return None
    killed = first > 0 and first - 1 in scene.barred
    last = at
    while (
        last < len(words)
        and last - at < 4
        and re.match(r"[a-z]", words[last].low)
        and words[last].low not in STOPS
        and last not in scene.barred
    ):
        last += 1
    if (
        not of_one
        and not killed
        and (last == at or last >= len(words) or words[last].low not in ("was", "died"))
    ):
        return None
    if last == first:
        return None
    return build(scene, first, last - 1, GroupKind.SINGLE, ONE, (first, last - 1))
