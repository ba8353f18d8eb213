"""Where the words of an object or a subject of violence begin and end.

Over masked sentences (`actors.MARK`), case-folded: what follows a deed until a word that opens
something else, with the owner that "held by" or "of" adds; what stands before a passive.
"""

from __future__ import annotations

import re

from rashomon.read.actors import MARK

__all__ = ["antecedent", "object_after", "sentence_lost_at", "subject_before"]

_MOST_WORDS = 12
# Where an object's words end.
_NP_STOP = re.compile(
    r"[.;:()]|,(?! \w+ and\b)|\b(?:which|that|who|whom|when|while|after|before|as|since|"
    r"because|during|"
    r"killing|leaving|wounding|injuring|causing|driving|pushing|forcing|destroying|damaging|"
    r"claiming|including|according|said|says|reported|told|"
    r"on|in|at|by|with|from|for|near|with|for|to|through|over|around|between|was|were|is|are|"
    r"has|have|had|"
    r"killed|wounded|left|injured|yesterday|today|\w+day|late|early|overnight|once|just|but|"
    r"(?<!the )only|"
    r"where|then|so|whilst|appeared|came|went|caused|remember|adding|without|within|if|amid|"
    r"along|under|"
    r"across|outside|"
    r"inside|last|this (?:morning|week|month)|a (?:day|week|month|year|few)|days|hours|minutes|"
    r"earlier|again|resulting|about|against|into|until|following|via|using|out|up|down|"
    r"off)\b|[\"”“]"
)
_NP_AND = re.compile(
    r" and (?:\w+ed|\w+ing|then|was|were|it|they|he|she|its|left|killed|hit|"
    r"struck|to)\b|\band\s*$"
)
_MARKS = ('"', "“", "”")
_SHORTEST_QUOTED = 12
_HELD = re.compile(r"in (?:an?|the) [\w-]+-(?:held|controlled)")
# "positions held by X", "a base used by X", "gatherings for X terrorists": the owner belongs to it.
_OWNED = re.compile(
    rf"(?:\b(?:held|controlled|run|used|manned|guarded|owned|occupied|operated|protected) by|"
    rf"belonging to|of|for|loyal to) (?:[\w'’-]+ ){{0,4}}?{MARK}++(?: (?:terrorists?|militants|"
    rf"fighters|"
    rf"organi[sz]ation|group))*+"
)
# Where a text has lost its punctuation, a capital after a small letter opens a new sentence.
_LOST_STOP = re.compile(
    r"(?<=[\w\d]) (?:The|A|An|It|He|She|They|At|On|According|Meanwhile|Earlier|This|There|"
    r"But)\s[\w]"
)
# A participle after the noun tells what the blow did: "a depot igniting the fire".
_DOING = re.compile(
    r"(?<=\w )(?!(?:\w*building|housing|gathering|training|shopping|wedding|meeting|parking|"
    r"landing|crossing|"
    r"mining|processing|being|king|wing|ring|morning|evening|surrounding|advancing|living|fleeing|"
    r"neighbou?ring|ruling|fighting|warring|carrying|transporting|belonging|containing|housing|"
    r"holding|"
    r"waiting|standing|queuing|sleeping|praying|playing|working|going|coming|travel+ing|driving|"
    r"leaving|"
    r"outlying|remaining|existing|opposing|manning|guarding|serving)s?\b)"
    r"[a-z]{3,}ing\b"
)


def object_after(text: str, at: int) -> tuple[int, int] | None:
    """The words of an object that begins at an offset; None where none does."""
    while at < len(text) and text[at] in ' "“[':
        at += 1
    end = min(len(text), at + 120)
    owned_until = 0
    for stop in _NP_STOP.finditer(text, at, end):
        is_bare = text[at : stop.start()].strip() in ("", "the", "a", "an")
        if is_bare and stop.group() not in _MARKS:
            return None
        if stop.group() in _MARKS and stop.start() - at < _SHORTEST_QUOTED:
            continue  # a "military position"
        if stop.group() == "in" and _HELD.match(text, stop.start()):
            continue
        if owned_until > stop.start():
            continue
        ahead = text[at : stop.start()].split()
        owned = _OWNED.match(text, stop.start()) or _OWNED.match(
            text, max(at, stop.start() - len(ahead[-1]) - 1) if ahead else at
        )
        if owned and len(ahead) < _MOST_WORDS - 3:
            owned_until = owned.end()
            continue
        end = stop.start()
        break
    link = _NP_AND.search(text[:end], at)
    if link:
        end = link.start()
    doing = _DOING.search(text[:end], at + 3)
    if doing:
        end = doing.start()
    words = list(re.finditer(r"\S+", text[at:end]))
    if not words:
        return None
    last = words[min(len(words), _MOST_WORDS) - 1]
    end = at + last.end()
    return (at, end) if end - at > 2 else None


_SUBJECT_STOP = re.compile(
    r".*(?:[.;:,()\"“”]|\b(?:that|which|when|while|after|before|as|and|said|says|added|"
    r"adding|also|but|where|"
    r"because|if|there|had|have)\b) ?",
    re.DOTALL,
)


def subject_before(text: str, end: int) -> tuple[int, int] | None:
    """The words of the subject that ends before a passive verb."""
    window = text[max(0, end - 90) : end]
    stop = _SUBJECT_STOP.match(window)
    begin = max(0, end - 90) + (stop.end() if stop else 0)
    words = text[begin:end].strip()
    if not words or len(words.split()) > 11:
        return None
    start = text.index(words, begin)
    return start, start + len(words)


_WAS_DOING = re.compile(rf"(?:(?:the|an?) )?{MARK}+(?=(?: \w+)? (?:were|was|are|had) )")


def antecedent(text: str, before: int) -> tuple[int, int] | None:
    """The actor that "they" stands for: the nearest one that is a subject in the sentence."""
    last = max(_WAS_DOING.finditer(text, 0, before), key=lambda m: m.end(), default=None)
    return last.span() if last else None


def sentence_lost_at(words: str, start: int, end: int) -> int:
    """Where within [start, end) a new sentence opens though no full stop tells; else `end`."""
    lost = _LOST_STOP.search(words, start, min(len(words), end + 2))
    return lost.start() if lost and lost.start() < end and not words.isupper() else end
