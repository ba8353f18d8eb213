"""Words as they are searched for: without case, accents and signs, the same everywhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

__all__ = ["fold", "is_told", "terms_of", "words_of"]

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 64  # signs of a word that are kept: longer ones are no words that anyone types
_TERM = re.compile(r'"([^"]*)"|(\S+)')


def words_of(text: str) -> Iterator[str]:
    """Yield the words of a text in their order, folded.

    >>> list(words_of("Al-Ḥasakah, 3rd strike"))
    ['al', 'hasakah', '3rd', 'strike']
    """
    plain = text
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text.casefold())
        plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    for found in _WORD.finditer(plain.casefold()):
        yield found[0][:_LONGEST]


def fold(text: str) -> str:
    """Return the words of a text, a space between two.

    >>> fold("  Deir ez-Zor ")
    'deir ez zor'
    """
    return " ".join(words_of(text))


def terms_of(text: str) -> tuple[tuple[tuple[str, ...], bool], ...]:
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
