"""Candidates become claims by a learned sum of their signs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import ModelError
from rashomon.read.document import Finding, parse
from rashomon.read.findings import find_all
from rashomon.read.tags import Tag
from rashomon.read.violence import find_triggers
from rashomon.read.weighing import FORMAT, Weights, open_weights, weigh
from rashomon.records import Facet, Report

TEXT = "Taliban fighters shelled a market in Marib, killing nine people. Ten villagers fled."


def weights(
    signs: Mapping[str, float], bias: float = 0.0, unweighed: frozenset[Facet] = frozenset()
) -> Weights:
    """Return weights that ask for an even chance."""
    return Weights("f", bias, signs, 0.5, 0.6, unweighed)


def weighed(using: Weights, *tags: Tag) -> list[Finding]:
    """Return what weights believe of the text."""
    document = parse(Report("r", "r", "r", TEXT))
    return weigh(document, find_all(document), find_triggers(document), tags, using)


def killed(found: list[Finding]) -> list[tuple[str, float]]:
    """Return the words and the confidence of those killed."""
    return [(TEXT[f.start : f.end], f.confidence) for f in found if f.facet is Facet.KILLED]


FLED = Tag("killed", "killed", TEXT.index("Ten"), TEXT.index(" fled"), 0.9)


def test_confidence_is_the_chance() -> None:
    """A rule's own certainty is a sign and no confidence."""
    assert killed(weighed(weights({"origin ruled": 1.0}))) == [("killing nine people", 0.7311)]


def test_the_unlikely_is_no_claim() -> None:
    """What signs speak against is left out, whatever rule found it."""
    assert weighed(weights({"origin ruled": -1.0})) == []


def test_tags_alone_need_more() -> None:
    """The chance asked of them is their own."""
    assert killed(weighed(weights({"origin tagged only": 0.3}, bias=0.0), FLED)) == [
        ("killing nine people", 0.5)
    ]
    assert ("Ten villagers", 0.7311) in killed(weighed(weights({"own": 1 / 0.9}), FLED))


def test_unweighed_facets_stay_as_rules_have_them() -> None:
    """Where there are too few examples the rule's word holds, with the chance told."""
    found = weighed(weights({"origin ruled": -1.0}, unweighed=frozenset({Facet.KILLED})), FLED)
    assert killed(found) == [("killing nine people", 0.2689)]


def test_findings_stand_in_the_order_of_the_text() -> None:
    """As those who put them on mentions ask."""
    found = weighed(weights({}, bias=2.0), FLED)
    assert [f.start for f in found] == sorted(f.start for f in found)


@given(
    st.dictionaries(st.text(max_size=3), st.floats(-1e6, 1e6), max_size=5),
    st.dictionaries(st.text(max_size=3), st.floats(0, 100), max_size=5),
)
def test_a_chance_is_a_chance(known: dict[str, float], signs: dict[str, float]) -> None:
    """Between 0 and 1 whatever the signs, and unknown signs change nothing."""
    one = weights(known)
    assert 0 < one.chance(signs) < 1
    assert one.chance({**signs, "a sign unheard of": 5.0}) == one.chance(signs)


def _file(folder: Path, **changed: object) -> Path:
    content = {
        "format": FORMAT,
        "trained_on": {"somewhere": 1.0},
        "bias": -0.5,
        "signs": {"own": 2.0},
        "least_ruled": 0.4,
        "least_tagged": 0.45,
        "unweighed": ["motive"],
        **changed,
    }
    (folder / "weighing.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


def test_weights_are_read_from_their_file(tmp_path: Path) -> None:
    """Another file has another fingerprint."""
    one = open_weights(_file(tmp_path))
    assert one.signs == {"own": 2.0}
    assert one.bias == -0.5
    assert one.unweighed == {Facet.MOTIVE}
    assert one.fingerprint != open_weights(_file(tmp_path, bias=0.0)).fingerprint


def test_missing_weights_are_named(tmp_path: Path) -> None:
    """The message tells the file and the way out."""
    with pytest.raises(ModelError, match=r"weighing\.json: the weights are missing .*--reader"):
        open_weights(tmp_path)


@pytest.mark.parametrize(
    "changed", [{"signs": None}, {"bias": "much"}, {"unweighed": ["mood"]}, {"least_ruled": None}]
)
def test_damaged_weights_are_named(tmp_path: Path, changed: dict[str, object]) -> None:
    """A file that lacks or garbles something is refused."""
    with pytest.raises(ModelError, match="damaged"):
        open_weights(_file(tmp_path, **changed))


def test_no_json_and_other_formats_are_refused(tmp_path: Path) -> None:
    """A file cut short, a list, and a later format each have their message."""
    with pytest.raises(ModelError, match="format 99"):
        open_weights(_file(tmp_path, format=99))
    for content, message in (("{", "damaged"), ("[]", "format None")):
        (tmp_path / "weighing.json").write_text(content, encoding="utf-8")
        with pytest.raises(ModelError, match=message):
            open_weights(tmp_path)


def test_the_shipped_weights_are_whole(model: Path) -> None:
    """They know the commonest signs, and believe what rules and tagger both see."""
    shipped = open_weights(model)
    assert {"own", "confidence", "origin ruled", "facet killed"} <= set(shipped.signs)
    assert 0 < shipped.least_ruled <= shipped.least_tagged < 1
    both = ("killed", "responsible", "means")
    tags = (
        _tag("killed", "killing nine people"),
        _tag("responsible", "Taliban fighters shelled"),
        _tag("means", "shelled"),
    )
    found = weighed(shipped, *tags)
    assert {str(f.facet) for f in found if f.confidence > 0.6} >= set(both)


def _tag(head: str, words: str) -> Tag:
    at = TEXT.index(words)
    return Tag(head, head, at, at + len(words), 0.98)
