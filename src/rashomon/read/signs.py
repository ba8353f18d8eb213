"""Signs for and against a candidate: what rules, tags and the words around it tell.

A sign is a name with a number, mostly between 0 and 1. The weights in `model/weighing.json` are
learned by name, and a name without a weight counts for nothing, so that a new rule or head does
no harm before the weights are learned anew.

Left out, since leaving them out read reports of unseen incidents better: where in the report a
candidate stands, how long it and its sentence are, what tags of other facets cover it, and which
other candidates stand beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rashomon.read.candidates import Candidate, is_same_value
from rashomon.read.document import Document, within
from rashomon.read.findings import LEAST_CONFIDENCE
from rashomon.read.tags import Tag
from rashomon.read.violence import Trigger
from rashomon.records import CountValue, DateConstraint, DateInterval, Facet, Span, TargetValue

__all__ = ["Signs", "signs_of"]

Signs = Mapping[str, float]

# Tolls are right or wrong for the same reasons.
_GROUPS = {Facet.KILLED: "toll", Facet.INJURED: "toll", Facet.CASUALTIES: "toll"}
# Heads that tell of the words of a value; the others tell of all words of the evidence.
_OF_KEY = frozenset("entity role event who what where speaker".split())
_OF_ALL = frozenset(
    (("attribution", "content"), ("attribution", "source"), ("stance", "deny"),
     ("stance", "uncertain"))
)  # fmt: skip
_LEAST_SHARE = 0.3  # of the shorter of candidate and tag, from which they are the same words
# Signs that mean another thing for each group, and for what rules and what tags alone found.
_CROSSED = ("own", "tagged", "confidence", "vague", "elsewhere")

_Kinds = dict[tuple[str, str], list[Tag]]


def signs_of(
    document: Document,
    candidates: Sequence[Candidate],
    triggers: Sequence[Trigger],
    tags: Sequence[Tag],
) -> list[Signs]:
    """Return the signs of each candidate; triggers stand in the order of the text."""
    kinds: dict[int, _Kinds] = defaultdict(lambda: defaultdict(list))
    for tag in tags:
        sentence = document.sentence_at(tag.start)
        if sentence is not None:
            kinds[sentence.index][tag.head, tag.label].append(tag)
    alike: dict[Facet, list[Candidate]] = defaultdict(list)
    rank: list[int] = []  # of each candidate among those of its facet
    kept: dict[int, int] = defaultdict(int)
    for candidate in candidates:
        rank.append(len(alike[candidate.finding.facet]))
        alike[candidate.finding.facet].append(candidate)
        kept[candidate.sentence] += candidate.is_kept
    around = {
        index: _violence(document, index, triggers)
        for index in {candidate.sentence for candidate in candidates}
    }
    return [
        _crossed(
            candidate,
            {
                **_agreement(candidate, kinds[candidate.sentence]),
                **_elsewhere(candidate, alike[candidate.finding.facet], at),
                **_value(candidate),
                **around[candidate.sentence],
                "ruled": min(8.0, kept[candidate.sentence]),
            },
        )
        for candidate, at in zip(candidates, rank, strict=True)
    ]


def _agreement(candidate: Candidate, kinds: _Kinds) -> dict[str, float]:
    """What the rules and the tagger say of the candidate's words."""
    finding = candidate.finding
    words = Span(finding.start, finding.end)
    facet = str(finding.facet)
    signs = {"own": max(_best(words, kinds.get((facet, facet), ())), candidate.tagged)}
    if candidate.is_ruled:
        signs["tagged"] = candidate.tagged
        signs["confidence"] = finding.confidence
        signs["doubtful"] = float(finding.confidence < LEAST_CONFIDENCE)
        signs["passed over"] = float(not candidate.is_kept)
        signs[f"rule {finding.rule}"] = 1.0
    else:
        signs |= {f"rule {rule}": 1.0 for rule in candidate.tag_rules}
    for (head, label), tags in kinds.items():
        if head in _OF_KEY:
            signs[f"key {head} {label}"] = _best(candidate.key, tags)
        elif (head, label) in _OF_ALL:
            signs[f"all {label}"] = _best(words, tags)
    return signs


def _best(span: Span, tags: Iterable[Tag]) -> float:
    """The highest score of the tags that share enough words with a span."""
    best = 0.0
    for tag in tags:
        common = min(tag.end, span.end) - max(tag.start, span.start)
        if common >= _LEAST_SHARE * min(tag.end - tag.start, span.end - span.start):
            best = max(best, tag.score)
    return best


_REACH = 60  # candidates of a facet before and after, in which the same is looked for


def _elsewhere(candidate: Candidate, alike: Sequence[Candidate], at: int) -> dict[str, float]:
    """Whether other sentences tell the same; `at` is the candidate's place among those alike."""
    others = [
        other
        for other in alike[max(0, at - _REACH) : at + _REACH]
        if other.sentence != candidate.sentence and is_same_value(other.finding, candidate.finding)
    ]
    return {
        "elsewhere": min(3.0, len(others)),
        "ruled elsewhere": float(any(other.is_ruled for other in others)),
    }


def _value(candidate: Candidate) -> dict[str, float]:
    match candidate.finding.value:
        case CountValue(reach, who):
            return {
                "nobody": float(reach.high == 0),
                "one person": float(reach.low == reach.high == 1),
                "people": float((reach.low, reach.high) == (2, None)),
                "a hundred": float((reach.low or reach.high or 0) >= 100),
                "told who": float(who is not None),
            }
        case DateInterval() as days:
            return {"days": min(40, days.days) / 10}
        case DateConstraint():
            return {"days": 0.1}  # what a weekday means is one day, told or not
        case TargetValue(_, actor):
            return {"known target": float(actor is not None)}
        case _:
            return {}


def _violence(document: Document, index: int, triggers: Sequence[Trigger]) -> dict[str, float]:
    """What the words of violence in a candidate's sentence are like."""
    if index < 0:
        return {}
    sentence = document.sentences[index]
    inside = within(triggers, sentence.start, sentence.end)

    def are_all(marks: Iterable[bool]) -> float:
        return float(bool(inside) and all(marks))

    return {
        "peaceful": float(not inside),
        "general": are_all(t.is_general for t in inside),
        "hypothetical": are_all(t.is_hypothetical for t in inside),
        "vague": are_all(t.is_general or t.is_hypothetical for t in inside),
        "anaphoric": are_all(t.is_anaphoric for t in inside),
        "triggers": min(4.0, len(inside)),
    }


def _crossed(candidate: Candidate, signs: Mapping[str, float]) -> Signs:
    """Add the signs that mean another thing for each group, and for rules and tags."""
    facet = candidate.finding.facet
    group = _GROUPS.get(facet, str(facet))
    origin = "ruled" if candidate.is_ruled else "tagged only"
    crossed = {name: value for name, value in signs.items() if value}
    for name, value in list(crossed.items()):
        if name in _CROSSED:
            crossed[f"{group}: {name}"] = value
            crossed[f"{origin}: {name}"] = value
            crossed[f"{group}, {origin}: {name}"] = value
        elif name.startswith(("key ", "all ")):
            crossed[f"{group}: {name}"] = value
    crossed[f"facet {facet}"] = crossed[f"origin {origin}"] = crossed[f"{group}, {origin}"] = 1.0
    return crossed
