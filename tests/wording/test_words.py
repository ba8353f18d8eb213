"""What dossiers hold, in words for a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.cli.test_tables import FORTY, NINE, REPORT

from rashomon.records import (
    AccountStep,
    Carries,
    CarryKind,
    Facet,
    IncidentReview,
    Place,
    PlaceKind,
    PlaceValue,
    Report,
    Ruling,
    Stance,
)
from rashomon.wording.claims import quoted, speaker_chain, stance_words
from rashomon.wording.decisions import review_words
from rashomon.wording.incidents import place_code, place_name, place_words, point_words
from rashomon.wording.lineage import carries_words, report_words, since
from rashomon.wording.rulings import paired_rulings, rule_words
from rashomon.wording.versions import step_day, step_words

TOWN = Place("x:1", "Al-X", PlaceKind.TOWN, 1.5, 2.5, 3.0, "Province", "Land")


def test_a_place_is_told_with_what_its_words_leave_out() -> None:
    """The province and country once; where nothing was found that is said."""
    found = PlaceValue("near X in Province", 1.5, 2.5, 3.0, (TOWN,))
    assert place_words(found) == "near X in Province, Land"
    assert place_name(found) == "Al-X, Province, Land"
    assert point_words(found) == "1.500, 2.500 ± 3 km"
    assert place_words(PlaceValue("X")) == place_name(PlaceValue("X")) == "X (not found)"
    assert place_words(PlaceValue("X", 1.0, 2.0, 3.0)) == "X"
    assert place_words(None) == "place unknown"
    assert point_words(PlaceValue("X")) == point_words(None) == ""
    assert place_code(None) == place_code(PlaceValue("X")) == ""
    assert place_code(replace(found, reason="named")).startswith("named")


def test_speakers_stances_and_words_are_told() -> None:
    """Who says it, through whom, and how they stand to it."""
    assert speaker_chain(NINE.source) == "the army, through Daily Bugle"
    assert speaker_chain(()) == "the report itself"
    assert stance_words(FORTY.stance) == "denies it"
    assert stance_words(Stance.AFFIRM) == ""
    assert quoted("a\n b") == "“a b”"


def test_nobody_has_looked_at_a_draft_without_decisions() -> None:
    """And so nothing is said of it."""
    assert review_words(IncidentReview()) == ()
    assert review_words(IncidentReview(decisions=(1,))) == ("draft",)


@pytest.mark.parametrize(
    ("edge", "words"),
    [
        (Carries("r2", "r1", CarryKind.SHARED_TEXT, 0.9, reasons=("nine",)), "carries report-one"),
        (
            Carries("r2", "r1", CarryKind.SHARED_TEXT, 0.9, is_directed=False),
            "shares text with report-one",
        ),
        (
            Carries("r2", "r1", CarryKind.UNKNOWN, 0.1, is_directed=False),
            "has words in common with report-one",
        ),
        (Carries("r2", "Wire", CarryKind.DECLARED, is_outlet=True), "carries text of Wire"),
        (Carries("r2", "Wire", CarryKind.QUOTATION, is_outlet=True), "names as a source Wire"),
    ],
)
def test_who_carries_whose_text_is_told(edge: Carries, words: str) -> None:
    """By what is known of its direction."""
    assert carries_words(edge, {"r1": REPORT}).startswith(words)


def test_reports_stand_in_the_order_of_their_days() -> None:
    """The undated come last."""
    dated = replace(REPORT, published_on=date(2020, 3, 4), outlet="Post")
    assert since(dated) < since(REPORT)
    assert report_words(dated) == "report-one (Post, 2020-03-04)"
    assert report_words(Report("r", "n", "a", "")) == "n (unknown outlet, undated)"


def test_least_and_most_share_a_line_where_they_follow_one_rule() -> None:
    """An end that nobody sets is told as such; ends of two rules stay apart."""

    def pair(low: int | None, high: int | None, rule: str = "r") -> list[str]:
        return [
            one.told
            for one in paired_rulings((Ruling("k_min", low, "r"), Ruling("k_max", high, rule)))
        ]

    assert pair(3, 3) == ["3"]
    assert pair(3, None) == ["3 to –"]
    assert pair(None, 9) == ["up to 9"]
    assert pair(None, None) == [""]
    assert pair(3, 9, "another") == ["3", "9"]
    assert rule_words(Ruling("k", 1, "so", is_inferred=True)) == "so (inferred)"


def test_steps_are_told_with_their_days() -> None:
    """Said on a day, reported on one, or of none."""
    step = AccountStep(Facet.KILLED, "x", date(2020, 3, 4), True, ("p1", "p9"), ())
    assert step_words(step, {"p1": "9\nkilled"}) == "9 killed"
    assert step_day(step) == "said on 2020-03-04"
    assert step_day(replace(step, is_spoken=False)) == "reported 2020-03-04"
    assert step_day(replace(step, day=None)) == "undated"
