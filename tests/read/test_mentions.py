"""Sentences as mentions of happenings, and what their words say of them."""

from __future__ import annotations

from datetime import date

import pytest

from rashomon.read.rules import RuleReader
from rashomon.records import IncidentKind, Mention, Report


def mentions(text: str) -> tuple[Mention, ...]:
    report = Report("r1", "report", "report", text, published_on=date(2019, 5, 10))
    return RuleReader().read(report).mentions


def only(text: str) -> Mention:
    (mention,) = mentions(text)
    return mention


def test_a_sentence_without_violence_gives_no_mention() -> None:
    """Where nothing is found and no word of violence stands, there is nothing to link."""
    assert mentions("Bread is dear in Marib. Schools are shut.") == ()


def test_a_mention_holds_its_own_day_place_and_kind() -> None:
    """What these words say is on the mention, and nothing that others say."""
    first, second = mentions(
        "An air strike killed nine people in Marib on Wednesday. A car bomb wounded four people."
    )
    assert (first.kind, second.kind) == (IncidentKind.AIR_STRIKE, IncidentKind.BOMBING)
    assert first.date is not None
    assert first.date.first == date(2019, 5, 8)
    assert first.place is not None
    assert first.place.words == "Marib"
    assert (second.date, second.place) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "In another attack, gunmen shot dead four people.",
        "Meanwhile shelling killed four people.",
        "Elsewhere, shelling killed four people.",
        "Four people were killed in a separate bomb attack.",
        "Six people were also killed in shelling in Taiz.",
        "A clinic was also badly destroyed in shelling in Taiz.",
        "Earlier in the day, shelling killed four people in Taiz.",
        "Two hours later shelling hit a bakery.",
    ],
)
def test_words_that_open_another_happening(text: str) -> None:
    """A happening told as another one is marked so."""
    assert only(text).is_new


@pytest.mark.parametrize(
    "text",
    [
        "Another 65 people were wounded.",
        "Another man was killed by the gunmen.",
        "Dozens of people were also wounded.",
        "The shelling, which also wounded four people in Taiz, killed two.",
        "An attack killed four people in a bid to separate Taiz from Marib.",
    ],
)
def test_more_of_the_same_happening_opens_nothing(text: str) -> None:
    """Further victims of the happening are no other happening."""
    assert not only(text).is_new


@pytest.mark.parametrize(
    "text", ["The attack killed nine people.", "Five of them died in air strikes."]
)
def test_words_that_point_back(text: str) -> None:
    """A happening with an article, or victims counted among those before, point back."""
    assert only(text).is_anaphoric


def test_what_happens_again_and_again_is_background() -> None:
    """Words of habit without a day or toll tell of no particular happening."""
    assert only("Shelling has repeatedly hit Marib since 2015.").is_background
    assert not only(
        "Shelling hit Marib on Wednesday, as it has repeatedly since 2015."
    ).is_background


def test_the_day_of_an_announcement_keeps_happenings_apart() -> None:
    """A day on which something was announced, at the start, stands for when it happened."""
    mention = only("On May 6, the army said it had carried out a strike on rebels.")
    assert mention.date is not None
    assert mention.date.first == date(2019, 5, 6)
