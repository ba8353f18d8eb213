"""What is done before anybody asks."""

from __future__ import annotations

import threading
from pathlib import Path

from fastapi.testclient import TestClient

from rashomon.ledger import Ledger
from rashomon.locate.zones import open_zones
from rashomon.web.app import make_app
from rashomon.web.settings import Settings
from rashomon.web.warming import warm
from rashomon.web.workplace import Workplace


def test_the_newest_incident_is_at_hand_before_anybody_asks(example: Path) -> None:
    """It runs beside, so that the first look need not wait for it either."""
    with TestClient(make_app(Settings(str(example), user="tester", is_warmed=True))) as client:
        for thread in threading.enumerate():
            if thread.name == "warming":
                thread.join(60)
        place = client.app.state.workplace  # type: ignore[attr-defined]
        key = ("incident", "al-harra-2018-06-17", True)
        assert place.kept.get(place.ledger, key, lambda: None) is not None


def test_a_ledger_that_is_empty_or_closed_is_no_fault(tmp_path: Path) -> None:
    """There is nothing to make ready."""
    with Ledger.open(tmp_path / "empty.db") as ledger:
        place = Workplace(Settings(str(tmp_path / "empty.db")), ledger, open_zones())
        warm(place)
    warm(place)
