"""Which words of a report tell when, which days they mean, and which of them date violence.

Dates told from another date ("a day later", "Thursday, a day after the raid") are read here,
after those that stand by themselves. Words that lead to no day keep an interval of None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from rashomon.read.date_grammar import FULL_DATES, Hit, hits
from rashomon.read.date_readings import Setting
from rashomon.read.date_roles import Role, role_of
from rashomon.read.days import count, single
from rashomon.read.document import Document, Finding, Sentence, within
from rashomon.records import DateInterval, Facet

__all__ = ["DateMention", "find_date_claims", "find_dates"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """Words that tell when, at offsets of the report's text.

    `interval` is None where the words lead to no day ("on Monday" in a report without a
    date). `is_speech_time` marks the time of somebody's speaking, `is_open` the start or end
    of a period ("since 2011"), which is no day of a happening. `role` is what it dates.
    """

    start: int
    end: int
    interval: DateInterval | None
    rule: str
    is_speech_time: bool
    is_open: bool = False
    role: Role = Role.NONE


# Speaks of what is yet to come, where it stands before a date. "Would" is often the past.
_COMING = re.compile(
    r"\b(?:will|shall|scheduled|slated|upcoming|(?:is|are|was|were)\s+(?:due|expected|set)\s+to|"
    r"due\s+to)\b",
    re.IGNORECASE,
)
_REACH = 80  # characters before a date that may hold words about it
_OPEN_WORDS = r"(?:ever\s+since|since|until|till|as\s+of|starting|prior\s+to|up\s+to)"
_OPENS = re.compile(rf"{_OPEN_WORDS}\b", re.IGNORECASE)
_OPENED = re.compile(rf"\b{_OPEN_WORDS}\s+(?:at\s+least\s+)?(?:the\s+)?$", re.IGNORECASE)
_N = r"\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|a\s+couple\s+of|a\s+few|several"
_PART = r"day|morning|afternoon|evening|night|week"
_ANCHORED = re.compile(
    rf"(?<![\w-])(?:(?:just|only|less\s+than|barely|some|about)\s+)?(?:"
    rf"(?P<n>{_N})\s+(?P<unit>hour|day|week)s?\s+(?P<way>later|afterwards?|after|earlier|before|prior)"
    rf"|(?P<bare>hours|days|weeks)\s+(?P<bare_way>later|after|earlier|before)"
    rf"|(?:on\s+|during\s+)?(?:the|that)\s+(?P<step>next|following|previous|preceding|same)\s+"
    rf"(?P<part>{_PART})"
    r"|(?:earlier|later|early|late)\s+(?:in|on)\s+(?:in\s+)?the\s+(?:same\s+)?(?P<within>day)"
    rf"|(?:on\s+|later\s+)?that\s+(?:very\s+)?(?P<that>day|morning|afternoon|evening|night)"
    rf"|the\s+(?P<side_part>day|night|morning)\s+(?P<side>before|after)"
    r")(?!\w)",
    re.IGNORECASE,
)
# Every match of `_ANCHORED` holds one of these.
_ANCHORED_UNITS = ("day", "week", "hour", "morning", "afternoon", "evening", "night")
_THE = re.compile(r"\bthe\s+$", re.IGNORECASE)
_COMES = re.compile(r"\b(?:(?P<now>come|comes|coming)|came)\s+$", re.IGNORECASE)
_THE_ACT = re.compile(
    r"\s+(?:the|that|this)\s+(?:[\w-]+\s+)?(?:attack|assault|bombing|blast|explosion|strike|raid|"
    r"shooting|clash|massacre|killing|ambush|shelling|airstrike|battle|incident)",
    re.IGNORECASE,
)
_ANCHOR_SENTENCES = 4  # "the next day" five sentences on is told from something else
_ANCHOR_DAYS = 3  # a longer interval is no day to count from
_NEXT_DATE = re.compile(r"[^.,;]{0,20}")  # "two days after Tuesday's attack"
_SCOPES = {"days": (2, 9), "weeks": (14, 42)}

# Violence told of more than a month is a total over many happenings, and so is that of "the
# past two weeks"; but "last year's attack" is one.
_LONGEST, _LONGEST_WITHIN, _LONGEST_OWNED = 31, 8, 366
_OWNED = re.compile(r"['’`]\s?s$", re.IGNORECASE)
_TOTAL = re.compile(
    r"\b(?:daily|every\s+day|on\s+average|in\s+total|\d{2,}\s+(?:[\w-]+\s+)?(?:strikes|"
    r"airstrikes|attacks|raids|sorties|incidents|bombings|engagements))\b",
    re.IGNORECASE,
)
# A date without one of these before it is a stamp, where it is the report's own date.
_PREPOSITION = re.compile(r"(?:on|by|from|at|early|late|earlier|the|in|during)\b", re.IGNORECASE)
_AGENCY = re.compile(r"\s*(?:\([A-Z][\w .&/-]+\)|--|[–—])")


def find_dates(document: Document) -> list[DateMention]:
    """Find the words that tell when, in order, with the days they lead to."""
    return list(document.once(_dates))


def _dates(document: Document) -> tuple[DateMention, ...]:
    found: list[DateMention] = []
    base = document.report.base_date
    told: date | None = None
    paragraph = 0
    for sentence in document.sentences:
        if base and sentence.paragraph != paragraph:
            told = None  # with a base date, a full date lends its year to its paragraph only
        paragraph = sentence.paragraph
        own: list[DateMention] = []
        row = [hit for hit in hits(sentence.text) if hit.resolve]
        for at, hit in enumerate(row):
            if hit.resolve is None or (hit.rule == "in the night" and own):
                continue  # "on Thursday and during the night" has its day
            setting = Setting(base, told, _is_coming(sentence.text, hit))
            interval = hit.resolve(hit.match, setting)
            until = _until(sentence.text, hit, row[at + 1 : at + 4])
            own.append(_mention(sentence, hit.start, hit.end, interval, hit.rule, until=until))
            if interval and hit.rule in FULL_DATES:
                told = interval.first
        own += _anchored(document, sentence, own, found)
        found += sorted(own, key=lambda mention: mention.start)
    return tuple(found)


def find_date_claims(document: Document) -> list[Finding]:
    """Find the dates that tell when violence happened."""
    base = document.report.base_date
    findings = []
    for mention in find_dates(document):
        days = mention.interval
        if days is None or mention.is_open or mention.role != Role.VIOLENCE:
            continue
        if base and days.first > base + timedelta(days=1):
            continue
        if _is_stamp(document, mention) or _is_total(document, mention):
            continue
        findings.append(
            Finding(
                Facet.DATE,
                days,
                mention.start,
                mention.end,
                f"date: {mention.rule}",
                confidence=0.8 if days.days <= 7 else 0.6,
            )
        )
    return findings


def _is_total(document: Document, mention: DateMention) -> bool:
    """Whether the period is too long, or told of too much, for one happening."""
    if mention.interval is None or mention.interval.days <= _LONGEST_WITHIN:
        return False
    if _OWNED.search(document.text[mention.start : mention.end]):
        return mention.interval.days > _LONGEST_OWNED
    sentence = document.sentence_at(mention.start)
    return (
        mention.interval.days > _LONGEST
        or mention.rule == "within"
        or (sentence is not None and bool(_TOTAL.search(sentence.text)))
    )


def _is_stamp(document: Document, mention: DateMention) -> bool:
    """Whether it is the report's own date set beside the text, as in a dateline or caption."""
    base, days, text = document.report.base_date, mention.interval, document.text
    if base is None or days is None or days.days > 1 or abs((days.first - base).days) > 1:
        return False
    if _PREPOSITION.match(text, mention.start, mention.end):
        return False
    is_dateline = bool(_AGENCY.match(text, mention.end)) and "day" in mention.rule
    return is_dateline or (mention.rule in FULL_DATES and days.first == base)


def _until(sentence: str, hit: Hit, following: list[Hit]) -> int | None:
    """Where the next date begins that is not told in one breath ("Monday and Tuesday")."""
    for other in following:
        if len(sentence[hit.end : other.start].split()) > 1:
            return other.start
    return None


def _is_coming(sentence: str, hit: Hit) -> bool:
    return bool(_COMING.search(sentence, max(0, hit.start - _REACH), hit.start))


def _mention(
    sentence: Sentence,
    start: int,
    end: int,
    interval: DateInterval | None,
    rule: str,
    is_before_its_act: bool = False,
    until: int | None = None,
) -> DateMention:
    text = sentence.text
    role = role_of(text, start, end, is_before_its_act, until)
    is_open = rule != "since dawn" and bool(
        _OPENS.match(text, start, end) or _OPENED.search(text[max(0, start - _REACH) : start])
    )
    at = sentence.start
    return DateMention(at + start, at + end, interval, rule, role == Role.SPEECH, is_open, role)


def _anchored(
    document: Document, sentence: Sentence, own: list[DateMention], earlier: list[DateMention]
) -> list[DateMention]:
    """The dates of a sentence that are told from another date."""
    mentions: list[DateMention] = []
    if not any(unit in sentence.text.lower() for unit in _ANCHORED_UNITS):
        return mentions
    reach = document.sentences[max(0, sentence.index - _ANCHOR_SENTENCES)].start
    for match in _ANCHORED.finditer(sentence.text):
        start, end = match.span()
        at = sentence.start
        if any(m.start < at + end and at + start < m.end for m in own) or _is_short(match):
            continue
        here = _anchor([m for m in own if m.end <= at + start])
        behind = _date_behind(own, at + end, sentence)
        near = within(earlier, reach, sentence.start)
        there = _anchor([m for m in near if _is_past(document, m)])
        comes = _COMES.search(sentence.text[max(0, start - _REACH) : start])
        is_before_its_act = False
        way = (match["way"] or match["bare_way"] or match["side"] or "").casefold()
        origin: DateInterval | None
        if way == "after" and behind:
            origin, sign = behind, 1
        elif way == "after" and (here or comes):
            # "Thursday, a day after the raid": the day counted back to is that of the raid.
            today = _base(document)
            main = here or (today if comes and comes["now"] else there or today)
            origin, sign, is_before_its_act = main, -1, True
        elif way == "before" and behind:
            origin, sign = behind, -1
        else:
            if way and _THE_ACT.match(sentence.text, end):
                # "Three days after the bombing": from the last day that dates violence.
                told = (m for m in reversed(earlier) if _is_past(document, m) and _is_anchor(m))
                there = next((m.interval for m in told if m.role == Role.VIOLENCE), there)
            today = _base(document) if match["within"] else None
            origin, sign = here or there or today, _sign(match, way)
            if match["bare"] and way == "after" and _THE.search(sentence.text[:start]):
                origin = None  # "in the days after the town fell": from that day, told or not
        interval = _counted(match, origin, sign) if origin else None
        mentions.append(
            _mention(sentence, start, end, interval, "told from a date", is_before_its_act)
        )
    return mentions


def _is_short(match: re.Match[str]) -> bool:
    """Whether it counts hours within one day ("hours after"), which is no day of its own."""
    if match["unit"] and match["unit"].casefold() == "hour":
        return (count(match["n"]) or 1) < 24
    return bool(match["bare"]) and match["bare"].casefold() == "hours"


def _sign(match: re.Match[str], way: str) -> int:
    if match["step"]:
        return {"next": 1, "following": 1, "same": 0}.get(match["step"].casefold(), -1)
    if match["that"] or match["within"]:
        return 0
    return -1 if way in ("earlier", "before", "prior") else 1


def _counted(match: re.Match[str], origin: DateInterval, sign: int) -> DateInterval | None:
    """Count from the origin as many days as the words say, forward or back."""
    if match["bare"]:
        low, high = _SCOPES[match["bare"].casefold()]
    elif match["n"]:
        number, unit = count(match["n"]) or 1, match["unit"].casefold()
        low, high = (number, number)
        if unit == "hour":
            low, high = number // 24, -(-number // 24)
        elif unit == "week":
            low, high = 7 * number - 1, 7 * number + 1
    else:
        step = 7 if (match["part"] or "").casefold() == "week" else 1
        low, high = step * abs(sign), step * abs(sign)
    first, last = sorted((sign * low, sign * high))
    words = re.sub(r"\s+", " ", match.group()).casefold()
    return DateInterval(
        origin.first + timedelta(days=first),
        origin.last + timedelta(days=last),
        f"{words}, told from {origin}",
    )


def _anchor(mentions: list[DateMention]) -> DateInterval | None:
    """The last date that can be counted from, rather not one of somebody's speaking."""
    fit = [m for m in mentions if _is_anchor(m)]
    acts = [m for m in fit if m.role == Role.VIOLENCE] or fit
    return acts[-1].interval if acts else None


def _is_anchor(mention: DateMention) -> bool:
    days = mention.interval
    return days is not None and not mention.is_open and days.days <= _ANCHOR_DAYS


def _is_past(document: Document, mention: DateMention) -> bool:
    base = document.report.base_date
    return mention.interval is not None and (base is None or mention.interval.first <= base)


def _date_behind(own: list[DateMention], offset: int, sentence: Sentence) -> DateInterval | None:
    reach = _NEXT_DATE.match(sentence.text, offset - sentence.start)
    last = sentence.start + reach.end() if reach else offset
    for mention in own:
        if offset <= mention.start <= last and not mention.is_open:
            return mention.interval
    return None


def _base(document: Document) -> DateInterval | None:
    base = document.report.base_date
    return single(base, "the report's date") if base else None
