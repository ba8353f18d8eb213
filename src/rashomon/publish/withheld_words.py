"""Stretches of a text that are withheld, found whatever case, accents and signs they are told in.

Names are looked for in a folded text (no case, no accents, hyphens as spaces, apostrophes and
invisible signs left out, letters of other scripts that only look like Latin ones taken for these)
that knows of each sign where it stood, so that "Bint-Sāʿid" is found as "Bint Said". Markup that
stands in a text is looked through. Between the words of a name quotation marks and brackets may
stand; Cyrillic names are found with their endings, Arabic ones behind "and", "to" or "by", and a
name of several words also without spaces. Patterns are looked for in the text as it is.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from rashomon.publish.redaction_rules import Pattern

__all__ = [
    "MARKUP", "Blank", "Edited", "NameFinder", "blanks_of", "edited", "folded_name",
    "is_withheld_sign",
]  # fmt: skip

_DASHES = frozenset("-‐‑‒–—―_/\\.")
_APOSTROPHES = frozenset("'’‘ʼʻʿʾ`´ʹ‛＇*~")  # and the signs of emphasis
_WORD = re.compile(r"[^\W_]+")
_BETWEEN = re.compile(r"""[ "“”„«»()\[\]{}|+&=#:]{1,4}""")  # the words of a name
_REVERSED = re.compile(r" ?, ?")
MARKUP = re.compile(
    r"<!--.*?-->|</?[A-Za-z][^<>]{0,500}>|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});",
    re.DOTALL,
)
_ALIKE = {
    # Arabic letters that are told apart or not, by custom and keyboard.
    "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ٱ": "ا", "ہ": "ه",
    "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th",
}  # fmt: skip
_LATIN = str.maketrans("аеорсухіјѕкмтвнԁɡαορνκτι", "aeopcyxijskmtbhdgaopvkti")
"""Letters that look like Latin ones, small and folded, in a word of two scripts."""
_CYRILLIC = re.compile(r"[а-яѐ-ӿ]+")
_ARABIC_LEADS = frozenset("وفبلك")
_STEM = 3  # letters by which Cyrillic names are looked up; their endings differ
_ENDING = 3  # letters at most: "Сидоров", "Сидоровым"
_JOINED = 8  # letters from which on a whole name is looked for within longer words
_INITIALS = frozenset("abcdefghijklmnopqrstuvwxz")  # "y" joins two names
_PLURAL = 5  # letters from which on a name may have an s: "the Qasmawis"


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
    if sign in _APOSTROPHES or sign == "ـ" or unicodedata.category(sign) in ("Cf", "Mn", "Me"):
        return ""
    apart = unicodedata.normalize("NFKD", sign.casefold())
    kept = "".join(one for one in apart if not unicodedata.combining(one)).casefold()
    return "".join(
        " " if one.isspace() else _ALIKE.get(one, one) for one in kept if one not in _APOSTROPHES
    )


class _Table(dict[int, str]):
    """The same for `str.translate`, filled as signs are met."""

    def __missing__(self, code: int) -> str:
        plain = self[code] = _plain(chr(code))
        return plain


_TABLE = _Table()


def _folded(text: str) -> str:
    """A text folded, in no time and without where it stood; spaces may follow each other."""
    return text.translate(_TABLE)


def _fold(text: str, *, through_markup: bool = False) -> tuple[str, list[int], list[int]]:
    """A text folded, and where in it each folded sign begins and ends; one space for any run.

    Through markup tags are nothing, and entities the signs that they stand for.
    """
    signs: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def add(piece: str, start: int, end: int) -> None:
        for one in piece:
            if one != " " or not signs or signs[-1] != " ":
                signs.append(one)
                starts.append(start)
                ends.append(end)

    at = 0
    for met in [*(MARKUP.finditer(text) if through_markup else ()), None]:
        stop = met.start() if met else len(text)
        for place in range(at, stop):
            add(_plain(text[place]), place, place + 1)
        if met is not None:
            at = met.end()
            if met[0].startswith("&"):
                add(_folded(unescape(met[0])), met.start(), at)
    return "".join(signs), starts, ends


def folded_name(name: str) -> str:
    """Return a name as it is looked for.

    >>> folded_name("Umm  Sa‘id al-Ḥasan")
    'umm said al hasan'
    """
    return " ".join(_folded(name).split())


@dataclass(frozen=True, slots=True)
class _Name:
    """A name as its words, in their order or, before a comma, the last one first."""

    words: tuple[str, ...]
    rule: str
    is_reversed: bool = False


class NameFinder:
    """Finds names in texts, each with the rule by which it is withheld."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """Take names with their rules; of one name under two rules the last holds."""
        rules = {tuple(_WORD.findall(_folded(name))): rule for name, rule in names.items()}
        rules.pop((), None)
        self._by_first: dict[str, list[_Name]] = {}
        self._joined: dict[str, list[tuple[str, str]]] = {}
        for words, rule in sorted(rules.items(), key=lambda one: (-len(" ".join(one[0])), one[0])):
            own = tuple(_of_one_script(word) for word in words)
            self._by_first.setdefault(_key(own[0]), []).append(_Name(own, rule))
            if len(own) == 2:
                turned = _Name(own[::-1], rule, is_reversed=True)
                self._by_first.setdefault(_key(own[1]), []).append(turned)
            joined = "".join(own)
            if len(own) > 1 and len(joined) >= _JOINED:
                self._joined.setdefault(joined[:_JOINED], []).append((joined, rule))

    def __bool__(self) -> bool:
        """Tell whether there is anything to find."""
        return bool(self._by_first)

    def finds(self, text: str) -> bool:
        """Tell whether any name may stand in a text; `blanks` says where, if it does."""
        if not self._by_first or not text:
            return False
        if any(True for _ in self._met(_folded(text), is_loose=True)):
            return True
        return bool(MARKUP.search(text)) and any(
            True for _ in self._met(_fold(text, through_markup=True)[0], is_loose=True)
        )

    def blanks(self, text: str) -> list[Blank]:
        """Return the names in a text, the ends of possessives left standing."""
        if not self.finds(text):
            return []
        found = []
        for through_markup in (False, True) if MARKUP.search(text) else (False,):
            folded, starts, ends = _fold(text, through_markup=through_markup)
            parted = self._with_possessives(folded, text, starts)
            for start, end, rule in self._met(parted):
                found.append(Blank(starts[start], ends[end - 1], rule, f"[{rule} withheld]"))
        return found

    def _met(self, folded: str, *, is_loose: bool = False) -> Iterator[tuple[int, int, str]]:
        """Yield where names stand in a folded text; `is_loose` takes any s for a plural's."""
        words = [(met[0], met.start(), met.end()) for met in _WORD.finditer(folded)]
        for number, (word, start, end) in enumerate(words):
            for key in _keys(word, is_loose=is_loose):
                for name in self._by_first.get(key, ()):
                    stop = _end(name, words, number, folded, is_loose=is_loose)
                    if stop:
                        yield start, stop, name.rule
                        break
            if self._joined and len(word) >= _JOINED:
                for at in range(len(word) - _JOINED + 1):
                    for joined, rule in self._joined.get(word[at : at + _JOINED], ()):
                        if word.startswith(joined, at):
                            yield start, end, rule

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


def _of_one_script(word: str) -> str:
    """A word of Latin letters with others that look like such, in Latin alone."""
    if word.isascii() or not any("a" <= sign <= "z" for sign in word):
        return word
    return word.translate(_LATIN)


def _key(word: str) -> str:
    """By what a name's first word is looked up."""
    return word[:_STEM] if _CYRILLIC.match(word) else word


def _keys(word: str, *, is_loose: bool) -> tuple[str, ...]:
    """By what names that may begin with a word of a text are looked up."""
    if word.isascii():
        return (
            (word, word[:-1]) if word[-1] == "s" and (is_loose or len(word) > _PLURAL) else (word,)
        )
    found = [_of_one_script(word)]
    if _CYRILLIC.match(word):
        found = [word[:_STEM], *found]
        as_latin = word.translate(_LATIN)
        if as_latin.isascii():
            found.append(as_latin)
    elif word[0] in _ARABIC_LEADS:
        found.append(word[1:])
    return tuple(found)


def _is_form(name: str, word: str, *, is_loose: bool) -> bool:
    """Tell whether a word of a text is a name's, as it is or with an ending or a beginning."""
    if name == word or name == _of_one_script(word):
        return True
    if word == f"{name}s":
        return is_loose or len(name) >= _PLURAL
    if _CYRILLIC.fullmatch(name) and _CYRILLIC.match(word):
        stem = name[:-1] if name[-1] in "аеиоуыьэюяі" else name
        return (
            len(stem) >= _STEM
            and word.startswith(stem)
            and len(word) - len(stem) <= (_ENDING if len(stem) > _STEM else 1)
        )
    if word.translate(_LATIN) == name:
        return True
    return len(name) >= _STEM and word[1:] == name and word[0] in _ARABIC_LEADS


def _end(
    name: _Name, words: Sequence[tuple[str, int, int]], number: int, folded: str, *, is_loose: bool
) -> int:
    """Where a name ends that begins with a word of a text, 0 where it is not this name.

    A single letter may stand in the middle of it: "Jane Q. Doe".
    """
    at, between = number, _REVERSED if name.is_reversed else _BETWEEN
    for place, own in enumerate(name.words):
        last = at
        if place:
            at += 1
            if at + 1 < len(words) and words[at][0] in _INITIALS and words[at][0] != own:
                at += 1
        if at >= len(words) or not _is_form(own, words[at][0], is_loose=is_loose):
            return 0
        for before in range(last, at):
            part = " ".join(folded[words[before][2] : words[before + 1][1]].split())
            if (part and not between.fullmatch(part)) or (name.is_reversed and not part):
                return 0
    return words[at][2]


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
