"""`rashomon read`: what machines get."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

STRIKE = (
    "BEIRUT, Feb 8 2018 (Reuters) - At least 12 people were killed in an air strike on the town "
    "of Idlib on Wednesday, the Syrian Observatory for Human Rights said.\n"
)
RETOLD = (
    "Published February 8 2018 Medics said 15 people were killed when warplanes bombed Idlib "
    "on Wednesday.\n"
)


def test_a_line_a_report_with_offsets_into_its_text(run: Run, tmp_path: Path) -> None:
    """Every quotation stands at its offsets, and linked incidents share a key."""
    (tmp_path / "one.txt").write_text(STRIKE, encoding="utf-8")
    (tmp_path / "two.txt").write_text(RETOLD, encoding="utf-8")
    ran = run("read", tmp_path / "one.txt", tmp_path / "two.txt")
    assert ran.code == 0
    first, second = map(json.loads, ran.out.splitlines())
    assert (first["id"], second["id"]) == ("one", "two")
    assert first["published"] == "2018-02-08"
    for reading, text in ((first, STRIKE), (second, RETOLD)):
        assert {claim["facet"] for claim in reading["claims"]} >= {"killed", "place"}
        for claim in reading["claims"]:
            assert text[claim["start"] : claim["end"]] == claim["quote"]
    (killed,) = (claim for claim in first["claims"] if claim["facet"] == "killed")
    assert (killed["value"]["min"], killed["value"]["max"]) == (12, None)
    assert killed["source"] == ["the Syrian Observatory for Human Rights"]
    assert first["incidents"][0]["key"] == second["incidents"][0]["key"]


def test_json_lines_from_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines carry what the text lacks; a broken one is named by its number and skipped."""
    lines = [
        json.dumps(
            {
                "id": "a",
                "text": "Medics said 15 died in shelling of Idlib on Wednesday.",
                "context_date": "2018-02-08",
            }
        ),
        "{broken",
    ]
    stream = io.TextIOWrapper(io.BytesIO("\n".join(lines).encode()))
    monkeypatch.setattr(sys, "stdin", stream)
    ran = run("read", "--jsonl", "-")
    assert ran.code == 3
    (reading,) = map(json.loads, ran.out.splitlines())
    assert reading["context_date"] == "2018-02-08"
    assert reading["published"] is None
    assert reading["incidents"][0]["from"] == "2018-02-07"
    assert "2" in ran.err


def test_what_is_told_beside_a_report_may_be_wrong(run: Run, tmp_path: Path) -> None:
    """A field that cannot be used is noted; the report is read, and nothing counts as skipped."""
    line = {"id": "a", "text": STRIKE, "published": "yesterday", "mood": "grim"}
    (tmp_path / "a.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    for ran in (
        run("read", "--jsonl", tmp_path / "a.jsonl"),
        run("build", tmp_path / "a.jsonl", "-o", tmp_path / "ledger.db"),
    ):
        assert ran.code == 0
        assert "noted: " in ran.err
        assert "yesterday" in ran.err
        assert "mood" in ran.err


def test_nothing_to_read_is_an_error(run: Run, tmp_path: Path) -> None:
    """No argument, a missing file and an unknown reader each say so."""
    assert run("read").code == 1
    assert run("read", "--jsonl", tmp_path / "none.jsonl").code == 1
    assert run("read", tmp_path / "none.txt").code == 1
    (tmp_path / "one.txt").write_text(STRIKE, encoding="utf-8")
    ran = run("read", tmp_path / "one.txt", "--reader", "oracle")
    assert ran.code == 1
    assert "rules" in ran.err


def test_confidence_filters_claims(run: Run, tmp_path: Path) -> None:
    """Only claims the reader is sure enough of are printed."""
    (tmp_path / "one.txt").write_text(STRIKE, encoding="utf-8")
    everything = json.loads(run("read", tmp_path / "one.txt").out)["claims"]
    sure = json.loads(run("read", tmp_path / "one.txt", "--min-confidence", "1").out)["claims"]
    assert len(sure) < len(everything)
    assert all(claim["confidence"] == 1 for claim in sure)


def test_a_report_in_another_language_is_read_as_empty(run: Run, tmp_path: Path) -> None:
    """No claim is invented from words that the reader does not know."""
    (tmp_path / "fr.txt").write_text(
        "Au moins douze personnes ont été tuées mercredi dans une frappe aérienne sur la ville "
        "d'Idleb, selon les secours qui ont dénoncé une attaque contre un marché.\n",
        encoding="utf-8",
    )
    reading = json.loads(run("read", tmp_path / "fr.txt").out)
    assert reading["language"] == "fr"
    assert reading["claims"] == reading["incidents"] == []
