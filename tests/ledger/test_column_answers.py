"""Columns in memory, held against the tables that they are made of, on each database."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledger.test_catalog_queries import BASIS, DRAWN, QUERIES, fill, rows

from rashomon.errors import LedgerChanged, SettingError
from rashomon.ledger import Ledger
from rashomon.ledger.catalog_columns import Columns
from rashomon.ledger.column_store import Shelf
from rashomon.records import CatalogRow, IncidentKind, IncidentQuery
from rashomon.records.listings import Cluster, IncidentMap, Order, TimelineUnit

BOXES = [None, (9.0, 9.0, 21.0, 11.0), (179.0, -90.0, -179.0, 90.0)]


@pytest.fixture
def held(ledger: Ledger) -> Ledger:
    """Return a ledger that holds its columns in memory."""
    ledger.hold_columns()
    return ledger


def both(ledger: Ledger, ask: Any) -> Any:
    """Return what columns answer, having made sure that tables say the same."""
    found = ask(ledger)
    store, ledger._columns = ledger._columns, None
    try:
        assert found == ask(ledger)
    finally:
        ledger._columns = store
    return found


def rounded(found: IncidentMap) -> IncidentMap:
    """Return a map whose clusters have middles that no order of adding changes."""
    clusters = tuple(
        Cluster(one.count, round(one.lat, 9), round(one.lon, 9), one.bbox, one.contested)
        for one in found.clusters
    )
    return replace(found, clusters=clusters)


def compare(ledger: Ledger, query: IncidentQuery, order: Order) -> None:
    """Ask for everything that one query can be asked for."""
    page = both(ledger, lambda one: one.find_incidents(query, order=order, limit=3))
    both(ledger, lambda one: one.find_incidents(query, order=order, offset=1, limit=2))
    if page.next:
        both(ledger, lambda one: one.find_incidents(query, order=order, after=page.next, limit=3))
    both(ledger, lambda one: one.count_incidents(query))
    both(ledger, lambda one: one.incident_totals(query))
    both(ledger, lambda one: one.unplaced_incidents(query, limit=2))
    both(ledger, lambda one: one.facet_counts(query, limit=2))
    both(ledger, lambda one: one.facet_counts(query, names=("country", "grade")))
    both(ledger, lambda one: one.incident_days(query))
    for unit in TimelineUnit:
        both(ledger, lambda one, unit=unit: one.timeline(query, unit=unit))
    for box in BOXES:
        for zoom, limit in ((0, 100), (3, 2), (12, 1)):
            both(
                ledger,
                lambda one, box=box, zoom=zoom, limit=limit: rounded(
                    one.map_points(query, bbox=box, zoom=zoom, limit=limit)
                ),
            )


@settings(DRAWN, max_examples=12)
@given(
    st.lists(rows(), max_size=8),
    st.lists(QUERIES, min_size=1, max_size=2),
    st.sampled_from(Order),
    st.data(),
)
def test_columns_answer_as_tables_do(
    ledger: Ledger,
    found: list[CatalogRow],
    queries: list[IncidentQuery],
    order: Order,
    data: st.DataObject,
) -> None:
    """For any rows and queries, and again after some rows were replaced and some taken out."""
    ledger.hold_columns()
    named = fill(ledger, found)
    for query in (IncidentQuery(), *queries):
        compare(ledger, query, order)
    ids = [row.incident_id for row in named]
    again = data.draw(st.lists(st.sampled_from(ids), unique=True) if ids else st.just([]))
    gone = data.draw(st.lists(st.sampled_from(ids), unique=True) if ids else st.just([]))
    other = [replace(data.draw(rows()), incident_id=one) for one in again if one not in gone]
    other.append(replace(data.draw(rows()), incident_id="i-new"))
    after = ledger.catalog_state().refreshes
    assert ledger.put_catalog(other, gone=gone, after=after)
    for query in (IncidentQuery(), *queries):
        compare(ledger, query, order)
    assert ledger.count_incidents() == len({*ids, "i-new"} - set(gone))


def _row(at: int, **told: Any) -> CatalogRow:
    return CatalogRow(f"i-{at:03}", IncidentKind.CLASH, **told)


def _put(ledger: Ledger, *found: CatalogRow, gone: tuple[str, ...] = ()) -> None:
    assert ledger.put_catalog(found, gone=gone, after=ledger.catalog_state().refreshes)


def test_what_another_process_lists_shows_at_once(held: Ledger, address: str) -> None:
    """The columns follow whoever writes."""
    fill(held, [_row(0)])
    assert held.count_incidents() == 1
    with Ledger.open(address) as other:
        _put(other, _row(7))
    assert held.count_incidents() == 2
    assert held.find_incidents().rows[-1].incident_id == "i-007"


def test_what_is_not_committed_is_not_held(held: Ledger) -> None:
    """Rows of a transaction that is undone are seen within it, and by nobody after it."""
    fill(held, [_row(0)])
    assert held.count_incidents() == 1
    with pytest.raises(LedgerChanged), held.at_once():  # noqa: PT012
        _put(held, _row(1), _row(2))
        assert held.count_incidents() == 3
        raise LedgerChanged("undo")
    _put(held, _row(5))
    assert [row.incident_id for row in held.find_incidents().rows] == ["i-000", "i-005"]


def test_an_older_moment_is_answered_from_the_tables(held: Ledger) -> None:
    """A transaction that began before the last refresh is not told of what came after."""
    fill(held, [_row(0)])
    assert held._columns is not None
    with held._reading() as connection:
        refreshes = held.catalog_counters()[1]
        now = held._columns.at(connection, refreshes)
        assert now is not None
        held._columns._columns = replace(now.columns, refreshes=now.columns.refreshes + 1)
        assert held._columns.at(connection, refreshes) is None


def test_nobody_waits_for_columns_to_be_read_the_first_time(held: Ledger) -> None:
    """While one reads them the others ask the tables."""
    fill(held, [_row(0)])
    assert held._columns is not None
    found: list[int] = []
    with held._columns._lock:
        asking = threading.Thread(target=lambda: found.append(held.count_incidents()))
        asking.start()
        asking.join(20)
    assert found == [1]
    assert held._columns._columns is None


def test_columns_go_on_from_what_they_have(held: Ledger) -> None:
    """What was not written again is not read again: its values keep their numbers."""
    fill(held, [_row(at, parties=(f"p{at}",), report_ids=(f"r{at}",)) for at in range(4)])
    assert held.count_incidents() == 4
    store = held._columns
    assert store is not None
    first = store._columns
    _put(held, _row(1, parties=("p9",)), gone=("i-002",))
    held.hold_columns()  # a second time changes nothing
    assert held._columns is store
    assert held.facet_counts(names=("party",)).party == (("p0", 1), ("p3", 1), ("p9", 1))
    then = store._columns
    assert first is not None
    assert then is not None
    assert then.tags["party"].values[:4] == first.tags["party"].values
    assert set(first.number.tolist()) & set(then.number.tolist()) == {
        int(first.number[0]), int(first.number[3])
    }  # fmt: skip


def test_rows_are_kept_within_bounds(held: Ledger) -> None:
    """Those shown last stay, in whatever order they are asked for."""
    fill(held, [_row(at) for at in range(5)])
    numbers = [int(one) for one in _columns(held).number]
    shelf = Shelf(most=3)
    with held._reading() as connection:
        for some in (numbers[:3], numbers[1:4], numbers[::-1]):
            found = [row.incident_id for row in shelf.rows(connection, some)]
            assert found == [f"i-{numbers.index(one):03}" for one in some]
    assert sorted(shelf._rows) == numbers[:3]


def _columns(ledger: Ledger) -> Columns:
    ledger.count_incidents()
    store = ledger._columns
    assert store is not None
    assert store._columns is not None
    return store._columns


def test_masks_are_kept_within_bounds(held: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """However much is asked for, a bounded number of answers stays."""
    monkeypatch.setattr("rashomon.ledger.column_answers._MASKS", 3)
    fill(held, [_row(0, country="UT")])
    for first in "ABCDEFG":
        assert held.count_incidents(IncidentQuery(country=f"{first}T")) == 0
    assert held.count_incidents(IncidentQuery(country="UT")) == 1
    store = held._columns
    assert store is not None
    assert store._columns is not None
    assert len(store._columns.kept["masks"]) <= 3


def test_a_list_that_began_with_what_has_gone_is_told(held: Ledger) -> None:
    """As from tables."""
    fill(held, [_row(0)])
    with pytest.raises(SettingError, match="begin the list anew"):
        held.find_incidents(after="gone")


def test_an_emptied_catalog_is_empty(held: Ledger) -> None:
    """Nothing is left of columns whose rows have all gone."""
    fill(held, [_row(0, origin_ids=("o-r1",), report_ids=("r1",)), _row(1)])
    assert held.incident_totals().origins == 1
    held.begin_catalog(BASIS, anew=True)
    assert held.count_incidents() == 0
    assert held.incident_totals().reports == 0
    assert held.incident_days() is None
    store = held._columns
    assert store is not None
    assert store._columns is not None
    assert not np.any(store._columns.number)
