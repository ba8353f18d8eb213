"""A visitor of servers: guarded at every step, no oftener than is polite, where robots may go.

1. the address is taken apart, its host looked up and checked
2. robots.txt is asked, where we come on our own account
3. the host's turn is waited for
4. the very addresses that were checked are asked
5. a redirect begins again at 1
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache

from rashomon.collect.web.addresses import WebAddress, join, parse_address
from rashomon.collect.web.asking import Answer, ask
from rashomon.collect.web.codings import ACCEPTED
from rashomon.collect.web.guard import Resolve, checked_addresses, resolve
from rashomon.collect.web.limits import Limits
from rashomon.collect.web.pace import Pace, backed_off, retry_after
from rashomon.collect.web.robots import LARGEST_ROBOTS_BYTES, Robots, parse_robots
from rashomon.errors import NotFetched

__all__ = ["NOT_CHANGED", "Visitor", "user_agent"]

NOT_CHANGED = 304
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})
# The standard allows a day; an hour lets a site that changes its mind be heard soon.
_ROBOTS_S = 3_600.0
_NO_ROBOTS_S = 300.0  # how long a robots.txt that could not be had is not asked for again
# Longer waits are for whoever planned the visit: other hosts may have their turn meanwhile.
_LONGEST_SLEEP_S = 30.0


@lru_cache(maxsize=1)
def user_agent() -> str:
    """Return the name that we give ourselves to servers, with where to read about us."""
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        told = metadata("rashomon")
    except PackageNotFoundError:  # run from a source tree
        return "Rashomon/0"
    places = [place.partition(", ") for place in told.get_all("Project-URL") or []]
    about = next((url for name, _, url in places if name == "Documentation"), "")
    return f"Rashomon/{told['Version']}" + (f" (+{about})" if about else "")


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _as_meant(location: str) -> str:
    """Undo the reading of a header as Latin-1 where its bytes are UTF-8, as browsers do."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return location


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a site's robots.txt said, and until when that holds; None where it said nothing."""

    robots: Robots | None
    until: float
    reason: str = ""


class Visitor:
    """Asks servers, one request at a time, and remembers their rules and their pace."""

    def __init__(
        self,
        limits: Limits | None = None,
        pace: Pace | None = None,
        *,
        resolve: Resolve = resolve,
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        self.limits = limits or Limits()
        self.pace = pace or Pace()
        self.now = now
        self._resolve = resolve
        self._asked: dict[str, _Asked] = {}

    def get(
        self,
        url: str | WebAddress,
        headers: tuple[tuple[str, str], ...] = (),
        *,
        heeds_robots: bool = True,
    ) -> Answer:
        """Return what a server answers to a request for `url`, of whatever status.

        `heeds_robots` asks robots.txt for each address on the way.

        Raises:
            NotFetched: If it must not be asked, or no whole answer came within the limits.

        """
        address = parse_address(url) if isinstance(url, str) else url
        return self._follow(address, headers, heeds_robots=heeds_robots)

    def _follow(
        self,
        address: WebAddress,
        headers: tuple[tuple[str, str], ...],
        *,
        heeds_robots: bool,
        cut: int | None = None,
    ) -> Answer:
        passed: list[str] = []
        left = self.limits.whole_s
        while True:
            begun = time.monotonic()
            ips = self._checked(address)
            left -= time.monotonic() - begun
            if heeds_robots:
                self._heed_robots(address)
            self._take_turn(address, is_redirected=bool(passed))
            begun = time.monotonic()
            answer = ask(
                address, ips, self._headers(address, headers), self.limits, begun + left, cut=cut
            )
            left -= time.monotonic() - begun
            answer = replace(answer, redirects=tuple(passed))
            if answer.status in _BUSY:
                self.pace.hold(address.host, self._wait_s(answer))
            target = answer.header("location")
            if answer.status not in _REDIRECTS or not target:
                return answer
            passed.append(str(address))
            if len(passed) > self.limits.most_redirects:
                most = self.limits.most_redirects
                raise NotFetched(passed[0], f"it redirects more than {most} times")
            following = join(address, _as_meant(target))
            if address.scheme == "https" and following.scheme == "http":
                raise NotFetched(
                    passed[0], f"refused: it redirects from https to http ({following.site})"
                )
            address = following

    def _checked(self, address: WebAddress) -> tuple[str, ...]:
        return checked_addresses(
            address,
            allow_private=self.limits.allow_private,
            ports=self.limits.ports,
            seconds=self.limits.connect_s,
            resolve=self._resolve,
        )

    def _headers(
        self, address: WebAddress, headers: tuple[tuple[str, str], ...]
    ) -> tuple[tuple[str, str], ...]:
        return (
            ("Host", address.authority),
            ("User-Agent", user_agent()),
            ("Accept", "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5"),
            ("Accept-Language", "en, *;q=0.5"),
            ("Accept-Encoding", ACCEPTED),
            ("Connection", "close"),
            *headers,
        )

    def _wait_s(self, answer: Answer) -> float:
        told = retry_after(answer.header("retry-after"), self.now())
        return backed_off(1) if told is None else told

    def _take_turn(self, address: WebAddress, *, is_redirected: bool) -> None:
        """Wait for the host's turn; one that sends us on itself need not wait its whole delay."""
        wait = self.pace.wait_s(address.host)
        if wait > _LONGEST_SLEEP_S and not is_redirected:
            reason = f"{address.host} wants to be left alone for {wait:.0f} seconds"
            raise NotFetched(str(address), reason, may_pass=True, wait_s=wait)
        self.pace.take_turn(address.host, at_most=_LONGEST_SLEEP_S)

    def _heed_robots(self, address: WebAddress) -> None:
        asked = self._asked.get(address.site)
        if asked is None or asked.until < time.monotonic():
            asked = self._asked[address.site] = self._ask_robots(address)
            if asked.robots and asked.robots.delay_s is not None:
                self.pace.slow_down(address.host, asked.robots.delay_s)
        if asked.robots is None:
            reason = f"its robots.txt cannot be had, so it is not asked now ({asked.reason})"
            raise NotFetched(str(address), reason, may_pass=True)
        if not asked.robots.is_allowed(address.target):
            raise NotFetched(str(address), "its robots.txt does not allow it")

    def _ask_robots(self, address: WebAddress) -> _Asked:
        """Ask a site for its rules: none where it has none (4xx), no visits where it fails."""
        now = time.monotonic()
        at = replace(address, target="/robots.txt")
        try:
            answer = self._follow(at, (), heeds_robots=False, cut=LARGEST_ROBOTS_BYTES)
        except NotFetched as error:
            return _Asked(None, now + _NO_ROBOTS_S, error.reason)
        if answer.status in _BUSY or answer.status >= 500:
            wait = max(_NO_ROBOTS_S, self.pace.wait_s(address.host))
            return _Asked(None, now + wait, f"status {answer.status}")
        rules = parse_robots(answer.body) if 200 <= answer.status < 300 else Robots()
        return _Asked(rules, now + _ROBOTS_S)
