"""The encoder, a small BERT, with a linear head over its words for each task."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from rashomon.read.word_pieces import SHAPES
from rashomon_training.schema import HEADS

__all__ = ["Settings", "Tagger", "from_base"]


@dataclass(frozen=True, slots=True)
class Settings:
    """The size of the encoder."""

    vocabulary: int = 30522
    positions: int = 512
    width: int = 384
    inner: int = 1536
    heads: int = 12
    layers: int = 6
    dropout: float = 0.1


class Layer(nn.Module):
    """One layer: attention over the chunk, then a step for each piece alone."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.heads = settings.heads
        self.qkv = nn.Linear(settings.width, 3 * settings.width)
        self.out = nn.Linear(settings.width, settings.width)
        self.norm_attention = nn.LayerNorm(settings.width, eps=1e-12)
        self.rise = nn.Linear(settings.width, settings.inner)
        self.fall = nn.Linear(settings.inner, settings.width)
        self.norm = nn.LayerNorm(settings.width, eps=1e-12)
        self.drop = nn.Dropout(settings.dropout)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """Return the states after this layer; `mask` is added to the attention scores."""
        rows, pieces, width = states.shape
        size = width // self.heads
        split = self.qkv(states).reshape(rows, pieces, 3, self.heads, size).permute(2, 0, 3, 1, 4)
        query, key, value = split[0], split[1], split[2]
        # Written out: on a CPU three times as fast to train as torch's fused attention, and the
        # exported graph holds plain products to make small.
        scores = query * size**-0.5 @ key.transpose(-1, -2) + mask.to(query.dtype)
        mixed = torch.softmax(scores, dim=-1) @ value
        mixed = mixed.transpose(1, 2).reshape(rows, pieces, width)
        states = self.norm_attention(states + self.drop(self.out(mixed)))
        states = states + self.drop(self.fall(functional.gelu(self.rise(states))))
        normed: Tensor = self.norm(states)
        return normed


class Tagger(nn.Module):
    """Pieces in; for each piece the numbers of all heads, side by side."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.words = nn.Embedding(settings.vocabulary, settings.width)
        # Half of all weights, and better left alone: words that we never meet keep their place.
        self.words.weight.requires_grad_(False)
        self.positions = nn.Embedding(settings.positions, settings.width)
        self.shapes = nn.Embedding(len(SHAPES), settings.width)
        self.glue = nn.Embedding(2, settings.width)
        self.norm = nn.LayerNorm(settings.width, eps=1e-12)
        self.drop = nn.Dropout(settings.dropout)
        self.layers = nn.ModuleList(Layer(settings) for _ in range(settings.layers))
        # Two parts side by side, since they are learned at rates of their own.
        self.own = nn.Linear(settings.width, sum(h.width for h in HEADS if not h.is_public))
        self.public = nn.Linear(settings.width, sum(h.width for h in HEADS if h.is_public))
        nn.init.zeros_(self.shapes.weight)
        nn.init.zeros_(self.glue.weight)
        for heads in (self.own, self.public):
            nn.init.normal_(heads.weight, std=0.02)
            nn.init.zeros_(heads.bias)

    def forward(self, ids: Tensor, positions: Tensor, shapes: Tensor, glue: Tensor) -> Tensor:
        """Return the numbers of all heads; pieces of id 0 are padding."""
        mask = ((ids == 0).to(torch.float32) * -1e4)[:, None, None, :]
        states = self.words(ids) + self.positions(positions)
        states = self.drop(self.norm(states + self.shapes(shapes) + self.glue(glue)))
        for layer in self.layers:
            states = layer(states, mask)
        return torch.cat([self.own(states), self.public(states)], dim=-1)


def from_base(folder: str, settings: Settings | None = None) -> Tagger:
    """Return a tagger whose encoder starts from the weights in `folder`."""
    settings = settings or Settings()
    model = Tagger(settings)
    weights = load_file(Path(folder) / "model.safetensors")
    named = {name.removeprefix("bert."): w for name, w in weights.items()}
    inside = "embeddings."
    state = {
        "words.weight": named[inside + "word_embeddings.weight"],
        # All our text is the first segment: what that adds is part of every position.
        "positions.weight": named[inside + "position_embeddings.weight"]
        + named[inside + "token_type_embeddings.weight"][0],
        "norm.weight": named[inside + "LayerNorm.weight"],
        "norm.bias": named[inside + "LayerNorm.bias"],
    }
    for at in range(settings.layers):
        own, base = f"layers.{at}.", f"encoder.layer.{at}."
        for kind in ("weight", "bias"):
            state[own + f"qkv.{kind}"] = torch.cat(
                [named[base + f"attention.self.{p}.{kind}"] for p in ("query", "key", "value")]
            )
            for ours, theirs in (
                ("out", "attention.output.dense"),
                ("norm_attention", "attention.output.LayerNorm"),
                ("rise", "intermediate.dense"),
                ("fall", "output.dense"),
                ("norm", "output.LayerNorm"),
            ):
                state[own + f"{ours}.{kind}"] = named[base + f"{theirs}.{kind}"]
    missing, unknown = model.load_state_dict(state, strict=False)
    unexpected = [m for m in missing if not m.startswith(("own", "public", "shapes", "glue"))]
    if unexpected or unknown:
        raise ValueError(f"{folder}: weights do not fit: {unexpected} {unknown}")
    return model
