"""Tests of `rashomon gazetteer`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fake_geonames: None) -> None:
    monkeypatch.setenv("RASHOMON_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("RASHOMON_CACHE", str(tmp_path / "cache"))


def table(folder: Path, rows: str, name: str = "mine.csv") -> Path:
    path = folder / name
    path.write_text("name,lat,lon\n" + rows, encoding="utf-8")
    return path


def test_places_are_added_listed_and_removed(tmp_path: Path, run: Any) -> None:
    """Each step says what it did; the version tells whether there are any."""
    added = run("gazetteer", "add", table(tmp_path, "Qorbul,35,38\nBent Hill,36,38\n"))
    assert added.code == 0
    assert "2 places added as mine" in added.err
    for listed in (run("gazetteer", "list"), run("gazetteer")):
        assert listed.code == 0
        assert "mine  2 places" in listed.out
        assert "+mine-" in listed.out
    assert run("gazetteer", "remove", "mine").code == 0
    last = run("gazetteer", "list").out
    assert "geonames-" in last
    assert "mine" not in last
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_rows_that_are_left_out_are_named_and_counted(tmp_path: Path, run: Any) -> None:
    """The first ten with line and reason, then how many more."""
    rows = "Good,1,2\n" + "Bad,99,2\n" * 25
    ran = run("gazetteer", "add", table(tmp_path, rows), "--name", "Some places")
    assert ran.code == 3
    assert "mine.csv:3: left out: lat 99 is out of range" in ran.err
    assert ran.err.count("left out: lat") == 10
    assert "15 more left out" in ran.err
    assert "1 place added as some-places" in ran.err


def test_a_file_that_cannot_be_used_is_one_line(tmp_path: Path, run: Any) -> None:
    """And an exit code; nothing is added."""
    (tmp_path / "other.csv").write_text("town,people\nQorbul,3\n")
    for path in (tmp_path / "other.csv", tmp_path / "none.csv", table(tmp_path, ",1,2\n")):
        ran = run("gazetteer", "add", path)
        assert ran.code == 1
        assert "error:" in ran.err
        assert "Traceback" not in ran.err
    assert "columns met: town, people" in run("gazetteer", "add", tmp_path / "other.csv").err
    assert run("gazetteer", "remove", "mine").code == 1
    assert not (tmp_path / "cache").exists()


def test_names_that_steer_a_terminal_do_not(tmp_path: Path, run: Any) -> None:
    """What a file holds is shown without control characters."""
    ran = run("gazetteer", "add", table(tmp_path, "Good,1,2\n\x1b[31mred,1,2\nx,\x1b[31m,2\n"))
    assert ran.code == 3
    assert "\x1b" not in ran.err
