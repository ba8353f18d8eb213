"""Whether words read like a headline, and where one ends that nothing sets off from the body."""

from __future__ import annotations

import re
from itertools import pairwise

from rashomon.reference.calendar_words import WEEKDAYS

__all__ = ["headline_end", "is_title_case", "reads_like_headline", "sentence_end"]

_WORD = re.compile(r"[\w'’.&/+$%-]*\w[\w'’.]*")
# Words that sentences have and headlines drop.
_SENTENCE_WORDS = frozenset(
    "was were has have had been said who which whose whom told according adding added".split()
)
_ARTICLES = frozenset({"a", "an", "the"})
_PRESENT = frozenset(
    "kill kills hit hits strike strikes claim claims attack attacks target targets bomb "
    "bombs seize seizes capture captures launch launches advance advances destroy destroys rise "
    "rises leave leaves die dies rock rocks advance repel repels fire fires pound pounds storm "
    "storms vow vows warn warns condemn condemns deny denies blame blames accuse accuses urge "
    "urges call calls slam slams injure injures wound wounds execute executes shoot shoots shell "
    "shells raid raids down downs foil foils take takes enter enters continue continues mount "
    "mounts release releases arrest arrests explode explodes blast blasts clash clashes push "
    "pushes halt halts begin begins win wins lose loses retake retakes recapture recaptures "
    "announce announces plead pleads convict convicts resume resumes flee flees hold holds".split()
)
# A past tense with its object: headlines use the present there.
_PAST = re.compile(
    r"\b(?!killed|wounded|injured)[a-z]+ed\s(?:(?:out|up|off|down)\s|[A-Z]\w*\b"
    r"|(?:a|an|the|its|his|her|their|several|more|many|some)\b)"
)
_INNER_OPENERS = frozenset({"A", "An", "The"})
_QUANTITIES = frozenset(
    "One At Nearly Almost Around About Dozens Scores Hundreds Thousands Several Two Three "
    "Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen Fifteen Sixteen "
    "Seventeen Eighteen Nineteen Twenty Thirty Forty Fifty Sixty".split()
)
_SMALL = frozenset(
    "a an the of in on at to for from by with and or as over under near amid into after before "
    "during against between despite following says that least more than its their his her".split()
)
_LONGEST_WORDS = 24
_SHORT_ABBREVIATIONS = re.compile(
    r"(?:\b[A-Z]|\b(?:U\.S|U\.N|U\.K|Gov|Gen|Col|Lt|Mr|Dr|St|No|vs|Intl))\.$"
)


def words_of(text: str) -> list[str]:
    """Return the words without the punctuation around them."""
    return _WORD.findall(text)


def sentence_end(text: str, start: int, end: int) -> int:
    """Return where the first sentence of text[start:end] stops, `end` where no stop stands."""
    for stop in re.finditer(r"[.!?…]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]?[A-Z0-9]|\s*$)", text[start:end]):
        at = start + stop.end()
        if _SHORT_ABBREVIATIONS.search(text, max(start, at - 8), at) and at < end:
            continue
        return at
    return end


def is_title_case(words: list[str]) -> bool:
    """Tell whether all but the small words begin with capitals."""
    long = [word for word in words[1:] if len(word) > 3 and word[:1].isalpha()]
    return len(long) >= 3 and sum(word[:1].isupper() for word in long) >= 0.75 * len(long)


def reads_like_headline(headline: str, following: str) -> bool:
    """Tell whether `headline` lacks what sentences have, given the text after it.

    Title case tells at once. Otherwise what comes next must say the same again, as a first
    sentence does, or a verb must stand in a headline's present tense without articles.
    """
    words = words_of(headline)
    if not 3 <= len(words) <= _LONGEST_WORDS:
        return False
    plain = [word.casefold().strip(".'’") for word in words]
    if is_title_case(words):
        return True
    if _SENTENCE_WORDS & set(plain) or any(
        before == "on" and word in WEEKDAYS for before, word in pairwise(plain)
    ):
        return False
    articles = sum(word in _ARTICLES for word in plain)
    if articles > 1 or _PAST.search(headline):
        return False
    overlap = _overlap(headline, following)
    is_present = articles == 0 and any(word in _PRESENT for word in plain)
    return overlap >= (0.25 if is_present else 0.5)


def _overlap(headline: str, following: str) -> float:
    """Share of the headline's weighty words that the next 50 words say again."""
    own = _stems(words_of(headline))
    others = _stems(words_of(following[:700])[:50])
    return len(own & others) / len(own) if own else 0.0


def _stems(words: list[str]) -> set[str]:
    return {w.casefold()[:5] for w in words if len(w) > 3 or w.isdigit()}


def headline_end(text: str, start: int, end: int, *, is_dated: bool) -> int | None:
    """Return where the headline at text[start] ends, None where none is sure to be there.

    The text runs on in the same line. `is_dated` says that a date stands before it.
    """
    stop = sentence_end(text, start, end)
    repeated = _before_repetition(text, start, stop, end)
    if repeated:
        return repeated
    if is_dated and stop < end and reads_like_headline(text[start:stop], text[stop:end]):
        return stop
    return _before_opener(text, start, stop, end) or _before_lower_case(text, start, stop)


def _before_repetition(text: str, start: int, stop: int, end: int) -> int | None:
    """Where a sentence begins that is said again word for word right after it.

    Sites print a standfirst between headline and body that is the body's first sentence.
    """
    words = list(re.finditer(r"\S+", text[start : min(end, start + 2500)]))
    head = [w for w in words if start + w.start() < stop]
    for at in range(3, min(len(head) - 6, _LONGEST_WORDS + 1)):
        if words[at].group()[0].islower():
            continue
        phrase = " ".join(w.group() for w in words[at : at + 8])
        begin = start + words[at].start()
        again = text.find(phrase, begin + len(phrase), begin + 1200)
        if again > 0 and text[again - 2 : again - 1] in '.!?"':
            headline = text[start:begin].rstrip()
            return start + len(headline) if words_of(headline) else None
    return None


def _before_opener(text: str, start: int, stop: int, end: int) -> int | None:
    """Where a capital article within the first sentence shows that another one began there."""
    words = list(re.finditer(r"\S+", text[start:stop]))
    for at in range(4, min(len(words) - 4, _LONGEST_WORDS + 1)):
        word, before = words[at].group(), words[at - 1].group()
        if word not in _INNER_OPENERS and word not in _QUANTITIES:
            continue
        if not before[-1].isalnum():
            continue
        if word in _QUANTITIES and is_title_case([w.group() for w in words[: at + 4]]):
            continue  # "Attack Kills Six Soldiers"
        if words[at + 1].group()[:1].isupper() and word == "A":
            continue  # "Serie A", "Division A"
        headline = text[start : start + words[at - 1].end()]
        following = text[start + words[at].start() : end]
        if before in {"of", "in", "by", "to", "at", "on", "and", "from", "for", "with"}:
            return None  # "… of The Hague"
        if reads_like_headline(headline, following):
            return start + len(headline)
    return None


def _before_lower_case(text: str, start: int, stop: int) -> int | None:
    """Where words in title case go over into a sentence's small letters."""
    words = list(re.finditer(r"\S+", text[start:stop]))
    plain = [word.group().strip("\"'“”‘’,") for word in words]
    lower = next(
        (i for i, w in enumerate(plain) if len(w) > 3 and w[:1].islower() and w not in _SMALL), None
    )
    if lower is None or lower > 2 * _LONGEST_WORDS or len(words) - lower < 5:
        return None
    at = lower - 1
    while at > 3:
        is_capital = plain[at][:1].isupper()
        if is_capital and not (plain[at - 1] in _SMALL or plain[at - 1][:1].isdigit()):
            break
        at -= 1
    if at < 4 or not all(c.isalnum() for c in plain[at - 1][-1:]):
        return None
    headline = text[start : start + words[at - 1].end()]
    counted = [w for w in plain[:at] if len(w) > 3]
    # Names and titles of persons have capitals too ("Foreign Minister …"); verbs tell.
    has_verb = any(
        word.casefold() in _PRESENT or word.endswith(("ed", "ing")) for word in plain[1:at]
    )
    is_sure = len(counted) >= 4 and has_verb and is_title_case(plain[:at]) and at <= _LONGEST_WORDS
    return start + len(headline) if is_sure else None
