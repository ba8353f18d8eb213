"""Learns how far findings can be believed: the weights of `rashomon.read.weighing`.

Every annotated report is read by rules and by the tags of a model that has not seen it. Each
candidate is right where an annotated claim agrees with it, as scoring has it; each annotated
claim makes one candidate right. The rules were written reading all folders but half of train-b,
and look better on them than they are elsewhere: what counts is what is learned of that half.

Candidates of one report, of reports that tell of one incident and of copies are alike: what was
learned on one is no news on the other. So reports are left out by such groups (`groups_of`).
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import ExtraTreesClassifier

from rashomon.clean import clean
from rashomon.evaluate import Counts, agreements, as_capture, load_annotations
from rashomon.locate import Gazetteer, locate, open_gazetteer
from rashomon.publish.readings import claim_as_json
from rashomon.read.candidates import Candidate, gather
from rashomon.read.document import parse
from rashomon.read.findings import find_all
from rashomon.read.signs import Signs, signs_of
from rashomon.read.tags import Tag
from rashomon.read.violence import find_triggers
from rashomon.read.weighing import FORMAT, Weights, lay_out
from rashomon.records import (
    Claim,
    Facet,
    Mention,
    PlaceValue,
    Reading,
    Span,
)

__all__ = ["Example", "Told", "fit", "folds", "groups_of", "load", "measure"]

# Which folder's tags come from which direction's model, which has not seen it.
TAGS = {"seeds": "b-to-a", "train-a": "b-to-a", "train-b": "a-to-b", "train-c": "ab-to-c"}
# Set by leaving groups out of all folders: fewer trees and larger leaves lose up to a point on
# train-b; more trees gain nothing.
TREES, LEAST_LEAF, SHARE_ASKED = 60, 4, 0.2
SEED = 13
# From which chance on: F1 hardly moves between 0.25 and 0.4, and between 0.5 and 0.6. What tags
# alone propose is asked for more: tags know other wars and styles less well.
LEAST_RULED, LEAST_TAGGED = 0.3, 0.5
# Tolls that rules find are right nine times in ten, and doubt gained nothing there; of the others
# the corpus holds too few examples to doubt a rule by.
UNWEIGHED = (
    Facet.KILLED,
    Facet.INJURED,
    Facet.CASUALTIES,
    Facet.STRENGTH,
    Facet.MOTIVE,
    Facet.NOTICE,
)
DIRECTIONS = {
    "a-to-b": (("seeds", "train-a", "train-c"), ("train-b",)),
    "b-to-a": (("train-b", "train-c"), ("seeds", "train-a")),
    "ab-to-c": (("seeds", "train-a", "train-b"), ("train-c",)),
}


@dataclass(frozen=True, slots=True)
class Example:
    """A candidate with its signs, and the annotated claims (by index) that agree with it.

    `is_right` is set where one of those is its own. `is_placed` is not set for places that the
    gazetteer does not know: those are dropped when they are doubtful.
    """

    candidate: Candidate
    signs: Signs
    agrees: frozenset[int]
    is_right: bool
    is_placed: bool


@dataclass(frozen=True, slots=True)
class Told:
    """An annotated report: its candidates, and the facets of its annotated claims."""

    name: str
    folder: str
    examples: tuple[Example, ...]
    wanted: tuple[str, ...]
    incidents: frozenset[str]
    shingles: frozenset[tuple[str, ...]]


def load(corpus: Path, folders: Iterable[str], tags: Path) -> list[Told]:
    """Read the reports of some folders, each with the tags of the model that has not seen it."""
    gazetteer = open_gazetteer()
    told = []
    for folder in folders:
        tagged = json.loads((tags / f"{TAGS[folder]}.json").read_text(encoding="utf-8"))
        for gold, text in load_annotations(corpus / folder):
            told.append(_told(gold, text, _tags(tagged[gold["id"]]), folder, gazetteer))
    return told


def _tags(lines: Iterable[Mapping[str, Any]]) -> tuple[Tag, ...]:
    return tuple(Tag(t["head"], t["label"], t["start"], t["end"], t["score"]) for t in lines)


def _told(
    gold: Mapping[str, Any], text: str, tags: Sequence[Tag], folder: str, gazetteer: Gazetteer
) -> Told:
    document = parse(clean(as_capture(gold, text)))
    triggers = sorted(find_triggers(document), key=lambda trigger: trigger.start)
    candidates = gather(document, find_all(document), triggers, tags)
    signs = signs_of(document, candidates, triggers, tags)
    # One mention for each candidate, so that places can be resolved and claims told apart.
    evidence = [c.finding.evidence(document.text) for c in candidates]
    mentions = tuple(Mention(i, Span(e.start, e.end)) for i, e in enumerate(evidence))
    claims = tuple(
        Claim(document.report.report_id, i, c.finding.facet, c.finding.value, e)
        for i, (c, e) in enumerate(zip(candidates, evidence, strict=True))
    )
    located = locate(Reading(document.report, "candidates", mentions, claims), gazetteer)
    lines = [{**claim_as_json(c), "candidate": c.mention} for c in located.claims]
    wanted, offered, pairs = agreements(gold, {"claims": lines}, text)
    number = {id(want): at for at, want in enumerate(wanted)}
    agrees: dict[int, set[int]] = defaultdict(set)
    for want, line in pairs:
        agrees[line["candidate"]].add(number[id(want)])
    placed = {
        c.mention
        for c in located.claims
        if not isinstance(c.value, PlaceValue) or c.value.is_resolved
    }
    kept = sorted({line["candidate"] for line in offered})
    examples = [
        Example(candidates[i], signs[i], frozenset(agrees[i]), False, i in placed) for i in kept
    ]
    words = re.findall(r"\w+", text.casefold())
    return Told(
        name=gold["id"],
        folder=folder,
        examples=tuple(_settled(examples)),
        wanted=tuple(want["facet"] for want in wanted),
        incidents=frozenset(incident["key"] for incident in gold["incidents"]),
        shingles=frozenset(tuple(words[i : i + 6]) for i in range(len(words) - 5)),
    )


def _settled(examples: Sequence[Example]) -> list[Example]:
    """Give each annotated claim to one candidate: the surest, those of rules first."""
    used: set[int] = set()
    right: set[int] = set()

    def rank(at: int) -> tuple[float, int]:
        example = examples[at]
        bonus = 0.5 if example.candidate.is_ruled else 0.0
        return -(example.signs.get("own", 0.0) + bonus), example.candidate.finding.start

    for at in sorted(range(len(examples)), key=rank):
        free = sorted(examples[at].agrees - used)
        if free:
            used.add(free[0])
            right.add(at)
    return [replace(example, is_right=at in right) for at, example in enumerate(examples)]


def fit(told: Sequence[Told]) -> Weights:
    """Learn trees on reports, with one seed: the same reports give the same trees."""
    rows = [(e.signs, e.is_right) for report in told for e in report.examples]
    names = sorted({name for own, _ in rows for name in own})
    column = {name: at for at, name in enumerate(names)}
    signs = np.zeros((len(rows), len(names)), np.float32)
    for at, (own, _) in enumerate(rows):
        for name, value in own.items():
            signs[at, column[name]] = value
    forest = ExtraTreesClassifier(
        TREES, min_samples_leaf=LEAST_LEAF, max_features=SHARE_ASKED, random_state=SEED
    )
    forest.fit(signs, [is_right for _, is_right in rows])
    return Weights(
        fingerprint="",
        trees=lay_out(names, [_plain(grown.tree_) for grown in forest.estimators_]),
        least_ruled=LEAST_RULED,
        least_tagged=LEAST_TAGGED,
        unweighed=frozenset(UNWEIGHED),
    )


def _plain(tree: Any) -> dict[str, list[Any]]:
    """Return a grown tree as lists, each node before all those that it leads to."""
    inner = tree.children_left >= 0
    assert (tree.children_left[inner] == np.flatnonzero(inner) + 1).all()
    chance = tree.value[:, 0, -1] / tree.value[:, 0].sum(axis=1)
    return {
        "asks": np.where(inner, tree.feature, -1).tolist(),
        "limits": np.where(inner, tree.threshold, chance).round(4).tolist(),
        "others": np.where(inner, tree.children_right, 0).tolist(),
    }


def groups_of(told: Sequence[Told], share: float = 0.05) -> list[list[int]]:
    """Return the indexes of reports in groups: of one incident, or with shared runs of words."""
    group = list(range(len(told)))
    for one, first in enumerate(told):
        for other, second in enumerate(told[:one]):
            common = len(first.shingles & second.shingles)
            is_copy = common > share * min(len(first.shingles), len(second.shingles))
            if first.incidents & second.incidents or is_copy:
                old, new = group[one], group[other]
                group = [new if at == old else at for at in group]
    found: dict[int, list[int]] = defaultdict(list)
    for at, number in enumerate(group):
        found[number].append(at)
    return list(found.values())


def folds(told: Sequence[Told], count: int, seed: int) -> Iterator[tuple[set[int], list[int]]]:
    """Yield the indexes to learn on and those left out, groups kept together."""
    groups = groups_of(told)
    random.Random(seed).shuffle(groups)
    groups.sort(key=len, reverse=True)
    parts: list[list[int]] = [[] for _ in range(count)]
    for group in groups:
        min(parts, key=len).extend(group)
    for part in parts:
        learned = set(range(len(told))) - set(part)
        if part and learned:
            yield learned, part


def measure(told: Iterable[Told], weights: Weights | None) -> dict[str, Counts]:
    """Count by facet what weights claim, incidents left aside; None stands for rules alone."""
    counts: dict[str, Counts] = defaultdict(Counts)
    for report in told:
        claimed = _claimed(report.examples, weights)
        used: set[int] = set()
        for at, facet in enumerate(report.wanted):
            hit = next((i for i, e in enumerate(claimed) if i not in used and at in e.agrees), None)
            used |= set() if hit is None else {hit}
            counts[facet] += Counts(right=hit is not None, wanted=1)
        for facet, found in Counter(str(e.candidate.finding.facet) for e in claimed).items():
            counts[facet] += Counts(found=found)
    return counts


def _claimed(examples: Sequence[Example], weights: Weights | None) -> list[Example]:
    if weights is None:
        chances = [example.candidate.finding.confidence for example in examples]
        kept = [example.candidate.is_kept for example in examples]
    else:
        chances = weights.trees.chances([example.signs for example in examples])
        kept = [
            weights.is_claim(example.candidate, chance)
            for example, chance in zip(examples, chances, strict=True)
        ]
    # The gazetteer's word against a doubtful place: see `rashomon.locate`.
    return [
        example
        for example, chance, is_kept in zip(examples, chances, kept, strict=True)
        if is_kept and (example.is_placed or chance >= 0.5)
    ]


def _write(folder: Path, weights: Weights, told: Sequence[Told]) -> None:
    """Leave weights beside the model of a direction, as `rashomon.read.weighing` opens them."""
    trees = weights.trees
    ends = [*trees.roots[1:], len(trees.asks)]
    content = {
        "format": FORMAT,
        "trained_on": sorted({report.folder for report in told}),
        "candidates": sum(len(report.examples) for report in told),
        "least_ruled": weights.least_ruled,
        "least_tagged": weights.least_tagged,
        "unweighed": sorted(weights.unweighed),
        "signs": trees.signs,
        "trees": [
            {
                "asks": trees.asks[root:end].tolist(),
                "limits": trees.limits[root:end].tolist(),
                "others": [max(0, node - root) for node in trees.others[root:end].tolist()],
            }
            for root, end in zip(trees.roots.tolist(), ends, strict=True)
        ],
    }
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, separators=(",", ":")) + "\n"
    (folder / "weighing.json").write_text(text, encoding="utf-8")


def _say(name: str, counts: Mapping[str, Counts]) -> None:
    total = sum(counts.values(), Counts())
    facets = "  ".join(f"{f} {c.f1:.3f}" for f, c in counts.items() if c.wanted > 5)
    sys.stdout.write(
        f"{name:26} P {total.precision:.3f} R {total.recall:.3f} F1 {total.f1:.3f}  {facets}\n"
    )
    sys.stdout.flush()


def _left_out(told: Sequence[Told], seeds: int) -> Iterator[dict[str, dict[str, Counts]]]:
    """Yield, seed by seed, the counts of each folder by weights that have not seen its groups."""
    for seed in range(seeds):
        counts: dict[str, dict[str, Counts]] = defaultdict(lambda: defaultdict(Counts))
        for learned, held in folds(told, 6, seed):
            weights = fit([told[at] for at in learned])
            for at in held:
                for facet, count in measure([told[at]], weights).items():
                    counts[told[at].folder][facet] += count
        yield counts


def main() -> None:
    """Measure by directions and by leaving groups out; write the weights learned on all."""
    parser = argparse.ArgumentParser(prog="rashomon_training.weighing", description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="the annotated corpus")
    parser.add_argument("--run", type=Path, required=True, help="where results are kept")
    parser.add_argument("--tags", type=Path, help="tags of unseen reports, if not RUN/tags")
    parser.add_argument("--seeds", type=int, default=3, help="how often groups are left out anew")
    args = parser.parse_args()
    told = load(args.corpus, TAGS, args.tags or args.run / "tags")

    def of(folders: Iterable[str]) -> list[Told]:
        return [report for report in told if report.folder in folders]

    for folder in TAGS:
        _say(f"rules: {folder}", measure(of([folder]), None))
    for name, (learned, held) in DIRECTIONS.items():
        weights = fit(of(learned))
        _write(args.run / name, weights, of(learned))
        for folder in held:
            _say(f"{name}: {folder}", measure(of([folder]), weights))
    runs = list(_left_out(told, args.seeds))
    for folder in TAGS:
        f1s = [sum(run[folder].values(), Counts()).f1 for run in runs]
        _say(f"groups left out: {folder}", runs[0][folder])
        sys.stdout.write(f"{'':26} mean {np.mean(f1s):.4f}, sd {np.std(f1s):.4f}\n")
    _write(args.run / "final", fit(told), told)


if __name__ == "__main__":
    main()
