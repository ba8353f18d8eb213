"""A small gazetteer: our own table and a few towns in the manner of GeoNames."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rashomon.locate.gazetteer import Gazetteer
from rashomon.locate.index import Entry, build, read_supplement
from rashomon.records import PlaceKind


def town(
    number: int,
    name: str,
    code: str,
    country: str,
    lat: float,
    lon: float,
    population: int,
    *others: str,
    division: str = "",
) -> Entry:
    return Entry(
        place_id=f"geonames:{number}",
        name=name,
        other_names=others,
        kind=PlaceKind.TOWN if population >= 5000 else PlaceKind.VILLAGE,
        lat=lat,
        lon=lon,
        radius_km=10 if population >= 5000 else 5,
        admin=None,
        code=code,
        country=country,
        population=population,
        division=division,
    )


def country(number: int, name: str, code: str, lat: float, lon: float, capital: str) -> Entry:
    return Entry(
        f"geonames:{number}",
        name,
        (),
        PlaceKind.COUNTRY,
        lat,
        lon,
        240,
        None,
        code,
        name,
        20_000_000,
        capital=capital,
    )


ENTRIES = (
    town(1, "Aleppo", "SY", "Syria", 36.2, 37.16, 2_000_000, "Halab", "Alep"),
    town(2, "Damascus", "SY", "Syria", 33.51, 36.29, 1_600_000, "Dimashq"),
    town(3, "Tripoli", "LY", "Libya", 32.89, 13.19, 1_150_000),
    town(4, "Tripoli", "GR", "Greece", 37.5, 22.37, 26_000),
    town(5, "Springfield", "US", "United States", 39.8, -89.64, 116_000),
    town(6, "London", "GB", "United Kingdom", 51.51, -0.13, 8_900_000),
    town(7, "London", "CA", "Canada", 42.98, -81.23, 383_000),
    town(8, "Zaranj", "AF", "Afghanistan", 30.96, 61.86, 50_000, division="AF.99"),
    town(9, "Ghorband", "AF", "Afghanistan", 31.36, 61.9, 2_000, division="AF.99"),
    country(10, "Syria", "SY", 34.8, 38.0, "Damascus"),
    country(11, "Libya", "LY", 27.0, 17.0, "Tripoli"),
    country(12, "Afghanistan", "AF", 33.9, 67.7, "Kabul"),
)


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gazetteer]:
    """The table and the towns above, indexed once for the session."""
    path: Path = tmp_path_factory.mktemp("gazetteer") / "index.sqlite"
    build(path, entries=(*read_supplement(), *ENTRIES))
    with Gazetteer(path) as opened:
        yield opened
