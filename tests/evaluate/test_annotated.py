"""Readings made from annotations."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rashomon.evaluate.annotated import annotated_incidents
from rashomon.records import CountValue, DateInterval, Facet, IncidentKind, PlaceValue, TargetValue

TEXT = (
    "Shelling of a school in Taiz killed nine people on Monday, medics said. In Aden a raid hurt "
    "two, and the army gave its reasons.\n"
)


def claim(incident: str, facet: str, value: dict[str, Any], quote: str) -> dict[str, Any]:
    return {
        "incident": incident,
        "facet": facet,
        "value": value,
        "stance": "affirm",
        "source": [],
        "quote": quote,
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write one report of two incidents with its annotation."""
    gold = {
        "id": "made-1",
        "published": "2017-05-02",
        "context_date": None,
        "noise": [],
        "incidents": [
            {
                "key": "taiz-2017-05-01",
                "kind": "shelling",
                "from": "2017-05-01",
                "to": "2017-05-01",
                "place": {"name": "Taiz", "lat": 13.58, "lon": 44.02, "radius_km": 10},
            },
            {
                "key": "aden-2017",
                "kind": "air_strike",
                "from": None,
                "to": None,
                "place": {"name": "Aden", "lat": None, "lon": None, "radius_km": None},
            },
        ],
        "claims": [
            claim(
                "taiz-2017-05-01", "killed", {"min": 9, "max": 9, "who": "people"}, "nine people"
            ),
            claim(
                "taiz-2017-05-01",
                "date",
                {"from": "2017-05-01", "to": "2017-05-01"},
                "on Monday",
            ),
            claim("taiz-2017-05-01", "target", {"actor": None, "what": "a school"}, "a school"),
            claim("taiz-2017-05-01", "means", {"class": "artillery"}, "Shelling"),
            claim(
                "taiz-2017-05-01",
                "place",
                {"name": "Taiz", "lat": 13.58, "lon": 44.02, "radius_km": 10},
                "Taiz",
            ),
            claim("aden-2017", "injured", {"min": 2, "max": 2, "who": None}, "hurt two"),
            claim("aden-2017", "responsible", {"actor": "the army"}, "the army"),
            claim("aden-2017", "motive", {}, "gave its reasons"),
            claim("aden-2017", "notice", {}, "not in the text"),
        ],
    }
    (tmp_path / "made-1.json").write_text(json.dumps(gold), encoding="utf-8")
    (tmp_path / "made-1.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_each_incident_has_the_claims_that_its_annotators_gave_it(folder: Path) -> None:
    """Values become typed, quotes become evidence, and a quote that is not there is left out."""
    (reading,), of = annotated_incidents(folder)
    report_id = reading.report.report_id
    assert of == {(report_id, 0): "taiz-2017-05-01", (report_id, 1): "aden-2017"}
    taiz, aden = reading.incidents
    assert (taiz.kind, str(taiz.date)) == (IncidentKind.SHELLING, "2017-05-01")
    assert (aden.date, aden.place) == (None, PlaceValue("Aden"))
    told = {claim.facet: claim for claim in reading.claims_of(taiz)}
    assert set(told) == {Facet.KILLED, Facet.DATE, Facet.TARGET, Facet.MEANS, Facet.PLACE}
    assert told[Facet.KILLED].evidence.quote == "nine people"
    assert isinstance(told[Facet.KILLED].value, CountValue)
    assert isinstance(told[Facet.DATE].value, DateInterval)
    assert told[Facet.TARGET].value == TargetValue("a school", None)
    assert [claim.facet for claim in reading.claims_of(aden)] == [
        Facet.INJURED,
        Facet.RESPONSIBLE,
        Facet.MOTIVE,
    ]
