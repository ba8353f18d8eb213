"""Place relations of many wars with answers made by hand, in `data/relations.csv`.

The expected points were computed by plain spherical arithmetic from coordinates known beforehand,
not by this program; rows that it gets wrong stay in the table, marked with what fails.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rashomon.locate import Gazetteer, open_gazetteer, resolve_place
from rashomon.records import PlaceRelation, PlaceValue
from rashomon.reference.earth import distance_km
from rashomon.reference.place_precision import where_prec

Row = dict[str, str]
with (Path(__file__).parent / "data" / "relations.csv").open(encoding="utf-8") as stream:
    ROWS: list[Row] = list(csv.DictReader(stream))
# What stood when the table was last looked at by a person: rows right in point, relation and code.
RIGHT = 372


@pytest.fixture(scope="module")
def everything() -> Iterator[Gazetteer]:
    """The whole gazetteer, as installed."""
    with open_gazetteer() as opened:
        yield opened


def flaws(row: Row, value: PlaceValue) -> list[str]:
    """Return what is wrong with the answer to a row: its point, its relation, its code."""
    if not row["lat"]:
        return ["resolved"] if value.is_resolved else []
    if value.lat is None or value.lon is None:
        return ["unresolved"]
    away = distance_km(value.lat, value.lon, float(row["lat"]), float(row["lon"]))
    found = [] if away <= float(row["tolerance_km"]) else [f"{away:.0f} km off"]
    if value.relation != row["relation"]:
        found.append(f"relation {value.relation}")
    if str(where_prec(value)) != row["where_prec"]:
        found.append(f"where_prec {where_prec(value)}")
    return found


def answer(row: Row, gazetteer: Gazetteer) -> PlaceValue:
    return resolve_place(
        row["words"], country=row["country"] or None, text=row["text"] or None, gazetteer=gazetteer
    )


@pytest.mark.parametrize(
    "row", [row for row in ROWS if not row["fails"]], ids=lambda row: row["words"]
)
def test_rows_that_are_right_stay_right(row: Row, everything: Gazetteer) -> None:
    """The point, the relation and UCDP's code are those of the table."""
    value = answer(row, everything)
    assert not flaws(row, value), value.reason


def test_the_share_that_is_right(
    everything: Gazetteer, record_property: Callable[[str, object], None]
) -> None:
    """No fewer rows are right than when it was last looked at; what is wrong is marked."""
    wrong = {row["words"] for row in ROWS if flaws(row, answer(row, everything))}
    record_property("share_right", 1 - len(wrong) / len(ROWS))
    assert len(ROWS) - len(wrong) >= RIGHT
    assert wrong <= {row["words"] for row in ROWS if row["fails"]}


def test_the_table_covers_relations_and_wars() -> None:
    """Every relation stands in it, in more than 25 countries."""
    assert len(ROWS) >= 200
    assert {row["relation"] for row in ROWS} == {*PlaceRelation, ""}
    assert len({row["country"] for row in ROWS}) > 25
    assert len({(row["words"], row["text"]) for row in ROWS}) == len(ROWS)
