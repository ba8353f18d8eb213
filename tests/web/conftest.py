"""An application over the bundled example, and one over whatever reports a test writes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.web.hostile_reports import made_ledger

from rashomon.ledger import Ledger
from rashomon.pipeline import build
from rashomon.web.app import make_app
from rashomon.web.settings import Settings

ORIGIN = "http://localhost"
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "khusham"


@pytest.fixture(scope="session")
def built_example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the ledger of the bundled example, read once; not to be written."""
    path = tmp_path_factory.mktemp("example") / "khusham.db"
    with Ledger.open(path) as ledger:
        build([EXAMPLE], ledger, by="tester")
    return path


@pytest.fixture(scope="session")
def hostile_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger of reports that mean harm, made once; not to be written."""
    return made_ledger(tmp_path_factory.mktemp("hostile"))


@pytest.fixture
def example(built_example: Path, tmp_path: Path) -> Path:
    """Return a copy of the example's ledger, for a test of its own to write into."""
    return Path(shutil.copy(built_example, tmp_path / "example.db"))


@dataclass(frozen=True, slots=True)
class Browser:
    """Asks an application as a browser of ours does: by its name, and from its own pages."""

    client: TestClient

    def get(self, path: str, **headers: str) -> str:
        """Return a page's HTML, having made sure that there is one."""
        answer = self.client.get(path, headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.text

    def send(self, path: str, status: int = 303, /, **fields: str) -> str:
        """Send a form with the token that pages hold; return where it leads, or what it says."""
        token = self.client.app.state.workplace.tokens.of("tester")  # type: ignore[attr-defined]
        answer = self.client.post(
            path, data={"token": token, **fields}, headers={"Origin": ORIGIN},
            follow_redirects=False,
        )  # fmt: skip
        assert answer.status_code == status, answer.text
        return answer.headers["Location"] if status == 303 else answer.text


Serving = Callable[[Path], Browser]


@pytest.fixture
def serving() -> Iterator[Serving]:
    """Return a function that serves a ledger."""
    clients = []

    def serve(ledger: Path) -> Browser:
        client = TestClient(
            make_app(Settings(str(ledger), user="tester")),
            base_url=ORIGIN,
            raise_server_exceptions=False,
        )
        clients.append(client)
        client.__enter__()
        return Browser(client)

    yield serve
    for client in clients:
        client.__exit__(None, None, None)


@pytest.fixture
def browser(example: Path, serving: Serving) -> Browser:
    """Return a browser at an application over a copy of the example."""
    return serving(example)


@pytest.fixture(scope="module")
def looking(built_example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Return a browser at an application for looking alone.

    Over a copy all the same: whoever looks brings the lists up to date.
    """
    copy = shutil.copy(built_example, tmp_path_factory.mktemp("looking") / "example.db")
    app = make_app(Settings(str(copy), user="tester"))
    with TestClient(app, base_url=ORIGIN, raise_server_exceptions=False) as client:
        yield Browser(client)
