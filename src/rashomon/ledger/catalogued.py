"""What a ledger answers from its catalog, and how the catalog follows the ledger.

`rashomon.cataloging.refresh` makes the rows; here they are written and asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from rashomon.ledger import catalog, catalog_queries, changes, linkages, naming, searching
from rashomon.ledger.catalog import CatalogBasis, CatalogState
from rashomon.ledger.changes import Note
from rashomon.ledger.column_store import ColumnStore
from rashomon.ledger.connected import Connected
from rashomon.records import CatalogRow, IncidentQuery, Link
from rashomon.records.listings import (
    FacetCounts,
    IncidentMap,
    IncidentPage,
    IncidentTotals,
    Order,
    SearchPage,
    Timeline,
    TimelineUnit,
)
from rashomon.records.queries import Bbox

if TYPE_CHECKING:
    from rashomon.ledger.column_answers import Held

__all__ = ["Catalogued"]

COUNTED = ("kind", "level", "country", "party", "contested", "grade")
"""What incidents are counted by."""
_EVERYTHING = IncidentQuery()


class Catalogued(Connected):
    """The part of `Ledger` that lists, counts, maps and searches."""

    _columns: ColumnStore | None = None

    def hold_columns(self) -> None:
        """Keep in memory, from now on, what incidents are filtered and counted by.

        For a process that asks again and again: of 100,000 incidents it takes seconds to begin
        with and then milliseconds instead of tenths of a second. What is written, by whomever,
        shows at once all the same.
        """
        if self._columns is None:
            self._columns = ColumnStore()

    @contextmanager
    def _listing(self) -> Iterator[tuple[Connection, Held | None]]:
        """Read as of one moment, with the columns of that moment where they are held."""
        with self.one_look(), self._reading() as connection:
            # What is written but not yet committed must not be held: it may never be so.
            store = self._columns if self._own_connection() is None else None
            if store is None:
                yield connection, None
            else:
                yield connection, store.at(connection, self.catalog_counters()[1])

    def find_incidents(
        self,
        query: IncidentQuery = _EVERYTHING,
        *,
        order: Order = Order.NEWEST,
        after: str | None = None,
        offset: int = 0,
        limit: int = 50,
    ) -> IncidentPage:
        """Return a page of the incidents asked for, from the catalog as it is.

        `after` is the `next` of the page before; `offset` counts from there, or from the first.

        Raises:
            SettingError: If the incident `after` which to go on is in the list no more.

        """
        with self._listing() as (connection, held):
            if held is not None:
                return held.find(query, order=order, after=after, offset=offset, limit=limit)
            return catalog_queries.find(
                connection, query, order=order, after=after, offset=offset, limit=limit
            )

    def count_incidents(self, query: IncidentQuery = _EVERYTHING) -> int:
        """Return how many incidents are asked for."""
        with self._listing() as (connection, held):
            if held is not None:
                return held.count(query)
            return catalog_queries.count(connection, query)

    def incident_totals(self, query: IncidentQuery = _EVERYTHING) -> IncidentTotals:
        """Return how many reports and origins tell of the incidents asked for."""
        with self._listing() as (connection, held):
            if held is not None:
                return held.totals(query)
            return catalog_queries.totals(connection, query)

    def unplaced_incidents(
        self, query: IncidentQuery = _EVERYTHING, *, after: str | None = None, limit: int = 20
    ) -> tuple[CatalogRow, ...]:
        """Return some of the incidents asked for that have no place on the map, newest first.

        `after` is the last one of the page before.

        Raises:
            SettingError: If the incident `after` which to go on is in the list no more.

        """
        with self._listing() as (connection, held):
            if held is not None:
                return tuple(held.unplaced(query, after, limit))
            return tuple(catalog_queries.unplaced(connection, query, after, limit))

    def facet_counts(
        self,
        query: IncidentQuery = _EVERYTHING,
        *,
        limit: int = 30,
        names: Collection[str] = COUNTED,
    ) -> FacetCounts:
        """Return how many of the incidents asked for have each kind, level, party and so on.

        `limit` bounds the parties and grades, the most frequent first; `names` are the fields of
        `FacetCounts` that are wanted.
        """
        with self._listing() as (connection, held):
            if held is not None:
                return held.facet_counts(query, limit, names)
            return catalog_queries.facet_counts(connection, query, limit, names)

    def map_points(
        self,
        query: IncidentQuery = _EVERYTHING,
        *,
        bbox: Bbox | None = None,
        zoom: int = 0,
        limit: int = 1000,
    ) -> IncidentMap:
        """Return what is asked for within a box (west, south, east, north) of the map.

        It comes as points, or, where there are more than `limit`, as clusters of about a quarter
        of a map tile at this zoom, wider where those would be too many.
        """
        with self._listing() as (connection, held):
            if held is not None:
                return held.map_points(query, bbox, zoom, limit)
            return catalog_queries.map_points(connection, query, bbox, zoom, limit)

    def timeline(
        self, query: IncidentQuery = _EVERYTHING, *, unit: TimelineUnit = TimelineUnit.MONTH
    ) -> Timeline:
        """Count the incidents asked for by day, month or year."""
        with self._listing() as (connection, held):
            if held is not None:
                return held.timeline(query, unit)
            return catalog_queries.timeline(connection, query, unit)

    def incident_days(self, query: IncidentQuery = _EVERYTHING) -> tuple[date, date] | None:
        """Return the first and the last of the days on which incidents asked for began."""
        with self._listing() as (connection, held):
            if held is not None:
                return held.days(query)
            return catalog_queries.days(connection, query)

    def search(self, text: str, *, after: int | None = None, limit: int = 20) -> SearchPage:
        """Return reports that hold all words of a text, and runs of words in quotation marks.

        Nothing that can be typed means anything else, but for a star at a word's end, which asks
        for words that begin so. `after` is the `next` of the page before.
        """
        with self._reading() as connection:
            return searching.search(connection, text, after=after, limit=limit)

    def catalog_rows(self, incident_ids: Collection[str]) -> Iterator[CatalogRow]:
        """Yield the rows of these incidents, those that there are, by their ids."""
        with self._reading() as connection:
            rows = list(catalog_queries.rows_of(connection, incident_ids))
        yield from rows

    def catalog_state(self) -> CatalogState:
        """Return how far the catalog follows the ledger."""
        with self._reading() as connection:
            return catalog.state(connection)

    def change_count(self) -> int:
        """Return a number that grows with every reading, linking or decision that is written.

        Together with `head()` it tells whether what was shown of an incident still holds.
        """
        return self.catalog_counters()[0]

    def catalog_counters(self) -> tuple[int, int]:
        """Return how often changes were noted and rows were written, which takes no counting."""
        return self._told_once("counters", catalog.counters)

    def begin_catalog(
        self, basis: CatalogBasis, minted: Collection[str] = (), *, anew: bool = False
    ) -> None:
        """Note every incident as changed where the catalog was made by something else, or `anew`.

        `minted` are the incidents that people's decisions made.
        """
        self._write(lambda connection: catalog.begin(connection, basis, minted, anew=anew))

    def outdated_notes(self, limit: int) -> tuple[Note, ...]:
        """Return some of what has changed since its rows in the catalog were made."""
        with self._reading() as connection:
            return tuple(changes.first(connection, limit))

    def put_catalog(
        self,
        rows: Collection[CatalogRow],
        *,
        gone: Collection[str] = (),
        settled: Collection[Note] = (),
        found: Collection[str] = (),
        after: int,
    ) -> bool:
        """Write rows, take out those of incidents that are gone, and settle notes, all at once.

        `found` are incidents to which settled notes lead. False, and nothing is written, if
        another refresh has written since the `CatalogState.refreshes` was `after`.
        """
        return self._write(
            lambda connection: catalog.put(
                connection, rows, gone=gone, settled=settled, found=found, after=after
            )
        )

    def index_reports(self, *, after: str = "", limit: int = 200) -> tuple[str, ...]:
        """Make the words of some more reports searchable, in the order of ids; return the ids.

        Those up to `after` are taken to be so.
        """
        return tuple(
            self._write(lambda connection: catalog.index_reports(connection, after, limit))
        )

    def latest_links(self, incident_ids: Collection[str]) -> tuple[Link, ...]:
        """Return the last reasons of linking for and against members of these incidents."""
        with self._reading() as connection:
            return tuple(linkages.latest(connection, incident_ids))

    def near_misses(self, limit: int) -> tuple[Link, ...]:
        """Return links that linking was unsure of and left apart, the nearest to a join first."""
        with self._reading() as connection:
            return tuple(linkages.near_misses(connection, limit))

    def holding(self, is_meant: Callable[[str], bool]) -> tuple[set[str], set[str]]:
        """Return the reports and incidents with a claim, speaker or place whose JSON `is_meant`.

        All that was read is looked at, which takes a second for some hundred thousand claims.
        """
        with self._reading() as connection:
            return naming.holding(connection, is_meant)

    def incidents_with(self, report_ids: Collection[str]) -> set[str]:
        """Return the incidents into which linking has put anything that these reports tell of."""
        with self._reading() as connection:
            return naming.incidents_with(connection, report_ids)
