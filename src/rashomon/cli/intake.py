"""What `rashomon add`, `build` and `watch` share: options, progress, limits, the summary."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rashomon.cli.console import harmless, messages, say
from rashomon.errors import NotFetched, NothingToRead, ReportSkipped, SettingError

if TYPE_CHECKING:
    from rashomon.collect.web import Limits
    from rashomon.pipeline import BuildSummary, Step

__all__ = [
    "AllowPrivate",
    "By",
    "Columns",
    "Output",
    "Proxy",
    "ReportsCsv",
    "check_sources",
    "in_words",
    "limits",
    "progress",
]

Output = Annotated[str, typer.Option("--output", "-o", help="The ledger to make or add to.")]

ReportsCsv = Annotated[
    Path | None,
    typer.Option(
        "--reports", help="reports.csv with what the reports lack: outlet, published, url, …"
    ),
]

Columns = Annotated[
    str | None,
    typer.Option(
        help="Which columns of tables hold what: text=body,published=date,title=headline.",
        metavar="FIELD=COLUMN,…",
    ),
]

By = Annotated[
    str | None, typer.Option(help="Who takes them in; your name on this machine if not said.")
]

AllowPrivate = Annotated[
    bool,
    typer.Option(
        "--allow-private", help="Fetch from this machine and private networks, too, at any port."
    ),
]

Proxy = Annotated[
    str | None,
    typer.Option(metavar="URL", help="Fetch by this HTTP proxy; the environment's are not asked."),
]

_OUTCOMES = {
    "added": "added",
    "read": "read",
    "known": "known already",
    "copy": "the same bytes as another",
    "near": "the same words in other bytes, kept with theirs",
    "foreign": "not in English, kept unread",
    "renewed": "derived anew",
    "same": "derived anew without a change",
    "skipped": "skipped",
}
_OF_NO_NEWS = frozenset({"same"})  # not worth a line each: the summary counts them


@contextmanager
def progress(quiet: bool, doing: str) -> Iterator[Callable[[Step], None]]:
    """A bar on a terminal, a plain line a report elsewhere; skipped reports are always named."""

    def name_skipped(step: Step) -> None:
        if step.error is not None:
            say(f"{step.outcome}: {step.error}")

    if quiet:
        yield name_skipped
    elif sys.stderr.isatty():
        from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

        words = TextColumn("{task.description}", markup=False)  # a file's name may look like it
        columns = (SpinnerColumn(), words, MofNCompleteColumn())
        with Progress(*columns, console=messages(), transient=True) as bar:
            task = bar.add_task(doing, total=None)

            def advance(step: Step) -> None:
                name_skipped(step)
                told = harmless(f"{step.outcome} {Path(step.address).name}")
                bar.update(task, advance=1, description=told)

            yield advance
    else:

        def line(step: Step) -> None:
            if step.error is None and step.outcome not in _OF_NO_NEWS:
                say(f"{step.outcome}: {step.address}")
            name_skipped(step)

        yield line


def check_sources(sources: Sequence[str]) -> None:
    """Make sure that there is something to take in, before a ledger is made for it.

    Raises:
        NothingToRead: If no source leads anywhere; each is named with the reason.

    """
    from rashomon.collect import leads_somewhere

    missed: list[ReportSkipped] = []
    if not leads_somewhere(sources, missed.append):
        for error in missed:
            say(f"skipped: {error}")
        raise NothingToRead("no report was read: none of the paths leads to one")


def limits(allow_private: bool, proxy: str | None) -> Limits:
    """Return the limits of fetching.

    Raises:
        SettingError: If the proxy is none.

    """
    from rashomon.collect.web import Limits
    from rashomon.collect.web.addresses import parse_address

    if proxy is None:
        return Limits(allow_private=allow_private)
    try:
        address = parse_address(proxy)
    except NotFetched as error:
        raise SettingError(f"--proxy: {error}") from error
    if address.scheme != "http":
        raise SettingError("--proxy: a proxy is asked by http://, whatever it is asked for")
    return Limits(allow_private=allow_private, proxy=address)


def in_words(summary: BuildSummary, output: str, *, leave_out: tuple[str, ...] = ()) -> str:
    """Say how many reports came to which outcome."""
    told = [
        f"{getattr(summary, name)} {words}"
        for name, words in _OUTCOMES.items()
        if getattr(summary, name) and name not in leave_out
    ]
    return f"{output}: reports {', '.join(told) or 'all as before'}"
