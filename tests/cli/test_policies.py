"""Policies on the command line, and the worked case of docs/method.md."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import rashomon
from rashomon.cli.ruling_lines import grade_lines, ruling_lines, slip_lines
from rashomon.publish.codebooks import row_of, rows_of
from rashomon.reconcile import policies
from rashomon.records import (
    DateInterval,
    Dossier,
    Incident,
    IncidentKind,
    Ruling,
    Slip,
)

Run = Callable[..., Any]

ROOT = Path(__file__).resolve().parents[2]
KHUSHAM = "khusham-2018-02-07"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the bundled example's ledger once."""
    path = tmp_path_factory.mktemp("policies") / "khusham.db"
    rashomon.build([ROOT / "examples" / "khusham"], path).close()
    return path


def coded(run: Run, ledger: Path, policy: str, *more: object) -> dict[str, str]:
    """Export the table in a policy's columns and return the row of Khusham."""
    ran = run("export", "--ledger", ledger, "-f", "csv", "--policy", policy, *more)
    assert ran.code == 0
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    keys = ("id", "event_id", "incident_code")
    (row,) = (row for row in rows if KHUSHAM in [row.get(key) for key in keys])
    return row


def test_policies_are_listed_with_version_and_source(run: Run) -> None:
    """Every registered policy has a row; the usual one is marked."""
    out = run("policies").out
    for policy in policies():
        assert policy.name in out
    assert "airwars *" in out
    assert "codebook" in out


def test_the_rules_of_a_policy_are_printed_in_words(run: Run) -> None:
    """Inferred rules say so; a name that is none is told, with those that are there."""
    out = " ".join(run("policies", "ucdp").out.split())
    assert "low ≤ best ≤ high" in out
    assert "(inferred)" in out
    ran = run("policies", "nobody")
    assert ran.code == 1
    assert "ucdp-1" in ran.err


@pytest.mark.parametrize(
    ("policy", "wanted"),
    [
        (
            "ucdp",
            {
                "best": "20", "low": "20", "high": "101", "deaths_a": "20", "deaths_b": "0",
                "deaths_civilians": "0", "deaths_unknown": "0", "type_of_violence": "1",
                "side_a": "Syrian government forces", "side_b": "US-led coalition",
                "where_prec": "2", "date_prec": "1", "event_clarity": "1", "policy": "ucdp-1",
            },
        ),
        (
            "acled",
            {
                "fatalities": "20", "event_type": "Explosions/Remote violence",
                "sub_event_type": "Air/drone strike", "actor1": "US-led coalition", "inter1": "8",
                "actor2": "Syrian government forces", "inter2": "1", "geo_precision": "2",
                "time_precision": "1", "event_date": "2018-02-07", "policy": "acled-1",
            },
        ),
        (
            "airwars",
            {
                "killed_min": "20", "killed_max": "100", "combatants_killed_min": "20",
                "injured_min": "25", "civilians_killed_min": "", "grading": "",
                "strike_status": "declared", "policy": "airwars-2",
            },
        ),
    ],
    ids=["ucdp", "acled", "airwars"],
)  # fmt: skip
def test_the_worked_case_comes_out_as_the_page_says(
    run: Run, ledger: Path, policy: str, wanted: dict[str, str]
) -> None:
    """docs/method.md works these figures out by hand."""
    row = coded(run, ledger, policy)
    assert {name: row[name] for name in wanted} == wanted


def test_every_figure_of_a_row_names_rule_and_claims(run: Run, ledger: Path) -> None:
    """A row can be audited without the program."""
    row = coded(run, ledger, "ucdp")
    for name in ("best", "low", "high"):
        assert f"{name}: c" in row["claims"]
        assert f"{name}: " in row["rules"]
    assert {"high", "side_a", "where_prec"} <= set(row["inferred"].split())


@pytest.mark.parametrize(
    ("grades", "best", "high"),
    [
        ("Syrian Observatory for Human Rights,speaker,C\nRussian Defense Ministry,speaker,B\n",
         "25", "101"),
        ("US official,speaker,E\n", "20", "25"),
        ("US official,speaker,a\n", "100", "101"),
        ("monitor,kind,B\n", "20", "101"),
    ],
    ids=["the better source", "unreliable", "a small letter", "by kind"],
)  # fmt: skip
def test_grades_of_sources_decide_between_figures(
    run: Run, ledger: Path, tmp_path: Path, grades: str, best: str, high: str
) -> None:
    """The most reliable source gives best; an unreliable one does not raise high."""
    table = tmp_path / "sources.csv"
    table.write_text("source,what,grade\n" + grades, encoding="utf-8")
    row = coded(run, ledger, "ucdp", "--sources", table)
    assert (row["best"], row["high"]) == (best, high)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("source,what,grade\nReuters,outlet,G\n", "line 2"),
        ("source,what,grade\nReuters,paper,B\n", "paper"),
        ("source,grade\nReuters,B\n", "no what"),
        (None, "no table"),
    ],
    ids=["grade", "what", "column", "file"],
)
def test_an_unusable_table_of_sources_aborts(
    run: Run, ledger: Path, tmp_path: Path, text: str | None, words: str
) -> None:
    """A grade that was meant and is not understood must not pass for none."""
    table = tmp_path / "sources.csv"
    if text is not None:
        table.write_text(text, encoding="utf-8")
    ran = run("show", KHUSHAM, "--ledger", ledger, "--sources", table)
    assert ran.code == 1
    assert words in ran.err


def test_show_prints_rulings_grades_and_replaced_figures(
    run: Run, ledger: Path, tmp_path: Path
) -> None:
    """The policy's codes with their rules, each claim's grade, and who graded the sources."""
    table = tmp_path / "sources.csv"
    table.write_text(
        "source,what,grade,who,when,why\nUS official,speaker,C,the desk,2024-05-01,unnamed\n",
        encoding="utf-8",
    )
    ran = run("show", KHUSHAM, "--ledger", ledger, "--policy", "acled", "--sources", table)
    out = " ".join(ran.out.split())
    assert "As acled-1 rules" in out
    assert "none of them corroborated" in out
    assert "C: speaker US official graded by the desk, 2024-05-01: unnamed" in out
    assert " F4 c" in out or " F5 c" in out
    assert " C" in out


def test_json_carries_rulings_grades_and_slips(run: Run, ledger: Path) -> None:
    """Every ruling's claims are among the incident's own."""
    document = json.loads(run("export", "--ledger", ledger, "--policy", "ucdp").out)
    for incident in document["incidents"]:
        claims = {claim["claim_id"] for claim in incident["claims"]}
        assert incident["policy"] == "ucdp-1"
        assert {grade["claim"] for grade in incident["grades"]} <= claims
        for ruling in incident["rulings"]:
            assert set(ruling["claims"]) <= claims
            assert ruling["rule"]
        assert incident["slips"] == []


def test_an_older_version_can_be_run_again(run: Run, ledger: Path) -> None:
    """airwars-1 still gives its ranges, and no gradings."""
    row = coded(run, ledger, "airwars-1")
    assert (row["killed_min"], row["killed_max"], row["policy"]) == ("20", "100", "airwars-1")
    assert row["grading"] == ""
    assert row["strike_status"] == ""


def test_the_library_takes_a_policy_by_name(ledger: Path) -> None:
    """`rashomon.reconciling` rules by the policy asked for, the usual one if none is."""
    with rashomon.open_ledger(ledger) as opened:
        coded = {d.incident.incident_id: d for d in rashomon.dossiers(opened, policy="ucdp")}
        usual = rashomon.dossiers(opened)
    best = coded[KHUSHAM].ruling("best")
    assert best is not None
    assert best.value == 20
    assert {dossier.policy for dossier in usual} == {"airwars-2"}


def test_a_slip_is_laid_out_with_its_words_and_offsets() -> None:
    """What was computed, the words, and where they stand."""
    slip = Slip("r1", "part", 10, 31, "12 dead, among them\n14", "14 are told as part of 12")
    incident = Incident("x", IncidentKind.OTHER, None, None, ())
    (line,) = slip_lines(Dossier(incident, slips=(slip,)), {})
    assert str(line) == "part  14 are told as part of 12  “12 dead, among them 14”  r1 10–31"


def test_without_rulings_and_grades_nothing_is_laid_out() -> None:
    """A dossier that no policy has ruled shows neither table nor grades."""
    incident = Incident("x", IncidentKind.OTHER, None, None, ())
    assert ruling_lines(Dossier(incident)) == []
    assert grade_lines(Dossier(incident)) == []


def test_an_incident_across_new_year_is_dated_by_no_year() -> None:
    """No event of a codebook spans two calendar years; its ends are there all the same."""
    days = DateInterval(date(2019, 12, 31), date(2020, 1, 1))
    incident = Incident("x", IncidentKind.OTHER, days, None, ())
    rulings = (Ruling("time_precision", 2, "within a week"),)
    row = row_of(Dossier(incident, rulings=rulings, policy="acled-1"), {})
    assert row["year"] is None
    assert (row["date_start"], row["date_end"]) == ("2019-12-31", "2020-01-01")
    assert row["event_date"] == "2019-12-31"


def test_a_total_of_several_days_is_a_row_a_day() -> None:
    """Split evenly, the remainder to the first day; the days add up to the total."""
    days = DateInterval(date(2019, 12, 30), date(2020, 1, 1))
    incident = Incident("x", IncidentKind.OTHER, days, None, ())
    rulings = (Ruling("fatalities", 11, "told"), Ruling("split_over_days", 3, "since Monday"))
    rows = rows_of(Dossier(incident, rulings=rulings, policy="acled-1"), {})
    assert [(r["event_date"], r["year"], r["fatalities"]) for r in rows] == [
        ("2019-12-30", 2019, 5),
        ("2019-12-31", 2019, 3),
        ("2020-01-01", 2020, 3),
    ]
    assert len({row["event_id"] for row in rows}) == 3
    assert all("11 over 3 days" in row["notes"] for row in rows)
    assert len(rows_of(Dossier(incident, rulings=rulings[:1], policy="acled-1"), {})) == 1


def test_the_grades_of_the_worked_case_come_out_as_the_page_says(ledger: Path) -> None:
    """Every toll is doubtful, the coalition's strike confirmed, the wounded cannot be judged."""
    with rashomon.open_ledger(ledger) as opened:
        dossiers = {d.incident.incident_id: d for d in rashomon.dossiers(opened)}
    khusham = dossiers[KHUSHAM]
    labels = {c: p.label for p in khusham.positions for c in p.claim_ids}
    told: dict[str, set[str]] = {}
    for grade in khusham.grades:
        told.setdefault(labels[grade.claim_id], set()).add(str(grade))
    for toll in ("20 killed", "25 killed", "100 or more killed"):
        assert told[toll] == {"F4"}
    assert told["US-led coalition"] == {"F1"}
    assert told["25 injured"] == {"F6"}
