"""Which outlet a name, an address or a phrase stands for."""

from __future__ import annotations

from collections import Counter

import pytest

from rashomon.reference.outlets import find_outlet, outlet_by_marks, outlet_of_url, outlets

KINDS = {"agency", "state media", "independent", "monitor", "party to the conflict"}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Reuters", "Reuters"),
        ("the REUTERS news agency", "Reuters"),
        ("Agence France-Presse", "AFP"),
        ("Agence France Presse", "AFP"),
        ("Sputnik News", "Sputnik"),
        ("Syrian Arab News Agency", "SANA"),
        ("Ma’an News Agency", "Ma'an News Agency"),
        ("El País", "El Pais"),
        ("T.A.S.S.", "TASS"),
    ],
)
def test_a_name_is_found_however_it_is_written(words: str, name: str) -> None:
    """Case, accents, articles and generic words do not matter."""
    found = find_outlet(words)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "words", ["", "the", "a Reuters correspondent", "news agency", "…", "Aleppo"]
)
def test_words_that_name_no_outlet_find_none(words: str) -> None:
    """Only a name as a whole is an outlet's."""
    assert find_outlet(words) is None


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.reuters.com/world/a", "Reuters"),
        ("https://english.wafa.ps/page", "WAFA"),
        ("bbc.co.uk/news", "BBC"),
        ("https://edition.cnn.com./x", "CNN"),
    ],
)
def test_an_address_tells_its_site(url: str, name: str) -> None:
    """Hosts below a known domain belong to it, with or without a scheme."""
    found = outlet_of_url(url)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("url", ["https://notreuters.com/x", "https://[", "", "com"])
def test_other_addresses_tell_nothing(url: str) -> None:
    """A like-sounding or broken address names no outlet."""
    assert outlet_of_url(url) is None


def test_a_phrase_of_its_pages_tells_an_outlet() -> None:
    """A mark is found across line breaks; without one there is no outlet."""
    found = outlet_by_marks("Our Standards: The Thomson\nReuters Trust Principles.")
    assert found is not None
    assert found.name == "Reuters"
    assert outlet_by_marks("An ordinary text.") is None


def test_the_table_is_in_order() -> None:
    """Names and domains are unique, kinds are known, and no cell has loose blanks."""
    table = outlets()
    assert len(table) > 250
    assert {outlet.kind for outlet in table} <= KINDS
    for values in ([o.name for o in table], [d for o in table for d in o.domains]):
        assert [value for value, count in Counter(values).items() if count > 1] == []
    for outlet in table:
        for part in (outlet.name, *outlet.aliases, *outlet.domains, *outlet.marks):
            assert part == part.strip() != ""
        found = find_outlet(outlet.name)
        assert found == outlet, outlet.name


def test_agencies_are_told_from_the_rest() -> None:
    """Whose copy others carry is an agency."""
    afp, rt = find_outlet("AFP"), find_outlet("RT")
    assert afp is not None
    assert rt is not None
    assert afp.is_agency
    assert not rt.is_agency
