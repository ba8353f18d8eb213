"""The page of searching: what is found, marked and led to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.web.conftest import Browser, Serving

from rashomon.ledger import Ledger
from rashomon.pipeline import build


def test_found_words_are_marked_and_lead_to_claims_and_incidents(looking: Browser) -> None:
    """A report with its snippets, the claims that rest on the words, and where it belongs."""
    page = looking.get("/search?q=militiamen")
    assert "<mark>militiamen</mark>" in page
    assert re.search(r'Killed</span> <q dir="auto"><a href="/reports/r\w+#claim-c\w+">', page)
    assert 'href="/incidents/khusham-2018-02-07"' in page


def test_the_page_before_asking_says_what_can_be_asked(looking: Browser) -> None:
    """And every page has the box to ask in."""
    assert "What can be asked for" in looking.get("/search")
    assert 'action="/search"' in looking.get("/incidents")


@pytest.mark.parametrize("q", ["nothingholdsthis", '"', "*", "a" * 3_000, "<script>x</script>"])
def test_what_is_not_found_is_said_with_the_way_out(looking: Browser, q: str) -> None:
    """Whatever is typed."""
    page = looking.client.get("/search", params={"q": q}).text
    assert "Ask for fewer words" in page
    assert "<script>x" not in page


def test_pages_follow_each_other_to_the_end(tmp_path: Path, serving: Serving) -> None:
    """Each report stands on one of them."""
    for number in range(25):
        (tmp_path / f"r{number}.txt").write_text(
            f"ALEPPO, {number + 1} March 2018 - {number + 2} people were killed in shelling."
        )
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        build(sorted(tmp_path.glob("*.txt")), ledger, by="tester")
    browser = serving(tmp_path / "ledger.db")
    first = browser.get("/search?q=shelling")
    following = re.search(r'href="(/search\?q=shelling&amp;after=\d+)"', first)
    assert following
    second = browser.get(following[1].replace("&amp;", "&"))
    found = [set(re.findall(r'<h2><a href="(/reports/\w+)"', page)) for page in (first, second)]
    assert [len(one) for one in found] == [20, 5]
    assert not found[0] & found[1]
    assert "From the beginning" in second
    assert "There is nothing after that" in browser.get("/search?q=shelling&after=0")


def test_hostile_reports_are_words_and_no_more(tmp_path: Path, serving: Serving) -> None:
    """Markup in titles, texts and outlets stays words; what is endless is cut."""
    told = (
        "<script>alert(1)</script> \u202eevil\u202c Headline " + "x" * 100_000 + "\n\n"
        "ALEPPO, 3 March 2018 - Two people were killed in <b onmouseover=alert(1)>shelling</b>."
    )
    (tmp_path / "a.txt").write_text(told, encoding="utf-8")
    (tmp_path / "reports.csv").write_text('file,outlet\na.txt,"<img src=x onerror=alert(1)>"\n')
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        build([tmp_path / "a.txt"], ledger, by="tester", reports_csv=tmp_path / "reports.csv")
    page = serving(tmp_path / "ledger.db").get("/search?q=people+killed")
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "<b on" not in page
    assert "x" * 1_000 not in page
