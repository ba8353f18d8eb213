"""Distances and directions in words: "half a mile", "30 to 40 km", "an hour's drive", "NNE".

Every pattern here is written for text in lower case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rashomon.reference.place_words import BEARINGS, NUMBER_WORDS

__all__ = ["BEARING", "DISTANCE", "Distance", "compass", "distance_of", "wind_of"]


@dataclass(frozen=True, slots=True)
class Distance:
    """How far: `km`, give or take `spread_km`; `is_guess` where the words tell a time or less."""

    km: float
    spread_km: float = 0.0
    is_guess: bool = False


_KM_OF_UNIT = (
    (r"nautical\s+miles?|nautical\s+mi\b|nmi?\b", 1.852),
    (r"kilomet(?:er|re)s?|kms?|klicks?|clicks?", 1.0),
    (r"miles?|mi", 1.609),
    (r"met(?:er|re)s?|m", 0.001),
    (r"yards?|yds?", 0.0009144),
    (r"f(?:ee|oo)t|ft", 0.0003048),
)
_UNIT = "(?:" + "|".join(words for words, _ in _KM_OF_UNIT) + ")"
# How fast a vehicle or a walker gets on; war roads are slow. A time is a distance within a
# factor of about two.
_SPEED = {"drive": 50.0, "ride": 40.0, "walk": 4.0, "march": 4.0, "journey": 40.0, "trip": 40.0}
_GUESS_SPREAD = 0.6
_FEW = {
    "a few": 4.0, "few": 4.0, "several": 5.0, "some": 4.0, "a couple of": 2.0, "a couple": 2.0,
    "a dozen": 12.0, "dozens of": 30.0, "tens of": 30.0, "scores of": 50.0,
    "a few hundred": 400.0, "several hundred": 400.0, "hundreds of": 400.0, "a hundred": 100.0,
    "a few dozen": 40.0, "several dozen": 40.0, "half a dozen": 6.0,
    "half a": 0.5, "half an": 0.5, "half": 0.5, "a quarter of a": 0.25, "three quarters of a": 0.75,
    "a": 1.0, "an": 1.0, "one and a half": 1.5,
}  # fmt: skip
_VAGUE = frozenset(name for name in _FEW if not re.match(r"(?:a|an|half.*|.* a|a dozen)$", name))
_WORDS = {**{k: float(v) for k, v in NUMBER_WORDS.items()}, **_FEW}
_NUMBER = (
    r"(?:\d{1,3}(?:,\d{3})+|\d+(?:[.,]\d+)?(?:\s*½)?|½|"
    + "|".join(
        re.escape(word).replace(r"\ ", r"\s+") for word in sorted(_WORDS, key=len, reverse=True)
    )
    + ")"
)
_HEDGE = (
    r"(?:(?:just|some|about|around|roughly|approximately|approx\.?|nearly|almost|less\s+than|"
    r"more\s+than|at\s+least|up\s+to|within|under|over|only|barely|a\s+mere|perhaps|an?\s+estimated|"
    r"circa|c\.|~|an?(?=\s+\d))\s*)*"
)
_HALF = r"(?:\s+and\s+a\s+half)?"
_TO = r"(?:\s*(?:-|–|—|to|or)\s*(?P<count2>" + _NUMBER + r"))?"
DISTANCE = (
    rf"{_HEDGE}(?<![\w.,])(?:between\s+)?(?P<count>{_NUMBER})(?P<half>{_HALF}){_TO}(?:\s+and\s+(?P<count3>\d+))?[\s-]*"
    rf"(?:(?P<unit>{_UNIT})(?!\w)|(?P<time>hours?|minutes?|mins?|days?)\s*['’]?\s*s?['’]?[\s-]+"
    rf"(?:of\s+)?(?P<going>{'|'.join(_SPEED)}))"
    r"(?:\s*\([^)]{0,40}\))?"
)
"""A distance, for text in lower case; the groups are for `distance_of`."""

_EIGHT = r"(?:north|south)(?:\s?-?\s?(?:east|west))?(?:ern)?(?!\w)|(?:east|west)(?:ern)?(?!\w)"
_SIXTEEN = (
    r"(?:north|south)\s?-?\s?(?:north|south)\s?-?\s?(?:east|west)|"
    r"(?:east|west)\s?-?\s?(?:north|south)\s?-?\s?(?:east|west)"
)
_LETTERS = r"(?:n|s)(?:n|s)?(?:e|w)|(?:e|w)(?:n|s)(?:e|w)|[nsew]"
BEARING = rf"(?:{_SIXTEEN}|{_EIGHT})"
"""A direction in words, eight winds or sixteen, for text in lower case."""
LETTERED = rf"(?:{_LETTERS})\b"
"""A direction in letters ("nne"); only where the text has them in capitals."""

_WINDS = (
    "north", "north-northeast", "northeast", "east-northeast", "east", "east-southeast",
    "southeast", "south-southeast", "south", "south-southwest", "southwest", "west-southwest",
    "west", "west-northwest", "northwest", "north-northwest",
)  # fmt: skip
_WIND_OF = {name.replace("-", ""): 22.5 * number for number, name in enumerate(_WINDS)}
_WIND_OF |= {
    "".join(piece[0] for piece in re.findall("north|south|east|west", name)): 22.5 * number
    for number, name in enumerate(_WINDS)
}
_WIND_OF |= BEARINGS


def wind_of(words: str) -> float | None:
    """Return the bearing of one of sixteen winds in degrees, None for other words.

    >>> wind_of("north-northeast"), wind_of("SSW"), wind_of("south-east"), wind_of("up")
    (22.5, 202.5, 135.0, None)
    """
    plain = re.sub(r"[\s-]", "", words.casefold())
    return _WIND_OF.get(plain.removesuffix("ern"))


def compass(bearing: float) -> str:
    """Return the name of the wind nearest to a bearing.

    >>> compass(90), compass(337.5)
    ('east', 'north-northwest')
    """
    return _WINDS[round(bearing / 22.5) % 16]


def distance_of(found: re.Match[str]) -> Distance | None:
    """Return the distance that a match of `DISTANCE` tells, None where it holds none."""
    named = found.groupdict()
    if not named.get("count"):
        return None
    count, is_vague = _number(named["count"])
    count += 0.5 if named["half"] else 0.0
    high = count
    further = named["count2"] or named["count3"]
    if further:
        high, _ = _number(further)
    if high < count:
        high = count
    middle, spread = (count + high) / 2, (high - count) / 2
    if named["unit"]:
        scale = _km_of(named["unit"])
        spread = 0.5 * middle if is_vague else spread
        return Distance(middle * scale, spread * scale, is_guess=False)
    hours = {"h": 1.0, "m": 1 / 60, "d": 8.0}[named["time"][0]] * middle
    km = hours * _SPEED[named["going"]]
    return Distance(km, _GUESS_SPREAD * km, is_guess=True)


def _km_of(unit: str) -> float:
    return next(
        (km for words, km in _KM_OF_UNIT if re.fullmatch(f"(?:{words})", unit.casefold())), 1.0
    )


def _number(words: str) -> tuple[float, bool]:
    """The number, and whether its words leave it open."""
    plain = " ".join(words.casefold().split())
    if plain in _WORDS:
        return _WORDS[plain], plain in _VAGUE
    if plain.endswith("½"):
        return float(plain.removesuffix("½").strip() or 0) + 0.5, False
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+", plain):
        return float(plain.replace(",", "")), False
    return float(plain.replace(",", ".")), False
