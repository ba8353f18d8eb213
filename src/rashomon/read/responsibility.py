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
from rashomon.read.charges import (
    CHARGED,
    CLAIMED,
    CLAIMED_BY,
    DENIED,
    GENERAL_CHARGE,
    PRETEXT,
)
from rashomon.read.clues import clued
from rashomon.read.deeds import (
    ADVERB_WORDS,
    ASIDE,
    ASIDE_STOP,
    BY,
    BY_HEADS,
    BY_STOP,
    CLASH,
    CLASH_BEFORE,
    CLASH_SUBJECT,
    DID,
    DID_PATTERN,
    FOUGHT,
    FROM,
    HEAD_WORD,
    HEDGED,
    IDLE,
    LOST_TO,
    NEGATED,
    NOMINAL_NOUN,
    PAIR,
    SEEN,
    SKIP,
    SPOKE,
    STREWING,
)
from rashomon.read.document import Document, Finding
from rashomon.read.violence import is_general, is_hypothetical
from rashomon.records import Actor, Facet, ResponsibleValue, Stance
from rashomon.reference.actors import ActorContext

__all__ = ["find_responsible"]


@dataclass(frozen=True, slots=True)
class _Tie:
    """An actor tied to violence by the words in [start, end) of the sentence."""

    mention: ActorMention
    start: int
    end: int
    rule: str
    did: tuple[int, int]
    stance: Stance = Stance.AFFIRM


def find_responsible(document: Document, context: ActorContext | None = None) -> list[Finding]:
    """Find who is said to have done violence, an actor once for each stretch of words."""
    findings: list[Finding] = []
    subjects: tuple[ActorMention, ...] = ()
    for masked in mask_sentences(document, context):
        ties = _distinct(_ties(masked)) if masked.mentions else []
        ties += _by_pronoun(masked, subjects, ties)
        findings += (_finding(masked, tie) for tie in ties)
        subjects = _subjects_of(ties)
    findings += _named_persons(document)
    return sorted(findings, key=lambda f: (f.start, f.end))


def _distinct(ties: Iterator[_Tie]) -> list[_Tie]:
    kept: list[_Tie] = []
    for tie in ties:
        if any(
            tie.mention.actor == other.mention.actor
            and _overlap(
                # What is denied may stand inside what is said to have been done instead.
                tie.did if other.stance is Stance.DENY else (tie.start, tie.end),
                (other.start, other.end),
            )
            for other in kept
        ):
            continue
        kept.append(tie)
    return kept


def _overlap(one: tuple[int, int], two: tuple[int, int]) -> bool:
    return one[0] < two[1] and two[0] < one[1]


def _finding(masked: MaskedSentence, tie: _Tie) -> Finding:
    base = masked.sentence.start
    return Finding(
        Facet.RESPONSIBLE,
        ResponsibleValue(tie.mention.actor.name),
        base + tie.start,
        base + tie.end,
        f"responsible-{tie.rule}",
        tie.stance,
        0.85 if not tie.mention.is_generic else 0.75,
    )


def _subjects_of(ties: list[_Tie]) -> tuple[ActorMention, ...]:
    """Those whose deed a sentence tells, if it is one deed: "they" may mean them in the next."""
    doing = [tie for tie in ties if tie.rule in ("active", "claimed", "pronoun")]
    doers = {tie.mention.actor: tie.mention for tie in doing}
    is_one = len({(tie.start, tie.end) for tie in doing}) == 1
    return tuple(doers.values()) if is_one or len(doers) == 1 else ()


# "Before the rebels left, they executed ten": inside a sentence; "They then shelled …": after it.
_PRONOUN = r"(?P<who>they|it|its (?:forces|fighters|men|warplanes|jets|troops|militants))"
_THEN_DID = rf"(?: {ADVERB_WORDS})*+ (?P<did>{DID})\b"
_PRONOUN_INSIDE = re.compile(
    rf"(?:(?<=[,;] )|\b(?:when|as|after|before|and|where|while|which|then|also) |"
    rf"(?<=\w ))\b{_PRONOUN}{_THEN_DID}"
)
_PRONOUN_FIRST = re.compile(
    rf"(?:(?:also|later|earlier|then|meanwhile|afterwards|on \w+day),? )?"
    rf"(?P<who>they|(?:the|this) (?:(?:militant|armed|rebel|paramilitary|separatist|extremist|"
    rf"jihadist|terror) )?"
    rf"(?:group|movement|organi[sz]ation|fighters|attackers|assailants|gunmen|insurgents|"
    rf"militants)|"
    rf"its (?:forces|fighters|men|warplanes|jets|troops|militants)){_THEN_DID}"
)
_SPEECH = re.compile(r"\b(?:said|says|say|told|reported|added|according|claim\w*)\b")


def _by_pronoun(
    masked: MaskedSentence, before: tuple[ActorMention, ...], ties: list[_Tie]
) -> Iterator[_Tie]:
    """Deeds whose subject is a pronoun for the only actor that it can stand for."""
    text = masked.text
    first = _PRONOUN_FIRST.match(text)
    if first is not None and before and not masked.mention_at(first.start("who")):
        for mention in before:
            yield from _pronoun_tie(masked, mention, first)
        return
    if not masked.mentions:
        return
    for found in _PRONOUN_INSIDE.finditer(text):
        ahead = list(masked.mentions_within(0, found.start("who")))
        if _DENYING.search(text[: found.start("who")]) and _OTHERWISE.match(text, found.end()):
            continue
        if len({m.actor for m in ahead}) != 1 or _SPEECH.search(text, 0, found.start("who")):
            continue
        if not any(tie.mention.actor == ahead[-1].actor for tie in ties):
            yield from _pronoun_tie(masked, ahead[-1], found)


def _pronoun_tie(
    masked: MaskedSentence, mention: ActorMention, found: re.Match[str]
) -> Iterator[_Tie]:
    if _is_particular(masked, found.span("did"), "active"):
        stance = _stance(masked.text, found.start("who"), found.end("did"))
        yield _Tie(
            mention, found.start("who"), found.end("did"), "pronoun", found.span("did"), stance
        )


def _ties(masked: MaskedSentence) -> Iterator[_Tie]:
    """Every tie in the sentence, denials first: what is denied is not also affirmed."""
    text = masked.text
    denied: set[Actor] = set()  # said again in the same sentence, a denial is the same claim
    for pattern in DENIED:
        for found in pattern.finditer(text):
            if _THEIR_OWN.search(text[: found.start("who")]) or _OTHERWISE.match(text, found.end()):
                continue
            words = (found.start("did"), found.end())
            ties = list(_tied(masked, found.span("who"), words, "denied", Stance.DENY))
            yield from (tie for tie in ties if tie.mention.actor not in denied)
            denied.update(tie.mention.actor for tie in ties)
    for rule, patterns in (
        ("claimed", (CLAIMED, CLAIMED_BY)),
        ("charged", CHARGED),
        ("clash", (CLASH, CLASH_SUBJECT, CLASH_BEFORE, FOUGHT)),
        ("strewing", (STREWING,)),
        ("seen", SEEN),
        ("by", (FROM,)),
        ("lost", (LOST_TO,)),
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
        if mention.is_generic and _OWN.search(text, 0, start):
            continue  # "the army said its troops had killed": the army's deed
        for who, did in _verb_after(text, start, end):
            yield from _judged(masked, who, did, "active")


# An actor after these is no subject: the deed that follows is somebody else's.
_NO_SUBJECT = re.compile(
    r"\b(?:affiliated (?:to|with)|linked to|loyal to|allied with|against|supported by|by|"
    r"battling|fighting)(?: the| an?)?(?: [\w-]+ and)? $"
)
# "aimed to extend its influence by bombing bridges"
_BY_DOING = clued(
    "by through",
    rf"(?P<who>{MARK}++)[^;:{MARK}]{{1,90}}? (?:by|through) "
    r"(?P<did>(?:the )?(?:bombing|shelling|attacking|striking|killing|targeting|firing on|"
    r"executing)\b)",
)
_POSSESSIVE = re.compile(r"(?: ?' ?s|')(?= )")
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
    possessive = _POSSESSIVE.match(text, at)
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
    possessive = _POSSESSIVE.match(text, end)
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
    second = _SECOND_DEED.match(text, at)
    if second:
        yield (start, end), second.span("did")
        return
    aside = ASIDE.match(text, at)
    if aside is None:
        return
    limit = min(len(text), at + 110)
    stop = ASIDE_STOP.search(text, aside.end(), limit)
    if stop:
        limit = stop.start()
    for did in _DID_AHEAD.finditer(text, aside.end()):
        if did.end() <= limit:
            yield (start, end), did.span("did")
        return


# "gunmen arrived on motorcycles and opened fire": the deed is the second verb.
_SECOND_DEED = re.compile(
    rf" (?:(?!(?:killed|wounded|injured|captured|attacked|targeted|based|backed|armed|accused|"
    rf"blamed|"
    rf"arrested|detained|reported|claimed|used|called)\b)\w+ed|broke|came|went|drove|rode|set|"
    rf"sent)\b"
    rf"[^;:.{MARK}]{{0,70}}? and (?:then )?(?P<did>{DID})\b"
)
_DID_AHEAD = re.compile(rf" (?P<did>{DID})\b")


def _judged(
    masked: MaskedSentence, who: tuple[int, int], did: tuple[int, int], rule: str
) -> Iterator[_Tie]:
    if _is_particular(masked, did, rule):
        stance = _stance(masked.text, min(who[0], did[0]), did[1])
        if _EITHER.search(masked.text, *who):
            stance = Stance.UNCERTAIN
        yield from _tied(masked, who, did, rule, stance)


def _is_particular(masked: MaskedSentence, did: tuple[int, int], rule: str) -> bool:
    start, end = did
    text = masked.text
    if IDLE.match(text, start) or _SIMILAR.search(text, start, end + 25):
        return False
    if rule == "charged":
        return not GENERAL_CHARGE.match(text, end) and not PRETEXT.search(text[:start])
    if rule == "claimed":
        return not is_general(text, start, end)
    if is_general(text, start, end) or is_hypothetical(text, start, end):
        return False
    if rule == "nominal" and _FEARED.search(text, max(0, start - 90), start):
        return False
    if rule == "lost" and _BACKDROP.search(text[:start]):
        return False
    return not (rule == "active" and NEGATED.search(text[:start]))


# "X denied that its troops had shelled the camp": X's troops, whom another rule reads.
_THEIR_OWN = re.compile(rf"{MARK}[^.;:]{{0,80}} that (?:its|their|his|her) (?:own )?(?:[\w-]+ )?$")
_DENYING = re.compile(r"\b(?:denied|denies|denying)\b[^.;:]{0,80}$")
# "denied that it had hit civilians": the strike is not denied, only whom it struck.
_OTHERWISE = re.compile(
    r"(?:(?<=hit)|(?<=hitting)|(?<=struck)|(?<=striking)|(?<=targeted)|(?<=targeting)) "
    r"(?:any |the |at )?(?:civilians?|non-?combatants)"
    r"(?: (?:or|and) (?:civilian|residential) \w+| (?:areas?|targets?|sites?|buildings?|"
    r"infrastructure|objects|homes|houses))?(?=[.,;]|$| (?:in|on|during|at|and|or|deliberately)\b)"
)
# "X said its troops …": whose troops the sentence has told.
_OWN = re.compile(
    rf"{MARK}.*\b(?:said|says|claimed|announced|confirmed|admitted|acknowledged|"
    rf"stated|reported|denied|denies|denying)\b[^.;:]{{0,20}} (?:its|their) $"
)
# "warned against new rebel strikes": none has happened yet.
_FEARED = re.compile(
    rf"\b(?:against|trigger(?:ing)?|justify(?:ing)?|provok(?:e|ing)|deter(?:ring)?|of|for) "
    rf"(?:any |a )?(?:new|further|more|future|renewed|another|possible) {MARK}++ ?(?:[\w-]+ )?$"
)
# "in the days after the town fell to rebels": what was lost only dates something else.
_BACKDROP = re.compile(r"\b(?:after|since|before|until) (?:[\w'-]+ ){1,5}$")


def _stance(text: str, start: int, end: int) -> Stance:
    lead = text[max(0, start - 30) : end]
    return Stance.UNCERTAIN if HEDGED.search(lead) else Stance.AFFIRM


# "X has carried out similar attacks" tells of others.
_SIMILAR = re.compile(r"\bsimilar (?:[\w-]+ ){0,2}?(?:\w+ings|attacks|strikes|raids|assaults)\b")
# "carried out by army or rebel jets": one of them.
_EITHER = re.compile(rf"{MARK} or (?:[\w-]+ ){{0,2}}?{MARK}")


def _tied(
    masked: MaskedSentence, who: tuple[int, int], did: tuple[int, int], rule: str, stance: Stance
) -> Iterator[_Tie]:
    start, end = min(who[0], did[0]), max(who[1], did[1])
    for mention in masked.mentions_within(*who):
        yield _Tie(mention, start, end, rule, did, stance)


# Lone attackers are recorded under their own names.
_NAME = r"(?P<name>[A-Z][\w'’-]+(?: (?:bin |al-|el-|de )?[A-Z][\w'’-]+){1,3})"
_PERSON = (
    clued(
        "bomb gunm attack shoot kill assail hijack suspect",
        r"(?:(?P<hedge>suspected|alleged|accused) )?(?:suicide )?(?:bomber|gunman|attacker|"
        r"shooter|killer|assailant|hijacker|"
        rf"bombing suspect|attack suspect|shooting suspect),? (?:identified as |"
        rf"named as )?{_NAME}",
    ),
    clued(
        "carried committed behind opened killed blew drove",
        rf"{_NAME},?(?: (?:a|an|the) [\w -]{{1,40}}?)?,? (?:who|the (?:suicide )?(?:bomber|"
        rf"gunman|attacker)) (?:\w+ )?"
        r"(?:carried out|committed|behind|opened fire|killed|blew himself up|drove (?:a|"
        r"his) (?:truck|van|car|lorry))",
    ),
    clued("carried committed perpetrated", rf"(?:carried out|committed|perpetrated) by {_NAME}"),
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
                is_hedged = "hedge" in pattern.pattern.groupindex and found.group("hedge")
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
