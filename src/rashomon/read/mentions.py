"""Which sentences tell of a violent happening, and what these words alone say of it.

Linking joins mentions into incidents; here each sentence with a finding or a word of violence
gives one. A sentence that tells of two happenings on two days ("the attack came as the
monitor reported that troops had killed 48 people earlier this week") is cut between them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from rashomon.read.dates import DateMention
from rashomon.read.document import Document, Finding, Sentence
from rashomon.read.violence import Trigger, kind_of
from rashomon.records import (
    DateInterval,
    Facet,
    Mention,
    PlaceValue,
    Span,
)

__all__ = ["find_mentions"]

# Words by which a text leaves one happening for another.
_NEW = re.compile(
    r"\b(?:another|separate(?:ly)?|elsewhere|meanwhile|in (?:a|an)other (?:incident|attack|"
    r"development)|also (?:on|in)|a (?:second|third|different)|in a similar)\b",
    re.IGNORECASE,
)
# Words that tell of what happened often or before, not of one happening.
_BACKGROUND = re.compile(
    r"\b(?:since (?:the|its|\d{4}|last|january|february|march|april|may|june|july|august|"
    r"september|october|november|december)|in (?:recent|the past|previous)|over the past|"
    r"have (?:repeatedly|frequently|often)|has (?:repeatedly|frequently|often)|so far this year|"
    r"in the past|frequently|regularly|routinely|daily|broke out in|began in|erupted in|"
    r"\d+-year)\b",
    re.IGNORECASE,
)


def find_mentions(
    document: Document,
    findings: Sequence[Finding],
    triggers: Sequence[Trigger],
    dates: Sequence[DateMention],
) -> tuple[Mention, ...]:
    """Return the mentions of violent happenings, in the order of the text."""
    mentions: list[Mention] = []
    for sentence in document.sentences:
        inside = [f for f in findings if sentence.start <= f.start < sentence.end]
        words = [t for t in triggers if sentence.start <= t.start < sentence.end]
        if not inside and not words:
            continue
        for part in _parts(sentence, inside):
            mentions.append(
                _mention(
                    len(mentions),
                    document.text,
                    part,
                    [f for f in inside if part.start <= f.start < part.end],
                    [t for t in words if part.start <= t.start < part.end],
                    [d for d in dates if part.start <= d.start < part.end],
                )
            )
    return tuple(mentions)


# Where a sentence may turn from one happening to another.
_TURN = re.compile(r"\b(?:as|while|whereas|after|when|and|but)\b|[;,]", re.IGNORECASE)


def _parts(sentence: Sentence, findings: Sequence[Finding]) -> list[Span]:
    """Cut a sentence between two dates of happening that cannot be the same."""
    dates = [f for f in findings if isinstance(f.value, DateInterval)]
    for one, other in pairwise(dates):
        if isinstance(one.value, DateInterval) and isinstance(other.value, DateInterval):
            if one.value.meets(other.value):
                continue
            between = [
                turn.start() + sentence.start
                for turn in _TURN.finditer(sentence.text)
                if one.end <= turn.start() + sentence.start <= other.start
            ]
            if between:
                return [Span(sentence.start, between[0]), Span(between[0], sentence.end)]
    return [sentence.span]


_SETTING = (Facet.PLACE, Facet.DATE)
_OPENING = 15  # characters: room for "Earlier on" before the date


def _announced(part: Span, dates: Sequence[DateMention]) -> DateInterval | None:
    """When it happened, going by when it was announced ("On June 6 the army said that …").

    Only a date that opens the sentence sets the scene so. No claim rests on it; it keeps
    happenings apart that were announced on different days.
    """
    for told in dates:
        opens = told.start - part.start <= _OPENING
        if opens and told.is_speech_time and told.interval is not None and told.interval.days == 1:
            day = told.interval.first
            return DateInterval(day, day, f"told of on {day}")
    return None


def _mention(
    number: int,
    text: str,
    part: Span,
    findings: Sequence[Finding],
    triggers: Sequence[Trigger],
    dates: Sequence[DateMention],
) -> Mention:
    words = part.of(text)
    date: DateInterval | None = None
    place: PlaceValue | None = None
    for finding in findings:
        if finding.facet is Facet.DATE and date is None and isinstance(finding.value, DateInterval):
            date = finding.value
        if finding.facet is Facet.PLACE and place is None and isinstance(finding.value, PlaceValue):
            place = finding.value
    if date is None and any(f.facet not in _SETTING for f in findings):
        date = _announced(part, dates)
    is_particular = any(f.facet in (Facet.DATE, Facet.KILLED, Facet.INJURED) for f in findings)
    return Mention(
        mention_id=number,
        span=part,
        kind=kind_of(triggers, findings),
        date=date,
        place=place,
        is_new=bool(_NEW.search(words)),
        is_anaphoric=any(t.is_anaphoric for t in triggers),
        is_background=(bool(_BACKGROUND.search(words)) or all(t.is_general for t in triggers))
        and not is_particular,
    )
