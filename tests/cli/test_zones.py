"""`rashomon zones`, and the section of an incident's page that tells of them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from rashomon.cli.tables import incident_view
from rashomon.cli.zone_lines import zone_lines
from rashomon.locate.zones import shipped_zones
from rashomon.publish import export
from rashomon.records import (
    DateInterval,
    Dossier,
    EvidenceSpan,
    Incident,
    IncidentKind,
    PlaceValue,
    Reading,
    Report,
    Speaker,
    ZoneAgreement,
    ZoneClaim,
    ZoneRelation,
    ZoneSide,
    ZoneStatement,
)

Run = Callable[..., Any]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which the user's zones will be."""
    monkeypatch.setenv("RASHOMON_DATA", str(tmp_path / "data"))
    return tmp_path / "data" / "zones"


def write(path: Path, *names: str | None) -> Path:
    """Write a file with a circle for each name; one without a name is broken."""
    features = [
        {
            "type": "Feature",
            "properties": {"name": name, "precision_km": 1, "radius_km": 5, "source": "a decree"},
            "geometry": {"type": "Point", "coordinates": [20, 44]},
        }
        for name in names
    ]
    whole = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


def test_zones_are_listed_with_days_actors_and_sources(run: Run, folder: Path) -> None:
    """Every shipped zone, and which list it is."""
    ran = run("zones")
    assert ran.code == 0
    for zone in shipped_zones():
        assert zone.name in ran.out
    assert "proclaimed by US-led coalition; rejected by Syrian government forces" in ran.out
    assert "circle of 55 km" in ran.out
    assert f"{len(shipped_zones())} zones, list " in ran.out


def test_zones_are_added_listed_and_removed(run: Run, folder: Path, tmp_path: Path) -> None:
    """A bad feature is named with exit code 3, the others are kept."""
    ran = run("zones", "add", write(tmp_path / "mine.geojson", "North gate", None))
    assert ran.code == 3
    assert "feature 2: no “name”" in ran.err
    assert f"1 zone kept in {folder}: North gate" in ran.err
    assert "yours, circle of 5 km" in run("zones").out
    assert "removed: North gate" in run("zones", "remove", "north gate").err
    assert "North gate" not in run("zones").out


def test_a_sound_file_ends_with_nothing_amiss(run: Run, folder: Path, tmp_path: Path) -> None:
    """All zones kept: exit code 0."""
    assert run("zones", "add", write(tmp_path / "mine.geojson", "North", "South")).code == 0


def test_what_goes_wrong_is_said_in_one_line(run: Run, folder: Path, tmp_path: Path) -> None:
    """A missing file, no zone of that name, and a damaged file of the user's."""
    missing = run("zones", "add", tmp_path / "none.geojson")
    assert (missing.code, missing.out) == (1, "")
    assert "none.geojson: cannot be read" in missing.err
    unknown = run("zones", "remove", "Nowhere")
    assert unknown.code == 1
    assert "no zone of yours is called 'Nowhere'" in unknown.err
    folder.mkdir(parents=True)
    (folder / "broken.geojson").write_text("{", encoding="utf-8")
    assert "zone left out" in run("zones").err


TEXT = "They were eight kilometers east of the quiet line."
READINGS = {"r1": Reading(Report("r1", "one", "one.txt", TEXT), "hand")}


def dossier(*relations: ZoneRelation) -> Dossier:
    """Return an incident with these relations."""
    incident = Incident(
        "there-2018-02-07", IncidentKind.CLASH, DateInterval(date(2018, 2, 7), date(2018, 2, 7)),
        PlaceValue("there", 35.3, 40.3, 10), (("r1", 0),),
    )  # fmt: skip
    return Dossier(incident, zones=relations, zone_list="abc")


def relation(**known: object) -> ZoneRelation:
    """Return a relation to the Euphrates line with what a report claims of it."""
    line = next(zone for zone in shipped_zones() if zone.left)
    claim = ZoneClaim(EvidenceSpan.cut(TEXT, 10, 49), low_km=8, high_km=8, bearing=90)
    said = ZoneStatement(
        "r1", EvidenceSpan.cut(TEXT, 39, 49), EvidenceSpan.cut(TEXT, 0, len(TEXT)),
        (Speaker("the coalition", party="Freedonia"), Speaker("Newswire")), claim,
        ZoneAgreement.PARTS, "claimed 8 km east; by the coordinates 40 km on that side",
    )  # fmt: skip
    told: dict[str, object] = {
        "distance_km": 40.0, "low_km": 30.0, "high_km": 50.0, "drawn_side": ZoneSide.LEFT,
        "statements": (said,), **known,
    }  # fmt: skip
    return ZoneRelation(line, ZoneSide.LEFT, True, "held", **told)  # type: ignore[arg-type]


def page(one: Dossier, width: int) -> str:
    """Return what a terminal of this width shows of the zones."""
    console = Console(width=width, record=True, highlight=False)
    with console.capture() as caught:
        for line in zone_lines(one, READINGS):
            console.print(line)
    return caught.get()


@pytest.mark.parametrize("width", [80, 100, 120])
def test_the_page_tells_relation_claim_and_both_figures(width: int) -> None:
    """Distance, side, force, who says it where, and where it parts from the coordinates."""
    shown = page(dossier(relation()), width)
    told = " ".join(shown.split())
    assert "40 km from the Euphrates de-confliction line" in told
    assert "in force: held; proclaimed by US-led coalition, Russia" in told
    assert "“eight kilometers east of the quiet line” — the coalition, through Newswire" in told
    assert "one 10–49" in told
    assert "! claimed 8 km east; by the coordinates 40 km" in told
    assert max(map(len, shown.splitlines())) <= width


def test_the_page_of_an_incident_has_a_section_of_zones() -> None:
    """Beside accounts and ranges."""
    console = Console(width=120, record=True, highlight=False)
    with console.capture() as caught:
        console.print(incident_view(dossier(relation()), READINGS, ()))
    assert "\nZones\n" in "\n".join(line.rstrip() for line in caught.get().splitlines())


def test_zones_further_off_share_a_line() -> None:
    """Of no interest unless a report speaks of them."""
    far = relation(distance_km=70.0, low_km=60.0, high_km=80.0)
    assert "further off" not in page(dossier(far), 100)
    shown = page(dossier(replace(far, statements=())), 100)
    assert shown.strip() == "further off: Euphrates de-confliction line (70 km)"
    past = replace(far, statements=(), distance_km=25.0, low_km=0.0, side=ZoneSide.BEYOND)
    assert page(dossier(past), 100).startswith("further off")


def test_many_sentences_are_cut_short() -> None:
    """The page shows some and counts the rest."""
    (said,) = relation().statements
    plain = replace(said, claim=None, agreement=None, note="", source=())
    shown = page(dossier(relation(statements=(plain,) * 9)), 100)
    assert "and 3 more sentences" in shown
    assert "“They were eight kilometers" in shown
    assert "the report itself" in shown


def exported(one: Dossier, form: str) -> str:
    """Return the export."""
    stream = io.StringIO()
    export([one], READINGS, form, stream)
    return stream.getvalue()


def test_exports_tell_the_zones() -> None:
    """JSON and GeoJSON in full, CSV in words, and which list of zones was asked."""
    whole = json.loads(exported(dossier(relation()), "json"))
    assert whole["zone_list"] == "abc"
    (zone,) = whole["incidents"][0]["zones"]
    assert (zone["side"], zone["distance_km"], zone["is_in_force"]) == ("left", 40.0, True)
    assert "Syrian Democratic Forces" in zone["held_by"]
    (said,) = zone["statements"]
    assert said["source"] == ["the coalition", "Newswire"]
    assert (said["claim"]["min_km"], said["claim"]["bearing"]) == (8, 90)
    assert TEXT[said["claim"]["start"] : said["claim"]["end"]] == said["claim"]["quote"]
    assert said["agreement"] == "parts"
    (feature,) = json.loads(exported(dossier(relation()), "geojson"))["features"]
    assert feature["properties"]["zones"][0]["zone"] == "euphrates-deconfliction-line"
    (row,) = csv.DictReader(io.StringIO(exported(dossier(relation()), "csv")))
    assert row["zones"].startswith("40 km from the Euphrates de-confliction line")


def test_no_zone_is_an_empty_list_and_no_section() -> None:
    """Incidents far from all zones show none."""
    assert json.loads(exported(dossier(), "json"))["incidents"][0]["zones"] == []
    assert not zone_lines(dossier(), READINGS)
