"""`rashomon lineage`: who carries whom, on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import rashomon

Run = Callable[..., Any]

WIRE = (
    "Shells fell on the harbor district of Sevastopol shortly after dawn on Monday, killing six "
    "people, residents and port officials said. The fire brigade needed four hours to put out a "
    "blaze at the customs warehouse. Ferries to the islands were cancelled until further notice, "
    "the port authority added. It was the third time this month that the harbor came under fire."
)
LINES = (
    {"id": "wire", "text": WIRE, "outlet": "Reuters", "published": "2020-03-02"},
    {
        "id": "repost",
        "text": f"{WIRE} SANA reported that two ships sank. \x1b[31m",
        "outlet": 'The "Daily" Bugle',
        "published": "2020-03-03",
        "carried_from": "Reuters",
    },
    {"id": "other", "text": "A minister resigned.", "outlet": "One", "published": "2020-03-02"},
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a ledger of a report, its repost and another."""
    folder = tmp_path_factory.mktemp("lineage")
    (folder / "r.jsonl").write_text("\n".join(map(json.dumps, LINES)), encoding="utf-8")
    path = folder / "l.db"
    rashomon.build([folder / "r.jsonl"], path, reader="rules").close()
    return path


def test_the_table_tells_who_carries_whom_since_when_and_on_what_evidence(
    run: Run, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names, days, share, direction and quoted words with offsets, in 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")
    ran = run("lineage", "--ledger", ledger)
    assert ran.code == 0
    assert max(map(len, ran.out.splitlines())) <= 80
    words = " ".join(ran.out.split())
    assert 'repost (The "Daily" Bugle, 2020-03-03)' in words
    assert "carries text of Reuters: declared (sidecar)" in words
    assert "names as a source SANA" in words
    assert "carries wire (Reuters, 2020-03-02): share 100% of the shorter text" in words
    assert f"“{WIRE[:40]}" in words
    assert "[0:" in words
    assert "3 reports, 1 of them carry another's text" in words
    assert "\x1b" not in ran.out


def test_an_incident_s_lineage_counts_its_origins(run: Run, ledger: Path) -> None:
    """Only the incident's reports are traced, and their origins told as `show` counts them."""
    with rashomon.open_ledger(ledger) as opened:
        (incident,) = opened.incidents()
    ran = run("lineage", incident.incident_id, "--ledger", ledger)
    assert ran.code == 0
    assert "2 reports" in ran.out
    assert "1 independent origin\n" in ran.out


def test_json_has_every_edge_with_its_words(run: Run, ledger: Path) -> None:
    """Evidence stands at its offsets; what declares, quotes and shares is told apart."""
    found = json.loads(run("lineage", "--ledger", ledger, "--format", "json").out)
    assert {report["name"] for report in found["reports"]} == {"wire", "repost", "other"}
    kinds = {edge["kind"]: edge for edge in found["carries"]}
    assert set(kinds) == {"declared", "quotation", "shared_text"}
    shared = kinds["shared_text"]
    names = {report["report_id"]: report["name"] for report in found["reports"]}
    assert (names[shared["report_id"]], names[shared["of"]]) == ("repost", "wire")
    assert shared["directed"]
    assert shared["one_origin"]
    assert not kinds["quotation"]["one_origin"]
    (evidence,) = shared["evidence"]
    assert LINES[1]["text"][evidence["start"] : evidence["end"]] == evidence["quote"]


def test_dot_is_a_graph_of_quoted_names(run: Run, ledger: Path) -> None:
    """Arrows run from whom the words come to who carries them; names cannot break out."""
    out = run("lineage", "--ledger", ledger, "-f", "dot").out
    assert out.startswith("digraph lineage {")
    assert out.rstrip().endswith("}")
    assert '"outlet Reuters" -> "report ' in out
    assert 'The \\"Daily\\" Bugle' in out
    assert "style=dashed" in out
    assert "other" not in out  # shares nothing


def test_what_is_not_there_is_told(run: Run, ledger: Path) -> None:
    """An unknown format, an unknown incident."""
    ran = run("lineage", "--ledger", ledger, "-f", "xml")
    assert (ran.code, "table, json, dot" in ran.err) == (1, True)
    assert run("lineage", "nowhere-2020", "--ledger", ledger).code == 1
