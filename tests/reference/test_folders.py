"""Tests of the user's folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.reference.folders import cache_folder, data_folder


def test_the_cache_folder_follows_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own variable wins over XDG's, XDG's over the home folder."""
    monkeypatch.delenv("RASHOMON_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert cache_folder() == Path("/somewhere/rashomon")
    monkeypatch.setenv("RASHOMON_CACHE", "/elsewhere")
    assert cache_folder() == Path("/elsewhere")
    monkeypatch.delenv("RASHOMON_CACHE")
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert cache_folder() == Path.home() / ".cache" / "rashomon"


def test_the_data_folder_follows_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own variable wins over XDG's, XDG's over the home folder."""
    monkeypatch.delenv("RASHOMON_DATA", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", "/somewhere")
    assert data_folder() == Path("/somewhere/rashomon")
    monkeypatch.setenv("RASHOMON_DATA", "~/mine")
    assert data_folder() == Path.home() / "mine"
    monkeypatch.delenv("RASHOMON_DATA")
    monkeypatch.delenv("XDG_DATA_HOME")
    assert data_folder() == Path.home() / ".local" / "share" / "rashomon"
