"""Which sentences tell of a violent happening, and what these words alone say of it.

Linking joins mentions into incidents; here each sentence with a finding or a word of violence
gives one. A sentence that tells of two happenings on two days ("the attack came as the
monitor reported that troops had killed 48 people earlier this week") is cut between them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.read.dates import DateMention
from rashomon.read.document import Document, Finding, within
from rashomon.read.turns import Part, parts_of
from rashomon.read.violence import Trigger, kind_of
from rashomon.records import (
    DateInterval,
    Facet,
    Mention,
    PlaceValue,
    Span,
)
from rashomon.reference.letter_case import lowered

__all__ = ["find_mentions"]

# A happening, as a noun; up to two words may stand before it ("another deadly car bomb").
_HAPPENING = (
    r"(?:[\w-]+ ){0,2}?(?:attacks?|incidents?|(?:air)?strikes?|(?:air )?raids?|blasts?|explosions?|"
    r"bomb(?:s|ings?|ers?)?|assaults?|clash(?:es)?|battles?|shelling|bombardments?|shootings?|"
    r"ambush(?:es)?|massacres?|killings?|executions?|missiles?|rockets?|mortars?|offensives?|"
    r"operations?|developments?|episodes?|cases?|gunm[ae]n|drones?|vehicles?|convoys?)\b"
)
# All patterns here are for text in lower case.
# Words by which a text leaves one happening for another. "Another 65 people were hurt" does not.
_NEW = re.compile(
    rf"\b(?:(?:another|separate|a (?:second|third|fourth|different|similar|later)) {_HAPPENING}|"
    r"separately|elsewhere|meanwhile|in (?:other|related|similar) (?:incidents?|attacks?|"
    r"developments?|violence|fighting|news)|also on|in a similar|"
    r"(?:earlier|later) (?:in the day|on \w+day|that day|the same day)|the same day|"
    r"(?:hours?|minutes|a day|days) (?:later|earlier))\b"
)
# "Six people were also killed in shelling of ...": another one, if day or place is told anew.
_ALSO = re.compile(
    r"(?<!which )(?<!that )(?<!who )\balso (?:reported(?:ly)? )?(?:be(?:en|ing) )?(?:[a-z]+ly )?"
    r"(?:killed|died|hit|struck|targeted|shelled|bombed|bombarded|pounded|fired|broke out|"
    r"erupted|attacked|launched|exploded|detonated|carried out|destroyed|wounded|injured|"
    r"conducted|raided|clashed|raged|reported|taken place|took place|dropped|executed|shot|"
    r"rocked|ripped|kidnapped|abducted|beheaded|ambushed|stormed|repelled|foiled|seized|"
    r"captured)\b"
)
# Words that count among those told of before.
_OF_THOSE = re.compile(
    r"\b(?:of (?:them|those|whom)|(?:among|of) the (?:dead|victims|wounded|injured|casualties)|"
    r"among (?:them|those))\b"
)
# Words that tell of what happened often or before, not of one happening.
_BACKGROUND = re.compile(
    r"\b(?:since (?:the|its|\d{4}|last|january|february|march|april|may|june|july|august|"
    r"september|october|november|december)|in (?:recent|the past|previous)|over the past|"
    r"have (?:repeatedly|frequently|often)|has (?:repeatedly|frequently|often)|so far this year|"
    r"in the past|frequently|regularly|routinely|daily|"
    r"(?:broke out|began|erupted|started|launched) (?:back )?in (?:\w+ )?\d{4}|"
    r"\d+-year)\b"
)


def find_mentions(
    document: Document,
    findings: Sequence[Finding],
    triggers: Sequence[Trigger],
    dates: Sequence[DateMention],
) -> tuple[Mention, ...]:
    """Return the mentions of violent happenings, in the order of the text.

    Findings, triggers and dates come in the order of the text.
    """
    mentions: list[Mention] = []
    for sentence in document.sentences:
        inside = within(findings, sentence.start, sentence.end)
        words = within(triggers, sentence.start, sentence.end)
        if not inside and not words:
            continue
        for part in parts_of(sentence, inside, words):
            start, end = part.span.start, part.span.end
            mentions.append(
                _mention(
                    len(mentions),
                    document.text,
                    part,
                    within(inside, start, end),
                    within(words, start, end),
                    within(dates, start, end),
                )
            )
    return tuple(mentions)


def _opens_another(words: str, *, has_setting: bool) -> bool:
    return bool(_NEW.search(words) or (has_setting and _ALSO.search(words)))


def _are_general(triggers: Sequence[Trigger]) -> bool:
    return bool(triggers) and all(t.is_general for t in triggers)


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
    part: Part,
    findings: Sequence[Finding],
    triggers: Sequence[Trigger],
    dates: Sequence[DateMention],
) -> Mention:
    words = lowered(part.span.of(text))
    date: DateInterval | None = None
    place: PlaceValue | None = None
    for finding in findings:
        if finding.facet is Facet.DATE and date is None and isinstance(finding.value, DateInterval):
            date = finding.value
        if finding.facet is Facet.PLACE and place is None and isinstance(finding.value, PlaceValue):
            place = finding.value
    if date is None and any(f.facet not in _SETTING for f in findings):
        date = _announced(part.span, dates)
    is_anaphoric = any(t.is_anaphoric for t in triggers) or bool(_OF_THOSE.search(words))
    is_timed = date is not None or any(f.facet is Facet.DATE for f in findings)
    has_setting = (is_timed or place is not None) and not is_anaphoric
    is_particular = any(f.facet in (Facet.DATE, Facet.KILLED, Facet.INJURED) for f in findings)
    return Mention(
        mention_id=number,
        span=part.span,
        kind=kind_of(triggers, findings),
        date=date,
        place=place,
        is_new=part.is_other or _opens_another(words, has_setting=has_setting),
        is_anaphoric=is_anaphoric,
        is_background=(bool(_BACKGROUND.search(words)) or _are_general(triggers))
        and not is_particular,
    )
