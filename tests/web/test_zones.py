"""The page of zones."""

from __future__ import annotations

import re
from datetime import date

from tests.web.conftest import Browser

from rashomon.records import DateInterval, Zone, ZoneKind
from rashomon.web.views.zones import zones_view


def test_zones_lead_to_the_incidents_near_them(looking: Browser) -> None:
    """Those with most incidents first; the filtered list holds as many as are told."""
    page = looking.get("/zones")
    found = re.search(r'href="(/incidents\?zone=[^"]+)">(\d+) incident', page)
    assert found
    assert re.search(rf"<strong>{found[2]}</strong> incident", looking.get(found[1]))
    assert page.index(found[1]) < page.index("no incident near it")


def test_a_users_zone_is_words_and_no_more() -> None:
    """Its days are spelled, its sides and who stood by it told."""
    zone = Zone(
        "own-1", "<b>Line</b>", ZoneKind.LINE, ((((36.0, 34.0), (37.0, 35.0)),),), 2.0, "us",
        valid_from=DateInterval(date(2018, 2, 7), date(2018, 2, 7)),
        proclaimed_by=("Russia",), left="north", is_users=True,
    )  # fmt: skip
    view = zones_view([zone], {"own-1": 3}, "f")
    assert (view.zones[0].kind, view.zones[0].incidents) == ("line", 3)
    assert view.zones[0].days == "from 7 Feb 2018 on"
    assert ("Stood by", "proclaimed by Russia") in view.zones[0].facts
    assert ("Sides", "left: north") in view.zones[0].facts
    assert view.data["zones"][0]["id"] == "own-1"


def test_the_map_begins_with_what_incidents_are_near() -> None:
    """Of zones round the world one sees those that matter here; without any, all."""
    zones = [
        Zone(name, name, ZoneKind.LINE, ((((36.0, 34.0), (37.0, 35.0)),),), 2.0, "us")
        for name in ("a", "b")
    ]
    assert zones_view(zones, {"b": 3, "a": 0}, "f").data["fit"] == ["b"]
    assert zones_view(zones, {}, "f").data["fit"] == []
