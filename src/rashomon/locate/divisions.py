"""First- and second-level divisions, countries and great regions: our tables of the world.

`tools/make_divisions.py` made the tables of divisions and countries from public facts and says
how; the regions are a short list by hand. None has outlines: a place has a middle, and a radius
that holds most of it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from rashomon.locate.entries import Entry
from rashomon.locate.spelling import fold
from rashomon.records import PlaceKind
from rashomon.reference.countries import country_of
from rashomon.reference.place_words import CLASS_OF_NOUN, DESCRIPTIONS, PART_NOUNS, bearing_of

__all__ = [
    "TABLES",
    "bare_name",
    "country_name",
    "country_names",
    "read_countries",
    "read_divisions",
    "read_regions",
]

TABLES = ("divisions.csv", "countries.csv", "regions.csv")
"""The tables that this module reads, all beside it."""

_NOUN = (
    r"(?:autonomous )?(?:county|parish|district|province|governorate|oblast|region|department|"
    r"state|prefecture|municipality|raion|rayon|republic|division|krai|okrug|shire|regency|"
    r"voivodeship|canton|emirate|territory)"
)
_NOUN_AFTER = re.compile(rf" {_NOUN}$")
_NOUN_BEFORE = re.compile(rf"^(?:the )?{_NOUN} of (?:the )?")

_PLAIN = DESCRIPTIONS | PART_NOUNS | set("county province governorate state capital city".split())


def bare_name(folded: str) -> str:
    """Return a folded name of a division without its noun; unchanged where nothing is left.

    >>> bare_name("baldwin county"), bare_name("state of georgia"), bare_name("northern province")
    ('baldwin', 'georgia', 'northern province')
    """
    bare = _NOUN_BEFORE.sub("", _NOUN_AFTER.sub("", folded))
    return folded if _is_plain(bare) else bare


def read_countries() -> Iterator[Entry]:
    """Yield the countries, each at the point that stands for it on a map of the world."""
    for row in _rows("countries.csv"):
        code = row["code"]
        yield Entry(
            place_id=f"country:{code}",
            name=country_name(code, row["name"]),
            other_names=tuple(filter(None, (row["name"], *row["alternates"].split("|")))),
            kind=PlaceKind.COUNTRY,
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            radius_km=float(row["radius_km"]),
            admin=None,
            code=code,
            country=country_name(code, row["name"]),
        )


@cache
def country_names() -> dict[str, str]:
    """Return the English name of each country by its ISO 3166 code."""
    return {entry.code: entry.name for entry in read_countries()}


def read_divisions(countries: dict[str, str]) -> Iterator[Entry]:
    """Yield the divisions of the world; `countries` gives names by code."""
    for row in _rows("divisions.csv"):
        is_first, division = row["level"] == "1", row["code"]
        slug = "" if is_first else f":{fold(row['name']).replace(' ', '-')}"
        names = [name for name in (row["name"], *row["alternates"].split("|")) if name]
        names = [name for name in names if not _is_plain(fold(name))]
        if not names:
            continue  # "North East" of one country would be a place in every report
        folded = {fold(name) for name in names}
        yield Entry(
            place_id=f"division:{division}{slug}",
            name=names[0],
            other_names=tuple(names[1:]),
            kind=PlaceKind.PROVINCE if is_first else PlaceKind.DISTRICT,
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            radius_km=float(row["radius_km"]),
            admin=row["parent"] or None,
            code=row["country"],
            country=countries.get(row["country"]),
            population=int(row["population"]),
            division=division,
            made_names=tuple(sorted({bare_name(name) for name in folded} - folded)),
            abbreviations=tuple(filter(None, row["abbreviations"].split("|"))),
        )


def read_regions() -> Iterator[Entry]:
    """Yield continents, regions that no border marks, former divisions and great features."""
    for row in _rows("regions.csv"):
        yield Entry(
            place_id=f"region:{fold(row['name']).replace(' ', '-')}",
            name=row["name"],
            other_names=tuple(filter(None, row["alternates"].split("|"))),
            kind=PlaceKind(row["kind"]),
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            radius_km=float(row["radius_km"]),
            admin=None,
            code=row["country"],
            country=country_names().get(row["country"]),
            made_names=tuple(fold(name) for name in row["adjectives"].split("|") if name),
        )


def country_name(code: str, name: str) -> str:
    """Prefer the name of our own table of countries: it is what `country_of` yields elsewhere."""
    known = country_of(name)
    return known.name if known and known.code == code else name


def _is_plain(folded: str) -> bool:
    """Tell whether a name is made of directions, numbers and other words that name nothing."""
    return folded in CLASS_OF_NOUN or all(
        bearing_of(word) is not None or word.isdecimal() or word in _PLAIN
        for word in folded.split()
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files("rashomon.locate") / name).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())
