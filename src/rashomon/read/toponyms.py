"""Place phrases in running text, and which of them say where violence happened.

Syntax only: a preposition, a place noun or a verb of attack before, a capitalized name, and
what hangs on it ("the village of X in Y province, 8 km east of Z"). Whether such a place
exists is for the gazetteer to say, later; a finding that rests on nothing but a capital
letter carries a confidence below one half, so that it can be dropped there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rashomon.read.document import Document, Finding, Sentence, within
from rashomon.read.place_phrases import PlacePhrases, ToponymMention
from rashomon.read.place_roles import is_beside_the_violence, suffers
from rashomon.read.place_tokens import NEARNESS, is_common
from rashomon.read.toponym_words import VIOLENCE
from rashomon.read.violence import Trigger, find_triggers, is_general
from rashomon.records import Facet, PlaceValue, Stance
from rashomon.reference.countries import find_countries
from rashomon.reference.letter_case import is_in_small_letters, lowered
from rashomon.reference.place_words import bearing_of

__all__ = ["ToponymMention", "find_place_claims", "find_toponyms"]

_TAKING = (
    "retook|recaptured|captured|seized|took|entered|stormed|besieged|besieging|liberated|overran|"
    "encircled|retaken|recapture|retake|capture|seize|attack|advancing\\s+on|battle\\s+for|"
    "encircl(?:es?|ing)|besieges?|overruns?|"
    # At the head of a sentence these are no deed yet ("Capturing X would be ...").
    "(?<=\\w\\s)(?:overrunning|capturing|recapturing|seizing|retaking|storming|liberating)"
)
_HITTING = (
    "hit|hits|hitting|struck|strike|striking|targeted|targeting|target|targets|shelled|shelling|bombed|bombing|"
    "pounded|pounding|bombarded|attacked|attacking|raided|rocked|shook|destroyed|blasted|hammered|"
    "burned|burnt|torched|razed|looted|flattened|levelled|leveled|ravaged|"
    # The present of headlines.
    "shells?|bombs?|pounds?|bombards?|raids|rocks?|shakes?|storms?|destroys?|attacks"
)
_OBJECT_LEAD = re.compile(
    rf"\b(?:{_TAKING}|{_HITTING})\s+(?:(?:on|late|early)\s+(?:\w+\s+)?\w+day\s+)?"
    r"(?:with\s+(?:[\w-]+\s+){1,6}?(?:shells?|rockets?|missiles?|mortars?|bombs?|fire)\s+)?$"
)
_NOUN_AFTER = re.compile(
    r"^\s(?:(?:suicide|car|truck|concert|marathon|terror|terrorist|chemical|air|drone|bomb|gas|sarin|"
    r"chlorine|missile|rocket|mortar|artillery|pub|nightclub|club|hotel|hostel|school|university|"
    r"airport|metro|subway|tube|train|bus|station|market|mosque|church|synagogue|temple|embassy|"
    r"barracks|prison|hospital|mall|bar|restaurant|mass|deadly|ground|militant|twin|double)\s){0,2}"
    r"(?:blasts?|bombings?|attacks?|strikes?|airstrikes?|explosions?|massacres?|shelling|battles?|"
    r"raids?|siege|killings?|shootings?|ambush|assault|offensive|clashes|fighting|bloodbath)\b",
    re.IGNORECASE,
)
# A name before these tells whose they are, and of no happening.
_ADJECTIVE = re.compile(
    r"^\s(?:police|courts?|talks|conference|agreement|accords?|process|government|media|operation|"
    r"office|bureau|summit|declaration|case|trial|prosecutors?|authorities|newspapers?|residents?|"
    r"university\sprofessor|mayor|governor|correspondent|bureau|stock\sexchange)\b"
)
# The place of somebody who speaks, lives, flees or meets, not of what happened.
_ELSEWHERE = re.compile(
    r"\b(?:told|said|says|saying|reporter|reporters|correspondents?|offices?|based|meet(?:ing)?|met|"
    r"talks|conference|summit|born|lives?|lived|living|fled|flee|fleeing|escaped?|embassy|headquartered|"
    r"spoke|speaking|reporting|statement|arrived|visit|negotiations|treated|interview)"
    r"\s(?:\S+\s){0,2}?$",
    re.IGNORECASE,
)
_EVENT_PLACES = frozenset(
    "in at near on off across inside outside over around into within of throughout along between "
    "against".split()
)
_JOINING = frozenset({"and", "including", "or"})
_JOINED_WITHIN = 60  # characters: "in X - a rebel-held quarter of Y - and several towns of Z"
_APPOSED_WITHIN = 3
_INDEFINITE = re.compile(r"(?:[-–—]\s)?an?\s(?!few\b)(?!\w+\s(?:km|miles|kilomet))", re.IGNORECASE)
# "of X" tells of violence there when these come before it.
_DEED = re.compile(
    r"\b(?:bomb\w*|shelling|siege|battle|capture|seizure|storming|massacre|destruction|pounding|"
    r"liberation|fall|loss|invasion|occupation|attack|raids?|strikes?|outskirts|cent(?:er|re)|heart|"
    r"parts?|side|edges?|areas?|control|recapture|defen[cs]e|streets?|parking(?:\s+lot)?|courtyard|"
    r"grounds|entrance|gates?)\s+$",
    re.IGNORECASE,
)
# "They drove the militants from X": there was fighting for it.
_DRIVEN_OUT = re.compile(
    r"\b(?:oust(?:s|ed|ing)?|dr[oi]ve(?:n|s)?|driving|expel(?:s|led|ling)?|dislodg(?:es?|ed|ing)|"
    r"push(?:es|ed|ing)?|evict(?:s|ed|ing)?|flush(?:es|ed|ing)?|rout(?:s|ed|ing)?|"
    r"eject(?:s|ed|ing)?|repel(?:s|led|ling)?)\s(?:[\w'’-]+\s+){0,5}(?:out\s+)?$"
)
# "Gunmen kidnapped ten people from X": they came there.
_TAKEN_AWAY = re.compile(
    r"\b(?:kidnap\w*|abduct\w*|snatch\w*|hijack\w*)\s(?:[\w'’-]+\s+){0,6}$", re.IGNORECASE
)
# What "the ..." may point back to; "the hospital" is whichever was struck, not a place named.
_POINTED_AT = frozenset(
    "city town village neighborhood neighbourhood quarter suburb district province governorate "
    "capital crossing airport airbase base camp road highway bridge island market zone".split()
)
_PLURALS = frozenset({"towns", "villages", "cities"})
_WAYS = frozenset({"road", "highway", "bridge"})
_BORDERS = frozenset({"border", "frontier", "crossing"})
_DEFINITE = re.compile(r"(?:the|this|that|its|their)\b", re.IGNORECASE)
_PREPOSITIONS = NEARNESS | {"in", "on"}
_RELATING = _PREPOSITIONS | {"close", "just"}
_BASED = re.compile(r"^\s?-\s?based\b|^-(?:based|born|led|backed|linked)\b")


def find_toponyms(document: Document) -> list[ToponymMention]:
    """Return every place phrase of a report's sentences, in the order of the text."""
    found: list[ToponymMention] = []
    for sentence in document.sentences:
        found += PlacePhrases(sentence, _has_no_case(document)).all()
    return found


def find_place_claims(document: Document) -> list[Finding]:
    """Return the places of violence that a report's sentences tell of, unresolved."""
    findings: list[Finding] = []
    triggers = find_triggers(document)
    before_it: Sentence | None = None
    for sentence in document.sentences:
        last = -1  # where the last place of violence of this sentence ends
        if not VIOLENCE.search(lowered(sentence.text)):
            findings += _added_below(sentence, before_it, document)
            before_it = sentence
            continue
        before_it = sentence
        told = within(triggers, sentence.start, sentence.end)
        before: ToponymMention | None = None  # the last place named, of violence or not
        for mention in PlacePhrases(sentence, _has_no_case(document)).all():
            before, previous = mention, before
            if previous and (
                _retells(mention, previous)
                or (
                    previous.head
                    and previous.end != last
                    and (
                        _is_listed(mention, previous.end, sentence)
                        or mention.start - previous.end == 1  # a list that lost its commas
                    )
                )
            ):
                continue
            joined = _is_joined(mention, sentence, last)
            is_told_anew = _tells_anew(mention, told, sentence)
            if not joined and not is_told_anew and _is_vague(mention, told, sentence):
                continue
            confidence = _confidence(mention, sentence, document, is_bound=joined or is_told_anew)
            if confidence is None and _leads_to_names(mention, sentence):
                last = mention.end
            if confidence is not None:
                findings.append(_finding(mention, sentence, confidence))
                last = mention.end
    return findings


def _added_below(
    sentence: Sentence, before: Sentence | None, document: Document
) -> Iterator[Finding]:
    """The place that follows a sentence of violence by itself: "Six were killed. Wana, Waziristan."

    Chronicles and captions end so.
    """
    if before is None or sentence.start - before.end > _APPOSED_WITHIN or "," not in sentence.text:
        return
    if VIOLENCE.search(lowered(before.text)) is None:
        return
    found = list(PlacePhrases(sentence, _has_no_case(document)).all())
    whole = sentence.text.rstrip(" .")
    if len(found) != 1 or found[0].start != sentence.start or found[0].head is None:
        return
    if found[0].end - sentence.start >= len(whole):
        yield _finding(found[0], sentence, 0.45)


def _ends_sentence(mention: ToponymMention, sentence: Sentence) -> bool:
    """Tell whether a chain of names closes a sentence: "killed in a strike, Wana, Waziristan."""
    end = mention.end - sentence.start
    is_last = len(sentence.text) - end < _APPOSED_WITHIN and not sentence.text[end:].strip(" .")
    return mention.lead == "," and "," in mention.words and is_last


def _has_no_case(document: Document) -> bool:
    """Tell whether the case of letters says nothing of names."""
    return document.is_capitals or is_in_small_letters(document.text)


_AT_HAND = 60  # characters
_RELATIVE = re.compile(r"\b(?:which|where|who|that)\b|[,;]", re.IGNORECASE)
_SINGULAR = re.compile(
    r"\b(?:first|deadliest|worst|biggest|heaviest|largest|latest|(?:mon|tues|wednes|thurs|fri|satur|"
    r"sun)day|yesterday|today|overnight|last\snight|earlier\sthis\sweek|\d{1,2}\s?(?:st|nd|rd|th)?\s"
    r"(?:of\s)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*|(?:jan|feb|mar|apr|may|jun|jul|"
    r"aug|sep|oct|nov|dec)\w*\.?\s\d{1,2})\b",
    re.IGNORECASE,
)


def _leads_to_names(mention: ToponymMention, sentence: Sentence) -> bool:
    """Tell whether an unnamed place opens a list of named ones ("several towns including")."""
    start, end = mention.start - sentence.start, mention.end - sentence.start
    if mention.head or not sentence.text[end : end + 14].lstrip(" ,").startswith("including "):
        return False
    before = lowered(sentence.text[max(0, start - _AT_HAND) : start])
    return mention.lead in _EVENT_PLACES or _OBJECT_LEAD.search(before) is not None


def _is_joined(mention: ToponymMention, sentence: Sentence, last: int) -> bool:
    """Tell whether a place is listed with the place of violence that ends at `last`."""
    gap = mention.start - last
    if last < 0 or not 0 <= gap < _JOINED_WITHIN:
        return False
    if _is_listed(mention, last, sentence):
        return not _SPEAKS.match(sentence.text[mention.end - sentence.start :])
    return mention.lead in _JOINING


def _is_listed(mention: ToponymMention, last: int, sentence: Sentence) -> bool:
    """Tell whether nothing but "and" or a comma stands between `last` and a place."""
    between = sentence.text[last - sentence.start : mention.start - sentence.start]
    return last <= mention.start and _LISTING.fullmatch(between) is not None


_LISTING = re.compile(r"\s*(?:,|,?\s*and|,?\s*as\s+well\s+as|&)\s*(?:in\s)?", re.IGNORECASE)
_SPEAKS = re.compile(r"\s(?:said|says|told|added|reported|announced|confirmed)\b")


def _retells(mention: ToponymMention, previous: ToponymMention) -> bool:
    """Tell whether a phrase only describes the place before it ("Madaya, a town near Damascus")."""
    if not 0 <= mention.start - previous.end <= _APPOSED_WITHIN or previous.head is None:
        return False
    if _INDEFINITE.match(mention.words):
        return True
    if (
        mention.head is None
        and mention.lead not in {"and", "or"}
        and _THE_TOWN.match(mention.words)
    ):
        return True  # "Douma, the town where ...", with its comma or without
    # In copy that has lost its commas nothing but a space stands between the two.
    is_next = mention.lead == "," or mention.start - previous.end == 1
    return bool(mention.noun and is_next and _SUPERLATIVE.match(mention.words))


_THE_TOWN = re.compile(
    r"the\s(?:[\w-]+\s)?(?:city|town|village|hamlet|suburb|district|neighbou?rhood|province)$",
    re.IGNORECASE,
)


_SUPERLATIVE = re.compile(
    r"(?:the|its|his)\s(?:\w+['’]?s?\s)?"
    r"(?:last|largest|biggest|main|former|second|third|capital|only)\b",
    re.IGNORECASE,
)
_WHERE = re.compile(r"\s?,?\swhere\b", re.IGNORECASE)


def _tells_anew(mention: ToponymMention, triggers: Sequence[Trigger], sentence: Sentence) -> bool:
    """Tell whether ", where" after a place leads to a particular happening there."""
    led = _WHERE.match(sentence.text, mention.end - sentence.start)
    if led is None:
        return False
    after = [t for t in triggers if 0 <= t.start - sentence.start - led.end() <= _AT_HAND]
    if not after or after[0].is_hypothetical:
        return False
    words = sentence.text[led.end() :]
    if re.match(r".{0,40}\b(?:located|lies|situated)\b", words, re.DOTALL):
        return False
    return not is_general(words, 0, after[0].end - sentence.start - led.end())


_DAY = re.compile(
    r"\b\d{1,2}\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?\s\d{1,2}\b|\byesterday\b|"
    r"\blast\s(?:night|week|month|\w+day)\b",
    re.IGNORECASE,
)
_LEFT_DEAD = re.compile(
    r",?\s(?:which|that)\s(?:has\s|have\s|had\s|also\s)?(?:left|killed|wounded|injured|claimed)\b"
)


def _is_vague(mention: ToponymMention, triggers: Sequence[Trigger], sentence: Sentence) -> bool:
    """Tell whether the nearest word of violence, one before the place first, is about no event."""
    before = [trigger for trigger in triggers if trigger.end <= mention.start]
    after = [trigger for trigger in triggers if trigger.start >= mention.end]
    nearest = before[-1] if before else after[0] if after else None
    if nearest is None:
        return False
    if nearest.is_hypothetical:
        # "They protested against the strike of 3 May on X", "the raid on X, which killed ten"
        told_from, told_to = nearest.end - sentence.start, mention.end - sentence.start
        told = sentence.text[max(told_from, told_to - 2 * _AT_HAND) : told_to]
        led = sentence.text[told_to : told_to + _AT_HAND]
        return not (_DAY.search(told) or _LEFT_DEAD.match(lowered(led)))
    if not nearest.is_general:
        return False
    # The words at hand have to be general themselves: "a raid on Idlib, where fighting has
    # gone on for years" tells of one raid.
    begin = min(nearest.start, mention.start) - sentence.start
    end = max(nearest.end, mention.end) - sentence.start
    left = max(0, begin - _AT_HAND)
    tail = _RELATIVE.split(sentence.text[end : end + _AT_HAND], maxsplit=1)[0]
    words = " ".join((sentence.text[left:end] + tail).split())
    return not _SINGULAR.search(words) and is_general(words, begin - left, begin - left + 1)


def _confidence(
    mention: ToponymMention, sentence: Sentence, document: Document, *, is_bound: bool
) -> float | None:
    """How surely a place phrase says where its sentence's violence was; None for not at all.

    `is_bound` says that the words around it place violence there whatever comes before it.
    """
    text = sentence.text
    start, end = mention.start - sentence.start, mention.end - sentence.start
    before, after = text[max(0, start - 60) : start], text[end : end + 40]
    if mention.head is not None and len(mention.head) < 3:
        return None
    if mention.noun == "country" or _BASED.match(after):
        return None
    lead_cut = before[: len(before.rstrip()) - len(mention.lead)] if mention.lead else before
    is_event = bool(_NOUN_AFTER.match(after))
    if (
        mention.lead == "for"
        and not is_event
        and not re.search(r"\b(?:battle|fight|fighting)\s+$", lead_cut, re.I)
    ):
        return None
    is_freed = mention.lead == "from" and bool(_DRIVEN_OUT.search(lowered(lead_cut)))
    is_freed = is_freed or (mention.lead == "from" and _TAKEN_AWAY.search(lead_cut) is not None)
    if mention.lead in {"from", "to", "toward", "towards", "by", "with"} and not (
        is_freed or is_bound or is_event
    ):
        return None
    elsewhere = _ELSEWHERE.search(lead_cut) if mention.lead in {"in", "at", "near"} else None
    if elsewhere and not VIOLENCE.search(lowered(elsewhere.group())):  # "to escape fighting in"
        return None
    is_object = is_freed or bool(_OBJECT_LEAD.search(lowered(before)))
    is_object = is_object or mention.words.startswith("besieged ")
    is_hurt = suffers(text[end : end + 60])
    is_led = mention.lead in _EVENT_PLACES or _starts_with_relation(mention) or is_bound
    if mention.lead == "across" and mention.noun == "feature":
        return None  # "the town lies across the river from ..."
    if mention.lead == "of" and not (is_event or is_bound or _DEED.search(lead_cut)):
        return None
    if not is_event and (_is_adjective(mention, after) or _is_made_by(mention)):
        return None  # "the London police", "a Ford"
    if not is_bound and _is_beside(mention, text, start, end, is_led or is_object or is_event):
        return None
    if mention.head is None:
        if not _points_back(mention, before, after):
            return None
        return 0.6 if is_led or is_object else None
    if mention.noun:
        if is_led or is_object or is_event or is_hurt:
            return 0.8
        return 0.45 if _has_no_case(document) else 0.5
    is_told = (
        _ends_sentence(mention, sentence)
        or is_led
        or is_object
        or is_event
        or after.startswith(" where ")
    )
    return 0.45 if is_told or is_hurt else None


def _is_adjective(mention: ToponymMention, after: str) -> bool:
    """Tell whether a bare name only says whose police, court or talks are meant.

    "Killed in Homs authorities said", its comma lost, tells of Homs.
    """
    is_bare = mention.noun is None and mention.head is not None and not mention.is_part
    is_told_where = mention.lead in _EVENT_PLACES and not _DEFINITE.match(mention.words)
    return is_bare and not is_told_where and _ADJECTIVE.match(after) is not None


def _is_made_by(mention: ToponymMention) -> bool:
    """Tell whether "a" stands before a name and nothing after it says that it is a place."""
    return (
        mention.noun is None
        and not mention.is_part
        and re.match(r"an?\s+(?=[A-Z])(?![A-Z]{2})", mention.words) is not None
    )


def _is_beside(mention: ToponymMention, text: str, start: int, end: int, is_tied: bool) -> bool:
    first = mention.words.split(maxsplit=1)[0]
    if first.casefold() in _PREPOSITIONS:
        start += len(first) + 1  # the preposition is part of what comes before the place
    opens = len(text[:start].split()) <= 1 and mention.lead in {"in", "at"}
    return is_beside_the_violence(text, start, end, is_subject=not is_tied, is_clause_first=opens)


def _points_back(mention: ToponymMention, before: str, after: str) -> bool:
    """Tell whether a phrase without a name means a place spoken of before."""
    words = mention.words.casefold()
    last = words.split()[-1]
    if _BORDERS & set(words.split()) and any(find_countries(mention.words)):
        # "a blast near the Turkish border", but not "forces further west near the border"
        return VIOLENCE.search(lowered(before[-24:])) is not None
    if mention.is_part and last not in _PLURALS:
        # "rebel-held areas of the city", "the city's outskirts", "several eastern quarters"
        return bool(re.search(r"\b(?:city|town|village|capital)(?:['’]?\s?s)?\b", words))
    if last in _PLURALS and not re.search(r"\b(?:the|its|both|these|those)\b", words):
        return False
    is_definite = _DEFINITE.match(words) is not None or "the " in words
    if last in _WAYS and re.match(r"\s(?:to|from|between|out|linking|leading|connecting)\b", after):
        return False
    is_other = words.startswith("another ") and not mention.is_part
    return (is_definite or is_other) and last in _POINTED_AT


_TURNED = re.compile(r"(?:[\w-]+\s){1,3}?(?:of|from)\b")


def _starts_with_relation(mention: ToponymMention) -> bool:
    first = mention.words.split(maxsplit=1)[0].casefold()
    if re.match(r"(?:\w+\s){0,2}(?:\d|[a-z]+\s(?:km|kilomet|mile|met(?:er|re)s))", mention.words):
        return True  # "more than 60 kilometres from", "a few miles north of"
    return (
        first in _RELATING
        or first[0].isdigit()
        or (bearing_of(first) is not None and _TURNED.match(mention.words) is not None)
    )


def _finding(mention: ToponymMention, sentence: Sentence, confidence: float) -> Finding:
    start = mention.start
    if mention.lead in _EVENT_PLACES:
        at = start - sentence.start
        before = lowered(sentence.text[max(0, at - _AT_HAND) : at]).rstrip()
        if before.endswith(mention.lead):  # the preposition is part of the evidence
            start -= min(at, _AT_HAND) - len(before) + len(mention.lead)
    words = " ".join(mention.words.split())
    if mention.head and mention.head.islower():
        # A text of small letters; maps are asked for names with capitals.
        words = " ".join(word if is_common(word) else word.title() for word in words.split())
    return Finding(Facet.PLACE, PlaceValue(words, reason="not looked up yet"), start, mention.end,
                   "toponym", Stance.AFFIRM, confidence)  # fmt: skip
