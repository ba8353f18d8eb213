"""`rashomon watch`, and addresses of the web as sources of `add` and `build`."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.collect.web.conftest import Page, Site
from tests.collect.web.test_items import TEXT, feed
from tests.collect.web.test_watching import item

from rashomon.ledger import Ledger


@pytest.fixture
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask hosts as often as we like: they are ours."""
    from rashomon.collect.web import pace

    monkeypatch.setattr(pace.Pace.__init__, "__defaults__", (0.0,))


def story(number: int) -> Page:
    """A page of its own."""
    words = f"{number + 2} people were killed in shelling near Homs on Monday, a doctor said."
    body = f"<html><head><title>Story {number}</title></head><body><p>{words}</p></body></html>"
    return Page(body.encode())


def stories(site: Site, count: int) -> str:
    """Put a feed of so many stories on a site, and return its address."""
    site.pages |= {f"/{n}": story(n) for n in range(count)}
    site.pages["/feed"] = feed(*(item(str(n)) for n in range(count)))
    return f"{site.url}/feed"


def kept(path: Path) -> list[str]:
    """The addresses of a ledger's captures, in their order."""
    with Ledger.open(path, create=False) as ledger:
        return [note.address for note in ledger.captures()]


@pytest.mark.usefixtures("_at_once")
def test_a_page_and_a_feed_are_sources(run: Run, site: Site, tmp_path: Path) -> None:
    """`add` takes both, with files beside them; `reports.csv` may tell of an address."""
    url = stories(site, 2)
    site.pages["/page"] = Page()
    (tmp_path / "a.txt").write_text("Medics said 15 people died in shelling of Idlib.\n")
    (tmp_path / "told.csv").write_text(f"file,outlet\n{site.url}/page,A Paper\na.txt,B Radio\n")
    ledger = tmp_path / "ledger.db"
    ran = run(
        "add", url, f"{site.url}/page", tmp_path / "a.txt", "-o", ledger, "--allow-private",
        "--reports", tmp_path / "told.csv", "--by", "me",
    )  # fmt: skip
    assert ran.code == 0, ran.err
    assert kept(ledger) == [
        str(tmp_path / "a.txt"),
        *(f"{site.url}/{n}" for n in ("0", "1", "page")),
    ]
    with Ledger.open(ledger) as opened:
        outlets = [note.sidecar.outlet for note in opened.captures()]
        assert outlets == ["B Radio", None, None, "A Paper"]
        custody = [note.custody for note in opened.captures()][-1]
        assert custody
        assert custody.exchange
        assert (custody.by, custody.exchange.status) == ("me", 200)


def test_addresses_are_guarded(run: Run, site: Site, tmp_path: Path) -> None:
    """Without --allow-private this machine is not asked, and the message says how it would be."""
    site.pages["/page"] = Page()
    ran = run("add", f"{site.url}/page", "-o", tmp_path / "ledger.db")
    assert ran.code == 1
    assert "this very machine" in ran.err
    assert "--allow-private" in ran.err
    assert site.asked == []


@pytest.mark.usefixtures("_at_once")
def test_build_reads_a_page(run: Run, site: Site, tmp_path: Path) -> None:
    """From an address to an incident in one command; what is skipped is named."""
    site.pages["/page"] = Page()
    ledger = tmp_path / "ledger.db"
    missing = f"{site.url}/missing"
    ran = run("build", f"{site.url}/page", missing, "-o", ledger, "--allow-private")
    assert ran.code == 3
    assert f"skipped: {missing}: there is nothing there (status 404)" in ran.err
    assert "reports 1 read, 1 skipped" in ran.err
    assert "Homs" in ran.out


@pytest.mark.usefixtures("_at_once")
def test_watch_once_takes_what_is_new(run: Run, site: Site, tmp_path: Path) -> None:
    """A second run takes nothing twice, one with --read reads what came."""
    url = stories(site, 2)
    feeds, ledger = tmp_path / "feeds.txt", tmp_path / "ledger.db"
    feeds.write_text(f"# ours\n{url} A Paper\nnot an address\n")
    first = run("watch", feeds, "-o", ledger, "--once", "--allow-private")
    assert first.code == 0, first.err
    assert f"asked: {url}: 2 new, 0 changed" in first.err
    assert f"added: {site.url}/0" in first.err
    assert "asked feeds 1 times, took 2 items" in first.err
    assert "reports 2 added" in first.err
    assert f"skipped: {feeds}:3" in first.err
    site.pages |= {"/2": story(2), "/feed": feed(*(item(str(n)) for n in range(3)))}
    second = run("watch", feeds, "-o", ledger, "--once", "--allow-private", "--read")
    assert f"asked: {url}: 1 new, 0 changed" in second.err
    assert kept(ledger) == [f"{site.url}/{n}" for n in range(3)]
    assert len(re.findall("^read: ", second.err, re.M)) == 3
    quiet = run("watch", feeds, "-o", ledger, "--once", "--allow-private", "--quiet")
    assert quiet.err == f"skipped: {feeds}:3: not: only http and https addresses are fetched\n"
    with Ledger.open(ledger) as opened:
        assert {note.sidecar.outlet for note in opened.captures()} == {"A Paper"}
        assert not opened.waiting()


@pytest.mark.usefixtures("_at_once")
def test_watch_says_what_could_not_be_had(run: Run, site: Site, tmp_path: Path) -> None:
    """Feeds and items that failed, with when they are tried again; exit code 3."""
    text = f"<content:encoded><![CDATA[{TEXT}]]></content:encoded>"
    bad_words = "<content:encoded>\N{BELL}Hm.</content:encoded>"
    site.pages |= {
        "/feed": feed(item("gone"), item("kept", text), f"<guid>1</guid>{bad_words}"),
        "/bad": Page(b"", 500),
        "/same": Page(b"", 304),
    }
    feeds = tmp_path / "feeds.txt"
    feeds.write_text(f"{site.url}/feed\n{site.url}/bad\n")
    ran = run("watch", feeds, "-o", tmp_path / "ledger.db", "--once", "--allow-private")
    assert ran.code == 3
    assert f"failed: {site.url}/bad: the server fails (status 500); again in 60 seconds" in ran.err
    assert f"put off: {site.url}/gone: there is nothing there (status 404); again in" in ran.err
    assert f"noted: {site.url}/kept: there is nothing there (status 404); the text in" in ran.err
    assert "1 times in vain" in ran.err
    assert "1 wait for another try" in ran.err


@pytest.mark.usefixtures("_at_once")
def test_pages_without_text_are_kept_and_named(run: Run, site: Site, tmp_path: Path) -> None:
    """They are evidence of what the server gave, though there is nothing to read."""
    site.pages |= {"/feed": feed(item("empty")), "/empty": Page(b"<html><body></body></html>")}
    feeds, ledger = tmp_path / "feeds.txt", tmp_path / "ledger.db"
    feeds.write_text(f"{site.url}/feed")
    ran = run("watch", feeds, "-o", ledger, "--once", "--allow-private", "--read")
    assert ran.code == 3
    assert f"skipped: {site.url}/empty: " in ran.err
    assert kept(ledger) == [f"{site.url}/empty"]
    again = run("watch", feeds, "-o", ledger, "--once", "--allow-private", "--read")
    assert again.code == 0


@pytest.mark.usefixtures("_at_once")
def test_reading_waits_for_a_ledger_in_use(
    run: Run, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pause in which it cannot be read is followed by another."""
    from rashomon.errors import LedgerBusy, UnreadableReport
    from rashomon.pipeline import BuildSummary, Step

    feeds, ledger = tmp_path / "feeds.txt", tmp_path / "ledger.db"
    feeds.write_text(stories(site, 1))

    def busy(*_: object, **__: object) -> BuildSummary:
        raise LedgerBusy("ledger.db is being written")

    def broken(*_: object, on_step: Callable[[Step], None], **__: object) -> BuildSummary:
        on_step(Step("a", "skipped", UnreadableReport("a", "no text")))
        return BuildSummary()

    options = ("watch", feeds, "-o", ledger, "--once", "--allow-private", "--read")
    monkeypatch.setattr("rashomon.pipeline.build", busy)
    ran = run(*options)
    assert ran.code == 0
    assert "not read yet: ledger.db is being written" in ran.err
    monkeypatch.setattr("rashomon.pipeline.build", broken)
    assert "skipped: a: no text" in run(*options).err


@pytest.mark.usefixtures("_at_once")
def test_a_new_ledger_is_filled_from_the_start(run: Run, site: Site, tmp_path: Path) -> None:
    """What was seen for a ledger that is gone does not count for the next one."""
    feeds, ledger = tmp_path / "feeds.txt", tmp_path / "ledger.db"
    feeds.write_text(stories(site, 1))
    run("watch", feeds, "-o", ledger, "--once", "--allow-private")
    for path in tmp_path.glob("ledger.db*"):
        if path.suffix != ".watch":
            path.unlink()
    again = run("watch", feeds, "-o", ledger, "--once", "--allow-private")
    assert "is new: what the feeds tell of is taken from the start" in again.err
    assert kept(ledger) == [f"{site.url}/0"]


@pytest.mark.parametrize("every", ["15", "30s", "soon", "0m", "-1h"])
def test_an_interval_is_a_minute_or_more(run: Run, tmp_path: Path, every: str) -> None:
    """What is none is misuse, and says how to write one."""
    (tmp_path / "feeds.txt").write_text("https://example.org/feed\n")
    ran = run("watch", tmp_path / "feeds.txt", "-o", tmp_path / "l.db", "--every", every)
    assert ran.code == 2
    assert "15m, 2h or 1d" in ran.err


@pytest.mark.parametrize(
    ("proxy", "reason"),
    [("https://127.0.0.1:3128", "asked by http://"), ("socks5://127.0.0.1", "only http and https"),
     ("http://me:secret@127.0.0.1:3128", "user name or password")],
)  # fmt: skip
def test_a_proxy_is_one_of_http(run: Run, tmp_path: Path, proxy: str, reason: str) -> None:
    """Others are refused before anything is asked."""
    ran = run("add", "http://example.org/", "-o", tmp_path / "l.db", "--proxy", proxy)
    assert ran.code == 1
    assert reason in ran.err
    assert "secret" not in ran.err


def test_a_page_comes_by_the_proxy_that_is_named(run: Run, site: Site, tmp_path: Path) -> None:
    """One that nobody listens at is no connection."""
    site.pages["/page"] = Page()
    options = ("--allow-private", "--proxy", "http://127.0.0.1:9")
    ran = run("add", f"{site.url}/page", "-o", tmp_path / "l.db", *options)
    assert "no connection" in ran.err
    assert site.asked == []


@pytest.mark.usefixtures("_at_once")
def test_a_ledger_in_use_is_waited_for(
    run: Run,
    site: Site,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Another process may be reading into it; the watch goes on when that is done."""
    from rashomon.cli import watch
    from rashomon.errors import LedgerBusy
    from rashomon.intake import take_in

    feeds, ledger = tmp_path / "feeds.txt", tmp_path / "ledger.db"
    feeds.write_text(stories(site, 1))
    original, tries = take_in, []

    def busy(*args: object, **options: object) -> object:
        tries.append(1)
        if len(tries) < 3:
            raise LedgerBusy("ledger.db is being written")
        return original(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("rashomon.intake.take_in", busy)
    monkeypatch.setattr(watch, "_BUSY_S", 0.01)
    ran = run("watch", feeds, "-o", ledger, "--once", "--allow-private")
    assert ran.code == 0
    assert ran.err.count("waiting: ledger.db is being written") == 1
    assert kept(ledger) == [f"{site.url}/0"]

    site.pages |= {"/1": story(1), "/feed": feed(item("1"))}

    def interrupted(*_: object, **__: object) -> object:
        signal.raise_signal(signal.SIGTERM)
        raise LedgerBusy("ledger.db is being written")

    monkeypatch.setattr("rashomon.intake.take_in", interrupted)
    ran = run("watch", feeds, "-o", ledger, "--once", "--allow-private")
    assert ran.code == 1
    monkeypatch.setattr("rashomon.intake.take_in", original)
    run("watch", feeds, "-o", ledger, "--once", "--allow-private")
    assert kept(ledger) == [f"{site.url}/0", f"{site.url}/1"]
    assert site.paths.count("/1") == 1


def test_a_second_signal_ends_at_once(capfd: pytest.CaptureFixture[str]) -> None:
    """The first one is told what it does; handlers are put back afterwards."""
    from rashomon.cli.watch import _signals
    from rashomon.collect.web.watching import Stop

    before = signal.getsignal(signal.SIGTERM)
    stop = Stop()
    with _signals(stop):
        signal.raise_signal(signal.SIGINT)
        assert stop.is_asked
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)
    assert signal.getsignal(signal.SIGTERM) is before
    assert "once more to end at once" in capfd.readouterr().err


def started(feeds: Path, ledger: Path, *options: str) -> subprocess.Popen[str]:
    """Start a watch as a process of its own, which asks its hosts as often as it likes."""
    program = (
        "import sys; from rashomon.collect.web import pace;"
        "pace.Pace.__init__.__defaults__ = (0.0,);"
        "from rashomon.cli import main; main()"
    )
    return subprocess.Popen(
        [sys.executable, "-c", program, "watch", str(feeds), "-o", str(ledger),
         "--allow-private", *options],
        stderr=subprocess.PIPE, text=True, env={**os.environ, "COLUMNS": "200"},
    )  # fmt: skip


def until(condition: Callable[[], bool], seconds: float = 120.0) -> None:
    """Wait until a condition holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.005)


def test_a_watch_that_is_killed_loses_nothing_and_takes_nothing_twice(
    site: Site,
    tmp_path: Path,
) -> None:
    """Killed again and again at whatever moment, until all is there; the ledger is whole.

    The feed tells of its items only once: whoever has its mark is told that nothing changed.
    """
    count = 12
    url = stories(site, count)
    page = site.pages["/feed"]
    assert isinstance(page, Page)
    told = page.body

    def once_only(headers: dict[str, str]) -> Page:
        if headers.get("if-none-match"):
            return Page(b"", 304, {"Content-Length": "0"})
        return Page(told, 200, {"ETag": '"1"'})

    def never_twice_alike(number: int) -> Callable[[dict[str, str]], Page]:
        """A page that differs at each request, so that taking it twice would show."""

        def answer(_: dict[str, str]) -> Page:
            body = story(number).body + f"<!-- {time.monotonic_ns()} -->".encode()
            return Page(body)

        return answer

    site.pages["/feed"] = once_only
    for number in range(count):
        site.pages[f"/{number}"] = never_twice_alike(number)
    feeds, ledger = tmp_path / "feeds.txt", tmp_path / "ledger.db"
    feeds.write_text(url)

    def pages_asked() -> int:
        return sum(path not in ("/feed", "/robots.txt") for path in site.paths)

    def has_asked_for(wanted: int) -> bool:
        return pages_asked() >= wanted

    for kill in range(4):
        asked = pages_asked()
        process = started(feeds, ledger)
        until(partial(has_asked_for, asked + 2))
        time.sleep(0.004 * kill)  # at another moment each time: fetched, laid by, taken, settled
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert process.returncode == -signal.SIGKILL
    last = started(feeds, ledger, "--once")
    _, err = last.communicate(timeout=180)
    assert last.returncode == 0, err
    assert sorted(kept(ledger)) == sorted(f"{site.url}/{n}" for n in range(count))
    with Ledger.open(ledger, create=False) as opened:
        assert len(opened.report_ids()) == count


@pytest.mark.parametrize("which", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_watch_cleanly(
    site: Site,
    tmp_path: Path,
    which: signal.Signals,
) -> None:
    """With a summary and exit code 0, while it waits for its next turn."""
    feeds, ledger = tmp_path / "feeds.txt", tmp_path / "ledger.db"
    feeds.write_text(stories(site, 1))
    process = started(feeds, ledger, "--every", "1h")
    until(lambda: "/0" in site.paths)
    time.sleep(0.2)
    process.send_signal(which)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert "took 1 items" in err
    assert kept(ledger) == [f"{site.url}/0"]
