"""Actors' mentions in a report, and its sentences with them masked."""

from __future__ import annotations

from rashomon.read.actors import MARK, find_actors, mask_sentences
from rashomon.read.document import Document, parse
from rashomon.records import Report


def document(text: str) -> Document:
    return parse(Report("r1", "r1", "r1.txt", text))


def test_mentions_are_in_offsets_of_the_report() -> None:
    """A mention in the second sentence points at its own words."""
    text = "It rained. Houthi fighters shelled a port, the AP said."
    mentions = find_actors(document(text))
    assert [text[m.start : m.end] for m in mentions] == ["Houthi fighters", "AP"]
    assert [m.can_fight for m in mentions] == [True, False]


def test_masking_keeps_every_offset() -> None:
    """A masked sentence is as long as the one in the text; only fighters are masked."""
    text = "Houthi fighters’ rockets hit a port,\nthe AP said."
    (masked,) = mask_sentences(document(text))
    assert len(masked.text) == len(masked.plain) == len(text)
    assert masked.text.startswith(MARK * 15)
    assert masked.text.endswith("the ap said.")
    assert masked.plain.startswith("houthi fighters' rockets")


def test_a_mention_is_found_by_its_place() -> None:
    """Offsets of the sentence lead back to the mention, and only inside it."""
    (masked,) = mask_sentences(document("Then Boko Haram attacked."))
    mention = masked.mention_at(6)
    assert mention is not None
    assert mention.actor.name == "Boko Haram"
    assert masked.mention_at(0) is None
    assert list(masked.mentions_within(0, 5)) == []
