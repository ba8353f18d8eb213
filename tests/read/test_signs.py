"""Signs tell what speaks for and against a candidate."""

from __future__ import annotations

from rashomon.read.candidates import gather
from rashomon.read.document import parse
from rashomon.read.findings import find_all
from rashomon.read.signs import Signs, signs_of
from rashomon.read.tags import Tag
from rashomon.read.violence import find_triggers
from rashomon.records import Facet, Report

TEXT = "Taliban fighters shelled a market in Marib, killing nine people, medics said."


def signs_in(text: str, facet: Facet, *tags: Tag) -> list[Signs]:
    """Return the signs of a text's candidates of one facet."""
    document = parse(Report("r", "r", "r", text))
    triggers = find_triggers(document)
    candidates = gather(document, find_all(document), triggers, tags)
    found = zip(candidates, signs_of(document, candidates, triggers, tags), strict=True)
    return [signs for candidate, signs in found if candidate.finding.facet is facet]


def tag(text: str, head: str, words: str, label: str | None = None, score: float = 0.9) -> Tag:
    """Return the tag of a head on the first place of some words."""
    at = text.index(words)
    return Tag(head, label or head, at, at + len(words), score)


def test_a_rule_alone_shows_its_name_and_certainty() -> None:
    """Signs without a number in favor are left out."""
    (signs,) = signs_in(TEXT, Facet.KILLED)
    assert signs["rule active"] == 1
    assert signs["confidence"] == signs["toll, ruled: confidence"] == 0.8
    assert signs["facet killed"] == signs["origin ruled"] == signs["toll, ruled"] == 1
    assert "own" not in signs
    assert "passed over" not in signs
    assert all(signs.values())


def test_the_tagger_is_a_sign_where_it_sees_the_same_words() -> None:
    """Its score counts as agreement with the words, and with the value."""
    (signs,) = signs_in(TEXT, Facet.KILLED, tag(TEXT, "killed", "nine people", score=0.6))
    assert signs["own"] == signs["tagged"] == signs["toll: own"] == 0.6
    (apart,) = signs_in(TEXT, Facet.KILLED, tag(TEXT, "injured", "nine people"))
    assert "own" not in apart


def test_a_tag_alone_is_told_from_a_rule() -> None:
    """What tags alone propose has an origin of its own, and the way it was read."""
    text = "Shells fell on the town. Nine villagers fled."
    (signs,) = signs_in(text, Facet.KILLED, tag(text, "killed", "Nine villagers fled", score=0.4))
    assert signs["rule tag-counted"] == signs["origin tagged only"] == 1
    assert signs["toll, tagged only: own"] == 0.4
    assert "confidence" not in signs
    assert "tagged" not in signs


def test_heads_of_values_are_held_against_the_value() -> None:
    """An attacker's tag supports the doer's words, and not the words around it."""
    attacker = tag(TEXT, "event", "Taliban fighters", "attacker")
    place = tag(TEXT, "event", "Marib", "place")
    content = tag(TEXT, "attribution", TEXT[: TEXT.index(", medics")], "content")
    (signs,) = signs_in(TEXT, Facet.RESPONSIBLE, attacker, place, content)
    assert signs["key event attacker"] == signs["responsible: key event attacker"] == 0.9
    assert "key event place" not in signs
    assert signs["all content"] == signs["responsible: all content"] == 0.9


def test_what_is_told_again_elsewhere_is_a_sign() -> None:
    """Another sentence with the same value supports it; the own sentence does not."""
    text = "Nine people were killed in Marib. Nine people died, medics said."
    first, second = signs_in(text, Facet.KILLED)
    assert first["elsewhere"] == second["elsewhere"] == 1
    assert first["ruled elsewhere"] == 1
    (alone,) = signs_in(TEXT, Facet.KILLED)
    assert "elsewhere" not in alone


def test_the_violence_of_the_sentence_is_a_sign() -> None:
    """General and hypothetical violence is vague; a calm sentence is peaceful."""
    text = "Rebels have shelled Marib daily for months, killing at least 12,000 people since 2011."
    (general,) = signs_in(text, Facet.KILLED)
    assert general["general"] == general["vague"] == 1
    assert general["doubtful"] == general["passed over"] == general["a hundred"] == 1
    calm = "Shells fell. Talks were held in the town of Marib."
    (peaceful,) = signs_in(calm, Facet.PLACE, tag(calm, "place", "in the town of Marib"))
    assert peaceful["peaceful"] == 1
    assert "triggers" not in peaceful


def test_values_have_signs_of_their_own() -> None:
    """Tolls of one, of none and of a bare plural, long spans of days, known targets."""
    one = "A farmer was killed when a shell hit Marib."
    assert signs_in(one, Facet.KILLED)[0]["one person"] == 1
    assert signs_in("Shells hit Marib. There were no casualties.", Facet.CASUALTIES)[0]["nobody"]
    many = signs_in("Civilians were killed in the raid on Marib.", Facet.KILLED)[0]
    assert many["people"] == many["told who"] == 1
    target = signs_in("Shells hit a crowd of mourners.", Facet.TARGET)[0]
    assert target["known target"] == 1
    days = signs_in("An air strike killed two on 5 May 2019.", Facet.DATE)[0]
    assert days["days"] == 0.1
