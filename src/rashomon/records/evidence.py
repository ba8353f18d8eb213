"""Where in a report a claim's words stand, and who is credited with them."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.errors import InvalidRecord

__all__ = ["EvidenceSpan", "Span", "Speaker"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open character offsets into a report's stored text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise InvalidRecord(f"span [{self.start}, {self.end}) is empty or runs backwards")

    def overlaps(self, other: Span) -> bool:
        """Tell whether some character lies in both."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Tell whether every character of `other` lies in this span."""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """Return the words that the span marks in `text`."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, order=True)
class EvidenceSpan(Span):
    """A span with the words that stand there, so that a claim can be read on its own.

    >>> EvidenceSpan.cut("Two were hurt.", 0, 8).quote
    'Two were'
    """

    quote: str

    def __post_init__(self) -> None:
        super(EvidenceSpan, self).__post_init__()
        if len(self.quote) != self.end - self.start:
            raise InvalidRecord(
                f"quote of {len(self.quote)} characters does not fill [{self.start}, {self.end})"
            )

    @classmethod
    def cut(cls, text: str, start: int, end: int) -> EvidenceSpan:
        """Take the span from `text`, without the white space at its ends."""
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return cls(start, end, text[start:end])

    def is_in(self, text: str) -> bool:
        """Tell whether `text` really holds the quote at these offsets."""
        return text[self.start : self.end] == self.quote


@dataclass(frozen=True, slots=True)
class Speaker:
    """One link of a source chain: who says it, in the report's own words.

    `words` is a stretch of the report (`evidence`, where it is known at which place).
    `actor` is the canonical name of the actor the speaker belongs to, `party` the side that
    it speaks for, both None where the words do not tell ("local activists").
    `kind` is one of `actors.ActorKind`'s values.
    """

    words: str
    evidence: EvidenceSpan | None = None
    actor: str | None = None
    party: str | None = None
    kind: str = "unknown"

    def __post_init__(self) -> None:
        if not self.words.strip():
            raise InvalidRecord("a speaker without words; the outlet's own voice is an empty chain")
