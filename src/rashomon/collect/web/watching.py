"""Feeds asked again and again, and what is new in them handed on, one item at a time.

One thread does it all, so that an item is either taken or not. Hosts have their turns: while
one is left alone, others are asked.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from queue import Empty, SimpleQueue

from rashomon.collect.web.addresses import parse_address
from rashomon.collect.web.feed_list import Watched
from rashomon.collect.web.feeds import parse_feed
from rashomon.collect.web.fetching import require_success
from rashomon.collect.web.items import left_out, origin_of, take_item
from rashomon.collect.web.pace import backed_off
from rashomon.collect.web.state import FeedState, Item, WatchState
from rashomon.collect.web.visiting import NOT_CHANGED, Visitor
from rashomon.errors import NotFetched
from rashomon.records import Capture

__all__ = ["Event", "Stop", "Tally", "Watch"]

# A page that is not there may come a little later than the feed that tells of it; a server that
# fails may be away for a day: with the waits doubling up to six hours, twelve tries last 20 hours.
_MOST_TRIES = 12
_MOST_TRIES_OF_REFUSED = 3
_LONGEST_VALIDATOR = 1_000
# With `once`, a host that wants to be left alone longer than this has its items left to the next
# run.
_LONGEST_WAIT_S = 60.0
_PAUSE_S = 5.0  # a shorter wait is a host's turn, not a pause in which to do something else


class Stop:
    """Asked for by a signal, and heard by whoever waits; safe to ask for at any moment."""

    def __init__(self) -> None:
        self.is_asked = False
        self._bell: SimpleQueue[None] = SimpleQueue()  # an Event may lock up in a signal handler

    def ask(self) -> None:
        """Ask for the end; what is in flight is ended first."""
        self.is_asked = True
        self._bell.put(None)

    def wait(self, seconds: float) -> None:
        """Wait, but no longer than until the end is asked for."""
        if not self.is_asked:
            try:
                self._bell.get(timeout=seconds)
            except Empty:
                return


@dataclass(frozen=True, slots=True)
class Event:
    """What became of a feed or an item, for whoever shows progress.

    `kind` is "asked" (a feed told of `new` and `changed` items), "unchanged", "failed" (a feed:
    asked again in `again_s` seconds), "taken" (an item: `words` is what `take` said), "noted",
    "put off" (an item: tried again in `again_s` seconds) or "given up".
    """

    kind: str
    where: str
    words: str = ""
    new: int = 0
    changed: int = 0
    again_s: float = 0.0


@dataclass(slots=True)
class Tally:
    """How often each kind of event came."""

    asked: int = 0
    unchanged: int = 0
    failed: int = 0
    taken: int = 0
    noted: int = 0
    put_off: int = 0
    given_up: int = 0

    def count(self, event: Event) -> None:
        """Count one more."""
        name = event.kind.replace(" ", "_")
        setattr(self, name, getattr(self, name) + 1)


class Watch:
    """Feeds, what is remembered of them, and whom to hand their items to.

    `take` is given each capture and returns in a word what became of it; it is called again
    with the same capture if it or this process ended before it returned. `idle` is called
    whenever nothing is to do for now, with whether anything was taken since the last time.
    """

    def __init__(
        self,
        feeds: tuple[Watched, ...],
        state: WatchState,
        visitor: Visitor,
        take: Callable[[Capture], str],
        *,
        every_s: float,
        on_event: Callable[[Event], None] = lambda _: None,
        idle: Callable[[bool], None] = lambda _: None,
        stop: Stop | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.feeds = feeds
        self.tally = Tally()
        self._state = state
        self._visitor = visitor
        self._take = take
        self._every_s = every_s
        self._on_event = on_event
        self._idle = idle
        self._stop = stop or Stop()
        self._clock = clock
        self._has_taken = False
        self._hosts = {feed: parse_address(feed.url).host for feed in feeds}
        state.bring_near(clock())
        self._known = {feed: state.feed(feed.url) for feed in feeds}

    def run(self, *, once: bool = False) -> Tally:
        """Watch until the stop is asked for; with `once`, until every feed was asked once.

        `once` asks feeds however short ago they were asked, but for those that failed and whose
        time has not come.
        """
        self._take_laid_by()
        asked: set[Watched] | None = set() if once else None
        while not self._stop.is_asked:
            wait, act = self._next(asked)
            if once and wait > _LONGEST_WAIT_S:
                break
            if wait <= 0:
                act()
                continue
            if wait > _PAUSE_S:
                self._tell_idle()
            self._stop.wait(wait)
        self._tell_idle()
        return self.tally

    def _next(self, asked: set[Watched] | None) -> tuple[float, Callable[[], None]]:
        """Return what to do next and in how many seconds; feeds come before items."""
        now = self._clock()
        best: tuple[float, Callable[[], None]] = (math.inf, lambda: None)
        for feed in self.feeds:
            due = self._due_in(feed, asked, now)
            wait = max(due, self._visitor.pace.wait_s(self._hosts[feed]))
            if wait < best[0]:
                best = (wait, partial(self._ask, feed, asked))
        for host in self._state.due_hosts(now):
            wait = self._visitor.pace.wait_s(host)
            if wait < best[0]:
                best = (wait, partial(self._take_next, host))
        later = self._state.next_at()
        if asked is None and later is not None and now < later < now + best[0]:
            best = (later - now, best[1])  # nothing to do but to look again then
        return best

    def _due_in(self, feed: Watched, asked: set[Watched] | None, now: float) -> float:
        known = self._known[feed]
        if asked is None:
            again_at = known.polled_at + self._every_s if known.polled_at else 0.0
            return max(again_at, known.not_before) - now
        return math.inf if feed in asked or known.not_before > now else 0.0

    def _ask(self, watched: Watched, asked: set[Watched] | None) -> None:
        if asked is not None:
            asked.add(watched)
        known = self._known[watched]
        headers = _conditions(known)
        now = self._clock()
        try:
            answer = self._visitor.get(watched.url, headers)
            if answer.status == NOT_CHANGED and headers:
                known = replace(known, polled_at=now, not_before=0.0, failures=0, error="")
                self._state.keep_feed(known)
                self._known[watched] = known
                self._tell(Event("unchanged", watched.url))
                return
            require_success(answer, self._visitor)
            feed = parse_feed(answer, self._visitor.now())
        except NotFetched as error:
            self._note_failure(watched, known, error, now)
            return
        known = FeedState(
            watched.url,
            _validator(answer.header("etag")),
            _validator(answer.header("last-modified")),
            polled_at=now,
        )
        new, changed = self._state.keep_told(
            known, feed.entries, origin_of(answer, feed, watched.name)
        )
        self._known[watched] = known
        self._tell(Event("asked", watched.url, new=new, changed=changed))
        if feed.left_out:
            self._tell(Event("noted", watched.url, left_out(watched.url, feed).reason))

    def _note_failure(
        self, watched: Watched, known: FeedState, error: NotFetched, now: float
    ) -> None:
        failures = known.failures + 1
        again_s = max(error.wait_s or 0.0, backed_off(failures))
        known = replace(
            known, polled_at=now, not_before=now + again_s, failures=failures, error=error.reason
        )
        self._state.keep_feed(known)
        self._known[watched] = known
        self._tell(Event("failed", watched.url, error.reason, again_s=again_s))

    def _take_next(self, host: str) -> None:
        item = self._state.next_item(host, self._clock())
        if item is not None:
            self._take_item(item)

    def _take_item(self, item: Item) -> None:
        where = item.entry.link or f"{item.feed}#{item.entry.key}"
        try:
            capture, note = take_item(item.entry, item.origin, self._visitor)
        except NotFetched as error:
            tries = item.tries + 1
            if tries >= (_MOST_TRIES if error.may_pass else _MOST_TRIES_OF_REFUSED):
                self._state.settle(item.feed, item.entry.key, error.reason, self._clock())
                self._tell(Event("given up", where, error.reason))
                return
            again_s = max(error.wait_s or 0.0, backed_off(tries))
            self._state.put_off(item, self._clock() + again_s, error.reason)
            self._tell(Event("put off", where, error.reason, again_s=again_s))
            return
        self._state.lay_by(item, capture)
        if note is not None:
            self._tell(Event("noted", note.where, note.reason))
        self._hand_on(item.feed, item.entry.key, capture)

    def _take_laid_by(self) -> None:
        """Hand on what an earlier watch had fetched when it was killed."""
        for feed, key, capture in self._state.laid_by():
            self._hand_on(feed, key, capture)

    def _hand_on(self, feed: str, key: str, capture: Capture) -> None:
        words = self._take(capture)
        self._state.settle(feed, key, words, self._clock())
        self._has_taken = True
        self._tell(Event("taken", capture.address, words))

    def _tell_idle(self) -> None:
        has_taken, self._has_taken = self._has_taken, False
        self._idle(has_taken)

    def _tell(self, event: Event) -> None:
        self.tally.count(event)
        self._on_event(event)


def _conditions(feed: FeedState) -> tuple[tuple[str, str], ...]:
    """The headers by which a server need not send again what we have."""
    told = (("If-None-Match", feed.etag), ("If-Modified-Since", feed.modified))
    return tuple((name, value) for name, value in told if value)


def _validator(value: str) -> str:
    """A validator as it can be sent back; "" for one that cannot."""
    fits = len(value) <= _LONGEST_VALIDATOR and value.isascii() and value.isprintable()
    return value if fits else ""
