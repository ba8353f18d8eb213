"""Candidates become claims by learned trees that ask for their signs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import ModelError
from rashomon.read.document import Finding, parse
from rashomon.read.findings import find_all
from rashomon.read.tags import Tag
from rashomon.read.violence import find_triggers
from rashomon.read.weighing import FORMAT, Trees, Weights, lay_out, open_weights, weigh
from rashomon.records import Facet, Report

TEXT = "Taliban fighters shelled a market in Marib, killing nine people. Ten villagers fled."

# A tree as it is drawn: a chance, or a sign with a limit, what is below it and what is above.
Drawn = float | tuple[int, float, "Drawn", "Drawn"]
Listed = dict[str, list[Any]]


def listed(tree: Drawn) -> Listed:
    """Return a drawn tree as the lists of a file."""
    lists: Listed = {"asks": [], "limits": [], "others": []}

    def put(node: Drawn) -> None:
        at = len(lists["asks"])
        sign, limit = (-1, node) if isinstance(node, float) else node[:2]
        for name, value in (("asks", sign), ("limits", limit), ("others", 0)):
            lists[name].append(value)
        if not isinstance(node, float):
            put(node[2])
            lists["others"][at] = len(lists["asks"])
            put(node[3])

    put(tree)
    return lists


def answer(tree: Drawn, values: Sequence[float]) -> float:
    """Return the chance that a drawn tree leads to."""
    while not isinstance(tree, float):
        sign, limit, low, high = tree
        tree = low if values[sign] <= limit else high
    return tree


def planted(signs: Sequence[str], *trees: Drawn) -> Trees:
    """Return drawn trees laid out."""
    return lay_out(list(signs), [listed(tree) for tree in trees])


def by(sign: str, low: float, high: float) -> Trees:
    """Return a tree that asks for one sign only."""
    return planted([sign], (0, 0.5, low, high))


def weights(trees: Trees, unweighed: frozenset[Facet] = frozenset()) -> Weights:
    """Return weights that ask for an even chance, and a little more of tags."""
    return Weights("f", trees, 0.5, 0.6, unweighed)


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
    using = weights(by("origin ruled", 0.1, 0.73))
    assert killed(weighed(using)) == [("killing nine people", 0.73)]


def test_the_unlikely_is_no_claim() -> None:
    """What signs speak against is left out, whatever rule found it."""
    assert weighed(weights(by("origin ruled", 0.9, 0.49))) == []


def test_tags_alone_need_more() -> None:
    """The chance asked of them is their own."""
    even = weights(planted([], 0.55))
    assert killed(weighed(even, FLED)) == [("killing nine people", 0.55)]
    tagged = weights(by("own", 0.1, 0.65))
    assert killed(weighed(tagged, FLED)) == [("Ten villagers", 0.65)]


def test_unweighed_facets_stay_as_rules_have_them() -> None:
    """Where there are too few examples the rule's word holds, with the chance told."""
    trees = planted([], 0.27)
    found = weighed(weights(trees, unweighed=frozenset({Facet.KILLED})), FLED)
    assert [(f.facet, f.confidence) for f in found] == [(Facet.KILLED, 0.27)]
    assert killed(found) == [("killing nine people", 0.27)]


def test_findings_stand_in_the_order_of_the_text() -> None:
    """As those who put them on mentions ask."""
    found = weighed(weights(planted([], 0.9)), FLED)
    assert len(found) > 3
    assert [f.start for f in found] == sorted(f.start for f in found)


def test_a_tree_is_walked_to_its_leaf() -> None:
    """At most the limit leads to the next node, more than it to the other."""
    trees = planted(["own", "near"], (0, 0.5, 0.1, (1, 2.0, 0.4, 0.9)))
    asked: list[Mapping[str, float]] = [
        {},
        {"own": 0.5, "near": 3.0},
        {"own": 0.51},
        {"own": 0.6, "near": 2.0},
        {"own": 0.6, "near": 2.5},
    ]
    assert trees.chances(asked) == [0.1, 0.1, 0.4, 0.4, 0.9]
    assert trees.chances([]) == []


def test_trees_have_one_say_each() -> None:
    """The chance is the mean of what they say, each walked on its own."""
    trees = planted(["own"], (0, 0.5, 0.0, 1.0), 0.5, (0, 0.7, (0, 0.2, 0.6, 0.3), 0.9))
    chances = trees.chances([{"own": 0.1}, {"own": 0.3}, {"own": 0.6}, {"own": 0.8}])
    assert chances == pytest.approx([1.1 / 3, 0.8 / 3, 1.8 / 3, 2.4 / 3])


SIGNS = ("a", "b", "c")
drawn = st.recursive(
    st.floats(0, 1),
    lambda inner: st.tuples(st.integers(0, 2), st.floats(-10, 10), inner, inner),
    max_leaves=12,
)
told = st.fixed_dictionaries({}, optional={sign: st.floats(-10, 10) for sign in SIGNS})


@given(st.lists(drawn, min_size=1, max_size=4), st.lists(told, max_size=4))
def test_a_chance_is_a_chance(forest: list[Drawn], asked: list[dict[str, float]]) -> None:
    """Between 0 and 1, the mean of what the trees say; a sign that is not there is 0."""
    chances = planted(SIGNS, *forest).chances(asked)
    for chance, signs in zip(chances, asked, strict=True):
        values = [signs.get(sign, 0.0) for sign in SIGNS]
        said = [answer(tree, values) for tree in forest]
        assert 0 <= chance <= 1
        assert chance == pytest.approx(sum(said) / len(said))


@given(st.lists(drawn, min_size=1, max_size=4), told, st.text("xyz"), st.floats(-1e6, 1e6))
def test_unknown_signs_change_nothing(
    forest: list[Drawn], signs: dict[str, float], unknown: str, value: float
) -> None:
    """A sign that the trees were not learned on counts nothing."""
    trees = planted(SIGNS, *forest)
    plain, more = trees.chances([signs, {**signs, unknown: value}])
    assert plain == more


TREE = listed((0, 0.5, 0.2, 0.8))


def _file(folder: Path, **changed: object) -> Path:
    content = {
        "format": FORMAT,
        "trained_on": ["somewhere"],
        "signs": ["own"],
        "trees": [TREE, listed(0.5)],
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
    assert one.trees.signs == ("own",)
    assert one.trees.chances([{"own": 0.5}, {"own": 0.6}]) == [0.35, 0.65]
    assert (one.least_ruled, one.least_tagged) == (0.4, 0.45)
    assert one.unweighed == {Facet.MOTIVE}
    assert one.fingerprint == open_weights(tmp_path).fingerprint
    assert one.fingerprint != open_weights(_file(tmp_path, trees=[TREE])).fingerprint


def test_missing_weights_are_named(tmp_path: Path) -> None:
    """The message tells the file and the way out."""
    with pytest.raises(ModelError, match=r"weighing\.json: the weights are missing .*--reader"):
        open_weights(tmp_path)


@pytest.mark.parametrize(
    "changed",
    [
        {"signs": None},
        {"trees": 7},
        {"unweighed": ["mood"]},
        {"least_ruled": None},
        {"least_ruled": float("nan")},
        {"least_tagged": 2},
    ],
)
def test_damaged_weights_are_named(tmp_path: Path, changed: dict[str, object]) -> None:
    """A file that lacks or garbles something is refused."""
    with pytest.raises(ModelError, match=r"weighing\.json: the weights are damaged"):
        open_weights(_file(tmp_path, **changed))


NAN = float("nan")


@pytest.mark.parametrize(
    "trees",
    [
        pytest.param([], id="no trees"),
        pytest.param([{"asks": [], "limits": [], "others": []}], id="an empty tree"),
        pytest.param([TREE, {"asks": [], "limits": [], "others": []}], id="one empty tree"),
        pytest.param(["tree"], id="a word"),
        pytest.param([{"asks": [-1], "limits": [0.5]}], id="a list is lacking"),
        pytest.param([{**TREE, "limits": [0.5, 0.2]}], id="unlike length"),
        pytest.param(
            [{**TREE, "limits": [0.5, 0.2]}, {**TREE, "limits": [0.5, 0.2, 0.8, 0.8]}],
            id="unlike length that evens out",
        ),
        pytest.param([{**TREE, "others": [0, 0, 0]}], id="leads back to itself"),
        pytest.param([{**TREE, "others": [-1, 0, 0]}], id="leads before the root"),
        pytest.param([{**TREE, "others": [1, 0, 0]}], id="leads to one place either way"),
        pytest.param([{**TREE, "others": [3, 0, 0]}], id="leads beyond the end"),
        pytest.param([{**TREE, "others": [3, 0, 0]}, TREE], id="leads into the next tree"),
        pytest.param(
            [{"asks": [0, -1, 0], "limits": [0.5] * 3, "others": [2, 0, 0]}, TREE],
            id="has no leaf at its end",
        ),
        pytest.param([{**TREE, "asks": [1, -1, -1]}], id="asks for a sign that is not there"),
        pytest.param([{**TREE, "asks": [-2, -1, -1]}], id="asks for a sign before the first"),
        pytest.param([{**TREE, "asks": [10**30, -1, -1]}], id="asks beyond any number"),
        pytest.param([{**TREE, "asks": [[0], [-1], [-1]]}], id="asks for lists"),
        pytest.param([{**TREE, "asks": [None, -1, -1]}], id="asks for nothing"),
        pytest.param([{**TREE, "limits": [0.5, 0.2, 1.2]}], id="a chance above 1"),
        pytest.param([{**TREE, "limits": [0.5, -0.2, 0.8]}], id="a chance below 0"),
        pytest.param([{**TREE, "limits": [0.5, NAN, 0.8]}], id="no chance at all"),
        pytest.param([{**TREE, "limits": [NAN, 0.2, 0.8]}], id="no limit at all"),
        pytest.param([{**TREE, "limits": ["much", 0.2, 0.8]}], id="a limit in words"),
    ],
)
def test_malformed_trees_are_refused(tmp_path: Path, trees: list[object]) -> None:
    """Trees that an answer cannot be had of are damage, found when the file is opened."""
    with pytest.raises(ModelError, match=r"weighing\.json: the weights are damaged"):
        open_weights(_file(tmp_path, trees=trees))


def test_limits_may_be_any_number(tmp_path: Path) -> None:
    """Only leaves hold chances: a sign may count in hundreds."""
    tree = {**TREE, "limits": [250.0, 0.25, 0.75]}
    trees = open_weights(_file(tmp_path, trees=[tree])).trees
    assert trees.chances([{"own": 250.0}, {"own": 251.0}]) == [0.25, 0.75]


def test_no_json_and_other_formats_are_refused(tmp_path: Path) -> None:
    """A file cut short, a list, the sums of old and a later format each have their message."""
    for other in (1, 99):
        with pytest.raises(ModelError, match=f"format {other}, and this Rashomon knows {FORMAT}"):
            open_weights(_file(tmp_path, format=other))
    for content, message in (("{", "damaged"), ("[]", "format None")):
        (tmp_path / "weighing.json").write_text(content, encoding="utf-8")
        with pytest.raises(ModelError, match=message):
            open_weights(tmp_path)


def test_the_shipped_weights_are_whole(model: Path) -> None:
    """They know the commonest signs, and believe what rules and tagger both see."""
    shipped = open_weights(model)
    assert {"own", "confidence", "origin ruled", "facet killed"} <= set(shipped.trees.signs)
    assert len(shipped.trees.roots) >= 20
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
