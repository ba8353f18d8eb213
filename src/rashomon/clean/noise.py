"""The stretches of a page's text that are not the report: menus, buttons, calls, links.

Noise is marked, never cut out, so offsets hold. Two kinds of text come in: pages with a line
for each block, where whole lines are judged, and archives that keep a page as one line, where
labels must be found between sentences. Body text marked as noise loses claims; noise left in
costs little. Where a rule is unsure how far noise goes, it takes the shorter stretch.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from rashomon.clean.noise_words import (
    ASKS_READER,
    BUTTON_FILLERS,
    BUTTONS,
    CREDIT_WORDS,
    END_MARKS,
    FOOTER_TERMS,
    HEADS_LINKS,
    LINE_SHAPES,
    SECTIONS,
)
from rashomon.clean.running import running_start
from rashomon.records import Span
from rashomon.reference.outlets import find_outlet

__all__ = ["find_noise", "is_wrapped"]

_LINE = re.compile(r"[^\n]+")
_STOP = re.compile(r"[.!?…]['\"”’»)\]]*(?=\s|$)")
_TELLS = re.compile(r"\b(?:said|told|killed|wounded|injured|attack\w*|strikes?|according)\b")
_WRAPPED_WIDTH = 100
_LONGEST_FOOTER = 6000  # characters; the longest seen has 2,000
_FARTHEST = 3000  # characters that a rule looks ahead in a line, which may be a whole page


def find_noise(text: str) -> tuple[Span, ...]:
    """Return the stretches of `text` that are not part of the report, in order."""
    found = [*_noisy_lines(text)]
    for rule in (_credits, _links, _tags, _toolbars, _calls, _embeds, _footer, _last_words):
        found += rule(text)
    return _merged(text, found)


def is_wrapped(text: str) -> bool:
    """Tell whether line breaks are the typesetter's: many full lines, none long."""
    lines = [len(line) for line in text.splitlines() if line.strip()]
    return (
        len(lines) > 3
        and max(lines) <= _WRAPPED_WIDTH
        and sum(length > 0.5 * max(lines) for length in lines) > 0.6 * len(lines)
        and max(lines) > 50
    )


def _merged(text: str, found: list[tuple[int, int]]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for start, end in sorted(found):
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start >= end:
            continue
        if spans and start <= spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(end, spans[-1].end))
        else:
            spans.append(Span(start, end))
    return tuple(spans)


# Whole lines


def _noisy_lines(text: str) -> list[tuple[int, int]]:
    lines = [m for m in _LINE.finditer(text) if m.group().strip(" \t\ufeff")]
    if len(lines) < 2:
        return [(m.start(), m.end()) for m in lines if _is_icons(m.group().split())]
    alone = _alone(text, lines) if is_wrapped(text) else [True] * len(lines)
    first_body = next((i for i, m in enumerate(lines) if _is_body(m.group())), len(lines))
    found: list[tuple[int, int]] = []
    links_left = 0
    for at, line in enumerate(lines):
        words = line.group().strip(" \t\ufeff•·*|")
        if not alone[at]:
            continue
        if not words or _is_noisy(words):
            found.append((line.start(), line.end()))
            # Links follow a label; above the body, what follows may be the headline.
            is_label = HEADS_LINKS.fullmatch(words)
            links_left = 12 if is_label and at > first_body else links_left
        elif links_left and _is_link(words):
            found.append((line.start(), line.end()))
            links_left -= 1
        else:
            links_left = 0
    return found


def _alone(text: str, lines: list[re.Match[str]]) -> list[bool]:
    """Whether each line is a paragraph of its own."""
    starts = [
        i == 0 or "\n" in text[lines[i - 1].end() + 1 : m.start()] for i, m in enumerate(lines)
    ]
    return [starts[i] and (i + 1 == len(lines) or starts[i + 1]) for i in range(len(lines))]


def _is_body(line: str) -> bool:
    return len(line.split()) > 12 and bool(_STOP.search(line.rstrip()[-3:]))


def _is_link(words: str) -> bool:
    return len(words.split()) <= 25 and not _STOP.search(words[-3:]) and words[-1] not in ":,;"


def _is_noisy(words: str) -> bool:
    if len(words) > 300:
        return _is_icons(words.split())
    return bool(
        LINE_SHAPES.fullmatch(words)
        or HEADS_LINKS.fullmatch(words)
        or _is_toolbar(words.split())
        or _is_menu(words.split())
        or _is_icons(words.split())
        or re.fullmatch(r"\d{1,6}|[\W_]{1,40}", words)
        or (_is_call(words) and len(words.split()) <= 45)
    )


def _is_icons(tokens: list[str]) -> bool:
    icons = sum("icon" in token.casefold() for token in tokens)
    return icons >= 4 and icons >= 0.2 * len(tokens)


def _is_toolbar(tokens: list[str]) -> bool:
    plain = [token.casefold().strip(".,:|•·()") for token in tokens]
    if not plain or len(plain) > 14:
        return False
    if not all(t in BUTTONS or t in BUTTON_FILLERS or t.isdigit() or not t for t in plain):
        return False
    return any(token in BUTTONS for token in plain) and tokens[0][:1].upper() == tokens[0][:1]


def _is_menu(tokens: list[str]) -> bool:
    plain = [token.casefold().strip(".,:|•·") for token in tokens]
    if not all(token in SECTIONS or not token for token in plain):
        return False
    return len(plain) >= 3 or plain in (["home"], ["menu"], ["search"], ["login"], ["more"])


def _is_call(words: str) -> bool:
    return bool(ASKS_READER.search(words)) and not re.search(
        r"\b(?:said|told|killed|wounded|according)\b|[“\"]", words
    )


# Between sentences


def _credits(text: str) -> Iterator[tuple[int, int]]:
    """Picture credits: "(AFP Photo)", "Photograph: Someone / Agency"."""
    last_end = 0
    for found in re.finditer(r"\(([^()\n]{2,60})\)(?!\s?[-–—])", text):
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
    label = r"\b(?:photo(?:graph)?|image|picture)s?(?:\s(?:by|credit|source))?\s?:\s?"
    for found in re.finditer(label, text, re.IGNORECASE):
        last = None
        for name in re.finditer(r"\S+", text[found.end() : found.end() + 90].partition("\n")[0]):
            word = name.group().rstrip(".,")
            if not (word[:1].isupper() or word in "/|&-" or word in CREDIT_WORDS):
                break
            if word.casefold() in {"handout", "images", "getty"} or find_outlet(word):
                last = found.end() + name.end()
        if last:
            yield found.start(), last
    for found in re.finditer(r"©\s?[^\n.]{2,60}?(?=\n|$|\.\s)", text):
        yield found.span()


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


def _links(text: str) -> Iterator[tuple[int, int]]:
    """Links to other reports within a line: "Read more: …"."""
    label = (
        r"(?:(?<=[.!?\"”)] )|(?<=[.!?\"”)])|(?:(?<=\n)|(?<=^)))"
        r"(?:READ|SEE|WATCH|ALSO|Read|See|Also)\s(?:MORE|ALSO|READ|more|also|read|Also|More)\s?[:|»]\s?"
    )
    for found in re.finditer(label, text):
        line_end = _line_end(text, found.end())
        yield found.start(), _title_end(text, found.end(), line_end)
    for found in re.finditer(
        r"(?<=[.!?\"”)])\s+(?:Read|See|Also)\s(?:Also|also|More|more|Read)\s*$", text
    ):
        yield found.span()


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
        body = running_start(text, found.end(), end)
        if body is not None:
            yield found.start(), body
        elif end - found.end() < 200 and not _STOP.search(text, found.end(), end):
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
            (m.end() for m in _STOP.finditer(text, max(0, start - 200), start)), default=start
        )
        rest = text[end:line_end]
        if len(text[stop:start].split()) <= 12 and not _TELLS.search(text, stop, start):
            start = stop
        if len(rest.split()) <= 40 and not _TELLS.search(rest):
            end = line_end
    return start, end


def _calls(text: str) -> Iterator[tuple[int, int]]:
    """Sentences that ask something of the reader, or notify him of terms."""
    for found in ASKS_READER.finditer(text):
        stops = [m.end() for m in _STOP.finditer(text, max(0, found.start() - 400), found.start())]
        start = max([*stops, text.rfind("\n", 0, found.start()) + 1, 0])
        stop = _STOP.search(text, found.end())
        end = min(stop.end() if stop else len(text), _line_end(text, found.end()))
        if found.group().casefold() == "click here" and len(text[start:end].split()) > 14:
            continue  # a link's words in a line without stops: the sentence after them is news
        if end - start <= 300 and _is_call(text[start:end]):
            yield start, end


def _embeds(text: str) -> Iterator[tuple[int, int]]:
    """What embedded posts and players leave behind."""
    for found in re.finditer(r"\bpic\.twitter\.com\S*|\bt\.co/\w+", text):
        yield found.span()
    for found in re.finditer(r"\s[-–|]\s(?:YouTube|Vimeo|Facebook)\b", text):
        stops = [m.end() for m in _STOP.finditer(text, max(0, found.start() - 160), found.start())]
        start = max([*stops, text.rfind("\n", 0, found.start()) + 1])
        if stops and found.start() - start <= 120:
            yield start, found.end()
    for found in re.finditer(r"Our\sStandards:\s?The\s(?:\w+\s){1,4}Principles\.?", text):
        yield found.span()


def _footer(text: str) -> Iterator[tuple[int, int]]:
    """Everything from the label of the last links on, where a page's footer follows it."""
    after = max(int(0.3 * len(text)), len(text) - _LONGEST_FOOTER)
    label = re.compile(
        r"(?:(?<=[.!?\"”)…]\s)|(?<=\w\s)|(?<=\n))(?:(?:\.\.\.\s)?\d+\s)?(?P<label>Related(?:\sNews)?|Tags|"
        r"Category\sNews|Trending|Most\sRead|You\s(?:may|might)\salso\slike|Follow\sus|Copyright|"
        r"Community\sstandards|Never\smiss|Recommended)\b"
    )
    for found in label.finditer(text, after):
        rest = text[found.start("label") :]
        terms = {m.group().casefold() for m in FOOTER_TERMS.finditer(rest)}
        if len(terms) >= 4 or (len(terms) >= 1 and not _has_sentence(rest)):
            yield found.start(), len(text)
            return


def _has_sentence(rest: str) -> bool:
    """Tell whether some sentence ends before the last words, calls to the reader left aside."""
    at = 0
    for stop in _STOP.finditer(rest):
        if stop.end() >= len(rest.rstrip()):
            break
        if not ASKS_READER.search(rest, at, stop.end()):
            return True
        at = stop.end()
    return False


def _last_words(text: str) -> Iterator[tuple[int, int]]:
    """A button, a counter, initials or an end mark after the last sentence."""
    end = len(text.rstrip())
    for stop in re.finditer(r"[.!?…)][\"”’]*", text[max(0, end - 80) : end]):
        start = max(0, end - 80) + stop.end()
        rest = text[start:end].strip()
        if not rest:
            continue
        if (
            END_MARKS.fullmatch(rest)
            or _is_toolbar(rest.split())
            or re.fullmatch(r"\d{1,4}(?:-\d{1,3})?|[A-Z]{2}\s?-\s?\d{1,3}", rest)
            or re.fullmatch(r"[a-z]{2,3}(?:\s?[,/]\s?[a-z]{2,3})+(?:\s?\([^()]{2,60}\))?", rest)
        ):
            yield start, end
            return


def _line_end(text: str, at: int) -> int:
    """Where the line ends, or what of it a rule may look at."""
    end = text.find("\n", at, at + _FARTHEST)
    return min(len(text), at + _FARTHEST) if end < 0 else end
