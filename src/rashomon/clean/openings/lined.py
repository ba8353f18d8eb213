"""Headline, masthead, byline and dateline of a page that has a line for each."""

from __future__ import annotations

import re

from rashomon.clean.noise.lines import is_wrapped
from rashomon.clean.openings.cities import is_city
from rashomon.clean.openings.finds import BLANKS, Finds, leading_stamp, line_end
from rashomon.clean.openings.headlines import words_of
from rashomon.clean.openings.stamps import Stamp, stamps
from rashomon.clean.openings.wire import wire_at
from rashomon.records import Span
from rashomon.reference.calendar_words import ANY_MONTH, ANY_WEEKDAY
from rashomon.reference.outlets import find_outlet

__all__ = ["is_running", "read_lines"]

_HEAD_CHARACTERS = 2500  # headline, standfirst, byline and menus in between
_MOST_HEAD_LINES = 25
# "Wed 3 Feb 10.02 GMT": a line of nothing but a day, which a date told beside it gives its year.
_YEARLESS = re.compile(
    rf"(?:(?:published|posted|date)(?:\son)?:?\s)?(?:{ANY_WEEKDAY},?\s)?"
    rf"(?:{ANY_MONTH}\.?\s\d\d?|\d\d?\s{ANY_MONTH}\.?)(?:st|nd|rd|th)?"
    r"(?:,?\s(?:at\s|-\s|\|\s)?\d\d?[:.h]\d\d(?:\s?[ap]\.?m\b\.?)?(?:\s[a-z]{2,4})?)?",
    re.IGNORECASE,
)


def read_lines(
    text: str, at: int, noise: tuple[Span, ...], title: str | None, finds: Finds
) -> None:
    """Find what stands before the body, from the line at `at` on."""
    candidates: list[tuple[int, int]] = []
    marked: list[int] = []  # how many candidates stood before each dateline, masthead, byline
    has_body = False
    for start, end in _lines(text, at, noise):
        words = text[start:end]
        if _is_masthead(words):
            finds.masthead = words.partition(",")[0]
            finds.add_dateline(start, end)
            marked.append(len(candidates))
        elif stamp := _stamp_line(text, start, end):
            finds.add_stamp(stamp, "date line")
            finds.add_dateline(start, end)
            _line_credits(words, finds)
            marked.append(len(candidates))
            for other in stamps(text, stamp.end, end):
                finds.add_stamp(other, "date line")
        elif _YEARLESS.fullmatch(words):
            finds.add_dateline(start, end)
            marked.append(len(candidates))
        elif re.fullmatch(r"(?:By|BY|by)\s[A-Z][^.!?]{2,90}", words):
            finds.byline = finds.byline or words[3:].strip()
            finds.add_dateline(start, end)
            marked.append(len(candidates))
        elif words.isupper() and len(words.split()) <= 3 and is_city(words):
            finds.add_dateline(start, end)
        elif wire := wire_at(text, start, after_stamp=bool(finds.stamps)):
            finds.add_wire(text, wire)
            has_body = True
            break
        elif start < (after := leading_stamp(text, start, noise, finds)) < end:
            if opening := wire_at(text, after, after_stamp=True):
                finds.add_wire(text, opening)
            has_body = True
            break
        elif is_running(words):
            has_body = True
            break
        else:
            candidates.append((start, end))
        if len(candidates) > 8:
            break
    if has_body and candidates:
        _choose(text, candidates, marked, title, finds)


def _choose(
    text: str,
    candidates: list[tuple[int, int]],
    marked: list[int],
    title: str | None,
    finds: Finds,
) -> None:
    def key(span: tuple[int, int]) -> str:
        return " ".join(words_of(text[span[0] : span[1]])).casefold()

    titled = " ".join(words_of(title or "")).casefold()
    chosen = next((i for i, span in enumerate(candidates) if titled and key(span) == titled), None)
    repeated = {key(s) for i, s in enumerate(candidates) if key(s) in map(key, candidates[:i])}
    if chosen is None:
        chosen = next((i for i, span in enumerate(candidates) if key(span) in repeated), None)
    if chosen is None:
        before = next((count - 1 for count in marked if count), None)
        if before is not None and len(words_of(text[slice(*candidates[before])])) >= 3:
            chosen = before
    if chosen is None:
        sizes = [len(words_of(text[start:end])) for start, end in candidates]
        chosen = next((i for i, size in enumerate(sizes) if size >= 5), None)
        if chosen is None:
            chosen = next((i for i, size in enumerate(sizes) if size >= 3), None)
    if chosen is None:
        return
    last = chosen
    while last + 1 < len(candidates) and key(candidates[last + 1]) == key(candidates[chosen]):
        last += 1
    finds.headline = (candidates[chosen][0], candidates[last][1])


def _lines(text: str, at: int, noise: tuple[Span, ...]) -> list[tuple[int, int]]:
    """The blocks of the head that are not noise: lines, or paragraphs where lines are wrapped."""
    limit = min(len(text), at + _HEAD_CHARACTERS)
    pattern = r"[^\n]+(?:\n(?![ \t]*\n)[^\n]+)*" if is_wrapped(text) else r"[^\n]+"
    found: list[tuple[int, int]] = []
    for line in re.finditer(pattern, text[at:limit]):
        start, end = at + line.start(), at + line.end()
        if end == limit < len(text):
            end = line_end(text, end)
        while start < end and text[start] in BLANKS:
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end and not any(n.start < end and start < n.end for n in noise):
            found.append((start, end))
    return found[:_MOST_HEAD_LINES]


def is_running(words: str) -> bool:
    """Tell a paragraph of the body from a headline or label."""
    count = len(words.split())
    is_stopped = bool(re.search(r"[.!…:;,][\"'”’)\]]*$", words.strip()))
    return (
        count > 30
        or (count > 5 and is_stopped)
        or bool(re.search(r"[a-z]{2}[.!?]\s+[A-Z“\"]", words))
    )


def _is_masthead(words: str) -> bool:
    outlet = find_outlet(words.partition(",")[0]) if len(words.split()) <= 5 else None
    return outlet is not None and words[:1].isupper()


def _stamp_line(text: str, start: int, end: int) -> Stamp | None:
    """The date of a line that holds nothing else but names, places and separators."""
    if end - start > 140:
        return None
    stamp = next(stamps(text, start, end), None)
    if stamp is None:
        return None
    rest = text[start : stamp.start] + " " + text[stamp.end : end]
    for other in stamps(text, stamp.end, end):
        rest = rest.replace(text[other.start : other.end], " ")
    words = re.findall(r"[^\W\d_][\w'’.-]*", rest)
    if len(words) > 9 or re.search(r"[.!?]\s+\w+\s+\w+|[.!?]$", rest.strip()):
        return None
    small = {
        "by",
        "and",
        "of",
        "in",
        "from",
        "at",
        "for",
        "on",
        "al",
        "de",
        "the",
        "pm",
        "am",
        "local",
        "read",
        "min",
        "minutes",
        "time",
    }
    return (
        stamp if all(w[:1].isupper() or w.casefold().strip(".") in small for w in words) else None
    )


def _line_credits(words: str, finds: Finds) -> None:
    for part in re.split(r"\s*[|·•,/–—-]\s*|\s{2,}", words):
        name = re.sub(r"^(?:By|BY|by)\s", "", part)
        for stamp in stamps(name):
            name = name[: stamp.start].strip()
            break
        if name[:1].isupper() and find_outlet(name):
            finds.add_credit(name)
