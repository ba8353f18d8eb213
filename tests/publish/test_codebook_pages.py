"""The codebook pages and the columns that are written hold together."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.publish.plain_dossier import PLAIN

from rashomon.publish import FORMATS, export
from rashomon.publish.claim_parquet import PARQUET_COLUMNS
from rashomon.publish.claim_rows import CLAIM_COLUMNS
from rashomon.publish.decision_tables import DECISION_COLUMNS
from rashomon.publish.ftm import FTM_PROPERTIES
from rashomon.publish.geojson import FEATURE_PROPERTIES
from rashomon.publish.incident_tables import table_columns
from rashomon.publish.release import FILES
from rashomon.publish.schema_org import JSONLD_PROPERTIES

PAGES = Path(__file__).resolve().parents[2] / "docs" / "codebooks"
VALUES = tuple(name for name in PARQUET_COLUMNS if name.startswith("value_"))


def columns_on(page: str, head: str) -> list[list[str]]:
    """Return the names in the first column of each table of a page whose head begins so."""
    text = (PAGES / f"{page}.md").read_text(encoding="utf-8")
    tables = re.findall(rf"^\| {head} \|.*\n\|-.*\n((?:\|.*\n)+)", text, re.M)
    for table in tables:
        for line in table.splitlines():
            bare = line.replace("\\|", "")  # a bar within a cell
            assert all(cell.strip() for cell in bare.strip("|").split("|")), line
            assert bare.count("|") == 5, line
    return [re.findall(r"^\| `([^`]+)` \|", table, re.M) for table in tables]


@pytest.mark.parametrize(
    ("page", "columns"),
    [
        ("incidents", table_columns(None)),
        ("ucdp", table_columns("ucdp")),
        ("acled", table_columns("acled")),
        ("airwars", table_columns("airwars")),
    ],
    ids=["incidents", "ucdp", "acled", "airwars"],
)
def test_every_column_of_a_table_is_on_its_page(page: str, columns: Sequence[str]) -> None:
    """Each has its meaning, type and rule, in the order in which it is written."""
    assert set(columns_on(page, "Column")[0]) == set(columns)
    assert page == "airwars" or columns_on(page, "Column")[0] == list(columns)


def test_every_column_of_the_claims_is_on_their_page() -> None:
    """JSON Lines and Parquet share a page."""
    assert columns_on("claims", "Column") == [list(CLAIM_COLUMNS), list(VALUES)]


def test_every_column_of_decisions_is_on_their_page() -> None:
    """In the order in which they are written."""
    assert columns_on("decisions", "Column") == [list(DECISION_COLUMNS)]


def test_every_property_of_the_map_is_on_its_page() -> None:
    """GeoJSON's features have the properties of the page."""
    assert columns_on("geojson", "Property") == [list(FEATURE_PROPERTIES)]


@pytest.mark.parametrize(
    ("page", "properties"),
    [("followthemoney", FTM_PROPERTIES), ("schema-org", JSONLD_PROPERTIES)],
    ids=["followthemoney", "schema-org"],
)
def test_every_property_of_an_entity_is_on_its_page(
    page: str, properties: dict[str, tuple[str, ...]]
) -> None:
    """Each schema has a heading with a table of its own."""
    text = (PAGES / f"{page}.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (\w+)$", text, re.M) == list(properties)
    assert columns_on(page, "Property") == [list(names) for names in properties.values()]


def test_every_key_of_a_manifest_is_on_its_page() -> None:
    """The tests of releases hold the manifest to these keys."""
    (keys,) = columns_on("release", "Key")
    assert len(keys) == len(set(keys))
    text = (PAGES / "release.md").read_text(encoding="utf-8")
    assert all(f"`{file.name}`" in text for file in FILES)


def test_every_format_has_its_page() -> None:
    """The registry and the releases name pages that are there; each page is named."""
    named = {form.page for form in FORMATS.values()} | {file.page for file in FILES}
    there = {path.stem for path in PAGES.glob("*.md")}
    assert named - {""} == there - {"release", "decisions"}


def test_what_is_written_has_these_columns() -> None:
    """The lists that the pages are held to are those of the files."""
    stream = io.StringIO()
    export(PLAIN.dossiers, PLAIN.readings, "geojson", stream)
    (feature,) = json.loads(stream.getvalue())["features"]
    assert tuple(feature["properties"]) == FEATURE_PROPERTIES
    for manner in (None, "ucdp", "acled", "airwars"):
        stream = io.StringIO()
        export(PLAIN.dossiers, PLAIN.readings, "csv", stream, manner=manner)
        assert stream.getvalue().splitlines()[0].split(",") == list(table_columns(manner))
