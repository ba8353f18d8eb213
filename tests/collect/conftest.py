"""What tests of collecting share: a run with a stopped clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from rashomon.collect import collect
from rashomon.errors import ReportSkipped
from rashomon.records import Capture

Gathered = tuple[list[Capture], list[ReportSkipped]]


@pytest.fixture(scope="session")
def gather() -> Callable[..., Gathered]:
    """Return a function that collects paths and gives captures and complaints."""

    def run(*paths: Path | str, **options: Any) -> Gathered:
        skipped: list[ReportSkipped] = []
        noon = datetime(2024, 5, 1, 12, tzinfo=UTC)
        return list(collect(paths, on_skip=skipped.append, now=lambda: noon, **options)), skipped

    return run
