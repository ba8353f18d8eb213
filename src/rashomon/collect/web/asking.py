"""One request to one server, and its answer; no redirects, no cookies, no second request.

HTTP is spoken over a socket of our own by `h11`, which only parses. So it is in sight that the
connection goes to the address that was checked, and that every wait ends by the deadline.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from rashomon.collect.web.addresses import WebAddress
from rashomon.collect.web.codings import BrokenCoding, Unpacking, coding_of
from rashomon.collect.web.limits import Limits
from rashomon.errors import NotFetched

if TYPE_CHECKING:
    import h11

__all__ = ["Answer", "ask", "secured"]

_MOST_HEADER_BYTES = 65_536  # large sites send 4,000; a flood sends without end
_MOST_INTERIM = 10  # answers 1xx before the real one
_PIECE = 65_536


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent: the head as it came, and the body with its codings undone.

    `is_cut` says that the body is longer and was only wanted up to the limit.
    """

    address: WebAddress
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    redirects: tuple[str, ...] = ()
    is_cut: bool = False

    def header(self, name: str) -> str:
        """Return a field's value, those of several joined by commas; empty without one."""
        return ", ".join(value for key, value in self.headers if key.lower() == name).strip()


def ask(
    address: WebAddress,
    ips: tuple[str, ...],
    headers: tuple[tuple[str, str], ...],
    limits: Limits,
    deadline: float,
    *,
    cut: int | None = None,
) -> Answer:
    """Ask the first of `ips` that takes a connection, by GET, until `deadline` (monotonic).

    With `cut`, a longer body is cut there instead of refused.

    Raises:
        NotFetched: If there is no connection, no trust or no whole answer within the limits.

    """
    with closing(_connect(address, ips, limits, deadline)) as connected:
        return _Talk(address, connected, limits, deadline).run(headers, cut)


def _left(deadline: float, at_most: float) -> float:
    """The seconds that a wait may take.

    Raises:
        TimeoutError: If there are none.

    """
    left = deadline - monotonic()
    if left <= 0:
        raise TimeoutError
    return min(left, at_most)


def _connect(
    address: WebAddress, ips: tuple[str, ...], limits: Limits, deadline: float
) -> socket.socket:
    where = str(address)
    reason = "no connection"
    for ip in ips:
        try:
            wait = _left(deadline, limits.connect_s)
            if limits.proxy is None:
                connected = socket.create_connection((ip, address.port), timeout=wait)
            else:
                connected = _tunnel(limits.proxy, ip, address.port, deadline, limits)
        except OSError as error:
            reason = f"no connection to {address.authority}: {_words(error)}"
            continue
        try:
            return secured(connected, address, limits, deadline)
        except BaseException:
            connected.close()
            raise
    raise NotFetched(where, reason, may_pass=True)


def _tunnel(
    proxy: WebAddress, ip: str, port: int, deadline: float, limits: Limits
) -> socket.socket:
    """Let a proxy make the connection: to an address that was checked, never to a name.

    Raises:
        OSError: If there is no proxy, or it does not make it.

    """
    import h11

    target = f"[{ip}]:{port}" if ":" in ip else f"{ip}:{port}"
    http = h11.Connection(h11.CLIENT, max_incomplete_event_size=_MOST_HEADER_BYTES)
    wait = _left(deadline, limits.connect_s)
    connected = socket.create_connection((proxy.host, proxy.port), timeout=wait)
    try:
        request = h11.Request(method="CONNECT", target=target, headers=[("Host", target)])
        connected.sendall((http.send(request) or b"") + (http.send(h11.EndOfMessage()) or b""))
        while (event := http.next_event()) is h11.NEED_DATA:
            connected.settimeout(_left(deadline, limits.connect_s))
            http.receive_data(connected.recv(_PIECE))
        if not isinstance(event, h11.Response) or not 200 <= event.status_code < 300:
            told = getattr(event, "status_code", "nothing")
            raise OSError(f"the proxy {proxy.authority} does not connect us ({told})")
    except h11.RemoteProtocolError as error:
        connected.close()
        raise OSError(f"the proxy {proxy.authority} gives no sound answer") from error
    except BaseException:
        connected.close()
        raise
    return connected


def secured(
    connected: socket.socket, address: WebAddress, limits: Limits, deadline: float
) -> socket.socket:
    """Return the connection with TLS on it, if the address wants that.

    Raises:
        NotFetched: If the certificate cannot be trusted, or the handshake fails.

    """
    if address.scheme != "https":
        return connected
    where = str(address)
    try:
        connected.settimeout(_left(deadline, limits.connect_s))
        return _trust(limits.authorities).wrap_socket(connected, server_hostname=address.host)
    except ssl.SSLCertVerificationError as error:
        reason = f"its certificate is not trusted: {error.verify_message}"
        raise NotFetched(where, reason) from error
    except OSError as error:
        raise NotFetched(where, f"no secure connection: {_words(error)}", may_pass=True) from error


@lru_cache(maxsize=4)
def _trust(authorities: Path | None) -> ssl.SSLContext:
    known = ssl.get_default_verify_paths()
    if authorities is None and not (known.cafile or known.capath):
        import certifi  # Python came without certificates, as it does on some systems

        authorities = Path(certifi.where())
    context = ssl.create_default_context(cafile=None if authorities is None else str(authorities))
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


class _Talk:
    """The talk over one connection."""

    def __init__(
        self, address: WebAddress, connected: socket.socket, limits: Limits, deadline: float
    ) -> None:
        import h11

        self.address = address
        self.connected = connected
        self.limits = limits
        self.deadline = deadline
        self.http = h11.Connection(h11.CLIENT, max_incomplete_event_size=_MOST_HEADER_BYTES)

    def run(self, headers: tuple[tuple[str, str], ...], cut: int | None) -> Answer:
        import h11

        where = str(self.address)
        try:
            self._send(headers)
            head = self._head()
            told = tuple(
                (k.decode("latin-1"), v.decode("latin-1")) for k, v in head.headers.raw_items()
            )
            answer = Answer(self.address, head.status_code, told, b"")
            most = self.limits.most_bytes if cut is None else cut
            body, is_cut = self._body(answer, most, is_cut_allowed=cut is not None)
        except TimeoutError as error:
            is_late = monotonic() >= self.deadline
            waited = self.limits.whole_s if is_late else self.limits.read_s
            what = "was not done" if is_late else "was silent"
            raise NotFetched(
                where, f"the server {what} after {waited:g} seconds", may_pass=True
            ) from error
        except OSError as error:
            reason = f"the connection broke: {_words(error)}"
            raise NotFetched(where, reason, may_pass=True) from error
        except h11.RemoteProtocolError as error:
            raise NotFetched(where, f"no sound HTTP answer: {error}", may_pass=True) from error
        except BrokenCoding as error:
            raise NotFetched(where, f"no sound HTTP answer: {error}", may_pass=True) from error
        return Answer(self.address, head.status_code, told, body, (), is_cut)

    def _send(self, headers: tuple[tuple[str, str], ...]) -> None:
        import h11

        request = h11.Request(method="GET", target=self.address.target, headers=list(headers))
        self.connected.settimeout(_left(self.deadline, self.limits.read_s))
        self.connected.sendall(self.http.send(request) + self.http.send(h11.EndOfMessage()))

    def _head(self) -> h11.Response:
        import h11

        for _ in range(_MOST_INTERIM):
            event = self._next()
            if isinstance(event, h11.Response):
                return event
            if not isinstance(event, h11.InformationalResponse):
                break
        raise h11.RemoteProtocolError("it does not begin with an answer")

    def _body(self, answer: Answer, most: int, *, is_cut_allowed: bool) -> tuple[bytes, bool]:
        """Return the body, and whether it is longer than `most` bytes and so was cut."""
        length = answer.header("content-length")
        if length.isdecimal() and int(length) > most and not is_cut_allowed:
            raise self._too_large(most)
        coding = coding_of(answer.header("content-encoding"))
        unpacking = Unpacking(coding) if coding else None
        whole = bytearray()
        received = 0
        for data in self._pieces():
            # Packed bytes that unpack to nothing must not come without end either.
            received += len(data)
            for piece in unpacking.feed(data) if unpacking else (data,):
                whole += piece
                if len(whole) > most:
                    break
            if max(received, len(whole)) > most:
                if is_cut_allowed:
                    return bytes(whole[:most]), True
                raise self._too_large(most)
        if unpacking:
            unpacking.end()
        return bytes(whole), False

    def _too_large(self, most: int) -> NotFetched:
        return NotFetched(str(self.address), f"the answer is larger than {most:,} bytes")

    def _pieces(self) -> Iterator[bytes]:
        import h11

        while isinstance(event := self._next(), h11.Data):
            yield bytes(event.data)
        if not isinstance(event, h11.EndOfMessage):
            raise h11.RemoteProtocolError("it ends in the middle")

    def _next(self) -> object:
        import h11

        while (event := self.http.next_event()) is h11.NEED_DATA:
            self.connected.settimeout(_left(self.deadline, self.limits.read_s))
            self.http.receive_data(self.connected.recv(_PIECE))
        return event


def _words(error: OSError) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, ssl.SSLError):
        return (error.reason or str(error)).replace("_", " ").lower()
    return (error.strerror or str(error)).lower()
