"""The model trains, and what is exported gives what was trained."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest
import torch

from rashomon.read.document import parse
from rashomon.read.tagger import Tagger as Runtime
from rashomon.records import Report
from rashomon_training.encoder import Settings, Tagger
from rashomon_training.examples import Chunk, cut, empty, open_tokenizer, to_examples
from rashomon_training.exporting import export
from rashomon_training.fitting import Mean, Plan, batches, fit, inputs
from rashomon_training.schema import FACETS, HEADS, columns
from rashomon_training.transitions import count_transitions

SMALL = Settings(width=32, inner=64, heads=2, layers=1)
TEXT = "Two people were killed in Mekra on Monday."


def _chunk() -> Chunk:
    example = empty(cut("one", TEXT, open_tokenizer()), *FACETS)
    example.mark("killed", 0, 0, 22)
    example.mark("place", 0, 23, 31)
    return next(to_examples(example, 500, random.Random(0)))


@pytest.fixture(scope="module")
def trained() -> Tagger:
    """A tiny model that has learned one sentence by heart."""
    torch.manual_seed(0)
    model = Tagger(SMALL)
    torch.set_num_threads(1)  # a second one mostly waits at this size
    plan = Plan(12_000, rate=3e-3, new_rate=3e-2, batch=128)
    fit(model, lambda _: [_chunk()] * 50, plan, 13, lambda _: None)
    return model


def test_batches_keep_to_their_size() -> None:
    """Padding counted in, no batch is larger than asked for, and no chunk is lost."""
    packed = batches([_chunk()] * 23, 64, random.Random(0))
    assert sum(map(len, packed)) == 23
    assert all(len(batch) * batch[0].length <= 64 for batch in packed)


@pytest.mark.parametrize("is_small", [False, True], ids=["full", "int8"])
def test_the_exported_model_finds_what_was_learned(
    trained: Tagger, tmp_path: Path, *, is_small: bool
) -> None:
    """Rashomon's own tagger reads the folder and gives the trained spans."""
    counts = count_transitions([_chunk()])
    folder = export(trained, counts, tmp_path / "model", {"seed": 13}, is_small=is_small)
    tags = Runtime(folder).tag(parse(Report("r", "r", "r", TEXT)), FACETS)
    best = {t.head: TEXT[t.start : t.end] for t in sorted(tags, key=lambda t: t.score)}
    assert best["killed"] == "Two people were killed"
    assert best["place"] == "in Mekra"
    assert json.loads((folder / "tagger.json").read_text())["seed"] == 13


def test_padding_changes_nothing(trained: Tagger) -> None:
    """A chunk gives the same numbers alone and beside a longer one."""
    words = _chunk().words
    trained.eval()
    with torch.no_grad():
        alone = trained(*inputs([words]))[0]
        beside = trained(*inputs([words, words * 3]))[0, : alone.shape[0]]
    np.testing.assert_allclose(alone.numpy(), beside.numpy(), atol=1e-4)


def test_a_teacher_holds_the_public_heads() -> None:
    """What the public heads say moves less where a teacher is followed."""
    torch.manual_seed(0)
    first = Tagger(SMALL)
    with torch.no_grad():
        first.public.weight.normal_(std=1.0)
    begin = min(columns()[head.name][0] for head in HEADS if head.is_public)
    words = inputs([_chunk().words])
    moved = []
    for hold in (0.0, 20.0):
        model = Tagger(SMALL)
        model.load_state_dict(first.state_dict())
        plan = Plan(4_000, rate=3e-3, new_rate=3e-2, public_rate=3e-3, hold=hold, batch=128)
        fit(model, lambda _: [_chunk()] * 50, plan, 13, lambda _: None, first)
        with torch.no_grad():
            shares = [torch.softmax(m.eval()(*words)[..., begin:], dim=-1) for m in (first, model)]
        moved.append(float((shares[0] - shares[1]).abs().sum()))
    assert moved[1] < 0.5 * moved[0]


def test_the_mean_of_weights() -> None:
    """Weights end at the mean of where they were counted in, and stay if they never were."""
    weight = torch.nn.Parameter(torch.tensor([1.0]))
    mean = Mean([weight])
    mean.put()
    assert weight.item() == 1.0
    mean.add()
    with torch.no_grad():
        weight.fill_(4.0)
    mean.add()
    mean.put()
    assert weight.item() == 2.5
