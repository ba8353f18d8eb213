"""A team's file with a clock of its own, and an application that a team signs in to."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import ORIGIN

from rashomon.web.app import make_app
from rashomon.web.settings import Settings
from rashomon.web.teams import accounts, passwords
from rashomon.web.teams.book import Book
from rashomon.web.teams.oidc import Provider
from rashomon.web.teams.roles import Role

PASSWORD = "four words not together"


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash with few rounds, so that the tests do not take what guessing shall take."""
    from argon2 import PasswordHasher

    monkeypatch.setattr(
        passwords, "_hasher", lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    )


@dataclass
class Clock:
    """A clock that goes on when it is told to."""

    now: datetime = datetime(2031, 3, 7, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the moment at which it stands."""
        return self.now

    def wait(self, **time: float) -> None:
        """Go on by so much."""
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    """Return a clock that stands still."""
    return Clock()


@pytest.fixture
def book(tmp_path: Path, clock: Clock) -> Iterator[Book]:
    """Return a team's file with one of each role, named like it."""
    with Book.open(tmp_path / "ledger.db.team", create=True, now=clock) as made:
        for role in Role:
            accounts.add(made, role.value, role, by="test")
            accounts.take_invitation(made, accounts.invite(made, role.value, by="test"), PASSWORD)
        yield made


@dataclass
class Member:
    """A browser of somebody of the team."""

    client: TestClient
    name: str = ""
    _token: str = field(default="")

    def sign_in(self, name: str, password: str = PASSWORD, **more: str) -> httpx2.Response:
        """Send the form of the sign-in page, as a browser does."""
        page = self.client.get("/sign-in")
        answer = self.send("/sign-in", page.text, name=name, password=password, **more)
        self.name = name
        return answer

    def send(self, path: str, page: str, **fields: str) -> httpx2.Response:
        """Send a form with the token that a page holds."""
        found = re.search(r'name="token" value="([^"]+)"', page)
        assert found, page
        return self.client.post(
            path, data={"token": found[1], **fields}, headers={"Origin": ORIGIN},
            follow_redirects=False,
        )  # fmt: skip

    def go(self, path: str) -> httpx2.Response:
        """Ask for a page, following nothing."""
        return self.client.get(path, follow_redirects=False)


Arriving = Callable[..., Member]


@pytest.fixture
def arriving(built_example: Path, book: Book, tmp_path: Path) -> Iterator[Arriving]:
    """Return a function that opens a new browser at the team's application."""
    opened: list[TestClient] = []
    path = str(next(Path(row[2]) for row in book._connection.execute("PRAGMA database_list")))

    own: list[Path] = []

    def arrive(
        name: str = "", *, provider: Provider | None = None, url: str = "", own_ledger: bool = False
    ) -> Member:
        if own_ledger and not own:  # to write into, the same for all browsers of a test
            own.append(tmp_path / "own.db")
            shutil.copy(built_example, own[0])
        app = make_app(
            Settings(str(own[0] if own_ledger else built_example), team=path, url=url,
                     provider=provider, hosts=frozenset({"ledger.example"}))
        )  # fmt: skip
        held: Book = app.state.workplace.team.book
        held._now = book._now
        client = TestClient(app, base_url=url or ORIGIN, raise_server_exceptions=False)
        client.__enter__()
        opened.append(client)
        member = Member(client)
        if name:
            assert member.sign_in(name).status_code == 303
        return member

    yield arrive
    for client in opened:
        client.__exit__(None, None, None)
