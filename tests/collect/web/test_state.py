"""What a watch remembers, and that it outlives it."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from tests.collect.web.conftest import NOW

from rashomon.collect.web.entries import Entry
from rashomon.collect.web.items import Origin
from rashomon.collect.web.state import FeedState, WatchState
from rashomon.errors import SettingError
from rashomon.records import Capture, CaptureMethod, Custody, Exchange, Sidecar

FEED = FeedState("https://example.org/feed", '"1"', "Sun, 01 Mar 2026 12:00:00 GMT", 1_000.0)
ORIGIN = Origin("ab" * 32, Exchange(FEED.url, 200, (("ETag", '"1"'),)), "Example")
ENTRY = Entry("urn:1", "v1", "https://a.example/1", Sidecar(title="Two killed"), "<p>Two.</p>")


def test_all_is_there_after_opening_again(tmp_path: Path) -> None:
    """Feeds with their marks, items with all that was told of them."""
    path = tmp_path / "ledger.db.watch"
    with WatchState.open(path) as state:
        assert state.feed(FEED.url) == FeedState(FEED.url)
        assert state.keep_told(FEED, (ENTRY,), ORIGIN) == (1, 0)
    with WatchState.open(path) as state:
        assert state.feed(FEED.url) == FEED
        assert state.due_hosts(1_000) == ("a.example",)
        item = state.next_item("a.example", 1_000)
        assert item
        assert (item.feed, item.entry, item.origin, item.tries) == (FEED.url, ENTRY, ORIGIN, 0)
        assert (state.count_waiting(), state.next_at()) == (1, 1_000)


def test_an_item_is_new_once_and_changed_when_it_changed(tmp_path: Path) -> None:
    """The same version again is known; a change within the hour waits for the hour's end."""
    with WatchState.open(tmp_path / "w") as state:
        state.keep_told(FEED, (ENTRY,), ORIGIN)
        assert state.keep_told(FEED, (ENTRY,), ORIGIN) == (0, 0)
        state.settle(FEED.url, ENTRY.key, "added", 1_100)
        assert (state.count_waiting(), state.next_at()) == (0, None)
        assert state.keep_told(FEED, (ENTRY,), ORIGIN) == (0, 0)
        changed = replace(ENTRY, version="v2", link="https://b.example/1")
        assert state.keep_told(replace(FEED, polled_at=1_200), (changed,), ORIGIN) == (0, 1)
        assert state.due_hosts(1_200) == ()
        assert state.next_item("b.example", 1_200) is None
        assert state.due_hosts(1_100 + 3_600) == ("b.example",)


def test_a_change_of_an_item_that_still_waits_is_taken_with_it(tmp_path: Path) -> None:
    """The newer version takes the older one's place, at once."""
    with WatchState.open(tmp_path / "w") as state:
        state.keep_told(FEED, (ENTRY,), ORIGIN)
        assert state.keep_told(FEED, (replace(ENTRY, version="v2"),), ORIGIN) == (0, 1)
        item = state.next_item("a.example", 1_000)
        assert item
        assert item.entry.version == "v2"
        assert state.count_waiting() == 1


def test_a_page_that_two_feeds_tell_of_is_taken_once(tmp_path: Path) -> None:
    """Within one feed, items of one page are items of their own."""
    other = replace(FEED, url="https://example.org/other")
    with WatchState.open(tmp_path / "w") as state:
        both = (ENTRY, replace(ENTRY, key="urn:2"))
        assert state.keep_told(FEED, both, ORIGIN) == (2, 0)
        assert state.keep_told(other, both, ORIGIN) == (0, 0)
        without = (replace(ENTRY, key="urn:3", link=None),)
        assert state.keep_told(FEED, without, ORIGIN) == (1, 0)
        assert state.keep_told(other, without, ORIGIN) == (1, 0)
        assert set(state.due_hosts(2_000)) == {"a.example", ""}


def test_what_was_put_off_waits(tmp_path: Path) -> None:
    """Each try is counted, and the next one has its time."""
    with WatchState.open(tmp_path / "w") as state:
        state.keep_told(FEED, (ENTRY,), ORIGIN)
        item = state.next_item("a.example", 1_000)
        assert item
        state.put_off(item, 2_000, "the server fails")
        assert state.next_item("a.example", 1_999) is None
        again = state.next_item("a.example", 2_000)
        assert again
        assert again.tries == 1


def test_what_was_laid_by_is_there_until_it_is_settled(tmp_path: Path) -> None:
    """The capture comes back to the byte and the microsecond."""
    capture = Capture(
        b"\xff\0two",
        "1",
        "https://a.example/1",
        "text/html",
        NOW.replace(microsecond=123_456),
        Sidecar(title="Two killed"),
        Custody(CaptureMethod.FETCH, exchange=Exchange("https://a.example/1", 200, (("A", "b"),))),
    )
    with WatchState.open(tmp_path / "w") as state:
        state.keep_told(FEED, (ENTRY,), ORIGIN)
        item = state.next_item("a.example", 1_000)
        assert item
        state.lay_by(item, capture)
    with WatchState.open(tmp_path / "w") as state:
        assert list(state.laid_by()) == [(FEED.url, ENTRY.key, capture)]
        state.settle(FEED.url, ENTRY.key, "added", 1_000)
        assert list(state.laid_by()) == []


def test_only_one_watch_at_a_time(tmp_path: Path) -> None:
    """A second one is told to wait; when the first has ended it may go on."""
    path = tmp_path / "w"
    with WatchState.open(path):
        pass
    with (
        WatchState.open(path),
        pytest.raises(SettingError, match="in use: another"),
        WatchState.open(path),
    ):
        pass
    with WatchState.open(path) as state:
        assert state.count_waiting() == 0


def test_what_is_something_else_is_left_as_it_is(tmp_path: Path) -> None:
    """Damaged files, strangers' databases, versions to come, and folders."""
    damaged = tmp_path / "damaged"
    damaged.write_bytes(b"no database, but long enough to be one" * 100)
    other = tmp_path / "other"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE mine (a)")
    connection.close()
    later = tmp_path / "later"
    with WatchState.open(later):
        pass
    with sqlite3.connect(later) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    for path, reason in (
        (damaged, "is damaged"),
        (other, "not the memory of a watch"),
        (later, "not the memory of a watch of this version"),
        (tmp_path, "cannot be used"),
    ):
        before = path.read_bytes() if path.is_file() else b""
        with pytest.raises(SettingError, match=reason), WatchState.open(path):
            pass
        assert not path.is_file() or path.read_bytes() == before


def test_a_step_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    """A feed's items and its mark are kept together or not at all."""
    bad = replace(ENTRY, key="urn:2", version=None)  # type: ignore[arg-type]
    path = tmp_path / "w"
    with pytest.raises(SettingError, match="NOT NULL"), WatchState.open(path) as state:
        state.keep_told(FEED, (ENTRY, bad), ORIGIN)
    with WatchState.open(path) as state:
        assert state.feed(FEED.url) == FeedState(FEED.url)
        assert state.count_waiting() == 0
