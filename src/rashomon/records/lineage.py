"""Which report carries whose text, how that is known, and how sure its direction is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rashomon.errors import InvalidRecord
from rashomon.records.evidence import EvidenceSpan, Span
from rashomon.records.reports import Report

__all__ = ["Carries", "CarryKind", "Lineage", "Passage"]


class CarryKind(StrEnum):
    """How a report stands to another's words.

    Only what is declared, shared or of one outlet makes two reports one origin.
    """

    DECLARED = "declared"  # a credit says whose text it is
    SHARED_TEXT = "shared_text"  # found: passages word for word
    SAME_OUTLET = "same_outlet"  # found: passages of another report of the same outlet
    QUOTATION = "quotation"  # the shared words are quoted, or an outlet is named as source
    UNKNOWN = "unknown"  # some words in common: rewriting, or the same statement


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a report that another origin's text was found to hold."""

    report_id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Carries:
    """One edge of the lineage: `report_id` carries words of `of`.

    `of` is another report's id, or the name of an outlet where `is_outlet` is set.
    `share` is how much of the shorter text the other holds, None where words alone declare it.
    `is_directed` is False where nothing tells which of the two had the words first; then
    `report_id` is merely the first of the two ids. `evidence` are words of `report_id`.
    """

    report_id: str
    of: str
    kind: CarryKind
    share: float | None = None
    evidence: tuple[EvidenceSpan, ...] = ()
    reasons: tuple[str, ...] = ()
    is_outlet: bool = False
    is_directed: bool = True

    def __post_init__(self) -> None:
        if self.share is not None and not 0 <= self.share <= 1:
            raise InvalidRecord(f"share={self.share} is no share of a text")
        if self.report_id == self.of and not self.is_outlet:
            raise InvalidRecord(f"{self.report_id} cannot carry its own text")

    @property
    def is_carrying(self) -> bool:
        """Tell whether the two are one origin by this edge."""
        return self.kind not in (CarryKind.QUOTATION, CarryKind.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Lineage:
    """Reports as a graph: who carries whom, by the carriers' ids."""

    reports: tuple[Report, ...]
    carries: tuple[Carries, ...]
