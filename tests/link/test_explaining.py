"""The reasons for a pair, laid open: they are those that decide."""

from __future__ import annotations

import json
import math
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.link.explaining import explain_clusters, explain_pair
from rashomon.link.pairs import compare, open_weights
from rashomon.link.portrait import portraits
from rashomon.link.signs import ABOUT, SIGNS, signs
from rashomon.records import (
    CasualtyRange,
    Claim,
    CountValue,
    DateInterval,
    EvidenceSpan,
    Facet,
    IncidentKind,
    Mention,
    PlaceValue,
    Reading,
    Report,
    ReportIncident,
    ResponsibleValue,
    Span,
)

TEXT = "Strike on Borno Camp near Maiduguri killed some people there."
TOWN = PlaceValue("Maiduguri", 11.85, 13.16, 10.0)
FAR = PlaceValue("Kano", 12.0, 8.52, 15.0)


def told(
    name: str,
    *,
    day: int | None = 5,
    place: PlaceValue | None = TOWN,
    killed: int = 30,
    actor: str = "Nigeria",
    kind: IncidentKind = IncidentKind.AIR_STRIKE,
) -> Reading:
    when = DateInterval(date(2017, 1, day), date(2017, 1, day)) if day else None
    evidence = EvidenceSpan.cut(TEXT, 0, len(TEXT))
    values = (
        (Facet.KILLED, CountValue(CasualtyRange.exactly(killed))),
        (Facet.RESPONSIBLE, ResponsibleValue(actor)),
    )
    return Reading(
        Report(name, name, name, TEXT),
        "hand",
        (Mention(0, Span(0, len(TEXT)), date=when, place=place),),
        tuple(Claim(name, 0, facet, value, evidence) for facet, value in values),
        (ReportIncident(name, 0, kind, when, place, (0,)),),
    )


def test_the_signs_add_up_to_the_score() -> None:
    """A person can follow the sum from the signs to the chance."""
    found = explain_pair([told("a"), told("b", killed=12)], ("b", 0), ("a", 0))
    assert (found.one, found.other) == (("a", 0), ("b", 0))
    assert found.total == pytest.approx(sum(sign.value * sign.weight for sign in found.signs))
    chance = 1 / (1 + math.exp(-(found.scale * found.total + found.shift)))
    assert found.score == pytest.approx(chance)
    assert found.is_alike
    assert "tolls 30 and 12" in {sign.words for sign in found.signs}
    assert {sign.name for sign in found.signs} >= {"same day", "shared names", "shared phrases"}


def test_what_would_have_turned_a_joined_pair_is_less() -> None:
    """Each change named leads to the other side of the threshold."""
    found = explain_pair([told("a"), told("b", killed=12, actor="Chad")], ("a", 0), ("b", 0))
    assert found.changes
    for change in found.changes:
        assert (change.score >= found.join) is not found.is_alike
        assert change.instead == "nothing told" or change.instead in SIGNS.values()


@pytest.mark.parametrize(
    ("other", "about"),
    [
        pytest.param(told("b", day=20), "the day", id="day"),
        pytest.param(told("b", place=FAR), "the place", id="place"),
    ],
)
def test_what_rules_a_pair_out_is_what_would_have_to_change(other: Reading, about: str) -> None:
    """Nothing else helps where day or place leave no room."""
    found = explain_pair([told("a"), other], ("a", 0), ("b", 0))
    assert found.ruled_out
    assert not found.is_alike
    assert [change.about for change in found.changes] == [about]


def test_groups_are_explained_by_their_mean_or_their_bar() -> None:
    """Two incidents as wholes: how alike, or why they can never be one."""
    readings = [told("a"), told("b"), told("c", day=20)]
    alike = explain_clusters(readings, [("a", 0)], [("b", 0)])
    assert isinstance(alike, float)
    assert alike == explain_pair(readings, ("a", 0), ("b", 0)).score
    assert explain_clusters(readings, [("a", 0), ("b", 0)], [("c", 0)]) == (
        "a#0 and c#0 cannot be one"
    )
    assert explain_clusters(readings, [("a", 0)], [("gone", 0)]) == "no report of it is at hand"


def test_every_sign_has_a_weight_a_meaning_and_a_subject() -> None:
    """The weights that are shipped, the list of signs and what they are about agree."""
    plain = json.loads(files("rashomon.link").joinpath("weights.json").read_text("utf-8"))
    assert set(plain["weights"]) == set(SIGNS)
    assert {"version", "corpus", "script", "scale", "shift", "join"} <= set(plain)
    assert [name for names in ABOUT.values() for name in names] == list(
        dict.fromkeys(name for names in ABOUT.values() for name in names)
    )
    assert {name for names in ABOUT.values() for name in names} == set(SIGNS) - {"any pair"}
    assert open_weights().version == plain["version"]


@settings(max_examples=100)
@given(
    st.tuples(
        st.none() | st.integers(1, 9),
        st.sampled_from([None, TOWN, FAR, PlaceValue("the camp")]),
        st.integers(0, 40),
        st.sampled_from(["Nigeria", "Chad"]),
        st.sampled_from(list(IncidentKind)),
    )
)
def test_only_known_signs_are_told_and_order_does_not_matter(
    drawn: tuple[int | None, PlaceValue | None, int, str, IncidentKind],
) -> None:
    """Whatever is compared, each sign has a name in the list, and either order scores alike."""
    day, place, killed, actor, kind = drawn
    other = told("b", day=day, place=place, killed=killed, actor=actor, kind=kind)
    one, two = portraits([told("a"), other])
    found, _ = signs(one, two)
    assert {sign.name for sign in found} <= set(SIGNS)
    assert compare(one, two).score == pytest.approx(compare(two, one).score)
