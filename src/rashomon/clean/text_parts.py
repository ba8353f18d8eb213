"""A text that holds several reports in; where in it each of them stands out.

Databases of news export many reports as one text: counted ("Document 3 of 12"), with a mark
at each one's end, or divided by rules. A report wrongly cut in two costs more than two left
together: where nothing counts them, each stretch must open as a report of its own does.
"""

from __future__ import annotations

import re

from rashomon.clean.openings.opening import find_opening
from rashomon.clean.openings.wire import wire_at
from rashomon.records import Span

__all__ = ["text_parts"]

_MOST_PARTS = 2000  # of one text; databases give 500 at the most
_FEWEST_WORDS = 25  # of a stretch that is a report; less is a cover sheet or a line of notes

_COUNTED = re.compile(
    r"^[ \t\ufeff]{0,80}(?P<word>Document|Article|Story|Item|DOCUMENT)?[ \t]{0,9}#?"
    r"(?P<n>\d{1,4})[ \t]{1,9}of[ \t]{1,9}(?P<all>\d{1,4})"
    r"(?:[ \t]{1,9}(?P<last>DOCUMENTS?|Documents?|articles?|results?))?[ \t]{0,80}$",
    re.MULTILINE,
)
_ENDS = re.compile(
    r"^[ \t]*(?:Document [A-Z]{2,12}\d{6,}[a-z0-9]{5,}|End of Document|END OF DOCUMENT)[ \t]*$",
    re.MULTILINE,
)
_RULES = re.compile(r"^[ \t]*(?P<sign>[=_*#~-])(?:[ \t]?(?P=sign)){4,}[ \t]*$", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def text_parts(text: str) -> tuple[Span, ...]:
    """Return where each report of a text stands, in order; none where it holds one."""
    for way in (_counted, _ended, _ruled, _repeated):
        cut = [_trimmed(text, start, end) for start, end in way(text)]
        spans = [Span(*one) for one in cut if len(text[slice(*one)].split()) >= _FEWEST_WORDS]
        if 2 <= len(spans) <= _MOST_PARTS:
            return tuple(spans)
    return ()


def _counted(text: str) -> list[tuple[int, int]]:
    """Behind each line that counts them, where these count on one by one to the last."""
    lines = list(_COUNTED.finditer(text))
    if len(lines) < 2 or len({line["all"] for line in lines}) != 1:
        return []
    numbers = [int(line["n"]) for line in lines]
    is_whole = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    if not is_whole or numbers[-1] > int(lines[0]["all"]):
        return []
    ends = [*(line.start() for line in lines[1:]), len(text)]
    found = [(line.end(), end) for line, end in zip(lines, ends, strict=True)]
    is_named = all(line["word"] or line["last"] for line in lines)
    # Pictures are counted too, without a word for what they are.
    return found if is_named or all(_opens(text[a:b].strip()) for a, b in found) else []


def _ended(text: str) -> list[tuple[int, int]]:
    """Before each mark that a database puts at a report's end."""
    marks = list(_ENDS.finditer(text))
    if len(marks) < 2:
        return []
    starts = [0, *(mark.end() for mark in marks[:-1])]
    return [(start, mark.start()) for start, mark in zip(starts, marks, strict=True)]


def _ruled(text: str) -> list[tuple[int, int]]:
    """Between rules of one kind, where every stretch of some length opens as a report does."""
    rules = list(_RULES.finditer(text))
    for sign in dict.fromkeys(rule["sign"] for rule in rules):
        own = [rule for rule in rules if rule["sign"] == sign]
        starts = [0, *(rule.end() for rule in own)]
        ends = [*(rule.start() for rule in own), len(text)]
        stretches = [
            (start, end)
            for start, end in zip(starts, ends, strict=True)
            if len(text[start:end].split()) >= _FEWEST_WORDS
        ]
        if 2 <= len(stretches) <= _MOST_PARTS and all(
            _opens(text[start:end].strip()) for start, end in stretches
        ):
            return stretches
    return []


def _opens(text: str) -> bool:
    """Tell whether a text has a dateline or date where reports have theirs."""
    opening = find_opening(text, ())
    return opening.dateline is not None or (
        opening.published_on is not None and opening.found_by != "date of update"
    )


def _repeated(text: str) -> list[tuple[int, int]]:
    """From each headline whose next paragraph opens with an agency's dateline and credit.

    The first must open the text, so that a report with a second dateline in it stays one.
    """
    gaps = list(_BLANK_LINES.finditer(text))
    if len(gaps) < 3 or len(gaps) > 50 * _MOST_PARTS:
        return []
    starts = [0, *(gap.end() for gap in gaps)]
    ends = [*(gap.start() for gap in gaps), len(text)]
    heads = []
    for at in range(len(starts) - 1):
        head = text[starts[at] : ends[at]].strip()
        if not head or "\n" in head or len(head.split()) > 25 or head[-1] in ".:;,":
            continue
        wire = wire_at(text, starts[at + 1])
        if wire is not None and wire.credit is not None:
            heads.append(starts[at])
    if len(heads) < 2 or text[: heads[0]].strip():
        return []
    return list(zip(heads, [*heads[1:], len(text)], strict=True))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without the blanks around it."""
    stretch = text[start:end]
    blanks = len(stretch) - len(stretch.lstrip())
    return start + blanks, max(start + blanks, start + len(stretch.rstrip()))
