"""A published site: every link leads somewhere, the same ledger gives the same bytes."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from tests.web.published.conftest import Publishing

from rashomon.errors import SettingError
from rashomon.records import ApprovalLevel, IncidentQuery


def test_every_link_of_every_page_leads_to_something(
    built_example: Path, publishing: Publishing
) -> None:
    """No page leads nowhere, to a place that is not in the page, or out but to a report."""
    site = publishing(built_example)
    pages = {path: path.read_text() for path in site.rglob("*.html")}
    anchors = {path: set(re.findall(r'\sid="([^"]+)"', text)) for path, text in pages.items()}
    for path, text in pages.items():
        for kind, address in re.findall(r'\s(href|src|action|data-source)="([^"]*)"', text):
            parts = urlsplit(address)
            if parts.scheme:
                assert kind == "href"
                assert 'rel="noreferrer nofollow external"' in text
                continue
            assert not address.startswith("/")
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert target.is_file(), f"{address} in {path}"
            if parts.fragment and target in anchors and not parts.fragment.startswith("at-"):
                assert unquote(parts.fragment) in anchors[target], f"{address} in {path}"


def test_a_second_run_gives_the_same_bytes(built_example: Path, publishing: Publishing) -> None:
    """No clock and no chance is in it."""
    first, second = (_bytes(publishing(built_example, name)) for name in ("one", "two"))
    assert first == second


def _bytes(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }


def test_the_manifest_has_the_hash_of_every_file(
    built_example: Path, publishing: Publishing
) -> None:
    """Whoever has it can tell whether anything was changed."""
    files = _bytes(publishing(built_example))
    told = json.loads(files.pop("site.json"))
    assert told["kind"] == "rashomon site"
    assert {entry["name"]: entry["sha256"] for entry in told["files"]} == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items()
    }


def test_a_site_of_ours_is_replaced_and_nothing_else(
    built_example: Path, publishing: Publishing, tmp_path: Path
) -> None:
    """Somebody's files are never deleted, in a site neither."""
    site = publishing(built_example)
    publishing(built_example)
    (site / "notes.txt").write_text("mine")
    with pytest.raises(SettingError, match=r"notes\.txt: is not of the site"):
        publishing(built_example)
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "diary.txt").write_text("mine")
    with pytest.raises(SettingError, match="holds something that is no site of ours"):
        publishing(built_example, "home")
    assert (tmp_path / "home" / "diary.txt").read_text() == "mine"
    assert (site / "notes.txt").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "site"]


def test_only_incidents_asked_for_are_told(built_example: Path, publishing: Publishing) -> None:
    """Reports of others are not there, nor is what a report tells of others."""
    site = publishing(built_example, query=IncidentQuery(place="Khusham"))
    assert [path.stem for path in (site / "incidents").iterdir()] == ["khusham-2018-02-07"]
    assert "harra" not in (site / "data/claims.jsonl").read_text().casefold()
    none = publishing(built_example, "none", query=IncidentQuery(levels=(ApprovalLevel.APPROVED,)))
    assert not (none / "incidents").exists()
    assert "0</strong> incidents" in (none / "index.html").read_text()


def test_only_files_that_pages_ask_for_are_copied(
    built_example: Path, publishing: Publishing
) -> None:
    """What maps are drawn from is there; what only a server's pages need is not."""
    site = publishing(built_example)
    names = {path.relative_to(site / "static").as_posix() for path in (site / "static").rglob("*")}
    assert {"css/tokens.css", "js/map.js", "js/map_style.js", "world.json", "towns.json"} <= names
    assert not {"vendor/htmx.min.js", "css/team.css"} & names
    assert ("vendor/maplibre-gl.js" in names) == ("vendor/maplibre-gl-worker.js" in names)
    assert ("vendor/maplibre-gl.js" in names) == ("vendor/licenses" in names)
