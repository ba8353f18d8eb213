"""Who says words that are no claim."""

from __future__ import annotations

from rashomon.read.hearing import hear
from rashomon.records import Report

TEXT = (
    "More on the war\n\nRussia's Defense Ministry said on Friday that the zone round the base was "
    "illegal. Residents heard shells in the zone."
)


def test_words_are_given_to_their_speaker() -> None:
    """The ministry has its words with its party, and the next sentence is the outlet's own."""
    heard = hear(Report("r1", "one", "one.txt", TEXT))
    at = TEXT.index("the zone")
    (speaker,) = heard.says(at, at + 8)
    assert speaker.party == "Russia"
    last = TEXT.rindex("the zone")
    assert heard.says(last, last + 8) == ()


def test_sentences_are_spans_of_the_text() -> None:
    """Each stands where its words stand."""
    heard = hear(Report("r1", "one", "one.txt", TEXT))
    assert "Residents heard shells in the zone." in [span.of(TEXT) for span in heard.sentences]
