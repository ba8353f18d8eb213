"""Counts the words that news writes in small letters: `reference/common_words.txt`.

    python -m rashomon_training.common_words DATA > ../src/rashomon/reference/common_words.txt

DATA is the folder of public corpora that `make train` takes. Names stand there with a capital,
so that a word which mostly does without one is hardly a name in copy that is all in capitals.
"""

from __future__ import annotations

import json
import re
import sys
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

__all__ = ["common_words"]

# English news, reports and encyclopedia articles with capitals as usual.
_FILES = (
    "wikievents/train.jsonl",
    "wikievents/dev.jsonl",
    "rams/dev.jsonl",
    "geoparsing/lgl.jsonl",
    "geoparsing/gwn.jsonl",
    "geoparsing/geovirus.jsonl",
    "ecbplus/train.jsonl",
    "polnear/train.jsonl",
    "re3d/documents.jsonl",
)
_FEWEST = 3  # rarer ones are slips of the pen
_SHARE = 4  # times as often small as with a capital; at 2 "union", "palace" and "plain" come in
_WORD = re.compile(r"(?<![\w'’-])[A-Za-z]+(?!\w)")
_OPENERS = frozenset('.!?:"“”\n')  # a word after these has a capital whatever it is


def common_words(texts: Iterable[str]) -> list[str]:
    """Return the words that stand in small letters nearly always, in the order of the alphabet."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text in texts:
        for found in _WORD.finditer(text):
            word = found.group()
            if word.islower():
                small[word] += 1
            elif word.istitle():
                before = text[max(0, found.start() - 9) : found.start()].rstrip()[-1:]
                capital[word.lower()] += before not in _OPENERS and before != ""
    return sorted(
        word
        for word, count in small.items()
        if len(word) > 1 and count >= _FEWEST and count >= _SHARE * capital[word]
    )


def _texts(data: Path) -> Iterator[str]:
    for name in _FILES:
        with (data / name).open(encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                yield record.get("text") or record.get("content") or ""


if __name__ == "__main__":
    words = " ".join(common_words(_texts(Path(sys.argv[1]))))
    sys.stdout.write("\n".join(textwrap.wrap(words, 100)) + "\n")
