from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path

import pytest

from rashomon.errors import GazetteerError
from rashomon.locate.gazetteer import Gazetteer, open_gazetteer
from rashomon.locate.index import build, index_path, read_supplement
from rashomon.records import PlaceKind
from rashomon.reference.earth import distance_km


@pytest.mark.usefixtures("fake_geonames")
def test_the_index_is_built_once_and_opened_after(tmp_path: Path) -> None:
    """The second opening finds the first one's file and builds nothing."""
    said: list[str] = []
    with open_gazetteer(tmp_path, said.append) as gazetteer:
        aleppo = [hit for hit in gazetteer.named("Halab") if hit.place.kind == PlaceKind.TOWN]
        assert aleppo[0].place.population == 2098210
        assert gazetteer.named("Juneau")[0].place.admin == "Alaska"
        assert gazetteer.named("Alaska")[0].place.kind == PlaceKind.PROVINCE
        assert gazetteer.country("Syria") is not None
        assert gazetteer.country("Aleppo") is None
    assert len(said) == 2
    with open_gazetteer(tmp_path, said.append):
        pass
    assert len(said) == 2
    assert [path.name for path in tmp_path.iterdir()] == [index_path(tmp_path).name]


@pytest.mark.usefixtures("fake_geonames")
def test_a_damaged_index_is_built_anew(tmp_path: Path) -> None:
    """Bytes that are no index are replaced by one."""
    index_path(tmp_path).write_bytes(b"not a database" * 100)
    said: list[str] = []
    with open_gazetteer(tmp_path, said.append) as gazetteer:
        assert gazetteer.named("Aleppo")
    assert "damaged" in said[0]


@pytest.mark.usefixtures("fake_geonames")
def test_a_folder_that_cannot_be_written_falls_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a cache folder the index goes to a temporary one, and says so."""
    blocker = tmp_path / "file"
    blocker.write_text("")
    monkeypatch.setenv("RASHOMON_CACHE", str(blocker / "below"))
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path))
    said: list[str] = []
    with open_gazetteer(on_progress=said.append) as gazetteer:
        assert gazetteer.path.parent == tmp_path / "rashomon"
    assert any("RASHOMON_CACHE" in line for line in said)


def test_a_told_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    """A folder asked for by name is not silently replaced by another."""
    (tmp_path / "file").write_text("")
    with pytest.raises(GazetteerError, match="cannot be written"):
        open_gazetteer(tmp_path / "file" / "below")


def test_an_empty_index_is_no_gazetteer(tmp_path: Path) -> None:
    """An index without places counts as damaged."""
    build(tmp_path / "empty.sqlite", entries=())
    with pytest.raises(sqlite3.DatabaseError):
        Gazetteer(tmp_path / "empty.sqlite")


def test_a_closed_gazetteer_says_so(tmp_path: Path) -> None:
    """Lookups after closing are a clear error."""
    build(tmp_path / "index.sqlite", entries=read_supplement())
    gazetteer = Gazetteer(tmp_path / "index.sqlite")
    gazetteer.close()
    with pytest.raises(GazetteerError, match="cannot be read"):
        gazetteer.named("Aleppo")


def test_articles_and_marks_do_not_matter(gazetteer: Gazetteer) -> None:
    """A name is found with another article, without one, and without its marks."""
    for spelling in ("al-Qardaha", "Qardaha", "Qárdaha", "AL QARDAHA"):
        assert "Qardaha" in {hit.place.name for hit in gazetteer.named(spelling)}, spelling


def test_other_spellings_are_found_in_the_countries_told(gazetteer: Gazetteer) -> None:
    """A romanization that no list holds is found by its sound, and only where asked."""
    found = {hit.place.name for hit in gazetteer.sounding_like("Mambidj", ["SY"])}
    assert "Manbij" in found or gazetteer.sounding_like("Manbidj", ["SY"])
    assert gazetteer.sounding_like("Qatirjee", ["SY"])[0].place.name == "Qaterji"
    assert gazetteer.sounding_like("Qatirjee", ["YE"]) == []
    assert gazetteer.sounding_like("Qatirjee", []) == []
    assert gazetteer.named("x") == []


def test_capitals_are_known(gazetteer: Gazetteer) -> None:
    """The words "the capital" can be looked up by country."""
    hit = gazetteer.capital("SY")
    assert hit is not None
    assert hit.place.name == "Damascus"
    assert gazetteer.capital("XX") is None


def test_every_row_of_the_table_is_sound() -> None:
    """Our own table has a country, a plausible radius and one id for each row."""
    entries = list(read_supplement())
    assert len(entries) > 2500
    assert len({entry.place_id for entry in entries}) == len(entries)
    for entry in entries:
        assert entry.code, entry.name
        assert 1 <= entry.radius_km <= 700, entry.name


def test_quarters_lie_in_their_town() -> None:
    """No quarter of Aleppo or Damascus is told to lie outside it."""
    towns = {"Aleppo": (36.2, 37.16), "Damascus": (33.51, 36.29), "Mogadishu": (2.04, 45.33)}
    for entry in read_supplement():
        if entry.kind == PlaceKind.QUARTER and entry.admin in towns:
            away = distance_km(entry.lat, entry.lon, *towns[entry.admin])
            assert away < 20, entry.name
