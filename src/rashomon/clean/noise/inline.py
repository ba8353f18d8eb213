"""Noise between the sentences of a line: credits of pictures, links, tags, toolbars, calls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from rashomon.clean.noise.lines import is_call
from rashomon.clean.noise.running import OPENERS, running_start
from rashomon.clean.noise.words import (
    ASKS_READER,
    BUTTONS,
    CREDIT_WORDS,
    EMBEDDED,
    HEADS_LINKS,
    PICTURE_SITES,
    STOP,
    TELLS,
)
from rashomon.reference.letter_case import lowered
from rashomon.reference.outlets import find_outlet

__all__ = ["RULES"]

_LONGEST_TITLE = 20  # words
_FARTHEST = 3000  # characters that a rule looks ahead in a line, which may be a whole page


def _credits(text: str) -> Iterator[tuple[int, int]]:
    """Picture credits: "(AFP Photo)", "Photograph: Someone / Agency"."""
    last_end = 0
    for found in _IN_BRACKETS.finditer(text) if "(" in text else ():
        at = found.start()
        while at and text[at - 1].isspace():
            at -= 1
        before = "." if at == last_end else text[at - 1 : at]
        is_last = not text[found.end() :].strip(" \n\t.")
        names_picture = re.search(r"\b(?:photo|image|picture|handout)", found[1], re.IGNORECASE)
        if _is_credit(found[1]) and (
            names_picture or (before in '.!?"”' and before and not is_last)
        ):
            last_end = found.end()
            yield found.span()
    for found in _PICTURE_LABEL.finditer(lowered(text)):
        last = None
        for name in re.finditer(r"\S+", text[found.end() : found.end() + 90].partition("\n")[0]):
            word = name.group().rstrip(".,")
            if not (word[:1].isupper() or word in "/|&-" or word in CREDIT_WORDS):
                break
            if word.casefold() in {"handout", "images", "getty"} or find_outlet(word):
                last = found.end() + name.end()
        if last:
            yield found.start(), last
    if "©" in text:
        for found in re.finditer(r"©\s?[^\n.]{2,60}?(?=\n|$|\.\s)", text):
            yield found.span()
    for found in _BRACKETED.finditer(text) if "[" in text else ():
        if all(map(_gives_pictures, re.split(r"\s*(?:[/,|&]|\band\b|\bvia\b)\s*", found[1]))):
            yield found.span()
    for found in re.finditer(
        r"[\[(]\s?(?:[Cc]lick|[Tt]ap)\s(?:here\s)?to\s[^\[\]()\n]{3,40}[\])]", text
    ):
        yield found.span()


_IN_BRACKETS = re.compile(r"\(([^()\n]{2,60})\)(?!\s?[-–—])")
# For text in lower case.
_PICTURE_LABEL = re.compile(
    r"\b(?:photo(?:graph)?|image|picture)s?(?:\s(?:by|credit|source))?\s?:\s?"
)
# "[Anadolu]" under a picture; in "told [Reuters]" and before a dash the name is part of the text.
_BRACKETED = re.compile(
    r"(?<!\bto\s)(?<!\bby\s)(?<!told\s)(?<!with\s)(?<!said\s)\[([^\[\]\n]{2,40})\](?!\s?[-–—:])"
)


def _gives_pictures(name: str) -> bool:
    outlet = find_outlet(name)
    return name.casefold() in PICTURE_SITES or (outlet is not None and outlet.is_agency)


def _is_credit(words: str) -> bool:
    has_name = False
    for part in re.split(r"\s*[/,|&]\s*|\s+and\s+|\s-\s", words.casefold()):
        rest = part
        while rest and not find_outlet(rest):
            head, _, last = rest.rpartition(" ")
            if last not in CREDIT_WORDS:
                first, _, tail = rest.partition(" ")
                if first.strip(":") not in CREDIT_WORDS:
                    return False
                rest = tail
            else:
                rest = head
        has_name = has_name or bool(rest)
    return has_name or bool(re.search(r"photo|image|picture", words, re.IGNORECASE))


# What all links begin with, found in a tenth of the time of looking at what stands before it.
_MAYBE_LINK = re.compile(
    r"(?:READ|SEE|WATCH|ALSO|Read|See|Also)\s(?:MORE|ALSO|READ|[Mm]ore|[Aa]lso|[Rr]ead|next)"
    r"|Also\s*\Z"
)


def _links(text: str) -> Iterator[tuple[int, int]]:
    """Links to other reports within a line: "Read more: …"."""
    if not _MAYBE_LINK.search(text):
        return
    label = (
        r"(?:(?<=[.!?\"”)] )|(?<=[.!?\"”)])|(?:(?<=\n)|(?<=^)))"
        r"(?:READ|SEE|WATCH|ALSO|Read|See|Also)\s(?:MORE|ALSO|READ|more|also|read|Also|More)\s?[:|»]\s?"
    )
    for found in re.finditer(label, text):
        line_end = _line_end(text, found.end())
        yield found.start(), _title_end(text, found.end(), line_end)
    for found in re.finditer(
        r"(?<=[.!?\"”)\w])\s+(?:(?:Read|See|Also)\s(?:Also|also|More|more|Read)|(?<=[.!?\"”)]\s)Also)\s*$",
        text,
    ):
        yield found.span()
    for found in re.finditer(
        r"(?<=[.!?\"”)]\s)(?:Read|See)\s(?:more(?:\s(?:here|about\sthis))?|also|next)\s(?=[A-Z0-9\"“])",
        text,
    ):
        end = _bare_title_end(text, found.end(), _line_end(text, found.end()))
        yield found.start(), found.end() if end is None else end


def _bare_title_end(text: str, start: int, end: int) -> int | None:
    """Where a title ends that the article of the next sentence follows, None if none is near."""
    words = list(islice(re.finditer(r"\S+", text[start:end]), _LONGEST_TITLE + 1))
    for at, word in enumerate(words):
        if at >= 3 and word.group().casefold() in OPENERS and word.group()[:1].isupper():
            return start + words[at - 1].end()
        if word.group()[-1] in ".!?" and at >= 2:
            return None
    return end if len(words) <= _LONGEST_TITLE else None


def _title_end(text: str, start: int, end: int) -> int:
    """Where a title that no stop ends stops: at the next sentence's capital."""
    words = list(islice(re.finditer(r"\S+", text[start:end]), 21))
    if len(words) <= 20:
        return end
    for at, word in enumerate(words[:20]):
        if at >= 3 and word.group()[-1] in "?!.":
            return start + word.end()
        before = words[at - 1].group()
        if at >= 5 and word.group()[:1].isupper() and before[:1].islower() and before.isalpha():
            return start + words[at - 1].end()
    return start


def _tags(text: str) -> Iterator[tuple[int, int]]:
    """Labels with the tags after them ("Tags A B C"), up to where the report goes on."""
    for found in re.finditer(r"(?<=\S )(?:Tags|Keywords|Topics):?\x20(?=[A-Z])", text):
        end = _line_end(text, found.end())
        body = running_start(text, found.end(), end, after_tags=True)
        if body is not None:
            yield found.start(), body
        elif end - found.end() < 200 and not STOP.search(text, found.end(), end):
            yield found.start(), end


def _toolbars(text: str) -> Iterator[tuple[int, int]]:
    """Runs of buttons within a line, with the links that a label at their end heads."""
    for found in re.finditer(
        r"Get short URL(?:\sTopic\s[^()\n]{3,80}\s?\(\d+\))?(?:\s\d+\b){0,3}", text
    ):
        yield found.span()
    first = re.match(
        r"\W*(?:print|e-?mail|share)\sthis\s(?:page|article|story)\b", text, re.IGNORECASE
    )
    if first:
        yield first.span()
    if len({word.casefold() for word in set(text.split()) if _is_button(word)}) < 2:
        return  # as in most texts; a run takes two
    words = list(re.finditer(r"\S+", text))
    at = 0
    while at < len(words):
        if not _is_button(words[at].group()):  # what a run opens with
            at += 1
            continue
        last = at
        names = []
        gap = 0
        for ahead in range(at, min(at + 60, len(words))):
            word = words[ahead].group()
            if _is_button(word):
                names.append(word.casefold())
                last, gap = ahead, 0
            elif word.isdigit() and gap == 0:
                last = ahead
            elif word.isalnum() and word.casefold() not in BUTTONS:
                gap += 1
            if not names or gap > (4 if len(set(names)) >= 4 else 0 if len(names) < 3 else 2):
                break
        if len(names) < 2 or len(set(names)) < 2:
            at += 1
            continue
        yield _toolbar(text, words, at, last, len(set(names)))
        at = last + 1


def _is_button(word: str) -> bool:
    return word[:1].isupper() and word.isalpha() and word.casefold() in BUTTONS


def _toolbar(
    text: str, words: list[re.Match[str]], first: int, last: int, names: int
) -> tuple[int, int]:
    start, end = words[first].start(), words[last].end()
    line_end = _line_end(text, end)
    links = HEADS_LINKS.match(text, end + 1)
    if links and links.start() == end + 1:
        body = running_start(text, links.end(), line_end)
        return start, links.end() if body is None else body
    if names >= 5:  # a whole share bar: its page's title may stand before and after it
        stop = max(
            (m.end() for m in STOP.finditer(text, max(0, start - 200), start)), default=start
        )
        rest = text[end:line_end]
        if len(text[stop:start].split()) <= 12 and not TELLS.search(text, stop, start):
            start = stop
        if len(rest.split()) <= 40 and not TELLS.search(rest):
            end = line_end
    return start, end


def _calls(text: str) -> Iterator[tuple[int, int]]:
    """Sentences that ask something of the reader, or notify him of terms."""
    for found in ASKS_READER.finditer(lowered(text)):
        stops = [m.end() for m in STOP.finditer(text, max(0, found.start() - 400), found.start())]
        start = max([*stops, text.rfind("\n", 0, found.start()) + 1, 0])
        stop = STOP.search(text, found.end())
        end = min(stop.end() if stop else len(text), _line_end(text, found.end()))
        if found.group() == "click here" and len(text[start:end].split()) > 14:
            continue  # a link's words in a line without stops: the sentence after them is news
        if end - start <= 300 and is_call(text[start:end]):
            yield start, end


# One of these stands in all that players and posts leave; seeking plain words is quick.
_EMBED_SIGNS = (
    "twitter.com", "t.co", "YouTube", "Vimeo", "Facebook", "Timeline", "Instagram", "shared",
    "Embed", "mbedded", ".ly", "goo.gl", "tinyurl.com", "youtu.be", "fb.me", "dlvr.it", "Standards",
)  # fmt: skip


def _embeds(text: str) -> Iterator[tuple[int, int]]:
    """What embedded posts and players leave behind."""
    if not any(sign in text for sign in _EMBED_SIGNS):
        return
    for found in re.finditer(r"\bpic\.twitter\.com\S*|\bt\.co/\w+", text):
        yield found.span()
    for found in re.finditer(r"\s[-–|]\s(?:YouTube|Vimeo|Facebook)\b", text):
        stops = [m.end() for m in STOP.finditer(text, max(0, found.start() - 160), found.start())]
        start = max([*stops, text.rfind("\n", 0, found.start()) + 1])
        if stops and found.start() - start <= 120:
            yield start, found.end()
    for found in EMBEDDED.finditer(text):
        yield found.span()
    for found in re.finditer(r"Our\sStandards:\s?The\s(?:\w+\s){1,4}Principles\.?", text):
        yield found.span()


def _line_end(text: str, at: int) -> int:
    """Where the line ends, or what of it a rule may look at."""
    end = text.find("\n", at, at + _FARTHEST)
    return min(len(text), at + _FARTHEST) if end < 0 else end


RULES = (_credits, _links, _tags, _toolbars, _calls, _embeds)
"""Each gives stretches of a text, in no order and perhaps overlapping."""
