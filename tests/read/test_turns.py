"""Sentences cut where they turn from one happening to another."""

from __future__ import annotations

from datetime import date

import pytest

from rashomon.read.rules import RuleReader
from rashomon.records import Reading, Report


def read(text: str) -> Reading:
    report = Report("r1", "report", "report", text, published_on=date(2019, 5, 10))
    return RuleReader().read(report)


def parts(text: str) -> list[str]:
    return [mention.span.of(text).strip() for mention in read(text).mentions]


CUT = {
    "two-sites": (
        "Shelling killed 12 people in Marib ",
        "and 5 people were killed in Taiz.",
    ),
    "two-days": (
        "An air strike on Marib on Monday killed nine people ",
        "while rockets killed four people there on Wednesday.",
    ),
    "raid-and-shelling": (
        "Government shelling killed six people in Marib ",
        "while an air raid by Saudi Arabia killed ten people in Taiz.",
    ),
    "what-it-answers": (
        "Saudi-led coalition air strikes killed 30 people in Marib ",
        "after the Houthis fired rockets at Taiz.",
    ),
    "merely-when": (
        "The attack came ",
        "as a monitor said that soldiers had executed 48 people in Taiz.",
    ),
}


@pytest.mark.parametrize(("first", "second"), CUT.values(), ids=CUT.keys())
def test_a_sentence_is_cut_where_it_turns(first: str, second: str) -> None:
    """Each part holds the words of one happening, and nothing of the sentence is lost."""
    assert parts(first + second) == [first.strip(), second]


WHOLE = {
    "two-numbers-of-one-place": "Shelling killed 12 people and wounded 5 people in Marib.",
    "parts-of-a-toll": "Shelling of Marib killed 12 people, including three children from Taiz.",
    "one-place-told-twice": (
        "Shelling killed 12 people in Marib, and 5 people were killed in Marib later."
    ),
    "an-answer-in-the-same-fight": (
        "The Saudi-led coalition struck the Houthis in Marib after the Houthis attacked its base."
    ),
    "two-days-of-one-battle": "At least 128 troops were killed on Thursday and Friday in Marib.",
    "only-when": "The attack came as people were leaving the mosque in Marib.",
    "dead-and-hurt-apart": "A bomb killed four people in Marib and injured nine in a market.",
}


@pytest.mark.parametrize("text", WHOLE.values(), ids=WHOLE.keys())
def test_one_happening_stays_whole(text: str) -> None:
    """Numbers, sides and places of one happening do not part its sentence."""
    assert len(parts(text)) == 1


def test_what_is_cut_off_for_all_that_differs_is_another_happening() -> None:
    """Another side's deed elsewhere opens a happening, a second site with a toll does not."""
    answered = read("".join(CUT["what-it-answers"]))
    assert [mention.is_new for mention in answered.mentions] == [False, True]
    sites = read("".join(CUT["two-sites"]))
    assert [mention.is_new for mention in sites.mentions] == [False, False]


def test_three_sites_give_three_parts() -> None:
    """A list of places with tolls is cut at each of them."""
    text = (
        "Shelling killed 12 people in Marib, while 5 people were killed in Taiz "
        "and 3 people were killed in Hodeidah."
    )
    assert len(parts(text)) == 3
