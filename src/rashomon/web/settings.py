"""What the application is started with."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address

from rashomon.records import SourceGrade
from rashomon.web.teams.oidc import Provider
from rashomon.web.uploads.bounds import Bounds

__all__ = ["Settings", "is_loopback"]

_BY_NAME = frozenset({"localhost"})


def is_loopback(host: str) -> bool:
    """Tell whether a server bound to `host` can be reached from this machine alone.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    if host in _BY_NAME:
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:  # a name that we would have to look up
        return False


@dataclass(frozen=True, slots=True)
class Settings:
    """How one application is set up; nothing of it changes while it runs.

    `ledger` is a file or a server's address. `user` is who decides where there are no accounts.
    `policy` and `sources` are those that dossiers follow. `hosts` are names under which it may be
    asked for besides this machine's own; `tiles` is the address of map tiles (…/{z}/{x}/{y}.png),
    "" for none. `body_bytes` bounds what a form may send. `team` is the file of a team's accounts,
    "" where there is one user; `url` the address under which its people come, `provider` who else
    signs them in. A program may ask `at_once` times, then `a_second` times a second; 0 sets no
    bound. `bounds` are those of uploads.
    """

    ledger: str
    user: str = "unknown"
    policy: str = ""
    sources: tuple[SourceGrade, ...] = ()
    hosts: frozenset[str] = field(default=frozenset())
    tiles: str = ""
    body_bytes: int = 1_000_000
    team: str = ""
    url: str = ""
    provider: Provider | None = None
    at_once: int = 200
    a_second: float = 20.0
    is_warmed: bool = False
    bounds: Bounds = field(default_factory=Bounds)
