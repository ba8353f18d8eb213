"""How often one label follows another in the training data, for the decoder's prior."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from rashomon_training.examples import Chunk
from rashomon_training.schema import HEADS, IGNORED

__all__ = ["count_transitions"]


def count_transitions(chunks: Iterable[Chunk]) -> dict[str, list[list[float]]]:
    """Return for each head with spans a table: from each label (row) to each label."""
    counts = {h.name: np.zeros((h.width, h.width), int) for h in HEADS if h.is_spans}
    for chunk in chunks:
        for head, labels in chunk.labels.items():
            if head not in counts:
                continue
            here, after = labels[:-1], labels[1:]
            known = (here != IGNORED) & (after != IGNORED)
            np.add.at(counts[head], (here[known], after[known]), 1)
    return {head: table.tolist() for head, table in counts.items()}
