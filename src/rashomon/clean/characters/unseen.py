"""Characters that nobody sees: left out of the text, so that words are what they look like.

A report can be made to show other words than it holds: signs that turn the order of what
follows, letters of no width within a word, letters hidden in tags. The bytes keep them; the
text that is read and quoted does not, and a note says how many of which there were.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from rashomon.records import Span

__all__ = ["Seen", "without_unseen"]

# Signs that set the order of what follows, separators of no width, fillers and marks without a
# shape, letters of tags, and selectors of shapes (emoji's own, FE0E and FE0F, change no word).
_UNSEEN = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
)
# Of use beside blanks and stops, where they keep numbers and names in place: only within a
# word do they part it.
_MARKS = "\u200e\u200f\u061c"
# Joiners are letters' own in the scripts of Persian, Hindi and their like, and within emoji.
_JOINERS = "\u200c\u200d"
_PLAIN = "A-Za-z0-9\u00c0-\u024f\u0370-\u052f"
_FOUND = re.compile(
    rf"[{_UNSEEN}]|(?<=\w)[{_MARKS}]+(?=\w)|(?<=[{_PLAIN}])[{_JOINERS}]+|[{_JOINERS}]+(?=[{_PLAIN}])"
)
_MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Seen:
    """A text without unseen characters; `removed` are their offsets in the text before."""

    text: str
    removed: tuple[int, ...] = ()
    note: str = ""

    def moved(self, span: Span) -> Span | None:
        """Return where a span of the text before lies now, None where nothing of it is left."""
        start = span.start - bisect_left(self.removed, span.start)
        end = span.end - bisect_left(self.removed, span.end)
        return Span(start, end) if start < end else None


def without_unseen(text: str) -> Seen:
    r"""Leave out what nobody sees; a byte order mark at the very start stays.

    >>> without_unseen("kil\u200bled\u202e 21").text
    'killed 21'
    """
    first = 1 if text.startswith("\ufeff") else 0
    removed: list[int] = []
    for found in _FOUND.finditer(text, first):
        removed.extend(range(found.start(), found.end()))
    if not removed:
        return Seen(text)
    pieces = []
    at = 0
    for place in removed:
        pieces.append(text[at:place])
        at = place + 1
    return Seen("".join([*pieces, text[at:]]), tuple(removed), _note(text[at] for at in removed))


def _note(letters: Iterable[str]) -> str:
    counts = Counter(letters)
    named = [
        f"{count} {_name(letter)} (U+{ord(letter):04X})"
        for letter, count in counts.most_common(_MOST_NAMED)
    ]
    if len(counts) > _MOST_NAMED:
        named.append("others")
    return f"unseen characters left out of the text: {', '.join(named)}"


def _name(letter: str) -> str:
    return unicodedata.name(letter, "control character").lower()
