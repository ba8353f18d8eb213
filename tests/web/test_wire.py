"""What comes over the wire: requests that no client of ours sends, as `rashomon serve` takes them.

A proxy and a server that read one request in two ways can be made to let a second one through.
"""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rashomon.cli.serve import Served, server_options
from rashomon.web.app import make_app
from rashomon.web.settings import Settings

Sending = Callable[..., bytes]
GET = b"GET /health HTTP/1.1\r\nHost: localhost\r\n"
POST = b"POST /theme HTTP/1.1\r\nHost: localhost\r\n"
SECOND = b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"  # what was to be smuggled


@pytest.fixture(scope="module")
def sending(built_example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sending]:
    """Return a function that sends bytes to a server and returns all that it answers."""
    import uvicorn

    ledger = shutil.copy(built_example, tmp_path_factory.mktemp("wire") / "ledger.db")
    listening = socket.create_server(("127.0.0.1", 0))
    app = make_app(Settings(str(ledger)))
    options = server_options(Served(Path("team"), "")) | {"log_level": "critical"}
    server = uvicorn.Server(uvicorn.Config(app, **options))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)

    def send(*pieces: bytes, wait_s: float = 0.4) -> bytes:
        with socket.create_connection(listening.getsockname(), timeout=wait_s) as connection:
            told = bytearray()
            try:
                for piece in pieces:
                    connection.sendall(piece)
                while chunk := connection.recv(65_536):
                    told += chunk
            except OSError:  # it waits for more, or has hung up
                pass
            return bytes(told)

    yield send
    server.should_exit = True
    thread.join()
    listening.close()


def test_what_is_plain_is_answered(sending: Sending) -> None:
    """So that the refusals below are of what they name; who serves is not told."""
    told = sending(GET + b"Connection: close\r\n\r\n")
    assert told.startswith(b"HTTP/1.1 200 ")
    assert b"uvicorn" not in told.lower()


@pytest.mark.parametrize(
    "request_bytes",
    [
        pytest.param(POST + b"Content-Length: 0\r\nContent-Length: 44\r\n\r\n", id="two lengths"),
        pytest.param(POST + b"Content-Length: 0, 44\r\n\r\n", id="a list of lengths"),
        pytest.param(POST + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                     id="length and chunks"),
        pytest.param(POST + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n",
                     id="two encodings"),
        pytest.param(POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n", id="another encoding"),
        pytest.param(POST + b"Transfer-Encoding: xchunked\r\n\r\n", id="made-up encoding"),
        pytest.param(POST + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                     id="blank before colon"),
        pytest.param(POST + b"Content-Length: +4\r\n\r\n", id="signed length"),
        pytest.param(POST + b"Content-Length: 0x4\r\n\r\n", id="hexadecimal length"),
        pytest.param(POST + b"Content-Length: -1\r\n\r\n", id="negative length"),
        pytest.param(GET + b"Host: evil.example\r\n\r\n", id="two hosts"),
        pytest.param(b"GET /health HTTP/1.1\r\n\r\n", id="no host"),
        pytest.param(b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
                     id="another's address"),
        pytest.param(GET + b" folded: header\r\n\r\n", id="folded line"),
        pytest.param(GET + b"X: a\0b\r\n\r\n", id="zero byte"),
        pytest.param(b"GET /health\x01 HTTP/1.1\r\nHost: localhost\r\n\r\n", id="control sign"),
        pytest.param(GET + b"X: " + b"a" * 70_000 + b"\r\n\r\n", id="large header"),
        pytest.param(GET + b"X: a\r\n" * 20_000 + b"\r\n", id="many headers"),
        pytest.param(b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
                     id="long address"),
        pytest.param(GET + b"Origin: http://localhost\r\nOrigin: http://evil.example\r\n\r\n",
                     id="two origins"),
    ],
)  # fmt: skip
def test_what_could_be_read_in_two_ways_is_refused(sending: Sending, request_bytes: bytes) -> None:
    """Once, with an error of who sent it; nothing behind it is taken for a request of its own."""
    told = sending(request_bytes + SECOND)
    assert told.startswith((b"HTTP/1.1 4", b"HTTP/1.1 501 ")), told[:200]
    assert b'{"status":"ok"}' not in told


def test_a_program_is_told_in_the_shape_of_all_errors(sending: Sending) -> None:
    """Also what nothing of ours has looked at."""
    told = sending(b"POST /api/v1/decisions HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert b"\r\ncontent-type: application/problem+json\r\n" in told
    assert b'"status": 403' in told


def test_a_body_that_goes_on_is_cut_off(sending: Sending) -> None:
    """By chunks without a length, as well as by a length."""
    head = POST + b"Origin: http://localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    chunk = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
    told = sending(head + b"Transfer-Encoding: chunked\r\n\r\n", *[chunk] * 40, wait_s=2)
    assert b" 413 " in told[:40] or not told  # hung up on while it was still sending
    told = sending(head + b"Content-Length: 99999999\r\n\r\n", wait_s=2)
    assert b" 413 " in told[:40]


def test_an_address_told_by_a_proxy_is_believed_of_the_last_one_alone(sending: Sending) -> None:
    """What a client wrote before it is not; nor does it change whose page it must be."""
    told = sending(
        GET + b"X-Forwarded-For: 10.0.0.1, 192.0.2.7\r\nX-Forwarded-Host: evil.example\r\n"
        b"X-Forwarded-Proto: https\r\nForwarded: host=evil.example\r\nConnection: close\r\n\r\n"
    )
    assert told.startswith(b"HTTP/1.1 200 ")
    told = sending(
        POST.replace(b"localhost", b"evil.example") + b"X-Forwarded-Host: localhost\r\n\r\n"
    )
    assert told.startswith(b"HTTP/1.1 421 ")
