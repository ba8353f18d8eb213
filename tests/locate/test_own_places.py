"""Tests of the sets that a user's own places are kept in, and how they join the rest."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import GazetteerError
from rashomon.locate.entries import Entry
from rashomon.locate.gazetteer import Gazetteer, open_gazetteer
from rashomon.locate.index import current_version, index_path
from rashomon.locate.own_places import (
    mine_version,
    place_sets,
    remove_set,
    replaced_ids,
    set_name,
    settled,
    store_set,
)
from rashomon.locate.place_files import add_places
from rashomon.records import PlaceKind


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own."""
    monkeypatch.setenv("RASHOMON_DATA", str(tmp_path / "data"))
    return tmp_path / "data" / "gazetteer"


def place(
    place_id: str, name: str, lat: float, lon: float, code: str = "", kind: str = "town"
) -> Entry:
    return Entry(place_id, name, (), PlaceKind(kind), lat, lon, 10, None, code, None)


def test_a_set_comes_back_as_it_was_stored() -> None:
    """Names with commas, quotes and other scripts, and every field."""
    entry = Entry(
        "mine:a:x-1", 'Umm "Q", the', ("أم", "b|c".replace("|", "/")), PlaceKind.SITE, 35.123456789,
        -40.5, 2.5, "Deir ez-Zor", "SY", "Syria", 12, "SY.07", source="survey",
    )  # fmt: skip
    one = store_set("a", [entry])
    assert one.size == 1
    assert place_sets() == (one,)
    assert list(settled([one], [])) == [entry]


@given(
    name=st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30),
    lat=st.floats(-90, 90),
    lon=st.floats(-180, 180),
)
def test_names_and_points_survive_storing(name: str, lat: float, lon: float) -> None:
    """To the last digit."""
    entry = place("mine:a:x-1", name, lat, lon, "SY")
    (back,) = settled([store_set("a", [entry])], [])
    assert (back.name, back.lat, back.lon) == (name, lat, lon)


def test_a_set_replaces_the_older_one_of_its_name(data: Path) -> None:
    """And only that."""
    store_set("a", [place("mine:a:1", "One", 1, 2)])
    other = store_set("b", [place("mine:b:1", "Other", 1, 2)])
    new = store_set("a", [place("mine:a:2", "Two", 1, 2)])
    assert place_sets() == (new, other)
    assert len(list(data.iterdir())) == 2


def test_an_add_that_is_stopped_leaves_no_trace(data: Path) -> None:
    """The former set stays, and what a killed process left is swept up by the next."""
    former = store_set("a", [place("mine:a:1", "One", 1, 2)])

    def stopped() -> Iterator[Entry]:
        yield place("mine:a:2", "Two", 1, 2)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store_set("a", stopped())
    assert place_sets() == (former,)
    (data / ".a.killed.partial").write_text("place_id,na")
    assert place_sets() == (former,)
    store_set("a", [place("mine:a:3", "Three", 1, 2)])
    assert len(list(data.iterdir())) == 1


def test_of_two_files_of_one_set_the_later_counts(data: Path) -> None:
    """As after a kill between writing the new and deleting the old."""
    former = store_set("a", [place("mine:a:1", "One", 1, 2)])
    content = former.path.read_bytes()
    later = store_set("a", [place("mine:a:2", "Two", 1, 2)])
    former.path.write_bytes(content)
    os.utime(former.path, (1, 1))
    assert place_sets() == (later,)
    remove_set("a")
    assert list(data.iterdir()) == []


def test_removing_what_is_not_there_names_what_is() -> None:
    """A slip of the keyboard is easily mended."""
    with pytest.raises(GazetteerError, match="there are none"):
        remove_set("a")
    store_set("abc", [place("mine:a:1", "One", 1, 2)])
    with pytest.raises(GazetteerError, match="abc"):
        remove_set("../abc")


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("SY", "sy"),
        ("My places (2)", "my-places-2"),
        ("../../etc/x", "etc-x"),
        ("x" * 99, "x" * 40),
    ],
)
def test_a_set_s_name_is_safe_as_a_file_s(told: str, name: str) -> None:
    """No name leads out of the folder."""
    assert set_name(told) == name


def test_a_name_of_no_letters_is_refused() -> None:
    """There would be no file to keep it in."""
    for told in ("", "…", "حلب"):
        with pytest.raises(GazetteerError, match="--name"):
            set_name(told)


def test_a_folder_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the way out."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("RASHOMON_DATA", str(tmp_path / "file" / "below"))
    assert place_sets() == ()
    with pytest.raises(GazetteerError, match="RASHOMON_DATA"):
        store_set("a", [place("mine:a:1", "One", 1, 2)])


@pytest.mark.parametrize("damage", ["place_id,name\nmine:a:1,One\n", "x", "\udcff"])
def test_a_damaged_set_is_told(damage: str) -> None:
    """With the command that mends it."""
    one = store_set("a", [place("mine:a:1", "One", 1, 2)])
    content = damage.encode(errors="surrogateescape") + one.path.read_bytes()[:40]
    one.path.write_bytes(content)
    with pytest.raises(GazetteerError, match="gazetteer remove a"):
        list(settled([one], []))


def test_the_version_follows_what_the_sets_hold() -> None:
    """Not when or where they were added."""
    assert mine_version(()) == ""
    one = store_set("a", [place("mine:a:1", "One", 1, 2)])
    first = mine_version([one])
    assert mine_version([store_set("a", [place("mine:a:2", "Two", 1, 2)])]) != first
    assert mine_version([store_set("a", [place("mine:a:1", "One", 1, 2)])]) == first


def test_a_place_without_a_country_is_in_that_of_the_nearest_town() -> None:
    """Unless no town is anywhere near."""
    towns = [place("t:1", "Near", 35, 40, "SY"), place("t:2", "Far", 35.4, 41.2, "IQ")]
    one = store_set("a", [place("mine:a:1", "Here", 35.1, 40.2), place("mine:a:2", "Sea", -40, 3)])
    here, sea = settled([one], towns)
    assert (here.code, sea.code) == ("SY", "")


def test_overlapping_dumps_give_each_place_once() -> None:
    """The first set by name has it."""
    sets = [store_set(name, [place("geonames:7", f"Of {name}", 1, 2, "SY")]) for name in ("a", "b")]
    assert [entry.name for entry in settled(sets, [])] == ["Of a"]
    assert replaced_ids(sets) == {"geonames:7"}


@pytest.mark.usefixtures("fake_geonames")
def test_own_places_win_and_the_index_follows(tmp_path: Path) -> None:
    """Adding and removing change what is found; no outdated index stays behind."""
    said: list[str] = []
    cache = tmp_path / "cache"
    with open_gazetteer(cache, said.append) as plain:
        assert [hit.place.lat for hit in plain.named("Aleppo")][:1] == [36.2]
        plain_version = plain.version
    table = tmp_path / "mine.csv"
    table.write_text("name,lat,lon,country\nAleppo,35.0,38.0,SY\nNew Ford,35,39,\n")
    add_places(table, None, lambda *_: None)
    with open_gazetteer(cache, said.append) as ours:
        towns = [hit for hit in ours.named("Aleppo") if hit.place.kind == PlaceKind.TOWN]
        assert [hit.place.lat for hit in towns] == [35.0]
        assert any(hit.place.kind == PlaceKind.PROVINCE for hit in ours.named("Aleppo"))
        (ford,) = ours.named("New Ford")
        assert ford.code == "SY"
        assert ours.version == current_version() == plain_version + "+" + mine_version(place_sets())
        assert [path.name for path in cache.iterdir()] == [index_path(cache).name]
    remove_set("mine")
    with open_gazetteer(cache, said.append) as again:
        assert again.named("New Ford") == []
        assert again.version == plain_version


@pytest.mark.usefixtures("fake_geonames")
def test_a_dump_replaces_the_towns_of_its_numbers(tmp_path: Path) -> None:
    """GeoNames' later word on a place is taken, and the place is there once."""
    cells = [
        1,
        "Aleppo",
        "Aleppo",
        "",
        36.3,
        37.2,
        "P",
        "PPLA",
        "SY",
        "",
        "09",
        "",
        "",
        "",
        2_000_000,
    ]
    cells += ["", "", "", ""]
    (tmp_path / "SY.txt").write_text("\t".join(map(str, cells)) + "\n")
    add_places(tmp_path / "SY.txt", None, lambda *_: None)
    with open_gazetteer(tmp_path / "cache", lambda _: None) as found:
        towns = [hit for hit in found.named("Aleppo") if hit.place.kind == PlaceKind.TOWN]
        assert [hit.place.lat for hit in towns] == [36.3]


def test_an_index_that_holds_other_places_than_its_name_says_is_built_anew(
    tmp_path: Path, fake_geonames: None
) -> None:
    """As where somebody has copied one over another."""
    from rashomon.locate.index import build

    said: list[str] = []
    build(
        index_path(tmp_path),
        said.append,
        entries=[place("t:1", "Qorbul", 1, 2, "SY")],
        version="another",
    )
    with open_gazetteer(tmp_path, said.append) as found:
        assert found.named("Aleppo")
        assert found.version == current_version()
    assert any("built anew" in line for line in said)


@pytest.mark.parametrize("harm", ["cut", "grown", "no table", "not a place", "no such kind"])
def test_a_harmed_index_is_never_silently_believed(
    tmp_path: Path, fake_geonames: None, harm: str
) -> None:
    """Rebuilt where opening shows it; a clear error where only a lookup can."""
    import sqlite3
    from contextlib import closing

    open_gazetteer(tmp_path, lambda _: None).close()
    path = index_path(tmp_path)
    if harm == "cut":
        path.write_bytes(path.read_bytes()[:-4096])
    elif harm == "grown":
        path.write_bytes(path.read_bytes() + b"\0" * 100)
    else:
        statement = {
            "no table": "DROP TABLE sound",
            "not a place": "UPDATE place SET lat = 'x'",
            "no such kind": "UPDATE place SET kind = 'castle'",
        }[harm]
        with closing(sqlite3.connect(path)) as index, index:
            index.execute(statement)
    said: list[str] = []
    with open_gazetteer(tmp_path, said.append) as found:
        if harm in {"not a place", "no such kind"}:
            with pytest.raises(GazetteerError, match="altered"):
                found.named("Aleppo")
        else:
            assert "built anew" in said[0]
            assert found.named("Aleppo")


@pytest.mark.parametrize(
    "name",
    ["", "\0", "\0Aleppo",
     "word " * 10_000, "🚀" * 5_000, "\u202eoppelA", "حلبحلب", "a" * 1_000_000,
     "'; DROP TABLE place; --", "%", "_", "\ud800"],
    ids=lambda name: repr(name[:12]),
)  # fmt: skip
def test_hostile_names_are_cheap_and_harmless(gazetteer: Gazetteer, name: str) -> None:
    """They are looked up like any other, and found nowhere."""
    import time

    begun = time.perf_counter()
    assert gazetteer.named(name) == []
    assert isinstance(gazetteer.sounding_like(name, ["SY"]), list)
    assert gazetteer.abbreviated(name) == []
    assert time.perf_counter() - begun < 1.0
    assert gazetteer.named("Aleppo")
