"""Who speaks: the side or sort of speaker behind a claim, and when two claims share a speaker."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from rashomon.records import ActorKind, Claim, Speaker
from rashomon.reference.actors import party_of
from rashomon.reference.alliances import is_member
from rashomon.reference.countries import country_of

__all__ = [
    "OUTLETS",
    "UNNAMED_KINDS",
    "Voice",
    "are_actors_kin",
    "bare_name",
    "is_identified",
    "named",
    "party_of_claim",
    "voice_of",
]

OUTLETS = "outlets"
Voice = tuple[str, ...]

_KIND_LABELS = {
    ActorKind.MONITOR: "monitors",
    ActorKind.MEDIC: "medics",
    ActorKind.RESCUER: "rescuers",
    ActorKind.WITNESS: "witnesses",
    ActorKind.RESIDENT: "residents",
    ActorKind.CIVILIANS: "residents",
    ActorKind.ACTIVIST: "activists",
    ActorKind.MEDIA: "media",
    ActorKind.AGENCY: "media",
    ActorKind.ORGANISATION: "organizations",
}
_OFFICIALS = frozenset({ActorKind.STATE, ActorKind.FORCE, ActorKind.COALITION})
_UNNAMED = re.compile(r"^(?:an?|one|two|some|several|unnamed|anonymous|sources?)\b", re.IGNORECASE)
# A name and a surname, by their capitals alone: of one word, "Residents" looks the same.
_NAME = r"(?:[^\W\d_a-z][\w'’.-]*)"
_PERSON = re.compile(
    rf"(?!(?:Local|Some|Several|Many|Other|The)\b){_NAME}"
    rf"(?:\s+(?:(?:al|el|bin|ibn|de|del|della|da|dos|van|von|der)[\s-]+)?{_NAME}){{1,3}}"
)
_DETERMINER = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
# Names of many armed groups at once: naming one of them besides is no contradiction.
_UMBRELLA = re.compile(
    r"\b(?:opposition|rebels?|militants?|insurgents?|gunm[ae]n|jihadists?|jihadis?|islamists?|"
    r"extremists?|guerrillas?|militias?|armed groups?|unidentified|unknown|attackers?)\b",
    re.IGNORECASE,
)
_ONE_NAME = 0.94  # "Dzhokhar" and "Dzokhar Tsarnaev" reach 0.97, "North" and "South Korea" 0.73
_OF_A_STATE = re.compile(
    r"\b(?:government|army|coalition|military|police|security|air force|navy|united states)\b",
    re.IGNORECASE,
)


def party_of_claim(claim: Claim) -> str:
    """Return the account that a claim belongs to: a side, a sort of speaker, or "outlets"."""
    speaker = claim.speaker
    if speaker is None:
        return OUTLETS
    if speaker.party:
        return speaker.party
    kind = _kind(speaker)
    if kind in _KIND_LABELS:
        return _KIND_LABELS[kind]
    if speaker.actor:
        return speaker.actor
    return "officials" if kind in _OFFICIALS else "other sources"


def voice_of(claim: Claim, origin_id: str) -> Voice:
    """Return what two claims of one speaker have in common, whatever the reports call it.

    Named speakers go by side and kind: "the Russian Defense Ministry" and its spokesman are
    one. Unnamed ones go by their words too: "a US official" need not be "a Pentagon source".
    In an outlet's own voice the text's origin speaks.
    """
    speaker = claim.speaker
    if speaker is None:
        return OUTLETS, origin_id
    side = speaker.party or speaker.actor
    if side and not _UNNAMED.match(speaker.words):
        return side, speaker.kind
    return side or "", speaker.kind, _bare(speaker.words)


UNNAMED_KINDS = frozenset(
    {
        ActorKind.WITNESS,
        ActorKind.RESIDENT,
        ActorKind.CIVILIANS,
        ActorKind.ACTIVIST,
        ActorKind.MEDIC,
    }
)
_NOBODY_IN_PARTICULAR = UNNAMED_KINDS | {ActorKind.UNKNOWN}


def is_identified(claim: Claim) -> bool:
    """Tell whether the same words in another report would mean the same speaker.

    So for a side, a named body or person, and an outlet's own voice; not for "residents" or "a
    doctor".
    """
    speaker = claim.speaker
    if speaker is None:
        return True
    if _UNNAMED.match(speaker.words):
        return False
    return (
        bool(speaker.party or speaker.actor)
        or _kind(speaker) not in _NOBODY_IN_PARTICULAR
        or (_kind(speaker) is ActorKind.UNKNOWN and _PERSON.fullmatch(speaker.words) is not None)
    )


def named(speaker: Speaker | None, fallback: str) -> str:
    """Return the speaker's words made fit for the middle of a sentence."""
    if speaker is None:
        return fallback
    words = " ".join(speaker.words.split())
    if re.match(r"(?:The|An?|Some|Several|One|Two) ", words):
        words = words[0].lower() + words[1:]
    return words


@lru_cache(maxsize=65536)  # the same actors are held against each other for every incident
def are_actors_kin(one: str, other: str) -> bool:
    """Tell whether blaming one is no contradiction to blaming the other.

    So for one side under two names ("Russia", "Russian forces"), for an alliance beside one of
    its members, and for a name that takes in many groups ("opposition groups") beside one of
    them, but not beside a state's.
    """
    if _is_one_name(one.casefold(), other.casefold()):
        return True
    if party_of(one) is not None and party_of(one) == party_of(other):
        return True
    if is_member(one, other) or is_member(other, one):
        return True
    return (_UMBRELLA.search(one) is not None and not _is_state(other)) or (
        _UMBRELLA.search(other) is not None and not _is_state(one)
    )


def _is_one_name(one: str, other: str) -> bool:
    """Tell whether two spellings are of one name: some letter of as many words, and no more."""
    return one == other or (
        len(one.split()) == len(other.split()) > 1
        and not re.search(r"\d", one + other)
        and SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ONE_NAME
    )


def _is_state(actor: str) -> bool:
    if _UMBRELLA.search(actor):
        return False
    return bool(_OF_A_STATE.search(actor)) or country_of(actor) is not None


def _kind(speaker: Speaker) -> ActorKind:
    try:
        return ActorKind(speaker.kind)
    except ValueError:  # a reader of somebody else's, with kinds of its own
        return ActorKind.UNKNOWN


def bare_name(words: str) -> str:
    """Return a speaker's words without their article, in one spacing.

    >>> bare_name("the Russian  Defense Ministry")
    'Russian Defense Ministry'
    """
    return re.sub(r"^(?:the|an?) ", "", " ".join(words.split()), flags=re.IGNORECASE)


def _bare(words: str) -> str:
    text = _DETERMINER.sub("", words.casefold())
    return " ".join(re.findall(r"\w+", text.replace("defence", "defense")))
