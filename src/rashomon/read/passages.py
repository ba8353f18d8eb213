"""The attributions that one sentence shows: cue, speaker and content, names as they stand there."""

from __future__ import annotations

from dataclasses import replace

from rashomon.read.adjuncts import adjuncts_end, listener_after
from rashomon.read.contents import (
    LEAST_PREFIX,
    OPENERS,
    Found,
    Place,
    content_after,
    content_before,
    cut_apart,
    place_of_content,
)
from rashomon.read.cues import (
    DETERMINERS,
    FINITE_WORDS,
    GERUNDS,
    REPORTING,
    SMALL_WORDS,
    STOP_WORDS,
    VERBS,
    WEAK_VERBS,
)
from rashomon.read.document import Document, Sentence
from rashomon.read.phrases import Token, is_time_word, phrase_after, phrase_before
from rashomon.read.speakers import Voice, VoiceKind, is_media, name_in
from rashomon.read.subjects import (
    Subject,
    is_reporting,
    is_witnessing,
    opening_subject,
    subject_of,
)
from rashomon.records import Span

__all__ = ["passages_in"]


def passages_in(document: Document, sentence: Sentence, tokens: list[Token]) -> list[Found]:
    """Find what a sentence credits to whom, in the order of its cues."""
    found: list[Found] = []
    for at, token in enumerate(tokens):
        low = token.low
        following = tokens[at + 1].low if at + 1 < len(tokens) else ""
        one: Found | None = None
        if low == "according" and following == "to":
            one = _according(document, sentence, tokens, at, 2, found)
        elif low == "per" and at > 0 and tokens[at - 1].text == ",":
            one = _according(document, sentence, tokens, at, 1, found)
        elif low in {"citing", "quoting"}:
            found = _citing(document, sentence, tokens, at, found)
        elif low in GERUNDS and _is_clause_gerund(tokens, at):
            one = _gerund(document, sentence, tokens, at, found)
        elif low == "responsibility" and at > 0:
            one = _responsibility(document, tokens, at)
        elif low in _PASSIVE_CUES and _is_passive(tokens, at):
            one = _passive(document, sentence, tokens, at)
        elif _is_finite(document, tokens, at):
            one = _finite(document, sentence, tokens, at, found)
        elif low == ":" and at > 0 and following and tokens[at + 1].text in OPENERS:
            one = None if found else _colon(document, sentence, tokens, at)
        if one:
            found.append(one)
    if any(one.cue != ":" for one in found):
        found = [one for one in found if one.cue != ":"]  # 'CITY: "...", the mayor said'
    return cut_apart(tokens, found)


_PASSIVE_CUES = frozenset("reported announced confirmed stated denied".split())


def _is_passive(tokens: list[Token], at: int) -> bool:
    """Whether "by" and a speaker follow: "it was reported today by X", "as reported by X"."""
    after = adjuncts_end(tokens, at + 1)
    return after + 1 < len(tokens) and tokens[after].low == "by"


def _passive(document: Document, sentence: Sentence, tokens: list[Token], at: int) -> Found | None:
    begin = at
    while begin > 0 and tokens[begin - 1].low in {"it", "was", "were", "been", "has", "as", "is"}:
        begin -= 1
    is_clause = tokens[begin].low in {"it", "as"}
    if not is_clause and begin == at:
        return None  # "the toll reported by X": no more than the toll
    by = adjuncts_end(tokens, at + 1)
    bounds = phrase_after(tokens, by + 1)
    voice = name_in(document, tokens, *bounds) if bounds else None
    if voice is None or bounds is None:
        return None
    rest = adjuncts_end(tokens, bounds[1])
    that = next((i for i in range(rest, min(len(tokens), rest + 2)) if tokens[i].low == "that"), 0)
    if is_clause and that:
        spans = content_after(document, sentence, tokens, that)
    elif is_clause and begin < LEAST_PREFIX:
        spans = content_after(document, sentence, tokens, rest)
    else:
        spans = content_before(document, sentence, tokens, begin)
    return Found(voice, tuple(spans), tokens[at].start, tokens[at].text) if spans else None


def _is_finite(document: Document, tokens: list[Token], at: int) -> bool:
    low = tokens[at].low
    if low in REPORTING:
        return is_reporting(tokens, at, document.is_capitals)
    if low == "saw":
        return is_witnessing(tokens, at)
    return low == "made" and [t.low for t in tokens[at + 1 : at + 3]] == ["it", "clear"]


def _finite(
    document: Document, sentence: Sentence, tokens: list[Token], at: int, before: list[Found]
) -> Found | None:
    subject = subject_of(tokens, at)
    if subject is None:
        return None
    voice: Voice | None = None
    if not subject.is_shared:
        voice = name_in(document, tokens, subject.begin, subject.end)
    elif before and not (broken := _last_break(tokens, before[-1].at, at)):
        voice = before[-1].voice
    elif before:
        opening = opening_subject(tokens[broken:at])
        if opening:
            voice = name_in(document, tokens, broken + opening.begin, broken + opening.end)
        else:
            voice = before[-1].voice
    else:
        opening = opening_subject(tokens[:at])
        voice = name_in(document, tokens, opening.begin, opening.end) if opening else None
    if voice is None:
        return None
    is_denial = tokens[at].low in {"denied", "denies", "rejected", "rejects"} and subject.begin > 0
    if is_denial and tokens[subject.begin - 1].low in _CHARGES:
        return None  # "an accusation X denied" tells whose it was, not what follows
    is_weak = tokens[at].low in WEAK_VERBS
    after = max(at + 1, subject.end if subject.is_inverted else 0)
    listener, after = listener_after(document, tokens, at, after)
    rest = adjuncts_end(tokens, after)
    relays = [r for r in (listener, _carrier(document, tokens, after)) if r]
    if tokens[at].low in {"quoted", "cited"} and tokens[at - 1].low in {"was", "were", "been"}:
        saying = next(i for i in range(at, len(tokens)) if tokens[i].low == "saying")
        by = adjuncts_end(tokens, saying + 1)
        if by < len(tokens) and tokens[by].low in {"by", "in"}:  # "was quoted as saying by X"
            bounds = phrase_after(tokens, by + 1)
            quoting = name_in(document, tokens, *bounds) if bounds else None
            past = content_before(document, sentence, tokens, subject.begin)
            if past and bounds and bounds[1] + 2 > len(tokens) - 1:
                carriers = (quoting,) if quoting else ()
                return Found(voice, tuple(past), tokens[at].start, "quoted", carriers)
        bounds = phrase_after(tokens, at + 2) if tokens[at + 1].low in {"by", "in"} else None
        quoting = name_in(document, tokens, *bounds) if bounds else None
        relays, rest, is_weak = [quoting] if quoting else [], saying + 1, False
    elif tokens[at].low in {"quoted", "cited", "quotes", "cites", "reported"}:
        quoted = _quoted(document, tokens, at)
        if quoted:
            voice, rest, relays = quoted[0], quoted[1], [voice]
    elif tokens[at].low in {"confirmed", "confirms", "denied", "rejected"}:
        reported = _report_of(document, tokens, at)
        told = _told_to(document, tokens, at)
        if reported:
            voice, relays = reported, [voice]
        elif told:
            relays.append(told)
    cited = _cited_aside(document, tokens, subject)
    if cited:
        voice, relays = cited, [voice, *relays]
    begin = min(subject.begin, at)
    spans: list[Span] = []
    place = place_of_content(tokens, begin, rest, subject, is_weak)
    if place != Place.AFTER:
        spans += content_before(document, sentence, tokens, begin)
    if place != Place.BEFORE:
        spans += content_after(document, sentence, tokens, rest)
    if place == Place.AFTER and tokens[0].low in GERUNDS and begin > 1:
        spans.insert(0, Span(tokens[1].start, tokens[begin - 1].end))
    if is_weak and len(spans) < 2:  # the cue tells part of what is said: "blamed X for it"
        spans = [Span(tokens[at].start, spans[0].end if spans else tokens[-1].end)]
    if not spans:
        return None
    return Found(voice, tuple(spans), tokens[at].start, tokens[at].text, tuple(relays), is_weak)


def _last_break(tokens: list[Token], after: int, at: int) -> int:
    """The index behind the last "while" or the like between two cues; zero where none is."""
    return next(
        (
            index + 1
            for index in range(at - 2, -1, -1)
            if tokens[index].start > after and tokens[index].low in {"while", "whilst", "whereas"}
        ),
        0,
    )


_CHARGES = frozenset("accusation accusations allegation allegations charge charges".split())


def _cited_aside(document: Document, tokens: list[Token], subject: Subject) -> Voice | None:
    """Find Y in "X, citing Y, said": Y speaks, X hands it on."""
    at = subject.end
    if subject.is_shared or at + 2 >= len(tokens) or tokens[at].text != ",":
        return None
    if tokens[at + 1].low not in {"citing", "quoting"}:
        return None
    bounds = phrase_after(tokens, at + 2)
    return name_in(document, tokens, *bounds) if bounds else None


def _report_of(document: Document, tokens: list[Token], at: int) -> Voice | None:
    """Find Y in "X confirmed a report by Y that": Y speaks, X hands it on."""
    papers = {"report", "reports", "claim", "claims", "statement", "allegation", "allegations"}
    for index in range(at + 1, min(len(tokens) - 2, at + 4)):
        if tokens[index].low in papers and tokens[index + 1].low in {"by", "from"}:
            bounds = phrase_after(tokens, index + 2)
            return name_in(document, tokens, *bounds) if bounds else None
    return None


def _told_to(document: Document, tokens: list[Token], at: int) -> Voice | None:
    """Find the outlet in "confirmed the toll to OUTLET"."""
    for index in range(at + 1, min(len(tokens) - 1, at + 7)):
        if tokens[index].low in SMALL_WORDS:
            bounds = phrase_after(tokens, index + 1) if tokens[index].low == "to" else None
            voice = name_in(document, tokens, *bounds) if bounds else None
            return voice if voice and is_media(voice.words) else None
    return None


def _according(
    document: Document,
    sentence: Sentence,
    tokens: list[Token],
    at: int,
    width: int,
    before: list[Found],
) -> Found | None:
    bounds = phrase_after(tokens, at + width)
    if bounds is None:
        bounds = _any_phrase(tokens, at + width)
    elif bounds[1] < len(tokens) and tokens[bounds[1]].text == ",":
        bounds = (bounds[0], _named_end(tokens, bounds[1]))
    voice = name_in(document, tokens, *bounds) if bounds else None
    if voice is None or bounds is None:
        return None
    cue = document.text[tokens[at].start : tokens[at + width - 1].end]
    is_leading = sum(t.is_word for t in tokens[:at]) < LEAST_PREFIX
    spans = [] if is_leading else content_before(document, sentence, tokens, at)
    if spans and before and before[-1].is_weak:
        spans = [Span(_last_clause(tokens, at, spans[0].start), spans[0].end)]
    rest = adjuncts_end(tokens, bounds[1])
    is_inserted = tokens[at - 1].text == "," and rest < len(tokens) and tokens[rest].text == ","
    if is_leading or (is_inserted and at < 12):
        spans += content_after(document, sentence, tokens, rest)
    carrier = _carrier(document, tokens, bounds[1])
    relays = (carrier,) if carrier else ()
    return Found(voice, tuple(spans), tokens[at].start, cue, relays) if spans else None


def _named_end(tokens: list[Token], comma: int) -> int:
    """The end of the name in "the governor, NAME, ..."; `comma` where none follows."""
    stop = comma + 1
    while stop < len(tokens) and tokens[stop].is_name:
        stop += 1
    is_name = stop - comma > 2 and stop < len(tokens) and tokens[stop].text == ","
    return stop if is_name else comma


_PHRASE_STOPS = SMALL_WORDS - {"of"}


def _any_phrase(tokens: list[Token], begin: int) -> tuple[int, int] | None:
    """The words up to the next mark or small word, whatever they name; a pronoun too."""
    if begin < len(tokens) and tokens[begin].low in {"him", "her", "them", "it"}:
        return begin, begin + 1
    stop = begin
    while stop < len(tokens) and tokens[stop].is_word and stop - begin < 8:
        if tokens[stop].low in _PHRASE_STOPS or is_time_word(tokens[stop].low):
            break
        stop += 1
    return (begin, stop) if stop > begin and tokens[stop - 1].low not in DETERMINERS else None


def _last_clause(tokens: list[Token], end: int, start: int) -> int:
    """Where the relative clause begins that ends at `end`; `start` where none does."""
    for token in reversed(tokens[:end]):
        if token.low in {"that", "which", "who", "where", "when"}:
            return token.start
    return start


def _gerund(
    document: Document, sentence: Sentence, tokens: list[Token], at: int, before: list[Found]
) -> Found | None:
    voice: Voice | None = None
    relays: tuple[Voice, ...] = ()
    direct = phrase_before(tokens, at)
    if direct and direct[0] > 0 and tokens[direct[0] - 1].low == "with":
        voice = name_in(document, tokens, *direct)  # "..., with the monitor saying that"
    elif before:
        voice, relays = before[-1].voice, before[-1].relays
    else:
        opening = opening_subject(tokens[:at])
        if opening is None:
            return None
        voice = name_in(document, tokens, opening.begin, opening.end)
        if voice is None or voice.kind == VoiceKind.PAPER:
            return None
    spans = content_after(document, sentence, tokens, at + 1)
    if not spans:
        return None
    return Found(voice, tuple(spans), tokens[at].start, tokens[at].text, relays)


def _citing(
    document: Document,
    sentence: Sentence,
    tokens: list[Token],
    at: int,
    before: list[Found],
) -> list[Found]:
    """In "X reported, citing Y", Y speaks first and X hands it on."""
    bounds = phrase_after(tokens, at + 1)
    cited = name_in(document, tokens, *bounds) if bounds else None
    if cited is None:
        return before
    if before and before[-1].voice:
        last = before[-1]
        relay = [v for v in (last.voice, *last.relays) if v]
        return [*before[:-1], replace(last, voice=cited, relays=tuple(relay))]
    subject = phrase_before(tokens, at - (tokens[at - 1].text == ","))
    relayed = name_in(document, tokens, *subject) if subject else None
    spans = content_before(document, sentence, tokens, subject[0] if subject else at)
    if not spans or relayed is None or not is_media(relayed.words):
        return before
    return [*before, Found(cited, tuple(spans), tokens[at].start, tokens[at].text, (relayed,))]


def _quoted(document: Document, tokens: list[Token], at: int) -> tuple[Voice, int] | None:
    """Find Y in "X quoted Y as saying", and where its words begin."""
    bounds = phrase_after(tokens, at + 1)
    if bounds is None:
        return None
    stop = bounds[1]
    while stop < len(tokens) and tokens[stop].low != "saying" and stop - bounds[1] < 8:
        stop += 1
    if stop >= len(tokens) or tokens[stop].low != "saying":
        return None
    voice = name_in(document, tokens, *bounds)
    return (voice, adjuncts_end(tokens, stop + 1)) if voice else None


def _responsibility(document: Document, tokens: list[Token], at: int) -> Found | None:
    """In "X claimed responsibility", X owns up to the deed; toll and day stay the outlet's."""
    verbs = {"claimed", "claims", "accepted", "took", "assumed", "admitted", "denied", "claiming"}
    verb = next((i for i in range(at - 1, max(-1, at - 5), -1) if tokens[i].low in verbs), None)
    if verb is None:
        return None
    subject = subject_of(tokens, verb)
    if subject is None or subject.is_shared or subject.is_inverted:
        return None
    voice = name_in(document, tokens, subject.begin, subject.end)
    if voice is None:
        return None
    stop = next((t.end for t in tokens[at + 1 : at + 2] if t.low == "for"), tokens[at].end)
    spans = (Span(tokens[subject.begin].start, stop),)
    cue = document.text[tokens[verb].start : tokens[at].end]
    return Found(voice, spans, tokens[verb].start, cue, is_weak=True)


def _colon(document: Document, sentence: Sentence, tokens: list[Token], at: int) -> Found | None:
    """`NAME: "..."`, where the name opens the sentence."""
    bounds = phrase_before(tokens, at)
    voice = name_in(document, tokens, *bounds) if bounds and bounds[0] == 0 else None
    spans = content_after(document, sentence, tokens, at + 1)
    return Found(voice, tuple(spans), tokens[at].start, ":") if voice and spans else None


def _carrier(document: Document, tokens: list[Token], begin: int) -> Voice | None:
    """The outlet in "in a statement carried by X", "in an interview with X"."""
    window = tokens[begin : begin + 14]
    for offset, token in enumerate(window[:-1]):
        if token.low in VERBS or token.low == "that":
            return None
        pair = (token.low, window[offset + 1].low)
        if pair in {
            ("carried", "by"), ("published", "by"), ("quoted", "by"), ("broadcast", "by"),
            ("cited", "by"), ("interview", "with"), ("interview", "to"), ("speaking", "to"),
            ("comments", "to"), ("statement", "to"), ("statements", "to"), ("broadcast", "on"),
            ("relayed", "by"), ("remarks", "to"), ("reported", "by"),
        }:  # fmt: skip
            bounds = phrase_after(tokens, begin + offset + 2)
            voice = name_in(document, tokens, *bounds) if bounds else None
            return voice if voice and is_media(voice.words) else None
    return None


_NO_CLAUSE_BEFORE = STOP_WORDS - VERBS - {"and", "while", "before", "said", "told"}
_NO_CLAUSE_AFTER = FINITE_WORDS | {"", "of", "for"}


def _is_clause_gerund(tokens: list[Token], at: int) -> bool:
    """Whether a word in -ing opens a clause of its own: "..., adding that", "blaming X"."""
    low = tokens[at].low
    before = tokens[at - 1].low if at else ""
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if following.endswith("ing"):
        return False
    if not at or before in _NO_CLAUSE_BEFORE or following in _NO_CLAUSE_AFTER:
        return False
    if low == "claiming":
        return following in {"that", "it", "he", "she", "they", "to", "responsibility", '"', "“"}
    if low in {"giving", "putting"}:
        return any(t.low in {"toll", "figure", "number", "dead"} for t in tokens[at : at + 6])
    if low in {"calling", "describing", "telling", "pointing"}:
        return following in {"it", "the", "him", "out", "them"}
    return True
