"""The verbs of the command line: their names, what each does in a line, and the way to each.

A verb's module is loaded when that verb is asked for: all of them together take most of a second,
the list of them does not need one.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

__all__ = ["VERBS", "Verbs"]

# In the order of the help. A test holds each line to be the first of its verb's own help.
VERBS = {
    "add": "Take reports into a ledger as evidence, without reading them.",
    "build": "Read reports into a ledger and print its incidents.",
    "show": "Print one incident: accounts, evidence, ranges and reports.",
    "explain": "Print why reports are one incident, and others are not.",
    "lineage": "Print which reports carry whose text, and how that is known.",
    "log": "Print all that happened to an incident: what came in, was read, linked and decided.",
    "custody": "Print how a report came in, and what was made of it.",
    "catalog": "Bring what lists, maps and searches are answered from up to date with the ledger.",
    "copy": "Copy a ledger between files and PostgreSQL, and compare every row before it counts.",
    "decisions": "Print what people decided, withdrawn or not, in the order of the log.",
    "diff": "Print which incidents, claims, ranges and contests changed, and why.",
    "read": "Print a JSON line a report: incidents, claims, speakers.",
    "export": "Write the incidents, claims or originals of a ledger.",
    "release": "Write a ledger in all formats with a manifest of hashes, or check such a release.",
    "policies": "List the policies that rule figures, codes and grades.",
    "publish": (
        "Write the ledger's pages as a static site, what is private withheld, the data beside."
    ),
    "evaluate": "Score a reader against annotated reports.",
    "readers": "List the readers with their versions, languages and models.",
    "verify": "Check bytes, custody, texts, quotations and decisions.",
    "watch": "Add what is new in feeds to a ledger, politely.",
    "when": "Print which days words tell, how exactly and why.",
    "where": "Print where a place is, how exactly, and what else it may be.",
    "serve": (
        "Open the ledger in the browser: incidents, accounts side by side, reports, decisions."
    ),
    "demo": "Build the bundled example of eight reports and serve it.",
    "import": "Take decisions, hand-coded claims and review back in from tables.",
    "coding": (
        "Have reports coded by several people blind, measure how far they agree, and settle it."
    ),
    "decide": (
        "Put a decision of yours on record: it shapes what is shown, and changes nothing read."
    ),
    "gazetteer": "Add places of your own to the gazetteer, list and remove them.",
    "team": "Keep the accounts of those who work at a ledger together (`rashomon serve --team`).",
    "watchlist": "Save queries, and see what changed of their incidents since you last looked.",
    "zones": "List the zones that incidents are placed by; add your own.",
}
_NO_NAMES = frozenset({"import"})  # which Python keeps for itself: the module is `import_`


class Verbs(TyperGroup):
    """The verbs as typer asks for them."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """Return the names of all verbs."""
        return list(VERBS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """Return a verb, loading it; None where there is none of this name."""
        if cmd_name not in VERBS:
            # By their names typer proposes what may have been meant.
            known: dict[str, Any] = dict.fromkeys(VERBS)
            self.commands = {**known, **self.commands}
            return None
        if self.commands.get(cmd_name) is None:
            self.commands[cmd_name] = _load(cmd_name)
        return self.commands[cmd_name]

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """Write the verbs with what each does."""
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))


def _load(name: str) -> Any:
    own = f"{name}_" if name in _NO_NAMES else name
    found = getattr(import_module(f"rashomon.cli.{own}"), own)
    if isinstance(found, typer.Typer):
        group = typer.main.get_command(found)
        group.name = name
        return group
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    alone.command(name=name)(found)
    return typer.main.get_command(alone)
