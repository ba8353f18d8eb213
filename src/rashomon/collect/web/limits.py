"""How much of anything a server may give us, and how long it may take."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rashomon.collect.content import LARGEST_REPORT_BYTES
from rashomon.collect.web.addresses import WebAddress
from rashomon.collect.web.guard import PORTS

__all__ = ["Limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What fetching may do and take; the defaults suit pages and feeds of news.

    `allow_private` lifts private networks and this machine, at any port of theirs. `ports` are
    those that may be asked elsewhere. `most_bytes` counts the body with its codings undone.
    `connect_s` bounds a connection with its handshake, `read_s` the silence between two pieces,
    `whole_s` one answer from the first look-up on, redirects included: a server that drips a
    byte a second stays below `read_s` for ever. `authorities` is a file of certificates to trust
    in place of the system's. `proxy` is an HTTP proxy that makes connections for us, to the
    addresses that were checked; those that the environment names are not asked.
    """

    allow_private: bool = False
    ports: frozenset[int] = PORTS
    most_bytes: int = LARGEST_REPORT_BYTES
    most_redirects: int = 5
    connect_s: float = 10.0
    read_s: float = 20.0
    whole_s: float = 60.0
    authorities: Path | None = None
    proxy: WebAddress | None = None
