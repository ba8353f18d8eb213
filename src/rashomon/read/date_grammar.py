"""The forms in which reports write dates, each with the function that reads its days.

Rules that guard against look-alikes ("Black Friday", "Friday prayers", "every Monday") have no
function: what they match is no date. Patterns see one sentence at a time; where two match, the
longer one holds.

Weekdays and months are read with a capital only, or wholly in capitals: "may" and "march" are
words, and so are "Sat" and "Sun", which are read only where a day of the month follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rashomon.read import date_readings as read_as
from rashomon.read.date_readings import Resolver
from rashomon.reference.calendar_words import MONTHS, WEEKDAYS

__all__ = ["FULL_DATES", "Hit", "hits"]

# The rules that give day, month and year.
FULL_DATES = frozenset(("day month year", "day month yy", "month day year", "digits", "iso"))


@dataclass(frozen=True, slots=True)
class Hit:
    """One match of a rule, at offsets of the sentence. `resolve` is None for a guard."""

    start: int
    end: int
    rule: str
    match: re.Match[str]
    resolve: Resolver | None


def _cased(names: str) -> str:
    forms = [form for name in names.split() for form in (name.title(), name.upper())]
    return "|".join(sorted(forms, key=len, reverse=True))


# --- the pieces, each without capturing groups
_FULL_MONTHS = _cased(" ".join(name for name in MONTHS if len(name) > 4) + " may june july")
_SHORT_MONTHS = _cased("jan feb mar apr jun jul aug sep sept oct nov dec")
_MONTH = rf"(?:(?:{_FULL_MONTHS})\b|(?:{_SHORT_MONTHS})\b\.?)"
_WEEKDAY = rf"(?:{_cased(' '.join(WEEKDAYS))})"
_SHORT_WEEKDAY = rf"(?:{_cased('mon tue tues wed thu thur thurs fri sat sun')})\.?"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:(?i:st|nd|rd|th))?(?![\d:]|,\d{3}|\.\d)"
_YEAR = r"(?:19|20)\d\d(?!\d|,\d{3}|\.\d)"
_COMMA = r"(?:\s?,)?"
_DASH = r"\s?[-–—/]\s?"
_OWN = r"(?:\s?['’`]\s?(?i:s)\b)?"
_TIME = r"(?:\s+(?i:morning|afternoon|evening|night|noon|midday|midnight|dawn))?"
_PHASE = r"(?i:early|late|earlier|later|mid)"
_END_OF = r"(?i:(?:the\s+)?(?:middle|end|beginning|start)\s+of)"
_NIGHT_OF = (
    r"(?i:(?:(?:on|during|in)\s+)?the\s+(?:(?:early|late)\s+)?"
    r"(?:night|evening|morning|afternoon|dawn|eve)\s+of\s+(?:the\s+)?)"
)
# What may stand before a day: "late on", "dawn on", "on the", "the night of".
_AT = (
    rf"(?:{_NIGHT_OF}|(?:(?:{_PHASE}|(?i:dawn|midnight|noon|overnight))\s+)?"
    rf"(?:(?i:on|by|from|at)\s+)?(?:(?i:the)\s+(?=\d))?(?:{_PHASE}\s+)?)"
)
# Before a span of days; "and" joins one only after "between".
_OVER = (
    rf"(?:{_NIGHT_OF}|(?P<between>(?i:between|overnight|the\s+night\s+of)\s+)|"
    r"(?i:from|on|during|overnight|late)\s+(?:(?i:the)\s+)?)?"
)
_TO = (
    rf"(?:{_DASH}|\s+(?i:to|until|till|through|into)\s+(?:(?i:the|early)\s+)?"
    r"|\s+(?i:and)\s+(?i:into|(?:in\s+the\s+)?early)\s+(?:(?i:hours\s+of|on)\s+)?"
    r"|(?(between)\s+(?i:and)\s+|(?!)))"
)
_THEN_YEAR = rf"(?:{_COMMA}\s+(?P<year>{_YEAR}))?"
_DAY_OF_WEEK = rf"(?:(?:{_WEEKDAY}|{_SHORT_WEEKDAY}){_TIME}(?:\s?,|\s?\(|\s+(?i:the))?\s+\(?)?"
_N = (
    r"(?:\d{1,3}|(?i:an?(?:\s+(?:couple\s+of|few))?|one|two|three|four|five|six|seven|eight|nine|"
    r"ten|eleven|twelve|thirteen|fourteen|fifteen|twenty|several|few|couple\s+of))"
)
_DIGITS_END = r"(?![./-]?\d)"
# After "May 20", what shows that the number counts something: "MAY 20 PERCENT", "March 5 km".
_COUNTED = (
    r"(?!\s*(?:%|(?i:per\s?cent|km\b|kilomet|miles?\b|people\b|persons?\b|civilians?\b|"
    r"soldiers?\b|others?\b|children\b|women\b|men\b|troops\b|militants?\b|fighters?\b)))"
)
# After "5 MAY", what shows a verb: "THE 5 MAY HAVE DIED".
_VERB = r"(?!\s+(?:BE|HAVE|HAS|NOT|WELL|ALSO|YET|ONLY|BECOME|GO)\b)"
# After "Thursdays" in copy that has lost its apostrophes; "on Fridays" alone is a habit.
_HAPPENING = (
    r"(?=\s+(?:[\w-]+\s+){0,3}(?i:attack|assault|raid|strike|air|bomb|blast|explosion|shelling|"
    r"clash|fight|battle|kill|shoot|massacre|rocket|missile|ambush|offensive|violence|incident|"
    r"gun|siege|capture|fall|loss|battle))"
)
_HELD_LONG = (
    r"(?=\s+(?:[\w-]+\s+){0,2}(?i:battle|offensive|assault|siege|fight|bombardment|campaign|"
    r"clash|attack))"
)

_PATTERNS: tuple[tuple[str, str, Resolver | None], ...] = (
    # --- days of a month
    (
        "day month year",
        rf"{_AT}{_DAY_OF_WEEK}(?P<day>{_DAY})(?:\s+(?i:of)\s+|\s?[-/.]\s?|\s*)"
        rf"(?P<month>{_MONTH}){_COMMA}(?:\s?[-/]\s?|\s+)(?P<year>{_YEAR})\)?{_OWN}",
        read_as.on_day,
    ),
    (
        "day month yy",
        rf"{_AT}{_DAY_OF_WEEK}(?P<day>{_DAY})[\s-](?P<month>{_MONTH})[\s-]'?(?P<year>\d\d)"
        r"(?=\s*(?:[.,;:)(\]]|--|–|—|$))",
        read_as.on_day,
    ),
    (
        "month day year",
        rf"{_AT}{_DAY_OF_WEEK}(?P<month>{_MONTH})\s*(?P<day>{_DAY}){_COMMA}\s+"
        rf"(?P<year>{_YEAR})\)?{_OWN}",
        read_as.on_day,
    ),
    (
        "day month",
        rf"{_AT}{_DAY_OF_WEEK}(?P<day>{_DAY})(?:\s+(?i:of)\s+|\s?-\s?|\s*)"
        rf"(?P<month>{_MONTH}){_VERB}\)?{_OWN}",
        read_as.on_day,
    ),
    (
        "month day",
        rf"{_AT}{_DAY_OF_WEEK}(?P<month>{_MONTH})(?:(?<=\.)\s*|\s+)(?P<day>{_DAY}){_COUNTED}"
        rf"\)?{_OWN}",
        read_as.on_day,
    ),
    (
        "digits",
        rf"{_AT}(?P<one>\d\d?)(?:(?P<mark>[./-])(?P<two>\d\d?)(?P=mark)(?P<year>{_YEAR}))"
        rf"{_DIGITS_END}",
        read_as.in_digits,
    ),
    (
        "digits",
        rf"{_AT}(?P<one>\d\d?)/(?P<two>\d\d?)/(?P<year>\d\d){_DIGITS_END}",
        read_as.in_digits,
    ),
    (
        "iso",
        rf"{_AT}(?P<year>{_YEAR})(?P<mark>[./-])(?P<one>\d\d?)(?P=mark)(?P<two>\d\d?){_DIGITS_END}"
        r"(?:T[\d:.]+Z?)?",
        read_as.in_digits_year_first,
    ),
    # --- spans of days
    (
        "days of a month",
        rf"{_OVER}(?P<first>{_DAY})(?:{_TO}|\s+(?i:and)\s+(?:(?i:the)\s+)?)(?P<last>{_DAY})"
        rf"\s+(?:(?i:of)\s+)?(?P<month>{_MONTH}){_THEN_YEAR}",
        read_as.on_days,
    ),
    (
        "month and its days",
        rf"{_OVER}(?P<month>{_MONTH})\s+(?P<first>{_DAY}){_TO}(?P<last>{_DAY}){_COUNTED}"
        rf"{_THEN_YEAR}",
        read_as.on_days,
    ),
    (
        "day month to day month",
        rf"{_OVER}(?P<first>{_DAY})\s+(?P<first_month>{_MONTH}){_TO}(?P<last>{_DAY})\s+"
        rf"(?P<month>{_MONTH}){_THEN_YEAR}",
        read_as.on_days,
    ),
    (
        "month day to month day",
        rf"{_OVER}(?P<first_month>{_MONTH})\s+(?P<first>{_DAY}){_TO}(?P<month>{_MONTH})\s+"
        rf"(?P<last>{_DAY}){_THEN_YEAR}",
        read_as.on_days,
    ),
    (
        "weekday to weekday",
        rf"{_OVER}(?P<first>{_WEEKDAY}){_TIME}{_TO}(?P<last>{_WEEKDAY}){_TIME}",
        read_as.on_weekdays,
    ),
    # --- weekdays
    (
        "into weekday",
        rf"(?i:overnight|through\s+the\s+night)\s+(?i:into|to)\s+(?P<weekday>{_WEEKDAY}){_TIME}",
        read_as.into_weekday,
    ),
    (
        "weekday",
        rf"{_AT}(?:(?P<which>(?i:last|next|this\s+past|this\s+coming|this|past))\s+)?"
        rf"(?P<weekday>{_WEEKDAY}){_TIME}{_OWN}",
        read_as.on_weekday,
    ),
    (
        "weekdays",
        rf"(?:(?P<which>(?i:last))\s+)?(?P<weekday>{_WEEKDAY})(?i:s){_HAPPENING}",
        read_as.on_weekday,
    ),
    (
        "guard: named weekday",
        r"(?i:black|bloody|good|palm|easter|ash|holy|super|cyber|man|shrove|maundy|mail\s+on)\s+"
        rf"{_WEEKDAY}{_OWN}",
        None,
    ),
    (
        "weekday",
        rf"(?i:during|as)\s+(?P<which>(?i:last|this)\s+)?(?P<weekday>{_WEEKDAY})\s+"
        r"(?:(?i:noon|congregational|morning|evening)\s+)?(?i:prayers|mass)",
        read_as.at_prayers,
    ),
    (
        "guard: weekday of something",
        rf"(?:(?i:during|after|before|for|at|from)\s+)?(?:(?i:the)\s+)?{_WEEKDAY}\s+"
        r"(?i:prayers?|sermons?|mass|mosque|congregational\s+\w+|noon\s+prayers?|times|telegraph|"
        r"mirror|school)",
        None,
    ),
    (
        "guard: every weekday",
        rf"(?i:every|each|most)\s+(?:\w+\s+)?{_WEEKDAY}(?i:s)?{_TIME}(?i:s)?",
        None,
    ),
    # --- days told from the base
    (
        "today",
        r"(?i:(?:(?:earlier|early|late|later)\s+)?(?:today|tonight|"
        rf"this\s+(?:morning|afternoon|evening))){_OWN}",
        read_as.back(0, 0),
    ),
    (
        "since dawn",
        r"(?i:since\s+(?:(?:the\s+)?(?:early\s+)?(?:morning|dawn|daybreak|midnight)|"
        r"early\s+(?:today|in\s+the\s+morning)|this\s+morning)(?:\s+hours)?)",
        read_as.back(0, 0),
    ),
    (
        "yesterday",
        rf"(?i:(?:early|late|earlier)\s+)?(?i:yesterday){_TIME}{_OWN}",
        read_as.back(1, 1),
    ),
    ("day before yesterday", r"(?i:the\s+day\s+before\s+yesterday)", read_as.back(2, 2)),
    ("tomorrow", rf"(?i:tomorrow){_TIME}{_OWN}", read_as.back(-1, -1)),
    (
        "last night",
        rf"(?i:(?:(?:late|early)\s+)?(?:last\s+(?:night|evening)|overnight)){_OWN}",
        read_as.back(1, 0),
    ),
    ("in the night", r"(?i:(?:during|in)\s+the\s+night)", read_as.back(1, 0)),
    ("the other day", r"(?i:the\s+other\s+day)", read_as.back(4, 0)),
    ("recent days", r"(?i:in\s+(?:the\s+)?(?:most\s+)?recent\s+days)", read_as.back(4, 0)),
    ("recent hours", r"(?i:in\s+(?:the\s+)?(?:most\s+)?recent\s+hours)", read_as.back(1, 0)),
    ("days ago", r"(?i:(?:some\s+)?days\s+ago)", read_as.back(7, 2)),
    (
        "period",
        rf"(?:(?i:on|over|at|during|in|for)\s+)?(?:(?i:the)\s+)?(?:(?P<part>{_PHASE})\s+)?"
        r"(?P<which>(?i:last|this|next|previous|past|coming))\s+"
        rf"(?P<unit>(?i:week|weekend|month|year)){_OWN}",
        read_as.in_period,
    ),
    (
        "period",  # "last weeks attack", the apostrophe lost
        rf"(?P<which>(?i:last))\s+(?P<unit>(?i:week|month|year))(?i:s){_HAPPENING}",
        read_as.in_period_owning,
    ),
    ("weekend", rf"(?i:over|at|during|on)\s+(?i:the\s+weekend){_OWN}", read_as.on_weekend),
    (
        "ago",
        rf"(?:(?i:just|only|about|some|nearly|almost)\s+)?(?P<n>{_N})\s+"
        r"(?P<unit>(?i:hours?|days?|weeks?|months?|years?))\s+(?i:ago)",
        read_as.ago,
    ),
    (
        "within",
        r"(?:(?i:in|over|during|within|for|throughout)\s+)(?:(?i:the)\s+)?(?i:last|past|previous)"
        rf"\s+(?:(?P<n>{_N})\s+)?(?P<unit>(?i:hours?|days?|weeks?|months?))",
        read_as.within,
    ),
    (
        "so old",
        rf"(?P<n>{_N})\s?-\s?(?P<unit>(?i:day|week|month))\s?-\s?(?i:old|long){_HELD_LONG}",
        read_as.within,
    ),
    (
        "feast",
        r"(?:(?:(?i:early|late)\s+)?(?i:on)\s+)?(?P<feast>(?i:christmas|new\s+year\s?['’]?\s?s))\s+"
        rf"(?P<part>(?i:day|eve))(?:{_COMMA}\s+(?P<year>{_YEAR}))?",
        read_as.on_feast,
    ),
    # --- months and years
    (
        "week of month",
        r"(?:(?i:in|during)\s+)?(?i:the\s+)(?P<which>(?i:first|second|third|last))\s+(?i:week\s+of)\s+"
        rf"(?P<month>{_MONTH}){_THEN_YEAR}",
        read_as.in_week_of_month,
    ),
    (
        "month year",
        rf"(?:(?i:in|during|of|since|until)\s+)?(?:(?P<part>{_PHASE}|{_END_OF})(?:\s+|-))?"
        rf"(?P<month>{_MONTH}){_COMMA}\s+(?:(?i:of)\s+)?(?P<year>{_YEAR}){_OWN}",
        read_as.in_month,
    ),
    (
        "month",
        r"(?:(?i:in|during|throughout|since)\s+(?:(?i:the\s+month\s+of)\s+)?|"
        rf"(?:(?i:at|by|from|until)\s+)?(?=(?i:last|next)\s|{_PHASE}|{_END_OF}))"
        rf"(?:(?P<which>(?i:last|this|next))\s+|(?P<part>{_PHASE}|{_END_OF})(?:\s+|-))?"
        rf"(?P<month>{_MONTH}){_VERB}{_OWN}(?!\s*\d)",
        read_as.in_month,
    ),
    (
        "year",
        r"(?:(?i:in|since|during|until|throughout|from|by)\s+"
        r"(?:(?i:the\s+)?(?i:spring|summer|autumn|fall|winter)\s+(?:(?i:of)\s+)?)?"
        rf"(?:(?i:the)\s+)?|(?={_PHASE}|{_END_OF}))"
        rf"(?:(?P<part>{_PHASE}|{_END_OF})(?:\s+|-))?(?P<year>{_YEAR}){_OWN}",
        read_as.in_year,
    ),
)
_RULES = tuple(
    (name, re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)"), resolve)
    for name, pattern, resolve in _PATTERNS
)

# What a sentence holds if a rule matches in it. Most sentences hold none of it, and a look for
# it takes far less time than the rules do. A rule that stands nowhere here is never tried.
_CLUES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (
        re.compile(
            "|".join(sorted({f(name[:3]) for name in MONTHS for f in (str.title, str.upper)}))
        ),
        (
            "day month year",
            "day month yy",
            "month day year",
            "day month",
            "month day",
            "days of a month",
            "month and its days",
            "day month to day month",
            "month day to month day",
            "month year",
            "month",
            "week of month",
        ),
    ),
    (
        re.compile(_WEEKDAY),
        (
            "weekday to weekday",
            "into weekday",
            "weekday",
            "weekdays",
            "guard: named weekday",
            "guard: weekday of something",
            "guard: every weekday",
        ),
    ),
    (re.compile(r"\d[./-]\d"), ("digits", "iso")),
    (re.compile(_YEAR), ("year",)),
)
# The same for rules whose words count in small letters and large: one of the words, or a part.
_WORD_CLUES: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("today", "tonight", "morning", "afternoon", "evening"), ("today",)),
    (("since",), ("since dawn",)),
    (("yesterday",), ("yesterday", "day before yesterday")),
    (("tomorrow",), ("tomorrow",)),
    (("night", "evening"), ("last night", "in the night")),
    (("other",), ("the other day",)),
    (("christmas", "year"), ("feast",)),
    (("recent",), ("recent days", "recent hours")),
    (("ago",), ("days ago", "ago")),
    (("week", "month", "year"), ("period",)),
    (("weekend",), ("weekend",)),
    (("last", "past", "previous"), ("within",)),
    (("old", "long"), ("so old",)),
)


def _likely_rules(sentence: str) -> set[str]:
    """The rules that may match in a sentence, by its clues."""
    low = sentence.lower()
    likely: set[str] = set()
    for clue, rules in _CLUES:
        if clue.search(sentence):
            likely.update(rules)
    for words, rules in _WORD_CLUES:
        if any(word in low for word in words):
            likely.update(rules)
    return likely


def hits(sentence: str) -> Iterator[Hit]:
    """Yield where rules match in a sentence, in order; of two that overlap, the longer one."""
    likely = _likely_rules(sentence)
    if not likely:
        return
    found = [
        Hit(match.start(), match.end(), name, match, resolve)
        for name, pattern, resolve in _RULES
        if name in likely
        for match in pattern.finditer(sentence)
    ]
    found.sort(key=lambda hit: (hit.start - hit.end, hit.start))
    taken = bytearray(len(sentence))
    kept: list[Hit] = []
    for hit in found:
        if not any(taken[hit.start : hit.end]):
            taken[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
            kept.append(hit)
    yield from sorted(kept, key=lambda hit: hit.start)
