"""Who a speaker is: the words that name it best, and the full name behind a short one.

"Observatory director Rami Abdel Rahman" is called "Rami Abdel Rahman"; "he", "the monitor",
"the statement", "Rahman" and "SOHR" are led back to the fullest name that the text gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rashomon.read.cues import (
    ADVERBS,
    AGENCIES,
    DETERMINERS,
    DOCUMENT_NOUNS,
    MEDIA_NOUNS,
    MODIFIERS,
    NOT_MEDIA,
    PRONOUNS,
    SPEAKER_NOUNS,
    STOP_WORDS,
    TITLES,
)
from rashomon.read.document import Document
from rashomon.read.phrases import Token, is_time_word

__all__ = ["Cast", "Voice", "VoiceKind", "is_media", "name_in", "resolve"]


class VoiceKind(StrEnum):
    """What sort of words name the speaker."""

    PERSON = "person"
    GROUP = "group"  # organizations, places that stand for governments, several people
    ROLE = "role"  # "a military source"
    PAPER = "paper"  # "the statement"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker as met: `words` at [start, end) name it, `phrase` is all that was said of it."""

    start: int
    end: int
    words: str
    phrase: str
    kind: VoiceKind


_MOST_NAMES = 1_000  # of people, and of groups; every speaker is held against them all


@dataclass(frozen=True, slots=True)
class Cast:
    """The names that a report holds: people with their offices, and organizations."""

    people: tuple[Voice, ...]
    groups: tuple[Voice, ...]
    is_unmarked: bool = False  # the report lost its commas, so that names run into each other

    @classmethod
    def of(cls, document: Document, sentences: Sequence[list[Token]]) -> Cast:
        """Collect the names from the report's sentences."""
        people: list[Voice] = []
        groups: list[Voice] = []
        for tokens in sentences:
            for begin, end in _runs(tokens):
                voice = _cast_name(document, tokens, begin, end)
                if voice and voice.kind == VoiceKind.PERSON:
                    people.append(voice)
                elif voice:
                    groups.append(voice)
        people, groups = people[:_MOST_NAMES], groups[:_MOST_NAMES]
        is_unmarked = document.text.count(",") * _FEW_COMMAS < len(document.text)
        return cls(tuple(people), tuple(groups), is_unmarked)


_GROUP_WORDS = frozenset(
    """administration agency air alliance amnesty army association authority bank base brigade
    bureau center centre city coalition command commission committee company congress
    corps council court crescent cross database defence defense democratic department
    directorate east embassy federation forces foundation front general's government group
    guard guards helmets hospital house initiative institute islamic kingdom kremlin
    league media militia ministry mission movement nations network news north observatory
    office organisation organization parliament party pentagon police press project
    province radio republic rights senate service services society south staff state
    states syndicate television tv union university watch west""".split()
)
_MONITORS = frozenset("observatory watch monitor monitoring network amnesty watchdog".split())
_MONITOR_ROLES = frozenset("monitor monitors monitoring watchdog".split())
_AID_ROLES = frozenset("aid relief medical charity".split())
_AID_BODIES = frozenset("relief aid medical crescent doctors borders frontières".split())
_HEADS = frozenset("head director chief leader boss".split())
_OFFICES = frozenset("spokesman spokeswoman spokesperson representative correspondent".split())
_NOT = {
    "she": frozenset("husband father brother son king mr uncle man spokesman".split()),
    "he": frozenset("wife mother sister daughter queen mrs ms aunt woman spokeswoman".split()),
}
_HEADLINE_VERBS = frozenset("says condemns kills claims denies accuses warns blames calls".split())
_PARTICLES = frozenset("al el bin ibn abu de la del van von der di da dos y abd ul".split())
_TITLED = frozenset("mr mrs ms dr".split())
_PLAIN = DETERMINERS | frozenset("this that these those same".split())
_ISSUED = frozenset(
    """statement statements communique communiqué release claim message post tweet note bulletin
    dispatch""".split()
)
_PRONOUNS = PRONOUNS | {"him", "her", "them"}
_KEPT = DETERMINERS | _PRONOUNS
_FEW_COMMAS = 1000  # characters a comma; reports with commas have one in 60 to 150
_NEAR = 6  # titles stand at most so many words from the name they belong to


def is_media(words: str) -> bool:
    """Tell whether words name a news outlet or one who reports for it.

    >>> [is_media(w) for w in ("Reuters", "state television", "reporters", "the council")]
    [True, True, False, False]
    """
    low = [w.strip(".,'’").casefold() for w in words.replace(" - ", "-").split()]
    if any(w in AGENCIES or w in MEDIA_NOUNS for w in low):
        return True
    core = [w for w in words.split() if w.casefold() not in DETERMINERS]
    return (
        len(core) == 1 == len(words.split())
        and 2 <= len(core[0]) <= 5
        and core[0].isalpha()
        and core[0].isupper()
        and core[0].casefold() not in NOT_MEDIA
    )


def name_in(document: Document, tokens: Sequence[Token], begin: int, end: int) -> Voice | None:
    """Choose from the phrase tokens[begin:end] the words that name the speaker best."""
    while begin < end and (
        not tokens[begin].is_word
        or tokens[begin].low in ADVERBS
        or is_time_word(tokens[begin].low)
        or (tokens[begin].low in STOP_WORDS and tokens[begin].low not in _KEPT)
    ):
        begin += 1
    while end > begin and (
        (not tokens[end - 1].is_word and tokens[end - 1].text != ")")
        or (end - begin > 1 and tokens[end - 1].low in {"on", "in", "at", "and"})
    ):
        end -= 1
    if begin >= end:
        return None
    if end - begin == 1 and tokens[begin].low in _PRONOUNS:
        return _voice(document, tokens, begin, end, begin, end, VoiceKind.PRONOUN)
    for choose in (_paper, _person, _group):
        found = choose(tokens, begin, end)
        if found:
            return _voice(document, tokens, *found[:2], begin, end, found[2])
    return _voice(document, tokens, begin, end, begin, end, VoiceKind.ROLE)


def resolve(voice: Voice, earlier: Sequence[Voice], cast: Cast) -> tuple[Voice, Voice | None]:
    """Return the fullest name of a speaker, and the earlier speaker that it goes back to.

    The second is None where the name was found in the text at large, or needed no help.
    """
    low = _core(voice.words)
    if voice.kind == VoiceKind.PRONOUN:
        found = _antecedent(voice, earlier, cast)
        return (found or voice, found)
    if voice.kind == VoiceKind.PAPER and low == ("report",) and voice.words[0] in "tT":
        found = next((v for v in reversed(earlier) if is_media(v.words)), None)
        return (found or voice, found)
    if voice.kind == VoiceKind.PAPER and not set(low) & _ISSUED:
        return voice, None
    if voice.kind == VoiceKind.PAPER:
        found = next((v for v in reversed(earlier) if v.kind != VoiceKind.ROLE or v.words), None)
        return (found or voice, found)
    if cast.is_unmarked and len(low) > 1:
        known = _known_tail(low, [*earlier, *cast.people])
        if known:
            return known, None
    if voice.kind == VoiceKind.PERSON or (len(low) <= 2 and voice.kind == VoiceKind.GROUP):
        fuller = _fuller_person(voice, low, [*earlier, *cast.people])
        if fuller:
            return fuller, None
    if voice.kind == VoiceKind.GROUP:
        return _fuller_group(voice, low, [*cast.groups, *earlier]) or voice, None
    if voice.kind == VoiceKind.ROLE:
        return _behind_role(voice, low, earlier, cast)
    return voice, None


_PLAIN_OR_LINK = _PLAIN | {"of", "for", "and"}


@lru_cache(maxsize=4096)  # every speaker is held against every earlier one
def _core(words: str) -> tuple[str, ...]:
    found = re.findall(r"[^\W_]+(?:['’.-][^\W_]+)*", words.casefold())
    plain = _PLAIN_OR_LINK
    kept = [w for w in found if w not in plain and not re.search(r"[’'-]based$", w)]
    return tuple(re.sub(r"['’]s?$|^(?:al|el)-", "", w) for w in kept)


def _voice(
    document: Document,
    tokens: Sequence[Token],
    begin: int,
    end: int,
    phrase_begin: int,
    phrase_end: int,
    kind: VoiceKind,
) -> Voice:
    start, stop = tokens[begin].start, tokens[end - 1].end
    words = re.sub(r"\s*['’]s?$", "", document.text[start:stop])
    if end < len(tokens) and tokens[end].low in DOCUMENT_NOUNS:
        words = re.sub(r"\b([A-Z]{2,})s$", r"\1", words)  # "ISs statement", apostrophe lost
    phrase = document.text[tokens[phrase_begin].start : tokens[phrase_end - 1].end]
    return Voice(start, start + len(words), words, phrase, kind)


def _paper(tokens: Sequence[Token], begin: int, end: int) -> tuple[int, int, VoiceKind] | None:
    """The issuer in "a ministry statement", "a statement by the ministry"; else the paper."""
    at = next((i for i in range(begin, end) if tokens[i].low in DOCUMENT_NOUNS), None)
    if at is None or tokens[at].low in {"video", "reports", "report", "papers", "account"}:
        return None
    for by in range(at + 1, min(end - 1, at + 4)):
        if tokens[by].low in {"by", "from"}:
            return by + 1, end, VoiceKind.GROUP
    front = at
    while front > begin and tokens[front - 1].low in {"news", "press", "official", "joint"}:
        front -= 1
    first = begin + (tokens[begin].low in DETERMINERS)
    if front > first and any(t.is_name or t.low in SPEAKER_NOUNS for t in tokens[first:front]):
        return begin if tokens[begin].low == "the" else first, front, VoiceKind.GROUP
    return (begin, end, VoiceKind.PAPER) if at + 1 == end or tokens[at + 1].low == "which" else None


_ROLES = SPEAKER_NOUNS - TITLES


def _person(tokens: Sequence[Token], begin: int, end: int) -> tuple[int, int, VoiceKind] | None:
    titled = None
    for at in range(begin, end - 1):
        if _is_title(tokens[at]) and _is_given_name(tokens[at + 1]):
            stop = _run_end(tokens, at + 1, end)
            if any(t.low in _GROUP_WORDS for t in tokens[at + 1 : stop]):
                continue
            titled = (at + 1, stop, VoiceKind.PERSON)
    if titled:
        return titled
    stop = _run_end(tokens, begin, end)
    run = tokens[begin:stop]
    if len([t for t in run if t.is_word]) < 2 or any(t.low in _GROUP_WORDS for t in run):
        return None
    if any(t.low in _ROLES for t in run):
        return None
    rest = tokens[stop:end]
    if not rest:
        is_plain = all(t.text.isalpha() or "-" in t.text or "." in t.text for t in run)
        return (begin, stop, VoiceKind.PERSON) if is_plain and len(run) <= 5 else None
    is_followed = rest[0].text in ",(" or rest[0].low in DETERMINERS or _is_title(rest[0])
    has_office = any(_is_title(t) or t.low in SPEAKER_NOUNS for t in rest[:_NEAR])
    has_office = has_office or rest[0].low in {"a", "an"}
    is_titled = rest[0].low in DETERMINERS and len(rest) > 1 and _is_title(rest[1])
    is_body = rest[-1].low in {"group", "forces", "agency"} and not is_titled
    if is_followed and has_office and not is_body:
        return begin, stop, VoiceKind.PERSON
    return None


def _group(tokens: Sequence[Token], begin: int, end: int) -> tuple[int, int, VoiceKind] | None:
    last: tuple[int, int] | None = None
    for start, stop in _runs(tokens[begin:end]):
        run = tokens[begin + start : begin + stop]
        is_full = len(run) >= 2 and any(t.low in _GROUP_WORDS for t in run)
        is_last = begin + stop == end
        if (is_full or is_last) and _is_apposed(tokens, begin, begin + start):
            return begin + start, begin + stop, VoiceKind.GROUP
        if is_full and "for" in {t.low for t in run}:
            last = last or (begin + start, begin + stop)
    if last and not any(t.low in TITLES | {"source", "sources"} for t in tokens[begin : last[0]]):
        if tokens[begin].low in DETERMINERS and last[0] == begin + 1:
            return begin, last[1], VoiceKind.GROUP
        if not any(t.low == "and" for t in tokens[begin:end] if t.start >= tokens[last[1] - 1].end):
            return last[0], last[1], VoiceKind.GROUP
    head = [t for t in tokens[begin:end] if t.low not in DETERMINERS]
    if head and head[0].is_name and not any(t.low in {"source", "sources"} for t in head):
        is_role = any(t.low in TITLES | {"officials", "officers"} for t in head)
        return begin, end, VoiceKind.ROLE if is_role else VoiceKind.GROUP
    return None


def _is_apposed(tokens: Sequence[Token], begin: int, at: int) -> bool:
    """Whether the name at `at` is what the nouns before it are called."""
    if at <= begin:
        return False
    before = at - 1
    if tokens[before].low in {"the", "as"}:
        before -= 1
    if before >= begin and tokens[before].low in {"as", "known"}:
        return True
    if before < begin or tokens[before].is_name:
        return False
    return tokens[before].low in SPEAKER_NOUNS and tokens[before].low not in TITLES | {
        "source",
        "sources",
        "officials",
        "state",
        "police",
    }


def _runs(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The stretches of words written large, links within a name included."""
    at = 0
    while at < len(tokens):
        if not tokens[at].is_name:
            at += 1
            continue
        stop = _run_end(tokens, at, len(tokens), links=True)
        yield at, stop
        at = stop


def _run_end(tokens: Sequence[Token], begin: int, end: int, links: bool = False) -> int:
    at = begin
    while at < end:
        token = tokens[at]
        if links and at - begin > 2 and tokens[at - 1].low == "rights":
            break  # "... Observatory for Human Rights | Rami Abdel Rahman"
        if links and at > begin and token.low in _HEADLINE_VERBS:
            break
        is_inner = at + 1 < end and tokens[at + 1].is_name and at > begin
        is_link = links and token.low in {"for", "of"} and _links(tokens, begin, at)
        if token.is_name or (is_inner and (token.low in _PARTICLES or is_link)):
            at += 1
        elif token.text in '“"' and is_inner and at + 2 < end and tokens[at + 2].text in '”"':
            at += 3  # a nickname
        else:
            break
    return at


def _links(tokens: Sequence[Token], begin: int, at: int) -> bool:
    return any(t.low in _GROUP_WORDS for t in tokens[begin:at])


def _is_title(token: Token) -> bool:
    return token.low.rstrip(".") in TITLES


def _is_given_name(token: Token) -> bool:
    return token.is_name and not _is_title(token)


def _cast_name(document: Document, tokens: Sequence[Token], begin: int, end: int) -> Voice | None:
    """A name worth remembering: a person with an office near, or an organization."""
    run = list(tokens[begin:end])
    first = begin
    for at in range(begin, end):
        if _is_title(tokens[at]):
            first = at + 1
    before = tokens[max(0, first - 1) : first]
    after = tokens[end : end + _NEAR]
    is_titled = bool(before) and _is_title(before[0])
    has_office = bool(after) and (
        (after[0].text in ",(" or after[0].low in DETERMINERS or _is_title(after[0]))
        and any(_is_title(t) for t in after)
    )
    length = sum(1 for t in tokens[first:end] if t.is_word)
    is_group = any(t.low in _GROUP_WORDS for t in tokens[first:end])
    if 2 <= length <= 5 and not is_group and (is_titled or has_office):
        context = (max(0, begin - _NEAR), min(len(tokens), end + 2 * _NEAR))
        return _voice(document, tokens, first, end, *context, VoiceKind.PERSON)
    if len(run) < 2:
        return None
    if any(t.low in _GROUP_WORDS for t in run):
        return _voice(document, tokens, begin, end, begin, end, VoiceKind.GROUP)
    return None


def _antecedent(voice: Voice, earlier: Sequence[Voice], cast: Cast) -> Voice | None:
    low = voice.words.casefold()
    low = {"him": "he", "her": "she", "them": "they"}.get(low, low)
    if low in {"i", "we"}:
        return None
    for candidate in reversed(earlier):
        is_one = candidate.kind == VoiceKind.PERSON or (
            candidate.kind == VoiceKind.ROLE and not _is_plural(candidate.words)
        )
        if low in {"he", "she"} and is_one and not set(_core(candidate.phrase)) & _NOT[low]:
            return candidate
        is_body = candidate.kind in {VoiceKind.GROUP, VoiceKind.PAPER} or (
            candidate.kind == VoiceKind.ROLE and _is_body(candidate.words)
        )
        if low == "it" and is_body:
            return candidate
        if low == "they" and candidate.kind != VoiceKind.PERSON:
            return candidate
    if low in {"he", "she"}:  # a bare surname is taken for a group until its first name shows
        singles = (v for v in reversed(earlier) if len(_core(v.words)) == 1)
        body = next((v for v in reversed(earlier) if v.kind == VoiceKind.GROUP), None)
        begin = body.start if body else 0
        named = (v for v in reversed(cast.people) if begin < v.start < voice.start)
        found = next(singles, None) or next(named, None)
        return found or body  # one who speaks for the body
    return earlier[-1] if earlier and low == "it" else None


_ROLE_HEADS = SPEAKER_NOUNS - MODIFIERS


def _is_body(words: str) -> bool:
    """Whether a role is that of an organization: "the defense ministry in the capital"."""
    head = next((w for w in words.casefold().split() if w in _ROLE_HEADS), "")
    return head in _GROUP_WORDS


def _is_plural(words: str) -> bool:
    """Whether a role is that of several people: "medics in the town"."""
    heads = (w for w in words.casefold().split() if w in SPEAKER_NOUNS)
    head = next(heads, "")
    return head.endswith("s") and head not in {"services", "headquarters"}


def _fuller_person(voice: Voice, low: tuple[str, ...], known: Sequence[Voice]) -> Voice | None:
    best: Voice | None = None
    for candidate in known:
        if candidate.kind != VoiceKind.PERSON:
            continue
        words = _core(candidate.words)
        if len(words) <= len(low) or (low and low[0] not in words):
            continue
        is_part = any(words[i : i + len(low)] == low for i in range(1, len(words) - len(low) + 1))
        if is_part and (best is None or len(words) > len(_core(best.words))):
            best = candidate
    if best:
        return best
    return voice if voice.kind == VoiceKind.PERSON else None


def _known_tail(low: tuple[str, ...], known: Sequence[Voice]) -> Voice | None:
    """The person met before whose last name ends a phrase of other words: "city Abdel Rahman"."""
    people = [v for v in known if v.kind == VoiceKind.PERSON and len(_core(v.words)) > 1]
    for person in people:
        words = _core(person.words)
        for width in (len(words), len(words) - 1):
            tail = low[-width:]
            if len(low) > width and tail == words[-width:] and not set(low) & _TITLED:
                return person
    return None


def _fuller_group(voice: Voice, low: tuple[str, ...], known: Sequence[Voice]) -> Voice | None:
    wanted = set(low)
    if not wanted or len(wanted) > 4:
        return None
    bare = re.sub(r"^the ", "", voice.words, flags=re.IGNORECASE)
    initials = bare if bare.isupper() and bare.isalpha() else ""
    best: Voice | None = None
    full: set[tuple[str, ...]] = set()  # gathered when first needed, from all that are known
    for candidate in known:
        if candidate.kind != VoiceKind.GROUP:
            continue
        words = _core(candidate.words)
        is_fuller = len(words) > len(wanted) and wanted < set(words) and wanted & _GROUP_WORDS
        if not (is_fuller or initials):
            continue
        if len(words) > 3:
            full = full or {_core(v.words) for v in known if v.kind == VoiceKind.GROUP}
            if words[1:] in full:
                continue  # a word that ran into the name: "Homs Northland Observatory for ..."
        if initials and not (candidate.words.isupper() and len(words) > 1):
            letters = "".join(w[0] for w in words).upper()
            # Letters may be swapped: reports misspell the initials of others.
            same = letters == initials or (
                len(initials) > 3 and sorted(letters) == sorted(initials)
            )
            if same and len(initials) > 1:
                return candidate
        if is_fuller and (best is None or len(words) > len(_core(best.words))):
            best = candidate
    return best


def _is_run_on(words: str) -> bool:
    """Whether words lie behind a body's short name that are none of its: "Observatory Jets"."""
    first, _, rest = words.partition(" ")
    return first.casefold() in _MONITORS and not re.match(
        r"(?:for|of|on|international)\b", rest, re.I
    )


def _behind_role(
    voice: Voice, low: tuple[str, ...], earlier: Sequence[Voice], cast: Cast
) -> tuple[Voice, Voice | None]:
    words = set(low)
    if words & _MONITOR_ROLES and re.search(r"\band\b", voice.words):
        return voice, None  # "the monitor and medics"
    is_definite = bool(re.match(r"(?:the|this|that|these|those)\b", voice.words, re.IGNORECASE))
    if words & _MONITOR_ROLES or ("rights" in words and "group" in words):
        for wanted in (_MONITORS - _MONITOR_ROLES, _MONITOR_ROLES):
            for candidate in [*reversed(earlier), *cast.groups]:
                if _is_run_on(candidate.words):
                    continue
                if set(_core(candidate.words)) & wanted and len(_core(candidate.words)) > 1:
                    return candidate, candidate if is_definite else None
    if words & _AID_ROLES and words & {"group", "charity", "organization", "organisation"}:
        for candidate in [*reversed(earlier), *cast.groups]:
            if set(_core(candidate.words)) & _AID_BODIES and len(_core(candidate.words)) > 1:
                return candidate, candidate if is_definite else None
    if words & _HEADS:
        office = words - _HEADS
        for person in cast.people:
            context = set(_core(person.phrase))
            if context & _HEADS and office and len(office & context) * 2 >= len(office):
                return person, None
    if not is_definite:
        return voice, None
    if words & {"group", "organization", "organisation"} and len(words) <= 2:
        for candidate in reversed(earlier):
            if candidate.kind == VoiceKind.GROUP:
                return candidate, candidate
    observed = _fuller_group(voice, low, cast.groups) if words & _GROUP_WORDS else None
    if observed:
        return observed, None
    head = low[-1] if low else ""
    singular = {w.rstrip("s") for w in words}
    for candidate in reversed(earlier):
        is_joint = re.search(r"\band\b", candidate.words, re.IGNORECASE) and "and" not in words
        if words <= TITLES and candidate.kind == VoiceKind.GROUP:
            continue  # "the general" is nobody's "general staff"
        if singular <= {w.rstrip("s") for w in _core(candidate.phrase)} and not is_joint:
            return candidate, candidate
    if head in _OFFICES and words - {head} <= MODIFIERS:
        for candidate in reversed(earlier):  # "the military representative" of an army
            if candidate.kind == VoiceKind.ROLE and head in _core(candidate.words):
                return candidate, candidate
    if len(words) == 1 and words <= TITLES:
        for person in cast.people:
            if words <= set(_core(person.phrase)):
                return person, None
    return voice, None
