"""What a coder's words for a claim come to, and whether a claim says the same already."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rashomon.collect.tables.columns import DayOrder
from rashomon.deciding import parse_value
from rashomon.errors import InvalidRecord, RashomonError
from rashomon.importing.claim_sheets import Coded
from rashomon.importing.sheets import BadRow, plain
from rashomon.publish.readings import value_as_json
from rashomon.records import (
    COUNT_FACETS,
    CasualtyRange,
    Claim,
    ClaimValue,
    CountValue,
    DateInterval,
    EvidenceSpan,
    Facet,
    Means,
    MeansValue,
    Motive,
    Notice,
    PlaceValue,
    ResponsibleValue,
    Stance,
    TargetValue,
)

__all__ = ["Wanted", "agrees", "facet_of", "stance_of", "wanted_value"]

# Words of coders' sheets for our facets.
_FACETS = {
    "dead": Facet.KILLED, "deaths": Facet.KILLED, "fatalities": Facet.KILLED,
    "wounded": Facet.INJURED, "injuries": Facet.INJURED,
    "perpetrator": Facet.RESPONSIBLE, "attacker": Facet.RESPONSIBLE,
    "weapon": Facet.MEANS, "location": Facet.PLACE, "day": Facet.DATE,
}  # fmt: skip
_STANCES = {"affirms": "affirm", "denies": "deny", "denied": "deny", "unsure": "uncertain"}
_AT_LEAST = re.compile(r"(?:at least|min(?:imum)?\.?|≥|>=)\s*(\d{1,18})", re.IGNORECASE)
_AT_MOST = re.compile(r"(?:at most|max(?:imum)?\.?|≤|<=)\s*(\d{1,18})", re.IGNORECASE)
_WHOLE = re.compile(r"(\d{1,18})[.,]0+")
_AS_DATE = re.compile(r"\d{1,2}[-. ][A-Za-z]{3}|[A-Za-z]{3}[-. ]\d{1,2}")
_BETWEEN_DAYS = re.compile(r"\s*(?:/(?=\s*\d{4}-)|\bto\b|\N{EN DASH}|\s-\s)\s*")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a row says of a claim: its facet, where its words stand, and what is told of the rest.

    `value` None, `stance` None and `speakers` None tell nothing.
    """

    facet: Facet
    words: EvidenceSpan
    value: ClaimValue | None
    stance: Stance | None
    speakers: tuple[str, ...] | None
    has_exact_words: bool  # of one of our exports: other offsets are another marking


def facet_of(words: str) -> Facet:
    """Return the facet that is meant.

    Raises:
        BadRow: If none is.

    """
    name = plain(words).casefold()
    if name in set(Facet):
        return Facet(name)
    if name in _FACETS:
        return _FACETS[name]
    raise BadRow(f"no facet is called {words[:40]!r}; there are: {', '.join(Facet)}")


def stance_of(words: str) -> Stance | None:
    """Return the stance that is meant, None where none is told.

    Raises:
        BadRow: If the words are no stance.

    """
    name = plain(words).casefold()
    if not name:
        return None
    name = _STANCES.get(name, name)
    if name not in set(Stance):
        raise BadRow(f"no stance is called {words[:40]!r}; there are: {', '.join(Stance)}")
    return Stance(name)


def wanted_value(coded: Coded, facet: Facet, quote: str) -> ClaimValue | None:
    """Return the value that a row gives, None where it gives fields that say nothing.

    Raises:
        BadRow: If it is no value of the facet.

    """
    try:
        if isinstance(coded.value, Mapping):
            return _of_fields(coded.value, facet)
        return _of_words(coded, coded.value, facet, quote)
    except BadRow:
        raise
    except (RashomonError, TypeError, ValueError, KeyError, AttributeError) as error:
        raise BadRow(f"its value cannot be read: {error}") from error


def _of_words(coded: Coded, words: str, facet: Facet, quote: str) -> ClaimValue:
    if facet in (Facet.MOTIVE, Facet.NOTICE):
        if words and plain(words) != plain(quote):
            raise BadRow(f"of a {facet} claim the words are the value; leave the value empty")
        return Motive() if facet is Facet.MOTIVE else Notice()
    if facet in COUNT_FACETS:
        return parse_value(facet, _number(words), coded.who, quote)
    if facet is Facet.MEANS:
        return parse_value(facet, words.casefold().replace(" ", "_"), None, quote)
    if facet is Facet.DATE:
        return parse_value(facet, _days(words), None, quote)
    if facet is Facet.PLACE:
        return parse_value(facet, words or quote, None, quote)
    return parse_value(facet, words, None, quote)


def _number(words: str) -> str:
    """A number as `parse_value` takes it, of what coders and spreadsheets write.

    >>> _number("At least 12"), _number("12.0"), _number("<=5")
    ('12+', '12', 'up to 5')
    """
    words = plain(words)
    if found := _AT_LEAST.fullmatch(words):
        return f"{found[1]}+"
    if found := _AT_MOST.fullmatch(words):
        return f"up to {found[1]}"
    if found := _WHOLE.fullmatch(words):
        return found[1]
    if _AS_DATE.fullmatch(words):
        raise BadRow(
            f"{words!r} is no number: a spreadsheet has made a day of it; write 3 to 5, not 3-5"
        )
    return words


def _days(words: str) -> str:
    days = [_day(part) for part in _BETWEEN_DAYS.split(words.strip())]
    if len(days) > 2:
        raise BadRow(f"{words[:40]!r} is no day; write 2031-03-07 or 2031-03-07/2031-03-08")
    return "/".join(days)


def _day(words: str) -> str:
    try:
        return date.fromisoformat(words.strip()).isoformat()
    except ValueError:
        day, _ = DayOrder().parse(words)
    if day is None:
        raise BadRow(f"{words[:40]!r} can be read as no one day; write 2031-03-07")
    return day.isoformat()


def _of_fields(fields: Mapping[str, Any], facet: Facet) -> ClaimValue | None:
    """A value by the fields that exports write."""
    match facet:
        case Facet.MOTIVE:
            return Motive()
        case Facet.NOTICE:
            return Notice()
        case Facet.RESPONSIBLE:
            return ResponsibleValue(_text(fields, "actor") or _none("actor"))
        case Facet.TARGET:
            return TargetValue(_text(fields, "what") or _none("what"), _text(fields, "actor"))
        case Facet.MEANS:
            return MeansValue(Means(_text(fields, "class") or _none("class")))
        case Facet.PLACE:
            lat, lon, radius = (_float(fields.get(name)) for name in ("lat", "lon", "radius_km"))
            words = _text(fields, "name") or _none("name")
            _check_point(words, lat, lon, radius)
            return PlaceValue(words, lat, lon, radius, reason="told by a person")
        case Facet.DATE:
            first, last = _text(fields, "from"), _text(fields, "to")
            if first is None or last is None:
                return None  # known only as "a Wednesday": no words of ours lead to another
            days = date.fromisoformat(_day(first)), date.fromisoformat(_day(last))
            return DateInterval(*days, "told by a person")
        case _:
            low, high = _whole(fields.get("min")), _whole(fields.get("max"))
            return CountValue(CasualtyRange(low, high), _text(fields, "who"))


def _check_point(words: str, lat: float | None, lon: float | None, radius: float | None) -> None:
    if lat is None or lon is None or radius is None:
        return  # the record itself says that they go together
    if not (-90 <= lat <= 90 and -360 <= lon <= 360 and 0 < radius < 20_040):
        raise InvalidRecord(f"{words}: {lat}, {lon} ± {radius} km is no place on Earth")


def _none(name: str) -> str:
    raise BadRow(f"its value has no {name!r}")


def _text(fields: Mapping[str, Any], name: str) -> str | None:
    value = fields.get(name)
    if value is not None and not isinstance(value, str):
        raise BadRow(f"{name!r} of its value is no text")
    return value or None


def _float(value: object) -> float | None:
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
        raise BadRow(f"{value!r:.40} is no number")
    return None if value is None else float(value)


def _whole(value: object) -> int | None:
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise BadRow(f"{value!r:.40} is no whole number")
    return value


def agrees(claim: Claim, wanted: Wanted) -> bool:
    """Tell whether a claim says all that a row tells of it."""
    return (
        claim.facet is wanted.facet
        and (wanted.stance is None or claim.stance is wanted.stance)
        and (not wanted.has_exact_words or claim.evidence == wanted.words)
        and _is_said_by(claim, wanted)
        and (wanted.value is None or _is_value(claim, wanted))
    )


def _is_said_by(claim: Claim, wanted: Wanted) -> bool:
    if wanted.speakers is None:
        return True
    if wanted.has_exact_words or not wanted.speakers:
        return tuple(speaker.words for speaker in claim.source) == wanted.speakers
    names = {plain(name).casefold() for name in wanted.speakers}
    if "; ".join(speaker.words for speaker in claim.source).casefold() in names:
        return True
    told = claim.speaker
    return told is not None and bool(
        names & {plain(name).casefold() for name in (told.words, told.actor, told.party) if name}
    )


def _is_value(claim: Claim, wanted: Wanted) -> bool:
    own, other = claim.value, wanted.value
    if wanted.has_exact_words:
        return _exported(own) == _exported(other)
    match own, other:
        case CountValue(), CountValue():
            is_who = other.who is None or plain(other.who).casefold() == plain(own.who).casefold()
            return own.range == other.range and is_who
        case ResponsibleValue(), ResponsibleValue():
            return own.actor.casefold() == other.actor.casefold()
        case TargetValue(), TargetValue():
            is_actor = own.actor is not None and own.actor == other.actor
            return is_actor or plain(own.what).casefold() == plain(other.what).casefold()
        case PlaceValue(), PlaceValue():
            if other.is_resolved:
                return _point(own) == _point(other)
            names = {own.words, *(anchor.name for anchor in own.anchors[:1])}
            return plain(other.words).casefold() in {plain(name).casefold() for name in names}
        case DateInterval(), DateInterval():
            return (own.first, own.last) == (other.first, other.last)
        case _:
            return own == other


def _point(place: PlaceValue) -> tuple[float | None, float | None, float | None]:
    return place.lat, place.lon, place.radius_km


def _exported(value: ClaimValue | None) -> dict[str, Any]:
    """The fields of a value that a person may set."""
    assert value is not None
    fields = value_as_json(value)
    derived = ("relation", "where_prec", "geo_precision", "reason", "candidates")
    return {name: field for name, field in fields.items() if name not in derived}
