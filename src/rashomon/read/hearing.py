"""Who says any words of a report, asked for after it has been read.

A reading keeps the speakers of its claims. What else a report says, of a line on the map for one,
is given to its speakers in the same way, by the rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.read.attribution import Attributions, attribute, source_at
from rashomon.read.document import Document, parse
from rashomon.records import Report, Span, Speaker
from rashomon.reference.actors import context_of, with_actor

__all__ = ["Heard", "hear"]


@dataclass(frozen=True, slots=True)
class Heard:
    """A report's sentences, and who says the words at some place of it."""

    document: Document
    attributions: Attributions

    @property
    def sentences(self) -> Sequence[Span]:
        """The sentences in the order of the text; noise and headline are none."""
        return [sentence.span for sentence in self.document.sentences]

    def says(self, start: int, end: int) -> tuple[Speaker, ...]:
        """Return the chain of speakers of [start, end), empty in the outlet's own voice."""
        said = source_at(self.attributions, start, end)
        if said is None:
            return ()
        context = context_of(self.document.text)
        return tuple(with_actor(speaker, context) for speaker in said.source)


def hear(report: Report) -> Heard:
    """Make a report ready to be asked who says what."""
    document = parse(report)
    return Heard(document, attribute(document))
