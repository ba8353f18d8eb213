"""Fixtures and options that every test may use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that rewrites golden files, for a person to read in the diff."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files")


@pytest.fixture(scope="session", autouse=True)
def _no_data_of_the_users_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the tests from what whoever runs them has added to Rashomon."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RASHOMON_DATA", str(tmp_path_factory.mktemp("data")))
        yield


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
