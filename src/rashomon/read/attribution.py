"""Who says what: the stretches of a report that it credits to a speaker.

A stretch without an attribution is the outlet's own voice. Sentences that follow an attributed
one fall back to it, unless a quotation goes on or their first words tie them to the speaker's
count: of 100 unquoted sentences that follow one in their paragraph and hold a claim (77 annotated
reports), 86 are the outlet's, 6 the speaker's, 8 of both.

Three passes: `passages_in` finds cue, speaker and content; `_named` leads short names back to
full ones; `_nested` puts a speaker who is quoted by another before that other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import overload

from rashomon.read.contents import CLOSERS, OPENERS, Found
from rashomon.read.cues import DETERMINERS, stance_of_cue
from rashomon.read.document import Document, Sentence
from rashomon.read.passages import passages_in
from rashomon.read.phrases import tokenize
from rashomon.read.speakers import Cast, Voice, VoiceKind, resolve
from rashomon.read.stretches import Stretches
from rashomon.read.transcripts import turns
from rashomon.records import EvidenceSpan, Span, Speaker, Stance

__all__ = [
    "Attributed",
    "Attributions",
    "Passages",
    "Says",
    "attribute",
    "attributed_to",
    "find_passages",
    "source_at",
]


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


_LEAST_SHARE = (
    0.25  # of the evidence; 0.15 to 0.25 read the same, 0.35 loses a speaker in a hundred
)
# Voices that a name can go back to: ten times as many as any annotated report has. Each is held
# against them all, so that without a bound a long report took the square of its length.
_MOST_EARLIER = 500
_NEAR_START = 12  # characters; an article may stand between evidence and speaker
# Sentences so begun go on with a speaker's count.
_CONTINUES = re.compile(
    r"(?:Another|The other|An additional|A further|A second|Others|Other \d+)\b|"
    r"The (?:death )?toll in\b",
    re.IGNORECASE,
)
# Somebody speaks of himself, or as people talk: speech, where a text lost its quotation marks.
_SPOKEN = re.compile(
    r"\b(?:[Ww]e(?:['’](?:re|ve)|ve)?|[Uu]s|[Oo]urs?|I|[Ii]['’]m|[Mm]y|"
    r"(?:wo|ca|do|is|are|did|have)n['’]?t|Right now)\b"
)
_COUNTED = re.compile(r"\b(?:killed|wounded|injured|dead|died|hurt|toll|casualties)\b", re.I)


# Gives the attribution that evidence at [start, end) stands in, None for the outlet's own voice.
Says = Callable[[int, int], Attributed | None]


class Attributions(Sequence[Attributed]):
    """The attributions of a report in the order of the text, quick to ask for those near."""

    def __init__(self, attributed: Iterable[Attributed]) -> None:
        self._all = tuple(attributed)
        self._stretches = Stretches(self._all, lambda one: one.span)

    def __len__(self) -> int:
        return len(self._all)

    @overload
    def __getitem__(self, at: int) -> Attributed: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Attributed, ...]: ...
    def __getitem__(self, at: int | slice) -> Attributed | tuple[Attributed, ...]:
        return self._all[at]

    def touching(self, start: int, end: int) -> list[Attributed]:
        """Return those whose content shares a character with [start, end)."""
        return self._stretches.touching(start, end)


@dataclass(frozen=True, slots=True)
class Passages:
    """The attributions of a report as its sentences show them, each with its sentence's index.

    `cast` are the names that the report holds, for those who are named in short.
    """

    found: tuple[tuple[int, Found], ...]
    cast: Cast


def attribute(document: Document) -> Attributions:
    """Find every attribution of a report, in the order of the text."""
    return attributed_to(document, find_passages(document))


def find_passages(document: Document) -> Passages:
    """Find what each sentence for itself credits to whom."""
    tokenized = [tokenize(document, sentence) for sentence in document.sentences]
    found = [
        (sentence.index, one)
        for sentence, tokens in zip(document.sentences, tokenized, strict=True)
        for one in passages_in(document, sentence, tokens)
    ]
    return Passages(tuple(found), Cast.of(document, tokenized))


def attributed_to(document: Document, passages: Passages) -> Attributions:
    """Give passages, which stand in the order of the text, their speakers over all sentences."""
    found, cast = passages.found, passages.cast
    named = _nested([*_named(document, found, cast), *_transcribed(document)])
    named += _continued(document, named, cast.is_unmarked)
    return Attributions(sorted((a for _, a in named), key=lambda a: (a.span.start, -a.span.end)))


def source_at(attributed: Sequence[Attributed], start: int, end: int) -> Attributed | None:
    """Return the attribution that best covers the evidence [start, end), None for none.

    The innermost of those that cover nearly as much of it as the best one does. A quarter of the
    evidence is enough, since evidence often takes in speaker and cue ("X said it struck Y").
    """
    if isinstance(attributed, Attributions):
        attributed = attributed.touching(start, end)  # any other covers nothing of it
    shares = [_share(a, start, end) for a in attributed]
    best = max(shares, default=0.0)
    if best < _LEAST_SHARE:
        return None
    near = [a for a, share in zip(attributed, shares, strict=True) if share >= 0.9 * best]
    return min(near, key=lambda a: a.span.end - a.span.start)


def _share(attributed: Attributed, start: int, end: int) -> float:
    """How much of [start, end) it covers: all, where speaker and cue lie in the evidence."""
    common = min(end, attributed.span.end) - max(start, attributed.span.start)
    share = common / max(1, end - start)
    speaker = attributed.source[0].evidence if attributed.source else None
    is_told = speaker is not None and start < speaker.end and speaker.start < start + _NEAR_START
    is_told = is_told and start < attributed.span.start < end
    return 1.0 if share >= _LEAST_SHARE and is_told else share


# -- the whole report ---------------------------------------------------------------------


def _named(
    document: Document, found: Sequence[tuple[int, Found]], cast: Cast
) -> list[tuple[Found, Attributed]]:
    """Give every attribution its chain."""
    outlet = document.report.outlet or ""
    earlier: list[Voice] = []
    chains: dict[Voice, tuple[Voice, ...]] = {}
    result: list[tuple[Found, Attributed]] = []
    for _, one in found:
        if one.voice is None:
            continue
        del earlier[:-_MOST_EARLIER]
        voice, known = resolve(one.voice, earlier, cast)
        if voice.kind == VoiceKind.PRONOUN:
            continue
        relays = [resolve(relay, earlier, cast)[0] for relay in one.relays]
        if known and not relays and one.voice.kind in {VoiceKind.PRONOUN, VoiceKind.ROLE}:
            relays = list(chains.get(known, ()))
        relays = [r for r in relays if not _is_own(r.words, outlet) and r.words != voice.words]
        earlier.append(voice)
        chains[voice] = tuple(relays)
        links = [] if _is_exactly(voice.words, outlet) or _is_staff(voice, outlet) else [voice]
        source = tuple(_speaker(document, link) for link in [*links, *relays])
        stance = stance_of_cue(one.cue)
        result += [(one, Attributed(span, source, one.cue, stance)) for span in one.spans]
    return result


def _speaker(document: Document, voice: Voice) -> Speaker:
    evidence = EvidenceSpan.cut(document.text, voice.start, voice.end)
    return Speaker(evidence.quote, evidence)


def _is_exactly(words: str, outlet: str) -> bool:
    return bool(outlet) and _key(words) == _key(outlet)


_STAFF = frozenset("reporter reporters correspondent correspondents photographer".split())


def _is_staff(voice: Voice, outlet: str) -> bool:
    """Whether one of the report's own outlet speaks: "SANA reporter in the town"."""
    own, words = _key(outlet).split(), _key(voice.words).split()
    rest = words[len(own) :]
    return bool(own) and words[: len(own)] == own and bool(rest) and rest[0] in _STAFF


def _is_own(words: str, outlet: str) -> bool:
    """Whether a relaying outlet is the report's own, or speaks for it ("SANA reporter")."""
    own = _key(outlet).split()
    return bool(own) and set(own) <= set(_key(words).split())


def _key(words: str) -> str:
    low = [w for w in re.findall(r"\w+", words.casefold()) if w not in DETERMINERS]
    return " ".join(low)


def _nested(named: Sequence[tuple[Found, Attributed]]) -> list[tuple[Found, Attributed]]:
    """Put a speaker whose words another relates before that other in the chain."""
    result: list[tuple[Found, Attributed]] = []
    stretches = Stretches(named, lambda pair: pair[1].span)
    for one, inner in named:
        around = [
            (other, outer)
            for other, outer in stretches.touching(one.at, one.at + 1)
            if other is not one
            and not other.is_weak
            and outer.source
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


def _holds_voice(span: Span, one: Found) -> bool:
    return one.voice is not None and span.start <= one.voice.start < span.end


def _transcribed(document: Document) -> list[tuple[Found, Attributed]]:
    """Take over the turns of a transcript."""
    result: list[tuple[Found, Attributed]] = []
    for turn in turns(document.text):
        evidence = EvidenceSpan.cut(document.text, turn.name.start, turn.name.end)
        attributed = Attributed(turn.content, (Speaker(evidence.quote, evidence),), "[]")
        result.append((Found(None, (turn.content,), turn.name.start, "[]"), attributed))
    return result


def _continued(
    document: Document, named: Sequence[tuple[Found, Attributed]], is_unmarked: bool
) -> list[tuple[Found, Attributed]]:
    """Let quotations without a cue, and counts that go on, fall to the speaker before.

    So do sentences that sound spoken where the report lost its marks (`is_unmarked`).
    """
    is_unmarked = is_unmarked and not document.quotations
    covered = [(one, a) for one, a in named if a.source]
    stretches = Stretches(covered, lambda pair: pair[1].span)
    added: list[tuple[Found, Attributed]] = []
    for index, sentence in enumerate(document.sentences):
        if not index or stretches.touching(sentence.start, sentence.end):
            continue
        before = document.sentences[index - 1]
        last = stretches.touching(before.start, before.end)
        last += [(one, a) for one, a in added[-1:] if a.span == before.span]
        is_speech = is_unmarked and bool(_SPOKEN.search(sentence.text))
        if not last and is_speech and index + 1 < len(document.sentences):
            following = document.sentences[index + 1]
            ahead = stretches.touching(following.start, following.start + 1)
            last = [(one, a) for one, a in ahead if a.span.start == following.start]
        if not last:
            continue
        one, a = max(last, key=lambda pair: pair[0].at)
        is_near = sentence.paragraph == before.paragraph
        goes_on = (
            _is_quoted(document, sentence)
            or is_speech
            or (is_near and _CONTINUES.match(sentence.text) and _COUNTED.search(sentence.text))
        )
        if goes_on:
            added.append((one, replace(a, span=sentence.span)))
    return added


def _is_quoted(document: Document, sentence: Sentence) -> bool:
    """Whether a sentence lies within a quotation, or bears a mark at one of its ends."""
    quotations = document.quotations_over(sentence.start, sentence.end)
    if sentence.text[:1] in OPENERS - {"'", "‘"} or sentence.text[-1:] in CLOSERS:
        inside = sum(min(q.end, sentence.end) - max(q.start, sentence.start) for q in quotations)
        return inside > 0.7 * len(sentence.text) or (
            "“" not in sentence.text and '"' not in sentence.text[1:-1]
        )
    return any(q.covers(sentence.span) for q in quotations)
