"""What went wrong, as a page for a person or as data for a program: what, and the way out."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException

from rashomon.errors import (
    InvalidRecord,
    LedgerBusy,
    LedgerChanged,
    LedgerFull,
    LedgerLost,
    NoSuchIncident,
    RashomonError,
    SettingError,
)
from rashomon.web.site import Action

__all__ = [
    "Failure",
    "NoSuchThing",
    "NotPermitted",
    "StaleForm",
    "TooMany",
    "add_handlers",
    "failure_of",
]

_log = logging.getLogger("rashomon.web")
_API = "/api/"
_FOR_TERMINALS = "`rashomon export` lists all"
_FOR_BROWSERS = "its address may have been cut short, or it is in another ledger"
_LONGEST_LOGGED = 500  # of a path
_STATUS: tuple[tuple[type[RashomonError], int, str], ...] = (
    (NoSuchIncident, 404, "No such incident"),
    (SettingError, 422, "This cannot be done as asked"),
    (InvalidRecord, 422, "This cannot be done as asked"),
    (LedgerChanged, 409, "Somebody else was faster"),
    (LedgerBusy, 503, "The ledger is being written"),
    (LedgerFull, 507, "The ledger's disk is full"),
    (LedgerLost, 503, "The ledger cannot be reached"),
    (RashomonError, 500, "This went wrong"),
)
_TITLES = {
    400: "This request cannot be read",
    403: "Not permitted",
    404: "Nothing is here",
    405: "This cannot be done here",
    409: "Somebody else was faster",
    413: "Too large",
    422: "This cannot be done as asked",
    429: "Too many requests",
}


@dataclass(frozen=True, slots=True)
class Failure:
    """What to tell: an HTTP status, a title, and words that say the way out."""

    status: int
    title: str
    words: str


class NoSuchThing(HTTPException):
    """What is asked for is not in the ledger."""

    def __init__(self, words: str) -> None:
        super().__init__(404, words)


class NotPermitted(HTTPException):
    """Whoever asks may not do this."""

    def __init__(self, action: Action) -> None:
        super().__init__(403, f"You may not {action} here. Whoever keeps this ledger can say more.")


class StaleForm(HTTPException):
    """A form without the token that our pages give."""

    def __init__(self) -> None:
        super().__init__(
            403, "The page was too old, so nothing was done. Go back, load it again and send anew."
        )


class TooMany(HTTPException):
    """More was asked for than is answered in a while; `wait_s` says when to come again."""

    def __init__(self, wait_s: int) -> None:
        words = f"Too much was asked for at once; come again in {wait_s} s."
        super().__init__(429, words, headers={"Retry-After": str(wait_s)})


def failure_of(error: Exception) -> Failure:
    """Return what to tell of an error; what nobody foresaw tells nothing of the inside."""
    if isinstance(error, HTTPException):
        title = _TITLES.get(error.status_code, "This went wrong")
        return Failure(error.status_code, title, _sentence(str(error.detail)))
    if isinstance(error, RequestValidationError):
        told = "; ".join(
            f"{'.'.join(str(part) for part in one['loc'][1:])}: {one['msg']}"
            for one in error.errors()
        )
        return Failure(422, _TITLES[422], _sentence(told))
    for kind, status, title in _STATUS:
        if isinstance(error, kind):
            words = str(error).replace(_FOR_TERMINALS, _FOR_BROWSERS)
            return Failure(status, title, _sentence(words))
    return Failure(
        500, "This went wrong", "The fault is ours; what was stored is safe. The log tells more."
    )


def _sentence(words: str) -> str:
    text = words.strip() or "Nothing more is known"
    return text[0].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def add_handlers(app: FastAPI, headers: Iterable[tuple[str, str]] = ()) -> None:
    """Let an application tell its errors this way, with the headers of every answer.

    What nobody foresaw is answered outside of all middleware, which would set them else.
    """
    own = tuple(headers)

    async def tell(request: Request, error: Exception) -> Response:
        failure = failure_of(error)
        if failure.status >= 500:
            # Quoted: a path may hold line ends, and with them lines of somebody else's making.
            asked = f"{request.method} {request.url.path[:_LONGEST_LOGGED]}"
            _log.error("%s: %s", ascii(asked), ascii(str(error)), exc_info=error)
        if request.url.path.startswith(_API):
            answer: Response = problem(failure, getattr(error, "headers", None))
        else:
            answer = page(request, failure)
            answer.headers.update(getattr(error, "headers", None) or {})
        for name, value in own:
            answer.headers.setdefault(name, value)
        return answer

    for kind in (HTTPException, RequestValidationError, RashomonError, Exception):
        app.add_exception_handler(kind, tell)


def problem(failure: Failure, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Return a failure as data (RFC 9457)."""
    return JSONResponse(
        {"title": failure.title, "status": failure.status, "detail": failure.words},
        failure.status,
        headers,
        media_type="application/problem+json",
    )


def page(request: Request, failure: Failure) -> HTMLResponse:
    """Return a failure as a page; for htmx only the message, which takes its place in the page."""
    from rashomon.web.workplace import show

    return show(request, "failure.html", part="parts/failure.html", status=failure.status,
                failure=failure)  # fmt: skip
