"""How a source stands to a claim."""

from __future__ import annotations

import pytest

from rashomon.read.attribution import attribute, source_at
from rashomon.read.document import parse
from rashomon.read.stance import stance_of
from rashomon.records import Facet, Report, Stance


def stance(
    text: str, words: str, finding: Stance = Stance.AFFIRM, facet: Facet | None = None
) -> Stance:
    document = parse(Report("r1", "r1", "r1.txt", text))
    start = text.index(words)
    end = start + len(words)
    found = source_at(attribute(document), start, end)
    return stance_of(document, found, start, end, finding, facet)


CASES = {
    "plain": ("Nine people were killed.", "Nine people were killed", Stance.AFFIRM),
    "sourced": ("The army said nine died.", "nine died", Stance.AFFIRM),
    "denied": ("The army denied any involvement.", "any involvement", Stance.DENY),
    "rejected": ('The army rejected "all charges."', '"all charges."', Stance.DENY),
    "not ours": ('"Not a coalition strike," the army said.', "Not a coalition strike", Stance.DENY),
    "negated verb": ("The army said it has not bombed the town.", "not bombed", Stance.DENY),
    "contracted": ("The army said it didn't strike the town.", "didn't strike", Stance.DENY),
    "lost apostrophe": ("The army said it didnt strike the town.", "didnt strike", Stance.DENY),
    "negated after": (
        "Our aircraft did not fly there, the army said.",
        "Our aircraft",
        Stance.DENY,
    ),
    "nobody hurt is a toll": ("There were no casualties.", "no casualties", Stance.AFFIRM),
    "hedged": ("The blast was probably caused by a mine.", "caused by a mine", Stance.UNCERTAIN),
    "hedge by the source": ("The army said rebels may have fired.", "may have", Stance.UNCERTAIN),
    "hedge of something else": (
        "The passenger likely an accomplice also died.",
        "The passenger likely an accomplice also died",
        Stance.AFFIRM,
    ),
    "hedge far away": (
        "It is probably going to rain on the day after tomorrow. Nine people died.",
        "Nine people died",
        Stance.AFFIRM,
    ),
    "hearsay": ("Two men were reportedly killed.", "were reportedly killed", Stance.UNCERTAIN),
    "hearsay before": ("Rebels allegedly shelled a town.", "shelled a town", Stance.UNCERTAIN),
    "hearsay with a source": (
        "The strike allegedly hit a base, the agency said.",
        "allegedly hit a base",
        Stance.AFFIRM,
    ),
    "suspect": ("Police held the suspect John Doe.", "the suspect John Doe", Stance.UNCERTAIN),
    "May is a month": ("The town was hit on May 4.", "on May 4", Stance.AFFIRM),
}


@pytest.mark.parametrize(("text", "words", "expected"), CASES.values(), ids=CASES)
def test_stance_is_read_from_cue_and_clause(text: str, words: str, expected: Stance) -> None:
    """Denials, hedges and hearsay are told from plain claims."""
    assert stance(text, words) == expected


@pytest.mark.parametrize("finding", [Stance.DENY, Stance.UNCERTAIN])
def test_what_the_clause_rule_found_is_kept(finding: Stance) -> None:
    """A negation or hedge found with the claim is not lost."""
    assert stance("The army said nine died.", "nine died", finding) == finding


def test_suspicion_of_a_person_leaves_the_place_certain() -> None:
    """With the facet told, doubt about the doer does not reach the deed's place."""
    text = "Two men accused of carrying out the Oldtown bombing were tried."
    words = "accused of carrying out the Oldtown bombing"
    assert stance(text, words, facet=Facet.RESPONSIBLE) == Stance.UNCERTAIN
    assert stance(text, words, facet=Facet.PLACE) == Stance.AFFIRM


@pytest.mark.parametrize(
    ("words", "facet", "expected"),
    [
        ("shelled", Facet.MEANS, Stance.UNCERTAIN),
        ("Tarhuna", Facet.PLACE, Stance.UNCERTAIN),
        ("on Friday", Facet.DATE, Stance.UNCERTAIN),
        ("militia denied", Facet.RESPONSIBLE, Stance.DENY),
    ],
)
def test_who_denies_a_deed_denies_neither_its_place_nor_its_day(
    words: str, facet: Facet, expected: Stance
) -> None:
    """A denied deed leaves open where, when and with what it was done."""
    finding = Stance.DENY if facet is Facet.RESPONSIBLE else Stance.AFFIRM
    text = "The militia denied that it had shelled Tarhuna on Friday."
    assert stance(text, words, finding, facet) is expected
