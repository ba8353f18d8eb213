"""Words as they are searched for: without case, accents and signs, the same everywhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

__all__ = ["Terms", "find_terms", "fold", "is_told", "terms_of", "words_of"]

Terms = tuple[tuple[tuple[str, ...], bool], ...]
"""Runs of words that stand side by side, each with whether its last is only a beginning."""


_WORD = re.compile(r"[^\W_]+")
_LONGEST = 64  # signs of a word that are kept: longer ones are no words that anyone types
_TERM = re.compile(r'"([^"]*)"|(\S+)')


def words_of(text: str) -> Iterator[str]:
    """Yield the words of a text in their order, folded.

    >>> list(words_of("Al-Ḥasakah, 3rd strike"))
    ['al', 'hasakah', '3rd', 'strike']
    """
    plain = text.casefold() if text.isascii() else "".join(map(_plain, text))
    for found in _WORD.finditer(plain):
        yield found[0][:_LONGEST]


@lru_cache(maxsize=4096)
def _plain(sign: str) -> str:
    """A sign without case and accents, which may be none or several."""
    apart = unicodedata.normalize("NFKD", sign.casefold())
    return "".join(each for each in apart if not unicodedata.combining(each)).casefold()


def fold(text: str) -> str:
    """Return the words of a text, a space between two.

    >>> fold("  Deir ez-Zor ")
    'deir ez zor'
    """
    return " ".join(words_of(text))


def terms_of(text: str) -> Terms:
    """Return what a person asks for: words, or runs of words, and whether the last is a beginning.

    What stands in quotation marks or is joined by signs ("al-Tanf") is a run. No sign means
    anything else, so that whatever is typed can be asked for.

    >>> terms_of('"air strike" al-Tanf hosp*')
    ((('air', 'strike'), False), (('al', 'tanf'), False), (('hosp',), True))
    """
    terms = []
    for quoted, bare in _TERM.findall(text):
        words = tuple(words_of(quoted or bare))
        if words:
            terms.append((words, bare.endswith("*")))
    return tuple(dict.fromkeys(terms))


def is_told(text: str, words: str) -> bool:
    """Tell whether every word that is asked for is among folded words, in whatever order."""
    around = f" {words} "
    return all(
        (f" {word}" if begins and at == len(run) - 1 else f" {word} ") in around
        for run, begins in terms_of(text)
        for at, word in enumerate(run)
    )


def find_terms(text: str, terms: Terms) -> list[tuple[int, int]]:
    """Return where the terms stand in a text, as offsets into it, in order and apart.

    >>> find_terms("The Al-Tanf base", terms_of("al-tanf"))
    [(4, 11)]
    """
    signs = [_plain(sign) for sign in text]
    plain = "".join(signs)
    at = [place for place, folded in enumerate(signs) for _ in folded]
    words = [(m[0][:_LONGEST], at[m.start()], at[m.end() - 1] + 1) for m in _WORD.finditer(plain)]
    spans = []
    for run, begins in terms:
        for first in range(len(words) - len(run) + 1):
            own = words[first : first + len(run)]
            last = own[-1][0].startswith(run[-1]) if begins else own[-1][0] == run[-1]
            if last and all(word[0] == asked for word, asked in zip(own[:-1], run, strict=False)):
                spans.append((own[0][1], own[-1][2]))
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
