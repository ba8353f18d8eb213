"""Where running text begins after labels and links that no stop ends.

Archives often keep a page as one line: "Tags Ruritania War Rights Group At least five people
were killed". Tags and link titles are told from the sentence after them by what they lack:
articles, auxiliaries and past tenses.
"""

from __future__ import annotations

import re

__all__ = ["OPENERS", "running_start", "tokens"]

# Capitalized words that open a sentence and hardly ever stand within a tag or a name.
OPENERS = frozenset(
    "a an the at almost nearly about around more over some several dozens scores hundreds "
    "thousands tens two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty "
    "ninety after following since as while when but it he she they this that these those according "
    "there if although despite during in on for with by both all most many no each another".split()
)
_PREPOSITIONS = frozenset(
    "of in on at to from for with by and or near over under after before between into against "
    "via de al el bin abu".split()
)
_BEFORE_NUMBERS = frozenset("least most than about nearly around some up to over".split())
_MARKERS = frozenset(
    "a an the was were is are has have been said told killed wounded injured including who "
    "which it its their his her will would could may".split()
)
# Followed by a small letter, these place something: tags have names after them.
_PLACING = frozenset("on in at from into".split())
_TOKEN = re.compile(r"[^\s]+")
_SAMPLE = 6000  # characters in which a word may stand in small letters, too
_FARTHEST = 90  # tokens to look through; tags and link lists are seldom longer


def tokens(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Return the words of text[start:end] with their places."""
    return list(_TOKEN.finditer(text, start, end))


def running_start(text: str, start: int, end: int, *, after_tags: bool = False) -> int | None:
    """Return where the first running sentence after `start` begins, None where none does.

    Tags hold no prepositions before small letters ("on a village"), as titles of links do.
    """
    words = []
    for found in _TOKEN.finditer(text, start, end):
        words.append(found)
        if len(words) > _FARTHEST:
            break
    for at, word in enumerate(words):
        following = words[at + 1].group() if after_tags and at + 1 < len(words) else ""
        if at and _is_marker(word.group(), following):
            return words[_sentence_start(words, at, text)].start()
    return None


def _is_marker(word: str, following: str) -> bool:
    plain = word.strip(".,;:\"'”“’()")
    if plain in _MARKERS or (plain in _PLACING and following[:1].islower()):
        return True
    return len(plain) > 4 and plain.islower() and plain.isalpha() and plain.endswith("ed")


def _goes_before_names(word: str) -> bool:
    return word in _PREPOSITIONS or word in OPENERS or "-" in word or word.endswith("ern")


def _sentence_start(words: list[re.Match[str]], marker: int, text: str) -> int:
    at = marker
    while at > 0:
        at -= 1
        word = words[at].group()
        if not (word[:1].isupper() or word[:1].isdigit() or word[:1] in "\"“'‘"):
            continue
        if word.strip(".,;:\"'”“’()").casefold() in OPENERS and word[:1] not in "\"'":
            return at
        before = words[at - 1].group() if at else ""
        if before[:1].isdigit() or (before[:1].islower() and _goes_before_names(before)):
            continue
        if word[:1].isdigit() and before.casefold() in _BEFORE_NUMBERS:
            continue
        if word[:1].isdigit() and before[:1].isalpha() and before[:1].islower():
            return at
        last = at
        while at > 0 and words[at - 1].group()[:1].isupper():
            at -= 1
            if words[at].group().casefold() in OPENERS:
                return at
        return _common_word(words, at, last, text)
    return 0


def _common_word(words: list[re.Match[str]], first: int, last: int, text: str) -> int:
    """Which of capitalized words opens the sentence: one that is no name, if there is one.

    "Tags … Russia Airstrikes in …": a word that the text has in small letters, too, has its
    capital from where it stands.
    """
    text = text[:_SAMPLE]
    common = [_is_common(words[at].group(), text) for at in range(first, last + 1)]
    common[-1] = common[-1] or _is_of_a_people(words[last].group())
    if not any(common) or all(common):
        return first
    at = last
    while not common[at - first]:
        at -= 1
    while at > first and (
        common[at - first - 1]
        or _is_of_a_people(words[at - 1].group())
        or text.count(f"{words[at - 1].group()} {words[at].group()}") > 1
    ):
        at -= 1
    return at


def _is_common(word: str, text: str) -> bool:
    return len(word) > 3 and bool(re.search(rf"\s{re.escape(word.lower())}\b", text))


def _is_of_a_people(word: str) -> bool:
    return word.endswith(("ian", "ish", "ese", "aqi", "eli", "US", "UN"))
