"""Who carries whose text, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rashomon.records import Carries, CarryKind, Report

__all__ = ["carries_words", "report_words", "since"]

_VERBS = {
    CarryKind.DECLARED: "carries text of",
    CarryKind.SHARED_TEXT: "carries",
    CarryKind.SAME_OUTLET: "repeats its outlet's",
    CarryKind.QUOTATION: "quotes the same as",
    CarryKind.UNKNOWN: "has words in common with",
}
_UNDIRECTED = {
    CarryKind.SHARED_TEXT: "shares text with",
    CarryKind.SAME_OUTLET: "shares text with its outlet's",
}


def since(report: Report) -> tuple[date, str, str]:
    """Order reports by when they were published; the undated come last."""
    return report.published_on or date.max, report.name, report.report_id


def carries_words(edge: Carries, reports: Mapping[str, Report]) -> str:
    """Return what a report carries of which other, and how that is known."""
    if edge.is_outlet:
        verb = "names as a source" if edge.kind == CarryKind.QUOTATION else _VERBS[edge.kind]
        return f"{verb} {edge.of}: {'; '.join(edge.reasons)}"
    verb = _VERBS[edge.kind] if edge.is_directed else _UNDIRECTED.get(edge.kind, _VERBS[edge.kind])
    return f"{verb} {report_words(reports[edge.of])}: {'; '.join(edge.reasons)}"


def report_words(report: Report) -> str:
    """Return a report's name, outlet and day."""
    day = report.published_on.isoformat() if report.published_on else "undated"
    return f"{report.name} ({report.outlet or 'unknown outlet'}, {day})"
