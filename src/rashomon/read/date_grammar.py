"""Where the forms of dates match in a sentence, each with the function that reads its days.

Forms that guard against look-alikes ("Black Friday", "Friday prayers", "every Monday") have no
function: what they match is no date. Patterns see one sentence at a time; where two match, the
longer one holds. Two full dates with "to" between them are read as one span.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from rashomon.read.date_pieces import MONTH, WEEKDAY, YEAR
from rashomon.read.date_setting import (
    DATE_DIGITS,
    DAY_OF_MONTH,
    MONTH_NAME,
    NTH_DAY,
    WEEKDAY_NAME,
    YEAR_NUMBER,
    Days,
    Form,
    NoDay,
    Setting,
)
from rashomon.read.day_forms import DAY_FORMS
from rashomon.read.day_span_forms import DAY_SPAN_FORMS
from rashomon.read.digit_forms import DIGIT_FORMS
from rashomon.read.feast_forms import FEAST_FORMS
from rashomon.read.month_forms import MONTH_FORMS
from rashomon.read.period_forms import PERIOD_FORMS
from rashomon.read.relative_forms import RELATIVE_FORMS
from rashomon.read.week_forms import WEEK_FORMS
from rashomon.read.weekday_forms import WEEKDAY_FORMS
from rashomon.read.year_forms import YEAR_FORMS
from rashomon.records import DateInterval

__all__ = ["FORMS", "FULL_DATES", "Hit", "clues_in", "hits", "pattern_of", "read_days"]

# The rules that give day, month and year.
FULL_DATES = frozenset(("day month year", "day month yy", "month day year", "digits", "iso"))

# Of two forms that match the same words, the one that stands first here holds.
FORMS: tuple[Form, ...] = (
    *DAY_FORMS,
    *DAY_SPAN_FORMS,
    *DIGIT_FORMS,
    *FEAST_FORMS,
    *WEEKDAY_FORMS,
    *WEEK_FORMS,
    *RELATIVE_FORMS,
    *PERIOD_FORMS,
    *MONTH_FORMS,
    *YEAR_FORMS,
)


@dataclass(frozen=True, slots=True)
class Hit:
    """One or two matches of forms, at offsets of the sentence; `until` ends a span.

    `form.resolve` is None for a guard.
    """

    start: int
    end: int
    form: Form
    match: re.Match[str]
    until: Hit | None = None

    @property
    def rule(self) -> str:
        """The name of the form, or "date to date"."""
        return "date to date" if self.until else self.form.rule


def read_days(hit: Hit, setting: Setting) -> Days:
    """Return the days that the match means, or why it means none."""
    if hit.form.resolve is None:
        return NoDay("the words only look like a date")
    try:
        days = hit.form.resolve(hit.match, setting)
    except (OverflowError, ValueError):  # "999 years ago", seen from the year 998
        return NoDay("the day lies outside the calendar")
    if hit.until is None or not isinstance(days, DateInterval):
        return days
    last = read_days(hit.until, setting)
    if not isinstance(last, DateInterval) or last.last < days.first:
        return NoDay("the span runs backwards")
    return DateInterval(days.first, last.last, f"{days.reason}; to {last.reason}")


# --- clues: what a sentence holds if a form matches in it. Most sentences hold none, and a look
# for one takes far less time than the forms do.
_MONTH = re.compile(MONTH)
_WEEKDAY = re.compile(WEEKDAY)
# What names of months begin with. It is found much sooner than the names themselves.
_LIKE_MONTH = re.compile(
    r"(?:(?<![a-zA-Z])|(?<=\d[sSnNrRtT][tTdDhH])|(?<=\d[a-zA-Z]))"  # "7thFEB", "072200ZFEB"
    r"(?:[Jj](?:an|un|ul|AN|UN|UL)|[Ff](?:eb|EB)|[Mm](?:ar|ay|AR|AY)|"
    r"[Aa](?:pr|ug|PR|UG)|[Ss](?:ep|EP)|[Oo](?:ct|CT)|[Nn](?:ov|OV)|[Dd](?:ec|EC))"
)
_DIGIT = re.compile(r"\d")
_DIGIT_CLUES = (
    (DATE_DIGITS, re.compile(r"\d[./-]\d|\d{6}")),
    (YEAR_NUMBER, re.compile(YEAR)),
    (NTH_DAY, re.compile(r"\d(?:st|nd|rd|th)", re.IGNORECASE)),
)


@cache
def _by_clue() -> dict[str, tuple[int, ...]]:
    """The forms that may match where a clue stands, by their place in the table."""
    places: dict[str, list[int]] = {}
    for at, form in enumerate(FORMS):
        for clue in form.clues:
            places.setdefault(clue, []).append(at)
    return {clue: tuple(at) for clue, at in places.items()}


@cache
def _words() -> tuple[str, ...]:
    return tuple(clue for clue in _by_clue() if not clue.startswith("@"))


@cache
def pattern_of(at: int) -> re.Pattern[str]:
    """Return the pattern of the form at that place of the table, which ends and begins words."""
    return re.compile(rf"(?<![\w-])(?:{FORMS[at].pattern})(?!\w)")


def clues_in(sentence: str) -> Iterator[str]:
    """Yield the clues that a sentence holds."""
    low = sentence.lower()
    for word in _words():
        if word in low:
            yield word
    has_digit = _DIGIT.search(sentence) is not None
    if _LIKE_MONTH.search(sentence) and _MONTH.search(sentence):
        yield MONTH_NAME
        if has_digit:
            yield DAY_OF_MONTH
    if "day" in low and _WEEKDAY.search(sentence):
        yield WEEKDAY_NAME
    if has_digit:
        for name, pattern in _DIGIT_CLUES:
            if pattern.search(sentence):
                yield name


def hits(sentence: str) -> Sequence[Hit]:
    """Return where forms match in a sentence, in order; of two that overlap, the longer one."""
    places: set[int] = set()
    for clue in clues_in(sentence):
        places.update(_by_clue()[clue])
    if not places:
        return ()
    low = sentence.lower()
    found = [
        Hit(match.start(), match.end(), FORMS[at], match)
        for at in sorted(places)
        if not FORMS[at].also or any(word in low for word in FORMS[at].also)
        for match in pattern_of(at).finditer(sentence)
    ]
    found.sort(key=lambda hit: (hit.start - hit.end, hit.start))
    taken = bytearray(len(sentence))
    kept: list[Hit] = []
    for hit in found:
        if not any(taken[hit.start : hit.end]):
            taken[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
            kept.append(hit)
    kept.sort(key=lambda hit: hit.start)
    return _spanned(sentence, kept)


_FROM = re.compile(
    r"(?:(?P<from>\bfrom|\bsince)|(?P<between>\bbetween))\s+(?:the\s+)?$", re.IGNORECASE
)
_OPENS_SPAN = re.compile(r"(?P<from>from\b)|(?P<between>between\b)", re.IGNORECASE)
_DASHED = re.compile(r"\s?[-–—]\s?$")
_TO = re.compile(
    r"\s?(?:[-–—]|\b(?:to|until|till|through|up\s+to)\b)\s?(?:the\s+)?$", re.IGNORECASE
)
_AND = re.compile(r"\s+and\s+(?:the\s+)?$", re.IGNORECASE)


def _spanned(sentence: str, row: list[Hit]) -> Sequence[Hit]:
    """Join dates told as the two ends of a span: "from 30 May 2017 until last Monday"."""
    joined: list[Hit] = []
    for hit in row:
        last = joined[-1] if joined else None
        if last is not None and _is_span(sentence, last, hit):
            joined[-1] = Hit(last.start, hit.end, last.form, last.match, hit)
        else:
            joined.append(hit)
    return joined


def _is_span(sentence: str, first: Hit, last: Hit) -> bool:
    if first.until or first.form.resolve is None or last.form.resolve is None:
        return False
    between = sentence[first.end : last.start]
    if len(between) > 12:
        return False
    full = first.rule in FULL_DATES and last.rule in FULL_DATES
    if full and _DASHED.fullmatch(between):
        return True
    before = sentence[max(0, first.start - 12) : first.start]
    opens = _FROM.search(before) or _OPENS_SPAN.match(sentence, first.start)
    if opens is None:
        return False
    return bool((_TO if opens["from"] else _AND).fullmatch(between))
