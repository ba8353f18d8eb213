"""`rashomon where`, and `rashomon.where` behind it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import rashomon
from rashomon.errors import SettingError

Run = Callable[..., Any]


def test_a_relation_is_answered_with_point_reason_and_codes(run: Run) -> None:
    """The point, its uncertainty, both codes and the candidates are printed."""
    ran = run("where", "8 km east of Khusham, Syria")
    assert ran.code == 0
    assert "35.32" in ran.out
    assert "40.37" in ran.out
    assert "within about 25 km of a known point (UCDP 2); ACLED geo_precision 2" in ran.out
    assert "8 km east of Khusham" in ran.out
    assert "score" in ran.out


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("khusham", "Khusham"),
        ("8 km east of khusham, syria", "8 km east of Khusham, Syria"),
        ("دير الزور", "Deir ez-Zor"),
    ],
    ids=["small", "relation", "arabic"],
)
def test_capitals_may_be_left_out(run: Run, typed: str, written: str) -> None:
    """A phrase in small letters, or in a script without capitals, leads to the same point."""
    answers = run("where", "--json", typed, written).out.splitlines()
    one, other = (json.loads(line) for line in answers)
    assert (one["lat"], one["lon"]) == (other["lat"], other["lon"])
    assert one["lat"] is not None


def test_several_phrases_are_answered_each(run: Run) -> None:
    """One phrase that leads nowhere costs the others nothing, nor the exit code."""
    ran = run("where", "Zzyzxqat", "Aleppo", "--country", "Syria")
    assert ran.code == 0
    assert "unresolved\nno gazetteer entry fits Zzyzxqat" in ran.out
    assert "exact (UCDP 1)" in ran.out


def test_a_report_helps_to_choose(run: Run, tmp_path: Path) -> None:
    """The words are looked up in the light of the report that they come from."""
    report = tmp_path / "one.txt"
    report.write_text("Greek police said a bomb went off in Tripoli, in southern Greece.")
    ran = run("where", "Tripoli", "--text", report, "--json")
    assert json.loads(ran.out)["lat"] == pytest.approx(37.51, abs=0.1)


def test_json_is_one_line_a_phrase(run: Run) -> None:
    """Machines get the relation, the codes and the candidates."""
    ran = run("where", "near Homs", "Hama", "--country", "Syria", "--json")
    near, hama = map(json.loads, ran.out.splitlines())
    assert (near["relation"], near["where_prec"], near["geo_precision"]) == ("near", 2, 2)
    assert hama["candidates"][0]["lat"] == pytest.approx(35.13, abs=0.05)
    assert 0 < hama["candidates"][0]["score"] <= 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("Aleppo", "--country", "Narnia"), "no country is called 'Narnia'"),
        (("Aleppo", "--text", "/nowhere/at all"), "/nowhere/at all: No such file"),
        (("  ",), "there are no words to look up"),
    ],
)
def test_misuse_is_told_in_one_line(run: Run, words: tuple[str, ...], said: str) -> None:
    """What is wrong with the call is said, and the exit code is 1."""
    ran = run("where", *words)
    assert ran.code == 1
    assert said in ran.err
    assert not ran.out


@pytest.mark.parametrize(
    "words",
    [
        "Al-Bab " * 10_000,
        "between " * 2_000,
        "the border " * 500,
        "A-" * 3_000 + " road",
        "8 km " * 2_000,
        "\x1b[31mAleppo\x1b]0;title\x07\u202e",
        "[bold]Aleppo[/bold] [link=x]",
        "\ue000 near \ue001",
        "1" * 5_000 + " km east of Aleppo",
        "99999999999 km east of Aleppo",
        "Aleppo " * 3 + "'s" * 500,
    ],
    ids=range(11),
)
def test_hostile_words_are_harmless(run: Run, words: str) -> None:
    """Endless, steering or markup words give some answer, in a page of plain characters."""
    ran = run("where", words, "--country", "Syria")
    assert ran.code == 0
    assert "\x1b" not in ran.out
    assert "\u202e" not in ran.out
    assert len(ran.out) < 5_000


def test_the_page_fits_a_narrow_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is wider than 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")
    ran = run("where", "8 km east of Khusham, Syria", "on the road between Kabul and Ghazni")
    assert max(map(len, ran.out.splitlines())) <= 80


def test_the_library_function_gives_a_place_value() -> None:
    """What the command prints is what the function returns."""
    value = rashomon.where("20 km south of Damascus", country="Syria")
    assert isinstance(value, rashomon.PlaceValue)
    assert value.lat == pytest.approx(33.33, abs=0.05)
    told = rashomon.where("the city", text="Shells fell on Aleppo in Syria. The city burned.")
    assert told.anchors[0].name == "Aleppo"
    assert not rashomon.where("Zzyzxqat").is_resolved
    with pytest.raises(SettingError, match="no country is called"):
        rashomon.where("Homs", country="Narnia")
