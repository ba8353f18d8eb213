"""Incidents as a list and a map's card tell them."""

from __future__ import annotations

from datetime import date

from rashomon.records import CasualtyRange, CatalogRow, DateInterval, Facet, IncidentKind, Toll
from rashomon.records.listings import Cluster, IncidentMap, MapPoint
from rashomon.records.zones import Zone, ZoneKind
from rashomon.web.links import LiveLinks
from rashomon.web.views.listed import listed
from rashomon.web.views.map_data import card_data, map_data, zone_data

ROW = CatalogRow(
    "khusham-2018-02-07", IncidentKind.AIR_STRIKE, date(2018, 2, 7), date(2018, 2, 8), "Khusham",
    "Deir ez-Zor", (), "SY", 35.3, 40.3, 10.0, Toll(CasualtyRange(25, None), 100),
    Toll(CasualtyRange(None, 14)), Toll(CasualtyRange(1000, 1000)),
    (Facet.KILLED, Facet.RESPONSIBLE), grades=("F6", "Weak"), report_ids=("a", "b"), origins=1,
)  # fmt: skip


def test_a_line_tells_days_ranges_and_contests() -> None:
    """Open ends stay open, and each figure knows where the page of its incident draws it."""
    told = listed(ROW)
    assert told.when == "7–8 Feb 2018"
    assert told.tolls == (
        ("killed", "25–100 or more", "range-killed"), ("injured", "up to 14", "range-injured"),
        ("killed or injured", "1000", "range-casualties"),
    )  # fmt: skip
    assert told.contested == "killed, who did it"
    assert (told.reports, told.origins, told.grading, told.level_sign) == (2, 1, "Weak", "○")


def test_what_is_unknown_is_said_to_be() -> None:
    """No place, no day and no figure are not empty strings."""
    told = listed(CatalogRow("x", IncidentKind.OTHER))
    assert (told.where, told.when, told.tolls) == ("place unknown", "date unknown", ())


def test_a_card_tells_what_the_list_does() -> None:
    """With the way to the incident's page."""
    told = card_data(ROW, LiveLinks())
    assert told["at"] == "Khusham, Deir ez-Zor"
    assert told["href"] == "/incidents/khusham-2018-02-07"
    assert told["toll"].startswith("25–100 or more killed · ")
    assert told["contested"] == "Accounts part on: killed, who did it"


def test_maps_hold_points_clusters_and_zones() -> None:
    """As scripts draw them: longitude and latitude apart, boxes as lists."""
    found = IncidentMap(
        4, 1, (MapPoint("a", 35.0, 40.0, 5.0, "clash", 2),),
        (Cluster(3, 1.0, 2.0, (1.0, 0.0, 3.0, 2.0), 1),),
    )  # fmt: skip
    told = map_data(found, [{"id": "z"}])
    assert (told["total"], told["unplaced"], told["zones"]) == (4, 1, [{"id": "z"}])
    assert told["points"] == [{"id": "a", "lon": 40.0, "lat": 35.0, "km": 5.0, "contested": 2}]
    assert told["clusters"][0]["box"] == [1.0, 0.0, 3.0, 2.0]


def test_zones_that_had_ended_are_not_drawn_and_doubtful_ones_are_marked() -> None:
    """Drawn is what held, or may have; its edge tells which."""

    def zone(name: str, first: date | None, last: date | None) -> Zone:
        return Zone(
            name, name, ZoneKind.LINE, ((((0.0, 0.0), (1.0, 1.0)),),), 1.0, "a test",
            valid_from=DateInterval(first, first) if first else None,
            valid_to=DateInterval(last, last) if last else None,
        )  # fmt: skip

    zones = [
        zone("held", date(2016, 1, 1), date(2019, 1, 1)),
        zone("ended", date(2016, 1, 1), date(2017, 1, 1)),
        zone("unsure", None, None),
    ]
    days = DateInterval(date(2018, 2, 7), date(2018, 2, 8))
    told = zone_data(zones, days)
    assert [(one["id"], one["held"]) for one in told] == [("held", True), ("unsure", False)]
    assert told[0]["shapes"] == [[[[0.0, 0.0], [1.0, 1.0]]]]
    assert len(zone_data(zones, None)) == 3
