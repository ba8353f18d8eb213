"""Number expressions in a stretch of text, with the range that their words allow.

A number here may count anything; what it counts is for others to see. Left out are numbers
that count nothing: dates, years, ages, times, designations, distances, money, percentages,
spans of time and ordinals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rashomon.records import CasualtyRange
from rashomon.reference.calendar_words import ANY_MONTH
from rashomon.reference.letter_case import lowered

__all__ = ["Number", "find_numbers"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number expression: its place in the text and the range it leaves open.

    `is_vague` is set where the words name no figure ("dozens", "several").
    """

    start: int
    end: int
    range: CasualtyRange
    is_vague: bool = False


_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = {word: value for value, word in enumerate(_ONES)} | {
    word: 10 * value for value, word in enumerate(_TENS, 2)
}
_SMALL |= {"fourty": 40, "ninty": 90}  # slips of the press
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000}

# Words without a figure, by the annotation guide's table; "handful" is read as "a few" is.
_VAGUE: dict[str, tuple[int, int]] = {
    "several": (3, 9),
    "few": (3, 9),
    "a few": (3, 9),
    "a number of": (3, 9),
    "a handful": (3, 9),
    "a couple": (2, 2),
    "a pair": (2, 2),
    "both": (2, 2),
    "dozens": (24, 99),
    "scores": (40, 99),
    "tens": (20, 99),
    "hundreds": (200, 999),
    "thousands": (2_000, 9_999),
    "tens of thousands": (20_000, 99_999),
    "hundreds of thousands": (200_000, 999_999),
}

_DIGITS_AT_MOST = 10  # longer figures are telephone numbers and the like, not people

_WORD = "|".join(sorted([*_SMALL, *_SCALES], key=len, reverse=True))
_DIGITS = r"\d{1,3}(?:,\s?\d{3})+(?!\d)|\d+(?:\.\d+)?"
_PLAIN = rf"""
    (?:(?:{_DIGITS})(?:\s+(?:dozen|hundred|thousand|million)\b)?
    |half\s+a\s+dozen\b
    |(?:a\s+)?(?:{_WORD})\b
        (?:(?:\s*-\s*|\s+and\s+(?=(?:{_WORD})\b)|\s+)(?:{_WORD})\b){{0,8}}
    )
"""
_VAGUE_WORDS = "|".join(
    rf"{word}\b".replace(" ", r"\s+") for word in sorted(_VAGUE, key=len, reverse=True)
)
# For text in lower case.
_NUMBER = re.compile(
    rf"""
    (?<![\w$€£#/])(?<![\w][-–.:/])
    (?P<floor>(?:at\s+least|(?:no|not)\s+(?:fewer|less)\s+than|more\s+than|over|above
        |upwards?\s+of|in\s+excess\s+of|a\s+minimum\s+of)\s+)?
    (?P<ceiling>(?:up\s+to|as\s+many\s+as|as\s+many|(?:no|not)\s+more\s+than|at\s+most
        |a\s+maximum\s+of|fewer\s+than|less\s+than|under|below)\s+)?
    (?:(?:some|about|around|nearly|almost|approximately|roughly|(?:an\s+)?estimated|a\s+total\s+of|close\s+to)\s+)?
    (?P<between>between\s+)?
    (?:
        several\s+(?P<several>dozen|hundred|thousand)\b
        |(?P<vague>{_VAGUE_WORDS})
        |(?P<first>{_PLAIN})
        (?:(?:\s*[-–]\s*|\s+(?:to|or|and)\s+)(?P<second>(?:{_DIGITS})|(?:{_WORD})\b))?
    )
    (?P<more>\s+or\s+more\b|\+|\s+plus\b)?
    """,
    re.VERBOSE,
)

# What a number measures where it counts no one.
_NO_COUNT_AFTER = re.compile(
    rf"""
    \s+(?:and|or|to)\s+(?:a\s+)?\d+\s*-\s*(?:year|month|week|day)
    |\s*(?:%|°|:\s?\d|/\s?\d|-\s*(?:year|month|week|day|hour|minute|km|kilomet|mile|met[er]|foot
        |mm|inch|ton|pound|member|nation|state|point|storey|story|way|plus
        |round|wheel|caliber|calibre|barrel|seat|bed|man\b|room)
    |[A-Za-z]{{1,3}}\d
    )
    |(?:-|\s)*(?:(?:more|other|full|straight|consecutive|past|last|long|square|cubic|nautical)\s+)?
     (?:per\s*cent|percent|percentage|degrees?|km|kms|kilomet(?:er|re)s?|miles?|met(?:er|re)s?
        |mm|cm|feet|foot|ft|inch(?:es)?|yards?|acres?|hectares?|tons?|tonnes?|kg|kilo(?:gram)?s?
        |lbs?|pounds?|lit(?:er|re)s?|barrels?|dollars?|euros?|usd|cents?|rubles?|lira
        |(?:light\s+)?years?|months?|weeks?|days?|nights?|hours?|hrs?|minutes?|mins?|seconds?
        |decades?|centur(?:y|ies)|times|[ap]\.?\s?m\b|o'?clock|gmt|utc|noon|et\b)\b
    |\s+(?:of\s+)?{ANY_MONTH}(?!\s+have)
    |\s*(?:st|nd|rd|th)\b
    |\s+(?:head\s+of\s+)?(?:animals?|livestock|cattle|cows?|sheep|goats?|camels?|horses?|donkeys?
        |chickens?|birds?|dogs?)\b
    |\s+(?:million|billion|trillion)\b
    |\s+(?:-\s+)?(?:side|sides|another|by\s+one)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NO_COUNT_BEFORE = re.compile(
    rf"""(?:
    {ANY_MONTH}\.?\s+
    |\b(?:aged?|ages|no\.?|number|article|chapter|flight|highway|route|resolution|unit|channel
        |division|brigade|battalion|regiment|page|phase|part|section|level|room|gate|base|point
camp|zone|mig|su|version|boeing|airbus|grade|hour|hours)\s+
    |[A-Za-z]\s+[-–]\s+
    |\b[A-Z]{{1,3}}\s?-\s?
    |(?:US\s?)?[$€£]\s?
    |\d\s?[:./]\s?|\d\s?,|(?<!\b19\d)(?<!\b20\d)\d,\s
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
_NO_ONE = re.compile(
    r"\b(?:no|any|every|each|this|that|which|the\s+other|some|one\s+by)\s+$", re.IGNORECASE
)
_AGE_APPOSITION = re.compile(r"\w\s*[,(]\s*$")


def find_numbers(text: str, start: int = 0, end: int | None = None) -> list[Number]:
    """Return the numbers of `text[start:end]` that may count something, in order.

    >>> [str(n.range) for n in find_numbers("at least 12 dead, dozens hurt on May 5")]
    ['12 or more', '24 to 99']
    """
    stop = len(text) if end is None else end
    return list(_numbers(text, start, stop))


def _numbers(text: str, start: int, stop: int) -> Iterator[Number]:
    at = start
    low = lowered(text)
    while found := _NUMBER.search(low, at, stop):
        number = _number(found)
        at = max(number.end if number else found.end(), at + 1)
        if number is not None and not _counts_nothing(text, found, number, stop):
            yield number


def _counts_nothing(text: str, found: re.Match[str], number: Number, stop: int) -> bool:
    core = found.start("first") if found["first"] else found.start()
    after = text[number.end : min(stop, number.end + 30)]
    before = text[max(0, core - 24) : core]
    if _NO_COUNT_AFTER.match(after):
        return True
    if found["first"] is None:
        return False
    if _NO_COUNT_BEFORE.search(before):
        return True
    if found["first"].casefold() == "one" and _NO_ONE.search(before):
        return True
    if re.match(r"\d", found["first"]):
        hedged = core != found.start()
        if _is_year(found["first"], after) and not hedged:
            return True
        # "Smith, 34, said": an age between commas.
        if _AGE_APPOSITION.search(before) and re.match(r"\s*[,)]", after) and not hedged:
            return bool(re.fullmatch(r"\d{1,2}", found["first"]))
        if "." in found["first"] and not re.search(r"[a-z]", found["first"], re.IGNORECASE):
            return True
    return False


def _is_year(digits: str, after: str) -> bool:
    """A bare figure from 1900 to 2099 is a year unless a noun follows at once."""
    if not re.fullmatch(r"(?:19|20)\d\d", digits):
        return False
    return not re.match(
        r"\s+(?:people|persons|civilians|soldiers|troops|fighters|militants|rebels|children)\b",
        after,
        re.IGNORECASE,
    )


def _number(found: re.Match[str]) -> Number | None:
    bounds, end, is_vague = _bounds(found)
    if bounds is None:
        return None
    low: int | None = bounds[0]
    high: int | None = bounds[1]
    if found["floor"] or found["more"]:
        high = None
    elif found["ceiling"]:
        low = None
    return Number(found.start(), end, CasualtyRange(low, high), is_vague)


def _bounds(found: re.Match[str]) -> tuple[tuple[int, int] | None, int, bool]:
    """The ends that the words set, where the expression stops, and whether it is vague."""
    if found["several"]:
        scale = _SCALES[found["several"].casefold()]
        return (3 * scale, 9 * scale), found.end(), True
    if found["vague"]:
        return _VAGUE[" ".join(found["vague"].casefold().split())], found.end(), True
    first, length = _value(found["first"])
    if first is None:
        return None, found.end(), False
    start = found.start("first")
    if re.fullmatch(r"thousand|million", found["first"], re.IGNORECASE):
        return None, found.end(), False  # the rest of a sum of money, or a figure of speech
    if length < len(found["first"]):
        return (first, first), start + length, False
    if not found["second"]:
        return (first, first), found.end(), False
    second, _ = _value(found["second"])
    joint = found.string[found.end("first") : found.start("second")].strip().casefold()
    is_span = second is not None and first < second and (joint != "and" or found["between"])
    if joint == "to" and not found["between"] and second is not None and second > 10 * first:
        is_span = False
    if is_span and second is not None:
        return (first, second), found.end(), False
    return (first, first), found.end("first"), False


def _value(words: str) -> tuple[int | None, int]:
    """The value of a plain number and how many characters of the words it takes."""
    low = words.casefold()
    if re.match(r"\d", low):
        figure = re.match(_DIGITS, low)
        assert figure is not None  # a digit always opens one
        scale = re.search(r"[a-z]+$", low)
        digits = re.sub(r"[,\s]", "", figure.group())
        if len(digits) > _DIGITS_AT_MOST:
            return None, len(words)
        value = float(digits)
        return round(value * (_SCALES[scale.group()] if scale else 1)), len(words)
    if low.startswith("half"):
        return 6, len(words)
    total = current = 0
    last = 0  # the previous small number, to tell "twenty five" from "five six"
    taken = 0
    for token in re.finditer(r"[a-z]+", low):
        word = token.group()
        if word in ("a", "and"):
            continue
        if word in _SMALL:
            value = _SMALL[word]
            joins = taken == 0 or (last in range(20, 100, 10) and value < 10) or last >= 100
            if not joins:
                break
            current += value
            last = value
        else:
            scale_value = _SCALES[word]
            if taken and last >= scale_value:
                break
            current = max(1, current) * scale_value
            if scale_value >= 1_000:
                total, current = total + current, 0
            last = scale_value
        taken = token.end()
    return (total + current, taken) if taken else (None, len(words))
