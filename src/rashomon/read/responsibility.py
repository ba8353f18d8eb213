"""Who did the violence, as the words say: active, passive, nominal, claimed, charged or denied.

Patterns over sentences whose actors are masked (`actors.MARK`). Each yields the actor and the
few words that tie it to the violence. Nothing is inferred across sentences, except that "it"
or "they" after "X said" is X.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rashomon.read.actors import MARK, ActorMention, MaskedSentence, mask_sentences
from rashomon.read.deeds import (
    ASIDE,
    ASIDE_STOP,
    BY,
    BY_HEADS,
    BY_STOP,
    CHARGED,
    CLAIMED,
    CLAIMED_BY,
    CLASH,
    CLASH_SUBJECT,
    DENIED,
    DID,
    DID_PATTERN,
    FROM,
    HEAD_WORD,
    HEDGED,
    IDLE,
    NEGATED,
    NOMINAL_NOUN,
    PAIR,
    SKIP,
    SPOKE,
)
from rashomon.read.document import Document, Finding
from rashomon.read.violence import is_general, is_hypothetical
from rashomon.records import Facet, ResponsibleValue, Stance
from rashomon.reference.actors import ActorContext

__all__ = ["find_responsible"]


@dataclass(frozen=True, slots=True)
class _Tie:
    """An actor tied to violence by the words in [start, end) of the sentence."""

    mention: ActorMention
    start: int
    end: int
    rule: str
    stance: Stance = Stance.AFFIRM


def find_responsible(document: Document, context: ActorContext | None = None) -> list[Finding]:
    """Find who is said to have done violence, an actor once for each stretch of words."""
    findings: list[Finding] = []
    for masked in mask_sentences(document, context):
        if masked.mentions:
            findings += _in_sentence(masked)
    findings += _named_persons(document)
    return sorted(findings, key=lambda f: (f.start, f.end))


def _in_sentence(masked: MaskedSentence) -> Iterator[Finding]:
    kept: list[_Tie] = []
    for tie in _ties(masked):
        if any(
            tie.mention.actor == other.mention.actor
            and (tie.start < other.end and other.start < tie.end)
            for other in kept
        ):
            continue
        kept.append(tie)
    base = masked.sentence.start
    for tie in kept:
        yield Finding(
            Facet.RESPONSIBLE,
            ResponsibleValue(tie.mention.actor.name),
            base + tie.start,
            base + tie.end,
            f"responsible-{tie.rule}",
            tie.stance,
            0.85 if not tie.mention.is_generic else 0.75,
        )


def _ties(masked: MaskedSentence) -> Iterator[_Tie]:
    """Every tie in the sentence, denials first: what is denied is not also affirmed."""
    text = masked.text
    for pattern in DENIED:
        for found in pattern.finditer(text):
            yield from _tied(masked, found.span("who"), found.span("did"), "denied", Stance.DENY)
    for rule, patterns in (
        ("claimed", (CLAIMED, CLAIMED_BY)),
        ("charged", CHARGED),
        ("clash", (CLASH, CLASH_SUBJECT)),
        ("by", (FROM,)),
    ):
        for pattern in patterns:
            for found in pattern.finditer(text):
                yield from _judged(masked, found.span("who"), found.span("did"), rule)
    for found in BY.finditer(text):
        did = _done_before(text, found.start("by"))
        if did is not None:
            yield from _judged(masked, found.span("who"), did, "by")
    for found in _BY_DOING.finditer(text):
        yield from _judged(masked, found.span("who"), found.span("did"), "by doing")
    for mention in masked.mentions:
        start = mention.start - masked.sentence.start
        end = mention.end - masked.sentence.start
        nominal = _noun_after(text, end)
        if nominal is not None:
            yield from _judged(masked, (start, nominal[0]), nominal, "nominal")
        for who, did in _verb_after(text, start, end):
            yield from _judged(masked, who, did, "active")


# An actor after these is no subject: the deed that follows is somebody else's.
_NO_SUBJECT = re.compile(
    r"\b(?:affiliated (?:to|with)|linked to|loyal to|allied with|against|supported by|by|"
    r"battling|fighting)(?: the| an?)?(?: [\w-]+ and)? $"
)
# "aimed to extend its influence by bombing bridges"
_BY_DOING = re.compile(
    rf"(?P<who>{MARK}++)[^;:{MARK}]{{1,90}}? (?:by|through) "
    r"(?P<did>(?:the )?(?:bombing|shelling|attacking|striking|killing|targeting|firing on|"
    r"executing)\b)"
)
_BY_REACH = 90  # characters: about the fourteen words that parted deed and doer at most


def _done_before(text: str, by: int) -> tuple[int, int] | None:
    """The deed that a "by" belongs to: the nearest before it, with nothing in between."""
    window = max(0, by - _BY_REACH)
    found = max(BY_HEADS.finditer(text, window, by), key=lambda m: m.end(), default=None)
    if found is None or BY_STOP.search(text, found.end(), by) or MARK in text[found.end() : by]:
        return None
    return found.span()


def _noun_after(text: str, at: int) -> tuple[int, int] | None:
    """The noun of violence that an actor's name modifies ("regime air strikes")."""
    pair = PAIR.match(text, at)
    at = pair.end() if pair else at
    possessive = re.compile(r"(?: ?' ?s|')(?= )").match(text, at)
    at = possessive.end() if possessive else at
    for _ in range(7):
        noun = NOMINAL_NOUN.match(text, at)
        if noun:
            return noun.span("did")
        word = HEAD_WORD.match(text, at)
        if not word:
            return None
        at = word.end()
    return None


def _verb_after(
    text: str, start: int, end: int
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The deed whose subject an actor's name is, with the stretch that holds all subjects."""
    if _NO_SUBJECT.search(text[max(0, start - 45) : start]):
        return
    possessive = re.compile(r"(?: ?' ?s|')(?= )").match(text, end)
    at = possessive.end() if possessive else end
    for _ in range(12):
        spoke = SPOKE.match(text, at)
        if spoke:
            yield (start, end), spoke.span("did")
            return
        did = DID_PATTERN.match(text, at)
        if did:
            yield (start, at), did.span("did")
            return
        skip = SKIP.match(text, at)
        if skip is None or skip.end() == at:
            break
        at = skip.end()
    aside = ASIDE.match(text, at)
    if aside is None:
        return
    limit = min(len(text), at + 110)
    stop = ASIDE_STOP.search(text, aside.end(), limit)
    for did in re.compile(rf" (?P<did>{DID})\b").finditer(
        text, aside.end(), stop.start() if stop else limit
    ):
        yield (start, end), did.span("did")
        return


def _judged(
    masked: MaskedSentence, who: tuple[int, int], did: tuple[int, int], rule: str
) -> Iterator[_Tie]:
    if _is_particular(masked, did, rule):
        yield from _tied(masked, who, did, rule, _stance(masked.text, min(who[0], did[0]), did[1]))


def _is_particular(masked: MaskedSentence, did: tuple[int, int], rule: str) -> bool:
    start, end = did
    text = masked.text
    if IDLE.match(text, start):
        return False
    if rule == "charged":
        return True
    if rule == "claimed":
        return not is_general(text, start, end)
    if is_general(text, start, end) or is_hypothetical(text, start, end):
        return False
    return not (rule == "active" and NEGATED.search(text[:start]))


def _stance(text: str, start: int, end: int) -> Stance:
    lead = text[max(0, start - 30) : end]
    return Stance.UNCERTAIN if HEDGED.search(lead) else Stance.AFFIRM


def _tied(
    masked: MaskedSentence, who: tuple[int, int], did: tuple[int, int], rule: str, stance: Stance
) -> Iterator[_Tie]:
    start, end = min(who[0], did[0]), max(who[1], did[1])
    for mention in masked.mentions_within(*who):
        yield _Tie(mention, start, end, rule, stance)


# Lone attackers are recorded under their own names.
_NAME = r"(?P<name>[A-Z][\w'’-]+(?: (?:bin |al-|el-|de )?[A-Z][\w'’-]+){1,3})"
_PERSON = (
    re.compile(
        r"(?:(?P<hedge>suspected|alleged|accused) )?(?:suicide )?(?:bomber|gunman|attacker|"
        r"shooter|killer|assailant|hijacker|"
        rf"bombing suspect|attack suspect|shooting suspect),? (?:identified as |"
        rf"named as )?{_NAME}"
    ),
    re.compile(
        rf"{_NAME},?(?: (?:a|an|the) [\w -]{{1,40}}?)?,? (?:who|the (?:suicide )?(?:bomber|"
        rf"gunman|attacker)) (?:\w+ )?"
        r"(?:carried out|committed|behind|opened fire|killed|blew himself up|drove (?:a|"
        r"his) (?:truck|van|car|lorry))"
    ),
    re.compile(rf"(?:carried out|committed|perpetrated) by {_NAME}"),
)
_NO_NAME = re.compile(
    r"(?:The|A|An|In|On|At|Mr|Mrs|Police|January|February|March|April|May|"
    r"June|July|August|"
    r"September|October|November|December|Monday|Tuesday|Wednesday|"
    r"Thursday|Friday|Saturday|Sunday|Islamic|Al|Syrian)\b"
)


def _named_persons(document: Document) -> Iterator[Finding]:
    """Attackers whom the report names; none in capitals, where names cannot be told."""
    if document.is_capitals:
        return
    for sentence in document.sentences:
        for pattern in _PERSON:
            for found in pattern.finditer(sentence.text):
                name = found.group("name")
                if _NO_NAME.match(name):
                    continue
                is_hedged = "hedge" in pattern.groupindex and found.group("hedge")
                is_hedged = is_hedged or "suspect" in found.group()
                yield Finding(
                    Facet.RESPONSIBLE,
                    ResponsibleValue(name),
                    sentence.start + found.start(),
                    sentence.start + found.end(),
                    "responsible-person",
                    Stance.UNCERTAIN if is_hedged else Stance.AFFIRM,
                    0.6,
                )
