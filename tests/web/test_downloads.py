"""Files to be saved: what is in them, how much they may hold, and how many are made at once."""

from __future__ import annotations

import csv
import html
import io
import json
from importlib.util import find_spec
from typing import Any

import pytest
from tests.web.conftest import Browser

from rashomon.errors import SettingError
from rashomon.publish.exports import FORMATS, Format, export
from rashomon.reconciling import dossiers_around
from rashomon.web import handing_out

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


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_of_the_command_is_saved_with_the_filter(looking: Browser, form: str) -> None:
    """The page offers each, and what is saved is what `rashomon export` would write of these."""
    if FORMATS[form].is_binary and find_spec("pyarrow") is None:
        pytest.skip("pyarrow is not here: pip install 'rashomon[parquet]'")
    page = looking.get("/incidents?place=Khusham")
    path = f"/data/incidents.{form}?place=Khusham"
    assert f'href="{path}"' in page
    answer = looking.client.get(path)
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    place = looking.client.app.state.workplace  # type: ignore[attr-defined]
    ((dossier, readings),) = dossiers_around(
        place.ledger, [KHUSHAM], policy=place.policy, zones=place.zones
    )
    stream: Any = io.BytesIO() if FORMATS[form].is_binary else io.StringIO()
    export([dossier], readings, form, stream)
    told = stream.getvalue()
    assert answer.content == (told if FORMATS[form].is_binary else told.encode())


def test_a_table_has_the_columns_of_a_codebook(looking: Browser) -> None:
    """By the policy that is named, whatever the application follows."""
    page = html.unescape(looking.get("/incidents?place=Khusham"))
    assert 'href="/data/incidents.csv?place=Khusham&policy=ucdp"' in page
    answer = looking.client.get("/data/incidents.csv?place=Khusham&policy=ucdp")
    (row,) = csv.DictReader(io.StringIO(answer.text))
    assert {"best", "type_of_violence"} <= set(row)
    assert 'filename="incidents-ucdp.csv"' in answer.headers["Content-Disposition"]
    assert looking.client.get("/data/incidents.csv?policy=none").status_code == 422


def test_what_cannot_be_written_here_is_told_and_gives_its_place_back(
    looking: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A format whose library is lacking is an error, and no broken file."""

    def lacking(*_: object) -> Any:
        raise SettingError("it takes a library: pip install 'rashomon[parquet]'")

    lacks = Format(lacking, is_binary=True)
    monkeypatch.setattr(handing_out, "FORMATS", {**FORMATS, "parquet": lacks})
    for _ in range(3):
        answer = looking.client.get("/data/incidents.parquet")
        assert answer.status_code == 422
        assert "pip install" in answer.text


@pytest.mark.parametrize("path", ["/data/incidents.exe", "/data/incidents/none-2001.json"])
def test_what_is_not_there_is_told(looking: Browser, path: str) -> None:
    """Another format, another incident."""
    assert looking.client.get(path).status_code == 404


def test_too_many_incidents_are_refused_with_the_way_out(
    looking: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command writes what a page does not."""
    monkeypatch.setattr(handing_out, "_MOST", 4)
    answer = looking.client.get("/data/incidents.csv")
    assert answer.status_code == 422
    assert "rashomon export -f csv" in answer.text
    assert looking.client.get("/data/incidents.csv?place=Khusham").status_code == 200


def test_few_files_are_made_at_once_and_each_gives_its_place_back(looking: Browser) -> None:
    """A third one is to come again; the two before it do not stand in the way for good."""
    assert handing_out._MADE_AT_ONCE.acquire(blocking=False)
    assert handing_out._MADE_AT_ONCE.acquire(blocking=False)
    answer = looking.client.get("/data/incidents.csv")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "20")
    handing_out._MADE_AT_ONCE.release()
    for _ in range(3):
        assert looking.client.get("/data/incidents.csv").status_code == 200
    handing_out._MADE_AT_ONCE.release()
