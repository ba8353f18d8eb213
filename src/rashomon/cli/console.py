"""Where output goes: tables and readings to standard output, messages to standard error."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from rashomon.locate import Gazetteer
    from rashomon.locate.zones import ZoneList

__all__ = [
    "NOTHING_TOLD",
    "SKIPPED",
    "console",
    "counting",
    "harmless",
    "messages",
    "open_gazetteer",
    "open_zones",
    "say",
]

SKIPPED = 3  # exit code: done, but at least one report was skipped
NOTHING_TOLD = 4  # exit code: done, but some of the words asked about tell nothing
# Words from outside must not steer the terminal: control characters, and those that turn the
# direction of writing, are shown as a replacement character.
_STEERING = {
    code: "\N{REPLACEMENT CHARACTER}"
    for code in (*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
    if chr(code) not in "\n\t"
}
_PLAIN_WIDTH = 120  # columns where the output is no terminal, so that tables do not wrap


def console() -> Console:
    """Return the console for results, as wide as the terminal or a plain page."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else shutil.get_terminal_size((_PLAIN_WIDTH, 50)).columns
    return Console(width=width, highlight=False, soft_wrap=False)


def messages() -> Console:
    """Return the console for messages."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=True)


def harmless(words: str) -> str:
    """Return the words without what would steer a terminal; their length stays.

    >>> harmless("red " + chr(27) + "[31malert")
    'red �[31malert'
    """
    return words.translate(_STEERING)


def say(message: str) -> None:
    """Print one line for a person to standard error, whatever its words resemble.

    A file's name may hold line breaks: what follows them must not pass for a message of ours.
    """
    line = harmless(message).replace("\n", "\N{REPLACEMENT CHARACTER}")
    messages().print(line, markup=False)


@contextmanager
def counting(quiet: bool = False) -> Iterator[Callable[[str, int, int], None]]:
    """A bar on a terminal; elsewhere nothing, since what is found is all that counts.

    What is yielded is told the name of what is done, how much of it, and of how much (0 where
    that is not known).
    """
    if quiet or not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    columns = (
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    )  # fmt: skip
    with Progress(*columns, console=messages(), transient=True) as bar:
        task = bar.add_task("", total=None)

        def advance(name: str, number: int, of: int) -> None:
            bar.update(task, description=name, completed=number, total=of or None)

        yield advance


def open_gazetteer() -> Gazetteer:
    """Open the gazetteer, telling the person who waits when its index is built first."""
    from rashomon.locate import open_gazetteer as open_indexed

    return open_indexed(on_progress=say)


def open_zones() -> ZoneList:
    """Open the list of zones, telling what is wrong with files of the user's own."""
    from rashomon.locate.zones import open_zones as open_list

    found = open_list()
    for fault in found.faults:
        say(f"zone left out: {fault}")
    return found
