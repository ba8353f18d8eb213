"""Findings of rules and tags are joined, each value once for the same words."""

from __future__ import annotations

from datetime import date

import pytest

from rashomon.read.candidates import Candidate, gather, is_same_value
from rashomon.read.document import Document, Finding, parse
from rashomon.read.findings import find_all
from rashomon.read.tags import Tag
from rashomon.read.violence import find_triggers
from rashomon.records import (
    CasualtyRange,
    ClaimValue,
    CountValue,
    DateInterval,
    Facet,
    Means,
    MeansValue,
    PlaceValue,
    Report,
    ResponsibleValue,
    TargetValue,
)

TEXT = "Taliban fighters shelled a market in the town of Marib on Monday, killing nine people."


def document_of(text: str) -> Document:
    """Return a report of one text, published on 10 May 2019."""
    return parse(Report("r", "r", "r", text, published_on=date(2019, 5, 10)))


def gathered(text: str, *tags: Tag) -> list[Candidate]:
    """Return the candidates of a text with some tags."""
    document = document_of(text)
    return gather(document, find_all(document), find_triggers(document), tags)


def tag(text: str, head: str, words: str, score: float = 0.9) -> Tag:
    """Return the tag of a head on the first place of some words."""
    at = text.index(words)
    return Tag(head, head, at, at + len(words), score)


def of(candidates: list[Candidate], facet: Facet) -> list[Candidate]:
    """Return the candidates of a facet."""
    return [c for c in candidates if c.finding.facet is facet]


def test_rules_alone_are_candidates() -> None:
    """Without tags what rules find stays, with the words of its value."""
    found = gathered(TEXT)
    assert {c.finding.facet for c in found} >= {"killed", "responsible", "place", "date", "means"}
    assert all(c.is_ruled and c.tagged == 0 and not c.tag_rules for c in found)
    (doer,) = of(found, Facet.RESPONSIBLE)
    assert TEXT[doer.key.start : doer.key.end] == "Taliban fighters"
    (target,) = of(found, Facet.TARGET)
    assert TEXT[target.key.start : target.key.end] == "a market"
    (killed,) = of(found, Facet.KILLED)
    assert (killed.key.start, killed.key.end) == (killed.finding.start, killed.finding.end)


def test_a_tag_that_says_the_same_joins_the_rule() -> None:
    """The rule's finding stands for both and knows how sure the tag is."""
    (killed,) = of(gathered(TEXT, tag(TEXT, "killed", "nine people", 0.7)), Facet.KILLED)
    assert killed.is_ruled
    assert killed.is_kept
    assert killed.tagged == 0.7
    assert killed.tag_rules == {"tag-counted"}
    assert killed.finding.rule != "tag-counted"


def test_a_tag_that_says_another_thing_stands_by_itself() -> None:
    """Another value over the same words is a second candidate."""
    text = "A rocket struck the house of a judge. Nine villagers fled."
    found = of(gathered(text, tag(text, "killed", "Nine villagers fled", 0.4)), Facet.KILLED)
    assert [(c.is_ruled, c.is_kept, c.tagged, c.sentence) for c in found] == [
        (False, False, 0.4, 1)
    ]


def test_doubtful_findings_are_candidates_that_are_not_kept() -> None:
    """What the rule reader passes over may still be believed."""
    text = "More than 12,000 people have been killed since 2011."
    (killed,) = of(gathered(text), Facet.KILLED)
    assert killed.is_ruled
    assert not killed.is_kept


def test_candidates_stand_in_the_order_of_the_text() -> None:
    """Whatever order tags come in."""
    tags = (tag(TEXT, "place", "in the town of Marib"), tag(TEXT, "means", "shelled"))
    found = gathered(TEXT, *tags)
    assert found == gathered(TEXT, *reversed(tags))
    assert [c.finding.start for c in found] == sorted(c.finding.start for c in found)


def test_a_tag_outside_sentences_is_no_candidate() -> None:
    """A headline is no sentence, so nothing is proposed there."""
    assert gathered("", Tag("killed", "killed", 0, 4, 0.9)) == []


def _finding(facet: Facet, value: ClaimValue) -> Finding:
    return Finding(facet, value, 0, 5, "rule")


@pytest.mark.parametrize(
    ("facet", "one", "other", "same"),
    [
        (
            Facet.KILLED,
            CountValue(CasualtyRange(9, 9), "men"),
            CountValue(CasualtyRange(9, 9)),
            True,
        ),
        (Facet.KILLED, CountValue(CasualtyRange(9, 9)), CountValue(CasualtyRange(9, None)), False),
        (Facet.TARGET, TargetValue("the old market"), TargetValue("a market"), True),
        (Facet.TARGET, TargetValue("a post", "Taliban"), TargetValue("a base", "Taliban"), True),
        (Facet.TARGET, TargetValue("a post"), TargetValue("a base"), False),
        (Facet.PLACE, PlaceValue("the town of Marib"), PlaceValue("Marib"), True),
        (Facet.PLACE, PlaceValue("the"), PlaceValue("the"), False),
        (
            Facet.DATE,
            DateInterval(date(2019, 5, 6), date(2019, 5, 8)),
            DateInterval(date(2019, 5, 8), date(2019, 5, 8)),
            True,
        ),
        (Facet.MEANS, MeansValue(Means.IED), MeansValue(Means.IED), True),
        (Facet.RESPONSIBLE, ResponsibleValue("Taliban"), ResponsibleValue("Russia"), False),
    ],
)
def test_values_agree_by_what_they_say(
    facet: Facet, one: ClaimValue, other: ClaimValue, same: bool
) -> None:
    """Wording is no difference, and two facets never agree."""
    assert is_same_value(_finding(facet, one), _finding(facet, other)) is same
    assert not is_same_value(
        _finding(Facet.KILLED, CountValue(CasualtyRange(1, 1))),
        _finding(Facet.INJURED, CountValue(CasualtyRange(1, 1))),
    )
