"""Who says what: the stretches of a report that it credits to a speaker.

A stretch without an attribution is the outlet's own voice. Sentences that follow an attributed
one fall back to it, unless a quotation goes on or their first words tie them to the speaker's
count: over the 40 annotated reports of `train-a`, letting the speaker run on to the end of the
paragraph would have been wrong in nine of ten sentences.

Three passes: `_in_sentence` finds cue, speaker and content; `_named` leads short names back to
full ones; `_nested` puts a speaker who is quoted by another before that other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from rashomon.read.cues import (
    DETERMINERS,
    FINITE_WORDS,
    GERUNDS,
    STOP_WORDS,
    VERBS,
    WEAK_VERBS,
    stance_of_cue,
)
from rashomon.read.document import Document, Sentence
from rashomon.read.phrases import Token, is_time_word, phrase_after, phrase_before, tokenize
from rashomon.read.speakers import Cast, Voice, VoiceKind, is_media, name_in, resolve
from rashomon.read.subjects import (
    Subject,
    adjuncts_end,
    is_reporting,
    listener_after,
    opening_subject,
    subject_of,
)
from rashomon.read.transcripts import turns
from rashomon.records import EvidenceSpan, Span, Speaker, Stance

__all__ = ["Attributed", "attribute", "source_at"]


@dataclass(frozen=True, slots=True)
class Attributed:
    """A stretch of text and who says it.

    `span` is the content, what the speaker says. `source` is the chain, the first speaker
    first; it is empty where the report credits nobody but its own outlet. `cue` holds the
    reporting words, `stance` what they themselves say ("denied").
    """

    span: Span
    source: tuple[Speaker, ...]
    cue: str
    stance: Stance = Stance.AFFIRM


@dataclass(frozen=True, slots=True)
class _Found:
    """An attribution as its sentence shows it, before names are resolved."""

    voice: Voice | None  # None: the speaker of the attribution before
    spans: tuple[Span, ...]
    at: int  # where the cue stands
    cue: str
    relays: tuple[Voice, ...] = ()  # outlets that were told, or that cite the voice
    is_weak: bool = False  # a cue that takes no clause, and quotes nobody else


_LEAST_SHARE = 0.25  # of the evidence; 0.2 to 0.35 gave the same on the annotated reports
_NEAR_START = 12  # characters; an article may stand between evidence and speaker
_LEAST_PREFIX = 4  # words before a speaker that make a content rather than an adverbial
_OPENERS = frozenset("“\"«‘'„")
_CLOSERS = frozenset('”"»')
_AFTERTHOUGHTS = frozenset(
    """as with after citing speaking when referring who but without which and quoting because""".split()
)
_RELATIVES = frozenset("that which what who whom".split())
_SPANS_OF_TIME = frozenset("day days hour hours week weeks month months year years".split())
_BREAKS = frozenset("but while whereas although though".split())
# Sentences so begun go on with a speaker's count.
_CONTINUES = re.compile(
    r"(?:Another|The other|An additional|A further|A second|Others?)\b|The (?:death )?toll in\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\b(?:killed|wounded|injured|dead|died|hurt|toll|casualties)\b", re.I)


def attribute(document: Document) -> list[Attributed]:
    """Find every attribution of a report, in the order of the text."""
    tokenized = [tokenize(document, sentence) for sentence in document.sentences]
    cast = Cast.of(document, tokenized)
    found: list[tuple[int, _Found]] = []
    for sentence, tokens in zip(document.sentences, tokenized, strict=True):
        found += [(sentence.index, one) for one in _in_sentence(document, sentence, tokens)]
    named = _nested([*_named(document, found, cast), *_transcribed(document)])
    named += _continued(document, named)
    return sorted((a for _, a in named), key=lambda a: (a.span.start, -a.span.end))


def source_at(attributed: Sequence[Attributed], start: int, end: int) -> Attributed | None:
    """Return the attribution that best covers the evidence [start, end), None for none.

    The innermost of those that cover nearly as much of it as the best one does. A quarter of the
    evidence is enough, since evidence often takes in speaker and cue ("X said it struck Y").
    """
    shares = [_share(a, start, end) for a in attributed]
    best = max(shares, default=0.0)
    if best < _LEAST_SHARE:
        return None
    near = [a for a, share in zip(attributed, shares, strict=True) if share >= 0.9 * best]
    return min(near, key=lambda a: a.span.end - a.span.start)


def _share(attributed: Attributed, start: int, end: int) -> float:
    """How much of [start, end) it covers: all, where speaker and cue lie in the evidence."""
    share = (min(end, attributed.span.end) - max(start, attributed.span.start)) / max(
        1, end - start
    )
    speaker = attributed.source[0].evidence if attributed.source else None
    is_told = speaker is not None and start <= speaker.start < start + _NEAR_START
    is_told = is_told and start < attributed.span.start < end
    return 1.0 if share >= _LEAST_SHARE and is_told else share


# -- one sentence -------------------------------------------------------------------------


def _in_sentence(document: Document, sentence: Sentence, tokens: list[Token]) -> list[_Found]:
    found: list[_Found] = []
    for at, token in enumerate(tokens):
        low = token.low
        following = tokens[at + 1].low if at + 1 < len(tokens) else ""
        one: _Found | None = None
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
        elif _is_finite(document, tokens, at):
            one = _finite(document, sentence, tokens, at, found)
        elif low == ":" and at > 0 and following and tokens[at + 1].text in _OPENERS:
            one = None if found else _colon(document, sentence, tokens, at)
        if one:
            found.append(one)
    return _cut_apart(tokens, found)


def _is_finite(document: Document, tokens: list[Token], at: int) -> bool:
    low = tokens[at].low
    if low in VERBS | WEAK_VERBS:
        return is_reporting(tokens, at, document.is_capitals)
    return low == "made" and [t.low for t in tokens[at + 1 : at + 3]] == ["it", "clear"]


def _finite(
    document: Document, sentence: Sentence, tokens: list[Token], at: int, before: list[_Found]
) -> _Found | None:
    subject = subject_of(tokens, at)
    if subject is None:
        return None
    voice: Voice | None = None
    if not subject.is_shared:
        voice = name_in(document, tokens, subject.begin, subject.end)
    elif before:
        voice = before[-1].voice
    else:
        opening = opening_subject(tokens[:at])
        voice = name_in(document, tokens, opening.begin, opening.end) if opening else None
    if voice is None:
        return None
    is_weak = tokens[at].low in WEAK_VERBS
    after = max(at + 1, subject.end if subject.is_inverted else 0)
    listener, after = listener_after(document, tokens, at, after)
    rest = adjuncts_end(tokens, after)
    relays = [r for r in (listener, _carrier(document, tokens, after)) if r]
    if tokens[at].low in {"quoted", "cited"} and tokens[at - 1].low in {"was", "were", "been"}:
        saying = next(i for i in range(at, len(tokens)) if tokens[i].low == "saying")
        bounds = phrase_after(tokens, at + 2) if tokens[at + 1].low in {"by", "in"} else None
        quoting = name_in(document, tokens, *bounds) if bounds else None
        relays, rest, is_weak = [quoting] if quoting else [], saying + 1, False
    elif tokens[at].low in {"quoted", "cited", "quotes", "cites"}:
        quoted = _quoted(document, tokens, at)
        if quoted:
            voice, rest, relays = quoted[0], quoted[1], [voice]
    elif tokens[at].low in {"confirmed", "confirms", "denied", "rejected"}:
        reported = _report_of(document, tokens, at)
        if reported:
            voice, relays = reported, [voice]
    cited = _cited_aside(document, tokens, subject)
    if cited:
        voice, relays = cited, [voice, *relays]
    begin = min(subject.begin, at)
    spans: list[Span] = []
    place = _place_of_content(tokens, begin, rest, subject, is_weak)
    if place != _Place.AFTER:
        spans += _before(document, sentence, tokens, begin)
    if place != _Place.BEFORE:
        spans += _after(document, sentence, tokens, rest)
    if place == _Place.AFTER and tokens[0].low in GERUNDS and begin > 1:
        spans.insert(0, Span(tokens[1].start, tokens[begin - 1].end))
    if not spans and is_weak:
        spans = [Span(tokens[at].start, tokens[-1].end)]
    if not spans:
        return None
    return _Found(voice, tuple(spans), tokens[at].start, tokens[at].text, tuple(relays), is_weak)


def _cited_aside(document: Document, tokens: list[Token], subject: Subject) -> Voice | None:
    """Find Y in "X, citing Y, said": Y speaks, X hands it on."""
    at = subject.end
    if subject.is_shared or at + 2 >= len(tokens) or tokens[at].text != ",":
        return None
    if tokens[at + 1].low not in {"citing", "quoting"}:
        return None
    bounds = phrase_after(tokens, at + 2)
    return name_in(document, tokens, *bounds) if bounds else None


class _Place(Enum):
    """Where the content stands, seen from speaker and cue."""

    BEFORE = "before"
    AFTER = "after"
    AROUND = "around"


def _place_of_content(
    tokens: list[Token], begin: int, rest: int, subject: Subject, is_weak: bool
) -> _Place:
    if is_weak or subject.is_shared or begin == 0 or tokens[begin - 1].low in _RELATIVES:
        return _Place.AFTER
    mark = tokens[begin - 1].text
    ends_quotation = mark in _CLOSERS or (mark == "," and tokens[begin - 2].text in _CLOSERS)
    if ends_quotation and begin > 2:
        return _Place.AROUND if _opens_quotation(tokens, rest) else _Place.BEFORE
    prefix = sum(t.is_word for t in tokens[:begin])
    if mark == "," and rest + 1 < len(tokens) and tokens[rest].text == "," and prefix > 1:
        following = tokens[rest + 1]
        is_dated = any(t.low in _SPANS_OF_TIME for t in tokens[rest + 1 : rest + 4])
        is_added = is_dated or following.low in GERUNDS | _AFTERTHOUGHTS | {"that"}
        if not is_added and not subject.is_inverted and following.text not in _OPENERS:
            return _Place.AROUND  # "The raid, he said, hit a market"
    if mark == "," and prefix > 1 and (rest >= len(tokens) or tokens[rest].text == "."):
        return _Place.BEFORE
    if prefix < _LEAST_PREFIX:
        return _Place.AFTER
    if mark != "," and _opens_quotation(tokens, rest) and not subject.is_inverted:
        return _Place.AFTER
    if subject.is_inverted or _ends_content(tokens, rest):
        if rest < len(tokens) and tokens[rest].low == "with":
            return _Place.AROUND
        return _Place.AROUND if _opens_quotation(tokens, rest) else _Place.BEFORE
    return _Place.AFTER


def _report_of(document: Document, tokens: list[Token], at: int) -> Voice | None:
    """Find Y in "X confirmed a report by Y that": Y speaks, X hands it on."""
    papers = {"report", "reports", "claim", "claims", "statement", "allegation", "allegations"}
    for index in range(at + 1, min(len(tokens) - 2, at + 4)):
        if tokens[index].low in papers and tokens[index + 1].low in {"by", "from"}:
            bounds = phrase_after(tokens, index + 2)
            return name_in(document, tokens, *bounds) if bounds else None
    return None


def _according(
    document: Document,
    sentence: Sentence,
    tokens: list[Token],
    at: int,
    width: int,
    before: list[_Found],
) -> _Found | None:
    bounds = phrase_after(tokens, at + width)
    if bounds is None:
        bounds = _any_phrase(tokens, at + width)
    elif bounds[1] < len(tokens) and tokens[bounds[1]].text == ",":
        bounds = (bounds[0], _named_end(tokens, bounds[1]))
    voice = name_in(document, tokens, *bounds) if bounds else None
    if voice is None or bounds is None:
        return None
    cue = document.text[tokens[at].start : tokens[at + width - 1].end]
    is_leading = sum(t.is_word for t in tokens[:at]) < _LEAST_PREFIX
    spans = [] if is_leading else _before(document, sentence, tokens, at)
    if spans and before and before[-1].is_weak:
        spans = [Span(_last_clause(tokens, at, spans[0].start), spans[0].end)]
    rest = adjuncts_end(tokens, bounds[1])
    is_inserted = tokens[at - 1].text == "," and rest < len(tokens) and tokens[rest].text == ","
    if is_leading or (is_inserted and at < 12):
        spans += _after(document, sentence, tokens, rest)
    carrier = _carrier(document, tokens, bounds[1])
    relays = (carrier,) if carrier else ()
    return _Found(voice, tuple(spans), tokens[at].start, cue, relays) if spans else None


def _named_end(tokens: list[Token], comma: int) -> int:
    """The end of the name in "the governor, NAME, ..."; `comma` where none follows."""
    stop = comma + 1
    while stop < len(tokens) and tokens[stop].is_name:
        stop += 1
    is_name = stop - comma > 2 and stop < len(tokens) and tokens[stop].text == ","
    return stop if is_name else comma


def _any_phrase(tokens: list[Token], begin: int) -> tuple[int, int] | None:
    """The words up to the next mark or small word, whatever they name; a pronoun too."""
    if begin < len(tokens) and tokens[begin].low in {"him", "her", "them", "it"}:
        return begin, begin + 1
    stop = begin
    while stop < len(tokens) and tokens[stop].is_word and stop - begin < 8:
        if tokens[stop].low in STOP_WORDS - DETERMINERS - {"of"} or is_time_word(tokens[stop].low):
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
    document: Document, sentence: Sentence, tokens: list[Token], at: int, before: list[_Found]
) -> _Found | None:
    voice: Voice | None = None
    relays: tuple[Voice, ...] = ()
    if before:
        voice, relays = before[-1].voice, before[-1].relays
    else:
        opening = opening_subject(tokens[:at])
        if opening is None:
            return None
        voice = name_in(document, tokens, opening.begin, opening.end)
        if voice is None or voice.kind == VoiceKind.PAPER:
            return None
    spans = _after(document, sentence, tokens, at + 1)
    if not spans:
        return None
    return _Found(voice, tuple(spans), tokens[at].start, tokens[at].text, relays)


def _citing(
    document: Document,
    sentence: Sentence,
    tokens: list[Token],
    at: int,
    before: list[_Found],
) -> list[_Found]:
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
    spans = _before(document, sentence, tokens, subject[0] if subject else at)
    if not spans or relayed is None or not is_media(relayed.words):
        return before
    return [*before, _Found(cited, tuple(spans), tokens[at].start, tokens[at].text, (relayed,))]


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


def _responsibility(document: Document, tokens: list[Token], at: int) -> _Found | None:
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
    return _Found(voice, spans, tokens[verb].start, cue, is_weak=True)


def _colon(document: Document, sentence: Sentence, tokens: list[Token], at: int) -> _Found | None:
    """`NAME: "..."`, where the name opens the sentence."""
    bounds = phrase_before(tokens, at)
    voice = name_in(document, tokens, *bounds) if bounds and bounds[0] == 0 else None
    spans = _after(document, sentence, tokens, at + 1)
    return _Found(voice, tuple(spans), tokens[at].start, ":") if voice and spans else None


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


def _is_clause_gerund(tokens: list[Token], at: int) -> bool:
    """Whether a word in -ing opens a clause of its own: "..., adding that", "blaming X"."""
    low = tokens[at].low
    before = tokens[at - 1].low if at else ""
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    allowed = {"and", "while", "before", "said", "told"} | VERBS
    if following.endswith("ing"):
        return False
    if not at or before in STOP_WORDS - allowed or following in FINITE_WORDS | {"", "of", "for"}:
        return False
    if low == "claiming":
        return following in {"that", "it", "he", "she", "they", "to", "responsibility", '"', "“"}
    if low in {"giving", "putting"}:
        return any(t.low in {"toll", "figure", "number", "dead"} for t in tokens[at : at + 6])
    if low in {"calling", "describing", "telling", "pointing"}:
        return following in {"it", "the", "him", "out", "them"}
    return True


def _ends_content(tokens: list[Token], rest: int) -> bool:
    """Whether nothing that a speaker could say follows."""
    if rest >= len(tokens):
        return True
    token = tokens[rest]
    if token.text in ",-–—":
        following = tokens[rest + 1] if rest + 1 < len(tokens) else None
        return following is None or following.low != "that"
    if token.text in ".)!?;”" or _opens_quotation(tokens, rest):
        return True
    return token.low in _AFTERTHOUGHTS or (token.low in GERUNDS and token.low != "saying")


def _opens_quotation(tokens: list[Token], rest: int) -> bool:
    while rest < len(tokens) and tokens[rest].text in ",:.":
        rest += 1
    return rest < len(tokens) and tokens[rest].text in _OPENERS


def _before(document: Document, sentence: Sentence, tokens: list[Token], end: int) -> list[Span]:
    """What goes before the speaker, with the sentences before of a quotation that ends in it."""
    if end <= 0:
        return []
    start, stop = sentence.start, tokens[end - 1].end
    for quotation in document.quotations:
        if quotation.start < start < quotation.end:
            start = quotation.start
    return [Span(start, stop)] if start < stop else []


def _after(document: Document, sentence: Sentence, tokens: list[Token], begin: int) -> list[Span]:
    """What follows the cue, with the sentences after of a quotation that begins in it."""
    while begin < len(tokens) and (tokens[begin].text in ",:–—-" or tokens[begin].low == "that"):
        begin += 1
    if begin >= len(tokens):
        return _block(document, sentence) if tokens and tokens[-1].text == ":" else []
    stop = sentence.end
    for quotation in document.quotations:
        if quotation.start < stop < quotation.end:
            stop = quotation.end
    return [Span(tokens[begin].start, stop)]


def _block(document: Document, sentence: Sentence) -> list[Span]:
    """What follows a paragraph that ends in a colon: the quoted paragraphs, or all to the next."""
    following = document.sentences[sentence.index + 1 :]
    if not following:
        return []
    is_quoted = following[0].text[:1] in _OPENERS
    last = following[0]
    for one in following[1:]:
        opens = one.paragraph != last.paragraph and is_quoted and one.text[:1] not in _OPENERS
        if opens or one.text.endswith(":"):
            break
        last = one
    return [Span(following[0].start, last.end)]


def _cut_apart(tokens: list[Token], found: list[_Found]) -> list[_Found]:
    """End a content where "but", "while" and the like lead over to the next speaker."""
    cut: list[_Found] = []
    for index, one in enumerate(found):
        spans = list(one.spans)
        following = found[index + 1] if index + 1 < len(found) else None
        last = spans[-1]
        if following and one.at < last.start and following.voice:
            bridge = [
                t.start
                for t in tokens
                if last.start < t.start < following.at and t.low in _BREAKS | {";"}
            ]
            if bridge and following.voice is not one.voice:
                spans[-1] = Span(last.start, bridge[-1])
            outer = following.spans[0]
            if outer.start <= one.at < last.start < outer.end <= following.at < last.end:
                spans[-1] = Span(last.start, outer.end)  # "A said so, B reported"
        cut.append(replace(one, spans=tuple(spans)))
    return cut


# -- the whole report ---------------------------------------------------------------------


def _named(
    document: Document, found: Sequence[tuple[int, _Found]], cast: Cast
) -> list[tuple[_Found, Attributed]]:
    """Give every attribution its chain."""
    outlet = document.report.outlet or ""
    earlier: list[Voice] = []
    chains: dict[Voice, tuple[Voice, ...]] = {}
    result: list[tuple[_Found, Attributed]] = []
    for _, one in found:
        if one.voice is None:
            continue
        voice, known = resolve(one.voice, earlier, cast)
        if voice.kind == VoiceKind.PRONOUN:
            continue
        relays = [resolve(relay, earlier, cast)[0] for relay in one.relays]
        if known and not relays and one.voice.kind in {VoiceKind.PRONOUN, VoiceKind.ROLE}:
            relays = list(chains.get(known, ()))
        relays = [r for r in relays if not _is_own(r.words, outlet) and r.words != voice.words]
        earlier.append(voice)
        chains[voice] = tuple(relays)
        links = [] if _is_exactly(voice.words, outlet) else [voice]
        source = tuple(_speaker(document, link) for link in [*links, *relays])
        stance = stance_of_cue(one.cue)
        result += [(one, Attributed(span, source, one.cue, stance)) for span in one.spans]
    return result


def _speaker(document: Document, voice: Voice) -> Speaker:
    evidence = EvidenceSpan.cut(document.text, voice.start, voice.end)
    return Speaker(evidence.quote, evidence)


def _is_exactly(words: str, outlet: str) -> bool:
    return bool(outlet) and _key(words) == _key(outlet)


def _is_own(words: str, outlet: str) -> bool:
    """Whether a relaying outlet is the report's own, or speaks for it ("SANA reporter")."""
    own = _key(outlet).split()
    return bool(own) and set(own) <= set(_key(words).split())


def _key(words: str) -> str:
    low = [w for w in re.findall(r"\w+", words.casefold()) if w not in DETERMINERS]
    return " ".join(low)


def _nested(named: Sequence[tuple[_Found, Attributed]]) -> list[tuple[_Found, Attributed]]:
    """Put a speaker whose words another relates before that other in the chain."""
    result: list[tuple[_Found, Attributed]] = []
    for one, inner in named:
        around = [
            (other, outer)
            for other, outer in named
            if other is not one
            and not other.is_weak
            and outer.source
            and outer.span.start <= one.at < outer.span.end
            and not (inner.span.start <= other.at < inner.span.end)
            and _holds_voice(outer.span, one)
        ]
        if not around or not inner.source:
            result.append((one, inner))
            continue
        _, outer = min(around, key=lambda pair: pair[1].span.end - pair[1].span.start)
        links = [
            link
            for link in outer.source
            if not any(_is_same(link.words, known.words) for known in inner.source)
        ]
        is_same = _is_same(outer.source[0].words, inner.source[0].words)
        chain = inner.source if is_same else (*inner.source, *links)
        result.append((one, replace(inner, source=chain)))
    return result


def _is_same(one: str, other: str) -> bool:
    """Whether one name holds all the words of the other."""
    words, others = set(_key(one).split()), set(_key(other).split())
    return words <= others or others <= words


def _holds_voice(span: Span, one: _Found) -> bool:
    return one.voice is not None and span.start <= one.voice.start < span.end


def _transcribed(document: Document) -> list[tuple[_Found, Attributed]]:
    """Take over the turns of a transcript."""
    result: list[tuple[_Found, Attributed]] = []
    for turn in turns(document.text):
        evidence = EvidenceSpan.cut(document.text, turn.name.start, turn.name.end)
        attributed = Attributed(turn.content, (Speaker(evidence.quote, evidence),), "[]")
        result.append((_Found(None, (turn.content,), turn.name.start, "[]"), attributed))
    return result


def _continued(
    document: Document, named: Sequence[tuple[_Found, Attributed]]
) -> list[tuple[_Found, Attributed]]:
    """Let quotations without a cue, and counts that go on, fall to the speaker before."""
    covered = [(one, a) for one, a in named if a.source]
    added: list[tuple[_Found, Attributed]] = []
    for index, sentence in enumerate(document.sentences):
        if not index or any(a.span.overlaps(sentence.span) for _, a in covered):
            continue
        before = document.sentences[index - 1]
        last = [(one, a) for one, a in [*covered, *added] if a.span.overlaps(before.span)]
        if not last:
            continue
        one, a = max(last, key=lambda pair: pair[0].at)
        is_near = sentence.paragraph == before.paragraph
        goes_on = _is_quoted(document, sentence) or (
            is_near and _CONTINUES.match(sentence.text) and _COUNTED.search(sentence.text)
        )
        if goes_on:
            added.append((one, replace(a, span=sentence.span)))
    return added


def _is_quoted(document: Document, sentence: Sentence) -> bool:
    """Whether a sentence lies within a quotation, or bears a mark at one of its ends."""
    if sentence.text[:1] in _OPENERS - {"'", "‘"} or sentence.text[-1:] in _CLOSERS:
        inside = sum(
            min(q.end, sentence.end) - max(q.start, sentence.start)
            for q in document.quotations
            if q.start < sentence.end and sentence.start < q.end
        )
        return inside > 0.7 * len(sentence.text) or (
            "“" not in sentence.text and '"' not in sentence.text[1:-1]
        )
    return any(q.start <= sentence.start and sentence.end <= q.end for q in document.quotations)
