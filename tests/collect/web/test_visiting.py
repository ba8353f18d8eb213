"""Redirects are checked again, robots.txt is heeded, hosts have their turns."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable

import pytest
from tests.collect.web.conftest import PAGE, Clock, Page, Site

from rashomon.collect.web import Limits, Visitor
from rashomon.collect.web.pace import Pace
from rashomon.collect.web.visiting import user_agent
from rashomon.errors import NotFetched

Visit = Callable[..., Visitor]


def to(location: str, status: int = 302) -> Page:
    """A page that redirects."""
    return Page(b"", status, {"Location": location})


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_kept(site: Site, visit: Visit, status: int) -> None:
    """The answer tells by which addresses it came, the one asked first."""
    site.pages |= {"/a": to("/b", status), "/b": to("c?d", status), "/c?d": Page()}
    answer = visit().get(f"{site.url}/a")
    assert answer.body == PAGE
    assert str(answer.address) == f"{site.url}/c?d"
    assert answer.redirects == (f"{site.url}/a", f"{site.url}/b")


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_a_redirect_in_other_letters_is_understood(
    raw: Callable[..., str], visit: Visit, encoding: str
) -> None:
    """A header's bytes are UTF-8 if they can be."""
    location = "/Köln".encode(encoding)

    def say(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: " + location + b"\r\n\r\n")

    with pytest.raises(NotFetched, match="more than 0 times"):
        visit(most_redirects=0).get(raw(say), heeds_robots=False)
    with pytest.raises(NotFetched, match="K%C3%B6ln: refused"):
        visit(ports=frozenset(), allow_private=True).get(
            raw(
                lambda c: c.sendall(
                    b"HTTP/1.1 302 Found\r\nLocation: http://198.18.0.1" + location + b"\r\n\r\n"
                )
            ),
            heeds_robots=False,
        )


def test_a_circle_of_redirects_ends(site: Site, visit: Visit) -> None:
    """Five are followed, the sixth is refused."""
    site.pages["/a"] = to("/a")
    with pytest.raises(NotFetched, match="more than 5 times"):
        visit().get(f"{site.url}/a")
    assert site.paths.count("/a") == 6


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://169.254.169.254/latest/meta-data/", "link-local"),
        ("http://[::ffff:127.0.0.1]/", "in disguise"),
        ("http://2130706433/", "odd spelling"),
        ("http://0x7f.1/", "odd spelling"),
        ("http://user:secret@127.0.0.1/", "user name or password"),
        ("file:///etc/passwd", "only http and https"),
        ("ftp://127.0.0.1/", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("http://0.0.0.0:8080/", "no machine"),
    ],
)
def test_a_redirect_is_checked_like_any_address(
    site: Site, visit: Visit, location: str, reason: str
) -> None:
    """What may not be asked may not be redirected to."""
    site.pages["/a"] = to(location)
    with pytest.raises(NotFetched, match=reason):
        visit().get(f"{site.url}/a")


def test_a_redirect_from_outside_to_this_machine_is_refused(site: Site) -> None:
    """A public site cannot send us to a private one: every hop is resolved and checked."""
    asked: list[str] = []

    def look_up(host: str, *_: object) -> tuple[str, ...]:
        asked.append(host)
        return ("127.0.0.1",) if host == "public.example" else ("10.0.0.7",)

    site.pages["/a"] = to("http://inside.example/admin")
    # The test's server stands in for a public one: only its own address is lifted.
    limits = Limits(ports=frozenset({80, site.port}))
    visitor = Visitor(limits, Pace(0), resolve=look_up)
    with pytest.raises(NotFetched, match=r"leads to 127\.0\.0\.1, this very machine"):
        visitor.get(f"http://public.example:{site.port}/a", heeds_robots=False)

    def look_up_again(host: str, *_: object) -> tuple[str, ...]:
        return ("127.0.0.1",) if host == "public.example" else ("169.254.169.254",)

    visitor = Visitor(Limits(allow_private=True), Pace(0), resolve=look_up_again)
    with pytest.raises(NotFetched, match=r"leads to 169\.254\.169\.254, a link-local"):
        visitor.get(f"http://public.example:{site.port}/a", heeds_robots=False)
    assert site.paths == ["/a"]


def test_the_connection_goes_to_the_address_that_was_checked(site: Site) -> None:
    """A name that answers otherwise the second time is not asked a second time."""
    answers = iter([("127.0.0.1",)])
    visitor = Visitor(Limits(allow_private=True), Pace(0), resolve=lambda *_: next(answers))
    site.pages["/a"] = Page()
    answer = visitor.get(f"http://rebinding.example:{site.port}/a", heeds_robots=False)
    assert answer.body == PAGE
    assert site.asked[0][1]["host"] == f"rebinding.example:{site.port}"


def test_https_does_not_lead_to_http(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was to come unread and unchanged is not fetched in the open."""
    from rashomon.collect.web import visiting
    from rashomon.collect.web.asking import Answer

    def answered(address: object, *_: object, **__: object) -> Answer:
        return Answer(address, 301, (("Location", "http://127.0.0.1/b"),), b"")  # type: ignore[arg-type]

    monkeypatch.setattr(visiting, "ask", answered)
    with pytest.raises(NotFetched, match="from https to http"):
        visit().get("https://127.0.0.1/a", heeds_robots=False)


def test_we_say_who_we_are_and_send_nothing_else(
    site: Site, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No cookies, no referrer, no credentials; a name and a version."""
    site.pages["/a"] = Page()
    visit().get(f"{site.url}/a", (("If-None-Match", '"x"'),))
    _, headers = site.asked[-1]
    assert headers["user-agent"] == user_agent()
    assert re.match(r"Rashomon/\d", user_agent())
    assert headers["if-none-match"] == '"x"'
    assert set(headers) == {
        "host", "user-agent", "accept", "accept-language", "accept-encoding", "connection",
        "if-none-match",
    }  # fmt: skip


def test_proxies_of_the_environment_are_not_asked(
    site: Site, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy would look up names behind the guard's back."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    monkeypatch.setenv("no_proxy", "")
    site.pages["/a"] = Page()
    assert visit().get(f"{site.url}/a").body == PAGE


def test_the_name_tells_where_to_read_about_us(monkeypatch: pytest.MonkeyPatch) -> None:
    """The address of the documentation, where the package has one; a version at least."""
    import importlib.metadata
    from email.message import Message

    told = Message()
    told["Version"] = "1.2"
    told["Project-URL"] = "Source, https://example.org/source"
    told["Project-URL"] = "Documentation, https://example.org/docs"
    monkeypatch.setattr(importlib.metadata, "metadata", lambda _: told)
    assert user_agent.__wrapped__() == "Rashomon/1.2 (+https://example.org/docs)"

    def missing(_: str) -> Message:
        raise importlib.metadata.PackageNotFoundError

    monkeypatch.setattr(importlib.metadata, "metadata", missing)
    assert user_agent.__wrapped__() == "Rashomon/0"


def test_robots_txt_is_heeded_and_asked_once(site: Site, visit: Visit) -> None:
    """One request for the rules, and none for what they forbid."""
    site.pages |= {
        "/robots.txt": Page(b"User-agent: *\nDisallow: /private\n"),
        "/a": Page(),
        "/private/b": Page(),
    }
    visitor = visit()
    visitor.get(f"{site.url}/a")
    with pytest.raises(NotFetched, match="does not allow") as refused:
        visitor.get(f"{site.url}/private/b")
    assert not refused.value.may_pass
    assert site.paths == ["/robots.txt", "/a"]


def test_a_redirect_into_what_robots_txt_forbids_is_refused(site: Site, visit: Visit) -> None:
    """The rules hold for where a page really is."""
    site.pages |= {
        "/robots.txt": Page(b"User-agent: rashomon\nDisallow: /b\n"),
        "/a": to("/b"),
        "/b": Page(),
    }
    with pytest.raises(NotFetched, match="does not allow"):
        visit().get(f"{site.url}/a")
    assert "/b" not in site.paths


@pytest.mark.parametrize(
    ("status", "is_asked"),
    [(404, True), (403, True), (410, True), (500, False), (503, False), (429, False)],
)
def test_a_robots_txt_that_fails_stops_us_one_that_is_not_there_does_not(
    site: Site, visit: Visit, status: int, is_asked: bool
) -> None:
    """4xx means that there are no rules, 5xx that nobody knows them."""
    site.pages |= {"/robots.txt": Page(b"", status), "/a": Page()}
    visitor = visit()
    if is_asked:
        assert visitor.get(f"{site.url}/a").body == PAGE
        return
    for _ in range(2):  # and it is not asked again at once
        with pytest.raises(NotFetched, match=f"cannot be had.*{status}") as refused:
            visitor.get(f"{site.url}/a")
        assert refused.value.may_pass
    assert site.paths == ["/robots.txt"]


def test_a_robots_txt_out_of_reach_stops_us(site: Site, visit: Visit) -> None:
    """Nor does one that redirects to where nobody may go let us in."""
    site.pages |= {"/robots.txt": to("http://169.254.169.254/"), "/a": Page()}
    with pytest.raises(NotFetched, match=r"robots\.txt cannot be had") as refused:
        visit().get(f"{site.url}/a")
    assert refused.value.may_pass


def test_rules_may_be_elsewhere(site: Site, visit: Visit) -> None:
    """A redirected robots.txt is followed, and counts for the site that was asked."""
    site.pages |= {
        "/robots.txt": to("/rules"),
        "/rules": Page(b"User-agent: *\nDisallow: /a"),
        "/a": Page(),
    }
    with pytest.raises(NotFetched, match="does not allow"):
        visit().get(f"{site.url}/a")


def test_a_person_may_ask_for_one_page(site: Site, visit: Visit) -> None:
    """Rules for robots are not asked where no robot comes."""
    site.pages |= {"/robots.txt": Page(b"User-agent: *\nDisallow: /"), "/a": Page()}
    assert visit().get(f"{site.url}/a", heeds_robots=False).body == PAGE
    assert site.paths == ["/a"]


def test_a_host_is_asked_once_a_second(site: Site, visit: Visit, clock: Clock) -> None:
    """Each request, redirects and robots.txt too, waits for its turn."""
    site.pages |= {"/a": to("/b"), "/b": Page()}
    visit().get(f"{site.url}/a")
    assert clock.slept == [1.0, 1.0]


def test_a_delay_that_robots_txt_wants_is_kept(site: Site, visit: Visit, clock: Clock) -> None:
    """Crawl-delay is more than the usual pace, never less."""
    site.pages |= {"/robots.txt": Page(b"User-agent: *\nCrawl-delay: 7\n"), "/a": Page()}
    visitor = visit()
    visitor.get(f"{site.url}/a")
    visitor.get(f"{site.url}/a")
    assert clock.slept == [1.0, 7.0]


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_host_is_left_alone(site: Site, visit: Visit, clock: Clock, status: int) -> None:
    """For as long as Retry-After says, or a minute; longer waits are told to whoever asks."""
    site.pages["/a"] = Page(b"", status, {"Retry-After": "90"})
    visitor = visit()
    assert visitor.get(f"{site.url}/a").status == status
    with pytest.raises(NotFetched, match="left alone for 90 seconds") as refused:
        visitor.get(f"{site.url}/a")
    assert refused.value.wait_s == 90
    clock.seconds += 90
    site.pages["/a"] = Page(b"", status)
    assert visitor.get(f"{site.url}/a").status == status
    with pytest.raises(NotFetched, match="left alone for 60 seconds"):
        visitor.get(f"{site.url}/b")


def test_a_site_that_sends_us_on_is_followed_in_spite_of_its_delay(
    site: Site, visit: Visit, clock: Clock
) -> None:
    """A page behind a redirect could never be had where every hop waited for minutes."""
    site.pages |= {
        "/robots.txt": Page(b"User-agent: *\nCrawl-delay: 600\n"),
        "/a": to("/b"),
        "/b": Page(),
    }
    visitor = visit()
    assert visitor.get(f"{site.url}/a").body == PAGE
    assert clock.slept == [1.0, 30.0]
    with pytest.raises(NotFetched, match="left alone for 600 seconds"):
        visitor.get(f"{site.url}/a")


def test_old_rules_are_asked_for_anew(
    site: Site, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A site may change its mind."""
    from rashomon.collect.web import visiting

    site.pages["/a"] = Page()
    visitor = visit()
    visitor.get(f"{site.url}/a")
    monkeypatch.setattr(visiting, "_ROBOTS_S", -1.0)
    monkeypatch.setattr(visitor, "_asked", {})
    visitor.get(f"{site.url}/a")
    visitor.get(f"{site.url}/a")
    assert site.paths.count("/robots.txt") == 3
