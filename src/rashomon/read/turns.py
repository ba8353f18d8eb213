"""Where a sentence turns from one happening to another.

Policy: a sentence tells of one happening until its words show two. They do where, on both
sides of a joining word, there stand days that cannot be the same; a toll and a place each;
sorts of violence that do not go together, the later with a place, a side or a toll of its
own; or one side's deed and, elsewhere, the other side's that it answers ("strikes on X killed
nine after rebels had fired rockets at Y").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rashomon.read.document import Finding, Sentence
from rashomon.read.violence import Trigger
from rashomon.records import (
    DateConstraint,
    DateInterval,
    Facet,
    IncidentKind,
    PlaceValue,
    ResponsibleValue,
    Span,
)

__all__ = ["Part", "parts_of"]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a sentence that tells of one happening.

    `is_other` is set where it was cut off because it cannot be the happening before it.
    """

    span: Span
    is_other: bool = False


_TURN = re.compile(
    r"\b(?:as|while|whereas|after|when|and|but|following|before|with|just|only|"
    r"(?:in|a) (?:response|retaliation|revenge|reprisal|answer) (?:to|for)|"
    r"(?:a few |\w+ )?(?:hours?|days?) (?:after|before))\b|[;,]",
    re.IGNORECASE,
)
# Turns after which the other side's deed, or another happening of the day, may stand.
_ANSWERED = re.compile(
    r"(?:.*\b(?:after|before)|following|as|while|whereas|but|;|"
    r".*\b(?:response|retaliation|revenge|reprisal|answer) (?:to|for))$",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"\b(?:after|following|response|retaliation|revenge|reprisal|answer)\b", re.I)
_JOINED = re.compile(r"(?:as|while|whereas|and|but|with|;|,)$", re.IGNORECASE)
# "The attack came as troops elsewhere ...": the first words only say when.
_MERELY_WHEN = re.compile(
    r"^\W*(?:the|this|these|those|\w+day'?s)\s(?:\w+\s){1,3}(?:came|comes|come|happened|occurred|"
    r"took place|follows|followed)\b[\w\s]{0,20}$",
    re.IGNORECASE,
)
_WHO_ELSE = re.compile(
    r"^(?:,|and|;)?\s*(?:including|among|most|many|some|at least one of)\b", re.I
)
_RUN_OF_DAYS = re.compile(r"\W*(?:and|or|to|until|through|as well as|,)?\W*", re.IGNORECASE)
_OWN = re.compile(r"(?:its|their|his|her)\b", re.IGNORECASE)  # wherever those named before are
_TOLLS = frozenset({Facet.KILLED, Facet.INJURED, Facet.CASUALTIES})
_MOST_PARTS = 4

_FROM_THE_AIR = frozenset(
    {IncidentKind.AIR_STRIKE, IncidentKind.DRONE_STRIKE, IncidentKind.MISSILE_STRIKE}
)
_FROM_THE_GROUND = frozenset({IncidentKind.SHELLING, IncidentKind.MISSILE_STRIKE})
_BY_HAND = frozenset(
    {
        IncidentKind.BOMBING,
        IncidentKind.SUICIDE_BOMBING,
    }
)
_BY_MEN = frozenset(
    {
        IncidentKind.CLASH,
        IncidentKind.GROUND_ATTACK,
        IncidentKind.SHOOTING,
        IncidentKind.ABDUCTION_OR_KILLING,
    }
)
_SORTS = (_FROM_THE_AIR, _FROM_THE_GROUND, _BY_HAND, _BY_MEN)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What stands between two offsets of a sentence."""

    text: str
    tolls: frozenset[Facet]
    places: frozenset[str]
    actors: frozenset[str]
    kinds: frozenset[IncidentKind]
    has_deed: bool  # a deed told of, not pointed back to
    has_violence: bool


def parts_of(
    sentence: Sentence, findings: Sequence[Finding], triggers: Sequence[Trigger]
) -> list[Part]:
    """Cut a sentence where it turns to another happening; most sentences stay whole."""
    parts: list[Part] = []
    begin, is_other = sentence.start, False
    while len(parts) < _MOST_PARTS - 1:
        cut = _next_cut(sentence, begin, findings, triggers)
        if cut is None:
            break
        parts.append(Part(Span(begin, cut[0]), is_other))
        begin, is_other = cut
    parts.append(Part(Span(begin, sentence.end), is_other))
    return parts


def _next_cut(
    sentence: Sentence, begin: int, findings: Sequence[Finding], triggers: Sequence[Trigger]
) -> tuple[int, bool] | None:
    """Return the next offset after `begin` at which to cut, and whether all else changes."""
    between_dates = _between_dates(sentence, begin, findings)
    if between_dates is not None:
        return between_dates, False
    turns = [
        (turn.start() + sentence.start, turn.group())
        for turn in _TURN.finditer(sentence.text)
        if turn.start() + sentence.start > begin
    ]
    site: int | None = None
    for offset, word in turns:
        if any(f.start < offset < f.end and f.facet is not Facet.MOTIVE for f in findings):
            continue  # within one finding's words
        before = _stretch(sentence, begin, offset, findings, triggers)
        after = _stretch(sentence, offset, sentence.end, findings, triggers)
        if _WHO_ELSE.match(after.text):
            continue
        if _are_two_deeds(before, after, word):
            return offset, True
        if len(before.places) == 1 and _are_two_sites(before, after, word):
            site = offset  # the last that still leaves the next site its own toll
    return (site, False) if site is not None else None


def _between_dates(sentence: Sentence, begin: int, findings: Sequence[Finding]) -> int | None:
    """Where to cut between two days of happening that cannot be the same."""
    dates = [
        (f, f.value)
        for f in findings
        if isinstance(f.value, (DateInterval, DateConstraint)) and f.start >= begin
    ]
    for (one, days), (other, other_days) in pairwise(dates):
        if days.meets(other_days):
            continue
        between = sentence.text[one.end - sentence.start : other.start - sentence.start]
        if _RUN_OF_DAYS.fullmatch(between):
            continue
        for turn in _TURN.finditer(sentence.text):
            offset = turn.start() + sentence.start
            if one.end <= offset <= other.start:
                return offset
    return None


def _stretch(
    sentence: Sentence,
    start: int,
    end: int,
    findings: Sequence[Finding],
    triggers: Sequence[Trigger],
) -> _Stretch:
    inside = [f for f in findings if start <= f.start < end]
    words = [t for t in triggers if start <= t.start < end]
    actors = frozenset(f.value.actor for f in inside if isinstance(f.value, ResponsibleValue))
    particular = [t for t in words if not (t.is_general or t.is_hypothetical)]
    return _Stretch(
        text=sentence.text[start - sentence.start : end - sentence.start],
        tolls=frozenset(f.facet for f in inside) & _TOLLS,
        places=frozenset(
            f.value.words.casefold()
            for f in inside
            if isinstance(f.value, PlaceValue) and not _OWN.match(f.value.words)
        ),
        actors=actors,
        kinds=frozenset(t.kind for t in particular if t.kind is not None),
        has_violence=bool(words),
        # "The rebels fired rockets": an article before the doer points back to no deed.
        has_deed=any(t.lemma != "killing" and (actors or not t.is_anaphoric) for t in particular),
    )


def _are_two_sites(before: _Stretch, after: _Stretch, turn: str) -> bool:
    """Tell whether both sides of the turn have a toll and a place ("12 in X and 5 in Y")."""
    return bool(
        _JOINED.match(turn)
        and before.tolls & after.tolls
        and before.places
        and after.places
        and not before.places & after.places
    )


def _are_two_deeds(before: _Stretch, after: _Stretch, turn: str) -> bool:
    """Tell whether another sort of violence, or another side's deed, stands after the turn."""
    if not _ANSWERED.match(turn) or not (after.has_deed or after.tolls):
        return False
    if _MERELY_WHEN.match(before.text):
        return bool(after.tolls or (after.places and (after.actors or after.has_deed)))
    if turn.casefold() == "as" and not after.tolls:
        return False  # "four people were hurt as militants shelled X": how, not what else
    if not before.has_violence and not before.tolls:
        return False
    is_elsewhere = bool(before.places and after.places and not before.places & after.places)
    other_side = bool(before.actors and after.actors and not before.actors & after.actors)
    other_sort = bool(before.kinds and after.kinds) and not any(
        one in sort and other in sort
        for one in before.kinds
        for other in after.kinds
        for sort in _SORTS
    )
    if other_side and is_elsewhere:
        return True
    if other_sort and (is_elsewhere or (other_side and after.places)):
        return True
    if other_sort and _ANSWER.search(turn) and after.places and after.actors:
        return True
    return bool(other_sort and before.tolls & after.tolls)
