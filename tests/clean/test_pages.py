"""A web page in, its text and metadata out."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.clean.conftest import Cleaner

from rashomon.clean.pages import is_page, read_page
from rashomon.errors import UnreadableReport
from rashomon.records import Sidecar

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
