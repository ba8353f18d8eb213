"""What the model is fed with in each stage, in chunks drawn anew every epoch."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rashomon_training import corpus, public
from rashomon_training.examples import (
    Chunk,
    Example,
    is_labeled,
    open_tokenizer,
    to_examples,
    without_copies,
    without_marks,
)

__all__ = ["Public", "adaptation", "drawn", "foundation", "load_corpus", "load_public"]

_EMPTY = 0.35  # of the chunks without any event or role are kept
_BARE = 0.15  # of the texts are shown without commas and quotation marks
_SIZES = (64, 128, 128, 192)  # chunk lengths in pieces, so that no one length is learned


@dataclass(frozen=True, slots=True)
class Public:
    """The public corpora's training halves, and what is held back to measure on."""

    attribution: list[Example]
    roles: list[Example]
    events: list[Example]
    entities: list[Example]
    factuality: list[Example]
    held_attribution: list[Example]
    held_roles: list[Example]
    held_entities: list[Example]


def load_public(data: Path, own: Path) -> Public:
    """Load the public corpora, without texts that the annotated corpus in `own` holds too."""
    tokenizer = open_tokenizer()
    texts = [path.read_text(encoding="utf-8") for path in sorted(own.rglob("*.txt"))]

    def kept(examples: Iterable[Example]) -> list[Example]:
        return without_copies(examples, texts)

    entities = kept(public.entities(data / "re3d/documents.jsonl", tokenizer))
    random.Random(13).shuffle(entities)
    held = len(entities) // 5
    return Public(
        attribution=kept(public.polnear(data / "polnear/train.jsonl", tokenizer)),
        roles=kept(public.roles(data / "muc4/train.jsonl", tokenizer)),
        events=kept(
            example
            for name in ("wikievents/train", "wikievents/dev", "rams/dev")
            for example in public.events(data / f"{name}.jsonl", tokenizer)
        ),
        entities=entities[held:],
        factuality=[
            example
            for name in ("uds_ih2_train", "meantime_train")
            for example in public.factuality(data / f"factuality/{name}.jsonl", tokenizer)
        ],
        held_attribution=list(public.polnear(data / "polnear/dev.jsonl", tokenizer)),
        held_roles=list(public.roles(data / "muc4/dev.jsonl", tokenizer)),
        held_entities=entities[:held],
    )


def load_corpus(folders: Sequence[Path]) -> list[Example]:
    """Load the annotated reports of several folders."""
    tokenizer = open_tokenizer()
    return [example for folder in folders for example in corpus.annotated(folder, tokenizer)]


def drawn(examples: Iterable[Example], chance: random.Random) -> list[Chunk]:
    """Cut texts into chunks of chance lengths, some of them without commas and quotation marks."""
    found = []
    for example in examples:
        is_bare = chance.random() < _BARE
        for chunk in to_examples(example, _size(chance), chance):
            bare = without_marks(chunk) if is_bare else chunk
            found.append(bare if bare.words else chunk)
    return found


def _size(chance: random.Random) -> int:
    return chance.choice(_SIZES)


def _mostly_labeled(chunks: Iterable[Chunk], chance: random.Random) -> list[Chunk]:
    return [c for c in chunks if is_labeled(c) or chance.random() < _EMPTY]


def _sample(examples: list[Example], share: float, chance: random.Random) -> list[Example]:
    return chance.sample(examples, round(len(examples) * share))


def foundation(data: Public, chance: random.Random) -> list[Chunk]:
    """Return an epoch of the first stage: public corpora alone."""
    return [
        *drawn(data.attribution, chance),
        *_mostly_labeled(drawn(data.roles, chance), chance),
        *_mostly_labeled(drawn(data.events * 2, chance), chance),
        *drawn(data.entities * 5, chance),
        *drawn(_sample(data.factuality, 0.5, chance), chance),
    ]


def adaptation(data: Public, own: list[Example], chance: random.Random) -> list[Chunk]:
    """Return an epoch of the second stage: the annotated corpus, and as much of the rest."""
    return [
        *drawn(own, chance),
        *drawn(_sample(data.attribution, 0.01, chance), chance),
        *_mostly_labeled(drawn(_sample(data.roles, 0.015, chance), chance), chance),
        *_mostly_labeled(drawn(_sample(data.events, 0.01, chance), chance), chance),
        *drawn(_sample(data.entities, 0.5, chance), chance),
        *drawn(_sample(data.factuality, 0.01, chance), chance),
    ]
