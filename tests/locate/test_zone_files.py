"""GeoJSON of zones: what is taken, what is refused and how it is said, feature by feature."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import ZoneError
from rashomon.locate.zone_files import ZoneFile, as_feature, read_zone_file, read_zones, zone_id_of
from rashomon.records import DateInterval, Zone, ZoneKind

SQUARE = [[[20, 44], [20.4, 44], [20.4, 44.3], [20, 44.3], [20, 44]]]


def feature(geometry: dict[str, Any] | None = None, /, **properties: object) -> dict[str, Any]:
    """Return a feature with a name, a square unless another geometry is given."""
    return {
        "type": "Feature",
        "properties": {"name": "Quiet corridor", "precision_km": 2, **properties},
        "geometry": geometry or {"type": "Polygon", "coordinates": SQUARE},
    }


def read(*features: object) -> ZoneFile:
    """Return what is read of a collection of features."""
    whole = {"type": "FeatureCollection", "features": list(features)}
    return read_zones(json.dumps(whole).encode(), "zones.json")


def only(one: object) -> Zone:
    """Return the zone of the only feature, which is sound."""
    found = read(one)
    assert not found.faults
    return found.zones[0]


def fault(one: object) -> str:
    """Return what is wrong with the only feature."""
    found = read(one)
    assert not found.zones
    return found.faults[0]


def line(*points: list[float]) -> dict[str, Any]:
    """Return a path."""
    return {"type": "LineString", "coordinates": list(points)}


def polygon(*points: list[float]) -> dict[str, Any]:
    """Return an outline without holes."""
    return {"type": "Polygon", "coordinates": [list(points)]}


def test_every_property_is_taken() -> None:
    """Names, days, actors, precision, source and note of a feature become the zone's."""
    zone = only(
        feature(
            id="Corridor 1", kind="area", aliases="north corridor|the corridor",
            shared_aliases=["corridor"], valid_from="2017-05", valid_to="2024-12-08/..",
            proclaimed_by=["Freedonia"], recognised_by="Sylvania", rejected_by=[],
            source="decree 12", note="as printed",
        )
    )  # fmt: skip
    assert (zone.zone_id, zone.name, zone.kind) == ("corridor-1", "Quiet corridor", ZoneKind.AREA)
    assert zone.names == ("north corridor", "the corridor")
    assert zone.shared_names == ("corridor",)
    assert zone.valid_from == DateInterval(date(2017, 5, 1), date(2017, 5, 31))
    assert zone.valid_to == DateInterval(date(2024, 12, 8), date.max)
    assert (zone.proclaimed_by, zone.recognized_by) == (("Freedonia",), ("Sylvania",))
    assert (zone.precision_km, zone.source, zone.note) == (2, "decree 12", "as printed")
    assert zone.is_users


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2017-05-06", date(2017, 5, 6), date(2017, 5, 6)),
        ("2017-05-06T12:00:00Z", date(2017, 5, 6), date(2017, 5, 6)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2016-12", date(2016, 12, 1), date(2016, 12, 31)),
        ("2017", date(2017, 1, 1), date(2017, 12, 31)),
        (2017, date(2017, 1, 1), date(2017, 12, 31)),
        ("2017-05-01/2017-09", date(2017, 5, 1), date(2017, 9, 30)),
    ],
)
def test_days_may_be_known_more_or_less(written: object, first: date, last: date) -> None:
    """A day, a month, a year, or any day from one to another."""
    assert only(feature(valid_from=written)).valid_from == DateInterval(first, last)


def test_open_and_unknown_ends_differ() -> None:
    """Left out or "open" is None; "unknown" leaves every later day in doubt."""
    assert only(feature(valid_from="2017")).valid_to is None
    assert only(feature(valid_from="2017", valid_to="open")).valid_to is None
    ended = only(feature(valid_from="2017-05-06", valid_to="unknown")).valid_to
    assert ended is not None
    assert (ended.first, ended.last) == (date(2017, 5, 6), date.max)
    assert only(feature(valid_to="unknown")).valid_to is not None


@pytest.mark.parametrize(
    "written",
    ["2017-02-31", "31 June", "0000-01-01", "2017-13", "2018-01-01/2017-01-01", [2017], "2017/..",
     "2017-05-06x", "9" * 5000],
)  # fmt: skip
def test_days_that_are_none_are_refused(written: object) -> None:
    """The message names the property and shows what to write, and stays short."""
    said = fault(feature(valid_from=written))
    assert "valid_from" in said
    assert len(said) < 300


def test_a_bad_feature_loses_only_itself() -> None:
    """The others are taken, and each fault names file, feature, reason."""
    found = read(
        feature(),
        feature(name=None),
        "nonsense",
        {"type": "Feature", "properties": None, "geometry": None},
        feature(name="Bad", proclaimed_by=7),
        feature(name="Other"),
    )
    assert [zone.name for zone in found.zones] == ["Quiet corridor", "Other"]
    assert [said.partition(":")[0] for said in found.faults] == ["zones.json"] * 4
    assert "feature 2" in found.faults[0]
    assert "“name”" in found.faults[0]
    assert "feature 5 “Bad”" in found.faults[3]


def test_two_zones_of_one_id_are_told_apart_by_hand() -> None:
    """The second is refused with the way out."""
    found = read(feature(), feature(name="quiet  Corridor!"))
    assert len(found.zones) == 1
    assert "“id”" in found.faults[0]


@pytest.mark.parametrize(
    ("geometry", "said"),
    [
        (None, "no geometry"),
        ({"type": "Point", "coordinates": [20, 44]}, "radius_km"),
        ({"type": "GeometryCollection", "geometries": []}, "GeometryCollection"),
        ({"type": "Polygon", "coordinates": []}, "outline"),
        ({"type": "MultiPolygon", "coordinates": []}, "empty"),
        ({"type": "MultiLineString", "coordinates": []}, "empty"),
        ({"type": "Polygon", "coordinates": [20, 44]}, "nested"),
        ({"type": "LineString", "coordinates": "20 44"}, "nested"),
        (line([20, 44]), "fewer than 2"),
        (line([20, 44], [20, True]), "nested"),
        (polygon([20, 44], [21, 44], [20, 44]), "fewer than three"),
        (polygon([20, 44], [21, 44]), "fewer than 3"),
        (line([20, 44], [44, 120]), "no such point"),
        (line([44, 120], [44, 121]), "longitude comes first"),
        (line([500_000, 4_649_776], [500_100, 4_649_776]), "meters"),
        (line([1e308, 0], [1, 1]), "no such point"),
        (polygon([-90, 80], [0, 80], [90, 80], [180, 80], [-90, 80]), "pole"),
        (line(*([lon % 360 - 180.0, 0.0] for lon in range(0, 1440, 90))), "more than once"),
    ],
)  # fmt: skip
def test_geometry_that_is_no_zone_is_refused(geometry: object, said: str) -> None:
    """What is wrong is said, with a hint where the mistake is a common one."""
    assert said in fault({**feature(), "geometry": geometry})


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "1" + "0" * 400])
def test_numbers_that_are_none_are_refused(number: str) -> None:
    """NaN and infinite coordinates and precisions are no points and no measures."""
    point = json.dumps(feature(line([20, 44], [21, 44]))).replace("21", number)
    assert "no such point" in read_zones(point.encode(), "x").faults[0]
    measure = json.dumps(feature()).replace('"precision_km": 2', f'"precision_km": {number}')
    assert "precision_km" in read_zones(measure.encode(), "x").faults[0]


@pytest.mark.parametrize(
    "properties",
    [
        {"precision_km": "2"}, {"precision_km": True}, {"precision_km": -1}, {"radius_km": 5},
        {"kind": "line"}, {"source": ["a"]}, {"aliases": [1]}, {"valid_from": "2020-01-01/.."},
        {"valid_from": "2020", "valid_to": "2019"},
    ],
    ids=str,
)  # fmt: skip
def test_properties_of_the_wrong_sort_are_refused(properties: dict[str, object]) -> None:
    """A number is a number, text is text, and the end is not before the beginning."""
    assert next(iter(properties)) in fault(feature(**properties)) or "before" in fault(
        feature(**properties)
    )


def test_a_circle_is_a_point_with_a_radius() -> None:
    """Radius and center are kept; none and absurd ones are refused."""
    point = {"type": "Point", "coordinates": [38.6, 33.5]}
    zone = only(feature(point, radius_km=55))
    assert (zone.kind, zone.circle_km, zone.shapes) == (ZoneKind.AREA, 55, ((((38.6, 33.5),),),))
    assert "radius_km" in fault(feature(point, radius_km=0))
    assert "at most" in fault(feature(point, radius_km=5000))


def test_what_is_assumed_or_not_used_is_said() -> None:
    """A precision that is not told, and properties that nobody reads."""
    one = feature(layer="3", fid=7)
    del one["properties"]["precision_km"]
    found = read(one)
    assert found.zones[0].precision_km == 1
    assert any("precision_km" in remark for remark in found.remarks)
    assert any("fid, layer" in remark for remark in found.remarks)


def test_an_outline_left_open_is_closed() -> None:
    """Some programs leave the last point out."""
    zone = only(feature(polygon([20, 44], [21, 44], [21, 45])))
    ((ring,),) = zone.shapes
    assert ring[0] == ring[-1]


def test_the_antimeridian_is_crossed_the_short_way() -> None:
    """Longitudes run on past 180, holes on the same side as their outline."""
    outline = [[170, 50], [-170, 50], [-170, 60], [170, 60], [170, 50]]
    hole = [[-178, 54], [-174, 54], [-174, 56], [-178, 56], [-178, 54]]
    zone = only(feature({"type": "Polygon", "coordinates": [outline, hole]}))
    ((outer, inner),) = zone.shapes
    assert [lon for lon, _ in outer] == [170, 190, 190, 170, 170]
    assert [lon for lon, _ in inner] == [182, 186, 186, 182, 182]


def test_a_cap_about_a_pole_is_taken_where_it_is_cut() -> None:
    """Edges of exactly once round are kept as they are."""
    zone = only(feature(polygon([-180, 70], [180, 70], [180, 90], [-180, 90], [-180, 70])))
    assert {lon for lon, _ in zone.shapes[0][0]} == {-180, 180}


def test_what_is_no_geojson_is_an_error_with_its_place(tmp_path: Path) -> None:
    """Broken JSON, other JSON, other encodings, nesting without end, missing files."""
    for content, said in (
        (b'{"type": "FeatureCollection", "features": [}', "line 1, column"),
        (b"[1, 2]", "docs/zones.md"),
        (b'{"type": "FeatureCollection", "features": 7}', "docs/zones.md"),
        (b'{"type": "Topology"}', "docs/zones.md"),
        ("ü".encode("latin-1"), "UTF-8"),
        (b"[" * 200_000, "nested"),
        (b'{"a": 1' + b"0" * 5000 + b"}", "no JSON"),
        (b'{"type":"Feature","crs":{"properties":{"name":"EPSG:32633"}}}', "WGS 84"),
    ):
        with pytest.raises(ZoneError, match=said) as error:
            read_zones(content, "zones.json")
        assert "zones.json" in str(error.value)
    with pytest.raises(ZoneError, match="cannot be read"):
        read_zone_file(tmp_path / "none.geojson")


def test_a_single_feature_with_a_mark_of_its_encoding_is_read() -> None:
    """One Feature needs no collection; a byte order mark and a declared WGS 84 are let go."""
    one = {
        **feature(),
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC::CRS84"}},
    }
    assert len(read_zones(b"\xef\xbb\xbf" + json.dumps(one).encode(), "x").zones) == 1


def test_deeply_nested_coordinates_lose_one_feature() -> None:
    """Brackets a few hundred deep are read by the parser, and refused as coordinates."""
    deep: Any = [20, 44]
    for _ in range(300):
        deep = [deep]
    found = read(feature({"type": "MultiPolygon", "coordinates": deep}), feature(name="Sound"))
    assert [zone.name for zone in found.zones] == ["Sound"]


def test_too_large_a_file_or_outline_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither memory nor time of a run is at the mercy of a file."""
    monkeypatch.setattr("rashomon.locate.zone_files._MOST_POINTS", 4)
    assert "simplify" in fault(feature())
    monkeypatch.setattr("rashomon.locate.zone_files._LARGEST_FILE", 10)
    path = tmp_path / "large.geojson"
    path.write_text(json.dumps(feature()), encoding="utf-8")
    with pytest.raises(ZoneError, match="larger"):
        read_zone_file(path)


def test_words_that_steer_a_terminal_are_left_out() -> None:
    """Control characters and marks that turn the writing are no part of a name."""
    assert only(feature(name="Quiet\x1b[2J\u202e corridor\n")).name == "Quiet [2J corridor"


def test_ids_are_plain_and_last() -> None:
    """Letters and figures of the name; a digest where it is in another script."""
    assert zone_id_of("Peace Spring (2019)") == "peace-spring-2019"
    assert zone_id_of("Зона 1").startswith("zone-")
    assert zone_id_of("Зона 1") != zone_id_of("Зона 2")
    assert zone_id_of("../../etc/passwd") == "etc-passwd"
    assert len(zone_id_of("x" * 500)) <= 80


LON = st.floats(-179, 179).map(lambda n: round(n, 4))
LAT = st.floats(-89, 89).map(lambda n: round(n, 4))
PATH = st.lists(st.tuples(LON, LAT), min_size=2, max_size=8)


@settings(max_examples=60, deadline=None)
@given(PATH, st.sampled_from([None, "2017-05", "2017-01-01/2017-05-18"]))
def test_a_zone_written_is_read_the_same(path: list[tuple[float, float]], begin: str) -> None:
    """What is kept of a user's zone is the zone."""
    found = read(feature(line(*([lon, lat] for lon, lat in path)), valid_from=begin))
    if found.zones:  # a path may go round the globe
        (zone,) = found.zones
        again = read(as_feature(zone))
        assert not again.faults
        assert again.zones[0].valid_from == zone.valid_from
        (ring,), (other,) = zone.shapes[0], again.zones[0].shapes[0]
        assert [n for p in ring for n in p] == pytest.approx([n for p in other for n in p])


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["type", "name", "coordinates", "valid_to", "x"]), inner)
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([*"PL", "Point", "LineString", "Polygon", "MultiPolygon", "MultiLineString"]),
    ANY_JSON,
    st.dictionaries(
        st.sampled_from(["name", "valid_from", "valid_to", "radius_km", "aliases", "precision_km"]),
        ANY_JSON,
    ),
)
def test_whatever_a_feature_holds_it_is_taken_or_told(
    kind: str, coordinates: Any, properties: dict[str, Any]
) -> None:
    """No JSON leads to anything but zones and faults."""
    one = {"type": "Feature", "properties": properties}
    found = read({**one, "geometry": {"type": kind, "coordinates": coordinates}})
    assert len(found.zones) + len(found.faults) == 1
