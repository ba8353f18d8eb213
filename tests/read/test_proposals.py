"""Tags become findings with the values that rules read in their words."""

from __future__ import annotations

from datetime import date

import pytest

from rashomon.read.document import Document, parse
from rashomon.read.proposals import Proposal, propose
from rashomon.read.tags import Tag
from rashomon.records import (
    CasualtyRange,
    CountValue,
    DateInterval,
    Facet,
    Means,
    MeansValue,
    Motive,
    Notice,
    PlaceValue,
    Report,
    ResponsibleValue,
    TargetValue,
)


def document_of(text: str) -> Document:
    """Return a report of one text, published on 10 May 2019."""
    return parse(Report("r", "r", "r", text, published_on=date(2019, 5, 10)))


def tag(text: str, head: str, words: str, label: str | None = None, score: float = 0.9) -> Tag:
    """Return the tag of a head on the first place of some words."""
    at = text.index(words)
    return Tag(head, label or head, at, at + len(words), score)


def proposed(text: str, *tags: Tag) -> list[Proposal]:
    """Return what tags of a text amount to."""
    return propose(document_of(text), tags)


def only(text: str, *tags: Tag) -> Proposal:
    """Return the one proposal that tags give."""
    (found,) = proposed(text, *tags)
    return found


@pytest.mark.parametrize(
    ("text", "words", "low", "high"),
    [
        ("The raid left 14 villagers dead.", "14 villagers dead", 14, 14),
        ("The raid left several villagers dead.", "several villagers dead", 3, 9),
        ("The raid left a farmer dead.", "a farmer dead", 1, 1),
        ("The raid left villagers dead.", "villagers dead", 2, None),
        ("The raid claimed no lives.", "claimed no lives", 0, 0),
        ("The raid took a deadly toll.", "took a deadly toll", 2, None),
    ],
)
def test_people_are_counted_as_rules_count(
    text: str, words: str, low: int, high: int | None
) -> None:
    """A toll's range follows from the noun phrase within the tag."""
    finding = only(text, tag(text, "killed", words)).finding
    assert finding.facet is Facet.KILLED
    assert isinstance(finding.value, CountValue)
    assert finding.value.range == CasualtyRange(low, high)
    assert text[finding.start : finding.end] == words


def test_each_number_of_a_tag_has_its_own_words() -> None:
    """Two tolls in one tag are two findings, each with its own evidence."""
    text = "The raid left 14 villagers and two guards dead."
    found = proposed(text, tag(text, "killed", "14 villagers and two guards dead"))
    assert [text[p.finding.start : p.finding.end] for p in found] == ["14 villagers", "two guards"]
    assert {p.finding.rule for p in found} == {"tag-apart"}


def test_who_killed_is_not_counted_beside_a_number() -> None:
    """Of "a gunman killed nine shoppers" the shoppers alone are counted."""
    text = "A gunman killed nine shoppers."
    finding = only(text, tag(text, "killed", "A gunman killed nine shoppers")).finding
    assert isinstance(finding.value, CountValue)
    assert finding.value.range == CasualtyRange(9, 9)


def test_the_doer_is_the_actor_in_the_words() -> None:
    """The actor is resolved by the tables, and its words are the key."""
    text = "Boko Haram insurgents stormed the village."
    found = only(text, tag(text, "responsible", "Boko Haram insurgents stormed"))
    assert found.finding.value == ResponsibleValue("Boko Haram")
    assert text[found.key.start : found.key.end].startswith("Boko Haram")
    assert found.finding.confidence == 0.9


def test_joined_doers_are_told_from_others() -> None:
    """Of several actors, one joined to the first is named so; an object is not."""
    text = "Fighting between the Taliban and Islamic State went on as Russia struck Boko Haram."
    first, second = proposed(
        text, tag(text, "responsible", "Fighting between the Taliban and Islamic State")
    )
    assert [first.finding.rule, second.finding.rule] == ["tag-actor", "tag-joined-actor"]
    other = proposed(text, tag(text, "responsible", "Russia struck Boko Haram"))
    assert [p.finding.rule for p in other] == ["tag-actor", "tag-next-actor"]


def test_an_unknown_doer_is_named_by_the_tagger() -> None:
    """Where the tables know nobody, a person's name within the words is taken."""
    text = "The bomb was planted by John Ashgrove."
    evidence = tag(text, "responsible", "planted by John Ashgrove")
    found = only(text, evidence, tag(text, "entity", "John Ashgrove", "person"))
    assert found.finding.value == ResponsibleValue("John Ashgrove")
    assert proposed(text, evidence) == []


def test_a_target_is_what_the_tagger_marks() -> None:
    """The words for the thing attacked lie within the evidence; else they are all of it."""
    text = "Shells hit a crowd of mourners."
    evidence = tag(text, "target", "hit a crowd of mourners")
    marked = only(text, evidence, tag(text, "what", "a crowd of mourners"))
    assert marked.finding.value == TargetValue("a crowd of mourners", "civilians")
    assert marked.finding.rule == "tag-what"
    whole = only(text, evidence)
    assert whole.finding.value == TargetValue("hit a crowd of mourners", "civilians")
    assert whole.finding.rule == "tag-whole"


def test_weapons_are_read_by_rules_and_loosely_else() -> None:
    """A weapon that rules know gives its class; words that only suggest one are marked so."""
    text = "Mortar rounds and rockets fell. Later some explosive fell."
    known = proposed(text, tag(text, "means", "Mortar rounds and rockets"))
    assert [p.finding.value for p in known] == [MeansValue(Means.MORTAR), MeansValue(Means.ROCKET)]
    assert [p.finding.rule for p in known] == ["tag-weapon", "tag-next-weapon"]
    loose = only(text, tag(text, "means", "some explosive"))
    assert (loose.finding.value, loose.finding.rule) == (MeansValue(Means.IED), "tag-loose")
    assert proposed(text, tag(text, "means", "Later")) == []


def test_a_place_is_a_phrase_that_can_be_resolved() -> None:
    """Rules' own place phrases are preferred, then the tagger's words, less a preposition."""
    text = "Two died in the town of Marib. Others died inside that dark cellar."
    phrase = only(text, tag(text, "place", "in the town of Marib"))
    assert isinstance(phrase.finding.value, PlaceValue)
    assert "Marib" in phrase.finding.value.words
    assert phrase.finding.rule == "tag-phrase"
    told = only(text, tag(text, "place", "inside that dark cellar"))
    assert told.finding.value == PlaceValue("that dark cellar")


def test_a_day_is_read_or_nothing() -> None:
    """Words that lead to no day give no date."""
    text = "It struck on Monday. It was long ago."
    day = only(text, tag(text, "date", "on Monday"))
    assert isinstance(day.finding.value, DateInterval)
    assert (day.finding.value.first, day.finding.value.last) == (date(2019, 5, 6),) * 2
    assert proposed(text, tag(text, "date", "long ago")) == []


def test_motives_and_notices_are_their_words() -> None:
    """Their evidence is their value."""
    text = "It struck to punish the town after warning the mayor."
    found = proposed(
        text,
        tag(text, "motive", "to punish the town"),
        tag(text, "notice", "after warning the mayor"),
    )
    assert [p.finding.value for p in found] == [Motive(), Notice()]


def test_tags_of_other_heads_and_outside_sentences_propose_nothing() -> None:
    """Speakers are no claims, and nothing is read where no sentence is."""
    text = "It struck, the army said."
    assert proposed(text, tag(text, "speaker", "the army")) == []
    assert propose(document_of(text), [Tag("killed", "killed", 900, 905, 0.9)]) == []
