"""The groups of people that a sentence names: "at least 12 civilians", "his son", "nobody"."""

from __future__ import annotations

import re

from rashomon.read.noun_phrases import (
    ARTICLES,
    HARM_ADJECTIVES,
    HARMED,
    NONE,
    OWNERS,
    STOPS,
    Group,
    GroupKind,
    Scene,
    Word,
    build,
    find_head,
)
from rashomon.read.numbers import Number, find_numbers
from rashomon.read.one_person import COLLECTIVE_AFTER, read_named, read_single
from rashomon.read.person_words import COLLECTIVE, is_person, is_plural, is_singular
from rashomon.records import CasualtyRange

__all__ = ["find_groups"]

_QUANTIFIERS = frozenset(
    "many some most all other more numerous countless innocent multiple various these those".split()
)
# Words that open no group unless they are a number; half of all words are of this kind.
_NEVER_FIRST = STOPS - ARTICLES - OWNERS - _QUANTIFIERS - HARM_ADJECTIVES.keys() - {"no"} | {","}
_SEVERAL = CasualtyRange(2, None)
_QUOTES = frozenset('"“”')
_MORE = frozenset("others more".split())
_HOUSEHOLDS = frozenset("family household crew".split())
_BEFORE_HOUSEHOLD = ARTICLES | OWNERS | {"entire", "whole"}
_NUMBER_OF = re.compile(
    r"(?:an?\s+)?(?:large|unknown|unspecified|great|huge|small|significant|undetermined|untold"
    r"|undisclosed)\s+numbers?\s+of\s+(?:the\s+)?",
    re.IGNORECASE,
)
# Forms in -ed and -ing that describe people; any other before a bare plural is its verb.
_DESCRIBING = frozenset(
    "armed unarmed masked hooded displaced retired uniformed unidentified wanted married "
    "suspected alleged hooded trapped besieged captured detained visiting fleeing protesting "
    "opposing invading attacking advancing retreating serving working fighting".split()
)


def find_groups(
    sentence: str,
    words: list[Word],
    barred: frozenset[int] = frozenset(),
    *,
    has_case: bool = True,
) -> list[Group]:
    """Return the groups of people that a sentence names, in order, none within another.

    Words at the indices in `barred` carry another meaning and describe no people. Without
    `has_case` (wire copy in capitals) names cannot be told and are not read.
    """
    scene = Scene(sentence, words, _place_numbers(sentence, words), barred, has_case)
    groups: list[Group] = []
    at = 0
    while at < len(words):
        if words[at].low in _NEVER_FIRST and at not in scene.numbers:
            at += 1
            continue
        group = (
            _none(scene, at)
            or _household(scene, at)
            or _counted(scene, at)
            or read_single(scene, at, groups)
            or _plural(scene, at)
            or read_named(scene, at)
        )
        if group is None:
            at += 1
            continue
        groups.append(group)
        at = group.last + 1
    return groups


def _place_numbers(sentence: str, words: list[Word]) -> dict[int, tuple[Number, int]]:
    placed: dict[int, tuple[Number, int]] = {}
    for number in find_numbers(sentence):
        inside = [
            i for i, word in enumerate(words) if word.start < number.end and word.end > number.start
        ]
        if inside:
            placed[inside[0]] = (number, inside[-1])
    return placed


def _none(scene: Scene, at: int) -> Group | None:
    """Read "nobody", "no one", "none of the crew", "no soldiers"."""
    words = scene.words
    low = words[at].low
    if low in ("nobody", "none"):
        return build(scene, at, at, GroupKind.NONE, NONE, None)
    if low != "no" or at + 1 >= len(words):
        return None
    if words[at + 1].low in ("one", "body"):
        return build(scene, at, at + 1, GroupKind.NONE, NONE, None)
    head, _ = find_head(scene, at + 1)
    if head is None or words[head].low in ("casualties", "dead", "wounded", "injured", "victims"):
        return None
    return build(scene, at, head, GroupKind.NONE, NONE, (at + 1, head))


def _household(scene: Scene, at: int) -> Group | None:
    """Read "a family of seven", "its crew of five"."""
    words = scene.words
    head = at
    while head < len(words) and words[head].low in _BEFORE_HOUSEHOLD:
        head += 1
    if head + 2 >= len(words) or words[head].low not in _HOUSEHOLDS or words[head + 1].low != "of":
        return None
    placed = scene.numbers.get(head + 2)
    if placed is None:
        return None
    number, last = placed
    return build(scene, at, last, GroupKind.COUNTED, number.range, (head, head))


def _counted(scene: Scene, at: int) -> Group | None:
    """Read a number, with the word for people that it counts where there is one."""
    placed = scene.numbers.get(at)
    if placed is None:
        return None
    words = scene.words
    number, last = placed
    if words[at].low == "both" and any(w.low == "and" for w in words[at + 1 : at + 6]):
        return None  # "both X and Y" names two things
    follow = last + 1
    if (
        at > 0
        and follow + 1 < len(words)
        and words[at - 1].text in _QUOTES
        and words[follow].text in _QUOTES
    ):
        follow += 1  # '"nearly 50" rebels'
    is_part = follow + 1 < len(words) and words[follow].low == "of"
    if is_part:
        part = _partitive(scene, at, follow + 1, number)
        if part is not None:
            return part
        follow += 1
    while follow < len(words) and words[follow].low in OWNERS:
        follow += 1
    head: int | None = None
    harm: str | None = None
    if number.range.low != 1 or is_part:
        head, harm = find_head(scene, follow, by_ending=True)
    if head is None and number.range.low == 1:
        head, harm = find_head(scene, follow, singular=True)
    elif (
        head is None
        and follow < len(words)
        and is_singular(words[follow].low)
        and not (follow + 1 < len(words) and words[follow + 1].low in COLLECTIVE_AFTER)
    ):
        head = follow  # "19 civilian killed", a slip of the press
    if head is not None:
        head = _joined(scene, head)
        return build(scene, at, head, GroupKind.COUNTED, number.range, (follow, head), harm)
    if last + 1 < len(words) and words[last + 1].low in _MORE:
        last += 1
    return build(scene, at, last, GroupKind.BARE, number.range, None)


def _partitive(scene: Scene, at: int, whole: int, number: Number) -> Group | None:
    """Read "five of them children" and "15 of the wounded"; `whole` is what follows "of"."""
    words = scene.words
    if words[whole].low in ("them", "whom", "these", "those"):
        after = whole + 1
        if after < len(words) and words[after].low in ("were", "was", "are"):
            after += 1
        head, harm = find_head(scene, after)
        if head is None and number.range.low == 1:
            if after < len(words) and words[after].low in ARTICLES:
                after += 1
            head, harm = find_head(scene, after, singular=True)
        who = (after, head) if head is not None else None
        last = head if head is not None else whole
        return build(scene, at, last, GroupKind.COUNTED, number.range, who, harm)
    if words[whole].low in OWNERS and whole + 1 < len(words):
        harm = HARMED.get(words[whole + 1].low)
        beyond = words[whole + 2].low if whole + 2 < len(words) else ""
        if harm is not None and not is_person(beyond):
            who = (whole, whole + 1)
            return build(scene, at, whole + 1, GroupKind.COUNTED, number.range, who, harm)
    return None


def _joined(scene: Scene, head: int) -> int:
    """Pass from "troops" to "personnel" in "scores of troops and security personnel"."""
    words = scene.words
    while head + 2 < len(words) and words[head + 1].low in ("and", "or"):
        more, _ = find_head(scene, head + 2)
        if (
            more is None
            or more - head > 4
            or head + 2 in scene.numbers
            or words[head + 2].low in STOPS
            or words[head + 2].low in ("others", "dead", "wounded", "injured")
        ):
            break
        head = more
    return head


def _plural(scene: Scene, at: int) -> Group | None:
    """Read people without a number; "women and children" is one group."""
    words = scene.words
    first = at
    if words[at].low in OWNERS or words[at].low in _QUANTIFIERS:
        at += 1
    elif found := _NUMBER_OF.match(scene.sentence, words[at].start):
        while at < len(words) and words[at].start < found.end():
            at += 1
    elif words[at].low in STOPS or _is_verb_form(words[at]):
        return None
    if at >= len(words):
        return None
    while at < len(words) and words[at].low in ("of", "the"):
        at += 1
    head, harm = find_head(scene, at)
    is_many = words[first].low == "many" and not (first and words[first - 1].low == "how")
    if (
        head is None
        and is_many
        and at == first + 1
        and (at in scene.barred or words[at].low in ("were", "have", "had"))
    ):
        return build(scene, first, first, GroupKind.PLURAL, _SEVERAL, (first, first))
    if head is None or words[head].low in ("lives", "families", "elements"):
        return None
    if words[head].low in COLLECTIVE and head + 1 < len(words) and is_singular(words[head + 1].low):
        return None  # "police officer"
    if words[head].text[:1].isupper() and words[head].low in COLLECTIVE and scene.has_case:
        return None  # "Syrian Democratic Forces" is a side, not a number of people
    if head + 1 < len(words) and words[head + 1].low in ("'", "’"):
        return None
    while (
        head + 2 < len(words)
        and words[head + 1].low == ","
        and is_plural(words[head + 2].low)
        and words[head + 2].low not in ("others", *HARMED)
    ):
        head += 2
    head = _joined(scene, head)
    return build(scene, first, head, GroupKind.PLURAL, _SEVERAL, (first, head), harm)


def _is_verb_form(word: Word) -> bool:
    return (
        word.low.endswith(("ed", "ing"))
        and "-" not in word.low
        and word.low not in _DESCRIBING
        and not is_person(word.low)
    )
