"""Which outlet a name, an address or a phrase stands for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from rashomon.errors import SettingError
from rashomon.reference.outlets import (
    KINDS,
    _by_domain,
    _by_mark,
    _by_name,
    find_outlet,
    outlet_by_marks,
    outlet_of_url,
    outlets,
)


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
        ("https://web.archive.org/web/20160705id_/http://www.sana.sy/en/?p=1", "SANA"),
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
    assert len(table) > 1000
    assert {outlet.kind for outlet in table} <= set(KINDS)
    for values in ([o.name for o in table], [d for o in table for d in o.domains]):
        assert [value for value, count in Counter(values).items() if count > 1] == []
    for outlet in table:
        for part in (outlet.name, *outlet.aliases, *outlet.domains, *outlet.marks):
            assert part == part.strip() != ""
        assert find_outlet(outlet.name) == outlet, outlet.name
        if outlet.kind in ("state media", "party to the conflict", "public broadcaster"):
            assert outlet.note, f"{outlet.name}: on what does its kind rest?"


@pytest.fixture
def own_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A table of one's own, read afresh before and after."""
    monkeypatch.setenv("RASHOMON_DATA", str(tmp_path))
    _forget()
    yield tmp_path / "outlets.csv"
    _forget()


def _forget() -> None:
    for cached in (outlets, _by_name, _by_domain, _by_mark):
        cached.cache_clear()


def test_rows_of_ones_own_are_added_and_hold(own_table: Path) -> None:
    """Only name and kind are needed."""
    own_table.write_text(
        "name,kind,domains,aliases\nSamplehrad Gazette,independent,Gazette.example,The SG\n"
        "TASS,state media,tass.com,\n"
    )
    found = outlet_of_url("https://www.gazette.example/a")
    assert found is not None
    assert (found.name, found.country, find_outlet("the SG")) == ("Samplehrad Gazette", None, found)
    tass = find_outlet("TASS")
    assert tass is not None
    assert tass.kind == "state media"
    assert find_outlet("AFP") is not None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,country\nA,B\n", "needs the columns name and kind"),
        ("name,kind\nA,good\n", "'A' is 'good'; a kind is agency,"),
        ("name,kind\n,agency\n", "no name"),
        ("name,kind\nA\n", "'A' is ''"),
        ("", "needs the columns"),
    ],
)
def test_a_table_that_cannot_be_read_is_an_error(own_table: Path, text: str, message: str) -> None:
    """It says where, and the way out."""
    own_table.write_text(text)
    with pytest.raises(SettingError, match=message):
        outlets()


def test_a_table_that_is_no_text_is_an_error(own_table: Path) -> None:
    """As a spreadsheet saves it."""
    own_table.write_bytes(b"name,kind\n\xff\xfe,agency\n")
    with pytest.raises(SettingError, match="cannot be read"):
        outlets()


def test_agencies_are_told_from_the_rest() -> None:
    """Whose copy others carry is an agency."""
    afp, rt = find_outlet("AFP"), find_outlet("RT")
    assert afp is not None
    assert rt is not None
    assert afp.is_agency
    assert not rt.is_agency
