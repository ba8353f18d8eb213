"""Which column of a table of reports holds what: as the user says, or by the usual names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rashomon.errors import SettingError
from rashomon.reference.iso_days import parse_day, parse_moment

__all__ = ["FIELDS", "Columns", "DayOrder", "find_columns", "parse_columns"]

FIELDS = ("text", "title", "published", "context_date", "outlet", "url", "carried_from", "id")
_SEVERAL = "+"  # between columns whose cells make up one text
# By field, the headers of exports, in the order in which they are taken: Nexis, Factiva (two
# letters each), ProQuest, Media Cloud, GDELT, ACLED, Event Registry, and our own names.
_USUAL: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "full text", "fulltext", "body", "body text", "article text", "article body",
        "story text", "document text", "main text", "maintext", "plain text", "content",
        "contents", "article content", "news text", "article", "story", "notes", "event text",
        "report text", "message", "td",
    ),
    "title": ("title", "headline", "hd", "article title", "news title", "document title", "hlead"),
    "published": (
        "published", "published at", "published on", "publish date", "published date",
        "publication date", "date published", "pub date", "pubdate", "publication datetime",
        "date of publication", "article date", "pd", "date", "datetime", "date time",
    ),
    "context_date": ("context date", "event date", "date of event", "date of incident"),
    "outlet": (
        "outlet", "publication", "publication name", "publication title", "source name",
        "media name", "publisher", "newspaper", "news source", "sn", "source", "source title",
        "media", "domain", "sourcecommonname",
    ),
    "url": (
        "url", "link", "article url", "source url", "sourceurl", "web address", "weblink",
        "permalink", "documentidentifier", "document identifier", "document url", "guid",
    ),
    "carried_from": ("carried from", "agency"),
    "id": (
        "id", "doc id", "document id", "article id", "story id", "stories id", "an",
        "accession number", "event id cnty", "event id", "data id", "gkgrecordid",
        "globaleventid", "uuid", "uri", "no", "number",
    ),
}  # fmt: skip
_FACTIVA_LEAD = "lp"  # its first paragraph is a column of its own
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DAY_FIRST = re.compile(
    r"(?:[a-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4})"
)
_MONTH_FIRST = re.compile(
    r"(?:[a-z]{3,9},?\s+)?([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})"
)
_DIGITS = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})\b")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{6})?")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where in a row each field stands; a text may be made of several columns."""

    text: tuple[int, ...]
    places: Mapping[str, int]

    def in_words(self, header: Sequence[str]) -> str:
        """Say which column is taken for what: "text from “body”, title from “headline”"."""
        texts = " and ".join(f"“{header[at]}”" for at in self.text)
        told = [f"{field} from “{header[at]}”" for field, at in self.places.items()]
        return ", ".join([f"text from {texts}", *told])


def parse_columns(words: str) -> dict[str, str]:
    """Return by field the column that holds it, of "text=body,published=date".

    >>> parse_columns("text=lead+body, title=headline")
    {'text': 'lead+body', 'title': 'headline'}

    Raises:
        SettingError: If it names no field that there is, or none for the text.

    """
    columns: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in words.split(","))):
        field, sign, column = (piece.strip() for piece in part.partition("="))
        if not sign or not column or field not in FIELDS:
            known = ", ".join(FIELDS)
            raise SettingError(
                f"--columns {part!r}: write field=column, for example text=body,published=date; "
                f"the fields are {known}"
            )
        columns[field] = column
    if "text" not in columns:
        raise SettingError("--columns names no column for the text; add text=… to it")
    return columns


def find_columns(header: Sequence[str], told: Mapping[str, str]) -> Columns | None:
    """Return where the fields stand in a table of this header; None if it has no text.

    Where `told` says columns, these are taken and no others.
    """
    names = [_plain(name) for name in header]
    if told:
        text = _told_places(names, told["text"])
        places = {
            field: names.index(_plain(column))
            for field, column in told.items()
            if field != "text" and _plain(column) in names
        }
        return Columns(text, places) if text else None
    found = {
        field: at
        for field, usual in _USUAL.items()
        if (at := next((names.index(name) for name in usual if name in names), None)) is not None
    }
    if "text" not in found:
        return None
    text = (found.pop("text"),)
    if names[text[0]] == "td" and _FACTIVA_LEAD in names:
        text = (names.index(_FACTIVA_LEAD), *text)
    return Columns(text, {field: at for field, at in found.items() if at not in text})


def _told_places(names: list[str], told: str) -> tuple[int, ...]:
    """Return where the columns stand that the user says the text is in; all or none."""
    wanted = [told] if _plain(told) in names else told.split(_SEVERAL)
    places = [names.index(_plain(name)) for name in wanted if _plain(name) in names]
    return tuple(places) if len(places) == len(wanted) else ()


def _plain(name: str) -> str:
    return " ".join(re.split(r"[\s_\-.]+", name.strip().strip("\ufeff\"'").casefold())).strip()


@dataclass(slots=True)
class DayOrder:
    """Whether dates in digits have the day or the month first, as a column's other dates show."""

    is_day_first: bool | None = None

    @classmethod
    def of(cls, cells: Iterable[str]) -> DayOrder:
        """Return the order that dates show which can be read in one way alone."""
        for cell in cells:
            if found := _DIGITS.match(cell.strip()):
                first, second = int(found[1]), int(found[2])
                if first > 12 >= second:
                    return cls(True)
                if second > 12 >= first:
                    return cls(False)
        return cls()

    def parse(self, words: str) -> tuple[date | None, datetime | None]:
        """Return the day of words as exports write it, and its moment where that is told."""
        words = words.strip()
        day = parse_day(words)
        if day is not None:
            return day, parse_moment(words)
        lower = words.casefold()
        if found := _DAY_FIRST.match(lower):
            return _day(found[3], _month(found[2]), found[1]), None
        if found := _MONTH_FIRST.match(lower):
            return _day(found[3], _month(found[1]), found[2]), None
        if found := _YEAR_FIRST.match(words) or _COMPACT.fullmatch(words):
            return _day(found[1], int(found[2]), found[3]), None
        if found := _DIGITS.match(words):
            one, other = int(found[1]), int(found[2])
            if one == other or self.is_day_first is not None:
                month, day_of = (other, one) if self.is_day_first else (one, other)
                return _day(found[3], month, str(day_of)), None
        return None, None


def _month(name: str) -> int:
    return _MONTHS.index(name[:3]) + 1 if name[:3] in _MONTHS else 0


def _day(year: str, month: int, day: str) -> date | None:
    try:
        return parse_day(date(int(year), month, int(day)).isoformat())
    except ValueError:
        return None
