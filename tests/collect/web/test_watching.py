"""Feeds followed over time, by a clock of the test's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.collect.web.conftest import PAGE, Clock, Page, Site
from tests.collect.web.test_items import TEXT, feed

from rashomon.collect.web import Visitor
from rashomon.collect.web.feed_list import Watched
from rashomon.collect.web.state import WatchState
from rashomon.collect.web.watching import Event, Stop, Watch
from rashomon.records import Capture

Visit = Callable[..., Visitor]
QUARTER = 900.0
START = 1_000_000.0


class TestStop(Stop):
    """Waits by the test's clock, and asks for the end at a time."""

    __test__ = False

    def __init__(self, clock: Clock, end: float) -> None:
        super().__init__()
        self._clock = clock
        self._end = end

    def wait(self, seconds: float) -> None:
        """Let time pass up to the end."""
        seconds = min(seconds, self._end - self._clock.seconds)
        self._clock.sleep(max(seconds, 0.0))
        if self._clock.seconds >= self._end:
            self.ask()


class Desk:
    """A watch with its clock, and what it handed on."""

    def __init__(self, path: Path, visitor: Visitor, clock: Clock) -> None:
        self.path = path
        self.visitor = visitor
        self.clock = clock
        self.taken: list[Capture] = []
        self.events: list[Event] = []
        self.idle: list[bool] = []
        clock.seconds = START

    @contextmanager
    def watching(self, *urls: str, seconds: float = 0.0) -> Iterator[Watch]:
        """Open a watch of feeds that ends after so many seconds."""
        stop = TestStop(self.clock, self.clock.seconds + seconds)
        with WatchState.open(self.path) as state:
            yield Watch(
                tuple(Watched(url) for url in urls),
                state,
                self.visitor,
                self.take,
                every_s=QUARTER,
                on_event=self.events.append,
                idle=self.idle.append,
                stop=stop,
                clock=self.clock,
            )

    def take(self, capture: Capture) -> str:
        """Keep a capture."""
        self.taken.append(capture)
        return "added"

    def once(self, *urls: str) -> None:
        """Ask each feed once."""
        with self.watching(*urls, seconds=1e9) as watch:
            watch.run(once=True)

    def for_a_while(self, seconds: float, *urls: str) -> None:
        """Watch for so many seconds."""
        with self.watching(*urls, seconds=seconds) as watch:
            watch.run()

    @property
    def kinds(self) -> list[str]:
        """The kinds of events, in their order."""
        return [event.kind for event in self.events]


@pytest.fixture
def desk(tmp_path: Path, visit: Visit, clock: Clock) -> Desk:
    """Return a desk with nothing on it."""
    return Desk(tmp_path / "ledger.db.watch", visit(), clock)


def item(name: str, more: str = "") -> str:
    """An item of a feed."""
    return f"<link>/{name}</link><title>{name}</title>{more}"


def test_what_is_new_is_taken_once(site: Site, desk: Desk) -> None:
    """A second look at the same feed takes only what came since."""
    site.pages |= {"/feed": feed(item("a")), "/a": Page(), "/b": Page(PAGE + b" ")}
    desk.once(f"{site.url}/feed")
    desk.once(f"{site.url}/feed")
    site.pages["/feed"] = feed(item("b"), item("a"))
    desk.once(f"{site.url}/feed")
    assert [capture.address for capture in desk.taken] == [f"{site.url}/a", f"{site.url}/b"]
    assert [(e.new, e.changed) for e in desk.events if e.kind == "asked"] == [
        (1, 0),
        (0, 0),
        (1, 0),
    ]
    assert desk.idle == [True, False, True]


def test_a_feed_that_did_not_change_is_not_sent_again(site: Site, desk: Desk) -> None:
    """Its marks are sent back, over restarts too."""
    page = feed(item("a"))
    marks = {"ETag": '"x"', "Last-Modified": "Sun, 01 Mar 2026 11:00:00 GMT"}

    def answer(headers: dict[str, str]) -> Page:
        if headers.get("if-none-match") == '"x"':
            assert headers["if-modified-since"] == marks["Last-Modified"]
            return Page(b"", 304, {"Content-Length": "0"})
        return Page(page.body, 200, marks)

    site.pages |= {"/feed": answer, "/a": Page()}
    desk.once(f"{site.url}/feed")
    desk.once(f"{site.url}/feed")
    assert desk.kinds == ["asked", "taken", "unchanged"]


@pytest.mark.parametrize("mark", ["é", "x" * 2_000])
def test_marks_that_cannot_be_sent_back_are_not(site: Site, desk: Desk, mark: str) -> None:
    """A server cannot break the next request by its ETag."""
    site.pages |= {"/feed": Page(feed().body, 200, {"ETag": mark})}
    desk.once(f"{site.url}/feed")
    desk.once(f"{site.url}/feed")
    assert "if-none-match" not in site.asked[-1][1]


def test_not_changed_without_having_been_asked_is_a_failure(site: Site, desk: Desk) -> None:
    """304 to a request without marks tells nothing."""
    site.pages["/feed"] = Page(b"", 304, {"Content-Length": "0"})
    desk.once(f"{site.url}/feed")
    assert desk.kinds == ["failed"]


def test_feeds_are_asked_at_their_interval(site: Site, desk: Desk) -> None:
    """Four times in an hour, whatever else there is to do, and not sooner after a restart."""
    site.pages["/feed"] = feed()
    desk.for_a_while(3_000, f"{site.url}/feed")
    assert site.paths.count("/feed") == 4
    desk.for_a_while(500, f"{site.url}/feed")
    assert site.paths.count("/feed") == 4
    desk.for_a_while(200, f"{site.url}/feed")
    assert site.paths.count("/feed") == 5


def test_a_clock_that_goes_back_does_not_stop_the_watch(site: Site, desk: Desk) -> None:
    """Times that lie too far ahead are brought near at the next start."""
    site.pages |= {"/feed": feed(item("a")), "/bad": Page(b"", 500)}
    urls = [f"{site.url}/feed", f"{site.url}/bad"]
    desk.clock.seconds = 10 * START
    desk.once(*urls)
    assert desk.kinds == ["asked", "failed", "put off"]
    desk.clock.seconds = START
    desk.visitor.pace._next.clear()  # whose clock never goes back
    site.pages["/a"] = Page()
    desk.for_a_while(QUARTER * 1.5, *urls)
    assert desk.kinds[3:] == ["taken", "asked", "failed"]


def test_a_changed_item_is_captured_again(site: Site, desk: Desk) -> None:
    """Both versions are evidence."""
    site.pages |= {"/feed": feed(item("a")), "/a": Page()}
    desk.once(f"{site.url}/feed")
    site.pages |= {
        "/feed": feed(item("a", "<description>15, not 12</description>")),
        "/a": Page(PAGE.replace(b"Two", b"Fifteen")),
    }
    desk.clock.seconds += 4_000
    desk.once(f"{site.url}/feed")
    assert [b"Fifteen" in capture.content for capture in desk.taken] == [False, True]
    assert desk.events[-2].changed == 1


def test_one_bad_feed_loses_only_itself(site: Site, desk: Desk) -> None:
    """Those that fail are asked again later, and later still."""
    site.pages |= {
        "/bad": Page(b"", 500),
        "/worse": Page(b"no feed at all"),
        "/feed": feed(item("a")),
        "/a": Page(),
    }
    urls = ("http://169.254.169.254/feed", *(f"{site.url}/{n}" for n in ("bad", "worse", "feed")))
    desk.once(*urls)
    assert desk.kinds == ["failed", "failed", "failed", "asked", "taken"]
    assert {event.again_s for event in desk.events if event.kind == "failed"} == {60.0}
    desk.once(*urls)  # those that failed have their time
    assert desk.kinds[5:] == ["asked"]
    desk.clock.seconds += 60
    desk.once(*urls)
    assert [event.again_s for event in desk.events[6:9]] == [120.0] * 3


def test_a_feed_that_works_again_is_asked_as_before(site: Site, desk: Desk) -> None:
    """Failures are forgotten with the first success."""
    site.pages["/feed"] = Page(b"", 503, {"Retry-After": "3600"})
    desk.for_a_while(3_000, f"{site.url}/feed")
    assert site.paths.count("/feed") == 1
    site.pages["/feed"] = feed()
    desk.for_a_while(700 + QUARTER, f"{site.url}/feed")
    assert desk.kinds == ["failed", "asked", "asked"]


def test_a_page_that_fails_is_tried_again_and_then_given_up(site: Site, desk: Desk) -> None:
    """With waits that double; a page that is not there is given up sooner."""
    site.pages |= {"/feed": feed(item("down"), item("missing")), "/down": Page(b"", 500)}
    desk.for_a_while(3 * 86_400, f"{site.url}/feed")
    assert site.paths.count("/missing") == 3
    assert site.paths.count("/down") == 12
    waits = [e.again_s for e in desk.events if e.kind == "put off" and "down" in e.where]
    assert waits[:4] == [60, 120, 240, 480]
    assert max(waits) == 21_600
    assert desk.kinds.count("given up") == 2
    assert desk.taken == []


def test_a_page_that_comes_later_is_taken_then(site: Site, desk: Desk) -> None:
    """Even if the feed no longer tells of it."""
    site.pages |= {"/feed": feed(item("a")), "/a": Page(b"", 503, {"Retry-After": "300"})}
    desk.once(f"{site.url}/feed")
    assert desk.events[-1].again_s == 300
    site.pages |= {"/feed": feed(), "/a": Page()}
    desk.for_a_while(400, f"{site.url}/feed")
    (capture,) = desk.taken
    assert capture.address == f"{site.url}/a"
    assert capture.sidecar.title == "a"


def test_the_feeds_own_text_is_taken_where_the_page_fails(site: Site, desk: Desk) -> None:
    """And it is said."""
    text = f"<content:encoded><![CDATA[{TEXT}]]></content:encoded>"
    site.pages["/feed"] = feed(item("gone", text))
    desk.once(f"{site.url}/feed")
    assert desk.kinds == ["asked", "noted", "taken"]
    assert desk.taken[0].content == TEXT.encode()


def test_a_long_feed_is_said_to_be(site: Site, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is beyond the limit is named."""
    from rashomon.collect.web import feeds

    monkeypatch.setattr(feeds, "MOST_ENTRIES", 1)
    site.pages |= {"/feed": feed(item("a"), item("b")), "/a": Page()}
    desk.once(f"{site.url}/feed")
    assert desk.kinds == ["asked", "noted", "taken"]


def test_a_busy_host_does_not_hold_up_others(site: Site, desk: Desk, clock: Clock) -> None:
    """While one host is left alone, another's items are taken."""
    other = site.url.replace("127.0.0.1", "localhost")
    site.pages |= {
        "/feed": feed(item("a"), f"<link>{other}/b</link>"),
        "/a": Page(b"", 429, {"Retry-After": "500"}),
        "/b": Page(),
    }
    desk.visitor._resolve = lambda *_: ("127.0.0.1",)
    desk.once(f"{site.url}/feed")
    assert [capture.address for capture in desk.taken] == [f"{other}/b"]
    assert clock.seconds - START < 30


def test_the_end_comes_after_the_item_in_flight(site: Site, desk: Desk) -> None:
    """What was begun is finished, the rest is there at the next start."""
    site.pages |= {"/feed": feed(item("a"), item("b")), "/a": Page(), "/b": Page()}
    with desk.watching(f"{site.url}/feed", seconds=1e9) as watch:

        def take(capture: Capture) -> str:
            watch._stop.ask()
            return desk.take(capture)

        watch._take = take
        watch.run()
    assert [capture.name[-2:] for capture in desk.taken] == ["/a"]
    desk.once(f"{site.url}/feed")
    assert [capture.name[-2:] for capture in desk.taken] == ["/a", "/b"]


@pytest.mark.parametrize("is_taken", [True, False], ids=["after", "before"])
def test_what_was_fetched_is_handed_on_again_after_a_crash(
    site: Site, desk: Desk, is_taken: bool
) -> None:
    """The very same capture, with its time, so that the ledger knows it; nothing is refetched."""
    site.pages |= {"/feed": feed(item("a"), item("b")), "/a": Page(), "/b": Page()}

    class Crash(BaseException):
        """Stands for the end of the process."""

    def crash(capture: Capture) -> str:
        if is_taken:
            desk.take(capture)
        raise Crash

    with desk.watching(f"{site.url}/feed", seconds=1e9) as watch:
        watch._take = crash
        with pytest.raises(Crash):
            watch.run()
    desk.once(f"{site.url}/feed")
    names = [capture.name[-2:] for capture in desk.taken]
    assert names == (["/a", "/a", "/b"] if is_taken else ["/a", "/b"])
    if is_taken:
        assert desk.taken[0] == desk.taken[1]
    assert site.paths.count("/a") == 1


def test_waiting_ends_when_the_end_is_asked_for() -> None:
    """At once, also where it was asked for before."""
    stop = Stop()
    stop.wait(0.01)
    assert not stop.is_asked
    stop.ask()
    stop.wait(60)
    assert stop.is_asked
