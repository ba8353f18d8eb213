"""`rashomon readers`: which readers there are, and what each reads with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon.cli.console import console, harmless
from rashomon.read import DEFAULT_READER

if TYPE_CHECKING:
    from rashomon.read.catalog import ReaderEntry

__all__ = ["readers"]


def readers() -> None:
    """List the readers with their versions, languages and models.

    One whose model is missing or damaged says so in its row.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from rashomon.read.catalog import reader_entries

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("reader", no_wrap=True)
    table.add_column("version", no_wrap=True)
    table.add_column("languages")
    table.add_column("reads with", overflow="fold")
    for entry in reader_entries():
        is_default = entry.name == DEFAULT_READER
        table.add_row(
            Text(f"{entry.name} *" if is_default else entry.name, style="bold"),
            Text(entry.version or "–"),
            Text(", ".join(entry.languages)),
            Text(harmless(_reads_with(entry)), style="bold" if entry.fault else ""),
        )
    table.caption = "* is taken where none is named"
    table.caption_justify = "left"
    console().print(table)


def _reads_with(entry: ReaderEntry) -> str:
    if entry.fault is not None:
        return f"cannot be used: {entry.fault}"
    if entry.model_bytes is None:
        return "rules alone"
    lines = [
        f"rules and a model of {entry.model_bytes / 1e6:.1f} MB",
        f"fingerprint {entry.fingerprint}",
        f"trained on {', '.join(entry.trained_on) or 'what its card does not say'}",
    ]
    return "\n".join(lines)
