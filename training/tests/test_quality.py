"""Rules and embedded readers are laid out side by side, as scored on what they have not seen."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from rashomon.evaluate import Counts, Scores
from rashomon.read.document import Document, parse
from rashomon.read.tags import Tag
from rashomon.records import Report
from rashomon_training import quality
from rashomon_training.quality import GOALS, SCORED, Recorded, figures, table

TEXT = "Shelling killed nine people in Marib on Monday. Ten others fled."


def _document(name: str) -> Document:
    return parse(Report("f00d", name, name, TEXT))


def _tag(head: str, words: str) -> dict[str, Any]:
    at = TEXT.index(words)
    return {"head": head, "label": head, "start": at, "end": at + len(words), "score": 0.9}


def test_a_table_has_a_row_for_each_figure_with_means_of_two_directions() -> None:
    """Rules stand left of the embedded reader; the third folder stands for itself."""
    rules = {"train-a": {"claims": 0.5}, "train-b": {"claims": 0.3}, "train-c": {"claims": 0.6}}
    ours = {"train-a": {"claims": 0.7}, "train-b": {"claims": 0.6}, "train-c": {"claims": 0.65}}
    head, rule, claims, *others = table(rules, ours).splitlines()
    assert claims == (
        "| claims | 0.65 | 0.500 | 0.300 | 0.400 | 0.700 | **0.600** | **0.650** | 0.600 | 0.650 |"
    )
    assert head.count("|") == rule.count("|") == claims.count("|")
    assert [row.split("|")[1].strip() for row in others] == list(GOALS)[1:]


def test_a_figure_that_was_not_found_is_nothing() -> None:
    """A facet without any claim has its row, too."""
    nothing: dict[str, dict[str, float]] = {folder: {} for folder in SCORED}
    assert table(nothing, nothing).count("| 0.000 |") > len(GOALS)


def test_figures_have_the_names_that_are_asked_for() -> None:
    """Shares and F1s are told under one name each, and so is whatever facet was scored."""
    facets = ("killed", "injured", "responsible", "date", "place", "means", "target")
    half = Counts(right=1, found=2, wanted=2)
    scores = Scores(
        reports=1,
        claims=half,
        facets=dict.fromkeys(facets, half),
        incidents=half,
        linking=(1.0, 1.0, 1.0),
        not_affirmed=half,
        noise=half,
        speaker=0.9,
        chain=0.8,
        stance=0.7,
        published=None,
    )
    told = figures(scores)
    assert set(told) == set(GOALS)
    assert (told["speaker"], told["chain"], told["stance"]) == (0.9, 0.8, 0.7)
    assert {told[name] for name in set(GOALS) - {"speaker", "chain", "stance"}} == {0.5}


def test_recorded_tags_stand_in_for_a_model(tmp_path: Path) -> None:
    """They are given by the report's name, all or those of some heads."""
    lines = [_tag("killed", "killed nine people"), _tag("place", "Marib")]
    path = tmp_path / "tags.json"
    path.write_text(json.dumps({"one": lines, "two": []}), encoding="utf-8")
    recorded = Recorded(path)
    killed, place = recorded.tag(_document("one"))
    assert (killed.head, TEXT[killed.start : killed.end]) == ("killed", "killed nine people")
    assert place == Tag("place", "place", TEXT.index("Marib"), TEXT.index(" on"), 0.9)
    assert recorded.tag(_document("one"), ["place"]) == (place,)
    assert recorded.tag(_document("two")) == ()
    with pytest.raises(KeyError):
        recorded.tag(_document("three"))


def test_one_command_prints_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each folder is read by rules and by the reader of the direction that has not seen it."""
    claim = {
        "incident": "marib",
        "facet": "killed",
        "value": {"min": 9, "max": 9, "who": "people"},
        "stance": "affirm",
        "source": [],
        "quote": "killed nine people",
    }
    (tmp_path / "run" / "tags").mkdir(parents=True)
    for folder, direction in SCORED.items():
        gold: dict[str, Any] = {
            "id": folder,
            "published": None,
            "context_date": "2019-05-10",
            "noise": [],
            "incidents": [{"key": "marib", "from": None, "to": None, "place": {}}],
            "claims": [claim],
        }
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "one.json").write_text(json.dumps(gold))
        (tmp_path / folder / "one.txt").write_text(TEXT)
        tags = {folder: [_tag("killed", "killed nine people")]}
        (tmp_path / "run" / "tags" / f"{direction}.json").write_text(json.dumps(tags))
        (tmp_path / "run" / direction).mkdir()
        # The last direction's weights believe nothing.
        chance = 0.1 if folder == "train-c" else 0.9
        weights = {
            "format": 2,
            "signs": [],
            "trees": [{"asks": [-1], "limits": [chance], "others": [0]}],
            "least_ruled": 0.3,
            "least_tagged": 0.5,
            "unweighed": [],
        }
        (tmp_path / "run" / direction / "weighing.json").write_text(json.dumps(weights))
    told = ["--corpus", str(tmp_path), "--run", str(tmp_path / "run")]
    monkeypatch.setattr(sys, "argv", ["quality", *told])
    quality.main()
    rows = [row.split("|") for row in capsys.readouterr().out.splitlines()]
    (killed,) = ([cell.strip() for cell in row[3:-1]] for row in rows if row[1] == " killed ")
    assert killed == [*["1.000"] * 4, "**1.000**", "**1.000**", "1.000", "0.000"]
