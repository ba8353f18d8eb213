"""The words between two names: "8 km east of", "near", "between", "in".

A connector says how what stands before it lies to what follows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rashomon.locate.measures import BEARING, DISTANCE, LETTERED, distance_of, wind_of
from rashomon.reference.letter_case import lowered

__all__ = ["Relation", "next_connector", "relation_of"]


@dataclass(frozen=True, slots=True)
class Relation:
    """How a part lies to the next one.

    `kind` is "in", "near", "outside", "around" (in and about it), "off" (at sea), "from" (a
    direction, a distance or both), "between", "halfway" or "and". `bearing` is in degrees from
    north, `km` the distance, each None where not told; `spread_km` is how far the distance is
    open either way, `is_guess` set where a time was told and no distance.
    """

    kind: str
    bearing: float | None = None
    km: float | None = None
    spread_km: float = 0.0
    is_guess: bool = False


# For text in lower case.
_CONNECTOR = re.compile(
    rf"""\s*,?\s*(?:(?:which|that)\s+(?:is|lies|are)\s+)?
    (?:(?:lying|located|situated|lies)\s+)?(?:
      {DISTANCE}\s*,?\s*(?:(?:away|further|due|directly|just|inland|upstream|downstream|upriver
        |downriver|(?:up|down)\s+the\s+(?:coast|road|river|valley|highway))\s+)*(?:to\s+the\s+|in\s+the\s+)?
      (?:(?<!\w)(?P<bearing1>{BEARING}|{LETTERED}))?\s*(?:of\b|from\b|(?P<off1>off)\b|away\s+from\b|outside(?:\s+of)?\b|inside\b
      )
    | (?:just\s+|further\s+|immediately\s+|slightly\s+|due\s+|directly\s+|far\s+|well\s+|away\s+)*
      (?:to\s+the\s+|in\s+the\s+)?(?<!\w)(?P<bearing2>{BEARING}|{LETTERED})
      (?:\s+and\s+(?:{BEARING}))?\s+(?:of|from)\b
    | (?:just\s+)?(?P<off>off)\b(?=\s+(?!limits))
    | (?:very\s+|just\s+|right\s+|immediately\s+)?(?P<outside>outside(?:\s+of)?|beyond
      |(?:at|on)\s+the\s+(?:{BEARING}\s+)?(?:(?:fringes?|gates|doorsteps?)\s+(?:of|to)|approaches\s+to))\b
    | (?P<around>(?:in|on)\s+(?:and|or)\s+around|in\s+or\s+near|around|round|surrounding)\b
    | (?:very\s+|just\s+|right\s+|in\s+or\s+)?(?P<near>near(?:\s+to|by)?|close\s+to|next\s+to
      |adjacent\s+to|not\s+far\s+from|beside|opposite|overlooking|bordering|along(?:side)?|towards?
      |in\s+the\s+vicinity\s+of|(?:a\s+(?:short|long)|some)\s+(?:distance|drive|walk|way)\s+from|a\s+stone\s*['’]?\s?s\s+throw\s+from
      |within\s+(?:sight|range|reach|striking\s+distance)\s+of|(?:up|down)(?:stream|river)\s+(?:from|of)
      |(?:on\s+the\s+way|en\s+route|in\s+the\s+direction)\s+(?:to|of))\b
    | (?P<halfway>(?:roughly\s+|about\s+)?(?:half\s?-?\s?way|mid\s?-?\s?way)\s+between)\b
    | (?P<between>between)\b
    | (?P<in>(?:deep\s+)?inside|within|into|onto|in|on|at|of
      |across|over|throughout|from|under|for|to)\b
    | (?P<comma>,)
    | (?P<and>and)\b
    )\s*""",
    re.VERBOSE,
)


def next_connector(text: str, at: int) -> re.Match[str] | None:
    """The next connector on a word's edge that is no part of a name ("Stratford on Avon")."""
    for found in _CONNECTOR.finditer(lowered(text), at):
        before = text[found.start() - 1] if found.start() else " "
        if before.isalnum() and text[found.start()].isalnum():
            continue
        if found.end() == found.start():
            continue
        if _is_of_a_name(text, found):
            continue
        if any(_is_small_letters(text, found, group) for group in ("bearing1", "bearing2")):
            continue
        return found
    return None


_NAMED_OF = re.compile(r"\b(?:Gulf|Strait|Straits|Bay|Sea|Horn|GULF|STRAIT|BAY|SEA|HORN)$")


def _is_of_a_name(text: str, found: re.Match[str]) -> bool:
    """Tell whether an "of" belongs to a name, as in "Gulf of Aden"."""
    words = found.group().strip().casefold()
    return words == "of" and bool(_NAMED_OF.search(text[: found.start()].rstrip()))


def _is_small_letters(text: str, found: re.Match[str], group: str) -> bool:
    """Tell whether a direction is told in letters that are no capitals: "e of", "se of"."""
    words = found[group]
    return bool(words) and len(words) < 4 and not text[slice(*found.span(group))].isupper()


def relation_of(found: re.Match[str]) -> Relation:
    """Return what a connector says."""
    named = found.groupdict()
    distance = distance_of(found)
    if distance is not None:
        bearing = wind_of(named["bearing1"]) if named["bearing1"] else None
        kind = "off" if named["off1"] else "from"
        return Relation(kind, bearing, distance.km, distance.spread_km, distance.is_guess)
    if named["bearing2"]:
        return Relation("from", wind_of(named["bearing2"]))
    for kind in ("off", "outside", "around", "near", "halfway", "between", "and"):
        if named[kind]:
            return Relation(kind)
    return Relation("of" if (named["in"] or "").casefold() == "of" else "in")
