"""Words for people, and the groups of people that a sentence names: "at least 12 civilians"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from rashomon.read.numbers import Number, find_numbers
from rashomon.read.person_words import COLLECTIVE, is_person, is_plural, is_singular
from rashomon.records import CasualtyRange

__all__ = ["Group", "GroupKind", "Word", "find_groups", "split_words"]


class GroupKind(StrEnum):
    """How a group of people is told."""

    COUNTED = "counted"  # a number and a word for people
    BARE = "bare"  # a number alone, or with a noun that need not be people
    SINGLE = "single"  # "a pilot", "his son"
    NAMED = "named"  # a name in capitals
    PLURAL = "plural"  # people without a number
    NONE = "none"  # "nobody", "no soldiers"


@dataclass(frozen=True, slots=True)
class Word:
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


_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|\w+(?:[-'’.]\w+)*(?:['’])?|[^\w\s]")
_ARTICLES = frozenset("a an another one".split())
_OWNERS = frozenset("the his her their its my our your".split())
_QUANTIFIERS = frozenset(
    "many some most all other more numerous countless innocent multiple various these those".split()
)
# Words at which a run of modifiers ends: what stands beyond belongs to another phrase.
_STOPS = frozenset(
    """
    a an the and or but nor of in on at by to from for with without as after before during when
    while where that which who whom whose because if since until than then into near over under
    between against among amid through is are was were be been being am has have had do does did
    will would could can may might must shall should said says say told tells according also not no
    he she it they we i him them us his her their its our my killed wounded injured dead died
    killing wounding injuring including were left leaving hit there this these those including
    around inside outside across along toward towards per via so up down out off about
    monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow
    """.split()
)
_HARM_ADJECTIVES = {
    "dead": "killed",
    "slain": "killed",
    "murdered": "killed",
    "killed": "killed",
    "injured": "injured",
    "wounded": "injured",
}
_HARMED = {**_HARM_ADJECTIVES, "deceased": "killed", "fatalities": "killed"}
_MORE = frozenset("others more".split())
_MODIFIERS_AT_MOST = 5


def split_words(sentence: str) -> list[Word]:
    """Cut a sentence into its words and marks."""
    return [
        Word(m.start(), m.end(), m.group(), m.group().casefold().rstrip("'’."))
        for m in _WORD.finditer(sentence)
    ]


@dataclass(frozen=True, slots=True)
class _Scene:
    """What finding groups in one sentence needs."""

    sentence: str
    words: list[Word]
    numbers: dict[int, tuple[Number, int]]  # first word -> number and its last word
    barred: frozenset[int]
    has_case: bool


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
    scene = _Scene(sentence, words, _place_numbers(sentence, words), barred, has_case)
    groups: list[Group] = []
    at = 0
    while at < len(words):
        group = (
            _none(scene, at)
            or _counted(scene, at)
            or _single(scene, at, groups)
            or _plural(scene, at)
            or _named(scene, at)
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


def _build(
    scene: _Scene,
    first: int,
    last: int,
    kind: GroupKind,
    span: CasualtyRange,
    who: tuple[int, int] | None,
    harm: str | None = None,
) -> Group:
    words = scene.words
    named = None
    if who is not None and who[0] <= who[1]:
        named = " ".join(scene.sentence[words[who[0]].start : words[who[1]].end].split())
    return Group(first, last, words[first].start, words[last].end, kind, span, named or None, harm)


def _none(scene: _Scene, at: int) -> Group | None:
    """Read "nobody", "no one", "none of the crew", "no soldiers"."""
    words = scene.words
    low = words[at].low
    zero = CasualtyRange.exactly(0)
    if low in ("nobody", "none"):
        return _build(scene, at, at, GroupKind.NONE, zero, None)
    if low != "no" or at + 1 >= len(words):
        return None
    if words[at + 1].low in ("one", "body"):
        return _build(scene, at, at + 1, GroupKind.NONE, zero, None)
    head, _ = _head(scene, at + 1)
    if head is None or words[head].low in ("casualties", "dead", "wounded", "injured", "victims"):
        return None
    return _build(scene, at, head, GroupKind.NONE, zero, (at + 1, head))


def _head(
    scene: _Scene, at: int, *, singular: bool = False, by_ending: bool = False
) -> tuple[int | None, str | None]:
    """The word for people that modifiers from `at` lead to, and a harm told among them."""
    words = scene.words
    harm: str | None = None
    for i in range(at, min(at + _MODIFIERS_AT_MOST + 1, len(words))):
        low = words[i].low
        if i in scene.barred and low not in _HARM_ADJECTIVES:
            return None, harm
        if (is_singular(low) if singular else is_plural(low, by_ending=by_ending)) and not (
            low in _HARM_ADJECTIVES and low != "dead"
        ):
            if low in ("dead", "lives"):
                return None, harm
            return _widest(scene, i, singular=singular), harm
        if low in _HARM_ADJECTIVES and i + 1 < len(words) and is_person(words[i + 1].low):
            harm = _HARM_ADJECTIVES[low]
            continue
        if low in _STOPS or i in scene.numbers or not re.match(r"[\w'’-]", low):
            if low in ("'", "’", "-", "–") and 0 < i < len(words) - 1:
                continue  # a tokenizer's spaces: "pro - regime"
            return None, harm
    return None, harm


def _widest(scene: _Scene, head: int, *, singular: bool) -> int:
    """Pass from "rebel" to "fighters" in "rebel fighters", and from a role to its name."""
    words = scene.words
    while (
        head + 1 < len(words)
        and (is_singular(words[head].low) or words[head].low in COLLECTIVE)
        and (is_singular(words[head + 1].low) if singular else is_plural(words[head + 1].low))
        and words[head + 1].low not in _HARM_ADJECTIVES
        and head + 1 not in scene.barred
    ):
        head += 1
    return head


def _counted(scene: _Scene, at: int) -> Group | None:
    """Read a number, with the word for people that it counts where there is one."""
    placed = scene.numbers.get(at)
    if placed is None:
        return None
    words = scene.words
    number, last = placed
    if words[at].low == "both" and any(w.low == "and" for w in words[at + 1 : at + 6]):
        return None  # "both X and Y" names two things
    follow = last + 1
    is_part = follow + 1 < len(words) and words[follow].low == "of"
    if is_part:
        part = _partitive(scene, at, follow + 1, number)
        if part is not None:
            return part
        follow += 1
    while follow < len(words) and words[follow].low in _OWNERS:
        follow += 1
    head: int | None = None
    harm: str | None = None
    if number.range.low != 1 or is_part:
        head, harm = _head(scene, follow, by_ending=True)
    if head is None and number.range.low == 1:
        head, harm = _head(scene, follow, singular=True)
    elif (
        head is None
        and follow < len(words)
        and is_singular(words[follow].low)
        and not (follow + 1 < len(words) and words[follow + 1].low in _COLLECTIVE_AFTER)
    ):
        head = follow  # "19 civilian killed", a slip of the press
    if head is not None:
        head = _joined(scene, head)
        return _build(scene, at, head, GroupKind.COUNTED, number.range, (follow, head), harm)
    if last + 1 < len(words) and words[last + 1].low in _MORE:
        last += 1
    return _build(scene, at, last, GroupKind.BARE, number.range, None)


def _partitive(scene: _Scene, at: int, whole: int, number: Number) -> Group | None:
    """Read "five of them children" and "15 of the wounded"; `whole` is what follows "of"."""
    words = scene.words
    if words[whole].low in ("them", "whom", "these", "those"):
        after = whole + 1
        if after < len(words) and words[after].low in ("were", "was", "are"):
            after += 1
        head, harm = _head(scene, after)
        if head is None and number.range.low == 1:
            if after < len(words) and words[after].low in _ARTICLES:
                after += 1
            head, harm = _head(scene, after, singular=True)
        who = (after, head) if head is not None else None
        last = head if head is not None else whole
        return _build(scene, at, last, GroupKind.COUNTED, number.range, who, harm)
    if words[whole].low in _OWNERS and whole + 1 < len(words):
        harm = _HARMED.get(words[whole + 1].low)
        beyond = words[whole + 2].low if whole + 2 < len(words) else ""
        if harm is not None and not is_person(beyond):
            who = (whole, whole + 1)
            return _build(scene, at, whole + 1, GroupKind.COUNTED, number.range, who, harm)
    return None


def _joined(scene: _Scene, head: int) -> int:
    """Pass from "troops" to "personnel" in "scores of troops and security personnel"."""
    words = scene.words
    while head + 2 < len(words) and words[head + 1].low in ("and", "or"):
        more, _ = _head(scene, head + 2)
        if (
            more is None
            or more - head > 4
            or head + 2 in scene.numbers
            or words[head + 2].low in _STOPS
            or words[head + 2].low in ("others", "dead", "wounded", "injured")
        ):
            break
        head = more
    return head


def _single(scene: _Scene, at: int, before: list[Group]) -> Group | None:
    """Read "a pilot", "his son", "the grooms father", and "child" in "a woman and child"."""
    words = scene.words
    one = CasualtyRange.exactly(1)
    low = words[at].low
    if low in _ARTICLES or low in _OWNERS:
        many, _ = _head(scene, at + 1)
        if many is not None and low in _OWNERS:
            # "The grooms father": an apostrophe lost on the way.
            if many != at + 1 or not (many + 1 < len(words) and is_singular(words[many + 1].low)):
                return None
            return _build(scene, at, many + 1, GroupKind.SINGLE, one, (at, many + 1))
        head, harm = _head(scene, at + 1, singular=True)
        if head is None:
            return _harmed_one(scene, at)
        if head + 1 < len(words) and words[head + 1].low in _COLLECTIVE_AFTER:
            return None  # "a militant group", "the rebel army"
        last = _name_after(scene, head)
        who = (at if low in _OWNERS else at + 1, last)
        return _build(scene, at, last, GroupKind.SINGLE, one, who, harm)
    joined = (
        before
        and before[-1].kind == GroupKind.SINGLE
        and at == before[-1].last + 2
        and words[at - 1].low == "and"
    )
    if joined:
        head, harm = _head(scene, at, singular=True)
        if head is not None and head - at <= 2:
            return _build(scene, at, head, GroupKind.SINGLE, one, (at, head), harm)
    if at and at - 1 in scene.barred and words[at - 1].low == "of" and is_singular(low):
        last = _name_after(scene, at)  # "the assassination of Judge ..."
        return _build(scene, at, last, GroupKind.SINGLE, one, (at, last))
    if (
        scene.has_case
        and is_singular(low)
        and words[at].text[:1].isupper()
        and _name_after(scene, at) > at
        and not is_plural(words[_name_after(scene, at)].low)
    ):  # "Judge Ana Example", "Major General ..."
        last = _name_after(scene, at)
        return _build(scene, at, last, GroupKind.SINGLE, one, (at, last))
    return None


_HARMED_ONE = re.compile(
    r"(?:was|has\s+been|had\s+been)\s+(?:(?:also|later|reportedly|allegedly|shot\s+and|\w+ly)\s+)*"
    r"(?:killed|wounded|injured|murdered|assassinated|executed|shot\s+dead|beheaded)\b",
    re.IGNORECASE,
)


def _harmed_one(scene: _Scene, at: int) -> Group | None:
    """Read "the mullah" before "was killed": an unknown word, but the verb tells a person."""
    words = scene.words
    last = at
    while (
        last + 1 < len(words)
        and last - at < 4
        and words[last + 1].low not in _STOPS
        and re.match(r"[^\W\d]", words[last + 1].low)
    ):
        last += 1
    if last == at or last + 1 >= len(words):
        return None
    if not _HARMED_ONE.match(scene.sentence, words[last + 1].start):
        return None
    who = (at if words[at].low in _OWNERS else at + 1, last)
    return _build(scene, at, last, GroupKind.SINGLE, CasualtyRange.exactly(1), who)


_COLLECTIVE_AFTER = frozenset(
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
_DAYS_MONTHS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december
    """.split()
)


def _name_after(scene: _Scene, head: int) -> int:
    """The last word of the capitalized name that follows a role at once."""
    words = scene.words
    last = head
    while (
        scene.has_case
        and last + 1 < len(words)
        and last - head < 4
        and words[last + 1].text[:1].isupper()
        and words[last + 1].low not in _DAYS_MONTHS
        and words[last + 1].low not in _STOPS
    ):
        last += 1
    return last


_NUMBER_OF = re.compile(
    r"(?:an?\s+)?(?:large|unknown|unspecified|great|huge|small|significant|undetermined|untold"
    r"|undisclosed)\s+numbers?\s+of\s+(?:the\s+)?",
    re.IGNORECASE,
)


def _plural(scene: _Scene, at: int) -> Group | None:
    """Read people without a number; "women and children" is one group."""
    words = scene.words
    first = at
    if words[at].low in _OWNERS or words[at].low in _QUANTIFIERS:
        at += 1
    elif found := _NUMBER_OF.match(scene.sentence, words[at].start):
        while at < len(words) and words[at].start < found.end():
            at += 1
    elif words[at].low in _STOPS or _is_verb_form(words[at]):
        return None
    if at >= len(words):
        return None
    while at < len(words) and words[at].low in ("of", "the"):
        at += 1
    head, harm = _head(scene, at)
    if head is None or words[head].low in ("lives", "families", "elements"):
        return None
    if words[head].text[:1].isupper() and words[head].low in COLLECTIVE and scene.has_case:
        return None  # "Syrian Democratic Forces" is a side, not a number of people
    if head + 1 < len(words) and words[head + 1].low in ("'", "’"):
        return None
    while (
        head + 2 < len(words)
        and words[head + 1].low == ","
        and is_plural(words[head + 2].low)
        and words[head + 2].low not in ("others", *_HARMED)
    ):
        head += 2
    head = _joined(scene, head)
    return _build(scene, first, head, GroupKind.PLURAL, CasualtyRange(2, None), (first, head), harm)


# Forms in -ed and -ing that describe people; any other before a bare plural is its verb.
_DESCRIBING = frozenset(
    "armed unarmed masked hooded displaced retired uniformed unidentified wanted married "
    "suspected alleged hooded trapped besieged captured detained visiting fleeing protesting "
    "opposing invading attacking advancing retreating serving working fighting".split()
)


def _is_verb_form(word: Word) -> bool:
    return (
        word.low.endswith(("ed", "ing"))
        and "-" not in word.low
        and word.low not in _DESCRIBING
        and not is_person(word.low)
    )


def _named(scene: _Scene, at: int) -> Group | None:
    """Read a run of capitalized words, in the hope that a verb of harm makes it a person."""
    if not scene.has_case:
        return _named_in_capitals(scene, at)
    words = scene.words
    last = at
    while (
        last < len(words)
        and last - at < 5
        and words[last].text[:1].isupper()
        and words[last].low not in _STOPS
        and words[last].low not in _DAYS_MONTHS
    ):
        last += 1
    if last == at:
        return None
    return _build(scene, at, last - 1, GroupKind.NAMED, CasualtyRange.exactly(1), (at, last - 1))


def _named_in_capitals(scene: _Scene, at: int) -> Group | None:
    """Read "SENATOR X WAS", "THE MURDER OF X": in capitals only the words around tell a name."""
    words = scene.words
    of_one = at > 1 and words[at - 1].low == "of" and words[at - 2].low in _DEATH_OF_ONE
    first = at
    if is_singular(words[at].low):
        at += 1
    elif not of_one:
        return None
    last = at
    while (
        last < len(words)
        and last - at < 4
        and re.match(r"[a-z]", words[last].low)
        and words[last].low not in _STOPS
        and last not in scene.barred
    ):
        last += 1
    if not of_one and (last == at or last >= len(words) or words[last].low not in ("was", "died")):
        return None
    if last == first:
        return None
    return _build(
        scene, first, last - 1, GroupKind.SINGLE, CasualtyRange.exactly(1), (first, last - 1)
    )


_DEATH_OF_ONE = frozenset("murder assassination slaying killing".split())
