"""How long answers took, as they say it."""

from __future__ import annotations

import re

from tests.web.conftest import Browser


def test_every_answer_says_how_long_it_took(looking: Browser) -> None:
    """Pages, data and files say it, a page also how much of it was writing it."""
    told = looking.client.get("/incidents").headers["server-timing"]
    found = re.fullmatch(r"page;dur=(\d+\.\d), total;dur=(\d+\.\d)", told)
    assert found, told
    assert float(found[1]) <= float(found[2])
    for path in ("/data/incidents/map.json", "/api/v1/incidents", "/nowhere"):
        assert "total;dur=" in looking.client.get(path).headers["server-timing"]
