"""What candidates are worth is learned from annotated reports."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rashomon.read.candidates import Candidate
from rashomon.read.document import Finding
from rashomon.read.signs import Signs
from rashomon.read.weighing import Weights, lay_out, open_weights
from rashomon.records import CasualtyRange, CountValue, Facet, Span
from rashomon_training import weighing
from rashomon_training.weighing import Example, Told, fit, folds, groups_of, load, measure

TEXT = "Shelling killed nine people in Marib on Monday. Ten others fled."


def _gold(name: str) -> dict[str, Any]:
    claim = {
        "incident": "marib",
        "facet": "killed",
        "value": {"min": 9, "max": 9, "who": "people"},
        "stance": "affirm",
        "source": [],
        "quote": "killed nine people",
    }
    place = {**claim, "facet": "place", "quote": "in Marib"}
    place["value"] = {"name": "Marib", "lat": 15.46, "lon": 45.33, "radius_km": 10}
    incident = {"key": f"marib-{name}", "from": None, "to": None, "place": None}
    return {
        "id": name,
        "published": None,
        "context_date": "2019-05-10",
        "noise": [],
        "incidents": [incident],
        "claims": [claim, place],
    }


def _tag(head: str, words: str) -> dict[str, Any]:
    at = TEXT.index(words)
    return {"head": head, "label": head, "start": at, "end": at + len(words), "score": 0.9}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Four folders of one report each, and the tags of every direction."""
    tags: dict[str, dict[str, Any]] = {}
    for folder, direction in weighing.TAGS.items():
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "one.json").write_text(json.dumps(_gold(folder)))
        text = f"{TEXT} {folder} was told another way by all who came by here, one by one."
        (tmp_path / folder / "one.txt").write_text(text)
        told = [_tag("killed", "killed nine people"), _tag("killed", "Ten others fled")]
        tags.setdefault(direction, {})[folder] = told
    (tmp_path / "tags").mkdir()
    for direction, of in tags.items():
        (tmp_path / "tags" / f"{direction}.json").write_text(json.dumps(of))
    return tmp_path


def test_candidates_are_right_where_an_annotated_claim_agrees(corpus: Path) -> None:
    """The toll and the place are right, the tag on those who fled is not."""
    (told,) = load(corpus, ["train-b"], corpus / "tags")
    right = {(e.candidate.finding.facet, e.is_right) for e in told.examples}
    assert {(Facet.KILLED, True), (Facet.KILLED, False), (Facet.PLACE, True)} <= right
    assert told.wanted == ("killed", "place")


def _example(own: float, *, is_right: bool, agrees: frozenset[int] = frozenset()) -> Example:
    finding = Finding(Facet.KILLED, CountValue(CasualtyRange(9, 9)), 0, 5, "active")
    candidate = Candidate(finding, Span(0, 5), 0, True, is_kept=True)
    return Example(candidate, {"own": own, "origin ruled": 1.0}, agrees, is_right, True)


def _told(name: str, *examples: Example, incident: str = "", words: str = "") -> Told:
    split = tuple(words.split())
    shingles = frozenset(split[i : i + 6] for i in range(len(split) - 5))
    return Told(name, "train-b", examples, ("killed",), frozenset({incident or name}), shingles)


def _chances(weights: Weights, *owns: float) -> list[float]:
    return weights.trees.chances([{"own": own, "origin ruled": 1.0} for own in owns])


def test_what_is_mostly_right_is_believed() -> None:
    """A sign that goes with being right makes a candidate likely, once it is seen often."""
    told = [
        _told(f"r{i}", _example(0.9, is_right=True), _example(0.1, is_right=i == 0))
        for i in range(200)
    ]
    learned = fit(told)
    doubted, believed = _chances(learned, 0.1, 0.9)
    assert believed == pytest.approx(1.0)
    assert 0 < doubted < 0.05
    assert learned.trees.signs == ("origin ruled", "own")
    assert (learned.least_ruled, learned.least_tagged) == (0.3, 0.5)


def test_the_same_reports_give_the_same_trees() -> None:
    """Chance has one seed, and trees are plain numbers."""
    told = [
        _told(f"r{i}", *(_example(own / 10, is_right=own > i % 9) for own in range(10)))
        for i in range(30)
    ]
    owns = [own / 20 for own in range(20)]
    one, other = fit(told), fit(told)
    assert _chances(one, *owns) == _chances(other, *owns)
    assert len(one.trees.roots) == weighing.TREES
    assert len(set(_chances(one, *owns))) > 5


def test_a_handful_is_no_rule() -> None:
    """Fewer examples than a leaf asks for are not told apart."""
    few = [_told("r", _example(0.9, is_right=True), _example(0.1, is_right=False))] * 3
    low, high = _chances(fit(few), 0.1, 0.9)
    assert low == high == pytest.approx(0.5)


def test_reports_of_one_incident_and_copies_are_kept_together() -> None:
    """Nothing is learned on what is as good as held back."""
    words = "one two three four five six seven eight nine ten"
    told = [
        _told("a", incident="x"),
        _told("b", incident="x"),
        _told("c", words=words),
        _told("d", words=words + " eleven"),
        _told("e"),
    ]
    assert sorted(map(sorted, groups_of(told))) == [[0, 1], [2, 3], [4]]
    parts = list(folds(told, 3, 0))
    assert sorted(at for _, held in parts for at in held) == [0, 1, 2, 3, 4]
    assert all(not learned & set(held) for learned, held in parts)
    assert any({0, 1} <= set(held) for _, held in parts)


def test_an_annotated_claim_is_found_once() -> None:
    """A second candidate that agrees with it is a false alarm."""
    both = _example(0.9, is_right=True, agrees=frozenset({0}))
    counts = measure([_told("r", both, both)], None)["killed"]
    assert (counts.right, counts.found, counts.wanted) == (1, 2, 1)


def test_doubtful_places_need_the_gazetteer() -> None:
    """A place that is not known is measured as dropped unless it is likely."""
    lost = replace(_example(0.9, is_right=False), is_placed=False)

    def found(weights: Weights | None, example: Example = lost) -> int:
        return measure([_told("r", example)], weights)["killed"].found

    def even(chance: float) -> Weights:
        leaf = {"asks": [-1], "limits": [chance], "others": [0]}
        return Weights("f", lay_out([], [leaf]), 0.3, 0.5)

    assert [found(even(chance)) for chance in (0.45, 0.55)] == [0, 1]
    assert found(even(0.45), replace(lost, is_placed=True)) == 1
    assert found(None) == 1  # the rules are certain of it


def test_one_command_writes_weights_that_open(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The directions' weights and those learned on all are left as files."""
    run = corpus / "run"
    told = ["--corpus", str(corpus), "--run", str(run), "--tags", str(corpus / "tags")]
    monkeypatch.setattr(sys, "argv", ["weighing", *told, "--seeds", "1"])
    weighing.main()
    assert "groups left out: train-b" in capsys.readouterr().out
    shipped = open_weights(run / "final")
    assert "origin ruled" in shipped.trees.signs
    assert Facet.MOTIVE in shipped.unweighed
    learned = fit(load(corpus, weighing.TAGS, corpus / "tags"))
    signs: list[Signs] = [{"own": own, "origin ruled": 1.0} for own in (0.1, 0.5, 0.9)]
    assert shipped.trees.chances(signs) == learned.trees.chances(signs)
    assert all(open_weights(run / name).trees.signs for name in weighing.DIRECTIONS)
