"""The training loop: chunks of all tasks in one stream, packed by length."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from rashomon.read.word_pieces import Word
from rashomon_training.encoder import Tagger
from rashomon_training.examples import Chunk
from rashomon_training.schema import HEADS, IGNORED, columns

__all__ = ["Plan", "batches", "fit", "inputs", "targets"]

BEGIN, END = 101, 102  # the vocabulary's marks for the two ends of a chunk


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast to train."""

    pieces: int
    rate: float = 2e-4  # of the top layer
    new_rate: float = 1e-3  # of the heads of our scheme
    public_rate: float = 1e-3  # of the public heads and of what shapes add to a word
    fade: float = 1.0  # each layer's rate over that of the layer above
    hold: float = 0.0  # weight of the public heads' distance from the teacher's
    averaged: float = 0.0  # the share of the run, its last, whose weights are averaged
    batch: int = 1024
    warm_up: float = 0.08
    shape_dropout: float = 0.1


def inputs(chunks: Sequence[Sequence[Word]], width: int | None = None) -> tuple[Tensor, ...]:
    """Return ids, positions, shapes and glue of chunks of words, padded to one length."""
    width = width or max(sum(len(w.pieces) for w in words) for words in chunks) + 2
    ids = torch.zeros(len(chunks), width, dtype=torch.long)
    shapes, glue = torch.zeros_like(ids), torch.zeros_like(ids)
    for row, words in enumerate(chunks):
        pieces = [piece for word in words for piece in word.pieces]
        ids[row, : len(pieces) + 2] = torch.tensor([BEGIN, *pieces, END])
        shapes[row, 1 : len(pieces) + 1] = torch.tensor(
            [word.shape for word in words for _ in word.pieces]
        )
        glue[row, 1 : len(pieces) + 1] = torch.tensor(
            [int(at > 0 or word.is_glued) for word in words for at in range(len(word.pieces))]
        )
    positions = torch.arange(width).expand(len(chunks), width)
    return ids, positions, shapes, glue


def targets(chunks: Sequence[Chunk], width: int) -> dict[str, Tensor]:
    """Return each head's labels at the first piece of each word, ignored everywhere else."""
    found: dict[str, Tensor] = {}
    for row, chunk in enumerate(chunks):
        firsts = _firsts(chunk)
        for head, labels in chunk.labels.items():
            if head not in found:
                found[head] = torch.full((len(chunks), width), IGNORED, dtype=torch.long)
            found[head][row, firsts] = torch.from_numpy(labels).long()
    return found


def _firsts(chunk: Chunk) -> list[int]:
    """Return where the first piece of each word stands."""
    at, found = 1, []
    for word in chunk.words:
        found.append(at)
        at += len(word.pieces)
    return found


def batches(chunks: Iterable[Chunk], size: int, chance: random.Random) -> list[list[Chunk]]:
    """Pack chunks of like length into batches of about `size` pieces, in a chance order."""
    ordered = sorted(chunks, key=lambda c: (c.length, chance.random()))
    packed: list[list[Chunk]] = []
    for chunk in ordered:
        if packed and (len(packed[-1]) + 1) * chunk.length <= size:
            packed[-1].append(chunk)
        else:
            packed.append([chunk])
    chance.shuffle(packed)
    return packed


def fit(
    model: Tagger,
    epoch: Callable[[random.Random], list[Chunk]],
    plan: Plan,
    seed: int,
    report: Callable[[str], None],
    teacher: Tagger | None = None,
) -> None:
    """Train `model` in place on what `epoch` gives, anew each time it is used up.

    With a `teacher`, the public heads are held near what it says of every chunk, so that
    learning our scheme does not cost what was learned before.
    """
    chance = random.Random(seed)
    torch.manual_seed(seed)
    learned = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(
        _groups(model, plan), betas=(0.9, 0.98), weight_decay=0.01, fused=True
    )
    base_rates = [group["lr"] for group in optimizer.param_groups]
    model.train()
    if teacher is not None:
        teacher.eval()
    mean = Mean(learned)
    seen = steps = 0
    began, told, running = time.monotonic(), 0.0, 0.0
    while seen < plan.pieces:
        for batch in batches(epoch(chance), plan.batch, chance):
            if seen >= plan.pieces:
                break
            done = seen / plan.pieces
            scale = min(1.0, done / plan.warm_up + 0.01) * max(0.02, 1 - done)
            for group, rate in zip(optimizer.param_groups, base_rates, strict=True):
                group["lr"] = rate * scale
            loss = _loss(model, batch, plan, chance, teacher)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(learned, 1.0)
            optimizer.step()
            seen += sum(chunk.length for chunk in batch)
            steps += 1
            if done >= 1 - plan.averaged and steps % _EVERY == 0:
                mean.add()
            running = 0.98 * running + 0.02 * float(loss.detach())
            spent = time.monotonic() - began
            if spent - told > 30:
                told = spent
                report(
                    f"{seen}/{plan.pieces} pieces, {steps} steps, {spent:.0f} s, "
                    f"{seen / spent:.0f} pieces/s, loss {running / (1 - 0.98**steps):.3f}"
                )
    if not math.isfinite(running):
        raise ValueError("the loss is no number: the training failed")
    mean.put()


_EVERY = 8  # steps between two takings of the mean: nearer ones hardly differ


class Mean:
    """The mean that weights have had: it reads better than where they happen to end."""

    def __init__(self, weights: Sequence[Tensor]) -> None:
        self._weights = list(weights)
        self._sums: list[Tensor] = []
        self._count = 0

    @torch.no_grad()
    def add(self) -> None:
        """Count the weights in as they are now."""
        if self._sums:
            torch._foreach_add_(self._sums, self._weights)
        else:
            self._sums = [weight.detach().clone() for weight in self._weights]
        self._count += 1

    @torch.no_grad()
    def put(self) -> None:
        """Set the weights to their mean, if they were ever counted in."""
        for weight, total in zip(self._weights, self._sums, strict=False):
            weight.copy_(total / self._count)


def _groups(model: Tagger, plan: Plan) -> list[dict[str, Any]]:
    """Return the learned weights with their rates."""
    groups: list[dict[str, Any]] = [
        {"params": list(model.own.parameters()), "lr": plan.new_rate},
        {
            "params": [
                *model.public.parameters(),
                *model.shapes.parameters(),
                *model.glue.parameters(),
            ],
            "lr": plan.public_rate,
        },
    ]
    rate = plan.rate
    for layer in reversed(model.layers):
        groups.append({"params": list(layer.parameters()), "lr": rate})
        rate *= plan.fade
    groups.append({"params": [*model.positions.parameters(), *model.norm.parameters()], "lr": rate})
    return groups


def _loss(
    model: Tagger,
    batch: list[Chunk],
    plan: Plan,
    chance: random.Random,
    teacher: Tagger | None = None,
) -> Tensor:
    ids, positions, shapes, glue = inputs([chunk.words for chunk in batch])
    for row in range(len(batch)):
        # Copy in capitals tells nothing by case: the model must read without it, too.
        if chance.random() < plan.shape_dropout:
            shapes[row] = 0
    wanted = targets(batch, ids.shape[1])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = model(ids, positions, shapes, glue)
    scores = scores.float()
    total = torch.zeros(())
    words = sum(len(chunk.words) for chunk in batch)
    where = columns()
    for head in HEADS:
        if head.name not in wanted:
            continue
        begin, end = where[head.name]
        labels = wanted[head.name]
        lost = functional.cross_entropy(
            scores[..., begin:end].reshape(-1, end - begin),
            labels.reshape(-1),
            ignore_index=IGNORED,
            reduction="sum",
        )
        total = total + lost / words
    if teacher is not None:
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            said = teacher(ids, positions, shapes, glue)
        total = total + plan.hold * _distance(scores, said.float(), batch) / words
    return total


def _distance(scores: Tensor, said: Tensor, batch: Sequence[Chunk]) -> Tensor:
    """Return how far the public heads are from what the teacher said, summed over all words."""
    where = columns()
    firsts = torch.zeros(scores.shape[:2], dtype=torch.bool)
    for row, chunk in enumerate(batch):
        firsts[row, _firsts(chunk)] = True
    total = torch.zeros(())
    for head in HEADS:
        if head.is_public:
            begin, end = where[head.name]
            total = total + functional.kl_div(
                functional.log_softmax(scores[firsts][:, begin:end], dim=-1),
                functional.log_softmax(said[firsts][:, begin:end], dim=-1),
                reduction="sum",
                log_target=True,
            )
    return total
