"""The page of incidents as a published site has it: all of them, in order, on as many pages as
that takes, with map and timeline; and what scripts need to ask for some of them (`browse.js`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from rashomon.records import CatalogRow, DateInterval, IncidentQuery, Zone
from rashomon.records.listings import (
    FacetCounts,
    IncidentMap,
    MapPoint,
    Order,
    Timeline,
    TimelineUnit,
)
from rashomon.records.queries import place_key, zone_keys
from rashomon.records.search_words import fold
from rashomon.reference.countries import country_of_code
from rashomon.web.links import StaticLinks
from rashomon.web.listing import IncidentsView, OrderChoice
from rashomon.web.published.edition import Edition
from rashomon.web.published.sheets import Data, Sheet
from rashomon.web.rendering import render
from rashomon.web.site import Site
from rashomon.web.vendored import assets_problem
from rashomon.web.views.filters import Filters, filters_view
from rashomon.web.views.listed import kind_words, listed
from rashomon.web.views.map_data import card_data, map_data, zone_data
from rashomon.web.views.timeline import TimelineView, timeline_view, unit_for

__all__ = ["incident_lists"]

PAGE = 200  # incidents on a page: some 150 kB
_UNPLACED = 12
_POINTS = 5000  # on the map at most, the newest: more of them a browser draws slowly
_IN_A_FILE = 2000  # rows that scripts read together: about a megabyte
_ORDERS = {
    Order.NEWEST: "newest first", Order.OLDEST: "oldest first", Order.KILLED: "most killed first",
    Order.REPORTS: "most reports first", Order.CONTESTED: "most contested first",
}  # fmt: skip


def incident_lists(edition: Edition) -> Iterator[Sheet | Data]:
    """Yield the pages of the list, newest first, and the data of its map and for its scripts."""
    rows = sorted(edition.rows, key=_newest_first)
    pages = max(1, -(-len(rows) // PAGE))
    links = StaticLinks()
    parts = [rows[at : at + _IN_A_FILE] for at in range(0, len(rows), _IN_A_FILE)]
    lists = [f"list-{number}.js" for number in range(1, len(parts) + 1)]
    filters = filters_view(IncidentQuery(), _counts(rows), _zones(edition, rows))
    timeline = timeline_view(_timeline(rows), None, None, _page_of_day(rows))
    whole = _view(edition, rows, filters, timeline)
    for page in range(1, pages + 1):
        first = (page - 1) * PAGE
        view = replace(
            whole, rows=tuple(listed(row) for row in rows[first : first + PAGE]), first=first + 1,
            before=_path(page - 1) if page > 1 else "",
            after=_path(page + 1) if page < pages else "",
        )  # fmt: skip
        values = {
            "view": replace(view, filters=filters, timeline=timeline), "seen": "",
            "assets_problem": assets_problem(), "lists": [links.data(name) for name in lists],
        }  # fmt: skip
        yield Sheet(_path(page), "incidents.html", values)
    yield Data("incidents-map.json", _map(edition, rows, links))
    numbers = _Numbers()
    for name, part in zip(lists, parts, strict=True):
        yield Data(name, [_line(row, numbers) for row in part])


class _Numbers:
    """Short numbers for long ids, in the order in which they are met."""

    def __init__(self) -> None:
        self._of: dict[str, int] = {}

    def of(self, ids: Iterable[str]) -> list[int]:
        return [self._of.setdefault(one, len(self._of)) for one in ids]


def _counts(rows: Sequence[CatalogRow]) -> dict[str, FacetCounts]:
    """How many incidents have each value of each filter."""
    told = FacetCounts(
        len(rows),
        kind=_most(row.kind.value for row in rows),
        level=_most(row.level.value for row in rows),
        country=_most(row.country for row in rows if row.country),
        party=_most(party for row in rows for party in row.parties),
        contested=_most(facet.value for row in rows for facet in row.contested),
        grade=_most(grade for row in rows for grade in row.grades),
    )
    return dict.fromkeys(("kinds", "levels", "country", "parties", "facets", "grades"), told)


def _most(values: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(values).items(), key=lambda one: (-one[1], one[0])))


def _zones(edition: Edition, rows: Sequence[CatalogRow]) -> list[Zone]:
    """The zones that an incident is near."""
    near = {mark.zone_id for row in rows for mark in row.zones}
    return [zone for zone in edition.told_zones if zone.zone_id in near]


def _path(page: int) -> str:
    return "index.html" if page == 1 else f"incidents-{page}.html"


def _newest_first(row: CatalogRow) -> tuple[bool, int, str]:
    last = row.date_last
    return last is None, -(last.toordinal() if last else 0), row.incident_id


def _view(
    edition: Edition, rows: Sequence[CatalogRow], filters: Filters, timeline: TimelineView
) -> IncidentsView:
    """What all pages of the list share."""
    unplaced = [row for row in rows if row.lat is None]
    return IncidentsView(
        rows=(),
        total=len(rows),
        in_ledger=len(rows),
        reports=len(edition.report_ids),
        origins=len({origin_id for row in rows for origin_id in row.origin_ids}),
        unplaced=len(unplaced),
        unplaced_rows=tuple(listed(row) for row in unplaced[:_UNPLACED]),
        first=1,
        before="",
        after="",
        orders=tuple(
            OrderChoice(one, words, one is Order.NEWEST) for one, words in _ORDERS.items()
        ),
        filters=filters,
        chips=(),
        timeline=timeline,
        query="",
        saved=(),
        everything=_path(1),
        behind=0,
    )


def _page_of_day(rows: Sequence[CatalogRow]) -> Callable[[date, date], str]:
    """Where the incidents of some days are: the page of the list on which the first of them is."""

    def address(first: date, last: date) -> str:
        for number, row in enumerate(rows):
            if row.date_first and first <= row.date_first <= last:
                return f"{_path(number // PAGE + 1)}#{row.incident_id}"
        return _path(1)

    return address


def _timeline(rows: Sequence[CatalogRow]) -> Timeline:
    days = [row.date_first for row in rows if row.date_first]
    undated = len(rows) - len(days)
    if not days:
        return Timeline(TimelineUnit.MONTH, (), undated)
    unit = unit_for(min(days), max(days))
    counts = Counter(unit.begin(day) for day in days)
    return Timeline(unit, tuple(sorted(counts.items())), undated)


def _map(edition: Edition, rows: Sequence[CatalogRow], links: StaticLinks) -> dict[str, object]:
    placed = [row for row in rows if row.lat is not None and row.lon is not None]
    points = tuple(
        MapPoint(
            row.incident_id,
            row.lat,
            row.lon,
            row.radius_km or 0.0,
            row.kind.value,
            len(row.contested),
        )
        for row in placed[:_POINTS]
        if row.lat is not None and row.lon is not None
    )
    days = [day for row in rows for day in (row.date_first, row.date_last) if day]
    span = DateInterval(min(days), max(days)) if days else None
    zones = zone_data(edition.told_zones, span) if span else []
    data = map_data(IncidentMap(len(placed), len(rows) - len(placed), points), zones)
    cards = {row.incident_id: card_data(row, links) for row in placed[:_POINTS]}
    for point in data["points"]:
        point |= cards[point["id"]] | {"contested": point["contested"]}
    return data


def _line(row: CatalogRow, numbers: _Numbers) -> dict[str, object]:
    """An incident as `browse.js` asks for it, with its row as the pages have it."""
    site = Site(StaticLinks())
    html = render(site, "parts/incidents_row.html", row=listed(row), deciding=False)
    country = country_of_code(row.country) if row.country else None
    words = (row.place, row.admin, *row.place_names, country.name if country else "",
             kind_words(row.kind), *row.parties, row.summary)  # fmt: skip
    return {
        "id": row.incident_id,
        "f": row.date_first.isoformat() if row.date_first else None,
        "l": row.date_last.isoformat() if row.date_last else None,
        "p": place_key(row),
        "c": [row.country] if row.country else [],
        "k": [row.kind.value],
        "a": list(row.parties),
        "x": [facet.value for facet in row.contested],
        "v": [row.level.value],
        "g": list(row.grades),
        "z": sorted(zone_keys(row)),
        "b": None if row.lat is None else [row.lat, row.lon, row.radius_km or 0.0],
        "n": row.killed.highest if row.killed else None,
        "m": numbers.of(row.report_ids),
        "o": numbers.of(row.origin_ids),
        "t": " ".join(dict.fromkeys(fold(" ".join(words)).split())) + " " + fold(row.summary),
        "h": " ".join(html.split()),
    }
