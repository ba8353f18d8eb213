"""Which cleaner derives a report."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterator
from pathlib import Path

import pytest

from rashomon.clean import CLEANER, cleaner_version
from rashomon.reference.outlets import outlets


@pytest.fixture(autouse=True)
def _anew() -> Iterator[None]:
    """Let the version be found out anew, and again after the test."""
    for cached in (cleaner_version, outlets):
        cached.cache_clear()
    yield
    for cached in (cleaner_version, outlets):
        cached.cache_clear()


def test_the_version_names_what_takes_part() -> None:
    """Ours, and those of the libraries: another trafilatura may derive another text."""
    told = cleaner_version()
    assert told.startswith(f"{CLEANER} (")
    assert f"trafilatura {importlib.metadata.version('trafilatura')}" in told


def test_an_outlet_of_ones_own_is_another_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row that the user adds may name the outlet of a report that had none."""
    before = cleaner_version()
    monkeypatch.setenv("RASHOMON_DATA", str(tmp_path))
    (tmp_path / "outlets.csv").write_text("name,kind\nThe Invented Times,independent\n")
    cleaner_version.cache_clear()
    outlets.cache_clear()
    assert cleaner_version() != before


def test_a_library_that_is_not_there_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """It derives nothing, and its absence is no fault."""
    real = importlib.metadata.version

    def version(name: str) -> str:
        if name == "pypdf":
            raise importlib.metadata.PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(importlib.metadata, "version", version)
    assert "pypdf" not in cleaner_version()
    assert "lxml" in cleaner_version()
