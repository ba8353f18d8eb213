"""Ledgers of invented reports, made once and copied for each test."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.importing.made_ledgers import fill


def as_bytes(path: Path) -> bytes:
    """Return a ledger as one file."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.read_bytes()


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the ledger of the invented reports, without decisions of people."""
    path = tmp_path_factory.mktemp("bare") / "ledger.db"
    fill(path)
    return as_bytes(path)


@pytest.fixture
def path(bare: bytes, tmp_path: Path) -> Path:
    """Give each test such a ledger of its own."""
    path = tmp_path / "ledger.db"
    path.write_bytes(bare)
    return path
