"""Time zones as news names them, those of a country, and the day that a moment falls on there.

Offsets and their history are those of the IANA database (`zoneinfo`, with the package `tzdata`
where the system has none). A name that stands for several zones ("IST", "CST", "BST") is
unknown here: what cannot be told is left open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from rashomon.reference.countries import country_of

__all__ = ["days_there", "is_zone", "zone_named", "zones_of_country"]

# Hours from UTC of abbreviations that mean one zone only, wherever they are printed.
_HOURS = {
    "utc": 0.0, "gmt": 0.0, "zulu": 0.0, "z": 0.0, "wet": 0.0,
    "est": -5.0, "edt": -4.0, "cdt": -5.0, "mst": -7.0, "mdt": -6.0, "pst": -8.0, "pdt": -7.0,
    "cet": 1.0, "cest": 2.0, "wat": 1.0, "cat": 2.0, "sast": 2.0, "eet": 2.0, "eest": 3.0,
    "eat": 3.0, "msk": 3.0, "trt": 3.0, "aft": 4.5, "pkt": 5.0, "wib": 7.0, "pht": 8.0,
    "jst": 9.0, "kst": 9.0, "aest": 10.0, "aedt": 11.0,
}  # fmt: skip
_WIDE = {
    "et": "America/New_York",
    "eastern": "America/New_York",
    "pacific": "America/Los_Angeles",
    "washington": "America/New_York",
    "kiev": "Europe/Kyiv",
    "greenwich mean": "Etc/GMT",
    "universal": "Etc/UTC",
    "coordinated universal": "Etc/UTC",
}
# Where nearly all people live; for a place that nobody knows.
_WESTMOST, _EASTMOST = timedelta(hours=-10), timedelta(hours=12)


def zone_named(words: str) -> tzinfo | None:
    """Return the zone that words before or instead of "time" name, None where it is unknown.

    An abbreviation, a city of the IANA database, a country of one zone, or such an offset as
    "+03:00".

    >>> str(zone_named("Moscow")), zone_named("EST"), zone_named("local")
    ('Europe/Moscow', datetime.timezone(datetime.timedelta(days=-1, seconds=68400), 'EST'), None)
    """
    name = " ".join(words.replace(".", "").split()).casefold()
    name = name.removesuffix(" time").removesuffix(" standard").removesuffix(" daylight")
    if name in _HOURS:
        return timezone(timedelta(hours=_HOURS[name]), name.upper())
    offset = _OFFSET.fullmatch(name)
    if offset:
        minutes = int(offset["hours"]) * 60 + int(offset["minutes"] or 0)
        ahead = timedelta(minutes=-minutes if offset["sign"] in "-−" else minutes)
        return timezone(ahead) if abs(ahead) < timedelta(hours=15) else None
    key = _WIDE.get(name) or _cities().get(name)
    if key is None:
        zones = zones_of_country(name)
        key = zones[0] if len(zones) == 1 else None
    return ZoneInfo(key) if key else None


_OFFSET = re.compile(r"(?:(?:utc|gmt)\s?)?(?P<sign>[+\-−])(?P<hours>\d{1,2}):?(?P<minutes>\d\d)?")


def is_zone(name: str) -> bool:
    """Tell whether the IANA database has a zone of this name ("Asia/Damascus")."""
    if name not in available_timezones():
        return False
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):  # pragma: no cover - a damaged database
        return False
    return True


def zones_of_country(name: str) -> tuple[str, ...]:
    """Return the zones of a country, by its name or demonym; none where it is unknown.

    >>> zones_of_country("Syria"), zones_of_country("Atlantis")
    (('Asia/Damascus',), ())
    """
    country = country_of(name)
    return _zones_by_code().get(country.code, ()) if country else ()


def days_there(moment: datetime, zones: Iterable[str]) -> tuple[date, date]:
    """Return the first and the last day that a moment falls on in any of the zones.

    Without zones, the days that it falls on where nearly all people live.
    """
    days = {moment.astimezone(ZoneInfo(zone)).date() for zone in zones}
    if not days:
        days = {(moment.astimezone(UTC) + ahead).date() for ahead in (_WESTMOST, _EASTMOST)}
    return min(days), max(days)


@cache
def _cities() -> dict[str, str]:
    """The cities that zones are called after, in lower case; those of two zones are left out.

    Of two names for one city the one that stands under its country is taken.
    """
    listed = {zone for zones in _zones_by_code().values() for zone in zones}
    found: dict[str, set[str]] = {}
    for key in available_timezones():
        area, _, city = key.rpartition("/")
        if area and not area.startswith("Etc"):
            found.setdefault(city.replace("_", " ").casefold(), set()).add(key)
    known = {city: keys & listed or keys for city, keys in found.items()}
    return {city: min(keys) for city, keys in known.items() if len(keys) == 1}


@cache
def _zones_by_code() -> dict[str, tuple[str, ...]]:
    """The zones of each country by its ISO code, as the IANA database lists them."""
    from importlib.resources import files

    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="ascii")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    found: dict[str, tuple[str, ...]] = {}
    for code, _, zone, *_ in rows:
        found[code] = (*found.get(code, ()), zone)
    return found
