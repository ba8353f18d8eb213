"""Stretches of a text that are withheld, found whatever case, accents and signs they are told in.

Names are looked for in a folded text (no case, no accents, hyphens as spaces, apostrophes and
invisible signs left out) that knows of each sign where it stood, so that "Bint-Sāʿid" is found as
"Bint Said". Patterns are looked for in the text as it is.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rashomon.publish.redaction_rules import Pattern

__all__ = [
    "Blank", "Edited", "NameFinder", "blanks_of", "edited", "folded_name", "is_withheld_sign",
]  # fmt: skip

_DASHES = frozenset("-‐‑‒–—―_/\\.")
_APOSTROPHES = frozenset("'’‘ʼʻʿʾ`´ʹ‛＇")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, order=True)
class Blank:
    """`text[start:end]` is withheld by a rule; `instead` stands in its place."""

    start: int
    end: int
    rule: str
    instead: str


def is_withheld_sign(words: str) -> bool:
    """Tell whether something was withheld from words."""
    return " withheld]" in words


@lru_cache(maxsize=8192)
def _plain(sign: str) -> str:
    """A sign as names are looked for: "" of what is left out, a space of what only parts."""
    if sign.isspace() or sign in _DASHES:
        return " "
    if sign in _APOSTROPHES or sign == "ـ" or unicodedata.category(sign) in ("Cf", "Mn"):
        return ""
    apart = unicodedata.normalize("NFKD", sign.casefold())
    kept = "".join(one for one in apart if not unicodedata.combining(one)).casefold()
    return "".join(" " if one.isspace() else one for one in kept if one not in _APOSTROPHES)


def _fold(text: str) -> tuple[str, list[int]]:
    """A text folded, and where in it each folded sign stood; one space for any run of them."""
    signs: list[str] = []
    places: list[int] = []
    for at, sign in enumerate(text):
        for one in _plain(sign):
            if one == " " and signs and signs[-1] == " ":
                continue
            signs.append(one)
            places.append(at)
    return "".join(signs), places


def folded_name(name: str) -> str:
    """Return a name as it is looked for.

    >>> folded_name("Umm  Sa‘id al-Ḥasan")
    'umm said al hasan'
    """
    return " ".join(_fold(name)[0].split())


class NameFinder:
    """Finds names in texts, each with the rule by which it is withheld."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """Take names with their rules; of one name under two rules the last holds."""
        self._rules = {
            folded: rule for name, rule in names.items() if (folded := folded_name(name))
        }
        self._by_first: dict[str, list[str]] = {}
        for name in sorted(self._rules, key=lambda name: (-len(name), name)):
            begun = _WORD.search(name)
            if begun is not None:
                self._by_first.setdefault(begun[0], []).append(name[begun.start() :])
                self._rules[name[begun.start() :]] = self._rules[name]

    def __bool__(self) -> bool:
        """Tell whether there is anything to find."""
        return bool(self._rules)

    def blanks(self, text: str) -> list[Blank]:
        """Return the names in a text, the ends of possessives left standing."""
        if not self._rules or not text:
            return []
        folded, places = _fold(text)
        found = []
        parted = self._with_possessives(folded, text, places)
        for word in _WORD.finditer(parted):  # by the first word: names may be many thousands
            for name in self._by_first.get(word[0], ()):
                end = word.start() + len(name)
                if parted.startswith(name, word.start()) and not _WORD.match(parted, end):
                    start, last = places[word.start()], places[end - 1]
                    rule = self._rules[name]
                    found.append(Blank(start, last + 1, rule, f"[{rule} withheld]"))
                    break
        return found

    @staticmethod
    def _with_possessives(folded: str, text: str, places: Sequence[int]) -> str:
        """The folded text with the s of a possessive parted from its name, sign for sign.

        "Saleh's" folds to "salehs"; the s becomes a sign that is no letter.
        """
        if "s" not in folded or not _APOSTROPHES & set(text):
            return folded
        signs = list(folded)
        for at, sign in enumerate(folded):
            before = places[at] - 1
            ends = at + 1 == len(folded) or not folded[at + 1].isalnum()
            if sign == "s" and ends and before >= 0 and text[before] in _APOSTROPHES:
                signs[at] = "\x00"
        return "".join(signs)


def blanks_of(
    text: str, finders: Iterable[NameFinder], patterns: Sequence[Pattern]
) -> tuple[Blank, ...]:
    """Return what of a text is withheld, in order, nothing twice: what overlaps is one stretch."""
    found = [blank for finder in finders for blank in finder.blanks(text)]
    for pattern in patterns:
        found += [
            Blank(*met.span(), pattern.rule, f"[{pattern.rule} withheld]")
            for met in pattern.regex.finditer(text)
            if met.end() > met.start()
        ]
    return _apart(found)


def _apart(found: Iterable[Blank]) -> tuple[Blank, ...]:
    blanks: list[Blank] = []
    for blank in sorted(found, key=lambda one: (one.start, -one.end)):
        last = blanks[-1] if blanks else None
        if last is not None and blank.start < last.end:
            if blank.end > last.end:
                blanks[-1] = Blank(last.start, blank.end, last.rule, last.instead)
            continue
        blanks.append(blank)
    return tuple(blanks)


@dataclass(frozen=True, slots=True)
class Edited:
    """A text with stretches replaced, and where what stood in it has come to stand."""

    text: str
    blanks: tuple[Blank, ...]  # by their places in the text as it was
    _starts: tuple[int, ...]  # of the blanks, there
    _placed: tuple[int, ...]  # and here

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where `[start, end)` lies now; a stretch that was replaced is held whole.

        Never empty where it was not.
        """
        return self._at(start, is_end=False), self._at(end, is_end=True)

    def is_gone(self, start: int, end: int) -> bool:
        """Tell whether all of `[start, end)` was replaced by one thing."""
        number = bisect_right(self._starts, start) - 1
        return number >= 0 and self.blanks[number].end >= end

    def _at(self, place: int, *, is_end: bool) -> int:
        # An end that is where a blank begins lies before it; a start lies in it.
        number = bisect_right(self._starts, place - 1 if is_end else place) - 1
        if number < 0:
            return place
        blank, here = self.blanks[number], self._placed[number]
        if place < blank.end or (is_end and place == blank.end):
            return here + len(blank.instead) if is_end else here
        return here + len(blank.instead) + place - blank.end


def edited(text: str, blanks: Sequence[Blank]) -> Edited:
    """Return a text with stretches replaced, which are in order and do not overlap.

    >>> from rashomon.publish.withheld_words import Blank
    >>> made = edited("Said Ali spoke.", [Blank(0, 8, "name", "[name withheld]")])
    >>> made.text, made.span(9, 14), made.text[slice(*made.span(9, 14))]
    ('[name withheld] spoke.', (16, 21), 'spoke')
    """
    parts, placed, at, length = [], [], 0, 0
    for blank in blanks:
        parts += [text[at : blank.start], blank.instead]
        length += blank.start - at
        placed.append(length)
        length += len(blank.instead)
        at = blank.end
    parts.append(text[at:])
    return Edited("".join(parts), tuple(blanks), tuple(one.start for one in blanks), tuple(placed))
