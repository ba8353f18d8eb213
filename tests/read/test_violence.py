"""Words of violence, what they suggest, and whether they tell of one happening."""

from __future__ import annotations

import pytest

from rashomon.read.document import Document, Finding, parse
from rashomon.read.violence import Trigger, find_triggers, is_general, is_hypothetical, kind_of
from rashomon.records import Facet, IncidentKind, Means, MeansValue, Motive


def document(text: str) -> Document:
    from rashomon.records import Report

    return parse(Report("r1", "r1", "r1.txt", text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("An air strike hit the depot.", IncidentKind.AIR_STRIKE),
        ("A drone strike hit a car.", IncidentKind.DRONE_STRIKE),
        ("A ballistic missile fell on the harbor.", IncidentKind.MISSILE_STRIKE),
        ("Mortar rounds fell all night.", IncidentKind.SHELLING),
        ("A man blew himself up near the gate.", IncidentKind.SUICIDE_BOMBING),
        ("A suicide car bomb went off.", IncidentKind.SUICIDE_BOMBING),
        ("A roadside bomb exploded.", IncidentKind.BOMBING),
        ("Two guards were shot dead.", IncidentKind.SHOOTING),
        ("CLASHES BROKE OUT AT THE BRIDGE.", IncidentKind.CLASH),
        ("A sarin gas attack was reported.", IncidentKind.CHEMICAL_ATTACK),
        ("A helicopter was shot down.", IncidentKind.SHOOT_DOWN),
        ("A mayor was assassinated.", IncidentKind.ABDUCTION_OR_KILLING),
        ("The town was overrun in an assault.", IncidentKind.GROUND_ATTACK),
        ("Two people were killed.", None),
        ("The weather was fine.", None),
    ],
)
def test_words_suggest_a_kind(text: str, kind: IncidentKind | None) -> None:
    """The particular word tells the kind; "killed" alone tells none."""
    assert kind_of(find_triggers(document(text))) is kind


def test_a_trigger_points_at_its_words() -> None:
    """Offsets are those of the report's text."""
    text = "It was calm. Then shelling began."
    (trigger,) = find_triggers(document(text))
    assert text[trigger.start : trigger.end] == "shelling"


def test_an_article_makes_a_trigger_point_back() -> None:
    """Of words: "The strike" points back, "a strike" does not."""
    back, new = find_triggers(document("The strike was loud. A strike followed."))[0::1][:2]
    assert back.is_anaphoric
    assert not new.is_anaphoric


@pytest.mark.parametrize(
    "text",
    [
        "The city has often been shelled by both sides.",
        "Thousands were killed since the war began.",
        "Shelling has gone on daily.",
    ],
)
def test_what_happens_often_is_general(text: str) -> None:
    """Habit and totals over years are no particular happening."""
    assert all(t.is_general for t in find_triggers(document(text)))


@pytest.mark.parametrize(
    "text",
    ["They would attack again.", "He warned against an attack if talks failed, to avoid attacks."],
)
def test_what_may_happen_is_hypothetical(text: str) -> None:
    """Threats and conditions tell of nothing that happened."""
    assert any(t.is_hypothetical for t in find_triggers(document(text)))


def test_mood_is_read_within_the_clause() -> None:
    """Another clause's "often" or "would" says nothing of this one."""
    text = "it often rains; shells hit the port"
    at = text.index("shells")
    assert not is_general(text, at, at + 6)
    text = "they would leave; shells hit the port"
    at = text.index("shells")
    assert not is_hypothetical(text, at, at + 6)


def test_means_vote_for_a_kind() -> None:
    """Where words suggest nothing, the weapons found do; other findings do not vote."""
    drone = Finding(Facet.MEANS, MeansValue(Means.DRONE), 0, 1, "test")
    motive = Finding(Facet.MOTIVE, Motive(), 0, 1, "test")
    assert kind_of((), [drone, motive]) is IncidentKind.DRONE_STRIKE
    assert kind_of((), [motive]) is None


def test_a_loose_word_counts_less() -> None:
    """A particular word outweighs a general one that stands before it."""
    loose = Trigger(0, 1, IncidentKind.CLASH, "clash", is_general=True)
    firm = Trigger(2, 3, IncidentKind.SHELLING, "shelling")
    assert kind_of([loose, firm]) is IncidentKind.SHELLING
