"""What `catalog_queries` answers from tables, answered from columns in memory.

Both mean the same (`records.queries.matches`), and a test holds them together. Only the words
that incidents are told in are looked up in the database, and the rows that are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from rashomon.ledger import catalog_tables, databases
from rashomon.ledger.catalog import GRID_BITS
from rashomon.ledger.catalog_columns import NO_DAY, Columns, Ints, Mask, Tagged
from rashomon.ledger.catalog_queries import gone, most_values, terms_asked
from rashomon.ledger.column_store import Shelf
from rashomon.records import CatalogRow, IncidentQuery
from rashomon.records.listings import (
    Cluster,
    FacetCounts,
    IncidentMap,
    IncidentPage,
    IncidentTotals,
    MapPoint,
    Order,
    Timeline,
    TimelineUnit,
)
from rashomon.records.queries import NOBODY, Bbox
from rashomon.records.search_words import Terms, fold

__all__ = ["Held"]

_TAGGED = {"parties": "party", "facets": "contested", "zones": "zone", "grades": "grade"}
_CELL_BITS = 2  # of a map tile's edge of 256 pixels: clusters are some 64 pixels apart
_MASKS = 200  # of what was asked for lately, a bit an incident
_Wanted = Mask | None  # None for all incidents


@dataclass(frozen=True, slots=True)
class Held:
    """Columns that hold for a transaction, and its connection for what they do not tell."""

    connection: Connection
    columns: Columns
    shelf: Shelf

    def __len__(self) -> int:
        return len(self.columns)

    def find(
        self, query: IncidentQuery, *, order: Order, after: str | None, offset: int, limit: int
    ) -> IncidentPage:
        """Return a page of the incidents asked for, with how many there are in all."""
        wanted = self._asked_for(query)
        numbers = self._numbers(wanted, order, after, offset, limit + 1)
        rows = self.shelf.rows(self.connection, numbers[:limit])
        is_more = len(numbers) > limit
        total = self._count(wanted)
        return IncidentPage(tuple(rows), total, rows[-1].incident_id if is_more and rows else None)

    def _numbers(
        self, wanted: _Wanted, order: Order, after: str | None, offset: int, limit: int
    ) -> list[int]:
        columns = self.columns
        places = columns.in_order(order)
        if after is not None:
            places = places[self._place_in(places, after) + 1 :]
        if wanted is not None:
            places = places[wanted[places]]
        found: list[int] = columns.number[places[offset : offset + limit]].tolist()
        return found

    def _place_in(self, places: Ints, incident_id: str) -> int:
        try:
            own = self.columns.incident_id.index(incident_id)
        except ValueError:
            raise gone(incident_id) from None
        return int(np.flatnonzero(places == own)[0])

    def count(self, query: IncidentQuery) -> int:
        """Return how many incidents are asked for."""
        return self._count(self._asked_for(query))

    def _count(self, wanted: _Wanted) -> int:
        return len(self) if wanted is None else int(np.count_nonzero(wanted))

    def totals(self, query: IncidentQuery) -> IncidentTotals:
        """Count the reports and origins of the incidents asked for, and those without a place."""
        wanted, tags = self._asked_for(query), self.columns.tags
        return IncidentTotals(
            _different(tags["report"], wanted),
            _different(tags["origin"], wanted),
            self._count(self._nowhere(wanted)),
        )

    def _nowhere(self, wanted: _Wanted) -> Mask:
        found: Mask = np.isnan(self.columns.real["lat"])
        return found if wanted is None else wanted & found

    def unplaced(self, query: IncidentQuery, after: str | None, limit: int) -> list[CatalogRow]:
        """Return some of the incidents asked for that are nowhere on the map, the newest first."""
        wanted = self._nowhere(self._asked_for(query))
        numbers = self._numbers(wanted, Order.NEWEST, after, 0, limit)
        return self.shelf.rows(self.connection, numbers)

    def facet_counts(self, query: IncidentQuery, limit: int, names: Collection[str]) -> FacetCounts:
        """Return how many of the incidents asked for have each value, the most frequent first."""
        wanted = self._asked_for(query)
        found: dict[str, tuple[tuple[str, int], ...]] = {}
        for name in names:
            if name in self.columns.coded:
                coded = self.columns.coded[name]
                codes, values = coded.codes, coded.values
                codes = codes if wanted is None else codes[wanted]
            else:
                tagged = self.columns.tags[name]
                codes, values = _codes_of(tagged, wanted), tagged.values
            times = np.bincount(codes, minlength=len(values)).tolist()
            pairs = [
                (value, many)
                for value, many in zip(values, times, strict=True)
                if many and value is not None
            ]
            pairs.sort(key=lambda pair: (-pair[1], pair[0]))
            found[name] = tuple(pairs[: most_values(name, limit)])
        return FacetCounts(self._count(wanted), **found)

    def map_points(
        self, query: IncidentQuery, bbox: Bbox | None, zoom: int, limit: int
    ) -> IncidentMap:
        """Return what is asked for in a box of the map: points, or clusters of what are many."""
        wanted = self._asked_for(query)
        nowhere = self._nowhere(None)
        there = _touches(self.columns, bbox) if bbox else ~nowhere
        places = np.flatnonzero(there if wanted is None else there & wanted)
        unplaced = self._count(nowhere if wanted is None else nowhere & wanted)
        if len(places) > limit:
            return _clustered(self.columns, places, unplaced, zoom, limit)
        return IncidentMap(len(places), unplaced, _points(self.columns, places))

    def timeline(self, query: IncidentQuery, unit: TimelineUnit) -> Timeline:
        """Count the incidents asked for by the first day that they may have been on."""
        columns, wanted = self.columns, self._asked_for(query)
        starts, span_of = columns.once(("spans", unit), lambda: _spans(columns, unit))
        own = span_of if wanted is None else span_of[wanted]
        times = np.bincount(own, minlength=len(starts) + 1).tolist()
        undated = times.pop()
        counts = zip(starts, times, strict=True)
        return Timeline(unit, tuple((start, many) for start, many in counts if many), undated)

    def days(self, query: IncidentQuery) -> tuple[date, date] | None:
        """Return the earliest and the latest first day of the incidents asked for."""
        told, wanted = self.columns.whole["by_oldest"], self._asked_for(query)
        told = told if wanted is None else told[wanted]
        told = told[told != NO_DAY]
        if not len(told):
            return None
        return date.fromordinal(int(told.min())), date.fromordinal(int(told.max()))

    # --- which are asked for ---------------------------------------------------------------------

    def _asked_for(self, query: IncidentQuery) -> _Wanted:
        """Return which incidents are asked for; several counts of a page ask for the same."""
        return None if query.is_empty else self._kept(query, lambda: self._mask(query))

    def _kept(self, key: Hashable, make: Callable[[], Mask]) -> Mask:
        masks: dict[Hashable, NDArray[np.uint8]] = self.columns.once("masks", dict)
        packed = masks.get(key)
        if packed is not None:
            return np.unpackbits(packed, count=len(self)).view(np.bool_)
        found = make()
        if len(masks) >= _MASKS:
            masks.clear()
        masks[key] = np.packbits(found)
        return found

    def _mask(self, query: IncidentQuery) -> Mask:
        columns = self.columns
        masks: list[Mask] = [np.ones(len(self), dtype=np.bool_)]
        if terms := terms_asked(query):
            masks.append(self._kept(terms, lambda: self._told(terms)))
        if query.first is not None:
            masks.append(-columns.whole["by_newest"] >= query.first.toordinal())
        if query.last is not None:
            masks.append(columns.whole["by_oldest"] <= query.last.toordinal())
        if query.place is not None:
            words = f" {fold(query.place)}"
            masks.append(self._one_of("place_key", lambda key: key is not None and words in key))
        if query.country is not None:
            masks.append(self._one_of("country", {query.country}.__contains__))
        if query.kinds:
            masks.append(self._one_of("kind", {str(one) for one in query.kinds}.__contains__))
        if query.levels:
            masks.append(self._one_of("level", {str(one) for one in query.levels}.__contains__))
        if query.assigned_to is not None:
            nobody = {None, "", NOBODY} if query.assigned_to == NOBODY else {query.assigned_to}
            masks.append(self._one_of("assigned_to", nobody.__contains__))
        for name, tag in _TAGGED.items():
            if values := {str(one) for one in getattr(query, name)}:
                masks.append(self._tagged(tag, values))
        if query.bbox is not None:
            masks.append(_touches(columns, query.bbox))
        found: Mask = np.logical_and.reduce(masks)
        return found

    def _told(self, terms: Terms) -> Mask:
        """Look up words in the database's index of them."""
        wanted = databases.in_use(self.connection).numbers_with(
            catalog_tables.INCIDENT_WORDS, terms
        )
        numbers = np.array(self.connection.execute(wanted).scalars().all(), dtype=np.int64)
        return np.isin(self.columns.number, numbers)

    def _one_of(self, name: str, is_meant: Callable[[str | None], bool]) -> Mask:
        coded = self.columns.coded[name]
        chosen = np.array([is_meant(value) for value in coded.values], dtype=np.bool_)
        found: Mask = chosen[coded.codes]
        return found

    def _tagged(self, name: str, values: Collection[str]) -> Mask:
        tagged = self.columns.tags[name]
        chosen = np.array([value in values for value in tagged.values], dtype=np.bool_)
        found = np.zeros(len(self), dtype=np.bool_)
        found[tagged.rows[chosen[tagged.codes]]] = True
        return found


def _touches(columns: Columns, box: Bbox) -> Mask:
    own = columns.real
    west, east = box[0], box[2] + (360.0 if box[2] < box[0] else 0.0)
    along = np.logical_or.reduce(
        [
            (own["west"] <= east + turn) & (own["east"] >= west + turn)
            for turn in (-360.0, 0.0, 360.0)
        ]
    )
    found: Mask = (own["south"] <= box[3]) & (own["north"] >= box[1]) & along
    return found


def _codes_of(tagged: Tagged, wanted: _Wanted) -> Ints:
    return tagged.codes if wanted is None else tagged.codes[wanted[tagged.rows]]


def _different(tagged: Tagged, wanted: _Wanted) -> int:
    if not len(tagged.codes):
        return 0
    is_met = np.zeros(int(tagged.codes.max()) + 1, dtype=np.bool_)
    is_met[_codes_of(tagged, wanted)] = True
    return int(np.count_nonzero(is_met))


def _points(columns: Columns, places: NDArray[Any]) -> tuple[MapPoint, ...]:
    kinds = columns.coded["kind"]
    told = zip(
        [columns.incident_id[at] for at in places.tolist()],
        *(columns.real[name][places].tolist() for name in ("lat", "lon", "radius_km")),
        [str(kinds.values[code]) for code in kinds.codes[places].tolist()],
        columns.whole["contested"][places].tolist(),
        strict=True,
    )
    return tuple(sorted((MapPoint(*one) for one in told), key=lambda point: point.incident_id))


def _clustered(
    columns: Columns, places: NDArray[Any], unplaced: int, zoom: int, limit: int
) -> IncidentMap:
    """Group points by squares of the map, as wide as it takes to have no more than `limit`."""
    shift = max(0, GRID_BITS - zoom - _CELL_BITS)
    x, y = (columns.whole[name][places].astype(np.int64) for name in ("grid_x", "grid_y"))
    cells, cell_of = np.unique((x >> shift) << 32 | (y >> shift), return_inverse=True)
    while len(cells) > limit:
        wider, wider_of = np.unique(
            (cells >> 33) << 32 | (cells & 0xFFFFFFFF) >> 1, return_inverse=True
        )
        cells, cell_of = wider, wider_of[cell_of]
    grouped = np.argsort(cell_of, kind="stable")
    places, begins = places[grouped], np.searchsorted(cell_of[grouped], np.arange(len(cells)))
    sizes = np.diff(np.append(begins, len(places)))
    lat, lon = columns.real["lat"][places], columns.real["lon"][places]
    contested = (columns.whole["contested"][places] > 0).astype(np.int64)
    last = np.maximum.reduceat(places, begins)  # numbers rise with places
    table = zip(
        sizes.tolist(),
        (np.add.reduceat(lat, begins) / sizes).tolist(),
        (np.add.reduceat(lon, begins) / sizes).tolist(),
        np.minimum.reduceat(lon, begins).tolist(),
        np.minimum.reduceat(lat, begins).tolist(),
        np.maximum.reduceat(lon, begins).tolist(),
        np.maximum.reduceat(lat, begins).tolist(),
        np.add.reduceat(contested, begins).tolist(),
        last.tolist(),
        strict=True,
    )
    found = sorted(table, key=lambda row: (-row[0], row[8]))
    return IncidentMap(
        len(places),
        unplaced,
        _points(columns, last[sizes == 1]),
        tuple(Cluster(row[0], row[1], row[2], row[3:7], row[7]) for row in found if row[0] > 1),
    )


def _spans(columns: Columns, unit: TimelineUnit) -> tuple[Sequence[date], Ints]:
    """The first days of all spans, and in which each incident is; behind the last, in none."""
    ordinals, day_of = np.unique(columns.whole["by_oldest"], return_inverse=True)
    begun = [unit.begin(date.fromordinal(one)) for one in ordinals.tolist() if one != NO_DAY]
    starts = sorted(set(begun))
    number = {start: at for at, start in enumerate(starts)}
    numbers = [number[start] for start in begun]
    numbers += [len(starts)] * (len(ordinals) - len(begun))
    return starts, np.array(numbers, dtype=np.int32)[day_of]
