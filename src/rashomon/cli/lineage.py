"""`rashomon lineage`: which reports carry whose text, since when, and on what evidence."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import groupby
from textwrap import shorten
from typing import Annotated

import typer

from rashomon.cli.console import console, harmless
from rashomon.errors import SettingError
from rashomon.records import Lineage

__all__ = ["lineage"]

_FORMATS = ("table", "json", "dot")
_EVIDENCE = 100  # characters of a passage that are shown; json has all of them


def lineage(
    incident: Annotated[
        str | None, typer.Argument(help="Only the reports of this incident; all if not said.")
    ] = None,
    ledger: Annotated[str, typer.Option(help="The ledger to look into.")] = "ledger.db",
    form: Annotated[
        str, typer.Option("--format", "-f", help="table, json or dot (for Graphviz).")
    ] = "table",
) -> None:
    """Print which reports carry whose text, and how that is known."""
    from rich.padding import Padding
    from rich.text import Text

    from rashomon.ledger import Ledger
    from rashomon.publish.lineage import lineage_as_json, write_lineage_dot
    from rashomon.reconcile import trace_origins
    from rashomon.reconciling import lineage as trace

    if form not in _FORMATS:
        raise SettingError(f"no format is called {form!r}; there are: {', '.join(_FORMATS)}")
    with Ledger.open(ledger, create=False) as opened:
        found = trace(opened, incident)
    if form == "json":
        json.dump(lineage_as_json(found), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    elif form == "dot":
        write_lineage_dot(found, sys.stdout)
    else:
        out = console()
        for indent, line in _lines(found):
            out.print(Padding(Text(harmless(line)), (0, 0, 0, indent)))
        if incident is not None:
            count = len(trace_origins(found.reports))
            out.print(f"{count} independent origin{'s' if count != 1 else ''}")


def _lines(found: Lineage) -> Iterator[tuple[int, str]]:
    from rashomon.wording.lineage import carries_words, report_words, since

    reports = {report.report_id: report for report in found.reports}
    by_day = sorted(found.carries, key=lambda e: since(reports[e.report_id]))
    for report_id, edges in groupby(by_day, key=lambda e: e.report_id):
        yield 0, report_words(reports[report_id])
        for edge in edges:
            yield 2, carries_words(edge, reports)
            for words in edge.evidence[:1]:
                quote = shorten(" ".join(words.quote.split()), _EVIDENCE, placeholder=" …")
                yield 4, f"“{quote}” [{words.start}:{words.end}]"
    carrying = {e.report_id for e in found.carries if e.is_carrying}
    yield 0, f"{len(found.reports)} reports, {len(carrying)} of them carry another's text"
