"""The package's own scorer: planted answers, and agreement with a second implementation."""

from __future__ import annotations

import copy
import importlib.util
import json
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from rashomon.errors import SettingError
from rashomon.evaluate import Counts, load_annotations, score

TEXT = "Two died in Aleppo on Friday, medics said. Three were hurt, the army said. Share this!"

GOLD: dict[str, Any] = {
    "id": "one",
    "published": "2016-06-03",
    "headline": None,
    "noise": ["Share this!"],
    "incidents": [
        {
            "key": "aleppo-2016-06-03",
            "kind": "air_strike",
            "from": "2016-06-03",
            "to": "2016-06-03",
            "place": {"name": "Aleppo", "admin": "", "lat": 36.2, "lon": 37.13, "radius_km": 10},
        }
    ],
    "claims": [
        {
            "incident": "aleppo-2016-06-03",
            "facet": "killed",
            "value": {"min": 2, "max": 2, "who": None},
            "stance": "affirm",
            "source": ["medics"],
            "quote": "Two died",
        },
        {
            "incident": "aleppo-2016-06-03",
            "facet": "place",
            "value": {"name": "Aleppo", "lat": 36.2, "lon": 37.13, "radius_km": 10},
            "stance": "affirm",
            "source": ["medics"],
            "quote": "in Aleppo",
        },
        {
            "incident": "aleppo-2016-06-03",
            "facet": "injured",
            "value": {"min": 3, "max": 3, "who": None},
            "stance": "deny",
            "source": ["the army"],
            "quote": "Three were hurt",
        },
    ],
}


def perfect(gold: dict[str, Any], text: str) -> dict[str, Any]:
    """Return the reading that takes from a report exactly what its annotation does."""
    reading = copy.deepcopy(gold)
    for claim in reading["claims"]:
        claim["start"] = text.find(claim["quote"])
        claim["end"] = claim["start"] + len(claim["quote"])
    reading["noise"] = [
        [text.find(words), text.find(words) + len(words)] for words in gold["noise"]
    ]
    return reading


def test_a_perfect_reading_scores_one_throughout() -> None:
    """What repeats the annotation is right in every figure."""
    scores = score([(GOLD, TEXT)], {"one": perfect(GOLD, TEXT)})
    assert scores.claims == Counts(3, 3, 3)
    assert (scores.speaker, scores.chain, scores.stance, scores.published) == (1, 1, 1, 1)
    assert scores.incidents.f1 == scores.noise.f1 == scores.not_affirmed.f1 == 1
    assert scores.linking == pytest.approx((1, 1, 1))
    assert not scores.flaws


def test_a_report_without_a_reading_counts_as_read_empty() -> None:
    """A missing reading misses everything and invents nothing."""
    scores = score([(GOLD, TEXT)], {})
    assert scores.claims == Counts(0, 0, 3)
    assert scores.published == 0
    assert [flaw.kind for flaw in scores.flaws] == ["missed"] * 3


@pytest.mark.parametrize(
    ("change", "right"),
    [
        pytest.param({"value": {"min": 3, "max": 3}}, 2, id="another number"),
        pytest.param({"start": 40, "end": 50}, 2, id="words elsewhere"),
        pytest.param({"start": None}, 2, id="no offsets"),
        pytest.param({"incident": "other"}, 2, id="another incident"),
        pytest.param({"source": ["the army"]}, 3, id="another speaker"),
    ],
)
def test_a_changed_claim_is_right_only_if_its_substance_is(
    change: dict[str, Any], right: int
) -> None:
    """Value, words and incident decide; who says it is measured apart."""
    reading = perfect(GOLD, TEXT)
    reading["claims"][0].update(change)
    scores = score([(GOLD, TEXT)], {"one": reading})
    assert scores.claims.right == right
    assert (scores.speaker < 1) == ("source" in change)


def test_claims_in_the_headline_count_neither_way() -> None:
    """A headline repeats the body, so its claims are neither asked for nor held against anybody."""
    gold = copy.deepcopy(GOLD)
    gold["headline"] = "Two died in Aleppo on Friday, medics said."
    scores = score([(gold, TEXT)], {"one": perfect(gold, TEXT)})
    assert scores.claims == Counts(1, 1, 1)


def test_annotations_that_are_none_are_named(tmp_path: Path) -> None:
    """A folder without annotations, a broken one and one without its report are told apart."""
    with pytest.raises(SettingError, match="no such folder"):
        load_annotations(tmp_path / "nowhere")
    with pytest.raises(SettingError, match="holds no annotation"):
        load_annotations(tmp_path)
    (tmp_path / "a.json").write_text("{", encoding="utf-8")
    with pytest.raises(SettingError, match=r"a\.json: cannot be read"):
        load_annotations(tmp_path)
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    with pytest.raises(SettingError, match="is missing"):
        load_annotations(tmp_path)
    (tmp_path / "a.txt").write_text("A report.", encoding="utf-8")
    with pytest.raises(SettingError, match="lacks id"):
        load_annotations(tmp_path)


def second_implementation(shared: Path) -> ModuleType:
    """Load the corpus's own scorer."""
    spec = importlib.util.spec_from_file_location("score", shared / "corpus" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def spoiled(gold: dict[str, Any], text: str, rng: random.Random) -> dict[str, Any]:
    """Return a reading with seeded faults of every kind, so that no figure is trivial."""
    reading = perfect(gold, text)
    reading["published"] = rng.choice([gold["published"], "2001-01-01", None])
    for claim in reading["claims"]:
        fault = rng.randrange(10)
        if fault == 0:
            claim["value"] = {"min": 1, "max": 999, "class": "other", "actor": "Someone"}
        elif fault == 1:
            claim["source"] = rng.choice([[], ["a witness"], [*claim["source"], "Reuters"]])
        elif fault == 2:
            claim["stance"] = rng.choice(["deny", "uncertain", "affirm"])
        elif fault == 3:
            claim["start"], claim["end"] = claim["start"] + 15, claim["end"] + 15
        elif fault == 4 and len(gold["incidents"]) > 1:
            claim["incident"] = rng.choice(gold["incidents"])["key"]
    reading["claims"] = [claim for claim in reading["claims"] if rng.random() > 0.2]
    reading["incidents"] = [i for i in reading["incidents"] if rng.random() > 0.1]
    if reading["noise"] and rng.random() < 0.5:
        reading["noise"][0][1] = min(len(text), reading["noise"][0][1] + 7)
    return reading


@pytest.mark.parametrize("folder", ["seeds", "train-a", "train-b", "train-c"])
def test_figures_are_those_of_the_corpus_scorer(shared: Path, folder: str) -> None:
    """On spoiled readings of real reports, both implementations give the same figures."""
    annotated = load_annotations(shared / "corpus" / folder)
    rng = random.Random(folder)
    readings = {gold["id"]: spoiled(dict(gold), text, rng) for gold, text in annotated}
    ours = score(annotated, readings)
    theirs = second_implementation(shared).score(
        shared / "corpus" / folder, json.loads(json.dumps(readings))
    )

    def triple(counts: Counts) -> tuple[float, float, float]:
        return counts.precision, counts.recall, counts.f1

    assert triple(ours.claims) == pytest.approx(theirs["claims"])
    assert ours.claims.f1 < 1
    assert set(ours.facets) == set(theirs["facets"])
    for facet, counts in ours.facets.items():
        assert triple(counts) == pytest.approx(theirs["facets"][facet][:3])
    assert triple(ours.incidents) == pytest.approx(theirs["incidents"])
    assert ours.linking == pytest.approx(theirs["linking_b3"])
    assert triple(ours.noise) == pytest.approx(theirs["noise"])
    assert triple(ours.not_affirmed) == pytest.approx(theirs["stance_not_affirm"])
    assert ours.speaker == pytest.approx(theirs["speaker"])
    assert ours.chain == pytest.approx(theirs["chain"])
    assert ours.stance == pytest.approx(theirs["stance"])
    assert ours.published == pytest.approx(theirs["published"])
