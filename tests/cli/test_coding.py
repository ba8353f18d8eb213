"""A round of coding from the command line, on the bundled example: two coders, then a ruling."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from rashomon.ledger import Ledger
from rashomon.pipeline import build
from rashomon.read import open_reader

Run = Callable[..., Any]

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "khusham"
REPORTS = ("01-coalition-statement", "04-wire-reuters", "07-tanf-three-strikes")
ANA = """\
report,words,occurrence,facet,value,who,speaker,stance,incident,note
{0},more than 100 pro-regime fighters were killed,,killed,100+,pro-regime fighters,A US official,,1,
{0},about 500 pro-regime fighters,,strength,500,pro-regime fighters,The US-led coalition,,1,
{0},air and artillery strikes,,means,air_strike,,The US-led coalition,,1,mixed
{0},The US-led coalition,1,responsible,US-led coalition,,,,1,
{1},at least 100 fighters,,killed,100+,fighters,A US official,,1,
{1},20 pro-government fighters were killed,,killed,20,pro-government fighters,,,1,
{2},at least two Syrian soldiers were killed,,killed,2+,Syrian soldiers,A Syrian source,,2,
{2},June 8,,date,2017-06-08,,,,1,
{2},June 6,,date,2017-06-06,,the Pentagon,,2,
"""
BEN = """\
report;words;facet;value;who;speaker;stance;incident
{0};more than 100 pro-regime fighters;killed;101+;pro-regime fighters;US official;affirm;1
{0};a force of about 500 pro-regime fighters;strength;500;fighters;the coalition;;1
{0};artillery strikes;means;artillery;;The US-led coalition;;1
{0};The US-led coalition said;responsible;US-led coalition;;;;1
{1};at least 100 fighters aligned with the Syrian government;killed;100+;fighters;A US official;;1
{1};20 pro-government fighters were killed;killed;30;fighters;The Syrian Observatory;;1
{2};at least two Syrian soldiers were killed;killed;2+;Syrian soldiers;A Syrian source;;1
{2};June 6;date;2017-06-06;;the Pentagon;;1
"""
BY = ("--by", "Lead", "--why", "as the words have it")


@pytest.fixture(name="built", scope="module")
def built_fixture(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Build the example once for all tests of this module."""
    path = tmp_path_factory.mktemp("built") / "ledger.db"
    with Ledger.open(path) as ledger:
        build([EXAMPLE], ledger, reader=open_reader("rules"))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.read_bytes()


@pytest.fixture(name="coding")
def coding_fixture(run: Run, built: bytes, tmp_path: Path) -> Run:
    """Run `rashomon coding …` on a ledger of a test's own, with a round opened in it."""
    path = tmp_path / "ledger.db"
    path.write_bytes(built)

    def coding(*args: object) -> Any:
        return run("coding", *args, "--ledger", path)

    ran = coding("open", "pilot", *REPORTS, "--coder", "Ana", "--coder", "Ben", *BY)
    assert ran.code == 0, ran.err
    assert int(ran.out)
    return coding


@pytest.fixture(name="sheets")
def sheets_fixture(tmp_path: Path) -> tuple[Path, Path]:
    """What the two coders have filled in."""
    paths = tmp_path / "ana.csv", tmp_path / "ben.csv"
    for path, sheet in zip(paths, (ANA, BEN), strict=True):
        path.write_text(sheet.format(*REPORTS), encoding="utf-8")
    return paths


def secrets(text: str) -> list[str]:
    """Words of Ana's coding that a command has let out."""
    return [word for word in ("100+", '"low"', "mixed", "A US official", "June 8") if word in text]


def test_two_coders_and_a_ruling_from_the_sheets_to_the_export(
    run: Run, coding: Run, sheets: tuple[Path, Path], tmp_path: Path
) -> None:
    """What is settled shows in the incident and its export; what was not, does not."""
    ledger = tmp_path / "ledger.db"
    written = coding("sheet", "pilot", "--coder", "Ana", "-o", tmp_path / "for-ana")
    assert written.out.strip() == str(tmp_path / "for-ana" / "pilot-Ana.csv")
    before = run("export", "--ledger", ledger).out
    for coder, path in zip(("Ana", "Ben"), sheets, strict=True):
        ran = coding("take", "pilot", path, "--coder", coder)
        assert ran.code == 0, ran.err
        assert "3 reports coded, 0 coded so before, 0 left" in ran.err
    assert run("export", "--ledger", ledger).out == before
    assert "complete" in coding("status").out

    shown = coding("agreement", "pilot", "--resamples", 50)
    assert shown.code == 0, shown.err
    assert "Ana, Ben; 3 reports" in shown.out
    as_json = json.loads(coding("agreement", "pilot", "--resamples", 0, "--json").out)
    killed = next(one for one in as_json["facets"] if one["facet"] == "killed")
    assert (killed["statements"], killed["by_all"], killed["alike"]) == (4, 4, 2)
    assert 0.9 < killed["value"]["alpha"] < 1
    with_reader = json.loads(
        coding("agreement", "pilot", "--coder", "Ana", "--coder", "the reader", "--json").out
    )
    assert with_reader["coders"] == ["Ana", "the reader"]

    lines = coding("disagreements", "pilot", "--json").out.splitlines()
    found = {(one["facet"], tuple(one["kinds"])): one["unit"] for one in map(json.loads, lines)}
    assert set(found) == {
        ("killed", ("value",)),
        ("means", ("value",)),
        ("killed", ("value", "speaker")),
        ("date", ("left out",)),
    }
    text = coding("disagreements", "pilot")
    assert "Ben: not marked" in text.out
    assert "note: mixed" in text.out
    assert "4 disagreements, 0 of them settled" in text.err

    own = coding(
        "adjudicate", "pilot", found["killed", ("value", "speaker")], "--take", "Ben",
        "--value", "25", *BY,
    )  # fmt: skip
    assert own.code == 0, own.err
    assert "corrected" in own.err
    neither = coding("adjudicate", "pilot", found["means", ("value",)], "--neither", *BY)
    assert neither.code == 0, neither.err
    accepted = coding("accept", "pilot", *BY)
    assert accepted.code == 0, accepted.err
    assert "agreed statements accepted, 0 left as they are" in accepted.err

    exported = run("export", "--ledger", ledger).out
    assert exported != before
    claims = [
        claim
        for incident in json.loads(exported)["incidents"]
        for claim in incident["claims"]
        if int(own.out) - 1 in claim.get("decisions", ())
    ]
    assert [(one["facet"], one["value"]["min"], one["quote"]) for one in claims] == [
        ("killed", 25, "20 pro-government fighters were killed")
    ]
    assert run("verify", "--ledger", ledger).code == 0
    listed = run("decisions", "--ledger", ledger)
    assert "adjudicated" in listed.out
    assert "opened round pilot: 3 reports for Ana, Ben" in listed.out

    agreed = re.findall(r"adjudicated (u[0-9a-f]+) ", accepted.err)
    settled = [found["killed", ("value", "speaker")], found["means", ("value",)], *agreed]
    for unit in settled:
        ran = coding("reopen", "pilot", unit, *BY)
        assert ran.code == 0, ran.err
    assert "0 of them settled" in coding("disagreements", "pilot").err
    assert run("export", "--ledger", ledger).out == before


def test_no_command_lets_out_a_coding_while_the_round_is_blind(
    run: Run, coding: Run, sheets: tuple[Path, Path], tmp_path: Path
) -> None:
    """Nor what agreement would be; a person who closes the round stands beside the figures."""
    ledger = tmp_path / "ledger.db"
    assert coding("take", "pilot", sheets[0], "--coder", "ana").code == 0
    for verb in (
        ("agreement", "pilot"),
        ("agreement", "pilot", "--json", "--with-reader"),
        ("disagreements", "pilot", "--json"),
        ("adjudicate", "pilot", "u", "--neither", *BY),
        ("accept", "pilot", *BY),
    ):
        ran = coding(*verb)
        assert ran.code == 1
        assert ran.out == ""
        assert "still coded blind (reports left: Ben 3)" in ran.err
    folder = tmp_path / "for-ben"
    asked = [
        coding("status", "pilot"),
        coding("sheet", "pilot", "--coder", "Ben", "-o", folder),
        *(run("decisions", "--ledger", ledger, "-f", form) for form in ("text", "jsonl", "json")),
        run("decisions", "--ledger", ledger, "-f", "csv"),
    ]
    for ran in asked:
        assert ran.code == 0, ran.err
        assert secrets(ran.out + ran.err) == []
    assert secrets((folder / "pilot-Ben.csv").read_text("utf-8")) == []
    assert "3 decisions of coding rounds are left out" not in asked[-1].err
    assert "4 decisions of coding rounds are left out" in asked[-1].err
    assert "still blind" in asked[0].out
    assert '"veiled": true' in asked[3].out

    assert coding("close", "pilot", "--by", "Lead", "--why", "Ben has left").code == 0
    shown = coding("agreement", "pilot")
    assert "closed before all had coded, by Lead: Ben has left" in shown.out
    assert "closed by Lead" in coding("status", "pilot").out
    assert '"veiled": true' not in run("decisions", "--ledger", ledger, "-f", "jsonl").out


def test_bad_rows_are_named_and_nothing_is_taken(
    coding: Run, sheets: tuple[Path, Path], tmp_path: Path
) -> None:
    """Each with its line; a sheet that is not there is told."""
    bad = sheets[0].read_text("utf-8").replace("June 8", "June 9").replace("100+", "many", 1)
    sheets[0].write_text(bad, encoding="utf-8")
    ran = coding("take", "pilot", sheets[0], "--coder", "Ana")
    assert ran.code == 1
    assert "line 2: 'many' is no killed number" in ran.err
    assert "line 9: the report does not hold 'June 9'" in ran.err
    assert "2 faults; nothing was stored" in ran.err
    assert "Ana: 0 of 3 reports coded" in coding("status").out
    gone = coding("take", "pilot", tmp_path / "gone.csv", "--coder", "Ana")
    assert (gone.code, "cannot be read" in gone.err) == (1, True)


def test_what_was_coded_after_it_could_be_seen_is_told(
    coding: Run, sheets: tuple[Path, Path]
) -> None:
    """And left out on demand."""
    for coder, path in zip(("Ana", "Ben"), sheets, strict=True):
        coding("take", "pilot", path, "--coder", coder)
    assert "--blind" not in coding("agreement", "pilot").err
    sheets[1].write_text(sheets[1].read_text("utf-8").replace(";30;", ";20;"), encoding="utf-8")
    coding("take", "pilot", sheets[1], "--coder", "Ben")
    shown = coding("agreement", "pilot", "--resamples", 0)
    assert "1 codings were made after" in shown.err
    assert "3 reports coded by two" in shown.out
    blind = coding("agreement", "pilot", "--resamples", 0, "--blind")
    assert blind.err == ""
    assert "2 reports coded by two" in blind.out


def test_rulings_go_out_as_a_table_and_come_back(
    coding: Run, sheets: tuple[Path, Path], tmp_path: Path
) -> None:
    """A table that is there is not written over, and bad rows are named."""
    for coder, path in zip(("Ana", "Ben"), sheets, strict=True):
        coding("take", "pilot", path, "--coder", coder)
    table = tmp_path / "rulings.csv"
    assert coding("disagreements", "pilot", "--sheet", table).code == 0
    assert "may hold work" in coding("disagreements", "pilot", "--sheet", table).err
    assert "cannot be written" in coding("disagreements", "pilot", "--sheet", tmp_path / "a/b").err
    lines = table.read_text("utf-8").splitlines(keepends=True)
    assert len(lines) == 5
    bad = "".join([lines[0], *(line.replace(",,,,,,", ",Cem,,,,,", 1) for line in lines[1:])])
    table.write_text(bad, encoding="utf-8")
    ran = coding("adjudicate", "pilot", "--sheet", table, *BY)
    assert ran.code == 1
    assert "rulings.csv, line 2: round pilot has no coder 'Cem'" in ran.err
    table.write_text(bad.replace("Cem", "Ana"), encoding="utf-8")
    ran = coding("adjudicate", "pilot", "--sheet", table, *BY)
    assert ran.code == 0, ran.err
    assert "4 disagreements settled" in ran.err
    assert "4 disagreements, 4 of them settled" in coding("disagreements", "pilot").err
    ran = coding("adjudicate", "pilot", "--sheet", table, "--neither", *BY)
    assert "the rulings stand in the table" in ran.err
    assert "say which disagreement" in coding("adjudicate", "pilot", "--neither", *BY).err


def test_a_coding_is_not_taken_in_as_a_decision(run: Run, coding: Run, tmp_path: Path) -> None:
    """A table of decisions cannot code a report in a coder's name."""
    ledger, table = tmp_path / "ledger.db", tmp_path / "decisions.csv"
    with Ledger.open(ledger) as opened:
        report_id = opened.report_ids()[0]
        head = opened.head()
    what = {"kind": "code report", "round": "pilot", "report_id": report_id, "claims": []}
    detail = {"made_by": "person: Ana", "why": "x", "rests_on": [], "what": what, "incidents": {}}
    with table.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(["kind", "report", "why", "made_by", "detail"])
        writer.writerow(["code report", report_id, "x", "Ana", json.dumps(detail)])
    ran = run("import", table, "--ledger", ledger, "--by", "Ana")
    assert "no kind of decision is called 'code report'" in ran.err
    with Ledger.open(ledger) as opened:
        assert opened.head() == head


def test_without_a_round_it_is_said_how_to_open_one(run: Run, built: bytes, tmp_path: Path) -> None:
    """As everywhere, with the way out."""
    path = tmp_path / "ledger.db"
    path.write_bytes(built)
    ran = run("coding", "status", "--ledger", path)
    assert (ran.code, ran.out) == (0, "")
    assert "`rashomon coding open` opens one" in ran.err
    ran = run("coding", "status", "pilot", "--ledger", path)
    assert ran.code == 1
    assert "there are: none" in ran.err
