"""Tests of reading a user's own places."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from rashomon.errors import GazetteerError
from rashomon.locate import place_files
from rashomon.locate.entries import Entry
from rashomon.locate.own_places import place_sets
from rashomon.locate.place_files import add_places, read_place_file
from rashomon.records import PlaceKind

Read = tuple[list[Entry], list[tuple[int, str]]]


def read(path: Path) -> Read:
    faults: list[tuple[int, str]] = []
    places = list(read_place_file(path, "mine", lambda line, why: faults.append((line, why))))
    return places, faults


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def dump_line(number: object, name: str, lat: object, lon: object, code: str = "P.PPL") -> str:
    feature_class, _, feature = code.partition(".")
    cells = [number, name, name, "Other,Another,مكان", lat, lon, feature_class, feature, "SY", ""]
    cells += ["07", "", "", "", 1200, "", 300, "Asia/Damascus", "2020-01-01"]
    return "\t".join(map(str, cells)) + "\n"


def test_a_dump_of_a_country_is_read(tmp_path: Path) -> None:
    """Each row keeps GeoNames' number, its other names, its kind and its division."""
    lines = [
        dump_line(101, "Qorbul", 35.1, 40.2),
        dump_line(102, "Qorbul Airbase", 35.2, 40.3, "S.AIRB"),
        dump_line(103, "Qorbul Province", 35.3, 40.4, "A.ADM1"),
        dump_line(104, "Qorbul District", 35.3, 40.4, "A.ADM2"),
        dump_line(105, "Old Quarter", 35.3, 40.4, "P.PPLX"),
        dump_line(106, "Qorbul River", 35.3, 40.4, "H.STM"),
        dump_line(107, "Qorbul Plain", 35.3, 40.4, "L.RGN"),
        dump_line(108, "Seat", 35.3, 40.4, "P.PPLA"),
        dump_line(109, "Qorbulia", 35.3, 40.4, "A.PCLI"),
    ]
    places, faults = read(written(tmp_path, "SY.txt", "".join(lines)))
    assert faults == []
    assert [place.kind.value for place in places] == (
        "village site province district quarter feature region town country".split()
    )
    first = places[0]
    assert (first.place_id, first.code, first.division) == ("geonames:101", "SY", "SY.07")
    assert (first.country, first.population) == ("Syria", 1200)
    assert {"Other", "Another"} <= set(first.other_names)


def test_a_zipped_dump_is_read_without_unpacking(tmp_path: Path) -> None:
    """Its readme is passed over, and names in the archive lead nowhere."""
    path = tmp_path / "SY.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("../../escaped.txt", dump_line(101, "Qorbul", 35.1, 40.2))
    places, faults = read(path)
    assert [place.name for place in places] == ["Qorbul"]
    assert faults == []
    assert [one.name for one in tmp_path.parent.rglob("escaped.txt")] == []


def test_an_archive_that_unpacks_without_end_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it says of its size is not believed; the bytes are counted."""
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("XX.txt", dump_line(101, "Qorbul", 35.1, 40.2) * 20_000)
    assert path.stat().st_size < 50_000
    monkeypatch.setattr(place_files, "_MOST_BYTES", 1_000_000)
    with pytest.raises(GazetteerError, match="unpacks to more"):
        read(path)


@pytest.mark.parametrize(
    ("names", "reason"),
    [(["a.csv"], "0 tables"), (["a.txt", "b.txt"], "2 tables")],
)
def test_an_archive_of_something_else_is_an_error(
    tmp_path: Path, names: list[str], reason: str
) -> None:
    """A GeoNames archive holds one table."""
    path = tmp_path / "other.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    with pytest.raises(GazetteerError, match=reason):
        read(path)


def test_an_archive_of_lines_that_are_no_rows_is_given_up(tmp_path: Path) -> None:
    """After a hundred lines without a place it is no dump."""
    path = tmp_path / "lines.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("XX.txt", b"\n" * 20_000_000)
    places, faults = read(path)
    assert places == []
    assert len(faults) < 200


def test_a_cut_archive_is_an_error(tmp_path: Path) -> None:
    """Half a download says so."""
    path = tmp_path / "SY.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("SY.txt", "".join(dump_line(n, f"P{n}x", 35, 40) for n in range(3000)))
    content = bytearray(path.read_bytes())
    content[2000:4000] = b"\0" * 2000
    path.write_bytes(content)
    with pytest.raises(GazetteerError, match="cannot be read"):
        read(path)


CSV = "name,lat,lon,alternates,kind,radius_km,admin,country,population,source\n"


def test_a_table_of_the_users_own_is_read(tmp_path: Path) -> None:
    """What is told is taken; what is not has a sensible value."""
    text = CSV + "Qorbul,35.1,40.2,Kurbul|Qurbul,village,4,Deir ez-Zor,Syria,900,survey\nBent,1,2\n"
    (full, short), faults = read(written(tmp_path, "mine.csv", text))
    assert faults == []
    assert (full.name, full.other_names, full.kind) == (
        "Qorbul", ("Kurbul", "Qurbul"), PlaceKind.VILLAGE
    )  # fmt: skip
    assert (full.lat, full.lon, full.radius_km, full.admin) == (35.1, 40.2, 4, "Deir ez-Zor")
    assert (full.code, full.country, full.population, full.source) == ("SY", "Syria", 900, "survey")
    assert (short.kind, short.radius_km, short.code) == (PlaceKind.TOWN, 10, "")
    assert full.place_id.startswith("mine:mine:qorbul-")


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Name;Latitude;Longitude", "Qorbul;35,1;40,2"),
        ("name\tlat\tlng", "Qorbul\t35.1\t40.2"),
        ("lon,lat,name", "40.2,35.1,Qorbul"),
    ],
)
def test_other_headers_and_separators_are_understood(tmp_path: Path, header: str, row: str) -> None:
    """As spreadsheets of other languages write them."""
    places, faults = read(written(tmp_path, "mine.csv", f"{header}\n{row}\n"))
    assert faults == []
    assert [(place.name, place.lat, place.lon) for place in places] == [("Qorbul", 35.1, 40.2)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_byte_order_marks_are_no_part_of_a_name(tmp_path: Path, encoding: str) -> None:
    """A table saved as UTF-8 with a mark, or as UTF-16, is the same table."""
    text = "name,lat,lon\nḤoms Gate,34.7,36.7\n"
    places, faults = read(written(tmp_path, "mine.csv", text.encode(encoding)))
    assert faults == []
    assert [place.name for place in places] == ["Ḥoms Gate"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",1,2", "no name"),
        ("A place,91,2", "lat 91 is out of range"),
        ("A place,nan,2", "out of range"),
        ("A place,1,inf", "out of range"),
        ("A place,1e400,2", "out of range"),
        ("A place,north,2", "no number"),
        ("A place,,2", "no number"),
        ("=HYPERLINK(1),1,2", "formula"),
        ("@SUM(A1),1,2", "formula"),
        ("12345,1,2", "without a letter"),
        ("A\x07place,1,2", "control character"),
        ("x" * 300 + ",1,2", "300 characters"),
        ("A place,1,2,,castle", "is none of"),
        ("A place,1,2,,town,-1", "no radius"),
        ("A place,1,2,,town,5,,Sirya", "is unknown"),
        ("A place,1,2,,town,5,,SY,1,s,one,two", "cells under"),
    ],
)
def test_a_bad_row_is_named_and_loses_only_itself(tmp_path: Path, row: str, reason: str) -> None:
    """With its line and the reason."""
    places, faults = read(written(tmp_path, "mine.csv", f"{CSV}Good,1,2\n{row}\nAlso good,3,4\n"))
    assert [place.name for place in places] == ["Good", "Also good"]
    ((line, why),) = faults
    assert line == 3
    assert reason in why


def test_a_wrong_encoding_is_named(tmp_path: Path) -> None:
    """Latin-1 is not guessed at."""
    content = "name,lat,lon\nGood,1,2\nMéxico,3,4\n".encode("latin-1")
    places, faults = read(written(tmp_path, "mine.csv", content))
    assert [place.name for place in places] == ["Good"]
    assert faults == [(3, "the name is not UTF-8")]


def test_an_endless_line_is_left_out(tmp_path: Path) -> None:
    """It costs no memory to speak of, and the next line is read."""
    endless = b"x" * 5_000_000
    content = b"name,lat,lon\nGood,1,2\n" + endless + b"\nAlso good,3,4\n"
    places, faults = read(written(tmp_path, "mine.csv", content))
    assert [place.name for place in places] == ["Good", "Also good"]
    assert faults[0][0] == 3
    assert "longer than" in faults[0][1]


def test_a_quotation_without_end_does_not_swallow_the_fault(tmp_path: Path) -> None:
    """The reader gives up on it after so many characters and says so."""
    content = 'name,lat,lon\nGood,1,2\n"open,' + "y" * 80 + "\n" + ("z" * 99 + "\n") * 3000
    places, faults = read(written(tmp_path, "mine.csv", content))
    assert [place.name for place in places] == ["Good"]
    assert faults


def test_a_place_of_a_million_names_keeps_the_first_few(tmp_path: Path) -> None:
    """Nobody's place has so many."""
    names = "|".join(f"n{number}" for number in range(15_000))
    (place,), faults = read(written(tmp_path, "m.csv", f"name,lat,lon,alternates\nA,1,2,{names}\n"))
    assert faults == []
    assert len(place.other_names) == 500


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\0\1\2\3" * 50, "not a text file"),
        (b"town,population\nQorbul,3\n", "no column name or lat or lon; columns met: town, pop"),
        (b"{not json", "not GeoJSON"),
        (b"[1, 2]", "not GeoJSON with features"),
        (b'{"type": "FeatureCollection"}', "not GeoJSON with features"),
        (b'{"a":' * 100_000, "not GeoJSON"),
        (b"[" * 100_000, "not GeoJSON"),
        (b"{\xff}", "not GeoJSON"),
    ],
)
def test_a_file_of_another_kind_is_an_error(tmp_path: Path, content: bytes, reason: str) -> None:
    """The message says what was met."""
    with pytest.raises(GazetteerError, match=reason):
        read(written(tmp_path, "some.csv", content))


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """And so is a folder."""
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(GazetteerError, match="cannot be read"):
            read(path)


def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def test_geojson_gives_points_and_areas(tmp_path: Path) -> None:
    """An area stands as a point inside it, with a radius."""
    ring = [[40, 35], [41, 35], [41, 36], [40, 36], [40, 35]]
    features = [
        feature({"type": "Point", "coordinates": [40.2, 35.1]}, name="Qorbul", alternates=["Kurb"]),
        feature({"type": "Polygon", "coordinates": [ring]}, Name="The Fold", country="Syria"),
        feature({"type": "Point", "coordinates": [200, 35.1]}, name="Nowhere"),
        feature(None, name="Nothing"),
        feature({"type": "Point", "coordinates": [1, 2]}, name=None),
        "no feature",
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    (point, area), faults = read(written(tmp_path, "mine.geojson", text))
    assert (point.lat, point.lon, point.kind) == (35.1, 40.2, PlaceKind.TOWN)
    assert point.other_names == ("Kurb",)
    assert (round(area.lat, 3), round(area.lon, 3)) == (35.5, 40.5)
    assert area.kind == PlaceKind.DISTRICT
    assert 60 < area.radius_km < 80
    assert [line for line, _ in faults] == [3, 4, 5, 6]


def test_one_feature_alone_is_read(tmp_path: Path) -> None:
    """With or without properties."""
    alone = feature({"type": "Point", "coordinates": [1, 2]}, name="Qorbul", kind="site")
    (place,), _ = read(written(tmp_path, "one.json", json.dumps(alone)))
    assert place.kind == PlaceKind.SITE
    bare = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2]}}
    assert read(written(tmp_path, "two.json", json.dumps(bare))) == ([], [(1, "no name")])


def test_rows_of_another_shape_in_a_dump_are_named(tmp_path: Path) -> None:
    """A dump with a broken line is still a dump; a number must be one."""
    lines = [dump_line(1, "Good", 1, 2), "short\n", dump_line("x1", "Bad", 1, 2)]
    lines += [dump_line(2, "Far", 1, 999)]
    places, faults = read(written(tmp_path, "SY.txt", "".join(lines)))
    assert [place.name for place in places] == ["Good"]
    assert [line for line, _ in faults] == [2, 3, 4]


def test_a_file_with_nothing_usable_leaves_the_older_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mistake costs nothing that was there before."""
    monkeypatch.setenv("RASHOMON_DATA", str(tmp_path / "data"))
    good = written(tmp_path, "mine.csv", "name,lat,lon\nQorbul,1,2\n")
    added = add_places(good, None, lambda *_: None)
    bad = written(tmp_path, "bad.csv", "name,lat,lon\n,1,2\n")
    with pytest.raises(GazetteerError, match="nothing was added"):
        add_places(bad, "mine", lambda *_: None)
    assert place_sets() == (added,)
    assert [path.name for path in (tmp_path / "data" / "gazetteer").iterdir()] == [added.path.name]
