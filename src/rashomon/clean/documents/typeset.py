"""Lines as they stand on printed pages in, running text out.

A printed page breaks paragraphs into lines and words at their ends, and repeats what the reader
of a page wants to know: the paper's name, the date, the page's number. Here paragraphs and
words are put together again, across pages too. What runs along the pages is kept where it
first stands, as noise, and left out where it is said again, since it would stand in the middle of
sentences.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from rashomon.records import Span
from rashomon.reference.common_words import common_words

__all__ = ["Line", "Typeset", "set_text"]

# Shares of the type size, of the usual leading and of a full line; common books of typesetting
# put an empty line between paragraphs, half of one, or an indent of one to three sizes.
_NEXT_PARAGRAPH = 1.3  # leadings from one line to the next
_SAME_LINE = 0.3  # sizes
_INDENT = (0.8, 6.0)  # sizes
_OTHER_SIZE = 0.12  # of the size
_SHORT_LINE = 0.6  # of a long line's characters
_HEADING = 1.15  # sizes of the body
_LONGEST_HEADLINE = 40  # words
_EDGE_LINES = 2  # at the top and the foot of a page that may run along all
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\xa0": " "}
)
_PAGE_NUMBER = re.compile(
    r"(?:page\s)?[-–—|\s]*\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?[-–—|\s]*|[ivxl]{1,6}", re.IGNORECASE
)
# What browsers print: "3/4/22, 10:15 AM  Title" above and "https://example.org/a 1/3" below.
_PRINTED = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},?\s\d{1,2}[:.]\d\d(?:\s?[AP]M)?(?:\s.*)?"
    r"|(?:https?://|file:///|about:)\S+(?:\s\d{1,4}(?:/|\sof\s)\d{1,4})?"
)
_BROKEN = re.compile(r"(\w+)[-‐\xad]$")
_LONGEST_WORD = 60
_BULLET = re.compile(r"[•▪◦●■‣∙]|\(?\d{1,2}[.)]\s|[-–—]\s")
_STOP = re.compile(r"[.!?…:;][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """Words with the place of the first one (points, y upwards) and the size of its type."""

    words: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Typeset:
    """A text, what of it ran along the pages, and what seems to be its headline.

    `running` are the lines that ran along, each once; `left_out` is how many were left out.
    """

    text: str
    noise: tuple[Span, ...]
    headline: Span | None
    running: tuple[str, ...]
    left_out: int


@dataclass(slots=True)
class _Paragraph:
    lines: list[Line]
    is_running: bool = False


def set_text(pages: Sequence[Sequence[Line]]) -> Typeset:
    """Put the lines of pages together to paragraphs, parted by blank lines."""
    plain = [_plain(page) for page in pages]
    leading = _leading(plain)
    keys = _running_keys(plain, leading)
    kept: list[_Paragraph] = []
    running: dict[str, str] = {}
    left_out = 0
    flat = [line for page in plain for line in page]
    long = sorted(len(line.words) for line in flat)[int(0.9 * len(flat)) :][:1]
    full = float(long[0]) if long else 0.0
    body_size = _body_size(flat)
    is_open = False  # whether the last page's last paragraph may go on
    for page in plain:
        edges = _edges(page, leading)
        body: list[Line] = []
        heads: list[Line] = []
        for at, line in enumerate(page):
            key = _key(line.words) if at in edges else ""
            if not key or not (key in keys or _is_mark(line.words)):
                body.append(line)
            elif key in running or _PAGE_NUMBER.fullmatch(line.words):
                left_out += 1
            else:
                running[key] = line.words
                heads.append(line)
        made = _paragraphs(body, leading, full, body_size)
        kept += [_Paragraph([line], is_running=True) for line in heads]
        if is_open and made and _goes_on(_last_body(kept), made[0]):
            _last_body(kept).lines += made.pop(0).lines
        kept += made
        is_open = any(not p.is_running for p in kept)
    return _joined(kept, flat, body_size, tuple(running.values()), left_out)


def _plain(page: Sequence[Line]) -> list[Line]:
    """The page's lines without blanks, ligatures as letters, pieces of one line together."""
    lines: list[Line] = []
    for line in page:
        words = " ".join(line.words.translate(_LIGATURES).split())
        if not words.strip("\xad "):
            continue
        last = lines[-1] if lines else None
        if last and abs(last.y - line.y) < _SAME_LINE * line.size and line.x > last.x:
            lines[-1] = Line(f"{last.words} {words}", last.x, last.y, last.size)
        else:
            lines.append(Line(words, line.x, line.y, line.size))
    return lines


def _edges(page: Sequence[Line], leading: float) -> set[int]:
    """The places of the lines at the page's top and foot that are set off from its body."""
    order = sorted(range(len(page)), key=lambda at: -page[at].y)
    count = _EDGE_LINES if len(page) > 2 * _EDGE_LINES else min(1, len(page))
    found: set[int] = set()
    for way in (order, order[::-1]):
        # The innermost line that has room towards the body, and all that lie outside of it.
        for inner in range(count, 0, -1):
            if inner == len(way) or _is_set_off(page[way[inner - 1]], page[way[inner]], leading):
                found.update(way[:inner])
                break
    return found


def _is_set_off(line: Line, following: Line, leading: float) -> bool:
    size = max(line.size, following.size, 1.0)
    step = abs(line.y - following.y) / size
    return step > _NEXT_PARAGRAPH * max(leading, 1.0) or (
        abs(line.size - following.size) > _OTHER_SIZE * size
    )


def _key(words: str) -> str:
    return re.sub(r"\d+", "#", words.casefold())


def _is_mark(words: str) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(words) or _PRINTED.fullmatch(words))


def _running_keys(pages: Sequence[Sequence[Line]], leading: float) -> frozenset[str]:
    """What stands at the edges of a third of the pages, and of two at least."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_key(page[at].words) for at in _edges(page, leading)})
    fewest = max(2, math.ceil(sum(map(bool, pages)) / 3))
    return frozenset(key for key, count in counts.items() if count >= fewest)


def _leading(pages: Sequence[Sequence[Line]]) -> float:
    """The usual way from one line to the next, in sizes."""
    steps = [
        (one.y - other.y) / one.size
        for page in pages
        for one, other in pairwise(page)
        if one.size and 0.8 < (one.y - other.y) / one.size < 2.5
    ]
    return median(steps) if steps else 1.2


def _body_size(lines: Sequence[Line]) -> float:
    """The size that most letters have."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[line.size] += len(line.words)
    return max(letters, key=lambda size: (letters[size], size)) if letters else 0.0


def _paragraphs(
    lines: Sequence[Line], leading: float, full: float, body_size: float
) -> list[_Paragraph]:
    made: list[_Paragraph] = []
    for line in lines:
        if made and not _begins(made[-1].lines, line, leading, full, body_size):
            made[-1].lines.append(line)
        else:
            made.append(_Paragraph([line]))
    return made


def _begins(
    before: Sequence[Line], line: Line, leading: float, full: float, body_size: float
) -> bool:
    """Tell whether a line begins a paragraph, given the lines of the one before it."""
    last = before[-1]
    size = max(last.size, line.size, 1.0)
    if abs(last.size - line.size) > _OTHER_SIZE * size:
        return True
    step = (last.y - line.y) / size
    if step < 0:  # the next column
        return not _may_go_on(last.words, line.words)
    if step > _NEXT_PARAGRAPH * max(leading, 1.0):
        return True
    if _BULLET.match(line.words):
        return bool(_STOP.search(last.words)) or line.words[0] in "•▪◦●■‣∙"
    if last.size > _HEADING * body_size:
        return False
    is_indented = _INDENT[0] < (line.x - last.x) / size < _INDENT[1]
    if is_indented and _STOP.search(last.words):
        return True
    is_short = len(last.words) < _SHORT_LINE * full
    return is_short and not line.words[:1].islower() and last.words[-1] not in ",-–—"


def _may_go_on(before: str, after: str) -> bool:
    return not re.search(r"[.!?…][\"'”’»)\]]*$", before) or after[:1].islower()


def _last_body(kept: Sequence[_Paragraph]) -> _Paragraph:
    return next(p for p in reversed(kept) if not p.is_running)


def _goes_on(last: _Paragraph, first: _Paragraph) -> bool:
    """Tell whether a page's first paragraph goes on where the last page's ended."""
    before, after = last.lines[-1], first.lines[0]
    is_same = abs(before.size - after.size) <= _OTHER_SIZE * max(before.size, after.size)
    is_broken = not _STOP.search(before.words) and not _BULLET.match(after.words)
    return is_same and (is_broken or after.words[:1].islower())


def _joined(
    kept: Sequence[_Paragraph],
    flat: Sequence[Line],
    body_size: float,
    running: tuple[str, ...],
    left_out: int,
) -> Typeset:
    met = Counter(
        word.casefold() for line in flat for word in re.findall(r"\w+(?:-\w+)*", line.words)
    )
    text: list[str] = []
    noise: list[Span] = []
    headline: Span | None = None
    largest = _HEADING * body_size
    at = 0
    for paragraph in kept:
        words = _mended([line.words for line in paragraph.lines], met)
        span = Span(at, at + len(words))
        if paragraph.is_running:
            noise.append(span)
        elif _is_headline(paragraph, words, largest) and at < 1500:
            headline, largest = span, paragraph.lines[0].size * 1.01
        text.append(words)
        at = span.end + 2
    return Typeset("\n\n".join(text), tuple(noise), headline, running, left_out)


def _is_headline(paragraph: _Paragraph, words: str, larger_than: float) -> bool:
    count = len(words.split())
    return paragraph.lines[0].size >= larger_than and 4 <= count <= _LONGEST_HEADLINE


def _mended(lines: Sequence[str], met: Counter[str]) -> str:
    """The lines as one, words that were broken at their ends whole."""
    pieces: list[str] = []
    for number, line in enumerate(lines):
        last = lines[number - 1] if number else ""
        broken = _BROKEN.search(last[-_LONGEST_WORD:])
        after = re.match(r"\w+", line[:_LONGEST_WORD])
        if not broken or not after or not after.group()[0].islower():
            pieces += [" ", line]
            continue
        keeps = last[-1] != "\xad" and _has_hyphen(broken[1], after.group(), met)
        if not keeps:
            pieces[-1] = pieces[-1][:-1]
        pieces.append(line)
    return " ".join("".join(pieces).replace("\xad", "").split())


def _has_hyphen(first: str, second: str, met: Counter[str]) -> bool:
    """Tell whether a hyphen at a line's end is the word's own, not the typesetter's."""
    whole, parted = f"{first}{second}".casefold(), f"{first}-{second}".casefold()
    if met[whole] != met[parted]:
        return met[parted] > met[whole]
    known = common_words()
    if whole in known or second not in known:
        return False
    return first.casefold() in known or first[:1].isupper()  # "so-called", "Iran-backed"
