"""How long an answer took, told to whoever looks at it: the header `Server-Timing`.

A browser's tools show it: in all, from the request's first byte to the answer's, and of that
writing the page. The rest is looking things up in the ledger, and waiting for a turn.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Timed", "timing"]

_TAKEN = "rashomon.taken"  # in a request's state: milliseconds by name


@contextmanager
def timing(state: MutableMapping[str, Any], name: str) -> Iterator[None]:
    """Note in a request's state (`request.scope["state"]`) how long something takes."""
    began = time.perf_counter()
    try:
        yield
    finally:
        taken = state.setdefault(_TAKEN, {})
        taken[name] = taken.get(name, 0.0) + 1000 * (time.perf_counter() - began)


class Timed:
    """Sets the header on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, and say how long it took."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        state = scope.setdefault("state", {})

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                taken = {**state.get(_TAKEN, {}), "total": 1000 * (time.perf_counter() - began)}
                words = ", ".join(f"{name};dur={ms:.1f}" for name, ms in taken.items())
                message["headers"] = [*message["headers"], (b"server-timing", words.encode())]
            await send(message)

        await self._app(scope, receive, told)
