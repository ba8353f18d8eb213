"""What stands between the application and whatever asks it: hosts, origins, headers, sizes.

A page of the web that a user visits can send requests to this machine. So the Host header must
name us (a foreign name that resolves to 127.0.0.1 does not), what writes must come from a page
of ours (Origin), and carry a token that only our pages hold.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Awaitable, Callable, Collection, Iterable, MutableMapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Guard", "Tokens", "content_policy", "host_name", "page_headers"]

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_TOKEN_BYTES = 32
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
# Of which a request has one at most: of two, a proxy and we could each believe another.
_SINGLE = frozenset({"host", "origin", "authorization", "content-length", "transfer-encoding"})
# What h11 bounds while it waits for the rest; what comes in one piece it takes, so we count again.
_MOST_HEADERS = 100
_MOST_HEADER_BYTES = 65_536
_LONGEST_ADDRESS = 8_192  # bytes; the longest of ours names every filter
_YEAR_S = 365 * 24 * 3600


def content_policy(tiles: str = "") -> str:
    """Return the Content-Security-Policy of a page: our own files, no inline script or style.

    `tiles` is the origin of a tile server for maps. A map's worker is a file of ours.
    """
    beside = f" {tiles}" if tiles else ""
    return "; ".join(
        (
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self'",
            f"img-src 'self' data: blob:{beside}",
            f"connect-src 'self'{beside}",
            "font-src 'self'",
            "worker-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def page_headers(
    tiles: str = "", *, is_shared: bool = False, is_https: bool = False
) -> tuple[tuple[str, str], ...]:
    """Return the headers of every answer that sets none of the same name itself.

    Where accounts share a server (`is_shared`) a browser keeps no page: whoever sits down at it
    after somebody has signed out would go back to what that one saw. Who came over TLS
    (`is_https`) shall come so again, whatever a link says.
    """
    only_tls = (("Strict-Transport-Security", f"max-age={_YEAR_S}"),) if is_https else ()
    return (
        *only_tls,
        ("Content-Security-Policy", content_policy(tiles)),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
        ("Cache-Control", "no-store" if is_shared else "private, no-cache"),
    )


def host_name(host: str) -> str:
    """Return a Host header's name without its port, in small letters.

    >>> host_name("LocalHost:8000"), host_name("[::1]:8000"), host_name("127.0.0.1")
    ('localhost', '[::1]', '127.0.0.1')
    """
    name, colon, port = host.rpartition(":")
    return (name if colon and (port.isdigit() or not port) else host).lower()


@dataclass(frozen=True, slots=True)
class Tokens:
    """Makes and checks the token of forms; bound to whoever gets it, good while we run.

    It is spelled otherwise in each answer: from the lengths of compressed pages that hold it beside
    words of an attacker's choice, nobody learns it letter by letter.
    """

    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def of(self, whom: str) -> str:
        """Return the token of a user or session, in one of its spellings."""
        mask = secrets.token_bytes(_TOKEN_BYTES)
        return (mask + _across(mask, self._plain(whom))).hex()

    def is_of(self, whom: str, token: str) -> bool:
        """Tell whether a form's token is the one of this user or session."""
        try:
            told = bytes.fromhex(token)
        except ValueError:
            return False
        plain = _across(told[:_TOKEN_BYTES], told[_TOKEN_BYTES:])
        return len(told) == 2 * _TOKEN_BYTES and hmac.compare_digest(self._plain(whom), plain)

    def _plain(self, whom: str) -> bytes:
        return hmac.new(self.secret, f"form|{whom}".encode(), hashlib.sha256).digest()


def _across(mask: bytes, words: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(mask, words, strict=False))


class _TooLarge(Exception):
    """More was sent than is taken."""


class Guard:
    """Lets through what is asked of us by name, and written from pages of ours; sets headers.

    `hosts` are names besides this machine's own. A request that says by a Bearer token who it is
    and sends no cookie is no browser's: it needs no Origin (browsers send no such token by
    themselves, as they do with a password that some other server had asked for here). `large` are
    paths that bound what they take by themselves (uploads). Where browsers come over TLS
    (`is_https`) all cookies travel so alone, and pages of ours are of no other origin.
    """

    def __init__(
        self,
        app: App,
        *,
        hosts: Collection[str] = (),
        tiles: str = "",
        body_bytes: int = 1_000_000,
        large: Iterable[str] = (),
        is_shared: bool = False,
        is_https: bool = False,
    ) -> None:
        self._app = app
        self._hosts = _OWN_NAMES | {name.lower() for name in hosts}
        self._headers = page_headers(tiles, is_shared=is_shared, is_https=is_https)
        self._schemes = ("https://",) if is_https else ("http://", "https://")
        self._is_https = is_https
        self._body_bytes = body_bytes
        self._large = frozenset(large)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on, one request."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1")
                   for name, value in scope["headers"]}  # fmt: skip
        fault = _unclear(scope["headers"], headers) or _bulky(scope) or self._fault(scope, headers)
        if fault is not None:
            await _refuse(scope, send, *fault, headers=self._headers)
            return
        if scope["type"] == "websocket":
            await self._app(scope, receive, send)
            return
        is_begun = False

        async def with_headers(message: Message) -> None:
            nonlocal is_begun
            if message["type"] == "http.response.start":
                is_begun = True
                held = self._by_tls(message["headers"])
                message["headers"] = [*held, *self._missing(held)]
            await send(message)

        bounded = receive if scope["path"] in self._large else self._bound(receive)
        try:
            await self._app(scope, bounded, with_headers)
        except _TooLarge:
            if is_begun:
                raise
            words = f"More than {self._body_bytes:,} bytes were sent; nothing of it was taken."
            await _refuse(scope, send, 413, words, headers=self._headers)

    def _fault(self, scope: Scope, headers: MutableMapping[str, str]) -> tuple[int, str] | None:
        host = headers.get("host", "")
        if host_name(host) not in self._hosts:
            return 421, (
                "This server is not called so. Ask for it by the address that it printed when "
                "it was started."
            )
        is_socket = scope["type"] == "websocket"
        if not is_socket and scope["method"] in _SAFE:
            return None
        scheme = headers.get("authorization", "").partition(" ")[0].lower()
        if scheme == "bearer" and "cookie" not in headers:
            return None
        origin = headers.get("origin", "")
        if origin.partition("://")[2] != host or not origin.startswith(self._schemes):
            return 403, (
                "This was not sent from a page of this server, so nothing was done. Open the "
                "page here and send it again."
            )
        length = headers.get("content-length", "")
        is_large = length.isdigit() and int(length) > self._body_bytes
        if is_large and scope["path"] not in self._large:
            return 413, f"A form may send {self._body_bytes:,} bytes; this one has more."
        return None

    def _by_tls(self, held: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        """The headers of an answer, each cookie for TLS alone where browsers come so."""
        return [
            (name, value + b"; Secure")
            if self._is_https and name.lower() == b"set-cookie" and b"; secure" not in value.lower()
            else (name, value)
            for name, value in held
        ]

    def _missing(self, held: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        names = {name.lower() for name, _ in held}
        return [
            (name.lower().encode(), value.encode())
            for name, value in self._headers
            if name.lower().encode() not in names
        ]

    def _bound(self, receive: Receive) -> Receive:
        taken = 0

        async def bounded() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._body_bytes:
                raise _TooLarge
            return message

        return bounded


def _unclear(
    told: Iterable[tuple[bytes, bytes]], headers: MutableMapping[str, str]
) -> tuple[int, str] | None:
    """Say what is wrong with a request that could be read in two ways, None where it is clear."""
    names = [name.decode("latin-1").lower() for name, _ in told]
    twice = next((name for name in names if name in _SINGLE and names.count(name) > 1), None)
    if twice is None and {"content-length", "transfer-encoding"} <= set(headers):
        twice = "length"
    if twice is None:
        return None
    return 400, f"This request has more than one {twice}, so nothing of it was read."


def _bulky(scope: Scope) -> tuple[int, str] | None:
    """Say what of a request's head is more than is taken."""
    address = len(scope.get("raw_path") or scope["path"]) + len(scope.get("query_string", b""))
    if address > _LONGEST_ADDRESS:
        return 414, f"This address has more than {_LONGEST_ADDRESS:,} letters."
    told = scope["headers"]
    size = sum(len(name) + len(value) for name, value in told)
    if len(told) > _MOST_HEADERS or size > _MOST_HEADER_BYTES:
        return 431, f"More than {_MOST_HEADERS} headers or {_MOST_HEADER_BYTES:,} bytes of them."
    return None


async def _refuse(
    scope: Scope, send: Send, status: int, words: str, *, headers: Iterable[tuple[str, str]]
) -> None:
    """Answer before anything of ours has looked at the request.

    The connection ends with it: what follows may be the rest of what was refused.
    """
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    if scope["path"].startswith("/api/"):  # programs are told all errors in one shape
        told_as = {"title": "This request is not taken", "status": status, "detail": words}
        kind, body = "application/problem+json", json.dumps(told_as).encode()
    else:
        kind, body = "text/plain; charset=utf-8", f"{words}\n".encode()
    told = [
        ("Content-Type", kind),
        ("Content-Length", str(len(body))),
        ("Connection", "close"),
    ]
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [(n.lower().encode(), v.encode()) for n, v in (*told, *headers)],
        }
    )
    await send({"type": "http.response.body", "body": body})
