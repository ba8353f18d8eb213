"""In which language a report is written.

The worst error is English taken for something else: nothing of such a report is read. So
English is told first, by how many of its words in small letters are common in English news
(0.45 or more: of 9,803 sentences of news 3 have fewer, of single sentences in 24 other Latin
languages none has as many). Only of what has fewer is a model of 60 languages asked; names,
which are no words of any language, are never counted.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from rashomon.clean.language_words import ENGLISH_FUNCTION_WORDS, FUNCTION_WORDS
from rashomon.reference.common_words import common_words

__all__ = ["language_of"]

_SAMPLE_CHARACTERS = 20_000
_A_GLANCE = 400
_MODEL_CHARACTERS = 3_000  # the model is sure of much less
_FEWEST_LETTERS = 20
_FEWEST_WORDS = 4  # in small letters, before a text is held to be in another language
_ENGLISH = 0.45  # of the words in small letters; see above
_FOREIGN = 0.3  # with more words that English has, too, it is left open
# In capitals names cannot be told from words: lists of names have fewer English ones.
_FOREIGN_CAPITALS = 0.08
_FEWEST_CAPITALS = 12
_OWN_PART = 0.25  # of the words; running text of these languages has 0.3 and more
_RUNNING = 6  # words of a line that is more than a label
# A page is English where a third of what runs on in it is: menus hardly run on, and what they say
# in another language counts little against the report.
_ENGLISH_PART = 0.5  # of what runs on in other languages
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SMALL = frozenset("a an i the of to in on at for and or by with was is are it as that".split())
# Arabic in Latin letters: articles and particles, and digits for letters that Latin lacks.
_CHAT = re.compile(r"[a-z]*(?:[a-z][23579]|[23579][a-z])[a-z\d]*")
_PARTICLES = frozenset(
    "al el fi min wa w ala ila ela yawm yom baad bad ba3d maa ma3 bi qurb hasab inna anna illi "
    "elli wal fil bil lil hatta qad kan jaysh jeish shuhada".split()
)
_ARABIC_PART = 0.25
_KNOWN = frozenset(
    "af am az be bg bn bs ca cs da de el en es et eu fa fi fr ga gl ha he hi hr hu hy id is it ja "
    "ka kk km ko ku ky lo lt lv mk mn ms mt my nb ne nl nn no pl ps pt ro ru rw si sk sl so sq sr "
    "sv sw ta te tg th tl tr ug uk ur uz vi xh yo zh zu".split()
)


@dataclass(frozen=True, slots=True)
class _Line:
    words: int
    small: int  # words in small letters; all words where a text is in capitals
    english: int  # of these

    @property
    def is_english(self) -> bool:
        return self.small >= _FEWEST_WORDS and self.english >= _ENGLISH * self.small


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of the text's language, None where it cannot be told.

    A page of which a part is English is English, so that menus cost no report.

    >>> language_of("The army said on Monday that it had taken the town.")
    'en'
    """
    sample = text[:_SAMPLE_CHARACTERS]
    if _scripts(sample[:_A_GLANCE]).total() >= _FEWEST_LETTERS and _is_english(sample):
        return "en"  # as nearly always, without counting all letters
    scripts = _scripts(sample)
    letters = scripts.total()
    if letters < _FEWEST_LETTERS:
        return None
    if _is_english(sample):
        return "en"
    if scripts["kana"] > 0.05 * letters:
        return "ja"
    script, count = scripts.most_common(1)[0]
    if count < 0.6 * letters:
        return None
    if script == "latin":
        return _latin(sample)
    if script == "arabic":
        return _arabic(sample)
    if script == "cyrillic":
        return _cyrillic(sample)
    return _BY_SCRIPT.get(script)


def _scripts(text: str) -> Counter[str]:
    """How many letters of each script a text has."""
    scripts: Counter[str] = Counter()
    for letter, count in Counter(text).items():
        script = _script(letter)
        if script:
            scripts[script] += count
    return scripts


def _is_english(sample: str) -> bool:
    """Tell whether enough of what runs on is English."""
    lines = [_line(line) for line in sample.splitlines()]
    english = sum(line.words for line in lines if line.is_english)
    foreign = sum(line.words for line in lines if _runs_on(line))
    return english > 0 and english >= _ENGLISH_PART * foreign


def _line(text: str) -> _Line:
    words = _WORD.findall(text)
    small = words if text.isupper() else list(filter(str.islower, words))
    english = sum(map(_english_words().__contains__, map(str.casefold, small)))
    return _Line(len(words), len(small), english)


@lru_cache(maxsize=1)
def _english_words() -> frozenset[str]:
    return frozenset(common_words()) | _SMALL


_RANGES = (
    ("latin", 0x41, 0x24F),
    ("greek", 0x370, 0x3FF),
    ("cyrillic", 0x400, 0x52F),
    ("armenian", 0x530, 0x58F),
    ("hebrew", 0x590, 0x5FF),
    ("arabic", 0x600, 0x77F),
    ("devanagari", 0x900, 0x97F),
    ("bengali", 0x980, 0x9FF),
    ("tamil", 0xB80, 0xBFF),
    ("burmese", 0x1000, 0x109F),
    ("georgian", 0x10A0, 0x10FF),
    ("ethiopic", 0x1200, 0x137F),
    ("kana", 0x3040, 0x30FF),
    ("han", 0x4E00, 0x9FFF),
    ("hangul", 0xAC00, 0xD7AF),
    ("arabic", 0xFB50, 0xFEFC),
)
_BY_SCRIPT = {
    "greek": "el",
    "armenian": "hy",
    "hebrew": "he",
    "devanagari": "hi",
    "bengali": "bn",
    "tamil": "ta",
    "burmese": "my",
    "georgian": "ka",
    "ethiopic": "am",
    "han": "zh",
    "hangul": "ko",
}


def _script(letter: str) -> str | None:
    if not letter.isalpha():
        return None
    at = ord(letter)
    return next((name for name, low, high in _RANGES if low <= at <= high), None)


def _latin(sample: str) -> str | None:
    is_capitals = sample.isupper()
    running = [] if is_capitals else [t for t in sample.splitlines() if _runs_on(_line(t))]
    whole = _line(" ".join(" ".join(running or [sample]).split()))
    if whole.small and whole.english >= _ENGLISH * whole.small:
        return "en"
    tokens = re.findall(r"[^\W_]+", sample.lower() if is_capitals else sample)
    plain = [token for token in tokens if token.islower()]
    found = _by_model(sample)
    if found == "en" or whole.small < _FEWEST_WORDS:
        return "en" if found == "en" and whole.english else None
    if _is_chat_arabic(plain):
        return "ar"
    most, fewest = (
        (_FOREIGN_CAPITALS, _FEWEST_CAPITALS) if is_capitals else (_FOREIGN, _FEWEST_WORDS)
    )
    if whole.small >= fewest and whole.english < most * whole.small:
        return found
    return found if found and _has_its_words(found, plain) else None


def _runs_on(line: _Line) -> bool:
    return line.words >= _RUNNING and not line.is_english


def _has_its_words(language: str, words: list[str]) -> bool:
    """Tell whether the language's commonest words are many, and more than the English ones."""
    own = [word for word in words if word in FUNCTION_WORDS.get(language, ())]
    english = sum(word in ENGLISH_FUNCTION_WORDS for word in words)
    return len(own) >= _OWN_PART * len(words) and len(set(own)) >= 3 and len(own) > english


def _is_chat_arabic(words: list[str]) -> bool:
    met = sum(word in _PARTICLES or bool(_CHAT.fullmatch(word)) for word in words)
    kinds = {word for word in words if word in _PARTICLES or _CHAT.fullmatch(word)}
    return met >= _ARABIC_PART * len(words) and len(kinds) >= 2


def _by_model(sample: str) -> str | None:
    """The likeliest of the languages that we tell apart."""
    from py3langid import rank

    lowered = sample[:_MODEL_CHARACTERS]
    ranked = rank(lowered.lower() if lowered.isupper() else lowered)
    code = next((str(code) for code, _ in ranked if code in _KNOWN), None)
    return {"nb": "no", "nn": "no"}.get(code or "", code)


def _cyrillic(sample: str) -> str | None:
    if re.search("[їєґЇЄҐ]", sample):
        return "uk"
    found = _by_model(sample)
    return found if found in {"ru", "uk", "be", "bg", "mk", "sr", "kk", "ky", "tg", "mn"} else "ru"


def _arabic(sample: str) -> str:
    if re.search("[ٹڈڑںےھ]", sample):
        return "ur"
    if re.search("[ښځڅډړږڼ]", sample):
        return "ps"
    if re.search("[ەێۆڕڵ]", sample):
        return "ku"
    return "fa" if len(re.findall("[پچژگ]", sample)) > 1 else "ar"
