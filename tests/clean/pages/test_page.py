"""A web page in, its text and metadata out."""

from __future__ import annotations

import itertools
import time
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.clean.conftest import Cleaner

from rashomon.clean import clean, parts
from rashomon.clean.pages.page import is_page, read_page
from rashomon.errors import UnreadableReport
from rashomon.records import Capture, Sidecar

PARAGRAPHS = (
    "Two people were killed on Thursday when a shell struck a bus station in the northern town of "
    "Samplehrad, the regional governor said.",
    "He said that three others were hurt and had been taken to hospital. The military did not "
    "comment on the strike.",
    "Residents told reporters that they had heard several explosions in the early hours of the "
    "morning and that the power was out.",
)
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Shell hits station | Example</title>
<meta property="og:title" content="Shell hits bus station, two killed">
<meta property="og:site_name" content="Ukrinform">
<meta property="article:published_time" content="2022-03-03T10:00:00Z">
<meta property="article:modified_time" content="2022-03-04T10:00:00Z">
<link rel="canonical" href="https://www.ukrinform.net/rubric/1.html"></head><body>
<nav><a href="/">Home</a> <a href="/w">World</a></nav>
<article><h1>Shell hits bus station, two killed</h1>{BODY}</article>
<footer>Privacy policy</footer></body></html>"""


def test_a_page_becomes_a_report_with_headline_body_and_metadata(cleaned: Cleaner) -> None:
    """Title and paragraphs, divided by blank lines; what the page tells of itself."""
    report = cleaned(PAGE, "text/html")
    assert report.text == "\n\n".join(("Shell hits bus station, two killed", *PARAGRAPHS))
    assert report.headline
    assert report.headline.of(report.text) == report.title == "Shell hits bus station, two killed"
    assert (report.published_on, report.updated_on) == (date(2022, 3, 3), date(2022, 3, 4))
    assert (report.outlet, report.url) == ("Ukrinform", "https://www.ukrinform.net/rubric/1.html")
    assert report.found_by["published_on"] == "Open Graph"
    assert report.found_by["url"] == "canonical link"
    assert report.found_by["outlet"] == "address"


@pytest.mark.parametrize(
    ("stamp", "moment"),
    [
        ("2022-03-03T10:00:00Z", datetime(2022, 3, 3, 10, tzinfo=UTC)),
        ("2022-03-03T01:00:00+03:00", datetime(2022, 3, 2, 22, tzinfo=UTC)),
        ("2022-03-03T10:00:00", None),
        ("2022-03-03T99:00:00Z", None),
    ],
)
def test_a_page_tells_the_moment_of_publication(
    cleaned: Cleaner, stamp: str, moment: datetime | None
) -> None:
    """In UTC, if its offset is told; the day stays the one printed."""
    report = cleaned(PAGE.replace("2022-03-03T10:00:00Z", stamp), "text/html")
    assert (report.published_on, report.published_at) == (date(2022, 3, 3), moment)


def test_a_moment_of_another_day_is_not_the_pages(cleaned: Cleaner) -> None:
    """A sidecar or dateline that dates it elsewise takes the moment with it."""
    told = Sidecar(published_on=date(2022, 3, 9))
    assert cleaned(PAGE, "text/html", told).published_at is None
    moment = datetime(2022, 3, 9, 1, tzinfo=UTC)
    stamped = Sidecar(published_on=date(2022, 3, 9), published_at=moment)
    assert cleaned(PAGE, "text/html", stamped).published_at == moment
    plain = "Two people were killed in Samplehrad on Monday."
    undated = Sidecar(published_at=moment)
    assert cleaned(plain, "text/plain", undated).published_at is None


def test_a_dateline_holds_over_the_pages_own_date(cleaned: Cleaner) -> None:
    """Pages are dated anew when they are moved; copy is not."""
    report = cleaned(PAGE.replace("<p>Two", "<p>KYIV, 2 March 2022 (Reuters) - Two"), "text/html")
    assert report.published_on == date(2022, 3, 2)
    assert report.carried_from == "Reuters"


def test_a_page_under_another_name_is_still_a_page(cleaned: Cleaner) -> None:
    """And text under a page's name is text."""
    assert cleaned(PAGE, "text/plain").title == "Shell hits bus station, two killed"
    plain = "Two people were killed in Samplehrad on Monday."
    assert cleaned(plain, "text/html").text == plain
    assert not is_page("The tag <html> is not at the start.")


def test_an_unknown_site_keeps_its_own_name(cleaned: Cleaner) -> None:
    """Where the table of outlets lacks it; the sidecar's address is not lost."""
    page = PAGE.replace("Ukrinform", "Samplehrad Gazette").replace(
        '<link rel="canonical" href="https://www.ukrinform.net/rubric/1.html">', ""
    )
    report = cleaned(page, "text/html", Sidecar(url="https://gazette.example/1"))
    assert report.outlet == "Samplehrad Gazette"
    assert report.url == "https://gazette.example/1"


@pytest.mark.parametrize(
    "page",
    [
        "<html><body>" + "<div>" * 3000 + BODY + "</div>" * 3000 + "</body></html>",
        "<html><body><p " + "a" * 500_000 + f">{BODY}</p></body></html>",
        "<html><body><p " + " b=c" * 50_000 + f">{BODY}</p></body></html>",
        f"<html><p>two <b>people <i>killed</p><table><tr><td>{BODY}",
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><body>'
        f"{BODY}<p>&x;</p></body></html>",
        "<html><body>" + "\x00".join(BODY.split(" ")) + "</body></html>",
        "<html><body>" + "<br>" * 100_000 + BODY + "</body></html>",
    ],
    ids=["deep", "long attribute", "many attributes", "broken", "entity", "NUL", "many tags"],
)
def test_a_hostile_page_is_read_or_refused(page: str) -> None:
    """Nothing else may come out, and nothing of the machine comes in."""
    try:
        found = read_page(page, "here")
    except UnreadableReport:
        return
    assert "Samplehrad" in found.body
    assert "root" not in found.body


WORDS = "the army said that two people were killed and "
MONSTERS = {
    "nested 100,000 deep": "<div>" * 100_000 + BODY + "</div>" * 100_000,
    "nested deep, often": ("<div>" * 1900 + BODY + "</div>" * 1900) * 10,
    "tags that never close": BODY + "<b>" * 2_000_000,
    "paragraphs without end": BODY + "<p>a" * 1_000_000,
    "nothing but signs": BODY + "<" * 3_000_000,
    "comments that never end": BODY + "<!--" * 1_000_000,
    "closing tags": BODY + "</div>" * 500_000,
    "cells": BODY + "<table><tr>" + "<td>cell text</td>" * 15_000 + "</tr></table>",
    "entities": BODY + f"<p>{'&amp;lt;&#x41;&nosuch;' * 50_000}</p>",
    "NULs": "\0".join(BODY * 300),
    "scripts in scripts": BODY + "<script>var a='<p>';" * 20_000,
    "script soup": BODY + "<script>if(a<b){'</scr'+'ipt>'}</script>" * 20_000,
    "one long paragraph": BODY + f"<p>{WORDS * 40_000}</p>",
    "authors": BODY + "<span class='author byline'>http://x</span>" * 10_000,
    "live blog": f"<main>{f'<div><time>10:00</time><p>{WORDS}</p><p>{WORDS}</p></div>' * 12_000}"
    f"{BODY}</main>",
}


@pytest.mark.parametrize("inside", MONSTERS.values(), ids=MONSTERS)
def test_a_monstrous_page_takes_seconds_and_keeps_its_text(inside: str) -> None:
    """Whatever it is made of, by a way that grows no faster than the page."""
    began = time.process_time()
    found = read_page(
        f"<html><head><title>Title</title></head><body>{inside}</body></html>", "here"
    )
    assert "Samplehrad" in found.body
    assert time.process_time() - began < 15


def test_entities_of_ones_own_do_not_multiply() -> None:
    """Nor do they reach a file."""
    bomb = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in itertools.pairwise("abcdefghi")
    )
    found = read_page(f"<!DOCTYPE html [{bomb}]><html><body>{BODY}<p>&i;</p></body></html>", "here")
    assert len(found.body) < 2000


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, len(PAGE)), st.integers(0, 40), st.sampled_from(
            ["", "<", ">", "</", "<!--", "-->", '"', "'", "&", "<script>", "\0", "\u202e", "<p>",
             "<article>", "</html>", "<![CDATA[", "<table>", "\ud800", "<svg>", "{", "<title>"])),
        max_size=12,
    )
)  # fmt: skip
def test_a_mutated_page_is_read_or_refused(cuts: list[tuple[int, int, str]]) -> None:
    """No other error comes out, and the report's spans lie within its text."""
    page = PAGE
    for at, length, sign in cuts:
        page = page[:at] + sign + page[at + length :]
    noon = datetime(2024, 5, 1, 12, tzinfo=UTC)
    capture = Capture(page.encode("utf-8", "replace"), "a", "a.html", "text/html", noon)
    for part in parts(capture):
        try:
            report = clean(part)
        except UnreadableReport:
            continue
        assert report.text.strip()
        assert all(span.end <= len(report.text) for span in report.noise)


def test_tables_keep_their_rows_and_captions_stay_out() -> None:
    """A line a row; what stands under a picture is not the report's."""
    table = (
        "<table><tr><th>Town</th><th>Killed</th></tr><tr><td>Samplehrad</td><td>2</td></tr></table>"
    )
    picture = (
        "<figure><img src=a><figcaption>A man walks by, photo by a desk.</figcaption></figure>"
    )
    found = read_page(f"<html><body><article>{BODY}{picture}{table}{BODY}</article></body>", "here")
    assert "Town | Killed\n\nSamplehrad | 2" in found.body
    assert "A man walks by" not in found.body


def test_equal_chunks_of_one_article_are_all_its_body() -> None:
    """Where extraction takes one of them for the whole."""
    lines = [
        f"The {n}. report of the day said that {n} people were killed there." for n in range(30)
    ]
    chunks = [
        f'<div class="a"><div class="b">{"".join(f"<p>{line}</p>" for line in group)}</div></div>'
        for group in (lines[:8], lines[8:30])
    ]
    found = read_page(
        f"<html><body><article>{'<aside>x</aside>'.join(chunks)}</article></body>", "x"
    )
    assert [line for line in lines if line in found.body] == lines


def test_a_body_told_as_data_is_taken_where_the_page_shows_none() -> None:
    """As pages do that are put together by a script."""
    words = " ".join(PARAGRAPHS * 3)
    script = f'{{"@type": "NewsArticle", "articleBody": "{words}"}}'
    page = f'<html><head><script type="application/ld+json">{script}</script></head><body>'
    found = read_page(f"{page}<p>Please allow scripts to read on here, thank you so much.</p>", "x")
    assert (found.method, found.body) == ("schema.org", words)


@pytest.mark.parametrize(
    "page",
    [
        "<html><body></body></html>",
        "<html><body><script>let words = 'many words that nobody reads at all in here';</script>",
        "<" * 5000,
        "<html>" + "<!-- " * 5000,
        "",
    ],
)
def test_a_page_without_text_is_unreadable(page: str) -> None:
    """The error names the page."""
    with pytest.raises(UnreadableReport, match="here: no text"):
        read_page(page, "here")
