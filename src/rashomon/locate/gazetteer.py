"""Looking names up in the gazetteer's index."""

from __future__ import annotations

import logging
import re
import sqlite3
import tempfile
import threading
import weakref
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rashomon.errors import GazetteerError
from rashomon.locate.divisions import bare_name
from rashomon.locate.index import build, current_version, index_path
from rashomon.locate.own_places import OWN
from rashomon.locate.spelling import fold, has_latin, similarity, sound_key, without_article
from rashomon.records import Place, PlaceKind
from rashomon.reference.earth import distance_km
from rashomon.reference.folders import cache_folder

__all__ = ["Gazetteer", "Hit", "open_built", "open_gazetteer"]

_log = logging.getLogger(__name__)
# A shared key with less in common than this is chance. Of 0.6, 0.68 and 0.75 the middle one
# kept Jameliaiah/Jamilia and told Hama from Homs.
_LEAST_SIMILARITY = 0.68
_KNOWN_AT_MOST = 4096  # names kept in memory; a report asks for fewer than a hundred
# By level: the name itself, a name besides, either with or without an article, one made by rule.
_FITS = (1.0, 0.97, 0.94, 0.8)
_LONGEST_NAME = 200  # characters
_LETTER = re.compile(r"[^\W\d_]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")  # half a character, which no file can hold
_NEAR_KM = 25  # two towns of one name lie further apart
# A town of the user's own does not take the place of the province that is named for it.
_SORT = {
    PlaceKind.DISTRICT: "area",
    PlaceKind.PROVINCE: "area",
    PlaceKind.REGION: "area",
    PlaceKind.FEATURE: "feature",
    PlaceKind.COUNTRY: "country",
}
_COLUMNS = (
    "p.place_id, p.name, p.kind, p.lat, p.lon, p.radius_km, p.admin, p.country, p.population, "
    "p.code, p.division"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A gazetteer entry that a name may mean, and how well the spelling fits, 0..1."""

    place: Place
    code: str  # ISO 3166 code of the country, "" where the place lies in several
    division: str
    fit: float


class Gazetteer:
    """The index on disk, open for reading; close it, or use it in a `with` block.

    Safe to share between threads. `version` names all that went into it: two readings located
    with one version had the same places to choose from.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._known: dict[str, tuple[Hit, ...]] = {}  # by folded name; reports share their names
        self._heard: dict[tuple[str, ...], tuple[Hit, ...]] = {}  # by folded name and countries
        self._index = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        # Whoever forgets to close must not leak the file.
        self.close = weakref.finalize(self, self._index.close)
        try:
            self.version = self._checked()
        except sqlite3.Error:
            self.close()
            raise

    def _checked(self) -> str:
        """Return the version of what went into the index; raises where the file is not whole."""
        ask = self._index.execute
        pages, page_size = (ask(f"PRAGMA {x}").fetchone()[0] for x in ("page_count", "page_size"))
        if self.path.stat().st_size != pages * page_size:
            raise sqlite3.DatabaseError("the file has been cut or added to")
        for table in ("name", "sound", "division", "capital"):
            ask(f"SELECT * FROM {table} LIMIT 1").fetchone()
        if ask("SELECT max(id) FROM place").fetchone()[0] is None:
            raise sqlite3.DatabaseError("the index is empty")
        (version,) = ask("SELECT version FROM meta").fetchone() or ("",)
        return str(version)

    def __enter__(self) -> Gazetteer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def named(self, name: str) -> list[Hit]:
        """Return the places that bear exactly this name, marks, case and article aside."""
        folded = _folded(name)
        if len(folded) < 2:
            return []
        known = self._known.get(folded)
        if known is None:
            known = self._look_up(folded) or self._without_noun(folded)
            if len(self._known) >= _KNOWN_AT_MOST:
                self._known.clear()
            self._known[folded] = known
        return list(known)

    def _look_up(self, folded: str) -> tuple[Hit, ...]:
        bare = without_article(folded)
        rows = self._ask(
            f"SELECT {_COLUMNS}, n.level, n.folded FROM name n JOIN place p ON p.id = n.place "
            "WHERE n.folded IN (?, ?) AND n.level < 4 LIMIT 400",
            (folded, bare),
        )
        best: dict[str, Hit] = {}
        for row in rows:
            fit = _FITS[row[11]] if row[12] == folded else min(0.93, _FITS[row[11]])
            hit = _hit(row, fit)
            known = best.get(hit.place.place_id)
            if known is None or known.fit < fit:
                best[hit.place.place_id] = hit
        return _with_own_first(best.values())

    def _without_noun(self, folded: str) -> tuple[Hit, ...]:
        """The divisions that a name with its noun means: "Idlib governorate"."""
        bare = bare_name(folded)
        if bare == folded:
            return ()
        kinds = {PlaceKind.PROVINCE, PlaceKind.DISTRICT}
        return tuple(
            replace(hit, fit=min(hit.fit, 0.95))
            for hit in self._look_up(bare)
            if hit.place.kind in kinds
        )

    def abbreviated(self, name: str) -> list[Hit]:
        """Return the divisions that an abbreviation stands for: "Calif.", "W.Va.", "ON", "NSW".

        They are words of other meaning too; it takes a comma and a town before them to tell.
        """
        rows = self._ask(
            f"SELECT {_COLUMNS} FROM name n JOIN place p ON p.id = n.place "
            "WHERE n.folded = ? AND n.level = 4",
            (_folded(name),),
        )
        return [_hit(row, 1.0) for row in rows]

    def sounding_like(self, name: str, codes: Sequence[str]) -> list[Hit]:
        """Return places in the countries `codes` that a transliteration may spell so."""
        folded = _folded(name)
        key = sound_key(folded) if has_latin(folded) else ""
        if not key or not codes:
            return []
        asked = (folded, *codes)
        if asked in self._heard:
            return list(self._heard[asked])
        marks = ",".join("?" * len(codes))
        rows = self._ask(
            f"SELECT {_COLUMNS}, 0, s.folded FROM sound s JOIN place p ON p.id = s.place "
            f"WHERE s.key = ? AND s.code IN ({marks}) LIMIT 300",
            (key, *codes),
        )
        best: dict[str, Hit] = {}
        alike = {name: similarity(folded, name) for name in {row[12] for row in rows}}
        for row in rows:
            if alike[row[12]] < _LEAST_SIMILARITY:
                continue
            fit = 0.9 * alike[row[12]]
            hit = _hit(row, fit)
            known = best.get(hit.place.place_id)
            if known is None or known.fit < fit:
                best[hit.place.place_id] = hit
        if len(self._heard) >= _KNOWN_AT_MOST:
            self._heard.clear()
        self._heard[asked] = tuple(best.values())
        return list(best.values())

    def division(self, hit: Hit) -> Place | None:
        """Return the first-level division that a town lies in.

        Many provinces are named for their seat; where the gazetteer lacks the province,
        its settlements tell where it is, and it goes by the town's name.
        """
        rows = self._ask(
            "SELECT lat, lon, radius_km, place FROM division WHERE division = ?", (hit.division,)
        )
        if not rows:
            return None
        lat, lon, radius, number = rows[0]
        for row in self._ask(f"SELECT {_COLUMNS} FROM place p WHERE p.id = ?", (number,)):
            return _hit(row, 1.0).place
        return Place(
            place_id=f"division:{hit.division}",
            name=hit.place.name,
            kind=PlaceKind.PROVINCE,
            lat=lat,
            lon=lon,
            radius_km=radius,
            country=hit.place.country,
        )

    def capital(self, code: str) -> Hit | None:
        """Return the capital of the country with this ISO code."""
        for (name,) in self._ask("SELECT name FROM capital WHERE code = ?", (code,)):
            towns = [
                hit
                for hit in self.named(name)
                if hit.code == code and hit.place.kind in {PlaceKind.TOWN, PlaceKind.VILLAGE}
            ]
            if towns:
                return max(towns, key=lambda hit: hit.place.population)
        return None

    def country(self, name: str) -> Place | None:
        """Return a country by its English name."""
        for hit in self.named(name):
            if hit.place.kind == PlaceKind.COUNTRY:
                return hit.place
        return None

    def _ask(self, query: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        try:
            with self._lock:
                return self._index.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise GazetteerError(
                f"{self.path}: the gazetteer index cannot be read ({error}); "
                "delete the file, the next run builds it anew"
            ) from error


def open_gazetteer(
    folder: Path | None = None, on_progress: Callable[[str], None] = _log.info
) -> Gazetteer:
    """Open the gazetteer, building its index first where there is none.

    `folder` defaults to the user's cache folder; where that cannot be written, the index goes
    to a temporary folder and must be built again next time. A damaged index is rebuilt.

    Raises:
        GazetteerError: If the index can be written nowhere.
    """
    if folder is not None:
        return _open_in(folder, on_progress)
    try:
        return _open_in(cache_folder(), on_progress)
    except GazetteerError as error:
        fallback = Path(tempfile.gettempdir()) / "rashomon"
        on_progress(f"{error}; using {fallback}")
        return _open_in(fallback, on_progress)


def open_built() -> Gazetteer | None:
    """Open the gazetteer where its index is built and whole, None elsewhere: nobody waits."""
    for folder in (cache_folder(), Path(tempfile.gettempdir()) / "rashomon"):
        path = index_path(folder)
        if path.is_file():
            try:
                return Gazetteer(path)
            except (OSError, sqlite3.Error) as error:
                _log.info("%s cannot be opened: %s", path, error)
    return None


def _folded(name: str) -> str:
    """The folded name, "" where no place can bear it; a text of words is not folded first."""
    if len(name) > _LONGEST_NAME:
        return ""
    folded = fold(name)
    return folded if _LETTER.search(folded) and not _SURROGATE.search(folded) else ""


def _with_own_first(hits: Collection[Hit]) -> tuple[Hit, ...]:
    """The hits without those that a place of the user's own stands in for.

    It stands in for what bears its name, is of its sort, and lies near or in its country.
    """
    own = [hit for hit in hits if hit.place.place_id.startswith(OWN)]
    if not own:
        return tuple(hits)

    def is_replaced(hit: Hit) -> bool:
        return any(
            (hit.code == mine.code != "" or _is_near(hit.place, mine.place))
            and _SORT.get(hit.place.kind) == _SORT.get(mine.place.kind)
            for mine in own
        )

    return tuple(hit for hit in hits if hit in own or not is_replaced(hit))


def _is_near(one: Place, other: Place) -> bool:
    away = distance_km(one.lat, one.lon, other.lat, other.lon)
    return away <= max(_NEAR_KM, one.radius_km, other.radius_km)


def _open_in(folder: Path, on_progress: Callable[[str], None]) -> Gazetteer:
    path = index_path(folder)
    if path.is_file():
        try:
            found = Gazetteer(path)
            if found.version == current_version():
                return found
            found.close()
            reason = "it holds other places than its name says"
        except sqlite3.Error as error:
            reason = str(error)
        except OSError as error:
            raise GazetteerError(f"{path}: the index cannot be read ({error})") from error
        on_progress(f"{path}: the index is damaged ({reason}) and is built anew")
    build(path, on_progress)
    try:
        return Gazetteer(path)
    except (OSError, sqlite3.Error) as error:
        raise GazetteerError(f"{path}: the new index cannot be opened ({error})") from error


def _hit(row: tuple[Any, ...], fit: float) -> Hit:
    place_id, name, kind, lat, lon, radius, admin, country, population, code, division = row[:11]
    try:
        place = Place(
            place_id=str(place_id),
            name=str(name),
            kind=PlaceKind(str(kind)),
            lat=float(lat),
            lon=float(lon),
            radius_km=float(radius),
            admin=str(admin) if admin else None,
            country=str(country) if country else None,
            population=int(population),
        )
    except (TypeError, ValueError) as error:
        raise GazetteerError(
            f"the gazetteer index has been altered at {str(name)!r} ({error}); delete the file in "
            "the cache folder, the next run builds it anew"
        ) from error
    return Hit(place, str(code), str(division), fit)
