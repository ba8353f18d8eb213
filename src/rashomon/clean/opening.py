"""What stands before the body: headline, dateline, dates, byline.

A date counts as the day of publication only where outlets put it: at the very start, beside
the headline, on a line of its own, behind a label, or in an agency's dateline. A date within
the running body is the report's news and never its own date. A headline is marked only where
it is sure to be one, because claims in it are not read.
"""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass
from datetime import date

from rashomon.clean.cities import is_city
from rashomon.clean.headlines import headline_end, reads_like_headline, sentence_end, words_of
from rashomon.clean.noise import is_wrapped
from rashomon.clean.stamps import Stamp, stamps
from rashomon.clean.wire import Wire, wire_at, wires_within
from rashomon.records import Span
from rashomon.reference.outlets import find_outlet

__all__ = ["Opening", "find_opening"]

_HEAD_CHARACTERS = 2500  # headline, standfirst, byline and menus in between
_LONG_HEADLINE = 15  # words; longer ones have a standfirst run into them, mostly
_INLINE_HEADLINE = 260  # characters before a date that ends a headline in one line
_LAST_CHARACTERS = 400
_MOST_HEAD_LINES = 25
_BLANKS = " \t\n\r\ufeff|·•-–—"


@dataclass(frozen=True, slots=True)
class Opening:
    """The spans and dates found. `credits` are the names in the dateline and masthead."""

    headline: Span | None = None
    dateline: Span | None = None
    published_on: date | None = None
    updated_on: date | None = None
    found_by: str = ""
    byline: str | None = None
    credits: tuple[str, ...] = ()
    masthead: str | None = None


@dataclass(slots=True)
class _Finds:
    headline: tuple[int, int] | None = None
    datelines: list[tuple[int, int]] | None = None
    stamps: list[tuple[Stamp, str]] | None = None
    credits: list[str] | None = None
    byline: str | None = None
    masthead: str | None = None

    def add_dateline(self, start: int, end: int) -> None:
        self.datelines = [*(self.datelines or []), (start, end)]

    def add_stamp(self, stamp: Stamp, how: str) -> None:
        self.stamps = [*(self.stamps or []), (stamp, how)]

    def add_credit(self, words: str) -> None:
        self.credits = [*(self.credits or []), words]


def find_opening(text: str, noise: tuple[Span, ...], title: str | None = None) -> Opening:
    """Find headline, dateline and dates of a report; `title` is what is told beside the text."""
    finds = _Finds()
    start = _skip(text, 0, noise)
    at = _leading_stamp(text, start, noise, finds)
    line_end = _line_end(text, at)
    if title and _title_at(text, at, title):
        finds.headline = (at, at + len(title.strip()))
        after = _skip(text, finds.headline[1], noise)
        _after_headline(text, after, noise, finds)
    elif at == start and (wire := wire_at(text, at)):
        _add_wire(text, wire, finds)
    elif _is_running(text[at:line_end]) or "\n" not in text.strip(_BLANKS):
        _inline(text, at, line_end, noise, finds, is_dated=at > start)
    else:
        _blocks(text, at, noise, title, finds)
    _labelled(text, finds)
    return _settled(text, noise, finds)


# A date at the very start


def _leading_stamp(text: str, start: int, noise: tuple[Span, ...], finds: _Finds) -> int:
    """Take in the stamps at `start`; return where the text goes on."""
    at = start
    while True:
        stamp = next(stamps(text, at, min(len(text), at + 120)), None)
        if stamp is None:
            return at
        begin = _credit_start(text, at, stamp.start)
        if begin - at > 1 or text[at:begin].strip("([ "):
            return at
        end = stamp.end
        following = text[end : end + 2]
        if re.match(r"\s?[a-z,]", following) and not re.match(
            r"\s?by\s[A-Z]|\(|\s?(?:title|headline)\s?:", text[end : end + 11]
        ):
            return at  # a sentence that begins with a date
        if stamp.has_short_year and not _line_ends(text, end):
            return at  # "3 Dec 20 …" has no year unless set off
        finds.add_stamp(stamp, "dateline")
        if begin < stamp.start:
            finds.add_credit(text[begin : stamp.start].strip())
        begin = at if text[at] == "(" else begin
        while text[end : end + 1] in {")", "]"} and end < len(text):
            end += 1
        byline = re.match(r"\s?(?:\|\s?)?[Bb]y\s((?:[A-Z][\w'’.-]+(?:\s|$)){1,4})", text[end:])
        if byline:
            names = _person_or_outlet(byline[1])
            finds.byline = names
            end += byline.start(1) + len(names)
        finds.add_dateline(begin, end)
        at = _skip(text, end, noise)
        if at >= len(text):
            return at


def _person_or_outlet(words: str) -> str:
    """The author's name at the start of `words`: an outlet's if it is one, else two words."""
    parts = words.split()
    for count in range(len(parts), 0, -1):
        if find_outlet(" ".join(parts[:count])):
            return " ".join(parts[:count])
    return " ".join(parts[:2])


# One line that runs on


def _inline(
    text: str, at: int, end: int, noise: tuple[Span, ...], finds: _Finds, *, is_dated: bool
) -> None:
    label = re.compile(r"(?:title|headline)\s?:\s", re.IGNORECASE).match(text, at)
    at = label.end() if label else at
    limit = min(end, at + _INLINE_HEADLINE)
    for stamp in stamps(text, at, min(end, limit + 60)):
        begin = _credit_start(text, at, stamp.start)
        headline = text[at : _picture_credit(text, at, begin)].strip()
        if begin > limit or not _can_end_headline(
            text, headline, stamp, has_credit=begin < stamp.start
        ):
            break
        finds.add_stamp(stamp, "dateline")
        finds.add_dateline(begin, stamp.end)
        if begin < stamp.start:
            finds.add_credit(text[begin : stamp.start].strip())
        inner = None
        if len(words_of(headline)) > _LONG_HEADLINE:  # a standfirst has run into it
            inner = headline_end(text, at, at + len(headline), is_dated=False)
        finds.headline = _without_flag(text, at, inner or at + len(headline))
        _after_headline(text, _skip(text, stamp.end, noise), noise, finds)
        return
    for wire in wires_within(text, at, limit):
        headline = text[at : wire.start].strip()
        if len(words_of(headline)) >= 3 and not re.search(r"[.!?:;,]$|[.!?]\s", headline):
            finds.headline = _without_flag(text, at, at + len(headline))
            _add_wire(text, wire, finds)
            return
        break
    if opening := wire_at(text, at, after_stamp=is_dated):
        _add_wire(text, opening, finds)
        return
    if is_dated and (name := _agency_after_headline(text, at, limit)):
        finds.headline = (at, at + len(text[at : name[0]].rstrip()))
        finds.add_dateline(*name)
        finds.add_credit(text[slice(*name)])
        return
    stop = headline_end(text, at, end, is_dated=is_dated)
    if stop:
        finds.headline = _without_flag(text, at, stop)
        _after_headline(text, _skip(text, stop, noise), noise, finds)


def _after_headline(text: str, at: int, noise: tuple[Span, ...], finds: _Finds) -> None:
    """Take in the agency's dateline, or a date, that follows a headline."""
    if wire := wire_at(text, at, after_stamp=True):
        _add_wire(text, wire, finds)
        return
    if not finds.stamps:
        stamp = next(stamps(text, at, min(len(text), at + 90)), None)
        if stamp and not text[at : stamp.start].strip(_BLANKS):
            finds.add_stamp(stamp, "dateline")
            finds.add_dateline(stamp.start, stamp.end)
            if wire := wire_at(text, _skip(text, stamp.end, noise), after_stamp=True):
                _add_wire(text, wire, finds)


def _agency_after_headline(text: str, at: int, limit: int) -> tuple[int, int] | None:
    """Where an agency's name alone divides headline and body: "… monitor AFP At least …"."""
    stop = sentence_end(text, at, limit)
    for found in re.finditer(r"(?<=\w\s)[A-Z]\w+(?=\s[\"“]?[A-Z0-9])", text[at:stop]):
        outlet = find_outlet(found.group())
        if outlet is None or not outlet.is_agency:
            continue
        headline = text[at : at + found.start()].rstrip()
        if reads_like_headline(headline, text[at + found.end() : at + found.end() + 900]):
            return at + found.start(), at + found.end()
    return None


def _picture_credit(text: str, at: int, end: int) -> int:
    """Where the credit of a picture begins that stands between headline and date."""
    words = list(re.finditer(r"\S+", text[at:end]))
    for word in words[4:]:
        outlet = find_outlet(word.group())
        rest = text[at + word.start() : end].split()
        if outlet and outlet.is_agency and all(not w[:1].islower() for w in rest):
            return at + word.start()
    return end


def _credit_start(text: str, start: int, at: int) -> int:
    """Where the agency's name before a date begins; `at` where none stands there."""
    words = list(re.finditer(r"\S+", text[max(start, at - 70) : at]))
    base = max(start, at - 70)
    for first in range(max(0, len(words) - 6), len(words)):
        name = " ".join(word.group() for word in words[first:])
        parts = re.split(r"\s*(?:,|\band\b|/)\s*", name)
        is_named = [bool(find_outlet(part)) and part[:1].isupper() for part in parts]
        is_other = [part.casefold() in {"agencies", "staff", ""} for part in parts]
        if any(is_named) and all(map(operator.or_, is_named, is_other)):
            return base + words[first].start()
    return at


def _can_end_headline(text: str, headline: str, stamp: Stamp, *, has_credit: bool) -> bool:
    words = words_of(headline)
    following = text[stamp.end : stamp.end + 9].strip()
    goes_on = following[:1].islower() or following[:1] in ",.;:)" or following[:1] == "("
    if following.casefold().startswith("(updated") or (has_credit and following[:1].islower()):
        goes_on = False
    if len(words) < 3 or (following and goes_on):
        return False
    if re.search(r"[.!?]\s", headline) or headline[-1:] in ",;:(":
        return False
    if words[-1].casefold() in _BEFORE_DATES and not has_credit:
        return False
    if has_credit:
        return True
    rest = text[stamp.end : stamp.end + 900]
    return reads_like_headline(headline, rest)


_BEFORE_DATES = frozenset(
    "on in since of from until till by to dated after before the for at and or during between "
    "around late early mid through".split()
)


def _without_flag(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out a flag in capitals: "UPDATED", "BREAKING:"."""
    flag = re.compile(r"(?:UPDATED?|BREAKING|EXCLUSIVE|URGENT)(?:\s?\d)?\s?[:|-]?\s+(?=[A-Z0-9])")
    found = flag.match(text, start, end)
    return (found.end(), end) if found and not text[start:end].isupper() else (start, end)


# A page of lines


def _blocks(text: str, at: int, noise: tuple[Span, ...], title: str | None, finds: _Finds) -> None:
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
        elif re.fullmatch(r"(?:By|BY|by)\s[A-Z][^.!?]{2,90}", words):
            finds.byline = finds.byline or words[3:].strip()
            finds.add_dateline(start, end)
            marked.append(len(candidates))
        elif words.isupper() and len(words.split()) <= 3 and is_city(words):
            finds.add_dateline(start, end)
        elif wire := wire_at(text, start, after_stamp=bool(finds.stamps)):
            _add_wire(text, wire, finds)
            has_body = True
            break
        elif start < (after := _leading_stamp(text, start, noise, finds)) < end:
            if opening := wire_at(text, after, after_stamp=True):
                _add_wire(text, opening, finds)
            has_body = True
            break
        elif _is_running(words):
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
    finds: _Finds,
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
            end = _line_end(text, end)
        while start < end and text[start] in _BLANKS:
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end and not any(n.start < end and start < n.end for n in noise):
            found.append((start, end))
    return found[:_MOST_HEAD_LINES]


def _is_running(words: str) -> bool:
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
        "time",
    }
    return (
        stamp if all(w[:1].isupper() or w.casefold().strip(".") in small for w in words) else None
    )


def _line_credits(words: str, finds: _Finds) -> None:
    for part in re.split(r"\s*[|·•,/–—-]\s*|\s{2,}", words):
        name = re.sub(r"^(?:By|BY|by)\s", "", part)
        for stamp in stamps(name):
            name = name[: stamp.start].strip()
            break
        if name[:1].isupper() and find_outlet(name):
            finds.add_credit(name)


# Labels anywhere near the ends


def _labelled(text: str, finds: _Finds) -> None:
    """Take in dates behind a label ("Published on", "Last update:") near start or end."""
    ends = [(0, min(len(text), _HEAD_CHARACTERS))]
    if len(text) > _HEAD_CHARACTERS:
        ends.append((len(text) - _LAST_CHARACTERS, len(text)))
    else:
        ends.append((0, len(text)))
    met = {stamp.start for stamp, _ in finds.stamps or []}
    for start, end in ends:
        for stamp in stamps(text, start, end):
            if stamp.role and stamp.start not in met and _is_set_off(text, stamp.start):
                met.add(stamp.start)
                finds.add_stamp(stamp, "label")
    found = re.search(
        r"\b[Pp]ublished in\s(?P<name>[A-Z][\w' -]{1,40}?),?\s(?:on\s)?(?=[A-Z0-9])", text[-250:]
    )
    if found and not any(how == "label" for _, how in finds.stamps or []):
        at = max(0, len(text) - 250) + found.end()
        named = next(stamps(text, at, min(len(text), at + 40)), None)
        if named and named.start - at <= 2:
            finds.add_stamp(named, "label")
            finds.masthead = finds.masthead or found["name"]


def _is_set_off(text: str, at: int) -> bool:
    """Tell whether a new line, sentence or bracket begins at `at`."""
    before = text[max(0, at - 3) : at]
    return not before.strip() or "\n" in before or before.rstrip()[-1:] in '.!?)(|"”•·'


# All of it together


def _add_wire(text: str, wire: Wire, finds: _Finds) -> None:
    finds.add_dateline(wire.start, wire.end)
    if wire.credit:
        finds.add_credit(wire.credit)
    stamp = next(stamps(text, wire.start, wire.end), None)
    if stamp:
        finds.add_stamp(stamp, "dateline")


def _settled(text: str, noise: tuple[Span, ...], finds: _Finds) -> Opening:
    told = finds.stamps or []
    published = next(((s, how) for s, how in told if s.role == "published"), None)
    published = published or next(((s, how) for s, how in told if s.role is None), None)
    updated = next((s for s, _ in told if s.role == "updated"), None)
    if published is None and updated:
        published = (updated, "date of update")
    return Opening(
        headline=Span(*finds.headline) if finds.headline else None,
        dateline=_joined(text, noise, finds),
        published_on=published[0].day if published else None,
        updated_on=updated.day if updated else None,
        found_by=published[1] if published else "",
        byline=finds.byline,
        credits=tuple(finds.credits or ()),
        masthead=finds.masthead,
    )


def _joined(text: str, noise: tuple[Span, ...], finds: _Finds) -> Span | None:
    """The dateline's pieces as one span; of several groups, the one next to the body."""
    groups: list[tuple[int, int]] = []
    for start, end in sorted(finds.datelines or []):
        if groups and start <= _skip(text, groups[-1][1], noise):
            groups[-1] = (groups[-1][0], max(end, groups[-1][1]))
        else:
            groups.append((start, end))
    return Span(*groups[-1]) if groups else None


def _title_at(text: str, at: int, title: str) -> bool:
    return bool(title.strip()) and text.startswith(title.strip(), at)


def _skip(text: str, at: int, noise: tuple[Span, ...]) -> int:
    """Go on to the next character that is neither blank nor noise."""
    while True:
        while at < len(text) and text[at] in _BLANKS:
            at += 1
        inside = next((n for n in noise if n.start <= at < n.end), None)
        if inside is None:
            return at
        at = inside.end


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _line_ends(text: str, at: int) -> bool:
    return not text[at : _line_end(text, at)].strip(_BLANKS)
