"""The application: settings in, an ASGI application out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from importlib import import_module

from anyio import to_thread
from fastapi import Depends, FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles
from starlette.types import Message, Receive, Scope, Send

from rashomon.ledger import Ledger
from rashomon.locate.zones import open_zones
from rashomon.web import api, pages, static_files
from rashomon.web.failures import add_handlers
from rashomon.web.heads import Headed
from rashomon.web.keeping_up import keep_up
from rashomon.web.pace import Pace
from rashomon.web.pages import entrance
from rashomon.web.security import Guard, page_headers
from rashomon.web.settings import Settings
from rashomon.web.teams.book import Book
from rashomon.web.teams.gate import Gate
from rashomon.web.teams.team import Team
from rashomon.web.tiles import tile_origin
from rashomon.web.timing import Timed
from rashomon.web.uploads.bounds import folder_beside
from rashomon.web.uploads.desk import Desk
from rashomon.web.warming import warm_beside
from rashomon.web.workplace import Workplace, note_moment

__all__ = ["make_app"]

_LEAST_GZIPPED = 1000  # bytes; of less, compressing saves no packet
# A page of 50 incidents, 78 kB: 10.2 kB in 0.6 ms of the processor; by 9, the highest, 9.8 in 1.1.
_GZIP_LEVEL = 5
_FOR_GOOD = b"public, max-age=31536000, immutable"
# Handlers that run at once; others wait their turn. Of two processors more would only take the
# interpreter from each other, and each has a connection of its own with up to 64 MiB of cache.
_THREADS = 8
_LARGE = ("/upload", "/api/v1/uploads")  # bound what they take by themselves


def make_app(settings: Settings) -> FastAPI:
    """Build the application on an open ledger, which is closed when the application ends.

    Raises:
        LedgerError: If there is no ledger to open, or no team's file where one is named.
    """
    ledger = Ledger.open(settings.ledger, create=False)
    try:
        book = Book.open(settings.team) if settings.team else None
    except BaseException:
        ledger.close()
        raise
    ledger.hold_columns()
    team = Team(book, settings.url, settings.provider) if book else None

    @asynccontextmanager
    async def while_running(app: FastAPI) -> AsyncIterator[None]:
        to_thread.current_default_thread_limiter().total_tokens = _THREADS
        desk: Desk = app.state.desk
        desk.start()
        if settings.is_warmed:
            warm_beside(app.state.workplace)
        try:
            yield
        finally:
            desk.close()
            ledger.close()
            if book:
                book.close()

    app = FastAPI(
        title="Rashomon", lifespan=while_running, docs_url=None, redoc_url=None, openapi_url=None
    )
    app.state.workplace = Workplace(
        settings,
        ledger,
        open_zones(),
        team,
        pace=Pace(settings.at_once, settings.a_second),
    )
    app.state.desk = Desk(
        folder_beside(settings.ledger),
        settings.ledger,
        settings.bounds,
        partial(keep_up, app.state.workplace),
    )
    app.include_router(entrance.router)
    for page in pages.PAGES + (pages.TEAM_PAGES if team else ()):
        router = import_module(f"{pages.__name__}.{page.name}").router
        app.include_router(router, dependencies=[Depends(note_moment)])
    app.include_router(api.router)
    app.mount("/static", _Kept(directory=static_files.STATIC), name="static")
    is_https = team is not None and team.is_https
    headers = page_headers(
        tile_origin(settings.tiles), is_shared=team is not None, is_https=is_https
    )
    add_handlers(app, headers)
    app.add_middleware(GZipMiddleware, minimum_size=_LEAST_GZIPPED, compresslevel=_GZIP_LEVEL)
    if team:
        app.add_middleware(Gate, book=team.book, is_https=team.is_https)
    app.add_middleware(Headed)
    app.add_middleware(Timed)
    app.add_middleware(
        Guard,
        hosts=settings.hosts,
        tiles=tile_origin(settings.tiles),
        body_bytes=settings.body_bytes,
        large=_LARGE,
        is_shared=team is not None,
        is_https=is_https,
    )
    return app


class _Kept(StaticFiles):
    """Files that a browser may keep for good where the address names their version."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for a file."""

        async def kept(message: Message) -> None:
            if message["type"] == "http.response.start":
                is_versioned = scope.get("query_string", b"").startswith(b"v=")
                message["headers"].append(
                    (b"cache-control", _FOR_GOOD if is_versioned else b"no-cache")
                )
            await send(message)

        await super().__call__(scope, receive, kept)
