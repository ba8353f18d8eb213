"""Servers that are slow, broken, endless or not who they say."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.collect.web import Limits, Visitor
from rashomon.collect.web.addresses import WebAddress, parse_address
from rashomon.collect.web.asking import Answer, ask
from rashomon.collect.web.pace import Pace
from rashomon.errors import NotFetched

Visit = Callable[..., Visitor]
Raw = Callable[..., str]
CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n"
GZIP = b"Content-Encoding: gzip\r\n\r\n"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"


def got(visitor: Visitor, url: str) -> Answer:
    """Ask without robots.txt, which these servers would answer as badly."""
    return visitor.get(url, heeds_robots=False)


@pytest.mark.parametrize(
    ("said", "body"),
    [
        (HEAD + b"Content-Length: 5\r\n\r\nhello", b"hello"),
        (HEAD + b"\r\nuntil the end", b"until the end"),
        (HEAD + CHUNKED + b"5\r\nhello\r\n1;x=y\r\n!\r\n0\r\n\r\n", b"hello!"),
        (b"HTTP/1.1 103 Early Hints\r\n\r\n" + HEAD + b"Content-Length: 2\r\n\r\nhi", b"hi"),
        (b"HTTP/1.0 200 OK\r\n\r\nold", b"old"),
        (HEAD + GZIP + gzip.compress(b"packed", mtime=0), b"packed"),
        (HEAD + b"Content-Encoding: X-GZIP\r\n\r\n" + gzip.compress(b"packed", mtime=0), b"packed"),
        (HEAD + GZIP + gzip.compress(b"a", mtime=0) + gzip.compress(b"b", mtime=0), b"ab"),
        (HEAD + GZIP + gzip.compress(b"a", mtime=0) + b"tail", b"a"),
        (HEAD + b"Content-Encoding: deflate\r\n\r\n" + zlib.compress(b"packed"), b"packed"),
        (HEAD + b"Content-Encoding: deflate\r\n\r\n" + zlib.compress(b"packed")[2:-4], b"packed"),
        (HEAD + b"Content-Encoding: deflate\r\n\r\n" + zlib.compress(b"p") + b"tail", b"p"),
        (HEAD + b"Content-Encoding: identity\r\n\r\nplain", b"plain"),
        (HEAD + b"Content-Encoding: gzip\r\nContent-Length: 0\r\n\r\n", b""),
    ],
)  # fmt: skip
def test_transfer_and_content_codings_are_undone(
    raw: Raw, visit: Visit, said: bytes, body: bytes
) -> None:
    """The body is what was meant, however it was sent."""
    assert got(visit(), raw(said)).body == body


def test_headers_are_kept_as_they_came(raw: Raw, visit: Visit) -> None:
    """Case, order and repetitions are evidence too."""
    said = HEAD + b"X-oDD: 1\r\nSet-Cookie: a=b\r\nset-cookie: c=d\r\nContent-Length: 1\r\n\r\nx"
    answer = got(visit(), raw(said))
    assert answer.headers == (
        ("Content-Type", "text/plain"),
        ("X-oDD", "1"),
        ("Set-Cookie", "a=b"),
        ("set-cookie", "c=d"),
        ("Content-Length", "1"),
    )
    assert answer.header("set-cookie") == "a=b, c=d"


def bomb(coding: str) -> bytes:
    """Fifty million zeros, packed to fifty thousand bytes."""
    packed = (
        gzip.compress(bytes(50_000_000), mtime=0)
        if coding == "gzip"
        else zlib.compress(bytes(50_000_000))
    )
    return HEAD + f"Content-Encoding: {coding}\r\n\r\n".encode() + packed


def endless(connection: socket.socket) -> None:
    """Send chunks for as long as somebody takes them."""
    connection.sendall(HEAD + CHUNKED)
    while True:
        connection.sendall(b"10000\r\n" + bytes(65_536) + b"\r\n")


def empty_members(connection: socket.socket) -> None:
    """Send gzip members that unpack to nothing, for as long as somebody takes them."""
    connection.sendall(HEAD + GZIP)
    nothing = gzip.compress(b"", mtime=0) * 2_000
    while True:
        connection.sendall(nothing)


def header_flood(connection: socket.socket) -> None:
    """Send header lines for as long as somebody takes them."""
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"X-More: and more\r\n" * 100)


def long_line(connection: socket.socket) -> None:
    """Send one header line for as long as somebody takes it."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while True:
        connection.sendall(b"a" * 10_000)


def interim_flood(connection: socket.socket) -> None:
    """Send answers before the answer for as long as somebody takes them."""
    while True:
        connection.sendall(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 100)


def trailer_flood(connection: socket.socket) -> None:
    """Send fields after the body for as long as somebody takes them."""
    connection.sendall(HEAD + CHUNKED + b"0\r\n")
    while True:
        connection.sendall(b"X-More: and more\r\n" * 100)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (bomb("gzip"), "larger than 1,000,000 bytes"),
        (bomb("deflate"), "larger than 1,000,000 bytes"),
        (endless, "larger than 1,000,000 bytes"),
        (empty_members, "larger than 1,000,000 bytes"),
        (HEAD + b"Content-Length: 1000001\r\n\r\n", "larger than 1,000,000 bytes"),
        (HEAD + b"Content-Length: " + b"9" * 5_000 + b"\r\n\r\n", "no sound|larger than"),
        (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", "no sound HTTP answer"),
        (header_flood, "no sound HTTP answer"),
        (long_line, "no sound HTTP answer"),
        (interim_flood, "does not begin with an answer"),
        (trailer_flood, "no sound HTTP answer"),
        (b"", "no sound HTTP answer"),
        (b"HTTP/1.1 200", "no sound HTTP answer"),
        (b"<html>HTTP/0.9</html>", "no sound HTTP answer"),
        (b"SSH-2.0-OpenSSH_9.6\r\n", "no sound HTTP answer"),
        (HEAD + b"Content-Length: 9\r\n\r\nshort", "no sound HTTP answer"),
        (HEAD + b"Content-Length: -9\r\n\r\nshort", "no sound HTTP answer"),
        (HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!", "no sound HTTP answer"),
        (HEAD + CHUNKED + b"5\r\nhel", "no sound HTTP answer"),
        (HEAD + CHUNKED + b"fffffffffffffffffffffff\r\n", "no sound HTTP"),
        (HEAD + b"Content-Encoding: br\r\n\r\nxx", "'br', which was not asked for"),
        (HEAD + b"Content-Encoding: gzip, gzip\r\n\r\nxx", "packed 2 times over"),
        (HEAD + b"Content-Encoding: gzip\r\n\r\nnot gzip", "cannot be unpacked"),
        (HEAD + GZIP + gzip.compress(b"a" * 99, mtime=0)[:-9], "breaks off"),
        (HEAD + b"Content-Encoding: deflate\r\n\r\n" + zlib.compress(b"abc")[:-5], "breaks off"),
    ],
)
def test_what_is_broken_or_too_large_costs_one_item(
    raw: Raw, visit: Visit, said: bytes | Callable[[socket.socket], None], reason: str
) -> None:
    """Bombs, floods and nonsense end in an error that says what was met, in bounded memory."""
    with pytest.raises(NotFetched, match=reason):
        got(visit(most_bytes=1_000_000), raw(said))


class Canned:
    """A connection on which these bytes come, in pieces of so many, and then its end."""

    def __init__(self, said: bytes, piece: int) -> None:
        self.pieces = [said[at : at + piece] for at in range(0, len(said), piece)]

    def recv(self, _: int) -> bytes:
        """Return the next piece."""
        return self.pieces.pop(0) if self.pieces else b""

    def sendall(self, _: bytes) -> None:
        """Take a request."""

    def settimeout(self, _: float) -> None:
        """Take a limit."""

    def close(self) -> None:
        """Be closed."""


LINES = st.sampled_from(
    [HEAD, CHUNKED, GZIP, b"\r\n", b"\n", b"5\r\nhello\r\n", b"0\r\n\r\n", b"Content-Length: 5\r\n",
     b"Content-Encoding: deflate\r\n", gzip.compress(b"hello", mtime=0), zlib.compress(b"hello"),
     b"HTTP/1.1 302 Found\r\nLocation: ", b"HTTP/1.1 100 \r\n\r\n", b"Connection: close\r\n"]
)  # fmt: skip


@given(st.lists(LINES | st.binary(max_size=20), max_size=8), st.integers(1, 50))
def test_any_bytes_are_an_answer_or_a_refusal(said: list[bytes], piece: int) -> None:
    """Nothing but NotFetched is raised, however the bytes are cut up."""
    canned = Canned(b"".join(said), piece)
    with pytest.MonkeyPatch.context() as patch, suppress(NotFetched):
        patch.setattr(socket, "create_connection", lambda *_, **__: canned)
        answer = ask(
            parse_address("http://a/"), ("127.0.0.1",), (("Host", "a"),), Limits(most_bytes=99),
            time.monotonic() + 60,
        )  # fmt: skip
        assert len(answer.body) <= 99
        assert 200 <= answer.status < 1000


def test_the_limit_is_counted_after_unpacking(raw: Raw, visit: Visit) -> None:
    """A page that is exactly as large as it may be is taken."""
    url = raw(HEAD + GZIP + gzip.compress(bytes(1_000), mtime=0))
    assert len(got(visit(most_bytes=1_000), url).body) == 1_000
    with pytest.raises(NotFetched, match="larger than 999"):
        got(visit(most_bytes=999), url)


def drip_head(connection: socket.socket) -> None:
    """Send a byte of the header now and then, never the last."""
    while True:
        connection.sendall(b"H")
        time.sleep(0.02)


def drip_body(connection: socket.socket) -> None:
    """Send a byte of the body now and then, never the last."""
    connection.sendall(HEAD + b"Content-Length: 100000\r\n\r\n")
    while True:
        connection.sendall(b"a")
        time.sleep(0.02)


@pytest.mark.parametrize("drip", [drip_head, drip_body])
def test_a_server_that_drips_is_left_at_the_deadline(
    raw: Raw, visit: Visit, drip: Callable[[socket.socket], None]
) -> None:
    """Each piece comes in time; the whole does not."""
    begun = time.monotonic()
    with pytest.raises(NotFetched, match=r"not done after 0\.4 seconds") as late:
        got(visit(whole_s=0.4), raw(drip))
    assert time.monotonic() - begun < 2
    assert late.value.may_pass


def test_a_silent_server_is_left_after_its_pause(raw: Raw, visit: Visit) -> None:
    """Silence ends sooner than the deadline of the whole."""
    with pytest.raises(NotFetched, match=r"silent after 0\.2 seconds") as late:
        got(visit(read_s=0.2), raw(lambda _: time.sleep(1)))
    assert late.value.may_pass


def test_a_broken_connection_is_told_as_such(raw: Raw, visit: Visit) -> None:
    """A reset in the middle may pass."""

    def reset(connection: socket.socket) -> None:
        connection.sendall(HEAD + b"Content-Length: 9\r\n\r\n")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")

    with pytest.raises(NotFetched, match="the connection broke") as broken:
        got(visit(), raw(reset))
    assert broken.value.may_pass


def test_nobody_there_is_told_as_such(visit: Visit) -> None:
    """A port at which nothing listens may get a listener."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(NotFetched, match=r"no connection to 127\.0\.0\.1") as failed:
        got(visit(), f"http://127.0.0.1:{port}/")
    assert failed.value.may_pass


def test_the_second_address_is_tried_where_the_first_is_dead(raw: Raw) -> None:
    """As long as one of the checked addresses answers, the page comes."""
    address = parse_address(raw(HEAD + b"Content-Length: 2\r\n\r\nok"))
    found = ask(
        address, ("127.0.0.255", "127.0.0.1"), (("Host", "x"),), Limits(), time.monotonic() + 5
    )
    assert found.body == b"ok"


def test_without_time_left_nothing_is_asked(raw: Raw) -> None:
    """A deadline that has passed is no connection."""
    with pytest.raises(NotFetched, match="no answer in time"):
        ask(parse_address(raw(b"")), ("127.0.0.1",), (), Limits(), time.monotonic() - 1)


def test_a_body_can_be_wanted_up_to_a_limit(raw: Raw) -> None:
    """robots.txt is read as far as it counts, however long it is."""
    address = parse_address(raw(HEAD + b"Content-Length: 9\r\n\r\n123456789"))
    limits, deadline = Limits(), time.monotonic() + 5
    found = ask(address, ("127.0.0.1",), (("Host", "x"),), limits, deadline, cut=4)
    assert (found.body, found.is_cut) == (b"1234", True)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a certificate for 127.0.0.1 with its key in one file, made for this run."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs openssl to make a certificate")
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1",
         "-keyout", folder / "key.pem", "-out", folder / "cert.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    both = folder / "both.pem"
    both.write_bytes((folder / "key.pem").read_bytes() + (folder / "cert.pem").read_bytes())
    return both


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    """Return the server's side of TLS with that certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def test_a_trusted_certificate_is_enough(
    raw: Raw, visit: Visit, tls: ssl.SSLContext, certificate: Path
) -> None:
    """TLS works where the certificate leads to an authority that was given."""
    url = raw(HEAD + b"Content-Length: 6\r\n\r\nsecret", tls)
    assert got(visit(authorities=certificate), url).body == b"secret"


def test_an_unknown_certificate_is_refused(raw: Raw, visit: Visit, tls: ssl.SSLContext) -> None:
    """Nobody but the site is to have said what is kept as its words."""
    with pytest.raises(NotFetched, match="its certificate is not trusted") as refused:
        got(visit(), raw(HEAD + b"\r\nfalse", tls))
    assert not refused.value.may_pass


def test_a_certificate_for_another_name_is_refused(
    raw: Raw, tls: ssl.SSLContext, certificate: Path
) -> None:
    """Trust in the authority is not trust in the host; the name that was asked must be in it."""
    port = parse_address(raw(HEAD + b"\r\nfalse", tls)).port
    limits = Limits(allow_private=True, authorities=certificate)
    visitor = Visitor(limits, Pace(0), resolve=lambda *_: ("127.0.0.1",))
    with pytest.raises(NotFetched, match="its certificate is not trusted"):
        got(visitor, f"https://other.example:{port}/")


def test_old_versions_of_tls_are_refused(
    raw: Raw, visit: Visit, tls: ssl.SSLContext, certificate: Path
) -> None:
    """A server that knows nothing newer than TLS 1.1 is not asked."""
    tls.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="deprecated"):
        tls.minimum_version = ssl.TLSVersion.TLSv1
    with pytest.warns(DeprecationWarning, match="deprecated"):
        tls.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises(NotFetched, match="no secure connection"):
        got(visit(authorities=certificate), raw(HEAD + b"\r\nold", tls))


def test_a_server_without_tls_is_no_secure_one(raw: Raw, visit: Visit) -> None:
    """Plain words at an https address are no answer."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(NotFetched, match="no secure connection"):
            got(visit(connect_s=0.2), f"https://127.0.0.1:{port}/")


def test_authorities_come_from_certifi_where_the_system_has_none(
    monkeypatch: pytest.MonkeyPatch, raw: Raw, visit: Visit, tls: ssl.SSLContext
) -> None:
    """A Python without certificates still tells a good one from a bad one."""
    from rashomon.collect.web import asking

    paths = SimpleNamespace(cafile=None, capath=None)
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: paths)
    asking._trust.cache_clear()
    with pytest.raises(NotFetched, match="not trusted"):
        got(visit(), raw(HEAD + b"\r\nfalse", tls))
    asking._trust.cache_clear()


@pytest.fixture
def proxy(raw: Raw) -> Callable[[bytes], tuple[WebAddress, list[bytes]]]:
    """Return a function that starts a proxy which answers CONNECT so, and what it was sent."""

    def start(answer: bytes) -> tuple[WebAddress, list[bytes]]:
        sent: list[bytes] = []

        def say(connection: socket.socket) -> None:
            connection.sendall(answer)
            if b" 200 " in answer:  # from here on it is the server itself
                sent.append(connection.recv(4096))
                connection.sendall(HEAD + b"Content-Length: 2\r\n\r\nhi")

        return parse_address(raw(say)), sent

    return start


@pytest.mark.parametrize("ip", ["93.184.215.14", "2a00:1450::1"])
def test_a_proxy_is_told_the_address_that_was_checked(
    proxy: Callable[[bytes], tuple[WebAddress, list[bytes]]], ip: str
) -> None:
    """Never the name, which it would look up by itself."""
    address, sent = proxy(b"HTTP/1.1 200 Connection established\r\n\r\n")
    visitor = Visitor(Limits(proxy=address), Pace(0), resolve=lambda *_: (ip,))
    assert got(visitor, "http://example.org/a").body == b"hi"
    assert sent[0].startswith(b"GET /a HTTP/1.1\r\nHost: example.org\r\n")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", r"does not connect us \(407\)"),
        (b"HTTP/1.1 103 Early Hints\r\n\r\n", r"does not connect us \(103\)"),
        (b"SSH-2.0\r\n", "gives no sound answer"),
        (b"", "gives no sound answer"),
    ],
)
def test_a_proxy_that_does_not_connect_us_says_so(
    proxy: Callable[[bytes], tuple[WebAddress, list[bytes]]], answer: bytes, reason: str
) -> None:
    """Whatever it is, it is no connection."""
    visitor = Visitor(
        Limits(proxy=proxy(answer)[0]), Pace(0), resolve=lambda *_: ("93.184.215.14",)
    )
    with pytest.raises(NotFetched, match=reason) as failed:
        got(visitor, "http://example.org/a")
    assert failed.value.may_pass


def test_a_proxy_does_not_lift_the_guard(
    proxy: Callable[[bytes], tuple[WebAddress, list[bytes]]],
) -> None:
    """What may not be asked is not asked by way of another either."""
    address, _ = proxy(b"HTTP/1.1 200 OK\r\n\r\n")
    visitor = Visitor(Limits(proxy=address), Pace(0), resolve=lambda *_: ("10.0.0.1",))
    with pytest.raises(NotFetched, match="a private network"):
        got(visitor, "http://example.org/a")
