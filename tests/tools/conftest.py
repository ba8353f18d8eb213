"""A database of known faults of our own, on this machine, that can be made to misbehave."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

Answering = Callable[[BaseHTTPRequestHandler, Any], bool]


@dataclass
class Database:
    """What the database knows, and how it answers; `odd` may answer in its place."""

    address: str = ""
    known: dict[tuple[str, str, str], list[str]] = field(default_factory=dict)
    records: dict[str, Any] = field(default_factory=dict)
    a_page: int = 100
    odd: Answering | None = None
    asked: list[Any] = field(default_factory=list)

    def batch(self, body: Any) -> Any:
        """Answer a question about many releases, each page by page."""
        results = []
        for query in body["queries"]:
            package = query["package"]
            names = self.known.get((package["ecosystem"], package["name"], query["version"]), [])
            start = int(query.get("page_token", "0"))
            page: dict[str, Any] = {}
            if shown := names[start : start + self.a_page]:
                page["vulns"] = [{"id": n, "modified": "2031-01-01T00:00:00Z"} for n in shown]
            if len(names) > start + self.a_page:
                page["next_page_token"] = str(start + self.a_page)
            results.append(page)
        return {"results": results}


class _Handler(BaseHTTPRequestHandler):
    database: Database
    protocol_version = "HTTP/1.0"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self._answer(body, lambda: self.database.batch(body))

    def do_GET(self) -> None:
        self._answer(None, lambda: self.database.records.get(self.path.rpartition("/")[2]))

    def _answer(self, body: Any, make: Callable[[], Any]) -> None:
        self.database.asked.append(body or self.path)
        if self.database.odd is not None and self.database.odd(self, body):
            return
        made = make()
        self.tell(200 if made is not None else 404, json.dumps(made).encode())

    def tell(self, status: int, data: bytes, **headers: str) -> None:
        """Send an answer."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def _serving() -> Iterator[tuple[str, type[_Handler]]]:
    handler = type("Handler", (_Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", handler
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def database(_serving: tuple[str, type[_Handler]]) -> Database:
    """Return a database that knows nothing yet."""
    address, handler = _serving
    handler.database = Database(address)
    return handler.database
