"""The stages of training, one command each; `all` runs them in turn."""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

from rashomon.read.tagger import Tagger as Runtime
from rashomon_training import diet
from rashomon_training.encoder import Settings, Tagger, from_base
from rashomon_training.examples import Chunk, Example, base_model
from rashomon_training.exporting import export
from rashomon_training.fitting import Plan, fit
from rashomon_training.measuring import Score, score_spans, score_triples, tags_of
from rashomon_training.reporting import keep, table
from rashomon_training.schema import FACETS, WORDS
from rashomon_training.transitions import count_transitions

SEED = 13
# Pieces that the first stage runs over: twice through the public corpora.
FOUNDATION = 2_000_000
EPOCHS = 10  # of the second stage
RUNS = (SEED, SEED + 1)
ADAPTATION = Plan(0, 3e-4, 2e-3, 1e-4, fade=0.9, hold=2.0, averaged=0.25)
OWN = (*FACETS, *WORDS, "speaker")
# Which folders of the annotated corpus each direction learns from, and which it is scored on.
DIRECTIONS = {
    "a-to-b": (("seeds", "train-a", "train-c"), ("train-b",)),
    "b-to-a": (("train-b", "train-c"), ("seeds", "train-a")),
    "ab-to-c": (("seeds", "train-a", "train-b"), ("train-c",)),
}
ALONE = "a-to-b-alone"  # as a-to-b, from the plain encoder and without any public corpus
EVERYTHING = ("seeds", "train-a", "train-b", "train-c")


def say(line: str) -> None:
    """Print a line at once, so that a long run can be watched."""
    sys.stdout.write(f"{time.strftime('%H:%M:%S')} {line}\n")
    sys.stdout.flush()


def found(data: diet.Public, out: Path, pieces: int = FOUNDATION) -> None:
    """First stage: train on the public corpora alone."""

    def epoch(chance: random.Random) -> list[Chunk]:
        return diet.foundation(data, chance)

    model = from_base(base_model())
    fit(model, epoch, Plan(pieces), SEED, say)
    counts = count_transitions(epoch(random.Random(SEED)))
    torch.save({"state": model.state_dict(), "counts": counts}, out)


def adapt(
    data: diet.Public, base: Path, own: list[Example], out: Path, epochs: int = EPOCHS
) -> None:
    """Second stage: go on with annotated reports, the public heads held where they are.

    Runs that differ in their chance alone are averaged, weight by weight: that reads as well as
    asking each of them.
    """

    def epoch(chance: random.Random) -> list[Chunk]:
        return diet.adaptation(data, own, chance)

    teacher, counts = load(base)
    states = []
    for seed in RUNS:
        model, _ = load(base)
        once = sum(chunk.length for chunk in epoch(random.Random(seed)))
        say(f"{len(own)} reports, {once} pieces an epoch, seed {seed}")
        fit(model, epoch, replace(ADAPTATION, pieces=once * epochs), seed, say, teacher)
        states.append(model.state_dict())
    state = {name: sum(s[name] for s in states) / len(states) for name in states[0]}
    ours = count_transitions(epoch(random.Random(SEED)))
    counts = {**counts, **{head: ours[head] for head in OWN}}
    torch.save({"state": state, "counts": counts}, out)


def alone(own: list[Example], out: Path, epochs: int = EPOCHS) -> None:
    """Train the heads of our scheme without any public corpus, to see what those add."""

    def epoch(chance: random.Random) -> list[Chunk]:
        return diet.drawn(own, chance)

    model = from_base(base_model())
    once = sum(chunk.length for chunk in epoch(random.Random(SEED)))
    fit(model, epoch, replace(ADAPTATION, pieces=once * epochs), SEED, say)
    counts = count_transitions(epoch(random.Random(SEED)))
    torch.save({"state": model.state_dict(), "counts": counts}, out)


def load(path: Path) -> tuple[Tagger, dict[str, Any]]:
    """Return the model that a stage has left at `path`, with its counts of transitions."""
    saved = torch.load(path, weights_only=True)
    model = Tagger(Settings())
    model.load_state_dict(saved["state"])
    return model, saved["counts"]


def write(path: Path, folder: Path, about: dict[str, Any], *, is_small: bool) -> Path:
    """Export the model that a stage has left at `path`."""
    model, counts = load(path)
    return export(model, counts, folder, about, is_small=is_small)


def score_own(folder: Path, held: Sequence[Example]) -> dict[str, Score]:
    """Return the figures of a model on annotated reports."""
    tagger = Runtime(folder, threads=torch.get_num_threads())
    tagged = [(e, tags_of(tagger, e, OWN, own=True)) for e in held]
    scores = {head: s for (head, _), s in score_spans(tagged, OWN).items()}
    scores["all facets"] = sum((scores[f] for f in FACETS), Score())
    return scores


def score_public(data: diet.Public, folder: Path, path: Path) -> dict[str, Score]:
    """Return the figures of a model on what is held back of the public corpora."""
    tagger = Runtime(folder, threads=torch.get_num_threads())
    found: dict[str, Score] = {}
    for head, held in (
        ("attribution", data.held_attribution),
        ("entity", data.held_entities),
        ("role", data.held_roles),
    ):
        tagged = [(e, tags_of(tagger, e, (head,), own=False)) for e in held]
        scores = score_spans(tagged, (head,))
        found |= {f"{head} {label}": score for (_, label), score in scores.items()}
        found[head] = sum(scores.values(), Score())
        if head == "attribution":
            found["triples"] = score_triples(path / "polnear/dev.jsonl", tagged)
    return found


def propose(folder: Path, held: Sequence[Example], out: Path) -> None:
    """Write every tag of held-back reports, so that later stages can be built on them."""
    tagger = Runtime(folder, threads=torch.get_num_threads())
    found = {
        example.name: [
            {
                "head": tag.head,
                "facet": tag.label if tag.head in OWN else tag.head,
                "label": tag.label,
                "start": tag.start,
                "end": tag.end,
                "score": tag.score,
            }
            for tag in tags_of(tagger, example, _EVERY, own=True)
        ]
        for example in held
    }
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(found), encoding="utf-8")


_EVERY = (*OWN, "attribution", "stance", "voice", "entity", "role", "event")


def step(name: str, data: diet.Public, args: argparse.Namespace) -> None:
    """Run one step and measure what it gives, small and in 32 bits."""
    kept, base = args.run / f"{name}.pt", args.run / "base.pt"
    learned, held = DIRECTIONS.get(name.removesuffix("-alone"), ((), ()))
    if name == "base":
        found(data, kept, args.pieces)
    elif name == ALONE:
        alone(_reports(args, learned), kept, args.epochs)
    else:
        learned = learned or EVERYTHING
        adapt(data, base, _reports(args, learned), kept, args.epochs)
    about = {"trained_on": list(learned), "seed": SEED}
    unseen = _reports(args, held)
    for folder, is_small in ((f"{name}-full", False), (name, True)):
        model = write(kept, args.run / folder, about, is_small=is_small)
        scores = score_own(model, unseen) if held else score_public(data, model, args.data)
        keep(args.run / "figures.json", folder, scores)
        for key, score in scores.items():
            say(f"{folder:12} {key:24} {score}")
    if held:
        propose(args.run / name, unseen, args.run / "tags" / f"{name}.json")


def _reports(args: argparse.Namespace, folders: Sequence[str]) -> list[Example]:
    return diet.load_corpus([args.corpus / folder for folder in folders])


def main() -> None:
    """Run one command, or all of them."""
    steps = ["base", *DIRECTIONS, "final"]
    parser = argparse.ArgumentParser(prog="rashomon_training", description=__doc__)
    parser.add_argument("command", choices=[*steps, ALONE, "all", "table"])
    parser.add_argument("--corpus", type=Path, required=True, help="the annotated corpus")
    parser.add_argument("--data", type=Path, required=True, help="the public corpora")
    parser.add_argument("--run", type=Path, required=True, help="where results are kept")
    parser.add_argument("--pieces", type=int, default=FOUNDATION)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    args.run.mkdir(parents=True, exist_ok=True)
    if args.command != "table":
        data = diet.load_public(args.data, args.corpus)
        say("data loaded")
        for name in steps if args.command == "all" else [args.command]:
            step(name, data, args)
    sys.stdout.write(table(args.run / "figures.json"))


if __name__ == "__main__":
    main()
