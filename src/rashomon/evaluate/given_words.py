"""Are dates and places read right where a coder has marked their words?

Reading fails in two ways: the words are not found, or they are found and lead to the wrong day
or point. Here the words are given, so that what is measured is the second alone: of all
annotated dates the share with a day read from their words that agrees, of all annotated places
the share whose words, in the report's context, resolve to a point that does. Agreement is that
of `rashomon.evaluate.scoring`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rashomon.clean import clean
from rashomon.evaluate.gold import as_capture
from rashomon.evaluate.scoring import is_same_value
from rashomon.locate import Gazetteer, resolve_places
from rashomon.read.dates import find_dates
from rashomon.read.document import parse
from rashomon.records import DateInterval, PlaceValue, Report

__all__ = ["GivenWords", "Misread", "read_given_words"]

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Misread:
    """An annotated date or place whose words led elsewhere, or nowhere."""

    report: str
    facet: str
    words: str
    wanted: str
    found: str


@dataclass(frozen=True, slots=True)
class GivenWords:
    """How many annotated dates and places there are, and which of them were misread."""

    dates: int
    places: int
    misread: tuple[Misread, ...]

    @property
    def date_share(self) -> float | None:
        """The share of dates read right, None where there are none."""
        return self._share("date", self.dates)

    @property
    def place_share(self) -> float | None:
        """The share of places read right, None where there are none."""
        return self._share("place", self.places)

    def _share(self, facet: str, asked: int) -> float | None:
        wrong = sum(1 for misread in self.misread if misread.facet == facet)
        return (asked - wrong) / asked if asked else None


def read_given_words(annotated: Iterable[tuple[Json, str]], gazetteer: Gazetteer) -> GivenWords:
    """Read the dates and places of annotated reports from the annotated words.

    Claims whose quotation does not stand in the text, or that name no day or point, are left out.
    """
    dates = places = 0
    misread: list[Misread] = []
    for gold, text in annotated:
        report = clean(as_capture(gold, text))
        claims = [c for c in gold["claims"] if text.find(c["quote"]) >= 0]
        timed = [c for c in claims if c["facet"] == "date" and c["value"].get("from")]
        placed = [c for c in claims if c["facet"] == "place" and c["value"].get("lat") is not None]
        dates, places = dates + len(timed), places + len(placed)
        misread += _misdated(gold["id"], timed, report)
        misread += _misplaced(gold["id"], placed, report, gazetteer)
    return GivenWords(dates, places, tuple(misread))


def _misdated(name: str, claims: list[Json], report: Report) -> Iterator[Misread]:
    mentions = find_dates(parse(report)) if claims else []
    for claim in claims:
        start = report.text.find(claim["quote"])
        end = start + len(claim["quote"])
        read = [m.interval for m in mentions if m.interval and m.start < end and start < m.end]
        if not any(is_same_value("date", claim["value"], _days(interval)) for interval in read):
            wanted = f"{claim['value']['from']} to {claim['value']['to']}"
            found = ", ".join(map(str, read)) or "no day"
            yield Misread(name, "date", claim["quote"], wanted, found)


def _misplaced(
    name: str, claims: list[Json], report: Report, gazetteer: Gazetteer
) -> Iterator[Misread]:
    phrases = [(c["value"]["name"], _offset(c, report.text)) for c in claims]
    for claim, value in zip(claims, resolve_places(phrases, report.text, gazetteer), strict=True):
        if not is_same_value("place", claim["value"], _point(value)):
            wanted = "{lat}, {lon} within {radius_km} km".format(**claim["value"])
            found = (
                f"{value.lat}, {value.lon}: {value.reason}" if value.is_resolved else value.reason
            )
            yield Misread(name, "place", value.words, wanted, found)


def _offset(claim: Json, text: str) -> int:
    """Where the place's words stand within the quotation, its start where they do not."""
    start = text.find(claim["quote"])
    at = text.find(claim["value"]["name"], start, start + len(claim["quote"]))
    return at if at >= 0 else start


def _days(interval: DateInterval) -> Json:
    return {"from": str(interval.first), "to": str(interval.last)}


def _point(value: PlaceValue) -> Json:
    return {"lat": value.lat, "lon": value.lon}
