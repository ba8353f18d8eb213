"""Files of places that a user brings: a GeoNames dump, a CSV, GeoJSON.

They are read row by row as text of unknown origin. What cannot be used is named with its line and
the reason and left out; the rest is taken. Nothing is ever unpacked to disk.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import math
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from rashomon.errors import GazetteerError
from rashomon.locate.divisions import country_names
from rashomon.locate.entries import Entry
from rashomon.locate.middles import representative
from rashomon.locate.own_places import OWN, PlaceSet, set_name, store_set
from rashomon.locate.spelling import fold
from rashomon.records import PlaceKind
from rashomon.reference.countries import country_of

__all__ = ["add_places", "read_place_file"]

OnFault = Callable[[int, str], None]
"""Told of each row that is left out: its line (or number, in GeoJSON) and the reason."""

_MOST_BYTES = 3 << 30  # all of GeoNames has 1.7 GB; more than this is a bomb
_MOST_GEOJSON_BYTES = 256 << 20
_LONGEST_LINE = 1 << 18  # GeoNames' longest has 15,000 characters
_LONGEST_NAME = 200
_MOST_NAMES = 500
_GEONAMES_COLUMNS = 19
_NEEDED = ("name", "lat", "lon")
_SAME_COLUMN = {
    "latitude": "lat",
    "y": "lat",
    "longitude": "lon",
    "long": "lon",
    "lng": "lon",
    "x": "lon",
    "alternatenames": "alternates",
    "alternate_names": "alternates",
    "aliases": "alternates",
    "type": "kind",
    "radius": "radius_km",
    "province": "admin",
    "countrycode": "country",
    "country_code": "country",
}
_RADIUS_KM = {
    PlaceKind.SITE: 3.0,
    PlaceKind.QUARTER: 3.0,
    PlaceKind.VILLAGE: 5.0,
    PlaceKind.TOWN: 10.0,
    PlaceKind.DISTRICT: 25.0,
    PlaceKind.PROVINCE: 80.0,
    PlaceKind.REGION: 50.0,
    PlaceKind.FEATURE: 10.0,
    PlaceKind.COUNTRY: 300.0,
}
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029\ud800-\udfff]")
_FORMULA = ("=", "@", "+", "\t")


def add_places(path: Path, name: str | None, on_fault: OnFault) -> PlaceSet:
    """Take a file's places into the gazetteer as a set, named for the file where no name is told.

    It takes the place of an older set of its name. The next opening builds the index anew.

    Raises:
        GazetteerError: If the file has no place that can be used; an older set stays.
    """
    chosen = set_name(path.stem if name is None else name)

    def some() -> Iterator[Entry]:
        count = 0
        for entry in read_place_file(path, chosen, on_fault):
            count += 1
            yield entry
        if not count:
            raise GazetteerError(f"{path}: no place in it that can be used; nothing was added")

    return store_set(chosen, some())


def read_place_file(path: Path, set_name: str, on_fault: OnFault) -> Iterator[Entry]:
    """Yield the places of a file, in its order; `set_name` becomes part of their ids.

    Raises:
        GazetteerError: If the file is none of the three, or cannot be read.
    """
    try:
        if zipfile.is_zipfile(path):
            with _zipped(path) as binary:
                yield from _geonames(_lines(binary, path, on_fault), on_fault)
            return
        with path.open("rb") as binary:
            yield from _plain(binary, path, set_name, on_fault)
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError) as error:
        raise GazetteerError(f"{path}: the file cannot be read ({error})") from error


def _plain(binary: IO[bytes], path: Path, set_name: str, on_fault: OnFault) -> Iterator[Entry]:
    start = binary.read(4096)
    binary.seek(0)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        first = start.decode("utf-16", errors="replace")
    else:
        first = start.decode("utf-8", errors="replace").removeprefix("\ufeff")
        if "\0" in first:
            raise GazetteerError(f"{path}: not a text file; save it as UTF-8")
    if not first.strip():
        raise GazetteerError(f"{path}: the file is empty")
    if first.lstrip().startswith(("{", "[")):
        yield from _geojson(binary, path, set_name, on_fault)
        return
    lines = _lines(binary, path, on_fault)
    if first.partition("\n")[0].count("\t") == _GEONAMES_COLUMNS - 1:
        yield from _geonames(lines, on_fault)
    else:
        yield from _csv(lines, path, set_name, on_fault)


@contextmanager
def _zipped(path: Path) -> Iterator[IO[bytes]]:
    """Open the one table in a zipped dump; its name is never used as a path."""
    with zipfile.ZipFile(path) as archive:
        tables = [
            one
            for one in archive.infolist()
            if one.filename.lower().endswith(".txt") and "readme" not in one.filename.lower()
        ]
        if len(tables) != 1:
            raise GazetteerError(
                f"{path}: {len(tables)} tables in the archive; a GeoNames dump has one .txt "
                "beside its readme.txt"
            )
        if tables[0].flag_bits & 1:
            raise GazetteerError(f"{path}: the archive is encrypted; unpack it first")
        with archive.open(tables[0]) as binary:
            yield binary


def _lines(binary: IO[bytes], path: Path, on_fault: OnFault) -> Iterator[tuple[int, str]]:
    """The lines with their numbers; those too long to be a place are left out."""
    start = binary.read(2)
    rest = _Counted(binary, start, path)
    is_wide = start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    encoding = "utf-16" if is_wide else "utf-8-sig"
    text = io.TextIOWrapper(io.BufferedReader(rest), encoding, errors="surrogateescape")
    number = 0
    try:
        while line := text.readline(_LONGEST_LINE):
            number += 1
            is_long = len(line) >= _LONGEST_LINE and not line.endswith("\n")
            if not is_long:
                yield number, line
                continue
            while line and not line.endswith("\n"):
                line = text.readline(_LONGEST_LINE)
            on_fault(number, f"longer than {_LONGEST_LINE} characters")
    except UnicodeError as error:  # half a character of UTF-16 at the end
        on_fault(number + 1, f"not text in {encoding} ({error.__class__.__name__})")


class _Counted(io.RawIOBase):
    """A stream that stops what unpacks to more than any gazetteer has."""

    def __init__(self, source: IO[bytes], start: bytes, path: Path) -> None:
        super().__init__()
        self._source, self._start, self._path, self._seen = source, start, path, 0

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer, first with what has been looked at already."""
        data, self._start = self._start, b""
        data = data or self._source.read(len(buffer))
        self._seen += len(data)
        if self._seen > _MOST_BYTES:
            raise GazetteerError(f"{self._path}: unpacks to more than {_MOST_BYTES} bytes")
        buffer[: len(data)] = data
        return len(data)


def _geonames(lines: Iterator[tuple[int, str]], on_fault: OnFault) -> Iterator[Entry]:
    usable = 0
    for number, line in lines:
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) != _GEONAMES_COLUMNS:
            on_fault(number, f"{len(cells)} columns, where GeoNames has {_GEONAMES_COLUMNS}")
            if not usable and number > 100:
                return  # not a dump at all
            continue
        try:
            if not cells[0].isdecimal() or not cells[0].isascii():
                raise ValueError(f"no number of GeoNames: {cells[0][:20]!r}")
            kind = _geonames_kind(cells[6], cells[7], _count(cells[14]))
            yield _entry(
                f"geonames:{int(cells[0])}",
                {
                    "name": cells[1],
                    "alternates": "|".join((cells[2], *cells[3].split(","))),
                    "kind": kind,
                    "lat": cells[4],
                    "lon": cells[5],
                    "country": cells[8],
                    "population": cells[14],
                },
                f"{cells[8]}.{cells[10]}" if cells[10] else "",
            )
            usable += 1
        except ValueError as error:
            on_fault(number, str(error))


def _geonames_kind(feature_class: str, code: str, population: int) -> str:
    if feature_class == "A":
        if code.startswith("PCL"):
            return "country"
        return "province" if code.startswith("ADM1") else "district"
    if feature_class == "P":
        if code == "PPLX":
            return "quarter"
        is_seat = code.startswith("PPLA") or code == "PPLC"
        return "town" if is_seat or population >= 5000 else "village"
    if feature_class == "S" or code in {"MILB", "CMP", "CMPRF", "INDS", "OILF", "GASF", "PRT"}:
        return "site"
    return "region" if feature_class == "L" else "feature"


def _csv(
    lines: Iterator[tuple[int, str]], path: Path, set_name: str, on_fault: OnFault
) -> Iterator[Entry]:
    at = 0

    def texts() -> Iterator[str]:
        nonlocal at
        for number, line in lines:
            at = number
            yield line

    source = texts()
    header = next(source, "")
    delimiter = max(",;\t", key=header.count)
    columns = [_column(cell) for cell in next(csv.reader([header], delimiter=delimiter), [])]
    missing = [name for name in _NEEDED if name not in columns]
    if missing:
        met = ", ".join(name[:30] for name in columns[:20]) or "none"
        raise GazetteerError(
            f"{path}: no column {' or '.join(missing)}; columns met: {met}. A CSV of places "
            "needs name, lat and lon; alternates (separated by |), kind, radius_km, admin, "
            "country, population and source are taken where they are there"
        )
    reader = csv.reader(source, delimiter=delimiter)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            on_fault(at, f"not CSV ({error})")
            continue
        if not any(cell.strip() for cell in cells):
            continue
        try:
            if len(cells) > len(columns):
                raise ValueError(f"{len(cells)} cells under {len(columns)} columns")
            row = dict(zip(columns, cells, strict=False))
            yield _entry(_own_id(set_name, row.get("name", ""), at), row)
        except ValueError as error:
            on_fault(at, str(error))


def _column(cell: str) -> str:
    name = cell.strip().casefold().replace(" ", "_")
    return _SAME_COLUMN.get(name, name)


def _geojson(binary: IO[bytes], path: Path, set_name: str, on_fault: OnFault) -> Iterator[Entry]:
    content = binary.read(_MOST_GEOJSON_BYTES + 1)
    if len(content) > _MOST_GEOJSON_BYTES:
        raise GazetteerError(f"{path}: more than {_MOST_GEOJSON_BYTES} bytes of GeoJSON; split it")
    try:
        encoding = "utf-16" if content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else ""
        told = json.loads(content.decode(encoding or "utf-8-sig"))
    except (UnicodeDecodeError, ValueError) as error:
        raise GazetteerError(f"{path}: not GeoJSON ({error})") from error
    except RecursionError as error:
        raise GazetteerError(f"{path}: not GeoJSON (nested without end)") from error
    features = told.get("features") if isinstance(told, dict) else None
    if isinstance(told, dict) and told.get("type") == "Feature":
        features = [told]
    if not isinstance(features, list):
        raise GazetteerError(f"{path}: not GeoJSON with features")
    for number, feature in enumerate(features, 1):
        try:
            if not isinstance(feature, dict):
                raise ValueError("not a feature")
            properties = feature.get("properties")
            row = _texts(properties if isinstance(properties, dict) else {})
            lat, lon, reach = representative(feature.get("geometry"))
            if reach:
                row.setdefault("kind", "district")
                row.setdefault("radius_km", str(max(1.0, reach)))
            row |= {"lat": repr(lat), "lon": repr(lon)}
            yield _entry(_own_id(set_name, row.get("name", ""), number), row)
        except ValueError as error:
            on_fault(number, str(error))


def _texts(properties: Mapping[str, Any]) -> dict[str, str]:
    """A feature's properties as the cells of a row; what is not a plain value is left out."""
    row: dict[str, str] = {}
    for key, value in properties.items():
        name = _column(str(key))
        if isinstance(value, list):
            value = "|".join(one for one in value if isinstance(one, str))
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            row.setdefault(name, str(value))
    return row


def _own_id(set_name: str, name: str, number: int) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", fold(name[:_LONGEST_NAME])).strip("-")[:40]
    return f"{OWN}{set_name}:{slug or 'place'}-{number}"


def _entry(place_id: str, row: Mapping[str, str], division: str = "") -> Entry:
    """Build a place from the cells of a row.

    Raises:
        ValueError: If a cell cannot be used, with the reason.
    """
    cells = {key: (value or "").strip() for key, value in row.items()}
    name = _checked_name(cells.get("name", ""))
    lat = _number(cells.get("lat", ""), "lat", 90)
    lon = _number(cells.get("lon", ""), "lon", 180)
    told = cells.get("kind", "").casefold() or "town"
    try:
        kind = PlaceKind(told)
    except ValueError:
        kinds = ", ".join(PlaceKind)
        raise ValueError(f"kind {told[:30]!r} is none of {kinds}") from None
    radius = cells.get("radius_km", "")
    radius_km = _number(radius, "radius_km", 20_000) if radius else _RADIUS_KM[kind]
    if radius_km <= 0:
        raise ValueError(f"radius_km of {radius_km:g} is no radius")
    code = _country_code(cells.get("country", ""))
    others: dict[str, None] = {}
    for other in cells.get("alternates", "").split("|", _MOST_NAMES)[:_MOST_NAMES]:
        other = other.strip()
        if other and len(other) <= _LONGEST_NAME and not _CONTROL.search(other):
            others[other] = None
    admin = cells.get("admin", "")[:_LONGEST_NAME]
    return Entry(
        place_id=place_id,
        name=name,
        other_names=tuple(others),
        kind=kind,
        lat=lat,
        lon=lon,
        radius_km=radius_km,
        admin=_CONTROL.sub(" ", admin) or None,
        code=code,
        country=country_names().get(code),
        population=_count(cells.get("population", "")),
        division=division,
        source=_CONTROL.sub(" ", cells.get("source", "")[:_LONGEST_NAME]),
    )


def _checked_name(name: str) -> str:
    if not name:
        raise ValueError("no name")
    if len(name) > _LONGEST_NAME:
        raise ValueError(f"a name of {len(name)} characters")
    if any("\ud800" <= c <= "\udfff" for c in name):
        raise ValueError("the name is not UTF-8")
    if _CONTROL.search(name):
        raise ValueError("a control character in the name")
    if name.startswith(_FORMULA):
        raise ValueError(f"the name looks like a formula: {name[:30]!r}")
    if not any(c.isalpha() for c in name):
        raise ValueError(f"a name without a letter: {name[:30]!r}")
    return name


def _number(told: str, column: str, limit: float) -> float:
    try:
        number = float(told.replace(",", ".") if told.count(",") == 1 else told)
    except ValueError:
        raise ValueError(f"{column} {told[:30]!r} is no number") from None
    if not math.isfinite(number) or abs(number) > limit:
        raise ValueError(f"{column} {told[:30]} is out of range (-{limit:g} to {limit:g})")
    return number


def _count(told: str) -> int:
    """A population; what is no plain number is none told."""
    try:
        number = float(told) if len(told) < 20 else 0.0
    except ValueError:
        return 0
    return int(number) if 0 < number < 1e10 else 0


def _country_code(told: str) -> str:
    """The ISO code of a country given by code or English name."""
    if not told:
        return ""
    names = country_names()
    if told.upper() in names:
        return told.upper()
    known = country_of(told)
    if known is None:
        raise ValueError(f"country {told[:30]!r} is unknown; give its English name or ISO code")
    return known.code
