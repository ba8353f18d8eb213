"""The words of a sentence as place phrases use them: names, directions, distances, descriptions.

What is skipped before a name, and where a name ends; `place_phrases` puts them together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rashomon.read.document import Sentence
from rashomon.read.toponym_words import (
    ACTOR_NOUNS,
    CAPITALS_STOP,
    NOT_NAME,
    PARTICLES,
    STANDING,
    VIOLENCE,
)
from rashomon.reference.common_words import common_words
from rashomon.reference.countries import country_of, is_country_word
from rashomon.reference.place_words import (
    CLASS_OF_NOUN,
    DESCRIPTIONS,
    HOLDERS,
    NUMBER_WORDS,
    PART_NOUNS,
    bearing_of,
)

__all__ = ["NEARNESS", "SPEECH", "PlaceTokens", "Token", "is_common"]

_TOKEN = re.compile(
    # "Deir ez - Zor", "Britain ' s": some texts set hyphens and apostrophes apart.
    r"(?P<poss>\s?['’]\s?s\b|(?<=s)['’](?=\s))"
    r"|(?P<word>[^\W_]+(?:(?:[-–'’.]|(?:(?<=\b[a-z]{2})\s-\s))(?!s\b)[^\W_]+)*)"
    r"|(?P<punct>[^\w\s])"
)
_UNITS = re.compile(r"(?:kilomet(?:er|re)s?|kms?|miles?|met(?:er|re)s?|yards?)$")
_MEASURE = re.compile(r"\d[\d.,]*(?:km|kms|mi|m)?$")
# "port city", "border crossing": the first noun only describes the second.
_AFTER_NOUN = {
    "port": ("city", "town"),
    "market": ("town", "village", "square", "street"),
    "border": (
        "town",
        "city",
        "village",
        "crossing",
        "post",
        "area",
        "region",
        "district",
        "state",
        "province",
    ),
    "mining": ("town", "village"),
    "desert": ("town", "area", "region"),
    "coast": ("road",),
    "mountain": ("village", "town", "area", "region"),
    "farming": ("village",),
    "capital": ("city",),
    "hill": ("town", "station"),
    "province": ("capital",),
    "school": ("building", "compound", "complex"),
    "hospital": ("building", "compound", "complex"),
    "village": ("school", "market", "mosque", "square", "church"),
    "town": ("hospital", "market", "square", "hall"),
    "city": ("hospital", "market", "square", "airport"),
    "camp": ("hospital",),
}
SPEECH = frozenset(
    "said says told added reported announced confirmed denied claimed warned stated".split()
)
NEARNESS = frozenset("near outside around between inside along".split())
_ABOUT = frozenset(
    "just some about around further roughly nearly more less than over only very".split()
)
# With one of these, a figure or a direction a relation begins.
_OPENS_RELATION = frozenset({*_ABOUT, *NEARNESS, *NUMBER_WORDS, "to", "in", "the", "on", "close"})


# Words with which a relation can begin, or that join two descriptions.
_RELATING = frozenset(
    "just some about around further roughly nearly more less than over only very to in on the "
    "close and or citys towns villages capitals provinces".split()
)
_OPENING = frozenset(
    {*_RELATING, *NEARNESS, *NUMBER_WORDS, *CLASS_OF_NOUN, *PART_NOUNS, *DESCRIPTIONS, *HOLDERS}
)
_HELD = frozenset({*STANDING, "led"})
_LEANING = frozenset({*STANDING, "led", "based", "born", "style"})
_HYPHEN = re.compile(r"\s?-\s?")
_DASH = re.compile(r"\s?[-–]\s?")


_OPENERS = frozenset(';:…"“”‘«•*–—')


class Token(NamedTuple):  # every word of a report becomes one
    """A word, a possessive ending or a mark; `plain` is it casefolded."""

    start: int
    end: int
    text: str
    plain: str
    kind: str  # word, poss, punct


class PlaceTokens:
    """A sentence's tokens, and what of a place phrase begins at each of them."""

    def __init__(self, sentence: Sentence, is_capitals: bool) -> None:
        self.text = sentence.text
        self.offset = sentence.start
        self.is_capitals = is_capitals
        self.tokens = [
            Token(m.start(), m.end(), text := m.group(), text.casefold().strip(), m.lastgroup or "")
            for m in _TOKEN.finditer(sentence.text)
        ]
        self._count = len(self.tokens)
        self._plains = [token.plain for token in self.tokens]
        if is_capitals:
            self._are_names = [_may_be_name(token) for token in self.tokens]
        else:  # most words are small and whole, and need no closer look
            self._are_names = [
                not (t.text.islower() and t.text.isalpha()) and _is_name(t) for t in self.tokens
            ]
            for at in self._openings():
                self._are_names[at] = not self._opens_commonly(at)
        self._country_sizes: dict[int, int] = {}

    def _openings(self) -> Iterator[int]:
        """The names that owe their capital to where they stand: first, or after a mark."""
        for at, is_name in enumerate(self._are_names):
            if is_name and (at == 0 or self.tokens[at - 1].text in _OPENERS):
                yield at

    def _opens_commonly(self, at: int) -> bool:
        """Tell whether a word at the head of a sentence is one that is written small elsewhere."""
        word = self.tokens[at].text
        is_next_name = at + 1 < self._count and self._are_names[at + 1]
        return word[1:].islower() and not is_next_name and word.lower() in common_words()

    def token(self, at: int) -> Token | None:
        """The token at an index, None past the ends."""
        return self.tokens[at] if 0 <= at < self._count else None

    def plain(self, at: int) -> str:
        """The casefolded word at an index, "" past the ends."""
        return self._plains[at] if 0 <= at < self._count else ""

    def can_open(self, at: int) -> bool:
        """Tell whether a place phrase can begin at a token; at most words it cannot."""
        word = self._plains[at]
        return (
            self._are_names[at]
            or word in _OPENING
            or "-" in word
            or word[:1].isdigit()
            or bearing_of(word) is not None
        )

    def relation(self, at: int) -> int:
        """Skip "8 km east of", "south of", "near", "between", "in and around"."""
        begin = at
        first = self.plain(at)
        is_figure = first[:1].isdigit()
        if first not in _OPENS_RELATION and not is_figure and bearing_of(first) is None:
            return begin
        while self.plain(at) in _ABOUT:
            at += 1
        measure = self.distance(at)
        at = measure or at
        if self.plain(at) in {"to", "in"} and self.plain(at + 1) == "the":
            at += 2
        elif self.plain(at) == "the" and bearing_of(self.plain(at + 1)) is not None:
            at += 1
        turned = at
        while bearing_of(self.plain(turned)) is not None or (
            turned > at
            and self.plain(turned) == "and"
            and bearing_of(self.plain(turned + 1)) is not None
        ):
            turned += 1
        if turned > at and self.plain(turned) in {"of", "from"}:
            return turned + 1
        if measure and self.plain(at) in {"from", "outside", "inside", "off"}:
            return at + 1
        if measure and self.plain(at) == "away" and self.plain(at + 1) == "from":
            return at + 2
        at = begin
        if (
            self.plain(at) in {"in", "on"}
            and self.plain(at + 1) == "and"
            and self.plain(at + 2) == "around"
        ):
            return at + 3
        if self.plain(at) == "close" and self.plain(at + 1) == "to":
            return at + 2
        if self.plain(at) in NEARNESS:
            return at + 1
        return begin

    def distance(self, at: int) -> int | None:
        """The index after "eight kilometers" or "60 kilometres (35 miles)"."""
        word = self.plain(at)
        if word == "a" and self.plain(at + 1) == "few":
            at += 1
        elif not (_MEASURE.match(word) or word in NUMBER_WORDS):
            return None
        if not word.endswith(("km", "kms")) or not word[0].isdigit():
            at += 1
            if self.plain(at) == "-":
                at += 1
            at += self.plain(at) == "nautical"
            if not _UNITS.match(self.plain(at)):
                return None
        at += 1
        if self.plain(at) == "(":
            close = at
            while close < min(at + 6, len(self.tokens)) and self.plain(close) != ")":
                close += 1
            at = close + 1 if self.plain(close) == ")" else at
        return at

    def description(self, at: int) -> tuple[int, bool]:
        """Skip "the mostly Kurdish-controlled northeastern Syrian"; tell whether it turns."""
        has_bearing = False
        while True:
            word, token = self.plain(at), self.token(at)
            if token is None:
                return at, has_bearing
            is_name = self.is_name(at)
            if bearing_of(word) is not None and (not is_name or self.is_capitals):
                has_bearing = True
            elif bearing_of(word) is not None and (
                self.country_size(at + 1) or self.is_turning(at)
            ):
                has_bearing = True  # Western Syria, "the Southwestern parts of"
            elif word in CLASS_OF_NOUN or word in PART_NOUNS:
                owner = self.token(at + 1)
                if owner and owner.kind == "poss":
                    at += 1
                elif is_name or self.plain(at + 1) not in _AFTER_NOUN.get(word, ()):
                    return at, has_bearing
            elif size := self.country_size(at):
                at += size - 1
                owner = self.token(at + 1)
                if owner and owner.kind == "poss":
                    at += 1
            elif self.describes(at):
                pass
            else:
                return at, has_bearing
            at += 1

    def is_turning(self, at: int) -> bool:
        """Tell whether a direction with a capital describes a noun without one.

        "The Southwestern parts of", "the Eastern and Western countryside".
        """
        after = at + 1
        if self.plain(after) == "and" and bearing_of(self.plain(after + 1)) is not None:
            after += 2
        word, token = self.plain(after), self.token(after)
        is_noun = word in PART_NOUNS or (word in CLASS_OF_NOUN and self.plain(after + 1) == "of")
        return is_noun and token is not None and token.text.islower()

    def describes(self, at: int) -> bool:
        """Tell whether a word before a place noun says nothing of where it is."""
        token, word = self.tokens[at], self.plain(at)
        if word in {"citys", "towns", "villages", "capitals", "provinces"}:
            return self.plain(at - 1) in {"the", "this", "that"}  # an apostrophe lost
        if "-" in word and token.text == word and "al-" not in word:
            return True  # oil-rich, de-escalation
        if "-" in word and _HYPHEN.split(word)[-1] in _HELD:
            return True  # rebel-held
        if "-" in word and all(is_country_word(piece) for piece in _DASH.split(token.text)):
            return True  # the Syria-Turkey border
        if word in HOLDERS:
            return token.text.isupper() or word != "is"
        if word in {"that", "this"} and self.plain(at + 1) in {"the", "a", "an"}:
            return False  # "announced that the Homs battle ..."
        if word in DESCRIPTIONS:
            return not self.is_name(at) or word in {"the", "a", "an"}
        return word in {"and", "or"} and self.is_describing(at - 1) and self.is_describing(at + 1)

    def is_describing(self, at: int) -> bool:
        """Tell whether a word is an adjective or a direction, articles apart."""
        word = self.plain(at)
        return bearing_of(word) is not None or (word in DESCRIPTIONS and word not in {"the", "a"})

    def country_size(self, at: int) -> int:
        """How many tokens from here are a country's name or demonym, 0 for none."""
        if not (self.is_name(at) or self.is_capitals):
            return 0  # in capitals "SOUTH" of South Africa looks like a common word
        if at not in self._country_sizes:
            self._country_sizes[at] = self._country_size(at)
        return self._country_sizes[at]

    def _country_size(self, at: int) -> int:
        for size in (4, 3, 2, 1):
            last = self.token(at + size - 1)
            if last is None:
                continue
            words = self.text[self.tokens[at].start : last.end]
            if is_country_word(words) and not (self.is_capitals and len(words) < 4):
                return size
            if size == 1 and words.endswith("s") and self.is_land(words[:-1]):
                return size  # "Syrias", its apostrophe lost
        return 0

    def is_land(self, words: str) -> bool:
        """Tell whether words are a country's own name, no demonym."""
        country = country_of(words)
        return country is not None and words not in country.demonyms and len(words) > 3

    def is_demonym(self, start: int, end: int) -> bool:
        """Tell whether the tokens are "Syrian" or its like, and no country's name."""
        words = self.text[self.tokens[start].start : self.tokens[end - 1].end].casefold()
        country = country_of(words)
        told = {name.casefold() for name in country.demonyms} if country else set()
        return words in told or words.removesuffix("s") in told

    def name(self, at: int) -> int | None:
        """The index after the name that begins here, None where none does."""
        token = self.token(at)
        if token is None:
            return None
        if token.text.isdigit() and self.plain(at + 1) in {"apartments", "apartment"}:
            return at + 2
        if not self.is_name(at) or self.stops(at):
            return None
        end = at + 1
        while True:
            ahead = end
            if self.plain(ahead) in PARTICLES and not self.is_name(ahead):
                ahead += 1
            if not self.is_name(ahead) or self.stops(ahead) or self.is_tribal_agency(ahead):
                break
            if self.country_size(ahead) and not (ahead == at + 1 and self.plain(at) == "port"):
                break
            if bearing_of(self.plain(ahead)) is not None and self.country_size(ahead + 1):
                break  # "Latakia Western Syria", its comma lost
            if self.plain(ahead) == "sheikh" and ahead == end and end > at + 1:
                break
            if self.is_capitals and ahead - at >= 5:
                break
            end = ahead + 1
        if end > at + 1 and self.plain(end) in SPEECH and self.plain(at - 1) != ",":
            end -= 1  # "the city of Kharkiv Terekhov said", its comma lost
        if self.is_actor(at, end):
            return None
        return end

    def is_actor(self, at: int, end: int) -> bool:
        """Tell whether a run of names is, or is followed by, an army, party or office."""
        words = {self.plain(i) for i in range(at, end)} | {self.plain(end)}
        follower = self.token(end)
        if follower and follower.text == "state" and not self.token_is_media(end + 1):
            words.discard("state")  # Borno state
        if self.is_tribal_agency(end):
            words.discard("agency")
        return bool(words & ACTOR_NOUNS)

    def is_tribal_agency(self, at: int) -> bool:
        """Tell whether a token is the noun of "Khyber Agency", a district and no office."""
        return self.plain(at) == "agency" and self.plain(at - 1) in _TRIBAL_AGENCIES

    def token_is_media(self, at: int) -> bool:
        """Tell whether a token makes "state" before it the government's."""
        return self.plain(at) in {"media", "television", "tv", "radio", "news", "agency", "run"}

    def is_name(self, at: int) -> bool:
        """Tell whether a token is written as a name: "Homs", "al-Bab"."""
        return 0 <= at < self._count and self._are_names[at]

    def stops(self, at: int) -> bool:
        """Tell whether a capitalized word can be no part of a place's name."""
        token = self.tokens[at]
        if VIOLENCE.fullmatch(token.plain):
            return True  # "Shelling in ..." opens a sentence
        if self.is_capitals:
            return False  # what cannot be a name is none there
        if token.plain in _HONORS and self.is_name(at + 1):
            # "King Khalid airport"
            return not {self.plain(at + 2), self.plain(at + 3)} & _NAMED_AFTER
        pieces = _DASH.split(token.plain)
        if len(pieces) > 1 and all(is_country_word(piece) for piece in pieces):
            return True  # the Syria-Turkey border
        if pieces[-1] in _LEANING:
            return True  # US-led, Kurdish-controlled
        if len(pieces) > 1 and pieces[-1].endswith("ed") and token.text.endswith(pieces[-1]):
            return True  # Moscow-installed
        if bearing_of(token.plain) is not None and self.is_name(at + 1):
            return False  # West Aleppo
        if token.text.isupper() and len(token.text) > 1 and not token.text[1:].isdigit():
            # An acronym, or the dateline of text that lost its line breaks.
            return len(token.text) < 6 or self.plain(at - 1) not in {"in", "at", "near", "of"}
        return token.plain in NOT_NAME


_HONORS = frozenset("king queen prince imam president general".split())
_NAMED_AFTER = frozenset(
    "airport hospital base airbase camp mosque university bridge stadium school street square "
    "district city road port".split()
)
_TRIBAL_AGENCIES = frozenset("bajaur khyber kurram mohmand orakzai waziristan".split())
_JOINT = re.compile(r"\s?[-–'’]\s?")


def is_common(word: str) -> bool:
    """Tell whether a word in copy without small letters is hardly a name."""
    if word in _ARTICLES:
        return False  # La Paz, El Alto
    known = common_words()
    return all(
        piece in NOT_NAME
        or piece in CAPITALS_STOP
        or piece in _PLACE_WORDS
        or piece in known
        or piece.isdigit()
        for piece in _JOINT.split(word)
    )


_ARTICLES = frozenset("la las el los al".split())
_PLACE_WORDS = frozenset({*DESCRIPTIONS, *CLASS_OF_NOUN, *PART_NOUNS})


def _may_be_name(token: Token) -> bool:
    """Tell whether a word is a name in copy whose case tells nothing."""
    return token.kind == "word" and token.text[0].isalpha() and not is_common(token.plain)


def _is_name(token: Token) -> bool:
    if token.kind != "word":
        return False
    if token.text[0].isupper():
        return True
    pieces = _JOINT.split(token.text, maxsplit=2)
    return len(pieces) > 1 and len(pieces[0]) <= 3 and pieces[1][:1].isupper()
