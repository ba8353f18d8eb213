from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import InvalidRecord
from rashomon.records import (
    VALUE_TYPES,
    CasualtyRange,
    Claim,
    ClaimValue,
    CountValue,
    DateConstraint,
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
    TargetValue,
)

DAY = DateInterval(date(2031, 3, 7), date(2031, 3, 7))
EXAMPLES: tuple[ClaimValue, ...] = (
    CountValue(CasualtyRange.exactly(2)),
    ResponsibleValue("Utopia"),
    TargetValue("a mill"),
    MeansValue(Means.ROCKET),
    PlaceValue("the ford"),
    DAY,
    DateConstraint(weekday=2),
    Motive(),
    Notice(),
)
EVIDENCE = EvidenceSpan(4, 8, "four")
TOLL = Claim("r1", 0, Facet.KILLED, EXAMPLES[0], EVIDENCE)


@given(st.sampled_from(Facet), st.sampled_from(EXAMPLES))
def test_a_facet_takes_values_of_its_own_type_only(facet: Facet, value: ClaimValue) -> None:
    """A number is never stored as a motive, nor a place as a toll."""
    if isinstance(value, VALUE_TYPES[facet]):
        assert Claim("r1", 0, facet, value, EVIDENCE).value == value
    else:
        with pytest.raises(InvalidRecord, match=f"a {facet} claim takes a"):
            Claim("r1", 0, facet, value, EVIDENCE)


def test_every_facet_has_a_value_type() -> None:
    """None is left out, and each type has its example above."""
    assert VALUE_TYPES.keys() == set(Facet)
    assert {kind for kinds in VALUE_TYPES.values() for kind in kinds} == {
        type(value) for value in EXAMPLES
    }


@pytest.mark.parametrize("confidence", [-0.1, 1.1, float("nan")])
def test_confidence_lies_between_nothing_and_one(confidence: float) -> None:
    """A score on another scale is refused."""
    with pytest.raises(InvalidRecord, match=r"outside 0\.\.1"):
        replace(TOLL, confidence=confidence)


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(replace(TOLL, mention=7), id="mention"),
        pytest.param(replace(TOLL, confidence=0.5), id="confidence"),
        pytest.param(replace(TOLL, source=(Speaker("a medic"),)), id="speaker"),
    ],
)
def test_a_claims_name_outlives_a_better_reading_of_its_context(changed: Claim) -> None:
    """Who said it and how sure the reader is may be read better later."""
    assert changed.claim_id == TOLL.claim_id


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(replace(TOLL, report_id="r2"), id="report"),
        pytest.param(replace(TOLL, facet=Facet.INJURED), id="facet"),
        pytest.param(replace(TOLL, evidence=EvidenceSpan(5, 9, "four")), id="words"),
        pytest.param(replace(TOLL, value=CountValue(CasualtyRange(2, None))), id="value"),
    ],
)
def test_another_claim_has_another_name(changed: Claim) -> None:
    """Report, facet, words and value make a claim what it is."""
    assert changed.claim_id != TOLL.claim_id


def test_a_better_gazetteer_or_date_renames_no_claim() -> None:
    """Where a toponym leads, and on which day a weekday fell, is not part of the name."""
    place = Claim("r1", 0, Facet.PLACE, PlaceValue("the ford"), EVIDENCE)
    found = replace(place, value=PlaceValue("the ford", 1.0, 2.0, 3.0))
    assert found.claim_id == place.claim_id
    other = DateInterval(date(2031, 3, 14), date(2031, 3, 14))
    dated = Claim("r1", 0, Facet.DATE, DAY, EVIDENCE)
    assert replace(dated, value=other).claim_id == dated.claim_id
    assert replace(dated, value=DateConstraint(weekday=4)).claim_id == dated.claim_id


def test_the_speaker_is_the_first_of_the_chain() -> None:
    """Without a chain the outlet speaks itself."""
    chain = (Speaker("a medic"), Speaker("an agency"))
    assert replace(TOLL, source=chain).speaker == chain[0]
    assert TOLL.speaker is None
