"""`rashomon watch`: what is new in feeds, taken in as evidence, again and again."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rashomon.cli.console import SKIPPED, open_gazetteer, say
from rashomon.cli.intake import (
    AllowPrivate,
    By,
    Output,
    Proxy,
    in_words,
    limits,
)
from rashomon.errors import LedgerBusy, Noted, ReportSkipped
from rashomon.read import DEFAULT_READER, open_reader

if TYPE_CHECKING:
    from rashomon.collect.web.watching import Event, Stop, Tally
    from rashomon.ledger import Ledger
    from rashomon.pipeline import Step
    from rashomon.records import Capture

__all__ = ["watch"]

_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_SHORTEST_S = 60  # feeds of news change every few minutes; asking oftener is a nuisance
_BUSY_S = 5.0  # between two tries of a ledger that another process writes


def watch(
    feeds: Annotated[
        Path, typer.Argument(help="A file of feeds: an address a line, and a name if you like.")
    ],
    output: Output = "ledger.db",
    every: Annotated[
        str, typer.Option(help="How often a feed is asked: 15m, 2h, 1d; a minute at least.")
    ] = "15m",
    once: Annotated[
        bool, typer.Option("--once", help="Ask every feed once, take what is new, and end.")
    ] = False,
    read: Annotated[
        bool, typer.Option("--read", help="Read what came in, too, whenever there is a pause.")
    ] = False,
    reader: Annotated[str, typer.Option(help="Which reader, with --read.")] = DEFAULT_READER,
    by: By = None,
    allow_private: AllowPrivate = False,
    proxy: Proxy = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Tell only what could not be had.")
    ] = False,
) -> None:
    """Add what is new in feeds to a ledger, politely.

    Until it is ended, or once with --once. What was seen is remembered beside the ledger (in
    the working folder where that is on a server): a watch that is ended or killed goes on where
    it was.
    """
    from rashomon.collect.web import Visitor
    from rashomon.collect.web.feed_list import read_feed_list
    from rashomon.collect.web.state import WatchState
    from rashomon.collect.web.watching import Stop, Watch
    from rashomon.intake import user_name
    from rashomon.ledger import Ledger

    every_s = _seconds(every)
    listed = read_feed_list(feeds, lambda error: say(f"skipped: {error}"))
    visitor = Visitor(limits(allow_private, proxy))
    if read:
        open_reader(reader)  # one that cannot be used is told of now, not in the first pause
    stop, intake = Stop(), _Intake(by or user_name(), quiet)
    memory = _memory(output)
    if not _is_on_a_server(output) and memory.exists() and not Path(output).exists():
        say(f"{output} is new: what the feeds tell of is taken from the start")
        memory.unlink()
    with Ledger.open(output) as ledger, WatchState.open(memory) as state, _signals(stop):
        watching = Watch(
            listed,
            state,
            visitor,
            lambda capture: intake.take(capture, ledger, stop),
            every_s=every_s,
            on_event=lambda event: _say_event(event, quiet),
            idle=lambda _: intake.read_new(ledger, reader) if read else None,
            stop=stop,
        )
        tally = watching.run(once=once)
        waiting = state.count_waiting()
    if not quiet:
        say(_tally_in_words(tally, waiting))
        say(in_words(intake.summary, ledger.where))
    if once and (tally.failed or tally.put_off or tally.given_up or intake.summary.skipped):
        raise typer.Exit(SKIPPED)


class _Intake:
    """Hands captures to the ledger, counts what became of them, and has them read."""

    def __init__(self, by: str, quiet: bool) -> None:
        from rashomon.pipeline import BuildSummary

        self.summary = BuildSummary()
        self._by = by
        self._quiet = quiet
        self._is_unread = True  # what an earlier watch took may still wait

    def take(self, capture: Capture, ledger: Ledger, stop: Stop) -> str:
        """Give a capture to the ledger, once that is free; return what became of it."""
        from rashomon.intake import take_in
        from rashomon.pipeline import Step

        outcomes: list[str] = []

        def note(step: Step) -> None:
            self.summary = self.summary.counting(step)
            outcomes.append(step.outcome)
            if step.error is not None:
                say(f"{step.outcome}: {step.error}")

        def skip(error: ReportSkipped) -> None:
            note(Step(error.where, "noted" if isinstance(error, Noted) else "skipped", error))

        self._is_unread = True
        is_told = False
        while True:
            try:
                take_in([capture], ledger, by=self._by, on_step=note, on_skip=skip)
            except LedgerBusy as error:
                if stop.is_asked:
                    raise  # what was fetched is laid by, and taken at the next start
                if not is_told:
                    say(f"waiting: {error}")
                is_told = True
                stop.wait(_BUSY_S)
            else:
                return ", ".join(outcomes) or "nothing"

    def read_new(self, ledger: Ledger, reader: str) -> None:
        """Read what waits in the ledger, or leave it to the next pause where that is in use."""
        from rashomon.cataloging import refresh
        from rashomon.pipeline import build as build_ledger

        def tell(step: Step) -> None:
            if step.error is not None:
                say(f"{step.outcome}: {step.error}")
            elif not self._quiet:
                say(f"{step.outcome}: {step.address}")

        if not self._is_unread or not ledger.waiting():
            return
        try:
            build_ledger(
                (), ledger, reader=open_reader(reader), gazetteer=open_gazetteer(), on_step=tell
            )
            refresh(ledger)
        except LedgerBusy as error:
            say(f"not read yet: {error}")
        else:
            self._is_unread = False


def _say_event(event: Event, quiet: bool) -> None:
    match event.kind:
        case "failed" | "put off":
            again = f"again in {_span(event.again_s)}"
            say(f"{event.kind}: {event.where}: {event.words}; {again}")
        case "given up" | "noted":
            say(f"{event.kind}: {event.where}: {event.words}")
        case "taken" if not quiet:
            say(f"{event.words}: {event.where}")
        case "asked" if not quiet:
            say(f"asked: {event.where}: {event.new} new, {event.changed} changed")
        case "unchanged" if not quiet:
            say(f"asked: {event.where}: unchanged")


def _tally_in_words(tally: Tally, waiting: int) -> str:
    told = [f"asked feeds {tally.asked + tally.unchanged} times"]
    told += [f"{tally.failed} times in vain"] if tally.failed else []
    told += [f"took {tally.taken} items"]
    told += [f"gave up {tally.given_up}"] if tally.given_up else []
    told += [f"{waiting} wait for another try"] if waiting else []
    return ", ".join(told)


def _seconds(told: str) -> float:
    found = re.fullmatch(r"(\d{1,6})\s*([smhd])", told.strip().lower())
    seconds = int(found[1]) * _UNITS[found[2]] if found else 0
    if seconds < _SHORTEST_S:
        raise typer.BadParameter(
            f"{told!r} is no time of a minute or more; write 15m, 2h or 1d", param_hint="--every"
        )
    return float(seconds)


def _span(seconds: float) -> str:
    """Say how long a wait is, in its largest unit.

    >>> _span(90), _span(21600)
    ('2 minutes', '6 hours')
    """
    for unit, name in ((3_600, "hours"), (60, "minutes")):
        if seconds > unit:
            return f"{seconds / unit:.0f} {name}"
    return f"{seconds:.0f} seconds"


def _is_on_a_server(ledger: str) -> bool:
    return "://" in ledger


def _memory(ledger: str) -> Path:
    """Where what was seen is remembered; a server's address names the file without a password."""
    if not _is_on_a_server(ledger):
        return Path(ledger).with_name(f"{Path(ledger).name}.watch")
    from rashomon.ledger.databases import by_address

    told = by_address(ledger).name_of(ledger).replace(":***@", "@")
    return Path(re.sub(r"[^\w.]+", "-", told) + ".watch")


@contextmanager
def _signals(stop: Stop) -> Iterator[None]:
    """Let the first signal ask for the end, and the second one bring it about."""

    def hear(*_: object) -> None:
        if stop.is_asked:
            raise KeyboardInterrupt
        # Printing might break into a line that is being printed.
        os.write(2, b"ending after what is in flight; once more to end at once\n")
        stop.ask()

    both = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(which, hear) for which in both]
    try:
        yield
    finally:
        for which, handler in zip(both, before, strict=True):
            signal.signal(which, handler)
