"""What a browser or a program of somebody who means harm could try."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.web.conftest import ORIGIN, Browser
from tests.web.teams.conftest import Arriving, arriving, book, clock, quick_hashes

from rashomon.ledger import Ledger
from rashomon.web.workplace import own_path

__all__ = ["arriving", "book", "clock", "quick_hashes"]  # fixtures of a team's tests

PIECES = st.sampled_from(
    ["/", "//", "\\", "\t", "\n", "\r", " ", ":", "@", "?", "#", "%2f", "%5c", "..", ".", ";",
     "http", "https:", "javascript:", "evil.example", "a", "\u2028", "\uff0f", "\x00", "[", "]"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=3), max_size=8).map("".join))
@example("/\t/evil.example")
@example("/\\evil.example")
@example("/%09//evil.example")
def test_no_form_sends_anybody_away(address: str) -> None:
    """Whatever is told to lead on, a browser that follows it stays here.

    Browsers drop tabs and line ends, and take a backslash for a slash.
    """
    path = own_path(address)
    read = "".join(letter for letter in path if letter not in "\t\r\n").replace("\\", "/")
    found = urlsplit(urljoin(f"{ORIGIN}/sign-in", read.strip()))
    assert (found.scheme, found.netloc) == ("http", "localhost")


def test_a_session_is_a_new_one_with_every_sign_in(arriving: Arriving) -> None:
    """A cookie that somebody put into a browser beforehand opens nothing, before or after."""
    member = arriving()
    member.client.cookies.set("rashomon", "chosen by another")
    assert member.go("/account").status_code == 303
    answer = member.sign_in("coder")
    cookie = answer.headers["set-cookie"]
    assert "chosen" not in cookie
    assert {"HttpOnly", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))
    other = arriving()
    other.client.cookies.set("rashomon", "chosen by another")
    assert other.go("/account").status_code == 303


def test_over_tls_a_cookie_never_travels_in_the_clear(arriving: Arriving) -> None:
    """It is bound to this very host, too."""
    member = arriving(url="https://ledger.example")
    page = member.client.get("/sign-in").text
    token = page.partition('name="token" value="')[2].partition('"')[0]
    answer = member.client.post(
        "/sign-in",
        data={"token": token, "name": "coder", "password": "four words not together"},
        headers={"Origin": "https://ledger.example"},
        follow_redirects=False,
    )
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-rashomon=")
    own = cookie.partition(", journey=")[0]  # which is taken away beside it
    assert "Secure" in own.split("; ")
    assert "Domain" not in own


def test_a_browser_keeps_no_page_of_a_team(arriving: Arriving, looking: Browser) -> None:
    """Who sits down at it after a sign-out cannot go back; alone on a machine one may."""
    member = arriving("coder")
    for path in ("/incidents", "/account", "/api/v1/incidents", "/captures/1", "/nothing"):
        assert member.go(path).headers["Cache-Control"] == "no-store", path
    assert looking.client.get("/incidents").headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    "path",
    ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/..%5capp.py",
     "/static/%2e%2e%2f%2e%2e%2f%2e%2e%2fetc/passwd", "/static//etc/passwd", "/static/css/%00",
     "/captures/..%2f..%2fetc%2fpasswd", "/captures/-1", "/captures/1e3", "/static/"],
)  # fmt: skip
def test_no_address_leads_out_of_what_is_served(looking: Browser, path: str) -> None:
    """However its way up is spelled."""
    answer = looking.client.get(path)
    assert answer.status_code in (404, 405, 422)
    assert "root:" not in answer.text
    assert "make_app" not in answer.text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "MADE_UP"])
def test_methods_that_mean_nothing_here_do_nothing(looking: Browser, method: str) -> None:
    """Nor is a request handed back to whoever could not read it otherwise."""
    for path in ("/incidents", "/incidents/khusham-2018-02-07", "/api/v1/incidents", "/theme"):
        headers = {"Origin": ORIGIN, "X-Secret": "handed back"}
        answer = looking.client.request(method, path, headers=headers)
        assert answer.status_code == 405
        assert "handed back" not in answer.text


def test_what_nobody_foresaw_tells_nothing_of_the_inside(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither words of the error, nor where our files lie."""

    def fail(_: Ledger) -> None:
        raise RuntimeError(f"a secret in {Path(__file__)}")

    monkeypatch.setattr(Ledger, "head", fail)
    for path in ("/incidents", "/health", "/api/v1"):
        answer = browser.client.get(path)
        assert answer.status_code == 500
        for word in ("secret", "RuntimeError", "Traceback", ".py"):
            assert word not in answer.text
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
