"""Which captures hold several reports, and each one's own text."""

from __future__ import annotations

from datetime import UTC, datetime

from rashomon.clean import parts
from rashomon.records import Capture

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


def test_one_report_is_its_own_only_part() -> None:
    """The capture comes back as it is."""
    capture = Capture(b"Two people were killed on Monday.", "a", "a.txt", "text/plain", NOON)
    assert parts(capture) == (capture,)
