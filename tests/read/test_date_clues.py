"""That no form of dates is passed over in a sentence in which it matches."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.read.counted_dates import ANCHORED, ANCHORED_UNITS
from rashomon.read.date_grammar import FORMS, clues_in, pattern_of

PLACES = [pytest.param(at, id=f"{form.rule} {at}") for at, form in enumerate(FORMS)]
LETTERS = st.characters(min_codepoint=32, max_codepoint=126)
QUICK = settings(max_examples=3, suppress_health_check=list(HealthCheck), deadline=None)


@pytest.mark.parametrize("at", PLACES)
@given(data=st.data())
@QUICK
def test_every_match_holds_a_clue_of_its_form(at: int, data: st.DataObject) -> None:
    """A clue that some match lacks would lose that date unseen."""
    words = data.draw(st.from_regex(pattern_of(at), alphabet=LETTERS))
    assert set(FORMS[at].clues) & set(clues_in(words))
    assert not FORMS[at].also or any(word in words.lower() for word in FORMS[at].also)


@given(st.from_regex(ANCHORED, alphabet=LETTERS))
@QUICK
def test_every_date_told_from_another_names_a_unit(text: str) -> None:
    """Sentences without a word for a span of days are not looked through for them."""
    assert any(unit in text.lower() for unit in ANCHORED_UNITS)
