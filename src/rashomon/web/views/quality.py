"""What reads this ledger, how much it has read, and how well that is known to work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rashomon.web.views.prose import Block

if TYPE_CHECKING:
    from rashomon.ledger.reading_counts import ReadingCounts

__all__ = ["QualityView", "ReadBy", "quality_view"]


@dataclass(frozen=True, slots=True)
class ReadBy:
    """How many reports one reader read, with one gazetteer; whether it is the one of today."""

    reader: str
    gazetteer: str
    reports: int
    is_todays: bool


@dataclass(frozen=True, slots=True)
class QualityView:
    """Counts of this ledger, by what its pages are made, and the pages on quality."""

    read: tuple[ReadBy, ...]
    counts: tuple[tuple[str, int, str], ...]  # what, how many, what that means
    made_by: tuple[tuple[str, str], ...]
    card: tuple[Block, ...]
    figures: tuple[Block, ...]


def quality_view(
    counts: ReadingCounts,
    *,
    reader: str,
    made_by: Sequence[tuple[str, str]],
    card: tuple[Block, ...],
    figures: tuple[Block, ...],
) -> QualityView:
    """Return what the page of quality tells; `reader` is today's."""
    foreign = sum(times for language, times in counts.languages if language not in (None, "en"))
    told = (
        ("Reports", counts.reports, "each once, whatever its copies"),
        ("Wait to be read", counts.waiting, "a build reads them"),
        ("Not in English", foreign, "kept whole, and not read"),
        ("Near copies", counts.copies, "kept with the report whose words they have"),
        ("Without a text", counts.without_text, "bytes that are kept; no report came of them"),
    )
    return QualityView(
        read=tuple(
            ReadBy(name, gazetteer or "not kept then", times, name == reader)
            for name, gazetteer, times in counts.read
        ),
        counts=told,
        made_by=tuple(made_by),
        card=card,
        figures=figures,
    )
