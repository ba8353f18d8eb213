"""In which language a report is written, by script and by its commonest words."""

from __future__ import annotations

import re
from collections import Counter

__all__ = ["language_of"]

# The most frequent function words; those shared between two languages of the table decide
# little, so each list has enough of its own.
_WORDS = {
    "en": "the of and to in that was for on with is by were it from at said has have are his a an",
    "fr": "le la les de des du et en un une que qui dans par pour sur est au aux avec ont été",
    "es": "el la los las de del y en un una que por para con se su es al como más fue han",
    "pt": "o a os as de do da dos das e em um uma que por para com se não foi ao são na no",
    "de": "der die das und in den von zu mit dem des ist auf für ein eine im nicht wurde sich",
    "it": "il la le gli di del della e in un una che per con si è da al nel sono non dei",
    "tr": "ve bir bu da de için ile olarak olan daha çok gibi sonra kadar ancak göre",
    "nl": "de het een en van in op te dat is voor met zijn werd aan door niet bij ook",
    "id": "yang dan di dari untuk dengan pada ini itu tidak oleh dalam akan telah ke",
    "so": "iyo oo ka ku la ee ayaa in waa uu u soo waxaa si ay",
    "sw": "na ya wa kwa ni za katika la kuwa hiyo hiyo baada huo watu",
    "ha": "da na ta ya a cikin wani ne ce wanda sun kuma ga su",
    "vi": "của và là các trong được có cho một những đã người không này",
    "pl": "w i na z do się nie że jest o od przez po za jak oraz",
}
_STOPWORDS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_SAMPLE_CHARACTERS = 20_000
_FEWEST_LETTERS = 20
_FEWEST_WORDS = 3  # different ones, before a text is held to be in another language
_FEWEST_SHARE = 0.12  # of the words; running English has 0.30 or more, headlines 0.10


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of the text's language, None where it cannot be told.

    >>> language_of("The army said on Monday that it had taken the town.")
    'en'
    """
    sample = text[:_SAMPLE_CHARACTERS]
    scripts: Counter[str] = Counter()
    for letter, count in Counter(sample).items():
        script = _script(letter)
        if script:
            scripts[script] += count
    letters = scripts.total()
    if letters < _FEWEST_LETTERS:
        return None
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
        return "uk" if re.search("[іїєґІЇЄҐ]", sample) else "ru"
    return _BY_SCRIPT.get(script)


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
    words = re.findall(r"[^\W\d_]+", sample.casefold())
    counts = Counter(words)
    shares = {
        language: sum(counts[word] for word in stopwords) / max(1, len(words))
        for language, stopwords in _STOPWORDS.items()
    }
    best = max(shares, key=lambda language: shares[language])
    if shares[best] < _FEWEST_SHARE:
        return None
    # A word or two that English has as well ("a", "in") must not leave a short report unread.
    met = sum(word in counts for word in _STOPWORDS[best])
    return best if best == "en" or met >= _FEWEST_WORDS else None


def _arabic(sample: str) -> str:
    if re.search("[ٹڈڑںےھ]", sample):
        return "ur"
    if re.search("[ښځڅډړږڼ]", sample):
        return "ps"
    if re.search("[ەێۆڕڵ]", sample):
        return "ku"
    return (
        "fa"
        if re.search("[پچژگ]", sample) and re.search(r"\b(?:از|که|است|این|را)\b", sample)
        else "ar"
    )
