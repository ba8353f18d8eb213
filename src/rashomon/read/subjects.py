"""Whether a word reports, and who its subject is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.read.adjuncts import adjuncts_end
from rashomon.read.cues import (
    ADVERBS,
    AGENCIES,
    AUXILIARIES,
    DETERMINERS,
    DOCUMENT_NOUNS,
    FINITE_WORDS,
    GERUNDS,
    INVERTING,
    MODIFIERS,
    NATIONAL,
    NEGATED,
    PRONOUNS,
    REPORTING,
    SMALL_WORDS,
    SPEAKER_NOUNS,
    STOP_WORDS,
    TITLES,
)
from rashomon.read.phrases import Token, is_plural_role, is_time_word, phrase_after, phrase_before

__all__ = [
    "Subject",
    "is_reporting",
    "is_witnessing",
    "opening_subject",
    "subject_of",
]


@dataclass(frozen=True, slots=True)
class Subject:
    """Token bounds of a verb's subject.

    `is_inverted` when it follows its verb, `is_shared` when it is that of the verb before.
    """

    begin: int
    end: int
    is_inverted: bool = False
    is_shared: bool = False


# Forms that are nouns at least as often as verbs.
_NOUNS_TOO = frozenset(
    """report reports claim claims state states note notes call calls put read reads stress detail
    details document documents record records post posts comment comments count counts puts
    posted release estimate estimates quotes slams charges put gave gives published released
    blame listed identified added cited maintained accepted called""".split()
)
_TAKES_CLAUSE = frozenset('that the it its he she they there at " “'.split())
# Verbs that report only with a clause: "alleged subversives", "maintains its position".
_CLAUSE_ONLY = frozenset("alleged maintained maintains maintain observed established".split())
_MODALS = frozenset("to would could should may might must can will shall not never".split())
_AFTER_NOUN = frozenset(
    """say said show showed shows suggest suggested indicate indicated emerged surfaced were are
    was is have had came come circulated spread""".split()
)
_TOLLS = frozenset("life lives martyrs dead victims".split())
_PASSIVES = frozenset("was were been be is are being".split())
_QUOTES = frozenset("\"“”«»'‘’")
_PLACING = frozenset(
    """in at near of outside inside around into towards toward from against on for with by to
    onto between across""".split()
)
_QUOTED = frozenset({"quoted", "cited"})
_PLURAL_PAPERS = frozenset("reports figures data estimates documents".split())
_PASSIVE_AFTER = _PASSIVES | {"by", "could"}
_SPEAKING = SPEAKER_NOUNS | PRONOUNS
_ROLES = SPEAKER_NOUNS - TITLES
_NOUN_LEADS = DETERMINERS | {"of"}


def is_reporting(tokens: Sequence[Token], at: int, is_capitals: bool) -> bool:
    """Tell whether a word that may be a reporting verb acts as a finite one here."""
    low = tokens[at].low
    before = tokens[at - 1].low if at else ""
    is_title = at > 0 and tokens[at].text[0].isupper() and tokens[at - 1].is_name
    if is_title and not is_capitals:
        return False  # a headline that ran into the text: "Council Condemns Raid"
    back = at - 1
    while back >= 0 and (tokens[back].low in ADVERBS or tokens[back].low.endswith("ly")):
        back -= 1
    lead = tokens[back].low if back >= 0 else ""
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if lead in _MODALS or before in _MODALS:
        return lead == "to" and [t.low for t in tokens[max(0, back - 2) : back]] == ["went", "on"]
    if lead in _PASSIVES:
        return low in {"quoted", "cited"} and "saying" in {t.low for t in tokens[at + 1 : at + 9]}
    is_past = low.endswith("ed")
    if is_past and (before in _NOUN_LEADS or following in _PASSIVE_AFTER):
        return False
    if low == "continued":
        return following in {":", '"', "“"} or before in {"he", "she"}
    if low == "called" and before == "so":
        return False
    if low == "reported" and following in {"killed", "dead", "wounded", "injured", "missing"}:
        return False
    if low in {"pledged", "vowed", "threatened"} and following == "to":
        return False
    is_naming = low in {"called", "labelled", "labeled"} and before in _ROLES
    if is_naming and at + 1 < len(tokens) and tokens[at + 1].is_name:
        return False  # "a group called NAME"
    if low in {"claims", "reports", "report", "claim"} and following in _AFTER_NOUN:
        return False  # "Doe's claims showed", in texts without apostrophes too
    if low in {"claimed", "claims"}:
        kinds = {t.low for t in tokens[at + 1 : at + 5]}
        if following == "credit" or kinds & _TOLLS:
            return False
    if low in _NOUNS_TOO and "according" in {t.low for t in tokens[max(0, at - 5) : at]}:
        return False
    if low in _CLAUSE_ONLY:
        return following in _TAKES_CLAUSE
    if low in {"confirmed", "insists", "insisted"} and following in {"as", "on"}:
        return False
    if lead in {"did", "does", "do"} or lead in NEGATED:
        return False
    if low in _NOUNS_TOO:
        if before in DETERMINERS or before in {"of", "in", "by", "and", "for", "no", "with"}:
            return False
        if low in {"states", "state"}:
            return following == "that"
        if low in {"reports", "report", "claims", "claim", "note", "notes", "estimates"}:
            has_subject = at > 0 and (
                tokens[at - 1].is_name or before in _SPEAKING or before == "also"
            )
            return has_subject and (following in _TAKES_CLAUSE or not is_capitals)
        if low in {"posted", "published", "released", "added"}:
            is_clause = following in {"that", ",", "."} or at + 1 >= len(tokens)
            return is_clause or low == "added" or _tells_of_film(tokens, at)
        if low in {"called", "calls"}:
            return following not in {"for", "on", "in", "off", "itself", "himself"}
        if low in {"gave", "gives"}:
            return following in {"a", "the"} and any(
                t.low in {"toll", "figure", "number"} for t in tokens[at : at + 6]
            )
        if low in {"put", "puts"}:
            return any(t.low in {"toll", "number", "figure", "dead"} for t in tokens[at : at + 6])
    if low in {"accused", "identified", "described"} and following in {"of", "as", "by"}:
        return False
    if low in {"add", "adds", "added"} and following in {"to", "pressure", "weight", "urgency"}:
        return False
    if low in {"agreed", "agrees", "agree"}:
        return following in {"that", "it"}
    if low in {"pointed", "points"}:
        return following == "out" or [following, *_lows(tokens, at + 2, 1)] == ["the", "finger"]
    if low in {"commented", "comments", "comment"}:
        return following in {"that", ",", ".", ":"}
    if low in {"warned", "warns", "warn"}:
        return not {t.low for t in tokens[at + 1 : at + 4]} & {"of", "about", "against"}
    if low in {"claimed", "claims", "denied", "denies"}:
        near = [t.low for t in tokens[at + 1 : at + 4]]
        if any(word.startswith("responsib") for word in near):
            return False
    return True


def _lows(tokens: Sequence[Token], at: int, count: int) -> list[str]:
    return [t.low for t in tokens[at : at + count]]


def is_witnessing(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether one who reports "saw" what follows: "an agency photographer saw"."""
    near = tokens[max(0, at - 6) : at]
    return tokens[at].low == "saw" and any(t.low in _EYES for t in near)


_EYES = frozenset(
    """reporter reporters correspondent correspondents photographer photographers journalist
    journalists cameraman""".split()
)
_FILMS = frozenset("video videos footage film photos photographs pictures images clip".split())
_SHOWING = frozenset("show shows showing showed purporting purportedly that of".split())


def _tells_of_film(tokens: Sequence[Token], at: int) -> bool:
    """Whether a film and what it shows follow: "released a video showing"."""
    for index in range(at + 1, min(len(tokens) - 1, at + 8)):
        if tokens[index].low in _FILMS:
            return tokens[index + 1].low in _SHOWING
        if not tokens[index].is_word:
            return False
    return False


def subject_of(tokens: Sequence[Token], at: int) -> Subject | None:
    """Find the subject of the reporting verb at `at`, None where it has none that can speak."""
    words = list(tokens)
    left = _skip_left(words, at)
    if left >= 0 and words[left].text in '"“' and at - left == 1 and words[at].low.endswith("ed"):
        left -= 1  # the ministry "deplored ..."
    inverted = _inverted(words, at, left)
    if inverted:
        return inverted
    if left < 0:
        return None
    token = words[left]
    if token.low == "it" and left > 2 and words[left - 2].low in {"that", "which"}:
        bounds = phrase_before(words, left - 2)
        if bounds and words[bounds[0]].low in DETERMINERS:
            return Subject(*bounds)  # "the charity that runs it said"
    if token.low in PRONOUNS:
        return Subject(left, left + 1)
    if token.low in {"who", "which", "that"}:
        anchor = left - 1 if left and words[left - 1].text in ',"”' else left
        bounds = phrase_before(words, anchor)  # whatever it hangs on: "claimed by X, which said"
        return Subject(*bounds) if bounds and not _is_lone_paper(words, bounds) else None
    if token.low in {"and", "but", "or"} or (
        token.text == "," and at - left == 1 and left and words[left - 1].text in _QUOTES
    ):
        return Subject(at, at, is_shared=True)
    if token.text == ",":
        return _around_commas(words, left) or _from_start(words, left)
    if token.text in _QUOTES or token.text == ")":
        named = phrase_before(words, left + 1) if token.text == ")" else _marked(words, left)
        return _checked(words, named)
    stated = _in_statement(words, left)
    if stated:
        return stated
    bounds = phrase_before(words, left + 1)
    if bounds and bounds[0] > 0 and _says_on(words, at):
        whole = _behind_clause(words, *bounds)
        if whole:
            return whole
    return _checked(words, bounds) or _from_start(words, left + 1)


_STATED_IN = frozenset(
    "statement communique communiqué interview report message letter post tweet video".split()
)


def _in_statement(tokens: list[Token], left: int) -> Subject | None:
    """The subject that opens the sentence in "NAME in a statement sent to X said"."""
    opening = opening_subject(tokens[: left + 1])
    if opening is None or opening.end > left or tokens[opening.end].low != "in":
        return None
    after = [t.low for t in tokens[opening.end + 1 : left + 1]]
    is_stated = after[:1] != [] and after[0] in DETERMINERS and _STATED_IN & set(after[1:4])
    is_clause = any(low in FINITE_WORDS or low in {"that", "which", "and"} for low in after[:4])
    has_verb = any(low in FINITE_WORDS for low in after)
    return opening if is_stated and not is_clause and not has_verb else None


def _says_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether what is said follows the verb at `at`, so that its subject opens the clause."""
    rest = adjuncts_end(tokens, at + 1)
    return rest < len(tokens) and (tokens[rest].is_word or tokens[rest].text in ':"“')


def _behind_clause(tokens: list[Token], begin: int, end: int) -> Subject | None:
    """The subject to which the phrase at its end belongs: "X who runs Y", "X backing Y"."""
    whole = _from_start(tokens, end)
    if whole is None or whole.begin >= begin:
        return None
    between = tokens[whole.begin : begin]
    if tokens[begin - 1].low.endswith("ing") and tokens[begin - 1].low not in GERUNDS:
        return None if any(t.low in REPORTING for t in between) else whole
    is_relative = whole.end < begin and tokens[whole.end].low in {"who", "which", "whose"}
    return whole if is_relative and not any(t.text in ',;:"“”' for t in between) else None


def opening_subject(tokens: Sequence[Token]) -> Subject | None:
    """Find who the sentence is about from its first words: "He left, saying", "X ... and said"."""
    begin = 0
    while begin < len(tokens) and (not tokens[begin].is_word or tokens[begin].low in ADVERBS):
        begin += 1
    if begin < len(tokens) and tokens[begin].low in PRONOUNS:
        return Subject(begin, begin + 1)
    if begin >= len(tokens) or tokens[begin].low in SMALL_WORDS:
        return None
    bounds = phrase_after(list(tokens), begin)
    return Subject(*bounds) if bounds and bounds[0] == begin else None


def _skip_left(tokens: Sequence[Token], at: int) -> int:
    """The index of the word that the verb's group leaves to its left."""
    left = at - 1
    while left >= 0:
        low = tokens[left].low
        is_dated = low.isdigit() and left > 0 and is_time_word(tokens[left - 1].low)
        if _is_of_verb(tokens, left):
            left -= 1
        elif is_time_word(low) or is_dated:
            left -= 1
            while left >= 0 and tokens[left].low in {"on", "late", "early", "last", "this"}:
                left -= 1
        elif low in {"week", "month"} and left and tokens[left - 1].low in {"this", "last"}:
            left -= 2
        elif tokens[left].text == "," and left >= 2 and _is_inserted(tokens, left):
            left = _is_inserted(tokens, left)
        else:
            break
    return left


def _is_of_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word is an auxiliary or adverb of the verb after it, "went on to" included."""
    low = tokens[at].low
    if low in {"to", "on", "went"}:
        return "went" in {t.low for t in tokens[max(0, at - 2) : at + 1]}
    is_quoted = low in _PASSIVES and at + 1 < len(tokens) and tokens[at + 1].low in _QUOTED
    return is_quoted or low in AUXILIARIES or low in ADVERBS or low.endswith("ly")


def _is_inserted(tokens: Sequence[Token], comma: int) -> int:
    """The index before ", however," or ", meanwhile,"; zero where no such word stands there."""
    if tokens[comma - 1].low in ADVERBS and tokens[comma - 2].text == ",":
        return comma - 3
    return 0


_PRO_WORDS = PRONOUNS | {"who", "which", "that"}


def _inverted(tokens: list[Token], at: int, left: int) -> Subject | None:
    """The subject after its verb: "said the mayor", "added the official"."""
    if tokens[at].low not in INVERTING:
        return None
    if left >= 0 and tokens[left].low in _PRO_WORDS:
        return None
    after_mark = at == 0 or (tokens[at - 1].text in _QUOTES or tokens[at - 1].text == ",")
    if not after_mark and tokens[at].low not in {"said", "says"}:
        return None
    if at == 0 and not any(t.text in ':“"' for t in tokens[at : at + 12]):
        return None
    bounds = phrase_after(tokens, at + 1)
    if bounds is None or bounds[0] != at + 1:
        return None
    plain = phrase_before(tokens, left + 1) if not after_mark else None
    if plain and plain[0] == 0:
        return None  # "The council said a group that ..."
    is_known = any(t.low in SPEAKER_NOUNS for t in tokens[slice(*bounds)])
    if not after_mark and not is_known and tokens[at].text.isupper():
        return None  # in capitals any word may look like a name
    stop = bounds[1]
    while stop < len(tokens) and tokens[stop].text == "," and _apposition(tokens, stop):
        stop = _apposition(tokens, stop)
    rest = adjuncts_end(tokens, stop)
    ends = rest >= len(tokens) or not tokens[rest].is_word or _opens_sentence(tokens, rest)
    is_apposed = not ends and tokens[rest].low in {"a", "an"} and rest == bounds[1]
    ends = ends or (is_apposed and rest - at > 2 and tokens[rest - 1].is_name)
    ends = ends or (after_mark and tokens[rest].low.endswith("ing"))
    ends = ends or tokens[rest].low in GERUNDS | {
        "who", "which", "that", "whose", "as", "when", "after", "during", "speaking", "referring",
        "consulting", "in", "on", "while", "citing", "but", "from",
    }  # fmt: skip
    return Subject(at + 1, bounds[1], is_inverted=True) if ends else None


def _opens_sentence(tokens: Sequence[Token], at: int) -> bool:
    """Whether a small word written large shows a new sentence, its full stop lost."""
    is_small = tokens[at].low in STOP_WORDS and tokens[at].text[0].isupper()
    return is_small and not tokens[at].text.isupper()


_SUBJECT_OPENERS = DETERMINERS | SPEAKER_NOUNS


def _apposition(tokens: Sequence[Token], comma: int) -> int:
    """The comma or end that closes an apposition opened at `comma`; zero where none is."""
    for index in range(comma + 1, min(len(tokens), comma + 16)):
        if tokens[index].text in ",.":
            first = tokens[comma + 1].low
            opens = first in _SUBJECT_OPENERS or first.isdigit()
            return index if opens and not tokens[comma + 1 : index][0].is_name else 0
        if tokens[index].low in FINITE_WORDS:
            return 0
    return 0


def _around_commas(tokens: list[Token], comma: int) -> Subject | None:
    """The subject of "NAME, head of X, said" and "the head of X, NAME, said"."""
    opened = next(
        (i for i in range(comma - 1, max(-1, comma - 20), -1) if tokens[i].text == ","), -1
    )
    if opened > 0:
        first = tokens[opened + 1]
        is_aside = first.low in {"who", "which", "whose", "also", "citing", "quoting"}
        is_aside = is_aside or first.low.endswith("ing") or tokens[opened + 2].low.endswith("ing")
        is_apposed = is_aside or first.low not in SMALL_WORDS
        if is_apposed:
            bounds = phrase_before(tokens, opened)
            subject = _checked(tokens, bounds)
            inside = tokens[opened + 1 : comma]
            is_office = subject is not None and tokens[subject.end - 1].low in TITLES
            if is_office and not is_aside and inside and all(t.is_name for t in inside):
                return Subject(opened + 1, comma)  # "the spokesman, NAME, said"
            if subject:
                subject = _first_of_appositions(tokens, subject)
                return Subject(subject.begin, opened if is_aside else comma)
            if comma - opened > 2 and all(t.is_name for t in tokens[opened + 1 : comma]):
                return Subject(opened + 1, comma)  # "the governor of the region, NAME, said"
    return None


def _first_of_appositions(tokens: list[Token], subject: Subject) -> Subject:
    """Go back over "NAME, head of X, one of Y" to the name."""
    begin = subject.begin
    while begin > 1 and tokens[begin - 1].text == ",":
        bounds = phrase_before(tokens, begin - 1)
        if bounds is None or not tokens[bounds[1] - 1].is_name:
            break
        if bounds[0] > 0 and tokens[bounds[0] - 1].low in _PLACING:
            break
        begin = bounds[0]
    return Subject(begin, subject.end)


_NAME_LEADS = DETERMINERS | SPEAKER_NOUNS | {"so-called"}
_DOUBLE_QUOTES = _QUOTES - {"'", "’"}


def _marked(tokens: list[Token], closed: int) -> tuple[int, int] | None:
    """A name between quotation marks right before its verb: the "X Command" says."""
    for index in range(closed - 1, max(-1, closed - 8), -1):
        if tokens[index].text in _DOUBLE_QUOTES:
            before = tokens[index - 1].low if index else ""
            is_name = before in _NAME_LEADS
            return (index, closed + 1) if is_name and closed - index > 1 else None
        if not tokens[index].is_word and tokens[index].text != "'":
            return None
    return None


def _checked(tokens: list[Token], bounds: tuple[int, int] | None) -> Subject | None:
    """A phrase as subject, unless a preposition before it shows that it hangs on another word."""
    if bounds is None:
        return None
    begin, end = bounds
    if begin > 0 and tokens[begin - 1].low in _PLACING:
        fresh = _after_place(tokens, begin, end)
        if fresh is None:
            return None
        begin = fresh
    return None if _is_lone_paper(tokens, (begin, end)) else Subject(begin, end)


_BEFORE_NAMES = TITLES | MODIFIERS


def _after_place(tokens: Sequence[Token], begin: int, end: int) -> int | None:
    """Where a speaker's nation or agency opens anew after a place: "in Homs | Syrian state TV"."""
    if tokens[begin].low in DETERMINERS:
        return None
    for index in range(begin + 1, end):
        token, before = tokens[index], tokens[index - 1]
        is_nation = bool(NATIONAL.fullmatch(token.low)) or token.low in AGENCIES
        is_fresh = is_nation if token.is_name else is_plural_role(token) or token.low in MODIFIERS
        if is_fresh and before.is_name:
            return index
        if token.is_name and not before.is_name and before.low not in _BEFORE_NAMES:
            return index  # "out of service | Doe said"
    return None


_PAPERS = DOCUMENT_NOUNS - _PLURAL_PAPERS


def _is_lone_paper(tokens: Sequence[Token], bounds: tuple[int, int]) -> bool:
    begin, end = bounds
    return end - begin == 1 and tokens[begin].low in _PAPERS


def _from_start(tokens: list[Token], end: int) -> Subject | None:
    """The whole beginning of the clause as subject, what is told of it in passing cut off."""
    begin = _clause_start(tokens, end)
    if begin >= end or tokens[begin].low in SMALL_WORDS:
        return None
    phrase = phrase_after(tokens, begin)
    if phrase and phrase[0] == begin and phrase[1] < end:
        first = tokens[phrase[1]]
        if first.low in {"who", "which", "whose"}:
            return Subject(begin, phrase[1])
        occasion = adjuncts_end(tokens, phrase[1])
        if first.low == "in" and phrase[1] + 2 < occasion <= end:
            return Subject(begin, phrase[1])  # "Doe in an interview on ... said"
        following = tokens[phrase[1] + 1 : end]
        is_aside = first.text == "," and following and not _is_verb(following[0])
        asides = {"who", "which", "whose", "speaking", "one"} | DETERMINERS | SPEAKER_NOUNS
        if is_aside and (following[0].low in asides or following[0].low.isdigit()):
            return Subject(begin, phrase[1])
    span = tokens[begin:end]
    if len(span) > _LONGEST or any(_is_verb(t) or t.text in ',;:"“”(' for t in span):
        return None
    is_known = phrase is not None and phrase[0] == begin
    is_noun = (len(span) > 1 and span[0].low in DETERMINERS) or span[-1].low.endswith("s")
    return Subject(begin, end) if is_known or is_noun else None


_LONGEST = 20  # words of a subject whose nouns are not known to speak
_SURE_VERBS = REPORTING - _NOUNS_TOO


def _is_verb(token: Token) -> bool:
    return token.low in FINITE_WORDS or token.low in _SURE_VERBS


def _clause_start(tokens: Sequence[Token], end: int) -> int:
    """Where the clause ending at `end` begins: after a quotation, "but", or opening phrase."""
    begin = 0
    for index in range(end - 1, -1, -1):
        if tokens[index].text in _DOUBLE_QUOTES or tokens[index].low in {"but", "while"}:
            begin = index + 1
            break
    first = tokens[begin].low if begin < end else ""
    if first in GERUNDS | {
        "in",
        "on",
        "at",
        "during",
        "after",
        "before",
        "with",
        "for",
        "according",
    }:
        comma = next((i for i in range(begin, end) if tokens[i].text == ","), None)
        begin = comma + 1 if comma is not None else begin
    while begin < end and (
        not tokens[begin].is_word
        or tokens[begin].low in ADVERBS
        or is_time_word(tokens[begin].low)
        or (tokens[begin].low == "on" and is_time_word(tokens[begin + 1].low))
    ):
        begin += 1
    return begin
