"""What follows a report in the same line: a footer, a counter, words about the outlet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from rashomon.clean.noise.lines import is_body, is_call, is_toolbar
from rashomon.clean.noise.words import (
    ASKS_READER,
    END_MARKS,
    FOOTER_TERMS,
    SELF_PRAISE,
    STOP,
    TELLS,
)
from rashomon.reference.letter_case import lowered
from rashomon.reference.outlets import find_outlet

__all__ = ["RULES"]

# Those of who wrote and checked: "SSH 11", "MBMB".
_INITIALS = re.compile(r"[A-Z]{2,6}(?:\s\d{1,3})?")
_LONGEST_SELF = 1200  # characters
_LONGEST_FOOTER = 6000  # characters; the longest seen has 2,000


# What all labels of footers begin with, without a look at what stands before.
_MAYBE_FOOTER = re.compile(
    r"Related|Tags|Category\sNews|Trending|Most\sRead|You\s(?:may|might)\salso\slike|Follow\sus"
    r"|Copyright|Community\sstandards|Never\smiss|Recommended"
)


def _footer(text: str) -> Iterator[tuple[int, int]]:
    """Everything from the label of the last links on, where a page's footer follows it."""
    after = max(int(0.3 * len(text)), len(text) - _LONGEST_FOOTER)
    if not _MAYBE_FOOTER.search(text, after):
        return
    label = re.compile(
        r"(?:(?<=[.!?\"”)…]\s)|(?<=\w\s)|(?<=\n))(?:(?:\.\.\.\s)?\d+\s){0,2}"
        r"(?:Topic\s[^()\n]{3,80}\s?\(\d+\)\s)?(?P<label>Related(?:\sNews)?|Tags|"
        r"Category\sNews|Trending|Most\sRead|You\s(?:may|might)\salso\slike|Follow\sus|"
        r"Copyright(?=\s*[©(:\dA-Z])|Community\sstandards|Never\smiss|Recommended)\b"
    )
    for found in label.finditer(text, after):
        rest = text[found.start("label") :]
        if _goes_on(rest):
            continue
        terms = {m.group().casefold() for m in FOOTER_TERMS.finditer(rest)}
        if len(terms) >= 4 or (len(terms) >= 1 and not _has_sentence(rest)):
            yield found.start(), len(text)
            return


def _goes_on(rest: str) -> bool:
    """Tell whether a paragraph follows on a line of its own: a whole page has labels above it."""
    paragraphs = [line for line in rest.split("\n")[1:] if is_body(line)]
    return any(not is_call(line) for line in paragraphs)


def _has_sentence(rest: str) -> bool:
    """Tell whether some sentence ends before the last words, calls to the reader left aside."""
    at = 0
    low = lowered(rest)
    for stop in STOP.finditer(rest):
        if stop.end() >= len(rest.rstrip()):
            break
        if not ASKS_READER.search(low, at, stop.end()):
            return True
        at = stop.end()
    return False


def _about_the_outlet(text: str) -> Iterator[tuple[int, int]]:
    """The last sentences, where they describe the outlet and tell of nothing that happened.

    Three words of self-description make such a sentence, two where an outlet opens it; and one
    of them has to name what it is. Set on made-up texts: monitors and agencies are described in
    the midst of reports as well, but with news after it.
    """
    end = len(text.rstrip())
    start = end
    is_named = False
    for begin, stop in reversed(_last_sentences(text, end)):
        words = text[begin:stop]
        told = {found.group().casefold() for found in SELF_PRAISE.finditer(words)}
        opens = _opens_with_outlet(words)
        if TELLS.search(words) or '"' in words or len(told) < (2 if opens else 3):
            break
        start = begin
        is_named = is_named or opens or bool(re.search(r"\b(?:newspaper|broadcaster)\b", words))
    if start < end and is_named:
        yield start, end


def _last_sentences(text: str, end: int) -> list[tuple[int, int]]:
    """The spans of the last three sentences, lines counted as such."""
    low = max(0, end - _LONGEST_SELF)
    stops = [low + m.end() for m in re.finditer(r"[.!?]['\"”’)]*(?=\s+[A-Z])|\n", text[low:end])]
    edges = [*stops[-3:], end]
    return [(s + len(text[s:e]) - len(text[s:e].lstrip()), e) for s, e in pairwise(edges)]


def _opens_with_outlet(words: str) -> bool:
    first = re.sub(r"^(?:About|The)\s+", "", words).split()[:6]
    return any(find_outlet(" ".join(first[:count])) for count in range(len(first), 0, -1))


def _last_words(text: str) -> Iterator[tuple[int, int]]:
    """A button, a counter, initials or an end mark after the last sentence."""
    end = len(text.rstrip())
    for stop in re.finditer(r"[.!?…)][\"”’]*", text[max(0, end - 80) : end]):
        start = max(0, end - 80) + stop.end()
        rest = text[start:end].strip()
        if not rest:
            continue
        if (
            END_MARKS.fullmatch(rest)
            or is_toolbar(rest.split())
            or re.fullmatch(r"\d{1,4}(?:-\d{1,3})?|[A-Z]{2}\s?-\s?\d{1,3}", rest)
            or re.fullmatch(r"(?:\d{1,3}\s)?(?:More\s?Images?|WARNING:? GRAPHIC CONTENT)", rest)
            or (_INITIALS.fullmatch(rest) and not find_outlet(rest.split()[0]))
            or re.fullmatch(r"[a-z]{2,3}(?:\s?[,/]\s?[a-z]{2,3})+(?:\s?\([^()]{2,60}\))?", rest)
        ):
            yield start, end
            return


RULES = (_footer, _about_the_outlet, _last_words)
"""Each gives stretches of a text, in no order and perhaps overlapping."""
