"""Rounds of coding, agreement and disagreements, as lines and tables for a person."""

from __future__ import annotations

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from rashomon.adjudicating import Ruled
from rashomon.cli.console import harmless
from rashomon.coding import Agreement, Alpha
from rashomon.coding_compared import Disagreement
from rashomon.coding_rounds import Round
from rashomon.decision_words import decision_line
from rashomon.ruling_sheets import telling_words
from rashomon.wording.coding import alpha_words

__all__ = [
    "agreement_table",
    "disagreement_lines",
    "ruled_line",
    "status_lines",
]


def status_lines(found: Round) -> list[str]:
    """Say how far a round has come, without a word on what was coded."""
    size = len(found.what.report_ids)
    head = f"{found.name}  opened {found.opened.made_at:%Y-%m-%d} by {found.opened.who}: "
    lines = [head + found.opened.why]
    for coder in found.what.coders:
        lines.append(f"  {coder}: {size - len(found.left(coder))} of {size} reports coded")
    if found.closed is not None:
        closed = found.closed
        lines.append(f"  closed by {closed.who}, decision {closed.number}: {closed.why}")
    elif found.is_complete:
        lines.append("  complete; `rashomon coding agreement` and `disagreements` show it")
    else:
        lines.append("  still blind")
    return lines


def agreement_table(result: Agreement, found: Round) -> RenderableType:
    """Return agreement as a table with what it rests on."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in (
        "facet",
        "statements",
        "by all",
        "alike",
        "told or not",
        "value",
        "both",
        "metric",
    ):
        table.add_column(
            name, overflow="fold", no_wrap=name in ("facet", "told or not", "value", "both")
        )
    for one in result.facets:
        table.add_row(
            one.facet.value,
            str(one.units),
            str(one.by_all),
            str(one.alike),
            alpha_words(one.told),
            alpha_words(one.value),
            alpha_words(one.all),
            one.metric.partition(",")[0],
        )
    over_all = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("of what two or more marked", "compared", "alpha"):
        over_all.add_column(name)
    for name, alpha in _over_all(result).items():
        over_all.add_row(name, str(alpha.units), alpha_words(alpha))
    head = (
        f"{found.name}: {', '.join(result.coders)}; {result.reports} reports coded by two or more, "
        f"{result.units} statements, {result.elsewhere} of them marked in different places"
    )
    lines: list[RenderableType] = [Text(harmless(head))]
    if found.closed is not None:
        closed = found.closed
        lines.append(
            Text(harmless(f"closed before all had coded, by {closed.who}: {closed.why}"))
            if not found.is_complete
            else Text(harmless(f"closed by {closed.who}: {closed.why}"))
        )
    return Group(*lines, table, over_all)


def _over_all(result: Agreement) -> dict[str, Alpha]:
    return {
        "the report tells of an incident": result.tells,
        "whom a number counts": result.who,
        "speaker": result.speaker,
        "stance": result.stance,
        "two statements, one incident": result.incident,
    }


def disagreement_lines(one: Disagreement) -> list[str]:
    """Return a disagreement with what each coder has, and how it was settled."""
    unit = one.unit
    lines = [f"{unit.unit_id}  {unit.report_id}  {unit.facet}: {', '.join(one.kinds)}"]
    for coder in unit.coders:
        lines.append(f"    {coder}: {telling_words(unit.of(coder))}")
    if one.ruling is not None:
        lines.append(f"    settled: {decision_line(one.ruling)}")
    return lines


def ruled_line(ruled: Ruled) -> str:
    """Return a ruling with the decisions that carry it out."""
    follows = "; ".join(decision_line(one) for one in ruled.carried_out)
    done = follows or ruled.note or "nothing in today's view is otherwise"
    return f"decision {decision_line(ruled.ruling)} → {done}"
