"""The catalog's narrow columns in memory, from which lists, counts and maps are answered at once.

An incident's row is never changed in place: it is taken out, and another comes in under a higher
number. So columns that were read before are brought up by the rows behind their highest number,
less those that have gone. They hold for one count of refreshes, which every writer of the catalog
raises in its own transaction: whoever reads compares it first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, func, select

from rashomon.ledger import catalog_tables
from rashomon.records.listings import Order

__all__ = ["NO_DAY", "Coded", "Columns", "Tagged", "empty", "updated"]

NO_DAY = 4_000_000  # as `by_oldest` has it of what has no day
_CATALOG, _TAGS = catalog_tables.catalog, catalog_tables.tags
_CODED = ("kind", "level", "country", "place_key", "assigned_to")
_WHOLE = ("grid_x", "grid_y", "contested", *(f"by_{order}" for order in Order))
_REAL = ("lat", "lon", "radius_km", "west", "south", "east", "north")
_NAMED_TAGS = ("party", "contested", "zone", "grade")
_COUNTED_TAGS = ("report", "origin")  # of which there are as many as reports: kept as hashes
_AT_ONCE = 20_000  # rows of a table in hand while they become columns
_ABSENT = -(2**31)
_Made = TypeVar("_Made")
Ints = NDArray[np.int32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Coded:
    """Of each incident one of few values, as its number among them; the first value is None."""

    codes: Ints
    values: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Tagged:
    """Of incidents several values each: in pairs of an incident's place and the value's number.

    `values` are empty where only the numbers of values are told apart, by `keys`: 64 bits of a
    hash that nobody outside can know, so that two of a million are alike once in ten million.
    """

    rows: Ints
    codes: Ints
    values: tuple[str, ...] = ()
    keys: NDArray[np.int64] | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """All incidents of the catalog, after so many refreshes; places in all columns are the same.

    `number` rises. Nothing is ever changed but what `kept` holds: what was made of the columns.
    """

    refreshes: int
    number: NDArray[np.int64]
    incident_id: tuple[str, ...]
    coded: dict[str, Coded]
    whole: dict[str, Ints]
    real: dict[str, NDArray[np.float64]]
    tags: dict[str, Tagged]
    kept: dict[Hashable, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.incident_id)

    def once(self, key: Hashable, make: Callable[[], _Made]) -> _Made:
        """Return what `make` makes of the columns, made but once (or twice at the same time)."""
        try:
            found: _Made = self.kept[key]
        except KeyError:
            found = self.kept[key] = make()
        return found

    @property
    def by_id(self) -> Ints:
        """The places of all incidents in the order of their ids."""
        return self.once("by_id", self._by_id)

    def _by_id(self) -> Ints:
        ids = self.incident_id
        return np.array(sorted(range(len(ids)), key=ids.__getitem__), dtype=np.int32)

    def in_order(self, order: Order) -> Ints:
        """Return the places of all incidents in an order of lists."""

        def sort() -> Ints:
            by_id = self.by_id
            found: Ints = by_id[np.argsort(self.whole[f"by_{order}"][by_id], kind="stable")]
            return found

        return self.once(("order", order), sort)


def empty() -> Columns:
    """Return the columns of no incident, from which any catalog's can be brought up."""
    none = np.zeros(0, dtype=np.int32)
    hashed = Tagged(none, none, keys=np.zeros(0, dtype=np.int64))
    return Columns(
        refreshes=-1,
        number=np.zeros(0, dtype=np.int64),
        incident_id=(),
        coded={name: Coded(none, (None,)) for name in _CODED},
        whole=dict.fromkeys(_WHOLE, none),
        real={name: np.zeros(0) for name in _REAL},
        tags=dict.fromkeys(_NAMED_TAGS, Tagged(none, none)) | dict.fromkeys(_COUNTED_TAGS, hashed),
    )


def updated(old: Columns, connection: Connection, refreshes: int) -> Columns:
    """Return the columns as the catalog has them now, in the transaction that read `refreshes`."""
    newest = int(old.number[-1]) if len(old) else 0
    fresh = _fresh(connection, old, newest)
    own = set(fresh.incident_id)
    keep = np.array([one not in own for one in old.incident_id], dtype=np.bool_)
    total = connection.execute(select(func.count()).select_from(_CATALOG)).scalar_one()
    if int(keep.sum()) + len(fresh) != total:  # some have gone for good
        there = connection.execute(select(_CATALOG.c.number)).scalars()
        keep &= np.isin(old.number, np.fromiter(there, dtype=np.int64))
    return replace(_joined(old, keep, fresh), refreshes=refreshes)


def _fresh(connection: Connection, old: Columns, newest: int) -> Columns:
    """Read the rows behind a number, with their values numbered as before and on from there."""
    names = ("number", "incident_id", *_CODED, *_WHOLE, *_REAL)
    wanted = select(*(_CATALOG.c[name] for name in names)).order_by(_CATALOG.c.number)
    numberings = {name: {v: n for n, v in enumerate(old.coded[name].values)} for name in _CODED}
    number: list[int] = []
    ids: list[str] = []
    coded: dict[str, list[int]] = {name: [] for name in _CODED}
    whole: dict[str, list[Ints]] = {name: [] for name in _WHOLE}
    real: dict[str, list[NDArray[np.float64]]] = {name: [] for name in _REAL}
    for part in _parts(connection, wanted.where(_CATALOG.c.number > newest)):
        columns = dict(zip(names, zip(*part, strict=True), strict=True))
        number += columns["number"]
        ids += columns["incident_id"]
        for name in _CODED:
            coded[name] += _numbered(columns[name], numberings[name])
        for name in _WHOLE:
            told = [_ABSENT if value is None else value for value in columns[name]]
            whole[name].append(np.array(told, dtype=np.int32))
        for name in _REAL:
            real[name].append(np.array(columns[name], dtype=np.float64))  # None is not a number
    places = np.array(number, dtype=np.int64)
    return Columns(
        refreshes=-1,
        number=places,
        incident_id=tuple(ids),
        coded={
            name: Coded(np.array(coded[name], dtype=np.int32), tuple(numberings[name]))
            for name in _CODED
        },
        whole={name: _end_to_end(whole[name], np.int32) for name in _WHOLE},
        real={name: _end_to_end(real[name], np.float64) for name in _REAL},
        tags={
            name: _fresh_tags(connection, name, old.tags[name], places, newest)
            for name in (*_NAMED_TAGS, *_COUNTED_TAGS)
        },
    )


def _fresh_tags(
    connection: Connection, name: str, old: Tagged, number: NDArray[np.int64], newest: int
) -> Tagged:
    wanted = select(_TAGS.c.number, _TAGS.c.value).where(_TAGS.c.field == name)
    if newest:  # else the table is passed through by its key, which is the field's
        wanted = wanted.where(_TAGS.c.number > newest)
    known = {value: at for at, value in enumerate(old.values)}
    owners: list[NDArray[np.int64]] = []
    codes: list[NDArray[np.int64]] = []
    for part in _parts(connection, wanted):
        numbers, values = zip(*part, strict=True)
        owners.append(np.array(numbers, dtype=np.int64))
        told = list(map(hash, values)) if name in _COUNTED_TAGS else _numbered(values, known)
        codes.append(np.array(told, dtype=np.int64))
    rows = np.searchsorted(number, _end_to_end(owners, np.int64)).astype(np.int32)
    found = _end_to_end(codes, np.int64)
    if name in _COUNTED_TAGS:
        return Tagged(rows, np.zeros(0, dtype=np.int32), keys=found)
    return Tagged(rows, found.astype(np.int32), tuple(known))


def _parts(connection: Connection, wanted: Select[Any]) -> Iterator[Sequence[Any]]:
    return connection.execute(wanted.execution_options(yield_per=_AT_ONCE)).partitions()


def _numbered(values: Collection[Any], known: dict[Any, int]) -> list[int]:
    """Return the number of each value, and number those that are new."""
    for value in dict.fromkeys(values):
        known.setdefault(value, len(known))
    return list(map(known.__getitem__, values))


def _end_to_end(parts: Collection[NDArray[Any]], kind: type) -> NDArray[Any]:
    return np.concatenate(list(parts)) if parts else np.zeros(0, dtype=kind)


def _joined(old: Columns, keep: Mask, fresh: Columns) -> Columns:
    """Put what is kept of old columns before fresh ones."""

    def both(one: NDArray[Any], other: NDArray[Any]) -> NDArray[Any]:
        return np.concatenate([one[keep], other])

    ids = [one for one, is_kept in zip(old.incident_id, keep.tolist(), strict=True) if is_kept]
    place_of = np.cumsum(keep, dtype=np.int32) - 1  # of those kept
    return Columns(
        refreshes=-1,
        number=both(old.number, fresh.number),
        incident_id=(*ids, *fresh.incident_id),
        coded={
            name: Coded(both(old.coded[name].codes, own.codes), own.values)
            for name, own in fresh.coded.items()
        },
        whole={name: both(old.whole[name], own) for name, own in fresh.whole.items()},
        real={name: both(old.real[name], own) for name, own in fresh.real.items()},
        tags={
            name: _joined_tags(old.tags[name], own, keep, place_of, len(ids))
            for name, own in fresh.tags.items()
        },
    )


def _joined_tags(old: Tagged, fresh: Tagged, keep: Mask, place_of: Ints, before: int) -> Tagged:
    is_kept = keep[old.rows]
    rows = np.concatenate([place_of[old.rows[is_kept]], fresh.rows + before], dtype=np.int32)
    if old.keys is None or fresh.keys is None:
        return Tagged(rows, np.concatenate([old.codes[is_kept], fresh.codes]), fresh.values)
    keys = np.concatenate([old.keys[is_kept], fresh.keys])
    codes = np.unique(keys, return_inverse=True)[1].astype(np.int32)
    return Tagged(rows, codes, keys=keys)
