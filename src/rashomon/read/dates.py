"""Which words of a report tell when, which days they mean, and which of them date violence.

Words that lead to no day keep an interval of None, with a constraint where they tell something
of the day ("on Monday" in a report without a date).
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from rashomon.read.anchored_dates import anchored_dates
from rashomon.read.date_grammar import FULL_DATES, Hit, hits, read_days
from rashomon.read.date_mentions import DateMention, mention_at
from rashomon.read.date_roles import Role
from rashomon.read.date_setting import Setting
from rashomon.read.digit_forms import MONTH_FIRST_COUNTRIES, UNSURE_COUNTRIES, told_order
from rashomon.read.document import Document, Finding
from rashomon.records import DateInterval, Facet
from rashomon.reference.outlets import find_outlet

__all__ = ["DateMention", "find_date_claims", "find_dates"]

# Speaks of what is yet to come, where it stands before a date. "Would" is often the past.
_COMING = re.compile(
    r"\b(?:will|shall|scheduled|slated|upcoming|ahead\s+of|"
    r"(?:is|are|was|were)\s+(?:due|expected|set|to|planning|preparing)\s+(?:to\b|be\b|meet\b|hold\b)|"
    r"due\s+to|due\s+on|plans?\s+to|is\s+to|are\s+to)\b",
    re.IGNORECASE,
)
_REACH = 80  # characters before a date that may hold words about it
_TIMES_OF_DAY = frozenset(("in the night",))
_NO_DAY_OF_ITS_OWN = "time of day"  # the day of "at dawn" is told elsewhere

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
        row = [hit for hit in hits(sentence.text) if hit.form.resolve]
        for at, hit in enumerate(row):
            if hit.rule in _TIMES_OF_DAY and own:
                continue  # "on Thursday and during the night" has its day
            is_coming = bool(_COMING.search(sentence.text, max(0, hit.start - _REACH), hit.start))
            is_day_first = document.once(_is_day_first) if hit.rule == "digits" else None
            days = read_days(hit, Setting(base, told, is_coming, is_day_first))
            until = _until(sentence.text, hit, row[at + 1 : at + 4])
            own.append(mention_at(sentence, hit.start, hit.end, days, hit.rule, until=until))
            if isinstance(days, DateInterval) and hit.rule in FULL_DATES and days.days == 1:
                told = days.first
        own += anchored_dates(document, sentence, own, found)
        found += sorted(own, key=lambda mention: mention.start)
    return tuple(found)


def _is_day_first(document: Document) -> bool | None:
    """How dates in digits are written: as elsewhere in the text, or in the outlet's country."""
    order = told_order(document.text)
    if order is not None:
        return order
    outlet = find_outlet(document.report.outlet) if document.report.outlet else None
    if outlet is None or outlet.country is None or outlet.country in UNSURE_COUNTRIES:
        return None
    return outlet.country not in MONTH_FIRST_COUNTRIES


def _until(sentence: str, hit: Hit, following: list[Hit]) -> int | None:
    """Where the next date begins that is not told in one breath ("Monday and Tuesday")."""
    for other in following:
        if len(sentence[hit.end : other.start].split()) > 1:
            return other.start
    return None


def find_date_claims(document: Document) -> list[Finding]:
    """Find the dates that tell when violence happened.

    Words that tell something of the day without leading to one claim a constraint.
    """
    findings = []
    for mention in find_dates(document):
        days = mention.days
        if days is None or mention.is_open or mention.role != Role.VIOLENCE:
            continue
        if mention.rule == _NO_DAY_OF_ITS_OWN:
            continue
        if mention.interval and not _is_of_one_happening(document, mention, mention.interval):
            continue
        is_near = mention.interval is not None and mention.interval.days <= 7
        findings.append(
            Finding(
                Facet.DATE,
                days,
                mention.start,
                mention.end,
                f"date: {mention.rule}",
                confidence=0.8 if is_near else 0.6,
            )
        )
    return findings


def _is_of_one_happening(document: Document, mention: DateMention, days: DateInterval) -> bool:
    base = document.report.base_date
    if base and days.first - timedelta(days=1) > base:
        return False
    return not _is_stamp(document, mention, days) and not _is_total(document, mention, days)


def _is_total(document: Document, mention: DateMention, days: DateInterval) -> bool:
    """Whether the period is too long, or told of too much, for one happening."""
    if days.days <= _LONGEST_WITHIN:
        return False
    if _OWNED.search(document.text[mention.start : mention.end]):
        return days.days > _LONGEST_OWNED
    sentence = document.sentence_at(mention.start)
    return (
        days.days > _LONGEST
        or mention.rule == "within"
        or (sentence is not None and bool(_TOTAL.search(sentence.text)))
    )


def _is_stamp(document: Document, mention: DateMention, days: DateInterval) -> bool:
    """Whether it is the report's own date set beside the text, as in a dateline or caption."""
    base, text = document.report.base_date, document.text
    if base is None or days.days > 1 or abs((days.first - base).days) > 1:
        return False
    if _PREPOSITION.match(text, mention.start, mention.end):
        return False
    is_dateline = bool(_AGENCY.match(text, mention.end)) and "day" in mention.rule
    return is_dateline or (mention.rule in FULL_DATES and days.first == base)
