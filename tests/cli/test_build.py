"""`rashomon build`, `show`, `export`: the whole way on the bundled example."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "khusham"
KHUSHAM = "khusham-2018-02-07"


@pytest.fixture
def ledger(run: Run, tmp_path: Path) -> Path:
    """Build the bundled example's ledger."""
    path = tmp_path / "khusham.db"
    assert run("build", EXAMPLE, "-o", path, "-q").code == 0
    return path


def test_build_prints_the_ledger_as_a_table(run: Run, tmp_path: Path) -> None:
    """Each incident with its dates, place, ranges, counts and what is contested."""
    ran = run("build", EXAMPLE, "-o", tmp_path / "ledger.db")
    assert ran.code == 0
    row, where, whose, contested = ran.out[ran.out.index(KHUSHAM) :].splitlines()[:4]
    assert row.split()[1:] == ["20", "to", "100", "or", "more", "25", "4", "4"]
    assert "2018-02-07 · Khusham, Deir ez-Zor, Syria" in where
    assert "Russia; Syrian government" in whose
    assert "contested: killed" in contested
    assert "reports 8 read" in ran.err


def test_a_second_build_reads_nothing_again(run: Run, ledger: Path, tmp_path: Path) -> None:
    """Known bytes are known; a new report joins its incident without renaming it."""
    before = run("export", "--ledger", ledger).out
    again = run("build", EXAMPLE, "-o", ledger)
    assert "reports 8 known already" in again.err
    assert run("export", "--ledger", ledger).out == before
    (tmp_path / "new.txt").write_text(
        "Published February 9 2018 US-led coalition aircraft killed more than 100 pro-government "
        "fighters near Khusham in Deir ez-Zor province on Wednesday night, a US official said.\n",
        encoding="utf-8",
    )
    assert run("build", tmp_path / "new.txt", "-o", ledger, "-q").code == 0
    ids = [i["incident_id"] for i in json.loads(before)["incidents"]]
    after = json.loads(run("export", "--ledger", ledger).out)["incidents"]
    assert [i["incident_id"] for i in after] == ids
    khusham = next(i for i in after if i["incident_id"] == KHUSHAM)
    assert {o["name"] for o in khusham["origins"]} >= {"Sputnik", "new"}


def test_a_changed_sidecar_is_read_again(run: Run, tmp_path: Path) -> None:
    """A date supplied later reaches what hung on it."""
    (tmp_path / "a.txt").write_text("Medics said 15 died in shelling of Idlib on Wednesday.\n")
    ledger = tmp_path / "ledger.db"
    run("build", tmp_path / "a.txt", "-o", ledger, "-q")
    (tmp_path / "reports.csv").write_text("file,published\na.txt,2018-02-08\n")
    sidecar = tmp_path / "reports.csv"
    ran = run("build", tmp_path / "a.txt", "-o", ledger, "--reports", sidecar)
    assert "reports 1 read" in ran.err
    (incident,) = json.loads(run("export", "--ledger", ledger).out)["incidents"]
    assert incident["date_from"] == "2018-02-07"


def test_a_date_that_nobody_told_says_so(run: Run, tmp_path: Path) -> None:
    """The report's own date stands in for a lead without one, with that as its reason."""
    (tmp_path / "a.txt").write_text("Medics said 15 people were killed in shelling of Idlib.\n")
    (tmp_path / "reports.csv").write_text("file,published\na.txt,2018-02-08\n")
    ledger = tmp_path / "ledger.db"
    assert run("build", tmp_path, "-o", ledger, "-q").code == 0
    (incident,) = json.loads(run("export", "--ledger", ledger).out)["incidents"]
    assert incident["date_from"] == "2018-02-08"
    assert "no date told" in incident["date_reason"]
    assert "no date told" in run("show", incident["incident_id"], "--ledger", ledger).out


def test_show_lays_an_incident_out(run: Run, ledger: Path) -> None:
    """Accounts by party, positions with their words, the range's rule, reports with lineage."""
    out = run("show", KHUSHAM, "--ledger", ledger).out
    for words in (
        "Accounts side by side",
        "Russia",
        "Syrian government",
        "silent",
        "airwars-2",
        "25 Syrian militiamen",
        "the Russian Defense Ministry",
        "Sputnik",
        "Why these reports are together",
    ):
        assert words in " ".join(out.split())
    assert "transmission" in out


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "geojson"])
def test_every_export_parses_and_leads_back_to_the_words(
    run: Run, ledger: Path, tmp_path: Path, form: str
) -> None:
    """Each format holds all five incidents; figures name their claims."""
    path = tmp_path / f"out.{form}"
    assert run("export", "--ledger", ledger, "-f", form, "-o", path).code == 0
    text = path.read_text(encoding="utf-8")
    if form == "json":
        document = json.loads(text)
        claims = {c["claim_id"] for i in document["incidents"] for c in i["claims"]}
        named = {c for i in document["incidents"] for r in i["ranges"] for c in r["claims"]}
        assert named
        assert named <= claims
        assert len(document["incidents"]) == 5
    elif form == "jsonl":
        lines = [json.loads(line) for line in text.splitlines()]
        assert len({line["incident_id"] for line in lines}) == 5
        assert all(line["quote"] and line["address"] for line in lines)
    elif form == "csv":
        rows = list(csv.DictReader(io.StringIO(text)))
        (khusham,) = (row for row in rows if row["incident_id"] == KHUSHAM)
        assert (khusham["killed_low"], khusham["killed_high"]) == ("20", "")
        assert khusham["killed_claims"].startswith("c")
        assert khusham["policy"] == "airwars-2"
    else:
        features = json.loads(text)["features"]
        assert len(features) == 5
        (lon, lat) = next(f for f in features if f["id"] == KHUSHAM)["geometry"]["coordinates"]
        assert lat == pytest.approx(35.3, abs=0.3)
        assert lon == pytest.approx(40.3, abs=0.3)


def test_an_unwritable_output_is_told(run: Run, ledger: Path, tmp_path: Path) -> None:
    """The message names the file."""
    ran = run("export", "--ledger", ledger, "-o", tmp_path / "no" / "out.json")
    assert ran.code == 1
    assert "out.json" in ran.err


def test_evaluate_prints_figures_and_flaws(run: Run, tmp_path: Path) -> None:
    """A gold folder in, a table or JSON out; the flaws go to a file."""
    text = "Medics said 15 people were killed in shelling of Idlib on Wednesday.\n"
    gold = {
        "id": "a", "published": None, "context_date": "2018-02-08", "headline": None, "noise": [],
        "incidents": [{"key": "i", "kind": "shelling", "from": "2018-02-07", "to": "2018-02-07",
                       "place": {"name": "Idlib", "lat": 35.93, "lon": 36.63, "radius_km": 10}}],
        "claims": [{"incident": "i", "facet": "killed", "stance": "affirm", "source": ["Medics"],
                    "value": {"min": 15, "max": 15, "who": "people"},
                    "quote": "15 people were killed"}],
    }  # fmt: skip
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps(gold), encoding="utf-8")
    ran = run("evaluate", tmp_path, "--json", "--flaws", tmp_path / "flaws.tsv")
    assert ran.code == 0
    figures = json.loads(ran.out)
    assert figures["facets"]["killed"][:3] == [1, 1, 1]
    assert figures["speaker"] == 1
    assert "false\tplace" in (tmp_path / "flaws.tsv").read_text(encoding="utf-8")
    table = run("evaluate", tmp_path).out
    assert "killed" in table
    readings = tmp_path / "readings.jsonl"
    readings.write_text(json.dumps({"id": "a"}) + "\n", encoding="utf-8")
    empty = json.loads(run("evaluate", tmp_path, "--json", "--readings", readings).out)
    assert empty["claims"] == [0, 0, 0]
    readings.write_text("no json", encoding="utf-8")
    assert run("evaluate", tmp_path, "--readings", readings).code == 1

    given = run("evaluate", tmp_path, "--given-words", "--json", "--flaws", tmp_path / "flaws.tsv")
    assert set(json.loads(given.out)) == {"date", "place"}
    assert "given the words" in run("evaluate", tmp_path, "--given-words").out


def test_version_and_help(run: Run) -> None:
    """Both tell the name and leave with 0."""
    assert run("--version").out.startswith("rashomon ")
    assert "build" in run("--help").out


def test_a_killed_build_loses_at_most_the_report_in_flight(tmp_path: Path) -> None:
    """After kill -9 the ledger verifies, holds a whole prefix of the reports, and goes on."""
    reports = tmp_path / "reports"
    reports.mkdir()
    for number in range(60):
        (reports / f"{number:03}.txt").write_text(
            f"Published February 8 2018 Medics said {number + 2} people were killed in shelling of "
            "Idlib on Wednesday. Another three were wounded.\n",
            encoding="utf-8",
        )
    ledger = tmp_path / "ledger.db"
    command = [sys.executable, "-m", "rashomon.cli", "build", str(reports), "-o", str(ledger)]
    building = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ}
    )
    assert building.stderr is not None
    told = [building.stderr.readline() for _ in range(72)][60:]  # after those taken in
    building.send_signal(signal.SIGKILL)
    building.wait()
    building.stderr.close()
    assert building.stdout is not None
    building.stdout.close()
    assert all(line.startswith("read: ") for line in told)

    def verified() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "rashomon.cli", "verify", "--ledger", str(ledger)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    assert verified().returncode == 0
    again = subprocess.run(command, capture_output=True, text=True, check=False)
    assert again.returncode == 0
    known = sum(line.startswith("known: ") for line in again.stderr.splitlines())
    assert 12 <= known < 60
    assert f"{60 - known} read" in again.stderr
    assert verified().returncode == 0
