"""What every answer has in common: an ETag, pages with a way on, and refusal of unknown words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Query, Request
from fastapi.responses import Response

from rashomon.errors import SettingError

__all__ = ["MOST", "Limit", "known_words", "page", "told"]

MOST = 200
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many at the most.")]


def told(request: Request, data: Any, *, status: int = 200, link: str = "") -> Response:
    """Answer with data, or, where the program has just that already, with 304.

    The ETag is a hash of the very bytes: it changes with whatever changes them, and nothing else.
    """
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Vary": "Authorization, Cookie"} | ({"Link": link} if link else {})
    if rate := getattr(request.state, "rate", ""):
        headers["RateLimit"] = rate
    if status == 200 and _has(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    return Response(body, status, headers, media_type="application/json")


def _has(asked: str, tag: str) -> bool:
    """Tell whether a header If-None-Match names a tag; gzip on the way makes tags weak."""
    return asked.strip() == "*" or tag in {
        one.strip().removeprefix("W/") for one in asked.split(",")
    }


def page(
    request: Request, items: Sequence[Any], *, total: int | None, following: str | int | None
) -> Response:
    """Answer with a page of a list; `following` is what to ask for `after` for the next one."""
    link = ""
    if following is not None:
        words = [(name, value) for name, value in request.query_params.multi_items()
                 if name not in ("after", "offset")]  # fmt: skip
        address = f"{request.url.path}?{urlencode([*words, ('after', str(following))])}"
        link = f'<{address}>; rel="next"'
    data: dict[str, Any] = {"items": list(items), "next": following}
    if total is not None:
        data["total"] = total
    return told(request, data, link=link)


def known_words(request: Request, names: Iterable[str]) -> None:
    """Make sure that a query holds no name that means nothing here.

    Raises:
        SettingError: If it does: a misspelled filter must not pass for one that found all.

    """
    known = set(names)
    strange = sorted(set(request.query_params) - known)
    if strange:
        raise SettingError(
            f"{strange[0]!r:.60} means nothing here; there are: {', '.join(sorted(known))}"
        )
