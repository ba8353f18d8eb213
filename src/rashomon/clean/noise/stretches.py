"""The stretches of a page's text that are not the report: menus, buttons, calls, links.

Noise is marked, never cut out, so offsets hold. Two kinds of text come in: pages with a line
for each block, where whole lines are judged, and archives that keep a page as one line, where
labels must be found between sentences. Body text marked as noise loses claims; noise left in
costs little. Rules judge both kinds, trained weights the lines of the first; what either marks
is noise. Where a rule is unsure how far noise goes, it takes the shorter stretch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rashomon.clean.noise import endings as noise_endings
from rashomon.clean.noise import inline as noise_inline
from rashomon.clean.noise.line_scores import unlikely_lines
from rashomon.clean.noise.lines import noisy_lines
from rashomon.records import Span

__all__ = ["RULES", "find_noise", "ruled_noise"]


def find_noise(text: str) -> tuple[Span, ...]:
    """Return the stretches of `text` that are not part of the report, in order."""
    return _merged(text, [*_ruled(text), *unlikely_lines(text)])


def ruled_noise(text: str) -> tuple[Span, ...]:
    """Return what the rules alone hold to be noise."""
    return _merged(text, _ruled(text))


def _ruled(text: str) -> list[tuple[int, int]]:
    return [stretch for rule in RULES.values() for stretch in rule(text)]


RULES: dict[str, Callable[[str], Iterable[tuple[int, int]]]] = {
    "lines": noisy_lines,
    **{rule.__name__.strip("_"): rule for rule in noise_inline.RULES},
    **{rule.__name__.strip("_"): rule for rule in noise_endings.RULES},
}
"""By what each looks for, so that what one rule is worth can be measured."""


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
