from __future__ import annotations

import pytest

from rashomon.locate import Gazetteer, locate
from rashomon.locate.context import read_context
from rashomon.locate.runs import run_apart
from rashomon.records import (
    Claim,
    EvidenceSpan,
    Facet,
    Means,
    MeansValue,
    Mention,
    PlaceValue,
    Reading,
    Report,
    Span,
)


@pytest.mark.parametrize(
    ("words", "apart"),
    [
        ("Aleppo Damascus", ("Aleppo", "Damascus")),
        ("Aleppo Douma Damascus", ("Aleppo", "Douma", "Damascus")),
        ("the city of Douma Damascus", ("the city of Douma, Damascus",)),
        ("Saraqib Idlib province", ("Saraqib, Idlib province",)),
        ("Aleppo Nowhereville", ("Aleppo Nowhereville",)),
        ("Abu Kamal", ("Abu Kamal",)),
        ("Tripoli Damascus", ("Tripoli Damascus",)),  # not at home in the report
        ("East Aleppo", ("East Aleppo",)),
        ("Aleppo", ("Aleppo",)),
    ],
)
def test_names_without_commas_are_told_apart(
    words: str, apart: tuple[str, ...], gazetteer: Gazetteer
) -> None:
    """Each piece has to be a place of the report's countries."""
    context = read_context("Syrian troops in Syria moved on Aleppo.", gazetteer)
    assert run_apart(words, context, gazetteer) == apart


def test_each_name_gets_its_claim(gazetteer: Gazetteer) -> None:
    """One claim on two places becomes two, on the same words of the text."""
    text = "In Syria shells hit Aleppo Damascus."
    span = EvidenceSpan.cut(text, 20, 35)
    claim = Claim("r1", 0, Facet.PLACE, PlaceValue("Aleppo Damascus"), span)
    other = Claim("r1", 0, Facet.MEANS, MeansValue(Means.ROCKET), span)
    report = Report("r1", "one", "one.txt", text)
    read = locate(
        Reading(report, "test", (Mention(0, Span(0, len(text))),), (claim, other)), gazetteer
    )
    names = [c.value.words for c in read.claims if isinstance(c.value, PlaceValue)]
    assert names == ["Aleppo", "Damascus"]
    assert len(read.claims) == 3
