"""What is wrong with something that we depend on, in one line that ends with the way out."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

__all__ = ["Fault", "plain"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, with what, and what to do about it."""

    about: str
    words: str
    way_out: str

    def __str__(self) -> str:
        return plain(f"{self.about}: {self.words}. {self.way_out}.", most=1000)


def plain(told: object, *, most: int = 200) -> str:
    r"""Return what others told as one short line that no terminal takes for an order.

    >>> plain("a\n\x1b[2Jb")
    'a [2Jb'
    """
    words = "".join(
        " " if unicodedata.category(letter)[0] in "CZ" else letter for letter in str(told)[:5000]
    )
    line = " ".join(words.split())
    return line if len(line) <= most else line[: most - 1] + "…"
