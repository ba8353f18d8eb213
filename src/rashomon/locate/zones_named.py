"""Where a report names which of the zones near an incident, and in which sentence.

The longest reports name zones thousands of times, so that everything here goes by sorted offsets.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Sequence

from rashomon.locate.zone_words import find_names, find_pointers
from rashomon.records import Span, ZoneKind, ZoneRelation

__all__ = ["Named", "name_zones"]

Named = tuple[ZoneRelation, Span, Span]
"""Which zone, the words that name it, and the sentence that they stand in."""


def name_zones(
    text: str, relations: Sequence[ZoneRelation], sentences: Callable[[], Sequence[Span]]
) -> list[Named]:
    """Return where a text names the zones of `relations`, in its order.

    A name that several zones share is that of the first of them: the one that the incident lies
    in, else the nearest. Names of their own go before. What stands in no sentence is left out;
    `sentences` are asked for only where there are names.
    """
    found = sorted(
        (
            (is_shared, rank, span)
            for rank, relation in enumerate(relations)
            for span, is_shared in find_names(text, relation.zone)
        ),
    )
    taken = _Taken()
    for _, rank, span in found:
        taken.add(span, relations[rank])
    if not taken.spans:
        return []
    for span, relation in _pointed_at(text, taken):
        taken.add(span, relation)
    wholes = sentences()
    starts = [sentence.start for sentence in wholes]
    placed = []
    for span in taken.spans:
        at = bisect.bisect_right(starts, span.start) - 1
        if at >= 0 and wholes[at].covers(span):
            placed.append((taken.relations[span], span, wholes[at]))
    return placed


class _Taken:
    """Spans that do not overlap, in order, each with the zone that it names."""

    def __init__(self) -> None:
        self.spans: list[Span] = []
        self.relations: dict[Span, ZoneRelation] = {}

    def add(self, span: Span, relation: ZoneRelation) -> None:
        """Take a span, unless it overlaps one that is taken already."""
        at = bisect.bisect_left(self.spans, span)
        if not any(span.overlaps(other) for other in self.spans[max(0, at - 1) : at + 1]):
            self.spans.insert(at, span)
            self.relations[span] = relation


def _pointed_at(text: str, taken: _Taken) -> list[tuple[Span, ZoneRelation]]:
    """Where "the zone" or "the line" means the one of its kind that was named last before."""
    named: dict[ZoneKind, list[Span]] = {ZoneKind.LINE: [], ZoneKind.AREA: []}
    for span in taken.spans:
        named[taken.relations[span].zone.kind].append(span)
    found = []
    for back in find_pointers(text):
        of_kind = named[ZoneKind.LINE if back.of(text).casefold() == "line" else ZoneKind.AREA]
        at = bisect.bisect_left(of_kind, back) - 1
        if at >= 0:
            found.append((back, taken.relations[of_kind[at]]))
    return found
