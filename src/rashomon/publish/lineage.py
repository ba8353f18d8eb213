"""Who carries whose text, as JSON and as a graph for Graphviz.

json  the reports, and an edge for each pair with its evidence as words with offsets
dot   a node a report or outlet; an arrow from whom the words come to who carries them
"""

from __future__ import annotations

import json
from typing import Any, TextIO

from rashomon.records import Carries, CarryKind, Lineage, Report

__all__ = ["lineage_as_json", "write_lineage_dot"]

_STYLES = {
    CarryKind.DECLARED: "bold",
    CarryKind.SHARED_TEXT: "solid",
    CarryKind.SAME_OUTLET: "solid",
    CarryKind.QUOTATION: "dashed",
    CarryKind.UNKNOWN: "dotted",
}


def lineage_as_json(lineage: Lineage) -> dict[str, Any]:
    """Return the graph as plain data."""
    return {
        "reports": [
            {
                "report_id": report.report_id,
                "name": report.name,
                "outlet": report.outlet,
                "carried_from": report.carried_from,
                "published": report.published_on.isoformat() if report.published_on else None,
            }
            for report in lineage.reports
        ],
        "carries": [_edge(edge) for edge in lineage.carries],
    }


def _edge(edge: Carries) -> dict[str, Any]:
    return {
        "report_id": edge.report_id,
        "of": edge.of,
        "of_outlet": edge.is_outlet,
        "kind": edge.kind.value,
        "one_origin": edge.is_carrying,
        "directed": edge.is_directed,
        "share": edge.share,
        "evidence": [
            {"start": words.start, "end": words.end, "quote": words.quote}
            for words in edge.evidence
        ],
        "reasons": list(edge.reasons),
    }


def write_lineage_dot(lineage: Lineage, stream: TextIO) -> None:
    """Write the graph in Graphviz' language; reports that share nothing are left out."""
    ends = {end for edge in lineage.carries for end in _ends(edge)}
    stream.write("digraph lineage {\n  rankdir=LR;\n  node [shape=box];\n")
    for report in lineage.reports:
        if f"report {report.report_id}" in ends:
            stream.write(f"  {_quoted(f'report {report.report_id}')} [label={_label(report)}];\n")
    for name in sorted({edge.of for edge in lineage.carries if edge.is_outlet}):
        node, label = _quoted(f"outlet {name}"), _quoted(name)
        stream.write(f"  {node} [label={label}, shape=ellipse];\n")
    for edge in lineage.carries:
        first, second = map(_quoted, reversed(_ends(edge)))
        share = "" if edge.share is None else f" {edge.share:.0%}"
        about = [
            f"label={_quoted(edge.kind.value.replace('_', ' ') + share)}",
            f"style={_STYLES[edge.kind]}",
            *([] if edge.is_directed else ["dir=none"]),
        ]
        stream.write(f"  {first} -> {second} [{', '.join(about)}];\n")
    stream.write("}\n")


def _ends(edge: Carries) -> tuple[str, str]:
    kind = "outlet" if edge.is_outlet else "report"
    return f"report {edge.report_id}", f"{kind} {edge.of}"


def _label(report: Report) -> str:
    day = report.published_on.isoformat() if report.published_on else "undated"
    return _quoted(f"{report.name}\n{report.outlet or 'unknown outlet'}, {day}")


def _quoted(words: str) -> str:
    """Words as a string of the language, which knows no control characters."""
    return json.dumps("".join(c if c.isprintable() or c == "\n" else "�" for c in words),
                      ensure_ascii=False)  # fmt: skip
