"""What stands between a reporting verb and what was said: the listener, the day, the occasion."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.read.cues import (
    AGENCIES,
    DETERMINERS,
    FINITE_WORDS,
    LISTENERS,
    MEDIA_NOUNS,
    PRONOUNS,
    VERBS,
)
from rashomon.read.document import Document
from rashomon.read.phrases import Token, is_time_word, phrase_after
from rashomon.read.speakers import Voice, is_media, name_in

__all__ = ["adjuncts_end", "listener_after"]

_OBJECTS = PRONOUNS | frozenset("him her them us me".split())
_TIMES = frozenset("late early earlier later today yesterday tonight now also".split())
_OCCASIONS = frozenset(
    """statement statements interview interviews conference briefing report communique telephone
    phone twitter facebook telegram post posts tweet tweets speech address letter website page
    remarks message condition anonymity broadcast email radio television tv online summary
    news press call comments bulletin dispatch testimony video""".split()
)
_ADJUNCT_OPENERS = frozenset("in on at by from via through during over to after under".split())
_PARTICIPLES = frozenset(
    "issued released posted published carried broadcast read aired made".split()
)
_PERIODS = frozenset("week weekend month year day hours late early last this next earlier".split())


def listener_after(
    document: Document, tokens: Sequence[Token], at: int, after: int
) -> tuple[Voice | None, int]:
    """Return the outlet that was told, None for other listeners, and the index behind it."""
    if tokens[at].low not in {"told", "tells", "tell", "informed", "informs", "confirmed"}:
        return None, after
    start = after
    if start < len(tokens) and tokens[start].low == "to":
        start += 1
    bounds = phrase_after(list(tokens), start)
    if bounds is None or bounds[0] != start:
        if start < len(tokens) and tokens[start].low in _OBJECTS:
            return None, start + 1
        return None, _behind_listener(tokens, start)
    stop = bounds[1]
    for index in range(*bounds):  # "told AFP the army": a new phrase is the content's subject
        if index > bounds[0] and (tokens[index].low in DETERMINERS or _ends_outlet(tokens, index)):
            stop = index
            break
    voice = name_in(document, tokens, bounds[0], stop)
    if voice and is_media(voice.words):
        return voice, stop
    if tokens[at].low.startswith("confirm"):
        return None, after
    return None, max(stop, _behind_listener(tokens, start))


_ADJUNCT_WORDS = _ADJUNCT_OPENERS | {"this", "last"}


def adjuncts_end(tokens: Sequence[Token], at: int) -> int:
    """Skip what tells when, where and how something was said; return the index behind it."""
    while at < len(tokens):
        token = tokens[at]
        if is_time_word(token.low) or token.low in _TIMES or _is_date_number(tokens, at):
            at += 1
        elif token.low in _ADJUNCT_WORDS:
            stop = _occasion_end(tokens, at)
            if stop == at:
                break
            at = stop
        elif token.low in _PARTICIPLES:
            at += 1
            if at < len(tokens) and tokens[at].low in {"by", "on"}:
                bounds = phrase_after(list(tokens), at + 1)
                at = bounds[1] if bounds else at
        else:
            break
    return at


_OUTLET_WORDS = AGENCIES | {"news", "times", "post", "tv", "television"}
_OUTLETS = MEDIA_NOUNS | AGENCIES


def _ends_outlet(tokens: Sequence[Token], at: int) -> bool:
    """Whether an outlet's name ends right before `at`: "told CNN News | Smith had"."""
    is_outlet = tokens[at - 1].low in _OUTLET_WORDS
    return is_outlet and tokens[at].is_name and tokens[at].low not in _OUTLETS


def _is_date_number(tokens: Sequence[Token], at: int) -> bool:
    if not tokens[at].low[:1].isdigit():
        return False
    near = [tokens[i].low for i in (at - 1, at + 1) if 0 <= i < len(tokens)]
    return any(is_time_word(low) for low in near)


_VERBS_ONLY = VERBS - {"report", "note", "post"}
_OCCASION_WORDS = _OCCASIONS | {"of"}


def _occasion_end(tokens: Sequence[Token], at: int) -> int:
    """The end of "on Friday", "in a statement", "this week"; `at` where it is something else."""
    if at + 1 >= len(tokens):
        return at
    following = tokens[at + 1]
    if is_time_word(following.low) or _is_date_number(tokens, at + 1):
        return at + 2
    if following.low in _PERIODS and at + 2 < len(tokens):
        return at + 2 if tokens[at].low in {"this", "last"} else at
    for index in range(at + 1, min(len(tokens), at + 9)):
        token = tokens[index]
        if token.low in _OCCASIONS and not (
            index + 1 < len(tokens) and tokens[index + 1].low in _OCCASION_WORDS
        ):
            return index + 1
        if not token.is_word or token.low in {"that", "who", "which"}:
            return at
        if token.low in FINITE_WORDS or token.low in _VERBS_ONLY:
            return at
    if following.is_name and at + 2 < len(tokens) and tokens[at].low in {"in", "from", "at"}:
        stop = at + 1
        while stop < len(tokens) and tokens[stop].is_name:
            stop += 1
        ends = stop >= len(tokens) or tokens[stop].text in ",." or is_time_word(tokens[stop].low)
        return stop if ends else at
    return at


def _behind_listener(tokens: Sequence[Token], start: int) -> int:
    for index in range(start, min(len(tokens), start + 8)):
        low = tokens[index].low
        if low == "that" or tokens[index].text in ',:"“':
            return index
        if low in LISTENERS:
            return index + 1
    return start
