"""The page of incidents as a published site has it: all of them, in order, on as many pages as
that takes, with their map and timeline beside the first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from rashomon.records import CatalogRow, DateInterval
from rashomon.records.listings import (
    IncidentMap,
    MapPoint,
    Timeline,
    TimelineUnit,
)
from rashomon.web.links import StaticLinks
from rashomon.web.listing import IncidentsView
from rashomon.web.published.edition import Edition
from rashomon.web.published.sheets import Data, Sheet
from rashomon.web.vendored import assets_problem
from rashomon.web.views.filters import Filters
from rashomon.web.views.listed import listed
from rashomon.web.views.map_data import card_data, map_data, zone_data
from rashomon.web.views.timeline import timeline_view, unit_for

__all__ = ["incident_lists"]

PAGE = 200  # incidents on a page: some 150 kB
_UNPLACED = 12
_POINTS = 5000  # on the map at most, the newest: more of them a browser draws slowly
_NO_FILTERS = Filters("", "", "", "", "", "", (), (), (), 0)


def incident_lists(edition: Edition) -> Iterator[Sheet | Data]:
    """Yield the pages of the list, newest first, and the data of its map and for programs."""
    rows = sorted(edition.rows, key=_newest_first)
    pages = max(1, -(-len(rows) // PAGE))
    links = StaticLinks()
    for page in range(1, pages + 1):
        view = _view(edition, rows, page, pages)
        values = {"view": view, "seen": "", "assets_problem": assets_problem()}
        yield Sheet(_path(page), "incidents.html", values)
    yield Data("incidents-map.json", _map(edition, rows, links))
    yield Data("incidents-list.json", [_line(row, links) for row in rows])


def _path(page: int) -> str:
    return "index.html" if page == 1 else f"incidents-{page}.html"


def _newest_first(row: CatalogRow) -> tuple[bool, int, str]:
    last = row.date_last
    return last is None, -(last.toordinal() if last else 0), row.incident_id


def _view(edition: Edition, rows: Sequence[CatalogRow], page: int, pages: int) -> IncidentsView:
    unplaced = [row for row in rows if row.lat is None]
    first = (page - 1) * PAGE
    return IncidentsView(
        rows=tuple(listed(row) for row in rows[first : first + PAGE]),
        total=len(rows),
        in_ledger=len(rows),
        reports=len(edition.report_ids),
        origins=len({origin_id for row in rows for origin_id in row.origin_ids}),
        unplaced=len(unplaced),
        unplaced_rows=tuple(listed(row) for row in unplaced[:_UNPLACED]),
        first=first + 1,
        before=_path(page - 1) if page > 1 else "",
        after=_path(page + 1) if page < pages else "",
        orders=(),
        filters=_NO_FILTERS,
        chips=(),
        timeline=timeline_view(_timeline(rows), None, None, _page_of_day(rows)),
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


def _line(row: CatalogRow, links: StaticLinks) -> dict[str, object]:
    one = listed(row)
    return {
        "id": one.incident_id, "href": links.incident(one.incident_id), "when": one.when,
        "where": one.where, "admin": one.admin, "kind": one.kind,
        "tolls": [toll[:2] for toll in one.tolls],
        "contested": one.contested, "parties": one.parties, "reports": one.reports,
        "origins": one.origins, "level": one.level,
        "first": row.date_first.isoformat() if row.date_first else None,
        "last": row.date_last.isoformat() if row.date_last else None,
    }  # fmt: skip
