"""What the page of incidents shows, put together from the ledger's lists."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from rashomon.records import DateInterval, IncidentQuery
from rashomon.records.listings import (
    FacetCounts,
    IncidentTotals,
    Order,
    Timeline,
    TimelineUnit,
)
from rashomon.records.queries import to_url
from rashomon.web.views.filters import GROUPED, Chip, Filters, chips, filters_view, own_counts
from rashomon.web.views.listed import ListedIncident, listed
from rashomon.web.views.timeline import TimelineView, timeline_view, unit_for

if TYPE_CHECKING:
    from rashomon.web.workplace import Workplace

__all__ = [
    "PAGE",
    "IncidentsView",
    "OrderChoice",
    "SavedView",
    "days_in_view",
    "facets_apart",
    "incidents_view",
    "whole_timeline",
    "zone_counts",
]

PAGE = 50  # incidents on a page
_UNPLACED = 12  # incidents named beside the map
_ORDERS = {
    Order.NEWEST: "newest first",
    Order.OLDEST: "oldest first",
    Order.KILLED: "most killed first",
    Order.REPORTS: "most reports first",
    Order.CONTESTED: "most contested first",
    Order.DOUBT: "most doubtful first",
}


@dataclass(frozen=True, slots=True)
class OrderChoice:
    """An order of the list."""

    value: str
    label: str
    is_set: bool


@dataclass(frozen=True, slots=True)
class SavedView:
    """A query that somebody saved under a name, and the address that asks for it."""

    name: str
    address: str
    made_by: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class IncidentsView:
    """The page: the incidents asked for, the form that asks for them, and their timeline.

    `total`, `reports` and `origins` count all that is asked for, `unplaced` those without a place
    on the map, of which `unplaced_rows` are the newest; `behind` is how many incidents are not
    listed as they are yet. Addresses are "" where there is nothing to go to.
    """

    rows: tuple[ListedIncident, ...]
    total: int
    in_ledger: int
    reports: int
    origins: int
    unplaced: int
    unplaced_rows: tuple[ListedIncident, ...]
    first: int
    before: str
    after: str
    orders: tuple[OrderChoice, ...]
    filters: Filters
    chips: tuple[Chip, ...]
    timeline: TimelineView
    query: str
    saved: tuple[SavedView, ...]
    everything: str
    behind: int

    @property
    def last(self) -> int:
        """The number of the last incident shown."""
        return self.first + len(self.rows) - 1


def incidents_view(
    place: Workplace, query: IncidentQuery, order: Order, page: int, behind: int
) -> IncidentsView:
    """Return what the page shows of the incidents asked for.

    It is kept for as long as nothing is written: many look at the same unfiltered list.
    """
    found = place.kept.get(
        place.ledger,
        ("incidents", place.ledger.catalog_counters(), query, order, page, behind),
        lambda: _incidents_view(place, query, order, page, behind),
    )
    saved = tuple(  # which are no part of the ledger's chains
        SavedView(one.name, _address(one.query, order, 1), one.made_by, one.query == query)
        for one in place.ledger.watch_lists()
    )
    return replace(found, saved=saved)


def _incidents_view(
    place: Workplace, query: IncidentQuery, order: Order, page: int, behind: int
) -> IncidentsView:
    ledger = place.ledger
    found = ledger.find_incidents(query, order=order, offset=(page - 1) * PAGE, limit=PAGE)
    zones = [shape.zone for shape in place.zones.shapes]
    told, counts, totals = _counted(place, query)
    without = ledger.unplaced_incidents(query, limit=_UNPLACED) if totals.unplaced else ()

    def address(asked: IncidentQuery, at: int = 1) -> str:
        return _address(asked, order, at)

    return IncidentsView(
        rows=tuple(listed(row) for row in found.rows),
        total=found.total,
        in_ledger=found.total if query.is_empty else ledger.count_incidents(),
        reports=totals.reports,
        origins=totals.origins,
        unplaced=totals.unplaced,
        unplaced_rows=tuple(listed(row) for row in without),
        first=(page - 1) * PAGE + 1,
        before=address(query, page - 1) if page > 1 else "",
        after=address(query, page + 1) if found.next else "",
        orders=tuple(OrderChoice(one, words, one is order) for one, words in _ORDERS.items()),
        filters=filters_view(query, counts, zones),
        chips=chips(query, address, zones),
        timeline=timeline_view(
            told, query.first, query.last,
            lambda first, last: address(replace(query, first=first, last=last)),
        ),
        query=to_url(query),
        saved=(),
        everything=address(IncidentQuery()),
        behind=behind,
    )  # fmt: skip


def _counted(
    place: Workplace, query: IncidentQuery
) -> tuple[Timeline, dict[str, FacetCounts], IncidentTotals]:
    """Count what is asked for, once for all pages and orders of its list.

    The choices of a group are counted as if nothing of it were asked for: where that is all of the
    query, as if nothing at all were, which many lists share.
    """
    ledger, written = place.ledger, place.ledger.catalog_counters()

    def count() -> tuple[Timeline, dict[str, FacetCounts], IncidentTotals]:
        return (
            whole_timeline(place, query),
            _own_counts(place, query),
            ledger.incident_totals(query),
        )

    return place.kept.get(ledger, ("counted", written, query), count)


def _own_counts(place: Workplace, query: IncidentQuery) -> dict[str, FacetCounts]:
    ledger, written = place.ledger, place.ledger.catalog_counters()

    def facets(asked: IncidentQuery, names: Collection[str]) -> FacetCounts:
        key = ("facets", written, asked, tuple(names))
        return place.kept.get(ledger, key, lambda: ledger.facet_counts(asked, names=names))

    return own_counts(query, facets)


def facets_apart(place: Workplace, query: IncidentQuery) -> FacetCounts:
    """Count by each group as if nothing of it were asked for, as the form of the page does."""
    found = _own_counts(place, query)
    told = {name: getattr(found[field], name) for field, name in GROUPED.items()}
    return FacetCounts(place.ledger.count_incidents(query), **told)


def _address(query: IncidentQuery, order: Order, page: int) -> str:
    from rashomon.web.workplace import LINKS

    pairs = parse_qsl(to_url(query))
    if order is not Order.NEWEST:
        pairs.append(("order", order.value))
    if page > 1:
        pairs.append(("page", str(page)))
    return LINKS.page("incidents", pairs)


def whole_timeline(place: Workplace, query: IncidentQuery) -> Timeline:
    """Count the incidents asked for on whatever day: a timeline shows what lies around, too."""
    asked = replace(query, first=None, last=None)
    months = place.ledger.timeline(asked, unit=TimelineUnit.MONTH)
    if not months.counts:
        return months
    first, last = months.counts[0][0], months.counts[-1][0]
    unit = unit_for(first, last)
    if unit is TimelineUnit.YEAR:
        return _by_year(months)
    if (last - first).days <= 62:  # three months at most: days may fit
        days = place.ledger.timeline(asked, unit=TimelineUnit.DAY)
        if unit_for(days.counts[0][0], days.counts[-1][0]) is TimelineUnit.DAY:
            return days
    return months


def _by_year(months: Timeline) -> Timeline:
    counts: dict[date, int] = {}
    for start, times in months.counts:
        year = TimelineUnit.YEAR.begin(start)
        counts[year] = counts.get(year, 0) + times
    return Timeline(TimelineUnit.YEAR, tuple(counts.items()), months.undated)


def days_in_view(place: Workplace, query: IncidentQuery) -> DateInterval | None:
    """Return the days that are asked for, or those that the incidents asked for span."""
    first, last = query.first, query.last
    if (first is None or last is None) and (found := place.ledger.incident_days(query)):
        first, last = first or found[0], last or found[1]
    if first is None and last is None:
        return None
    return DateInterval(*_ordered((first or last, last or first)))


def _ordered(days: Sequence[date | None]) -> tuple[date, date]:
    found = sorted(day for day in days if day is not None)
    return found[0], found[-1]


def zone_counts(place: Workplace) -> dict[str, int]:
    """Count the incidents that are placed by each zone."""

    def count() -> dict[str, int]:
        return {
            zone_id: place.ledger.count_incidents(IncidentQuery(zones=(zone_id,)))
            for zone_id in {shape.zone.zone_id for shape in place.zones.shapes}
        }

    return place.kept.get(place.ledger, "zones", count)
