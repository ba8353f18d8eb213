"""Fixtures that every test may use."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of shared corpora, which lies beside the checkout where it exists."""
    if not (SHARED / "corpus").is_dir():
        pytest.skip(f"needs the annotated corpus, which is not at {SHARED}")
    return SHARED
