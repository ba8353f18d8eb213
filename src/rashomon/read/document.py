"""A report cut into sentences and quotations, and the findings that rules make in it.

Everything is in offsets of the report's stored text. Headline, dateline and noise are no
sentences: nothing is read there.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar, cast

from rashomon.records import (
    ClaimValue,
    EvidenceSpan,
    Facet,
    Report,
    Span,
    Stance,
)
from rashomon.reference.letter_case import is_in_capitals

__all__ = ["Document", "Finding", "Sentence", "parse", "within"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its place in the text, and which paragraph it stands in (from 0)."""

    index: int
    start: int
    end: int
    text: str
    paragraph: int

    @property
    def span(self) -> Span:
        """The sentence's offsets."""
        return Span(self.start, self.end)


_F = TypeVar("_F")


@dataclass(frozen=True, slots=True)
class Document:
    """A report made ready for the rules.

    `quotations` are the stretches between quotation marks, marks left out.
    `is_capitals` is set for wire copy in capitals, where case tells nothing.
    """

    report: Report
    sentences: tuple[Sentence, ...]
    quotations: tuple[Span, ...]
    is_capitals: bool
    _found: dict[Callable[[Document], object], object] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def text(self) -> str:
        """The report's stored text."""
        return self.report.text

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that holds the character at `offset`, None outside all."""
        at = bisect.bisect_right(self.sentences, offset, key=lambda s: s.start) - 1
        if at >= 0 and offset < self.sentences[at].end:
            return self.sentences[at]
        return None

    def quotations_over(self, start: int, end: int) -> Sequence[Span]:
        """Return the quotations that share a character with [start, end)."""
        first = bisect.bisect_right(self.quotations, start, key=lambda q: q.end)
        last = bisect.bisect_left(self.quotations, end, key=lambda q: q.start)
        return self.quotations[first:last]

    def once(self, find: Callable[[Document], _F]) -> _F:
        """Return what `find` finds in this report, looked for at the first asking only.

        Several rules build on the same dates, tokens and masked sentences. What is found lives
        as long as the document and is shared, so it has to be immutable.
        """
        if find not in self._found:
            self._found[find] = find(self)
        return cast("_F", self._found[find])


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found: a facet's value and the words that carry it.

    Who says it, and about which happening, is for others to find. `stance` is what the clause
    itself says (a negation, a hedge) apart from its speaker. `rule` names the rule.
    """

    facet: Facet
    value: ClaimValue
    start: int
    end: int
    rule: str
    stance: Stance = Stance.AFFIRM
    confidence: float = 0.8

    def evidence(self, text: str) -> EvidenceSpan:
        """Return the finding's words as evidence."""
        return EvidenceSpan.cut(text, self.start, self.end)


# Words whose full stop ends no sentence.
_ABBREVIATIONS = frozenset(
    (
        "adm amb apr assn aug ave avg bdr bn brig bros ca capt cf cmdr co col corp cpl dec dept "
        "det dist dr e.g est et feb fig fr ft gen gov hon hq i.e inc insp jan jr jul jun km lt "
        "ltd maj mar messrs mr mrs ms mt nov oct op p.m a.m prof pte rep rev sen sept sgt spc sr "
        "st supt u.k u.n u.s u.s.a vs"
    ).split()
)
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)")
_BLANK = re.compile(r"\n[ \t\r]*\n\s*")
_OPENERS = {"“": "”", "«": "»", '"': '"', "„": "“"}
_OPENER = re.compile("[" + "".join(_OPENERS) + "]")
_WRAPPED_WIDTH = 100  # no line longer than this: line breaks are the typesetter's, not the author's
_LONGEST_SENTENCE = 1500  # characters; all but one sentence of 800 news texts stay under 800
_LONGEST_QUOTATION = 1200  # an unclosed mark must not swallow the rest of the report


class _Placed(Protocol):
    @property
    def start(self) -> int: ...


_P = TypeVar("_P", bound=_Placed)


def within(items: Sequence[_P], start: int, end: int) -> Sequence[_P]:
    """Return those of `items`, sorted by their start, that begin in [start, end)."""
    first = bisect.bisect_left(items, start, key=lambda item: item.start)
    last = bisect.bisect_left(items, end, key=lambda item: item.start)
    return items[first:last]


def parse(report: Report) -> Document:
    """Cut a report into its sentences and quotations."""
    text = report.text
    sentences: list[Sentence] = []
    for paragraph, block in enumerate(_blocks(report)):
        for whole in _sentences(text, block.start, block.end):
            for start, end in _pieces(text, *whole):
                sentences.append(Sentence(len(sentences), start, end, text[start:end], paragraph))
    return Document(report, tuple(sentences), tuple(_quotations(text)), is_in_capitals(text))


def _blocks(report: Report) -> list[Span]:
    """The stretches between headline, dateline, noise and paragraph breaks."""
    text = report.text
    taken = sorted([*report.noise, *filter(None, (report.headline, report.dateline))])
    is_wrapped = max((len(line) for line in text.splitlines()), default=0) <= _WRAPPED_WIDTH
    breaks = _BLANK if is_wrapped else re.compile(r"\n\s*")
    blocks: list[Span] = []
    at = 0
    for hole in [*taken, None]:
        end = hole.start if hole else len(text)
        start = at
        for found in breaks.finditer(text, at, max(at, end)):
            blocks += _trimmed(text, start, found.start())
            start = found.end()
        blocks += _trimmed(text, start, end)
        at = max(at, hole.end) if hole else at
    return blocks


def _trimmed(text: str, start: int, end: int) -> list[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return [Span(start, end)] if start < end else []


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    begin = start
    for stop in _END.finditer(text, start, end):
        if stop.end() >= end:
            break
        if not _ends_sentence(text, stop, end):
            continue
        found.append((begin, stop.end()))
        begin = stop.end()
        while begin < end and text[begin].isspace():
            begin += 1
    if begin < end:
        found.append((begin, end))
    return found


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut what no author wrote as one sentence at white space, so that rules stay quick."""
    pieces = []
    while end - start > _LONGEST_SENTENCE:
        cut = text.rfind(" ", start + 1, start + _LONGEST_SENTENCE)
        cut = cut if cut > start else start + _LONGEST_SENTENCE
        pieces += [(span.start, span.end) for span in _trimmed(text, start, cut)]
        start = cut
    return pieces + [(span.start, span.end) for span in _trimmed(text, start, end)]


def _ends_sentence(text: str, stop: re.Match[str], end: int) -> bool:
    following = text[stop.end() : end].lstrip()
    if not following:
        return False
    if stop.group().startswith("."):
        word = re.search(r"([\w.]+)$", text[max(0, stop.start() - 20) : stop.start()])
        last = word.group(1).casefold() if word else ""
        if stop.group() == ".":
            if last in _ABBREVIATIONS and not _opens_clearly(following):
                return False
            if len(last) == 1 and last.isalpha() and last != "i":
                return False  # an initial
            if re.fullmatch(r"(?:\w\.)+\w", last) and not _opens_clearly(following):
                return False  # U.S., a.m.
        elif stop.group().startswith("..") and following[:1].islower():
            return False
    first = following.lstrip("\"'“‘«([-–—")[:1]
    return not first.islower()


# After "U.S." only words that hardly follow it within a sentence open a new one.
_OPENING = re.compile(r"(?:The|A|An|It|He|She|They|In|On|But|At|We|This|That|Earlier|Meanwhile)\b")


def _opens_clearly(following: str) -> bool:
    return bool(_OPENING.match(following))


def _quotations(text: str) -> list[Span]:
    spans: list[Span] = []
    at = 0
    while opener := _OPENER.search(text, at):
        at = opener.start()
        close = _OPENERS[text[at]]
        if text[at] == '"' and not _can_open(text, at):
            at += 1
            continue
        end = text.find(close, at + 1, at + _LONGEST_QUOTATION)
        paragraph = _BLANK.search(text, at + 1, at + _LONGEST_QUOTATION)
        if end < 0 or (paragraph and paragraph.start() < end):
            # The author's own convention: a quotation that goes on in the next paragraph is
            # closed only there. Each paragraph is a quotation of its own.
            if paragraph is None or text[at] == '"':
                at += 1
                continue
            end = paragraph.start()
        if end > at + 1:
            spans.append(Span(at + 1, end))
        at = end + 1
    return spans


def _can_open(text: str, at: int) -> bool:
    return (
        (at == 0 or not text[at - 1].isalnum())
        and at + 1 < len(text)
        and not text[at + 1].isspace()
    )
