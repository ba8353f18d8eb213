"""Claims in words: who says it, how they stand to it, and the words themselves."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.records import Position, Speaker, Stance
from rashomon.wording.counts import number_of

__all__ = ["origins_words", "quoted", "speaker_chain", "stance_words"]

_STANCES = {Stance.DENY: "denies it", Stance.UNCERTAIN: "unsure"}


def quoted(words: str) -> str:
    """Return a report's words on one line, in quotation marks."""
    return f"“{' '.join(words.split())}”"


def speaker_chain(source: Sequence[Speaker]) -> str:
    """Return who says something, and through whom ("a military source, through SANA")."""
    if not source:
        return "the report itself"
    first, *through = (" ".join(speaker.words.split()) for speaker in source)
    return first + "".join(f", through {name}" for name in through)


def stance_words(stance: Stance) -> str:
    """Return how a speaker stands to a claim, "" where they affirm it."""
    return _STANCES.get(stance, "")


def origins_words(position: Position) -> str:
    """Count the origins, those apart whose words only leave room for what the label says."""
    every = len(position.origins)
    exact = every if position.exact_origins is None else len(position.exact_origins)
    if exact == every:
        return number_of(every, "origin")
    return f"{number_of(exact, 'origin')}, {every - exact} more less exact"
