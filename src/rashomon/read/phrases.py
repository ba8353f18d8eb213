"""Words of a sentence, and the noun phrase that stands before or after one of them.

No tagger: a phrase is what the small words around it leave. That holds for wire copy in
capitals and for texts that lost their commas and apostrophes, where taggers trip.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from rashomon.read.cues import (
    ADVERBS,
    AGENCIES,
    DETERMINERS,
    DOCUMENT_NOUNS,
    MODIFIERS,
    PLURAL_MODIFIERS,
    PRONOUNS,
    REPORTING,
    SMALL_WORDS,
    SPEAKER_NOUNS,
    STOP_WORDS,
    TITLES,
)
from rashomon.read.document import Document, Sentence
from rashomon.reference.calendar_words import MONTHS, WEEKDAYS

__all__ = ["Token", "is_plural_role", "is_time_word", "phrase_after", "phrase_before", "tokenize"]


class Token(NamedTuple):  # every word of a report becomes one
    """A word or mark with its offsets in the report.

    `is_name` tells that it looks like (part of) a name: written large, or, in wire copy in
    capitals, no small word.
    """

    text: str
    start: int
    end: int
    low: str
    is_word: bool
    is_name: bool


_TITLE_STOPS = (
    r"(?:Col|Gen|Lt|Mr|Mrs|Ms|Dr|Maj|Brig|Capt|Sgt|Adm|Cmdr|Prof|Sen|Rep|Gov|St|Rev|Jr|Sr|COL|GEN|LT)"
    r"\.(?=\s)"
)
_INITIALS = r"(?:[A-Z]\.)+(?:[A-Z]\b)?"
_JOINED = r"[^\W_]+(?:['’&/–-][^\W_]+)*"
_TOKEN = re.compile(rf"{_TITLE_STOPS}|{_INITIALS}|{_JOINED}|''|``|[^\w\s]|_")
# Text that came through a tokenizer: "Al - Monitor", "Russia ’ s".
_SPACED_TOKEN = re.compile(
    rf"{_TITLE_STOPS}|(?:[A-Z]\. ?)+(?=\s)|"
    r"[^\W_]+(?:(?:['’&/–-]| - | & | ['’] (?=(?:s|t|re|ve|ll|d)\b))[^\W_]+)*|[^\w\s]|_"
)
_SPACED = re.compile(r"\w [’'] (?:s|t|re)\b|\w - \w+ - \w")

_LOWER_NAME = re.compile(r"(?:al|el|an|ar|as|ash|at|az|ad|ed|es|d|l|ben|ibn)[-'’][A-Z]")
_NAMES_TOO = frozenset("may april june august".split())
_NOBODIES = frozenset(
    "anyone everyone nobody someone somebody everybody that what there evidence".split()
)
_MOST_WORDS = 24  # no speaker in the samples takes more words, titles and offices included
_PLACING = frozenset("in at near to from of outside inside around into on towards toward".split())
_COUNTS = frozenset("one two three four five six seven eight nine ten several many some".split())
_TALKS = frozenset("interview interviews speech address briefing call conference".split())
_PLACES = frozenset(
    """neighborhood neighbourhood district city town village area province region capital suburb
    countryside camp country island valley border market square street""".split()
)
_SPOTS = frozenset("scene site spot ground time".split())
_LINKS = frozenset("of for at in from on to by".split())
_LINK_PAIRS = frozenset({("close", "to"), ("familiar", "with"), ("from", "among"), ("known", "as")})
_BOUNDS = frozenset(',;:"“”')
_AGENCY_NOUNS = frozenset("agency outlet broadcaster media newspaper channel daily website".split())
_NAME_LINKS = frozenset("of for and & in the de la del bin ibn abu el al und van von y".split())
_SMALL_IN_CAPITALS = STOP_WORDS | SPEAKER_NOUNS | ADVERBS | MODIFIERS
# The large first letter of a sentence makes no name of these; but no body's speaker is "human".
_SMALL_AT_FIRST = (STOP_WORDS | ADVERBS | MODIFIERS) - {"human", "international"}
_NO_NAMES = PRONOUNS | _NOBODIES


def tokenize(document: Document, sentence: Sentence) -> list[Token]:
    """Cut a sentence into words and marks."""
    pattern = document.once(_token_pattern)
    tokens: list[Token] = []
    for found in pattern.finditer(document.text, sentence.start, sentence.end):
        text = found.group()
        low = text.casefold().replace("’", "'")
        is_word = text[0].isalnum()
        if not document.is_capitals and len(text) > 1 and text.isupper() and low in STOP_WORDS:
            low = text  # "IS", "US", "WHO" are no small words
        elif text in {"''", "``"}:
            text = '"'  # marks of texts that knew no others
        elif low in {"now", "today"} and text[0].isupper() and not document.is_capitals:
            low = text if tokens and tokens[-1].is_name else low  # "Aleppo Today"
        elif low in _NAMES_TOO and tokens and tokens[-1].is_name:
            low = text  # "Theresa May"
        is_large = text[0].isupper() or (not text.islower() and bool(_LOWER_NAME.match(text)))
        is_name = is_word and is_large and not is_time_word(low)
        is_name = is_name and low.partition("'")[0] not in _NO_NAMES
        is_name = is_name and not low.endswith("-based")
        if document.is_capitals:
            is_name = is_name and low not in _SMALL_IN_CAPITALS
            is_name = is_name and low not in REPORTING
            is_told = low.endswith("ed") and bool(tokens) and tokens[-1].low in DOCUMENT_NOUNS
            is_name = is_name and not low.endswith("ly") and not is_told
        elif low in {"the", "an"} or (not tokens and low in _SMALL_AT_FIRST):
            is_name = False
        tokens.append(Token(text, found.start(), found.end(), low, is_word, is_name))
    return tokens


def _token_pattern(document: Document) -> re.Pattern[str]:
    return _SPACED_TOKEN if _SPACED.search(document.text) else _TOKEN


def is_time_word(low: str) -> bool:
    """Tell whether a case-folded word names a day, month or time of day."""
    return low in WEEKDAYS or low in MONTHS or low in {"morning", "evening", "night", "afternoon"}


def phrase_before(tokens: list[Token], end: int) -> tuple[int, int] | None:
    """Return the bounds of the speaker that ends right before `tokens[end]`, None for none.

    The bounds are token indices, the second exclusive.
    """
    last = end - 1
    if last < 0:
        return None
    if tokens[last].text == ")":
        opened = _opening(tokens, last)
        inner = phrase_before(tokens, opened) if opened > 0 else None
        return (inner[0], end) if inner else None
    if tokens[last].low in _PLACES and last > 1 and tokens[last - 1].is_name:
        return _placed_phrase(tokens, end)
    if last > 2 and tokens[last].low in _SPOTS and tokens[last - 1].low == "the":
        return _present_phrase(tokens, end)
    if not _can_end(tokens, last):
        return _participial_phrase(tokens, end) or _relative_phrase(tokens, end)
    start = _behind_place(tokens, _core_start(tokens, last), last)
    if tokens[last].low in AGENCIES and tokens[last - 1].low not in _AGENCY_NOUNS:
        start = last  # "... on the army AFP reported"
    if start > 0 and tokens[start - 1].low in _PLACING and tokens[start].low in DETERMINERS:
        start = _strict_start(tokens, start, last)
    start = _extended(tokens, start, last)
    return (start, end) if end - start <= _MOST_WORDS else None


def _participial_phrase(tokens: list[Token], end: int) -> tuple[int, int] | None:
    """The speaker before what it does: "a group tracking the violence"."""
    for index in range(end - 1, max(1, end - 7), -1):
        if not tokens[index].is_word or tokens[index].low in SMALL_WORDS:
            return None
        if tokens[index].low in {"tracking", "monitoring", "following", "documenting"}:
            inner = _inner_phrase(tokens, index)
            return (inner, end) if inner is not None else None
    return None


def _present_phrase(tokens: list[Token], end: int) -> tuple[int, int] | None:
    """The speakers before where they stand: "medics at the scene"."""
    link = end - 3
    inner = _inner_phrase(tokens, link) if tokens[link].low in {"at", "on"} else None
    return (_extended(tokens, inner, end - 1), end) if inner is not None else None


def _relative_phrase(tokens: list[Token], end: int) -> tuple[int, int] | None:
    """The speaker before a short clause about it: "the charity that runs it"."""
    for index in range(end - 1, max(1, end - 6), -1):
        if not tokens[index].is_word:
            return None
        if tokens[index].low in {"that", "which", "who"}:
            inner = _inner_phrase(tokens, index)
            is_told = inner is not None and tokens[inner].low in DETERMINERS
            return (inner, index) if inner is not None and is_told else None
    return None


def _placed_phrase(tokens: list[Token], end: int) -> tuple[int, int] | None:
    """The speaker before its place: "a source in NAME province"."""
    link = end - 2
    while link > 0 and (tokens[link].is_name or tokens[link].low in DETERMINERS):
        link -= 1
    inner = _inner_phrase(tokens, link) if tokens[link].low in {"in", "at", "from"} else None
    return (inner, end) if inner is not None else None


def phrase_after(tokens: list[Token], begin: int) -> tuple[int, int] | None:
    """Return the bounds of the speaker that begins at `tokens[begin]`, None for none."""
    at = begin
    while at < len(tokens) and tokens[at].low in {"both", "even", "also"}:
        at += 1
    begin = at
    has_head = False
    while at < len(tokens) and at - begin < _MOST_WORDS:
        token = tokens[at]
        if token.text == "(":
            closed = next((i for i in range(at, len(tokens)) if tokens[i].text == ")"), -1)
            if closed < 0 or closed - at > 6 or not has_head:
                break
            at = closed + 1
            continue
        if token.text in '“"' and at + 3 < len(tokens) and tokens[at + 2].text in '”"':
            if not tokens[at - 1].is_name or not tokens[at + 3].is_name:
                break
            at += 3  # a nickname
            continue
        if not token.is_word:
            break
        if has_head and _opens_anew(tokens, at):
            break
        if token.is_name or (token.low in SPEAKER_NOUNS and not _is_verb_use(tokens, at)):
            has_head = True
        elif token.low in DETERMINERS:
            if has_head and is_plural_role(tokens[at - 1]):
                break  # "according to army sources | the raid"
            if has_head and not (_is_appositive(tokens, at) or tokens[at - 1].low in _LINKS):
                break
        elif token.low in _LINKS or token.low in {"and", "named", "called", "known", "as"}:
            if not has_head or not _continues(tokens, at):
                break
        elif at > begin and token.low.endswith("ed") and _has_object(tokens, at):
            break  # "said a gunman | detonated a belt"
        elif _is_outside(token) or (has_head and not _leads_to_head(tokens, at)):
            break
        at += 1
    return (begin, at) if has_head and at > begin else None


def _has_object(tokens: list[Token], at: int) -> bool:
    """Whether an article follows, so that a word in -ed is a verb and no participle."""
    return at + 1 < len(tokens) and tokens[at + 1].low in {"a", "an", "the"}


def _opens_anew(tokens: list[Token], at: int) -> bool:
    """Whether a sentence or clause begins here in a text without marks: "officials | The NAME"."""
    token, before = tokens[at], tokens[at - 1]
    if token.low in DETERMINERS:
        return token.text[0].isupper() and not before.text.isupper() and before.low not in _LINKS
    is_full = before.low in DOCUMENT_NOUNS or is_plural_role(before)
    return token.is_name and is_full and not before.is_name and not token.text.isupper()


_NO_SPEAKERS = PLURAL_MODIFIERS | {"forces"}


def is_plural_role(token: Token) -> bool:
    """Tell whether a word in small letters names several people by what they do: "medics"."""
    if token.is_name or token.low not in SPEAKER_NOUNS or not token.low.endswith("s"):
        return False
    return token.low not in _NO_SPEAKERS


def _is_outside(token: Token) -> bool:
    low = token.low
    return low in STOP_WORDS or low in ADVERBS or is_time_word(low) or low.isdigit()


def _opening(tokens: list[Token], closed: int) -> int:
    for at in range(closed - 1, max(-1, closed - 12), -1):
        if tokens[at].text == "(":
            return at
    return -1


def _can_end(tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    if not token.is_word or is_time_word(token.low):
        return False
    if token.low == "online":
        return at > 0 and tokens[at - 1].is_name
    return token.low in SPEAKER_NOUNS or token.is_name


_ROLE_WORDS = SPEAKER_NOUNS | {"militant"}
_ROLES_AND_MODIFIERS = SPEAKER_NOUNS | MODIFIERS


def _core_start(tokens: list[Token], last: int) -> int:
    """Walk left over the words that belong to the same simple phrase."""
    at = last
    while at > 0:
        left = tokens[at - 1]
        if not left.is_word:
            if left.text == ")" and tokens[at].low in _ROLE_WORDS:
                opened = _opening(tokens, at - 1)
                if opened > 0:
                    at = opened
                    continue
            if left.text in "'’" and at > 1 and tokens[at - 2].is_name:
                at -= 1
                continue
            break
        if left.low in DETERMINERS:
            return at - 1
        if left.low in _NAME_LINKS and at > 1 and tokens[at].is_name and tokens[at - 2].is_name:
            if left.low == "in" or (left.low == "and" and not _is_office(tokens, at - 2)):
                break
            at -= 2
            continue
        is_inner = tokens[at].is_name and at > 1 and tokens[at - 2].is_name
        if is_inner and left.low == "without" and left.text[0].isupper():
            at -= 2  # Doctors Without Borders
            continue
        if left.low in STOP_WORDS or is_time_word(left.low):
            break
        if tokens[at].is_name and is_plural_role(left):
            break  # "... at the rebels | NAME said"
        is_place = left.is_name and at > 1 and tokens[at - 2].low in {"in", "near"}
        if is_place and not tokens[at].is_name and is_plural_role(tokens[last]):
            break  # "killed ten in Homs | rights groups said"
        is_side = tokens[at].is_name and left.low.endswith(("ern", "central"))
        if is_side or left.is_name or left.low in _ROLES_AND_MODIFIERS or "-" in left.low:
            at -= 1
            continue
        if left.low.endswith("s") and left.low not in PLURAL_MODIFIERS and "'" not in left.low:
            break
        if left.low.endswith("ing") and (tokens[at].low in _COUNTS or tokens[at].low.isdigit()):
            break  # "killing | four residents"
        if _has_determiner(tokens, at - 1) and not tokens[at].is_name:
            at -= 1
            continue
        break
    return at


def _behind_place(tokens: list[Token], start: int, last: int) -> int:
    """Leave out a place: "in the western Zahra neighborhood | activists"; else `start`."""
    for index in range(last - 1, start - 1, -1):
        if tokens[index].low in _PLACES and not tokens[index].is_name:
            near = tokens[max(0, index - 5) : index]
            is_placed = any(t.low in _PLACING for t in near) and all(t.is_word for t in near)
            is_source = _inner_phrase(tokens, start - 1) is not None
            return index + 1 if is_placed and not is_source else start
    return start


def _strict_start(tokens: list[Token], start: int, last: int) -> int:
    """Leave out the place in "in the old town | local media"; `start` where there is none."""
    if _inner_phrase(tokens, start - 1) is not None:
        return start  # "a source at the town hospital"
    at = last
    while at > start and (tokens[at - 1].is_name or tokens[at - 1].low in _ROLES_AND_MODIFIERS):
        at -= 1
    is_free = tokens[at - 1].low not in DETERMINERS and tokens[at].low in MODIFIERS
    return at if is_free and at > start else start


def _is_office(tokens: list[Token], at: int) -> bool:
    """Whether a name stands within an organization's: "Ministry of X and Y"."""
    before = {token.low for token in tokens[max(0, at - 4) : at + 1]}
    return bool(before & {"ministry", "department", "command", "committee", "council", "office"})


def _has_determiner(tokens: list[Token], at: int) -> bool:
    """Whether a determiner, or the start of a clause, is close before a lower-case word."""
    for index in range(at - 1, max(-1, at - 4), -1):
        low = tokens[index].low
        if low in DETERMINERS:
            return True
        if not tokens[index].is_word:
            return tokens[index].text in _BOUNDS
        if low in STOP_WORDS or is_time_word(low):
            return False
        if low.endswith("s") and low not in PLURAL_MODIFIERS and "'" not in low:
            return False
    return False


_OFFICE_LEADS = DETERMINERS | {"head", "director", "chief"}


def _extended(tokens: list[Token], start: int, last: int) -> int:
    """Widen a phrase to the left: "a source at X", "the group the X", "A and B", "X, head of Y"."""
    while start > 1 and last - start < _MOST_WORDS:
        left = tokens[start - 1]
        if (tokens[start - 2].low, left.low) in _LINK_PAIRS:
            inner = _inner_phrase(tokens, start - 2)
        elif left.low in _LINKS:
            inner = _inner_phrase(tokens, start - 1)
        elif left.low == "and":
            inner = _joint_phrase(tokens, start - 1)
        elif left.low in {"named", "called", "dubbed", "led"}:
            inner = _inner_phrase(tokens, start - 1)
        elif left.text == ")" and tokens[start].low in {"a", "an"}:
            opened = _opening(tokens, start - 1)
            inner = _apposed_phrase(tokens, opened) if opened > 0 else None
        elif (
            left.is_word
            and tokens[start].low in _OFFICE_LEADS
            and tokens[last].low not in DOCUMENT_NOUNS
            and not is_plural_role(tokens[last])
            and (tokens[start].low != "the" or any(t.is_name for t in tokens[start : last + 1]))
        ):
            inner = _apposed_phrase(tokens, start)
        else:
            inner = None
        if inner is None or inner >= start:
            break
        start = inner
    return start


def _inner_phrase(tokens: list[Token], end: int) -> int | None:
    """The start of a phrase ended by a noun that can speak, as in "a source | at"."""
    last = end - 1
    if last >= 0 and tokens[last].low in {"one", "some", "many", "most", "both", "all"}:
        return last
    if last < 0 or tokens[last].low not in SPEAKER_NOUNS or _is_verb_use(tokens, last):
        return None
    return _core_start(tokens, last)


def _joint_phrase(tokens: list[Token], end: int) -> int | None:
    last = end - 1
    if last < 0 or not _can_end(tokens, last):
        return None
    begin = _core_start(tokens, last)
    if begin > 0 and tokens[begin - 1].low in _PLACING and tokens[begin].low in DETERMINERS:
        begin = _strict_start(tokens, begin, last)
    begin = _extended(tokens, begin, last)
    if tokens[last].low in SPEAKER_NOUNS:
        return begin
    is_placed = begin > 0 and tokens[begin - 1].low in _PLACING
    return None if is_placed else begin


_HANGING_ON = _PLACING | {"by", "with", "against"}


def _apposed_phrase(tokens: list[Token], end: int) -> int | None:
    """The start of what stands right before an apposition, as in "the group | the X"."""
    last = end - 1
    is_noun = tokens[last].low in SPEAKER_NOUNS and not is_plural_role(tokens[last])
    if is_noun and tokens[last].low not in {"people", "forces", "state"}:
        begin = _core_start(tokens, last)
        is_full = tokens[begin].low in DETERMINERS or tokens[begin].low in MODIFIERS
        is_placed = begin > 0 and tokens[begin - 1].low in _HANGING_ON
        return begin if is_full and not is_placed else None
    if not tokens[last].is_name:
        return None
    begin = _core_start(tokens, last)
    if begin > 0 and (tokens[begin - 1].low in _PLACING or tokens[begin - 1].low == "and"):
        return None
    is_heading = all(len(t.text) > 4 and t.text.isupper() for t in tokens[begin:end])
    return begin if last - begin >= 1 and not is_heading else None


def _is_verb_use(tokens: list[Token], at: int) -> bool:
    """Whether a word such as "reports" or "claim" acts as a verb here."""
    if tokens[at].low not in {"reports", "report", "claim", "claims", "note", "head", "people"}:
        return False
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    return at > 0 and tokens[at - 1].is_name and following in {"that", "the", "a"}


def _is_appositive(tokens: list[Token], at: int) -> bool:
    """Whether a determiner at `at` opens an apposition to the speaker before it."""
    for index in range(at + 1, min(len(tokens), at + 7)):
        token = tokens[index]
        if token.low in SPEAKER_NOUNS:
            return True
        if not token.is_word or token.low in STOP_WORDS or token.low.endswith("ed"):
            return False
        is_plural = token.low.endswith("s") and token.low not in PLURAL_MODIFIERS
        if is_plural and not token.is_name:
            return False
    return False


_PASSABLE = DETERMINERS | _LINKS | {"as"}
_WHERE_SPOKEN = DOCUMENT_NOUNS | _TALKS


def _continues(tokens: list[Token], at: int) -> bool:
    """Whether a phrase goes on after a link: a name or a noun that can speak follows soon."""
    if tokens[at].low == "to" or tokens[at].low == "by":
        return False
    leads = tokens[at].low == "in" and any(t.low in DETERMINERS for t in tokens[at + 1 : at + 2])
    if leads and any(t.low in _WHERE_SPOKEN for t in tokens[at + 2 : at + 6]):
        return False  # "said the council in a press release"
    if tokens[at].low == "on":
        return False
    for index in range(at + 1, min(len(tokens), at + 8)):
        token = tokens[index]
        if is_time_word(token.low) or not token.is_word:
            return False
        if token.is_name or token.low in SPEAKER_NOUNS or token.low in {"city", "area", "town"}:
            return not token.low.isdigit()
        if token.low in STOP_WORDS and token.low not in _PASSABLE:
            return False
    return False


_ROLES_AND_LINKS = SPEAKER_NOUNS | _LINKS


def _leads_to_head(tokens: list[Token], at: int) -> bool:
    """Whether a lower-case word is followed closely by a noun that can speak, or a title's name."""
    for index in range(at, min(len(tokens), at + 4)):
        token = tokens[index]
        if token.low in SPEAKER_NOUNS or token.low in TITLES:
            return True
        if not token.is_word or token.low in STOP_WORDS or is_time_word(token.low):
            return False
        if token.is_name:
            is_office = tokens[at - 1].is_name and index == at + 1  # "CNN host Jane Doe"
            return is_office or tokens[at - 1].low in _ROLES_AND_LINKS
    return at > 0 and tokens[at - 1].low in DETERMINERS
