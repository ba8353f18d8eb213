"""What a page's markup tells of the page, and which markup told it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.clean.conftest import Cleaner

from rashomon.clean.pages.linked_data import linked_articles
from rashomon.clean.pages.markup import tree_of
from rashomon.clean.pages.metadata import Told, metadata_of, moment_of
from rashomon.clean.pages.page import read_page

BODY = (
    "<p>Two people were killed on Thursday when a shell struck a bus station in the northern town "
    "of Samplehrad, the regional governor said. Three others were hurt.</p>"
) * 2


def page(head: str, body: str = BODY) -> str:
    """A page with things in its head."""
    return f"<!DOCTYPE html><html><head>{head}</head><body><main>{body}</main></body></html>"


def told(head: str, body: str = BODY, url: str | None = None) -> Told:
    """What such a page tells."""
    tree = tree_of(page(head, body))
    assert tree is not None
    return metadata_of(tree, url)


def data(value: object) -> str:
    """JSON-LD in a page."""
    words = value if isinstance(value, str) else json.dumps(value)
    return f'<script type="application/ld+json">{words}</script>'


NEWS = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Shell hits station",
    "datePublished": "2022-03-03T01:00:00+02:00",
    "dateModified": "2022-03-05T10:00:00+02:00",
    "author": [{"@type": "Person", "name": "Jo Doe"}, {"name": "Ann Roe"}],
    "publisher": {"name": "Samplehrad Gazette"},
}


@pytest.mark.parametrize(
    "script",
    [
        NEWS,
        [NEWS],
        {"@graph": [{"@type": "WebSite", "name": "X"}, NEWS]},
        {"@type": "WebPage", "mainEntity": NEWS},
        json.dumps(NEWS)[:-1] + ",}",
        "<!-- " + json.dumps(NEWS) + " -->",
        "//<![CDATA[\n" + json.dumps(NEWS) + "\n//]]>",
        json.dumps(NEWS).replace("Shell hits", "Shell\nhits") + ";",
        {**NEWS, "@type": ["Article", "http://schema.org/NewsArticle"]},
    ],
    ids=["object", "list", "graph", "within", "comma", "comment", "cdata", "line break", "types"],
)
def test_schema_org_tells_dates_authors_and_title(script: object) -> None:
    """In whatever shape it comes, mended where it is broken."""
    found = told(data(script))
    assert found.title == "Shell hits station"
    assert found.byline == "Jo Doe, Ann Roe"
    assert found.publisher == "Samplehrad Gazette"
    assert found.published
    assert found.published.day == date(2022, 3, 3)
    assert found.published.at == datetime(2022, 3, 2, 23, tzinfo=UTC)
    assert found.updated
    assert found.updated.day == date(2022, 3, 5)
    assert found.found_by["published_on"] == found.found_by["byline"] == "schema.org"


def test_of_script_beyond_mending_the_fields_are_taken() -> None:
    """A quotation mark too many does not cost the date."""
    found = told(data(json.dumps(NEWS).replace("Shell hits", 'Shell "hits"')))
    assert found.published
    assert found.published.day == date(2022, 3, 3)
    assert told(data("{broken")).published is None


def test_listed_articles_are_not_the_pages_own() -> None:
    """Nor those that it links to, whatever their order."""
    other = {**NEWS, "headline": "Another", "datePublished": "2021-01-01"}
    listed = {"@type": "ItemList", "itemListElement": [{"item": other}]}
    found = told(data([listed, {**NEWS, "isPartOf": {"hasPart": [other]}}]))
    assert found.published
    assert found.published.day == date(2022, 3, 3)
    assert told(data(listed)).byline is None


def test_the_article_of_the_address_is_the_pages_own() -> None:
    """Then the one with the page's title."""
    first = {**NEWS, "url": "https://x.example/1", "headline": "One", "datePublished": "2021-01-01"}
    second = {**NEWS, "mainEntityOfPage": {"@id": "https://x.example/2/"}, "headline": "Two"}
    by_url = told(data([first, second]), url="https://x.example/2?utm=1")
    assert by_url.published
    assert by_url.published.day == date(2022, 3, 3)
    by_title = told('<meta property="og:title" content="Two">' + data([first, second]))
    assert by_title.published
    assert by_title.published.day == date(2022, 3, 3)


def test_the_earlier_of_schema_org_and_open_graph_is_first_published() -> None:
    """Told of one moment in two offsets, schema.org's day holds."""
    graph = '<meta property="article:published_time" content="2022-03-01T10:00:00Z">'
    earlier = told(graph + data(NEWS))
    assert earlier.published
    assert earlier.published.day == date(2022, 3, 1)
    assert earlier.found_by["published_on"] == "Open Graph"
    same = graph.replace("2022-03-01T10", "2022-03-02T23")
    assert told(same + data(NEWS)).found_by["published_on"] == "schema.org"


@pytest.mark.parametrize(
    ("head", "body", "how"),
    [
        ('<meta name="pubdate" content="20220303">', BODY, "meta tag"),
        ('<meta name="DC.date.issued" content="2022-03-03">', BODY, "meta tag"),
        ("", f'<time pubdate datetime="2022-03-03">x</time>{BODY}', "time mark"),
        ("", f'<span itemprop="datePublished">March 3, 2022</span>{BODY}', "time mark"),
        ("", f'<p class="date">Posted on 3 March 2022</p>{BODY}', "htmldate"),
    ],
)
def test_other_marks_tell_the_day_too(head: str, body: str, how: str) -> None:
    """Meta tags, then HTML's own marks, then what looks like a date."""
    found = told(head, body)
    assert found.published
    assert (found.published.day, found.found_by["published_on"]) == (date(2022, 3, 3), how)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2022-03-03", date(2022, 3, 3)),
        ("2022-03-03 10:00:00 +0300", date(2022, 3, 3)),
        ("2022-03-03T10:00:00.123Z", date(2022, 3, 3)),
        ("20220303T101500", date(2022, 3, 3)),
        ("Thu, 03 Mar 2022 10:00:00 GMT", date(2022, 3, 3)),
        ("March 3, 2022 10:00", date(2022, 3, 3)),
        ("1970-01-01T00:00:00Z", None),
        ("0001-01-01", None),
        ("2022-13-03", None),
        ("Thu, 99 Mar 2022", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_moments_are_read_as_pages_print_them(words: str | None, day: date | None) -> None:
    """What stands for no date is none."""
    found = moment_of(words)
    assert (found.day if found else None) == day


@given(st.text(max_size=60))
def test_any_words_are_a_moment_or_none(words: str) -> None:
    """Nothing else comes out."""
    found = moment_of(words)
    assert found is None or found.day.year >= 1800


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Shell hits - The Gazette</title>", f"<h1>Shell hits</h1>{BODY}", "Shell hits"),
        ("<title>Shell hits town | Gazette</title>", BODY, "Shell hits town"),
        ("<title>Shell hits the town of Samplehrad</title>", f"<h1>The Gazette</h1>{BODY}",
         "Shell hits the town of Samplehrad"),
        ('<meta property="og:title" content="Shell hits | My Site Name Is Very Long Indeed">'
         '<meta property="og:site_name" content="My Site Name Is Very Long Indeed">', BODY,
         "Shell hits"),
        ("", f"<h1>Shell hits the town</h1>{BODY}", "Shell hits the town"),
        ("", BODY, None),
    ],
)  # fmt: skip
def test_the_title_is_the_headline_without_the_site(
    head: str, body: str, title: str | None
) -> None:
    """The heading on the page where it is the title told."""
    assert told(head, body).title == title


@pytest.mark.parametrize(
    ("head", "body", "byline"),
    [
        ('<meta name="author" content="By Jo Doe">', BODY, "Jo Doe"),
        ('<meta name="author" content="https://x.example/jo">', BODY, None),
        ("", f'<p class="byline">By Jo Doe | March 3, 2022</p>{BODY}', "Jo Doe"),
        ("", f'<a rel="author">Jo Doe</a>{BODY}', "Jo Doe"),
        ("", f'<span class="author-box">42</span>{BODY}', None),
    ],
)
def test_bylines_are_names(head: str, body: str, byline: str | None) -> None:
    """Up to a date or rule; addresses and numbers are none."""
    assert told(head, body).byline == byline


def test_an_address_told_is_whole() -> None:
    """Resolved against where the page was; other schemes are none."""
    link = '<link rel="canonical" href="/a/1">'
    assert told(link, url="https://x.example/b").url == "https://x.example/a/1"
    assert told(link).url is None
    assert told('<link rel="canonical" href="http://[">').url is None
    assert told('<meta property="og:url" content="https://x.example/2">').url == (
        "https://x.example/2"
    )


def test_a_moment_in_utc_is_of_the_outlets_own_day() -> None:
    """The day that the address gives, where it is the one before or after."""
    graph = '<meta property="article:published_time" content="2022-03-04T03:00:00Z">'
    found = read_page(page(graph), "here", "https://x.example/2022/03/03/a")
    assert found.published_on == date(2022, 3, 3)
    assert found.published_at == datetime(2022, 3, 4, 3, tzinfo=UTC)
    assert found.found_by["published_on"] == "Open Graph, on the day of the address"
    other = read_page(page(graph), "here", "https://x.example/2021/01/01/a")
    assert other.published_on == date(2022, 3, 4)


def test_a_dateline_without_a_year_takes_that_of_the_page(cleaned: Cleaner) -> None:
    """And holds over the page's date, which may be days later; months later it is another year."""
    wire = BODY.replace("<p>Two", "<p>KYIV, March 2 (Reuters) - Two", 1)
    graph = '<meta property="article:published_time" content="{}">'
    report = cleaned(page(graph.format("2022-03-04"), wire), "text/html")
    assert report.published_on == date(2022, 3, 2)
    assert report.found_by["published_on"] == (
        "dateline, in the year of the page’s date (Open Graph)"
    )
    assert report.carried_from == "Reuters"
    later = cleaned(page(graph.format("2022-08-04"), wire), "text/html")
    assert later.published_on == date(2022, 8, 4)


@pytest.mark.parametrize(
    ("author", "origin"),
    [
        ("Reuters", "Reuters"),
        ("JO DOE, AP Auto Writer", "AP"),
        ("Jo Doe and Agence France-Presse", "AFP"),
        ("Ria Doe", None),
        ("Jo Doe", None),
    ],
)
def test_agencies_in_bylines_are_the_origin(
    cleaned: Cleaner, author: str, origin: str | None
) -> None:
    """A person whose first name is an agency's is a person."""
    script = data({**NEWS, "author": author})
    assert cleaned(page(script), "text/html").carried_from == origin


def test_many_articles_and_scripts_are_bounded() -> None:
    """The first of them hold."""
    tree = tree_of(page(data([NEWS] * 500) + data(NEWS) * 100))
    assert tree is not None
    assert len(linked_articles(tree)) == 200
    deep = "[" * 50_000 + "]" * 50_000
    tree = tree_of(page(data(deep) + data(NEWS)))
    assert tree is not None
    assert len(linked_articles(tree)) == 1
