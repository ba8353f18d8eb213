from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.locate.spelling import fold, has_latin, similarity, sound_key, without_article

NAMES = st.text(st.characters(categories=["L", "M", "Zs", "Pd"]), max_size=30)


@given(NAMES)
def test_folding_twice_changes_nothing(name: str) -> None:
    """Folding is idempotent."""
    assert fold(fold(name)) == fold(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("al-Hasakah", "Hassakeh"),
        ("Salah al-Din", "Salaheddine"),
        ("Qamishli", "Kamishly"),
        ("Kharkiv", "Kharkov"),
        ("Idlib", "Edleb"),
    ],
)
def test_transliterations_share_a_key(one: str, other: str) -> None:
    """Two romanizations of a name meet in their sound key."""
    assert sound_key(fold(one)) == sound_key(fold(other)) != ""


@pytest.mark.parametrize(("one", "other"), [("Homs", "Hama"), ("Raqqa", "Rafah")])
def test_different_towns_have_different_keys_or_spellings(one: str, other: str) -> None:
    """Names that merely look alike stay apart."""
    apart = sound_key(fold(one)) != sound_key(fold(other))
    assert apart or similarity(fold(one), fold(other)) < 0.68


@given(NAMES, NAMES)
def test_similarity_lies_between_none_and_all(one: str, other: str) -> None:
    """Similarity is a share, and whole for a name and itself."""
    assert 0 <= similarity(fold(one), fold(other)) <= 1
    assert similarity(fold(one), fold(one)) == 1


def test_one_consonant_makes_no_key() -> None:
    """Too little is left of a short name to find others by."""
    assert sound_key("ea") == ""


def test_only_an_article_of_its_own_is_dropped() -> None:
    """A name that begins like an article keeps its first letters."""
    assert without_article(fold("al-Bab")) == "bab"
    assert without_article(fold("Albania")) == "albania"


def test_arabic_script_is_not_latin() -> None:
    """Names in other scripts are not indexed."""
    assert has_latin(fold("Ḥalab"))
    assert not has_latin(fold("حلب"))


PAIRS = list(
    csv.DictReader(
        (Path(__file__).parent / "data" / "spellings.csv").read_text(encoding="utf-8").splitlines()
    )
)


def is_shared(one: str, other: str) -> bool:
    """Tell whether the gazetteer would offer the one for the other."""
    one, other = fold(one), fold(other)
    if without_article(one) == without_article(other):
        return True
    return sound_key(one) == sound_key(other) != "" and similarity(one, other) >= 0.68


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['one']}|{pair['other']}")
def test_spellings_of_one_name_meet_and_others_do_not(pair: dict[str, str]) -> None:
    """Romanizations of one name meet; names of different places stay apart."""
    assert is_shared(pair["one"], pair["other"]) == (pair["meets"] == "yes"), pair["why"]
    assert is_shared(pair["other"], pair["one"]) == (pair["meets"] == "yes"), pair["why"]


def test_the_table_of_spellings_is_large_enough() -> None:
    """At least eighty pairs must meet and forty must not."""
    answers = [pair["meets"] for pair in PAIRS]
    assert answers.count("yes") >= 80
    assert answers.count("no") >= 40
