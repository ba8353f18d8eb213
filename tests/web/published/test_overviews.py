"""Sources, zones and quality of a published site: counted over what is published alone."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.web.published.conftest import Publishing

from rashomon.records import IncidentQuery
from rashomon.web.links import StaticLinks
from rashomon.web.published import overviews
from rashomon.web.views import sources as sources_of_views


def test_sources_are_counted_over_what_is_published(
    built_example: Path, publishing: Publishing
) -> None:
    """Of a selection only its own reports and claims count, and each name has its page."""
    site = publishing(built_example, query=IncidentQuery(place="Khusham"))
    page = (site / "sources.html").read_text()
    claims = [json.loads(line) for line in (site / "data/claims.jsonl").read_text().splitlines()]
    reports = {claim["report_id"] for claim in claims}
    assert f"the {len(reports)} reports" in page
    outlets = {claim["outlet"] for claim in claims if claim["outlet"]}
    assert len(outlets) == 3
    for outlet in outlets:
        assert f'href="{StaticLinks().source(outlet)}"' in page
        own = (site / StaticLinks().source(outlet)).read_text()
        told = int(re.search(r"(\d+) reports?", own)[1])  # type: ignore[index]
        assert told == len({c["report_id"] for c in claims if c["outlet"] == outlet})
    assert "Your grade" not in page


def test_long_lists_of_sources_go_on(
    built_example: Path, publishing: Publishing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each page leads to the next one and back."""
    monkeypatch.setattr(sources_of_views, "_ON_A_PAGE", 2)
    site = publishing(built_example)
    assert 'rel="next" href="sources-2.html"' in (site / "sources.html").read_text()
    assert 'rel="prev" href="sources.html"' in (site / "sources-2.html").read_text()


def test_zones_name_the_incidents_near_them(
    built_example: Path, publishing: Publishing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a list that could be asked, and with the way to it where there are many."""
    page = (publishing(built_example) / "zones.html").read_text()
    assert page.count('href="incidents/al-tanf-2017-06-06.html"') == 1
    monkeypatch.setattr(overviews, "_NEAR", 1)
    page = (publishing(built_example) / "zones.html").read_text()
    assert re.search(r"and \d more in <a href=\"index\.html\?zone=[\w-]+\">", page)


def test_names_are_withheld_from_overviews(built_example: Path, publishing: Publishing) -> None:
    """From outlets, speakers, zones and our own documentation, in addresses too."""
    rules = '[names]\nwithhold = ["Levant Wire", "Khusham", "Russia"]\n'
    site = publishing(built_example, rules=rules)
    assert not (site / StaticLinks().source("Levant Wire")).exists()
    assert (site / StaticLinks().source("[name withheld]")).exists()
    for name in ("sources.html", "zones.html", "quality.html"):
        text = (site / name).read_text().casefold()
        assert "levant wire" not in text
        assert not re.search(r"\brussia\b", text)


def test_quality_counts_the_reports_of_the_site(
    built_example: Path, publishing: Publishing
) -> None:
    """And by what they were read; what the desk has besides is its own affair."""
    page = (
        publishing(built_example, query=IncidentQuery(place="Khusham")) / "quality.html"
    ).read_text()
    assert "<b>4</b> Reports" in page
    assert "Wait to be read" not in page
    assert "Model card" in page
