"""How a source stands to a claim: affirms, denies, or is not sure."""

from __future__ import annotations

import re

from rashomon.read.attribution import Attributed
from rashomon.read.cues import HEARSAY, HEDGE, SUSPICION
from rashomon.read.document import Document
from rashomon.records import Facet, Stance
from rashomon.reference.letter_case import lowered

__all__ = ["stance_of"]

# A deed that is said not to have happened. A toll of none ("no casualties") is a toll.
_DEEDS = (
    r"(?:target|bomb|struck|strike|hit|attack|launch|carr|conduct|fire|shell|kill|fly|flew|flown|"
    r"involv|responsib|behind|use|drop|cross|enter|take part|took part)"
)
_NEGATED = re.compile(
    rf"\b(?:(?:did|does|do|has|have|had|was|were|is|are) ?(?:not|never)|(?:did|has|have|had|was|"
    rf"were|is|are)n ?['’]?t|never)\b(?:\s+\w+){{0,2}}?\s+{_DEEDS}\w*|"
    r"^\W*not an? |\bnot (?:ours?|us|responsible|involved|behind)\b|"
    r"\bno (?:involvement|part in|role in|connection|responsibility|air ?strikes?|strikes)\b|"
    r"\bhad nothing to do with\b|\b(?:denie[sd]|deny|denying)\b|"
    r"\bthere (?:are|were|is|was) no (?:rebels|fighters|militants|soldiers|terrorists|troops)\b"
)
_NEGATED_AFTER = re.compile(
    rf"\s*(?:(?:did|has|have|had|was|were|is|are) ?(?:not|never)|(?:did|has|have|had|was|were|is|"
    rf"are)n['’]?t)\b(?:\s+\w+)?\s+{_DEEDS}",
    re.IGNORECASE,
)
_SETTING = frozenset((Facet.PLACE, Facet.DATE))
_HEARSAY_BEFORE = re.compile(
    r"\b(?:reportedly|allegedly|purportedly|alleged|purported|reports of)\W+(?:\w+\W+)?$",
    re.IGNORECASE,
)
_REACH = 24  # a hedge binds what follows it within so many characters: two or three words
_BOUNDARY = re.compile(r"[.;:!?,“”\"]|\b(?:and|but|that|which|who)\b", re.IGNORECASE)


def stance_of(
    document: Document,
    attributed: Attributed | None,
    start: int,
    end: int,
    finding_stance: Stance,
    facet: Facet | None = None,
) -> Stance:
    """Weigh the cue, the clause and the words of [start, end) into the claim's final stance.

    A denial outweighs a hedge, and a hedge an affirmation. "Allegedly" and "reportedly" make
    doubtful only what nobody is named for: with a named source they are that source's word.
    With the `facet`, suspicion of a person ("accused of the bombing") leaves the deed's place,
    day, means and harm as they are. Who denies a deed says
    neither that it was done elsewhere, on another day or with other means, nor that it was not:
    of these a denial is uncertain.
    """
    text = document.text
    words = text[start:end]
    if finding_stance == Stance.DENY:
        return Stance.DENY
    lead = _lead(text, start)
    by_cue = attributed is not None and attributed.stance == Stance.DENY
    if by_cue or _is_negated(text, start, end, lead):
        # Only rules for weapons tell that a weapon itself is denied: "denied using the gas".
        is_open = facet in _SETTING or (by_cue and facet is Facet.MEANS)
        return Stance.UNCERTAIN if is_open else Stance.DENY
    if finding_stance == Stance.UNCERTAIN or HEDGE.search(words) or HEDGE.search(lead):
        return Stance.UNCERTAIN
    if attributed is not None and attributed.source:
        return Stance.AFFIRM
    is_personal = facet in {None, Facet.RESPONSIBLE, Facet.STRENGTH}
    if HEARSAY.search(words) or _HEARSAY_BEFORE.search(lead):
        return Stance.UNCERTAIN
    if is_personal and (SUSPICION.search(words) or SUSPICION.search(lead)):
        return Stance.UNCERTAIN
    return Stance.AFFIRM


def _is_negated(text: str, start: int, end: int, lead: str) -> bool:
    """Tell whether the clause around [start, end) denies what it tells."""
    clause = lowered(lead + text[start:end])
    negations = (found.end() > len(lead) for found in _NEGATED.finditer(clause))
    return any(negations) or bool(_NEGATED_AFTER.match(text, end))


def _lead(text: str, start: int) -> str:
    """The few words right before an evidence, back to the last clause boundary."""
    window = text[max(0, start - _REACH) : start]
    last = None
    for last in _BOUNDARY.finditer(window):  # noqa: B007 - the last match is wanted
        pass
    window = window[last.end() :] if last else window
    return window if start <= _REACH or last else window.partition(" ")[2]
