"""Counting the words that stand in small letters."""

from __future__ import annotations

from rashomon_training.common_words import common_words


def test_words_that_news_writes_small_are_listed() -> None:
    """Names and words that may be names are left out; what opens a sentence tells nothing."""
    texts = ["Police said a bomb hit Lima. Bomb squads left. The bomb hit the palace."] * 3
    texts += ["The Palace said so."] * 2
    assert common_words(texts) == ["bomb", "hit", "left", "said", "squads", "the"]


def test_rare_words_are_left_out() -> None:
    """Two mentions may be slips."""
    assert common_words(["a tidy room", "a tidy house"]) == []
