"""The map of one incident: what it draws, and the same in words."""

from __future__ import annotations

import json
import re

import pytest
from tests.web.conftest import Browser

from rashomon.web.vendored import assets_problem

drawn = pytest.mark.skipif(bool(assets_problem()), reason=assets_problem() or "in place")


def _data(page: str) -> dict[str, list[dict[str, object]]]:
    found = re.search(r'<script type="application/json" id="map-data">(.*?)</script>', page, re.S)
    assert found
    data: dict[str, list[dict[str, object]]] = json.loads(found[1])
    return data


@drawn
def test_an_incident_is_drawn_with_the_places_that_are_told_beside(looking: Browser) -> None:
    """Its own point comes first; other tellings lie aside, each with who puts it so."""
    page = looking.get("/incidents/khusham-2018-02-07")
    own, *others = _data(page)["points"]
    assert own["id"] == "khusham-2018-02-07"
    assert own["km"] == 10
    assert "aside" not in own
    assert others
    assert all(one["aside"] for one in others)
    assert any("Russian Defense Ministry" in str(one["what"]) for one in others)
    assert "places are told" in page


@drawn
def test_zones_near_an_incident_are_drawn(looking: Browser) -> None:
    """A line comes as points, with whether it surely held."""
    zones = {str(one["id"]): one for one in _data(
        looking.get("/incidents/khusham-2018-02-07"))["zones"]}  # fmt: skip
    line = zones["euphrates-deconfliction-line"]
    assert line["kind"] == "line"
    assert line["held"] is True


def test_a_page_without_the_map_tells_the_point_in_words(looking: Browser) -> None:
    """Whoever has no scripts reads the same point."""
    assert "35.320, 40.290 ± 10 km" in looking.get("/incidents/khusham-2018-02-07")
