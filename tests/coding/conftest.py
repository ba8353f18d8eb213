"""Codings of an invented report, made from its words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from rashomon.records import (
    COUNT_FACETS,
    CasualtyRange,
    Claim,
    ClaimValue,
    CodedClaim,
    CountValue,
    DateInterval,
    EvidenceSpan,
    Facet,
    Means,
    MeansValue,
    Motive,
    Notice,
    PlaceValue,
    ResponsibleValue,
    Speaker,
    Stance,
    TargetValue,
)

REPORT = "r1"
TEXT = (
    "Shelling killed four people in Alder Ford on Monday, a medic said. "
    "Police said that six people were killed. "
    "In Birch Hill a mine wounded two children. "
    "The shelling of Alder Ford killed four people, the medic repeated."
)

Code = Callable[..., CodedClaim]


def value_of(facet: Facet, value: object) -> ClaimValue:
    """A value of a facet by something short."""
    if facet in COUNT_FACETS and isinstance(value, int):
        return CountValue(CasualtyRange.exactly(value))
    match facet, value:
        case Facet.RESPONSIBLE, str():
            return ResponsibleValue(value)
        case Facet.TARGET, str():
            return TargetValue(value)
        case Facet.MEANS, str():
            return MeansValue(Means(value))
        case Facet.PLACE, str():
            return PlaceValue(value)
        case Facet.DATE, int():
            return DateInterval(date(2031, 3, value), date(2031, 3, value))
        case Facet.MOTIVE, _:
            return Motive()
        case Facet.NOTICE, _:
            return Notice()
    assert isinstance(value, CountValue | TargetValue | PlaceValue | DateInterval)
    return value


def code(
    words: str,
    facet: str,
    value: object = None,
    *,
    speaker: str = "",
    stance: str = "affirm",
    incident: int = 1,
    nth: int = 1,
    report: str = REPORT,
    text: str = TEXT,
) -> CodedClaim:
    """Mark words of a text as a claim."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    source = (Speaker(speaker),) if speaker else ()
    span = EvidenceSpan(start, start + len(words), words)
    claim = Claim(
        report, incident, Facet(facet), value_of(Facet(facet), value), span, source, Stance(stance)
    )
    return CodedClaim(claim)


@pytest.fixture(name="code")
def code_fixture() -> Code:
    """Mark words of a text as a claim."""
    return code
