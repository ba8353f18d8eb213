"""Where what a speaker says begins and ends, seen from the reporting words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from rashomon.read.cues import (
    DETERMINERS,
    FINITE_WORDS,
    GERUNDS,
    SMALL_WORDS,
    VERBS,
    WEAK_VERBS,
)
from rashomon.read.document import Document, Sentence
from rashomon.read.phrases import Token
from rashomon.read.speakers import Voice
from rashomon.read.subjects import Subject
from rashomon.records import Span

__all__ = [
    "CLOSERS",
    "LEAST_PREFIX",
    "OPENERS",
    "Found",
    "Place",
    "content_after",
    "content_before",
    "cut_apart",
    "place_of_content",
]


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution as its sentence shows it, before names are resolved."""

    voice: Voice | None  # None: the speaker of the attribution before
    spans: tuple[Span, ...]
    at: int  # where the cue stands
    cue: str
    relays: tuple[Voice, ...] = ()  # outlets that were told, or that cite the voice
    is_weak: bool = False  # a cue that takes no clause, and quotes nobody else


LEAST_PREFIX = 4  # words before a speaker that make a content rather than an adverbial
OPENERS = frozenset("“\"«‘'„")
CLOSERS = frozenset('”"»')
AFTERTHOUGHTS = frozenset(
    """as with after citing speaking when referring who but without which and quoting
    because""".split()
)
_RELATIVES = frozenset("that which what who whom".split())
_SPANS_OF_TIME = frozenset("day days hour hours week weeks month months year years".split())
_PORTIONS = frozenset("most some many all several two three one none half".split())
_BREAKS = frozenset("but while whereas although though".split())


_NOUNS_IN_ING = frozenset("fighting shelling bombing shooting killing mining building".split())
_OBJECTS = frozenset(
    "up out off down back over into at about dozens scores hundreds thousands people".split()
)
_NO_VERB = DETERMINERS | {"of", "in", "by", "with", "and"}
_IRREGULAR = frozenset(
    """fled rose threw shot blew drove held met ran sent stood brought bought caught fought lost won
    spread burst flew grew knew led let lay paid sank shook shut spoke spent swept tore broke chose
    drew felt found got gave heard kept made saw sold took taught thought need needs want wants
    take takes remain remains continue continues hope hopes know knows believe believes go goes
    come comes get gets make makes see sees seem seems cut cuts put puts hit hits""".split()
)


class Place(Enum):
    """Where the content stands, seen from speaker and cue."""

    BEFORE = "before"
    AFTER = "after"
    AROUND = "around"


_ADDING = GERUNDS | AFTERTHOUGHTS | {"that"}


def place_of_content(
    tokens: list[Token], begin: int, rest: int, subject: Subject, is_weak: bool
) -> Place:
    """Tell where the content of a cue stands.

    `begin` is where speaker and cue begin, `rest` the index behind cue, listener and adjuncts.
    """
    if is_weak or subject.is_shared or begin == 0 or tokens[begin - 1].low in _RELATIVES:
        return Place.AFTER
    mark = tokens[begin - 1].text
    ends_quotation = mark in CLOSERS or (mark == "," and tokens[begin - 2].text in CLOSERS)
    if ends_quotation and begin > 2:
        return Place.AROUND if opens_quotation(tokens, rest) else Place.BEFORE
    prefix = sum(t.is_word for t in tokens[:begin])
    if mark == "," and rest + 1 < len(tokens) and tokens[rest].text == "," and prefix > 1:
        following = tokens[rest + 1]
        is_added = _tells_time(tokens, rest) or following.low in _ADDING
        if not is_added and not subject.is_inverted and following.text not in OPENERS:
            return Place.AROUND  # "The raid, he said, hit a market"
    ends = rest >= len(tokens) or tokens[rest].text == "."
    if mark == "," and prefix > 1 and (ends or _tells_time(tokens, rest)):
        return Place.BEFORE
    if prefix < LEAST_PREFIX:
        return Place.AFTER
    if mark != "," and opens_quotation(tokens, rest) and not subject.is_inverted:
        return Place.AFTER
    if _is_told_out(tokens, begin, rest):
        return Place.AROUND
    if subject.is_inverted or ends_content(tokens, rest):
        if rest < len(tokens) and tokens[rest].low == "with":
            return Place.AROUND
        return Place.AROUND if opens_quotation(tokens, rest) else Place.BEFORE
    return Place.AFTER


_OBJECT_WORDS = DETERMINERS | _OBJECTS


def _is_told_out(tokens: list[Token], begin: int, rest: int) -> bool:
    """Whether the clause before the speaker is whole, and what follows is none by itself.

    For texts without commas: "Jets hit the town X said wounding ten", "... X said most of them".
    """
    before, after = tokens[:begin], tokens[rest:]
    if not after or not after[0].is_word:
        return False
    is_clause = any(
        t.low in FINITE_WORDS or (t.low.endswith("ed") and tokens[i - 1].low not in _NO_VERB)
        for i, t in enumerate(before)
        if i
    )
    if not is_clause:
        return False
    if any(t.low in SMALL_WORDS for t in before[:1]):
        return False  # "When it came the mayor said ..."
    if any(t.low in VERBS for t in before):
        return False  # "A said that it was hit and B reported nine deaths"
    opening = {t.low for t in after[:5]}
    if opening & _SPANS_OF_TIME and opening & {"after", "before"}:
        return True  # "... X said a day after"
    first, second = after[0].low, after[1].low if len(after) > 1 else ""
    is_participle = first.endswith("ing") and first not in _NOUNS_IN_ING
    if is_participle and (second in _OBJECT_WORDS or second[:1].isdigit()):
        return True
    return first != "that" and not any(_may_be_finite(t) for t in after)


_FINITE = FINITE_WORDS | VERBS | WEAK_VERBS | _IRREGULAR


def _may_be_finite(token: Token) -> bool:
    low = token.low
    return low in _FINITE or low.endswith(("ed", "'s", "'re", "'ve", "n't")) or low == "s"


def _tells_time(tokens: list[Token], rest: int) -> bool:
    """Whether ", a day after" and the like follow."""
    is_next = rest < len(tokens) and tokens[rest].text == ","
    return is_next and any(t.low in _SPANS_OF_TIME for t in tokens[rest + 1 : rest + 4])


def ends_content(tokens: list[Token], rest: int) -> bool:
    """Whether nothing that a speaker could say follows."""
    if rest >= len(tokens):
        return True
    token = tokens[rest]
    if rest + 1 < len(tokens) and token.low in _PORTIONS and tokens[rest + 1].low == "of":
        return tokens[rest + 2].low in {"them", "whom"} if rest + 2 < len(tokens) else False
    if token.text in ",-–—":
        following = tokens[rest + 1] if rest + 1 < len(tokens) else None
        return following is None or following.low != "that"
    if token.text in ".)!?;”" or opens_quotation(tokens, rest):
        return True
    return token.low in AFTERTHOUGHTS or (token.low in GERUNDS and token.low != "saying")


def opens_quotation(tokens: list[Token], rest: int) -> bool:
    while rest < len(tokens) and tokens[rest].text in ",:.":
        rest += 1
    return rest < len(tokens) and tokens[rest].text in OPENERS


def content_before(
    document: Document, sentence: Sentence, tokens: list[Token], end: int
) -> list[Span]:
    """What goes before the speaker, with the sentences before of a quotation that ends in it."""
    if end <= 0:
        return []
    start, stop = sentence.start, tokens[end - 1].end
    for quotation in document.quotations_over(start, start + 1):
        if quotation.start < start < quotation.end:
            start = quotation.start
    return [Span(start, stop)] if start < stop else []


def content_after(
    document: Document, sentence: Sentence, tokens: list[Token], begin: int
) -> list[Span]:
    """What follows the cue, with the sentences after of a quotation that begins in it."""
    while begin < len(tokens) and (tokens[begin].text in ",:–—-" or tokens[begin].low == "that"):
        begin += 1
    if begin >= len(tokens):
        return _block(document, sentence) if tokens and tokens[-1].text == ":" else []
    stop = sentence.end
    for quotation in document.quotations_over(stop, stop + 1):
        if quotation.start < stop < quotation.end:
            stop = quotation.end
    return [Span(tokens[begin].start, stop)]


def _block(document: Document, sentence: Sentence) -> list[Span]:
    """What follows a paragraph that ends in a colon: the quoted paragraphs, or all to the next."""
    following = document.sentences[sentence.index + 1 :]
    if not following:
        return []
    is_quoted = following[0].text[:1] in OPENERS
    last = following[0]
    for one in following[1:]:
        opens = one.paragraph != last.paragraph and is_quoted and one.text[:1] not in OPENERS
        if opens or one.text.endswith(":"):
            break
        last = one
    return [Span(following[0].start, last.end)]


_PARTING = _BREAKS | {";"}


def cut_apart(tokens: list[Token], found: list[Found]) -> list[Found]:
    """End a content where "but", "while" and the like lead over to the next speaker."""
    cut: list[Found] = []
    for index, one in enumerate(found):
        spans = list(one.spans)
        following = found[index + 1] if index + 1 < len(found) else None
        last = spans[-1]
        if following and one.at < last.start and following.voice:
            bridge = [
                t.start for t in tokens if last.start < t.start < following.at and t.low in _PARTING
            ]
            if bridge and following.voice is not one.voice:
                spans[-1] = Span(last.start, bridge[-1])
            outer = following.spans[0]
            if outer.start <= one.at < last.start < outer.end <= following.at < last.end:
                spans[-1] = Span(last.start, outer.end)  # "A said so, B reported"
        cut.append(replace(one, spans=tuple(spans)))
    return cut
