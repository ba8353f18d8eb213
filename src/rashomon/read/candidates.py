"""What may become a claim: the findings of rules and of tags, each value once for the same words.

Where both kinds find the same, the rule's finding stands for both, since its words and its
stance are better understood; that the tagger agrees is kept with it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rashomon.read.actors import mask_sentences
from rashomon.read.document import Document, Finding
from rashomon.read.findings import once, particular
from rashomon.read.proposals import propose
from rashomon.read.tags import Tag
from rashomon.read.violence import Trigger
from rashomon.records import (
    CountValue,
    DateConstraint,
    DateInterval,
    Facet,
    PlaceValue,
    ResponsibleValue,
    Span,
    TargetValue,
)

__all__ = ["Candidate", "gather", "is_same_value"]

_LEAST_SHARE = 0.3  # of the shorter of two stretches, from which they are the same words


@dataclass(frozen=True, slots=True)
class Candidate:
    """A finding that may become a claim.

    `key` are the words that carry its value, `sentence` the index of the sentence it stands in.
    `is_ruled` is set where a rule found it, `is_kept` where the rule reader would claim it.
    `tagged` is the score of the surest tag that was read as the same value, 0 for none, and
    `tag_rules` say how such tags were read.
    """

    finding: Finding
    key: Span
    sentence: int
    is_ruled: bool
    is_kept: bool = False
    tagged: float = 0.0
    tag_rules: frozenset[str] = frozenset()


def gather(
    document: Document,
    findings: Iterable[Finding],
    triggers: Sequence[Trigger],
    tags: Sequence[Tag],
) -> list[Candidate]:
    """Join what rules found, doubtful or not, with what tags propose, in the order of the text."""
    found = list(findings)
    kept = {_name(f) for f in particular(document, once(found), triggers)}
    pool = _Pool(document)
    # Those that the rule reader would claim come first, then the others by their certainty.
    for finding in sorted(found, key=lambda f: (_name(f) not in kept, -f.confidence, f.start)):
        if pool.place_of(finding) is None:
            is_kept = _name(finding) in kept
            pool.add(Candidate(finding, _key_of(finding, document), 0, True, is_kept=is_kept))
    proposals = sorted(
        propose(document, tags), key=lambda p: (-p.finding.confidence, p.finding.start)
    )
    for proposal in proposals:
        finding = proposal.finding
        at = pool.place_of(finding)
        if at is None:
            at = pool.add(Candidate(finding, proposal.key, 0, False))
        pool.second(at, finding)
    return sorted(pool.candidates, key=lambda c: (c.finding.start, c.finding.end, c.finding.facet))


class _Pool:
    """The candidates so far, those of one facet and sentence quick to find."""

    def __init__(self, document: Document) -> None:
        self.candidates: list[Candidate] = []
        self._document = document
        self._near: dict[tuple[Facet, int], list[int]] = defaultdict(list)

    def place_of(self, finding: Finding) -> int | None:
        """Return the index of the candidate that says the same of the same words."""
        for at in self._near[finding.facet, self._sentence(finding)]:
            other = self.candidates[at].finding
            if is_same_value(finding, other) and _shares(finding, other):
                return at
        return None

    def add(self, candidate: Candidate) -> int:
        """Take in a new candidate; return its index."""
        sentence = self._sentence(candidate.finding)
        self._near[candidate.finding.facet, sentence].append(len(self.candidates))
        self.candidates.append(replace(candidate, sentence=sentence))
        return len(self.candidates) - 1

    def second(self, at: int, finding: Finding) -> None:
        """Note that a tag says the same as the candidate at an index."""
        candidate = self.candidates[at]
        self.candidates[at] = replace(
            candidate,
            tagged=max(candidate.tagged, finding.confidence),
            tag_rules=candidate.tag_rules | {finding.rule},
        )

    def _sentence(self, finding: Finding) -> int:
        sentence = self._document.sentence_at(finding.start)
        return sentence.index if sentence else -1


def _name(finding: Finding) -> tuple[object, ...]:
    return finding.facet, finding.start, finding.end, finding.rule, finding.value


def _shares(one: Finding, other: Finding) -> bool:
    common = min(one.end, other.end) - max(one.start, other.start)
    return common >= _LEAST_SHARE * min(one.end - one.start, other.end - other.start)


def is_same_value(one: Finding, other: Finding) -> bool:
    """Tell whether two findings say the same of their facet, however they word it."""
    if one.facet is not other.facet:
        return False
    match one.value, other.value:
        case CountValue(reach), CountValue(others):
            return reach == others
        case TargetValue(what, actor), TargetValue(others_what, others_actor):
            return _share_words(what, others_what) or (actor is not None and actor == others_actor)
        case PlaceValue(words), PlaceValue(others_words):
            return _share_words(words, others_words)
        case (
            (DateInterval() | DateConstraint()) as days,
            (DateInterval() | DateConstraint()) as others_days,
        ):
            return days.meets(others_days)
        case value, others_value:
            return value == others_value


_EMPTY = frozenset("the a an of in on to by s and its his their from for near at".split())


def _share_words(one: str, other: str) -> bool:
    """Tell whether two phrases share half of the shorter one's telling words."""
    words, others = _telling(one), _telling(other)
    return bool(words and others) and 2 * len(words & others) >= min(len(words), len(others))


@lru_cache(maxsize=1024)  # a phrase is held against all others of its report
def _telling(phrase: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", phrase.casefold())) - _EMPTY


def _key_of(finding: Finding, document: Document) -> Span:
    """The words of a rule's finding that carry its value; all of them where none stand out."""
    whole = Span(finding.start, finding.end)
    match finding.value:
        case ResponsibleValue(actor):
            sentence = document.sentence_at(finding.start)
            mentions = mask_sentences(document)[sentence.index].mentions if sentence else ()
            for mention in mentions:
                inside = finding.start <= mention.start and mention.end <= finding.end
                if inside and mention.actor.name == actor:
                    return Span(mention.start, mention.end)
        case TargetValue(what) | PlaceValue(what):
            evidence = document.text[finding.start : finding.end].replace("\n", " ")
            at = evidence.find(what)
            if what and at >= 0:
                return Span(finding.start + at, finding.start + at + len(what))
        case _:
            pass
    return whole
