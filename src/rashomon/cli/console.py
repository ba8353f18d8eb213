"""Where output goes: tables and readings to standard output, messages to standard error."""

from __future__ import annotations

import shutil
import sys

from rich.console import Console

__all__ = ["SKIPPED", "console", "messages", "say"]

SKIPPED = 3  # exit code: done, but at least one report was skipped
_PLAIN_WIDTH = 120  # columns where the output is no terminal, so that tables do not wrap


def console() -> Console:
    """Return the console for results, as wide as the terminal or a plain page."""
    width = None if sys.stdout.isatty() else shutil.get_terminal_size((_PLAIN_WIDTH, 50)).columns
    return Console(width=width, highlight=False, soft_wrap=False)


def messages() -> Console:
    """Return the console for messages."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


def say(message: str) -> None:
    """Print one line for a person to standard error, whatever markup its words resemble."""
    messages().print(message, markup=False)
