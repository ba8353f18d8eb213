"""Every format that can be read back gives back what was written, whatever reports say."""

from __future__ import annotations

import csv
import io
import json
import sys
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.publish.made_dossiers import HOSTILE, LETTERS, Made, made

from rashomon.errors import SettingError
from rashomon.publish import FORMATS, export
from rashomon.publish.cells import guarded, read_table, table_writer, unguarded
from rashomon.publish.claim_parquet import PARQUET_COLUMNS, read_claims
from rashomon.publish.claim_rows import CLAIM_COLUMNS, claim_rows
from rashomon.publish.geojson import box_of
from rashomon.publish.incident_json import incident_as_json
from rashomon.publish.incident_tables import INCIDENT_COLUMNS, table_columns
from rashomon.records import CasualtyRange, Claim, CountValue, EvidenceSpan, Facet

FORMULA_SIGNS = "=+-@\t\r\n＝＋－＠"


def text_of(one: Made, form: str, **asked: Any) -> str:
    """Return what a format of text makes of the dossiers."""
    stream = io.StringIO(newline="")
    export(one.dossiers, one.readings, form, stream, **asked)
    return stream.getvalue()


def rows_of(one: Made) -> list[dict[str, Any]]:
    """Return the claims of all the dossiers as plain data."""
    return [row for dossier in one.dossiers for row in claim_rows(dossier, one.readings)]


@given(made())
def test_lines_give_the_claims_back(one: Made) -> None:
    """Each line of jsonl is one claim with every column, in the order of the incidents."""
    lines = [json.loads(line) for line in text_of(one, "jsonl").split("\n")[:-1]]
    assert lines == rows_of(one)
    assert all(tuple(line) == CLAIM_COLUMNS for line in lines)


@given(made())
@settings(deadline=None)  # pyarrow takes its time to load
def test_parquet_holds_the_same_claims(one: Made) -> None:
    """The table read back is the lines of jsonl, type for type."""
    stream = io.BytesIO()
    export(one.dossiers, one.readings, "parquet", stream)
    stream.seek(0)
    assert list(read_claims(stream)) == rows_of(one)


def test_columns_of_parquet_are_typed(tmp_path: Any) -> None:
    """A ledger without claims still gives a table with every column and its type."""
    import pyarrow.parquet as parquet

    with (tmp_path / "none.parquet").open("wb") as stream:
        export([], {}, "parquet", stream)
    schema = parquet.read_schema(tmp_path / "none.parquet")
    assert schema.names == list(PARQUET_COLUMNS)
    assert str(schema.field("value_min").type) == "int64"
    assert str(schema.field("published").type) == "date32[day]"
    assert list(read_claims(tmp_path / "none.parquet")) == []


def test_many_claims_are_written_in_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows leave memory when a group is full, and none is lost between groups."""
    from tests.publish.plain_dossier import PLAIN

    monkeypatch.setattr("rashomon.publish.claim_parquet._ROWS", 2)
    stream = io.BytesIO()
    export(PLAIN.dossiers * 3, PLAIN.readings, "parquet", stream)
    stream.seek(0)
    assert list(read_claims(stream)) == rows_of(PLAIN) * 3


def test_a_number_too_large_for_parquet_is_told(tmp_path: Any) -> None:
    """What no column of 64 bits holds is an error with the way out, not a wrong number."""
    from tests.publish.plain_dossier import with_claim

    evidence = EvidenceSpan(0, 4, "Nine")
    huge = CountValue(CasualtyRange(2**64, None))
    one = with_claim(Claim("r1", 0, Facet.KILLED, huge, evidence))
    with pytest.raises(SettingError, match="jsonl"):
        export(one.dossiers, one.readings, "parquet", io.BytesIO())


def test_without_pyarrow_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is named, and the format that needs none."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(SettingError, match=r"rashomon\[parquet\].*jsonl"):
        export([], {}, "parquet", io.BytesIO())
    with pytest.raises(SettingError, match="pyarrow"):
        list(read_claims(io.BytesIO()))


@given(made(), st.sampled_from([None, "ucdp", "acled", "airwars"]))
def test_tables_give_their_cells_back(one: Made, manner: str | None) -> None:
    """A table read back has what was there before any cell was guarded; blank is unknown."""
    raw = text_of(one, "csv", manner=manner, has_raw_cells=True)
    wanted = list(read_table(io.StringIO(raw, newline=""), has_raw_cells=True))
    safe = text_of(one, "csv", manner=manner)
    assert list(read_table(io.StringIO(safe, newline=""))) == wanted
    for row, dossier in zip(wanted, one.dossiers, strict=True):
        assert tuple(row) == table_columns(manner)
        assert row["policy"] == "ucdp-1"
        assert row["incident_id"] == dossier.incident.incident_id
        reports = sorted({member[0] for member in dossier.incident.members})
        for report_id in reports:
            report = one.readings[report_id].report
            assert (report.url or report.address) in (row["addresses"] or "")
        if manner is None:
            names = "; ".join(one.readings[r].report.name for r in reports)
            assert row["report_names"] == names
            toll = dossier.summaries[0].range
            for end, told in (("low", toll.low), ("high", toll.high)):
                assert row[f"killed_{end}"] == (None if told is None else str(told))
            assert row["injured_low"] is None


@given(made())
def test_no_cell_begins_as_a_formula(one: Made) -> None:
    """Whatever a report says, no text of a table is taken for a formula."""
    for row in csv.reader(io.StringIO(text_of(one, "csv"), newline="")):
        for name, cell in zip(INCIDENT_COLUMNS, row, strict=True):
            is_number = name in ("latitude", "longitude")
            assert is_number or not cell or cell[0] not in FORMULA_SIGNS


@given(st.text(LETTERS) | st.sampled_from(HOSTILE))
def test_guarding_can_be_undone(words: str) -> None:
    """What stood in a guarded cell can always be told."""
    assert unguarded(str(guarded(words))) == words


def test_zero_is_written_and_unknown_is_blank() -> None:
    """The two are never the same cell."""
    stream = io.StringIO()
    table_writer(stream, ("a", "b"))({"a": 0, "b": None})
    assert stream.getvalue() == "a,b\n0,\n"


@given(made())
def test_the_document_is_what_writing_it_at_once_would_give(one: Made) -> None:
    """JSON written piece by piece is the same text as the whole document's."""
    text = text_of(one, "json")
    document = json.loads(text)
    assert text == json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    assert document["incidents"] == [incident_as_json(d, one.readings) for d in one.dossiers]
    if one.dossiers:
        assert [report["report_id"] for report in document["reports"]] == list(one.readings)


@given(made())
def test_the_map_follows_the_rfc(one: Made) -> None:
    """Points are longitude first; the box holds them all; without a place it is null."""
    from shapely import from_geojson

    collection = json.loads(text_of(one, "geojson"))
    assert [f["id"] for f in collection["features"]] == [
        d.incident.incident_id for d in one.dossiers
    ]
    points = []
    for feature, dossier in zip(collection["features"], one.dossiers, strict=True):
        place = dossier.incident.place
        assert feature["properties"]["addresses"]
        if place is None or place.lat is None or place.lon is None:
            assert feature["geometry"] is None
            continue
        point = from_geojson(json.dumps(feature["geometry"]))
        assert abs(point.x - place.lon) < 1e-6
        assert abs(point.y - place.lat) < 1e-6
        points.append((point.x, point.y))
    assert ("bbox" in collection) == bool(points)
    if points:
        west, south, east, north = collection["bbox"]
        for lon, lat in points:
            assert south <= lat <= north
            assert west <= lon <= east if west <= east else lon >= west or lon <= east


@given(st.lists(st.tuples(st.integers(-180, 180).map(float), st.just(0.0)), min_size=2))
def test_the_box_is_the_smallest(points: list[tuple[float, float]]) -> None:
    """What the box leaves out is the widest gap between the points around the globe."""
    box = box_of(points)
    assert box is not None
    west, _, east, _ = box
    width = east - west if east >= west else east + 360 - west
    lons = sorted({lon for lon, _ in points})
    gaps = [b - a for a, b in pairwise([*lons, lons[0] + 360])]
    assert width == 360 - max(gaps)


def test_a_longitude_beyond_the_line_is_brought_back() -> None:
    """A point computed past 180 degrees east is written as one in the west."""
    from tests.publish.plain_dossier import placed

    one = placed(-17.0, 181.5)
    (feature,) = json.loads(text_of(one, "geojson"))["features"]
    assert feature["geometry"]["coordinates"] == [-178.5, -17.0]


def test_an_unknown_format_is_told_with_those_that_are_there() -> None:
    """A misspelled format is no export."""
    with pytest.raises(SettingError, match="parquet"):
        export([], {}, "xlsx", io.StringIO())


@pytest.mark.parametrize("form", [name for name, one in FORMATS.items() if not one.is_binary])
def test_two_exports_are_the_same(form: str) -> None:
    """Nothing of a clock, a machine or the order of a set is in any format."""
    from tests.publish.plain_dossier import PLAIN

    assert text_of(PLAIN, form) == text_of(PLAIN, form)
