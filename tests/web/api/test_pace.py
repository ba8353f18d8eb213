"""How much one may ask, and that each has a measure of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import ORIGIN

from rashomon.web.app import make_app
from rashomon.web.pace import Pace
from rashomon.web.settings import Settings


def test_a_bucket_empties_and_fills_again() -> None:
    """So many at once, then so many a second, and never more than so many are saved up."""
    clock = [0.0]
    pace = Pace(3, 2.0, now=lambda: clock[0])
    assert [pace.take("a") for _ in range(3)] == [(2, 0.0), (1, 0.0), (0, 0.0)]
    assert pace.take("a") == (0, 0.5)
    assert pace.take("b") == (2, 0.0)
    clock[0] += 0.5
    assert pace.take("a") == (0, 0.0)
    clock[0] += 1000
    assert pace.take("a") == (2, 0.0)


def test_who_was_silent_longest_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any number of addresses takes no more than a bounded memory."""
    monkeypatch.setattr("rashomon.web.pace._KEPT", 2)
    pace = Pace(5, 1.0, now=lambda: 0.0)
    for caller in ("a", "b", "a", "c"):
        pace.take(caller)
    assert list(pace._left) == ["a", "c"]


def test_too_much_is_refused_with_the_time_to_come_again(built_example: Path) -> None:
    """429 in the API's one shape; pages are not counted."""
    settings = Settings(str(built_example), user="tester", at_once=2, a_second=0.1)
    with TestClient(make_app(settings), base_url=ORIGIN) as client:
        first = client.get("/api/v1/policies")
        assert first.headers["ratelimit"] == '"default";r=1;t=10'
        client.get("/api/v1/policies")
        refused = client.get("/api/v1/policies")
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "10")
        assert refused.json()["title"] == "Too many requests"
        assert client.get("/incidents").status_code == 200


def test_no_bound_is_set_where_none_is_wanted(built_example: Path) -> None:
    """For benches and machines of one's own."""
    settings = Settings(str(built_example), user="tester", at_once=0)
    with TestClient(make_app(settings), base_url=ORIGIN) as client:
        assert all(client.get("/api/v1/policies").status_code == 200 for _ in range(20))
