"""Fixtures and options that every test may use."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that rewrites golden files, for a person to read in the diff."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files")


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Tell whether golden files are to be rewritten."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of shared corpora, which lies beside the checkout where it exists."""
    if not (SHARED / "corpus").is_dir():
        pytest.skip(f"needs the annotated corpus, which is not at {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def model() -> Path:
    """Return the folder of the shipped model."""
    from rashomon.read.model_files import model_folder

    assert model_folder().is_dir(), "the model is shipped with the code"
    return model_folder()
