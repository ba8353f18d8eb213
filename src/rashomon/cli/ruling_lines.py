"""A policy's rulings, the grades of sources and the slips of arithmetic, laid out for a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rich import box
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from rashomon.cli.console import harmless
from rashomon.records import Dossier, Reading, Ruling
from rashomon.wording.rulings import UNKNOWN, graded_sources, paired_rulings, rule_words

__all__ = ["grade_lines", "ruling_lines", "slip_lines"]

_MOST_CLAIMS = 3
_WIDE = 110  # columns from which on claims have one of their own


def ruling_lines(dossier: Dossier) -> list[RenderableType]:
    """Every figure, code and grade with its rule; what is unknown for want of claims in a line.

    Where a rule was inferred, not read in the codebook, it says so.
    """
    if not dossier.rulings:
        return []
    rows = paired_rulings(dossier.rulings)
    told = tuple(r for r in rows if r.value is not None or r.claim_ids)
    untold = [r.name for r in rows if r.value is None and not r.claim_ids]
    lines: list[RenderableType] = [_Rulings(dossier.policy, told)]
    if untold:
        lines.append(Text(f"unknown, not zero: {', '.join(untold)}", style="dim"))
    return lines


@dataclass(frozen=True)
class _Rulings:
    """Draws the claims in a column of their own, or, on a narrow page, below each rule."""

    policy: str
    rulings: tuple[Ruling, ...]

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> RenderResult:
        is_wide = options.max_width >= _WIDE
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        table.add_column("", overflow="fold", max_width=24 if is_wide else 20)
        table.add_column(Text(self.policy), overflow="fold", max_width=26 if is_wide else 20)
        table.add_column("by the rule", overflow="fold", ratio=1)
        if is_wide:
            table.add_column("on claims", overflow="fold")
        for ruling in self.rulings:
            ids = [*ruling.claim_ids[:_MOST_CLAIMS]]
            if len(ruling.claim_ids) > _MOST_CLAIMS:
                ids.append(f"and {len(ruling.claim_ids) - _MOST_CLAIMS} more")
            rule = Text(harmless(rule_words(ruling)))
            if ids and not is_wide:
                rule.append(harmless(f"\n{' '.join(ids)}"), style="dim")
            cells = [
                Text(harmless(ruling.name)),
                Text(harmless(ruling.told or UNKNOWN), style="bold"),
                rule,
            ]
            if is_wide:
                cells.append(Text(harmless("\n".join(ids)), style="dim"))
            table.add_row(*cells)
        yield table


def grade_lines(dossier: Dossier) -> list[RenderableType]:
    """The sources that a person graded, each once; nothing where nobody graded any."""
    return [Text(harmless(line)) for line in graded_sources(dossier.grades)]


def slip_lines(dossier: Dossier, readings: Mapping[str, Reading]) -> list[RenderableType]:
    """What the reports' own numbers do not fit, with the words and where they stand."""
    return [
        Text.assemble(
            (f"{slip.kind}  ", "bold"),
            harmless(slip.note),
            (harmless(f"  “{' '.join(slip.quote.split())}”"), "italic"),
            (f"  {harmless(_name(slip.report_id, readings))} {slip.start}–{slip.end}", "dim"),
        )
        for slip in dossier.slips
    ]


def _name(report_id: str, readings: Mapping[str, Reading]) -> str:
    reading = readings.get(report_id)
    return reading.report.name if reading else report_id
