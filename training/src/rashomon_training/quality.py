"""What the embedded reader gains over rules on reports that its model has not seen, as a table.

    python -m rashomon_training.quality --corpus ../shared/corpus --run build

Each direction's reader is what is shipped but for what it has learned from: the tags of the
direction's model (`tags/NAME.json`) and the weights learned on the same folders
(`NAME/weighing.json`). The rules are one and the same everywhere, and were written
reading `seeds`, `train-a`, `train-c` and half of `train-b`. What is printed stands in
docs/quality.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from rashomon.evaluate import Scores, as_capture, load_annotations, score
from rashomon.link import link
from rashomon.locate import open_gazetteer
from rashomon.pipeline import read_captures
from rashomon.publish import incident_keys, reading_as_json
from rashomon.read import Reader, open_reader
from rashomon.read.document import Document
from rashomon.read.embedded import EmbeddedReader
from rashomon.read.tags import Tag
from rashomon.read.weighing import open_weights

__all__ = ["Recorded", "figures", "table"]

# Which folder is scored by which direction, and what is to be reached as the mean of two.
SCORED = {"train-a": "b-to-a", "train-b": "a-to-b", "train-c": "ab-to-c"}
GOALS = {
    "claims": "0.65",
    "killed": "0.82",
    "injured": "0.82",
    "responsible": "0.65",
    "date": "0.65",
    "place": "0.62",
    "means": "0.62",
    "target": "0.50",
    "speaker": "0.88",
    "chain": "0.80",
    "stance": "0.96",
    "not affirmed": "0.55",
    "incidents": "0.82",
}


class Recorded:
    """Gives the tags that a model has left of reports, in place of the model."""

    fingerprint = "0" * 16

    def __init__(self, path: Path) -> None:
        """Take the tags in the file at `path`: lists of them by the reports' names."""
        self._tags: Mapping[str, Iterable[Mapping[str, Any]]] = json.loads(path.read_text("utf-8"))

    def tag(self, document: Document, heads: Collection[str] | None = None) -> tuple[Tag, ...]:
        """Return the tags recorded of a document, of some heads or of all."""
        return tuple(
            Tag(told["head"], told["label"], told["start"], told["end"], told["score"])
            for told in self._tags[document.report.name]
            if heads is None or told["head"] in heads
        )


def read_and_score(folder: Path, reader: Reader) -> Scores:
    """Read the reports of an annotated folder from their texts alone, and score what is found."""
    annotated = load_annotations(folder)
    captures = [as_capture(gold, text) for gold, text in annotated]

    def fail(error: Exception) -> None:
        raise error

    readings = list(
        read_captures(captures, reader=reader, gazetteer=open_gazetteer(), on_skip=fail)
    )
    keys = incident_keys(link(readings))
    return score(annotated, {r.report.name: reading_as_json(r, keys) for r in readings})


def figures(scores: Scores) -> dict[str, float]:
    """Return the figures that have goals, and those of all facets, by name."""
    found = {facet: counts.f1 for facet, counts in scores.facets.items()}
    return {
        "claims": scores.claims.f1,
        **found,
        "speaker": scores.speaker,
        "chain": scores.chain,
        "stance": scores.stance,
        "not affirmed": scores.not_affirmed.f1,
        "incidents": scores.incidents.f1,
    }


def table(rules: Mapping[str, Mapping[str, float]], ours: Mapping[str, Mapping[str, float]]) -> str:
    """Lay figures by folder out side by side, with the mean of the two directions."""
    lines = [
        "| F1, or share | goal | rules: train-a | train-b | mean "
        "| embedded: b→a | **a→b** | **mean** | rules: train-c | ab→c |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for name, goal in GOALS.items():
        cells = []
        for told in (rules, ours):
            pair = [told[folder].get(name, 0.0) for folder in ("train-a", "train-b")]
            cells.append([*pair, sum(pair) / 2])
        (a, b, mean), (our_a, our_b, our_mean) = cells
        other = [told["train-c"].get(name, 0.0) for told in (rules, ours)]
        lines.append(
            f"| {name} | {goal} | {a:.3f} | {b:.3f} | {mean:.3f} | {our_a:.3f} | **{our_b:.3f}** "
            f"| **{our_mean:.3f}** | {other[0]:.3f} | {other[1]:.3f} |"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    """Score rules and each direction's reader, and print the table."""
    parser = argparse.ArgumentParser(prog="rashomon_training.quality", description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="the annotated corpus")
    parser.add_argument("--run", type=Path, required=True, help="where training left its results")
    args = parser.parse_args()
    rules, ours = {}, {}
    for folder, direction in SCORED.items():
        rules[folder] = figures(read_and_score(args.corpus / folder, open_reader("rules")))
        tagger = Recorded(args.run / "tags" / f"{direction}.json")
        weights = open_weights(args.run / direction)
        reader = EmbeddedReader(tagger, weights)
        ours[folder] = figures(read_and_score(args.corpus / folder, reader))
    sys.stdout.write(table(rules, ours))


if __name__ == "__main__":
    main()
