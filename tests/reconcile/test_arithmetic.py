"""Numbers of a report that do not fit each other, and the many that do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rashomon.reconcile import find_slips
from rashomon.records import Report, Span

SLIPS = {
    "percent of, not more than": (
        "The jets flew 225 raids in June, a 304 percent increase over the 74 raids of May.",
        "percent",
        "225 is 204 percent more than 74, not 304; it is 304 percent of it",
    ),
    "the number stands one sentence before": (
        "Pilots flew 90 sorties in May. That is a 50 percent rise from the 30 sorties of April.",
        "percent",
        "90 is 200 percent more than 30, not 50",
    ),
    "no thing is named, and months are counted besides": (
        "There were 80 raids in the first three months, a 150 percent increase over the 40 "
        "recorded a year earlier.",
        "percent",
        "80 is 100 percent more than 40, not 150",
    ),
    "a fall": (
        "Attacks fell by 80 percent, from 100 to 60.",
        "percent",
        "60 is 40 percent less than 100, not 80",
    ),
    "to before from": (
        "Raids rose 10% to 60 from 40.",
        "percent",
        "60 is 50 percent more than 40, not 10",
    ),
    "doubled": (
        "The number of raids doubled from 40 to 120.",
        "times",
        "120 is 3.00 times 40, which is not “doubled”",
    ),
    "half of": (
        "They treated 30 wounded, half of the 90 patients brought in.",
        "times",
        "30 is 0.33 times 90, which is not “half”",
    ),
    "a part above its total": (
        "Twelve people were killed in the raid, among them 14 children.",
        "part",
        "14 are told as part of 12",
    ),
    "parts that nobody can be in twice": (
        "The shells killed 10 people, including 6 children, 4 women and 3 men.",
        "part",
        "6 + 4 + 3 are told as part of 10",
    ),
    "killed and wounded together": (
        "The blast killed 3 people and wounded 4 others, including 9 children.",
        "part",
        "9 are told as part of 3 + 4",
    ),
    "a sum by place": (
        "The raids killed 5 in Northtown, 6 in Southtown, 12 in all.",
        "sum",
        "5 + 6 is 11, not 12",
    ),
}

SOUND = {
    "rounded": "The jets flew 225 raids in June, a 204 percent increase over the 74 raids of May.",
    "nearly": "Raids rose by nearly 50 percent, from 40 to 58.",
    "of other things": "The 300 raids were a 20 percent increase over the 74 villages hit in May.",
    "of a year": "The 300 raids were a 20 percent increase over 2012 and the year before it.",
    "loose": "About 300 raids in June, a 20 percent increase over the 74 raids of May.",
    "doubled": "The number of raids doubled from 40 to 82.",
    "more than doubled": "Raids more than doubled from 40 to 130.",
    "almost tripled": "Raids almost tripled from 40 to 100.",
    "a third of": "They buried 31 people, a third of the 90 victims.",
    "a part": "Twelve people were killed in the raid, among them 4 children.",
    "the part of two outcomes": "The blast killed 3 people and wounded 40, including 14 children.",
    "a floor": "At least 12 people were killed in the raid, among them 14 children.",
    "vague": "Dozens of people were killed and 12 were hurt, including 14 children.",
    "a new clause": "Ten civilians were killed including a child and 37 others were wounded.",
    "no people": "The raid hit 12 villages, including 14 houses of the mayor.",
    "two lists": "Five people died, including 2 boys, and 9 were hurt, including 8 girls.",
    "overlapping parts": "The shells killed 10 people, including 8 civilians and 6 children.",
    "a sum": "The raids killed 5 in Northtown, 6 in Southtown, 11 in all.",
    "a sum with more in it": "The raids killed 5 in Northtown, 6 in Southtown, several in the "
    "hills, 14 in all.",
    "another number between": "The raids killed 5 in Northtown, 6 in Southtown and hurt 9, 11 "
    "dead in all.",
    "an age": "Two people were killed, including 14-year-old twins.",
    "from zero": "Raids rose by 50 percent, from 0 to 60.",
    "the change is not about it": "A 20 percent drop from the 50 raids of May left 300 raids.",
}


def slips(text: str) -> list[tuple[str, str]]:
    report = Report("r1", "r1", "r1", text)
    return [(slip.kind, slip.note) for slip in find_slips(report, [Span(0, len(text))])]


@pytest.mark.parametrize(("text", "kind", "note"), SLIPS.values(), ids=SLIPS)
def test_numbers_that_do_not_fit_are_noted(text: str, kind: str, note: str) -> None:
    """The kind, and in words what was computed."""
    assert slips(text) == [(kind, note)]


@pytest.mark.parametrize("text", SOUND.values(), ids=SOUND)
def test_numbers_that_fit_or_are_loose_are_left_alone(text: str) -> None:
    """A careful reader would not stumble here."""
    assert slips(text) == []


def test_a_slip_has_its_words_and_offsets() -> None:
    """The words between the offsets are the ones quoted."""
    text = "In June it rained. The jets flew 225 raids, a 304 percent increase over the 74 of May."
    (slip,) = find_slips(Report("r1", "r1", "r1", text), [Span(0, 10)])
    assert text[slip.start : slip.end] == slip.quote
    assert slip.quote.startswith("225 raids")
    assert slip.quote.endswith("the 74")


def test_only_sentences_near_claims_are_looked_at() -> None:
    """A slip two sentences away is of something else, and noise is no text of the report."""
    text = "Shells fell. It rained. It rained. Twelve people were killed, among them 14 children."
    report = Report("r1", "r1", "r1", text)
    assert find_slips(report, [Span(0, 5)]) == ()
    assert find_slips(report, [Span(24, 30)]) != ()
    noisy = Report("r1", "r1", "r1", text, noise=(Span(35, len(text)),))
    assert find_slips(noisy, [Span(24, 30)]) == ()


def test_hundreds_of_news_reports_hold_few_slips(shared: Path) -> None:
    """Over the unannotated and annotated texts at hand the two that are there are found alone."""
    lines = (shared / "corpus" / "fakes" / "fakes.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line).get("text") or "" for line in lines]
    for folder in ("train-a", "train-c", "seeds"):
        texts += [
            path.read_text(encoding="utf-8")
            for path in sorted((shared / "corpus" / folder).glob("*.txt"))
        ]
    found = [note for text in texts if text for note in slips(text)]
    assert found == [
        ("percent", "225 is 204 percent more than 74, not 304; it is 304 percent of it"),
        ("percent", "225 is 23 percent more than 183, not 123; it is 123 percent of it"),
    ]
