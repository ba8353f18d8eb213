"""Findings made of tags: the tagger says which words carry a facet, rules read what they amount to.

A tag whose words lead to no value gives nothing. Most proposals are right about as often as
not: `rashomon.read.weighing` decides which become claims.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rashomon.read.actors import ActorMention, mask_sentences
from rashomon.read.dates import DateMention, find_dates
from rashomon.read.document import Document, Finding, Sentence
from rashomon.read.noun_phrases import GroupKind
from rashomon.read.place_phrases import PlacePhrases, ToponymMention
from rashomon.read.stretches import Stretches
from rashomon.read.tags import Tag
from rashomon.read.targets import actor_aimed_at
from rashomon.read.victims import cut
from rashomon.read.weapons import Weapon, find_weapons
from rashomon.records import (
    COUNT_FACETS,
    CasualtyRange,
    ClaimValue,
    CountValue,
    Facet,
    Means,
    MeansValue,
    Motive,
    Notice,
    PlaceValue,
    ResponsibleValue,
    Span,
    TargetValue,
)
from rashomon.reference.actors import context_of

__all__ = ["Proposal", "propose"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A finding made of a tag; `key` are the words that its value was read from."""

    finding: Finding
    key: Span


class _Words:
    """What rules see in a report's words, looked for in those sentences alone that are tagged."""

    def __init__(self, document: Document, tags: Sequence[Tag]) -> None:
        self.document = document
        self.context = context_of(document.text)
        # Value words and names, by label.
        self._inside = {
            label: Stretches((t for t in tags if t.label == label), _span) for label in _LABELS
        }
        self._actors = {m.sentence.index: m.mentions for m in mask_sentences(document)}
        self._weapons: Callable[[Sentence], list[Weapon]] | None = None
        self._dates: Sequence[DateMention] | None = None
        self._people: dict[int, list[_Group]] = {}

    def inside(self, label: str, tag: Tag) -> list[Tag]:
        return self._inside[label].touching(tag.start, tag.end)

    def actors(self, sentence: Sentence) -> Sequence[ActorMention]:
        return self._actors[sentence.index]

    def weapons(self, sentence: Sentence) -> list[Weapon]:
        if self._weapons is None:
            self._weapons = find_weapons(self.document)
        return self._weapons(sentence)

    def dates(self) -> Sequence[DateMention]:
        if self._dates is None:
            self._dates = find_dates(self.document)
        return self._dates

    def places(self, sentence: Sentence) -> Iterator[ToponymMention]:
        return PlacePhrases(sentence, self.document.is_capitals).all()

    def people(self, sentence: Sentence) -> list[_Group]:
        """Return the people named in a sentence, each with how many they are."""
        if sentence.index not in self._people:
            clause = cut(sentence.text, has_case=not self.document.is_capitals)
            self._people[sentence.index] = [
                (
                    Span(sentence.start + group.start, sentence.start + group.end),
                    CountValue(group.range, group.who),
                    group.kind,
                )
                for group in (item.group for item in clause.items)
                if group is not None
            ]
        return self._people[sentence.index]


_Group = tuple[Span, CountValue, GroupKind]
_LABELS = frozenset({"who", "what", "where", "person", "organization"})


def propose(document: Document, tags: Sequence[Tag]) -> list[Proposal]:
    """Return what the tags of a document's facets amount to, in the order of the text."""
    words = _Words(document, tags)
    found: list[Proposal] = []
    for tag in tags:
        read = _READERS.get(tag.head)
        sentence = document.sentence_at(tag.start)
        if read is None or sentence is None:
            continue
        for value, key, rule in read(tag, sentence, words):
            evidence = key if rule in _APART else Span(tag.start, tag.end)
            finding = Finding(
                Facet(tag.head), value, evidence.start, evidence.end, rule, confidence=tag.score
            )
            found.append(Proposal(finding, key))
    return sorted(found, key=lambda p: (p.finding.start, p.finding.end, p.finding.facet))


# A value, the words that it was read from, and the name of the rule.
_Reads = Iterator[tuple[ClaimValue, Span, str]]
_APART = frozenset({"tag-apart"})  # one of several values of a tag: its own words are its evidence
_NUMBERED = frozenset((GroupKind.COUNTED, GroupKind.BARE, GroupKind.NONE))
_NOBODY = re.compile(r"\b(?:no|nobody|none|without|n['’]t|not)\b", re.IGNORECASE)


def _people(tag: Tag, sentence: Sentence, words: _Words) -> _Reads:
    """The groups of people in the tag's words; "casualties" and the like without any.

    Beside a number, people without one are mostly those who did it, or a place by its name.
    """
    groups = [group for group in words.people(sentence) if _meets(group[0], tag)]
    groups = [group for group in groups if group[2] in _NUMBERED] or groups
    for span, value, kind in groups:
        yield value, span, "tag-apart" if len(groups) > 1 else f"tag-{kind}"
    if not groups:
        told = sentence.text[tag.start - sentence.start : tag.end - sentence.start]
        reach = CasualtyRange.exactly(0) if _NOBODY.search(told) else CasualtyRange(2, None)
        yield CountValue(reach), Span(tag.start, tag.end), "tag-uncounted"


def _doers(tag: Tag, sentence: Sentence, words: _Words) -> _Reads:
    """The actors in the tag's words; a name that the tables do not know where there is none.

    Of several, those after the first are doers, too, where they are joined to it.
    """
    seen: set[str] = set()
    last = tag.start
    for mention in words.actors(sentence):
        if not _meets(mention, tag) or mention.actor.name in seen:
            continue
        is_joined = _JOINS.search(words.document.text, last, mention.start) is not None
        rule = "tag-actor" if not seen else "tag-joined-actor" if is_joined else "tag-next-actor"
        seen.add(mention.actor.name)
        last = mention.end
        yield ResponsibleValue(mention.actor.name), Span(mention.start, mention.end), rule
    if not seen:
        for label in ("person", "organization"):
            for named in words.inside(label, tag):
                name = _plain(words.document.text[named.start : named.end])
                if _NAME.match(name):
                    yield ResponsibleValue(name), Span(named.start, named.end), f"tag-{label}"


_JOINS = re.compile(r"\b(?:and|or|between|with|clash\w*|fighting|battl\w+)\b", re.IGNORECASE)
_NAME = re.compile(r"[A-Z][\w'’-]*(?: [\w'’-]+){0,4}$")


def _attacked(tag: Tag, sentence: Sentence, words: _Words) -> _Reads:
    del sentence
    span, rule = _best_inside("what", tag, words)
    what = _plain(words.document.text[span.start : span.end])
    yield TargetValue(what, actor_aimed_at(what, words.context)), span, f"tag-{rule}"


# What words of violence most often mean when no rule knows the weapon by its company.
_LOOSE = tuple(
    (means, re.compile(rf"\b(?:{pattern})", re.IGNORECASE))
    for means, pattern in (
        (Means.SUICIDE_VEST, r"suicide"),
        (Means.SMALL_ARMS, r"gun|shot\b|shoot|sniper|rifle|bullet|opened fire|firing"),
        (Means.ARTILLERY, r"shell|artillery|bombard|barrage|cannon"),
        (Means.AIR_STRIKE, r"air|jet|plane|sortie|strike|raid|bombed|bombing"),
        (Means.IED, r"bomb|explo|device|detonat|blast|mine"),
    )
)


def _weapons(tag: Tag, sentence: Sentence, words: _Words) -> _Reads:
    seen: set[Means] = set()
    for weapon in words.weapons(sentence):
        if _meets(weapon, tag) and weapon.means not in seen:
            rule = "tag-weapon" if not seen else "tag-next-weapon"
            seen.add(weapon.means)
            yield MeansValue(weapon.means), Span(weapon.start, weapon.end), rule
    if not seen:
        told = sentence.text[tag.start - sentence.start : tag.end - sentence.start]
        for means, pattern in _LOOSE:
            if pattern.search(told):
                yield MeansValue(means), Span(tag.start, tag.end), "tag-loose"
                return


_BEFORE_PLACE = re.compile(r"^(?:in|at|on|near|inside|outside|around|across)\s+", re.IGNORECASE)


def _site(tag: Tag, sentence: Sentence, words: _Words) -> _Reads:
    """The place phrase in the tag's words as rules read it, else as the tagger marks it."""
    span, rule = _best_inside("where", tag, words)
    phrases = [mention for mention in words.places(sentence) if _meets(mention, span)]
    if phrases:
        phrase = max(phrases, key=lambda m: min(m.end, span.end) - max(m.start, span.start))
        yield PlaceValue(_plain(phrase.words)), Span(phrase.start, phrase.end), "tag-phrase"
        return
    told = _plain(_BEFORE_PLACE.sub("", words.document.text[span.start : span.end]))
    if told:
        yield PlaceValue(told), span, f"tag-{rule}"


def _days(tag: Tag, sentence: Sentence, words: _Words) -> _Reads:
    del sentence
    for mention in words.dates():
        if mention.days is not None and _meets(mention, tag):
            yield mention.days, Span(mention.start, mention.end), "tag-day"
            return


def _reason(tag: Tag, sentence: Sentence, words: _Words) -> _Reads:
    del sentence, words
    yield Motive(), Span(tag.start, tag.end), "tag-motive"


def _warning(tag: Tag, sentence: Sentence, words: _Words) -> _Reads:
    del sentence, words
    yield Notice(), Span(tag.start, tag.end), "tag-notice"


_READERS = {
    **{str(facet): _people for facet in COUNT_FACETS},
    "responsible": _doers,
    "target": _attacked,
    "means": _weapons,
    "place": _site,
    "date": _days,
    "motive": _reason,
    "notice": _warning,
}


def _best_inside(label: str, tag: Tag, words: _Words) -> tuple[Span, str]:
    """The surest words of a kind that the tag shares; the tag's own where there are none."""
    inner = words.inside(label, tag)
    if not inner:
        return _span(tag), "whole"
    return _span(max(inner, key=lambda other: other.score)), label


def _span(tag: Tag) -> Span:
    return Span(tag.start, tag.end)


def _meets(
    one: Span | Tag | ActorMention | Weapon | DateMention | ToponymMention, other: Span | Tag
) -> bool:
    return one.start < other.end and other.start < one.end


def _plain(words: str) -> str:
    return " ".join(words.split())
