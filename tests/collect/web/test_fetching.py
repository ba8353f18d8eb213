"""An address in, a capture out, or one clear error."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.collect.web.conftest import NOW, PAGE, Page, Site

from rashomon.collect.web import Visitor, fetch
from rashomon.errors import NotFetched
from rashomon.records import CaptureMethod, Sidecar

Visit = Callable[..., Visitor]
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def test_a_page_becomes_a_capture_with_its_custody(site: Site, visit: Visit) -> None:
    """Body, address, time, and all that the server said."""
    site.pages |= {
        "/old": Page(b"", 301, {"Location": "/2026/03/homs/?from=feed#top"}),
        "/2026/03/homs/?from=feed": Page(PAGE, 200, {"Content-Type": "text/html; charset=utf-8"}),
    }
    capture = fetch(f"{site.url}/old", visit(), sidecar=Sidecar(outlet="Example"))
    assert capture.content == PAGE
    assert capture.address == f"{site.url}/2026/03/homs/?from=feed"
    assert capture.name == f"127.0.0.1:{site.port}/2026/03/homs"
    assert capture.media_type == "text/html"
    assert capture.captured_at == NOW
    assert capture.sidecar == Sidecar(outlet="Example")
    custody = capture.custody
    assert (custody.method, custody.container) == (CaptureMethod.FETCH, None)
    assert custody.exchange
    assert custody.exchange.url == capture.address
    assert custody.exchange.status == 200
    assert custody.exchange.redirects == (f"{site.url}/old",)
    assert ("Content-Type", "text/html; charset=utf-8") in custody.exchange.headers


@pytest.mark.parametrize(
    ("told", "body", "kind"),
    [
        ("text/html", PAGE, "text/html"),
        ("application/xhtml+xml", PAGE, "text/html"),
        ("text/plain", PAGE, "text/html"),
        ("", PAGE, "text/html"),
        ("text/html", b"<p>Two people were killed.</p>", "text/html"),
        ("text/html", "\ufeff<!DOCTYPE html><p>Two".encode("utf-16"), "text/html"),
        ("application/pdf", PAGE, "text/html"),
        ("image/png", b"<!-- no image --><html><p>Two people were killed.</html>", "text/html"),
        ("text/plain; charset=utf-8", b"Two people were killed.", "text/plain"),
        ("text/markdown", b"# Two people were killed.", "text/markdown"),
        ("application/octet-stream", b"Two people were killed.", "text/plain"),
        ("", b"Two people were killed.", "text/plain"),
        ("application/pdf", b"%PDF-1.7 ...", "application/pdf"),
        ("text/html", b"%PDF-1.7 ...", "application/pdf"),
        (WORD, b"PK\x03\x04...", WORD),
        ("text/plain", b"From: a@example.org\nMIME-Version: 1.0\n\nTwo.", "message/rfc822"),
    ],
)
def test_the_bytes_have_the_last_word_on_what_they_are(
    site: Site, visit: Visit, told: str, body: bytes, kind: str
) -> None:
    """A header is believed where the first bytes do not say otherwise."""
    site.pages["/a"] = Page(body, 200, {"Content-Type": told})
    assert fetch(f"{site.url}/a", visit()).media_type == kind


@pytest.mark.parametrize(
    ("told", "body", "reason"),
    [
        ("text/html", b"", "empty"),
        ("text/html", b" \r\n", "empty"),
        ("image/png", b"\x89PNG\r\n", "an image"),
        ("text/html", b"\xff\xd8\xff\xe0", "an image"),
        ("text/html", b"\0\1\2\3 binary", "binary"),
        ("application/zip", b"PK\x03\x04", "the answer is"),
        (WORD, b"no zip", "officedocument.* not a page"),
        ("application/json", b'{"a": 1}', "application/json, not a page"),
        ("application/xml", b"<data/>", "application/xml, not a page"),
        ("video/mp4", b"words", "video/mp4, not a page"),
        ("application/pdf", b"words", "application/pdf, not a page"),
        ("text/html", b"<rss version='2.0'></rss>", "a feed"),
        ("text/html", b"<?xml version='1.0'?>\n<!-- a -->\n<feed xmlns='x'></feed>", "a feed"),
        ("text/html", b"<rdf:RDF xmlns='x'></rdf:RDF>", "a feed"),
        ("text/html", b"<atom:feed xmlns:atom='x'></atom:feed>", "a feed"),
        ("application/json", b'{"version": "https://jsonfeed.org/version/1.1"}', "a feed"),
    ],
)
def test_what_is_no_report_is_refused_by_name(
    site: Site, visit: Visit, told: str, body: bytes, reason: str
) -> None:
    """Images, archives, data, feeds and nothing at all."""
    site.pages["/a"] = Page(body, 200, {"Content-Type": told})
    with pytest.raises(NotFetched, match=reason) as refused:
        fetch(f"{site.url}/a", visit())
    assert refused.value.where == f"{site.url}/a"


@pytest.mark.parametrize(
    ("status", "reason", "may_pass"),
    [
        (401, "password", False),
        (403, "refuses", False),
        (404, "nothing there", False),
        (410, "gone", False),
        (418, "gives no page", False),
        (429, "too often", True),
        (408, "gives no page", True),
        (451, "legal reasons", False),
        (500, "the server fails", True),
        (503, "cannot answer at the moment", True),
        (302, "redirects to nowhere", False),
        (304, "redirects to nowhere", False),
        (204, "gives no page", False),
        (206, "gives no page", False),
    ],
)
def test_errors_of_a_server_say_what_they_are(
    site: Site, visit: Visit, status: int, reason: str, may_pass: bool
) -> None:
    """The status in words, and whether another try is worth it."""
    site.pages["/a"] = Page(b"", status, {"Retry-After": "7"})
    with pytest.raises(NotFetched, match=f"{reason}.*status {status}") as refused:
        fetch(f"{site.url}/a", visit())
    assert refused.value.may_pass is may_pass
    assert refused.value.wait_s == 7


def test_a_visitor_of_its_own_guards_as_well() -> None:
    """Without a word on limits, this machine is not asked."""
    with pytest.raises(NotFetched, match="this very machine"):
        fetch("http://127.0.0.1:8080/")
