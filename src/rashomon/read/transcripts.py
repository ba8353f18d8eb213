"""Who speaks in a transcript: broadcast monitoring puts the speaker in square brackets.

"[SPEECH] [PRESIDENT ...] [TEXT] ..." gives a whole text to one speaker, "[NAME] ..." at the
head of a paragraph gives it the turn that follows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rashomon.read.cues import TITLES
from rashomon.records import Span

__all__ = ["Turn", "turns"]


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch of speech, and where the text names its speaker."""

    content: Span
    name: Span


_TEXT = re.compile(r"\[TEXT\]", re.IGNORECASE)
_BRACKETED = re.compile(r"\[([^\[\]]{2,300})\]")
_KINDS = re.compile(
    r"(?:COMMUNIQU[EÉ]|SPEECH|STATEMENT|ADDRESS|MESSAGE|LETTER|DECLARATION|PROCLAMATION|EDITORIAL)\b",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?:(?:SPEECH|STATEMENT|ADDRESS|MESSAGE|LETTER|COMMUNIQU[EÉ]|DECLARATION)\b.{0,40}?\bBY|"
    r"(?:INTERVIEW|NEWS CONFERENCE|PRESS CONFERENCE) (?:WITH|BY))\s+(?P<name>[^,\[\]]{3,80}?)"
    r"(?=,|\s+BY\b|\s+AT\b|\s+IN\b|$)",
    re.IGNORECASE | re.DOTALL,
)
_LABEL = re.compile(r"(?:\n\s*\n\s*|\]\s+|\A\s*)\[(?P<name>[A-Z][A-Za-z.'’ -]{2,40})\](?=\s)")
_ASIDES = re.compile(
    r"(?:TEXT|CONTINUED|WORDS?|PASSAGE|AS (?:HEARD|RECEIVED|PUBLISHED)|BEGIN|END|PAUSE|APPLAUSE|"
    r"LAUGHTER|INDISTINCT|CHUCKLES|VIDEO|SENTENCE|FIGURE|NAME|CHANTING|EXCERPT)",
    re.IGNORECASE,
)
_ASKERS = re.compile(
    r"(?:REPORTER|QUESTION|CORRESPONDENT|ANNOUNCER|MODERATOR|INTERVIEWER|Q$)", re.I
)
_END = re.compile(r"\[END RECORDING\]|\n\s*\n\s*\[|\]\s+\[", re.IGNORECASE)


def turns(text: str) -> list[Turn]:
    """Find the stretches of a transcript that brackets give to a speaker."""
    opening = _TEXT.search(text, 0, 1500)
    if opening is None:
        return []
    labelled = _labelled(text, opening.end() - 1)
    whole = _issuer(text, opening.start())
    if whole and not labelled:
        body = text[opening.end() :]
        stripped = len(body) - len(body.lstrip())
        start, end = opening.end() + stripped, len(text.rstrip())
        return [Turn(Span(start, end), whole)] if start < end else []
    return labelled


def _issuer(text: str, end: int) -> Span | None:
    """The speaker that a heading names for the whole text."""
    groups = list(_BRACKETED.finditer(text, 0, end))
    for index, group in enumerate(groups):
        found = _BY.search(group.group(1))
        if found:
            start = group.start(1) + found.start("name")
            return _untitled(text, Span(start, group.start(1) + found.end("name")))
        if _KINDS.match(group.group(1)) and index + 1 < len(groups):
            following = groups[index + 1]
            if not _ASIDES.match(following.group(1)):
                return _untitled(text, Span(following.start(1), following.end(1)))
    return None


def _labelled(text: str, begin: int) -> list[Turn]:
    found: list[Turn] = []
    for label in _LABEL.finditer(text, begin):
        name = label.group("name")
        if _ASIDES.match(name) or _ASKERS.match(name):
            continue
        stop = _END.search(text, label.end())
        end = stop.start() if stop else len(text.rstrip())
        if text[label.end() : end].strip():
            short = Span(label.start("name"), label.end("name"))
            found.append(Turn(Span(label.end(), end), _full(text, short)))
    return found


def _full(text: str, short: Span) -> Span:
    """The full name that the text gives a surname elsewhere; the label itself where it does not."""
    surname = re.escape(short.of(text).split()[-1])
    longer = re.compile(rf"\b((?:[A-Z][\w.'’-]+\s+){{1,4}}){surname}\b")
    for found in longer.finditer(text):
        span = _untitled(text, Span(found.start(), found.end()))
        if len(span.of(text).split()) > len(short.of(text).split()):
            return span
    return short


_BEFORE_SPEAKERS = TITLES | {"with", "by", "of", "president-elect"}


def _untitled(text: str, span: Span) -> Span:
    """Leave out the words up to the last title or "with", and line breaks at the ends."""
    start = span.start
    for word in re.finditer(r"\S+", span.of(text)):
        low = word.group().strip(".,").casefold()
        is_before = low in _BEFORE_SPEAKERS
        if is_before and span.start + word.end() < span.end:
            start = span.start + word.end()
    while start < span.end and text[start].isspace():
        start += 1
    return Span(start, span.end) if start < span.end else span
