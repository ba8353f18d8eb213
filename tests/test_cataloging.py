"""The catalog follows the ledger, whatever is decided, read again or interrupted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rashomon.cataloging import refresh
from rashomon.ledger import Ledger
from rashomon.pipeline import build
from rashomon.records import IncidentQuery

EXAMPLE = Path(__file__).parent.parent / "examples" / "khusham"


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    """Build the bundled example."""
    with Ledger.open(":memory:") as opened:
        build([EXAMPLE], opened)
        yield opened


def test_an_example_is_listed(ledger: Ledger) -> None:
    """Every incident of the example is in the list, and found by place."""
    assert ledger.catalog_state().is_behind
    assert refresh(ledger) == ledger.find_incidents().total == len(ledger.incidents())
    assert not ledger.catalog_state().is_behind
    (row,) = ledger.find_incidents(IncidentQuery(place="khusham")).rows
    assert row.country == "SY"
    assert "killed" in row.summary
