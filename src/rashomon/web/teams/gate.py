"""Asks of every request who it comes from; what comes from nobody sees the sign-in page alone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlencode

from anyio import to_thread
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response

from rashomon.web.failures import Failure, problem
from rashomon.web.teams import sessions, tokens
from rashomon.web.teams.book import Book
from rashomon.web.teams.roles import permits_of
from rashomon.web.workplace import Who

__all__ = ["COOKIE", "COOKIE_BY_TLS", "Gate", "address_of", "cookie_name"]

COOKIE = "rashomon"
COOKIE_BY_TLS = "__Host-rashomon"  # which browsers take only over TLS, for this very host
_OPEN = ("/static/", "/sign-in/provider")
_OPEN_PAGES = frozenset({"/sign-in", "/invitation", "/health", "/theme"})
_API = "/api/"
_BY_ITSELF = "/live"  # what an open page asks for again and again, whoever sits before it

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


def cookie_name(*, is_https: bool) -> str:
    """Return what the cookie of a session is called."""
    return COOKIE_BY_TLS if is_https else COOKIE


def address_of(connection: HTTPConnection) -> str:
    """Return where a request comes from; behind a proxy on this machine, what that says."""
    return connection.client.host if connection.client else ""


class Gate:
    """Sets `request.state.who` of requests of a team, and turns away what comes from nobody."""

    def __init__(self, app: App, *, book: Book, is_https: bool) -> None:
        self._app = app
        self._book = book
        self._cookie = cookie_name(is_https=is_https)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on a request with who asks, or answer it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        who = await to_thread.run_sync(self._who, connection)
        if who is not None:
            scope.setdefault("state", {})["who"] = who
        elif not _is_open(scope["path"]):
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            else:
                await _turn_away(connection)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _who(self, connection: HTTPConnection) -> Who | None:
        kind, _, words = connection.headers.get("authorization", "").partition(" ")
        if kind:  # a program says by itself who it is, and is not taken for a browser
            if kind.lower() != "bearer" or not connection.url.path.startswith(_API):
                return None
            by_token = tokens.find(self._book, words.strip())
            if by_token is None:
                return None
            token, whose = by_token
            permits = token.scopes & permits_of(whose.role)
            return Who(whose.name, permits, f"token {token.token_id}", is_program=True)
        secret = connection.cookies.get(self._cookie)
        is_used = connection.url.path != _BY_ITSELF
        found = sessions.find(self._book, secret, is_used=is_used) if secret else None
        if found is None:
            return None
        session, whose = found
        return Who(whose.name, permits_of(whose.role), session.digest)


def _is_open(path: str) -> bool:
    return path in _OPEN_PAGES or path.startswith(_OPEN)


def _turn_away(connection: HTTPConnection) -> Response:
    path = connection.url.path
    if path.startswith(_API):
        words = "Say who asks: a token of yours in the header Authorization (Bearer)."
        answer = problem(Failure(401, "Nobody is signed in", words))
        answer.headers["WWW-Authenticate"] = "Bearer"
        return answer
    if path == _BY_ITSELF:
        return Response(status_code=401)
    query = f"?{connection.url.query}" if connection.url.query else ""
    is_page = connection.scope["method"] in ("GET", "HEAD")
    back = urlencode({"next": f"{path}{query}"}) if is_page and path != "/" else ""
    address = "/sign-in" + (f"?{back}" if back else "")
    if connection.headers.get("HX-Request") == "true":
        return Response(status_code=401, headers={"HX-Redirect": address})
    return RedirectResponse(address, status_code=303)
