"""Files to be saved: what is in them, how much they may hold, and how many are made at once."""

from __future__ import annotations

import csv
import io
import json

import pytest
from tests.web.conftest import Browser

from rashomon.web.pages import downloads

KHUSHAM = "khusham-2018-02-07"


def test_an_incident_is_saved_whole(looking: Browser) -> None:
    """With its reports and claims, under its own name."""
    answer = looking.client.get(f"/data/incidents/{KHUSHAM}.json")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{KHUSHAM}.json"'
    told = json.loads(answer.text)
    assert [one["incident_id"] for one in told["incidents"]] == [KHUSHAM]
    assert len(told["reports"]) == 4
    assert f'href="/data/incidents/{KHUSHAM}.json"' in looking.get(f"/incidents/{KHUSHAM}")


def test_a_list_is_saved_as_it_is_narrowed(looking: Browser) -> None:
    """The links of the page carry its query, and the file holds what the list holds."""
    page = looking.get("/incidents?place=Khusham")
    for form in ("csv", "geojson", "jsonl"):
        assert f'href="/data/incidents.{form}?place=Khusham"' in page
    rows = list(csv.DictReader(io.StringIO(looking.get("/data/incidents.csv?place=Khusham"))))
    assert [row["incident_id"] for row in rows] == [KHUSHAM]
    every = list(csv.DictReader(io.StringIO(looking.get("/data/incidents.csv"))))
    assert len(every) == 5
    shapes = json.loads(looking.get("/data/incidents.geojson"))
    assert shapes["type"] == "FeatureCollection"
    claims = [json.loads(line) for line in looking.get("/data/incidents.jsonl").splitlines()]
    assert {one["incident_id"] for one in claims} == {row["incident_id"] for row in every}


@pytest.mark.parametrize("path", ["/data/incidents.exe", "/data/incidents/none-2001.json"])
def test_what_is_not_there_is_told(looking: Browser, path: str) -> None:
    """Another format, another incident."""
    assert looking.client.get(path).status_code == 404


def test_too_many_incidents_are_refused_with_the_way_out(
    looking: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command writes what a page does not."""
    monkeypatch.setattr(downloads, "_MOST", 4)
    answer = looking.client.get("/data/incidents.csv")
    assert answer.status_code == 422
    assert "rashomon export -f csv" in answer.text
    assert looking.client.get("/data/incidents.csv?place=Khusham").status_code == 200


def test_few_files_are_made_at_once_and_each_gives_its_place_back(looking: Browser) -> None:
    """A third one is to come again; the two before it do not stand in the way for good."""
    assert downloads._MADE_AT_ONCE.acquire(blocking=False)
    assert downloads._MADE_AT_ONCE.acquire(blocking=False)
    answer = looking.client.get("/data/incidents.csv")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "20")
    downloads._MADE_AT_ONCE.release()
    for _ in range(3):
        assert looking.client.get("/data/incidents.csv").status_code == 200
    downloads._MADE_AT_ONCE.release()
