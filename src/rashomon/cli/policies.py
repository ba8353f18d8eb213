"""`rashomon policies`: which policies there are, and by which rules they go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from rashomon.cli.console import console

if TYPE_CHECKING:
    from rashomon.reconcile import Policy

__all__ = ["policies"]


def policies(
    name: Annotated[
        str | None, typer.Argument(help="Print the rules of this one, in words.")
    ] = None,
) -> None:
    """List the policies that rule figures, codes and grades.

    * marks the usual one.
    """
    from rich import box
    from rich.table import Table

    from rashomon.reconcile import POLICY, find_policy
    from rashomon.reconcile import policies as registered

    if name is not None:
        _print_rules(find_policy(name))
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("policy", no_wrap=True)
    table.add_column("version", justify="right")
    for column in ("rules", "source"):
        table.add_column(column, overflow="fold")
    for policy in registered():
        mark = " *" if policy.full_name == POLICY else ""
        table.add_row(policy.name + mark, str(policy.version), policy.summary, policy.source)
    console().print(table)


def _print_rules(policy: Policy) -> None:
    from rich.text import Text

    out = console()
    out.print(Text(policy.full_name, style="bold underline"))
    out.print(Text(f"{policy.summary}\nafter: {policy.source}"))
    for number, rule in enumerate(policy.rules, 1):
        out.print(Text(f"{number:>3}. {rule.text}{' (inferred)' if rule.is_inferred else ''}"))
