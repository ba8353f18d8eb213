"""The words that news writes in small letters, for copy whose capitals tell nothing."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

__all__ = ["common_words"]


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Return the words of `common_words.txt`.

    They stood in news in mixed case at least three times in small letters, and at least four
    times as often so as with a capital inside a sentence; `rashomon_training.common_words`
    counts them.
    """
    table = resources.files("rashomon.reference").joinpath("common_words.txt")
    return frozenset(table.read_text(encoding="utf-8").split())
