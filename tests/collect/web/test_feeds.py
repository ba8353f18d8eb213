"""Feeds of every form, sloppy ones, and hostile ones."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.collect.web.conftest import NOW

from rashomon.collect.web.addresses import parse_address
from rashomon.collect.web.asking import Answer
from rashomon.collect.web.entries import parse_time, plain_words
from rashomon.collect.web.feeds import MOST_ENTRIES, Feed, parse_feed
from rashomon.errors import NotFetched

URL = "https://example.org/news/feed.xml"
RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Example – World</title><link>https://example.org/</link>
{items}
</channel></rss>"""
ITEM = """<item><media:title>Picture</media:title><title>Two killed near Homs</title>
<link>/2026/homs</link><guid isPermaLink="false">tag:1</guid>
<pubDate>Sun, 01 Mar 2026 01:30:00 +0300</pubDate></item>"""


def read(content: str | bytes, content_type: str = "") -> Feed:
    """Read a feed as if it had come from `URL`."""
    body = content if isinstance(content, bytes) else content.encode()
    answer = Answer(parse_address(URL), 200, (("Content-Type", content_type),), body)
    return parse_feed(answer, NOW)


def rss(items: str) -> Feed:
    """Read an RSS 2.0 feed of these items."""
    return read(RSS.format(encoding="utf-8", items=items))


def test_rss_2_tells_key_link_title_and_time() -> None:
    """Links are joined to the feed's address; elements of other vocabularies are not ours."""
    feed = rss(ITEM)
    assert feed.title == "Example – World"
    (entry,) = feed.entries
    assert (entry.key, entry.link) == ("tag:1", "https://example.org/2026/homs")
    assert entry.sidecar.title == "Two killed near Homs"
    assert entry.sidecar.listed_on == date(2026, 3, 1)  # the day that is printed
    assert entry.sidecar.published_at == datetime(2026, 2, 28, 22, 30, tzinfo=UTC)
    assert (entry.sidecar.outlet, entry.sidecar.url, entry.text) == (None, None, None)


@pytest.mark.parametrize(
    ("item", "link"),
    [
        ("<guid>https://example.org/a</guid>", "https://example.org/a"),
        ("<guid isPermaLink='true'>https://example.org/a</guid>", "https://example.org/a"),
        ("<guid isPermaLink='false'>https://example.org/a</guid><title>A</title>", None),
        ("<guid>4711</guid>", None),
        ("<link>https://example.org/b</link><guid>https://example.org/a</guid>",
         "https://example.org/b"),
        ("<link>https://feeds.example/~r/1</link><f:origLink xmlns:f="
         "'http://rssnamespace.org/feedburner/ext/1.0'>https://example.org/c</f:origLink>",
         "https://example.org/c"),
        ("<link>file:///etc/passwd</link>", None),
        ("<link>http://me:secret@example.org/</link>", None),
        ("<link>javascript:alert(1)</link>", None),
    ],
)  # fmt: skip
def test_rss_links_are_where_feeds_put_them(item: str, link: str | None) -> None:
    """The link, or a guid that is one; never what is no address of the web."""
    found = rss(f"<item>{item}</item>").entries
    assert [entry.link for entry in found] == ([link] if link else [])


def test_whole_texts_of_feeds_are_kept() -> None:
    """content:encoded is the report's own text; its address goes along."""
    text = "<p>Two people were killed &amp; five hurt.</p>"
    (entry,) = rss(
        f"<item><link>/a</link><description>Two…</description>"
        f"<content:encoded><![CDATA[{text}]]></content:encoded></item>"
    ).entries
    assert (entry.text, entry.text_type) == (text, "text/html")
    assert entry.link == "https://example.org/a"
    (entry,) = rss("<item><content:encoded>&lt;p>Two.&lt;/p></content:encoded></item>").entries
    assert (entry.text, entry.link) == ("<p>Two.</p>", None)
    assert not rss("<item><content:encoded>&lt;br/></content:encoded></item>").entries


def test_rss_tells_whose_report_an_aggregator_carries() -> None:
    """The source of an item is its outlet."""
    one, two = rss(
        "<item><link>/a</link><source url='https://a.example/f'>A Paper</source></item>"
        "<item><link>/b</link><dc:publisher>B Radio</dc:publisher>"
        "<dc:date>2026-02-03T04:05:06Z</dc:date></item>"
    ).entries
    assert one.sidecar.outlet == "A Paper"
    assert (two.sidecar.outlet, two.sidecar.listed_on) == ("B Radio", date(2026, 2, 3))


def test_rss_1_has_its_items_beside_the_channel() -> None:
    """RDF names items by their address."""
    (entry,) = read(
        """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel rdf:about="https://example.org/"><title>Example</title></channel>
        <item rdf:about="https://example.org/a"><title>Two killed</title>
        <link>https://example.org/a</link><dc:date>2026-02-03</dc:date></item></rdf:RDF>"""
    ).entries
    assert (entry.key, entry.link) == ("https://example.org/a", "https://example.org/a")
    assert (entry.sidecar.listed_on, entry.sidecar.published_at) == (date(2026, 2, 3), None)


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/news/">
<title>Example</title>
<entry xml:base="2026/"><id>urn:1</id><title type="html">Two &lt;b>killed&lt;/b></title>
<link rel="enclosure" href="a.mp3"/><link type="application/json" href="a.json"/>
<link rel="alternate" type="text/html" href="a"/>
<published>2026-02-03T04:05:06+02:00</published><updated>2026-02-04T00:00:00Z</updated>
{content}</entry></feed>"""


def test_atom_tells_the_same() -> None:
    """First published holds over updated; links are joined to xml:base."""
    (entry,) = read(ATOM.format(content="")).entries
    assert (entry.key, entry.link) == ("urn:1", "https://example.org/news/2026/a")
    assert entry.sidecar.title == "Two killed"
    assert entry.sidecar.published_at == datetime(2026, 2, 3, 2, 5, 6, tzinfo=UTC)
    assert entry.sidecar.context_date is None


@pytest.mark.parametrize(
    ("content", "text", "kind"),
    [
        ("<content type='html'>&lt;p>Two.&lt;/p></content>", "<p>Two.</p>", "text/html"),
        ("<content type='text/html'>&lt;p>Two.&lt;/p></content>", "<p>Two.</p>", "text/html"),
        ("<content>Two &lt; three.</content>", "Two < three.", "text/plain"),
        ("<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>Two.</p></div>"
         "</content>", "<p>Two.</p>", "text/html"),
        ("<content type='html' src='b'/>", None, "text/html"),
        ("<content type='image/png'>iVBORw0KGgo=</content>", None, "text/html"),
        ("<summary>Two.</summary>", None, "text/html"),
    ],
)  # fmt: skip
def test_atom_has_its_text_in_several_forms(content: str, text: str | None, kind: str) -> None:
    """Text, HTML and XHTML; a summary is not the whole."""
    (entry,) = read(ATOM.format(content=content)).entries
    assert (text is None) == (entry.text is None)
    assert text is None or text in str(entry.text)
    assert entry.text_type == kind


def test_a_time_of_change_alone_is_a_hint() -> None:
    """When an item was changed is not when it was published."""
    (entry,) = read(
        """<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/a"/>
        <source><title>A Paper</title></source>
        <updated>2026-02-04T00:00:00Z</updated></entry></feed>"""
    ).entries
    assert entry.sidecar.listed_on is None
    assert entry.sidecar.context_date == date(2026, 2, 4)
    assert entry.sidecar.outlet == "A Paper"


def test_a_base_that_is_no_address_is_passed_over() -> None:
    """The feed's own address is what is left."""
    (entry,) = read(ATOM.replace("/news/", "file:///").format(content="")).entries
    assert entry.link == "https://example.org/news/2026/a"


def test_json_feeds_tell_the_same() -> None:
    """Numbers as ids, HTML or plain text."""
    items = [
        {"id": 7, "url": "/a", "title": "Two killed", "date_published": "2026-02-03T04:05:06Z",
         "content_text": "Two people were killed."},
        {"id": "8", "url": "/b", "content_html": "<p>Two.</p>", "date_modified": "2026-02-03"},
        {"id": True, "url": ["/c"], "title": {"a": 1}},
        "no item",
    ]  # fmt: skip
    feed = read(json.dumps({"version": "https://jsonfeed.org/version/1", "items": items}))
    one, two = feed.entries
    assert (one.key, one.link, one.text_type) == ("7", "https://example.org/a", "text/plain")
    assert (one.text, one.sidecar.listed_on) == ("Two people were killed.", date(2026, 2, 3))
    assert (two.text, two.text_type) == ("<p>Two.</p>", "text/html")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"{", "no JSON"),
        (b"[" * 9, "no feed|no XML"),
        (b'{"items": 1}', "no list of items"),
        (b'{"items": ' + b"[" * 100_000, "no JSON|no feed"),
        (b"", "no XML"),
        (b"<html><p>Two</p></html>", "its root is <html>"),
        (b"<rss version='2.0'></rss>", "its root is <rss>"),
        (b"no markup at all", "no XML"),
    ],
)
def test_what_is_no_feed_says_so(body: bytes, reason: str) -> None:
    """One clear error, whatever came."""
    with pytest.raises(NotFetched, match=reason):
        read(body)


def test_items_are_known_by_id_link_or_words() -> None:
    """An item of the same id is listed once; one without an id is known by what it has."""
    feed = rss(
        "<item><guid>1</guid><link>/a</link></item><item><guid>1</guid><link>/b</link></item>"
        "<item><link>/c</link></item><item><title>T</title>"
        "<content:encoded>Two people.</content:encoded></item><item/>"
    )
    keys = [entry.key for entry in feed.entries]
    assert keys[:2] == ["1", "https://example.org/c"]
    assert len(keys) == 3


@pytest.mark.parametrize(
    ("before", "after", "is_changed"),
    [
        ("<title>A</title>", "<title>B</title>", True),
        ("<description>12</description>", "<description>15</description>", True),
        ("<pubDate>Sun, 01 Mar 2026 01:30:00 GMT</pubDate>",
         "<pubDate>Sun, 01 Mar 2026 02:30:00 GMT</pubDate>", True),
        ("<category>A</category>", "<category>B</category>", False),
        ("<a:updated xmlns:a='http://www.w3.org/2005/Atom'>1</a:updated><description>1"
         "</description>",
         "<a:updated xmlns:a='http://www.w3.org/2005/Atom'>1</a:updated><description>2"
         "</description>", False),
    ],
)  # fmt: skip
def test_a_changed_item_has_another_version(before: str, after: str, is_changed: bool) -> None:
    """By its own word on when it was changed, else by its words."""
    (one,) = rss(f"<item><link>/a</link>{before}</item>").entries
    (two,) = rss(f"<item><link>/a</link>{after}</item>").entries
    assert one.key == two.key
    assert (one.version != two.version) is is_changed


def test_a_feed_without_end_is_cut() -> None:
    """What is left out is counted."""
    items = "".join(f"<item><link>/{n}</link></item>" for n in range(MOST_ENTRIES + 5))
    feed = rss(items)
    assert (len(feed.entries), feed.left_out) == (MOST_ENTRIES, 5)


@pytest.mark.parametrize(
    "title",
    ["Zwei Tote in Köln – 2", "Two&nbsp;killed", "Two & five", "Two killed\x08", "Two &#8; five",
     "Two &#x1F; five", "Two &unknown; five"],
)  # fmt: skip
def test_sloppy_xml_is_read(title: str) -> None:
    """What browsers forgive is forgiven."""
    (entry,) = rss(f"<item><title>{title}</title><link>/a</link></item>").entries
    assert entry.sidecar.title
    assert entry.sidecar.title[:2] in ("Zw", "Tw")


@pytest.mark.parametrize(
    ("encoding", "header"),
    [("utf-8", ""), ("iso-8859-1", ""), ("windows-1252", "text/xml; charset=utf-8"),
     ("utf-16", ""), ("UTF-16", "text/xml; charset=utf-8"), ("utf-8-sig", "")],
)  # fmt: skip
def test_encodings_are_told_by_mark_declaration_or_header(encoding: str, header: str) -> None:
    """In this order."""
    text = RSS.format(encoding=encoding, items="<item><title>Köln</title><link>/a</link></item>")
    text = text.replace(" – World", "").replace("utf-8-sig", "utf-8")
    (entry,) = read(text.encode(encoding), header).entries
    assert entry.sidecar.title == "Köln"


@pytest.mark.parametrize(
    ("header", "title"),
    [
        ("text/xml; charset=iso-8859-1", "Köln"),
        ("text/xml; charset=hex", "K\ufffdln"),
        ("text/xml; charset=cp999", "K\ufffdln"),
        ("", "K\ufffdln"),
    ],
)
def test_without_a_declaration_the_header_tells_the_encoding(header: str, title: str) -> None:
    """Only encodings of text are taken."""
    text = "<rss><channel><item><title>Köln</title><link>/a</link></item></channel></rss>"
    (entry,) = read(text.encode("latin-1"), header).entries
    assert entry.sidecar.title == title


LAUGHS = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "ha">' for n in range(12)
)


@pytest.mark.parametrize(
    "doctype",
    [
        f"<!DOCTYPE rss [{LAUGHS}]>",
        '<!DOCTYPE rss [<!ENTITY l11 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss [<!ENTITY % l SYSTEM "http://127.0.0.1:9/x.dtd"> %l;]>',
        '<!DOCTYPE rss [<!-- --><!entity l11 "<b>">]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_of_the_feeds_own_are_refused(doctype: str, encoding: str) -> None:
    """Neither bombs nor files of this machine come in by them."""
    body = f"{doctype}<rss><channel><item><title>&l11;</title></item></channel></rss>"
    with pytest.raises(NotFetched, match="declares entities"):
        read(body.encode(encoding))


def test_a_document_type_alone_is_harmless() -> None:
    """RSS 0.91 has one; nothing is loaded for it."""
    (entry,) = read(
        '<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://127.0.0.1:9/rss-0.91.dtd">'
        "<rss><channel><item><title>Caf&eacute; &amp; bar</title><link>/a</link></item>"
        "</channel></rss>"
    ).entries
    assert entry.sidecar.title == "Café & bar"


@pytest.mark.parametrize(
    "items",
    [
        "<item><title>" + "<a>" * 100_000,
        "<item><title " + " ".join(f'a{n}="1"' for n in range(50_000)) + "/></item>",
        "<item><title>" + "<" * 1_000_000,
        "<item><title>" + "&" * 1_000_000,
        "<item><title>" + "&a" * 500_000 + "</title><link>/a</link></item>",
        "<item><link>" + "a" * 9_000_000 + "</link></item>",
    ],
    ids=["deep", "attributes", "angles", "ampersands", "names", "long"],
)
def test_hostile_markup_takes_no_time(items: str) -> None:
    """It is read in part or not at all, but soon."""
    begun = time.process_time()
    with suppress(NotFetched):
        rss(items)
    assert time.process_time() - begun < 5


@given(st.binary(max_size=400), st.sampled_from([b"", b"<rss><channel>", b"{", b"\xff\xfe"]))
def test_any_bytes_are_a_feed_or_a_refusal(body: bytes, start: bytes) -> None:
    """Nothing but NotFetched is raised."""
    with suppress(NotFetched):
        read(start + body)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("2026-02-03", "2026-02-03T00:00:00"),
        ("2026-02-03T04:05Z", "2026-02-03T04:05:00+00:00"),
        ("Tue, 03 Feb 2026 04:05:06 EST", "2026-02-03T04:05:06-05:00"),
        ("3 Feb 2026 04:05:06 -0000", "2026-02-03T04:05:06"),
        ("Mon, 02 Mar 2026 04:05:06 GMT", "2026-03-02T04:05:06+00:00"),
        ("2026-03-03", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("9999-12-31T23:59:59-12:00", None),
        ("yesterday", None),
        ("", None),
        ("Tue, 33 Feb 2026 04:05:06 GMT", None),
        ("1" * 5_000, None),
    ],
)
def test_times_are_taken_where_they_are_likely(words: str, told: str | None) -> None:
    """Both notations of feeds; not the empty field's 1970, and not tomorrow's news."""
    found = parse_time(words, NOW)
    assert (found.isoformat() if found else None) == told


def test_titles_are_words_only() -> None:
    """No markup, no steering characters, no novels."""
    assert plain_words("a\x1b[31m<script>b</script>\u202ec") == "a [31m b c"
    assert len(plain_words("word " * 10_000)) <= 500
