"""Servers of ours on 127.0.0.1: well-behaved ones, and ones that say what they are told to."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from rashomon.collect.web import Limits, Visitor
from rashomon.collect.web.pace import Pace

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
PAGE = (
    b"<!doctype html><html><head><title>Shelling near Homs</title></head><body><article><p>"
    b"Two people were killed in shelling near Homs on Monday, a local doctor said.</p></article>"
    b"</body></html>"
)


@dataclass
class Page:
    """What a path of a `Site` answers."""

    body: bytes = PAGE
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Site:
    """A web server whose pages a test sets, and which keeps what it was asked."""

    port: int
    pages: dict[str, Page | Callable[[dict[str, str]], Page]]
    asked: list[tuple[str, dict[str, str]]]

    @property
    def url(self) -> str:
        """The address of the site, without a slash at its end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        """The paths asked for, in their order."""
        return [path for path, _ in self.asked]


@pytest.fixture
def site() -> Iterator[Site]:
    """Return a running web server without pages."""
    pages: dict[str, Page | Callable[[dict[str, str]], Page]] = {}
    asked: list[tuple[str, dict[str, str]]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked.append((self.path, headers))
            page = pages.get(self.path, Page(b"nothing here", 404))
            if not isinstance(page, Page):
                page = page(headers)
            with suppress(OSError):  # whoever asked may have gone
                self.send_response(page.status)
                told = {"Content-Type": "text/html", "Content-Length": str(len(page.body))}
                for name, value in {**told, **page.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(page.body)

        def log_message(self, *_: object) -> None:
            """Keep the test's output to the test."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield Site(server.server_address[1], pages, asked)
        server.shutdown()
        thread.join()


Say = Callable[[socket.socket], None]
Raw = Callable[..., str]


@pytest.fixture
def raw() -> Iterator[Raw]:
    """Return a function that starts a server saying what it is told to, and gives its address.

    It is given bytes, or a function that is called with the connection once a request is in.
    """
    listening: list[socket.socket] = []
    threads: list[threading.Thread] = []
    ended = threading.Event()

    def start(say: bytes | Say, context: ssl.SSLContext | None = None) -> str:
        listener = socket.create_server(("127.0.0.1", 0))
        listening.append(listener)

        def serve() -> None:
            while not ended.is_set():
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with suppress(OSError), connection:
                    connection.settimeout(5)
                    if context is not None:
                        with context.wrap_socket(connection, server_side=True) as secured:
                            answer(secured)
                    else:
                        answer(connection)

        def answer(connection: socket.socket) -> None:
            received = b""
            while b"\r\n\r\n" not in received:
                received += connection.recv(4096) or b"\r\n\r\n"
            if isinstance(say, bytes):
                connection.sendall(say)
            else:
                say(connection)

        threads.append(threading.Thread(target=serve, daemon=True))
        threads[-1].start()
        scheme = "http" if context is None else "https"
        return f"{scheme}://127.0.0.1:{listener.getsockname()[1]}/"

    yield start
    ended.set()
    for listener in listening:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
    for thread in threads:
        thread.join(6)


class Clock:
    """Time that passes only where somebody sleeps."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        """Return the time in seconds."""
        return self.seconds

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.slept.append(seconds)
        self.seconds += seconds


@pytest.fixture
def clock() -> Clock:
    """Return a clock of the test's own."""
    return Clock()


@pytest.fixture
def visit(clock: Clock) -> Callable[..., Visitor]:
    """Return a function that makes a visitor of private networks, who never really waits."""

    def make(**limits: object) -> Visitor:
        told = {"allow_private": True, "connect_s": 2.0, "read_s": 2.0, "whole_s": 4.0, **limits}
        pace = Pace(clock=clock, sleep=clock.sleep)
        return Visitor(Limits(**told), pace, now=lambda: NOW)  # type: ignore[arg-type]

    return make
