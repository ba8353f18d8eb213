"""That no rule for dates is passed over in a sentence in which it matches."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.read import date_grammar, dates

RULES = [pytest.param(name, rule, id=name) for name, rule, _ in date_grammar._RULES]
QUICK = settings(max_examples=15, suppress_health_check=list(HealthCheck), deadline=None)


@pytest.mark.parametrize(("name", "rule"), RULES)
@given(data=st.data())
@QUICK
def test_every_match_holds_its_rules_clue(
    name: str, rule: re.Pattern[str], data: st.DataObject
) -> None:
    """A clue that some match lacks would lose that date unseen."""
    assert name in date_grammar._likely_rules(data.draw(st.from_regex(rule)))


@given(st.from_regex(dates._ANCHORED))
@QUICK
def test_every_date_told_from_another_names_a_unit(text: str) -> None:
    """Sentences without a word for a span of days are not looked through for them."""
    assert any(unit in text.lower() for unit in dates._ANCHORED_UNITS)
