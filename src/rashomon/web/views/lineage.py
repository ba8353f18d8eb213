"""Origins and the reports that carry them, as rows to be drawn with lines between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rashomon.records import Carries, Dossier, Reading, Report
from rashomon.web.views.words import day_in_words, spelled
from rashomon.wording.lineage import carries_words, since

__all__ = ["LineageLine", "LineageView", "OriginNode", "ReportNode", "lineage_view"]

ROW = 56  # pixels: the height of a report's row, which the style sheet shares


@dataclass(frozen=True, slots=True)
class ReportNode:
    """A report of the incident, in its row."""

    report_id: str
    name: str
    outlet: str
    day: str
    day_found_by: str
    title: str
    carries: tuple[str, ...]
    is_outlet_known: bool


@dataclass(frozen=True, slots=True)
class OriginNode:
    """An independent origin: how many rows its reports take, and how it was found."""

    name: str
    rows: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineageLine:
    """A line from an origin to a report: heights in pixels; `is_part` where passages alone."""

    start: float
    end: float
    is_part: bool


@dataclass(frozen=True, slots=True)
class LineageView:
    """Everything of one drawing; `height` is in pixels."""

    origins: tuple[OriginNode, ...]
    reports: tuple[ReportNode, ...]
    lines: tuple[LineageLine, ...]
    height: int
    described: str


def lineage_view(
    dossier: Dossier, readings: Mapping[str, Reading], carries: Sequence[Carries]
) -> LineageView:
    """Return origins, the oldest first, each beside the reports that carry it."""
    reports = {
        report_id: readings[report_id].report
        for report_id, _ in dossier.incident.members
        if report_id in readings
    }
    told: dict[str, list[str]] = {}
    for edge in carries:
        if edge.report_id in reports and (edge.is_outlet or edge.of in reports):
            told.setdefault(edge.report_id, []).append(spelled(carries_words(edge, reports)))
    origins = []
    nodes: list[ReportNode] = []
    rows: dict[str, int] = {}
    middles: list[float] = []
    ordered = sorted(
        dossier.origins,
        key=lambda origin: min((since(reports[r]) for r in origin.report_ids if r in reports),
                               default=_NEVER),
    )  # fmt: skip
    for origin in ordered:
        own = sorted(
            (r for r in origin.report_ids if r in reports), key=lambda r: since(reports[r])
        )
        if not own:
            continue
        middles.append((len(nodes) + len(own) / 2) * ROW)
        for report_id in own:
            rows[report_id] = len(nodes)
            nodes.append(_node(reports[report_id], told.get(report_id, ())))
        origins.append(
            OriginNode(origin.name, len(own), tuple(spelled(reason) for reason in origin.reasons))
        )
    lines = []
    shown = [origin for origin in ordered if any(r in rows for r in origin.report_ids)]
    for middle, origin in zip(middles, shown, strict=True):
        for report_id in origin.report_ids:
            if report_id in rows:
                lines.append(LineageLine(middle, (rows[report_id] + 0.5) * ROW, is_part=False))
        for report_id in dict.fromkeys(passage.report_id for passage in origin.passages):
            if report_id in rows and report_id not in origin.report_ids:
                lines.append(LineageLine(middle, (rows[report_id] + 0.5) * ROW, is_part=True))
    return LineageView(
        origins=tuple(origins),
        reports=tuple(nodes),
        lines=tuple(lines),
        height=len(nodes) * ROW,
        described="; ".join(
            f"{origin.name} is carried by {origin.rows} of the reports" for origin in origins
        ),
    )


_NEVER = since(Report("", "", "", ""))  # after whatever has a day


def _node(report: Report, carries: Sequence[str]) -> ReportNode:
    if report.published_on:
        day, how = day_in_words(report.published_on), report.found_by.get("published_on", "found")
    elif report.context_date:
        day, how = "undated", f"read as of {day_in_words(report.context_date)}"
    else:
        day, how = "undated", ""
    return ReportNode(
        report_id=report.report_id,
        name=report.name,
        outlet=report.outlet or "unknown outlet",
        day=day,
        day_found_by=how,
        title=" ".join((report.title or "").split()),
        carries=tuple(carries),
        is_outlet_known=report.outlet is not None,
    )
