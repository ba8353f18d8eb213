"""Where a report mentions actors, and its sentences with those mentions masked.

The rules for responsibility and targets are patterns over masked sentences: every mention of
an actor becomes a run of `MARK`, of the same length, so that a pattern need not know names and
every offset stays an offset of the report's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rashomon.read.document import Document, Sentence, within
from rashomon.records import Actor, ActorKind
from rashomon.reference.actors import ActorContext, FoundActor, context_of, scan_actors
from rashomon.reference.letter_case import lowered

__all__ = ["MARK", "ActorMention", "MaskedSentence", "find_actors", "mask_sentences"]

MARK = "¤"

# Those who speak of violence and do not take part in it are left unmasked.
_BYSTANDERS = frozenset(
    (
        ActorKind.AGENCY,
        ActorKind.MEDIA,
        ActorKind.MONITOR,
        ActorKind.MEDIC,
        ActorKind.RESCUER,
        ActorKind.WITNESS,
        ActorKind.RESIDENT,
        ActorKind.ACTIVIST,
        ActorKind.CIVILIANS,
        ActorKind.ORGANISATION,
    )
)


@dataclass(frozen=True, slots=True)
class ActorMention:
    """One mention of an actor, in offsets of the report's text."""

    start: int
    end: int
    actor: Actor
    is_generic: bool = False

    @property
    def can_fight(self) -> bool:
        """Tell whether the actor is one that takes part in violence."""
        return self.actor.kind not in _BYSTANDERS


@dataclass(frozen=True, slots=True)
class MaskedSentence:
    """A sentence, case-folded, with line breaks as blanks: `plain`, and as `text` masked."""

    sentence: Sentence
    plain: str
    text: str
    mentions: tuple[ActorMention, ...]

    def mention_at(self, offset: int) -> ActorMention | None:
        """Return the mention that holds the character at `offset` of the sentence."""
        at = offset + self.sentence.start
        for mention in self.mentions:
            if mention.start <= at < mention.end:
                return mention
        return None

    def mentions_within(self, start: int, end: int) -> Iterator[ActorMention]:
        """Yield the mentions that begin in [start, end) of the sentence."""
        for mention in self.mentions:
            if start <= mention.start - self.sentence.start < end:
                yield mention


def find_actors(document: Document, context: ActorContext | None = None) -> list[ActorMention]:
    """Find the mentions of actors in a report's sentences, the longest at each place."""
    context = context or context_of(document.text)
    return _mentions(document.sentences, context, document.is_capitals)


def _mentions(
    sentences: Sequence[Sentence], context: ActorContext, is_capitals: bool
) -> list[ActorMention]:
    return [
        _placed(found, sentence)
        for sentence in sentences
        for found in scan_actors(sentence.text, context, is_capitals)
    ]


def _placed(found: FoundActor, sentence: Sentence) -> ActorMention:
    return ActorMention(
        found.start + sentence.start, found.end + sentence.start, found.actor, found.is_generic
    )


def mask_sentences(
    document: Document, context: ActorContext | None = None
) -> Sequence[MaskedSentence]:
    """Return every sentence with its fighting actors masked."""
    if context is not None:
        return _masked(document.sentences, find_actors(document, context))
    return document.once(_masked_once)  # five finders ask one after the other


def _masked_once(document: Document) -> tuple[MaskedSentence, ...]:
    return tuple(_masked(document.sentences, find_actors(document)))


def _masked(
    sentences: Sequence[Sentence], mentions: Sequence[ActorMention]
) -> list[MaskedSentence]:
    masked: list[MaskedSentence] = []
    for sentence in sentences:
        inside = tuple(m for m in within(mentions, sentence.start, sentence.end) if m.can_fight)
        plain = _plain(sentence.text)
        text = plain
        for mention in inside:
            start, end = mention.start - sentence.start, mention.end - sentence.start
            text = text[:start] + MARK * (end - start) + text[end:]
        masked.append(MaskedSentence(sentence, plain, text, inside))
    return masked


def _plain(text: str) -> str:
    """Case-folded without a change of length; curly apostrophes and line breaks made plain."""
    return _SPACE.sub(" ", lowered(text).replace("’", "'").replace("‘", "'"))


_SPACE = re.compile(r"\s")
