"""An application whose API a test may write to, and ways to ask it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import ORIGIN

from rashomon.web.app import make_app
from rashomon.web.settings import Settings

ROOT = "/api/v1"
KHUSHAM = "khusham-2018-02-07"


@dataclass(frozen=True, slots=True)
class Program:
    """Asks an API as a program does that runs on the same machine."""

    client: TestClient

    def get(self, path: str, status: int = 200) -> Any:
        """Return what is told at an address of the API."""
        answer = self.client.get(ROOT + path)
        assert answer.status_code == status, answer.text
        return answer.json()

    def send(self, method: str, path: str, status: int, given: Any = None) -> Any:
        """Send data, and return what is answered."""
        answer = self.client.request(method, ROOT + path, json=given, headers={"Origin": ORIGIN})
        assert answer.status_code == status, answer.text
        return answer.json()

    def pages(self, path: str) -> list[Any]:
        """Return all items of a list by following its links."""
        items: list[Any] = []
        address = ROOT + path
        while address:
            answer = self.client.get(address)
            assert answer.status_code == 200, answer.text
            link = answer.headers.get("link", "")
            assert bool(link) == (answer.json()["next"] is not None)
            items += answer.json()["items"]
            address = link.partition(">")[0].removeprefix("<")
        return items


@pytest.fixture(scope="module")
def program(built_example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """Return a program at an application over a copy of the example, the same for a module."""
    copy = shutil.copy(built_example, tmp_path_factory.mktemp("api") / "example.db")
    app = make_app(Settings(str(copy), user="tester", at_once=0))
    with TestClient(app, base_url=ORIGIN, raise_server_exceptions=False) as client:
        yield Program(client)
