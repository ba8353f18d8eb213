"""Sentences and quotations, and that their offsets hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.read.document import parse
from rashomon.records import Report, Span


def report(text: str, **known: object) -> Report:
    """Return a report of this text."""
    return Report("r", "name", "address", text, **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param("One died. Two were hurt.", 2, id="plain"),
        pytest.param("The U.S. military said so. It gave no number.", 2, id="U.S."),
        pytest.param("He met U.S. The talks failed.", 2, id="U.S. at the end"),
        pytest.param("Gen. J. Smith and Col. Gen. Ivanov spoke at 3 p.m. in Homs.", 1, id="titles"),
        pytest.param("It fell on Oct. 27 in Aleppo.", 1, id="month"),
        pytest.param('"They fled. We stayed." He left.', 3, id="quotation"),
        pytest.param("Shelling killed 2.5 million hens, it said.", 1, id="decimal"),
        pytest.param("First\n\nsecond paragraph", 2, id="paragraphs"),
        pytest.param("A line that is\nwrapped goes on.", 1, id="wrapped"),
        pytest.param("a" * 120 + "\nnext line", 2, id="unwrapped lines are paragraphs"),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, sentences: int) -> None:
    """Stops of abbreviations, initials and decimals end nothing; paragraphs end all."""
    assert len(parse(report(text)).sentences) == sentences


def test_headline_dateline_and_noise_are_no_sentences() -> None:
    """What is marked apart is not read."""
    text = "Big headline AFP Friday Two died. Share this. One was hurt."
    document = parse(
        report(text, headline=Span(0, 12), dateline=Span(13, 23), noise=(Span(34, 45),))
    )
    assert [s.text for s in document.sentences] == ["Two died.", "One was hurt."]


def test_a_quotation_over_two_paragraphs_is_two() -> None:
    """By convention it is closed only in the last; an unclosed mark swallows nothing."""
    text = "“We came.\n\n“We saw,” he said. “Never closed"
    document = parse(report(text))
    assert [span.of(text) for span in document.quotations] == ["We came.", "We saw,"]


def test_a_sentence_is_found_by_any_character_in_it() -> None:
    """A sentence is found by any character in it, and nothing outside."""
    text = 'He said "two died" there.  Then he left.'
    document = parse(report(text))
    assert document.sentence_at(30) is document.sentences[1]
    assert document.sentence_at(25) is None
    assert parse(report("POLICE SAID THAT FOUR GUERRILLAS DIED IN THE AMBUSH TODAY.")).is_capitals
    assert not document.is_capitals


@given(st.text(alphabet="Aab .!?\"“”'\n\tU.S12,-", max_size=200))
def test_offsets_always_point_into_the_text(text: str) -> None:
    """Whatever the text, sentences are in order, apart, and hold their own words."""
    document = parse(report(text))
    at = 0
    for sentence in document.sentences:
        assert sentence.start >= at
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.text == sentence.text.strip()
        at = sentence.end
    for span in document.quotations:
        assert span.end <= len(text)
