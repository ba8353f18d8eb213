"""How tests clean a text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from rashomon.clean import clean
from rashomon.records import Capture, Report, Sidecar

Cleaner = Callable[..., Report]


@pytest.fixture
def cleaned() -> Cleaner:
    """Return a function from text or bytes to the report that is made of them."""

    def run(
        content: str | bytes, media_type: str = "text/plain", sidecar: Sidecar | None = None
    ) -> Report:
        raw = content if isinstance(content, bytes) else content.encode()
        noon = datetime(2024, 5, 1, 12, tzinfo=UTC)
        return clean(Capture(raw, "name", "in/name.txt", media_type, noon, sidecar or Sidecar()))

    return run
