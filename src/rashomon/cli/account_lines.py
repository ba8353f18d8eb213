"""The accounts side by side, as many as the terminal holds, and how each came to change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich import box
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from rashomon.cli.console import harmless
from rashomon.records import Account, Dossier, Facet, Position
from rashomon.wording.versions import changed_versions, step_day, step_words

__all__ = ["accounts_side_by_side", "version_lines"]

_FACET_WIDTH = 16  # "responsible !" and the space between columns
_LEAST_WIDTH = 24  # narrower columns break names of places and parties apart
_MOST_IN_CELL = 4


def accounts_side_by_side(dossier: Dossier) -> RenderableType:
    """One column a party; what a party is silent on while others speak is shown as silent."""
    return _SideBySide(dossier)


@dataclass(frozen=True)
class _SideBySide:
    """Draws as many tables as it takes for every column to be wide enough to read."""

    dossier: Dossier

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> RenderResult:
        accounts = self.dossier.accounts
        most = max(1, (options.max_width - _FACET_WIDTH) // _LEAST_WIDTH)
        tables = -(-len(accounts) // most) or 1
        each = -(-len(accounts) // tables) or 1  # 5 of at most 4 are shown as 3 and 2
        for first in range(0, max(1, len(accounts)), each):
            yield _table(self.dossier, accounts[first : first + each])


def _table(dossier: Dossier, accounts: Sequence[Account]) -> Table:
    spoken = [facet for facet in Facet if any(p.facet is facet for p in dossier.positions)]
    by_id = {position.position_id: position for position in dossier.positions}
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_lines=True, expand=True)
    table.add_column("", no_wrap=True)
    for account in accounts:
        table.add_column(_text(account.party), ratio=1, overflow="fold")
    speakers = [_text(", ".join(a.speakers) or "own voice", style="italic") for a in accounts]
    table.add_row(_text("who"), *speakers)
    for facet in spoken:
        mark = " !" if facet in dossier.contested else ""
        cells = [_cell(account, facet, by_id) for account in accounts]
        table.add_row(_text(facet + mark, style="bold" if mark else ""), *cells)
    return table


def _cell(account: Account, facet: Facet, by_id: Mapping[str, Position]) -> Text:
    labels = [
        account.labels.get(p, by_id[p].label)
        for p in account.positions.get(facet, ())
        if p in by_id
    ]
    if not labels:
        return _text("silent", style="dim")
    shown = labels[:_MOST_IN_CELL]
    if len(labels) > len(shown):
        shown.append(f"and {len(labels) - len(shown)} more")
    return _text("\n".join(" ".join(label.split()) for label in shown))


def version_lines(dossier: Dossier) -> list[RenderableType]:
    """A line for each party and facet on which what it says has changed; nothing elsewhere."""
    return [
        Text.assemble(
            (harmless(f"{version.teller}, {version.facet}  "), "bold"),
            harmless(
                " → ".join(
                    f"{step_words(step, version.labels)} ({step_day(step)})"
                    for step in version.steps
                )
            ),
        )
        for version in changed_versions(dossier)
    ]


def _text(words: str, style: str = "") -> Text:
    return Text(harmless(words), style=style)
