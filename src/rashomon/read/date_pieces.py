"""The pieces from which the patterns of dates are put together.

Weekdays and full names of months are read with a capital, in capitals, and in small letters
where they are no other word: "may" and "march" are, so that they need a year beside them.
"Sat" and "Sun" are read only with a capital, and only where a day of the month follows.
None has capturing groups but for those whose comment names them.
"""

from __future__ import annotations

from rashomon.reference.calendar_words import FULL_MONTHS, SHORT_MONTHS, WEEKDAYS

__all__ = [
    "AT",
    "COMMA",
    "COUNTED",
    "DASH",
    "DAY",
    "DAY_OF_WEEK",
    "HAPPENING",
    "HELD_LONG",
    "MONTH",
    "NTH",
    "OVER",
    "OWN",
    "PART",
    "SHORT_WEEKDAY",
    "THEN_YEAR",
    "TIME",
    "TO",
    "VERB",
    "WEEKDAY",
    "YEAR",
    "N",
]

_WORDS_TOO = ("march", "may", "mar")  # in small letters these are other words


def _cased(names: str, *, small: bool = True) -> str:
    forms = {form for name in names.split() for form in (name.title(), name.upper())}
    if small:
        forms |= {name for name in names.split() if name not in _WORDS_TOO}
    return "|".join(sorted(forms, key=lambda form: (-len(form), form)))


MONTH = (
    rf"(?:(?:{_cased(' '.join(FULL_MONTHS))})(?![a-zA-Z])"
    rf"|(?:{_cased(' '.join(SHORT_MONTHS))})(?![a-zA-Z])\.?"
    r"|(?:march|may|mar)\b\.?(?=(?:\s+\d{1,2})?,?\s+(?:19|20)\d\d\b))"
)
WEEKDAY = rf"(?:{_cased(' '.join(WEEKDAYS))})"
SHORT_WEEKDAY = rf"(?:{_cased('mon tue tues wed thu thur thurs fri sat sun', small=False)})\.?"
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:(?i:st|nd|rd|th))?(?![\d:]|,\d{3}|\.\d)"
NTH = r"(?:0?[1-9]|[12]\d|3[01])(?i:st|nd|rd|th)"
YEAR = r"(?:19|20)\d\d(?!\d|,\d{3}|\.\d)"
COMMA = r"(?:\s?,)?"
DASH = r"\s?[-–—/]\s?"
OWN = r"(?:\s?['’`]\s?(?i:s)\b)?"
_OF_DAY = (
    r"(?:(?:early|late|mid-?)\s*)?(?:morning|afternoon|evening|nights?|noon|midday|midnight|dawn|"
    r"lunchtime|daybreak)"
)
TIME = rf"(?:\s+(?i:{_OF_DAY}))?"
_PHASE = r"early|late|earlier|later|mid"
_END_OF = r"(?:the\s+)?(?:middle|end|beginning|start|close|first\s+half|second\s+half)\s+of"
# A part of a month, year or other span, with what joins it: "late ", "mid-", "the end of ".
PART = rf"(?:(?i:{_END_OF}\s+|(?:{_PHASE})(?:\s+|-|\s+in\s+)))"
_NIGHT_OF = (
    r"(?i:(?:(?:on|during|in|by|since|throughout)\s+)?the\s+(?:(?:early|late|small|wee)\s+)?"
    r"(?:night|evening|afternoon|dawn|(?:morning\s+)?hours|morning)\s+(?:of|from)\s+(?:the\s+)?)"
)
# What may stand before a day: "late on", "dawn on", "on the", "the night of".
AT = (
    rf"(?:{_NIGHT_OF}|(?:(?i:{_PHASE}|dawn|midnight|noon|midday|overnight)\s+)?"
    rf"(?:(?i:on|by|from|at)\s+)?(?:(?i:the)\s+(?=\d))?(?:(?i:{_PHASE})\s+)?)"
)
# Before a span of days; "and" joins one only after "between". The group "between" is its own.
OVER = (
    rf"(?:{_NIGHT_OF}|(?P<between>(?i:between|overnight|the\s+night\s+of)\s+)|"
    r"(?i:from|on|during|overnight|overnight\s+from|late|through)\s+(?:(?i:the|late)\s+)?)?"
)
# For patterns that begin with `OVER`.
TO = (
    rf"(?:{DASH}|\s+(?i:to|until|till|through|into)\s+(?:(?i:the|early|late)\s+)?"
    r"|\s+(?i:and)\s+(?i:into|(?:in\s+the\s+)?early)\s+(?:(?i:hours\s+of|on)\s+)?"
    r"|(?(between)\s+(?i:and)\s+(?:(?i:the|early|late)\s+)?|(?!)))"
)
# The group "year" is its own.
THEN_YEAR = rf"(?:{COMMA}\s+(?P<year>{YEAR}))?"
# The group "dow", for the day of the week, is its own.
DAY_OF_WEEK = rf"(?:(?P<dow>{WEEKDAY}|{SHORT_WEEKDAY}){TIME}(?:\s?,|\s?\(|\s+(?i:the))?\s+\(?)?"
N = (
    r"(?:\d{1,3}|(?i:an?(?:\s+(?:couple\s+of|few))?|one|two|three|four|five|six|seven|eight|nine|"
    r"ten|eleven|twelve|thirteen|fourteen|fifteen|twenty(?:[\s-]four)?|thirty(?:[\s-]six)?|"
    r"forty[\s-]eight|seventy[\s-]two|several|few|couple\s+of))"
)
# After "May 20", what shows that the number counts something: "MAY 20 PERCENT", "March 5 km".
COUNTED = (
    r"(?!\s*(?:%|(?i:per\s?cent|km\b|kilomet|miles?\b|people\b|persons?\b|civilians?\b|"
    r"soldiers?\b|others?\b|children\b|women\b|men\b|troops\b|militants?\b|fighters?\b)))"
)
# After "5 MAY", what shows a verb: "THE 5 MAY HAVE DIED".
VERB = r"(?!\s+(?:BE|HAVE|HAS|NOT|WELL|ALSO|YET|ONLY|BECOME|GO)\b)"
# After "Thursdays" in copy that has lost its apostrophes; "on Fridays" alone is a habit.
HAPPENING = (
    r"(?=\s+(?:[\w-]+\s+){0,3}(?i:attack|assault|raid|strike|air|bomb|blast|explosion|shelling|"
    r"clash|fight|battle|kill|shoot|massacre|rocket|missile|ambush|offensive|violence|incident|"
    r"gun|siege|capture|fall|loss|battle))"
)
HELD_LONG = (
    r"(?=\s+(?:[\w-]+\s+){0,2}(?i:battle|offensive|assault|siege|fight|bombardment|campaign|"
    r"clash|attack))"
)
