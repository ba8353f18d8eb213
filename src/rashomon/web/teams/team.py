"""A team as the running application holds it: its file, how it is reached, its provider."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from urllib.parse import urlencode

from rashomon.errors import SettingError
from rashomon.web.pace import Pace
from rashomon.web.teams import accounts, sessions, tries
from rashomon.web.teams.accounts import Account
from rashomon.web.teams.book import Book
from rashomon.web.teams.oidc import Provider
from rashomon.web.teams.roles import role_of

__all__ = ["Team", "TriedTooOften", "WrongPassword"]


class WrongPassword(Exception):
    """No account has this name and password; which of the two is wrong is not told."""


class TriedTooOften(Exception):
    """Too many wrong passwords; there is a wait before another is looked at."""


@dataclass(frozen=True, slots=True)
class Team:
    """The open file of a team, and under which address colleagues come ("https://…").

    `journeys` bounds how often one may set out for the provider from one address, since each
    keeps a handler waiting for its answer.
    """

    book: Book
    url: str = ""
    provider: Provider | None = None
    journeys: Pace = field(default_factory=lambda: Pace(10, 0.2))
    _trying: threading.Lock = field(default_factory=threading.Lock)

    @property
    def is_https(self) -> bool:
        """Whether browsers come over TLS, and cookies may demand it."""
        return self.url.startswith("https://")

    def add(self, name: str, role: str, subject: str | None, *, by: str) -> Account:
        """Make an account; with a `subject`, for whom the provider calls so.

        Raises:
            SettingError: If there is no such role or provider, or the name cannot be one.

        """
        if subject and self.provider is None:
            raise SettingError("no OpenID provider is set up here; leave its subject out")
        issuer = self.provider.issuer if self.provider and subject else None
        return accounts.add(
            self.book, name, role_of(role), by=by, issuer=issuer, subject=subject or None
        )

    def invite(self, name: str, *, by: str, root: str) -> str:
        """Return the address at which somebody may choose a password, once.

        `root` is where the server was asked, where no address was set for it.
        """
        code = accounts.invite(self.book, name, by=by)
        return f"{self.url or root.rstrip('/')}/invitation?{urlencode({'code': code})}"

    def sign_in(self, name: str, password: str, *, address: str, agent: str) -> str:
        """Sign somebody in by password; return the secret for the cookie.

        One after another, so that many at once are counted like many in turn.

        Raises:
            WrongPassword: If no open account has this name and password.
            TriedTooOften: If there were too many wrong ones.

        """
        with self._trying:
            if not tries.may_try(self.book, name, address):
                raise TriedTooOften
            found = accounts.by_password(self.book, name, password)
            if found is None:
                tries.note_failure(self.book, name, address)
                raise WrongPassword
        return sessions.begin(self.book, found, address=address, agent=agent)

    def sign_in_by_provider(self, whom: Account, *, address: str, agent: str) -> str:
        """Sign in whom the provider has vouched for; return the secret for the cookie."""
        return sessions.begin(self.book, whom, address=address, agent=agent, how="provider")
