"""One edition after another: numbers, what changed, what is gone, and only that is written."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.web.published.conftest import Publishing

from rashomon.errors import SettingError
from rashomon.ledger import Ledger
from rashomon.records import ApprovalLevel, Approve, IncidentQuery, MoveMembers, SameIncident
from rashomon.records.decisions import MemberMark
from rashomon.reviewing import Today
from rashomon.web.published.crawling import crawler_files

KHUSHAM, KEPT, GONE = "khusham-2018-02-07", "al-tanf-2017-06-06", "al-tanf-2017-06-08"
ME = "person: tester"


def _manifest(site: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / "site.json").read_text())
    return found


def _marks(site: Path) -> dict[str, tuple[int, int]]:
    """Of each file which one it is on the disk, and when it was written."""
    return {
        path.relative_to(site).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in site.rglob("*")
        if path.is_file()
    }


def test_the_same_ledger_stays_the_same_edition(example: Path, publishing: Publishing) -> None:
    """Nothing is written but the manifest, and no number goes up."""
    site = publishing(example)
    before, manifest = _marks(site), (site / "site.json").read_bytes()
    publishing(example)
    after = _marks(site)
    assert {name for name in after if after[name] != before.get(name)} == {"site.json"}
    assert (site / "site.json").read_bytes() == manifest
    assert _manifest(site)["edition"]["number"] == 1


def test_only_what_changed_is_written(example: Path, publishing: Publishing) -> None:
    """An approval touches the incident's page, the lists and the data, and no report's page."""
    site = publishing(example)
    before = _marks(site)
    with Ledger.open(example) as ledger:
        ledger.decide(Approve(KHUSHAM, ApprovalLevel.APPROVED), why="read it", made_by=ME)
    publishing(example)
    after = _marks(site)
    written = {name for name in after if after[name] != before.get(name)}
    assert f"incidents/{KHUSHAM}.html" in written
    assert not any(name.startswith(("reports/", "static/", "sources/")) for name in written)
    assert f"incidents/{KEPT}.html" not in written
    page = (site / f"incidents/{KHUSHAM}.html").read_text()
    assert "Last changed in edition 2" in page
    assert "Last changed in edition 1" in (site / f"incidents/{KEPT}.html").read_text()
    told = json.loads((site / "data/changes.json").read_text())
    assert told == {
        "edition": 2, "added": [], "changed": [KHUSHAM], "merged": [], "withdrawn": [],
    }  # fmt: skip
    about = (site / "about.html").read_text()
    assert "Edition 2" in about
    assert "What changed since edition 1" in about
    assert f'href="incidents/{KHUSHAM}.html">{KHUSHAM}</a>' in about


def test_addresses_of_merged_and_withdrawn_incidents_go_on(
    example: Path, publishing: Publishing
) -> None:
    """The one leads to the whole, the other says that it is gone; in later editions still."""
    site = publishing(example)
    with Ledger.open(example) as ledger:
        ledger.decide(SameIncident(KEPT, GONE), why="one strike", made_by=ME)
    publishing(example, query=IncidentQuery(place="al-Tanf"))
    told = json.loads((site / "data/changes.json").read_text())
    assert told["merged"] == [[GONE, KEPT]]
    assert [KHUSHAM, []] in told["withdrawn"]
    assert f"url=../incidents/{KEPT}.html" in (site / f"incidents/{GONE}.html").read_text()
    gone = (site / f"incidents/{KHUSHAM}.html").read_text()
    assert "No longer on this site" in gone
    assert "until edition 1" in gone
    lost = [path for path in (site / "reports").iterdir() if "No longer" in path.read_text()]
    assert len(lost) == 6
    assert "This report" in lost[0].read_text()
    publishing(example, query=IncidentQuery(place="al-Tanf"))
    assert _manifest(site)["edition"]["number"] == 2
    publishing(example, query=IncidentQuery(place="al-Tanf"), title="Anew")
    assert _manifest(site)["edition"]["number"] == 3
    assert "until edition 1" in (site / f"incidents/{KHUSHAM}.html").read_text()
    publishing(example)
    assert "Accounts" in (site / f"incidents/{KHUSHAM}.html").read_text()
    assert KHUSHAM in json.loads((site / "data/changes.json").read_text())["added"]
    rows = re.findall(
        r'<th scope="row" class="number">(\d+)</th>', (site / "about.html").read_text()
    )
    assert rows == ["4", "3", "2", "1"]


def test_a_withdrawn_incident_tells_where_its_reports_are_told(
    example: Path, publishing: Publishing
) -> None:
    """Whoever had its address finds what became of its words."""
    site = publishing(example)
    with Ledger.open(example) as ledger:
        members = tuple(MemberMark(*one) for one in Today(ledger).incident(GONE).members)
        ledger.decide(MoveMembers(members, GONE, KEPT), why="they tell of that one", made_by=ME)
    publishing(example)
    told = json.loads((site / "data/changes.json").read_text())
    assert told["withdrawn"] == [[GONE, [KEPT]]]
    page = (site / f"incidents/{GONE}.html").read_text()
    assert f'href="../incidents/{KEPT}.html"' in page


def test_an_address_that_is_withheld_now_is_not_kept(example: Path, publishing: Publishing) -> None:
    """Even that there once was such a page would tell the name."""
    site = publishing(example)
    publishing(example, rules='[names]\nwithhold = ["Khusham"]\n')
    assert not list(site.glob("incidents/khusham*"))
    assert "khusham" not in (site / "site.json").read_text().casefold()
    assert "khusham" not in (site / "about.html").read_text().casefold()


def test_an_edition_may_come_after_one_elsewhere(
    example: Path, publishing: Publishing, tmp_path: Path
) -> None:
    """As where each is made in a fresh folder; what is none is refused."""
    first = publishing(example, "first")
    second = publishing(
        example, "second", query=IncidentQuery(place="Khusham"), before=first / "site.json"
    )
    assert _manifest(second)["edition"]["number"] == 2
    assert "No longer" in (second / f"incidents/{KEPT}.html").read_text()
    with pytest.raises(SettingError, match="is no edition of a site"):
        publishing(example, "third", before=tmp_path / "nowhere")


def test_a_site_of_before_editions_is_taken_over(example: Path, publishing: Publishing) -> None:
    """Its addresses last, though it had no number."""
    site = publishing(example)
    told = _manifest(site)
    for name in ("edition", "editions", "incidents", "changes", "gone", "pages"):
        del told[name]
    (site / "site.json").write_text(json.dumps(told))
    publishing(example, query=IncidentQuery(place="Khusham"))
    assert _manifest(site)["edition"]["number"] == 1
    assert "No longer" in (site / f"incidents/{KEPT}.html").read_text()


def test_the_edition_tells_as_of_when_and_by_which_rules(
    example: Path, publishing: Publishing
) -> None:
    """Moments are the ledger's; rules are told without what they list."""
    with Ledger.open(example) as ledger:
        ledger.decide(Approve(KHUSHAM, ApprovalLevel.REVIEWED), why="read it", made_by=ME)
    rules = (
        '[names]\nwithhold = ["Jane Doe"]\nkeep = ["John Public"]\n'
        '[reports]\nwithhold = ["nothing"]\n[[coarsen]]\nkinds = ["clash"]\nkm = 5\n'
    )
    page = (publishing(example, rules=rules, with_texts=True) / "about.html").read_text()
    assert re.search(r"last report taken in \d+ \w{3} \d{4}, \d\d:\d\d UTC", page)
    assert "last decision of a reviewer" in page
    assert "1 name withheld wherever told, 1 never withheld" in page
    assert "clash: to 5 km" in page
    assert "Jane Doe" not in page
    assert "<dd>whole</dd>" in page
    assert re.search(r"<dt>Readers</dt><dd>\w+", page)


def test_data_lie_beside_and_open(built_example: Path, publishing: Publishing) -> None:
    """Each in its format, all of the same incidents and claims, each with its hash."""
    import pyarrow.parquet

    from rashomon.publish.release_check import differing_files, read_manifest

    data = publishing(built_example) / "data"
    whole = json.loads((data / "incidents.json").read_text())
    ids = {one["incident_id"] for one in whole["incidents"]}
    assert len(ids) == 5
    claims = [json.loads(line) for line in (data / "claims.jsonl").read_text().splitlines()]
    assert {one["report_id"] for one in whole["reports"]} == {one["report_id"] for one in claims}
    with (data / "incidents.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert {row["incident_id"] for row in csv.DictReader(stream)} == ids
    places = json.loads((data / "incidents.geojson").read_text())
    assert {one["id"] for one in places["features"]} == ids
    graph = json.loads((data / "incidents.jsonld").read_text())["@graph"]
    assert sum(node["@type"] == "Claim" for node in graph) == len(claims)
    table = pyarrow.parquet.read_table(data / "claims.parquet")
    assert table.column("claim_id").to_pylist() == [one["claim_id"] for one in claims]
    manifest = read_manifest(data)
    assert {"incidents.jsonld", "claims.parquet"} <= {one["name"] for one in manifest["files"]}
    assert list(differing_files(data, manifest)) == []


def test_a_host_may_show_the_page_for_what_is_missing_anywhere(
    built_example: Path, publishing: Publishing
) -> None:
    """Where the site's address is known its links are whole, so that they hold at any depth."""
    site = publishing(built_example, base_url="https://example.org/a")
    page = (site / "404.html").read_text()
    assert 'href="https://example.org/a/static/css/base.css"' in page
    assert 'href="https://example.org/a/index.html"' in page
    assert 'href="https://example.org' not in (site / "zones.html").read_text().replace(
        '<link rel="canonical" href="https://example.org/a/zones.html">', ""
    )
    sitemap = (site / "sitemap.xml").read_text()
    assert "<loc>https://example.org/a/</loc>" in sitemap
    assert f"<loc>https://example.org/a/incidents/{KHUSHAM}.html</loc>" in sitemap
    assert "404.html" not in sitemap
    assert "Sitemap: https://example.org/a/sitemap.xml" in (site / "robots.txt").read_text()


def test_a_site_may_ask_not_to_be_found(built_example: Path, publishing: Publishing) -> None:
    """By robots.txt and by every page, since robots.txt counts at a host's root alone."""
    site = publishing(built_example, base_url="https://example.org/a", is_hidden=True)
    assert "Disallow: /" in (site / "robots.txt").read_text()
    assert not (site / "sitemap.xml").exists()
    for page in site.rglob("*.html"):
        assert '<meta name="robots" content="noindex, nofollow">' in page.read_text()


def test_long_sitemaps_are_parted(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the protocol one holds fifty thousand addresses, and one of them lists the others."""
    from rashomon.web.published import crawling

    monkeypatch.setattr(crawling, "_MOST", 2)
    made = dict(
        crawler_files(["a&b.html", "b.html", "index.html"], "https://x.org", is_hidden=False)
    )
    assert made["sitemap-1.xml"].count(b"<loc>") == 2
    assert b"a&amp;b.html" in made["sitemap-1.xml"]
    assert b"<loc>https://x.org/</loc>" in made["sitemap-2.xml"]
    assert made["sitemap.xml"].count(b"<sitemap>") == 2
