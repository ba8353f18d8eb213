"""Saved pages (MHTML) in, their text out."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.clean.conftest import Cleaner

from rashomon.clean import clean
from rashomon.errors import UnreadableReport
from rashomon.records import Capture

MHTML = "multipart/related"
STORY = (
    "Two people were killed on Thursday when a shell struck a bus station in the northern town "
    "of Samplehrad, the regional governor said. Three others were hurt – one badly."
)
PAGE = f"""<!doctype html><html><head><meta charset="utf-8">
<title>Shell hits bus station</title></head><body><article><h1>Shell hits bus station</h1>
<p>{STORY}</p><p>{STORY.replace("Two", "Three")}</p></article></body></html>"""
FRAME = f"<!doctype html><html><body><p>{'Buy our newspaper now. ' * 20}</p></body></html>"


def saved(
    *parts: tuple[str, str],
    head: str = "Snapshot-Content-Location: https://www.ukrinform.net/a/1.html\n",
    start: str = "",
) -> bytes:
    """Return a saved page of parts (headers, content)."""
    made = f"From: <Saved by Blink>\n{head}Subject: Saved title\n"
    made += "Date: Mon, 4 Mar 2024 10:00:00 -0000\nMIME-Version: 1.0\n"
    made += f'Content-Type: multipart/related; type="text/html"; boundary="b"{start}\n\n'
    for headers, content in parts:
        made += f"--b\n{headers}\n\n{content}\n"
    return (made + "--b--\n").encode()


HTML = "Content-Type: text/html"


def test_the_page_is_read_as_from_the_web(cleaned: Cleaner) -> None:
    """At the address it was saved from, and not dated by the saving."""
    report = cleaned(saved((HTML, PAGE), ("Content-Type: image/png", "x")), MHTML)
    assert report.text.startswith("Shell hits bus station\n\nTwo people were killed")
    assert "one badly" in report.text
    assert report.url == "https://www.ukrinform.net/a/1.html"
    assert (report.outlet, report.published_on) == ("Ukrinform", None)
    assert report.found_by["url"] == "header"


@pytest.mark.parametrize(
    ("first", "second", "start"),
    [
        ("Content-ID: <f@mhtml>", "Content-ID: <m@mhtml>", '; start="<m@mhtml>"'),
        ("Content-Location: https://a.example/", "Content-Location: "
         "https://www.ukrinform.net/a/1.html", ""),
    ],
    ids=["start", "location"],
)  # fmt: skip
def test_the_page_is_told_from_its_frames(
    cleaned: Cleaner, first: str, second: str, start: str
) -> None:
    """By the root's own word, else by the address."""
    content = saved((f"{HTML}\n{first}", FRAME), (f"{HTML}\n{second}", PAGE), start=start)
    assert "newspaper" not in cleaned(content, MHTML).text


def test_the_first_page_is_taken_where_nothing_tells(cleaned: Cleaner) -> None:
    """Browsers put it there; its part may tell the address."""
    where = "Content-Location: https://example.org/a"
    content = saved((f"{HTML}\n{where}", PAGE), (HTML, FRAME), head="")
    report = cleaned(content, MHTML)
    assert (report.url, "newspaper" in report.text) == ("https://example.org/a", False)


@pytest.mark.parametrize("place", ["file:///home/a.html", "cid:1@mhtml", "javascript:1"])
def test_an_address_that_is_none_of_the_web_is_not_taken(cleaned: Cleaner, place: str) -> None:
    """Pages are saved from disks, too."""
    report = cleaned(saved((HTML, PAGE), head=f"Content-Location: {place}\n"), MHTML)
    assert report.url is None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (saved(("Content-Type: text/plain", STORY)), "no page"),
        (saved(), "no page"),
        (saved((HTML, "<p>Hi</p>")), "no text"),
        (b"", "no headers"),
    ],
    ids=["text", "empty", "short", "nothing"],
)
def test_what_holds_no_page_is_refused(content: bytes, words: str) -> None:
    """In words that say why."""
    noon = datetime(2024, 5, 1, 12, tzinfo=UTC)
    with pytest.raises(UnreadableReport, match=words):
        clean(Capture(content, "name", "in/name.mhtml", MHTML, noon))


SAMPLE = saved((HTML, PAGE), (HTML, FRAME))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.binary(max_size=6)), max_size=8),
    st.integers(0, len(SAMPLE)),
)
def test_no_damage_harms_us(changes: list[tuple[int, bytes]], cut: int) -> None:
    """A saved page with bytes changed and its end cut off is read or refused."""
    content = bytearray(SAMPLE)
    for at, new in changes:
        content[at : at + len(new)] = new
    noon = datetime(2024, 5, 1, 12, tzinfo=UTC)
    with suppress(UnreadableReport):
        clean(Capture(bytes(content[:cut]), "name", "in/name.mhtml", MHTML, noon))
