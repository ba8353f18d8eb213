"""How well reports' incidents are linked, beside two plain ways to do it.

    python bench/linking_quality.py FOLDER… [--end-to-end] [--reader NAME] [--cache FILE]

Each folder holds annotated reports (NAME.json beside NAME.txt). Given the annotators' own claims
and incidents, only linking across reports is measured; with `--end-to-end` everything from the
text on. B3 is over all annotated incidents of all reports of a folder. "Joined" are the pairs of
them that were put together, "false" those of the joined that the annotators keep apart, as a share
of the joined and of all pairs.
"""

from __future__ import annotations

import argparse
import pickle
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from rashomon.evaluate import as_capture, load_annotations, score
from rashomon.evaluate.annotated import annotated_incidents
from rashomon.link import link
from rashomon.link.nearness import gap_km
from rashomon.link.pairs import compare, open_weights
from rashomon.link.portrait import Key, Portrait, portraits
from rashomon.locate import open_gazetteer
from rashomon.pipeline import read_captures
from rashomon.publish import reading_as_json
from rashomon.read import open_reader
from rashomon.records import Reading

Clusters = dict[Key, str]
Labels = Sequence[tuple[object, str]]


def as_shipped(readings: Sequence[Reading]) -> Clusters:
    """Link as `rashomon build` does."""
    return {key: i.incident_id for i in link(readings).incidents for key in i.members}


def same_day_and_place(readings: Sequence[Reading]) -> Clusters:
    """Chain all whose days meet and whose places overlap."""

    def are_one(one: Portrait, other: Portrait) -> bool:
        gap = gap_km(one.place, other.place)
        meets = one.date is not None and other.date is not None and one.date.meets(other.date)
        return meets and gap is not None and gap <= 0

    return chained(readings, are_one)


def single_link(readings: Sequence[Reading]) -> Clusters:
    """Chain all pairs that the pair model would join."""
    return chained(readings, lambda one, other: compare(one, other).score >= open_weights().join)


def chained(readings: Sequence[Reading], are_one: Callable[[Portrait, Portrait], bool]) -> Clusters:
    """Put together what any chain of pairs holds together."""
    found = portraits(readings)
    root = {p.key: p.key for p in found}

    def top(key: Key) -> Key:
        while root[key] != key:
            key = root[key]
        return key

    for one, other in combinations(found, 2):
        if one.key[0] != other.key[0] and are_one(one, other):
            root[top(one.key)] = top(other.key)
    return {key: str(top(key)) for key in root}


@dataclass(frozen=True)
class Figures:
    """What one way to link came to on one folder."""

    precision: float
    recall: float
    incidents: int
    joined: int
    false: int
    pairs: int

    @property
    def f1(self) -> float:
        """The harmonic mean of B3 precision and recall."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def measure(labels: Labels) -> Figures:
    """Score (found, wanted) labels by B3 and by pairs."""
    both, found, wanted = (
        Counter(labels),
        Counter(f for f, _ in labels),
        Counter(w for _, w in labels),
    )
    together = sum(n * (n - 1) // 2 for n in found.values())
    right = sum(n * (n - 1) // 2 for n in both.values())
    return Figures(
        sum(both[x] / found[x[0]] for x in labels) / len(labels),
        sum(both[x] / wanted[x[1]] for x in labels) / len(labels),
        len(labels),
        together,
        together - right,
        len(labels) * (len(labels) - 1) // 2,
    )


WAYS: dict[str, Callable[[Sequence[Reading]], Clusters]] = {
    "rashomon": as_shipped,
    "same day and place": same_day_and_place,
    "single link": single_link,
}


def given_claims(folder: Path) -> dict[str, Figures]:
    """Measure linking alone."""
    readings, wanted = annotated_incidents(folder)
    found = {way: cluster(readings) for way, cluster in WAYS.items()}
    return {way: measure([(of[key], wanted[key]) for key in wanted]) for way, of in found.items()}


def end_to_end(folder: Path, readings: Sequence[Reading]) -> dict[str, Figures]:
    """Measure linking of what was read."""
    annotated = load_annotations(folder)
    figures = {}
    for way, cluster in WAYS.items():
        keys = cluster(readings)
        plain = {r.report.name: reading_as_json(r, keys) for r in readings}
        figures[way] = measure(score(annotated, plain).clusters)
    return figures


def read(folder: Path, reader: str, cache: Path | None) -> list[Reading]:
    """Read a folder's reports from their texts, or take what an earlier run has kept."""
    kept: dict[tuple[str, str], list[Reading]] = {}
    if cache and cache.exists():
        kept = pickle.loads(cache.read_bytes())
    key = (str(folder.resolve()), reader)
    if key not in kept:
        kept[key] = list(
            read_captures(
                [as_capture(gold, text) for gold, text in load_annotations(folder)],
                reader=open_reader(reader),
                gazetteer=open_gazetteer(),
                on_skip=lambda error: print(f"skipped: {error}"),
            )
        )
        if cache:
            cache.write_bytes(pickle.dumps(kept))
    return kept[key]


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--end-to-end", action="store_true")
    parser.add_argument("--reader", default="rules")
    parser.add_argument("--cache", type=Path, help="keep what was read here, for the next run")
    asked = parser.parse_args()
    print(f"{'':10} {'':20} {'B3 P':>6} {'R':>6} {'F1':>6} {'joined':>7} {'false':>6}")
    for folder in asked.folders:
        if asked.end_to_end:
            found = end_to_end(folder, read(folder, asked.reader, asked.cache))
        else:
            found = given_claims(folder)
        for way, f in found.items():
            shares = f"{f.false / max(1, f.joined):.1%} of joined, {f.false / f.pairs:.2%} of all"
            print(
                f"{folder.name:10} {way:20} {f.precision:6.3f} {f.recall:6.3f} {f.f1:6.3f} "
                f"{f.joined:7} {f.false:6}  {shares}"
            )


if __name__ == "__main__":
    main()
