"""Where a report speaks of a zone, and how something is said to lie to it.

A zone goes by names of its own ("the 55-km zone") and by those that it shares with its like ("the
buffer zone"). Before a name may stand how far off and in which direction something was ("eight
miles east of"), or that it was inside or outside. What was only feared, forbidden or planned is
no statement of where anything was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rashomon.records import EvidenceSpan, Span, Zone, ZoneClaim, ZoneSide
from rashomon.reference.place_words import NUMBER_WORDS, bearing_of

__all__ = ["claim_before", "clue_to", "find_names", "find_pointers", "pattern_of", "reads_as"]

_LONGEST_LEAD = 110  # characters before a name in which its relation is looked for
_JOINT = r"[\s\-‐‑–—\"'“”‘’]{0,3}"
_UNITS = {
    "km": r"(?:km|kms|k\.?m\.?|kilomet(?:er|re)s?)",
    "mile": r"(?:mi|miles?)",
}
_COUNT_WORDS = "|".join(sorted(map(re.escape, NUMBER_WORDS), key=len, reverse=True))
_COUNT = rf"(?:\d{{1,4}}(?:[.,]\d+)?|{_COUNT_WORDS})"
_UNIT = r"(?:nautical\s+miles?|kilomet(?:er|re)s?|kms?|miles?|mi|met(?:er|re)s?|yards?)"
_WAY = r"(?:north|south)(?:[\s-]?(?:east|west))?(?:ern)?|(?:east|west)(?:ern)?"
_HEDGES = (
    r"(?P<rough>about|some|around|roughly|approximately|nearly|almost|an\s+estimated)|"
    r"(?P<least>more\s+than|over|at\s+least)|"
    r"(?P<most>less\s+than|under|up\s+to|within|as\s+(?:close|near)\s+as)|just|only"
)
# What may stand between a relation and the name: "the agreed-upon US-Russian", never a noun of its
# own with a preposition.
_BETWEEN = (
    r"\s+(?:(?:the|an?|this|that|its|their|so-called|what\s+is\s+called)\s+)?"
    r"[\"'“‘]?(?:(?!(?:of|from|in|to|for|and|or|near|inside|outside|within|with|on|at|by)\b)"
    r"[^\W\d_][\w.'’-]*\s+){0,4}[\"'“‘]?$"
)
_MEASURED = re.compile(
    rf"(?:(?:{_HEDGES})\s+)*\b(?P<count>{_COUNT})(?:\s*(?:-|–|to|or)\s*(?P<upper>{_COUNT}))?"
    rf"[\s-]*(?P<unit>{_UNIT})\b(?:\s*\([^()]{{1,40}}\))?\s*,?\s*"
    rf"(?:(?:deep\s+)?(?P<side>inside|into|within|outside|beyond|short)(?:\s+of)?"
    rf"|(?:to\s+the\s+)?(?P<way>{_WAY})\s+(?:of|from)|(?:away\s+)?(?P<off>from|off|of))"
    rf"{_BETWEEN}",
    re.IGNORECASE,
)
_BEARING = re.compile(
    rf"(?:\b(?:just\s+|further\s+|to\s+the\s+)?(?P<way>{_WAY})\s+of"
    rf"|\bon\s+the\s+(?P<bank>{_WAY})\s+(?:side|bank)\s+of){_BETWEEN}",
    re.IGNORECASE,
)
_SIDED = re.compile(
    r"\b(?P<side>(?:deep\s+|well\s+|just\s+)?inside|well\s+within|within|in|into|entered|entering|"
    r"had\s+entered|enters|penetrated|violated|(?:just\s+|well\s+)?outside)(?:\s+of|\s+the\s+area\s+of)?"
    rf"{_BETWEEN}",
    re.IGNORECASE,
)
_NO_STATEMENT = re.compile(
    r"\b(?:would|could|should|might|(?<!\d\s)may(?!\s+\d)|must|shall|if|unless|whether|any|bars?|barred|bans?|banned|"
    r"prohibits?|prohibited|forbids?|forbidden|warns?|warned|warnings?|threat(?:s|ens?|ened)?|"
    r"ultimatum|plan(?:s|ned)?|intends?|intended|in\s+order|agreed\s+(?:not\s+)?to|approach\w*|"
    r"prevent\w*|from\s+entering|withdraw\w*|to\s+(?:enter|leave|stay|remain|keep|establish|set))\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|never|nor|no|neither)\b|n['’]t\b", re.IGNORECASE)
_POINTER = re.compile(
    r"\b(?:the|this|that)\s(?P<noun>zone|line)\b(?!-|\s(?:of|between)\b)",
    re.IGNORECASE,
)
_OUT = frozenset({"outside", "beyond", "short"})
# "Eight kilometers" in a statement is no survey: it is held for true to a tenth, "about eight" to a
# quarter, and never to better than half a kilometer.
_EXACT, _ROUGH, _LEAST_DOUBT_KM = 0.1, 0.25, 0.5


def find_names(text: str, zone: Zone) -> Iterator[tuple[Span, bool]]:
    """Yield where a text names a zone, with whether others of its sort share the name."""
    pattern = _names_of((zone.name, *zone.names), zone.shared_names)
    for found in pattern.finditer(text) if pattern else ():
        yield Span(*found.span()), found.lastgroup == "shared"


def find_pointers(text: str) -> Iterator[Span]:
    """Yield where "the zone" or "that line" points back to one that was named before."""
    for found in _POINTER.finditer(text):
        yield Span(*found.span("noun"))


@lru_cache(maxsize=256)
def _names_of(own: tuple[str, ...], shared: tuple[str, ...]) -> re.Pattern[str] | None:
    # The longest first, its own before shared ones, so that the fullest name is taken.
    parts = []
    for group, names in (("own", own), ("shared", shared)):
        patterns = sorted({_pattern(n) for n in names if _is_telling(n)}, key=len, reverse=True)
        if patterns:
            parts.append(f"(?P<{group}>{'|'.join(patterns)})")
    if not parts:
        return None
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


def _is_telling(name: str) -> bool:
    """Tell whether a name has letters enough not to be found in all words."""
    return sum(character.isalnum() for character in name) > 2


def pattern_of(names: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of these names, the longest first."""
    patterns = sorted({_pattern(name) for name in names}, key=lambda p: (-len(p), p))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)


def clue_to(name: str) -> str:
    """Return a word that every way to write a name holds: its longest, units apart.

    >>> clue_to("55-km de-confliction zone")
    'confliction'
    """
    return max((word for word in _words(name) if word not in _UNITS), key=len, default="")


@lru_cache(maxsize=1024)
def reads_as(name: str, words: str) -> bool:
    """Tell whether words are a way to write a zone's name.

    >>> reads_as("de-confliction line", "deconfliction lines")
    True
    """
    return re.fullmatch(_pattern(name), words, re.IGNORECASE) is not None


def _pattern(name: str) -> str:
    """A name with hyphens and quotation marks let in or left out, and any way to write a unit."""
    words = _words(name)
    last = len(words) - 1
    made = [
        _UNITS.get(word, re.escape(word)) + ("s?" if at == last and word[-1:].isalpha() else "")
        for at, word in enumerate(words)
    ]
    return _JOINT.join(made)


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", re.sub(r"\bdeconflict", "de conflict", name.casefold()))


def claim_before(text: str, sentence: Span, name: Span) -> ZoneClaim | None:
    """Return how something is said to lie to the zone that `name` names; None where nothing is.

    Only the words of the sentence before the name are read.

    >>> words = "They met eight kilometers east of the agreed line."
    >>> print(claim_before(words, Span(0, 50), Span(45, 49)))
    8 km east
    """
    begin = max(sentence.start, name.start - _LONGEST_LEAD)
    if begin >= name.start:
        return None
    lead = text[begin : name.start]
    for pattern in (_MEASURED, _BEARING, _SIDED):
        found = pattern.search(lead)
        if found is None:
            continue
        before = text[sentence.start : begin + found.start()]
        clause = re.split(r"[;:]|,\s+(?:and|but|while)\s", before)[-1][-80:]
        # "Entered" and its like are told by themselves; what comes before may undo them.
        if _NO_STATEMENT.search(clause + " " + found.group().split(maxsplit=1)[0]):
            return None
        evidence = EvidenceSpan.cut(text, begin + found.start(), name.end)
        is_denied = _DENIED.search(clause[-25:]) is not None
        if pattern is _MEASURED:
            return None if is_denied else _measured(found, evidence)
        if pattern is _BEARING:
            told = found["way"] or found["bank"]
            return None if is_denied else ZoneClaim(evidence, bearing=bearing_of(told))
        is_out = found["side"].casefold().split()[-1] in _OUT
        side = ZoneSide.OUTSIDE if is_out is not is_denied else ZoneSide.INSIDE
        return ZoneClaim(evidence, side)
    return None


def _measured(found: re.Match[str], evidence: EvidenceSpan) -> ZoneClaim | None:
    low = _km(found["count"], found["unit"])
    high = _km(found["upper"], found["unit"]) if found["upper"] else low
    if high < low:
        return None
    side_word = (found["side"] or "").casefold()
    is_within = side_word == "within"
    claimed_low: float | None = low
    claimed_high: float | None = high
    if found["most"] or is_within:
        claimed_low = None
    elif found["least"]:
        claimed_high = None
    side = None
    if side_word and not is_within:
        side = ZoneSide.OUTSIDE if side_word in _OUT else ZoneSide.INSIDE
    bearing = bearing_of(found["way"]) if found["way"] else None
    doubt = max(_LEAST_DOUBT_KM, (_ROUGH if found["rough"] else _EXACT) * high)
    return ZoneClaim(evidence, side, claimed_low, claimed_high, bearing, round(doubt, 3))


def _km(count: str, unit: str) -> float:
    number = NUMBER_WORDS.get(" ".join(count.casefold().split()))
    if number is not None:
        amount = float(number)
    elif re.fullmatch(r"\d{1,3},\d{3}", count):
        amount = float(count.replace(",", ""))
    else:
        amount = float(count.replace(",", "."))
    unit = unit.casefold()
    if unit.startswith("naut"):
        return amount * 1.852
    if unit.startswith("mi"):
        return amount * 1.609
    if unit.startswith("yard"):
        return amount * 0.000914
    return amount / 1000 if unit.startswith("met") else amount
