"""The command line: one file per verb, which parses, calls the library and prints.

Exit codes: 0 all done; 1 the run was aborted, the message says why; 2 the command was misused;
3 done, but at least one report was skipped; 4 done, but some of the words asked about tell
nothing; 130 interrupted.
"""

from __future__ import annotations

import gc
import os
import sys

import typer

from rashomon.cli.verbs import Verbs
from rashomon.errors import RashomonError

__all__ = ["COLLECT_AFTER", "main"]

COLLECT_AFTER = 50_000
"""New objects until cycles are looked for. Ours are records, which form none, so that Python's own
700 look through a large ledger again and again in vain: a third of the time of an export."""

app = typer.Typer(
    name="rashomon",
    cls=Verbs,
    help="Turn reports that contradict each other into an incident ledger that can be audited.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"rashomon {version('rashomon')}")
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(
        False, "--version", callback=_print_version, is_eager=True, help="Print the version."
    ),
) -> None:
    """Turn reports that contradict each other into an incident ledger that can be audited."""


def main() -> None:
    """Run the command line and exit with its code."""
    gc.set_threshold(COLLECT_AFTER)
    try:
        app()
    except RashomonError as error:
        _say(f"error: {error}")
        sys.exit(1)
    except BrokenPipeError:
        # The reader of our output has gone (`| head`); nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        _say("interrupted; what was committed is kept")
        sys.exit(130)


def _say(words: str) -> None:
    from rashomon.cli.console import say

    say(words)
