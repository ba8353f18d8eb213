"""Whom a word of harm takes: the people before "were killed", after "killed", in "N deaths".

A sentence is cut into items - groups of people, words of harm, and the small words that bind
them - and each item has a one-letter tag, so that the sentence's shape is a string and what
stands where is a regular expression over it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from rashomon.read.harm import Harm, HarmWord, find_harm
from rashomon.read.noun_phrases import Group, GroupKind, Word, split_words
from rashomon.read.people import find_groups
from rashomon.records import Facet

__all__ = ["Clause", "Item", "auxiliary", "cut", "is_speaker", "victims"]


class Item(NamedTuple):  # most words of a report become one
    """One piece of a sentence: a group, a word of harm, or a word with its part in grammar."""

    tag: str
    start: int
    end: int
    low: str
    group: Group | None = None
    facet: Facet | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence's items and their tags as one string."""

    text: str
    items: tuple[Item, ...]
    shape: str

    def has_before(self, at: int, pattern: str) -> bool:
        """Tell whether the words before item `at` end in `pattern`."""
        before = self.text[: self.items[at].start]
        return bool(re.search(rf"(?:{pattern})\s*$", before, re.IGNORECASE))

    def has_after(self, at: int, pattern: str) -> bool:
        """Tell whether the words after item `at` begin with `pattern`."""
        after = self.text[self.items[at].end :]
        return bool(re.match(rf"\s*(?:{pattern})", after, re.IGNORECASE))


_KIND_TAGS = {
    GroupKind.COUNTED: "G",
    GroupKind.BARE: "N",
    GroupKind.SINGLE: "S",
    GroupKind.NAMED: "E",
    GroupKind.PLURAL: "P",
    GroupKind.NONE: "Z",
}
# Tags of the binding words; every other word is "o". The tags of harm are those of `Harm`.
_TAGS: dict[str, str] = {
    word: tag
    for tag, words in {
        "a": "a an the his her their its our",
        "b": "was were is are be been being am get gets got getting remain remained 're 's",
        "h": "has have had having",
        "m": "would could can will shall should must",
        "u": "may might possibly probably feared believed presumed perhaps",
        "t": "to",
        "x": "not never n't cannot",
        "r": (
            "also reportedly allegedly later all already instantly initially immediately only "
            "just either then now both each lying earlier reported confirmed found said likely "
            "least further so another still additional"
        ),
        "c": "and or plus & ,",
        "i": "including included includes include among amongst comprising (",
        "p": (
            "in on by from with of near inside outside around at during for into over under "
            "between against through across along towards toward within amid about behind"
        ),
        "w": "who whom",
        "f": (
            "that which when where while after before because if since until although though as "
            "but ; : whose than whether unless once"
        ),
        "n": "him himself themselves them it itself herself",
        "v": (
            "says say told tells added reports announced claimed claims stated wrote do does did "
            "took struck"
        ),
        "y": "left leaving leaves leave",
    }.items()
    for word in words.split()
}

# Verbs that harm things as often as people: only people counted are read with them.
_VAGUE_VERBS = frozenset(
    "hit lost wiped affected exposed eliminated neutralized neutralised".split()
)

# Nouns after which a name is that of one person: "the massacre of" is said of places too.
_OF_ONE = frozenset("assassination murder killing death slaying beheading execution".split())

# Both set on the annotated reports: longer reaches found no more subjects, only wrong ones.
_FILLERS_BEFORE_VERB = 14  # words between a subject and its "were killed"
_FILLERS_BEFORE_PART = 12  # words between a total and its "including"

_AUXILIARY = re.compile(r"[hmuxr]*t?[hmuxr]*b+[rxut]*b?[rxu]*(?:tb*h?b*)?r*$")


@lru_cache(maxsize=256)  # tags send the reader back to sentences that the rules have read
def cut(sentence: str, *, has_case: bool) -> Clause:
    """Cut a sentence into items."""
    words = split_words(sentence)
    harms = list(find_harm(sentence))
    starting: dict[int, HarmWord] = {}
    barred: set[int] = set()
    for harm in harms:
        inside = [i for i, w in enumerate(words) if harm.start < w.end and w.start < harm.end]
        if inside:
            starting[inside[0]] = harm
            barred.update(inside)
    found = find_groups(sentence, words, frozenset(barred), has_case=has_case)
    groups = {group.first: group for group in found}
    items: list[Item] = []
    at = 0
    while at < len(words):
        word, group, begun = words[at], groups.get(at), starting.get(at)
        if group is not None:
            kind = _KIND_TAGS[group.kind]
            items.append(Item(kind, group.start, group.end, word.low, group))
            at = group.last + 1
        elif begun is not None:
            tag = begun.harm.value
            items.append(Item(tag, begun.start, begun.end, word.low, None, begun.facet))
            at += 1
            while at < len(words) and words[at].start < begun.end and at not in groups:
                at += 1
        else:
            items.append(Item(_tag(words, at), word.start, word.end, word.low))
            at += 1
    return Clause(sentence, tuple(items), "".join(item.tag for item in items))


def _tag(words: list[Word], at: int) -> str:
    low = words[at].low
    if low in ("as", "well"):
        nearby = [word.low for word in words[max(0, at - 2) : at + 3]]
        if "well" in nearby and nearby.count("as") == 2:
            return "c"  # "as well as"
    if low.endswith(("n't", "n’t")):
        return "x"
    if low == "said" and not (at and words[at - 1].low in ("was", "were", "is", "are")):
        return "v"
    return _TAGS.get(low, "r" if low.endswith("ly") else "o")


def victims(clause: Clause, at: int) -> tuple[str, list[int]]:
    """Return the items that the word of harm at `at` takes, and the name of the rule."""
    rule, members = _direct(clause, at)
    if members and rule in ("passive", "died", "reduced", "toll", "count noun"):
        members += [part for part in _parts(clause, max(at, *members)) if part not in members]
    if members and rule in ("passive", "died"):
        members += [site for site in _elsewhere(clause, at) if site not in members]
    return rule, members


def _direct(clause: Clause, at: int) -> tuple[str, list[int]]:
    harm = Harm(clause.shape[at])
    if harm in (Harm.DOING, Harm.PRESENT):
        return "active", _after(clause, at)
    if harm is Harm.NOUN_OF:
        return "noun", _after(clause, at)
    if harm is Harm.TOLL:
        return "toll", _toll(clause, at)
    if harm is Harm.COUNTED:
        return "count noun", _counted(clause, at)
    aux = auxiliary(clause, at)
    if harm is Harm.DYING:
        inverted = re.match(r"[opraE]{0,8}b", clause.shape[at + 1 :])
        if (
            clause.items[at].low.startswith("among")
            and inverted
            and not _before(clause, at, far=False)
        ):
            return "inverted", _after(clause, at + inverted.end())
        return "died", _before(clause, _verb_start(clause, at), far=True)
    if aux is not None:
        subject = _number_reached(clause, at) or _before(clause, aux, far=True)
        if clause.items[at].low in _VAGUE_VERBS and subject:
            subject = [m for m in subject if clause.shape[m] == "G"]
        return "passive", subject
    if harm is Harm.PASSIVE:
        struck = [m for m in _after(clause, at) if clause.shape[m] == "G"]
        return "active", struck if clause.items[at].low in _VAGUE_VERBS else []
    before = _number_reached(clause, at) or _before(clause, at, far=False)
    if harm is Harm.PAST:
        after = _after(clause, at)
        if _is_attribute(clause, at, after):
            return "active", []
        if after and not (before and _opens_clause(clause, after[-1])):
            return "active", after
        if before and _has_object(clause, at, before[-1]):
            return "active", []
    if not before and clause.items[at].facet is Facet.CASUALTIES:
        return "noun", _partitive(clause, at)
    return "reduced", before or _partitive(clause, at)


def auxiliary(clause: Clause, at: int) -> int | None:
    """Return where "has been", "were also" and the like before `at` begin; None without one."""
    found = _AUXILIARY.search(clause.shape[:at])
    return found.start() if found else None


def _verb_start(clause: Clause, at: int) -> int:
    found = re.search(r"[hmuxrbt]*$", clause.shape[:at])
    return found.start() if found else at


def _is_attribute(clause: Clause, at: int, after: list[int]) -> bool:
    """Tell "treating injured people" from "the blast injured people"."""
    if at == 0 or not after or clause.shape[after[0]] != "P" or after[0] != at + 1:
        return False
    before = clause.items[at - 1]
    return before.tag in "pat" or before.low.endswith("ing")


def _has_object(clause: Clause, at: int, subject: int) -> bool:
    """Tell whether words that name no people read here follow as the verb's object."""
    follows = re.match(r"r*([naEotb])", clause.shape[at + 1 :])
    if follows is None:
        return False
    word = clause.items[at + 1 + follows.start(1)]
    if not re.match(r"\w", word.low):
        return False
    return follows[1] in "na" or clause.shape[subject] in "SP"


def _opens_clause(clause: Clause, at: int, *, speaking: bool = False) -> bool:
    """Tell whether the group at `at` is what a verb after it speaks of: "two were hurt".

    Where commas were lost "killed two soldiers said ..." says nothing of who spoke, so only
    with `speaking` (people without a number) a verb of saying counts.
    """
    return bool(re.match(r"r*[bhuKJDv]" if speaking else r"r*[bhuKJD]", clause.shape[at + 1 :]))


_SPEAKER = re.compile(r"(?:,\s*)(?:and\s+)?(?:(?:the|an?|its|their)\s+)?$", re.IGNORECASE)
_SPEAKS = re.compile(
    r"(?:[opraE]|[SP](?=[opr])|c(?=[aoESP])){0,10}?(?:w[opratxbhE]{1,10}?|c[oraE]{1,6}c)?"
    r"[SP]?v?(?P<verb>[vr])(?!r*[KkDM])"
)
_SAYING = frozenset(
    "said says say told tells added announced claimed stated wrote confirmed reported".split()
)
_TO_SOMEONE = frozenset(("told", "tells"))
_SPOKEN = re.compile(
    r"\s*(?:$|[.,;:!?\"”)\n]|(?:on|in|at|late|early|earlier|today|yesterday|that|to|by|after|as|"
    r"while|via|during|citing|adding|quoting|speaking|without|separately|previously|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b)",
    re.IGNORECASE,
)


def is_speaker(clause: Clause, at: int) -> bool:
    """Tell whether the people at `at` are who told the toll: "wounding 30, the mayor of X said".

    They stand behind a comma, and no other comma parts them from their verb but those around
    a name ("the mayor, NAME, said"). What is said must stand before: "said police" names the
    speaker behind the verb.
    """
    if not _SPEAKER.search(clause.text[: clause.items[at].start]):
        return False
    spoken = _SPEAKS.match(clause.shape, at + 1)
    if spoken is None:
        return False
    verb = clause.items[spoken.start("verb")]
    between = clause.items[at + 1 : spoken.start("verb")]
    commas = sum(item.low == "," for item in between)
    return (
        verb.low in _SAYING
        and commas in (0, 2)
        and (verb.low in _TO_SOMEONE or bool(_SPOKEN.match(clause.text, verb.end)))
    )


def _after(clause: Clause, at: int) -> list[int]:
    """The groups that follow a verb: "killed a nurse, a guard and two soldiers"."""
    shape = clause.shape
    j = at + 1
    while j < len(shape) and shape[j] in "ra":
        j += 1
    if re.match(r"nca?[GN]", shape[j:]) and clause.items[j].low.endswith(("self", "selves")):
        j += 2  # "killed himself and 12 others"
    members: list[int] = []
    while j < len(shape) and shape[j] in "GNSPZE":
        if members and _opens_clause(clause, j, speaking=shape[j] in "SP"):
            break
        if members and is_speaker(clause, j):
            break
        if shape[j] == "E" and not _is_named_victim(clause, at, j):
            break
        members.append(j)
        gap = re.match(r"c{0,3}(?:[ra]{0,2}(?=[GNS])|a?(?=P))", shape[j + 1 :])
        if gap is None:
            break
        j += 1 + gap.end()
    if not members:
        return []
    members += _parts(clause, members[-1])
    return members


def _is_named_victim(clause: Clause, at: int, name: int) -> bool:
    """Tell whether the name after a word of harm is the victim's, not a place or an adjective."""
    if clause.shape[at] == Harm.NOUN_OF.value:
        return clause.items[at].low in _OF_ONE
    group = clause.items[name].group
    is_full = group is not None and group.last > group.first
    return is_full and bool(re.match(r"[cpf]|$", clause.shape[name + 1 :]))


_PARTS = re.compile(
    rf"[oprcEafnS]{{0,{_FILLERS_BEFORE_PART}}}?i[prna]*([GNSP](?:c{{0,3}}a?[GNSP])*)"
)


def _parts(clause: Clause, at: int) -> list[int]:
    """The groups told with "including" after item `at`."""
    shape = clause.shape
    parts = _PARTS.match(shape[at + 1 :])
    if parts is None:
        return []
    base = at + 1
    found = [base + k for k in range(parts.start(1), parts.end(1))]
    members = [k for k in found if shape[k] in "GNSP" and not _opens_clause(clause, k)]
    speaker = next((k for k in members[1:] if is_speaker(clause, k)), None)
    if speaker is not None:
        return [k for k in members if k < speaker]
    last = base + parts.end(1) - 1
    more = re.match(r"o?c{1,3}([GS])(?!r*[bhuKJDv])", shape[last + 1 :])
    if more is not None:  # "2 women (a nurse and a guard) as well as 2 soldiers"
        members.append(last + 1 + more.start(1))
    return members


_SITE = re.compile(r"p[paorE]{1,6}?c{1,2}(N)(?=p)")


def _elsewhere(clause: Clause, at: int) -> list[int]:
    """Read the counts of further places: "Ten were killed in A, three in B and one in C"."""
    found: list[int] = []
    site = _SITE.match(clause.shape, at + 1)
    while site is not None and clause.items[site.end()].low in ("in", "at", "near", "outside"):
        found.append(site.start(1))
        site = _SITE.match(clause.shape, site.end())
    return found


_MOST_OF_WHOM = r"\b(?:most|many|some|half|all)\s+of\s+(?:whom|them)(?:\s+(?:were|are))?"
_RELATIVE = re.compile(r"([GNSP])[opraE]{0,10}c?w[opraEthc]{0,2}[bho][opraEthcSN]{0,8}$")
_LISTED = re.compile(r"[GNSP](c{0,3}a?)$")
_PART = re.compile(rf"([GNSP])[oprcEaS]{{0,{_FILLERS_BEFORE_PART}}}?i[prna]*$")
_PART_TOLD = re.compile(r"([GNSP])r*h?b+r*i[pra]*$")


def _before(clause: Clause, at: int, *, far: bool) -> list[int]:
    """The groups that stand before a verb as its subject, their parts with them."""
    shape = clause.shape
    j = at - 1
    allowed = _FILLERS_BEFORE_VERB if far else 0
    while j >= 0 and shape[j] == "r":
        j -= 1
    if j >= 0 and shape[j] == "w":
        j -= 1
        allowed = 4
    skipped = 0
    while j >= 0 and not (
        shape[j] in "GNSPZE"
        and ((not far and shape[j] in "GN") or _can_be_subject(clause, j, at, skipped))
    ):
        if shape[j] not in "opcraEtuGNSPi":
            return _told_more_of(clause, at) if far else []
        skipped += 1
        if skipped > allowed:
            return []
        j -= 1
    if j < 0:
        return []
    if clause.has_before(j, _MOST_OF_WHOM):  # "ten clerks, most of whom were women, died"
        whole = re.search(r"([GN])[^GNSKkDV]*$", shape[:j])
        return [whole.start(1)] if whole else []
    members = [j]
    while True:
        listed = _LISTED.search(shape[:j])
        part = _PART.search(shape[:j])
        if part is None:  # "10 children were among 48 people killed"
            part = _PART_TOLD.search(shape[:j])
        is_free = listed is not None and not re.search(r"[KkBM][ra]*$", shape[: listed.start()])
        if listed is not None and not is_free:
            return sorted(members)  # "killed three men and two women were hurt"
        if listed is not None:
            j = listed.start()
        elif part is not None:
            j = part.start(1)
        else:
            return sorted(members)
        members.append(j)


def _told_more_of(clause: Clause, at: int) -> list[int]:
    """Pass over a clause about the subject: "two men who were on a bus were killed"."""
    found = _RELATIVE.search(clause.shape[:at])
    return [found.start(1)] if found else []


_HOLDS_COUNT = r"\b(?:number|numbers|total|majority|group|dozens|hundreds|most|many|some|one) of"


def _can_be_subject(clause: Clause, at: int, verb: int, skipped: int) -> bool:
    """Tell whether a group can be subject: it hangs on no preposition, and a name stands close."""
    shape = clause.shape
    leads = re.search(r"[ar]*$", shape[:at])
    before = shape[leads.start() - 1] if leads and leads.start() > 0 else ""
    if shape[at] == "E":
        between = clause.text[clause.items[at].end : clause.items[verb].start].strip(" ")
        if re.match(r"(?:were|are|have)\b", clause.text[clause.items[verb].start :].casefold()):
            return False
        is_close = skipped == 0 or re.fullmatch(r",\s*(?:aged\s+)?\d{1,2}\s*,?", between)
        return bool(is_close) and before not in ("p", "t")
    if before == "p" and leads is not None:
        return clause.has_before(at - len(leads.group()), _HOLDS_COUNT)
    return before != "t"


_RISES = re.compile(
    r"\b(?:ros?en?|rises?|reach\w*|becom\w*|became|climb\w*|increas\w*|st(?:ands?|ood)|put|is|was)\b"
)


def _number_reached(clause: Clause, at: int) -> list[int]:
    """Read "The number of civilians killed has risen to 40": the number that follows."""
    people = _before(clause, _verb_start(clause, at), far=True)
    if not people or not clause.has_before(people[0], r"\bnumber of(?: the)?"):
        return []
    found = re.search(r"[GN]", clause.shape[at + 1 :])
    if found is None or clause.shape[people[0]] != "P":
        return []
    reached = at + 1 + found.start()
    between = clause.text[clause.items[at].end : clause.items[reached].start]
    return [reached] if _RISES.search(between.casefold()) else []


# A toll told of at length ("the toll from Monday's blast at a hotel in the old town") still has
# its number right behind a verb of rising.
_FILLERS_IN_TOLL = 30
_REACHED = (
    r"\b(?:ris(?:en|es)|rose|reach(?:ed|es)|climb(?:ed|s)|increased|jumped|grown|grew|soared|"
    r"gone up|went up|st(?:ands?|ood)|(?:was|is|been) (?:put|revised|raised|now)|mounted)"
    r"(?: (?:up|sharply|further|again|now))?(?: (?:to|at))?"
    r"(?: (?:at least|more than|over|about|around|nearly|almost|some))?"
)


def _toll(clause: Clause, at: int) -> list[int]:
    """Read "The death toll rose to 40", "a toll of 31 people"."""
    found = re.match(r"[oprtbhcEuiSa]{0,10}?([GN])", clause.shape[at + 1 :])
    if found is None:  # "The toll from Monday's blast at a hotel in the old town has risen to 40"
        found = re.match(rf"[oprtbhcEuiSPa]{{0,{_FILLERS_IN_TOLL}}}?([GN])", clause.shape[at + 1 :])
        if found and not clause.has_before(at + 1 + found.start(1), _REACHED):
            return []
    return [at + 1 + found.start(1)] if found else []


def _partitive(clause: Clause, at: int) -> list[int]:
    """Read "Dozens of dead and wounded"."""
    found = re.search(r"([GN])o?p[ao]?$", clause.shape[:at])
    return [found.start(1)] if found and clause.items[at - 1].low in ("of", '"', "“") else []


def _counted(clause: Clause, at: int) -> list[int]:
    """Read "Seven civilian deaths", "several casualties", "no coalition casualties"."""
    found = re.search(r"([GNZ])p?[oSPEr]{0,3}$", clause.shape[:at])
    if found is None:
        return []
    if clause.items[at].low == "lives" and not (
        clause.has_before(
            found.start(1), r"(?:claim\w*|cost\w*(?:\s+of)?|t(?:ook|aken?|aking))(?:\s+the)?"
        )
        or clause.has_after(at, r"(?:have\s+been|had\s+been|were|was)\s+lost")
    ):
        return []
    return [found.start(1)]
