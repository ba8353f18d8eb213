"""The words that news writes in small letters."""

from __future__ import annotations

from rashomon.reference.common_words import common_words


def test_verbs_and_nouns_of_news_are_common() -> None:
    """What any report may hold is listed."""
    assert {"requested", "sentence", "random", "pipeline"} <= common_words()


def test_names_are_not() -> None:
    """Places and people are not listed."""
    assert not {"lima", "trujillo", "kharkiv", "garcia", "aleppo"} & common_words()
